//! What is measured: a table of the size and shape of a routing table, the same logic by hand, and long tables over intervals.

pub mod by_hand;

use std::collections::BTreeMap;

use shizu_tables::{Axis, Cell, Column, Domain, Fact, Outcome, Policy, RowSpec, Table, TableSpec};

/// How many inputs a measurement runs over: too many for a branch predictor to learn.
pub const INPUTS: usize = 1 << 14;

/// A table as written, and the schema it is written over.
pub struct Written<O> {
    pub schema: Vec<Column>,
    pub spec: TableSpec<O>,
}

impl<O: Outcome> Written<O> {
    fn new(policy: Policy, rows: Vec<RowSpec<O>>, schema: Vec<Column>) -> Self {
        let id = "measured".to_owned();
        let spec = TableSpec {
            id,
            policy,
            complete: true,
            priority: Vec::new(),
            rows,
        };
        Written { schema, spec }
    }

    pub fn table(&self) -> Table<O> {
        Table::compile(&self.spec, &self.schema).expect("the measured tables compile")
    }
}

/// A small generator of numbers that follow no pattern (xorshift), the same ones in each run.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Random(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from((self.0 >> 11) % bound).unwrap_or(0)
    }
}

const AUTHORITY: u64 = 6;
const NATURE: u64 = 4;
const GRAVITY: u64 = 2;
const COMMISSION: u64 = 4;
const CONFLICT: u64 = 4;

/// Number of codes per column of the routing table.
pub const SIZES: [u64; 5] = [AUTHORITY, NATURE, GRAVITY, COMMISSION, CONFLICT];

/// A row of the routing table: accepted codes per column (none for any), and the outcome.
type Line = ([&'static [usize]; 5], &'static str);

/// Twenty-five rows, each combination of facts in exactly one of them.
#[rustfmt::skip]
const ROUTING: [Line; 25] = [
    ([&[], &[3], &[], &[], &[]], "not_accepted"),
    ([&[], &[0, 1, 2], &[], &[], &[3]], "superior"),
    ([&[], &[0, 1, 2], &[0], &[], &[2]], "office"),
    ([&[], &[0, 1, 2], &[1], &[], &[2]], "superior"),
    ([&[0], &[0, 1, 2], &[], &[0], &[0, 1]], "superior"),
    ([&[0], &[0, 1, 2], &[0], &[1], &[0, 1]], "office"),
    ([&[0], &[0, 1, 2], &[1], &[1], &[0, 1]], "superior"),
    ([&[0], &[0, 1], &[], &[2, 3], &[0, 1]], "office"),
    ([&[0], &[2], &[], &[2, 3], &[0, 1]], "superior"),
    ([&[1], &[0], &[], &[0, 1], &[0, 1]], "office"),
    ([&[1], &[1, 2], &[0], &[0, 1], &[0, 1]], "office"),
    ([&[1], &[1, 2], &[1], &[0, 1], &[0, 1]], "superior"),
    ([&[1], &[0, 1, 2], &[0], &[2, 3], &[0, 1]], "department"),
    ([&[1], &[0, 1, 2], &[1], &[2, 3], &[0, 1]], "office"),
    ([&[2], &[0], &[0], &[], &[0, 1]], "group"),
    ([&[2], &[0], &[1], &[], &[0, 1]], "office"),
    ([&[2], &[1], &[], &[], &[0]], "group"),
    ([&[2], &[1], &[], &[], &[1]], "department"),
    ([&[2], &[2], &[], &[], &[0, 1]], "office"),
    ([&[3], &[0, 1, 2], &[0], &[], &[0, 1]], "group"),
    ([&[3], &[0, 1, 2], &[1], &[0, 1], &[0, 1]], "office"),
    ([&[3], &[0, 1, 2], &[1], &[2, 3], &[0, 1]], "department"),
    ([&[4], &[0, 1, 2], &[], &[], &[0, 1]], "superior"),
    ([&[5], &[0, 1, 2], &[], &[], &[0]], "office"),
    ([&[5], &[0, 1, 2], &[], &[], &[1]], "superior"),
];

/// The routing table over five closed columns.
pub fn routing() -> Written<&'static str> {
    let schema: Vec<Column> = SIZES
        .iter()
        .enumerate()
        .map(|(column, size)| {
            let codes = (0..*size).map(|code| format!("c{code}")).collect();
            Column::new(format!("k{column}"), Domain::Set(codes))
        })
        .collect();
    let rows = ROUTING
        .iter()
        .enumerate()
        .map(|(index, (cells, outcome))| RowSpec {
            id: format!("r{index}"),
            cells: cells
                .iter()
                .enumerate()
                .filter(|(_, codes)| !codes.is_empty())
                .map(|(column, codes)| (column, Cell::OneOf(codes.to_vec())))
                .collect(),
            outcome: *outcome,
        });
    Written::new(Policy::Unique, rows.collect(), schema)
}

/// Random facts for the routing table.
pub fn routing_inputs() -> Vec<[i64; 5]> {
    let mut random = Random::new();
    (0..INPUTS)
        .map(|_| SIZES.map(|size| random.below(size)))
        .collect()
}

/// A table of that many rows: intervals of a number axis, each split by yes/no and, at a point that differs by interval, by a second axis.
/// Unique, and complete when the number is a multiple of four.
pub fn intervals(rows: usize) -> Written<i64> {
    let axis = |max| {
        Domain::Axis(Axis::Number {
            places: 0,
            min: 0,
            max,
        })
    };
    let schema = vec![
        Column::new("amount", axis(999_999)),
        Column::new("share", axis(99_999)),
        Column::new("covered", Domain::Flag),
    ];
    let bands = rows.div_ceil(4) as i64;
    let width = 1_000_000 / bands;
    let rows = (0..bands * 4).take(rows).map(|index| {
        let (band, part) = (index / 4, index % 4);
        let end = if band + 1 == bands {
            1_000_000
        } else {
            (band + 1) * width
        };
        let middle = 100_000 * (band + 1) / (bands + 1);
        let half = if part & 1 == 0 {
            (0, middle)
        } else {
            (middle, 100_000)
        };
        RowSpec {
            id: format!("r{index}"),
            cells: BTreeMap::from([
                (0, Cell::Within(vec![(band * width, end)])),
                (1, Cell::Within(vec![half])),
                (2, Cell::OneOf(vec![usize::from(part > 1)])),
            ]),
            outcome: index % 7,
        }
    });
    Written::new(Policy::Unique, rows.collect(), schema)
}

/// Random facts for the tables of intervals.
pub fn interval_inputs() -> Vec<[Fact; 3]> {
    let mut random = Random::new();
    (0..INPUTS)
        .map(|_| [1_000_000, 100_000, 2].map(|bound| Fact::known(random.below(bound))))
        .collect()
}
