//! The workbook's file: JSON text, documented in `docs/workbook.md`.

mod error;
mod incoming;
mod migrate;
mod read;
mod read_history;
mod read_rows;
mod write;

pub use error::{Broken, Damage, FileError, RowFault};
pub use incoming::Incoming;
pub use migrate::Renamed;
pub(crate) use read_history::{EntrySeed, Likely};
pub(crate) use write::{content, entry_json};

use crate::workbook::Workbook;

/// The version of the layout that is written.
pub const VERSION: u64 = 1;

/// Largest file that is read, in bytes. A workbook of 100,000 matters has some 60 MB; what is far larger was not meant to be opened, and would end the
/// browser's memory.
pub const LARGEST_FILE: usize = 256 << 20;

/// A workbook that was read from a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document.
    pub book: Workbook,
    /// The older version of the layout that it was brought up from.
    pub migrated_from: Option<u64>,
    /// The columns that are called otherwise since then.
    pub renamed: Vec<Renamed>,
    /// Whether the file carried a checksum, and it was right. A program that writes workbooks may leave it out.
    pub checked: bool,
}

/// What the checksum starts with.
const SEED: u64 = 0;

/// The checksum of the text after it: XXH64, as 16 hexadecimal digits.
pub(crate) fn checksum(text: &str) -> String {
    hexadecimal(xxhash_rust::xxh64::xxh64(text.as_bytes(), SEED))
}

fn hexadecimal(sum: u64) -> String {
    format!("{sum:016x}")
}
