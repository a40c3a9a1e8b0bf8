//! CSV: one line per clue; lists within a cell are separated by semicolons.

use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Due, Engine, IntakeRow, Status};

use super::fragments::{Fragments, Pieces, Shape};
use super::{BadRow, Render};

/// The columns.
pub const HEADER: &[&str] = &[
    "id",
    "status",
    "lead",
    "possible_leads",
    "ask_next",
    "assist",
    "mechanisms",
    "duties",
    "deadlines",
    "warnings",
    "reasons",
    "may_be_refused",
    "missing",
    "possible_mechanisms",
    "cites",
    "error",
];

/// Writes answers as CSV.
pub struct CsvOutput<'e> {
    fragments: Fragments<'e, CsvShape>,
    bom: bool,
}

impl<'e> CsvOutput<'e> {
    /// With `bom`, spreadsheet programs recognise the encoding.
    pub fn new(engine: &'e Engine, bom: bool) -> Self {
        CsvOutput {
            fragments: Fragments::new(engine, CsvShape),
            bom,
        }
    }
}

impl Render for CsvOutput<'_> {
    fn begin(&mut self, out: &mut Vec<u8>) {
        if self.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        out.extend_from_slice(&line(HEADER));
        out.push(b'\n');
    }

    fn row(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        if is_plain(row.id) {
            out.extend_from_slice(row.id.as_bytes());
        } else {
            out.extend_from_slice(&line(&[row.id]));
        }
        self.fragments.write(row, out);
    }

    fn bad(&mut self, bad: &BadRow, out: &mut Vec<u8>) {
        let messages: Vec<&str> = bad
            .faults
            .iter()
            .map(|fault| fault.message.as_str())
            .collect();
        let error = messages.join(" | ");
        let mut cells = vec![""; HEADER.len()];
        cells[0] = bad.id.as_deref().unwrap_or_default();
        cells[HEADER.len() - 1] = &error;
        out.extend_from_slice(&line(&cells));
        out.push(b'\n');
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

/// Answers as the cells of a line after the id.
#[derive(Debug)]
struct CsvShape;

impl Shape for CsvShape {
    fn compose(&self, answer: &Determination) -> Pieces {
        let status = match answer.status {
            Status::Determined => "determined",
            Status::Undetermined => "undetermined",
            Status::NotAccepted => "not_accepted",
        };
        let organs = |organs: &[shizu_rules::vocabulary::Organ]| {
            list(organs.iter().map(|organ| organ.code()))
        };
        let parts = answer
            .assist
            .iter()
            .map(|part| format!("{}:{}", part.organ.code(), part.role.code()));
        let mechanisms = |list_of: &[shizu_rules::vocabulary::Mechanism]| {
            list(list_of.iter().map(|mechanism| mechanism.code()))
        };
        let duties = answer
            .duties
            .iter()
            .map(|duty| format!("{}:{}", duty.id, duty.organ.code()));
        let head = line(&[
            "",
            status,
            answer.lead.map_or("", Term::code),
            &organs(&answer.possible_leads),
            answer.ask_next.map_or("", shizu_rules::FactKey::code),
            &list(parts),
            &mechanisms(&answer.mechanisms),
            &list(duties),
            "",
        ]);
        let dues = answer.deadlines.iter().enumerate().map(|(index, limit)| {
            let semicolon = if index == 0 { "" } else { ";" };
            (
                limit.id.clone(),
                format!("{semicolon}{}=", limit.id),
                String::new(),
            )
        });
        let mut cites: Vec<&str> = Vec::new();
        for cite in answer.reasons.iter().flat_map(|reason| &reason.cites) {
            if !cites.contains(&cite.as_str()) {
                cites.push(cite);
            }
        }
        let mut tail = line(&[
            "",
            &list(answer.warnings.iter().map(|warning| warning.id.as_str())),
            &list(answer.reasons.iter().map(|reason| reason.rule.as_str())),
            if answer.may_be_refused { "yes" } else { "no" },
            &list(answer.missing.iter().map(|fact| fact.code())),
            &mechanisms(&answer.possible_mechanisms),
            &list(cites),
            "",
        ]);
        tail.push(b'\n');
        Pieces {
            head,
            dues: dues.collect(),
            tail,
        }
    }

    fn due(&self, due: Option<Due>) -> String {
        match due {
            None => String::new(),
            Some(due) if due.provisional => format!("{}?", due.day),
            Some(due) => due.day.to_string(),
        }
    }
}

fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push(';');
        }
        text.push_str(item.as_ref());
    }
    text
}

/// Whether a cell needs neither quotes nor a guard against being run as a formula.
fn is_plain(cell: &str) -> bool {
    !cell.starts_with('-')
        && cell.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || byte >= 0x80
                || matches!(byte, b'-' | b'_' | b'.' | b'/')
        })
}

/// Cells as a line, without its end. Writing into memory cannot fail.
fn line(cells: &[&str]) -> Vec<u8> {
    let written = CsvWriter::new(Vec::new(), CsvOptions::default())
        .and_then(|mut writer| writer.row(cells).and_then(|()| writer.finish()));
    let mut line = written.unwrap_or_default();
    line.pop();
    line
}
