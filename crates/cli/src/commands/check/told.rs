//! What the tables say of one matter: as data, as cells, in words.

use serde_json::{Map, Value, json};
use shizu_rules::vocabulary::Term;
use shizu_rules::{FactKey, OtherAnswer, Rule, Ruling, Then};

use super::Asked;
use super::facts::Given;
use crate::lang::{comma, pick};
use crate::output::data::{ThenData, then_text};
use crate::rows::{Answer, at_row};

impl Asked {
    /// The columns of a table of answers.
    pub fn header(&self) -> Vec<String> {
        let tables = self.tables().map(|(id, _)| id.to_owned());
        let mut header: Vec<String> = vec!["row".into(), "id".into()];
        header.extend(tables);
        header.extend(["missing", "reasons", "error"].map(str::to_owned));
        header
    }

    /// Id and title of the tables about the subject.
    fn tables(&self) -> impl Iterator<Item = (&str, &str)> {
        let tables = self.rulebook.tables_about(self.inquiry.subject());
        tables.map(|table| (table.id.as_str(), table.title.in_lang(self.lang)))
    }

    /// What one matter gets.
    pub fn answer(&self, row: Option<u64>, id: Option<&str>, mut given: Given) -> Answer {
        given.count_in(&self.rulebook, self.lang);
        let mut data = Map::new();
        if let Some(row) = row {
            data.insert("row".to_owned(), json!(row));
        }
        if let Some(id) = id {
            data.insert("id".to_owned(), json!(id));
        }
        data.insert("subject".to_owned(), json!(self.inquiry.subject().code()));
        if given.faults.is_empty() {
            self.ruled(row, id, &given, data)
        } else {
            self.refused(row, id, &given, data)
        }
    }

    fn refused(
        &self,
        row: Option<u64>,
        id: Option<&str>,
        given: &Given,
        mut data: Map<String, Value>,
    ) -> Answer {
        let error = given.faults.iter();
        let error = error.map(|(column, message)| json!({ "column": column, "message": message }));
        data.insert("error".to_owned(), error.collect());
        let at = row.map(|row| at_row(row, self.lang)).unwrap_or_default();
        let faults = given.faults.iter().map(|(column, message)| {
            format!("{at}{column}{}{message}", pick(self.lang, "：", ": "))
        });
        let faults: Vec<String> = faults.collect();
        let mut cells = vec![String::new(); self.header().len()];
        cells[0] = row.map(|row| row.to_string()).unwrap_or_default();
        id.unwrap_or_default().clone_into(&mut cells[1]);
        if let Some(last) = cells.last_mut() {
            *last = faults.join("; ");
        }
        Answer {
            row,
            data: Value::Object(data),
            cells,
            text: faults.join("\n"),
            faults,
        }
    }

    fn ruled(
        &self,
        row: Option<u64>,
        id: Option<&str>,
        given: &Given,
        mut data: Map<String, Value>,
    ) -> Answer {
        let known = given.facts.known();
        let known: Map<String, Value> = known
            .map(|(fact, value)| (fact.code().to_owned(), json!(value.code)))
            .collect();
        data.insert("facts".to_owned(), Value::Object(known));
        let rulings = self.inquiry.ask(&given.facts);
        let others: Vec<Vec<OtherAnswer>> = rulings
            .iter()
            .map(|ruling| self.inquiry.what_if(&ruling.table, &given.facts))
            .collect();
        let told = rulings
            .iter()
            .zip(&others)
            .map(|(ruling, others)| self.as_data(ruling, others));
        data.insert("rulings".to_owned(), told.collect());
        let mut cells = vec![
            row.map(|row| row.to_string()).unwrap_or_default(),
            id.unwrap_or_default().to_owned(),
        ];
        let mut missing: Vec<&str> = Vec::new();
        let mut reasons: Vec<&str> = Vec::new();
        for ruling in &rulings {
            let sure = ruling.answers.iter().map(|answer| code(&answer.then));
            let open = ruling
                .possible
                .iter()
                .map(|then| format!("{}?", code(then)));
            cells.push(sure.chain(open).collect::<Vec<_>>().join("; "));
            reasons.extend(ruling.answers.iter().map(|answer| answer.rule.as_str()));
            for fact in ruling.missing.iter().map(|fact| fact.code()) {
                if !missing.contains(&fact) {
                    missing.push(fact);
                }
            }
        }
        cells.extend([missing.join("; "), reasons.join("; "), String::new()]);
        let heading = id.map(|id| format!("{id}\n")).unwrap_or_default();
        let texts = rulings
            .iter()
            .zip(&others)
            .map(|(ruling, others)| self.in_words(ruling, others));
        let text = texts.collect::<Vec<_>>().join("\n");
        Answer {
            row,
            data: Value::Object(data),
            cells,
            text: format!("{heading}{text}"),
            faults: Vec::new(),
        }
    }

    fn as_data(&self, ruling: &Ruling, others: &[OtherAnswer]) -> Value {
        let answers = ruling.answers.iter().map(|answer| {
            let mut data = then_data(&answer.then);
            let row = self.rulebook.rule(&answer.rule).map(|(_, rule)| rule);
            let told = match &answer.then {
                warning @ Then::Warning { .. } => label(warning, row, self.lang),
                other => then_text(other, self.lang),
            };
            data.insert("label".to_owned(), json!(told));
            data.insert("rule".to_owned(), json!(answer.rule));
            if let Some(rule) = row {
                data.insert("says".to_owned(), json!(rule.says.in_lang(self.lang)));
                data.insert("basis".to_owned(), json!(rule.basis.code()));
                data.insert("cites".to_owned(), json!(rule.cites));
            }
            Value::Object(data)
        });
        let others = others.iter().map(|other| {
            let changes = other.changes.iter().map(|(fact, from, to)| {
                json!({ "fact": fact.code(), "from": from.map(|value| value.code), "to": to.code })
            });
            let mut data = other.then.as_ref().map(then_data).unwrap_or_default();
            data.insert("changes".to_owned(), changes.collect());
            Value::Object(data)
        });
        let possible = ruling
            .possible
            .iter()
            .map(|then| Value::Object(then_data(then)));
        json!({
            "table": ruling.table,
            "status": status(ruling),
            "answers": answers.collect::<Vec<_>>(),
            "possible": possible.collect::<Vec<_>>(),
            "missing": ruling.missing.iter().map(|fact| fact.code()).collect::<Vec<_>>(),
            "what_if": others.collect::<Vec<_>>(),
        })
    }

    fn in_words(&self, ruling: &Ruling, others: &[OtherAnswer]) -> String {
        let lang = self.lang;
        let title = self
            .tables()
            .find(|(id, _)| *id == ruling.table)
            .map_or("", |(_, title)| title);
        let mut text = format!("{title}{}", pick(lang, "：", ": "));
        let list = |texts: Vec<String>| texts.join(comma(lang));
        let possible = |then: &Then| {
            let tables = self.rulebook.tables_about(self.inquiry.subject());
            let mut rows = tables.flat_map(|table| &table.rules);
            label(then, rows.find(|row| row.then == *then), lang)
        };
        let sure = ruling.answers.iter().map(|answer| {
            let row = self.rulebook.rule(&answer.rule).map(|(_, rule)| rule);
            label(&answer.then, row, lang)
        });
        match status(ruling) {
            "none" => text.push_str(pick(lang, "无", "none")),
            "undetermined" if ruling.answers.is_empty() => {
                text.push_str(pick(lang, "尚不能定", "not settled"));
            }
            _ => text.push_str(&list(sure.collect())),
        }
        for answer in &ruling.answers {
            if let Some((_, rule)) = self.rulebook.rule(&answer.rule) {
                let basis = rule.basis.label(lang);
                text.push_str(&format!(
                    "\n  {}\n    [{basis}] {} ({})",
                    rule.says.in_lang(lang),
                    rule.cites.join(" "),
                    rule.id
                ));
            }
        }
        if !ruling.possible.is_empty() {
            let open = list(ruling.possible.iter().map(possible).collect());
            let missing: Vec<&str> = ruling.missing.iter().map(|fact| fact.label(lang)).collect();
            let missing = missing.join(comma(lang));
            text.push_str(&match lang {
                shizu_rules::Lang::Zh => format!("\n  仍有可能：{open}；还要知道：{missing}"),
                shizu_rules::Lang::En => {
                    format!("\n  still possible: {open}; still to know: {missing}")
                }
            });
        }
        for other in others.iter().filter(|_| ruling.is_settled()) {
            let then = other
                .then
                .as_ref()
                .map_or(pick(lang, "无", "none").to_owned(), &possible);
            let changes: Vec<String> = other
                .changes
                .iter()
                .map(|(fact, _, to)| change(*fact, to.label(lang), lang))
                .collect();
            let changes = changes.join(comma(lang));
            text.push_str(&match lang {
                shizu_rules::Lang::Zh => format!("\n  若{changes}，则：{then}"),
                shizu_rules::Lang::En => format!("\n  if {changes}: {then}"),
            });
        }
        text
    }
}

fn change(fact: FactKey, to: &str, lang: shizu_rules::Lang) -> String {
    match lang {
        shizu_rules::Lang::Zh => format!("“{}”为“{to}”", fact.label(lang)),
        shizu_rules::Lang::En => format!("`{}` were {to}", fact.label(lang)),
    }
}

fn status(ruling: &Ruling) -> &'static str {
    match (ruling.is_settled(), ruling.answers.is_empty()) {
        (false, _) => "undetermined",
        (true, false) => "determined",
        (true, true) => "none",
    }
}

/// The answer's word alone, and of a warning the title of the row that gives it; other outcomes in a few words.
fn label(then: &Then, row: Option<&Rule>, lang: shizu_rules::Lang) -> String {
    match (then, row) {
        (Then::Answer(answer), _) => answer.label(lang).to_owned(),
        (Then::Warning { severity, .. }, Some(row)) => format!(
            "{}{}{}",
            severity.label(lang),
            pick(lang, "：", ": "),
            row.title.in_lang(lang)
        ),
        (other, _) => then_text(other, lang),
    }
}

/// The word that stands for an outcome in a cell.
fn code(then: &Then) -> String {
    match then {
        Then::Answer(answer) => answer.code().to_owned(),
        Then::Lead(organ) | Then::Assist { organ, .. } => organ.code().to_owned(),
        Then::NotAccepted => "not_accepted".to_owned(),
        Then::Mechanism(mechanism) => mechanism.code().to_owned(),
        Then::Duty(duty) => duty.id.clone(),
        Then::Limit(id) | Then::Warning { id, .. } => id.clone(),
    }
}

fn then_data(then: &Then) -> Map<String, Value> {
    match serde_json::to_value(ThenData::from(then)) {
        Ok(Value::Object(data)) => data,
        _ => Map::new(),
    }
}
