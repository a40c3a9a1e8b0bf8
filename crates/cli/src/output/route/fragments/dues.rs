//! Time limits with their due dates.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use shizu_rules::{Engine, ToldRows};

use super::{Rendered, Shape};

/// Days of receipt that are remembered before all are forgotten.
const DAYS: usize = 8192;

/// The time limits that rows start, and their due dates by the day of receipt: each is counted and rendered once.
#[derive(Debug, Default)]
pub(super) struct Dues {
    rows: Vec<DueRow>,
    days: FxHashMap<Option<NaiveDate>, usize>,
    /// For every day, where the due date of each row begins in `text`, and where the last one ends.
    places: Vec<u32>,
    /// The text of all due dates.
    text: Vec<u8>,
}

/// A row that starts a time limit: its place, index of the limit, and the text around the due date.
#[derive(Debug)]
struct DueRow {
    table: usize,
    row: usize,
    limit: usize,
    before: Box<[u8]>,
    after: Box<[u8]>,
}

impl Dues {
    /// Adds the time limits that rows of a table start.
    pub fn add(&mut self, table: usize, rows: &[Rendered], engine: &Engine) {
        let limits = &engine.rulebook().limits;
        for (row, rendered) in rows.iter().enumerate() {
            let due = rendered.dues.first();
            let limit = due.and_then(|(id, ..)| limits.iter().position(|limit| limit.id == *id));
            if let (Some((_, before, after)), Some(limit)) = (due, limit) {
                self.rows.push(DueRow {
                    table,
                    row,
                    limit,
                    before: before.as_bytes().into(),
                    after: after.as_bytes().into(),
                });
            }
        }
    }

    /// Where the due dates of a day of receipt are, for [`Dues::write`]; until the next day is asked for.
    #[inline]
    pub fn day<S: Shape>(
        &mut self,
        received: Option<NaiveDate>,
        engine: &Engine,
        shape: &S,
    ) -> usize {
        match self.days.get(&received) {
            Some(known) => *known,
            None => self.count(received, engine, shape),
        }
    }

    /// Writes the time limits that the told rows start on a day.
    #[inline]
    pub fn write(&self, told: &[ToldRows], day: usize, separator: &[u8], out: &mut Vec<u8>) {
        let begin = out.len();
        for (row, place) in self.rows.iter().zip(self.places[day..].windows(2)) {
            if told[row.table].whole >> row.row & 1 == 0 {
                continue;
            }
            if out.len() > begin {
                out.extend_from_slice(separator);
            }
            out.extend_from_slice(&row.before);
            out.extend_from_slice(&self.text[place[0] as usize..place[1] as usize]);
            out.extend_from_slice(&row.after);
        }
    }

    #[cold]
    fn count<S: Shape>(
        &mut self,
        received: Option<NaiveDate>,
        engine: &Engine,
        shape: &S,
    ) -> usize {
        if self.days.len() >= DAYS {
            self.days.clear();
            self.places.clear();
            self.text.clear();
        }
        let rulebook = engine.rulebook();
        let day = self.places.len();
        for row in &self.rows {
            self.places.push(self.text.len() as u32);
            let limit = &rulebook.limits[row.limit];
            let due = received.and_then(|start| limit.due(start, &rulebook.calendar));
            self.text.extend_from_slice(shape.due(due).as_bytes());
        }
        self.places.push(self.text.len() as u32);
        self.days.insert(received, day);
        day
    }
}
