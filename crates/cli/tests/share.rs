//! `shizu share`: its contract, every way in and out, bad rows, flows.

mod common;

use common::{TempFile, shizu, shizu_with};
use serde_json::{Value, json};

fn example() -> String {
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../public/examples/exchanges.csv"
    )
    .to_owned()
}

/// LS56 with LS43: clues are case-confidential; the group reports them with approval.
#[test]
fn one_exchange_by_options_gives_the_contract_fields() {
    let run = shizu(&[
        "share",
        "--data-kind",
        "clues",
        "--sender",
        "group",
        "--recipient",
        "office",
        "--purpose",
        "clue_handling",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    assert_eq!(answer["tier"], "case_confidential");
    assert_eq!(answer["decision"], "approval");
    assert_eq!(answer["approver"], "sender_head");
    assert_eq!(answer["masks"], json!(["author_traces"]));
    assert_eq!(answer["status"], "conditional");
    assert_eq!(
        answer["provided"],
        json!(["recipient_concerned", "superior_matter"])
    );
    let reasons = answer["reasons"].as_array().expect("a list");
    assert!(
        reasons
            .iter()
            .any(|reason| reason["rule"] == "share.tier.case_confidential")
    );
    assert!(
        reasons
            .iter()
            .all(|reason| !reason["cites"].as_array().expect("a list").is_empty())
    );
}

#[test]
fn labels_in_either_language_are_as_good_as_codes() {
    let codes = shizu(&[
        "share",
        "--data-kind",
        "policies",
        "--sender",
        "office",
        "--recipient",
        "group",
    ]);
    let labels = shizu(&[
        "share",
        "--data-kind",
        "政策制度",
        "--sender",
        "监督检查室",
        "--recipient",
        "Resident group",
    ]);
    assert_eq!(codes.json(), labels.json());
    assert_eq!(codes.json()["decision"], "allowed");
}

#[test]
fn what_is_missing_is_asked_for() {
    let run = shizu(&[
        "share",
        "--data-kind",
        "evidence",
        "--sender",
        "office",
        "--purpose",
        "case_handling",
    ]);
    let answer = run.json();
    assert_eq!(run.code, 0);
    assert_eq!(answer["status"], "undetermined");
    assert_eq!(answer["decision"], Value::Null);
    assert!(
        answer["missing"]
            .as_array()
            .expect("a list")
            .contains(&json!("recipient"))
    );
    assert!(
        answer["possible_decisions"]
            .as_array()
            .expect("a list")
            .len()
            > 1
    );
}

#[test]
fn rows_come_out_in_their_order_and_kind() {
    let run = shizu(&["share", &example()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .starts_with("id,status,tier,decision,approver,masks,provided,")
    );
    let records = run.records();
    let ids: Vec<&str> = records.iter().map(|record| record[0].as_str()).collect();
    assert_eq!(ids.first(), Some(&"E01"));
    assert!(ids.is_sorted());
    for (column, words) in [
        (1, &["determined", "conditional", "undetermined"][..]),
        (2, &["general", "restricted", "case_confidential"]),
        (3, &["allowed", "within_scope", "approval", "refused"]),
        (4, &["sender_head", "commission_head", "leader_in_charge"]),
    ] {
        for word in words {
            assert!(
                records.iter().any(|record| record[column] == *word),
                "no {word} in the example"
            );
        }
    }
    let input = r#"[{"id":"a","data_kind":"policies","recipient":"office"},{"id":"b"}]"#;
    let array = shizu_with(&["share"], input).json();
    assert_eq!(array[0]["id"], "a");
    assert_eq!(array[1]["status"], "undetermined");
    let object = shizu_with(&["share", "-"], r#"{"id":"a","data_kind":"policies"}"#).json();
    assert_eq!(object["tier"], "general");
    let lines = shizu_with(&["share"], "{\"id\":\"a\"}\n{\"id\":\"b\"}\n").out;
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn bad_rows_are_told_and_the_others_answered() {
    let input = "id,data_kind,sender,recipient,purpose,remark\n\
        1,clues,groop,office,supervision,x\n\
        2,policies,office,group,training,x\n\
        2,policies,office,group,training,x\n";
    let run = shizu_with(&["share", "--format", "json", "--lang", "en"], input);
    assert_eq!(run.code, 2);
    let answers = run.json();
    assert_eq!(answers[0]["error"][0]["column"], "sender");
    assert_eq!(answers[0]["error"][0]["nearest"], "group");
    assert_eq!(answers[0]["decision"], Value::Null);
    assert_eq!(answers[1]["decision"], "allowed");
    assert_eq!(answers[2]["error"][0]["code"], "id_again");
    assert!(
        run.err.contains("row 2") && run.err.contains("`remark` is not used"),
        "{}",
        run.err
    );
    let strict = shizu_with(&["share", "--format", "json", "--strict"], input);
    assert_eq!(strict.json().as_array().expect("a list").len(), 1);
}

#[test]
fn bad_usage_says_what_to_do() {
    for (args, said) in [
        (&["share", "--data-kind", "clue"][..], "clues"),
        (&["share", "--flows", "--organ", "groop"], "group"),
        (
            &[
                "share",
                "--flows",
                "--from",
                "2026-02-01",
                "--until",
                "2026-01-01",
            ],
            "止日",
        ),
        (&["share", "--flows", "--from", "2026-02-30"], "2026-02-28"),
        (&["share", "--organ", "group"], "--flows"),
        (&["share", "x.csv", "--sender", "group"], "--sender"),
    ] {
        let run = shizu(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
        assert!(run.out.is_empty());
    }
    let unknown = shizu_with(&["share"], "a,b\n1,2\n");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("data_kind"), "{}", unknown.err);
    let twice = shizu_with(&["share"], "sender,提供方\ngroup,group\n");
    assert_eq!(twice.code, 2);
}

#[test]
fn a_preview_masks_and_what_if_names_another_recipient() {
    let run = shizu(&[
        "share",
        "--data-kind",
        "clues",
        "--sender",
        "group",
        "--recipient",
        "party_group",
        "--purpose",
        "clue_handling",
        "--preview",
        "--what-if",
    ]);
    let answer = run.json();
    assert_eq!(answer["decision"], "refused");
    let fields = answer["preview"]["fields"].as_array().expect("a list");
    assert!(fields.iter().all(|field| field["shown"] == Value::Null));
    assert_eq!(answer["preview"]["sample"], true);
    let ways = answer["what_if"].as_array().expect("a list");
    let recipient = ways
        .iter()
        .find(|way| way["fact"] == "recipient" && way["decision"] == "approval");
    let values = recipient.expect("another recipient")["values"]
        .as_array()
        .expect("a list");
    assert!(values.contains(&json!("office")) && !values.contains(&json!("party_group")));
    let text = shizu(&[
        "share",
        "--data-kind",
        "clues",
        "--sender",
        "case_management",
        "--recipient",
        "inspection_team",
        "--purpose",
        "inspection",
        "--preview",
        "--format",
        "text",
        "--lang",
        "en",
    ]);
    assert!(
        text.out.contains("■■■") && text.out.contains("identity of the reporter"),
        "{}",
        text.out
    );
    assert!(!text.out.contains("Fang"), "{}", text.out);
}

/// LS54, LS43, RD53; the last working days of the first two quarters of 2026 are 31 March and 30 June.
#[test]
fn flows_become_obligations() {
    let run = shizu(&[
        "share",
        "--flows",
        "--organ",
        "group",
        "--from",
        "2026-01-01",
        "--until",
        "2026-06-30",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let entries = run.json();
    let entries = entries.as_array().expect("a list");
    assert!(entries.iter().all(|entry| entry["from"] == "group"));
    let due: Vec<&Value> = entries
        .iter()
        .filter(|entry| entry["flow"] == "flow.group.daily")
        .map(|entry| &entry["due"])
        .collect();
    assert_eq!(due, ["2026-03-31", "2026-06-30"]);
    let clues = entries
        .iter()
        .find(|entry| entry["flow"] == "flow.group.clues")
        .expect("LS43");
    assert_eq!(clues["due"], Value::Null);
    assert_eq!(clues["rhythm"], "promptly");
    assert_eq!(clues["decision"], "approval");
    assert!(
        clues["event"]
            .as_str()
            .is_some_and(|event| !event.is_empty())
    );
    let csv = shizu(&[
        "share",
        "--flows",
        "--from",
        "2026-01-01",
        "--format",
        "csv",
    ]);
    assert!(csv.out.starts_with("flow,due,provisional,"));
}

#[test]
fn a_local_overlay_changes_the_answer() {
    let overlay = TempFile::new(
        "county.toml",
        r#"
[overlay]
id = "county"
zh = "县里的做法"
en = "a county"

[[parameter]]
id = "sharing.regular.months"
value = "6"
basis = "assumption"
cites = ["LS54"]
note.zh = "本地每半年一次。"
note.en = "Here twice a year."
"#,
    );
    let run = shizu(&[
        "share",
        "--flows",
        "--organ",
        "group",
        "--from",
        "2026-01-01",
        "--until",
        "2026-12-31",
        "--format",
        "json",
        "--rulebook",
        &overlay.text(),
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let entries = run.json();
    let entries = entries.as_array().expect("a list");
    let daily = entries
        .iter()
        .filter(|entry| entry["flow"] == "flow.group.daily");
    assert_eq!(daily.count(), 2);
}

#[test]
fn out_writes_a_whole_file() {
    let folder = TempFile::new("in.csv", "id,data_kind\n1,policies\n");
    let out = folder.folder().join("answers.json");
    let run = shizu(&["share", &folder.text(), "--out", &out.display().to_string()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = std::fs::read_to_string(&out).expect("a file");
    let data: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(data[0]["tier"], "general");
}
