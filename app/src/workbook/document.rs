//! Between the document and the store: bytes, the mark of a state, and a snapshot with the entries after it.

use shizu_casebook::{FileError, Incoming, Lang, Opened, Workbook};

use super::store::{Head, Mark};
use crate::files;

/// The whole workbook, as in a file.
pub fn bytes(book: &Workbook) -> Vec<u8> {
    book.to_json().into_bytes()
}

/// Why a file of the user's was not read.
pub enum NotRead {
    /// The browser gave nothing.
    Browser,
    /// It is no file for us; what it would have held need not be read.
    Refused(FileError),
}

impl NotRead {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (NotRead::Refused(error), _) => error.message(lang),
            (NotRead::Browser, Lang::Zh) => {
                "浏览器没有读出这个文件：它可能已被移走，或没有权限。请重新选择。".to_owned()
            }
            (NotRead::Browser, Lang::En) => {
                "The browser could not read this file: it may have been moved, or is not permitted. Choose it again.".to_owned()
            }
        }
    }
}

/// Reads a file of the user's; what is too large is refused before.
///
/// # Errors
/// When it is too large, or the browser cannot read it.
pub async fn incoming(file: &web_sys::File) -> Result<Incoming, NotRead> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = file.size() as usize;
    let mut incoming = Incoming::new(size).map_err(NotRead::Refused)?;
    let read = files::read_in_pieces(file, |piece| incoming.push(piece));
    if read.await {
        Ok(incoming)
    } else {
        Err(NotRead::Browser)
    }
}

/// A workbook from a snapshot.
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
