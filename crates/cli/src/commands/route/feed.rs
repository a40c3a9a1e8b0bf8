//! The reading side: rows become facts, in batches.

use std::sync::mpsc::{Receiver, SyncSender};

use shizu_formats::{Columns, Flow, Format, Issue, Record, Sink, Unit};
use shizu_rules::{Binding, CellError, HeaderError, Lang, Seen, SeenIds};

use crate::output::route::{BadRow, Batch, Fault};

/// Rows per batch: enough that handing over costs nothing, few enough that a batch stays in the cache.
const BATCH: usize = 512;

/// Notes on columns that are told before the rest is left out.
const NOTES: usize = 20;

/// What goes to the answering side, in the order of the input.
pub enum Work {
    /// Good rows.
    Rows(Batch),
    /// A row that cannot be used.
    Bad(BadRow),
    /// Something to tell on standard error.
    Note(String),
}

/// Turns records into facts and hands them on.
pub struct Feed {
    to_answer: SyncSender<Work>,
    empty: Receiver<Batch>,
    batch: Batch,
    binding: Binding,
    bound: bool,
    kind: Format,
    strict: bool,
    lang: Lang,
    seen: SeenIds,
    notes: usize,
    errors: Vec<CellError>,
    fatal: Option<HeaderError>,
}

impl Feed {
    pub fn new(
        to_answer: SyncSender<Work>,
        empty: Receiver<Batch>,
        kind: Format,
        strict: bool,
        lang: Lang,
    ) -> Self {
        Feed {
            to_answer,
            empty,
            batch: Batch::default(),
            binding: Binding::default(),
            bound: false,
            kind,
            strict,
            lang,
            seen: SeenIds::default(),
            notes: 0,
            errors: Vec::new(),
            fatal: None,
        }
    }

    /// Hands over what is left. Gives what is wrong with the columns, if that ended the reading.
    pub fn finish(mut self) -> Option<HeaderError> {
        let _ = self.hand_over();
        self.fatal
    }

    fn hand_over(&mut self) -> Flow {
        if self.batch.is_empty() {
            return Flow::Continue(());
        }
        let next = self.empty.try_recv().unwrap_or_default();
        let full = std::mem::replace(&mut self.batch, next);
        self.send(Work::Rows(full))
    }

    /// Sends, or stops when the other side has stopped writing.
    fn send(&self, work: Work) -> Flow {
        match self.to_answer.send(work) {
            Ok(()) => Flow::Continue(()),
            Err(_) => Flow::Break(()),
        }
    }

    fn bad(&mut self, bad: BadRow) -> Flow {
        self.hand_over()?;
        self.send(Work::Bad(bad))?;
        if self.strict {
            Flow::Break(())
        } else {
            Flow::Continue(())
        }
    }

    fn bad_cells(&mut self, row: u64, id: &str) -> Flow {
        let unit = match self.kind {
            Format::Ndjson => Unit::Line,
            Format::JsonArray | Format::JsonObject => Unit::Element,
            Format::Csv | Format::Xlsx => Unit::Row,
        };
        let faults = self
            .errors
            .drain(..)
            .map(|error| Fault::of_cell(&error, unit, row, self.lang))
            .collect();
        self.bad(BadRow {
            row: Some(row),
            id: (!id.is_empty()).then(|| id.to_owned()),
            faults,
        })
    }
}

impl Sink for Feed {
    fn columns(&mut self, columns: &Columns) -> Flow {
        let tabular = matches!(self.kind, Format::Csv | Format::Xlsx);
        let bound = if tabular {
            Binding::of_table(columns.names()).map(|binding| self.binding = binding)
        } else {
            self.binding.extend(columns.names())
        };
        if let Err(error) = bound {
            self.fatal = Some(error);
            return Flow::Break(());
        }
        self.bound = true;
        let new = self.binding.notes().get(self.notes..).unwrap_or_default();
        let told = new.iter().take(NOTES.saturating_sub(self.notes));
        let messages: Vec<String> = told.map(|note| note.message(self.lang)).collect();
        self.notes = self.binding.notes().len();
        messages
            .into_iter()
            .try_for_each(|message| self.send(Work::Note(message)))
    }

    fn record(&mut self, record: &Record<'_>) -> Flow {
        if !self.bound {
            return Flow::Break(());
        }
        let cell = |column| record.get(column);
        let Some(row) = self.binding.row(cell, &mut self.errors) else {
            return self.bad_cells(record.row(), self.binding.id(cell));
        };
        match self.seen.check(row.id, record.row()) {
            Seen::New | Seen::Unchecked => {}
            Seen::StopsHere => self.send(Work::Note(self.seen.message(self.lang)))?,
            Seen::Again(first) => {
                let column = self.binding.name(shizu_rules::Field::Id);
                self.errors.push(CellError::id_again(column, row.id, first));
                return self.bad_cells(record.row(), row.id);
            }
        }
        self.batch.push(&row);
        if self.batch.len() < BATCH {
            Flow::Continue(())
        } else {
            self.hand_over()
        }
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        let fault = Fault::of_issue(&issue, self.lang);
        self.bad(BadRow {
            row: issue.row,
            id: None,
            faults: vec![fault],
        })
    }
}
