//! The steps of the ledger: golden cases, and every combination of facts against a second reading in plain code.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/practice.rs"]
mod golden;

use std::collections::BTreeSet;

use golden::{DAY, cases, told};
use shizu_rules::{Inquiry, MatterFacts, Rulebook, Subject};

/// The subjects of this family with the size of their spaces of known facts.
const SUBJECTS: &[(Subject, usize)] = &[
    (Subject::MatterStep, 8 * 8 * 256),
    (Subject::FindingStep, 6 * 6 * 128),
    (Subject::TaskStep, 4 * 4 * 4),
    (Subject::CaseStep, 2 * 2 * 32),
];

#[test]
fn every_row_of_the_family_decides_in_some_golden_case() {
    let book = Rulebook::shipped().expect("loads");
    let decided: BTreeSet<String> = cases().iter().flat_map(|case| case.rows(&book)).collect();
    let steps = SUBJECTS.iter().map(|(subject, _)| *subject);
    let subjects = steps.chain([Subject::Redaction]);
    let tables = subjects.flat_map(|subject| book.tables_about(subject));
    let rows = tables.flat_map(|table| &table.rules);
    let never: Vec<&str> = rows
        .map(|rule| rule.id.as_str())
        .filter(|id| !decided.contains(*id))
        .collect();
    assert!(never.is_empty(), "{never:?}");
}

/// The steps that there are, read from the paragraphs a second time.
fn step(subject: Subject, from: &str, to: &str) -> &'static str {
    match (subject, from, to) {
        (Subject::MatterStep, "registered" | "reopened", "assigned") => "assign",
        // What is another body's is handed over before anybody has begun with it.
        (Subject::MatterStep, "registered" | "assigned" | "reopened", "passed_on") => "pass_on",
        (Subject::MatterStep, "assigned", "under_way")
        | (Subject::FindingStep, "entered" | "reopened", "rectifying")
        | (Subject::TaskStep, "open", "under_way") => "begin",
        (Subject::MatterStep, "under_way", "reported")
        | (Subject::FindingStep, "rectifying", "reported") => "report",
        (Subject::MatterStep, "reported", "reviewed")
        | (Subject::FindingStep, "reported", "verified") => "review",
        (Subject::MatterStep, "reported" | "reviewed", "under_way")
        | (Subject::FindingStep, "reported" | "verified", "rectifying") => "send_back",
        (Subject::MatterStep, "reviewed", "closed")
        | (Subject::FindingStep, "verified", "closed")
        | (Subject::TaskStep, "open" | "under_way", "done")
        | (Subject::CaseStep, "following", "completed") => "close",
        (Subject::TaskStep, "open" | "under_way", "dropped") => "drop",
        (Subject::MatterStep | Subject::FindingStep, "closed", "reopened")
        | (Subject::MatterStep, "passed_on", "reopened")
        | (Subject::TaskStep, "done" | "dropped", "open")
        | (Subject::CaseStep, "completed", "following") => "reopen",
        _ => "",
    }
}

/// What is missing: a state needs what the states before it needed.
fn needs(subject: Subject, from: &str, to: &str, is: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let stage = match to {
        "assigned" | "under_way" | "rectifying" => 1,
        "reported" => 2,
        "reviewed" | "verified" => 3,
        "closed" => 4,
        _ => 0,
    };
    let ledger = matches!(subject, Subject::MatterStep | Subject::FindingStep);
    let case = subject == Subject::CaseStep;
    let reopens = to == "reopened" || (case && from == "completed" && to == "following");
    let again = matches!(from, "done" | "dropped") && to == "open";
    let all = [
        (ledger && stage >= 1 && !is("follower_named"), "follower"),
        (ledger && stage >= 2 && !is("process_written"), "process"),
        (ledger && stage >= 2 && !is("result_written"), "result"),
        (ledger && stage >= 4 && !is("evidence_given"), "evidence"),
        (to == "passed_on" && !is("receiver_named"), "passed_to"),
        (
            matches!(to, "done" | "passed_on") && !is("evidence_given"),
            "evidence",
        ),
        (ledger && stage >= 3 && !is("reviewer_named"), "reviewer"),
        (
            ledger && stage >= 3 && is("reviewer_named") && !is("reviewer_differs"),
            "other_reviewer",
        ),
        (to == "completed" && !is("lesson_given"), "lesson"),
        (to == "completed" && !is("analysis_made"), "analysis"),
        (to == "completed" && !is("reform_made"), "reform"),
        (to == "completed" && !is("replay_held"), "replay"),
        (
            (reopens || again || to == "dropped") && !is("reason_given"),
            "reason",
        ),
    ];
    let missing = all.into_iter().filter(|(missing, _)| *missing);
    missing.map(|(_, need)| need).collect()
}

#[test]
fn every_combination_is_answered_as_read_a_second_time() {
    let book = Rulebook::shipped().expect("loads");
    for (subject, size) in SUBJECTS {
        let inquiry = Inquiry::new(&book, *subject, DAY).expect("compiles");
        let keys = subject.facts();
        let space: usize = keys.iter().map(|key| key.values().len()).product();
        assert_eq!(space, *size, "{subject:?}");
        let name = subject.code().trim_end_matches("_step");
        for combination in 0..space {
            let mut facts = MatterFacts::new(*subject);
            let mut rest = combination;
            for key in keys {
                facts.set(*key, Some(rest % key.values().len()));
                rest /= key.values().len();
            }
            let code = |fact: &str| {
                let key = subject.fact(fact).expect(fact);
                facts.value(key).expect(fact).code
            };
            let (from, to) = (code("from"), code("to"));
            let steps = inquiry
                .ruling(&format!("{name}_steps"), &facts)
                .expect("a table");
            assert_eq!(told(&steps), step(*subject, from, to), "{facts:?}");
            let ruling = inquiry
                .ruling(&format!("{name}_needs"), &facts)
                .expect("a table");
            let missing = needs(*subject, from, to, &|fact| code(fact) == "yes");
            assert_eq!(told(&ruling), missing.join(" "), "{facts:?}");
        }
    }
}
