//! Random schemas, tables and facts, small enough to enumerate.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use proptest::prelude::*;
use shizu_tables::{Aggregate, Axis, Cell, Column, Domain, Fact, Policy, RowSpec, TableSpec};

use crate::model::Model;

const POLICIES: [Policy; 11] = [
    Policy::Unique,
    Policy::Any,
    Policy::First,
    Policy::Priority,
    Policy::RuleOrder,
    Policy::OutputOrder,
    Policy::Collect(Aggregate::List),
    Policy::Collect(Aggregate::Sum),
    Policy::Collect(Aggregate::Min),
    Policy::Collect(Aggregate::Max),
    Policy::Collect(Aggregate::Count),
];

/// Some day, so that date axes have cuts in the middle of nowhere.
const DAY: i64 = 739_000;

pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn domain() -> impl Strategy<Value = Domain> {
    prop_oneof![
        4 => (2_usize..=4).prop_map(|size| Domain::Set((0..size).map(|index| format!("c{index}")).collect())),
        2 => Just(Domain::Flag),
        2 => Just(Domain::Axis(Axis::Number { places: 1, min: -2, max: 6 })),
        1 => Just(Domain::Axis(Axis::Date)),
    ]
}

/// Cells of every kind, among them some that admit nothing or everything, and ranges that stick out of the axis.
fn cell(domain: &Domain) -> BoxedStrategy<Option<Cell>> {
    let size = domain.codes().len();
    let some = match domain {
        Domain::Axis(axis) => {
            let (min, max) = axis.bounds();
            let base = if *axis == Axis::Date { DAY } else { 0 };
            let range = prop_oneof![
                3 => (-1_i64..5, 1_i64..5).prop_map(move |(from, length)| (base + from, base + from + length)),
                1 => (0_i64..5).prop_map(move |to| (min, base + to)),
                1 => (0_i64..5).prop_map(move |from| (base + from, max + 1)),
            ];
            prop::collection::vec(range, 1..=2)
                .prop_map(Cell::Within)
                .boxed()
        }
        _ => prop_oneof![
            10 => prop::sample::subsequence((0..size).collect::<Vec<_>>(), 1..size),
            1 => Just(Vec::new()),
            2 => Just((0..size).collect()),
        ]
        .prop_map(Cell::OneOf)
        .boxed(),
    };
    prop_oneof![2 => Just(None), 3 => some.prop_map(Some)].boxed()
}

fn rows(
    schema: &[Column],
    size: RangeInclusive<usize>,
) -> impl Strategy<Value = Vec<RowSpec<i64>>> + use<> {
    let cells: Vec<_> = schema.iter().map(|column| cell(&column.domain)).collect();
    prop::collection::vec((cells, 0_i64..4), size).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(index, (cells, outcome))| RowSpec {
                id: format!("r{index}"),
                cells: cells
                    .into_iter()
                    .enumerate()
                    .filter_map(|(column, cell)| Some((column, cell?)))
                    .collect::<BTreeMap<_, _>>(),
                outcome,
            })
            .collect()
    })
}

fn spec(
    schema: &[Column],
    policy: Policy,
    size: RangeInclusive<usize>,
) -> impl Strategy<Value = TableSpec<i64>> + use<> {
    let priority = Just(vec![0_i64, 1, 2, 3]).prop_shuffle();
    (rows(schema, size), priority, any::<bool>()).prop_map(move |(rows, priority, complete)| {
        TableSpec {
            id: "t".to_owned(),
            policy,
            complete,
            priority,
            rows,
        }
    })
}

fn schema(columns: RangeInclusive<usize>) -> impl Strategy<Value = Vec<Column>> {
    prop::collection::vec(domain(), columns).prop_map(|domains| {
        domains
            .into_iter()
            .enumerate()
            .map(|(index, domain)| Column::new(format!("k{index}"), domain))
            .collect()
    })
}

fn sized(
    columns: RangeInclusive<usize>,
    size: RangeInclusive<usize>,
) -> impl Strategy<Value = Model> {
    let policy = prop::sample::select(POLICIES.to_vec());
    (schema(columns), policy).prop_flat_map(move |(schema, policy)| {
        spec(&schema, policy, size.clone()).prop_map(move |spec| Model {
            schema: schema.clone(),
            spec,
        })
    })
}

/// A table of any policy over up to `columns` columns.
pub fn model(columns: usize) -> impl Strategy<Value = Model> {
    sized(2..=columns, 0..=7)
}

/// A table of any policy with more rows than fit into one word, and often more than fit into two.
pub fn long() -> impl Strategy<Value = Model> {
    sized(3..=4, 60..=150)
}

/// A long table in which few rows match at a time: an axis in bands, in any order, and some rows over several bands.
pub fn bands() -> impl Strategy<Value = Model> {
    let (policy, bands) = (prop::sample::select(POLICIES.to_vec()), 60_i64..=280);
    (policy, bands).prop_flat_map(|(policy, bands)| {
        let band = (0..bands).map(|band| (band, 1)).collect::<Vec<_>>();
        let wide = prop::collection::vec((0..bands, 1_i64..9), 0..=6);
        let priority = Just(vec![0_i64, 1, 2, 3]).prop_shuffle();
        (Just(band).prop_shuffle(), wide, priority).prop_map(move |(rows, wide, priority)| {
            let rows = rows.into_iter().skip(3).chain(wide).enumerate();
            let rows = rows.map(|(index, (from, length))| RowSpec {
                id: format!("r{index}"),
                cells: BTreeMap::from([(0, Cell::Within(vec![(from, from + length)]))]),
                outcome: from % 4,
            });
            let axis = Axis::Number {
                places: 0,
                min: 0,
                max: bands - 1,
            };
            Model {
                schema: vec![Column::new("k0", Domain::Axis(axis))],
                spec: TableSpec {
                    id: "t".to_owned(),
                    policy,
                    complete: true,
                    priority,
                    rows: rows.collect(),
                },
            }
        })
    })
}

/// Such a table and a fact for it, known or not.
pub fn asked_bands() -> impl Strategy<Value = (Model, Vec<Fact>)> {
    ask(bands())
}

/// Two tables of one policy over the same schema.
pub fn pair() -> impl Strategy<Value = (Model, Model)> {
    (schema(2..=4), prop::sample::select(POLICIES.to_vec())).prop_flat_map(|(schema, policy)| {
        (spec(&schema, policy, 0..=6), spec(&schema, policy, 0..=6)).prop_map(
            move |(one, other)| {
                (
                    Model {
                        schema: schema.clone(),
                        spec: one,
                    },
                    Model {
                        schema: schema.clone(),
                        spec: other,
                    },
                )
            },
        )
    })
}

/// A table and facts for it, some of them unknown.
pub fn asked(columns: usize) -> impl Strategy<Value = (Model, Vec<Fact>)> {
    ask(model(columns))
}

/// A long table and facts for it, some of them unknown.
pub fn asked_long() -> impl Strategy<Value = (Model, Vec<Fact>)> {
    ask(long())
}

fn ask(models: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Vec<Fact>)> {
    models.prop_flat_map(|model| {
        let facts: Vec<_> = (0..model.schema.len())
            .map(|column| {
                let points = model.points(column);
                prop_oneof![
                    2 => Just(Fact::UNKNOWN),
                    3 => prop::sample::select(points).prop_map(Fact::known),
                ]
            })
            .collect();
        (Just(model), facts)
    })
}
