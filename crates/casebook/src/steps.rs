//! What a state requires of its record, now and as long as the record is in it.

use crate::apply::Draft;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::refusal::{Refusal, Why};
use crate::rules::{Need, Rules};
use crate::workbook::Workbook;

/// The cell that answers a yes/no fact of a step when it is filled.
const FILLED: &[(&str, &str)] = &[
    ("follower_named", "follower"),
    ("process_written", "process"),
    ("result_written", "result"),
    ("evidence_given", "evidence"),
    ("receiver_named", "passed_to"),
    ("reviewer_named", "reviewer"),
    ("lesson_given", "lesson"),
    ("analysis_made", "analysis"),
    ("reform_made", "reform"),
    ("replay_held", "replay"),
];

impl Draft<'_> {
    /// Refuses a step whose state needs what the record does not have.
    pub(crate) fn meets(
        &self,
        kind: Kind,
        row: Symbol,
        from: &str,
        to: &str,
    ) -> Result<(), Refusal> {
        let reason = !self.stamp.why.trim().is_empty();
        self.meets_with(kind, row, from, to, reason)
    }

    /// A change must not take away what the record's state rests on: evidence stays while a matter is closed.
    pub(crate) fn keeps_state(&self, kind: Kind, row: Symbol) -> Result<(), Refusal> {
        if !Rules::has_states(kind) {
            return Ok(());
        }
        let state = self.book.cell_text(kind, row, "state");
        self.meets_with(kind, row, "", state, true)
    }

    fn meets_with(
        &self,
        kind: Kind,
        row: Symbol,
        from: &str,
        to: &str,
        reason: bool,
    ) -> Result<(), Refusal> {
        let needs = self.book.lacks(self.rules, kind, row, from, to, reason);
        if needs.is_empty() {
            return Ok(());
        }
        let state = to.to_owned();
        let why = Why::Needs { state, needs };
        Err(Refusal::new(kind, self.book.text(row), why))
    }
}

impl Workbook {
    /// What the record with this id does not have yet for the state `to`; a reason, which comes with the step, is always among it where one is needed.
    /// Empty also where there is no such record or step.
    pub fn needs(&self, rules: &Rules, kind: Kind, id: &str, to: &str) -> Vec<Need> {
        let row = self.symbol(id).filter(|row| self.has_row(kind, *row));
        let Some(row) = row.filter(|_| Rules::has_states(kind)) else {
            return Vec::new();
        };
        let from = self.cell_text(kind, row, "state");
        self.lacks(rules, kind, row, from, to, false)
    }

    fn lacks(
        &self,
        rules: &Rules,
        kind: Kind,
        row: Symbol,
        from: &str,
        to: &str,
        reason: bool,
    ) -> Vec<Need> {
        let cell = |code: &str| self.cell_text(kind, row, code).trim();
        let given = |fact: &str| match fact {
            "reason_given" => reason,
            "reviewer_differs" => !same_person(cell("reviewer"), cell("follower")),
            _ => FILLED
                .iter()
                .any(|(known, code)| *known == fact && !cell(code).is_empty()),
        };
        rules.needs(kind, from, to, &given)
    }
}

/// Whether two names are the same, whatever blanks stand in them.
fn same_person(left: &str, right: &str) -> bool {
    let letters =
        |name: &'_ str| -> String { name.chars().filter(|char| !char.is_whitespace()).collect() };
    letters(left) == letters(right)
}
