//! Which inputs get another answer in another version of a table: exact, counted, with a witness.

use std::collections::BTreeMap;

use crate::diagram::{Diagram, Ref, Terminal, TooLarge};
use crate::domain::Column;
use crate::sort::gather;
use crate::spec::{CompileError, Grid, Outcome, Policy, TableSpec};
use crate::table::Table;
use crate::verify::Witness;

/// Inputs that get another answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<O> {
    /// The answer before; `None` for no answer or a contradiction.
    pub before: Option<O>,
    /// The answer after.
    pub after: Option<O>,
    /// How many combinations of facts change so.
    pub count: u128,
    /// One of them.
    pub witness: Witness,
}

/// Why two tables cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiffError {
    /// The two do not both give one outcome, nor both a list of outcomes.
    #[error(
        "a table of policy {before:?} cannot be compared with one of policy {after:?}; compare two that give one outcome each, or a list each"
    )]
    NotComparable {
        /// Policy before.
        before: Policy,
        /// Policy after.
        after: Policy,
    },
    /// One of them does not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// One of them is too entangled.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// Compares two versions of a table over the same schema. A single-outcome table gives changes from one outcome to another; a list table gives
/// outcomes that come (`before` empty) or go (`after` empty).
///
/// # Errors
/// When a version does not compile or is too entangled.
pub fn diff<O: Outcome>(
    before: &TableSpec<O>,
    after: &TableSpec<O>,
    schema: &[Column],
) -> Result<Vec<Difference<O>>, DiffError> {
    let grid = Grid::of(before).union(&Grid::of(after));
    let before = Table::compile_on(before, schema, &grid)?;
    let after = Table::compile_on(after, schema, &grid)?;
    let (old, new) = (before.policy(), after.policy());
    if old.is_list() && new.is_list() {
        return list_diff(&before, &after);
    }
    if !(old.is_single() && new.is_single()) {
        return Err(DiffError::NotComparable {
            before: old,
            after: new,
        });
    }
    let changed = Pairs::compare(before.diagram()?, after.diagram()?);
    let mut differences: Vec<Difference<O>> = Vec::new();
    for ((old, new), (count, path)) in changed {
        let (old, new) = (outcome(&before, &old), outcome(&after, &new));
        if old == new {
            continue;
        }
        match differences
            .iter_mut()
            .find(|known| known.before == old && known.after == new)
        {
            Some(known) => known.count = known.count.saturating_add(count),
            None => differences.push(Difference {
                before: old,
                after: new,
                count,
                witness: before.witness(&path),
            }),
        }
    }
    Ok(differences)
}

fn list_diff<O: Outcome>(
    before: &Table<O>,
    after: &Table<O>,
) -> Result<Vec<Difference<O>>, DiffError> {
    let new_only = after
        .outcomes()
        .iter()
        .filter(|outcome| !before.outcomes().contains(outcome));
    let mut differences = Vec::new();
    for outcome in before.outcomes().iter().chain(new_only) {
        let index = |table: &Table<O>| {
            let known = table.outcomes().iter().position(|known| known == outcome);
            known.unwrap_or(table.outcomes().len())
        };
        let (old, new) = (
            before.listed_diagram(index(before))?,
            after.listed_diagram(index(after))?,
        );
        for ((old, new), (count, path)) in Pairs::compare(old, new) {
            if old != new {
                let side = |terminal: &Terminal| {
                    (*terminal == Terminal::Listed(true)).then(|| outcome.clone())
                };
                differences.push(Difference {
                    before: side(&old),
                    after: side(&new),
                    count,
                    witness: before.witness(&path),
                });
            }
        }
    }
    Ok(differences)
}

fn outcome<O: Outcome>(table: &Table<O>, terminal: &Terminal) -> Option<O> {
    match terminal {
        Terminal::Outcome(index) => table.outcomes().get(*index).cloned(),
        _ => None,
    }
}

/// For each pair of answers: how many combinations give it, and a box of one.
type Counted<T> = BTreeMap<(T, T), (u128, Vec<Option<usize>>)>;

/// Walks two diagrams over the same columns side by side.
struct Pairs<'d> {
    before: &'d Diagram,
    after: &'d Diagram,
    memo: BTreeMap<(Ref, Ref), Counted<usize>>,
}

impl Pairs<'_> {
    fn compare(before: &Diagram, after: &Diagram) -> Counted<Terminal> {
        let mut pairs = Pairs {
            before,
            after,
            memo: BTreeMap::new(),
        };
        let counted = pairs.count(before.root, after.root);
        let above = pairs.free(0, pairs.level(before.root, after.root));
        let named = counted.into_iter().map(|((old, new), (count, path))| {
            (
                (before.terminals[old].clone(), after.terminals[new].clone()),
                (count.saturating_mul(above), path),
            )
        });
        named.collect()
    }

    fn count(&mut self, old: Ref, new: Ref) -> Counted<usize> {
        if let (Ref::Terminal(old), Ref::Terminal(new)) = (old, new) {
            return gather([((old, new), (1, vec![None; self.before.classes.len()]))]);
        }
        if let Some(done) = self.memo.get(&(old, new)) {
            return done.clone();
        }
        let column = self.level(old, new);
        let mut counted = Counted::new();
        for class in 0..self.before.classes[column] {
            let (old, new) = (
                self.before.child(old, column, class),
                self.after.child(new, column, class),
            );
            let skipped = self.free(column + 1, self.level(old, new));
            for (pair, (count, mut path)) in self.count(old, new) {
                let count = count.saturating_mul(skipped);
                counted
                    .entry(pair)
                    .and_modify(|known| known.0 = known.0.saturating_add(count))
                    .or_insert_with(|| {
                        path[column] = Some(class);
                        (count, path)
                    });
            }
        }
        self.memo.insert((old, new), counted.clone());
        counted
    }

    fn level(&self, old: Ref, new: Ref) -> usize {
        self.before.level(old).min(self.after.level(new))
    }

    fn free(&self, from: usize, to: usize) -> u128 {
        self.before.classes[from..to]
            .iter()
            .fold(1, |product: u128, classes| {
                product.saturating_mul(*classes as u128)
            })
    }
}
