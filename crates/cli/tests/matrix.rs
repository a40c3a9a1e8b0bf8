//! `shizu matrix`: filters, views, formats, and what is said about mistakes.

mod common;

use common::{Run, shizu};
use serde_json::Value;

fn matrix(args: &[&str]) -> Run {
    let all: Vec<&str> = ["matrix"].iter().chain(args).copied().collect();
    shizu(&all)
}

fn json(args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().chain(&["--format", "json"]).copied().collect();
    matrix(&all).json()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("{key}: {value}"))
}

#[test]
fn every_duty_has_one_lead_and_a_citation() {
    let all = json(&[]);
    assert_eq!(all["count"], all["total"]);
    let duties = list(&all, "duties");
    assert!(duties.len() >= 80, "{}", duties.len());
    for duty in duties {
        let leads = list(duty, "parts")
            .iter()
            .filter(|part| part["role"] == "lead");
        assert_eq!(leads.count(), 1, "{duty}");
        assert!(!list(duty, "cites").is_empty(), "{duty}");
        let tier = match duty["lead"].as_str() {
            Some("group" | "other_group") => "front".into(),
            Some("office" | "other_office") => "back".into(),
            _ => Value::Null,
        };
        assert_eq!(duty["tier"], tier);
    }
}

#[test]
fn filters_hold_together_and_take_labels() {
    let codes = json(&[
        "--organ",
        "group",
        "--role",
        "lead",
        "--field",
        "clue_disposal",
        "--tier",
        "front",
    ]);
    let labels = json(&[
        "--organ",
        "组",
        "--role",
        "主办",
        "--field",
        "线索处置",
        "--tier",
        "front",
    ]);
    assert_eq!(codes, labels);
    let duties = list(&codes, "duties");
    assert!(
        duties
            .iter()
            .any(|duty| duty["id"] == "duty.clue.party_group_cadres")
    );
    assert!(
        duties
            .iter()
            .all(|duty| duty["lead"] == "group" && duty["field"] == "clue_disposal")
    );
    let either = json(&["--stage", "before,after", "--rhythm", "per_round"]);
    assert!(
        list(&either, "duties")
            .iter()
            .all(|duty| duty["stage"] != "during" && duty["rhythm"] == "per_round")
    );
    let found = json(&["--find", "季度例会"]);
    assert_eq!(found["count"], 1);
    let none = matrix(&["--find", "没有这样的词"]);
    assert_eq!(none.code, 0);
    assert!(none.out.contains("没有符合条件的职责"), "{}", none.out);
}

#[test]
fn one_organ_has_all_its_duties_by_rhythm() {
    let my = json(&["--my", "office"]);
    let all = json(&["--organ", "office"]);
    let listed: usize = list(&my, "groups")
        .iter()
        .map(|group| list(group, "duties").len())
        .sum();
    assert_eq!(all["count"], listed);
    for group in list(&my, "groups") {
        for duty in list(group, "duties") {
            assert_eq!(
                (&duty["rhythm"], &duty["stage"]),
                (&group["rhythm"], &group["stage"])
            );
        }
    }
    let unit = matrix(&["--my", "party_group", "--lang", "en"]);
    assert!(unit.out.contains("About its own work"), "{}", unit.out);
}

#[test]
fn two_organs_are_compared() {
    let compared = json(&["--compare", "室", "组", "--field", "clue_disposal"]);
    assert_eq!(compared["organs"], serde_json::json!(["office", "group"]));
    let both = list(&compared, "both");
    let guided = both
        .iter()
        .find(|duty| duty["id"] == "duty.clue.party_group_cadres");
    assert_eq!(
        guided.expect("LS34")["roles"],
        serde_json::json!(["guide", "lead"])
    );
    for duty in list(&compared, "only_first") {
        assert!(
            list(duty, "parts")
                .iter()
                .all(|part| part["organ"] != "group")
        );
    }
    let same = matrix(&["--compare", "office", "office", "--lang", "en"]);
    assert_eq!(same.code, 2);
    assert!(same.err.contains("two different organs"), "{}", same.err);
}

#[test]
fn loads_gaps_and_overlaps_are_counted_from_the_duties() {
    let all = json(&[]);
    let load = json(&["--load"]);
    let leads: u64 = list(&load, "organs")
        .iter()
        .filter_map(|organ| organ["leads"].as_u64())
        .sum();
    assert_eq!(all["count"], leads);
    let gaps = json(&["--gaps", "--field", "case_trial"]);
    let back = list(&gaps, "gaps")
        .iter()
        .filter(|gap| gap["kind"] == "no_back");
    assert!(
        back.count() > 0,
        "the sources give the zone trial no office: {gaps}"
    );
    assert!(
        list(&gaps, "gaps")
            .iter()
            .all(|gap| gap["field"] != "daily_supervision")
    );
    let overlaps = json(&["--overlaps"]);
    for overlap in list(&overlaps, "overlaps") {
        let leads = list(overlap, "leads");
        assert_ne!(leads[0], leads[1]);
    }
    assert_eq!(matrix(&["--load", "--gaps"]).code, 2, "one view at a time");
}

#[test]
fn every_view_has_every_format() {
    let views: [&[&str]; 6] = [
        &[],
        &["--my", "group"],
        &["--compare", "office", "group"],
        &["--load"],
        &["--gaps"],
        &["--overlaps"],
    ];
    for view in views {
        for lang in ["zh", "en"] {
            let of = |format| {
                let all: Vec<&str> = view
                    .iter()
                    .chain(&["--format", format, "--lang", lang])
                    .copied()
                    .collect();
                let run = matrix(&all);
                assert_eq!((run.code, run.err.as_str()), (0, ""), "{all:?}");
                run
            };
            let rows = of("csv").records();
            assert!(!rows.is_empty());
            let markdown = of("markdown").out;
            assert!(markdown.starts_with("# "));
            // A heading with its empty line, the header with its line, and the rows.
            assert_eq!(markdown.lines().count(), rows.len() + 4);
            assert!(!of("text").out.is_empty());
            assert!(of("json").json()["view"].is_string());
        }
    }
    let bom = matrix(&["--format", "csv", "--bom"]);
    assert!(bom.out.starts_with('\u{feff}'));
}

#[test]
fn files_take_their_format_from_their_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, begins) in [
        ("m.xlsx", &b"PK"[..]),
        ("m.md", b"# "),
        ("m.json", b"{"),
        ("m.csv", "领域".as_bytes()),
        ("m.txt", "职责".as_bytes()),
    ] {
        let path = folder.path().join(name);
        let run = matrix(&[
            "--field",
            "case_trial",
            "--out",
            &path.display().to_string(),
        ]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{name}: {}", run.err);
        let bytes = std::fs::read(&path).expect("the file");
        assert!(bytes.starts_with(begins), "{name}");
    }
    let table = shizu_formats::read_table(
        std::fs::File::open(folder.path().join("m.xlsx")).expect("a file"),
        &shizu_formats::ReadOptions::default(),
    );
    let table = table.expect("a workbook");
    let asked = json(&["--field", "case_trial"]);
    assert_eq!(asked["count"], table.records.iter().count());
}

#[test]
fn mistakes_are_answered_with_what_would_do() {
    let run = matrix(&["--organ", "gruop"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("group") && run.err.contains("gruop"),
        "{}",
        run.err
    );
    let run = matrix(&["--stage", "midway"]);
    assert!(run.err.contains("during"), "{}", run.err);
}

#[test]
fn the_schema_names_the_fields_of_a_duty() {
    let help = matrix(&["--help"]);
    assert!(help.out.contains("例 / examples"));
    let schema = shizu(&["rulebook", "schema", "matrix-output"]).json();
    let views = list(&schema, "anyOf");
    assert_eq!(views.len(), 6);
    let all = json(&[]);
    let fields = schema["$defs"]["duty"]["properties"]
        .as_object()
        .expect("fields");
    for duty in list(&all, "duties") {
        let keys: Vec<&String> = duty.as_object().expect("a duty").keys().collect();
        assert_eq!(keys, fields.keys().collect::<Vec<_>>());
    }
}
