//! JSON: one object, an array, or an object per line.

use serde::Serialize;
use shizu_rules::vocabulary::{Basis, Mechanism, Organ, Term};
use shizu_rules::{
    Condition, Deadline, Determination, Due, DutyOwed, Engine, FactKey, IntakeRow, Part, Reason,
    Status, Warning,
};

use super::fragments::{Fragments, Pieces, Shape};
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
            push_fields(out, &Head::of(&answer));
            out.extend_from_slice(b",\"deadlines\":");
            push(
                out,
                &answer.deadlines.iter().map(Limited::of).collect::<Vec<_>>(),
            );
            let reasons = answer.reasons.iter();
            push_fields(
                out,
                &Tail {
                    warnings: &answer.warnings,
                    reasons: reasons
                        .map(|reason| Because::explained(reason, self.engine))
                        .collect(),
                },
            );
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
    fn compose(&self, answer: &Determination) -> Pieces {
        let mut pieces = Pieces::default();
        push_fields(&mut pieces.head, &Head::of(answer));
        pieces.head.extend_from_slice(b",\"deadlines\":[");
        for (index, limit) in answer.deadlines.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            pieces.dues.push((
                limit.id.clone(),
                format!("{comma}{{\"id\":{},\"due\":", text_of(&limit.id)),
                format!(
                    ",\"basis\":{},\"rule\":{}}}",
                    text_of(limit.basis.code()),
                    text_of(&limit.rule)
                ),
            ));
        }
        pieces.tail.push(b']');
        let tail = Tail {
            warnings: &answer.warnings,
            reasons: answer.reasons.iter().map(Because::of).collect(),
        };
        push_fields(&mut pieces.tail, &tail);
        pieces
    }

    fn due(&self, due: Option<Due>) -> String {
        match due {
            None => "null,\"provisional\":false".to_owned(),
            Some(due) => format!("\"{}\",\"provisional\":{}", due.day, due.provisional),
        }
    }
}

#[derive(Serialize)]
struct Head<'a> {
    status: Status,
    lead: Option<Organ>,
    possible_leads: &'a [Organ],
    may_be_refused: bool,
    ask_next: Option<FactKey>,
    missing: &'a [FactKey],
    assist: &'a [Part],
    mechanisms: &'a [Mechanism],
    possible_mechanisms: &'a [Mechanism],
    duties: &'a [DutyOwed],
}

impl<'a> Head<'a> {
    fn of(answer: &'a Determination) -> Self {
        Head {
            status: answer.status,
            lead: answer.lead,
            possible_leads: &answer.possible_leads,
            may_be_refused: answer.may_be_refused,
            ask_next: answer.ask_next,
            missing: &answer.missing,
            assist: &answer.assist,
            mechanisms: &answer.mechanisms,
            possible_mechanisms: &answer.possible_mechanisms,
            duties: &answer.duties,
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
struct Tail<'a> {
    warnings: &'a [Warning],
    reasons: Vec<Because<'a>>,
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

fn text_of(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
