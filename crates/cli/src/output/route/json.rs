//! JSON: one object, an array, or an object per line.

use serde::Serialize;
use shizu_rules::vocabulary::{Basis, Mechanism, Organ, Term};
use shizu_rules::{
    Condition, Deadline, Determination, Due, DutyOwed, Engine, FactKey, IntakeRow, Part, Reason,
    Status, Warning,
};

use super::fragments::{Assembled, Fragments, List, Rendered, Shape};
use super::{BadRow, Render};

/// How objects stand in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonLayout {
    /// One object.
    One,
    /// An array, one object per line.
    Array,
    /// One object per line.
    Lines,
}

/// Writes answers as JSON.
pub struct JsonOutput<'e> {
    engine: &'e Engine,
    fragments: Fragments<'e, JsonShape>,
    layout: JsonLayout,
    explain: bool,
    first: bool,
}

impl<'e> JsonOutput<'e> {
    /// With `explain`, reasons tell the conditions met and the wording of the row.
    pub fn new(engine: &'e Engine, layout: JsonLayout, explain: bool) -> Self {
        JsonOutput {
            engine,
            fragments: Fragments::new(engine, JsonShape),
            layout,
            explain,
            first: true,
        }
    }

    /// Goes on after answers that another has written.
    #[must_use]
    pub fn after_others(self) -> Self {
        JsonOutput {
            first: false,
            ..self
        }
    }

    fn separate(&mut self, out: &mut Vec<u8>) {
        let before: &[u8] = match (self.layout, self.first) {
            (JsonLayout::Array, true) | (JsonLayout::Lines, false) => b"\n",
            (JsonLayout::Array, false) => b",\n",
            _ => b"",
        };
        out.extend_from_slice(before);
        self.first = false;
    }
}

impl Render for JsonOutput<'_> {
    fn begin(&mut self, out: &mut Vec<u8>) {
        if self.layout == JsonLayout::Array {
            out.push(b'[');
        }
    }

    fn row(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>) {
        self.separate(out);
        out.extend_from_slice(b"{\"id\":");
        push(out, row.id);
        if self.explain {
            let answer = self.engine.determine(row.id, &row.facts, row.received);
            push_fields(out, &Explained::of(&answer, self.engine));
        } else {
            self.fragments.write(row, out);
        }
        out.push(b'}');
    }

    fn bad(&mut self, bad: &BadRow, out: &mut Vec<u8>) {
        self.separate(out);
        push(out, bad);
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        let after: &[u8] = match self.layout {
            JsonLayout::Array => b"\n]\n",
            _ => b"\n",
        };
        out.extend_from_slice(after);
    }
}

/// Answers as fields of a JSON object.
#[derive(Debug)]
struct JsonShape;

impl Shape for JsonShape {
    const SEPARATOR: &'static [u8] = b",";

    fn render(&self, part: &Determination) -> Rendered {
        let mut lead = Vec::new();
        push_fields(&mut lead, &Outcome::of(part));
        let due = |limit: &Deadline| {
            let before = format!("{{\"id\":{},\"due\":", text_of(&limit.id));
            let (basis, rule) = (text_of(limit.basis.code()), text_of(&limit.rule));
            let after = format!(",\"basis\":{basis},\"rule\":{rule}}}");
            (limit.id.clone(), before, after)
        };
        let reasons: Vec<Because<'_>> = part.reasons.iter().map(Because::of).collect();
        Rendered {
            lead: String::from_utf8(lead).unwrap_or_default(),
            after: String::new(),
            lists: [
                items(&part.assist),
                items(&part.mechanisms),
                items(&part.possible_mechanisms),
                items(&part.duties),
                items(&part.warnings),
                items(&reasons),
            ],
            dues: part.deadlines.iter().map(due).collect(),
        }
    }

    fn due(&self, due: Option<Due>) -> String {
        match due {
            None => "null,\"provisional\":false".to_owned(),
            Some(due) => format!("\"{}\",\"provisional\":{}", due.day, due.provisional),
        }
    }

    fn write(&self, answer: &Assembled<'_>, out: &mut Vec<u8>) {
        answer.lead(out);
        out.extend_from_slice(b",\"missing\":[");
        answer.missing(b"\"", out);
        out.extend_from_slice(b"],\"assist\":[");
        answer.list(List::Assist, out);
        out.extend_from_slice(b"],\"mechanisms\":[");
        answer.list(List::Mechanisms, out);
        out.extend_from_slice(b"],\"possible_mechanisms\":[");
        answer.list(List::PossibleMechanisms, out);
        out.extend_from_slice(b"],\"duties\":[");
        answer.list(List::Duties, out);
        out.extend_from_slice(b"],\"deadlines\":[");
        answer.deadlines(out);
        out.extend_from_slice(b"],\"warnings\":[");
        answer.list(List::Warnings, out);
        out.extend_from_slice(b"],\"reasons\":[");
        answer.list(List::Reasons, out);
        out.push(b']');
    }
}

/// The first fields of an answer.
#[derive(Serialize)]
struct Outcome<'a> {
    status: Status,
    lead: Option<Organ>,
    possible_leads: &'a [Organ],
    may_be_refused: bool,
    ask_next: Option<FactKey>,
}

impl<'a> Outcome<'a> {
    fn of(answer: &'a Determination) -> Self {
        Outcome {
            status: answer.status,
            lead: answer.lead,
            possible_leads: &answer.possible_leads,
            may_be_refused: answer.may_be_refused,
            ask_next: answer.ask_next,
        }
    }
}

/// All fields but the id, with explained reasons.
#[derive(Serialize)]
struct Explained<'a> {
    #[serde(flatten)]
    outcome: Outcome<'a>,
    missing: &'a [FactKey],
    assist: &'a [Part],
    mechanisms: &'a [Mechanism],
    possible_mechanisms: &'a [Mechanism],
    duties: &'a [DutyOwed],
    deadlines: Vec<Limited<'a>>,
    warnings: &'a [Warning],
    reasons: Vec<Because<'a>>,
}

impl<'a> Explained<'a> {
    fn of(answer: &'a Determination, engine: &'a Engine) -> Self {
        let reasons = answer.reasons.iter();
        Explained {
            outcome: Outcome::of(answer),
            missing: &answer.missing,
            assist: &answer.assist,
            mechanisms: &answer.mechanisms,
            possible_mechanisms: &answer.possible_mechanisms,
            duties: &answer.duties,
            deadlines: answer.deadlines.iter().map(Limited::of).collect(),
            warnings: &answer.warnings,
            reasons: reasons
                .map(|reason| Because::explained(reason, engine))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct Limited<'a> {
    id: &'a str,
    due: Option<chrono::NaiveDate>,
    provisional: bool,
    basis: Basis,
    rule: &'a str,
}

impl<'a> Limited<'a> {
    fn of(deadline: &'a Deadline) -> Self {
        Limited {
            id: &deadline.id,
            due: deadline.due,
            provisional: deadline.provisional,
            basis: deadline.basis,
            rule: &deadline.rule,
        }
    }
}

#[derive(Serialize)]
struct Because<'a> {
    rule: &'a str,
    table: &'a str,
    basis: Basis,
    cites: &'a [String],
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    more: Option<More<'a>>,
}

#[derive(Serialize)]
struct More<'a> {
    conditions: &'a [Condition],
    title: &'a shizu_rules::Text,
    says: &'a shizu_rules::Text,
}

impl<'a> Because<'a> {
    fn of(reason: &'a Reason) -> Self {
        Because {
            rule: &reason.rule,
            table: &reason.table,
            basis: reason.basis,
            cites: &reason.cites,
            more: None,
        }
    }

    fn explained(reason: &'a Reason, engine: &'a Engine) -> Self {
        let more = engine.rule_of(&reason.rule).map(|rule| More {
            conditions: &reason.conditions,
            title: &rule.title,
            says: &rule.says,
        });
        Because {
            more,
            ..Self::of(reason)
        }
    }
}

/// Writes a value. Writing plain data into memory cannot fail.
fn push<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    let written = serde_json::to_writer(&mut *out, value);
    debug_assert!(written.is_ok(), "plain data has only text keys");
}

/// Writes the fields of a struct, each after a comma, to continue an object.
fn push_fields<T: Serialize>(out: &mut Vec<u8>, fields: &T) {
    let begin = out.len();
    push(out, fields);
    if let Some(brace) = out.get_mut(begin) {
        *brace = b',';
    }
    out.pop();
}

/// The items of a list, without its brackets.
fn items<T: Serialize>(list: &[T]) -> String {
    let mut text = Vec::new();
    push(&mut text, list);
    let inner = text
        .get(1..text.len().saturating_sub(1))
        .unwrap_or_default();
    String::from_utf8_lossy(inner).into_owned()
}

fn text_of(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
