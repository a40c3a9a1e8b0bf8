use std::io::{self, Write};

use csv::Terminator;

use crate::detect::Encoding;

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

/// Writes delimited text row by row, through the `csv` crate. Nothing is allocated per row.
pub struct CsvWriter<W: Write> {
    out: csv::Writer<W>,
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
    /// What `out` answers; `Unsupported` for GB18030 in a browser, which can read that encoding and not write it.
    pub fn new(mut out: W, options: CsvOptions) -> io::Result<Self> {
        match options.encoding {
            Encoding::Utf8Bom => out.write_all(crate::detect::UTF8_BOM)?,
            Encoding::Gb18030 if cfg!(target_arch = "wasm32") => {
                return Err(io::ErrorKind::Unsupported.into());
            }
            Encoding::Utf8 | Encoding::Gb18030 => {}
        }
        let terminator = if options.crlf {
            Terminator::CRLF
        } else {
            Terminator::Any(b'\n')
        };
        Ok(Self {
            out: csv::WriterBuilder::new()
                .delimiter(options.delimiter)
                .terminator(terminator)
                .flexible(true)
                .from_writer(out),
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
        for cell in cells {
            let mut cell = cell.as_ref();
            if self.options.neutralise && runs_as_formula(cell) {
                self.cell.clear();
                self.cell.push('\'');
                self.cell.push_str(cell);
                cell = &self.cell;
            }
            if self.options.encoding == Encoding::Gb18030 && !cell.is_ascii() {
                self.encoded.clear();
                encode_gb18030(cell, &mut self.encoded);
                self.out.write_field(&self.encoded)?;
            } else {
                self.out.write_field(cell)?;
            }
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// Flushes and hands back the underlying writer.
    ///
    /// # Errors
    /// What the underlying writer answers.
    pub fn finish(self) -> io::Result<W> {
        self.out
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
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

#[cfg(not(target_arch = "wasm32"))]
fn encode_gb18030(text: &str, out: &mut Vec<u8>) {
    // The encoding covers all of Unicode but for the private-use U+E5E5, which is written as a numeric reference.
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    out.extend_from_slice(&bytes);
}

/// Never reached: a writer for this encoding is refused where it cannot be written.
#[cfg(target_arch = "wasm32")]
fn encode_gb18030(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(text.as_bytes());
}
