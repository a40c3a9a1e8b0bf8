//! The reading side: rows become facts, in batches.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use shizu_formats::{Columns, Flow, Format, Issue, Record, Sink};
use shizu_rules::{Binding, CellError, Field, HeaderError, Lang, SeenIds};

use crate::output::route::{BadRow, Batch, Fault, Render, unit};

/// Rows per batch: enough that handing over costs nothing, few enough that a batch stays in the cache.
const BATCH: usize = 512;

/// Notes on columns that are told before the rest is left out.
const NOTES: usize = 20;

/// What goes to the answering side, in the order of the input.
pub enum Work {
    /// Good rows.
    Rows(Batch),
    /// Good rows that the reading side had time to answer: the text, and how many they were.
    Answered(Vec<u8>, u64),
    /// A row that cannot be used.
    Bad(BadRow),
    /// Something to tell on standard error.
    Note(String),
}

/// Memory on its way back to the reading side, so that no batch takes it anew.
pub struct GiveBack {
    pub batches: SyncSender<Batch>,
    pub texts: SyncSender<Vec<u8>>,
}

/// Memory that came back.
pub struct Spare {
    batches: Receiver<Batch>,
    texts: Receiver<Vec<u8>>,
}

/// The way back for so many batches.
pub fn way_back(room: usize) -> (GiveBack, Spare) {
    let (to_batches, batches) = sync_channel(room);
    let (to_texts, texts) = sync_channel(room);
    let give_back = GiveBack {
        batches: to_batches,
        texts: to_texts,
    };
    (give_back, Spare { batches, texts })
}

/// Makes a renderer that goes on after the first answer.
pub type Second<'e> = Box<dyn Fn() -> Box<dyn Render + 'e> + 'e>;

/// Turns records into facts and hands them on. When the answering side is behind, it answers a batch itself instead of waiting.
pub struct Feed<'e> {
    to_answer: SyncSender<Work>,
    /// Makes what answers here; nothing where answers depend on those before them.
    second: Option<Second<'e>>,
    helper: Option<Box<dyn Render + 'e>>,
    /// Whether a row went to the answering side already: the first one is answered there.
    begun: bool,
    spare: Spare,
    batch: Batch,
    binding: Binding,
    bound: bool,
    kind: Format,
    strict: bool,
    lang: Lang,
    seen: SeenIds,
    /// Positions in a batch whose ids were there before, with the row that has the id first.
    again: Vec<(usize, u64)>,
    notes: usize,
    errors: Vec<CellError>,
    fatal: Option<HeaderError>,
}

impl<'e> Feed<'e> {
    pub fn new(
        to_answer: SyncSender<Work>,
        second: Option<Second<'e>>,
        spare: Spare,
        kind: Format,
        strict: bool,
        lang: Lang,
    ) -> Self {
        Feed {
            to_answer,
            second,
            helper: None,
            begun: false,
            spare,
            batch: Batch::default(),
            binding: Binding::default(),
            bound: false,
            kind,
            strict,
            lang,
            seen: SeenIds::default(),
            again: Vec::new(),
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
        let next = self.spare.batches.try_recv().unwrap_or_default();
        let mut full = std::mem::replace(&mut self.batch, next);
        // Ids are looked up batch by batch: one after the other, the lookups wait for memory together.
        let stopped = self.seen.check_all(full.ids(), &mut self.again);
        if !self.again.is_empty() {
            full = self.without_repeated(&full)?;
        }
        if stopped {
            self.send(Work::Note(self.seen.message(self.lang)))?;
        }
        self.send_rows(full)
    }

    /// Sends good rows, answered here if the channel is full.
    fn send_rows(&mut self, full: Batch) -> Flow {
        let can_help = self.begun && self.second.is_some();
        self.begun = true;
        if !can_help {
            return self.send(Work::Rows(full));
        }
        match self.to_answer.try_send(Work::Rows(full)) {
            Ok(()) => Flow::Continue(()),
            Err(TrySendError::Full(Work::Rows(full))) => self.answer_here(full),
            Err(_) => Flow::Break(()),
        }
    }

    fn answer_here(&mut self, mut full: Batch) -> Flow {
        if self.helper.is_none() {
            self.helper = self.second.as_ref().map(|second| second());
        }
        let Some(helper) = &mut self.helper else {
            return self.send(Work::Rows(full));
        };
        let mut text = self.spare.texts.try_recv().unwrap_or_default();
        for clue in full.rows() {
            helper.row(&clue, &mut text);
        }
        let rows = full.len() as u64;
        // The batch is at hand for the next rows.
        full.clear();
        self.batch = full;
        self.send(Work::Answered(text, rows))
    }

    /// Reports the clues whose ids were there before, and hands on those between them. Gives those after the last.
    fn without_repeated(&mut self, full: &Batch) -> ControlFlow<(), Batch> {
        let mut rest = Batch::default();
        let mut again = std::mem::take(&mut self.again).into_iter().peekable();
        for (at, (clue, (_, row))) in full.rows().zip(full.ids()).enumerate() {
            match again.next_if(|(repeated, _)| *repeated == at) {
                None => rest.push(&clue, row),
                Some((_, first)) => {
                    self.send_rows(std::mem::take(&mut rest))?;
                    let column = self.binding.name(Field::Id);
                    self.errors
                        .push(CellError::id_again(column, clue.id, first));
                    let bad = self.bad_row(row, clue.id);
                    self.send_bad(bad)?;
                }
            }
        }
        ControlFlow::Continue(rest)
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
        self.send_bad(bad)
    }

    fn send_bad(&self, bad: BadRow) -> Flow {
        self.send(Work::Bad(bad))?;
        if self.strict {
            Flow::Break(())
        } else {
            Flow::Continue(())
        }
    }

    /// A row with the cell errors at hand.
    fn bad_row(&mut self, row: u64, id: &str) -> BadRow {
        let unit = unit(self.kind);
        let faults = self
            .errors
            .drain(..)
            .map(|error| Fault::of_cell(&error, unit, row, self.lang))
            .collect();
        BadRow {
            row: Some(row),
            id: (!id.is_empty()).then(|| id.to_owned()),
            faults,
        }
    }
}

impl Sink for Feed<'_> {
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
            let bad = self.bad_row(record.row(), self.binding.id(cell));
            return self.bad(bad);
        };
        self.batch.push(&row, record.row());
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
