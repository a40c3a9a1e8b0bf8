//! The document.

use chrono::NaiveDate;

use crate::entry::Entry;
use crate::history::History;
use crate::kind::Kind;
use crate::pool::{Pool, Symbol};
use crate::register::Register;
use crate::table::Table;

/// What the rows are: invented for training, or of real work. The two never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Space {
    /// Invented data.
    Training,
    /// Real work.
    Work,
}

impl Space {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Space::Training => "training",
            Space::Work => "work",
        }
    }

    /// The space with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Space::Training, Space::Work]
            .into_iter()
            .find(|space| space.code() == code)
    }
}

/// Who changes the workbook, when and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'s> {
    /// Now, by the clock of this computer: RFC 3339 with seconds and offset.
    pub at: &'s str,
    /// The name the user gave themself.
    pub by: &'s str,
    /// The reason; may be empty, except where a step asks for one.
    pub why: &'s str,
}

/// A workbook: registers, and the history of how they came to be.
#[derive(Clone, Debug)]
pub struct Workbook {
    pub(crate) id: String,
    pub(crate) space: Space,
    pub(crate) created: String,
    /// Revision of the state from which the history starts: 0, except where a damaged file had lost its history.
    pub(crate) base: u64,
    pub(crate) pool: Pool,
    pub(crate) tables: Vec<Table>,
    pub(crate) history: History,
    pub(crate) name: String,
}

impl Workbook {
    /// An empty workbook. `id` is the same in all its copies and in no other workbook: 16 random digits do. `created` is a time as in [`Stamp::at`].
    pub fn new(id: &str, name: &str, space: Space, created: &str) -> Self {
        let tables = Kind::ALL.iter();
        Workbook {
            id: id.to_owned(),
            name: name.to_owned(),
            space,
            created: created.to_owned(),
            base: 0,
            pool: Pool::default(),
            tables: tables.map(|kind| Table::new(kind.fields().len())).collect(),
            history: History::default(),
        }
    }

    /// What all copies of this workbook have in common.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it: the setting `name`, or the name it was made with.
    pub fn name(&self) -> &str {
        let setting = self.register(Kind::Setting).find("name");
        let name = setting.map_or("", |row| row.get("value"));
        if name.is_empty() { &self.name } else { name }
    }

    /// Training or work.
    pub fn space(&self) -> Space {
        self.space
    }

    /// When it was made.
    pub fn created(&self) -> &str {
        &self.created
    }

    /// Number of the last change; 0 when there was none.
    pub fn revision(&self) -> u64 {
        let last = self.history.entries.last();
        last.map_or(self.base, |entry| entry.revision)
    }

    /// A register.
    pub fn register(&self, kind: Kind) -> Register<'_> {
        // There is a table for every kind.
        let table = &self.tables[kind.index()];
        Register {
            kind,
            table,
            pool: &self.pool,
        }
    }

    /// The text of a symbol of this workbook.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.pool.get(symbol)
    }

    /// The symbol of a text; `None` when no cell, now or in the past, holds it.
    pub fn symbol(&self, text: &str) -> Option<Symbol> {
        self.pool.find(text)
    }

    /// One more than the greatest [`Symbol::index`]: for tables by symbol.
    pub fn symbols(&self) -> usize {
        self.pool.len()
    }

    /// The entry with this revision.
    pub fn entry(&self, revision: u64) -> Option<Entry<'_>> {
        let packed = self.history.find(revision)?;
        Some(Entry { book: self, packed })
    }

    /// The history, the oldest entry first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator {
        let entries = self.history.entries.iter();
        entries.map(|packed| Entry { book: self, packed })
    }

    /// The entries that touched a row, the newest first.
    pub fn timeline(&self, kind: Kind, row: &str) -> Vec<Entry<'_>> {
        let entries = self.entries().rev();
        entries.filter(|entry| entry.touches(kind, row)).collect()
    }

    /// The change that undo would take back.
    pub fn can_undo(&self) -> Option<Entry<'_>> {
        self.entry(self.history.next_undo()?).map(Entry::origin)
    }

    /// The change that redo would do again.
    pub fn can_redo(&self) -> Option<Entry<'_>> {
        self.entry(self.history.next_redo()?).map(Entry::origin)
    }

    /// An id for a new row: a letter for the register, the number of the change, and three letters of a hash of who and when, so that two people who
    /// add rows to their copies do not give the same.
    pub fn new_id(&self, kind: Kind, stamp: Stamp<'_>, number: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
        let seed = crate::history::chain(self.history.last_id(), stamp.by);
        let mut seed = crate::history::chain(seed, stamp.at);
        let mut suffix = String::new();
        for _ in 0..3 {
            let letter = usize::try_from(seed % LETTERS.len() as u64).unwrap_or_default();
            suffix.push(char::from(LETTERS[letter]));
            seed /= LETTERS.len() as u64;
        }
        let letter = kind.letter();
        let revision = self.revision() + 1;
        if number == 0 {
            format!("{letter}{revision:04}-{suffix}")
        } else {
            format!("{letter}{revision:04}-{suffix}-{number}")
        }
    }
}

/// A cell as a day.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
