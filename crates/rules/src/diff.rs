//! What changes between two rulebooks: which rows, and which inputs get another answer.

use chrono::NaiveDate;
use serde::Serialize;
use shizu_tables::{DiffError, Difference, diff, gather_set};

use crate::rulebook::{Rule, Rulebook, Then};
use crate::vocabulary::{LimitUnit, Term};

/// What changes in one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDiff {
    /// Id of the table.
    pub table: String,
    /// Ids of rows that are new.
    pub added: Vec<String>,
    /// Ids of rows that say something else, or hold at other times.
    pub changed: Vec<String>,
    /// Ids of rows that are gone.
    pub removed: Vec<String>,
    /// Inputs that get another answer: exact, counted, with a witness.
    pub answers: Vec<Difference<Then>>,
}

/// A change of a time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitDiff {
    /// Id of the limit.
    pub limit: String,
    /// Amount and unit before, as `5 working_days`.
    pub before: String,
    /// Amount and unit after.
    pub after: String,
}

/// What changes between two rulebooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulebookDiff {
    /// Tables in which something changes.
    pub tables: Vec<TableDiff>,
    /// Time limits that change.
    pub limits: Vec<LimitDiff>,
}

/// Compares two rulebooks as they hold on `day`.
///
/// # Errors
/// When a table of either cannot be compiled or is too entangled.
pub fn compare(
    before: &Rulebook,
    after: &Rulebook,
    day: NaiveDate,
) -> Result<RulebookDiff, DiffError> {
    let mut result = RulebookDiff::default();
    for old in &before.tables {
        let Some(new) = after.table(&old.id) else {
            continue;
        };
        let held = |rules: &[Rule]| {
            rules
                .iter()
                .filter(|rule| rule.holds_on(day))
                .cloned()
                .collect::<Vec<_>>()
        };
        let (old_rules, new_rules) = (held(&old.rules), held(&new.rules));
        let ids = |rules: &[Rule]| gather_set(rules.iter().map(|rule| rule.id.clone()));
        let (old_ids, new_ids) = (ids(&old_rules), ids(&new_rules));
        let same = |id: &&String| {
            let old = old_rules.iter().find(|rule| rule.id == **id);
            let new = new_rules.iter().find(|rule| rule.id == **id);
            old.zip(new)
                .is_some_and(|(old, new)| means_the_same(old, new))
        };
        let table = TableDiff {
            table: old.id.clone(),
            added: new_ids.difference(&old_ids).cloned().collect(),
            changed: old_ids
                .intersection(&new_ids)
                .filter(|id| !same(id))
                .cloned()
                .collect(),
            removed: old_ids.difference(&new_ids).cloned().collect(),
            answers: diff(&old.spec(day), &new.spec(day), &old.subject.schema())?,
        };
        if !(table.added.is_empty()
            && table.changed.is_empty()
            && table.removed.is_empty()
            && table.answers.is_empty())
        {
            result.tables.push(table);
        }
    }
    let limits = after.limits_on(day);
    for old in before.limits_on(day) {
        if let Some(new) = limits
            .iter()
            .find(|new| new.id == old.id)
            .filter(|new| (new.amount, new.unit) != (old.amount, old.unit))
        {
            let words = |amount: u32, unit: LimitUnit| format!("{amount} {}", unit.code());
            result.limits.push(LimitDiff {
                limit: old.id.clone(),
                before: words(old.amount, old.unit),
                after: words(new.amount, new.unit),
            });
        }
    }
    Ok(result)
}

/// Whether two rows give the same answers with the same explanation.
fn means_the_same(one: &Rule, other: &Rule) -> bool {
    one.when == other.when
        && one.then == other.then
        && one.title == other.title
        && one.says == other.says
        && one.basis == other.basis
        && one.cites == other.cites
        && one.note == other.note
}
