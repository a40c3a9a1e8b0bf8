//! Reading workbooks: the rows of a sheet.
//!
//! `rawzip` opens the archive, `flate2` inflates and `quick-xml` reads what is in it. The usual reader of whole workbooks, `calamine`,
//! neither compares the checksums of the archive nor tells a formula without a result from an empty cell, and holds a sheet whole;
//! so what the XML means is read here, and the usual reader and writer are asked in the tests whether it is right.

use quick_xml::events::Event;

use super::{
    Delivery, Sink,
    decode::unfit,
    header_columns,
    xlsx_archive::Archive,
    xlsx_cell::{CellFault, CellHead, CellKind},
    xlsx_parts::{Sheet, Workbook},
    xlsx_xml::{Xml, attribute, push_text},
};
use crate::{
    issue::{Issue, Problem},
    record::{Columns, Record, Span, column_letters},
};

/// Reads the sheet of the given name, or the first visible one whose first row is not empty; answers its name.
pub(super) fn read<S: Sink + ?Sized>(
    bytes: Vec<u8>,
    wanted: Option<&str>,
    delivery: &mut Delivery<'_, S>,
) -> Result<String, Issue> {
    let archive = Archive::open(bytes)?;
    let workbook = Workbook::open(&archive)?;
    let candidates: Vec<&Sheet> = match wanted {
        Some(name) => workbook
            .sheets
            .iter()
            .filter(|sheet| sheet.name == name)
            .collect(),
        None => workbook
            .sheets
            .iter()
            .filter(|sheet| !sheet.hidden)
            .collect(),
    };
    if let (Some(name), true) = (wanted, candidates.is_empty()) {
        let available = workbook
            .sheets
            .iter()
            .map(|sheet| sheet.name.clone())
            .collect();
        return Err(Issue::file(Problem::NoSuchSheet {
            name: name.to_owned(),
            available,
        }));
    }
    for sheet in candidates {
        let mut rows = Rows {
            xml: Xml::open(&archive, &sheet.part)?,
            workbook: &workbook,
            row: Row::default(),
        };
        if rows.next()? && rows.row.number == 1 && !rows.row.is_blank() {
            let columns = header_columns(rows.row.header().into_iter())?;
            read_rows(&mut rows, &columns, delivery)?;
            return Ok(sheet.name.clone());
        }
    }
    Err(Issue::file(if wanted.is_some() {
        Problem::NoHeader
    } else {
        Problem::NoUsableSheet
    }))
}

fn read_rows<S: Sink + ?Sized>(
    rows: &mut Rows<'_>,
    columns: &Columns,
    delivery: &mut Delivery<'_, S>,
) -> Result<(), Issue> {
    delivery.columns(columns);
    while !delivery.stopped && rows.next()? {
        let row = &mut rows.row;
        let number = u64::from(row.number);
        if let Some((column, problem)) = row.fault.take() {
            delivery.issue(number, Some(columns.label(column)), problem);
            continue;
        }
        if row.is_blank() {
            continue;
        }
        let (expected, found) = (columns.len(), row.spans.len());
        if found > expected {
            delivery.issue(number, None, Problem::LongRow { expected, found });
            continue;
        }
        row.spans.resize(expected, Span::ABSENT);
        let record = Record {
            row: number,
            text: &row.text,
            spans: &row.spans,
        };
        match unfit(&record, false) {
            None => delivery.record(&record),
            Some((column, problem)) => delivery.issue(number, Some(columns.label(column)), problem),
        }
    }
    // To the end of the part, where its checksum is compared.
    while !delivery.stopped && !matches!(rows.xml.next()?, Event::Eof) {}
    Ok(())
}

/// One row of a sheet. Its buffers are used again for the next.
#[derive(Default)]
struct Row {
    /// As the spreadsheet counts, from 1.
    number: u32,
    text: String,
    /// The cells up to the last that is not empty.
    spans: Vec<Span>,
    /// The first cell that cannot be used, by column.
    fault: Option<(usize, Problem)>,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.spans.is_empty()
    }

    fn header(&self) -> Vec<&str> {
        self.spans
            .iter()
            .map(|span| {
                self.text
                    .get(span.start as usize..span.end as usize)
                    .unwrap_or_default()
            })
            .collect()
    }

    /// Takes the text behind `start` as the content of a cell.
    fn put(&mut self, column: usize, start: usize) {
        if self.text.len() > start {
            if self.spans.len() <= column {
                self.spans.resize(column + 1, Span::ABSENT);
            }
            self.spans[column] = Span::new(start, self.text.len());
        }
    }
}

struct Rows<'a> {
    xml: Xml<'a>,
    workbook: &'a Workbook,
    row: Row,
}

impl Rows<'_> {
    /// Reads the next row; answers whether there was one.
    fn next(&mut self) -> Result<bool, Issue> {
        self.row.text.clear();
        self.row.spans.clear();
        self.row.fault = None;
        let mut next_column = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        let number =
                            attribute(&element, "r").and_then(|number| number.parse().ok());
                        self.row.number = number.unwrap_or(self.row.number + 1);
                    }
                    "c" => {
                        let head = CellHead::new(&element, next_column);
                        if head.column >= super::MAX_COLUMNS {
                            return Err(self.xml.broken());
                        }
                        next_column = head.column + 1;
                        self.read_cell(&head)?;
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "row" => return Ok(true),
                    "sheetData" => return Ok(false),
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// Reads a cell up to its end.
    fn read_cell(&mut self, head: &CellHead) -> Result<(), Issue> {
        let start = self.row.text.len();
        let (mut in_value, mut in_hint, mut formula) = (false, false, false);
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" | "t" => in_value = true,
                    "rPh" => in_hint = true,
                    "f" => formula = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" => in_value = false,
                    "rPh" => in_hint = false,
                    "c" => break,
                    _ => {}
                },
                Event::Eof => return Err(self.xml.broken()),
                event if in_value && !in_hint => push_text(&event, &mut self.row.text),
                _ => {}
            }
        }
        let empty = self.row.text.len() == start;
        let problem = if empty && formula && head.kind != CellKind::Text {
            let cell = self.address(head.column);
            Some(Problem::NoResult { cell })
        } else if empty {
            None
        } else {
            match head.convert(&mut self.row.text, start, self.workbook) {
                Ok(()) => None,
                Err(CellFault::Error) => {
                    let error = self.row.text.split_off(start);
                    let cell = self.address(head.column);
                    Some(Problem::CellError { cell, error })
                }
                Err(CellFault::DigitsLost) => {
                    let cell = self.address(head.column);
                    Some(Problem::DigitsLost { cell })
                }
                Err(CellFault::Broken) => return Err(self.xml.broken()),
            }
        };
        match problem {
            Some(problem) => drop(self.row.fault.get_or_insert((head.column, problem))),
            None => self.row.put(head.column, start),
        }
        Ok(())
    }

    fn address(&self, column: usize) -> String {
        format!("{}{}", column_letters(column), self.row.number)
    }
}
