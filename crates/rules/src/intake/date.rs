//! Dates as people and spreadsheets write them.

use chrono::{Datelike, NaiveDate};

use crate::lang::Lang;

/// The years in which a clue can have been received; anything else is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2199;

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Not written like a date.
    NotADate,
    /// Written like a date, with a month or a day that does not exist.
    NoSuchDay {
        /// The last day of that month, if the month exists.
        last: Option<NaiveDate>,
    },
    /// A year in which no clue can have been received.
    FarYear,
}

impl DateProblem {
    /// A stable word for the kind of problem.
    pub fn code(self) -> &'static str {
        match self {
            DateProblem::NotADate => "not_a_date",
            DateProblem::NoSuchDay { .. } => "no_such_day",
            DateProblem::FarYear => "far_year",
        }
    }

    /// The nearest day that exists.
    pub fn nearest(self) -> Option<NaiveDate> {
        match self {
            DateProblem::NoSuchDay { last } => last,
            _ => None,
        }
    }

    /// What is wrong with `text`, and what to do.
    pub fn message(self, text: &str, lang: Lang) -> String {
        let last = self.nearest();
        match (self, lang) {
            (DateProblem::NotADate, Lang::Zh) => {
                format!("“{text}”不是日期，请写作 2026-01-31；不清楚时留空。")
            }
            (DateProblem::NotADate, Lang::En) => {
                format!("`{text}` is no date; write 2026-01-31, or leave it empty if unknown.")
            }
            (DateProblem::NoSuchDay { .. }, Lang::Zh) => {
                let hint = last.map_or_else(String::new, |day| {
                    format!("{}年{}月只有{}天。", day.year(), day.month(), day.day())
                });
                format!("没有“{text}”这一天。{hint}请核对。")
            }
            (DateProblem::NoSuchDay { .. }, Lang::En) => {
                let hint = last.map_or_else(String::new, |day| {
                    format!(" The last day of that month is {day}.")
                });
                format!("There is no such day as `{text}`.{hint} Please check.")
            }
            (DateProblem::FarYear, Lang::Zh) => format!(
                "“{text}”的年份不在{}至{}年之间，请核对。",
                YEARS.start(),
                YEARS.end()
            ),
            (DateProblem::FarYear, Lang::En) => format!(
                "The year of `{text}` is not between {} and {}; please check.",
                YEARS.start(),
                YEARS.end()
            ),
        }
    }
}

/// Reads a day: `2026-01-31`, `2026/1/31`, `2026.1.31`, `2026年1月31日`, `20260131`, each also with a time of day behind it, and the number that
/// spreadsheets keep a date as (days since 1899-12-30).
///
/// # Errors
/// [`DateProblem`] says why the text is none.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateProblem> {
    if let Some((year, month, last)) = plain(text) {
        return day(year, month, last);
    }
    let text = day_part(text.trim());
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            8 => day(
                number(&text[..4])?,
                number(&text[4..6])?,
                number(&text[6..])?,
            ),
            5 => serial(number(text)?),
            _ => Err(DateProblem::NotADate),
        };
    }
    let (year, rest) = split(text, &['-', '/', '.', '年'])?;
    let (month, rest) = split(rest, &['-', '/', '.', '月'])?;
    let last = rest.trim_end_matches(['日', '号']);
    day(number(year)?, number(month)?, number(last.trim())?)
}

/// The numbers of `2026-01-31`, as nearly all dates are written.
fn plain(text: &str) -> Option<(u32, u32, u32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    };
    Some((
        number(&digits[..4]),
        number(&digits[4..6]),
        number(&digits[6..]),
    ))
}

/// The text without a time of day.
fn day_part(text: &str) -> &str {
    let is_time = |rest: &str| {
        let rest = rest.trim();
        rest.contains(':') && rest.starts_with(|first: char| first.is_ascii_digit())
    };
    let whole = text.strip_suffix(".0").unwrap_or(text);
    match text.find([' ', 'T']) {
        Some(at) if is_time(&text[at + 1..]) => text[..at].trim_end(),
        _ => whole,
    }
}

fn split<'a>(text: &'a str, marks: &[char]) -> Result<(&'a str, &'a str), DateProblem> {
    text.split_once(marks).ok_or(DateProblem::NotADate)
}

fn number(text: &str) -> Result<u32, DateProblem> {
    let text = text.trim();
    if (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| DateProblem::NotADate)
    } else {
        Err(DateProblem::NotADate)
    }
}

fn day(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateProblem> {
    let year = i32::try_from(year).map_err(|_| DateProblem::NotADate)?;
    if year < 100 {
        // 31/1/2026 and 26-1-31: guessing the order would sooner or later be wrong.
        return Err(DateProblem::NotADate);
    }
    if !YEARS.contains(&year) {
        return Err(DateProblem::FarYear);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| DateProblem::NoSuchDay {
        last: (28..=31)
            .rev()
            .filter(|last| *last < day)
            .find_map(|last| NaiveDate::from_ymd_opt(year, month, last)),
    })
}

/// A spreadsheet's day number. Its day 60, a 29 February 1900 that never was, is long before any clue.
fn serial(days: u32) -> Result<NaiveDate, DateProblem> {
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|start| start.checked_add_days(chrono::Days::new(u64::from(days))))
        .filter(|day| YEARS.contains(&day.year()))
        .ok_or(DateProblem::FarYear)
}
