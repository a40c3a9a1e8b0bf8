//! An entry of the history as it is read and stored.

use shizu_rules::Lang;

use crate::command::Action;
use crate::field::Field;
use crate::history::{CellChange, Packed, texts};
use crate::kind::Kind;
use crate::registers::ID;
use crate::workbook::Workbook;

/// One entry of the history: who changed what, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'w> {
    pub(crate) book: &'w Workbook,
    pub(crate) packed: &'w Packed,
}

/// What became of one cell. A row comes with its `id` cell and goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Change<'w> {
    /// The register.
    pub kind: Kind,
    /// Id of the row.
    pub row: &'w str,
    /// The field.
    pub field: &'static Field,
    /// Its text before; empty when it was empty or the row was not there.
    pub before: &'w str,
    /// Its text after.
    pub after: &'w str,
}

impl Change<'_> {
    /// Whether the row came with it.
    pub fn is_new_row(&self) -> bool {
        self.field.code == "id" && self.before.is_empty()
    }

    /// Whether the row went with it.
    pub fn is_row_gone(&self) -> bool {
        self.field.code == "id" && self.after.is_empty()
    }
}

impl<'w> Entry<'w> {
    /// Number of the change, from 1: revisions order the history, whatever the clock said.
    pub fn revision(self) -> u64 {
        self.packed.revision
    }

    /// When, as the clock of that computer said (RFC 3339).
    pub fn at(self) -> &'w str {
        self.texts()[0]
    }

    /// Who, as they named themselves.
    pub fn by(self) -> &'w str {
        self.texts()[1]
    }

    /// Why; empty when no reason was given.
    pub fn why(self) -> &'w str {
        self.texts()[2]
    }

    fn texts(self) -> [&'w str; 3] {
        texts(self.packed, &self.book.pool)
    }

    /// What sort of change it was.
    pub fn action(self) -> Action {
        self.packed.action
    }

    /// The revision that it takes back, if it is an undoing or a redoing.
    pub fn undoes(self) -> Option<u64> {
        self.packed.undoes
    }

    /// Content id, 16 hexadecimal digits: a hash of the id of the entry before it and of its content. Equal ids are equal pasts.
    pub fn id(self) -> String {
        format!("{:016x}", self.packed.id)
    }

    /// Whether the clock stood earlier than at the entry before it.
    pub fn clock_went_back(self) -> bool {
        let before = self.packed.revision.checked_sub(1);
        let before = before.and_then(|revision| self.book.entry(revision));
        before.is_some_and(|before| {
            let time = |text| chrono::DateTime::parse_from_rfc3339(text).ok();
            time(self.at()) < time(before.at())
        })
    }

    /// The cells that changed, in order.
    pub fn changes(self) -> impl DoubleEndedIterator<Item = Change<'w>> + ExactSizeIterator {
        let changes = self.packed_changes().iter();
        changes.map(move |change| self.change(*change))
    }

    pub(crate) fn packed_changes(self) -> &'w [CellChange] {
        self.book.history.changes_of(self.packed)
    }

    fn change(self, change: CellChange) -> Change<'w> {
        let pool = &self.book.pool;
        Change {
            kind: change.kind,
            row: pool.get(change.row),
            field: change.field(),
            before: pool.get(change.before),
            after: pool.get(change.after),
        }
    }

    /// Whether it touches the row with this id.
    pub fn touches(self, kind: Kind, row: &str) -> bool {
        let row = self.book.pool.find(row);
        let changes = self.packed_changes().iter();
        row.is_some_and(|row| {
            changes
                .clone()
                .any(|change| change.kind == kind && change.row == row)
        })
    }

    /// The change that undoing and redoing are about; any other entry itself.
    #[must_use]
    pub fn origin(self) -> Self {
        let of = self
            .undoes()
            .filter(|_| matches!(self.action(), Action::Undo | Action::Redo));
        of.and_then(|revision| self.book.entry(revision))
            .map_or(self, Self::origin)
    }

    /// What was done, in few words: `修改线索 X-1`, `导入线索 120 条`, `撤销：修改线索 X-1`.
    pub fn label(self, lang: Lang) -> String {
        let action = self.action().label(lang);
        let origin = self.origin();
        if origin.revision() != self.revision() {
            let what = origin.label(lang);
            return match lang {
                Lang::Zh => format!("{action}：{what}"),
                Lang::En => format!("{action}: {what}"),
            };
        }
        let changes = self.packed_changes();
        let Some(first) = changes.first() else {
            return action.to_owned();
        };
        let kind = first.kind.label(lang);
        let mut rows: Vec<_> = changes
            .iter()
            .filter(|change| change.kind == first.kind)
            .map(|change| change.row)
            .collect();
        rows.dedup();
        let name = self.book.pool.get(first.row);
        if crate::merge::is_note(first.kind, name) {
            return action.to_owned();
        }
        let name = crate::field::shorten(name);
        match (lang, rows.len()) {
            (Lang::Zh, 1) => format!("{action}{kind} {name}"),
            (Lang::En, 1) => format!("{kind} {name} {action}"),
            (Lang::Zh, count) => format!("{action}{kind} {count} 条"),
            (Lang::En, count) => format!("{count} × {kind} {action}"),
        }
    }

    /// The entry as a line of JSON, to be stored and replayed.
    pub fn to_json(self) -> String {
        crate::file::entry_json(self)
    }
}

impl CellChange {
    pub(crate) fn field(self) -> &'static Field {
        let fields = self.kind.fields();
        // Every change was made with the position of a field that exists.
        fields.get(usize::from(self.field)).unwrap_or(&fields[ID])
    }
}
