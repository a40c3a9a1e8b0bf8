//! Bad input: what is said about it, and that everything else is still answered.

mod common;

use common::{Run, TempFile, shizu, shizu_with};
use serde_json::{Value, json};

fn json_of(input: impl Into<Vec<u8>>) -> (Run, Value) {
    let run = shizu_with(&["route", "--format", "json", "--lang", "en"], input);
    let value = run.json();
    (run, value)
}

/// A row before and one after the bad one are answered; the bad one is marked, reported and makes the exit code 2.
fn one_bad_row(row: &str, code: &str, words: &[&str]) {
    let table = format!(
        "id,rank,nature,authority,received\ngood1,clerk,discipline,general,\n{row}\ngood2,,,own_head,\n"
    );
    let (run, answers) = json_of(table);
    assert_eq!(run.code, 2, "{row}");
    assert_eq!(answers[0]["status"], "determined", "{row}");
    assert_eq!(answers[2]["lead"], "superior_commission", "{row}");
    let bad = &answers[1];
    assert_eq!(bad["row"], 3, "{row}");
    assert_eq!(bad["status"], Value::Null);
    assert_eq!(bad["error"][0]["code"], code, "{row}");
    for word in words {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
}

#[test]
fn a_wrong_code_is_told_with_row_column_and_nearest_value() {
    one_bad_row(
        "b,,disciplin,general,",
        "bad_value",
        &[
            "Row 3",
            "\"nature\"",
            "`disciplin`",
            "nearest is `discipline`",
        ],
    );
    let (_, answers) = json_of("id,nature\n1,disciplin\n");
    let fault = &answers[0]["error"][0];
    assert_eq!(
        (&fault["column"], &fault["text"], &fault["nearest"]),
        (&json!("nature"), &json!("disciplin"), &json!("discipline"))
    );
    assert_eq!(
        fault["expected"],
        json!(["discipline", "duty_violation", "duty_crime", "not_in_remit"])
    );
}

#[test]
fn an_unknown_rank_a_missing_id_and_an_impossible_date_are_told() {
    one_bad_row("b,minister,,,", "bad_value", &["\"rank\"", "clerk"]);
    one_bad_row(",clerk,,,", "no_id", &["Row 3", "\"id\""]);
    one_bad_row(
        "b,,,,2026-02-30",
        "no_such_day",
        &["\"received\"", "2026-02-28"],
    );
    one_bad_row("b,,,,next week", "not_a_date", &["2026-01-31"]);
    one_bad_row("good1,,,,", "id_again", &["row 2"]);
}

#[test]
fn rows_of_the_wrong_length_are_told() {
    one_bad_row("b,clerk,,,,surplus", "long_row", &["Row 3"]);
}

#[test]
fn a_wrong_type_is_told() {
    let (run, answers) =
        json_of(r#"[{"id":"1","rank":7},{"id":"2","rank":["clerk"]},{"id":"3","real_name":true}]"#);
    assert_eq!(run.code, 2);
    assert_eq!(answers[0]["error"][0]["column"], "rank");
    assert_eq!(answers[1]["error"][0]["code"], "nested_value");
    assert!(answers[2]["status"].is_string());
}

#[test]
fn broken_json_is_told_and_the_other_lines_are_answered() {
    let run = shizu_with(&["route"], "{\"id\":1}\n{\"id\":2,\n{\"id\":3}\n");
    assert_eq!(run.code, 2);
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        (&lines[0]["id"], &lines[2]["id"]),
        (&json!("1"), &json!("3"))
    );
    assert_eq!(lines[1]["error"][0]["code"], "json");
    assert!(run.err.contains("第2行"), "{}", run.err);
    let object = shizu_with(&["route"], "{\"id\": ");
    assert_eq!(object.code, 2);
    assert!(!object.err.is_empty());
}

#[test]
fn a_missing_column_is_unknown_and_a_missing_id_column_stops() {
    let (run, answers) = json_of("id\n1\n");
    assert_eq!(
        (run.code, &answers[0]["status"]),
        (0, &json!("undetermined"))
    );
    let run = shizu_with(&["route", "--lang", "en"], "case_id,rank\n1,clerk\n");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("no column `id`") && run.err.contains("`case_id`"),
        "{}",
        run.err
    );
}

#[test]
fn an_unknown_column_is_noted_and_ignored() {
    let run = shizu_with(&["route", "--lang", "en"], "id,autority\n1,general\n");
    assert_eq!(run.code, 0);
    assert!(run.err.contains("`autority`") && run.err.contains("`authority`"));
    let json = shizu_with(&["route"], r#"{"id":"1","备注":"x"}"#);
    assert_eq!(json.code, 0);
    assert!(json.err.contains("备注"));
}

#[test]
fn empty_files_are_told() {
    for (input, words) in [
        ("", "没有内容"),
        ("  \n\n", "没有内容"),
        ("id,rank\n", "没有数据"),
        ("[]", "没有数据"),
    ] {
        let run = shizu_with(&["route"], input);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{input:?}");
        assert!(run.err.contains(words), "{input:?}: {}", run.err);
    }
}

#[test]
fn an_enormous_field_is_told() {
    let table = format!("id,rank\n1,clerk\n2,{}\n3,clerk\n", "x".repeat(10 << 20));
    let (run, answers) = json_of(table);
    assert_eq!(run.code, 2);
    assert_eq!(answers[1]["error"][0]["code"], "field_too_long");
    assert!(answers[2]["status"].is_string());
    assert!(run.err.len() < 2000, "the field is not echoed");
}

#[test]
fn mixed_encodings_are_told() {
    let mut table = "id,authority\n1,一般干部\n".as_bytes().to_vec();
    table.extend_from_slice(&encoding_rs::GB18030.encode("2,一般干部\n").0);
    table.extend_from_slice("3,一般干部\n".as_bytes());
    let (run, answers) = json_of(table);
    assert_eq!(run.code, 2);
    assert_eq!(answers[1]["error"][0]["code"], "mixed_encodings");
    assert_eq!(
        (&answers[0]["id"], &answers[2]["id"]),
        (&json!("1"), &json!("3"))
    );
}

#[test]
fn contradictory_facts_are_answered_with_a_warning() {
    // An ordinary member of staff is not the head of the unit.
    let (run, answers) = json_of("id,authority,post\n1,general,unit_head\n");
    assert_eq!(run.code, 0);
    let warnings = answers[0]["warnings"].as_array().expect("warnings").clone();
    assert!(
        warnings.iter().any(
            |warning| warning["id"] == "general_post" && warning["severity"] == "contradiction"
        )
    );
}

#[test]
fn strict_stops_at_the_first_bad_row() {
    let table = "id,rank\n1,clerk\n2,nonsense\n3,clerk\n";
    let run = shizu_with(&["route", "--strict", "--format", "json"], table);
    assert_eq!(run.code, 2);
    let answers = run.json();
    assert_eq!(answers.as_array().map(Vec::len), Some(2));
    assert!(answers[1]["error"].is_array());
}

#[test]
fn a_bad_row_of_a_table_keeps_its_place_in_the_table() {
    let run = shizu_with(&["route"], "id,rank\n1,clerk\n2,nonsense\n3,clerk\n");
    let records = run.records();
    assert_eq!(records.len(), 3);
    assert_eq!((records[1][0].as_str(), records[1][1].as_str()), ("2", ""));
    assert!(records[1].last().expect("a column").contains("nonsense"));
}

#[test]
fn bad_usage_and_files_that_are_not_there_exit_with_2() {
    for args in [
        &["route", "/nowhere.csv"][..],
        &["route", "--format", "yaml"],
        &["route", "--as-of", "2026-02-30"],
        &["route", "/"],
        &["nonsense"],
        &["route", "--rulebook", "/nowhere.toml"],
    ] {
        let run = shizu(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(!run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn a_refused_overlay_changes_nothing() {
    let head = "overlay = { id = \"x\", zh = \"测试\", en = \"Test\" }\n";
    // Without this row nobody leads on a clue about the head of the commission.
    let gap = TempFile::new(
        "gap.toml",
        format!("{head}[[remove]]\nid = \"lead.own_head\"\n"),
    );
    let run = shizu_with(
        &["route", "--lang", "en", "--rulebook", &gap.text()],
        r#"{"id":"1"}"#,
    );
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("gap.toml") && run.err.contains("authority = own_head"),
        "{}",
        run.err
    );
    let typo = TempFile::new(
        "typo.toml",
        format!("{head}[[remove]]\nid = \"lead.own_hed\"\n"),
    );
    let run = shizu_with(
        &["route", "--lang", "en", "--rulebook", &typo.text()],
        r#"{"id":"1"}"#,
    );
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("typo.toml:3:6") && run.err.contains("lead.own_head"),
        "{}",
        run.err
    );
}
