//! Marks as they are entered: a number, or points of a checklist.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Range;
use crate::lang::Lang;
use crate::vocabulary::{PointMark, Term};

/// What is entered for one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    Unknown,
    /// A number from 0 to 100.
    Score(Decimal),
    /// How each point is met; `None` is not known.
    Points(Vec<Option<PointMark>>),
}

/// Why a text is no mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkProblem {
    /// Neither a number nor points.
    NotAMark {
        /// What was found.
        text: String,
    },
    /// A number below 0 or above the most.
    OutOfRange {
        /// The number.
        value: Decimal,
        /// The most it may be.
        most: Decimal,
    },
    /// A list of points in which one is no answer.
    BadPoint {
        /// Which, from 1.
        at: usize,
        /// What was found.
        text: String,
        /// The code spelled most alike.
        nearest: Option<&'static str>,
    },
    /// A list in which no point applies.
    NoneApplies,
}

impl Mark {
    /// Reads a mark: `86.5`, or points such as `met;partly;;not_met` (codes or labels; empty is unknown). Empty text is unknown.
    ///
    /// # Errors
    /// [`MarkProblem`] says what is wrong with the text.
    pub fn read(text: &str) -> Result<Self, MarkProblem> {
        let text = text.trim();
        if text.is_empty() || text == "未知" || text.eq_ignore_ascii_case("unknown") {
            return Ok(Mark::Unknown);
        }
        if text.contains([';', '；']) || point(text).is_some() {
            return points(text);
        }
        number(text, Decimal::ONE_HUNDRED).map(Mark::Score)
    }

    /// The mark from 0 to 100, or between which it lies. A point partly met counts `partly` percent. A mark from points is rounded to two places.
    pub fn range(&self, partly: Decimal) -> Range {
        match self {
            Mark::Unknown => Range::UNKNOWN,
            Mark::Score(score) => Range::exact(*score),
            Mark::Points(points) => from_points(points, partly),
        }
    }
}

/// A number from 0 to `most`; a percent sign is passed over.
///
/// # Errors
/// When it is none, or lies outside.
pub fn number(text: &str, most: Decimal) -> Result<Decimal, MarkProblem> {
    let plain = text.trim().trim_end_matches(['%', '％', '分']).trim();
    let value: Decimal = plain.parse().map_err(|_| MarkProblem::NotAMark {
        text: shorten(text),
    })?;
    if value.is_sign_negative() && !value.is_zero() || value > most {
        return Err(MarkProblem::OutOfRange { value, most });
    }
    Ok(value)
}

fn points(text: &str) -> Result<Mark, MarkProblem> {
    let parts = text.split([';', '；']).enumerate().map(|(at, part)| {
        let part = part.trim();
        if part.is_empty() {
            return Ok(None);
        }
        point(part).map(Some).ok_or_else(|| MarkProblem::BadPoint {
            at: at + 1,
            text: shorten(part),
            nearest: shizu_tables::nearest(part, PointMark::VALUES.iter().map(|value| value.code)),
        })
    });
    let points = parts.collect::<Result<Vec<_>, _>>()?;
    let none = points
        .iter()
        .all(|point| *point == Some(PointMark::NotApplicable));
    if none {
        return Err(MarkProblem::NoneApplies);
    }
    Ok(Mark::Points(points))
}

fn point(text: &str) -> Option<PointMark> {
    let values = PointMark::VALUES;
    let index = values.iter().position(|value| {
        value.code.eq_ignore_ascii_case(text)
            || value.zh == text
            || value.en.eq_ignore_ascii_case(text)
    })?;
    PointMark::ALL.get(index).copied()
}

/// The share of points met, in percent. A point that is not known is at worst not met and at best met; whether it applies changes nothing beyond.
fn from_points(points: &[Option<PointMark>], partly: Decimal) -> Range {
    let (mut sure, mut open, mut all) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for point in points {
        match point {
            Some(PointMark::NotApplicable) => continue,
            Some(PointMark::Met) => sure += Decimal::ONE_HUNDRED,
            Some(PointMark::Partly) => sure += partly,
            Some(PointMark::NotMet) => {}
            None => open += Decimal::ONE_HUNDRED,
        }
        all += Decimal::ONE;
    }
    if all.is_zero() {
        return Range::UNKNOWN;
    }
    let rounded = |sum: Decimal| {
        (sum / all).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    };
    Range {
        low: rounded(sure),
        high: rounded(sure + open),
    }
}

impl MarkProblem {
    /// A stable word for the kind of problem.
    pub fn code(&self) -> &'static str {
        match self {
            MarkProblem::NotAMark { .. } => "not_a_mark",
            MarkProblem::OutOfRange { .. } => "out_of_range",
            MarkProblem::BadPoint { .. } => "bad_point",
            MarkProblem::NoneApplies => "none_applies",
        }
    }

    /// What is wrong and what to write.
    pub fn message(&self, lang: Lang) -> String {
        let codes = || {
            let codes: Vec<&str> = PointMark::VALUES.iter().map(|value| value.code).collect();
            codes.join(" | ")
        };
        match (self, lang) {
            (MarkProblem::NotAMark { text }, Lang::Zh) => format!(
                "“{text}”不是分数，应填0至100的数，或以分号隔开的要点（{}）；不清楚时留空。",
                codes()
            ),
            (MarkProblem::NotAMark { text }, Lang::En) => format!(
                "`{text}` is no mark; write a number from 0 to 100, or points separated by semicolons ({}), or leave it empty if unknown.",
                codes()
            ),
            (MarkProblem::OutOfRange { value, most }, Lang::Zh) => {
                format!("{value} 超出范围，应在0至{most}之间。")
            }
            (MarkProblem::OutOfRange { value, most }, Lang::En) => {
                format!("{value} is out of range; write a number from 0 to {most}.")
            }
            (MarkProblem::BadPoint { at, text, nearest }, Lang::Zh) => {
                let near = nearest.map_or(String::new(), |near| format!("最接近的是“{near}”。"));
                format!(
                    "第{at}个要点“{text}”无效，应为 {}；不清楚时留空。{near}",
                    codes()
                )
            }
            (MarkProblem::BadPoint { at, text, nearest }, Lang::En) => {
                let near =
                    nearest.map_or(String::new(), |near| format!(" The nearest is `{near}`."));
                format!(
                    "point {at}, `{text}`, is none; write {}, or leave it empty if unknown.{near}",
                    codes()
                )
            }
            (MarkProblem::NoneApplies, Lang::Zh) => {
                "所有要点都不适用，无法评分；请填分数或留空。".to_owned()
            }
            (MarkProblem::NoneApplies, Lang::En) => {
                "no point applies, so there is nothing to score; write a number or leave it empty."
                    .to_owned()
            }
        }
    }
}

/// At most forty characters, for messages.
fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}
