//! Records from files and to files, and what is kept between visits.

use serde_json::{Value, json};
use shizu_formats::{CsvOptions, CsvWriter, Issue, Table};
use shizu_rules::Lang;
use shizu_rules::ecology::{Form, RowKind};
use shizu_rules::vocabulary::Term;

use super::record::Record;
use super::state::{MOST, State, is_kept};

impl State {
    /// Takes the records of a file in place of those shown; what cannot be read is told in [`State::messages`]. Whether it was taken.
    pub fn open(&mut self, name: &str, found: Result<Table, Issue>, form: &Form) -> bool {
        self.messages.clear();
        let table = match found {
            Ok(table) => table,
            Err(issue) => {
                self.messages = vec![both(|lang| {
                    format!("{name}: {}", issue.message(formats(lang)))
                })];
                return false;
            }
        };
        let mut bound = form.clone();
        bound.unbind();
        let found = bound.bind(table.columns.names());
        match found.and_then(|unknown| bound.needs_id().map(|()| unknown)) {
            Ok(unknown) => {
                self.messages = unknown
                    .iter()
                    .map(|column| both(|lang| bound.note(column, lang)))
                    .collect();
            }
            Err(error) => {
                self.messages = vec![both(|lang| error.says.in_lang(lang).to_owned())];
                return false;
            }
        }
        for issue in &table.issues {
            self.messages
                .push(both(|lang| issue.message(formats(lang))));
        }
        if table.records.len() > MOST {
            self.messages.push([
                format!("本页最多载入{MOST}行，其余未载入；更多的请用命令行 shizu ecology 或 shizu appraise。"),
                format!("This page takes up to {MOST} rows; the rest was left out. For more use shizu ecology or shizu appraise on the command line."),
            ]);
        }
        let records = table.records.iter().take(MOST).map(|row| {
            let mut record = Record::default();
            for (column, place) in bound.placed() {
                record.set(&column.code, row.get(place).unwrap_or_default().trim());
            }
            record
        });
        let records = records.collect();
        self.remember();
        self.lists[self.kind.index()] = records;
        self.choose(0);
        self.first = 0;
        true
    }

    /// The records shown as CSV, to be opened again here or by the command line tool.
    pub fn csv(&self, form: &Form) -> Vec<u8> {
        let written = || {
            let mut writer = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET)?;
            writer.row(form.columns.iter().map(|column| column.code.as_str()))?;
            for record in self.records() {
                writer.row(form.columns.iter().map(|column| record.get(&column.code)))?;
            }
            writer.finish()
        };
        // Writing to memory cannot fail.
        written().unwrap_or_else(|_: std::io::Error| Vec::new())
    }

    /// What is kept between visits: nothing that is confidential.
    pub fn kept(&self) -> String {
        let kept = RowKind::ALL.iter().filter(|kind| is_kept(**kind));
        let kept = kept.filter(|kind| !self.lists[kind.index()].is_empty());
        let lists: serde_json::Map<String, Value> = kept
            .map(|kind| {
                let records = self.lists[kind.index()].iter().map(|record| {
                    let cells = record
                        .cells()
                        .map(|(code, text)| (code.to_owned(), json!(text)));
                    Value::Object(cells.collect())
                });
                let sheet = &self.sheets[kind.index()];
                let list = json!({ "sheet": sheet, "records": records.collect::<Vec<_>>() });
                (kind.code().to_owned(), list)
            })
            .collect();
        if lists.is_empty() {
            return String::new();
        }
        json!({ "v": 1, "lists": lists }).to_string()
    }

    /// Takes what was kept. Whether it could be read.
    pub fn restore(&mut self, text: &str) -> bool {
        let kept: Value = text.parse().unwrap_or_default();
        let (Some(lists), true) = (kept["lists"].as_object(), kept["v"] == 1) else {
            return false;
        };
        for (code, list) in lists {
            let (Some(kind), Some(records)) =
                (RowKind::from_code(code), list["records"].as_array())
            else {
                return false;
            };
            let records = records.iter().map(|record| {
                let mut read = Record::default();
                for (code, text) in record.as_object().into_iter().flatten() {
                    read.set(code, text.as_str().unwrap_or_default());
                }
                read
            });
            self.lists[kind.index()] = records.collect();
            list["sheet"]
                .as_str()
                .unwrap_or_default()
                .clone_into(&mut self.sheets[kind.index()]);
        }
        true
    }
}

fn both(words: impl Fn(Lang) -> String) -> [String; 2] {
    [words(Lang::Zh), words(Lang::En)]
}

fn formats(lang: Lang) -> shizu_formats::Lang {
    match lang {
        Lang::Zh => shizu_formats::Lang::Zh,
        Lang::En => shizu_formats::Lang::En,
    }
}
