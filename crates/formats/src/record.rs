use std::{collections::BTreeMap, ops::ControlFlow};

use crate::pack::{Misfit, Packer, Unpacker};

/// What a [`crate::Sink`] answers: go on, or stop reading.
pub type Flow = ControlFlow<()>;

/// The columns of the input, in their order: the header of a table, or the field names of JSON records in order of appearance.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    names: Vec<String>,
    index: BTreeMap<String, usize>,
}

impl Columns {
    /// The column names in order. Surrounding blanks are removed.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Index of the column with exactly this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Name of the column for a message: its header, or its letters (`A`, `B` … `AA`) where it has none.
    pub fn label(&self, index: usize) -> String {
        self.names
            .get(index)
            .cloned()
            .unwrap_or_else(|| column_letters(index))
    }

    /// Adds a column, unless there is one with this name, and returns its index.
    pub(crate) fn add(&mut self, name: &str) -> usize {
        if let Some(index) = self.position(name) {
            return index;
        }
        let index = self.names.len();
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), index);
        index
    }

    /// Index of `name`, trying `guess` first: records usually repeat the order of their fields.
    pub(crate) fn position_near(&self, name: &str, guess: usize) -> Option<usize> {
        match self.names.get(guess) {
            Some(found) if found == name => Some(guess),
            _ => self.position(name),
        }
    }
}

/// The letters a spreadsheet shows for a column: 0 is `A`, 25 is `Z`, 26 is `AA`.
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Where a field lies in the text of its row, in bytes. `ABSENT` marks a field the row does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const ABSENT: Self = Self {
        start: u32::MAX,
        end: u32::MAX,
    };

    /// A span; row texts are far shorter than 4 GiB, see `MAX_ROW`.
    #[inline]
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// One row of the input, borrowed from the reader's buffers until the sink returns. Nothing is allocated per record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub(crate) row: u64,
    pub(crate) text: &'a str,
    pub(crate) spans: &'a [Span],
}

impl<'a> Record<'a> {
    /// The row as its reader counts: the spreadsheet row (header = 1, first data row = 2) for CSV and XLSX, the line of an
    /// NDJSON file, the number of the element in a JSON array (from 1).
    pub fn row(&self) -> u64 {
        self.row
    }

    /// The text of the field in `column`. `None` when the row does not have the field (JSON `null` or no such key, an empty
    /// XLSX cell); an empty CSV field is `Some("")`.
    #[inline]
    pub fn get(&self, column: usize) -> Option<&'a str> {
        let span = *self.spans.get(column)?;
        self.text.get(span.start as usize..span.end as usize)
    }

    /// All fields the row has, as column index and text, by column.
    pub fn fields(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let text = self.text;
        self.spans
            .iter()
            .enumerate()
            .filter_map(move |(column, span)| {
                text.get(span.start as usize..span.end as usize)
                    .map(|field| (column, field))
            })
    }
}

/// Records copied out of the reader, to be worked on elsewhere (another thread, a later pass). Three flat vectors; cleared and
/// filled again without new allocations.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    text: String,
    spans: Vec<Span>,
    rows: Vec<BatchRow>,
}

#[derive(Debug, Clone, Copy)]
struct BatchRow {
    row: u64,
    text_end: usize,
    spans_end: usize,
}

impl Batch {
    /// Copies a record to the end of the batch.
    pub fn push(&mut self, record: &Record<'_>) {
        self.text.push_str(record.text);
        self.spans.extend_from_slice(record.spans);
        self.rows.push(BatchRow {
            row: record.row,
            text_end: self.text.len(),
            spans_end: self.spans.len(),
        });
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the batch holds no record.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Empties the batch and keeps its memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
        self.rows.clear();
    }

    /// The record at `index`, counted from 0 in the order of pushing.
    pub fn get(&self, index: usize) -> Option<Record<'_>> {
        let row = self.rows.get(index)?;
        let (text_start, spans_start) = match index
            .checked_sub(1)
            .and_then(|before| self.rows.get(before))
        {
            Some(before) => (before.text_end, before.spans_end),
            None => (0, 0),
        };
        Some(Record {
            row: row.row,
            text: self.text.get(text_start..row.text_end)?,
            spans: self.spans.get(spans_start..row.spans_end)?,
        })
    }

    /// As flat bytes. Rows, texts and fields of a workbook are far fewer than 2^32.
    pub(crate) fn pack(&self, out: &mut Packer) {
        out.text(&self.text);
        out.number(self.spans.len() as u32);
        for span in &self.spans {
            out.number(span.start);
            out.number(span.end);
        }
        out.number(self.rows.len() as u32);
        for row in &self.rows {
            out.number(row.row as u32);
            out.number(row.text_end as u32);
            out.number(row.spans_end as u32);
        }
    }

    /// From flat bytes. A place that is none makes a field or a row that is missing, as always.
    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Result<Self, Misfit> {
        let text = from.text()?.to_owned();
        let count = from.number()? as usize;
        let spans = from.records(count)?.map(|[start, end]| Span { start, end });
        let spans = spans.collect();
        let count = from.number()? as usize;
        let rows = from
            .records(count)?
            .map(|[row, text_end, spans_end]| BatchRow {
                row: u64::from(row),
                text_end: text_end as usize,
                spans_end: spans_end as usize,
            });
        let rows = rows.collect();
        Ok(Self { text, spans, rows })
    }

    /// The records in order.
    pub fn iter(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}
