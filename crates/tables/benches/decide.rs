//! Nanoseconds per decision: `cargo bench -p shizu-tables --bench decide`.

mod support;

use std::hint::black_box;

use criterion::{Bencher, Criterion, Throughput, criterion_group, criterion_main};
use shizu_tables::{Fact, Table, Verdict};
use support::{INPUTS, by_hand, interval_inputs, intervals, routing, routing_inputs};

/// Answers each of `inputs` once.
fn each<T, A>(bench: &mut Bencher<'_>, inputs: &[T], mut answer: impl FnMut(&T) -> A) {
    bench.iter(|| {
        for input in inputs {
            black_box(answer(black_box(input)));
        }
    });
}

fn short(criterion: &mut Criterion) {
    let table = routing().table();
    let inputs = routing_inputs();
    let facts: Vec<[Fact; 5]> = inputs.iter().map(|input| input.map(Fact::known)).collect();
    let typed: Vec<by_hand::Facts> = inputs
        .iter()
        .map(|input| by_hand::Facts::of(*input))
        .collect();
    for (facts, typed) in facts.iter().zip(&typed) {
        assert_eq!(outcome(&table, facts), Some(by_hand::route(*typed).code()));
    }
    let mut group = criterion.benchmark_group("25 rows, 5 columns");
    group.throughput(Throughput::Elements(INPUTS as u64));
    group.bench_function("hand-written match", |bench| {
        each(bench, &typed, |facts| by_hand::route(*facts));
    });
    group.bench_function("decide", |bench| {
        each(bench, &facts, |facts| table.decide(facts));
    });
    group.bench_function("explain", |bench| {
        each(bench, &facts, |facts| {
            let explanation = table.explain(facts);
            let Verdict::Determined { row: Some(row), .. } = explanation.verdict() else {
                return 0;
            };
            explanation
                .conditions(row)
                .fold(0, |sum, (column, _)| sum + column)
        });
    });
    group.bench_function("near misses", |bench| {
        each(bench, &facts, |facts| {
            table.explain(facts).near_misses().sum::<usize>()
        });
    });
    group.finish();
}

fn outcome<'t>(table: &Table<&'t str>, facts: &[Fact]) -> Option<&'t str> {
    let Verdict::Determined { outcome, .. } = table.decide(facts) else {
        return None;
    };
    Some(table.outcomes()[outcome])
}

fn by_length(criterion: &mut Criterion) {
    let inputs = interval_inputs();
    let mut group = criterion.benchmark_group("intervals");
    group.throughput(Throughput::Elements(INPUTS as u64));
    for rows in [10, 100, 1000] {
        let table = intervals(rows).table();
        group.bench_function(format!("{rows} rows"), |bench| {
            each(bench, &inputs, |facts| table.decide(facts));
        });
    }
    group.finish();
}

fn unknown(criterion: &mut Criterion) {
    let table = routing().table();
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
        each(bench, &inputs, |facts| table.decide(facts));
    });
    group.finish();
}

criterion_group!(benches, short, by_length, unknown);
criterion_main!(benches);
