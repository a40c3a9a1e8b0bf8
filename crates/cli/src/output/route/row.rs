//! Rows on their way: good ones in batches, bad ones with their faults.

use chrono::NaiveDate;
use serde::Serialize;
use shizu_formats::{Format, Issue, Unit};
use shizu_rules::{CellError, IntakeRow, Lang, PackedFacts};

use crate::lang::of_formats;

/// Longest text that is quoted from a bad cell, in characters.
const QUOTED: usize = 200;

/// Good rows, kept flat so that a batch can be used again without allocating.
#[derive(Debug, Default)]
pub struct Batch {
    ids: String,
    rows: Vec<Kept>,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    id_end: usize,
    row: u64,
    facts: PackedFacts,
    received: Option<NaiveDate>,
}

impl Batch {
    /// Adds a clue that stands in the row `row` of the input.
    pub fn push(&mut self, clue: &IntakeRow<'_>, row: u64) {
        self.ids.push_str(clue.id);
        self.rows.push(Kept {
            id_end: self.ids.len(),
            row,
            facts: PackedFacts::from(&clue.facts),
            received: clue.received,
        });
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Empties the batch and keeps its memory.
    pub fn clear(&mut self) {
        self.ids.clear();
        self.rows.clear();
    }

    /// The clues in order.
    pub fn rows(&self) -> impl Iterator<Item = IntakeRow<'_>> {
        self.ids().zip(&self.rows).map(|((id, _), kept)| IntakeRow {
            id,
            facts: kept.facts.into(),
            received: kept.received,
        })
    }

    /// The ids of the clues in order, each with its row in the input.
    pub fn ids(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut begin = 0;
        self.rows.iter().map(move |kept| {
            let id = self.ids.get(begin..kept.id_end).unwrap_or_default();
            begin = kept.id_end;
            (id, kept.row)
        })
    }
}

/// A row that cannot be answered.
#[derive(Debug, Serialize)]
pub struct BadRow {
    /// Id of the clue, if the row has one.
    pub id: Option<String>,
    /// The row as its reader counts: spreadsheet row, line, or element of the array.
    pub row: Option<u64>,
    /// What is wrong with it.
    #[serde(rename = "error")]
    pub faults: Vec<Fault>,
}

/// What the rows of an input are counted in.
pub fn unit(kind: Format) -> Unit {
    match kind {
        Format::Ndjson => Unit::Line,
        Format::JsonArray | Format::JsonObject => Unit::Element,
        Format::Csv | Format::Xlsx => Unit::Row,
    }
}

/// What is wrong with a cell, with its place in front.
pub fn placed(unit: Unit, row: u64, column: &str, what: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            let unit = if unit == Unit::Element { "条" } else { "行" };
            format!("第{row}{unit}“{column}”列：{what}")
        }
        Lang::En => {
            let unit = match unit {
                Unit::Row => "Row",
                Unit::Line => "Line",
                Unit::Element => "Record",
            };
            format!("{unit} {row}, column \"{column}\": {what}")
        }
    }
}

/// One thing wrong with a row.
#[derive(Debug, Serialize)]
pub struct Fault {
    /// A stable word for the kind of problem.
    pub code: &'static str,
    /// The column as the input names it.
    pub column: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The codes that would be valid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<&'static str>,
    /// The nearest valid value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// All of it in words: where, what, and what to do.
    pub message: String,
}

impl Fault {
    /// From a cell that is no value of its field.
    pub fn of_cell(error: &CellError, unit: Unit, row: u64, lang: Lang) -> Self {
        let column = &error.column;
        let message = placed(unit, row, column, &error.message(lang), lang);
        Fault {
            code: error.code(),
            column: Some(column.clone()),
            text: error.text().chars().take(QUOTED).collect(),
            expected: error.expected().collect(),
            nearest: error.nearest(),
            message,
        }
    }

    /// From a row that could not be read.
    pub fn of_issue(issue: &Issue, lang: Lang) -> Self {
        Fault {
            code: issue.code(),
            column: issue.column.clone(),
            text: String::new(),
            expected: Vec::new(),
            nearest: None,
            message: issue.message(of_formats(lang)),
        }
    }
}
