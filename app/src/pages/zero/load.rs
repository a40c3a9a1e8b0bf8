//! From the bytes of a file to returns, piece by piece, so that the page stays alive however long the file is.

use std::sync::Arc;

use shizu_formats::{Columns, Flow, Format, Issue, ReadOptions, Record, Sink, Table, detect, read};
use shizu_rules::Lang;
use shizu_rules::monitor::{Monitor, ReturnBinding, ReturnError, ReturnHeaderError};

/// Bytes of one piece, about; it ends with a line.
const PIECE: usize = 48 * 1024;

/// Rows of one piece of a table.
const ROWS: usize = 500;

/// Rows with something wrong that are kept with words; the rest is only counted.
const KEPT: usize = 2000;

/// A text in Chinese and English.
pub type Both = [String; 2];

fn both(words: impl Fn(Lang) -> String) -> Both {
    [words(Lang::Zh), words(Lang::En)]
}

/// A row with something wrong: its place, and what.
#[derive(Clone, Debug)]
pub struct Bad {
    /// The row as its reader counts.
    pub row: u64,
    /// Column and words.
    pub words: Both,
}

impl Bad {
    /// From what is wrong with a cell.
    pub fn of(row: u64, error: &ReturnError) -> Self {
        let column = &error.column;
        Bad {
            row,
            words: both(|lang| {
                let what = error.message(lang);
                match lang {
                    Lang::Zh => format!("第{row}行“{column}”列：{what}"),
                    Lang::En => format!("Row {row}, column {column}: {what}"),
                }
            }),
        }
    }
}

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The returns.
    pub monitor: Monitor,
    /// What is wrong, in the order of the rows.
    pub bad: Vec<Bad>,
    /// How many rows have something wrong.
    pub bad_rows: usize,
    /// Rows in all.
    pub rows: usize,
    /// Columns that are not known.
    pub notes: Vec<Both>,
}

/// Where the returns come from. Cheap to clone.
#[derive(Clone)]
pub enum Source {
    /// The bytes of a text, read piece by piece.
    Text(Arc<Vec<u8>>),
    /// The table of a workbook.
    Table(Arc<Table>),
}

/// A file being read.
pub struct Loader {
    source: Source,
    kind: Format,
    /// Of a table: its columns, and how many of its issues were told.
    binding: ReturnBinding,
    told: usize,
    /// Where the header ends, in bytes; 0 where every line stands for itself.
    header: usize,
    /// Where the next piece begins, in bytes or rows.
    at: usize,
    /// Lines before it.
    lines: u64,
    read: Read,
}

impl Loader {
    /// Looks what the file is.
    ///
    /// # Errors
    /// Why nothing can be read from it.
    pub fn open(source: Source, monitor: Monitor) -> Result<Self, Both> {
        let (mut kind, mut header) = (Format::Xlsx, 0);
        if let Source::Text(bytes) = &source {
            let head = &bytes[..bytes.len().min(64 * 1024)];
            kind = detect(head).map_err(|issue| issue_words(&issue))?.format;
            if kind == Format::Csv {
                header = line_end(bytes, 0, 1);
            }
        }
        Ok(Loader {
            source,
            kind,
            binding: ReturnBinding::default(),
            told: 0,
            header,
            at: 0,
            lines: 0,
            read: Read {
                monitor,
                bad: Vec::new(),
                bad_rows: 0,
                rows: 0,
                notes: Vec::new(),
            },
        })
    }

    /// Bytes or rows done, and how many in all.
    pub fn progress(&self) -> (usize, usize) {
        let all = match &self.source {
            Source::Text(bytes) => bytes.len(),
            Source::Table(table) => table.records.len(),
        };
        (self.at, all)
    }

    /// Reads one more piece. Whether there are more.
    ///
    /// # Errors
    /// Why the file cannot be read as returns.
    pub fn step(&mut self) -> Result<bool, Both> {
        match self.source.clone() {
            Source::Text(bytes) => self.step_text(&bytes),
            Source::Table(table) => self.step_table(&table),
        }
    }

    fn step_table(&mut self, table: &Table) -> Result<bool, Both> {
        let mut take = Take {
            read: &mut self.read,
            kind: self.kind,
            before: 0,
            binding: std::mem::take(&mut self.binding),
            errors: Vec::new(),
            fatal: None,
        };
        // What the taker answers is told by `fatal`.
        if self.at == 0 {
            let _ = take.columns(&table.columns);
            if let Some(header) = take.fatal {
                return Err(both(|lang| header.message(lang)));
            }
            take.read.notes = notes(&take.binding);
        }
        let end = table.records.len().min(self.at + ROWS);
        for record in (self.at..end).filter_map(|at| table.records.get(at)) {
            while let Some(issue) = table.issues.get(self.told)
                && issue.row < Some(record.row())
            {
                let _ = take.issue(issue.clone());
                self.told += 1;
            }
            let _ = take.record(&record);
        }
        let more = end < table.records.len();
        if !more {
            for issue in table.issues.iter().skip(self.told) {
                let _ = take.issue(issue.clone());
            }
        }
        self.binding = take.binding;
        self.at = end;
        Ok(more)
    }

    fn step_text(&mut self, bytes: &[u8]) -> Result<bool, Both> {
        let in_pieces = matches!(self.kind, Format::Csv | Format::Ndjson);
        let end = if in_pieces {
            line_end(bytes, self.at, PIECE.max(self.header + 1))
        } else {
            bytes.len()
        };
        let piece = &bytes[self.at..end];
        let is_first = self.at == 0;
        let header = if is_first { &[] } else { &bytes[..self.header] };
        let lines_in_header = u64::from(!header.is_empty());
        let mut take = Take {
            read: &mut self.read,
            kind: self.kind,
            before: self.lines - lines_in_header.min(self.lines),
            binding: ReturnBinding::default(),
            errors: Vec::new(),
            fatal: None,
        };
        let input = std::io::Read::chain(header, piece);
        let result = read(input, &ReadOptions::default(), &mut take);
        if let Some(header) = take.fatal {
            return Err(both(|lang| header.message(lang)));
        }
        if is_first {
            take.read.notes = notes(&take.binding);
        }
        match result {
            // A later piece may hold nothing but blank lines.
            Err(issue) if is_first => return Err(issue_words(&issue)),
            _ => {}
        }
        self.lines += lines(piece);
        self.at = end;
        Ok(end < bytes.len())
    }

    /// What was read.
    pub fn finish(self) -> Read {
        self.read
    }
}

fn notes(binding: &ReturnBinding) -> Vec<Both> {
    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| binding.notes(lang));
    zh.into_iter().zip(en).map(|(zh, en)| [zh, en]).collect()
}

/// What an issue says.
pub fn issue_words(issue: &Issue) -> Both {
    [shizu_formats::Lang::Zh, shizu_formats::Lang::En].map(|lang| issue.message(lang))
}

/// The end of the first line, outside quotes, that ends at least `least` bytes behind `from`; the end of the text if there is none.
fn line_end(bytes: &[u8], from: usize, least: usize) -> usize {
    let mut quoted = false;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && at + 1 - from >= least => return at + 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Lines of a piece, outside quotes.
fn lines(piece: &[u8]) -> u64 {
    let mut quoted = false;
    let mut lines = 0;
    for byte in piece {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ => {}
        }
    }
    lines
}

/// Takes the rows of a piece.
struct Take<'r> {
    read: &'r mut Read,
    kind: Format,
    /// Lines before the piece, the header put before it not counted.
    before: u64,
    binding: ReturnBinding,
    errors: Vec<ReturnError>,
    fatal: Option<ReturnHeaderError>,
}

impl Take<'_> {
    fn bad(&mut self, bad: impl Iterator<Item = Bad>) {
        self.read.bad_rows += 1;
        let room = KEPT.saturating_sub(self.read.bad.len());
        self.read.bad.extend(bad.take(room));
    }
}

impl Sink for Take<'_> {
    fn columns(&mut self, columns: &Columns) -> Flow {
        let names = columns.names();
        let bound = match self.kind {
            Format::Csv | Format::Xlsx => {
                ReturnBinding::of_table(names).map(|binding| self.binding = binding)
            }
            _ => self.binding.extend(names),
        };
        match bound {
            Ok(()) => Flow::Continue(()),
            Err(error) => {
                self.fatal = Some(error);
                Flow::Break(())
            }
        }
    }

    fn record(&mut self, record: &Record<'_>) -> Flow {
        if self.fatal.is_some() {
            return Flow::Break(());
        }
        self.read.rows += 1;
        let at = self.before + record.row();
        let row = self
            .binding
            .row(|column| record.get(column), &mut self.errors);
        if let Some(row) = row {
            let mut wrong = self.read.monitor.push(&row, at);
            for error in &mut wrong {
                self.binding.name(error.field).clone_into(&mut error.column);
            }
            self.errors.append(&mut wrong);
        }
        if !self.errors.is_empty() {
            let errors = std::mem::take(&mut self.errors);
            self.bad(errors.iter().map(|error| Bad::of(at, error)));
        }
        Flow::Continue(())
    }

    fn issue(&mut self, mut issue: Issue) -> Flow {
        issue.row = issue.row.map(|row| self.before + row);
        let row = issue.row.unwrap_or_default();
        let words = issue_words(&issue);
        self.bad(std::iter::once(Bad { row, words }));
        Flow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use shizu_formats::read_table;
    use shizu_rules::Rulebook;
    use shizu_rules::monitor::Settings;

    use super::*;
    use crate::office::{Book, Cell};

    fn monitor() -> Monitor {
        let rulebook = Rulebook::shipped().expect("loads");
        let day = "2026-01-20".parse().expect("a day");
        Monitor::new(Settings::new(&rulebook, day).expect("numbers"), day)
    }

    fn load(text: &str) -> Result<Read, Both> {
        let mut loader = Loader::open(Source::Text(Arc::new(text.as_bytes().to_vec())), monitor())?;
        while loader.step()? {}
        Ok(loader.finish())
    }

    /// Long enough for several pieces, with a quoted line break, a blank line, and mistakes at known rows.
    #[test]
    fn rows_keep_their_numbers_over_all_pieces() {
        let mut text = "body,kind,period,clues,cases,remark\n\n".to_owned();
        let mut line = 2;
        let mut wrong = Vec::new();
        for body in 0..6000 {
            line += 1;
            let bad = body % 1000 == 999;
            let clues = if bad { "-1" } else { "0" };
            if bad {
                wrong.push(line);
            }
            text.push_str(&format!("body {body},unit,2025,{clues},0,\"two\nlines\"\n"));
        }
        let read = load(&text).expect("reads");
        assert_eq!(
            (read.rows, read.monitor.bodies(), read.bad_rows),
            (6000, 6000, 6)
        );
        let rows: Vec<u64> = read.bad.iter().map(|bad| bad.row).collect();
        assert_eq!(rows, wrong);
    }

    /// A workbook gives what the same rows as text give: mistakes of the file and of the cells in the order of the rows.
    #[test]
    fn a_workbook_is_read_like_text() {
        let mut book = Book::new();
        book.sheet("S", &["body", "kind", "period", "clues", "cases"]);
        for body in 0..1_200 {
            let name = format!("body {body}");
            let clues = if body == 700 { "-1" } else { "0" };
            let mut cells = vec![&*name, "unit", "2025", clues, "0"];
            if matches!(body, 3 | 1_199) {
                cells.push("beyond");
            }
            book.row(cells.into_iter().map(Cell::Text));
        }
        let file = shizu_office::write_sheets(book).expect("writes");
        let table = read_table(file.as_slice(), &ReadOptions::default()).expect("reads");
        let table = Table::unpack(&table.pack()).expect("unpacks");
        let source = Source::Table(Arc::new(table));
        let mut loader = Loader::open(source, monitor()).expect("opens");
        let mut steps = 1;
        while loader.step().expect("returns") {
            steps += 1;
        }
        let read = loader.finish();
        assert_eq!((steps, read.monitor.bodies(), read.bad_rows), (3, 1_198, 3));
        let rows: Vec<u64> = read.bad.iter().map(|bad| bad.row).collect();
        assert_eq!(rows, [5, 702, 1_201]);
    }

    #[test]
    fn every_format_is_read_and_what_is_none_is_refused() {
        let lines = "{\"body\":\"A\",\"kind\":\"unit\",\"period\":2025,\"clues\":0}\n".repeat(2);
        let read = load(&lines).expect("reads");
        assert_eq!((read.monitor.bodies(), read.bad_rows), (1, 1));
        assert_eq!(read.bad[0].row, 2);
        for text in ["", "name,period\nA,2025\n", "\u{0}\u{1}"] {
            let words = load(text).expect_err("no returns");
            assert!(!words[0].is_empty() && words[0] != words[1]);
        }
    }

    #[test]
    fn the_shipped_example_is_read_whole() {
        let read = load(super::super::example()).expect("reads");
        assert_eq!((read.monitor.bodies(), read.bad_rows), (76, 0));
    }
}
