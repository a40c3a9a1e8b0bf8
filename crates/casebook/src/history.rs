//! The history of a workbook: entries that are only ever added, each chained to the one before it.

use shizu_rules::Lang;

use crate::command::Action;
use crate::kind::Kind;
use crate::pool::{Pool, Symbol};

/// What became of one cell. A row comes with its id and goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellChange {
    pub(crate) kind: Kind,
    pub(crate) field: u8,
    pub(crate) row: Symbol,
    pub(crate) before: Symbol,
    pub(crate) after: Symbol,
}

/// An entry; its changes lie in the history's one list of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed {
    pub(crate) revision: u64,
    pub(crate) at: Symbol,
    pub(crate) by: Symbol,
    pub(crate) why: Symbol,
    pub(crate) action: Action,
    pub(crate) undoes: Option<u64>,
    /// Content id: hash of the id before it and of the content.
    pub(crate) id: u64,
    pub(crate) first: usize,
    pub(crate) end: usize,
}

/// All entries, and which of them undo and redo would take next.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) entries: Vec<Packed>,
    pub(crate) changes: Vec<CellChange>,
    /// Revisions in force, the newest last.
    undo: Vec<u64>,
    /// Revisions of undoings, the newest last.
    redo: Vec<u64>,
}

impl History {
    pub(crate) fn changes_of(&self, entry: &Packed) -> &[CellChange] {
        self.changes.get(entry.first..entry.end).unwrap_or(&[])
    }

    pub(crate) fn find(&self, revision: u64) -> Option<&Packed> {
        let at = self
            .entries
            .binary_search_by_key(&revision, |entry| entry.revision);
        at.ok().and_then(|at| self.entries.get(at))
    }

    pub(crate) fn last_id(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.id)
    }

    pub(crate) fn next_undo(&self) -> Option<u64> {
        self.undo.last().copied()
    }

    pub(crate) fn next_redo(&self) -> Option<u64> {
        self.redo.last().copied()
    }

    /// Adds an entry whose changes have been added from `first` on.
    pub(crate) fn push(&mut self, entry: Packed) {
        match entry.undoes {
            Some(undone) if self.next_undo() == Some(undone) => {
                self.undo.pop();
                self.redo.push(entry.revision);
            }
            Some(undone) if self.next_redo() == Some(undone) => {
                self.redo.pop();
                self.undo.push(entry.revision);
            }
            _ => {
                self.redo.clear();
                self.undo.push(entry.revision);
            }
        }
        self.entries.push(entry);
    }
}

/// Where an id of content begins: FNV-1a with 64 bits, started with the id before.
pub(crate) fn chain(before: u64, content: &str) -> u64 {
    let start = fnv(START, &before.to_be_bytes());
    fnv(start, content.as_bytes())
}

/// Where FNV-1a with 64 bits starts.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

pub(crate) fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Why a stored entry does not continue this document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// It is no entry: what was found, with its place in the text.
    Unreadable(String),
    /// An entry between is missing, or it is older than the document.
    OutOfOrder {
        /// The revision that would be next.
        expected: u64,
        /// The revision that the entry has.
        found: u64,
    },
    /// It continues another past than that of this document, or was altered.
    OtherPast {
        /// Its revision.
        revision: u64,
    },
    /// A cell does not hold what the entry found there.
    Contradiction {
        /// The register.
        kind: Kind,
        /// Id of the row.
        row: String,
        /// Code of the field.
        field: &'static str,
    },
}

impl ReplayError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (ReplayError::Unreadable(what), Lang::Zh) => {
                format!("这条记录读不出来（{what}）；已停在上一条，请导出工作簿备份。")
            }
            (ReplayError::Unreadable(what), Lang::En) => format!(
                "This entry cannot be read ({what}); the document stands at the entry before it. Export the workbook as a backup."
            ),
            (ReplayError::OutOfOrder { expected, found }, Lang::Zh) => {
                format!("记录次序不连续：应为第 {expected} 次修改，读到第 {found} 次。")
            }
            (ReplayError::OutOfOrder { expected, found }, Lang::En) => format!(
                "Entries are not in one sequence: revision {expected} was expected, {found} was found."
            ),
            (ReplayError::OtherPast { revision }, Lang::Zh) => format!(
                "第 {revision} 次修改接的不是本工作簿的历史（可能另一窗口也在修改，或内容被改动）；请用合并。"
            ),
            (ReplayError::OtherPast { revision }, Lang::En) => format!(
                "Revision {revision} continues another history than this workbook's (another window may have changed it, or it was altered); use merge."
            ),
            (ReplayError::Contradiction { kind, row, field }, Lang::Zh) => format!(
                "{}“{row}”的 {field} 与记录中的原值不符；已停在上一条。",
                kind.label(lang)
            ),
            (ReplayError::Contradiction { kind, row, field }, Lang::En) => format!(
                "{field} of {} `{row}` does not hold what the entry found there; the document stands at the entry before it.",
                kind.label(lang)
            ),
        }
    }
}

/// The texts of an entry's head.
pub(crate) fn texts<'p>(entry: &Packed, pool: &'p Pool) -> [&'p str; 3] {
    [entry.at, entry.by, entry.why].map(|symbol| pool.get(symbol))
}
