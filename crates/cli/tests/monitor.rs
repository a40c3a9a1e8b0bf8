//! `shizu monitor`: the contract of its input and output.

mod common;

use common::{Run, TempFile, shizu, shizu_with};
use serde_json::{Value, json};

/// LS42: A, a unit with nothing over four quarters; G, a group that missed one.
const RETURNS: &str = "\
body,kind,period,clues,cases,covered,letters,office
A,unit,2025-Q1,0,0,50,9,First office
A,unit,2025-Q2,0,0,50,9,
A,unit,2025-Q3,0,0,50,9,
A,unit,2025-Q4,0,0,50,9,
G,group,2025-Q1,1,1,80,3,
G,group,2025-Q3,1,1,80,3,
G,group,2025-Q4,1,1,80,3,
";

fn monitor(args: &[&str], input: impl Into<Vec<u8>>) -> Run {
    let always = ["monitor", "-", "--as-of", "2026-01-20"];
    shizu_with(&[&always[..], args].concat(), input)
}

fn bodies(run: &Run, id: &str) -> Vec<String> {
    let json = run.json();
    let triggers = json["triggers"].as_array().expect("triggers");
    let of_id = triggers.iter().filter(|it| it["id"] == id);
    of_id
        .map(|it| it["body"].as_str().expect("a body").to_owned())
        .collect()
}

#[test]
fn triggers_and_states_have_the_fields_of_the_contract() {
    let run = monitor(&["--format", "json", "--lang", "en"], RETURNS);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json = run.json();
    let trigger = &json["triggers"][0];
    assert_eq!(trigger["id"], "Z1");
    assert_eq!(trigger["body"], "A");
    assert_eq!(trigger["kind"], "unit");
    assert_eq!(trigger["office"], "First office");
    assert_eq!(
        trigger["periods"],
        json!(["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"])
    );
    assert_eq!(
        trigger["measure"],
        "put the unit first in the plan of regular inspections"
    );
    assert_eq!(trigger["reasons"][0]["rule"], "Z1");
    assert_eq!(trigger["reasons"][0]["basis"], "source");
    assert_eq!(trigger["reasons"][0]["cites"], json!(["LS42", "LS64"]));
    // The window is ours, and says so.
    assert_eq!(trigger["reasons"][1]["rule"], "zero.window.quarter");
    assert_eq!(trigger["reasons"][1]["basis"], "assumption");
    assert_eq!(trigger["reasons"][1]["value"], "4");
    assert_eq!(trigger["gauges"][0]["covered"], 50);
    assert_eq!(trigger["gauges"][0]["not_computed"], "too_few_peers");
    let states = json["states"].as_array().expect("states");
    assert_eq!(states.len(), 8);
    let of = |body: &str, period: &str| {
        let mut all = states.iter();
        let found = all.find(|it| it["body"] == body && it["period"] == period);
        found.expect("a state")["state"].clone()
    };
    assert_eq!(of("A", "2025-Q4"), "zero");
    assert_eq!(of("G", "2025-Q2"), "missing");
    assert_eq!(of("G", "2025-Q4"), "has_matters");
    assert_eq!(json["triggers"][1]["id"], "Z10");
    assert_eq!(json["summary"]["returns"]["missing"], 1);
}

#[test]
fn a_window_or_a_preset_may_be_asked_for() {
    let short = RETURNS.replace("A,unit,2025-Q1,0", "A,unit,2025-Q1,2");
    let plain = monitor(&["--format", "json"], short.clone());
    assert!(bodies(&plain, "Z1").is_empty() && bodies(&plain, "Z11").is_empty());
    let upcoming = plain.json()["upcoming"][0].clone();
    assert_eq!(upcoming["id"], "Z1");
    assert_eq!(upcoming["streak"], 3);
    assert_eq!(upcoming["fires_with"], "2026-Q1");
    assert_eq!(upcoming["fires_on"], "2026-03-31");
    let window = monitor(&["--format", "json", "--window", "3"], short.clone());
    assert_eq!(bodies(&window, "Z1"), ["A"]);
    let preset = monitor(&["--format", "json", "--preset", "Z11"], short.clone());
    assert_eq!(bodies(&preset, "Z11"), ["A"]);
    let unknown = monitor(&["--preset", "Z12"], short.clone());
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Z11"), "{}", unknown.err);
    assert_eq!(monitor(&["--window", "0"], short).code, 2);
}

#[test]
fn every_format_says_the_same() {
    let csv = monitor(&[], RETURNS);
    let records = csv.records();
    assert_eq!(records.len(), 2);
    assert_eq!(&records[0][..3], ["Z1", "A", "unit"]);
    assert_eq!(records[0][4], "2025-Q1;2025-Q2;2025-Q3;2025-Q4");
    let states = monitor(&["--list", "states"], RETURNS).records();
    assert_eq!(states.len(), 8);
    assert_eq!(
        states[5],
        ["G", "group", "2025-Q2", "missing", "", "", "", ""]
    );
    let lines = monitor(&["--format", "ndjson"], RETURNS);
    let lines: Vec<Value> = lines
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |record: &str| lines.iter().filter(|it| it["record"] == record).count();
    assert_eq!((of("trigger"), of("state")), (2, 8));
    let text = monitor(&["--format", "text", "--lang", "zh"], RETURNS).out;
    assert!(
        text.contains("Z1  A") && text.contains("缺报不是零"),
        "{text}"
    );
}

#[test]
fn rows_come_as_objects_too() {
    let rows = json!([
        { "body": "A", "kind": "group", "period": "2025", "clues": 0, "cases": 0 },
        { "body": "B", "kind": "group", "period": "2025", "clues": 2, "cases": null, "ecology": "good" },
    ]);
    let run = monitor(&[], rows.to_string());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(bodies(&run, "Z2"), ["A"]);
    // B tells no cases: they are missing, not zero.
    let states = run.json()["states"].clone();
    assert_eq!(states[1]["cases"], Value::Null);
}

#[test]
fn bad_input_is_told_with_row_and_column_and_the_rest_is_evaluated() {
    let bad = format!(
        "{RETURNS}G,group,2025-Q2,-1,0,80,3,\nA,unit,2025-03,1,0,,,\nG,unit,2025-Q2,1,1,,,\nX,unit,2025-Q5,1,1,,,\nX,unit,2027,1,1,,,\n"
    );
    let run = monitor(&["--format", "json", "--lang", "en"], bad.clone());
    assert_eq!(run.code, 2);
    assert_eq!(bodies(&run, "Z1"), ["A"]);
    let json = run.json();
    let errors = json["errors"].as_array().expect("errors");
    let told: Vec<(u64, &str, &str, bool)> = errors
        .iter()
        .map(|it| {
            let fault = &it["error"][0];
            (
                it["row"].as_u64().expect("a row"),
                fault["column"].as_str().expect("a column"),
                fault["code"].as_str().expect("a code"),
                it["used"].as_bool().expect("whether it was used"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (9, "clues", "negative", true),
            (10, "period", "overlap", false),
            (11, "kind", "other_kind", false),
            (12, "period", "no_such_period", false),
            (13, "period", "not_over", false),
        ]
    );
    assert!(run.err.contains("Row 9, column \"clues\""), "{}", run.err);
    let zh = monitor(&["--lang", "zh"], bad.clone()).err;
    assert!(zh.contains("第9行“clues”列"), "{zh}");
    let strict = monitor(&["--strict", "--format", "json"], bad);
    assert_eq!(strict.code, 2);
    assert_eq!(strict.json()["errors"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_file_that_is_no_table_of_returns_is_refused() {
    for (input, word) in [
        ("name,period\nA,2025\n", "body"),
        ("body,kind\nA,unit\n", "period"),
        (
            "body,kind,period,clues,问题线索数\nA,unit,2025,1,1\n",
            "clues",
        ),
    ] {
        let run = monitor(&["--lang", "en"], input);
        assert_eq!(run.code, 2);
        assert!(run.out.is_empty() && run.err.contains(word), "{}", run.err);
    }
}

#[test]
fn a_suppression_is_shown_with_reason_and_reviewer() {
    let file = TempFile::new(
        "suppress.csv",
        "id,body,reason,reviewer,until\nZ1,A,new unit,Li (office),2026-06-30\nZ10,G,,Li,\nZ1,B,x,Li,\n",
    );
    let run = monitor(
        &[
            "--format",
            "json",
            "--lang",
            "en",
            "--suppress",
            &file.text(),
        ],
        RETURNS,
    );
    let json = run.json();
    assert_eq!(json["triggers"][0]["suppressed"]["reason"], "new unit");
    assert_eq!(json["triggers"][0]["suppressed"]["reviewer"], "Li (office)");
    assert_eq!(json["triggers"][1]["suppressed"], Value::Null);
    assert_eq!(json["summary"]["suppressed"], 1);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("no reason") && run.err.contains("Z1 for B"),
        "{}",
        run.err
    );
}

#[test]
fn the_shipped_example_is_monitored_without_a_complaint() {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../public/examples/returns.csv"
    );
    let args = ["monitor", root, "--as-of", "2026-01-20", "--format", "json"];
    let run = shizu(&[&args[..], &["--preset", "Z11"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json = run.json();
    let ids: std::collections::BTreeSet<&str> = json["triggers"]
        .as_array()
        .expect("triggers")
        .iter()
        .map(|it| it["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids.len(), 13);
    assert_eq!(json["not_evaluated"], json!([]));
    assert_eq!(json["silent"][0]["body"], "驻审计局纪检监察组");
    assert!(!json["cleared"].as_array().expect("cleared").is_empty());
}
