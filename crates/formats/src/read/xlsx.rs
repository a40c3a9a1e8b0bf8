//! Reading the rows of a sheet.

use quick_xml::events::Event;

use super::{
    Delivery, Sink,
    decode::unfit,
    header_columns,
    xlsx_number::number_text,
    xlsx_parts::{NumberKind, Sheet, Workbook, Xml, attribute, broken, push_text, unescape},
    zip::Archive,
};
use crate::{
    issue::{Issue, Problem},
    record::{Columns, Record, Span, column_letters},
};

/// Reads the sheet of the given name, or the first visible one whose first row is not empty; answers its name.
pub(super) fn read<S: Sink + ?Sized>(
    bytes: &[u8],
    wanted: Option<&str>,
    delivery: &mut Delivery<'_, S>,
) -> Result<String, Issue> {
    let archive = Archive::open(bytes).ok_or_else(|| broken("ZIP"))?;
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

/// What the attributes of a cell say about its value.
struct CellHead {
    column: usize,
    kind: String,
    style: usize,
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
                        let column = attribute(&element, "r")
                            .and_then(|address| column_of(&address))
                            .unwrap_or(next_column);
                        let style = attribute(&element, "s")
                            .and_then(|style| style.parse().ok())
                            .unwrap_or_default();
                        let kind = attribute(&element, "t").unwrap_or_default();
                        if column >= super::MAX_COLUMNS {
                            return Err(self.xml.broken());
                        }
                        self.read_cell(&CellHead {
                            column,
                            kind,
                            style,
                        })?;
                        next_column = column + 1;
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
        let problem = if empty && formula && head.kind != "str" {
            let cell = self.address(head.column);
            Some(Problem::NoResult { cell })
        } else if empty {
            None
        } else {
            self.convert(head, start)?
        };
        match problem {
            Some(problem) => drop(self.row.fault.get_or_insert((head.column, problem))),
            None => self.row.put(head.column, start),
        }
        Ok(())
    }

    /// Turns the stored value behind `start` into the text a reader of the sheet knows.
    fn convert(&mut self, head: &CellHead, start: usize) -> Result<Option<Problem>, Issue> {
        let stored = self.row.text.get(start..).unwrap_or_default();
        let text = match head.kind.as_str() {
            "s" => {
                let shared = stored
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index| self.workbook.shared.get(index));
                shared.ok_or_else(|| self.xml.broken())?.to_owned()
            }
            "inlineStr" | "str" => {
                unescape(&mut self.row.text, start);
                return Ok(None);
            }
            "b" => if stored.trim() == "1" { "yes" } else { "no" }.to_owned(),
            "e" => {
                let error = stored.to_owned();
                return Ok(Some(Problem::CellError {
                    cell: self.address(head.column),
                    error,
                }));
            }
            // ISO 8601, the time left out where it is midnight.
            "d" => stored
                .trim()
                .trim_end_matches('Z')
                .trim_end_matches(".000")
                .trim_end_matches("T00:00:00")
                .to_owned(),
            _ => {
                let value: f64 = stored.trim().parse().map_err(|_| self.xml.broken())?;
                let kind = self
                    .workbook
                    .styles
                    .get(head.style)
                    .copied()
                    .unwrap_or(NumberKind::Plain);
                match number_text(value, kind, self.workbook.from_1904) {
                    Some(text) => text,
                    None => {
                        return Ok(Some(Problem::DigitsLost {
                            cell: self.address(head.column),
                        }));
                    }
                }
            }
        };
        self.row.text.truncate(start);
        self.row.text.push_str(&text);
        Ok(None)
    }

    fn address(&self, column: usize) -> String {
        format!("{}{}", column_letters(column), self.row.number)
    }
}

/// The column of an address such as `AB12`, from 0.
fn column_of(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}
