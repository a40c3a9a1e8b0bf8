use std::io::{self, Write};

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

/// Writes delimited text row by row. Nothing is allocated per row.
pub struct CsvWriter<W: Write> {
    out: W,
    options: CsvOptions,
    line: String,
    encoded: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file. Give a buffered writer: every row is one write.
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
        Ok(Self {
            out,
            options,
            line: String::new(),
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
        self.line.clear();
        let mut count = 0;
        for cell in cells {
            if count > 0 {
                self.line.push(char::from(self.options.delimiter));
            }
            self.push_cell(cell.as_ref());
            count += 1;
        }
        if count == 1 && self.line.is_empty() {
            // An empty line would be passed over as blank.
            self.line.push_str("\"\"");
        }
        self.line
            .push_str(if self.options.crlf { "\r\n" } else { "\n" });
        match self.options.encoding {
            Encoding::Gb18030 => {
                self.encoded.clear();
                encode_gb18030(&self.line, &mut self.encoded);
                self.out.write_all(&self.encoded)
            }
            Encoding::Utf8 | Encoding::Utf8Bom => self.out.write_all(self.line.as_bytes()),
        }
    }

    /// Flushes and hands back the underlying writer.
    ///
    /// # Errors
    /// What the underlying writer answers.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    #[inline]
    fn push_cell(&mut self, cell: &str) {
        let delimiter = self.options.delimiter;
        let harmful = self.options.neutralise && runs_as_formula(cell);
        if !cell
            .bytes()
            .any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || byte == delimiter)
        {
            if harmful {
                self.line.push('\'');
            }
            self.line.push_str(cell);
            return;
        }
        self.line.push('"');
        if harmful {
            self.line.push('\'');
        }
        for (index, part) in cell.split('"').enumerate() {
            if index > 0 {
                self.line.push_str("\"\"");
            }
            self.line.push_str(part);
        }
        self.line.push('"');
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
