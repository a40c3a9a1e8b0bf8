//! The rows that match, surely or possibly: where each column's set of rows is, and their intersection, without allocation.

use std::borrow::Borrow;

use crate::bits::ones;
use crate::sieve::Sieve;
use crate::table::MAX_COLUMNS;

/// Long tables are evaluated so many words of 64 rows at a time; a [`RowBits`] has as many.
pub(crate) const BLOCK: usize = 4;

/// A set of the first 256 rows of a table, a bit each. The first row is the lowest bit of the first word.
pub type RowBits = [u64; BLOCK];

/// The rows that match, among the first ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FirstRows {
    /// Those that match whatever the unknown facts turn out to be.
    pub sure: RowBits,
    /// Those that match for some value of the unknown facts, the sure ones among them.
    pub possible: RowBits,
}

/// The rows that match: surely, or still possibly.
#[derive(Clone, Copy, Debug)]
pub struct Hits<'t> {
    sieve: &'t Sieve,
    /// Where each column's set of possible rows begins. The set of sure rows is the same where the fact is known, else it follows.
    lines: [u32; MAX_COLUMNS],
    /// Columns whose fact is unknown, as bits.
    unknown: u32,
}

impl<'t> Hits<'t> {
    pub(crate) fn new(sieve: &'t Sieve, lines: [u32; MAX_COLUMNS], unknown: u32) -> Self {
        Hits {
            sieve,
            lines,
            unknown,
        }
    }

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
    pub(crate) fn sure_word(&self, word: usize) -> u64 {
        self.block::<1>(word, self.unknown)[0]
    }

    /// The rows of 64 that fail in exactly one column, as bits.
    #[inline]
    pub(crate) fn near_word(&self, word: usize) -> u64 {
        let (mut none, mut one) = (valid(self.sieve.rows, word), 0);
        for line in self.lines() {
            let fails = !self
                .sieve
                .bits
                .get(*line as usize + word)
                .copied()
                .unwrap_or(0);
            one = (one & !fails) | (none & fails);
            none &= !fails;
        }
        one
    }

    fn lines(&self) -> &[u32] {
        &self.lines[..self.sieve.lanes.len()]
    }

    /// How many words of 64 rows there are; the last ones may be empty.
    pub(crate) fn words(&self) -> usize {
        self.sieve.words
    }

    /// The words in which rows surely match: index of the first row of a word, and its rows as bits.
    #[inline]
    pub(crate) fn sure_words(&self) -> impl Iterator<Item = (usize, u64)> {
        words(self, self.unknown)
    }

    /// The block that begins with word `first`, of however many words there are.
    #[inline]
    fn block_at(&self, first: usize, must: u32) -> [u64; BLOCK] {
        if self.sieve.words == 1 {
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
        let mut alive = std::array::from_fn(|at| valid(self.sieve.rows, first + at));
        for (at, line) in self.lines().iter().enumerate() {
            let sure = if must >> at & 1 == 1 {
                self.sieve.words
            } else {
                0
            };
            let set = self.sieve.bits.get(*line as usize + sure + first..);
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
        while next < hits.sieve.words || !next.is_multiple_of(BLOCK) {
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
