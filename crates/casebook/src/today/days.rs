//! Working days between two days, remembered: many lines are due on the same day.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_rules::Calendar;

/// Counts working days from one day.
#[derive(Debug)]
pub struct Days<'c> {
    /// The day counted from.
    pub today: NaiveDate,
    calendar: &'c Calendar,
    known: RefCell<BTreeMap<NaiveDate, i32>>,
}

/// The longest span that is counted day by day; what lies further off is as good as never.
const SPAN: i64 = 3660;

impl<'c> Days<'c> {
    /// Counts from `today`.
    pub fn new(today: NaiveDate, calendar: &'c Calendar) -> Self {
        Days {
            today,
            calendar,
            known: RefCell::default(),
        }
    }

    /// Working days from today, which is not counted, to `due`, which is. Below zero: working days since `due`.
    pub fn left(&self, due: NaiveDate) -> i32 {
        if let Some(known) = self.known.borrow().get(&due) {
            return *known;
        }
        let (first, last) = (self.today.min(due), self.today.max(due));
        let days = first.iter_days().skip(1);
        let span = (last - first).num_days().min(SPAN);
        let worked = days
            .take(usize::try_from(span).unwrap_or_default())
            .filter(|day| self.calendar.is_working_day(*day))
            .count();
        let worked = i32::try_from(worked).unwrap_or(i32::MAX);
        let left = if due < self.today { -worked } else { worked };
        self.known.borrow_mut().insert(due, left);
        left
    }

    /// The calendar.
    pub fn calendar(&self) -> &'c Calendar {
        self.calendar
    }
}
