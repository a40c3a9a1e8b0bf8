//! Ratios that the crate promises, measured alternately in one run: `cargo bench -p shizu-tables --bench ratio`.

mod support;

use std::hint::black_box;
use std::time::Instant;

use shizu_tables::{Explanation, Fact, Outcome, Table, Verdict};
use support::{by_hand, interval_inputs, intervals, routing, routing_inputs};

const ROUNDS: usize = 201;

fn main() {
    let table = routing().table();
    let inputs = routing_inputs();
    let facts: Vec<[Fact; 5]> = inputs.iter().map(|input| input.map(Fact::known)).collect();
    let typed: Vec<by_hand::Facts> = inputs
        .iter()
        .map(|input| by_hand::Facts::of(*input))
        .collect();
    same_answers(&table, &facts, &typed);

    let mut by_hand = || each(&typed, |facts| u64::from(by_hand::route(*facts) as u8));
    let mut decide = || each(&facts, |facts| given(table.decide(facts)));
    let mut explain = || each(&facts, |facts| explained(&table, facts));
    let mut near = || each(&facts, |facts| explained_with_misses(&table, facts));
    let mut one_by_one = || each(&facts, |facts| misses_one_by_one(&table, facts));
    report(
        "decide / hand-written match",
        Some(3.0),
        &mut decide,
        &mut by_hand,
    );
    report(
        "decide and explain, each condition read / decide",
        Some(2.0),
        &mut explain,
        &mut decide,
    );
    let misses: usize = facts
        .iter()
        .map(|facts| table.explain(facts).near_misses().count())
        .sum();
    let misses = misses as f64 / facts.len() as f64;
    // A second walk over all columns after the first, which deciding alone does as fast as a `match`.
    report(
        &format!("the same and, by column, {misses:.1} near misses / decide"),
        None,
        &mut near,
        &mut decide,
    );
    report(
        "conditions, and each near miss taken out of its set / decide",
        None,
        &mut one_by_one,
        &mut decide,
    );

    let inputs = interval_inputs();
    let (short, long) = (intervals(10).table(), intervals(1000).table());
    let mut ten = || each(&inputs, |facts| given(short.decide(facts)));
    let mut thousand = || each(&inputs, |facts| given(long.decide(facts)));
    let mut thousand_explained = || each(&inputs, |facts| explained(&long, facts));
    report("1,000 rows / 10 rows", Some(10.0), &mut thousand, &mut ten);
    report(
        "1,000 rows, decide and explain / decide",
        Some(2.0),
        &mut thousand_explained,
        &mut thousand,
    );
}

/// Nanoseconds per input.
fn each<T>(inputs: &[T], mut answer: impl FnMut(&T) -> u64) -> f64 {
    let start = Instant::now();
    for input in inputs {
        black_box(answer(black_box(input)));
    }
    start.elapsed().as_secs_f64() * 1e9 / inputs.len() as f64
}

fn given(verdict: Verdict) -> u64 {
    match verdict {
        Verdict::Determined { outcome, .. } => outcome as u64,
        _ => u64::MAX,
    }
}

/// Decides and explains: reads each condition of the row that decides, with the fact that meets it.
fn explained<O: Outcome>(table: &Table<O>, facts: &[Fact]) -> u64 {
    conditions(&table.explain(facts))
}

/// Decides and explains all: of each column the fact, whether the deciding row asks for it, and the rows that fail there only.
fn explained_with_misses<O: Outcome>(table: &Table<O>, facts: &[Fact]) -> u64 {
    let explanation = table.explain(facts);
    let Verdict::Determined {
        outcome,
        row: Some(row),
    } = explanation.verdict()
    else {
        return u64::MAX;
    };
    let readings = explanation.readings(row);
    readings.fold(outcome as u64, |sum, reading| {
        let sum = sum.wrapping_add(reading.near ^ reading.column as u64);
        if reading.is_condition {
            sum.wrapping_add(reading.fact.value().unwrap_or(0).cast_unsigned())
        } else {
            sum
        }
    })
}

/// Reads the conditions, and walks the rows that fail in one column only one after the other.
fn misses_one_by_one<O: Outcome>(table: &Table<O>, facts: &[Fact]) -> u64 {
    let explanation = table.explain(facts);
    let misses = explanation.near_misses();
    misses.fold(conditions(&explanation), |sum, row| {
        sum.wrapping_add(row as u64)
    })
}

fn conditions<O: Outcome>(explanation: &Explanation<'_, O>) -> u64 {
    let Verdict::Determined {
        outcome,
        row: Some(row),
    } = explanation.verdict()
    else {
        return u64::MAX;
    };
    let conditions = explanation.conditions(row);
    conditions.fold(outcome as u64, |sum, (column, fact)| {
        sum.wrapping_add(column as u64 ^ fact.value().unwrap_or(0).cast_unsigned())
    })
}

fn same_answers(table: &Table<&str>, facts: &[[Fact; 5]], typed: &[by_hand::Facts]) {
    for (facts, typed) in facts.iter().zip(typed) {
        let Verdict::Determined { outcome, .. } = table.decide(facts) else {
            panic!("the table answers {typed:?}");
        };
        assert_eq!(
            table.outcomes()[outcome],
            by_hand::route(*typed).code(),
            "{typed:?}"
        );
    }
}

/// Runs both by turns; prints the median ratio and the fastest time of each.
fn report(
    name: &str,
    limit: Option<f64>,
    one: &mut dyn FnMut() -> f64,
    other: &mut dyn FnMut() -> f64,
) {
    let mut times: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (one(), other())).collect();
    let least = times.iter().fold((f64::MAX, f64::MAX), |least, time| {
        (least.0.min(time.0), least.1.min(time.1))
    });
    times.sort_by(|left, right| (left.0 / left.1).total_cmp(&(right.0 / right.1)));
    let median = times[ROUNDS / 2];
    let limit = limit
        .map(|limit| format!(" (limit {limit:.1})"))
        .unwrap_or_default();
    println!(
        "{name}: {:.2}x{limit}   {:.1} ns / {:.1} ns",
        median.0 / median.1,
        least.0,
        least.1
    );
}
