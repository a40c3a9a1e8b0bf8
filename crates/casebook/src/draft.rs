//! A change in the making: cells are written and noted, and all taken back if the command is refused.

use crate::command::Action;
use crate::entry::Entry;
use crate::history::{CellChange, Packed, chain};
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::registers::ID;
use crate::workbook::{Stamp, Workbook};

/// How many of the last changes are looked through for an earlier change of the same cell. A row has fewer fields; only rows that a command has just
/// written are written again.
const NEAR: usize = 128;

impl Workbook {
    pub(crate) fn cell(&self, kind: Kind, row: Symbol, field: usize) -> Symbol {
        self.tables[kind.index()].get(row, field)
    }

    pub(crate) fn cell_text(&self, kind: Kind, row: Symbol, code: &str) -> &str {
        let field = kind.field(code);
        field.map_or("", |field| self.pool.get(self.cell(kind, row, field)))
    }

    pub(crate) fn has_row(&self, kind: Kind, row: Symbol) -> bool {
        self.tables[kind.index()].position(row).is_some()
    }

    /// Writes a cell and notes the change, from `first` on the changes of this entry.
    pub(crate) fn write(
        &mut self,
        first: usize,
        kind: Kind,
        row: Symbol,
        field: usize,
        after: Symbol,
    ) {
        let before = self.cell(kind, row, field);
        if before == after {
            return;
        }
        self.tables[kind.index()].set(row, field, after);
        let changes = &mut self.history.changes;
        let from = changes.len().saturating_sub(NEAR).max(first);
        let same = |change: &CellChange| {
            change.kind == kind && change.row == row && usize::from(change.field) == field
        };
        let earlier = changes.iter().skip(from).rposition(same);
        match earlier.map(|at| from + at) {
            Some(at) => {
                changes[at].after = after;
                if changes[at].before == after {
                    changes.remove(at);
                }
            }
            None => changes.push(CellChange {
                kind,
                field: field as u8,
                row,
                before,
                after,
            }),
        }
    }

    /// The same for a cell of a row that has just come, which no change of this entry has touched: there is nothing to look for.
    pub(crate) fn write_first(&mut self, kind: Kind, row: Symbol, field: usize, after: Symbol) {
        if after.is_empty() {
            return;
        }
        self.tables[kind.index()].set(row, field, after);
        self.history.changes.push(CellChange {
            kind,
            field: field as u8,
            row,
            before: Symbol::EMPTY,
            after,
        });
    }

    pub(crate) fn write_text(
        &mut self,
        first: usize,
        kind: Kind,
        row: Symbol,
        code: &str,
        text: &str,
    ) {
        let after = self.pool.intern(text);
        if let Some(field) = kind.field(code) {
            self.write(first, kind, row, field, after);
        }
    }

    /// Takes a row out, cell by cell, its id last.
    pub(crate) fn write_removal(&mut self, first: usize, kind: Kind, row: Symbol) {
        for field in (1..kind.fields().len()).chain([ID]) {
            self.write(first, kind, row, field, Symbol::EMPTY);
        }
    }

    /// Takes back everything from `first` on: nothing has happened.
    pub(crate) fn roll_back(&mut self, first: usize) {
        let undone = self.history.changes.split_off(first);
        for change in undone.iter().rev() {
            let table = &mut self.tables[change.kind.index()];
            table.set(change.row, usize::from(change.field), change.before);
        }
        self.compact();
    }

    fn compact(&mut self) {
        for table in &mut self.tables {
            table.compact();
        }
    }

    /// Adds an entry that was carried out already.
    pub(crate) fn commit_replayed(&mut self, packed: Packed) {
        self.compact();
        self.history.push(packed);
    }

    /// Closes an entry: the changes from `first` on are its content.
    pub(crate) fn commit(
        &mut self,
        first: usize,
        action: Action,
        undoes: Option<u64>,
        stamp: Stamp<'_>,
    ) -> Entry<'_> {
        self.compact();
        in_order(&mut self.history.changes[first..]);
        let mut packed = Packed {
            revision: self.revision() + 1,
            at: self.pool.intern(stamp.at),
            by: self.pool.intern(stamp.by.trim()),
            why: self.pool.intern(stamp.why.trim()),
            action,
            undoes,
            id: 0,
            first,
            end: self.history.changes.len(),
        };
        let entry = Entry {
            book: self,
            packed: &packed,
        };
        packed.id = chain(self.history.last_id(), &crate::file::content(entry));
        let at = self.history.entries.len();
        self.history.push(packed);
        Entry {
            packed: &self.history.entries[at],
            book: self,
        }
    }
}

/// The changes of a row in the order of its fields: the id first when the row comes, last when it goes. So equal content is written alike.
pub(crate) fn in_order(changes: &mut [CellChange]) {
    let place = |change: &CellChange| {
        let goes = usize::from(change.field) == ID && change.after.is_empty();
        if goes {
            u16::MAX
        } else {
            u16::from(change.field)
        }
    };
    let same =
        |left: &CellChange, right: &CellChange| (left.kind, left.row) == (right.kind, right.row);
    for row in changes.chunk_by_mut(same) {
        if !row.is_sorted_by_key(place) {
            row.sort_unstable_by_key(place);
        }
    }
}
