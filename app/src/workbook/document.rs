//! Between the document and the store: bytes, the mark of a state, and a snapshot with the entries after it.

use shizu_casebook::{FileError, Opened, Workbook};

use super::store::{Head, Mark};

/// The whole workbook, as in a file.
pub fn bytes(book: &Workbook) -> Vec<u8> {
    book.to_json().into_bytes()
}

/// A workbook from a file or a snapshot.
///
/// # Errors
/// When it is damaged, from a later version, or none.
pub fn open(bytes: &[u8]) -> Result<Opened, FileError> {
    Workbook::from_json(bytes)
}

/// The state a workbook is in.
pub fn mark(book: &Workbook) -> Mark {
    let revision = book.revision();
    let last = book.entry(revision);
    Mark {
        revision,
        chain: last.map(|entry| entry.id()).unwrap_or_default(),
    }
}

/// What the store notes of a workbook that came to its state at `changed`. Its file is not known here.
pub fn head(book: &Workbook, changed: &str) -> Head {
    Head {
        workbook: book.id().to_owned(),
        name: book.name().to_owned(),
        mark: mark(book),
        changed: changed.to_owned(),
        filed: None,
    }
}

/// A snapshot with the entries after it, as far as they continue it.
///
/// # Errors
/// When the snapshot itself cannot be read.
pub fn replay(snapshot: &[u8], entries: &[String]) -> Result<Workbook, FileError> {
    let mut book = open(snapshot)?.book;
    for entry in entries {
        if book.replay(entry).is_err() {
            break;
        }
    }
    Ok(book)
}
