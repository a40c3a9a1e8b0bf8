//! The answer to one exchange, as data, as cells and in words.

use serde_json::{Map, Value, json};
use shizu_rules::sharing::{Change, ExchangeAnswer, Seen, Sharing};
use shizu_rules::vocabulary::{DataKind, Term};
use shizu_rules::{FactKey, Lang, MatterFacts, Rulebook};

use super::words;
use crate::rows::Answer;

/// The columns of CSV output.
pub const HEADER: &[&str] = &[
    "id", "status", "tier", "decision", "approver", "masks", "provided", "ask_next", "missing",
    "warnings", "reasons", "error",
];

/// An exchange that is asked about.
pub struct Asked {
    /// Its row, if it stands in a table.
    pub row: Option<u64>,
    /// Its id; may be empty.
    pub id: String,
    /// What is known.
    pub facts: MatterFacts,
}

/// Answers exchanges.
pub struct Teller<'b> {
    pub rulebook: &'b Rulebook,
    pub sharing: Sharing<'b>,
    /// Whether to show a record as the recipient would see it.
    pub preview: bool,
    /// Whether to say what would change the decision.
    pub what_if: bool,
    pub lang: Lang,
}

impl Teller<'_> {
    pub fn answer(&self, asked: &Asked) -> Answer {
        let found = self.sharing.answer(&asked.facts);
        let ways = if self.what_if {
            self.sharing.what_if(&asked.facts)
        } else {
            Vec::new()
        };
        let seen = if self.preview {
            self.seen(&asked.facts, &found)
        } else {
            None
        };
        let mut text = words::answer(self.rulebook, asked, &found, &ways, self.lang);
        if let Some((title, lines)) = &seen {
            text.push_str(&words::preview(title, lines, self.lang));
        }
        Answer {
            row: asked.row,
            data: Value::Object(self.data(asked, &found, &ways, seen)),
            cells: cells(&asked.id, &found),
            text,
            faults: Vec::new(),
        }
    }

    fn data(
        &self,
        asked: &Asked,
        found: &ExchangeAnswer,
        ways: &[Change],
        seen: Option<(String, Vec<Line>)>,
    ) -> Map<String, Value> {
        let mut data = Map::new();
        if asked.row.is_some() || !asked.id.is_empty() {
            data.insert("id".to_owned(), json!(asked.id));
        }
        if let Ok(Value::Object(fields)) = serde_json::to_value(found) {
            data.extend(fields);
        }
        if self.what_if {
            data.insert("what_if".to_owned(), ways.iter().map(way).collect());
        }
        if let Some((title, lines)) = seen {
            let fields = lines.into_iter().map(|line| {
                json!({ "field": line.label, "shown": line.shown, "masked": line.masked.map(Term::code) })
            });
            let fields: Vec<Value> = fields.collect();
            data.insert(
                "preview".to_owned(),
                json!({ "sample": true, "title": title, "fields": fields }),
            );
        }
        data
    }

    fn seen(&self, facts: &MatterFacts, found: &ExchangeAnswer) -> Option<(String, Vec<Line>)> {
        let kind = DataKind::ALL.get(facts.index(FactKey::DataKind)?)?;
        let sample = self
            .rulebook
            .samples
            .iter()
            .find(|sample| sample.data_kind == *kind)?;
        let fields = sample.fields.iter().zip(sample.seen(found));
        let lines = fields.map(|(field, seen)| Line {
            label: field.label.in_lang(self.lang).to_owned(),
            shown: (seen == Seen::Clear).then(|| field.value.in_lang(self.lang).to_owned()),
            masked: match seen {
                Seen::Masked(mask) => Some(mask),
                _ => None,
            },
        });
        Some((sample.title.in_lang(self.lang).to_owned(), lines.collect()))
    }
}

/// A field of a record as the recipient sees it.
pub struct Line {
    pub label: String,
    /// What stands there, unless it is masked or withheld.
    pub shown: Option<String>,
    /// The mask that hides it.
    pub masked: Option<shizu_rules::vocabulary::Mask>,
}

fn way(way: &Change) -> Value {
    let values: Vec<&str> = way.values.iter().map(|value| value.code).collect();
    json!({ "fact": way.fact.code(), "values": values, "decision": way.decision })
}

fn cells(id: &str, found: &ExchangeAnswer) -> Vec<String> {
    let keys = |keys: &[FactKey]| list(keys.iter().map(|key| key.code()));
    let reasons = found.reasons.iter();
    let reasons = reasons.map(|reason| format!("{}({})", reason.rule, reason.cites.join(" ")));
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    vec![
        id.to_owned(),
        words::status_code(found.status).to_owned(),
        code(found.tier.map(Term::code)),
        code(found.decision.map(Term::code)),
        code(found.approver.map(Term::code)),
        list(found.masks.iter().map(|mask| mask.code())),
        keys(&found.provided),
        code(found.ask_next.map(FactKey::code)),
        keys(&found.missing),
        list(found.warnings.iter().map(|warning| warning.id.as_str())),
        list(reasons),
        String::new(),
    ]
}

fn list<T: AsRef<str>>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<T> = items.collect();
    let texts: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    texts.join(";")
}
