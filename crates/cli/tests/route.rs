//! `shizu route`: the contract of its input and output.

mod common;

use common::{Run, TempFile, shizu, shizu_with};
use serde_json::{Value, json};

/// A clue whose every fact is known, as JSON. LS43: on the leading team the office leads and the group assists.
const CLUE: &str = r#"{"id":"A1","commission":"municipal","authority":"same_level","post":"team_member",
"rank":"county_principal","unit":"resident","nature":"discipline","gravity":"ordinary","importance":"ordinary",
"difficulty":"plain","key_area":"no","cross":"no","source":"petition","real_name":"yes","repeated":"no",
"group_load":"normal","conflict":"none","unit_risk":"low","lacks_means":false,"group_head_outranks":"no","received":"2026-01-05"}"#;

fn route(args: &[&str], input: impl Into<Vec<u8>>) -> Run {
    shizu_with(&[&["route"], args].concat(), input)
}

#[test]
fn one_object_gives_one_object_with_the_fields_of_the_contract() {
    let run = route(&[], CLUE);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let answer = run.json();
    assert_eq!(answer["id"], "A1");
    assert_eq!(answer["status"], "determined");
    assert_eq!(answer["lead"], "office");
    assert_eq!(answer["possible_leads"], json!([]));
    assert_eq!(answer["ask_next"], Value::Null);
    assert_eq!(answer["missing"], json!([]));
    let assist = answer["assist"].as_array().expect("assist");
    assert!(
        assist
            .iter()
            .any(|part| part["organ"] == "group" && part["role"] == "assist")
    );
    assert!(
        answer["mechanisms"]
            .as_array()
            .expect("mechanisms")
            .contains(&json!("joint_disposal"))
    );
    // P26: fifteen working days to tell a named reporter. From 5 January 2026: 6–9, 12–16, 19–23 January are fourteen, the 26th is the fifteenth.
    let deadlines = answer["deadlines"].as_array().expect("deadlines");
    let reply = deadlines
        .iter()
        .find(|limit| limit["id"] == "acceptance_reply")
        .expect("a reply is due");
    assert_eq!(
        (&reply["due"], &reply["basis"]),
        (&json!("2026-01-26"), &json!("statute"))
    );
    let reasons = answer["reasons"].as_array().expect("reasons");
    assert_eq!(reasons[0]["rule"], "lead.same_level.ordinary");
    assert!(reasons.iter().all(|reason| {
        reason["basis"].is_string() && !reason["cites"].as_array().expect("cites").is_empty()
    }));
    for field in ["duties", "warnings"] {
        assert!(answer[field].is_array(), "{field}");
    }
}

#[test]
fn an_array_gives_an_array_and_lines_give_lines() {
    let array = route(
        &[],
        format!("[{CLUE},{{\"id\":2,\"nature\":\"not_in_remit\",\"authority\":\"general\"}}]"),
    );
    let answers = array.json();
    assert_eq!(answers.as_array().map(Vec::len), Some(2));
    assert_eq!(answers[1]["id"], "2");
    assert_eq!(answers[1]["status"], "not_accepted");
    let line = CLUE.replace('\n', "");
    let lines = route(&[], format!("{line}\n{line}\n").replacen("A1", "B1", 1));
    let ids: Vec<Value> = lines
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].clone())
        .collect();
    assert_eq!(ids, ["B1", "A1"]);
}

#[test]
fn explained_answers_say_the_same_and_more() {
    let mut explained = route(&["--explain"], CLUE).json();
    let plain = route(&[], CLUE).json();
    for reason in explained["reasons"].as_array_mut().expect("reasons") {
        let fields = reason.as_object_mut().expect("an object");
        assert!(
            fields
                .remove("conditions")
                .is_some_and(|conditions| conditions.is_array())
        );
        assert!(
            fields
                .remove("says")
                .is_some_and(|says| says["zh"].is_string())
        );
        assert!(fields.remove("title").is_some());
    }
    assert_eq!(explained, plain);
}

#[test]
fn with_facts_missing_it_says_who_could_lead_and_what_to_ask() {
    let answer = route(&[], r#"{"id":"x","authority":"general"}"#).json();
    assert_eq!(answer["status"], "undetermined");
    assert_eq!(answer["lead"], Value::Null);
    // LS34: ordinary staff go to the unit's own committee or, for duty matters, to the group; outside the remit to nobody.
    assert_eq!(answer["ask_next"], "nature");
    assert_eq!(answer["may_be_refused"], true);
    assert!(
        answer["possible_leads"]
            .as_array()
            .expect("leads")
            .contains(&json!("organ_committee"))
    );
    assert_eq!(answer["missing"][0], "nature");
}

#[test]
fn a_table_gives_a_table_in_every_encoding() {
    let table = "id,干部管理权限,问题性质,收到日期\n甲-1,一般干部,违纪,2026年1月5日\n";
    let plain = route(&[], table);
    let bom = route(&[], [b"\xEF\xBB\xBF", table.as_bytes()].concat());
    let gb = route(&[], encoding_rs::GB18030.encode(table).0.into_owned());
    assert_eq!(plain.code, 0, "{}", plain.err);
    assert!(plain.out.starts_with("id,status,lead,possible_leads,ask_next,assist,mechanisms,duties,deadlines,warnings,reasons,"));
    let records = plain.records();
    assert_eq!(records[0][0], "甲-1");
    assert_eq!(
        (bom.out.as_str(), gb.out.as_str()),
        (plain.out.as_str(), plain.out.as_str())
    );
    assert!(route(&["--bom"], table).out.starts_with('\u{feff}'));
}

#[test]
fn a_workbook_gives_the_same_as_its_rows_in_csv() {
    let rows = [
        ["id", "authority", "nature", "received"],
        ["1", "own_staff", "discipline", "2026-02-11"],
    ];
    let file = TempFile::new("clues.xlsx", workbook(&rows));
    let workbook = shizu(&["route", &file.text()]);
    let csv: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    assert_eq!((workbook.code, workbook.out), (0, route(&[], csv).out));
}

fn workbook(rows: &[[&str; 4]]) -> Vec<u8> {
    use shizu_formats::{Cell, XlsxWriter};
    let mut writer = XlsxWriter::new();
    writer.sheet("clues", &rows[0]).expect("a sheet");
    for row in &rows[1..] {
        writer.row(row.map(Cell::Text)).expect("a row");
    }
    writer.finish().expect("a workbook")
}

#[test]
fn every_format_answers_alike() {
    let json = route(&["--format", "json"], CLUE).json();
    let line: Value =
        serde_json::from_str(&route(&["--format", "ndjson"], CLUE).out).expect("one line");
    assert_eq!(json, line);
    let records = route(&["--format", "csv"], CLUE).records();
    assert_eq!(records[0][..3], ["A1", "determined", "office"]);
    assert!(records[0][8].contains("acceptance_reply=2026-01-26"));
    assert!(records[0][10].starts_with("lead.same_level.ordinary("));
}

#[test]
fn text_is_for_people_in_both_languages() {
    let zh = route(&["--format", "text"], CLUE).out;
    assert!(
        zh.contains("线索 A1")
            && zh.contains("主办  监督检查室（office）")
            && zh.contains("所引内容（转述）")
    );
    assert!(zh.contains("  LS43  "), "what is cited is told");
    let en = route(&["--format", "text", "--lang", "en"], CLUE).out;
    assert!(en.contains("Clue A1") && en.contains("supervision office"));
    assert!(
        !en.chars()
            .any(|char| ('\u{3000}'..='\u{9fff}').contains(&char) || char == '（'),
        "{en}"
    );
}

#[test]
fn the_rules_of_the_day_asked_for_apply() {
    let overlay = TempFile::new(
        "later.toml",
        r#"overlay = { id = "later", zh = "测试", en = "Test", valid_from = "2030-01-01" }
[[limit]]
id = "disposal_opinion"
title = { zh = "提出处置意见", en = "Propose how to dispose of the clue" }
amount = 10
unit = "days"
basis = "assumption"
cites = ["R21"]
note = { zh = "测试用", en = "for the test" }
"#,
    );
    let due = |as_of| {
        let args = ["--rulebook", &overlay.text(), "--as-of", as_of];
        let answer = route(&args, CLUE).json();
        let limits = answer["deadlines"].as_array().expect("deadlines").clone();
        limits
            .iter()
            .find(|limit| limit["id"] == "disposal_opinion")
            .expect("a limit")["due"]
            .clone()
    };
    assert_eq!(due("2029-12-31"), "2026-02-05");
    assert_eq!(due("2030-01-01"), "2026-01-15");
}

#[test]
fn a_file_appears_when_it_is_complete() {
    let input = TempFile::new("clue.json", CLUE);
    let out = input.folder().join("answer.ndjson");
    let out_text = out.display().to_string();
    let run = shizu(&["route", &input.text(), "--out", &out_text]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let written = std::fs::read_to_string(&out).expect("the file");
    assert_eq!(
        serde_json::from_str::<Value>(&written).expect("JSON")["lead"],
        "office"
    );
    assert_eq!(
        std::fs::read_dir(input.folder())
            .expect("the folder")
            .count(),
        2
    );
    let failing = shizu(&["route", "/nowhere/clues.csv", "--out", &out_text]);
    assert_eq!(failing.code, 2);
    assert_eq!(std::fs::read_to_string(&out).expect("still there"), written);
}

#[test]
fn many_rows_keep_their_order() {
    let mut table = String::from("id,authority,nature\n");
    for row in 0..5000 {
        table += &format!(
            "{row},general,{}\n",
            if row % 3 == 0 { "discipline" } else { "" }
        );
    }
    let records = route(&[], table).records();
    assert_eq!(records.len(), 5000);
    assert!(
        records
            .iter()
            .enumerate()
            .all(|(row, record)| record[0] == row.to_string())
    );
    assert!(
        records
            .iter()
            .step_by(3)
            .all(|record| record[1] == "determined" || record[1] == "undetermined")
    );
}

/// The same four clues again and again: whichever thread answers a batch, and in whatever order they get ready, every answer reads like the one that
/// the clue gets in a table of four.
#[test]
fn both_threads_answer_alike_and_in_order() {
    const CLUES: [&str; 4] = [
        "same_level,discipline,2026-01-05",
        "general,,",
        ",duty_crime,2026-02-12",
        ",,",
    ];
    let table = |rows: usize| {
        let mut table = String::from("id,authority,nature,received\n");
        for row in 0..rows {
            table += &format!("x{row},{}\n", CLUES[row % 4]);
        }
        table
    };
    for format in ["csv", "ndjson", "json"] {
        let answers = |rows: usize| -> Vec<String> {
            let run = route(&["--format", format], table(rows));
            assert_eq!(run.code, 0);
            let lines = run.out.lines().map(|line| line.trim_end_matches(','));
            let lines = lines.filter(|line| line.contains('x') && !line.starts_with("id,"));
            lines.map(str::to_owned).collect()
        };
        let (few, many) = (answers(4), answers(12_000));
        assert_eq!(many.len(), 12_000, "{format}");
        for (row, answer) in many.iter().enumerate() {
            let own = few[row % 4].replacen(&format!("x{}", row % 4), &format!("x{row}"), 1);
            assert_eq!(*answer, own, "{format}, row {row}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut table = String::from("id,authority\n");
    for row in 0..20_000 {
        table += &format!("{row},general\n");
    }
    let file = TempFile::new("clues.csv", table);
    let shell = format!(
        "'{}' route '{}' | head -n 1",
        env!("CARGO_BIN_EXE_shizu"),
        file.text()
    );
    let output = std::process::Command::new("bash")
        .args(["-o", "pipefail", "-c", &shell])
        .output()
        .expect("a shell");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn remembered_parts_give_what_every_clue_gives_by_itself() {
    use shizu_rules::FactKey;
    let mut random = fastrand::Rng::with_seed(7);
    let mut table = String::from("id,received");
    for fact in FactKey::ALL {
        table = table + "," + fact.code();
    }
    for row in 0..1000 {
        table += &format!(
            "\n{row},{}",
            if random.u8(..5) == 0 {
                ""
            } else {
                "2026-02-12"
            }
        );
        // Some rows know nearly everything, some nearly nothing.
        let blank = random.u8(..100);
        for fact in FactKey::ALL {
            let value = random.choice(fact.values()).map_or("", |value| value.code);
            table = table + "," + if random.u8(..100) < blank { "" } else { value };
        }
    }
    let plain = route(&["--format", "ndjson"], table.clone());
    let explained = route(&["--format", "ndjson", "--explain"], table);
    assert_eq!(plain.out.lines().count(), 1000);
    for (plain, explained) in plain.out.lines().zip(explained.out.lines()) {
        let plain: Value = serde_json::from_str(plain).expect("JSON");
        let mut explained: Value = serde_json::from_str(explained).expect("JSON");
        for reason in explained["reasons"].as_array_mut().expect("reasons") {
            let fields = reason.as_object_mut().expect("an object");
            fields.retain(|name, _| !["conditions", "title", "says"].contains(&name.as_str()));
        }
        assert_eq!(plain, explained);
    }
}
