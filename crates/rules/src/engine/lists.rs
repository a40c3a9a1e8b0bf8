//! The rows of all list tables as one set, so that one walk over the facts finds those of every table.

use shizu_tables::{CompileError, FirstRows, Policy, RowBits, RowSpec, Table, TableSpec};

use crate::facts::{ClueFacts, Subject};
use crate::rulebook::Then;

/// Most rows of one list table; they are taken out of the set as one word.
pub(crate) const MOST_ROWS_OF_TABLE: usize = 64;

/// Most rows of all list tables together: 256.
pub(crate) const MOST_ROWS: usize = 8 * size_of::<RowBits>();

/// The list tables of an engine.
#[derive(Debug)]
pub(crate) struct Lists {
    pub tables: Vec<Table<Then>>,
    /// Where the rows of each table are in a set.
    pub spans: Vec<Span>,
    /// All rows, table after table.
    joined: Table<Then>,
}

/// Where the rows of one table are among those of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    word: usize,
    shift: u32,
    /// As many bits as the table has rows.
    mask: u64,
}

/// Rows of one list table, one bit each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    pub sure: u64,
    pub possible: u64,
}

impl Lists {
    /// Joins compiled `tables`, each with the rows it was compiled from. Together they have at most [`MOST_ROWS`].
    pub fn join(tables: Vec<(Table<Then>, Vec<RowSpec<Then>>)>) -> Result<Self, CompileError> {
        let (mut rows, mut spans, mut compiled) = (Vec::new(), Vec::new(), Vec::new());
        for (table, written) in tables {
            spans.push(Span::new(rows.len(), written.len()));
            let order = table.rows().iter().map(|row| row.position);
            rows.extend(order.map(|position| written[position].clone()));
            compiled.push(table);
        }
        let spec = TableSpec {
            id: "lists".to_owned(),
            policy: Policy::RuleOrder,
            complete: false,
            priority: Vec::new(),
            rows,
        };
        Ok(Lists {
            tables: compiled,
            spans,
            joined: Table::compile(&spec, &Subject::Clue.schema())?,
        })
    }

    /// The rows that match.
    #[inline]
    pub fn matching(&self, facts: &ClueFacts) -> FirstRows {
        self.joined.first_rows(facts.as_slice())
    }
}

impl Span {
    fn new(start: usize, rows: usize) -> Self {
        Span {
            word: start / 64,
            shift: (start % 64) as u32,
            mask: u64::MAX.checked_shr(64 - rows as u32).unwrap_or(0),
        }
    }

    /// The rows of the table in a set.
    #[inline]
    pub(crate) fn taken_from(self, set: &RowBits) -> u64 {
        let word = |at: usize| set.get(at).copied().unwrap_or(0);
        // In two steps, because a shift by 64 is none.
        let behind = word(self.word + 1) << 1 << (63 - self.shift);
        (word(self.word) >> self.shift | behind) & self.mask
    }

    /// The rows of the table that match.
    #[inline]
    pub(crate) fn matching(self, rows: &FirstRows) -> Rows {
        Rows {
            sure: self.taken_from(&rows.sure),
            possible: self.taken_from(&rows.possible),
        }
    }

    /// Adds rows of the table to a set.
    pub(crate) fn add(self, set: &mut RowBits, rows: u64) {
        let rows = rows & self.mask;
        let parts = [rows << self.shift, rows >> 1 >> (63 - self.shift)];
        for (word, part) in set.iter_mut().skip(self.word).zip(parts) {
            *word |= part;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::Index;

    use shizu_tables::RowBits;

    use super::{MOST_ROWS, MOST_ROWS_OF_TABLE, Span};
    use crate::{ClueFacts, Engine, FactKey, Rulebook};

    proptest! {
        #[test]
        fn rows_of_tables_are_taken_out_of_a_set_as_they_were_put_in(
            tables in prop::collection::vec((0..=MOST_ROWS_OF_TABLE, any::<u64>()), 0..12),
        ) {
            let (mut set, mut put, mut start) = (RowBits::default(), Vec::new(), 0);
            for (rows, bits) in tables {
                if start + rows > MOST_ROWS {
                    break;
                }
                let span = Span::new(start, rows);
                span.add(&mut set, bits);
                let kept = if rows == 64 { bits } else { bits & ((1 << rows) - 1) };
                put.push((span, kept));
                start += rows;
            }
            for (span, kept) in put {
                prop_assert_eq!(span.taken_from(&set), kept);
            }
        }
    }

    #[test]
    fn the_joined_rows_match_as_those_of_each_table() {
        let rulebook = Rulebook::shipped().expect("the shipped rulebook");
        let day = "2026-06-30".parse().expect("a day");
        let engine = Engine::new(rulebook, day).expect("an engine");
        let picks = || prop::collection::vec((0..4_u32, any::<Index>()), FactKey::ALL.len());
        let clues = (any::<bool>(), picks()).prop_map(|(whole, picks)| {
            let mut facts = ClueFacts::default();
            for (key, (blank, pick)) in FactKey::ALL.iter().zip(picks) {
                let known = whole || blank > 0;
                facts.set(*key, known.then(|| pick.index(key.values().len())));
            }
            facts
        });
        let mut runner = proptest::test_runner::TestRunner::default();
        let run = runner.run(&clues, |facts| {
            let matching = engine.lists.matching(&facts);
            for (table, span) in engine.lists.tables.iter().zip(&engine.lists.spans) {
                let hits = table.hits(facts.as_slice());
                let bits = |rows: &mut dyn Iterator<Item = usize>| {
                    rows.fold(0, |bits, row| bits | 1 << row)
                };
                let rows = span.matching(&matching);
                prop_assert_eq!(rows.sure, bits(&mut hits.sure()));
                prop_assert_eq!(rows.possible, bits(&mut hits.possible()));
            }
            Ok(())
        });
        run.expect("all of them");
    }
}
