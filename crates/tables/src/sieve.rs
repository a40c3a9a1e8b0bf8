//! The sets of rows of a table by column and class: all that deciding reads, and what reads it. Not generic, so that it can be compiled here, once, with this
//! crate's settings, whatever those of the crate that has the table; [`Sieve::first_rows`] always is.

use crate::domain::Fact;
use crate::hits::{BLOCK, FirstRows, Hits, RowBits, valid};
use crate::lane::Lane;
use crate::table::{MAX_COLUMNS, Row, UsedColumn};

const NO_ROWS: RowBits = [0; BLOCK];

/// The sets of rows that columns let through.
#[derive(Debug)]
pub(crate) struct Sieve {
    /// What deciding needs of the columns, close together.
    pub lanes: Vec<Lane>,
    /// Per column: a set of rows for each class, then the rows that accept some class, all classes, and (for facts outside) none.
    pub bits: Vec<u64>,
    /// Words per set of rows: one, or a multiple of [`crate::hits::BLOCK`].
    pub words: usize,
    /// How many rows there are.
    pub rows: usize,
}

impl Sieve {
    /// The sets of `rows`, each of so many `words`, as `columns` have their bases for.
    pub fn new(columns: &[UsedColumn], rows: &[Row], words: usize) -> Self {
        let lines = columns.iter().map(|column| (column.classes + 3) * words);
        // A block can be read at each of them.
        let mut bits = vec![0; lines.sum::<usize>() + BLOCK];
        for (at, column) in columns.iter().enumerate() {
            let (some, all) = (column.classes, column.classes + 1);
            for (index, row) in rows.iter().enumerate() {
                let mut set = |line: usize| {
                    bits[column.base + line * words + index / 64] |= 1 << (index % 64);
                };
                let accepted = (0..column.classes).filter(|class| {
                    row.cells[at]
                        .as_ref()
                        .is_none_or(|cell| cell.contains(*class))
                });
                let count = accepted.inspect(|class| set(*class)).count();
                if count > 0 {
                    set(some);
                }
                if count == column.classes {
                    set(all);
                }
            }
        }
        Sieve {
            lanes: columns.iter().map(Lane::of).collect(),
            bits,
            words,
            rows: rows.len(),
        }
    }

    /// The set of rows that accept a class of a column.
    pub fn accepting(&self, column: &UsedColumn, class: usize) -> &[u64] {
        let start = column.base + class * self.words;
        &self.bits[start..start + self.words]
    }

    /// The rows that match `facts`, which are in schema order; a missing tail is unknown.
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
        Hits::new(self, lines, unknown)
    }

    /// The rows that match, of up to 64; `None` when a fact that is used is unknown. Nothing is remembered of the columns but what is left of the word.
    pub fn word(&self, facts: &[Fact]) -> Option<u64> {
        let mut alive = valid(self.rows, 0);
        for lane in &self.lanes {
            alive &= self.bits[lane.line(lane.fact(facts), 1)? as usize];
        }
        Some(alive)
    }

    /// The first rows that match, in one walk like [`Sieve::word`].
    // A caller that is compiled for size would spoil the loop.
    #[inline(never)]
    pub fn first_rows(&self, facts: &[Fact]) -> FirstRows {
        let mut possible = std::array::from_fn(|word| valid(self.rows, word));
        let mut sure = possible;
        let words = self.words as u32;
        for lane in &self.lanes {
            let known = lane.line(lane.fact(facts), words);
            let line = known.unwrap_or_else(|| lane.open_line(words));
            if known.is_none() {
                sure = both(&sure, self.set(line + words));
            }
            possible = both(&possible, self.set(line));
        }
        FirstRows {
            sure: both(&sure, &possible),
            possible,
        }
    }

    /// The set of rows at `line`, or the first block of it. Of a set of one word the others are those of the lines behind it, where no row is valid.
    #[expect(
        clippy::inline_always,
        reason = "a call would cost more than what it does"
    )]
    #[inline(always)]
    fn set(&self, line: u32) -> &RowBits {
        let set = self.bits.get(line as usize..);
        set.and_then(<[u64]>::first_chunk).unwrap_or(&NO_ROWS)
    }

    /// The same as [`Sieve::word`], and the rows that fail in exactly one column.
    #[expect(clippy::inline_always, reason = "the ratio to deciding is promised")]
    #[inline(always)]
    pub fn word_with_near(&self, facts: &[Fact]) -> Option<(u64, u64)> {
        let (mut alive, mut near) = (valid(self.rows, 0), 0);
        for lane in &self.lanes {
            let accepts = self.bits[lane.line(lane.fact(facts), 1)? as usize];
            near = (near & accepts) | (alive & !accepts);
            alive &= accepts;
        }
        Some((alive, near))
    }
}

/// The rows that are in both sets.
#[inline]
fn both(one: &RowBits, other: &RowBits) -> RowBits {
    std::array::from_fn(|word| one[word] & other[word])
}
