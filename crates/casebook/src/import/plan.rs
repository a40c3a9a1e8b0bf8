//! The dry run: what each row of a table would do, and the command that does it.

use std::collections::BTreeMap;

use shizu_rules::Lang;

use super::formula::{neutral, restored};
use super::mapping::Mapping;
use crate::command::Command;
use crate::field::BadCell;
use crate::workbook::Workbook;

/// What is done with a row whose id the register has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// The cells that the table gives are set where they differ. An empty cell says nothing and leaves what is there.
    #[default]
    Update,
    /// The row is passed over.
    Skip,
}

/// A dry run under way. Give it the rows one by one, in slices as one likes; the workbook must not be changed meanwhile.
#[derive(Clone, Debug)]
pub struct Import {
    mapping: Mapping,
    known: Known,
    /// Column and position of the field, for the columns that are fields.
    fields: Vec<(usize, usize)>,
    /// Row of the table by id.
    seen: BTreeMap<String, u64>,
    /// The rows that the command takes.
    rows: Vec<Vec<String>>,
    plan: Counts,
    refused: Vec<Refused>,
}

/// How many rows would do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    added: usize,
    changed: usize,
    unchanged: usize,
    skipped: usize,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The mapping that it was read with.
    pub mapping: Mapping,
    /// How many rows would be new.
    pub added: usize,
    /// How many rows that are there would be changed.
    pub changed: usize,
    /// How many rows are there already just so.
    pub unchanged: usize,
    /// How many known rows are passed over as asked.
    pub skipped: usize,
    /// The rows that cannot be taken, with the reasons.
    pub refused: Vec<Refused>,
    /// The command that takes the others over as one entry; `None` when nothing would change.
    pub command: Option<Command>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number, as the reader of the table counts.
    pub row: u64,
    /// Its cells as they were read.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub faults: Vec<CellFault>,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Name of the column; empty when no single column is meant.
    pub column: String,
    /// What is wrong with it and what to do.
    pub problem: BadCell,
}

impl CellFault {
    /// Where, what, the nearest valid text.
    pub fn message(&self, lang: Lang) -> String {
        let what = self.problem.message(lang);
        let nearest = self.problem.nearest.as_ref();
        let hint = nearest.map(|nearest| match lang {
            Lang::Zh => format!("最接近的是“{nearest}”。"),
            Lang::En => format!(" The nearest is `{nearest}`."),
        });
        let hint = hint.unwrap_or_default();
        match (lang, self.column.is_empty()) {
            (_, true) => format!("{what}{hint}"),
            (Lang::Zh, false) => format!("{}：{what}{hint}", self.column),
            (Lang::En, false) => format!("{}: {what}{hint}", self.column),
        }
    }
}

impl Import {
    /// Begins a dry run.
    pub fn new(mapping: Mapping, known: Known) -> Self {
        let columns = mapping.columns.iter().enumerate();
        let fields =
            columns.filter_map(|(at, column)| Some((at, mapping.kind.field(column.field?)?)));
        Import {
            fields: fields.collect(),
            mapping,
            known,
            seen: BTreeMap::new(),
            rows: Vec::new(),
            plan: Counts::default(),
            refused: Vec::new(),
        }
    }

    /// Looks at a row: its number as the reader counts, and its cells by column.
    pub fn row<'c>(&mut self, book: &Workbook, number: u64, cell: &dyn Fn(usize) -> &'c str) {
        let kind = self.mapping.kind;
        let mut texts = Vec::with_capacity(self.fields.len());
        let mut faults = Vec::new();
        let mut id = String::new();
        for (column, at) in &self.fields {
            let Some(field) = kind.fields().get(*at) else {
                continue;
            };
            match field.read(restored(cell(*column))) {
                Ok(text) => {
                    if field.code == "id" {
                        id.clone_from(&text);
                    }
                    texts.push(text);
                }
                Err(problem) => {
                    let name = self.mapping.columns.get(*column);
                    let column = name.map_or_else(String::new, |column| column.name.clone());
                    faults.push(CellFault { column, problem });
                }
            }
        }
        if let Some(first) = self.seen.get(&id).filter(|_| !id.is_empty()) {
            faults.push(CellFault {
                column: String::new(),
                problem: twice(&id, *first),
            });
        }
        if faults.is_empty() && texts.iter().all(String::is_empty) {
            return;
        }
        if !faults.is_empty() {
            let width = self.mapping.columns.len();
            let cells = (0..width).map(|column| restored(cell(column)).to_owned());
            let cells = cells.collect();
            self.refused.push(Refused {
                row: number,
                cells,
                faults,
            });
            return;
        }
        if !id.is_empty() {
            self.seen.insert(id.clone(), number);
        }
        self.take(book, &id, texts);
    }

    fn take(&mut self, book: &Workbook, id: &str, mut texts: Vec<String>) {
        let row = book.register(self.mapping.kind).find(id);
        let Some(row) = row.filter(|_| !id.is_empty()) else {
            self.plan.added += 1;
            self.rows.push(texts);
            return;
        };
        if self.known == Known::Skip {
            self.plan.skipped += 1;
            return;
        }
        let mut changes = false;
        for (text, (_, at)) in texts.iter_mut().zip(&self.fields) {
            let now = row.cell(*at);
            if text.is_empty() {
                now.clone_into(text);
            }
            changes |= text != now;
        }
        if changes {
            self.plan.changed += 1;
            self.rows.push(texts);
        } else {
            self.plan.unchanged += 1;
        }
    }

    /// How many rows have been looked at, but for empty ones.
    pub fn looked_at(&self) -> usize {
        let plan = self.plan;
        plan.added + plan.changed + plan.unchanged + plan.skipped + self.refused.len()
    }

    /// What the import would do.
    pub fn finish(self) -> Plan {
        let kind = self.mapping.kind;
        let columns = self.fields.iter().filter_map(|(_, at)| {
            let field = kind.fields().get(*at)?;
            Some(field.code.to_owned())
        });
        let command = (!self.rows.is_empty()).then(|| Command::Import {
            kind,
            columns: columns.collect(),
            rows: self.rows,
        });
        Plan {
            added: self.plan.added,
            changed: self.plan.changed,
            unchanged: self.plan.unchanged,
            skipped: self.plan.skipped,
            refused: self.refused,
            mapping: self.mapping,
            command,
        }
    }
}

impl Plan {
    /// The refused rows as a table to be corrected and read again: header and rows, with a last column that says what is wrong. Cells are as they came,
    /// and none of them is a formula to a spreadsheet.
    pub fn errors(&self, lang: Lang) -> (Vec<String>, Vec<Vec<String>>) {
        let names = self.mapping.columns.iter();
        let mut header: Vec<String> = names.map(|column| column.name.clone()).collect();
        let error = match lang {
            Lang::Zh => "错误说明",
            Lang::En => "what is wrong",
        };
        header.push(error.to_owned());
        let rows = self.refused.iter().map(|refused| {
            let faults = refused.faults.iter();
            let messages: Vec<String> = faults.map(|fault| fault.message(lang)).collect();
            let messages = messages.join(" ");
            let cells = refused.cells.iter().chain([&messages]);
            cells.map(|cell| neutral(cell).into_owned()).collect()
        });
        (header, rows.collect())
    }
}

fn twice(id: &str, first: u64) -> BadCell {
    let shown = crate::field::shorten(id);
    BadCell {
        zh: format!("编号“{shown}”在第 {first} 行已有；同一编号只能出现一次。"),
        en: format!(
            "The id `{shown}` stands in row {first} already; an id may stand there only once."
        ),
        nearest: None,
    }
}
