//! A file as it arrives: what can be done with a piece is done while the next is on its way.

use std::fmt;

use xxhash_rust::xxh64::Xxh64;

use crate::file::error::{Broken, FileError};
use crate::file::read::{broken, place, read};
use crate::file::{LARGEST_FILE, Opened, SEED, hexadecimal};
use crate::history::{START, fnv};
use crate::workbook::Workbook;

/// How the first line of a file begins, up to the checksum.
const HEAD: &str = "{\"shizu\":\"workbook\",\"version\":1,\"checksum\":\"";
/// The checksum with what closes it; what it is the checksum of begins after it.
const CHECKSUM: usize = 16 + "\",".len();

/// How age files begin, binary and as letters.
const SEALED: [&str; 2] = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----"];

const BOM: char = '\u{feff}';

/// A file that is being read, piece by piece.
#[derive(Clone)]
pub struct Incoming {
    /// What has arrived, as far as it is text.
    text: String,
    /// What is no text: the beginning of a character whose end is to come, or everything from the first byte that is not UTF-8.
    rest: Vec<u8>,
    /// Whether something is not UTF-8.
    broken: bool,
    /// Checksum of what it is made of, up to `summed`.
    sum: Xxh64,
    summed: usize,
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({} bytes)", self.text.len() + self.rest.len())
    }
}

impl Workbook {
    /// Reads a file as [`Workbook::to_json`] writes it.
    ///
    /// # Errors
    /// [`FileError`] says what is wrong, where, what to do, and what could be read all the same.
    pub fn from_json(bytes: &[u8]) -> Result<Opened, FileError> {
        Incoming::of(bytes)?.open()
    }
}

impl Incoming {
    /// A whole file.
    ///
    /// # Errors
    /// When it is too large.
    pub fn of(bytes: &[u8]) -> Result<Self, FileError> {
        let mut file = Incoming::new(bytes.len())?;
        file.push(bytes);
        Ok(file)
    }

    /// Nothing yet of a file of so many bytes.
    ///
    /// # Errors
    /// When it is too large.
    pub fn new(size: usize) -> Result<Self, FileError> {
        if size > LARGEST_FILE {
            return Err(FileError::TooLarge { bytes: size });
        }
        Ok(Incoming {
            text: String::with_capacity(size),
            rest: Vec::new(),
            broken: false,
            sum: Xxh64::new(SEED),
            summed: 0,
        })
    }

    /// Adds the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        if self.broken {
            self.rest.extend_from_slice(piece);
            return;
        }
        let mut joined = std::mem::take(&mut self.rest);
        let piece = if joined.is_empty() {
            piece
        } else {
            joined.extend_from_slice(piece);
            &joined
        };
        match std::str::from_utf8(piece) {
            Ok(text) => self.text.push_str(text),
            Err(error) => {
                let (good, rest) = piece.split_at(error.valid_up_to());
                self.text
                    .push_str(std::str::from_utf8(good).unwrap_or_default());
                self.rest = rest.to_vec();
                self.broken = error.error_len().is_some();
            }
        }
        self.add_up();
    }

    fn add_up(&mut self) {
        let Some(start) = self.body() else {
            return;
        };
        let new = self.text.as_bytes().get(start.max(self.summed)..);
        if let Some(new) = new {
            self.sum.update(new);
            self.summed = self.text.len();
        }
    }

    /// Where that begins of which the file has a checksum; `None` if it has none where we write it.
    fn body(&self) -> Option<usize> {
        let text = self.plain();
        let before = self.text.len() - text.len();
        text.starts_with(HEAD)
            .then_some(before + HEAD.len() + CHECKSUM)
    }

    /// The text without a byte order mark.
    fn plain(&self) -> &str {
        self.text.strip_prefix(BOM).unwrap_or(&self.text)
    }

    /// Opens what has arrived.
    ///
    /// # Errors
    /// [`FileError`] says what is wrong, where, what to do, and what could be read all the same.
    pub fn open(&self) -> Result<Opened, FileError> {
        let text = self.plain();
        if SEALED.iter().any(|begins| text.starts_with(begins)) {
            return Err(FileError::Encrypted);
        }
        if !looks_like_one(text.as_bytes()) && !looks_like_one(&self.rest) {
            return Err(FileError::NotAWorkbook);
        }
        if !self.rest.is_empty() {
            let (line, column) = place(text, text.len());
            return Err(broken(text, Broken::NotUtf8, line, column));
        }
        read(text, &|told| self.agrees_with(told))
    }

    /// Whether the checksum told is that of what it is made of. A head that something else wrote anew has none: what it tells cannot be right.
    fn agrees_with(&self, told: &str) -> bool {
        let body = self.body().and_then(|start| self.text.get(start..));
        body.is_some_and(|body| {
            told == hexadecimal(self.sum.digest())
                // As the first files had it.
                || told == hexadecimal(fnv(START, body.as_bytes()))
        })
    }

    /// All that has arrived, as it came.
    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.text.into_bytes();
        bytes.extend(self.rest);
        bytes
    }
}

/// Whether the bytes begin like a workbook.
fn looks_like_one(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let found = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    found(b"\"shizu\"") && found(b"\"workbook\"")
}

#[cfg(test)]
mod tests {
    use super::Incoming;
    use crate::{FileError, Space, Workbook};

    fn in_pieces(bytes: &[u8], piece: usize) -> Incoming {
        let mut file = Incoming::new(bytes.len()).unwrap();
        for piece in bytes.chunks(piece) {
            file.push(piece);
        }
        file
    }

    fn text() -> String {
        let at = "2026-03-05T09:00:00+08:00";
        Workbook::new("w-1", "示例𠮷台账", Space::Training, at).to_json()
    }

    #[test]
    fn pieces_of_any_size_are_the_same_file() {
        for before in ["", "\u{feff}"] {
            let bytes = [before, &text()].concat().into_bytes();
            for piece in 1..=bytes.len() {
                let file = in_pieces(&bytes, piece);
                let opened = file.open().unwrap();
                assert!(opened.checked, "pieces of {piece}");
                assert_eq!(opened.book.name(), "示例𠮷台账");
                assert_eq!(file.into_bytes(), bytes);
            }
        }
    }

    #[test]
    fn one_altered_byte_is_noticed_in_pieces_of_any_size() {
        let altered = text().replace("示例", "示范");
        for piece in [1, 7, 4096] {
            let opened = in_pieces(altered.as_bytes(), piece).open();
            assert!(matches!(opened, Err(FileError::Broken { .. })));
        }
    }

    #[test]
    fn what_is_not_utf8_comes_back_as_it_came() {
        let mut bytes = text().into_bytes();
        let at = bytes.len() - 5;
        bytes[at] = 0xff;
        for piece in [1, 5, 4096] {
            let file = in_pieces(&bytes, piece);
            assert!(matches!(file.open(), Err(FileError::Broken { .. })));
            assert_eq!(file.into_bytes(), bytes);
        }
    }
}
