//! What deciding who leads costs with the shipped rulebook, against the same logic written as `match`, measured alternately in one run:
//! `cargo bench -p shizu-rules --bench decide`.
// It measures and prints, which the rules themselves must not.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::hint::black_box;
use std::time::Instant;

use shizu_rules::vocabulary::{Authority, Commission, Conflict, Gravity, Nature, Organ};
use shizu_rules::{ClueFacts, Engine, FactKey, Known, Rulebook, Then};
use shizu_tables::{Table, Verdict};

const ROUNDS: usize = 201;

fn main() {
    let rulebook = Rulebook::shipped().expect("the shipped rulebook loads");
    let engine = Engine::new(rulebook, "2026-01-01".parse().expect("a date"))
        .expect("the shipped rulebook compiles");
    let lead = engine.table("lead").expect("there is a table of leads");
    let clues = clues();
    let typed: Vec<Typed> = clues.iter().map(Typed::of).collect();
    for (clue, typed) in clues.iter().zip(&typed) {
        assert_eq!(
            by_table(lead, clue),
            by_hand(typed),
            "the same logic is timed: {clue:?}"
        );
    }

    let mut hand = || each(&typed, by_hand);
    let mut decide = || each(&clues, |clue| lead.decide(clue.as_slice()));
    let mut explain = || each(&clues, |clue| explained(lead, clue));
    let mut one_by_one = || each(&clues, |clue| misses_one_by_one(lead, clue));
    let mut whole = || each(&clues, |clue| engine.decide(clue));
    report(
        "lead / hand-written match",
        Some(3.0),
        &mut decide,
        &mut hand,
    );
    report(
        "lead with explanation / lead",
        Some(2.0),
        &mut explain,
        &mut decide,
    );
    report(
        "lead with conditions and near misses, one row after the other / lead",
        None,
        &mut one_by_one,
        &mut decide,
    );
    let rows: usize = engine
        .rulebook()
        .tables
        .iter()
        .map(|table| table.rules.len())
        .sum();
    report(
        &format!("whole decision over {rows} rows / lead"),
        None,
        &mut whole,
        &mut decide,
    );
}

/// Clues with every fact known, all values alike often: too many and too irregular for a processor to learn them by heart.
fn clues() -> Vec<ClueFacts> {
    let mut state = 11_u64;
    let mut below = |bound: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut clue = || {
        let mut facts = ClueFacts::default();
        for fact in FactKey::ALL {
            facts.set(*fact, Some(below(fact.values().len())));
        }
        facts
    };
    (0..16_384).map(|_| clue()).collect()
}

/// The facts that decide who leads, as a program without a rule engine would have them.
struct Typed {
    authority: Authority,
    nature: Nature,
    gravity: Gravity,
    commission: Commission,
    conflict: Conflict,
}

impl Typed {
    fn of(facts: &ClueFacts) -> Self {
        fn known<T: Known>(facts: &ClueFacts) -> T {
            facts.get().expect("every fact of these clues is known")
        }
        Typed {
            authority: known(facts),
            nature: known(facts),
            gravity: known(facts),
            commission: known(facts),
            conflict: known(facts),
        }
    }
}

fn by_hand(clue: &Typed) -> Option<Organ> {
    let group = || {
        if clue.conflict == Conflict::Group {
            Organ::OtherGroup
        } else {
            Organ::Group
        }
    };
    match (clue.authority, clue.nature, clue.gravity, clue.commission) {
        (Authority::OwnHead | Authority::Superior, ..) => Some(Organ::SuperiorCommission),
        (_, Nature::NotInRemit, ..) => None,
        (Authority::OwnStaff, ..) => Some(Organ::InternalSupervision),
        (
            Authority::SameLevel,
            Nature::DutyCrime,
            _,
            Commission::Central | Commission::Provincial | Commission::Municipal,
        )
        | (
            Authority::SameLevel,
            _,
            Gravity::Grave,
            Commission::Central | Commission::Provincial | Commission::Municipal,
        ) => Some(Organ::InvestigationOffice),
        (Authority::SameLevel, ..) if clue.conflict == Conflict::Office => Some(Organ::OtherOffice),
        (Authority::SameLevel, ..) => Some(Organ::Office),
        (Authority::General, Nature::Discipline, ..) => Some(Organ::OrganCommittee),
        (Authority::UnitPartyGroup | Authority::General, ..) => Some(group()),
    }
}

fn by_table(lead: &Table<Then>, clue: &ClueFacts) -> Option<Organ> {
    let Verdict::Determined { outcome, .. } = lead.decide(clue.as_slice()) else {
        panic!("determined")
    };
    match &lead.outcomes()[outcome] {
        Then::Lead(organ) => Some(*organ),
        _ => None,
    }
}

/// Decides, and reads the whole explanation: of each column whether the row that decides asks for it, and the near misses, which fail there only.
fn explained(lead: &Table<Then>, clue: &ClueFacts) -> u64 {
    let explanation = lead.explain(clue.as_slice());
    let Verdict::Determined { row: Some(row), .. } = explanation.verdict() else {
        return 0;
    };
    let readings = explanation.readings(row);
    readings.fold(0, |sum: u64, reading| {
        let condition = if reading.is_condition {
            reading.column as u64
        } else {
            0
        };
        sum.wrapping_add(reading.near).wrapping_add(condition)
    })
}

/// Decides, and reads each condition of the row that decides and each near miss, one row after the other.
fn misses_one_by_one(lead: &Table<Then>, clue: &ClueFacts) -> usize {
    let explanation = lead.explain(clue.as_slice());
    let Verdict::Determined { row: Some(row), .. } = explanation.verdict() else {
        return 0;
    };
    explanation
        .conditions(row)
        .map(|(column, _)| column)
        .sum::<usize>()
        + explanation.near_misses().sum::<usize>()
}

/// Nanoseconds per input.
fn each<T, R>(inputs: &[T], answer: impl Fn(&T) -> R) -> f64 {
    let start = Instant::now();
    for input in inputs {
        black_box(answer(black_box(input)));
    }
    start.elapsed().as_secs_f64() * 1e9 / inputs.len() as f64
}

/// Prints the median ratio of alternating rounds.
fn report(
    name: &str,
    limit: Option<f64>,
    measured: &mut dyn FnMut() -> f64,
    baseline: &mut dyn FnMut() -> f64,
) {
    let mut rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (measured(), baseline())).collect();
    rounds.sort_by(|left, right| (left.0 / left.1).total_cmp(&(right.0 / right.1)));
    let (nanos, base) = rounds[ROUNDS / 2];
    let limit = limit
        .map(|limit| format!(" (limit {limit:.1})"))
        .unwrap_or_default();
    println!(
        "{name}: {:.2}x{limit}  [{nanos:.0} ns / {base:.0} ns]",
        nanos / base
    );
}
