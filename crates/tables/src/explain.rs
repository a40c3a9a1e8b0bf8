//! Why this row, and why not that one: read off the same sets of rows that decide.

use crate::bits::ones;
use crate::domain::Fact;
use crate::evaluate::{Verdict, one_word};
use crate::hits::Hits;
use crate::lane::Lane;
use crate::sort::SortOnce;
use crate::spec::Outcome;
use crate::table::Table;

/// The explanation of one evaluation. Cheap to make; details are worked out when asked for.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'t, O> {
    table: &'t Table<O>,
    facts: &'t [Fact],
    verdict: Verdict,
    /// The rows that fail in exactly one column, where all rows fit into one word.
    near: u64,
}

/// What one column has to do with the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Schema index of the column.
    pub column: usize,
    /// The fact that was put to it.
    pub fact: Fact,
    /// Whether the row sets a condition on it.
    pub is_condition: bool,
    /// The near misses: the rows that fail in this column and in no other, as bits. Only of a table of up to 64 rows; of a longer one
    /// [`Explanation::near_misses`] has them.
    pub near: u64,
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
    // A call would cost as much as what it does.
    #[expect(clippy::inline_always, reason = "the ratio to deciding is promised")]
    #[inline(always)]
    pub fn explain<'t>(&'t self, facts: &'t [Fact]) -> Explanation<'t, O> {
        let (verdict, near) = self.decide_with_near(facts);
        Explanation {
            table: self,
            facts,
            verdict,
            near,
        }
    }

    /// The verdict and, where all rows fit into one word, those that fail in exactly one column: both in one walk over the columns.
    #[expect(clippy::inline_always, reason = "the ratio to deciding is promised")]
    #[inline(always)]
    fn decide_with_near(&self, facts: &[Fact]) -> (Verdict, u64) {
        if self.sieve.words != 1 {
            return (self.decide(facts), 0);
        }
        match self.sieve.word_with_near(facts) {
            Some((rows, near)) => (self.verdict_of(one_word(rows)), near),
            None => self.decide_open_with_near(facts),
        }
    }

    /// The same where facts are unknown.
    #[cold]
    fn decide_open_with_near(&self, facts: &[Fact]) -> (Verdict, u64) {
        let hits = self.hits(facts);
        (self.verdict(facts, &hits), hits.near_word(0))
    }
}

impl<'t, O: Outcome> Explanation<'t, O> {
    /// What [`Table::decide`] says.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The rows that match, or may still match.
    pub fn hits(&self) -> Hits<'t> {
        self.table.hits(self.facts)
    }

    /// Schema indices of the columns that `row` sets a condition on, with the fact that was put to it.
    #[inline]
    pub fn conditions(&self, row: usize) -> impl Iterator<Item = (usize, Fact)> + 't {
        Conditions {
            lanes: self.table.sieve.lanes.iter(),
            facts: self.facts,
            asks: self.table.asks[row],
        }
    }

    /// Each column in schema order: the fact put to it, whether `row` asks for it, and the near misses that fail there only. Where all rows fit
    /// into one word, this is the whole explanation in one walk.
    #[inline]
    pub fn readings(&self, row: usize) -> impl Iterator<Item = Reading> + 't {
        let (table, facts, near) = (self.table, self.facts, self.near);
        let asks = table.asks[row];
        let lanes = table.sieve.lanes.iter().enumerate();
        lanes.map(move |(at, lane)| {
            let fact = lane.fact(facts);
            let line = lane.line(fact, 1).unwrap_or_else(|| lane.open_line(1));
            // Of a long table these are not the rows that accept the fact, but then no near miss is looked for among them.
            let accepts = table.sieve.bits.get(line as usize).copied();
            Reading {
                column: lane.schema as usize,
                fact,
                is_condition: asks >> at & 1 == 1,
                near: near & !accepts.unwrap_or_default(),
            }
        })
    }

    /// The rows that fail in exactly one column: the nearest misses.
    #[inline]
    pub fn near_misses(&self) -> impl Iterator<Item = usize> + 't {
        let (table, facts) = (self.table, self.facts);
        let long = (table.sieve.words > 1).then_some(()).into_iter();
        let long = long.flat_map(move |()| {
            let hits = table.hits(facts);
            let words = 0..hits.words();
            words.flat_map(move |word| ones(hits.near_word(word)).map(move |bit| word * 64 + bit))
        });
        ones(self.near).chain(long)
    }

    /// Why `row` does not match.
    pub fn why_not(&self, row: usize) -> Miss {
        let (mut failed, mut unknown) = (Vec::new(), Vec::new());
        for (cell, column) in self.table.rows[row].cells.iter().zip(&self.table.columns) {
            let fact = Table::<O>::fact(self.facts, column);
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
        misses.sort_once_by_key(|miss| (miss.failed.len(), miss.unknown.len(), miss.row));
        misses
    }
}

/// Walks the conditions of a row.
struct Conditions<'t> {
    lanes: std::slice::Iter<'t, Lane>,
    facts: &'t [Fact],
    /// Which of the lanes the row has a cell for, the next one lowest.
    asks: u32,
}

impl Iterator for Conditions<'_> {
    type Item = (usize, Fact);

    #[inline]
    fn next(&mut self) -> Option<(usize, Fact)> {
        loop {
            let lane = self.lanes.next()?;
            let asked = self.asks & 1 == 1;
            self.asks >>= 1;
            if asked {
                return Some((lane.schema as usize, lane.fact(self.facts)));
            }
        }
    }

    /// Looks at every column alike, so that the loop does not depend on which ones the row asks for.
    #[inline]
    fn fold<B, F: FnMut(B, (usize, Fact)) -> B>(self, mut sum: B, mut add: F) -> B {
        let mut asks = self.asks;
        for lane in self.lanes {
            let condition = (lane.schema as usize, lane.fact(self.facts));
            if asks & 1 == 1 {
                sum = add(sum, condition);
            }
            asks >>= 1;
        }
        sum
    }
}
