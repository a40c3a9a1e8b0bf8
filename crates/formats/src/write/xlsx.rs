use std::fmt::Write as _;

use super::{
    csv::is_plain_number,
    xlsx_archive::Package,
    xlsx_error::XlsxError,
    xlsx_sheet::SheetWriter,
    xlsx_text::{
        CONTENT_TYPE, DECLARATION, MAIN, PACKAGE, RELATIONS, STYLE_HEADER, STYLE_PLAIN, escape,
        styles,
    },
};
use crate::number;

const MAX_NAME: usize = 31;

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
            number::parse(text).map_or(Self::Text(text), Self::Number)
        } else {
            Self::Text(text)
        }
    }
}

/// Writes a workbook, sheet by sheet and row by row, into memory; only compressed rows are held. The header is bold, stays in
/// view and has filters; columns are as wide as the header and the first rows need.
pub struct XlsxWriter {
    archive: Package,
    /// Name and last cell of every finished sheet.
    finished: Vec<(String, String)>,
    current: Option<SheetWriter>,
}

impl XlsxWriter {
    /// An empty workbook.
    pub fn new() -> Self {
        Self {
            archive: Package::new(),
            finished: Vec::new(),
            current: None,
        }
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
        self.archive.begin(&part)?;
        let mut sheet = SheetWriter::new(name);
        sheet.row(
            &mut self.archive,
            header.iter().map(|name| Cell::Text(name)),
            STYLE_HEADER,
        )?;
        self.current = Some(sheet);
        Ok(())
    }

    /// Writes the next row of the current sheet.
    ///
    /// # Errors
    /// [`XlsxError::NoSheet`], [`XlsxError::TooLarge`], [`XlsxError::TextTooLong`].
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> Result<(), XlsxError> {
        self.current.as_mut().ok_or(XlsxError::NoSheet)?.row(
            &mut self.archive,
            cells.into_iter(),
            STYLE_PLAIN,
        )
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
        self.part(
            "[Content_Types].xml",
            &format!(
                "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{CONTENT_TYPE}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{CONTENT_TYPE}.styles+xml\"/>{types}</Types>"
            ),
        )?;
        self.part(
            "_rels/.rels",
            &format!(
                "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        )?;
        self.part(
            "xl/workbook.xml",
            &format!(
                "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets>\
                 <definedNames>{filters}</definedNames></workbook>"
            ),
        )?;
        self.part(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}\
                 <Relationship Id=\"rId{styles_id}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        )?;
        self.part("xl/styles.xml", &styles())?;
        self.archive.finish()
    }

    fn end_sheet(&mut self) -> Result<(), XlsxError> {
        if let Some(sheet) = self.current.take() {
            let finished = (sheet.name.clone(), sheet.last_cell());
            sheet.finish(&mut self.archive)?;
            self.finished.push(finished);
        }
        Ok(())
    }

    fn part(&mut self, name: &str, content: &str) -> Result<(), XlsxError> {
        self.archive.begin(name)?;
        self.archive.write(content)
    }
}

impl Default for XlsxWriter {
    fn default() -> Self {
        Self::new()
    }
}
