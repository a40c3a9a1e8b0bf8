//! Deciding and evaluating, with everything known and with facts missing.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shizu_tables::{Answer, Evaluation, Fact, Policy, Table, Verdict};

use crate::model::{Said, facts, matches};
use crate::tables::{asked, asked_bands, asked_long, bands, config, long, model};

/// The evaluation in the model's words; `None` for missing facts.
fn heard(table: &Table<i64>, evaluation: Evaluation) -> Option<Said> {
    Some(match evaluation {
        Evaluation::Determined(Answer::One(outcome)) => Said::One(table.outcomes()[outcome]),
        Evaluation::Determined(Answer::List(list)) => Said::List(
            list.into_iter()
                .map(|outcome| table.outcomes()[outcome])
                .collect(),
        ),
        Evaluation::Determined(Answer::Number(number)) => Said::Number(number),
        Evaluation::NoRule => Said::NoRule,
        Evaluation::Conflict(_) => Said::Conflict,
        Evaluation::Missing => return None,
    })
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn known_facts_get_the_answer_of_the_rows_as_written(model in prop_oneof![4 => model(5), 1 => long(), 1 => bands()]) {
        let table = model.table();
        for values in model.space() {
            let said = model.say(&values);
            prop_assert_eq!(heard(&table, table.evaluate(&facts(&values))), Some(said.clone()));
            let verdict = table.decide(&facts(&values));
            match said {
                Said::One(outcome) => {
                    let Verdict::Determined { outcome: given, row: Some(row) } = verdict else {
                        panic!("{verdict:?} for {outcome}");
                    };
                    prop_assert_eq!(table.outcomes()[given], outcome);
                    prop_assert_eq!(Some(&table.rows()[row].id), model.winner(&values).map(|row| &row.id));
                }
                Said::NoRule if model.spec.policy.is_single() => prop_assert_eq!(verdict, Verdict::NoRule),
                Said::Conflict => prop_assert_eq!(verdict, Verdict::Conflict),
                _ => prop_assert_eq!(verdict, Verdict::Missing),
            }
        }
    }

    #[test]
    fn every_point_of_an_axis_is_answered_like_its_interval((model, asked) in asked(4)) {
        let table = model.table();
        let known: Vec<i64> = asked
            .iter()
            .enumerate()
            .map(|(column, fact)| fact.value().unwrap_or(model.points(column)[0]))
            .collect();
        for column in 0..model.schema.len() {
            for point in model.points(column) {
                let mut values = known.clone();
                values[column] = point;
                prop_assert_eq!(heard(&table, table.evaluate(&facts(&values))), Some(model.say(&values)));
            }
        }
    }

    #[test]
    fn unknown_facts_are_settled_only_when_all_completions_agree((model, asked) in prop_oneof![4 => asked(4), 1 => asked_long(), 1 => asked_bands()]) {
        let table = model.table();
        let possible = model.possible(&asked);
        let expected = if possible.len() == 1 { possible.first().cloned() } else { None };
        prop_assert_eq!(heard(&table, table.evaluate(&asked)), expected.clone());
        let verdict = table.decide(&asked);
        match expected.filter(|_| model.spec.policy.is_single()) {
            None => prop_assert_eq!(verdict, Verdict::Missing),
            Some(Said::NoRule) => prop_assert_eq!(verdict, Verdict::NoRule),
            Some(Said::Conflict) => prop_assert_eq!(verdict, Verdict::Conflict),
            Some(said) => {
                let Verdict::Determined { outcome, row } = verdict else { panic!("{verdict:?}") };
                prop_assert_eq!(Said::One(table.outcomes()[outcome]), said);
                // A row is named when it decides in every completion.
                let completions = model.completions(&asked);
                let winners: BTreeSet<&str> = completions
                    .iter()
                    .map(|values| model.winner(values).expect("a winner").id.as_str())
                    .collect();
                let only = if winners.len() == 1 { winners.first().copied() } else { None };
                prop_assert_eq!(row.map(|row| table.rows()[row].id.as_str()), only);
            }
        }
    }

    #[test]
    fn a_settled_answer_stays_when_an_unknown_is_answered((model, asked) in asked(4)) {
        let table = model.table();
        let Some(settled) = heard(&table, table.evaluate(&asked)) else { return Ok(()) };
        for column in 0..asked.len() {
            if asked[column].is_known() {
                continue;
            }
            for point in model.points(column) {
                let mut then = asked.clone();
                then[column] = Fact::known(point);
                prop_assert_eq!(heard(&table, table.evaluate(&then)), Some(settled.clone()));
            }
        }
    }

    #[test]
    fn hits_are_the_rows_that_must_and_may_match((model, asked) in prop_oneof![4 => asked(4), 1 => asked_long(), 1 => asked_bands()]) {
        let table = model.table();
        let hits = table.hits(&asked);
        let completions = model.completions(&asked);
        let named = |rows: Vec<usize>| -> BTreeSet<&str> { rows.into_iter().map(|row| table.rows()[row].id.as_str()).collect() };
        let expect = |wanted: &dyn Fn(&[bool]) -> bool| -> BTreeSet<&str> {
            model
                .spec
                .rows
                .iter()
                .filter(|row| wanted(&completions.iter().map(|values| matches(row, values)).collect::<Vec<_>>()))
                .map(|row| row.id.as_str())
                .collect()
        };
        prop_assert_eq!(named(hits.sure().collect()), expect(&|each| each.iter().all(|matches| *matches)));
        prop_assert_eq!(named(hits.possible().collect()), expect(&|each| each.contains(&true)));
        let unknown = model.used().iter().any(|column| !asked[*column].is_known());
        prop_assert_eq!(hits.all_known(), !unknown);
    }

    #[test]
    fn the_order_of_rows_and_columns_does_not_matter_where_rows_are_unique(model in model(4)) {
        let mut model = model;
        model.spec.policy = Policy::Unique;
        let table = model.table();
        let mut turned = model.clone();
        turned.spec.rows.reverse();
        turned.schema.reverse();
        let last = model.schema.len() - 1;
        for row in &mut turned.spec.rows {
            row.cells = row.cells.iter().map(|(column, cell)| (last - column, cell.clone())).collect();
        }
        let other = turned.table();
        for values in model.space() {
            let mut reversed = values.clone();
            reversed.reverse();
            let said = heard(&table, table.evaluate(&facts(&values)));
            prop_assert_eq!(said, heard(&other, other.evaluate(&facts(&reversed))));
        }
        let (one, two) = (table.verify().expect("small"), other.verify().expect("small"));
        prop_assert_eq!(one.space, two.space);
    }

    #[test]
    fn a_fact_outside_of_its_domain_matches_no_row((model, asked) in asked(4), far in prop::sample::select(vec![-9_000_000_000_i64, 9_000_000_000])) {
        let table = model.table();
        for column in model.used() {
            let mut facts = asked.clone();
            facts[column] = Fact::known(far);
            prop_assert_eq!(table.hits(&facts).possible().count(), 0);
            if model.spec.policy.is_single() {
                prop_assert_eq!(table.decide(&facts), Verdict::NoRule);
                let open = table.open_questions(&facts).expect("small");
                prop_assert!(open.questions.is_empty());
            }
            let empty = heard(&table, table.evaluate(&facts));
            let nothing = [Said::NoRule, Said::List(Vec::new()), Said::Number(0)];
            prop_assert!(nothing.contains(&empty.expect("settled")));
        }
    }
}
