use crate::{detect::Encoding, lang::Lang, messages};

/// What a row number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Rows of a spreadsheet or CSV file, the header being row 1. A cell with line breaks does not make a second row.
    Row,
    /// Lines of an NDJSON file, from 1.
    Line,
    /// Elements of a JSON array, from 1.
    Element,
}

/// A problem with the input: where it is, and what it is. Returned as an error when nothing can be read, handed to the
/// [`crate::Sink`] when one row cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The row, in the way the file's reader counts; see [`Unit`]. `None` for the file as a whole.
    pub row: Option<u64>,
    /// What `row` counts.
    pub unit: Unit,
    /// The column: its header, or its letters where it has none.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Issue {
    pub(crate) fn file(problem: Problem) -> Self {
        Self {
            row: None,
            unit: Unit::Row,
            column: None,
            problem,
        }
    }

    /// A trouble with the input as a whole, in Chinese and English words of another part of the program.
    pub fn told(says: [String; 2]) -> Self {
        Self::file(Problem::Told { says })
    }

    /// A stable word for the kind of problem.
    pub fn code(&self) -> &'static str {
        match &self.problem {
            Problem::Empty => "empty",
            Problem::NoHeader => "no_header",
            Problem::NoRows => "no_rows",
            Problem::DuplicateHeader { .. } => "duplicate_header",
            Problem::BlankHeader { .. } => "blank_header",
            Problem::Utf16 { .. } => "utf16",
            Problem::NotTable => "not_table",
            Problem::OldWorkbook => "old_workbook",
            Problem::BrokenWorkbook { .. } => "broken_workbook",
            Problem::PartTooLarge { .. } => "part_too_large",
            Problem::NoUsableSheet => "no_usable_sheet",
            Problem::NoSuchSheet { .. } => "no_such_sheet",
            Problem::Io { .. } => "io",
            Problem::MixedEncodings { .. } => "mixed_encodings",
            Problem::NotText { .. } => "not_text",
            Problem::Nul => "nul",
            Problem::FieldTooLong { .. } => "field_too_long",
            Problem::RecordTooLong => "record_too_long",
            Problem::ShortRow { .. } => "short_row",
            Problem::LongRow { .. } => "long_row",
            Problem::BrokenQuote => "broken_quote",
            Problem::UnclosedQuote => "unclosed_quote",
            Problem::Json { .. } => "json",
            Problem::NotAnObject => "not_an_object",
            Problem::NestedValue => "nested_value",
            Problem::DuplicateField => "duplicate_field",
            Problem::TooManyColumns => "too_many_columns",
            Problem::CellError { .. } => "cell_error",
            Problem::NoResult { .. } => "no_result",
            Problem::DigitsLost { .. } => "digits_lost",
            Problem::WorkbookElsewhere => "workbook_elsewhere",
            Problem::Told { .. } => "told",
        }
    }

    /// One or two sentences: where, what, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        messages::message(self, lang)
    }
}

impl std::fmt::Display for Issue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Issue {}

/// What is wrong with a file or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The input has no content.
    Empty,
    /// The first row has no column name at all.
    NoHeader,
    /// There is a header (or an empty JSON array), and nothing below it.
    NoRows,
    /// Two columns bear one name; columns by their letters.
    DuplicateHeader {
        /// The name.
        name: String,
        /// Letters of the first column.
        first: String,
        /// Letters of the second column.
        second: String,
    },
    /// A column between others has no name.
    BlankHeader {
        /// Letters of the column.
        column: String,
    },
    /// The text is UTF-16.
    Utf16 {
        /// Whether the low byte comes first (the "Unicode" of Windows programs).
        little_endian: bool,
    },
    /// Neither text nor a workbook.
    NotTable,
    /// A workbook of the old binary kind (.xls), or one locked with a password.
    OldWorkbook,
    /// A ZIP archive that is not a readable XLSX workbook.
    BrokenWorkbook {
        /// The part of the archive that could not be read.
        part: String,
    },
    /// A part of a workbook that would be longer than any table is when it is unpacked.
    PartTooLarge {
        /// The part of the archive.
        part: String,
        /// How long it would be.
        bytes: u64,
    },
    /// No sheet has anything in its first row.
    NoUsableSheet,
    /// There is no sheet with the name asked for.
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// The names there are.
        available: Vec<String>,
    },
    /// Reading failed.
    Io {
        /// What the system says.
        detail: String,
    },
    /// A row in another encoding than the rows before it.
    MixedEncodings {
        /// The encoding of the file.
        expected: Encoding,
    },
    /// Bytes that are no text in any encoding read here.
    NotText {
        /// The encoding of the file.
        expected: Encoding,
    },
    /// A NUL byte.
    Nul,
    /// A field longer than [`crate::MAX_FIELD`].
    FieldTooLong {
        /// Length of the field in bytes.
        bytes: u64,
    },
    /// A record so long that it is taken for damage.
    RecordTooLong,
    /// Fewer fields than columns.
    ShortRow {
        /// Number of columns.
        expected: usize,
        /// Number of fields.
        found: usize,
    },
    /// More filled fields than columns.
    LongRow {
        /// Number of columns.
        expected: usize,
        /// Number of fields up to the last filled one.
        found: usize,
    },
    /// Text between a closing quote and the next delimiter.
    BrokenQuote,
    /// A quote that is opened and never closed.
    UnclosedQuote,
    /// Invalid JSON.
    Json {
        /// Line in the file, from 1.
        line: u64,
        /// Column in the line, in bytes, from 1.
        column: u64,
        /// What is wrong.
        fault: JsonFault,
    },
    /// A record that is not a JSON object.
    NotAnObject,
    /// A field whose value is an object or an array.
    NestedValue,
    /// A field given twice in one record.
    DuplicateField,
    /// More different field names than a table can have columns.
    TooManyColumns,
    /// A cell that holds an error value.
    CellError {
        /// Address of the cell, such as `C7`.
        cell: String,
        /// The error as the spreadsheet shows it.
        error: String,
    },
    /// A formula without a stored result.
    NoResult {
        /// Address of the cell.
        cell: String,
    },
    /// A workbook, given to a program whose workbooks another part of it reads.
    WorkbookElsewhere,
    /// What another part of the program found, in its words; without place, which the issue has.
    Told {
        /// In Chinese and in English.
        says: [String; 2],
    },
    /// A whole number of more than 15 digits, of which a spreadsheet keeps only the first 15.
    DigitsLost {
        /// Address of the cell.
        cell: String,
    },
}

/// What is wrong with a piece of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JsonFault {
    /// The text ends before the value does.
    Unterminated,
    /// A comma before a closing bracket.
    TrailingComma,
    /// A field name without double quotes.
    KeyNotQuoted,
    /// A line break or other control character inside a string.
    ControlCharacter,
    /// An invalid escape sequence inside a string.
    Escape,
    /// An invalid number.
    Number,
    /// Something after the end of the value.
    Trailing,
    /// Anything else.
    Syntax,
}
