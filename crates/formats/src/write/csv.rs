use std::io::{self, Write};

use crate::detect::Encoding;
use crate::text::push_as_gb18030;

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// The encoding. `Utf8Bom` is what spreadsheet programs need to recognise UTF-8.
    pub encoding: Encoding,
    /// The delimiter, an ASCII character.
    pub delimiter: u8,
    /// Whether lines end in CR LF instead of LF.
    pub crlf: bool,
    /// Whether cells a spreadsheet would run as a formula get an apostrophe in front. Plain negative numbers stay as they are.
    pub neutralise: bool,
}

impl CsvOptions {
    /// For spreadsheet programs: UTF-8 with a byte order mark, CR LF.
    pub const SPREADSHEET: Self = Self {
        encoding: Encoding::Utf8Bom,
        delimiter: b',',
        crlf: true,
        neutralise: true,
    };

    /// For programs that read exactly what is written: nothing is added.
    pub const EXACT: Self = Self {
        encoding: Encoding::Utf8,
        delimiter: b',',
        crlf: false,
        neutralise: false,
    };
}

impl Default for CsvOptions {
    /// UTF-8 without a byte order mark, LF, formulas neutralised.
    fn default() -> Self {
        Self {
            neutralise: true,
            ..Self::EXACT
        }
    }
}

/// How much text is gathered before it is handed on.
const CHUNK: usize = 8 * 1024;

/// Writes delimited text row by row, byte for byte as the `csv` crate does it; only that its writer, never asked to, can tell
/// numbers from text, and would bring 11 KB for that to every visitor. Nothing is allocated per row.
pub struct CsvWriter<W: Write> {
    out: W,
    /// Rows not yet handed on.
    pending: Vec<u8>,
    options: CsvOptions,
    /// A cell with its apostrophe.
    cell: String,
    /// A cell in another encoding.
    encoded: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file. `out` need not be buffered.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn new(mut out: W, options: CsvOptions) -> io::Result<Self> {
        if options.encoding == Encoding::Utf8Bom {
            out.write_all(crate::detect::UTF8_BOM)?;
        }
        Ok(Self {
            out,
            pending: Vec::new(),
            options,
            cell: String::new(),
            encoded: Vec::new(),
        })
    }

    /// Writes one row: the header first, then the data.
    ///
    /// # Errors
    /// What the underlying writer answers.
    pub fn row<I>(&mut self, cells: I) -> io::Result<()>
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        let start = self.pending.len();
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                self.pending.push(self.options.delimiter);
            }
            let mut cell = cell.as_ref();
            if self.options.neutralise && runs_as_formula(cell) {
                self.cell.clear();
                self.cell.push('\'');
                self.cell.push_str(cell);
                cell = &self.cell;
            }
            if self.options.encoding == Encoding::Gb18030 && !cell.is_ascii() {
                self.encoded.clear();
                push_as_gb18030(cell, &mut self.encoded);
                push_field(&self.encoded, self.options.delimiter, &mut self.pending);
            } else {
                push_field(cell.as_bytes(), self.options.delimiter, &mut self.pending);
            }
        }
        // An empty line would be no row at all.
        if self.pending.len() == start {
            self.pending.extend_from_slice(b"\"\"");
        }
        let end: &[u8] = if self.options.crlf { b"\r\n" } else { b"\n" };
        self.pending.extend_from_slice(end);
        if self.pending.len() >= CHUNK {
            self.out.write_all(&self.pending)?;
            self.pending.clear();
        }
        Ok(())
    }

    /// Flushes and hands back the underlying writer.
    ///
    /// # Errors
    /// What the underlying writer answers.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.pending)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Appends a field: in quotes, those within doubled, if it holds what would otherwise end it.
fn push_field(text: &[u8], delimiter: u8, out: &mut Vec<u8>) {
    let ends_it = |&byte: &u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
    if !text.iter().any(ends_it) {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for piece in text.split_inclusive(|&byte| byte == b'"') {
        out.extend_from_slice(piece);
        if piece.ends_with(b"\"") {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// Whether a spreadsheet would take the cell for a formula: by its first character, unless it is a plain negative number.
#[inline]
fn runs_as_formula(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'-', number @ ..] => !is_plain_number(number),
        [b'=' | b'+' | b'@' | b'\t' | b'\r', ..] => true,
        _ => false,
    }
}

/// Digits with at most one decimal point between them.
pub(super) fn is_plain_number(text: &[u8]) -> bool {
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    match text.iter().position(|&byte| byte == b'.') {
        Some(point) => digits(&text[..point]) && digits(&text[point + 1..]),
        None => digits(text),
    }
}
