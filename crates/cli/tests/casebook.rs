//! `shizu casebook`: checking, merging, redacting, sealed files. All data invented.

mod common;

use common::workbook::{Folder, demo, json, with_who};
use common::{TempFile, shizu};

#[test]
fn check_tells_rows_and_findings() {
    let run = shizu(&[
        "casebook",
        "check",
        demo(),
        "--as-of",
        "2026-03-05",
        "--format",
        "json",
        "--lang",
        "en",
    ]);
    let told = json(&run);
    assert_eq!(
        (told["rows"]["matter"].as_u64(), told["space"].as_str()),
        (Some(200), Some("training"))
    );
    let findings = told["findings"].as_array().expect("findings");
    assert_eq!(run.code, i32::from(!findings.is_empty()));
    // The demo is whole and follows the rules; some of its tasks are late.
    assert!(
        findings.iter().all(|found| found["code"] == "overdue"),
        "{findings:?}"
    );
    let text = shizu(&["casebook", "check", demo(), "--as-of", "2000-01-01"]);
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    assert!(
        text.out.contains("虚构数据") && text.out.ends_with("没有发现问题。\n"),
        "{}",
        text.out
    );
}

#[test]
fn check_finds_what_an_import_brought_in() {
    let folder = Folder::new();
    let rows = "id,state,follower,reviewer\nX-1,closed,甲例,甲例\n";
    let table = TempFile::new("rows.csv", rows);
    let cases = TempFile::new("cases.csv", "id,title,matter\nC-1,案,X-404\n");
    let (book, out) = (folder.copy_of_demo("a.shizu"), folder.at("b.shizu"));
    let run = with_who(&[
        "casebook",
        "import",
        &book,
        &table.text(),
        "--register",
        "matter",
        "--out",
        &out,
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let run = with_who(&[
        "casebook",
        "import",
        &out,
        &cases.text(),
        "--register",
        "case",
        "--out",
        &out,
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told = json(&shizu(&[
        "casebook",
        "check",
        &out,
        "--as-of",
        "2000-01-01",
        "--format",
        "json",
    ]));
    let findings = told["findings"].as_array().expect("findings");
    let of = |code: &str| {
        findings
            .iter()
            .find(|found| found["code"] == code)
            .expect("found")
    };
    assert_eq!(of("state")["row"], "X-1");
    let message = of("state")["message"].as_str().expect("words");
    assert!(
        message.contains("佐证材料") && message.contains("与承办人不同的审核人"),
        "{message}"
    );
    assert_eq!(
        (
            of("reference")["register"].as_str(),
            of("reference")["row"].as_str()
        ),
        (Some("case"), Some("C-1"))
    );
}

#[test]
fn damaged_files_are_findings_and_others_are_bad_input() {
    let text = std::fs::read_to_string(demo()).expect("text");
    let altered = TempFile::new("altered.shizu", text.replacen("市林业局", "市森林局", 1));
    let run = shizu(&["casebook", "check", &altered.text(), "--format", "json"]);
    assert_eq!(
        (run.code, json(&run)["findings"][0]["code"].as_str()),
        (1, Some("damaged"))
    );
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    let truncated = TempFile::new("truncated.shizu", half);
    let run = shizu(&["casebook", "check", &truncated.text(), "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("rows can be read"), "{}", run.out);
    // Nothing else works on a damaged file.
    let run = shizu(&[
        "casebook",
        "export",
        &truncated.text(),
        "--register",
        "matter",
    ]);
    assert_eq!(run.code, 2);
    let newer = TempFile::new(
        "newer.shizu",
        text.replacen("\"version\":1", "\"version\":99", 1),
    );
    assert_eq!(shizu(&["casebook", "check", &newer.text()]).code, 2);
    let table = TempFile::new("table.csv", "id\n1\n");
    assert_eq!(shizu(&["casebook", "check", &table.text()]).code, 2);
    assert_eq!(shizu(&["casebook", "check", "no-such-file.shizu"]).code, 2);
}

#[test]
fn copies_are_compared_and_merged() {
    let folder = Folder::new();
    let (mine, theirs, out) = (
        folder.copy_of_demo("mine.shizu"),
        folder.copy_of_demo("theirs.shizu"),
        folder.at("merged.shizu"),
    );
    let change = |book: &str, rows: &str| {
        let table = TempFile::new("in.csv", rows);
        let run = with_who(&[
            "casebook",
            "import",
            book,
            &table.text(),
            "--register",
            "body",
            "--out",
            book,
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
    };
    change(
        &mine,
        "id,head,note\n市林业局,我方例,\n市财政局,,我方备注\n",
    );
    change(
        &theirs,
        "id,head,note\n市林业局,对方例,\n市财政局,对方设,\n",
    );
    let compared = shizu(&["casebook", "merge", &mine, &theirs, "--format", "json"]);
    let told = json(&compared);
    assert_eq!((compared.code, told["conflicts"].as_u64()), (1, Some(1)));
    assert_eq!(
        (told["mine"].as_u64(), told["theirs"].as_u64()),
        (Some(1), Some(1))
    );
    let sides: Vec<&str> = told["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["side"].as_str().expect("a side"))
        .collect();
    assert_eq!(sides.len(), 2);
    assert!(sides.contains(&"conflict") && sides.contains(&"both"));
    // Without a word on conflicts nothing is written.
    let run = with_who(&["casebook", "merge", &mine, &theirs, "--out", &out]);
    assert_eq!(run.code, 1);
    assert!(!folder.path("merged.shizu").exists());
    let run = with_who(&[
        "casebook", "merge", &mine, &theirs, "--prefer", "theirs", "--out", &out,
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let heads = shizu(&[
        "casebook",
        "export",
        &out,
        "--register",
        "body",
        "--columns",
        "id,head,note",
        "--search",
        "市财政局",
    ]);
    assert!(
        heads.out.contains("市财政局,对方设,我方备注"),
        "{}",
        heads.out
    );
    // What was merged is known: merging again brings nothing.
    let again = shizu(&["casebook", "merge", &out, &mine, "--lang", "en"]);
    assert_eq!(again.code, 0);
    assert!(
        again.out.contains("has nothing that this one lacks"),
        "{}",
        again.out
    );
}

#[test]
fn a_recipient_gets_what_the_rules_allow_and_the_log_says_so() {
    let folder = Folder::new();
    let (own, out, logged) = (
        folder.copy_of_demo("own.shizu"),
        folder.at("given.shizu"),
        folder.at("logged.shizu"),
    );
    let asked = [
        "casebook",
        "redact",
        &own,
        "--recipient",
        "group",
        "--purpose",
        "supervision",
        "--register",
        "matter",
        "--register",
        "finding",
    ];
    let told = json(&shizu(&[&asked[..], &["--format", "json"]].concat()));
    let parts = told["parts"].as_array().expect("parts");
    let matters = &parts[0];
    assert_eq!(matters["given"].as_array().map(Vec::len), Some(0));
    assert!(
        matters["withheld"]
            .as_array()
            .expect("reasons")
            .iter()
            .any(|withheld| withheld["reason"] == "not_approved")
    );
    assert_eq!(parts[1]["given"][0]["tier"], "restricted");
    let run = with_who(
        &[
            &asked[..],
            &["--subject", "示例", "--out", &out, "--log", &logged],
        ]
        .concat(),
    );
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains("须经本机关主要负责人审批") || run.out.contains("审批"),
        "{}",
        run.out
    );
    let checked = json(&shizu(&[
        "casebook",
        "check",
        &out,
        "--as-of",
        "2000-01-01",
        "--format",
        "json",
    ]));
    assert_eq!(checked["rows"]["matter"], 0);
    assert!(checked["rows"]["finding"].as_u64() > Some(100));
    let log = shizu(&[
        "casebook",
        "export",
        &logged,
        "--register",
        "exchange",
        "--columns",
        "on,data_kind,recipient,subject",
        "--search",
        "示例 2026-03-05",
    ]);
    assert!(
        log.out.contains("2026-03-05,inspection,group,示例"),
        "{}",
        log.out
    );
    assert_eq!(
        shizu(&[
            "casebook",
            "redact",
            &own,
            "--recipient",
            "nobody",
            "--purpose",
            "supervision"
        ])
        .code,
        2
    );
}

#[test]
fn sealed_workbooks_open_with_their_passphrase_and_stay_sealed() {
    let folder = Folder::new();
    let passphrase = TempFile::new("passphrase.txt", "虚构口令-correct\n");
    let wrong = TempFile::new("wrong.txt", "其他\n");
    let sealed = folder.at("sealed.shizu");
    let text = std::fs::read(demo()).expect("bytes");
    std::fs::write(
        &sealed,
        shizu_office::seal(&text, "虚构口令-correct").expect("sealed"),
    )
    .expect("written");
    assert_eq!(shizu(&["casebook", "check", &sealed]).code, 2);
    assert_eq!(
        shizu(&[
            "casebook",
            "check",
            &sealed,
            "--passphrase-file",
            &wrong.text()
        ])
        .code,
        2
    );
    let table = TempFile::new("in.csv", "id\nS-1\n");
    let import = [
        "casebook",
        "import",
        &sealed,
        &table.text(),
        "--register",
        "matter",
        "--passphrase-file",
        &passphrase.text(),
    ];
    let out = folder.at("out.shizu");
    let run = with_who(&[&import[..], &["--out", &out]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(shizu_office::is_sealed(
        &std::fs::read(&out).expect("bytes")
    ));
    let run = with_who(&[&import[..], &["--out", &out, "--plain"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(std::fs::read(&out).expect("bytes").starts_with(b"{"));
}

#[test]
fn the_day_and_the_papers_for_the_meeting() {
    let day = ["--as-of", "2026-03-05"];
    let today = shizu(&[&["casebook", "today", demo()][..], &day].concat());
    assert_eq!((today.code, today.err.as_str()), (0, ""));
    assert!(today.out.contains("已逾期"), "{}", today.out);
    let nobody = shizu(
        &[
            &["casebook", "today", demo(), "--who", "查无此人"][..],
            &day,
        ]
        .concat(),
    );
    assert!(nobody.out.contains("眼下没有待办"), "{}", nobody.out);
    // What goes to others names nobody and lists no single matter: that is the default.
    let papers = shizu(&[&["casebook", "pack", demo()][..], &day].concat());
    assert_eq!((papers.code, papers.err.as_str()), (0, ""));
    assert!(papers.out.contains("2025年第4季度"), "{}", papers.out);
    assert!(papers.out.contains("限定知悉范围") && !papers.out.contains("被反映人"));
    let tier = ["--tier", "case_confidential", "--lang", "en"];
    let all = shizu(&[&["casebook", "pack", demo()][..], &day, &tier].concat());
    assert!(all.out.contains("Person concerned"), "{}", all.out);
    let bad = shizu(&["casebook", "pack", demo(), "--quarter", "2026-03"]);
    assert_eq!(bad.code, 2);
}

/// A task, a finding and a matter, and what the day of 5 March 2026 says of them: by hand.
#[test]
fn the_day_as_data_says_what_the_page_says() {
    let folder = Folder::new();
    let (empty, book) = (folder.at("a.shizu"), folder.at("b.shizu"));
    std::fs::write(&empty, EMPTY).expect("written");
    let table = TempFile::new(
        "tasks.csv",
        "id,title,state,owner,due\nT-1,虚构核查,open,甲例,2026-03-02\nT-2,虚构回访,open,乙例,2026-03-05\nT-3,虚构办结,done,乙例,2026-03-01\n",
    );
    let import = [
        "casebook",
        "import",
        &empty,
        &table.text(),
        "--register",
        "task",
        "--out",
        &book,
    ];
    let run = with_who(&import);
    assert_eq!(run.code, 0, "{}", run.err);
    let today = |more: &[&str]| {
        let args = [
            "casebook",
            "today",
            &book,
            "--as-of",
            "2026-03-05",
            "--format",
            "json",
        ];
        let run = shizu(&[&args[..], more].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        json(&run)
    };
    let told = today(&["--lang", "en"]);
    assert_eq!(told["day"], "2026-03-05");
    let of_tasks = |told: &serde_json::Value| -> Vec<serde_json::Value> {
        let items = told["items"].as_array().expect("items").iter();
        items
            .filter(|item| item["register"] == "task")
            .cloned()
            .collect()
    };
    // 2 March 2026 was a Monday and 5 March a Thursday: three working days have gone.
    let expected = serde_json::json!([
        {
            "section": "overdue", "section_label": "overdue", "key": "task:T-1", "register": "task", "row": "T-1", "name": "虚构核查",
            "what": "task", "detail": "", "body": "", "group": "", "office": "", "who": "甲例",
            "due": { "day": "2026-03-02", "provisional": false }, "working_days_left": -3, "signal": null, "rules": [], "deed": { "do": "open" },
        },
        {
            "section": "due_today", "section_label": "due today", "key": "task:T-2", "register": "task", "row": "T-2", "name": "虚构回访",
            "what": "task", "detail": "", "body": "", "group": "", "office": "", "who": "乙例",
            "due": { "day": "2026-03-05", "provisional": false }, "working_days_left": 0, "signal": null, "rules": [], "deed": { "do": "open" },
        },
    ]);
    assert_eq!(serde_json::Value::from(of_tasks(&told)), expected);
    let one = of_tasks(&today(&["--who", "乙例"]));
    assert_eq!(
        (one.len(), one[0]["section_label"].as_str()),
        (1, Some("今日到期"))
    );
}

const EMPTY: &str = r#"{"shizu":"workbook","version":1,"id":"0123456789abcdef","name":"虚构台账","space":"training","created":"2026-03-05T09:00:00+08:00","revision":0,"registers":{},"history":[]}"#;

/// The text of a document, as another library reads it.
fn docx_text(bytes: &[u8]) -> String {
    let document = docx_rs::read_docx(bytes).expect("a document");
    let json = document.json();
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut texts = String::new();
    gather(&value, &mut texts);
    texts
}

fn gather(value: &serde_json::Value, texts: &mut String) {
    match value {
        serde_json::Value::Object(members) => {
            if members.get("type").is_some_and(|kind| kind == "text") {
                let text = members.get("data").and_then(|data| data["text"].as_str());
                texts.push_str(text.unwrap_or_default());
            }
            members.values().for_each(|value| gather(value, texts));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| gather(value, texts)),
        _ => {}
    }
}

/// The same papers as text, as data and as a document.
#[test]
fn the_papers_are_written_in_three_formats() {
    let folder = Folder::new();
    let pack = |more: &[&str]| {
        let args = ["casebook", "pack", demo(), "--as-of", "2026-03-05"];
        shizu(&[&args[..], more].concat())
    };
    let text = pack(&[]);
    let data = json(&pack(&["--format", "json"]));
    assert_eq!(
        (&data["quarter"], &data["tier"], &data["office"]),
        (
            &"2025-Q4".into(),
            &"restricted".into(),
            &serde_json::Value::Null
        )
    );
    let title = data["title"].as_str().expect("a title");
    assert!(text.out.starts_with(&format!("# {title}\n")));
    let parts = data["parts"].as_array().expect("parts");
    assert!(parts.iter().any(|part| part["part"] == "table"));
    for part in parts.iter().filter(|part| part["part"] != "table") {
        let words = part["text"].as_str().unwrap_or_default();
        assert!(text.out.contains(words), "{words}");
    }
    // The file's name says what it is to be; the document holds every heading of the data.
    let path = folder.at("例会.docx");
    let run = pack(&["--out", &path]);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", ""));
    let document = docx_text(&std::fs::read(&path).expect("written"));
    assert!(document.contains(title));
    for part in parts.iter().filter(|part| part["part"] == "heading") {
        let words = part["text"].as_str().expect("words");
        assert!(document.contains(words), "{words}");
    }
    let named = folder.at("x.txt");
    pack(&["--format", "json", "--out", &named]);
    let written = std::fs::read_to_string(&named).expect("written");
    let written: serde_json::Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(written, data);
}
