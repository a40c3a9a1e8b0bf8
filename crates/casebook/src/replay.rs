//! Replaying stored entries on a snapshot: snapshot and later entries are the document.

use serde::de::DeserializeSeed;

use crate::file::{EntrySeed, Likely};
use crate::history::{CellChange, Packed, ReplayError, chain};
use crate::workbook::Workbook;

impl Workbook {
    /// Applies an entry as [`crate::Entry::to_json`] wrote it, exactly: the document is then what it was after that entry.
    ///
    /// # Errors
    /// [`ReplayError`] when the entry is not the next one of this document; then nothing has changed.
    pub fn replay(&mut self, entry: &str) -> Result<(), ReplayError> {
        let first = self.history.changes.len();
        let done = self.replay_from(first, entry);
        match done {
            Ok(packed) => {
                self.commit_replayed(packed);
                Ok(())
            }
            Err(error) => {
                self.history.changes.truncate(first);
                Err(error)
            }
        }
    }

    fn replay_from(&mut self, first: usize, entry: &str) -> Result<Packed, ReplayError> {
        let mut reader = serde_json::Deserializer::from_str(entry);
        let seed = EntrySeed {
            pool: &mut self.pool,
            changes: &mut self.history.changes,
            tables: &self.tables,
            likely: &mut Likely::default(),
        };
        let unreadable = |error: serde_json::Error| ReplayError::Unreadable(error.to_string());
        let packed = seed.deserialize(&mut reader).map_err(unreadable)?;
        reader.end().map_err(unreadable)?;
        let (expected, found) = (self.revision() + 1, packed.revision);
        if expected != found {
            return Err(ReplayError::OutOfOrder { expected, found });
        }
        let view = crate::entry::Entry {
            book: self,
            packed: &packed,
        };
        if chain(self.history.last_id(), &crate::file::content(view)) != packed.id {
            return Err(ReplayError::OtherPast { revision: found });
        }
        self.carry_out(first)?;
        Ok(packed)
    }

    /// Carries out the changes from `first` on; all or none.
    fn carry_out(&mut self, first: usize) -> Result<(), ReplayError> {
        for at in first..self.history.changes.len() {
            let CellChange {
                kind,
                field,
                row,
                before,
                after,
            } = self.history.changes[at];
            let table = &mut self.tables[kind.index()];
            if !table.fits(row, usize::from(field), before, after) {
                let error = ReplayError::Contradiction {
                    kind,
                    row: self.pool.get(row).to_owned(),
                    field: self.history.changes[at].field().code,
                };
                self.history.changes.truncate(at);
                self.roll_back(first);
                return Err(error);
            }
            table.set(row, usize::from(field), after);
        }
        Ok(())
    }
}
