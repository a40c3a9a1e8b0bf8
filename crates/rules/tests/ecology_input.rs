//! Ecology and appraisal: reminders with their trace, bad input, and properties over any marks.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/ecology.rs"]
mod ecology;

use chrono::NaiveDate;
use ecology::{day, rulebook};
use proptest::prelude::*;
use rust_decimal::Decimal;
use shizu_rules::appraisal::{GroupAppraiser, GroupMarks};
use shizu_rules::ecology::{
    CadreWatch, Form, Mark, RowKind, Scorer, Trace, UnitEvaluator, UnitMarks,
};
use shizu_rules::vocabulary::ReminderState;
use shizu_rules::{FactKey, Lang, MatterFacts, Subject};

// --- Reminders --------------------------------------------------------------------------------------------------------------------------------------

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn reminders_have_a_due_day_and_a_trace() {
    let watch = CadreWatch::new(rulebook(), "warning", day()).expect("compiles");
    let mut facts = MatterFacts::new(Subject::Cadre);
    for key in CadreWatch::conditions() {
        facts.parse(key, "no").expect("no");
    }
    facts.parse(FactKey::FamilyAbroad, "yes").expect("yes");
    // 2026-06-01 is a Monday; the fifteenth working day after it, the Dragon Boat holiday of 19 June left out, is Tuesday 23 June.
    let cases = [
        (Some("2026-06-01"), None, "2026-06-23", ReminderState::Open),
        (
            Some("2026-06-01"),
            None,
            "2026-06-24",
            ReminderState::Overdue,
        ),
        (
            Some("2026-06-01"),
            Some("2026-06-23"),
            "2026-06-30",
            ReminderState::Done,
        ),
        (
            Some("2026-06-01"),
            Some("2026-06-24"),
            "2026-06-30",
            ReminderState::DoneLate,
        ),
        (None, None, "2026-06-30", ReminderState::Undated),
        (None, Some("2026-06-24"), "2026-06-30", ReminderState::Done),
    ];
    for (raised, done, today, state) in cases {
        let trace = Trace {
            raised: raised.map(date),
            done: done.map(date),
        };
        let check = watch.check_archive(&facts, trace, date(today));
        assert_eq!(check.reminders.len(), 1);
        let reminder = &check.reminders[0];
        assert_eq!(reminder.condition, FactKey::FamilyAbroad);
        assert_eq!(reminder.state, state, "{raised:?} {done:?} {today}");
        assert_eq!(
            reminder.due.map(|due| due.day),
            raised.map(|_| date("2026-06-23"))
        );
        assert!(check.unknown.is_empty());
    }
}

#[test]
fn an_empty_archive_raises_nothing_and_says_what_is_not_recorded() {
    let watch = CadreWatch::new(rulebook(), "warning", day()).expect("compiles");
    let check = watch.check_archive(&MatterFacts::new(Subject::Cadre), Trace::default(), day());
    assert!(check.reminders.is_empty());
    assert_eq!(check.unknown.len(), 12);
    assert!(check.organ.is_none() && check.application.is_none());
}

// --- Bad input ---------------------------------------------------------------------------------------------------------------------------------------

#[test]
fn marks_that_are_none_say_what_to_write() {
    for (text, code) in [
        ("101", "out_of_range"),
        ("-1", "out_of_range"),
        ("high", "not_a_mark"),
        ("met;perhaps", "bad_point"),
        ("not_applicable;not_applicable", "none_applies"),
        ("1e3", "out_of_range"),
        ("NaN", "not_a_mark"),
    ] {
        let problem = Mark::read(text).expect_err(text);
        assert_eq!(problem.code(), code, "{text}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(problem.message(lang).len() > 10);
        }
    }
    for text in ["", "  ", "unknown", "未知"] {
        assert_eq!(Mark::read(text), Ok(Mark::Unknown));
    }
    for (text, value) in [
        ("86.5", "86.5"),
        ("100%", "100"),
        ("0", "0"),
        ("90分", "90"),
    ] {
        assert_eq!(
            Mark::read(text),
            Ok(Mark::Score(value.parse().expect("a number")))
        );
    }
    assert_eq!(Mark::read("做到；部分做到"), Mark::read("met;partly"));
}

#[test]
fn columns_are_found_by_code_or_label_and_bad_cells_are_told() {
    let parameters = rulebook().parameters_on(day());
    let scorer = Scorer::new(rulebook(), &parameters, "ecology").expect("a sheet");
    let mut form = Form::new(RowKind::Unit, rulebook(), Some(&scorer));
    let names = [
        "单位",
        "民主集中制",
        "Style of work",
        "many_problems",
        "stile",
        "备注",
    ];
    assert_eq!(form.bind(&names).expect("columns"), ["stile"]);
    assert!(form.note("stile", Lang::En).contains("`style`"));
    form.needs_id().expect("the unit's column");
    let row = ["甲局", "90", "met", "是", "", ""];
    let entry = form.read(|at| row.get(at).copied()).expect("a good row");
    assert_eq!(entry.id, "甲局");
    assert_eq!(entry.marks[0], Mark::Score(Decimal::from(90)));
    let many = entry.facts.value(FactKey::ManyProblems);
    assert_eq!(many.map(|value| value.code), Some("yes"));
    let row = ["", "190", "often", "perhaps", "", ""];
    let errors = form.read(|at| row.get(at).copied()).expect_err("a bad row");
    let told: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| (error.column.as_str(), error.code))
        .collect();
    assert_eq!(
        told,
        [
            ("单位", "no_id"),
            ("民主集中制", "out_of_range"),
            ("Style of work", "not_a_mark"),
            ("many_problems", "bad_value")
        ]
    );
    let mut twice = Form::new(RowKind::Unit, rulebook(), Some(&scorer));
    assert_eq!(
        twice
            .bind(&["unit", "style", "作风建设"])
            .expect_err("twice")
            .code,
        "duplicate_column"
    );
    let mut none = Form::new(RowKind::Role, rulebook(), None);
    none.bind(&["job"]).expect("columns");
    assert_eq!(none.needs_id().expect_err("no task").code, "no_id");
}

#[test]
fn a_reminder_verified_before_it_was_raised_is_told() {
    let mut form = Form::new(RowKind::Archive, rulebook(), None);
    form.bind(&["cadre", "raised", "done"]).expect("columns");
    let row = ["甲", "2026-06-02", "2026-06-01"];
    let errors = form
        .read(|at| row.get(at).copied())
        .expect_err("impossible");
    assert_eq!(errors[0].code, "before_raised");
}

#[test]
fn a_sheet_that_does_not_exist_is_told_with_the_nearest() {
    let error = UnitEvaluator::new(rulebook(), "yanchen", day()).expect_err("no such sheet");
    assert!(error.message(Lang::En).contains("yancheng"), "{error}");
}

// --- Properties --------------------------------------------------------------------------------------------------------------------------------------

fn a_mark() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![Just(None), (0_i64..=10_000).prop_map(Some)]
}

fn mark(hundredths: Option<i64>) -> Mark {
    hundredths.map_or(Mark::Unknown, |hundredths| {
        Mark::Score(Decimal::new(hundredths, 2))
    })
}

proptest! {
    /// Whatever the unknown marks turn out to be, score, grade and risk lie within what was said before, and what was sure stays.
    #[test]
    fn filling_in_never_leaves_what_was_told(
        given in prop::array::uniform5(a_mark()),
        later in prop::array::uniform5(0_i64..=10_000),
        flags in prop::array::uniform3(prop::option::of(any::<bool>())),
    ) {
        let evaluator = UnitEvaluator::new(rulebook(), "ecology", day()).expect("compiles");
        let mut facts = MatterFacts::new(Subject::Ecology);
        for (key, flag) in [FactKey::ManyProblems, FactKey::GraveCorruption, FactKey::KeyObject].into_iter().zip(flags) {
            facts.set(key, flag.map(usize::from));
        }
        let evaluate = |marks: Vec<Mark>| evaluator.evaluate(&UnitMarks { marks, deduction: Decimal::ZERO }, &facts);
        let before = evaluate(given.iter().map(|given| mark(*given)).collect());
        let filled = given.iter().zip(later).map(|(given, later)| mark(Some(given.unwrap_or(later))));
        let after = evaluate(filled.collect());
        let value = after.score.score.value().expect("all marks are known");
        prop_assert!(before.score.score.low <= value && value <= before.score.score.high);
        prop_assert!(before.score.levels.contains(&after.score.levels[0]));
        prop_assert!(before.risks.contains(&after.risks[0]));
        prop_assert_eq!(after.risks.len(), 1);
        for measure in &before.measures.sure {
            prop_assert!(after.measures.sure.iter().any(|later| later.duty == measure.duty), "{:?}", measure);
        }
        for measure in &after.measures.sure {
            let told = before.measures.sure.iter().any(|known| known.duty == measure.duty)
                || before.measures.possible.contains(&measure.duty);
            prop_assert!(told, "{:?}", measure);
        }
    }

    /// A better mark never makes a worse level, nor closer supervision of a cadre.
    #[test]
    fn more_points_are_never_worse(low in prop::array::uniform5(0_i64..=10_000), rise in prop::array::uniform5(0_i64..=10_000)) {
        let watch = CadreWatch::new(rulebook(), "warning", day()).expect("compiles");
        let facts = MatterFacts::new(Subject::Cadre);
        let level = |marks: Vec<Mark>| {
            let found = watch.warn(&marks, &facts);
            let kind = watch.scorer.kind.levels();
            kind.iter().position(|known| *known == found.score.levels[0]).expect("a level")
        };
        let worse = level(low.iter().map(|low| mark(Some(*low))).collect());
        let better = low.iter().zip(rise).map(|(low, rise)| mark(Some((low + rise).min(10_000))));
        prop_assert!(level(better.collect()) <= worse);
    }

    /// The host unit's marks never change score, grade or what is missing.
    #[test]
    fn the_host_unit_decides_nothing(
        commission in prop::array::uniform6(a_mark()),
        office in prop::array::uniform6(a_mark()),
        host in prop::array::uniform6(a_mark()),
    ) {
        let appraiser = GroupAppraiser::new(rulebook(), "appraisal", day()).expect("compiles");
        let facts = MatterFacts::new(Subject::Appraisal);
        let all = |marks: [Option<i64>; 6]| marks.into_iter().map(mark).collect::<Vec<_>>();
        let without = GroupMarks { commission: all(commission), office: all(office), host: None, bonus: Decimal::ZERO };
        let with = GroupMarks { host: Some(all(host)), ..without.clone() };
        let (without, with) = (appraiser.appraise(&without, &facts), appraiser.appraise(&with, &facts));
        prop_assert_eq!(without.score, with.score);
        prop_assert_eq!(without.missing, with.missing);
    }

    /// No text makes reading a mark break off.
    #[test]
    fn any_text_is_a_mark_or_a_problem(text in ".{0,40}") {
        if let Err(problem) = Mark::read(&text) {
            prop_assert!(!problem.message(Lang::Zh).is_empty());
        }
    }
}
