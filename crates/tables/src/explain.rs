//! Why this row, and why not that one: read off the same sets of rows that decide.

use crate::bits::ones;
use crate::domain::Fact;
use crate::evaluate::Verdict;
use crate::hits::Hits;
use crate::spec::Outcome;
use crate::table::{MAX_COLUMNS, Table};

/// The explanation of one evaluation. Cheap to make; details are worked out when asked for.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'t, O> {
    table: &'t Table<O>,
    hits: Hits<'t>,
    facts: [Fact; MAX_COLUMNS],
    verdict: Verdict,
}

/// Why a row does not match, or not surely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Index into [`Table::rows`].
    pub row: usize,
    /// Schema indices of the columns whose known fact the row rejects, or whose cell admits nothing.
    pub failed: Vec<usize>,
    /// Schema indices of the columns whose fact is unknown and that the row is not indifferent to.
    pub unknown: Vec<usize>,
}

impl<O: Outcome> Table<O> {
    /// Explains the evaluation of `facts`.
    pub fn explain(&self, facts: &[Fact]) -> Explanation<'_, O> {
        let mut known = [Fact::UNKNOWN; MAX_COLUMNS];
        for (slot, lane) in known.iter_mut().zip(&self.lanes) {
            *slot = lane.fact(facts);
        }
        let hits = self.hits(facts);
        Explanation {
            table: self,
            hits,
            facts: known,
            verdict: self.verdict(facts, &hits),
        }
    }
}

impl<O: Outcome> Explanation<'_, O> {
    /// What [`Table::decide`] says.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The rows that match, or may still match.
    pub fn hits(&self) -> Hits<'_> {
        self.hits
    }

    /// Schema indices of the columns that `row` sets a condition on, with the fact that was put to it.
    pub fn conditions(&self, row: usize) -> impl Iterator<Item = (usize, Fact)> + '_ {
        ones(u64::from(self.table.asks[row])).map(|at| {
            let schema = self.table.lanes[at].schema as usize;
            (schema, self.facts[at])
        })
    }

    /// The rows that fail in exactly one column: the nearest misses.
    pub fn near_misses(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.hits.words())
            .flat_map(|word| ones(self.hits.near_word(word)).map(move |bit| word * 64 + bit))
    }

    /// Why `row` does not match.
    pub fn why_not(&self, row: usize) -> Miss {
        let (mut failed, mut unknown) = (Vec::new(), Vec::new());
        for ((cell, column), fact) in self.table.rows[row]
            .cells
            .iter()
            .zip(&self.table.columns)
            .zip(&self.facts)
        {
            let accepted = |class| cell.as_ref().is_none_or(|cell| cell.contains(class));
            let fails = match fact.value() {
                Some(value) => !column.class_of_value(value).is_some_and(accepted),
                None => !(0..column.classes).any(accepted),
            };
            if fails {
                failed.push(column.schema);
            } else if !fact.is_known() && !(0..column.classes).all(accepted) {
                unknown.push(column.schema);
            }
        }
        Miss {
            row,
            failed,
            unknown,
        }
    }

    /// Every row that does not surely match, nearest misses first.
    pub fn misses(&self) -> Vec<Miss> {
        let mut misses: Vec<Miss> = (0..self.table.rows.len())
            .map(|row| self.why_not(row))
            .collect();
        misses.retain(|miss| !miss.failed.is_empty() || !miss.unknown.is_empty());
        misses.sort_by_key(|miss| (miss.failed.len(), miss.unknown.len(), miss.row));
        misses
    }
}
