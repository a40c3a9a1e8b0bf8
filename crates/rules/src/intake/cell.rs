//! What is wrong with a cell, and what to do.

use super::{DateProblem, Field, shorten};
use crate::facts::BadValue;
use crate::lang::Lang;

/// A cell that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellError {
    /// The field.
    pub field: Field,
    /// The column as the input names it; the field's code where the input has no such column.
    pub column: String,
    /// What is wrong.
    pub problem: CellProblem,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// A clue without an id.
    NoId,
    /// An id that an earlier row has, as [`SeenIds`] found.
    IdAgain {
        /// The id.
        id: String,
        /// The row that has it first.
        first: u64,
    },
    /// No value of the fact.
    Value(BadValue),
    /// No day.
    Date {
        /// What was found.
        text: String,
        /// Why it is none.
        problem: DateProblem,
    },
}

impl CellError {
    /// An id that the row `first` has already.
    pub fn id_again(column: &str, id: &str, first: u64) -> Self {
        CellError {
            field: Field::Id,
            column: column.to_owned(),
            problem: CellProblem::IdAgain {
                id: id.to_owned(),
                first,
            },
        }
    }

    /// A stable word for the kind of problem.
    pub fn code(&self) -> &'static str {
        match &self.problem {
            CellProblem::NoId => "no_id",
            CellProblem::IdAgain { .. } => "id_again",
            CellProblem::Value(_) => "bad_value",
            CellProblem::Date { problem, .. } => problem.code(),
        }
    }

    /// The text found; empty where there was none.
    pub fn text(&self) -> &str {
        match &self.problem {
            CellProblem::NoId => "",
            CellProblem::IdAgain { id, .. } => id,
            CellProblem::Value(bad) => &bad.text,
            CellProblem::Date { text, .. } => text,
        }
    }

    /// The codes that would be valid; empty where they cannot be listed.
    pub fn expected(&self) -> impl Iterator<Item = &'static str> {
        let values = match &self.problem {
            CellProblem::Value(bad) => bad.key.values(),
            _ => &[],
        };
        values.iter().map(|value| value.code)
    }

    /// The nearest valid value, if one is near.
    pub fn nearest(&self) -> Option<String> {
        match &self.problem {
            CellProblem::Value(bad) => bad.nearest.map(str::to_owned),
            CellProblem::Date { problem, .. } => problem.nearest().map(|day| day.to_string()),
            _ => None,
        }
    }

    /// What is wrong and what to do, without the place: the caller knows the row.
    pub fn message(&self, lang: Lang) -> String {
        match (&self.problem, lang) {
            (CellProblem::NoId, Lang::Zh) => "没有编号。请填写，每条线索一个不重复的编号。".into(),
            (CellProblem::NoId, Lang::En) => {
                "The id is empty. Give every clue an id of its own.".into()
            }
            (CellProblem::IdAgain { id, first }, Lang::Zh) => format!(
                "编号“{}”与第{first}行重复。请改为不重复的编号，或删去重复的行。",
                shorten(id)
            ),
            (CellProblem::IdAgain { id, first }, Lang::En) => format!(
                "Id `{}` is that of row {first} already. Give the clue another id, or remove the repeated row.",
                shorten(id)
            ),
            (CellProblem::Value(bad), lang) => bad.message(lang),
            (CellProblem::Date { text, problem }, lang) => problem.message(&shorten(text), lang),
        }
    }
}
