//! What can be wrong with returns, in words: what was found, what was expected, what to do.

use chrono::NaiveDate;

use super::period::{Period, PeriodProblem};
use crate::intake::{DateProblem, shorten};
use crate::lang::Lang;
use crate::vocabulary::{BodyKind, ReturnField, ReturnState, Term, Value};

/// Why no row of the input can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnHeaderError {
    /// A column that must be there is not.
    Absent {
        /// The field.
        field: ReturnField,
    },
    /// Two columns are the same field.
    Twice {
        /// The field.
        field: ReturnField,
        /// The first column.
        first: String,
        /// The second column.
        second: String,
    },
}

impl ReturnHeaderError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (ReturnHeaderError::Absent { field }, Lang::Zh) => format!(
                "缺少 {}（{}）列。每行是一个单位或组在一个报告期的报告，必须有 body、kind、period 三列。",
                field.code(),
                field.label(lang)
            ),
            (ReturnHeaderError::Absent { field }, Lang::En) => format!(
                "There is no column `{}`. Every row is the return of one body for one period, and needs the columns body, kind and period.",
                field.code()
            ),
            (
                ReturnHeaderError::Twice {
                    field,
                    first,
                    second,
                },
                Lang::Zh,
            ) => format!(
                "“{}”列和“{}”列都是“{}”，无法判断以哪一列为准，请删去一列或改名。",
                shorten(first),
                shorten(second),
                field.code()
            ),
            (
                ReturnHeaderError::Twice {
                    field,
                    first,
                    second,
                },
                Lang::En,
            ) => format!(
                "Columns `{}` and `{}` both are `{}`; remove or rename one.",
                shorten(first),
                shorten(second),
                field.code()
            ),
        }
    }
}

/// A cell that cannot be used, or a row that contradicts another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnError {
    /// The field.
    pub field: ReturnField,
    /// The column as the input names it; the field's code where the input has no such column.
    pub column: String,
    /// What was found.
    pub text: String,
    /// What is wrong.
    pub problem: ReturnProblem,
}

/// What is wrong with a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnProblem {
    /// A field that must be filled is empty.
    Absent,
    /// No word of the field's vocabulary.
    NoTerm {
        /// The words.
        values: &'static [Value],
    },
    /// No period.
    Period(PeriodProblem),
    /// No number.
    NotACount,
    /// A number below zero.
    Negative,
    /// A number that is not whole.
    Fraction,
    /// A number too large to be true.
    TooLarge {
        /// The most it may be.
        most: u32,
    },
    /// No day.
    Date(DateProblem),
    /// A part that counts more than its whole.
    MoreThan {
        /// The whole.
        whole: ReturnField,
        /// Its count.
        than: u32,
    },
    /// A state that the counts contradict. The counts are used.
    StateContradicts {
        /// What the counts say.
        counts: ReturnState,
    },
    /// The period is not over on the day of the evaluation.
    NotOver {
        /// That day.
        as_of: NaiveDate,
        /// The last day of the period.
        end: NaiveDate,
    },
    /// An earlier row is the same body's return for the same period.
    Again {
        /// That row.
        first: u64,
        /// Whether it says the same.
        same: bool,
    },
    /// An earlier row is the same body's return for a period that overlaps.
    Overlap {
        /// That row.
        first: u64,
        /// Its period.
        period: Period,
    },
    /// An earlier row says that the body is of another kind.
    OtherKind {
        /// That row.
        first: u64,
        /// The kind it gives.
        kind: BodyKind,
    },
    /// An earlier row gives another first or last period for the body.
    OtherSpan {
        /// That row.
        first: u64,
        /// The day it gives.
        day: NaiveDate,
    },
    /// The period lies outside those in which the body makes returns.
    OutsideSpan,
}

impl ReturnProblem {
    /// A stable word for the kind of problem.
    pub fn code(self) -> &'static str {
        match self {
            ReturnProblem::Absent => "absent",
            ReturnProblem::NoTerm { .. } => "bad_value",
            ReturnProblem::Period(problem) => problem.code(),
            ReturnProblem::NotACount => "not_a_count",
            ReturnProblem::Negative => "negative",
            ReturnProblem::Fraction => "fraction",
            ReturnProblem::TooLarge { .. } => "too_large",
            ReturnProblem::Date(problem) => problem.code(),
            ReturnProblem::MoreThan { .. } => "more_than_whole",
            ReturnProblem::StateContradicts { .. } => "state_contradicts",
            ReturnProblem::NotOver { .. } => "not_over",
            ReturnProblem::Again { .. } => "again",
            ReturnProblem::Overlap { .. } => "overlap",
            ReturnProblem::OtherKind { .. } => "other_kind",
            ReturnProblem::OtherSpan { .. } => "other_span",
            ReturnProblem::OutsideSpan => "outside_span",
        }
    }

    /// Whether the rest of the row is used all the same.
    pub fn spoils_cell_only(self) -> bool {
        matches!(
            self,
            ReturnProblem::NoTerm { .. }
                | ReturnProblem::NotACount
                | ReturnProblem::Negative
                | ReturnProblem::Fraction
                | ReturnProblem::TooLarge { .. }
                | ReturnProblem::Date(_)
                | ReturnProblem::MoreThan { .. }
                | ReturnProblem::StateContradicts { .. }
                | ReturnProblem::OtherSpan { .. }
        )
    }
}

impl ReturnError {
    /// The codes that would be valid; empty where they cannot be listed.
    pub fn expected(&self) -> impl Iterator<Item = &'static str> {
        let values: &[Value] = match self.problem {
            ReturnProblem::NoTerm { values } => values,
            _ => &[],
        };
        values.iter().map(|value| value.code)
    }

    /// The nearest valid value, if one is near.
    pub fn nearest(&self) -> Option<String> {
        match self.problem {
            ReturnProblem::NoTerm { values } => {
                shizu_tables::nearest(&self.text, values.iter().map(|value| value.code))
                    .map(str::to_owned)
            }
            ReturnProblem::Period(problem) => problem.nearest().map(|period| period.to_string()),
            ReturnProblem::Date(problem) => problem.nearest().map(|day| day.to_string()),
            _ => None,
        }
    }

    /// What is wrong and what to do, without the place: the caller knows the row.
    pub fn message(&self, lang: Lang) -> String {
        let text = &shorten(&self.text);
        let field = self.field.label(lang);
        let zh = lang == Lang::Zh;
        let both = |chinese: String, english: String| if zh { chinese } else { english };
        match self.problem {
            ReturnProblem::Absent => both(
                format!("{field}为空，这一行没有用。请填写。"),
                format!("The {field} is empty, so the row is not used. Fill it in."),
            ),
            ReturnProblem::NoTerm { values } => {
                let codes: Vec<&str> = values.iter().map(|value| value.code).collect();
                let codes = codes.join(" | ");
                let near = self.nearest();
                let near = near.map(|near| {
                    both(
                        format!("最接近的是“{near}”。"),
                        format!(" The nearest is `{near}`."),
                    )
                });
                let near = near.unwrap_or_default();
                both(
                    format!("“{text}”不是“{field}”的有效取值，应为 {codes}。{near}"),
                    format!("`{text}` is no {field}; write {codes}.{near}"),
                )
            }
            ReturnProblem::Period(problem) => problem.message(text, lang),
            ReturnProblem::Date(problem) => problem.message(text, lang),
            ReturnProblem::NotACount => both(
                format!("“{text}”不是件数，这一格按未报处理。没有的写 0，未报的留空。"),
                format!(
                    "`{text}` is no count, so the cell counts as missing. Write 0 for none, leave it empty if not returned."
                ),
            ),
            ReturnProblem::Negative => both(
                format!("{text} 是负数，件数不能小于 0，这一格按未报处理。请核对。"),
                format!("{text} is below zero, so the cell counts as missing. Please check."),
            ),
            ReturnProblem::Fraction => both(
                format!("{text} 不是整数，件数应为整数，这一格按未报处理。请核对。"),
                format!(
                    "{text} is not a whole number, so the cell counts as missing. Please check."
                ),
            ),
            ReturnProblem::TooLarge { most } => both(
                format!("{text} 过大，超过{most}，这一格按未报处理。请核对。"),
                format!("{text} is more than {most}, so the cell counts as missing. Please check."),
            ),
            ReturnProblem::MoreThan { whole, than } => {
                let whole = whole.label(lang);
                both(
                    format!("{field}为{text}，多于{whole}（{than}），两个数都照用。请核对。"),
                    format!(
                        "{text} {field} is more than {than} {whole}; both are used as they are. Please check."
                    ),
                )
            }
            _ => self.contradiction(text, &both, lang),
        }
    }

    /// Words for what contradicts another cell, another row, or the calendar.
    fn contradiction(
        &self,
        text: &str,
        both: &dyn Fn(String, String) -> String,
        lang: Lang,
    ) -> String {
        match self.problem {
            ReturnProblem::StateContradicts { counts } => {
                let counts = counts.label(lang);
                both(
                    format!("状态写“{text}”，而数字表明是“{counts}”，按数字计。请核对。"),
                    format!(
                        "The state says `{text}`, the counts say {counts}; the counts are used. Please check."
                    ),
                )
            }
            ReturnProblem::NotOver { as_of, end } => both(
                format!(
                    "“{text}”到 {end} 才结束，截至 {as_of} 还没有完，这一行没有用。请核对报告期或截止日期。"
                ),
                format!(
                    "`{text}` ends on {end} and is not over on {as_of}, so the row is not used. Check the period, or the day of the evaluation."
                ),
            ),
            ReturnProblem::Again { first, same: true } => both(
                format!("与第{first}行重复，内容相同，这一行没有用。请删去一行。"),
                format!("This repeats row {first}, so the row is not used. Remove one of them."),
            ),
            ReturnProblem::Again { first, same: false } => both(
                format!(
                    "第{first}行已报过“{text}”，两行内容不同，按先出现的计。请核对后只留一行。"
                ),
                format!(
                    "Row {first} already is the return for `{text}` and says something else; the first one counts. Keep the right one."
                ),
            ),
            ReturnProblem::Overlap { first, period } => both(
                format!(
                    "“{text}”与第{first}行的 {period} 重叠，同一段时间不能报两次，这一行没有用。请只按一种频次报。"
                ),
                format!(
                    "`{text}` overlaps {period} in row {first}; the same time cannot be returned twice, so the row is not used. Keep to one frequency."
                ),
            ),
            ReturnProblem::OtherKind { first, kind } => {
                let kind = kind.label(lang);
                both(
                    format!(
                        "第{first}行说它是“{kind}”，同一名称不能是两类，这一行没有用。请核对类别，或者改用不同名称。"
                    ),
                    format!(
                        "Row {first} says it is a {kind}; one name cannot be of two kinds, so the row is not used. Check the kind, or use different names."
                    ),
                )
            }
            ReturnProblem::OtherSpan { first, day } => both(
                format!("“{text}”与第{first}行写的（{day}）不同，按先出现的计。请核对。"),
                format!(
                    "`{text}` differs from row {first} ({day}); the first one counts. Please check."
                ),
            ),
            _ => both(
                format!("“{text}”不在该单位或组的起止时间之内，这一行没有用。请核对 from、until。"),
                format!(
                    "`{text}` lies outside the time in which this body makes returns, so the row is not used. Check from and until."
                ),
            ),
        }
    }
}
