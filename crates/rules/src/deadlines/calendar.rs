//! Working days by the State Council's holiday notices.

use chrono::{Datelike, NaiveDate, Weekday};
use shizu_tables::SortOnce;

use super::year_file;
use crate::error::LoadError;
use crate::lang::Text;
use crate::toml_file::TomlFile;

/// Holidays and make-up working days, by year of the notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The years whose holidays are known, ascending.
    years: Vec<CalendarYear>,
    /// The named days of all years, ascending.
    days: Vec<NamedDay>,
}

/// The holidays of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Addresses of the notice, without the protocol.
    pub notice: Vec<String>,
    /// The file it was imported from; `None` for what ships with the product.
    pub imported: Option<String>,
    /// Its days off and its worked weekend days, ascending. Those around New Year may belong to the year before.
    pub days: Vec<NamedDay>,
}

/// A day that a notice names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The day.
    pub date: NaiveDate,
    /// A day off; otherwise a weekend day that is worked.
    pub off: bool,
    /// The festival it belongs to.
    pub name: Text,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// Monday to Friday, worked.
    Worked,
    /// Saturday or Sunday, off.
    Weekend,
    /// Off by a notice, for this festival; weekend days within it included.
    Holiday(&'c Text),
    /// A Saturday or Sunday that is worked, to make up for this festival.
    MakeUp(&'c Text),
}

impl DayKind<'_> {
    /// Whether such a day is worked.
    pub fn is_worked(self) -> bool {
        matches!(self, DayKind::Worked | DayKind::MakeUp(_))
    }
}

/// The last day of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: NaiveDate,
    /// Whether a day was crossed whose year has no notice yet, so that the last day may still move.
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

/// The first day of December that the notice for the next year can name: New Year's Day and its worked weekend reached back to 29 December 2018,
/// and on no weekday could they reach further than this.
const NEXT_NOTICE_FROM: u32 = 28;

/// Whether the notice for the next year can name `day`. Where 1 January is a Friday or Saturday, the days off lie in January alone.
fn is_of_next_notice(day: NaiveDate) -> bool {
    let new_year = NaiveDate::from_ymd_opt(day.year() + 1, 1, 1).map(|day| day.weekday());
    day.month() == 12
        && day.day() >= NEXT_NOTICE_FROM
        && !matches!(new_year, Some(Weekday::Fri | Weekday::Sat))
}

/// Whether Saturday or Sunday.
pub(crate) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl Calendar {
    /// What `day` is.
    pub fn kind(&self, day: NaiveDate) -> DayKind<'_> {
        match self.days.binary_search_by(|named| named.date.cmp(&day)) {
            Ok(at) if self.days[at].off => DayKind::Holiday(&self.days[at].name),
            Ok(at) => DayKind::MakeUp(&self.days[at].name),
            Err(_) if is_weekend(day) => DayKind::Weekend,
            Err(_) => DayKind::Worked,
        }
    }

    /// Whether `day` is worked. Saturdays and Sundays are not, unless a notice says so.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.kind(day).is_worked()
    }

    /// Whether the holidays of the year have been announced.
    pub fn is_announced(&self, year: i32) -> bool {
        self.year(year).is_some()
    }

    /// Whether no notice that is still to come can change what `day` is.
    pub fn is_certain(&self, day: NaiveDate) -> bool {
        self.is_announced(day.year())
            && (self.is_announced(day.year() + 1) || !is_of_next_notice(day))
    }

    /// The years whose holidays are known, ascending.
    pub fn years(&self) -> &[CalendarYear] {
        &self.years
    }

    /// The holidays of one year, if they are known.
    pub fn year(&self, year: i32) -> Option<&CalendarYear> {
        self.years.iter().find(|known| known.year == year)
    }

    /// The `count`-th working day after `start`, which itself is not counted. `None` beyond the calendar's end of time.
    pub fn add_working_days(&self, start: NaiveDate, count: u32) -> Option<Due> {
        let mut due = Due::certain(start);
        let mut left = count;
        while left > 0 {
            due.day = due.day.succ_opt()?;
            due.provisional |= !self.is_certain(due.day);
            left -= u32::from(self.is_working_day(due.day));
        }
        Some(due)
    }

    /// The calendar with the years of a file of the user's in place of its own, and everything that is wrong with the file. A day that is wrong
    /// counts by its weekday, all others are taken; a file that cannot be read at all changes nothing.
    ///
    /// The file is TOML like the one that ships, or JSON of the shape `{"year", "papers", "days": [{"name", "date", "isOffDay"}]}`, or a list of such.
    pub fn with_file(&self, name: &str, text: &str) -> (Self, Vec<LoadError>) {
        let (years, errors) = year_file::read(name, text);
        let mut calendar = self.clone();
        for year in years {
            calendar.years.retain(|known| known.year != year.year);
            calendar.years.push(year);
        }
        calendar.arrange();
        (calendar, errors)
    }

    /// Reads the data file that ships; what is wrong is noted in the file.
    pub(crate) fn read(file: &mut TomlFile<'_>) -> Self {
        let mut calendar = Calendar {
            years: year_file::shipped(file),
            days: Vec::new(),
        };
        calendar.arrange();
        calendar
    }

    /// Puts years and days in order. Where two notices name a day, the later one holds.
    fn arrange(&mut self) {
        self.years.sort_once_by_key(|year| year.year);
        let latest_first = self.years.iter().rev();
        self.days = latest_first.flat_map(|year| year.days.clone()).collect();
        self.days.sort_once_by_key(|named| named.date);
        self.days.dedup_by_key(|named| named.date);
    }
}
