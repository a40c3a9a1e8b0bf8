//! `shizu explain`, `verify` and `rulebook`: what they say, and their exit codes.

mod common;

use std::path::Path;

use common::{Run, TempFile, shizu};
use serde_json::Value;

const HEAD: &str = "overlay = { id = \"x\", zh = \"测试\", en = \"Test\" }\n";

/// On grave matters about the leading team the office leads where the shipped rulebook has the investigation office lead (R11).
const OTHER_LEAD: &str = r#"
[[replace]]
id = "lead.same_level.grave.investigation"
when = { authority = ["same_level"], commission = ["central", "provincial", "municipal"], nature = ["discipline", "duty_violation"], gravity = ["grave"] }
then = { lead = "office" }
title = { zh = "测试", en = "Test" }
says = { zh = "测试用", en = "For the test" }
basis = "assumption"
cites = ["R11"]
note = { zh = "测试用", en = "For the test" }
"#;

fn explain(id: &str, lang: &str) -> Run {
    shizu(&["explain", id, "--lang", lang])
}

#[test]
fn a_rule_is_explained_with_conditions_basis_and_citations() {
    let run = explain("lead.own_head", "en");
    assert_eq!(run.code, 0);
    for words in [
        "superior commission",
        "head of this very commission",
        "statute",
        "P15",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert!(
        explain("lead.own_head", "zh")
            .out
            .contains("本机关主要负责人")
    );
    let json = shizu(&["explain", "lead.own_head", "--format", "json"]).json();
    assert_eq!(json["rule"]["when"]["authority"][0], "own_head");
    assert_eq!(json["rule"]["then"]["lead"], "superior_commission");
    assert_eq!(json["cites"][0]["id"], "P15");
}

#[test]
fn every_kind_of_id_is_explained() {
    for (id, kind, words) in [
        ("LS43", "citation", "lead.same_level.ordinary"),
        ("lead", "table", "lead.own_head"),
        ("acceptance_reply", "limit", "P26"),
        ("authority", "fact", "same_level"),
        ("general_post", "given", "contradiction.general_post"),
        ("register_and_assign", "given", "duty.register"),
        ("duty.clue.team_members", "duty", "监督检查室主办"),
    ] {
        let run = explain(id, "zh");
        assert_eq!(run.code, 0, "{id}: {}", run.err);
        assert!(run.out.contains(words), "{id}: {}", run.out);
        assert_eq!(
            shizu(&["explain", id, "--format", "json"]).json()["kind"],
            kind,
            "{id}"
        );
    }
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let run = explain("lead.own_hed", "en");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("did you mean `lead.own_head`"));
    assert!(explain("autority", "zh").err.contains("是否指“authority”"));
}

#[test]
fn the_shipped_rulebook_is_proved() {
    let run = shizu(&["verify", "--lang", "en"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("Sound"), "{}", run.out);
    let json = shizu(&["verify", "--format", "json"]).json();
    assert_eq!(json["sound"], true);
    let tables = json["tables"].as_array().expect("tables");
    let lead = tables
        .iter()
        .find(|table| table["table"] == "lead")
        .expect("leads");
    for field in ["rows", "space", "gaps", "overlaps", "dead_rows", "basis"] {
        assert!(!lead[field].is_null(), "{field}");
    }
    assert_eq!(
        (lead["gaps"].as_u64(), lead["overlaps"].as_u64()),
        (Some(0), Some(0))
    );
    // The columns of the table of leads: 4 levels, 6 authorities, 4 natures, 2 gravities, 4 conflicts.
    assert_eq!(lead["space"].as_u64(), Some(4 * 6 * 4 * 2 * 4));
    assert!(json["cited"]["uncited"].is_array());
}

#[test]
fn findings_exit_with_1_and_a_witness_and_unreadable_overlays_with_2() {
    let gap = TempFile::new(
        "gap.toml",
        format!("{HEAD}[[remove]]\nid = \"lead.own_head\"\n"),
    );
    let run = shizu(&["verify", "--lang", "en", "--rulebook", &gap.text()]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("authority = own_head"), "{}", run.out);
    let json = shizu(&["verify", "--format", "json", "--rulebook", &gap.text()]).json();
    assert_eq!(json["sound"], false);
    assert!(
        json["findings"][0]["zh"]
            .as_str()
            .is_some_and(|text| text.contains("own_head"))
    );
    let uncited = TempFile::new(
        "uncited.toml",
        format!(
            "{HEAD}{}",
            OTHER_LEAD.replace("cites = [\"R11\"]", "cites = [\"R1111\"]")
        ),
    );
    let run = shizu(&["verify", "--lang", "en", "--rulebook", &uncited.text()]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("uncited.toml:10:") && run.err.contains("R1111"),
        "{}",
        run.err
    );
}

#[test]
fn an_overlay_is_shown_as_the_answers_it_changes() {
    let overlay = TempFile::new("other.toml", format!("{HEAD}{OTHER_LEAD}"));
    let json = shizu(&["rulebook", "diff", &overlay.text(), "--format", "json"]).json();
    let table = &json["tables"][0];
    assert_eq!(table["table"], "lead");
    assert_eq!(table["changed"][0], "lead.same_level.grave.investigation");
    let answer = &table["answers"][0];
    assert_eq!(answer["before"]["lead"], "investigation_office");
    assert_eq!(answer["after"]["lead"], "office");
    // Three levels, two natures, four conflicts.
    assert_eq!(answer["count"], 3 * 2 * 4);
    assert_eq!(answer["witness"]["authority"], "same_level");
    let text = shizu(&["rulebook", "diff", &overlay.text()]);
    assert_eq!(text.code, 0);
    assert!(text.out.contains("24种情形"), "{}", text.out);
}

#[test]
fn the_rulebook_is_exported_with_overlays_merged_in() {
    let overlay = TempFile::new("other.toml", format!("{HEAD}{OTHER_LEAD}"));
    let json = shizu(&[
        "rulebook",
        "export",
        "--format",
        "json",
        "--rulebook",
        &overlay.text(),
    ])
    .json();
    let rows = json["table"][0]["row"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["id"] == "lead.same_level.grave.investigation")
        .expect("the row");
    assert_eq!(
        (row["then"]["lead"].as_str(), row["overlay"].as_str()),
        (Some("office"), Some("x"))
    );
    let shipped = shizu(&["rulebook", "export"]);
    let parsed: toml::Table = shipped.out.parse().expect("TOML");
    assert!(parsed["limit"].is_array() && parsed["table"].is_array());
    // The other families: duties, triggers, flows, numbers … Z1 rests on LS42; the weight of a number is a text, so that no digit is lost.
    let entries = parsed["entry"].as_array().expect("entries");
    let entry = |id: &str| {
        entries
            .iter()
            .find(|entry| entry["id"].as_str() == Some(id))
    };
    let trigger = entry("Z1").expect("the trigger");
    let cites = trigger["cites"].as_array().expect("citations");
    assert!(cites.iter().any(|cite| cite.as_str() == Some("LS42")));
    let window = entry("zero.window.quarter").expect("the number");
    assert_eq!(window["kind"].as_str(), Some("parameter"));
    assert!(window["value"].is_str() && window["range"].is_array());
}

#[test]
fn the_committed_schemas_are_those_of_the_vocabulary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    for (name, now) in shizu_cli::schema_files().expect("schemas") {
        let committed = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        let command = format!(
            "shizu rulebook schema {} > docs/schema/{name}",
            name.trim_end_matches(".json")
        );
        assert!(committed == now, "{name} is out of date; run `{command}`");
        let schema: Value = serde_json::from_str(&now).expect("JSON");
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    let printed = shizu(&["rulebook", "schema", "route-input"]);
    assert!(printed.out.contains("\"difficulty\""));
}

#[test]
fn help_shows_examples() {
    for args in [
        &["--help"][..],
        &["route", "--help"],
        &["explain", "--help"],
        &["verify", "--help"],
    ] {
        let run = shizu(args);
        assert_eq!(run.code, 0);
        assert!(
            run.out.contains("shizu ") && run.out.contains("例 / examples"),
            "{args:?}"
        );
    }
}
