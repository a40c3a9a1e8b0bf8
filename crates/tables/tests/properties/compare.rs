//! The difference between two versions of a table.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shizu_tables::{DiffError, diff};

use crate::model::{Model, Said};
use crate::prove::read;
use crate::tables::{config, pair};

/// The model that has the rows of both, so that its classes are those that the comparison counts in.
fn both(one: &Model, other: &Model) -> Model {
    let mut both = one.clone();
    both.spec.rows.extend(other.spec.rows.iter().cloned());
    both
}

fn outcome(said: &Said) -> Option<i64> {
    if let Said::One(outcome) = said {
        Some(*outcome)
    } else {
        None
    }
}

type Changes = BTreeMap<(Option<i64>, Option<i64>), BTreeSet<Vec<i64>>>;

fn changes(one: &Model, other: &Model) -> Changes {
    let mut changes = Changes::new();
    for values in both(one, other).space() {
        let (before, after) = (one.say(&values), other.say(&values));
        if let (Said::List(before), Said::List(after)) = (&before, &after) {
            let gone = before
                .iter()
                .filter(|outcome| !after.contains(outcome))
                .map(|outcome| (Some(*outcome), None));
            let come = after
                .iter()
                .filter(|outcome| !before.contains(outcome))
                .map(|outcome| (None, Some(*outcome)));
            for change in gone.chain(come) {
                changes.entry(change).or_default().insert(values.clone());
            }
        } else if outcome(&before) != outcome(&after) {
            changes
                .entry((outcome(&before), outcome(&after)))
                .or_default()
                .insert(values);
        }
    }
    changes
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn every_change_is_counted_and_witnessed((one, other) in pair()) {
        let given = diff(&one.spec, &other.spec, &one.schema);
        if !(one.spec.policy.is_single() || one.spec.policy.is_list()) {
            let refused = matches!(given, Err(DiffError::NotComparable { .. }));
            prop_assert!(refused);
            return Ok(());
        }
        let expected = changes(&one, &other);
        let given = given.expect("small");
        prop_assert_eq!(given.len(), expected.len());
        let both = both(&one, &other);
        for difference in &given {
            let change = &expected[&(difference.before, difference.after)];
            prop_assert_eq!(difference.count, change.len() as u128);
            for values in both.completions(&read(&both, &difference.witness)) {
                prop_assert!(change.contains(&values));
            }
        }
    }

    #[test]
    fn a_table_does_not_differ_from_itself((one, _) in pair()) {
        if one.spec.policy.is_single() || one.spec.policy.is_list() {
            prop_assert_eq!(diff(&one.spec, &one.spec, &one.schema), Ok(Vec::new()));
        }
    }
}
