//! Working days by the State Council's holiday notices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use crate::error::{LoadError, Place, Problem};

/// Holidays and make-up working days, by year of the notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    announced: BTreeSet<i32>,
    /// Days off besides weekends.
    off: BTreeSet<NaiveDate>,
    /// Weekend days that are worked.
    worked: BTreeSet<NaiveDate>,
    /// The notice of each year.
    notices: BTreeMap<i32, String>,
}

/// The last day of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Whether a year was crossed whose holidays have not been announced, so that the day may still move.
    pub provisional: bool,
}

impl Due {
    /// A day that no holiday can move.
    pub fn certain(day: NaiveDate) -> Self {
        Due {
            day,
            provisional: false,
        }
    }
}

impl Calendar {
    /// Whether `day` is worked. Saturdays and Sundays are not, unless a notice says so.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        if self.worked.contains(&day) {
            return true;
        }
        !self.off.contains(&day) && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Whether the holidays of the year have been announced.
    pub fn is_announced(&self, year: i32) -> bool {
        self.announced.contains(&year)
    }

    /// The years with a notice, and the notice.
    pub fn notices(&self) -> impl Iterator<Item = (i32, &str)> {
        self.notices
            .iter()
            .map(|(year, notice)| (*year, notice.as_str()))
    }

    /// The `count`-th working day after `start`, which itself is not counted. `None` beyond the calendar's end of time.
    pub fn add_working_days(&self, start: NaiveDate, count: u32) -> Option<Due> {
        let mut due = Due::certain(start);
        let mut left = count;
        while left > 0 {
            due.day = due.day.succ_opt()?;
            due.provisional |= !self.is_announced(due.day.year());
            left -= u32::from(self.is_working_day(due.day));
        }
        Some(due)
    }

    /// Reads the data file: per year its notice, the days off and the worked weekend days, as `month-day` or `month-day..month-day`; a date of a
    /// neighbouring year is written in full.
    ///
    /// # Errors
    /// When the text does not parse or a date does not exist.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, LoadError> {
        let parsed: File =
            toml::from_str(text).map_err(|error| LoadError::syntax(file, text, &error))?;
        let mut calendar = Calendar::default();
        for year in parsed.year {
            let bad = |text: &str| LoadError {
                place: Place::file(file),
                problem: Problem::BadDate {
                    text: text.to_owned(),
                },
            };
            calendar.announced.insert(year.year);
            calendar.notices.insert(year.year, year.notice);
            for span in &year.off {
                calendar
                    .off
                    .extend(days(year.year, span).ok_or_else(|| bad(span))?);
            }
            for span in &year.worked {
                calendar
                    .worked
                    .extend(days(year.year, span).ok_or_else(|| bad(span))?);
            }
        }
        Ok(calendar)
    }
}

fn days(year: i32, span: &str) -> Option<Vec<NaiveDate>> {
    let (first, last) = span.split_once("..").unwrap_or((span, span));
    let (first, last) = (day(year, first)?, day(year, last)?);
    (first <= last).then(|| first.iter_days().take_while(|day| *day <= last).collect())
}

fn day(year: i32, text: &str) -> Option<NaiveDate> {
    text.parse()
        .ok()
        .or_else(|| format!("{year}-{text}").parse().ok())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    notice: String,
    off: Vec<String>,
    worked: Vec<String>,
}
