//! `shizu score`: the contract, nested and flat input, bad input, presets, schemas.

mod common;

use std::path::{Path, PathBuf};

use common::{Run, shizu, shizu_with};
use serde_json::{Value, json};

fn example(name: &str) -> String {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/examples");
    root.join(name).display().to_string()
}

fn score(input: &str) -> Run {
    shizu_with(&["score", "--as-of", "2026-06-30", "--lang", "en"], input)
}

/// LS64 with the weights 15/15/40/20/10: 13.5 + 12.75 + 32 + 15 + 9.5.
const PLAIN: &str = r#"{"unit":"A","main_responsibility":90,"organization":85,"tasks":{"done":8,"not":2},"transferred":75,"satisfaction":95,"false_reports":0}"#;

#[test]
fn an_object_gives_an_object_with_the_fields_of_the_contract() {
    let run = score(PLAIN);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer = run.json();
    assert_eq!(answer["unit"], "A");
    assert_eq!(answer["score"], "82.75");
    assert_eq!(answer["band"], "fairly_good");
    let points: Vec<&str> = answer["contributions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["points"].as_str().expect("text"))
        .collect();
    assert_eq!(points, ["13.5", "12.75", "32", "15", "9.5"]);
    // Two overdue tasks done late bring 16 points of tasks, 6.4; 0.85 are left, five points of transferred matters.
    let next = &answer["to_next_band"];
    assert_eq!(
        (&next["status"], &next["steps"]),
        (&json!("way"), &json!(7))
    );
    assert_eq!(next["score"], "90.15");
    assert_eq!(answer["consequences"][0]["id"], "party_building_appraisal");
    assert_eq!(answer["consequences"][0]["basis"], "source");
    assert_eq!(answer["consequences"][0]["cites"], json!(["LS64"]));
}

#[test]
fn items_may_be_counts_lists_or_states() {
    for tasks in [
        r#"{"done":1,"late":1}"#,
        r#"["done","late"]"#,
        r#"[{"state":"已完成"},{"due":"2026-03-31","finished":"2026-04-01","evidence":true}]"#,
    ] {
        let answer = score(&format!(r#"{{"unit":"A","tasks":{tasks}}}"#)).json();
        assert_eq!(answer["contributions"][2]["value"], "90", "{tasks}");
    }
    let table = "单位,任务落实·已完成,tasks_late\nA,1,1\n";
    let run = shizu_with(&["score", "--format", "json"], table);
    assert_eq!(run.json()[0]["contributions"][2]["value"], "90");
}

#[test]
fn a_missing_index_leaves_an_interval_and_says_what_to_enter() {
    let answer = score(r#"{"unit":"A","main_responsibility":100,"organization":100,"transferred":100,"satisfaction":100}"#).json();
    assert_eq!(answer["score"], Value::Null);
    assert_eq!(
        (&answer["lowest"], &answer["highest"]),
        (&json!("60"), &json!("100"))
    );
    assert_eq!(
        answer["possible_bands"],
        json!(["good", "fairly_good", "fair"])
    );
    assert_eq!(
        answer["ask_next"],
        json!([{ "field": "tasks", "points": "40" }])
    );
}

#[test]
fn both_examples_give_the_same_and_reach_every_band() {
    let records = |name: &str| {
        let run = shizu(&["score", &example(name), "--format", "csv"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        run.records()
    };
    let (flat, nested) = (records("rectification.csv"), records("rectification.json"));
    assert_eq!(flat, nested);
    assert!((8..=12).contains(&flat.len()));
    for (column, wanted) in [
        (5, "good"),
        (5, "fairly_good"),
        (5, "fair"),
        (5, "poor"),
        (5, ""),
        (12, "cap"),
        (12, "veto"),
        (12, "none"),
    ] {
        assert!(flat.iter().any(|row| row[column] == wanted), "{wanted}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_is_scored() {
    let table = "unit,main_responsibility,organization,tasks,transferred,satisfaction,staff,excellent,colour\n\
        A,90,90,90,90,90,,,\nB,90,90,-3,90,90,,,red\nC,90,90,90,90,,5,6,\n";
    let run = shizu_with(&["score", "--format", "json", "--lang", "en"], table);
    assert_eq!(run.code, 2);
    let answers = run.json();
    assert_eq!(answers[0]["score"], "90");
    assert_eq!(answers[1]["error"][0]["code"], "out_of_range");
    assert_eq!(answers[1]["row"], 3);
    assert_eq!(
        (&answers[1]["lowest"], &answers[1]["highest"]),
        (&json!("54"), &json!("94"))
    );
    assert_eq!(answers[2]["error"][0]["code"], "survey_above_staff");
    for words in [
        "Row 3, \"tasks\": `-3`",
        "Row 4, \"satisfaction\": 6 answers from a staff of 5",
        "`colour` is not used",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    let strict = shizu_with(&["score", "--format", "json", "--strict"], table);
    assert_eq!(strict.json().as_array().map(Vec::len), Some(2));
}

#[test]
fn broken_lines_do_not_stop_the_others() {
    let lines = "{\"unit\":\"A\",\"tasks\":1}\n{\"unit\":\n7\n{\"unit\":\"B\"}\n";
    let run = shizu_with(&["score", "--lang", "en"], lines);
    assert_eq!(run.code, 2);
    let answers: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), 4);
    assert_eq!(
        (&answers[0]["unit"], &answers[3]["unit"]),
        (&json!("A"), &json!("B"))
    );
    assert!(
        run.err.contains("Line 2: invalid JSON") && run.err.contains("Line 3: is no JSON object"),
        "{}",
        run.err
    );
    let broken = shizu_with(&["score", "--lang", "en"], "[{\"unit\":\"A\",}]");
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("line 1"), "{}", broken.err);
    let none = shizu_with(&["score", "--lang", "en"], "a,b\n1,2\n");
    assert!(none.code == 2 && none.err.contains("no column is known here"));
}

#[test]
fn presets_are_listed_used_and_misspellings_answered() {
    let run = shizu_with(&["score", "--preset", "fufeng"], PLAIN);
    // PR-fufeng: 13.5 + 12.75 + 60 % of 80 + nothing + 9.5.
    assert_eq!(run.json()["score"], "83.75");
    assert!(
        run.json()["filled"]
            .as_array()
            .expect("a list")
            .contains(&json!("score.band.good"))
    );
    let wrong = shizu_with(&["score", "--preset", "fufen", "--lang", "en"], PLAIN);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("did you mean `fufeng`"), "{}", wrong.err);
    let list = shizu(&["score", "--presets", "--format", "json"]).json();
    let names: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "fufeng", "hengshui", "tongshan", "gaomi", "jiangbei", "eshan"
        ]
    );
    assert!(
        list.as_array()
            .expect("a list")
            .iter()
            .all(|one| one["note"].as_str().is_some_and(|note| !note.is_empty()))
    );
}

#[test]
fn people_read_it_in_both_languages() {
    let text = |lang: &str| {
        let run = shizu_with(
            &[
                "score",
                "--format",
                "text",
                "--lang",
                lang,
                "--as-of",
                "2026-06-30",
            ],
            PLAIN,
        );
        assert_eq!(run.code, 0);
        run.out
    };
    let (zh, en) = (text("zh"), text("en"));
    for words in [
        "82.75",
        "较好",
        "任务落实2项由“未完成”到“逾期完成”",
        "（来源）",
        "距“好”差7.25分",
    ] {
        assert!(zh.contains(words), "{words}: {zh}");
    }
    for words in [
        "82.75",
        "fairly good",
        "tasks: 2 from not done to done late",
        "may move from 0% to 48.38%",
    ] {
        assert!(en.contains(words), "{words}: {en}");
    }
    assert!(
        !en.chars()
            .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char)),
        "{en}"
    );
}

/// What comes out has exactly the fields that its schema names.
#[test]
fn the_schema_names_every_field() {
    let schema = shizu(&["rulebook", "schema", "score-output"]).json();
    let known = schema["$defs"]["answer"]["properties"]
        .as_object()
        .expect("fields");
    let bad = r#"{"unit":"","tasks":-1,"disclosure_date":"2026-01-01","gravity":"grave"}"#;
    for input in [PLAIN, bad] {
        let answer = score(input).json();
        for name in answer.as_object().expect("fields").keys() {
            assert!(known.contains_key(name), "{name}");
        }
        for name in schema["$defs"]["answer"]["required"]
            .as_array()
            .expect("a list")
        {
            assert!(
                answer.get(name.as_str().expect("a name")).is_some(),
                "{name}"
            );
        }
    }
}
