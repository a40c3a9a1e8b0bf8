//! What was done on which day, in order.

use chrono::NaiveDate;

use crate::command::Command;
use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::rules::Rules;
use crate::workbook::{Stamp, Workbook};

/// Commands by day; what lies after today is not written down.
pub(super) struct Diary {
    pub(super) start: NaiveDate,
    pub(super) today: NaiveDate,
    notes: Vec<Note>,
}

struct Note {
    day: NaiveDate,
    by: String,
    why: &'static str,
    command: Command,
}

impl Diary {
    pub(super) fn new(start: NaiveDate, today: NaiveDate) -> Self {
        Diary {
            start,
            today,
            notes: Vec::new(),
        }
    }

    /// Notes a command, and says whether its day has come.
    pub(super) fn note(
        &mut self,
        day: NaiveDate,
        by: &str,
        why: &'static str,
        command: Command,
    ) -> bool {
        if day > self.today {
            return false;
        }
        self.notes.push(Note {
            day: day.max(self.start),
            by: by.to_owned(),
            why,
            command,
        });
        true
    }

    /// Notes an import of many rows.
    pub(super) fn import(
        &mut self,
        day: NaiveDate,
        by: &str,
        kind: Kind,
        columns: &[&str],
        rows: Vec<Vec<String>>,
    ) {
        let columns = columns.iter().map(|code| (*code).to_owned()).collect();
        if !rows.is_empty() {
            let command = Command::Import {
                kind,
                columns,
                rows,
            };
            self.note(day, by, "", command);
        }
    }

    /// Does everything in order: of one day, what was noted first.
    pub(super) fn play(mut self, mut book: Workbook, rules: &Rules) -> Result<Workbook, Refusal> {
        self.notes.sort_by_key(|note| note.day);
        let (mut day, mut number) = (self.start, 0);
        for note in self.notes {
            number = if note.day == day { number + 1 } else { 0 };
            day = note.day;
            // From half past eight, a minute each, until a quarter to six.
            let minutes = 8 * 60 + 30 + number % 555;
            let at = format!("{day}T{:02}:{:02}:00+08:00", minutes / 60, minutes % 60);
            let stamp = Stamp {
                at: &at,
                by: &note.by,
                why: note.why,
            };
            book.apply(note.command, stamp, rules)?;
        }
        Ok(book)
    }
}
