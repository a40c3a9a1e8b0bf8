//! Decides [`CLUES`] clues. Built natively and for WebAssembly, it shows what a decision costs in each; as WebAssembly it is also the engine
//! alone (tables, rules, and what of the rulebook clues are routed by), whose size is held under a bound. `cargo xtask bench` runs both.
// It measures and prints, which the rules themselves must not.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::hint::black_box;

use shizu_rules::{ClueFacts, Engine, FactKey, Rulebook};

/// How many clues are decided. `cargo xtask bench` has the same number.
const CLUES: usize = 4_000_000;

thread_local! {
    /// Made by the first run; the second, which is timed, only decides.
    static ENGINE: Engine = {
        let rulebook = Rulebook::shipped_for_routing().expect("the shipped rulebook loads");
        Engine::new(rulebook, day()).expect("the shipped rulebook compiles")
    };
}

fn main() {
    ENGINE.with(decide);
}

fn day() -> chrono::NaiveDate {
    "2026-01-01".parse().expect("a date")
}

fn decide(engine: &Engine) {
    let clues: Vec<ClueFacts> = (0..1021).map(clue).collect();
    // Not timed apart, but kept in the build, so that the size is that of the whole engine.
    black_box((
        engine.determine("", &clues[0], Some(day())),
        engine.what_if(&clues[0], 1),
        engine.open_facts(&ClueFacts::default()),
    ));
    timed(|| {
        for clue in clues.iter().cycle().take(CLUES) {
            // By reference: to copy the answer is no part of it.
            black_box(&engine.decide(black_box(clue)));
        }
    });
}

/// A clue with every fact known, different for each number.
fn clue(number: usize) -> ClueFacts {
    let mut facts = ClueFacts::default();
    for (place, fact) in FactKey::ALL.iter().enumerate() {
        facts.set(
            *fact,
            Some((number * (2 * place + 3) + number / 7) % fact.values().len()),
        );
    }
    facts
}

#[cfg(not(target_arch = "wasm32"))]
fn timed(decide: impl Fn()) {
    let start = std::time::Instant::now();
    decide();
    println!("{}", start.elapsed().as_secs_f64() * 1e9 / CLUES as f64);
}

/// WebAssembly has no clock of its own: whoever calls `main` takes the time.
#[cfg(target_arch = "wasm32")]
fn timed(decide: impl Fn()) {
    decide();
}
