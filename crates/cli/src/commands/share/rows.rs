//! From rows of a table to exchanges.

use std::collections::BTreeMap;

use serde_json::json;
use shizu_formats::Record;
use shizu_rules::{BadValue, FactKey, Lang, MatterFacts, Subject};

use super::exchange::{Asked, HEADER};
use crate::lang::pick;
use crate::rows::{Answer, Rows, at_row};

/// Columns for people, passed over without a note.
const FREE_TEXT: &[&str] = &["summary", "摘要", "note", "备注"];

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Fact(FactKey),
}

/// A row that cannot be used.
pub struct Bad {
    row: u64,
    id: String,
    faults: Vec<Fault>,
}

struct Fault {
    code: &'static str,
    column: String,
    problem: Problem,
}

enum Problem {
    Value(BadValue),
    IdAgain { first: u64 },
}

/// The exchanges of a table, or what is wrong with their rows. Columns that mean nothing here are told on standard error.
///
/// # Errors
/// When no column is a fact of an exchange, or two columns are the same one.
pub fn read(rows: &Rows, lang: Lang) -> anyhow::Result<Vec<Result<Asked, Bad>>> {
    let names = rows.table.columns.names();
    let columns: Vec<Option<Column>> = names.iter().map(|name| named(name)).collect();
    if columns.iter().all(Option::is_none) {
        let codes: Vec<&str> = Subject::Exchange
            .facts()
            .iter()
            .map(|key| key.code())
            .collect();
        anyhow::bail!(
            "{}{}",
            pick(
                lang,
                "没有一列可用；可用的列名：id, ",
                "no column is known here; columns are: id, "
            ),
            codes.join(", ")
        );
    }
    for (at, column) in columns.iter().enumerate() {
        if column.is_some() && columns[..at].contains(column) {
            let name = &names[at];
            anyhow::bail!(match lang {
                Lang::Zh => format!("“{name}”列重复，请删去一列或改名"),
                Lang::En => format!("column `{name}` occurs twice; remove or rename one"),
            });
        }
    }
    for (name, _) in names
        .iter()
        .zip(&columns)
        .filter(|(_, column)| column.is_none())
    {
        if !FREE_TEXT.contains(&name.as_str()) {
            eprintln!("{}", unused(name, lang));
        }
    }
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let records = rows.table.records.iter();
    Ok(records
        .map(|record| one(&record, &columns, names, &mut seen))
        .collect())
}

fn one(
    record: &Record<'_>,
    columns: &[Option<Column>],
    names: &[String],
    seen: &mut BTreeMap<String, u64>,
) -> Result<Asked, Bad> {
    let mut facts = MatterFacts::new(Subject::Exchange);
    let (mut id, mut faults) = (String::new(), Vec::new());
    for (at, text) in record.fields() {
        let column = || names.get(at).cloned().unwrap_or_default();
        match columns.get(at).copied().flatten() {
            None => {}
            Some(Column::Id) => text.trim().clone_into(&mut id),
            Some(Column::Fact(key)) => {
                if let Err(bad) = facts.parse(key, text.trim()) {
                    faults.push(Fault {
                        code: "bad_value",
                        column: column(),
                        problem: Problem::Value(bad),
                    });
                }
            }
        }
    }
    let row = record.row();
    if !id.is_empty() {
        let first = *seen.entry(id.clone()).or_insert(row);
        if first != row {
            faults.push(Fault {
                code: "id_again",
                column: "id".to_owned(),
                problem: Problem::IdAgain { first },
            });
        }
    }
    if faults.is_empty() {
        let row = Some(row);
        Ok(Asked { row, id, facts })
    } else {
        Err(Bad { row, id, faults })
    }
}

impl Bad {
    /// As an answer that says what is wrong.
    pub fn answer(&self, lang: Lang) -> Answer {
        let errors = self.faults.iter().map(|fault| {
            let mut error = json!({
                "code": fault.code,
                "column": fault.column,
                "message": fault.message(lang),
            });
            if let Problem::Value(bad) = &fault.problem {
                error["found"] = json!(bad.text);
                error["nearest"] = json!(bad.nearest);
            }
            error
        });
        let messages: Vec<String> = self
            .faults
            .iter()
            .map(|fault| fault.message(lang))
            .collect();
        let mut cells = vec![String::new(); HEADER.len()];
        cells[0].clone_from(&self.id);
        cells[HEADER.len() - 1] = messages.join(" | ");
        let at = at_row(self.row, lang);
        Answer {
            row: Some(self.row),
            data: json!({ "id": self.id, "row": self.row, "error": errors.collect::<Vec<_>>() }),
            cells,
            text: format!("{at}{}", messages.join("\n  ")),
            faults: messages
                .iter()
                .map(|message| format!("{at}{message}"))
                .collect(),
        }
    }
}

impl Fault {
    fn message(&self, lang: Lang) -> String {
        let column = &self.column;
        match (&self.problem, lang) {
            (Problem::Value(bad), Lang::Zh) => format!("“{column}”列：{}", bad.message(lang)),
            (Problem::Value(bad), Lang::En) => format!("column `{column}`: {}", bad.message(lang)),
            (Problem::IdAgain { first }, Lang::Zh) => {
                format!("编号与第{first}行重复，请改用不同的编号")
            }
            (Problem::IdAgain { first }, Lang::En) => {
                format!("the id is that of row {first} already; use another")
            }
        }
    }
}

fn named(name: &str) -> Option<Column> {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    let name = plain(name);
    if name == "id" || name == "编号" {
        return Some(Column::Id);
    }
    let keys = Subject::Exchange.facts().iter().copied();
    let same = |key: &FactKey| {
        let names = [key.code(), key.label(Lang::Zh), key.label(Lang::En)];
        names.iter().any(|known| plain(known) == name)
    };
    keys.into_iter().find(same).map(Column::Fact)
}

fn unused(name: &str, lang: Lang) -> String {
    let codes = Subject::Exchange.facts().iter().map(|key| key.code());
    match (lang, shizu_tables::nearest(name, codes)) {
        (Lang::Zh, None) => format!("“{name}”列未使用"),
        (Lang::Zh, Some(near)) => format!("“{name}”列未使用，是否指“{near}”？"),
        (Lang::En, None) => format!("column `{name}` is not used"),
        (Lang::En, Some(near)) => format!("column `{name}` is not used; did you mean `{near}`?"),
    }
}
