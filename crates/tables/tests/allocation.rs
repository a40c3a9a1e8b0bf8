//! Deciding and explaining known facts does not touch the heap.

use std::collections::BTreeMap;
use std::hint::black_box;

use allocation_counter::measure;
use shizu_tables::{Axis, Cell, Column, Domain, Fact, Policy, RowSpec, Table, TableSpec, Verdict};

const SINGLE: [Policy; 4] = [Policy::Unique, Policy::Any, Policy::First, Policy::Priority];

/// As many bands of an axis as `rows`, half of them under a condition on a flag; under [`Policy::Unique`] some facts have no answer.
fn table(policy: Policy, rows: i64) -> Table<i64> {
    let axis = Axis::Number {
        places: 0,
        min: 0,
        max: rows - 1,
    };
    let schema = [
        Column::new("band", Domain::Axis(axis)),
        Column::new("flag", Domain::Flag),
    ];
    let row = |index: i64| {
        let mut cells = BTreeMap::from([(0, Cell::Within(vec![(index, index + 1)]))]);
        if index % 2 == 1 {
            cells.insert(1, Cell::OneOf(vec![1]));
        }
        RowSpec {
            id: format!("r{index}"),
            cells,
            outcome: index % 3,
        }
    };
    let spec = TableSpec {
        id: "t".to_owned(),
        policy,
        complete: false,
        priority: vec![0, 1, 2],
        rows: (0..rows).map(row).collect(),
    };
    Table::compile(&spec, &schema).expect("the table compiles")
}

fn all_facts(rows: i64) -> Vec<[Fact; 2]> {
    (0..rows)
        .flat_map(|band| [0, 1].map(|flag| [Fact::known(band), Fact::known(flag)]))
        .collect()
}

/// Runs `work` for every policy, short and long tables and all their facts; gives the number of allocations.
fn allocations(work: impl Fn(&Table<i64>, &[Fact])) -> u64 {
    let mut total = 0;
    for (policy, rows) in SINGLE
        .into_iter()
        .flat_map(|policy| [10, 64, 65, 1000].map(|rows| (policy, rows)))
    {
        let (table, facts) = (table(policy, rows), all_facts(rows));
        total += measure(|| facts.iter().for_each(|facts| work(&table, facts))).count_total;
    }
    total
}

#[test]
fn the_counter_counts() {
    assert_eq!(measure(|| drop(black_box(vec![1_u8]))).count_total, 1);
}

#[test]
fn deciding_allocates_nothing() {
    let count = allocations(|table, facts| {
        black_box(table.decide(facts));
    });
    assert_eq!(count, 0);
}

#[test]
fn walking_the_hits_allocates_nothing() {
    let count = allocations(|table, facts| {
        let hits = table.hits(facts);
        black_box((
            hits.all_known(),
            hits.sure().count(),
            hits.possible().count(),
        ));
    });
    assert_eq!(count, 0);
}

#[test]
fn explaining_allocates_nothing() {
    let count = allocations(|table, facts| {
        let explanation = table.explain(facts);
        if let Verdict::Determined { row: Some(row), .. } = explanation.verdict() {
            black_box(explanation.conditions(row).count());
        }
        black_box(explanation.near_misses().count());
    });
    assert_eq!(count, 0);
}
