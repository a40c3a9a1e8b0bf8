//! One answer: its fields in order, for JSON and CSV, and its text for people.

use serde_json::{Value, json};
use shizu_rules::ecology::{Measures, RowKind, Score};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Duty, FactKey, Lang, Rulebook};

use crate::lang::{comma, pick};
use crate::output::route::BadRow;
use crate::rows::Answer;

/// The column that says what is wrong with a row.
const ERROR: &str = "error";

/// The columns of a table of answers: the fields of those that are any, and what is wrong.
pub fn header(told: &[Told], kind: RowKind) -> Vec<&'static str> {
    let fields = told
        .first()
        .map(|one| one.fields.iter().map(|(name, ..)| *name).collect());
    let mut header = fields.unwrap_or_else(|| vec![kind.id().0]);
    header.push(ERROR);
    header
}

/// An answer, with the row it belongs to.
pub struct Told {
    /// The row, as its reader counts.
    pub row: Option<u64>,
    /// Its fields: name, JSON value, CSV cell.
    pub fields: Vec<(&'static str, Value, String)>,
    /// What people read.
    pub text: String,
    /// What is wrong with it.
    faults: Vec<String>,
}

impl Told {
    /// An answer without fields yet.
    pub fn new(row: u64, id_field: &'static str, id: &str) -> Self {
        let mut told = Told {
            row: Some(row),
            fields: Vec::new(),
            text: format!("{id}\n"),
            faults: Vec::new(),
        };
        told.field(id_field, id);
        told
    }

    /// A row that cannot be answered.
    pub fn bad(bad: &BadRow, kind: RowKind) -> Self {
        let messages: Vec<String> = bad
            .faults
            .iter()
            .map(|fault| fault.message.clone())
            .collect();
        let id = bad.id.clone();
        let faults = serde_json::to_value(&bad.faults).unwrap_or_default();
        Told {
            row: bad.row,
            fields: vec![
                (kind.id().0, json!(id), id.unwrap_or_default()),
                ("row", json!(bad.row), String::new()),
                (ERROR, faults, messages.join(" ")),
            ],
            text: messages.join("\n") + "\n",
            faults: messages,
        }
    }

    /// As the output takes it, with cells under `header`.
    pub fn answer(self, header: &[&str]) -> Answer {
        let cell = |name: &&str| {
            let field = self.fields.iter().find(|(known, ..)| known == name);
            field.map_or(String::new(), |(_, _, cell)| cell.clone())
        };
        Answer {
            row: self.row,
            cells: header.iter().map(cell).collect(),
            data: self
                .fields
                .iter()
                .map(|(name, value, _)| ((*name).to_owned(), value.clone()))
                .collect(),
            text: self.text,
            faults: self.faults,
        }
    }

    /// A text field.
    pub fn field(&mut self, name: &'static str, text: &str) {
        self.fields.push((name, json!(text), text.to_owned()));
    }

    /// A text field that may be null.
    pub fn optional(&mut self, name: &'static str, text: Option<&str>) {
        let cell = text.unwrap_or_default().to_owned();
        self.fields.push((name, json!(text), cell));
    }

    /// A yes/no field that may be null.
    pub fn flag(&mut self, name: &'static str, flag: Option<bool>) {
        let cell = flag.map_or(String::new(), |flag| pick_flag(flag).to_owned());
        self.fields.push((name, json!(flag), cell));
    }

    /// A list of codes.
    pub fn list<'a>(&mut self, name: &'static str, items: impl IntoIterator<Item = &'a str>) {
        let items: Vec<&str> = items.into_iter().collect();
        let cell = items.join(";");
        self.fields.push((name, json!(items), cell));
    }

    /// A list of objects, each with what stands for it in a cell.
    pub fn items(&mut self, name: &'static str, items: Vec<(String, Value)>) {
        let (cells, values): (Vec<String>, Vec<Value>) = items.into_iter().unzip();
        self.fields
            .push((name, Value::Array(values), cells.join(";")));
    }

    /// A line for people; left out when `what` is empty.
    pub fn line(&mut self, lang: Lang, zh: &str, en: &str, what: &str) {
        if !what.is_empty() {
            let head = pick(lang, zh, en);
            self.text += &format!("  {head}{}{what}\n", pick(lang, "：", ": "));
        }
    }

    /// The score and its level under the names `level` and `possible`.
    pub fn score(
        &mut self,
        score: &Score,
        [level, possible]: [&'static str; 2],
        title: &dyn Fn(&str) -> String,
        lang: Lang,
    ) {
        let settled = score.levels.len() == 1;
        let value = score
            .score
            .value()
            .map(|value| value.normalize().to_string());
        self.field(
            "status",
            if settled {
                "determined"
            } else {
                "undetermined"
            },
        );
        self.optional("score", value.as_deref());
        let ends = [score.score.low, score.score.high].map(|end| end.normalize().to_string());
        self.list("score_range", ends.iter().map(String::as_str));
        let codes: Vec<&str> = score.levels.iter().map(|level| level.code).collect();
        self.optional(level, codes.first().copied().filter(|_| settled));
        self.list(possible, codes);
        let parts = score.contributions.iter().map(|part| {
            let (mark, points) = (part.mark.to_string(), part.points.to_string());
            let weight = part.weight.normalize().to_string();
            let value =
                json!({ "criterion": part.code, "mark": mark, "weight": weight, "points": points });
            (format!("{}={mark}", part.code), value)
        });
        self.items("contributions", parts.collect());
        self.list("missing", score.missing.iter().map(String::as_str));
        self.optional("ask_next", score.missing.first().map(String::as_str));
        let next = score.next.as_ref().map(|next| {
            let levers = next.levers.iter().map(|(code, mark)| json!({ "criterion": code, "mark": mark.normalize().to_string() }));
            json!({ "level": next.level.code, "lacks": next.lacks.normalize().to_string(), "levers": levers.collect::<Vec<_>>() })
        });
        let cell = score
            .next
            .as_ref()
            .map(|next| format!("{}+{}", next.level.code, next.lacks.normalize()));
        self.fields
            .push(("next", json!(next), cell.unwrap_or_default()));
        let labels: Vec<&str> = score.levels.iter().map(|level| level.label(lang)).collect();
        self.line(
            lang,
            "得分",
            "score",
            &format!("{}  {}", score.score, labels.join(pick(lang, "或", " or "))),
        );
        for part in &score.contributions {
            self.text += &format!(
                "    {:>6}  ×{}%  {}\n",
                part.mark.to_string(),
                part.weight.normalize(),
                title(&part.code)
            );
        }
        let open: Vec<String> = score.missing.iter().map(|code| title(code)).collect();
        self.line(lang, "还缺", "missing", &open.join(comma(lang)));
        if let Some(next) = &score.next {
            let levers: Vec<String> = next
                .levers
                .iter()
                .map(|(code, mark)| format!("{}→{}", title(code), mark.normalize()))
                .collect();
            let alone = if levers.is_empty() {
                pick(
                    lang,
                    "（单项满分也不够）",
                    "(no single criterion is enough)",
                )
                .to_owned()
            } else {
                levers.join(pick(lang, "，或", ", or "))
            };
            let what = format!("+{}  {alone}", next.lacks.normalize());
            self.line(
                lang,
                &format!("距“{}”", next.level.label(lang)),
                &format!("to {}", next.level.label(lang)),
                &what,
            );
        }
    }

    /// The measures that follow, those that may, and what they depend on.
    pub fn measures(&mut self, measures: &Measures, rulebook: &Rulebook, lang: Lang) {
        let duty = |duty: &Duty| json!({ "id": duty.id, "organ": duty.organ.code(), "role": duty.role.code(), "to": duty.to.map(Term::code) });
        let sure = measures.sure.iter().map(|measure| {
            let mut value = duty(&measure.duty);
            value["rule"] = json!(measure.rule);
            (
                format!("{}:{}", measure.duty.organ.code(), measure.duty.id),
                value,
            )
        });
        self.items("measures", sure.collect());
        let possible = measures
            .possible
            .iter()
            .map(|one| (format!("{}:{}", one.organ.code(), one.id), duty(one)));
        self.items("possible_measures", possible.collect());
        self.list("ask", measures.ask.iter().map(|key| key.code()));
        for measure in &measures.sure {
            let title = rulebook
                .item(&measure.rule)
                .map_or("", |item| item.title.in_lang(lang));
            self.text += &format!(
                "  → {}{}{title}\n",
                measure.duty.organ.label(lang),
                pick(lang, "：", ": ")
            );
        }
        let asks: Vec<&str> = measures.ask.iter().map(|key| key.label(lang)).collect();
        self.line(
            lang,
            "措施还取决于",
            "measures still depend on",
            &asks.join(comma(lang)),
        );
    }

    /// What the answer rests on.
    pub fn reasons<'a>(&mut self, rulebook: &Rulebook, rules: impl IntoIterator<Item = &'a str>) {
        let items = rules.into_iter().filter_map(|id| rulebook.item(id));
        let reasons = items.map(|item| {
            let value = json!({ "rule": item.id, "basis": item.basis.code(), "cites": item.cites });
            (item.id.to_owned(), value)
        });
        self.items("reasons", reasons.collect());
    }
}

/// Labels of facts, joined.
pub fn labels(keys: &[FactKey], lang: Lang) -> String {
    let labels: Vec<&str> = keys.iter().map(|key| key.label(lang)).collect();
    labels.join(comma(lang))
}

fn pick_flag(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
