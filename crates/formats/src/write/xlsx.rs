use std::{fmt::Write, io};

use super::{
    csv::is_plain_number,
    xlsx_text::{
        CONTENT_TYPE, DECLARATION, MAIN, PACKAGE, RELATIONS, STYLE_HEADER, STYLE_PLAIN, STYLE_TEXT,
        escape, styles,
    },
    zip::{Entry, ZipWriter},
};
use crate::{lang::Lang, record::column_letters};

const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CELL: usize = 32_767;
const MAX_NAME: usize = 31;
/// Rows looked at for the widths of the columns; the rest streams by.
const SAMPLE: u32 = 200;
/// How much row text is gathered before it is compressed.
const CHUNK: usize = 64 * 1024;

/// One cell to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(&'a str),
    /// A number. One that is not finite is written as an empty cell.
    Number(f64),
}

impl<'a> Cell<'a> {
    /// Plain decimal numbers of up to 15 digits become numbers, to be summed and sorted as such. All else stays text, above all
    /// digits that are no quantity: identity and file numbers, anything with a leading zero.
    pub fn from_text(text: &'a str) -> Self {
        let unsigned = text.strip_prefix('-').unwrap_or(text).as_bytes();
        let leading_zero = matches!(unsigned, [b'0', b'0'..=b'9', ..]);
        if text.is_empty() {
            Self::Empty
        } else if unsigned.len() <= 15 && !leading_zero && is_plain_number(unsigned) {
            text.parse().map_or(Self::Text(text), Self::Number)
        } else {
            Self::Text(text)
        }
    }
}

/// Why a workbook cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum XlsxError {
    /// A name no sheet can have: empty, longer than 31 characters, with one of `[ ] : * ? / \`, an apostrophe at either end, or
    /// given twice.
    SheetName(String),
    /// A row before the first sheet, or a workbook without any.
    NoSheet,
    /// More than 1,048,576 rows or 16,384 columns.
    TooLarge {
        /// Name of the sheet.
        sheet: String,
    },
    /// A text longer than the 32,767 characters a cell holds.
    TextTooLong {
        /// Address of the cell.
        cell: String,
    },
    /// Compressing failed, or the file would be larger than 4 GiB.
    Io(String),
}

impl XlsxError {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::SheetName(name), Lang::Zh) => {
                format!(
                    "工作表不能命名为“{name}”。名称须为1至31个字符，不含 [ ] : * ? / \\，首尾不是单引号，且不重复。"
                )
            }
            (Self::SheetName(name), Lang::En) => format!(
                "A sheet cannot be named \"{name}\". Names have 1 to 31 characters without [ ] : * ? / \\, no apostrophe at either \
                 end, and differ from each other."
            ),
            (Self::NoSheet, Lang::Zh) => "工作簿里没有工作表。请先建立工作表再写入内容。".into(),
            (Self::NoSheet, Lang::En) => {
                "The workbook has no sheet. Begin a sheet before writing rows.".into()
            }
            (Self::TooLarge { sheet }, Lang::Zh) => {
                format!(
                    "工作表“{sheet}”超过了 1048576 行或 16384 列的上限。请分成几张表，或者改为导出 CSV。"
                )
            }
            (Self::TooLarge { sheet }, Lang::En) => {
                format!(
                    "Sheet \"{sheet}\" exceeds 1,048,576 rows or 16,384 columns. Split it, or export CSV."
                )
            }
            (Self::TextTooLong { cell }, Lang::Zh) => {
                format!(
                    "单元格 {cell} 的文字超过 32767 个字符的上限。请缩短内容，或者改为导出 CSV。"
                )
            }
            (Self::TextTooLong { cell }, Lang::En) => {
                format!(
                    "The text for cell {cell} exceeds 32,767 characters. Shorten it, or export CSV."
                )
            }
            (Self::Io(detail), Lang::Zh) => {
                format!("工作簿写入失败：{detail}。请减少行数，或者改为导出 CSV。")
            }
            (Self::Io(detail), Lang::En) => {
                format!("Writing the workbook failed: {detail}. Write fewer rows, or export CSV.")
            }
        }
    }
}

impl std::fmt::Display for XlsxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for XlsxError {}

impl From<io::Error> for XlsxError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}

/// Writes a workbook, sheet by sheet and row by row, into memory; only compressed rows are held. The header is bold, stays in
/// view and has filters; columns are as wide as the header and the first rows need.
#[derive(Default)]
pub struct XlsxWriter {
    zip: ZipWriter,
    /// Name and last cell of every finished sheet.
    finished: Vec<(String, String)>,
    current: Option<SheetWriter>,
}

impl XlsxWriter {
    /// An empty workbook.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the sheet before, if any, and begins one with this header.
    ///
    /// # Errors
    /// [`XlsxError::SheetName`], [`XlsxError::TooLarge`], [`XlsxError::TextTooLong`].
    pub fn sheet(&mut self, name: &str, header: &[&str]) -> Result<(), XlsxError> {
        self.end_sheet()?;
        let taken = self
            .finished
            .iter()
            .any(|(other, _)| other.to_lowercase() == name.to_lowercase());
        let invalid = name.is_empty()
            || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || name.chars().any(char::is_control);
        if taken
            || invalid
            || name.encode_utf16().count() > MAX_NAME
            || name.starts_with('\'')
            || name.ends_with('\'')
        {
            return Err(XlsxError::SheetName(name.to_owned()));
        }
        let part = format!("xl/worksheets/sheet{}.xml", self.finished.len() + 1);
        let mut sheet = SheetWriter::new(name, part);
        sheet.row(header.iter().map(|name| Cell::Text(name)), STYLE_HEADER)?;
        self.current = Some(sheet);
        Ok(())
    }

    /// Writes the next row of the current sheet.
    ///
    /// # Errors
    /// [`XlsxError::NoSheet`], [`XlsxError::TooLarge`], [`XlsxError::TextTooLong`].
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), XlsxError> {
        self.current
            .as_mut()
            .ok_or(XlsxError::NoSheet)?
            .row(cells.into_iter(), STYLE_PLAIN)
    }

    /// Ends the workbook and hands over the file.
    ///
    /// # Errors
    /// [`XlsxError::NoSheet`], [`XlsxError::Io`].
    pub fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.end_sheet()?;
        if self.finished.is_empty() {
            return Err(XlsxError::NoSheet);
        }
        let (mut types, mut sheets, mut relations, mut filters) =
            (String::new(), String::new(), String::new(), String::new());
        for (index, (name, last)) in self.finished.iter().enumerate() {
            let id = index + 1;
            let mut escaped = String::new();
            escape(name, &mut escaped);
            let quoted = escaped.replace('\'', "''");
            // The end of a range with both its parts fixed, such as `$C$12`.
            let split = last.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
            let (letters, digits) = last.split_at(split);
            // Writing to a string does not fail.
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{id}.xml\" ContentType=\"{CONTENT_TYPE}.worksheet+xml\"/>"
            );
            let _ = write!(
                sheets,
                "<sheet name=\"{escaped}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>"
            );
            let _ = write!(
                relations,
                "<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
            );
            let _ = write!(
                filters,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{index}\" hidden=\"1\">'{quoted}'!$A$1:${letters}${digits}</definedName>"
            );
        }
        let styles_id = self.finished.len() + 1;
        let zip = &mut self.zip;
        zip.text(
            "[Content_Types].xml",
            &format!(
                "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{CONTENT_TYPE}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{CONTENT_TYPE}.styles+xml\"/>{types}</Types>"
            ),
        )?;
        zip.text(
            "_rels/.rels",
            &format!(
                "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        )?;
        zip.text(
            "xl/workbook.xml",
            &format!(
                "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets>\
                 <definedNames>{filters}</definedNames></workbook>"
            ),
        )?;
        zip.text(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}\
                 <Relationship Id=\"rId{styles_id}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        )?;
        zip.text("xl/styles.xml", &styles())?;
        Ok(self.zip.finish()?)
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        if let Some(sheet) = self.current.take() {
            let finished = (sheet.name.clone(), sheet.last_cell());
            self.zip.entry(sheet.finish()?)?;
            self.finished.push(finished);
        }
        Ok(())
    }
}

struct SheetWriter {
    name: String,
    entry: Entry,
    /// Row text not yet handed to `entry`.
    pending: String,
    rows: u32,
    columns: usize,
    /// Widths of the columns in half-width characters, until the head of the sheet has been written.
    widths: Option<Vec<usize>>,
}

impl SheetWriter {
    fn new(name: &str, part: String) -> Self {
        let (name, widths) = (name.to_owned(), Some(Vec::new()));
        Self {
            name,
            entry: Entry::new(part),
            pending: String::new(),
            rows: 0,
            columns: 0,
            widths,
        }
    }

    fn row<'a>(
        &mut self,
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
            self.write_head()?;
        }
        if self.widths.is_none() && self.pending.len() >= CHUNK {
            self.entry.write(&self.pending)?;
            self.pending.clear();
        }
        Ok(())
    }

    /// Writes what precedes the rows, once the widths are known.
    fn write_head(&mut self) -> Result<(), XlsxError> {
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
        self.entry.write(&head)?;
        Ok(())
    }

    fn last_cell(&self) -> String {
        format!(
            "{}{}",
            column_letters(self.columns.saturating_sub(1)),
            self.rows
        )
    }

    fn finish(mut self) -> Result<Entry, XlsxError> {
        self.write_head()?;
        self.entry.write(&self.pending)?;
        let foot = format!(
            "</sheetData><autoFilter ref=\"A1:{}\"/></worksheet>",
            self.last_cell()
        );
        self.entry.write(&foot)?;
        Ok(self.entry)
    }
}
