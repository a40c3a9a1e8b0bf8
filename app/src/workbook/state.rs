//! What is to be told of the workbook of a space.

use super::store::{Fault, Filed, Head, Mark, Snapshot};

/// Whether there is a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The browser's storage is being read.
    #[default]
    Opening,
    /// None is open.
    Empty,
    /// One is open.
    Open,
}

/// Whether the browser keeps what was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stored {
    /// All of it.
    #[default]
    All,
    /// It is being stored.
    Saving,
    /// It was refused; what was changed is in this tab only.
    Refused(Fault),
}

/// What had to be done to open what the browser kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// A snapshot was damaged; nothing is lost, for the one before and the entries after it gave the same state.
    Whole,
    /// Changes after this revision could not be read; the workbook goes on from here, and what is damaged was put aside.
    Shortened {
        /// The last revision that could be read.
        reached: u64,
        /// The last one that was stored.
        stored: u64,
    },
    /// Nothing could be read.
    Lost {
        /// What the workbook was called.
        name: String,
    },
}

/// All that is to be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether there is a workbook.
    pub stage: Stage,
    /// Whether the browser keeps what was changed.
    pub stored: Stored,
    /// Another tab writes; this one only reads.
    pub reading: bool,
    /// The state the workbook is in.
    pub mark: Mark,
    /// The state in the last file, and when it was saved.
    pub filed: Option<Filed>,
    /// What had to be mended at the opening.
    pub mended: Option<Mended>,
    /// A change waits until the user has said who they are.
    pub asks_who: bool,
    /// Every workbook that the browser keeps in this space, with its line.
    pub kept: Vec<(u32, Head)>,
    /// The line of the open one.
    pub line: Option<u32>,
    /// Its snapshots, newest first.
    pub snapshots: Vec<Snapshot>,
    /// Whether the browser promised not to clear its storage by itself; unknown until it was asked.
    pub persistent: Option<bool>,
}

impl State {
    /// How many changes are not in a file yet.
    pub fn unfiled(&self) -> u64 {
        let filed = self.filed.as_ref().map_or(0, |filed| filed.mark.revision);
        self.mark.revision.saturating_sub(filed)
    }

    /// Whether the last file has a passphrase, which the next one should not lose unasked.
    pub fn is_sealed(&self) -> bool {
        self.filed.as_ref().is_some_and(|filed| filed.sealed)
    }

    /// Whether something would be lost if the tab closed now.
    pub fn in_this_tab_only(&self) -> bool {
        self.stage == Stage::Open && self.stored != Stored::All && self.unfiled() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Filed, Mark, Stage, State, Stored};

    fn at(revision: u64) -> Mark {
        Mark {
            revision,
            chain: format!("{revision:x}"),
        }
    }

    fn open(revision: u64, stored: Stored, filed: Option<u64>) -> State {
        let filed = filed.map(|revision| Filed {
            mark: at(revision),
            at: "2026-03-05T09:00:00+08:00".into(),
            sealed: false,
        });
        State {
            stage: Stage::Open,
            stored,
            mark: at(revision),
            filed,
            ..State::default()
        }
    }

    #[test]
    fn changes_since_the_file_are_counted() {
        assert_eq!(open(5, Stored::All, None).unfiled(), 5);
        assert_eq!(open(5, Stored::All, Some(3)).unfiled(), 2);
        assert_eq!(open(5, Stored::All, Some(5)).unfiled(), 0);
    }

    #[test]
    fn only_what_is_in_neither_place_would_be_lost() {
        let refused = || Stored::Refused(Fault::Full);
        assert!(open(5, refused(), Some(3)).in_this_tab_only());
        assert!(open(5, Stored::Saving, None).in_this_tab_only());
        assert!(!open(5, refused(), Some(5)).in_this_tab_only());
        assert!(!open(5, Stored::All, None).in_this_tab_only());
    }
}
