//! Coverage of rows and boundaries, and the cases that reach them all.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shizu_tables::{Domain, Obligation, Policy, Table};

use crate::model::{Model, Said, accepts, facts};
use crate::tables::{asked, config, model};

/// The rows that share in the answer to fully known facts.
fn deciding<'m>(model: &'m Model, values: &[i64]) -> Vec<&'m str> {
    if model.say(values) == Said::Conflict {
        return Vec::new();
    }
    match model.spec.policy {
        Policy::First | Policy::Priority => model
            .winner(values)
            .into_iter()
            .map(|row| row.id.as_str())
            .collect(),
        _ => model
            .matching(values)
            .into_iter()
            .map(|row| row.id.as_str())
            .collect(),
    }
}

/// What one case with everything known exercises, its rows by name.
fn exercised(model: &Model, table: &Table<i64>, values: &[i64]) -> BTreeSet<Obligation> {
    let deciding = deciding(model, values);
    let mut met = BTreeSet::new();
    for (row, compiled) in table.rows().iter().enumerate() {
        let written = model.row(&compiled.id);
        let decides = deciding.contains(&compiled.id.as_str());
        let failing: Vec<usize> = written
            .cells
            .iter()
            .filter(|(column, cell)| !accepts(cell, values[**column]))
            .map(|(column, _)| *column)
            .collect();
        if let [column] = failing.as_slice() {
            met.insert(Obligation::NearMiss {
                row,
                column: *column,
            });
        }
        if decides {
            met.insert(Obligation::Decides { row });
            for column in written.cells.keys().copied() {
                let point = values[column];
                if matches!(model.schema[column].domain, Domain::Axis(_))
                    && model.class(column, point) == point
                {
                    met.insert(Obligation::AtEdge { row, column, point });
                }
            }
        }
    }
    met
}

/// All that can be met, of rows that decide at all.
fn owed(model: &Model, table: &Table<i64>) -> BTreeSet<Obligation> {
    let met: BTreeSet<Obligation> = model
        .space()
        .iter()
        .flat_map(|values| exercised(model, table, values))
        .collect();
    let owing = |obligation: &Obligation| match obligation {
        Obligation::NearMiss { row, .. } => met.contains(&Obligation::Decides { row: *row }),
        _ => true,
    };
    met.iter().copied().filter(owing).collect()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn cases_are_credited_with_exactly_what_they_exercise((model, asked) in asked(4)) {
        let table = model.table();
        let owed = owed(&model, &table);
        let mut cases = vec![asked.clone()];
        let mut expected = BTreeSet::new();
        if model.used().iter().all(|column| asked[*column].is_known()) {
            let values: Vec<i64> = asked.iter().map(|fact| fact.value().unwrap_or(0)).collect();
            expected = exercised(&model, &table, &values);
        }
        for values in model.space().into_iter().step_by(7) {
            expected.extend(exercised(&model, &table, &values));
            cases.push(facts(&values));
        }
        let coverage = table.coverage(cases.iter().map(Vec::as_slice)).expect("small");
        let met: BTreeSet<Obligation> = coverage.met.iter().copied().collect();
        let open: BTreeSet<Obligation> = coverage.open.iter().copied().collect();
        prop_assert_eq!(met.len() + open.len(), coverage.met.len() + coverage.open.len());
        prop_assert_eq!(&met, &expected.intersection(&owed).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(&open, &owed.difference(&expected).copied().collect::<BTreeSet<_>>());
    }

    #[test]
    fn generated_cases_meet_all_that_can_be_met(model in model(4)) {
        let table = model.table();
        let cases = table.generate_cases().expect("small");
        let coverage = table.coverage(cases.iter().map(|case| case.facts.as_slice())).expect("small");
        prop_assert_eq!(coverage.open, Vec::new());
        prop_assert_eq!(coverage.met.into_iter().collect::<BTreeSet<_>>(), owed(&model, &table));
        for case in &cases {
            let width = model.schema.len();
            let values: Vec<i64> = (0..width).map(|column| case.facts.get(column).and_then(|fact| fact.value()).unwrap_or(0)).collect();
            prop_assert_eq!(case.exercises.iter().copied().collect::<BTreeSet<_>>(), exercised(&model, &table, &values));
        }
    }
}
