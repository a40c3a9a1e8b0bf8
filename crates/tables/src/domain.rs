//! Columns, their domains, and the facts that are put to them.

use chrono::{Datelike, NaiveDate};

/// A column: a code, unique in its schema, and the domain its facts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Stable code, as written in rows and in input.
    pub code: String,
    /// What the facts of this column can be.
    pub domain: Domain,
}

impl Column {
    /// A column over `domain`.
    pub fn new(code: impl Into<String>, domain: Domain) -> Self {
        Column {
            code: code.into(),
            domain,
        }
    }
}

/// What the facts of a column can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Domain {
    /// A closed set of codes, in the order they are shown.
    Set(Vec<String>),
    /// `no` (0) or `yes` (1).
    Flag,
    /// An ordered axis.
    Axis(Axis),
}

/// An ordered axis. Points are whole numbers: the number scaled by `10^places`, or the day counted from 0001-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Decimal numbers with this many places, from `min` to `max` (both scaled, both included).
    Number {
        /// Decimal places kept.
        places: u8,
        /// Smallest admissible scaled value.
        min: i64,
        /// Largest admissible scaled value.
        max: i64,
    },
    /// Calendar dates.
    Date,
}

/// One fact: unknown, the index of a code in its set, or a point of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fact(i64);

impl Fact {
    /// Nothing is known: every value of the domain is still possible.
    pub const UNKNOWN: Fact = Fact(i64::MIN);

    /// The fact with this index (set, yes/no) or point (axis).
    pub const fn known(value: i64) -> Self {
        Fact(value)
    }

    /// The index or point, if known.
    pub const fn value(self) -> Option<i64> {
        if self.0 == i64::MIN {
            None
        } else {
            Some(self.0)
        }
    }

    /// The index; far behind every index where the fact is unknown.
    pub(crate) const fn index(self) -> u64 {
        self.0.cast_unsigned()
    }

    /// Whether the fact is known.
    pub const fn is_known(self) -> bool {
        self.0 != i64::MIN
    }
}

impl Axis {
    /// First and last admissible point, both included. The two outermost numbers of the machine are left out, so that there is always a
    /// point past the end, and one that stands for "unknown".
    pub fn bounds(self) -> (i64, i64) {
        match self {
            Axis::Number { min, max, .. } => (min.max(i64::MIN + 1), max.min(i64::MAX - 1)),
            Axis::Date => (1, 3_652_059),
        }
    }

    /// Reads a point: a decimal number with at most `places` places, or a date `yyyy-mm-dd`.
    pub fn parse(self, text: &str) -> Option<i64> {
        let (min, max) = self.bounds();
        self.read(text).filter(|point| (min..=max).contains(point))
    }

    /// Reads a point, also one that the axis does not reach.
    pub(crate) fn read(self, text: &str) -> Option<i64> {
        match self {
            Axis::Number { places, .. } => parse_decimal(text.trim(), places),
            Axis::Date => {
                let date = text.trim().parse::<NaiveDate>().ok()?;
                Some(i64::from(date.num_days_from_ce()))
            }
        }
    }

    /// Writes a point the way [`Axis::parse`] reads it.
    pub fn format(self, point: i64) -> String {
        match self {
            Axis::Number { places: 0, .. } => point.to_string(),
            Axis::Number { places, .. } => {
                let width = usize::from(places);
                let sign = if point < 0 { "-" } else { "" };
                let digits = format!("{:0width$}", point.unsigned_abs(), width = width + 1);
                let (whole, part) = digits.split_at(digits.len() - width);
                format!("{sign}{whole}.{part}")
            }
            Axis::Date => i32::try_from(point)
                .ok()
                .and_then(NaiveDate::from_num_days_from_ce_opt)
                .map_or_else(|| point.to_string(), |date| date.to_string()),
        }
    }
}

impl Domain {
    /// Reads one fact of this domain from its code, or its point in text.
    pub fn parse(&self, text: &str) -> Option<Fact> {
        match self {
            Domain::Set(codes) => codes
                .iter()
                .position(|code| code == text)
                .map(|index| Fact::known(index as i64)),
            Domain::Flag => ["no", "yes"]
                .iter()
                .position(|code| *code == text)
                .map(|index| Fact::known(index as i64)),
            Domain::Axis(axis) => axis.parse(text).map(Fact::known),
        }
    }

    /// Writes a known fact the way [`Domain::parse`] reads it; `None` when unknown or outside of the domain.
    pub fn format(&self, fact: Fact) -> Option<String> {
        let value = fact.value()?;
        match self {
            Domain::Set(codes) => codes.get(usize::try_from(value).ok()?).cloned(),
            Domain::Flag => ["no", "yes"]
                .get(usize::try_from(value).ok()?)
                .map(|code| (*code).to_owned()),
            Domain::Axis(axis) => Some(axis.format(value)),
        }
    }

    /// Every code of a closed domain; none for an axis.
    pub fn codes(&self) -> Vec<&str> {
        match self {
            Domain::Set(codes) => codes.iter().map(String::as_str).collect(),
            Domain::Flag => vec!["no", "yes"],
            Domain::Axis(_) => Vec::new(),
        }
    }
}

/// The candidate whose spelling is nearest to `text`, if any is near enough to be meant.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.trim().to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&text, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.4)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// Reads `[-]digits[.digits]` into a scaled whole number; more places than `places`, or overflow, gives `None`.
fn parse_decimal(text: &str, places: u8) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) if all_digits(part) => (whole, part),
        Some(_) => return None,
        None => (digits, ""),
    };
    if !all_digits(whole) || part.len() > usize::from(places) {
        return None;
    }
    let padded = format!("{whole}{part:0<width$}", width = usize::from(places));
    padded.parse::<i64>().ok().map(|value| sign * value)
}
