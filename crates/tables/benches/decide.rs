//! Nanoseconds per decision: `cargo bench -p shizu-tables --bench decide`.

mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use shizu_tables::{Fact, Verdict};
use support::{INPUTS, by_hand, interval_inputs, intervals, routing, routing_inputs};

fn short(criterion: &mut Criterion) {
    let table = routing();
    let inputs = routing_inputs();
    let facts: Vec<[Fact; 5]> = inputs.iter().map(|input| input.map(Fact::known)).collect();
    let typed: Vec<by_hand::Facts> = inputs
        .iter()
        .map(|input| by_hand::Facts::of(*input))
        .collect();
    let mut group = criterion.benchmark_group("25 rows, 5 columns");
    group.throughput(Throughput::Elements(INPUTS as u64));
    group.bench_function("hand-written match", |bench| {
        bench.iter(|| {
            typed
                .iter()
                .for_each(|facts| drop(black_box(by_hand::route(black_box(facts)))))
        });
    });
    group.bench_function("decide", |bench| {
        bench.iter(|| {
            facts
                .iter()
                .for_each(|facts| drop(black_box(table.decide(black_box(facts)))))
        });
    });
    group.bench_function("explain", |bench| {
        bench.iter(|| {
            for facts in &facts {
                let explanation = table.explain(black_box(facts));
                if let Verdict::Determined { row: Some(row), .. } = explanation.verdict() {
                    explanation
                        .conditions(row)
                        .for_each(|condition| drop(black_box(condition)));
                }
                explanation
                    .near_misses()
                    .for_each(|row| drop(black_box(row)));
            }
        });
    });
    group.finish();
}

fn by_length(criterion: &mut Criterion) {
    let inputs = interval_inputs();
    let mut group = criterion.benchmark_group("intervals");
    group.throughput(Throughput::Elements(INPUTS as u64));
    for rows in [10, 100, 1000] {
        let table = intervals(rows);
        group.bench_function(format!("{rows} rows"), |bench| {
            bench.iter(|| {
                inputs
                    .iter()
                    .for_each(|facts| drop(black_box(table.decide(black_box(facts)))))
            });
        });
    }
    group.finish();
}

fn unknown(criterion: &mut Criterion) {
    let table = routing();
    let inputs: Vec<[Fact; 5]> = routing_inputs()
        .iter()
        .enumerate()
        .map(|(index, input)| {
            let mut facts = input.map(Fact::known);
            facts[index % 5] = Fact::UNKNOWN;
            facts
        })
        .collect();
    let mut group = criterion.benchmark_group("one fact of five unknown");
    group.throughput(Throughput::Elements(INPUTS as u64));
    group.bench_function("decide", |bench| {
        bench.iter(|| {
            inputs
                .iter()
                .for_each(|facts| drop(black_box(table.decide(black_box(facts)))))
        });
    });
    group.finish();
}

criterion_group!(benches, short, by_length, unknown);
criterion_main!(benches);
