//! Drills: reproducible, on both sides of every boundary, answered by the engine; reviews spaced as an established crate spaces them; exams.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use common::desk;
use proptest::prelude::*;
use shizu_training::{
    Answer, Card, Drill, DrillSpec, Filled, Level, Rating, Shape, Trainer, boundaries, drillable,
    nth, pair,
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
fn what_is_due_is_forecast_day_by_day_and_the_overdue_counts_today() {
    let pool: Vec<String> = [
        "lead.party_group",
        "lead.own_head",
        "disposal_opinion",
        "Z1",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut trainer = Trainer::default();
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let card = |due: &str| Card {
        due: day(due),
        ..Card::first(Rating::Again, day("2026-02-01"))
    };
    // Asked for on 2 March: one overdue, one due today, one in three days, one beyond what is looked at.
    for (rule, due) in pool
        .iter()
        .zip(["2026-02-10", "2026-03-02", "2026-03-05", "2026-03-07"])
    {
        trainer.cards.insert(rule.clone(), card(due));
    }
    assert_eq!(trainer.forecast(&pool, today(), 4), [2, 0, 0, 1, 0]);
    assert_eq!(
        trainer.forecast(&pool, today(), 4)[0],
        trainer.due(&pool, today())
    );
    assert_eq!(trainer.forecast(&pool[2..], today(), 0), [0]);
    // All of them were wrong once and are not firm.
    assert_eq!(trainer.with_errors(&pool), pool);
    trainer
        .cards
        .insert("Z1".into(), Card::first(Rating::Good, day("2026-02-01")));
    assert_eq!(trainer.with_errors(&pool), pool[..3]);
}

#[test]
fn what_was_learned_on_two_machines_is_put_together() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let one = |rule: &str, rating: Rating, on: &str| {
        let mut trainer = Trainer::default();
        trainer
            .cards
            .insert(rule.to_owned(), Card::first(rating, day(on)));
        trainer.taken = 1;
        trainer
    };
    let mut here = one("a", Rating::Good, "2026-03-01");
    let mut there = one("a", Rating::Again, "2026-03-02");
    there.missed = [("a".to_owned(), [("conflict".to_owned(), 2)].into())].into();
    there
        .cards
        .insert("b".into(), Card::first(Rating::Hard, day("2026-02-01")));
    here.merge(&there);
    // The later card, and what only one of them has.
    assert_eq!(here.cards, there.cards);
    assert_eq!(here.missed["a"]["conflict"], 2);
    // Reading the same again, or an older state, changes nothing.
    let before = here.clone();
    here.merge(&there);
    here.merge(&one("a", Rating::Good, "2026-03-01"));
    assert_eq!(here, before);
}

#[test]
fn a_twin_differs_in_the_one_fact_it_names_and_leads_back() {
    let mut found = 0;
    for rule in drillable(desk()) {
        let spec = DrillSpec {
            rule: rule.clone(),
            misses: None,
            seed: 3,
        };
        let drill = Drill::new(desk(), &spec).expect("a drill");
        for twin in drill.twins(desk()) {
            let other = Drill::new(desk(), &twin.spec).expect("a drill");
            let (Some(here), Some(there)) = (drill.facts(), other.facts()) else {
                assert_eq!(twin.changed, None);
                continue;
            };
            found += 1;
            let facts = here.subject().facts().iter();
            let differ = facts.filter(|fact| here.value(**fact) != there.value(**fact));
            assert_eq!(differ.count(), 1, "{:?}", twin.spec);
            let back = other.twins(desk());
            assert_eq!(back.len(), 1);
            assert_eq!(back[0].spec, spec);
            let (to, from) = (
                twin.changed.expect("a fact"),
                back[0].changed.clone().expect("a fact"),
            );
            assert_eq!((to.now, to.then), (from.then, from.now));
        }
    }
    assert!(found > 500, "{found}");
}

#[test]
fn a_near_miss_says_what_it_nearly_was_and_what_it_lacks() {
    let near = |rule: &str, misses: &str, seed: u64| {
        let spec = DrillSpec {
            rule: rule.to_owned(),
            misses: Some(misses.to_owned()),
            seed,
        };
        Drill::new(desk(), &spec).expect("a drill").near(desk())
    };
    // One quarter short of its window, Z1 does not fire, and the window is told (LS42).
    let silent = near("Z1", "short", 3).expect("it does not fire");
    assert_eq!(silent.choice.code, "Z1");
    assert!(!silent.failed.is_empty());
    let band = near("score.band.good", "short", 3).expect("below the line");
    assert_eq!(band.choice.code, "good");
    let mut told = 0;
    for rule in drillable(desk()) {
        for fact in boundaries(desk(), &rule) {
            let [hit, miss] =
                pair(&rule, fact, 5).map(|spec| Drill::new(desk(), &spec).expect("a drill"));
            // What the row is about is no near miss.
            assert_eq!(hit.near(desk()), None);
            let answer = miss.engine_answer(desk());
            let Some(near) = miss.near(desk()) else {
                continue;
            };
            told += 1;
            assert!(
                answer
                    .slots()
                    .all(|(_, codes)| !codes.contains(&near.choice.code))
            );
            if near.rule.as_ref() == Some(&rule) {
                // All that its own row lacks is the fact in which it was made to miss.
                let failed = near.failed.iter().map(|failed| &*failed.what.zh);
                let changed = near.changes.iter().map(|changed| &*changed.what.zh);
                let named: BTreeSet<&str> = failed.chain(changed).collect();
                let fact = fact.label(shizu_rules::Lang::Zh);
                assert_eq!(named, [fact].into(), "{rule}");
            }
        }
    }
    assert!(told > 700, "{told}");
}

#[test]
fn a_series_is_the_same_for_everybody_and_never_the_same_drill_again() {
    let pool = drillable(desk());
    let series = |seed: u64| -> Vec<DrillSpec> {
        (0..50)
            .filter_map(|number| nth(desk(), &pool, seed, number))
            .collect()
    };
    assert_eq!(series(7).len(), 50);
    assert_eq!(series(7), series(7));
    assert_eq!(series(7).into_iter().collect::<BTreeSet<_>>().len(), 50);
    assert_ne!(series(7), series(8));
    // Seeds are short enough to be read out.
    assert!(series(7).iter().all(|spec| spec.seed < 1 << 32));
}

#[test]
fn an_answer_is_empty_partly_filled_in_or_whole() {
    let spec = |rule: &str| DrillSpec {
        rule: rule.to_owned(),
        misses: None,
        seed: 1,
    };
    let filled = |rule: &str, answer: &Answer| {
        Drill::new(desk(), &spec(rule))
            .expect("a drill")
            .filled(desk(), answer)
    };
    let none = Answer::default();
    assert_eq!(filled("score.band.good", &none), Filled::Empty);
    assert_eq!(
        filled("score.band.good", &none.clone().with("band", &["good"])),
        Filled::Partly
    );
    let both = none.clone().with("band", &["good"]).with("score", &["90"]);
    assert_eq!(filled("score.band.good", &both), Filled::Whole);
    let no_number = both.with("score", &["ninety"]);
    assert_eq!(filled("score.band.good", &no_number), Filled::Partly);
    // That no trigger fires is an answer; a day that is not written to its end is none.
    assert_eq!(filled("Z1", &none.clone().with("body", &[])), Filled::Whole);
    let limit = Drill::new(desk(), &spec("disposal_opinion"))
        .expect("a drill")
        .slots(desk())
        .remove(0)
        .id;
    assert_eq!(
        filled("disposal_opinion", &none.clone().with(&limit, &["2026-1"])),
        Filled::Partly
    );
    assert_eq!(
        filled("disposal_opinion", &none.clone().with(&limit, &[" "])),
        Filled::Empty
    );
    assert_eq!(
        filled("disposal_opinion", &none.with(&limit, &["2026-01-05"])),
        Filled::Whole
    );
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
