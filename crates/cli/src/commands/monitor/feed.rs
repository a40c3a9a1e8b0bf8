//! The reading side: rows become returns, and what is wrong with them is kept with its place.

use serde::Serialize;
use shizu_formats::{Columns, Flow, Format, Issue, Record, Sink};
use shizu_rules::Lang;
use shizu_rules::monitor::{LeftOut, Monitor, ReturnBinding, ReturnError, ReturnHeaderError};

use crate::output::route::{Fault, placed, unit};

/// Notes on columns that are told before the rest is left out.
const NOTES: usize = 20;

/// A row with something wrong.
#[derive(Debug, Serialize)]
pub struct BadReturn {
    /// The row as its reader counts.
    pub row: Option<u64>,
    /// Its body, if it names one.
    pub body: Option<String>,
    /// Whether the rest of the row was used.
    pub used: bool,
    /// What is wrong.
    pub error: Vec<Fault>,
}

impl BadReturn {
    /// A return that was not used because it lies outside the time of its body.
    pub fn left_out(out: &LeftOut, kind: Format, lang: Lang) -> Self {
        BadReturn {
            row: Some(out.row),
            body: Some(out.body.clone()),
            used: false,
            error: vec![fault(&out.error, kind, out.row, lang)],
        }
    }

    /// What is wrong, each in a sentence with its place.
    pub fn messages(&self) -> impl Iterator<Item = String> {
        self.error.iter().map(|fault| fault.message.clone())
    }
}

/// What was read.
pub struct Fed {
    pub monitor: Monitor,
    pub bad: Vec<BadReturn>,
    pub notes: Vec<String>,
    pub fatal: Option<ReturnHeaderError>,
}

/// Takes returns row by row.
pub struct Feed {
    monitor: Monitor,
    binding: ReturnBinding,
    errors: Vec<ReturnError>,
    bad: Vec<BadReturn>,
    fatal: Option<ReturnHeaderError>,
    kind: Format,
    strict: bool,
    lang: Lang,
}

impl Feed {
    pub fn new(monitor: Monitor, kind: Format, strict: bool, lang: Lang) -> Self {
        Feed {
            monitor,
            binding: ReturnBinding::default(),
            errors: Vec::new(),
            bad: Vec::new(),
            fatal: None,
            kind,
            strict,
            lang,
        }
    }

    pub fn finish(self) -> Fed {
        let mut notes = self.binding.notes(self.lang);
        notes.truncate(NOTES);
        Fed {
            monitor: self.monitor,
            bad: self.bad,
            notes,
            fatal: self.fatal,
        }
    }

    fn bad(&mut self, bad: BadReturn) -> Flow {
        self.bad.push(bad);
        if self.strict {
            Flow::Break(())
        } else {
            Flow::Continue(())
        }
    }
}

fn fault(error: &ReturnError, kind: Format, row: u64, lang: Lang) -> Fault {
    let what = error.message(lang);
    Fault {
        code: error.problem.code(),
        column: Some(error.column.clone()),
        text: error.text.chars().take(200).collect(),
        expected: error.expected().collect(),
        nearest: error.nearest(),
        message: placed(unit(kind), row, &error.column, &what, lang),
    }
}

impl Sink for Feed {
    fn columns(&mut self, columns: &Columns) -> Flow {
        let tabular = matches!(self.kind, Format::Csv | Format::Xlsx);
        let names = columns.names();
        let bound = if tabular {
            ReturnBinding::of_table(names).map(|binding| self.binding = binding)
        } else {
            self.binding.extend(names)
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
        let cell = |column| record.get(column);
        let at = record.row();
        let row = self.binding.row(cell, &mut self.errors);
        if let Some(row) = &row {
            let mut wrong = self.monitor.push(row, at);
            for error in &mut wrong {
                self.binding.name(error.field).clone_into(&mut error.column);
            }
            self.errors.append(&mut wrong);
        }
        if self.errors.is_empty() {
            return Flow::Continue(());
        }
        let body = self.binding.body(cell);
        let body = (!body.is_empty()).then(|| body.to_owned());
        let errors = std::mem::take(&mut self.errors);
        let used = row.is_some() && errors.iter().all(|it| it.problem.spoils_cell_only());
        let error = errors
            .iter()
            .map(|error| fault(error, self.kind, at, self.lang));
        let error = error.collect();
        self.bad(BadReturn {
            row: Some(at),
            body,
            used,
            error,
        })
    }

    fn issue(&mut self, issue: Issue) -> Flow {
        let fault = Fault::of_issue(&issue, self.lang);
        self.bad(BadReturn {
            row: issue.row,
            body: None,
            used: false,
            error: vec![fault],
        })
    }
}
