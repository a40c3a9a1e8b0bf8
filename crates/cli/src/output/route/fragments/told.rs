//! What rows of the list tables say, put together when it first comes.

use std::ops::Range;

use rustc_hash::FxHashMap;
use shizu_rules::ToldRows;

use super::{LISTS, List, Rendered};

/// So many rows of a table are told together: few enough that their combinations stay in the cache, enough that an answer has few pieces.
const BLOCK: usize = 16;

/// Bytes of text that are remembered before all is forgotten.
const TEXT: usize = 2 << 20;

/// The pieces of each list of an answer: places in a text, where every item has a separator in front.
pub(super) type Lists = [Vec<Range<u32>>; LISTS];

/// The rows of all list tables, and the combinations of them that answers tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    blocks: Vec<RowBlock>,
    /// The text of all combinations.
    text: Vec<u8>,
}

/// Rows of one table that follow each other.
#[derive(Debug)]
struct RowBlock {
    table: usize,
    /// The place of its first row in the table.
    first: usize,
    rows: Vec<RowText>,
    /// The list that its rows give something to, if it is none of time limits.
    list: Option<List>,
    known: FxHashMap<u64, Pieces>,
}

/// What a combination of rows gives to an answer.
#[derive(Clone, Debug)]
struct Pieces {
    items: Range<u32>,
    possible: Range<u32>,
    reasons: Range<u32>,
}

/// A row, rendered.
#[derive(Debug)]
struct RowText {
    item: String,
    reason: String,
}

impl Told {
    /// Adds the rows of a table.
    pub fn add(&mut self, table: usize, rows: &[Rendered]) {
        let blocks = rows.chunks(BLOCK).enumerate();
        let blocks = blocks.map(|(at, rows)| RowBlock::new(table, at * BLOCK, rows));
        self.blocks.extend(blocks);
    }

    /// Finds the pieces of an answer that tells of these rows of each table. They hold until the next answer.
    #[inline]
    pub fn gather(&mut self, told: &[ToldRows], separator: &[u8], lists: &mut Lists) {
        if self.text.len() > TEXT {
            self.text.clear();
            self.blocks.iter_mut().for_each(|block| block.known.clear());
        }
        lists.iter_mut().for_each(Vec::clear);
        for block in &mut self.blocks {
            let key = block.key(&told[block.table]);
            if key == 0 {
                continue;
            }
            let pieces = match block.known.get(&key) {
                Some(known) => known.clone(),
                None => block.put_together(key, separator, &mut self.text),
            };
            let mut add = |list: List, piece: Range<u32>| {
                if !piece.is_empty() {
                    lists[list as usize].push(piece);
                }
            };
            if let Some(list) = block.list {
                add(list, pieces.items);
                add(List::PossibleMechanisms, pieces.possible);
            }
            add(List::Reasons, pieces.reasons);
        }
    }

    /// The text of a piece.
    #[inline]
    pub fn text(&self, piece: &Range<u32>) -> &[u8] {
        &self.text[piece.start as usize..piece.end as usize]
    }
}

impl RowBlock {
    /// All rows of a table give something to the same list.
    fn new(table: usize, first: usize, rows: &[Rendered]) -> Self {
        let gives = |list: &List| {
            *list != List::Reasons && rows.iter().any(|row| !row.lists[*list as usize].is_empty())
        };
        let list = List::ALL.into_iter().find(gives);
        let text = |row: &Rendered| RowText {
            item: list.map_or_else(String::new, |list| row.lists[list as usize].clone()),
            reason: row.lists[List::Reasons as usize].clone(),
        };
        RowBlock {
            table,
            first,
            rows: rows.iter().map(text).collect(),
            list,
            known: FxHashMap::default(),
        }
    }

    /// Which of its rows are told whole, which are reasons only, and which are possible; zero for none.
    #[inline]
    fn key(&self, told: &ToldRows) -> u64 {
        let here = |rows: u64| rows >> self.first & ((1 << BLOCK) - 1);
        here(told.whole) | here(told.reason) << BLOCK | here(told.possible) << (2 * BLOCK)
    }

    #[cold]
    fn put_together(&mut self, key: u64, separator: &[u8], text: &mut Vec<u8>) -> Pieces {
        let mut add = |told: u64, piece: fn(&RowText) -> &str| {
            let begin = text.len() as u32;
            let rows = self.rows.iter().enumerate();
            for (_, row) in rows.filter(|(at, _)| told >> at & 1 == 1) {
                if !piece(row).is_empty() {
                    text.extend_from_slice(separator);
                    text.extend_from_slice(piece(row).as_bytes());
                }
            }
            begin..text.len() as u32
        };
        let (whole, reason, possible) = (key, key >> BLOCK, key >> (2 * BLOCK));
        let pieces = Pieces {
            items: add(whole, |row| &row.item),
            possible: add(possible, |row| &row.item),
            reasons: add(whole | reason, |row| &row.reason),
        };
        self.known.insert(key, pieces.clone());
        pieces
    }
}
