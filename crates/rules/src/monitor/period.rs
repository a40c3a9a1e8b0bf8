//! Months, quarters, half-years and years as periods of returns.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::lang::Lang;
use crate::vocabulary::{Frequency, Term};

/// The years in which a return can lie; anything else is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2199;

/// A period: `2025-03`, `2025-Q1`, `2025-H1` or `2025`. Ordered in time within one frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    frequency: Frequency,
    /// Periods of the frequency since the year 0.
    ordinal: i32,
}

/// Why a text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodProblem {
    /// Not written like a period.
    NotAPeriod,
    /// Written like a period that does not exist, with the last one of that year.
    NoSuchPeriod(Period),
    /// A day instead of a period; the month it lies in.
    ADay(Period),
    /// A year in which no return can lie.
    FarYear,
}

impl Frequency {
    /// Months in a period.
    pub fn months(self) -> i32 {
        match self {
            Frequency::Month => 1,
            Frequency::Quarter => 3,
            Frequency::HalfYear => 6,
            Frequency::Year => 12,
        }
    }

    /// Periods in a year.
    pub fn per_year(self) -> i32 {
        12 / self.months()
    }
}

impl Period {
    /// The `number`-th period of the year, from 1. `None` when there is none, or the year is out of range.
    pub fn new(frequency: Frequency, year: i32, number: i32) -> Option<Self> {
        let exists = YEARS.contains(&year) && (1..=frequency.per_year()).contains(&number);
        exists.then(|| Period {
            frequency,
            ordinal: year * frequency.per_year() + number - 1,
        })
    }

    /// The period of this frequency in which the day lies.
    pub fn containing(frequency: Frequency, day: NaiveDate) -> Self {
        let month = day.year() * 12 + day.month0() as i32;
        Period {
            frequency,
            ordinal: month.div_euclid(frequency.months()),
        }
    }

    /// How often periods like this one come.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The year it lies in.
    pub fn year(self) -> i32 {
        self.ordinal.div_euclid(self.frequency.per_year())
    }

    /// Which period of its year, from 1.
    pub fn number(self) -> u32 {
        let number = self.ordinal.rem_euclid(self.frequency.per_year()) + 1;
        number.unsigned_abs()
    }

    /// The period `count` periods later, or earlier.
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        Period {
            ordinal: self.ordinal.saturating_add(count),
            ..self
        }
    }

    /// Periods from `other`, of the same frequency, to this one.
    pub fn since(self, other: Period) -> i32 {
        self.ordinal - other.ordinal
    }

    /// Periods from `other`, of the same frequency, to this one; none where that is later.
    pub(super) fn steps_since(self, other: Period) -> usize {
        usize::try_from(self.since(other)).unwrap_or_default()
    }

    /// Its first and last month, counted from the year 0.
    pub(super) fn month_span(self) -> (i32, i32) {
        let first = self.ordinal.saturating_mul(self.frequency.months());
        (first, first.saturating_add(self.frequency.months() - 1))
    }

    /// Its first day.
    pub fn begin(self) -> NaiveDate {
        let (first, _) = self.month_span();
        let month = first.rem_euclid(12) as u32 + 1;
        NaiveDate::from_ymd_opt(first.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// Its last day.
    pub fn end(self) -> NaiveDate {
        self.plus(1).begin().pred_opt().unwrap_or(NaiveDate::MAX)
    }

    /// Reads a period: `2025-03`, `2025-Q1`, `2025-H1`, `2025`, with other marks between, and as people write them: `2025年3月`,
    /// `2025年第一季度`, `2025年上半年`, `2025年度`.
    ///
    /// # Errors
    /// [`PeriodProblem`] says why the text is none.
    pub fn parse(text: &str) -> Result<Self, PeriodProblem> {
        if let Some(period) = plain(text) {
            return Ok(period);
        }
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (year, rest) = text.split_at(digits);
        let rest = rest.trim_matches(['-', '/', '.', '年', ' ', '_']);
        let (year, rest) = match (year.len(), rest) {
            (4, rest) => (year, rest),
            (6, "") => year.split_at(4),
            _ => return Err(PeriodProblem::NotAPeriod),
        };
        let year: i32 = year.parse().map_err(|_| PeriodProblem::NotAPeriod)?;
        let (frequency, number) = part(rest).ok_or_else(|| a_day(year, rest))?;
        if !YEARS.contains(&year) {
            return Err(PeriodProblem::FarYear);
        }
        Period::new(frequency, year, number).ok_or_else(|| {
            Period::new(frequency, year, frequency.per_year())
                .map_or(PeriodProblem::NotAPeriod, PeriodProblem::NoSuchPeriod)
        })
    }

    /// As people write it.
    pub fn label(self, lang: Lang) -> String {
        let (year, number) = (self.year(), self.number());
        match (lang, self.frequency) {
            (Lang::Zh, Frequency::Month) => format!("{year}年{number}月"),
            (Lang::Zh, Frequency::Quarter) => format!("{year}年第{number}季度"),
            (Lang::Zh, Frequency::HalfYear) if number == 1 => format!("{year}年上半年"),
            (Lang::Zh, Frequency::HalfYear) => format!("{year}年下半年"),
            (Lang::Zh, Frequency::Year) => format!("{year}年"),
            (Lang::En, _) => self.to_string(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year(), self.number());
        match self.frequency {
            Frequency::Month => write!(out, "{year}-{number:02}"),
            Frequency::Quarter => write!(out, "{year}-Q{number}"),
            Frequency::HalfYear => write!(out, "{year}-H{number}"),
            Frequency::Year => write!(out, "{year}"),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A month or quarter as nearly all are written: `2025-03`, `2025-Q1`.
fn plain(text: &str) -> Option<Period> {
    let bytes: &[u8; 7] = text.as_bytes().try_into().ok()?;
    let [year @ .., b'-', kind, last] = bytes else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    let mut number = 0;
    for byte in year {
        number = number * 10 + digit(*byte)?;
    }
    let last = digit(*last)?;
    match kind {
        b'Q' => Period::new(Frequency::Quarter, number, last),
        kind => Period::new(Frequency::Month, number, digit(*kind)? * 10 + last),
    }
}

/// What stands behind the year: which frequency, and which period of it.
fn part(text: &str) -> Option<(Frequency, i32)> {
    match text {
        "" | "度" | "全年" => return Some((Frequency::Year, 1)),
        "上半年" => return Some((Frequency::HalfYear, 1)),
        "下半年" => return Some((Frequency::HalfYear, 2)),
        _ => {}
    }
    let named = |frequency, digits| number(digits).map(|number| (frequency, number));
    if let Some(digits) = text.strip_prefix(['Q', 'q']) {
        return named(Frequency::Quarter, digits);
    }
    if let Some(digits) = text.strip_prefix(['H', 'h']) {
        return named(Frequency::HalfYear, digits);
    }
    let quarter = text
        .strip_suffix("季度")
        .or_else(|| text.strip_suffix('季'));
    if let Some(digits) = quarter {
        let digits = digits.trim_start_matches('第');
        let spelled = ["一", "二", "三", "四"].iter().position(|it| *it == digits);
        return spelled.map_or_else(
            || named(Frequency::Quarter, digits),
            |at| Some((Frequency::Quarter, at as i32 + 1)),
        );
    }
    named(Frequency::Month, text.trim_end_matches(['月', '份']))
}

fn number(digits: &str) -> Option<i32> {
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// A text that is no period: perhaps a day, as spreadsheets make of months.
fn a_day(year: i32, rest: &str) -> PeriodProblem {
    let month = rest.split(['-', '/', '.', '月']).next().and_then(number);
    month
        .and_then(|month| Period::new(Frequency::Month, year, month))
        .map_or(PeriodProblem::NotAPeriod, PeriodProblem::ADay)
}

impl PeriodProblem {
    /// A stable word for the kind of problem.
    pub fn code(self) -> &'static str {
        match self {
            PeriodProblem::NotAPeriod => "not_a_period",
            PeriodProblem::NoSuchPeriod(_) => "no_such_period",
            PeriodProblem::ADay(_) => "a_day",
            PeriodProblem::FarYear => "far_year",
        }
    }

    /// The nearest period that exists.
    pub fn nearest(self) -> Option<Period> {
        match self {
            PeriodProblem::NoSuchPeriod(period) | PeriodProblem::ADay(period) => Some(period),
            PeriodProblem::NotAPeriod | PeriodProblem::FarYear => None,
        }
    }

    pub(super) fn message(self, text: &str, lang: Lang) -> String {
        match (self, lang) {
            (PeriodProblem::NotAPeriod, Lang::Zh) => format!(
                "“{text}”不是报告期，请写作 2025-03（月）、2025-Q1（季）、2025-H1（半年）或 2025（年）。"
            ),
            (PeriodProblem::NotAPeriod, Lang::En) => format!(
                "`{text}` is no period; write 2025-03 (month), 2025-Q1 (quarter), 2025-H1 (half-year) or 2025 (year)."
            ),
            (PeriodProblem::NoSuchPeriod(last), Lang::Zh) => format!(
                "没有“{text}”这一期，该年{}报告的最后一期是 {last}，请核对。",
                last.frequency.label(lang)
            ),
            (PeriodProblem::NoSuchPeriod(last), Lang::En) => format!(
                "There is no period `{text}`; the last {} one of that year is {last}. Please check.",
                last.frequency.label(lang)
            ),
            (PeriodProblem::ADay(month), Lang::Zh) => format!(
                "“{text}”是某一天，不是报告期。若指当月，请写作 {month}（表格软件里请把该列设为文本）。"
            ),
            (PeriodProblem::ADay(month), Lang::En) => format!(
                "`{text}` is a day, not a period. If the month is meant, write {month} (format the column as text in a spreadsheet)."
            ),
            (PeriodProblem::FarYear, Lang::Zh) => format!(
                "“{text}”的年份不在{}至{}年之间，请核对。",
                YEARS.start(),
                YEARS.end()
            ),
            (PeriodProblem::FarYear, Lang::En) => format!(
                "The year of `{text}` is not between {} and {}; please check.",
                YEARS.start(),
                YEARS.end()
            ),
        }
    }
}
