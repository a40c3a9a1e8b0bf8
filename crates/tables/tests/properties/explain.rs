//! Why this row, and why not that one.

use proptest::prelude::*;
use shizu_tables::{FirstRows, RowBits};

use crate::model::accepts;
use crate::tables::{asked, asked_bands, asked_long, config};

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn misses_name_the_cells_that_fail_and_those_that_are_open((model, asked) in prop_oneof![4 => asked(5), 1 => asked_long(), 1 => asked_bands()]) {
        let table = model.table();
        let explanation = table.explain(&asked);
        prop_assert_eq!(explanation.verdict(), table.decide(&asked));
        let mut sure = Vec::new();
        for (index, row) in table.rows().iter().enumerate() {
            let written = model.row(&row.id);
            let (mut failed, mut unknown) = (Vec::new(), Vec::new());
            for (column, cell) in &written.cells {
                match asked[*column].value() {
                    None => {
                        let classes = model.classes(*column);
                        let count = classes.iter().filter(|value| accepts(cell, **value)).count();
                        match count {
                            0 => failed.push(*column),
                            all if all == classes.len() => {}
                            _ => unknown.push(*column),
                        }
                    }
                    Some(value) if accepts(cell, value) => {}
                    Some(_) => failed.push(*column),
                }
            }
            let miss = explanation.why_not(index);
            prop_assert_eq!(&miss.failed, &failed);
            prop_assert_eq!(&miss.unknown, &unknown);
            if failed.is_empty() && unknown.is_empty() {
                sure.push(index);
            }
            let conditions: Vec<_> = explanation.conditions(index).collect();
            let expected: Vec<_> = written.cells.keys().map(|column| (*column, asked[*column])).collect();
            prop_assert_eq!(conditions, expected);
        }
        let misses = explanation.misses();
        prop_assert!(misses.is_sorted_by_key(|miss| (miss.failed.len(), miss.unknown.len())));
        prop_assert_eq!(misses.len() + sure.len(), table.rows().len());
        let hits = table.hits(&asked);
        prop_assert_eq!(hits.sure().collect::<Vec<_>>(), sure);
        let bits = |rows: &mut dyn Iterator<Item = usize>| {
            let mut bits = RowBits::default();
            for row in rows {
                if let Some(word) = bits.get_mut(row / 64) {
                    *word |= 1 << (row % 64);
                }
            }
            bits
        };
        let (sure, possible) = (bits(&mut hits.sure()), bits(&mut hits.possible()));
        prop_assert_eq!(table.first_rows(&asked), FirstRows { sure, possible });
    }

    #[test]
    fn near_misses_fail_in_exactly_one_column((model, asked) in prop_oneof![4 => asked(5), 1 => asked_long(), 1 => asked_bands()]) {
        let table = model.table();
        let explanation = table.explain(&asked);
        let near: Vec<usize> = explanation.near_misses().collect();
        let expected: Vec<usize> = (0..table.rows().len())
            .filter(|row| {
                // A cell that admits nothing fails whatever the fact.
                let written = model.row(&table.rows()[*row].id);
                let fails = written.cells.iter().filter(|(column, cell)| match asked[**column].value() {
                    Some(value) => !accepts(cell, value),
                    None => !model.classes(**column).iter().any(|value| accepts(cell, *value)),
                });
                fails.count() == 1
            })
            .collect();
        prop_assert_eq!(near, expected);
    }

    #[test]
    fn readings_tell_conditions_and_near_misses_by_column((model, asked) in prop_oneof![4 => asked(5), 1 => asked_long(), 1 => asked_bands()]) {
        let table = model.table();
        let explanation = table.explain(&asked);
        for row in 0..table.rows().len() {
            let written = model.row(&table.rows()[row].id);
            let readings: Vec<_> = explanation.readings(row).collect();
            let columns: Vec<usize> = readings.iter().map(|reading| reading.column).collect();
            prop_assert_eq!(columns, table.columns().collect::<Vec<_>>());
            for reading in &readings {
                prop_assert_eq!(reading.fact, asked[reading.column]);
                prop_assert_eq!(reading.is_condition, written.cells.contains_key(&reading.column));
                let fails_there_only = explanation.why_not(row).failed == [reading.column];
                let is_near = row < 64 && reading.near >> row & 1 == 1;
                prop_assert_eq!(is_near, fails_there_only && table.rows().len() <= 64);
                let none_behind = table.rows().len() >= 64 || reading.near >> table.rows().len() == 0;
                prop_assert!(none_behind);
            }
        }
    }
}
