//! The rows of one sheet.

use std::fmt::Write as _;

use super::{
    xlsx::Cell,
    xlsx_archive::Package,
    xlsx_error::XlsxError,
    xlsx_text::{DECLARATION, MAIN, STYLE_PLAIN, STYLE_TEXT, escape},
};
use crate::record::column_letters;

const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CELL: usize = 32_767;
/// Rows looked at for the widths of the columns; the rest streams by.
const SAMPLE: u32 = 200;
/// How much row text is gathered before it is compressed.
const CHUNK: usize = 64 * 1024;

/// One sheet that is being written: the part the archive is at.
pub(super) struct SheetWriter {
    pub(super) name: String,
    /// Row text not yet handed to the archive.
    pending: String,
    rows: u32,
    columns: usize,
    /// Widths of the columns in half-width characters, until the head of the sheet has been written.
    widths: Option<Vec<usize>>,
}

impl SheetWriter {
    pub(super) fn new(name: &str) -> Self {
        let (name, widths) = (name.to_owned(), Some(Vec::new()));
        Self {
            name,
            pending: String::new(),
            rows: 0,
            columns: 0,
            widths,
        }
    }

    pub(super) fn row<'a>(
        &mut self,
        archive: &mut Package,
        cells: impl Iterator<Item = Cell<'a>>,
        style: u8,
    ) -> Result<(), XlsxError> {
        if self.rows >= MAX_ROWS {
            return Err(XlsxError::TooLarge {
                sheet: self.name.clone(),
            });
        }
        self.rows += 1;
        let row = self.rows;
        let out = &mut self.pending;
        // Writing to a string does not fail.
        let _ = write!(out, "<row r=\"{row}\">");
        for (column, cell) in cells.enumerate() {
            let address = || format!("{}{row}", column_letters(column));
            if column >= MAX_COLUMNS {
                return Err(XlsxError::TooLarge {
                    sheet: self.name.clone(),
                });
            }
            self.columns = self.columns.max(column + 1);
            let mut width = 10;
            match cell {
                Cell::Number(number) if number.is_finite() => {
                    let _ = write!(out, "<c r=\"{}\"><v>{number}</v></c>", address());
                }
                Cell::Text(text) if !text.is_empty() => {
                    if text.len() > MAX_CELL && text.encode_utf16().count() > MAX_CELL {
                        return Err(XlsxError::TextTooLong { cell: address() });
                    }
                    let digits =
                        style == STYLE_PLAIN && text.bytes().all(|byte| byte.is_ascii_digit());
                    let style = if digits { STYLE_TEXT } else { style };
                    let _ = write!(
                        out,
                        "<c r=\"{}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                        address()
                    );
                    escape(text, out);
                    out.push_str("</t></is></c>");
                    width = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                }
                Cell::Empty | Cell::Number(_) | Cell::Text(_) => width = 0,
            }
            if let Some(widths) = &mut self.widths {
                if widths.len() <= column {
                    widths.resize(column + 1, 0);
                }
                widths[column] = width.max(widths[column]);
            }
        }
        out.push_str("</row>");
        if self.rows >= SAMPLE {
            self.write_head(archive)?;
        }
        if self.widths.is_none() && self.pending.len() >= CHUNK {
            archive.write(&self.pending)?;
            self.pending.clear();
        }
        Ok(())
    }

    /// Writes what precedes the rows, once the widths are known.
    fn write_head(&mut self, archive: &mut Package) -> Result<(), XlsxError> {
        let Some(widths) = self.widths.take() else {
            return Ok(());
        };
        let mut head = format!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
        );
        if !widths.is_empty() {
            head.push_str("<cols>");
            for (column, width) in widths.iter().enumerate() {
                let (id, width) = (column + 1, (width + 3).clamp(8, 60));
                let _ = write!(
                    head,
                    "<col min=\"{id}\" max=\"{id}\" width=\"{width}\" customWidth=\"1\"/>"
                );
            }
            head.push_str("</cols>");
        }
        head.push_str("<sheetData>");
        archive.write(&head)
    }

    pub(super) fn last_cell(&self) -> String {
        format!(
            "{}{}",
            column_letters(self.columns.saturating_sub(1)),
            self.rows
        )
    }

    pub(super) fn finish(mut self, archive: &mut Package) -> Result<(), XlsxError> {
        self.write_head(archive)?;
        archive.write(&self.pending)?;
        let foot = format!(
            "</sheetData><autoFilter ref=\"A1:{}\"/></worksheet>",
            self.last_cell()
        );
        archive.write(&foot)
    }
}
