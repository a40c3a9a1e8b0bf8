//! The results of a batch, written in slices so that the page stays alive.

use std::io;

use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::{Engine, Lang};

use super::super::groups::pick;
use super::model::Batch;
use super::table::{RESULT_COLUMNS, result_row};
use crate::office::{Book, Cell};

/// Where the rows go.
enum Target {
    Csv(Box<CsvWriter<Vec<u8>>>),
    Book(Book),
}

/// What was written.
pub enum Written {
    /// A file.
    File(Vec<u8>),
    /// A workbook that is still to be packed.
    Book(Book),
}

/// Results being written.
pub struct Export {
    target: Target,
    lang: Lang,
    next: usize,
}

/// Why results cannot be written.
#[derive(Debug)]
pub struct ExportError(
    /// What is wrong and what to do.
    pub String,
);

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        ExportError(error.to_string())
    }
}

impl Export {
    /// Begins a CSV file for spreadsheet programs.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn csv(lang: Lang) -> Result<Self, ExportError> {
        let mut out = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET)?;
        out.row(RESULT_COLUMNS)?;
        Ok(Export {
            target: Target::Csv(Box::new(out)),
            lang,
            next: 0,
        })
    }

    /// Begins a workbook.
    pub fn book(lang: Lang) -> Self {
        let mut out = Book::new();
        out.sheet(pick(lang, "分办结果", "Routing"), &RESULT_COLUMNS);
        Export {
            target: Target::Book(out),
            lang,
            next: 0,
        }
    }

    /// Lines written so far.
    pub fn done(&self) -> usize {
        self.next
    }

    /// Writes at most `lines` more. Whether there are more.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn step(
        &mut self,
        engine: &Engine,
        batch: &Batch,
        lines: usize,
    ) -> Result<bool, ExportError> {
        let end = batch.lines.len().min(self.next + lines);
        for line in &batch.lines[self.next..end] {
            let cells = result_row(engine, line, self.lang);
            match &mut self.target {
                Target::Csv(out) => out.row(cells)?,
                Target::Book(out) => out.row(cells.iter().map(|text| Cell::Text(text))),
            }
        }
        self.next = end;
        Ok(self.next < batch.lines.len())
    }

    /// The file, or the workbook to be packed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn finish(self) -> Result<Written, ExportError> {
        Ok(match self.target {
            Target::Csv(out) => Written::File(out.finish()?),
            Target::Book(out) => Written::Book(out),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_formats::{ReadOptions, read_table};
    use shizu_rules::Rulebook;

    use super::super::super::presets::PRESETS;
    use super::super::model::{Content, Line};
    use super::*;

    fn write(mut export: Export) -> Vec<u8> {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let engine = Engine::new(Rulebook::shipped().expect("shipped"), day).expect("compiles");
        let mut batch = Batch::default();
        let facts = PRESETS[0].draft().facts;
        let answer = batch.answer(&engine, &facts);
        batch.lines = vec![
            Line {
                row: 2,
                id: "a".into(),
                content: Content::Clue {
                    facts,
                    received: None,
                    answer,
                },
            },
            Line {
                row: 3,
                id: "b".into(),
                content: Content::Unreadable(["坏".into(), "bad".into()]),
            },
        ];
        while export.step(&engine, &batch, 1).expect("writes") {}
        assert_eq!(export.done(), 2);
        match export.finish().expect("finishes") {
            Written::File(bytes) => bytes,
            Written::Book(book) => shizu_office::write_sheets(book).expect("packs"),
        }
    }

    #[test]
    fn every_line_becomes_a_row_in_either_format() {
        let csv = String::from_utf8(write(Export::csv(Lang::Zh).expect("csv"))).expect("text");
        let rows: Vec<&str> = csv.lines().collect();
        assert_eq!(rows.len(), 3);
        assert!(rows[1].starts_with("a,determined,office,监督检查室,"));
        assert!(rows[2].starts_with("b,error,") && rows[2].ends_with("坏"));
        let workbook = write(Export::book(Lang::En));
        let back = read_table(workbook.as_slice(), &ReadOptions::default()).expect("reads");
        assert_eq!(back.records.len(), 2);
    }
}
