//! Drills: reproducible, on both sides of every boundary, answered by the engine; reviews spaced as an established crate spaces them; exams.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use common::desk;
use proptest::prelude::*;
use shizu_training::{
    Answer, Card, Drill, DrillSpec, Exam, ExamError, Fraction, Level, Rating, Shape, Trainer,
    boundaries, drillable, pair,
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
}

#[test]
fn every_entry_makes_a_drill_that_the_engine_answers() {
    let mut without = Vec::new();
    for rule in drillable(desk()) {
        let spec = DrillSpec {
            rule,
            misses: None,
            seed: 5,
        };
        let Some(drill) = Drill::new(desk(), &spec) else {
            without.push(spec.rule);
            continue;
        };
        let slots = drill.slots(desk());
        assert!(!slots.is_empty(), "{}", spec.rule);
        let answer = drill.engine_answer(desk());
        let graded = drill
            .grade(desk(), &answer, 0)
            .expect("the engine's answer fits");
        assert!(graded.is_full(), "{}", spec.rule);
        assert!(
            graded.rules().any(|rule| rule == spec.rule),
            "{} is not the reason",
            spec.rule
        );
    }
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn the_two_sides_of_a_boundary_differ_in_one_fact_and_only_one_is_the_rows() {
    let mut pairs = 0;
    let mut none = 0;
    for rule in drillable(desk()) {
        for fact in boundaries(desk(), &rule) {
            let [hit, near] = pair(&rule, fact, 11).map(|spec| Drill::new(desk(), &spec));
            let (Some(hit), Some(near)) = (hit, near) else {
                none += 1;
                continue;
            };
            pairs += 1;
            let (left, right) = (hit.facts().expect("facts"), near.facts().expect("facts"));
            let rule = desk().rule(&rule).expect("a row");
            let accepts = |facts: &shizu_rules::MatterFacts| {
                rule.conditions().all(|(fact, codes)| {
                    facts
                        .value(fact)
                        .is_some_and(|value| codes.contains(&value.code))
                })
            };
            assert!(accepts(left));
            assert!(!accepts(right));
            // Which of several drawn matters is the most plausible may differ between the sides; the facts that the row asks for differ in one only.
            let differ: Vec<_> = rule
                .conditions()
                .filter(|(fact, codes)| {
                    !right
                        .value(*fact)
                        .is_some_and(|value| codes.contains(&value.code))
                })
                .collect();
            assert_eq!(differ.len(), 1);
            assert_eq!(differ[0].0, fact);
        }
    }
    assert_eq!(none, 0);
    assert!(pairs > 1000, "{pairs}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_seed_makes_the_same_drill(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let pool = drillable(desk());
        let rule = pool[at.index(pool.len())].clone();
        let misses = boundaries(desk(), &rule).first().map(|fact| fact.code().to_owned());
        let spec = DrillSpec { rule, misses, seed };
        let [one, two] = [(), ()].map(|()| Drill::new(desk(), &spec));
        let (one, two) = (one.expect("a drill"), two.expect("a drill"));
        prop_assert_eq!(one.brief(desk()), two.brief(desk()));
        prop_assert_eq!(one.slots(desk()), two.slots(desk()));
        prop_assert_eq!(one.engine_answer(desk()), two.engine_answer(desk()));
    }

    /// Interval by interval as rs-fsrs has it, in its long-term mode and with the same weights.
    #[test]
    fn reviews_are_spaced_as_an_established_crate_spaces_them(
        steps in prop::collection::vec((0_usize..3, 0_u64..120), 1..12),
    ) {
        let parameters = rs_fsrs::Parameters { enable_short_term: false, enable_fuzz: false, ..Default::default() };
        let fsrs = rs_fsrs::FSRS::new(parameters);
        let midnight = |day: NaiveDate| -> DateTime<Utc> {
            day.and_hms_opt(0, 0, 0).expect("midnight").and_utc()
        };
        let mut day = today();
        let mut theirs = rs_fsrs::Card { due: midnight(day), last_review: midnight(day), ..Default::default() };
        let mut ours: Option<Card> = None;
        for (rating, later) in steps {
            let (our, their) = [
                (Rating::Again, rs_fsrs::Rating::Again),
                (Rating::Hard, rs_fsrs::Rating::Hard),
                (Rating::Good, rs_fsrs::Rating::Good),
            ][rating];
            theirs = fsrs.repeat(theirs, midnight(day))[&their].card.clone();
            let card = ours.map_or_else(|| Card::first(our, day), |card| card.after(our, day));
            prop_assert!((card.stability - theirs.stability).abs() < 1e-6, "{} {}", card.stability, theirs.stability);
            prop_assert!((card.difficulty - theirs.difficulty).abs() < 1e-9);
            prop_assert_eq!(card.due, theirs.due.date_naive());
            ours = Some(card);
            day = day.checked_add_days(Days::new(later)).expect("a day");
        }
    }
}

fn wrong(drill: &Drill) -> Answer {
    let mut answer = Answer::default();
    for slot in drill.slots(desk()) {
        if slot.shape == Shape::Date {
            answer.set(&slot.id, vec!["2001-01-01".to_owned()]);
        }
    }
    answer
}

#[test]
fn what_was_wrong_comes_back_and_what_was_right_waits() {
    let pool: Vec<String> = ["lead.party_group", "lead.own_head", "disposal_opinion"]
        .map(str::to_owned)
        .to_vec();
    let mut trainer = Trainer::default();
    // First everything once.
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let spec = trainer.next(desk(), &pool, today(), 1).expect("a drill");
        seen.insert(spec.rule.clone());
        let drill = Drill::new(desk(), &spec).expect("it can be made");
        let answer = if spec.rule == "lead.party_group" {
            wrong(&drill)
        } else {
            drill.engine_answer(desk())
        };
        let graded = drill.grade(desk(), &answer, 0).expect("it fits");
        trainer.take(&spec, &graded, today());
    }
    assert_eq!(seen.len(), 3);
    assert_eq!(trainer.due(&pool, today()), 0);
    // The next day the one that was wrong is due, the others are not.
    let tomorrow = today().succ_opt().expect("a day");
    assert_eq!(trainer.due(&pool, tomorrow), 1);
    let next = trainer.next(desk(), &pool, tomorrow, 1).expect("a drill");
    assert_eq!(next.rule, "lead.party_group");
    let mastery = trainer.mastery(desk().rulebook(), &pool, tomorrow);
    assert_eq!(mastery[0].level, Level::Shaky);
    assert_eq!(mastery[0].cites, ["LS34", "LS33"]);
    assert_eq!(mastery[1].level, Level::Learning);
    // The same arguments, the same drill.
    assert_eq!(trainer.next(desk(), &pool, tomorrow, 1), Some(next));
    // It survives being kept.
    let kept = serde_json::to_string(&trainer).expect("JSON");
    let read: Trainer = serde_json::from_str(&kept).expect("reads");
    assert_eq!(read, trainer);
}

#[test]
fn a_boundary_that_was_missed_comes_up_more_often() {
    let pool = vec!["lead.party_group".to_owned()];
    let often = |trainer: &Trainer| {
        let drawn = (0..300).filter_map(|seed| trainer.next(desk(), &pool, today(), seed));
        drawn
            .filter(|spec| spec.misses.as_deref() == Some("conflict"))
            .count()
    };
    let mut trainer = Trainer::default();
    let before = often(&trainer);
    for seed in 0..3 {
        let spec = DrillSpec {
            rule: pool[0].clone(),
            misses: Some("conflict".to_owned()),
            seed,
        };
        let drill = Drill::new(desk(), &spec).expect("a drill");
        let graded = drill.grade(desk(), &wrong(&drill), 0).expect("it fits");
        trainer.take(&spec, &graded, today());
    }
    let after = often(&trainer);
    assert!(after > before + 50, "{before} {after}");
}

#[test]
fn decisions_of_scenarios_count_for_what_they_rest_on() {
    let play = shizu_training::Play::of_engine(common::example(), desk());
    let mut trainer = Trainer::default();
    for graded in play.graded() {
        trainer.take_decision(graded, today());
    }
    let card = &trainer.cards["lead.party_group"];
    assert_eq!((card.right, card.lapses), (card.taken, 0));
    assert!(card.taken >= 1);
}

#[test]
fn an_exam_is_drawn_from_all_families_answered_in_any_order_left_and_taken_up_again() {
    let pool = drillable(desk());
    let mut exam = Exam::new(desk(), &pool, 20, 1200, 42);
    assert_eq!(exam, Exam::new(desk(), &pool, 20, 1200, 42));
    assert_ne!(exam.items, Exam::new(desk(), &pool, 20, 1200, 43).items);
    assert_eq!(exam.items.len(), 20);
    let rules: BTreeSet<&String> = exam.items.iter().map(|item| &item.spec.rule).collect();
    assert_eq!(rules.len(), 20, "all different");
    // The second half right, the rest left open.
    for at in (10..20).rev() {
        let answer = exam
            .drill(desk(), at)
            .expect("a drill")
            .engine_answer(desk());
        exam.answer(desk(), at, answer, 60 * (20 - at as u32))
            .expect("in time");
    }
    let kept = serde_json::to_string(&exam).expect("JSON");
    let mut again: Exam = serde_json::from_str(&kept).expect("reads");
    assert_eq!(again, exam);
    let result = again.result(desk());
    assert_eq!(result.score, Fraction::new(1, 2));
    assert!(result.families.len() >= 8, "{:?}", result.families.keys());
    // Too late: what was answered stays.
    let answer = again
        .drill(desk(), 0)
        .expect("a drill")
        .engine_answer(desk());
    assert_eq!(
        again.answer(desk(), 0, answer, 1201),
        Err(ExamError::TimeUp)
    );
    assert_eq!(again.result(desk()).score, Fraction::new(1, 2));
    assert!(again.is_over());
}

#[test]
fn streaks_and_bands_are_drilled_on_both_sides_of_their_lines() {
    let sides = |rule: &str, seed: u64| {
        [None, Some("short".to_owned())].map(|misses| {
            let rule = rule.to_owned();
            let spec = DrillSpec { rule, misses, seed };
            Drill::new(desk(), &spec)
                .expect("a drill")
                .engine_answer(desk())
        })
    };
    for seed in 0..40 {
        // LS42; the windows are our numbers.
        for trigger in ["Z1", "Z2"] {
            let [hit, short] = sides(trigger, seed);
            assert!(
                hit.get("body").contains(&trigger.to_owned()),
                "{trigger} {seed}"
            );
            assert!(
                !short.get("body").contains(&trigger.to_owned()),
                "{trigger} {seed}"
            );
        }
        let bands = [
            ("score.band.good", "good", "fairly_good"),
            ("score.band.fairly_good", "fairly_good", "fair"),
            ("score.band.fair", "fair", "poor"),
        ];
        for (line, on, below) in bands {
            let [hit, short] = sides(line, seed);
            assert_eq!(hit.get("band"), [on], "{line} {seed}");
            assert_eq!(short.get("band"), [below], "{line} {seed}");
        }
    }
    for rule in ["Z1", "score.band.good"] {
        assert_eq!(shizu_training::sides(desk(), rule), ["short"]);
        assert!(drillable(desk()).contains(&rule.to_owned()));
    }
}
