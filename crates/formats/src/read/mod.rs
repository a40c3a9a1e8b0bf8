//! Reading: the entry point and what all formats share.

mod csv;
mod decode;
mod delimiter;
mod json;
mod json_cursor;
mod json_record;
mod split;
mod table;
#[cfg(feature = "workbooks")]
mod xlsx;
#[cfg(feature = "workbooks")]
mod xlsx_archive;
#[cfg(feature = "workbooks")]
mod xlsx_cell;
#[cfg(feature = "workbooks")]
mod xlsx_number;
#[cfg(feature = "workbooks")]
mod xlsx_parts;
#[cfg(feature = "workbooks")]
mod xlsx_styles;
#[cfg(feature = "workbooks")]
mod xlsx_xml;

use std::io::Read;

pub use table::{Table, read_table};

use crate::{
    blocks::Blocks,
    detect::{Encoding, Format, UTF8_BOM, detect},
    issue::{Issue, Problem, Unit},
    record::{Columns, Flow, Record},
};

/// The longest field that is read, in bytes: 1 MB. A row with a longer one is reported instead of delivered.
pub const MAX_FIELD: usize = 1 << 20;

/// The longest record that is looked through for its end, in bytes. What has no end by then is damaged, and memory stays bounded.
pub(crate) const MAX_ROW: usize = 64 << 20;

/// The most columns a table can have, as in spreadsheets.
pub(crate) const MAX_COLUMNS: usize = 16_384;

/// What encloses fields of delimited text.
const QUOTE: u8 = b'"';

/// How much of the beginning is looked at to find out what the input is.
const HEAD: usize = 64 * 1024;

/// Takes what [`read`] finds, in the order of the input. Each method answers whether to go on.
pub trait Sink {
    /// Called before the first record, and again whenever a JSON record has brought fields not seen before. Columns are only
    /// ever added at the end, so indices stay valid.
    fn columns(&mut self, columns: &Columns) -> Flow {
        let _ = columns;
        Flow::Continue(())
    }

    /// One row.
    fn record(&mut self, record: &Record<'_>) -> Flow;

    /// One row that could not be read. The rows after it still come.
    fn issue(&mut self, issue: Issue) -> Flow;
}

/// What the caller may ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Name of the sheet to read from a workbook. Without it, the first sheet whose first row is not empty.
    pub sheet: Option<String>,
}

/// What has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Kind of input.
    pub format: Format,
    /// Encoding of the text; `None` for workbooks.
    pub encoding: Option<Encoding>,
    /// Delimiter of the fields; `None` for anything but CSV.
    pub delimiter: Option<char>,
    /// Name of the sheet read; `None` for anything but workbooks.
    pub sheet: Option<String>,
    /// Number of records delivered.
    pub rows: u64,
    /// Number of issues delivered.
    pub issues: u64,
    /// Whether the sink stopped the reading.
    pub stopped: bool,
}

/// Reads an input of any supported kind, found out by content, and hands its rows to `sink`.
///
/// # Errors
/// When the input as a whole cannot be read: empty, no header, no rows, two columns of one name, UTF-16, a broken workbook, a
/// failing disk. Rows delivered before a failure in mid-file remain valid.
pub fn read<R: Read, S: Sink + ?Sized>(
    input: R,
    options: &ReadOptions,
    sink: &mut S,
) -> Result<Summary, Issue> {
    let mut blocks = Blocks::new(input);
    while !blocks.ended() && blocks.data().len() < HEAD {
        blocks.fill().map_err(io_issue)?;
    }
    let detected = detect(blocks.data())?;
    if detected.encoding == Some(Encoding::Utf8Bom) {
        blocks.consume(UTF8_BOM.len());
        blocks.set_encoding(Encoding::Utf8Bom);
    }
    let mut delivery = Delivery {
        sink,
        unit: Unit::Row,
        rows: 0,
        issues: 0,
        stopped: false,
    };
    let (mut delimiter, mut sheet, mut encoding) = (None, None, None);
    match detected.format {
        Format::Csv => (delimiter, encoding) = csv::read(&mut blocks, &mut delivery)?,
        Format::Ndjson => encoding = json::read_lines(&mut blocks, &mut delivery)?,
        Format::JsonObject | Format::JsonArray => {
            encoding = json::read_values(
                &mut blocks,
                detected.format == Format::JsonArray,
                &mut delivery,
            )?;
        }
        Format::Xlsx => {
            let bytes = blocks.into_rest().map_err(io_issue)?;
            sheet = Some(workbook(bytes, options, &mut delivery)?);
        }
    }
    if delivery.rows == 0 && delivery.issues == 0 && !delivery.stopped {
        return Err(Issue::file(Problem::NoRows));
    }
    Ok(Summary {
        format: detected.format,
        encoding,
        delimiter,
        sheet,
        rows: delivery.rows,
        issues: delivery.issues,
        stopped: delivery.stopped,
    })
}

#[cfg(feature = "workbooks")]
fn workbook<S: Sink + ?Sized>(
    bytes: Vec<u8>,
    options: &ReadOptions,
    delivery: &mut Delivery<'_, S>,
) -> Result<String, Issue> {
    xlsx::read(bytes, options.sheet.as_deref(), delivery)
}

#[cfg(not(feature = "workbooks"))]
fn workbook<S: Sink + ?Sized>(
    _: Vec<u8>,
    _: &ReadOptions,
    _: &mut Delivery<'_, S>,
) -> Result<String, Issue> {
    Err(Issue::file(Problem::WorkbookElsewhere))
}

#[expect(clippy::needless_pass_by_value, reason = "passed to map_err")]
fn io_issue(error: std::io::Error) -> Issue {
    Issue::file(Problem::Io {
        detail: error.to_string(),
    })
}

/// The sink together with what has been handed to it.
struct Delivery<'a, S: ?Sized> {
    sink: &'a mut S,
    unit: Unit,
    rows: u64,
    issues: u64,
    stopped: bool,
}

impl<S: Sink + ?Sized> Delivery<'_, S> {
    fn columns(&mut self, columns: &Columns) {
        self.stopped = self.sink.columns(columns).is_break() || self.stopped;
    }

    #[inline]
    fn record(&mut self, record: &Record<'_>) {
        self.rows += 1;
        self.stopped = self.sink.record(record).is_break();
    }

    fn issue(&mut self, row: u64, column: Option<String>, problem: Problem) {
        self.issues += 1;
        let issue = Issue {
            row: Some(row),
            unit: self.unit,
            column,
            problem,
        };
        self.stopped = self.sink.issue(issue).is_break();
    }
}

/// Builds the columns from the cells of a header row, each with its position. Blank cells after the last name do not count.
fn header_columns<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Columns, Issue> {
    let mut columns = Columns::default();
    let mut blank = None;
    for (position, cell) in cells.enumerate() {
        let name = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if name.is_empty() {
            blank = blank.or(Some(position));
            continue;
        }
        let letters = crate::record::column_letters;
        if let Some(blank) = blank {
            return Err(Issue::file(Problem::BlankHeader {
                column: letters(blank),
            }));
        }
        if let Some(first) = columns.position(name) {
            return Err(Issue::file(Problem::DuplicateHeader {
                name: name.to_owned(),
                first: letters(first),
                second: letters(position),
            }));
        }
        if position >= MAX_COLUMNS {
            return Err(Issue::file(Problem::TooManyColumns));
        }
        columns.add(name);
    }
    if columns.is_empty() {
        Err(Issue::file(Problem::NoHeader))
    } else {
        Ok(columns)
    }
}
