//! The input: rows of a table, or JSON objects whose nested fields are flattened.

use std::io::Read;
use std::path::Path as FilePath;

use anyhow::Context;
use serde_json::{Value, json};
use shizu_formats::{Format as Kind, ReadOptions, read_table};
use shizu_rules::Lang;
use shizu_rules::rectification::{Draft, Path, Remark};

use crate::commands::route::Input;
use crate::lang::{of_formats, pick};
use crate::rows::{Answer, Rows};

use super::data;

/// Everything that was read.
pub struct Feed {
    /// Its kind.
    pub kind: Kind,
    /// What was typed about each unit.
    pub drafts: Vec<Fed>,
    /// What could not be read.
    pub unread: Vec<Answer>,
}

/// What was typed about a unit.
pub struct Fed {
    /// Its row, line or place in the array.
    pub row: u64,
    kind: Kind,
    /// What was typed.
    pub draft: Draft,
    /// Columns of the table by field.
    columns: Vec<(Path, String)>,
}

impl Fed {
    /// The name of a field as the input has it.
    pub fn column(&self, remark: &Remark) -> String {
        let same = |known: &&(Path, String)| Some(known.0) == remark.path;
        let known = self.columns.iter().find(same);
        known.map_or_else(|| remark.found.0.clone(), |known| known.1.clone())
    }

    /// A remark with its place.
    pub fn tell(&self, remark: &Remark, lang: Lang) -> String {
        let (row, column, what) = (self.row, self.column(remark), remark.message(lang));
        match lang {
            Lang::Zh => {
                let unit = if is_element(self.kind) { "条" } else { "行" };
                format!("第{row}{unit}“{column}”：{what}")
            }
            Lang::En => {
                let unit = match self.kind {
                    Kind::Ndjson => "Line",
                    kind if is_element(kind) => "Record",
                    _ => "Row",
                };
                format!("{unit} {row}, \"{column}\": {what}")
            }
        }
    }
}

fn is_element(kind: Kind) -> bool {
    matches!(kind, Kind::JsonArray | Kind::JsonObject)
}

/// Reads the whole input.
///
/// # Errors
/// When it cannot be read at all, or no column means anything here.
pub fn read(file: Option<&FilePath>, sheet: Option<String>, lang: Lang) -> anyhow::Result<Feed> {
    let input = Input::open(file, lang)?;
    match input.kind {
        Kind::Csv | Kind::Xlsx => table(input, sheet, lang),
        Kind::Ndjson | Kind::JsonArray | Kind::JsonObject => objects(input, lang),
    }
}

fn table(input: Input, sheet: Option<String>, lang: Lang) -> anyhow::Result<Feed> {
    let (name, kind) = (input.name, input.kind);
    let table = read_table(input.reader, &ReadOptions { sheet }).map_err(|issue| {
        let message = issue.message(of_formats(lang));
        anyhow::anyhow!("{name}{}{message}", pick(lang, "：", ": "))
    })?;
    let rows = Rows { kind, table };
    let names = rows.table.columns.names();
    let columns: Vec<Option<Path>> = names.iter().map(|name| Path::named(name)).collect();
    if columns.iter().all(Option::is_none) {
        anyhow::bail!(pick(
            lang,
            "没有一列可用；列名见 shizu score --help",
            "no column is known here; shizu score --help lists them"
        ));
    }
    let unused = names
        .iter()
        .zip(&columns)
        .filter(|(_, column)| column.is_none());
    for (name, _) in unused {
        eprintln!("{}", unused_column(name, lang));
    }
    let known: Vec<(Path, String)> = columns
        .iter()
        .zip(names)
        .filter_map(|(column, name)| Some(((*column)?, name.clone())))
        .collect();
    let drafts = rows.table.records.iter().map(|record| {
        let mut draft = Draft::default();
        for (at, text) in record.fields() {
            if let Some(Some(path)) = columns.get(at) {
                draft.set(*path, text);
            }
        }
        Fed {
            row: record.row(),
            kind,
            draft,
            columns: known.clone(),
        }
    });
    Ok(Feed {
        kind,
        drafts: drafts.collect(),
        unread: rows.unread(data::header().len(), lang),
    })
}

fn unused_column(name: &str, lang: Lang) -> String {
    let codes: Vec<String> = Path::all().map(Path::code).collect();
    let near = shizu_tables::nearest(name, codes.iter().map(String::as_str));
    match (lang, near) {
        (Lang::Zh, None) => format!("“{name}”列未使用"),
        (Lang::Zh, Some(near)) => format!("“{name}”列未使用，是否指“{near}”"),
        (Lang::En, None) => format!("column `{name}` is not used"),
        (Lang::En, Some(near)) => format!("column `{name}` is not used; did you mean `{near}`?"),
    }
}

fn objects(mut input: Input, lang: Lang) -> anyhow::Result<Feed> {
    let mut bytes = Vec::new();
    input
        .reader
        .read_to_end(&mut bytes)
        .with_context(|| input.name.clone())?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let what = pick(lang, "：JSON 应为 UTF-8 编码", ": JSON must be UTF-8");
        anyhow::anyhow!("{}{what}", input.name)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let mut read = Feed {
        kind: input.kind,
        drafts: Vec::new(),
        unread: Vec::new(),
    };
    if input.kind == Kind::Ndjson {
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            read.add(at as u64 + 1, serde_json::from_str(line), lang);
        }
        return Ok(read);
    }
    let whole: Value = serde_json::from_str(text).map_err(|error| {
        anyhow::anyhow!(
            "{}{}{}",
            input.name,
            pick(lang, "：", ": "),
            broken(&error, lang)
        )
    })?;
    let all = match whole {
        Value::Array(all) => all,
        one => vec![one],
    };
    for (at, object) in all.into_iter().enumerate() {
        read.add(at as u64 + 1, Ok(object), lang);
    }
    Ok(read)
}

impl Feed {
    fn add(&mut self, row: u64, object: serde_json::Result<Value>, lang: Lang) {
        let kind = self.kind;
        let fault = match object {
            Ok(Value::Object(fields)) => {
                let mut draft = Draft::default();
                for (name, value) in &fields {
                    flatten(&mut draft, name, value);
                }
                let columns = Vec::new();
                self.drafts.push(Fed {
                    row,
                    kind,
                    draft,
                    columns,
                });
                return;
            }
            Ok(_) => pick(
                lang,
                "不是 JSON 对象，例如 {\"unit\":\"甲局\"}",
                "is no JSON object, such as {\"unit\":\"A\"}",
            )
            .to_owned(),
            Err(error) => broken(&error, lang),
        };
        let message = match lang {
            Lang::Zh => format!(
                "第{row}{}：{fault}",
                if is_element(kind) { "条" } else { "行" }
            ),
            Lang::En => format!(
                "{} {row}: {fault}",
                if is_element(kind) { "Record" } else { "Line" }
            ),
        };
        let mut cells = vec![String::new(); data::header().len()];
        if let Some(last) = cells.last_mut() {
            last.clone_from(&message);
        }
        self.unread.push(Answer {
            row: Some(row),
            data: json!({ "row": row, "error": [{ "code": "json", "message": message }] }),
            cells,
            text: message.clone(),
            faults: vec![message],
        });
    }
}

/// The fields of an object under their paths, such as `tasks.0.due`.
fn flatten(draft: &mut Draft, path: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) => draft.put(path, text),
        Value::Bool(_) | Value::Number(_) => draft.put(path, &value.to_string()),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(draft, &format!("{path}.{at}"), item);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(draft, &format!("{path}.{name}"), value);
            }
        }
    }
}

fn broken(error: &serde_json::Error, lang: Lang) -> String {
    let (line, column) = (error.line(), error.column());
    match lang {
        Lang::Zh => format!("JSON 格式有误，第{line}行第{column}个字节，请检查引号、逗号和括号"),
        Lang::En => format!(
            "invalid JSON at line {line}, byte {column}; look at quotes, commas and brackets"
        ),
    }
}
