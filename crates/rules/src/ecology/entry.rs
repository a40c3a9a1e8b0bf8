//! One row as read, and what can be wrong with its cells.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::form::{Holds, RowKind};
use super::{Mark, MarkProblem, number};
use crate::appraisal::Voice;
use crate::inquiry::MatterFacts;
use crate::intake::{means_unknown, parse_date, plain, shorten};
use crate::lang::{Lang, Text};
use crate::vocabulary::{Term, Value};

/// One row as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub id: String,
    /// Whose task it is; empty when nobody is named.
    pub owner: String,
    /// Who gives the marks; the commission when nobody is named.
    pub by: Voice,
    /// The marks, in the order of the sheet's criteria.
    pub marks: Vec<Mark>,
    /// Points added or taken away.
    pub extra: Decimal,
    /// The facts.
    pub facts: MatterFacts,
    /// When a reminder was raised.
    pub raised: Option<NaiveDate>,
    /// When it was verified.
    pub done: Option<NaiveDate>,
}

/// A cell that cannot be used, or a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// A stable word for the kind of problem.
    pub code: &'static str,
    /// The column as the input names it.
    pub column: String,
    /// What was found.
    pub text: String,
    /// The codes that would be valid; empty where they cannot be listed.
    pub expected: Vec<&'static str>,
    /// The nearest valid value, if one is near.
    pub nearest: Option<String>,
    /// What is wrong and what to do, without the row.
    pub says: Text,
}

impl Entry {
    /// Nothing is known yet.
    pub fn new(kind: RowKind) -> Self {
        Entry {
            id: String::new(),
            owner: String::new(),
            by: Voice::Commission,
            marks: Vec::new(),
            extra: Decimal::ZERO,
            facts: MatterFacts::new(kind.subject()),
            raised: None,
            done: None,
        }
    }

    /// Takes the text of one cell. Empty is unknown.
    pub(super) fn take(&mut self, holds: Holds, text: &str) -> Result<(), Box<FormError>> {
        let unknown = means_unknown(text);
        match holds {
            Holds::Id if text.is_empty() => {
                return Err(wrong(
                    "no_id",
                    "",
                    Vec::new(),
                    None,
                    Text {
                        zh: "不能为空，请填写。".to_owned(),
                        en: "must not be empty.".to_owned(),
                    },
                )
                .into());
            }
            Holds::Id => text.clone_into(&mut self.id),
            Holds::Owner => text.clone_into(&mut self.owner),
            Holds::By | Holds::Extra(_) | Holds::Fact(_) | Holds::Raised | Holds::Done
                if unknown => {}
            Holds::By => self.by = voice(text)?,
            Holds::Mark(at) => {
                let mark = Mark::read(text).map_err(|problem| mark_error(&problem, text))?;
                self.marks
                    .resize(self.marks.len().max(at + 1), Mark::Unknown);
                self.marks[at] = mark;
            }
            Holds::Extra(most) => {
                self.extra = number(text, most).map_err(|problem| mark_error(&problem, text))?;
            }
            Holds::Fact(key) => self.facts.parse(key, text).map_err(|bad| {
                let expected = key.values().iter().map(|value| value.code).collect();
                let says = Text {
                    zh: bad.message(Lang::Zh),
                    en: bad.message(Lang::En),
                };
                wrong(
                    "bad_value",
                    text,
                    expected,
                    bad.nearest.map(str::to_owned),
                    says,
                )
            })?,
            Holds::Raised => self.raised = Some(date(text)?),
            Holds::Done => self.done = Some(date(text)?),
        }
        Ok(())
    }
}

fn voice(text: &str) -> Result<Voice, Box<FormError>> {
    let same = |value: &Value| {
        [value.code, value.zh, value.en]
            .iter()
            .any(|known| plain(known) == plain(text))
    };
    let found = Voice::VALUES
        .iter()
        .position(same)
        .and_then(|at| Voice::ALL.get(at));
    found.copied().ok_or_else(|| {
        let codes: Vec<&str> = Voice::VALUES.iter().map(|value| value.code).collect();
        let list = codes.join(" | ");
        let near = shizu_tables::nearest(text, codes.iter().copied()).map(str::to_owned);
        wrong(
            "bad_value",
            text,
            codes,
            near,
            Text {
                zh: format!(
                    "“{}”不是评分方，应为 {list}；留空即派出机关。",
                    shorten(text)
                ),
                en: format!(
                    "`{}` is nobody who marks; write {list}, or leave it empty for the commission.",
                    shorten(text)
                ),
            },
        )
        .into()
    })
}

fn mark_error(problem: &MarkProblem, text: &str) -> FormError {
    wrong(
        problem.code(),
        text,
        Vec::new(),
        None,
        Text {
            zh: problem.message(Lang::Zh),
            en: problem.message(Lang::En),
        },
    )
}

fn date(text: &str) -> Result<NaiveDate, Box<FormError>> {
    parse_date(text).map_err(|problem| {
        let says = Text {
            zh: problem.message(text, Lang::Zh),
            en: problem.message(text, Lang::En),
        };
        wrong(
            problem.code(),
            text,
            Vec::new(),
            problem.nearest().map(|day| day.to_string()),
            says,
        )
        .into()
    })
}

pub(super) fn wrong(
    code: &'static str,
    text: &str,
    expected: Vec<&'static str>,
    nearest: Option<String>,
    says: Text,
) -> FormError {
    FormError {
        code,
        column: String::new(),
        text: shorten(text),
        expected,
        nearest,
        says,
    }
}
