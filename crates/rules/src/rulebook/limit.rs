//! Time limits: how long, in what unit, from what, and on what basis.

use chrono::NaiveDate;

use crate::calendar::{Calendar, Due};
use crate::lang::Text;
use crate::vocabulary::Basis;

/// A time limit that starts when a clue is received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Stable id.
    pub id: String,
    /// What must be done by then.
    pub title: Text,
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: LimitUnit,
    /// What the limit rests on.
    pub basis: Basis,
    /// Ids in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why.
    pub note: Option<Text>,
}

/// What a time limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitUnit {
    /// Working days by the State Council's notices.
    WorkingDays,
    /// Calendar days.
    Days,
    /// Months, to the same day of the month or its last day.
    Months,
}

impl LimitUnit {
    /// Every unit with its code.
    pub const ALL: &'static [(&'static str, LimitUnit)] = &[
        ("working_days", LimitUnit::WorkingDays),
        ("days", LimitUnit::Days),
        ("months", LimitUnit::Months),
    ];
}

impl Limit {
    /// The last day of the limit when it starts on `start`. The start day itself is not counted.
    pub fn due(&self, start: NaiveDate, calendar: &Calendar) -> Option<Due> {
        match self.unit {
            LimitUnit::WorkingDays => calendar.add_working_days(start, self.amount),
            LimitUnit::Days => start
                .checked_add_days(chrono::Days::new(u64::from(self.amount)))
                .map(Due::certain),
            LimitUnit::Months => start
                .checked_add_months(chrono::Months::new(self.amount))
                .map(Due::certain),
        }
    }
}
