//! CSV: one line per clue; lists within a cell are separated by semicolons.

use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::vocabulary::{Mechanism, Term};
use shizu_rules::{Determination, Due, Engine, FactKey, IntakeRow, Status};

use super::fragments::{Assembled, Fragments, List, Rendered, Shape};
use super::{BadRow, Render};

/// The columns.
const HEADER: &[&str] = &[
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
    const SEPARATOR: &'static [u8] = b";";

    fn render(&self, part: &Determination) -> Rendered {
        let status = match part.status {
            Status::Determined => "determined",
            Status::Undetermined => "undetermined",
            Status::NotAccepted => "not_accepted",
        };
        let leads = list(part.possible_leads.iter().map(|organ| organ.code()));
        let lead = part.lead.map_or("", Term::code);
        let ask_next = part.ask_next.map_or("", FactKey::code);
        let mechanisms =
            |mechanisms: &[Mechanism]| list(mechanisms.iter().map(|mechanism| mechanism.code()));
        let assist = part.assist.iter();
        let assist = assist.map(|part| format!("{}:{}", part.organ.code(), part.role.code()));
        let duties = part.duties.iter();
        let duties = duties.map(|duty| format!("{}:{}", duty.id, duty.organ.code()));
        let reasons = part.reasons.iter();
        let reasons = reasons.map(|reason| format!("{}({})", reason.rule, reason.cites.join(" ")));
        let dues = part.deadlines.iter();
        let dues = dues.map(|limit| (limit.id.clone(), format!("{}=", limit.id), String::new()));
        Rendered {
            lead: format!("{status},{lead},{leads},{ask_next}"),
            after: if part.may_be_refused { "yes" } else { "no" }.to_owned(),
            lists: [
                list(assist),
                mechanisms(&part.mechanisms),
                mechanisms(&part.possible_mechanisms),
                quoted(&list(duties)),
                quoted(&list(
                    part.warnings.iter().map(|warning| warning.id.as_str()),
                )),
                quoted(&list(reasons)),
            ],
            dues: dues.collect(),
        }
    }

    fn due(&self, due: Option<Due>) -> String {
        match due {
            None => String::new(),
            Some(due) if due.provisional => format!("{}?", due.day),
            Some(due) => due.day.to_string(),
        }
    }

    fn write(&self, answer: &Assembled<'_>, out: &mut Vec<u8>) {
        out.push(b',');
        answer.lead(out);
        out.push(b',');
        answer.list(List::Assist, out);
        out.push(b',');
        answer.list(List::Mechanisms, out);
        out.extend_from_slice(b",\"");
        answer.list(List::Duties, out);
        out.extend_from_slice(b"\",");
        answer.deadlines(out);
        out.extend_from_slice(b",\"");
        answer.list(List::Warnings, out);
        out.extend_from_slice(b"\",\"");
        answer.list(List::Reasons, out);
        out.extend_from_slice(b"\",");
        answer.after(out);
        out.push(b',');
        answer.missing(b"", out);
        out.push(b',');
        answer.list(List::PossibleMechanisms, out);
        out.extend_from_slice(b",\n");
    }
}

/// For the inside of a cell in quotes: the ids of an overlay may be anything.
fn quoted(text: &str) -> String {
    text.replace('"', "\"\"")
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
