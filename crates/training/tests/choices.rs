//! The choices that a scenario shows: codes that no slot has and slots with right ones only are told.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{rulebook, text_of_one};
use shizu_training::{Finding, Scenario, check};

/// What the checker, or the reading before it, tells of a scenario of one decision.
fn findings(decision: &str, matters: &str) -> Vec<Finding> {
    let text = text_of_one(decision, matters);
    match Scenario::read("planted.toml", &text, rulebook()) {
        Err(errors) => errors.iter().map(Finding::of_error).collect(),
        Ok(scenario) => {
            let checked = check(&scenario, rulebook()).expect("tables compile");
            let all = checked.findings.into_iter();
            all.filter(|finding| !finding.is_note).collect()
        }
    }
}

const SQUAD: &str = r#"[[matter]]
id = "squad"
subject = "squad"
title = { zh = "小分队", en = "squad" }
facts = { office_core = true, specialists_enough = false, field_covered = true, tied = false, plan_made = false }"#;

#[test]
fn choices_that_no_slot_has_are_told_with_the_nearest() {
    let of = |choices: &str| {
        findings(
            &format!(
                "kind = \"table\"\nmatter = \"squad\"\ntables = [\"squad_faults\", \"squad_ready\"]\nchoices = [{choices}]"
            ),
            SQUAD,
        )
    };
    // Both slots have something wrong to choose.
    assert_eq!(
        of(r#""few_specialists", "no_office", "ready", "plan_first""#),
        []
    );
    let told = of(r#""few_specialists", "no_ofice", "ready", "plan_first", "nonsense_code""#);
    assert_eq!(told.len(), 2, "{told:?}");
    let text = text_of_one("kind\nmatter\ntables\nchoices", SQUAD);
    let above = text.lines().take_while(|line| *line != "choices");
    let line = above.count() + 1;
    assert!(told.iter().all(|finding| finding.place.line == line));
    assert!(told[0].says.en.contains("no_ofice") && told[0].says.en.contains("no_office"));
    assert!(told[1].says.zh.contains("nonsense_code"));
    // Duties name organs; a misspelt one vanished without a word.
    let told = findings(
        r#"kind = "duties"
duties = ["duty.clue.quarterly_meeting"]
choices = ["office", "gruop"]"#,
        "",
    );
    assert!(
        told.len() == 1 && told[0].says.en.contains("`group`"),
        "{told:?}"
    );
    // A kind that shows everything has no choices.
    let told = findings(
        r#"kind = "deadline"
amount = 1
unit = "months"
start = "2026-03-02"
choices = ["office"]"#,
        "",
    );
    assert!(
        told.len() == 1 && told[0].says.en.contains("choices"),
        "{told:?}"
    );
}

#[test]
fn a_slot_with_right_choices_only_is_told() {
    // Left to the first slot is its right answer alone; the second may still go wrong.
    let tables =
        "kind = \"table\"\nmatter = \"squad\"\ntables = [\"squad_faults\", \"squad_ready\"]\n";
    let told = findings(
        &format!("{tables}choices = [\"few_specialists\", \"ready\", \"plan_first\"]"),
        SQUAD,
    );
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].says.en.contains("`squad_faults` of `asked`"));
    let untied = SQUAD.replace("tied = false", "tied = true");
    let told = findings(
        &format!("{tables}choices = [\"few_specialists\", \"member_tied\", \"amend\", \"ready\"]"),
        &untied,
    );
    assert!(
        told.len() == 1
            && told[0]
                .says
                .en
                .contains("all choices shown for `squad_faults`"),
        "{told:?}"
    );
}
