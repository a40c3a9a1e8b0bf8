//! The rows that match, surely or possibly: where each column's set of rows is, and their intersection, without allocation.

use std::borrow::Borrow;

use crate::bits::ones;
use crate::domain::Fact;
use crate::spec::Outcome;
use crate::table::{BLOCK, MAX_COLUMNS, Table};

/// The rows that match: surely, or still possibly.
#[derive(Clone, Copy, Debug)]
pub struct Hits<'t> {
    bits: &'t [u64],
    /// Where each column's set of possible rows begins. The set of sure rows is the same where the fact is known, else it follows.
    lines: [u32; MAX_COLUMNS],
    /// Columns whose fact is unknown, as bits.
    unknown: u32,
    columns: usize,
    rows: usize,
    words: usize,
}

impl<O: Outcome> Table<O> {
    /// The rows that match `facts`. `facts` are in schema order; a missing tail is unknown.
    #[inline]
    pub fn hits(&self, facts: &[Fact]) -> Hits<'_> {
        let mut lines = [0; MAX_COLUMNS];
        let mut unknown = 0;
        let words = self.words as u32;
        for (at, (line, lane)) in lines.iter_mut().zip(&self.lanes).enumerate() {
            *line = lane.line(lane.fact(facts), words).unwrap_or_else(|| {
                unknown |= 1 << at;
                lane.open_line(words)
            });
        }
        Hits {
            bits: &self.bits,
            lines,
            unknown,
            columns: self.lanes.len(),
            rows: self.rows.len(),
            words: self.words,
        }
    }
}

impl<O: Outcome> Table<O> {
    /// Of a table of up to 64 rows, the rows that surely match and those that possibly match, as bits: what [`Table::hits`] tells, in one walk over
    /// the columns. Of a longer table, its first rows.
    #[inline]
    pub fn rows_of_word(&self, facts: &[Fact]) -> (u64, u64) {
        let words = self.words as u32;
        let all = valid(self.rows.len(), 0);
        let (mut sure, mut possible) = (all, all);
        for lane in &self.lanes {
            let line = lane.line(lane.fact(facts), words);
            // Where the fact is unknown, the rows that accept all classes follow those that accept some.
            let (some, all) = line.map_or_else(
                || (lane.open_line(words), lane.open_line(words) + words),
                |line| (line, line),
            );
            possible &= self.bits.get(some as usize).copied().unwrap_or(0);
            sure &= self.bits.get(all as usize).copied().unwrap_or(0);
        }
        (sure, possible)
    }
}

impl<'t> Hits<'t> {
    /// Whether every fact that the table uses is known.
    pub fn all_known(&self) -> bool {
        self.unknown == 0
    }

    /// Rows that match whatever the unknown facts turn out to be, in the order of evaluation.
    pub fn sure(self) -> impl Iterator<Item = usize> + 't {
        words(self, self.unknown).flat_map(rows)
    }

    /// Rows that match for some value of the unknown facts, the sure ones among them.
    pub fn possible(self) -> impl Iterator<Item = usize> + 't {
        words(self, 0).flat_map(rows)
    }

    /// The sure rows of 64 as bits.
    pub fn must_word(&self, word: usize) -> u64 {
        self.block::<1>(word, self.unknown)[0]
    }

    /// The possible rows of 64 as bits.
    pub fn may_word(&self, word: usize) -> u64 {
        self.block::<1>(word, 0)[0]
    }

    /// The rows of 64 that fail in exactly one column, as bits.
    #[inline]
    pub fn near_word(&self, word: usize) -> u64 {
        let (mut none, mut one) = (valid(self.rows, word), 0);
        for line in &self.lines[..self.columns] {
            let fails = !self.bits.get(*line as usize + word).copied().unwrap_or(0);
            one = (one & !fails) | (none & fails);
            none &= !fails;
        }
        one
    }

    /// How many words of 64 rows there are; the last ones may be empty.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The words in which rows surely match: index of the first row of a word, and its rows as bits.
    #[inline]
    pub(crate) fn sure_words(&self) -> impl Iterator<Item = (usize, u64)> {
        words(self, self.unknown)
    }

    /// The block that begins with word `first`, of however many words there are.
    #[inline]
    fn block_at(&self, first: usize, must: u32) -> [u64; BLOCK] {
        if self.words == 1 {
            let mut block = [0; BLOCK];
            block[0] = self.block::<1>(first, must)[0];
            block
        } else {
            self.block(first, must)
        }
    }

    /// The rows from word `first` on; of the columns in `must`, those that accept every class.
    #[inline]
    fn block<const N: usize>(&self, first: usize, must: u32) -> [u64; N] {
        let mut alive = std::array::from_fn(|at| valid(self.rows, first + at));
        for (at, line) in self.lines[..self.columns].iter().enumerate() {
            let sure = if must >> at & 1 == 1 { self.words } else { 0 };
            let set = self.bits.get(*line as usize + sure + first..);
            if let Some(set) = set.and_then(<[u64]>::first_chunk::<N>) {
                for (alive, accepts) in alive.iter_mut().zip(set) {
                    *alive &= accepts;
                }
            }
        }
        alive
    }
}

/// Which of the 64 rows of a word exist.
#[inline]
pub(crate) fn valid(rows: usize, word: usize) -> u64 {
    match rows.saturating_sub(word * 64) {
        left if left >= 64 => u64::MAX,
        left => (1 << left) - 1,
    }
}

/// The rows of a word: index of its first, and the rows as bits.
fn rows((first, word): (usize, u64)) -> impl Iterator<Item = usize> {
    ones(word).map(move |bit| first + bit)
}

/// The words in which rows match, a block at a time: index of the first row of a word, and its rows as bits. Of the columns in `must`, the
/// rows that accept every class.
fn words<'t>(hits: impl Borrow<Hits<'t>>, must: u32) -> impl Iterator<Item = (usize, u64)> {
    let (mut block, mut next) = ([0; BLOCK], 0);
    std::iter::from_fn(move || {
        let hits = hits.borrow();
        while next < hits.words || !next.is_multiple_of(BLOCK) {
            let at = next % BLOCK;
            if at == 0 {
                block = hits.block_at(next, must);
                if block == [0; BLOCK] {
                    next += BLOCK;
                    continue;
                }
            }
            next += 1;
            if block[at] != 0 {
                return Some(((next - 1) * 64, block[at]));
            }
        }
        None
    })
}
