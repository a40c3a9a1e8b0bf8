//! Verification: every finding true, none left out.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shizu_tables::{Fact, Finding, Policy, Witness};

use crate::model::{Model, Said, accepts, matches};
use crate::tables::{config, model};

/// The facts of a witness; columns it leaves out stay unknown.
pub fn read(model: &Model, witness: &Witness) -> Vec<Fact> {
    let mut facts = vec![Fact::UNKNOWN; model.schema.len()];
    for (code, text) in witness {
        let column = model
            .schema
            .iter()
            .position(|column| column.code == *code)
            .expect("a column of the schema");
        facts[column] = model.schema[column]
            .domain
            .parse(text)
            .expect("a value of the domain");
    }
    facts
}

fn overlapping(model: &Model, space: &[Vec<i64>]) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for values in space {
        let rows = model.matching(values);
        for (index, one) in rows.iter().enumerate() {
            for other in &rows[index + 1..] {
                if model.spec.policy == Policy::Unique || one.outcome != other.outcome {
                    pairs.insert((one.id.clone(), other.id.clone()));
                }
            }
        }
    }
    pairs
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn the_space_is_counted_exactly(model in model(5)) {
        let report = model.table().verify().expect("small");
        let sayings = model.sayings();
        prop_assert_eq!(report.rows, model.spec.rows.len());
        prop_assert_eq!(report.space.size, sayings.len() as u128);
        if model.spec.policy.is_single() {
            let count = |wanted: &Said| sayings.values().filter(|said| *said == wanted).count() as u128;
            prop_assert_eq!(report.space.unanswered, count(&Said::NoRule));
            prop_assert_eq!(report.space.conflicting, count(&Said::Conflict));
        }
    }

    #[test]
    fn gaps_are_listed_where_completeness_is_claimed_and_cover_all_that_is_unanswered(model in model(4)) {
        let report = model.table().verify().expect("small");
        let unanswered: BTreeSet<Vec<i64>> = model
            .sayings()
            .into_iter()
            .filter(|(_, said)| *said == Said::NoRule && model.spec.policy.is_single() && model.spec.complete)
            .map(|(values, _)| values)
            .collect();
        let mut gaps = 0;
        let mut listed = BTreeSet::new();
        for finding in &report.findings {
            if let Finding::Gap { witness } = finding {
                gaps += 1;
                let facts = read(&model, witness);
                let before = listed.len();
                for values in model.completions(&facts) {
                    prop_assert!(unanswered.contains(&values), "{:?} is no gap", values);
                    listed.insert(values);
                }
                prop_assert!(listed.len() > before, "{:?} is listed twice", witness);
                for (at, _) in facts.iter().enumerate().filter(|(_, fact)| fact.is_known()) {
                    let mut wider = facts.clone();
                    wider[at] = Fact::UNKNOWN;
                    let within = model.completions(&wider).iter().all(|values| unanswered.contains(values));
                    prop_assert!(!within, "{:?} names a fact that makes no difference", witness);
                }
            }
        }
        prop_assert!(listed == unanswered || gaps == 20);
    }

    #[test]
    fn overlaps_are_exactly_the_pairs_that_contradict(model in model(4)) {
        let report = model.table().verify().expect("small");
        let mut expected = BTreeSet::new();
        if matches!(model.spec.policy, Policy::Unique | Policy::Any) {
            expected = overlapping(&model, &model.space());
        }
        let mut given = BTreeSet::new();
        for finding in &report.findings {
            if let Finding::Overlap { rows: [one, other], witness } = finding {
                for values in model.completions(&read(&model, witness)) {
                    prop_assert!(matches(model.row(one), &values) && matches(model.row(other), &values));
                }
                given.insert((one.clone(), other.clone()));
            }
        }
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn dead_rows_are_exactly_those_that_match_nothing(model in model(4)) {
        let report = model.table().verify().expect("small");
        let space = model.space();
        let expected: BTreeSet<&str> = model
            .spec
            .rows
            .iter()
            .filter(|row| !space.iter().any(|values| matches(row, values)))
            .map(|row| row.id.as_str())
            .collect();
        let mut given = BTreeSet::new();
        for finding in &report.findings {
            if let Finding::Dead { row, column } = finding {
                let at = model.schema.iter().position(|known| known.code == *column).expect("a column");
                let cell = &model.row(row).cells[&at];
                prop_assert!(!model.classes(at).iter().any(|value| accepts(cell, *value)));
                given.insert(row.as_str());
            }
        }
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn masked_rows_are_exactly_those_that_match_but_never_decide(model in model(4)) {
        let report = model.table().verify().expect("small");
        let space = model.space();
        let mut expected = BTreeSet::new();
        if matches!(model.spec.policy, Policy::First | Policy::Priority) {
            let deciding: BTreeSet<&str> = space.iter().filter_map(|values| model.winner(values)).map(|row| row.id.as_str()).collect();
            expected = space
                .iter()
                .flat_map(|values| model.matching(values))
                .map(|row| row.id.as_str())
                .filter(|row| !deciding.contains(row))
                .collect();
        }
        let mut given = BTreeSet::new();
        for finding in &report.findings {
            if let Finding::Masked { row, by, witness } = finding {
                for values in model.completions(&read(&model, witness)) {
                    prop_assert!(matches(model.row(row), &values));
                    prop_assert!(by.contains(&model.winner(&values).expect("a winner").id));
                }
                // Every row that takes facts from it is named.
                for values in space.iter().filter(|values| matches(model.row(row), values)) {
                    prop_assert!(by.contains(&model.winner(values).expect("a winner").id));
                }
                given.insert(row.as_str());
            }
        }
        prop_assert_eq!(given, expected);
    }

    #[test]
    fn redundant_rows_can_all_go_and_nothing_changes(model in model(4)) {
        let report = model.table().verify().expect("small");
        let mut less = model.clone();
        for finding in &report.findings {
            if let Finding::Redundant { row, within, witness } = finding {
                less.spec.rows.retain(|known| known.id != *row);
                for values in model.space() {
                    prop_assert!(!matches(model.row(row), &values) || matches(model.row(within), &values));
                }
                for values in model.completions(&read(&model, witness)) {
                    prop_assert!(matches(model.row(row), &values) && matches(model.row(within), &values));
                }
            }
        }
        for values in model.space() {
            match (model.say(&values), less.say(&values)) {
                // Without the rows, the others may be written first in another order.
                (Said::List(mut before), Said::List(mut after)) => {
                    before.sort_unstable();
                    after.sort_unstable();
                    prop_assert_eq!(before, after);
                }
                (before, after) => prop_assert_eq!(before, after),
            }
        }
    }

    #[test]
    fn a_row_within_another_of_the_same_outcome_is_redundant_where_order_does_not_count(model in model(4)) {
        if !(model.spec.policy == Policy::Any || model.spec.policy.is_list()) {
            return Ok(());
        }
        let report = model.table().verify().expect("small");
        let space = model.space();
        let extent = |id: &str| -> BTreeSet<&Vec<i64>> { space.iter().filter(|values| matches(model.row(id), values)).collect() };
        let given: BTreeSet<&str> = report
            .findings
            .iter()
            .filter_map(|finding| if let Finding::Redundant { row, .. } = finding { Some(row.as_str()) } else { None })
            .collect();
        for row in &model.spec.rows {
            let mine = extent(&row.id);
            let contained = model.spec.rows.iter().any(|other| {
                other.id != row.id && other.outcome == row.outcome && mine.is_subset(&extent(&other.id)) && mine.len() < extent(&other.id).len()
            });
            if contained && !mine.is_empty() {
                prop_assert!(given.contains(row.id.as_str()));
            }
        }
    }
}
