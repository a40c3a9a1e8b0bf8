//! Sets: written, read, edited, of other versions; what they ask follows from them alone.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use chrono::NaiveDate;
use common::{answer, desk, example, example_text};
use proptest::prelude::*;
use shizu_rules::{Lang, Text};
use shizu_training::{
    Class, Exam, Family, Fraction, Play, Record, Repeats, SetDraft, SetError, SetExam, SetNote,
    SetScenario, Spread, Standing, Terms, TrainingSet,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn shipped() -> SetScenario {
    SetScenario::shipped(&example().id, &example().title, example_text())
}

fn own() -> SetScenario {
    let text = example_text().replace("id = \"first-week\"", "id = \"own\"");
    SetScenario::own(&common::read(&text), &text)
}

fn draft() -> SetDraft {
    SetDraft {
        title: "第一周".to_owned(),
        note: "先读材料".to_owned(),
        due: Some(day("2026-03-13")),
        scenarios: vec![shipped(), own()],
        exam: Some(SetExam {
            day: day("2026-03-02"),
            terms: Terms {
                families: vec![Family::Routing, Family::Deadlines],
                count: 6,
                seconds: 900,
                seed: 7,
            },
        }),
    }
}

fn set() -> TrainingSet {
    TrainingSet::new(draft(), day("2026-03-02"))
}

#[test]
fn a_set_is_read_as_it_was_written() {
    let text = set().write();
    let read = TrainingSet::read(&text).expect("reads");
    assert_eq!(read, set());
    assert!(!read.is_edited());
    // Editors of other systems leave marks and line ends of their own.
    let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(TrainingSet::read(&other), Ok(set()));
    let notes = read.notes(|id| (id == "first-week").then(example_text));
    assert_eq!(notes, []);
}

#[test]
fn an_edit_is_told_and_the_set_stays_usable() {
    let text = set().write().replace("2026-03-13", "2026-04-13");
    let read = TrainingSet::read(&text).expect("reads");
    assert_eq!(read.due, Some(day("2026-04-13")));
    let notes = read.notes(|_| Some(example_text()));
    assert_eq!(notes, [SetNote::Edited]);
}

#[test]
fn what_is_no_set_is_told_with_its_place() {
    let error = |text: &str| TrainingSet::read(text).expect_err("no set");
    assert!(matches!(
        error("{\n \"kind\""),
        SetError::Broken { line: 2, .. }
    ));
    assert_eq!(
        error("{\"kind\": \"shizu-training\", \"format\": 1}"),
        SetError::NotASet
    );
    let newer = set().write().replace("\"format\": 1", "\"format\": 2");
    assert_eq!(error(&newer), SetError::OtherFormat { format: 2 });
    // The family is on a line of its own.
    let text = set().write().replace("\"routing\"", "\"rooting\"");
    let line = 1 + text
        .lines()
        .position(|line| line.contains("rooting"))
        .expect("there");
    assert!(matches!(error(&text), SetError::Broken { line: found, .. } if found == line));
    for error in [
        SetError::NotASet,
        SetError::Broken { line: 1, column: 2 },
        SetError::OtherFormat { format: 2 },
    ] {
        assert!(error.message(Lang::Zh).contains('请'));
        assert!(!error.message(Lang::En).is_empty());
    }
}

#[test]
fn scenarios_that_are_missing_or_other_are_told() {
    let title = example().title.clone();
    let notes = set().notes(|_| None);
    let id = "first-week".to_owned();
    assert_eq!(
        notes,
        [SetNote::Missing {
            id,
            title: title.clone()
        }]
    );
    let notes = set().notes(|_| Some("another text"));
    assert_eq!(notes, [SetNote::OtherVersion { title }]);
    for note in notes {
        assert!(note.message(Lang::Zh).contains("另一版本"));
        assert!(note.message(Lang::En).contains("another version"));
    }
}

#[test]
fn everybody_gets_the_same_exam() {
    let terms = set().exam.expect("there is one").terms;
    let exam = Exam::new(desk(), terms.clone());
    assert_eq!(exam.items.len(), 6);
    assert_eq!(exam, Exam::new(desk(), terms.clone()));
    let other = Terms { seed: 8, ..terms };
    assert_ne!(exam.items, Exam::new(desk(), other).items);
}

fn record(trainee: &str, right: bool, ended: &str) -> Record {
    let mut play = Play::new(example(), desk());
    answer(&mut play, "ask", &[("ask", &["authority"])]);
    let organ = if right { "group" } else { "office" };
    answer(&mut play, "lead", &[("lead", &[organ])]);
    Record::of(&play, trainee, "2026-03-02", ended)
}

fn whole(trainee: &str) -> Record {
    let play = Play::of_engine(example(), desk());
    Record::of(&play, trainee, "2026-03-02", "2026-03-03")
}

fn class(records: &[Record]) -> Class {
    let mut class = Class::default();
    for (at, record) in records.iter().enumerate() {
        let (play, notes) = record.grade(example(), desk());
        class.add(&format!("{at}.json"), record, &play, notes);
    }
    class
}

#[test]
fn progress_with_a_set_is_told() {
    let (begun, done) = (record("甲", true, "2026-03-02"), whole("甲"));
    let scenario = shipped();
    assert_eq!(scenario.standing([]), Standing::Open);
    assert_eq!(scenario.standing([&begun]), Standing::Begun);
    assert_eq!(scenario.standing([&begun, &done]), Standing::Done);
    assert_eq!(own().standing([&done]), Standing::Open);
    let report = class(&[begun, whole("乙")]).report(Repeats::Best);
    let set = set();
    let open = set.open(&report);
    let ids: Vec<(&str, Vec<&str>)> = open
        .iter()
        .map(|(name, open)| {
            let ids = open.iter().map(|scenario| scenario.id.as_str());
            (name.as_str(), ids.collect())
        })
        .collect();
    assert_eq!(
        ids,
        [("乙", vec!["own"]), ("甲", vec!["first-week", "own"])]
    );
}

#[test]
fn of_several_results_of_one_trainee_the_best_or_the_last_counts() {
    let records = [
        record("甲", true, "2026-03-02T09:00:00Z"),
        record("甲", false, "2026-03-02T10:00:00Z"),
        record("乙", true, "2026-03-02T09:30:00Z"),
        record("", true, "2026-03-02T09:40:00Z"),
        record("", true, "2026-03-02T09:50:00Z"),
    ];
    let class = class(&records);
    let counted = |repeats| -> Vec<bool> {
        let report = class.report(repeats);
        report.results.iter().map(|line| line.counts).collect()
    };
    assert_eq!(counted(Repeats::Best), [true, false, true, true, true]);
    assert_eq!(counted(Repeats::Last), [false, true, true, true, true]);
    assert_eq!(counted(Repeats::All), [true; 5]);
    let report = class.report(Repeats::Last);
    let repeated: Vec<bool> = report.results.iter().map(|line| line.repeated).collect();
    assert_eq!(repeated, [true, true, false, false, false]);
    let lead = report.decisions.iter().find(|line| line.decision == "lead");
    let lead = lead.expect("it was taken");
    // Of four that count one is wrong.
    assert_eq!((lead.taken, lead.full), (4, 3));
    assert_eq!(lead.credit, Fraction::new(3, 4));
    assert_eq!(lead.prompt.zh, "这件线索由谁主办？");
    assert_eq!((report.rules[0].taken, report.rules[0].missed), (4, 1));
    // Nobody has come to the end.
    assert_eq!(report.spread, None);
}

#[test]
fn who_came_to_the_end_counts_more_than_who_stopped_with_all_right() {
    let mut missed = Play::new(example(), desk());
    answer(&mut missed, "ask", &[("ask", &["authority"])]);
    answer(&mut missed, "lead", &[("lead", &["office"])]);
    while !missed.is_finished() {
        match missed.engine_answer() {
            Some(answer) => assert!(missed.answer(&answer, 0, None).is_ok()),
            None => assert!(missed.go()),
        }
    }
    let finished = Record::of(&missed, "甲", "2026-03-02", "2026-03-02");
    assert!(finished.score < Fraction::ONE);
    let stopped = record("甲", true, "2026-03-09");
    assert_eq!(stopped.score, Fraction::ONE);
    let report = class(&[stopped, finished.clone()]).report(Repeats::Best);
    let counts: Vec<bool> = report.results.iter().map(|line| line.counts).collect();
    assert_eq!(counts, [false, true]);
    assert_eq!(
        report.spread.map(|spread| spread.mean),
        Some(finished.score)
    );
}

#[test]
fn scores_in_a_few_figures() {
    let of = |all: &[(u64, u64)]| {
        let scores: Vec<Fraction> = all
            .iter()
            .map(|(num, den)| Fraction::new(*num, *den))
            .collect();
        Spread::of(&scores)
    };
    assert_eq!(of(&[]), None);
    // 50, 60, 80, 100: mean 72.5, median 70.
    let spread = of(&[(4, 5), (1, 2), (1, 1), (3, 5)]).expect("four scores");
    assert_eq!(spread.mean, Fraction::new(29, 40));
    assert_eq!(spread.median, Fraction::new(7, 10));
    assert_eq!(
        (spread.lowest, spread.highest),
        (Fraction::new(1, 2), Fraction::ONE)
    );
    assert_eq!(spread.tenths, [0, 0, 0, 0, 0, 1, 1, 0, 1, 1]);
    // Of three the middle one; a third is in the fourth tenth.
    let spread = of(&[(1, 3), (0, 1), (2, 3)]).expect("three scores");
    assert_eq!(spread.median, Fraction::new(1, 3));
    assert_eq!(spread.tenths, [1, 0, 0, 1, 0, 0, 1, 0, 0, 0]);
}

#[test]
fn a_step_by_step_log_tells_time_answer_and_credit() {
    let record = record("甲", false, "2026-03-02");
    let (play, _) = record.grade(example(), desk());
    let log = shizu_training::log(&play);
    assert_eq!(log.len(), 2);
    assert_eq!(log[1].prompt.zh, "这件线索由谁主办？");
    assert_eq!((log[1].seconds, log[1].elapsed), (Some(30), 60));
    assert_eq!(log[1].graded.credit, Some(Fraction::ZERO));
    assert_eq!(log[1].graded.slots[0].chosen[0].code, "office");
}

#[test]
fn a_scene_is_looked_at_with_what_is_known_there() {
    let scenario = example();
    for (at, scene) in scenario.scenes.iter().enumerate() {
        let mut play = Play::at_scene(scenario, desk(), at);
        assert_eq!(play.scene().map(|scene| &scene.id), Some(&scene.id));
        for decision in &scene.decisions {
            let pending = play.pending().expect("a decision");
            assert_eq!(pending.decision, decision.id);
            assert!(!pending.slots.is_empty(), "{} is undetermined", decision.id);
            let answer = play.engine_answer().expect("an answer");
            let graded = play.answer(&answer, 0, None).expect("it fits");
            assert!(graded.is_full(), "{}", decision.id);
        }
    }
}

proptest! {
    #[test]
    fn any_set_reads_back(title in ".*", note in ".*", seed in any::<u64>(), count in 0usize..500) {
        let mut draft = draft();
        draft.title = title;
        draft.note = note;
        draft.scenarios.push(SetScenario {
            id: "x".into(),
            title: Text::default(),
            hash: String::new(),
            text: Some(draft.note.clone()),
        });
        if let Some(exam) = &mut draft.exam {
            exam.terms.seed = seed;
            exam.terms.count = count;
        }
        let set = TrainingSet::new(draft, day("2026-03-02"));
        prop_assert_eq!(TrainingSet::read(&set.write()), Ok(set));
    }

    #[test]
    fn a_spread_holds_every_score(scores in proptest::collection::vec((0u64..=60, 1u64..=60), 1..40)) {
        let scores: Vec<Fraction> = scores.iter().map(|(num, den)| Fraction::new((*num).min(*den), *den)).collect();
        let spread = Spread::of(&scores).expect("scores");
        prop_assert_eq!(spread.tenths.iter().sum::<usize>(), scores.len());
        prop_assert!(spread.lowest <= spread.median && spread.median <= spread.highest);
        let below = scores.iter().filter(|score| **score < spread.median).count();
        let above = scores.iter().filter(|score| **score > spread.median).count();
        prop_assert!(below * 2 <= scores.len() && above * 2 <= scores.len());
    }
}
