//! `shizu ecology` and `shizu appraise`: every kind and format, the examples, bad input, and that the schemas tell what comes out.

mod common;

use std::collections::BTreeSet;

use common::{TempFile, shizu, shizu_with};
use serde_json::{Value, json};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/examples/");

/// Command, kind, example file.
const KINDS: &[(&str, &str, &str)] = &[
    ("ecology", "unit", "ecology.csv"),
    ("ecology", "cadre", "ecology-cadres.csv"),
    ("ecology", "archive", "ecology-archive.csv"),
    ("appraise", "group", "ecology-groups.csv"),
    ("appraise", "accountability", "ecology-cases.csv"),
    ("appraise", "role", "ecology-tasks.csv"),
];

fn example(command: &str, kind: &str, file: &str, format: &str) -> common::Run {
    let path = format!("{EXAMPLES}{file}");
    let run = shizu(&[
        command,
        "--of",
        kind,
        &path,
        "--format",
        format,
        "--as-of",
        "2026-06-30",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{file} {format}");
    run
}

#[test]
fn the_examples_are_answered_in_every_format() {
    for (command, kind, file) in KINDS {
        let answers = example(command, kind, file, "json").json();
        let answers = answers.as_array().expect("an array").clone();
        assert!(answers.len() >= 4, "{file}");
        let lines = example(command, kind, file, "ndjson").out;
        let lines: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines, answers, "{file}");
        let records = example(command, kind, file, "csv").records();
        assert_eq!(records.len(), answers.len(), "{file}");
        let text = example(command, kind, file, "text").out;
        for answer in &answers {
            let id = answer
                .as_object()
                .expect("an object")
                .values()
                .filter_map(Value::as_str);
            assert!(id.clone().any(|id| text.contains(id)), "{file}");
        }
    }
}

/// Every field of every answer is one of the schema's, and all of them are there.
#[test]
fn the_schemas_tell_what_comes_out() {
    for (command, kind, file) in KINDS {
        let schema = shizu(&["rulebook", "schema", &format!("{command}-output")]).json();
        let fields = schema["$defs"][kind]["properties"]
            .as_object()
            .expect("fields");
        let fields: BTreeSet<&String> = fields.keys().collect();
        for answer in example(command, kind, file, "json")
            .json()
            .as_array()
            .expect("an array")
        {
            let found: BTreeSet<&String> = answer.as_object().expect("an object").keys().collect();
            assert_eq!(found, fields, "{file}");
        }
        let schema = shizu(&["rulebook", "schema", &format!("{command}-input")]).json();
        let columns = schema["$defs"][kind]["properties"]
            .as_object()
            .expect("columns");
        let header = std::fs::read_to_string(format!("{EXAMPLES}{file}")).expect("an example");
        let header = header.lines().next().expect("a header").split(',');
        for column in header.filter(|column| *column != "note") {
            assert!(columns.contains_key(column), "{file}: {column}");
        }
    }
}

#[test]
fn one_object_gives_one_object_and_what_is_unknown_a_range() {
    let run = shizu_with(
        &["ecology", "--lang", "en"],
        r#"{"unit":"A","style":55,"clues":"met;partly;;met"}"#,
    );
    let answer = run.json();
    assert_eq!(run.code, 0);
    assert_eq!(answer["status"], "undetermined");
    // 55 × 20 % = 11, and 62.5 to 87.5 for the points: 11 + 12.5 to 11 + 17.5 + 3 × 20.
    assert_eq!(answer["score_range"], json!(["23.5", "88.5"]));
    assert_eq!(answer["score"], Value::Null);
    assert_eq!(answer["weak"], json!(["style"]));
    assert_eq!(
        answer["missing"],
        json!([
            "democratic_centralism",
            "use_of_power",
            "cadre_selection",
            "clues"
        ])
    );
    assert_eq!(
        answer["possible_grades"],
        json!(["fairly_good", "fair", "poor"])
    );
}

#[test]
fn high_risk_brings_the_four_measures_with_their_paragraph() {
    let run = shizu_with(
        &["ecology"],
        "unit,democratic_centralism,use_of_power,cadre_selection,style,clues\nA,50,50,50,50,50\n",
    );
    let row = &run.records()[0];
    let line = row.join(",");
    for measure in [
        "office:special_check",
        "office:style_spot_checks",
        "office:faster_verification",
        "office:reminder_talk",
    ] {
        assert!(line.contains(measure), "{line}");
    }
    let run = shizu_with(
        &["ecology", "--format", "json"],
        r#"{"unit":"A","democratic_centralism":50,"use_of_power":50,"cadre_selection":50,"style":50,"clues":50}"#,
    );
    let answer = run.json();
    let reasons = answer["reasons"].as_array().expect("reasons");
    let special = reasons
        .iter()
        .find(|reason| reason["rule"] == "ecology.special_check")
        .expect("its row");
    assert_eq!(
        (&special["basis"], &special["cites"]),
        (&json!("source"), &json!(["SF09"]))
    );
    let weight = reasons
        .iter()
        .find(|reason| reason["rule"] == "ecology.style.weight")
        .expect("its weight");
    assert_eq!(weight["basis"], "assumption");
}

#[test]
fn bad_rows_are_told_and_the_others_answered() {
    let input =
        "unit,stile,style,many_problems\nA,1,105,no\nB,,80,perhaps\nC,,met,yes\nC,,80,\n,,80,\n";
    let run = shizu_with(&["ecology", "--format", "json", "--lang", "en"], input);
    assert_eq!(run.code, 2);
    let answers = run.json();
    assert_eq!(answers[0]["error"][0]["code"], "out_of_range");
    assert_eq!(
        (
            &answers[1]["error"][0]["code"],
            &answers[1]["error"][0]["column"]
        ),
        (&json!("bad_value"), &json!("many_problems"))
    );
    assert_eq!(answers[2]["status"], "undetermined");
    assert_eq!(answers[3]["error"][0]["code"], "id_again");
    assert_eq!(answers[4]["error"][0]["code"], "no_id");
    for words in [
        "Row 2, column \"style\": 105 is out of range",
        "did you mean `style`",
        "row 4 already",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    let strict = shizu_with(&["ecology", "--strict", "--format", "json"], input);
    assert_eq!(
        (strict.code, strict.json().as_array().map(Vec::len)),
        (2, Some(1))
    );
}

#[test]
fn usage_that_makes_no_sense_is_told() {
    let run = shizu_with(
        &["ecology", "--preset", "yanchen", "--lang", "en"],
        "unit\nA\n",
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("yancheng"), "{}", run.err);
    let run = shizu_with(
        &[
            "appraise", "--of", "role", "--preset", "heqing", "--lang", "en",
        ],
        "task\nA\n",
    );
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--preset"), "{}", run.err);
    let run = shizu_with(&["ecology", "--lang", "en"], "style\n90\n");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`unit`"), "{}", run.err);
}

#[test]
fn presets_and_overlays_change_the_numbers() {
    let run = shizu_with(
        &["ecology", "--preset", "yancheng"],
        r#"{"unit":"A","positive":100,"negative":90,"deduction":12}"#,
    );
    assert_eq!(run.json()["score"], "84");
    let run = shizu_with(
        &["appraise", "--preset", "heqing"],
        r#"{"group":"A","duties":60,"poll":80,"daily":90,"bonus":5}"#,
    );
    assert_eq!(
        (run.json()["score"].clone(), run.json()["grade"].clone()),
        (json!("70"), json!("bare_pass"))
    );
    let overlay = TempFile::new(
        "county.toml",
        "[overlay]\nid = \"x\"\nzh = \"甲县\"\nen = \"county\"\n[[parameter]]\nid = \"ecology.band.good\"\nvalue = \"95\"\nbasis = \"assumption\"\n\
         cites = [\"LS42\"]\nnote.zh = \"本地\"\nnote.en = \"local\"\n",
    );
    let all = r#"{"unit":"A","democratic_centralism":92,"use_of_power":92,"cadre_selection":92,"style":92,"clues":92}"#;
    assert_eq!(shizu_with(&["ecology"], all).json()["grade"], "good");
    assert_eq!(
        shizu_with(&["ecology", "--rulebook", &overlay.text()], all).json()["grade"],
        "fairly_good"
    );
}

#[test]
fn a_warning_is_a_reminder_with_a_trace_and_never_a_finding() {
    let answers = example("ecology", "archive", "ecology-archive.csv", "json").json();
    let second = &answers[1]["reminders"][0];
    assert_eq!(
        (&second["condition"], &second["due"], &second["state"]),
        (
            &json!("children_business"),
            &json!("2026-06-23"),
            &json!("overdue")
        )
    );
    assert_eq!(answers[1]["organ"], "office");
    assert_eq!(answers[2]["reminders"], json!([]));
}
