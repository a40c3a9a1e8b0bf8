//! Scoring of rectification: least effort against brute force, weights against plain fractions, and what is entered later was possible.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/rectification.rs"]
mod golden;

use golden::scoring;
use proptest::prelude::*;
use rust_decimal::Decimal;
use shizu_rules::rectification::{Draft, Given, ITEM_INDICES, Outlook, Path, Tally};
use shizu_rules::vocabulary::{ItemState, ScoreIndex, Term};

/// The value of an index in hundredths, worked out anew.
fn value(given: &Given) -> i64 {
    match given {
        Given::Points(points) => *points,
        Given::Items { worst, .. } => {
            let [done, late, partly, unproven, _, not, falsely] = worst.0.map(i64::from);
            let (credit, items) = (
                100 * done + 80 * late + 50 * partly + 50 * unproven,
                done + late + partly + unproven + not + falsely,
            );
            let (whole, rest) = (100 * credit / items, 100 * credit % items);
            whole + i64::from(2 * rest >= items)
        }
        other => panic!("{other:?}"),
    }
}

/// The band from the best, and the score in millionths.
fn scored(given: &[Given; 5]) -> (usize, i64) {
    let weights = [15, 15, 40, 20, 10];
    let score: i64 = weights
        .iter()
        .zip(given)
        .map(|(weight, given)| weight * 100 * value(given))
        .sum();
    let below = [90, 80, 60]
        .iter()
        .take_while(|points| score < **points * 1_000_000);
    (below.count(), score)
}

/// The least effort by trying every way: how many items of each kind, how many points. Among the shortest, the one that leads highest.
fn brute_force(given: &[Given; 5]) -> Option<(u32, i64)> {
    let mut ways: Vec<([Given; 5], u32)> = vec![(*given, 0)];
    for index in ITEM_INDICES {
        let at = index.index();
        let all = alternatives(index, &given[at]);
        let next = |(way, steps): &([Given; 5], u32)| {
            let (way, steps) = (*way, *steps);
            let set = move |(other, taken): &(Given, u32)| {
                let mut next = way;
                next[at] = *other;
                (next, steps + taken)
            };
            all.iter().map(set).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(next).collect();
    }
    let (now, _) = scored(given);
    let reached = ways.iter().filter_map(|(way, steps)| {
        let (line, score) = scored(way);
        (line < now).then_some((*steps, -score))
    });
    reached.min().map(|(steps, score)| (steps, -score))
}

/// Every way to improve an index, with the steps it takes.
fn alternatives(index: ScoreIndex, given: &Given) -> Vec<(Given, u32)> {
    match given {
        Given::Points(now) => {
            let steps = u32::try_from((10_000 - now + 99) / 100).expect("few");
            let value = |step: u32| Given::Points((now + i64::from(step) * 100).min(10_000));
            (0..=steps).map(|step| (value(step), step)).collect()
        }
        Given::Items { worst, .. } => {
            let dated = matches!(index, ScoreIndex::Tasks | ScoreIndex::Transferred);
            let late = if dated {
                ItemState::Late
            } else {
                ItemState::Done
            };
            let moves = [
                (ItemState::Partly, late),
                (ItemState::Unproven, ItemState::Done),
                (ItemState::Not, late),
                (ItemState::False, late),
                (ItemState::Ongoing, ItemState::Done),
            ];
            let mut all = vec![(*worst, 0)];
            for (from, to) in moves {
                let mut more = Vec::new();
                for (tally, steps) in &all {
                    for moved in 0..=worst.count(from) {
                        let mut next: Tally = *tally;
                        next.0[from.index()] -= moved;
                        next.0[to.index()] += moved;
                        more.push((next, steps + moved));
                    }
                }
                all = more;
            }
            all.into_iter()
                .map(|(tally, steps)| (Given::items(tally), steps))
                .collect()
        }
        other => vec![(*other, 0)],
    }
}

fn tally() -> impl Strategy<Value = Given> {
    let counts = (1..4_u32, 0..3_u32, 0..2_u32, 0..2_u32, 0..2_u32, 0..3_u32);
    counts.prop_map(|(done, late, partly, unproven, ongoing, not)| {
        Given::items(Tally([done, late, partly, unproven, ongoing, not, 0]))
    })
}

fn points() -> impl Strategy<Value = Given> {
    (0..=10_000_i64).prop_map(Given::Points)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_least_effort_is_the_least(tasks in tally(), transferred in tally(), near in 9_750..=10_000_i64, low in points(), survey in points()) {
        let scoring = scoring();
        // Nothing can be done about the second index when it is full, or it is a matter of many points: brute force tries few.
        let second = if let Given::Points(value) = low { Given::Points(value.max(9_700)) } else { low };
        let given = [Given::Points(near), second, tasks, transferred, survey];
        let mut entry = scoring.read(&Draft::default()).0;
        entry.given = given;
        let answer = scoring.assess(&entry, None);
        match (&answer.to_next_band, brute_force(&given)) {
            (Outlook::Way(lift), Some((steps, score))) => {
                prop_assert_eq!(lift.steps, steps);
                prop_assert_eq!(lift.score, Decimal::new(score, 6).normalize());
                let gained: Decimal = lift.changes.iter().map(|change| change.gain).sum();
                prop_assert_eq!(lift.score, answer.score.expect("known") + gained);
            }
            (Outlook::Best | Outlook::OutOfReach { .. }, None) => {}
            (found, wanted) => prop_assert!(false, "{:?} against {:?}", found, wanted),
        }
    }

    /// Against plain fractions: the band holds at both ends, and a hundredth beyond an end it is another.
    #[test]
    fn weights_move_exactly_so_far(values in prop::array::uniform5(0..=10_000_i64)) {
        let scoring = scoring();
        let mut entry = scoring.read(&Draft::default()).0;
        entry.given = values.map(Given::Points);
        let answer = scoring.assess(&entry, None);
        let weights = [1_500_i128, 1_500, 4_000, 2_000, 1_000];
        let band = |at: usize, weight: i128| {
            let others = 10_000 - weights[at];
            let rest: i128 = (0..5).filter(|other| *other != at).map(|other| weights[other] * i128::from(values[other])).sum();
            // Score times 10 000 times 10 000 times the weight of the others.
            let score = weight * i128::from(values[at]) * others + (10_000 - weight) * rest;
            let line = |points: i128| points * 100 * 10_000 * others;
            [90, 80, 60].iter().take_while(|points| score < line(**points)).count()
        };
        for (at, shift) in answer.sensitivity.iter().enumerate() {
            let hundredths = |weight: Decimal| i128::try_from(weight * Decimal::ONE_HUNDRED).expect("fits");
            let (from, to) = (hundredths(shift.from), hundredths(shift.to));
            let now = band(at, weights[at]);
            prop_assert!(from <= weights[at] && weights[at] <= to);
            prop_assert!(band(at, from) == now && band(at, to) == now);
            prop_assert_eq!(from > 0, shift.below.is_some());
            prop_assert_eq!(to < 10_000, shift.above.is_some());
            prop_assert!(from == 0 || band(at, from - 1) != now);
            prop_assert!(to == 10_000 || band(at, to + 1) != now);
        }
    }

    /// Whatever is entered for what is missing, the score was within the interval and its band among the possible.
    #[test]
    fn what_is_entered_later_was_possible(values in prop::array::uniform5(points()), missing in prop::array::uniform5(any::<bool>()), false_reports in 0..7_u32) {
        let scoring = scoring();
        let mut entry = scoring.read(&Draft::default()).0;
        entry.given = values;
        entry.false_reports = false_reports;
        let full = scoring.assess(&entry, None);
        for (given, missing) in entry.given.iter_mut().zip(missing) {
            if missing {
                *given = Given::Missing;
            }
        }
        let open = scoring.assess(&entry, None);
        let score = full.score.expect("known");
        prop_assert!(open.lowest <= score && score <= open.highest);
        prop_assert!(open.possible_bands.contains(&full.band.expect("known")));
        prop_assert!(open.consequences.sure.iter().all(|told| full.consequences.sure.contains(told)));
    }
}

/// The most that the reading lets through still comes out at once.
#[test]
fn the_largest_entry_is_answered() {
    let mut typed = Draft::default();
    for index in ITEM_INDICES {
        typed.set(Path::Count(index, ItemState::Not), "2000");
    }
    typed.set(Path::Value(ScoreIndex::Satisfaction), "0");
    let scoring = scoring();
    let (entry, _) = scoring.read(&typed);
    let answer = scoring.assess(&entry, None);
    // 60 points: 80 of 100 per task done late, so 32 from all tasks and then more from the others, 28 points.
    let Outlook::Way(lift) = answer.to_next_band else {
        panic!("{:?}", answer.to_next_band);
    };
    // 2000 tasks bring 32 and 2000 transferred matters 16, in the same steps as a checklist brings 15: the last 12 are 1600 of 2000 items.
    assert_eq!((lift.steps, lift.score.to_string().as_str()), (5600, "60"));
}
