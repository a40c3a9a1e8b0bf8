//! Working days by the State Council's holiday notices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::error::Problem;
use crate::toml_file::{Node, TomlFile};

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

    /// Reads the data file: per year its notice, the days off and the worked weekend days, as `month-day` or
    /// `month-day..month-day`; a date of a neighbouring year is written in full. What is wrong is noted in the file.
    pub(crate) fn read(file: &mut TomlFile<'_>) -> Self {
        let mut calendar = Calendar::default();
        file.read(|file, root| {
            root.only(file, &["year"]);
            for item in root.tables(file, "year") {
                item.only(file, &["year", "notice", "off", "worked"]);
                let (Some(year), Some(notice)) =
                    (item.number(file, "year"), item.required(file, "notice"))
                else {
                    continue;
                };
                calendar.announced.insert(year);
                calendar.notices.insert(year, notice.into_inner());
                calendar.off.extend(all_days(file, &item, "off", year));
                calendar
                    .worked
                    .extend(all_days(file, &item, "worked", year));
            }
            Some(())
        });
        calendar
    }
}

fn all_days(
    file: &mut TomlFile<'_>,
    item: &Node<'_>,
    field: &'static str,
    year: i32,
) -> Vec<NaiveDate> {
    let mut all = Vec::new();
    for span in item.strings(file, field) {
        match days(year, span.get_ref()) {
            Some(days) => all.extend(days),
            None => file.fail(
                &span.span(),
                Problem::BadDate {
                    text: span.get_ref().clone(),
                },
            ),
        }
    }
    all
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
