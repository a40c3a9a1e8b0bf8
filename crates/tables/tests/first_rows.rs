//! The first rows that match as bits, at the sizes where words and blocks of words end.

use std::collections::BTreeMap;

use shizu_tables::{
    Cell, Column, Domain, Fact, FirstRows, Policy, RowBits, RowSpec, Table, TableSpec,
};

const CODES: usize = 7;

/// The code and the answer that row `row` asks for, where it asks.
fn asked(row: usize) -> [Option<usize>; 2] {
    let code = (!row.is_multiple_of(5)).then_some(row % CODES);
    [code, row.is_multiple_of(3).then_some(1)]
}

fn table(rows: usize) -> Table<i64> {
    let schema = [
        Column::new(
            "code",
            Domain::Set((0..CODES).map(|code| code.to_string()).collect()),
        ),
        Column::new("yes", Domain::Flag),
    ];
    let row = |row: usize| {
        let cells = asked(row).into_iter().enumerate();
        let cells = cells.filter_map(|(column, asked)| Some((column, Cell::OneOf(vec![asked?]))));
        RowSpec {
            id: row.to_string(),
            cells: cells.collect::<BTreeMap<_, _>>(),
            outcome: row as i64,
        }
    };
    let spec = TableSpec {
        id: "rows".to_owned(),
        policy: Policy::RuleOrder,
        complete: false,
        priority: Vec::new(),
        rows: (0..rows).map(row).collect(),
    };
    Table::compile(&spec, &schema).expect("a table")
}

/// The rows for which `matches` holds of what each asks and what is known.
fn rows(
    count: usize,
    known: [Option<usize>; 2],
    matches: fn(usize, Option<usize>) -> bool,
) -> RowBits {
    let mut bits = RowBits::default();
    for row in 0..count.min(256) {
        let cells = asked(row).into_iter().zip(known);
        if cells
            .into_iter()
            .all(|(asked, known)| asked.is_none_or(|asked| matches(asked, known)))
        {
            bits[row / 64] |= 1 << (row % 64);
        }
    }
    bits
}

#[test]
fn rows_are_found_up_to_the_end_of_each_word() {
    for count in [0, 1, 63, 64, 65, 127, 128, 255, 256, 257, 300] {
        let table = table(count);
        for code in (0..CODES).map(Some).chain([None]) {
            for yes in [Some(0), Some(1), None] {
                let known = [code, yes];
                let facts =
                    known.map(|fact| fact.map_or(Fact::UNKNOWN, |index| Fact::known(index as i64)));
                let expected = FirstRows {
                    sure: rows(count, known, |asked, known| known == Some(asked)),
                    possible: rows(count, known, |asked, known| {
                        known.is_none_or(|known| known == asked)
                    }),
                };
                assert_eq!(
                    table.first_rows(&facts),
                    expected,
                    "{count} rows, {known:?}"
                );
            }
        }
    }
}
