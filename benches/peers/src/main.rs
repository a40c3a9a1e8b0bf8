//! The tables crate beside zen-engine, on the same tables and the same inputs, by turns in one run:
//! `cargo run --release --manifest-path benches/peers/Cargo.toml`.
//!
//! zen-engine is used as its own benchmarks use it: content compiled beforehand, the context made beforehand, one runtime for all calls.
//! Its answers are compared with ours before anything is timed.

mod jdm;
#[path = "../../../crates/tables/benches/support/mod.rs"]
#[allow(
    dead_code,
    reason = "shared with the benches of the crate, which use the rest"
)]
mod support;

use std::hint::black_box;
use std::time::Instant;

use shizu_tables::{Fact, Outcome, Table, Verdict};
use support::{Written, interval_inputs, intervals, routing, routing_inputs};
use tokio::runtime::Runtime;
use zen_engine::{Decision, Variable};

/// Inputs per round: as many as zen-engine answers in a fraction of a second.
const INPUTS: usize = 512;
const ROUNDS: usize = 15;
/// Our answers take so little time that each round repeats them.
const REPEATS: usize = 64;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let facts: Vec<Vec<Fact>> = routing_inputs()
        .iter()
        .take(INPUTS)
        .map(|input| input.map(Fact::known).to_vec())
        .collect();
    compare("25 rows, 5 columns of codes", &runtime, &routing(), &facts);
    let facts: Vec<Vec<Fact>> = interval_inputs()
        .iter()
        .take(INPUTS)
        .map(|input| input.to_vec())
        .collect();
    for rows in [10, 1000] {
        let name = format!("{rows} rows, intervals of 2 columns and a flag");
        compare(&name, &runtime, &intervals(rows), &facts);
    }
}

fn compare<O: Outcome + ToString>(
    name: &str,
    runtime: &Runtime,
    written: &Written<O>,
    facts: &[Vec<Fact>],
) {
    let table = written.table();
    let decision = jdm::decision(written);
    let contexts: Vec<Variable> = facts
        .iter()
        .map(|facts| jdm::context(&written.schema, facts))
        .collect();
    let texts: Vec<Vec<String>> = facts
        .iter()
        .map(|facts| jdm::texts(&written.schema, facts))
        .collect();
    let answered = same_answers(runtime, &table, &decision, facts, &contexts);

    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let theirs = each(contexts.len(), 1, |repeat| {
            runtime.block_on(async {
                for context in &contexts {
                    black_box(decision.evaluate(black_box(context.clone())).await.is_ok());
                }
            });
            black_box(repeat);
        });
        let ours = each(facts.len(), REPEATS, |_| {
            for facts in facts {
                black_box(table.decide(black_box(facts)));
            }
        });
        let from_text = each(facts.len(), REPEATS, |_| {
            for texts in &texts {
                black_box(from_text(written, &table, black_box(texts)));
            }
        });
        times.push((theirs, ours, from_text));
    }
    times.sort_by(|left, right| (left.0 / left.1).total_cmp(&(right.0 / right.1)));
    let (theirs, ours, from_text) = times[ROUNDS / 2];
    println!(
        "{name} ({answered} of {} inputs answered alike):",
        facts.len()
    );
    println!(
        "  zen-engine {theirs:.0} ns, tables {ours:.1} ns: {:.0}x",
        theirs / ours
    );
    println!(
        "  the same with facts read from text and the outcome written as text {from_text:.0} ns: {:.0}x",
        theirs / from_text
    );
}

/// Nanoseconds per input.
fn each(inputs: usize, repeats: usize, mut answer: impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    (0..repeats).for_each(&mut answer);
    start.elapsed().as_secs_f64() * 1e9 / (inputs * repeats) as f64
}

/// Facts as text in, outcome as text out.
fn from_text<O: Outcome + ToString>(
    written: &Written<O>,
    table: &Table<O>,
    texts: &[String],
) -> Option<String> {
    let mut facts = [Fact::UNKNOWN; 8];
    for ((fact, column), text) in facts.iter_mut().zip(&written.schema).zip(texts) {
        *fact = column.domain.parse(text)?;
    }
    outcome(table, &facts)
}

fn outcome<O: Outcome + ToString>(table: &Table<O>, facts: &[Fact]) -> Option<String> {
    let Verdict::Determined { outcome, .. } = table.decide(facts) else {
        return None;
    };
    Some(table.outcomes()[outcome].to_string())
}

/// How many inputs both answer alike; panics at the first that they do not.
fn same_answers<O: Outcome + ToString>(
    runtime: &Runtime,
    table: &Table<O>,
    decision: &Decision,
    facts: &[Vec<Fact>],
    contexts: &[Variable],
) -> usize {
    let pairs = facts.iter().zip(contexts);
    pairs
        .map(|(facts, context)| {
            let response = runtime
                .block_on(decision.evaluate(context.clone()))
                .expect("zen-engine evaluates");
            assert_eq!(
                jdm::outcome(&response.result),
                outcome(table, facts),
                "{context:?}"
            );
        })
        .count()
}
