//! Records from elsewhere: broken, edited, of another version, of a scenario that has changed since. Progress is kept as far as it still makes sense.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{answer, desk, example, example_text, read, rulebook};
use shizu_rules::Lang;
use shizu_training::{Class, Desk, Fraction, Play, Record, RecordError, RecordNote, Repeats};

fn begun() -> Play<'static> {
    let mut play = Play::new(example(), desk());
    answer(&mut play, "ask", &[("ask", &["authority"])]);
    answer(&mut play, "lead", &[("lead", &["office"])]);
    play
}

fn kept(play: &Play<'_>) -> String {
    Record::of(play, "Zhao (invented)", "2026-03-02", "2026-03-02").write()
}

#[test]
fn what_is_no_record_is_told_what_to_do() {
    let broken = Record::read("{ \"kind\": ");
    assert!(matches!(broken, Err(RecordError::Broken { line: 1, .. })));
    assert_eq!(Record::read("{}"), Err(RecordError::NotARecord));
    let other = kept(&begun()).replace("\"format\": 1", "\"format\": 9");
    let other = Record::read(&other);
    assert_eq!(other, Err(RecordError::OtherFormat { format: 9 }));
    for error in [
        RecordError::NotARecord,
        RecordError::OtherFormat { format: 9 },
    ] {
        assert!(error.message(Lang::Zh).contains('请'));
        assert!(!error.message(Lang::En).is_empty());
    }
}

#[test]
fn a_score_that_was_edited_is_graded_again() {
    let text = kept(&begun());
    assert!(text.contains("\"score\": \"1/2\""), "{text}");
    let record =
        Record::read(&text.replace("\"score\": \"1/2\"", "\"score\": \"1\"")).expect("reads");
    let (play, notes) = record.grade(example(), desk());
    assert_eq!(play.score(), Fraction::new(1, 2));
    assert!(notes.contains(&RecordNote::Edited));
    let found = RecordNote::OtherScore {
        told: Fraction::ONE,
        found: Fraction::new(1, 2),
    };
    assert!(notes.contains(&found));
    assert!(notes.contains(&RecordNote::Unfinished));
}

#[test]
fn a_scenario_that_has_changed_keeps_what_still_fits() {
    let record = Record::read(&kept(&begun())).expect("reads");
    // Only a text has changed: everything is kept.
    let reworded = read(&example_text().replace("这件线索由谁主办？", "由谁主办？"));
    let (play, notes) = record.grade(&reworded, desk());
    assert_eq!(play.steps().len(), record.steps.len());
    assert!(notes.contains(&RecordNote::OtherScenario { dropped: 0 }));
    // A decision has another id: what comes before it is kept.
    let renamed = example_text()
        .replace("id = \"lead\"\nkind", "id = \"who\"\nkind")
        .replace("decision = \"lead\"", "decision = \"who\"");
    let renamed = read(&renamed);
    let (play, notes) = record.grade(&renamed, desk());
    assert_eq!(play.graded().len(), 1);
    assert!(notes.contains(&RecordNote::OtherScenario { dropped: 1 }));
}

#[test]
fn other_rules_are_noticed() {
    let record = Record::read(&kept(&begun())).expect("reads");
    let mut other = rulebook().clone();
    let parameter = other.parameters.first_mut().expect("there are numbers");
    parameter.value += rust_decimal::Decimal::ONE;
    let desk = Desk::new(&other, example().day).expect("tables compile");
    let (_, notes) = record.grade(example(), &desk);
    assert!(notes.contains(&RecordNote::OtherRules));
}

#[test]
fn a_class_counts_everybody_but_edited_files() {
    let mut class = Class::default();
    let mut add = |file: &str, text: &str| {
        let record = Record::read(text).expect("reads");
        let (play, notes) = record.grade(example(), desk());
        class.add(file, &record, &play, notes);
    };
    add("a.json", &kept(&begun()));
    let mut right = Play::new(example(), desk());
    answer(&mut right, "ask", &[("ask", &["authority"])]);
    answer(&mut right, "lead", &[("lead", &["group"])]);
    add("b.json", &kept(&right));
    let edited = kept(&begun()).replace("Zhao", "Qian");
    add("c.json", &edited);
    let report = class.report(Repeats::All);
    assert_eq!(report.results.len(), 3);
    assert_eq!(report.results[0].seconds, 60);
    assert!(report.results[2].notes.contains(&RecordNote::Edited));
    let lead = report
        .decisions
        .iter()
        .find(|line| line.decision == "lead")
        .expect("it was taken");
    assert_eq!((lead.taken, lead.full), (2, 1));
    assert_eq!(lead.credit, Fraction::new(1, 2));
    let (mistake, count) = lead.usual_mistake.clone().expect("somebody was wrong");
    assert!(mistake.en.contains("supervision office"));
    assert_eq!(count, 1);
    // The weakest rule comes first.
    assert_eq!(report.rules[0].rule, "lead.party_group");
    assert_eq!(report.rules[0].credit, Fraction::new(1, 2));
}
