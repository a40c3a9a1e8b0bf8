//! Flows as obligations: those that come round with the calendar get dates, the others wait for their event.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use super::Flow;
use crate::error::{LoadError, Place, Problem, What};
use crate::rulebook::Rulebook;
use crate::vocabulary::{Organ, Rhythm};
use crate::{Calendar, Due, SortOnce};

/// How often "regularly" is.
const REGULAR: &str = "sharing.regular.months";

/// The longest span of years that is laid out at once.
pub const YEARS: i32 = 20;

/// The flows of a rulebook, with what is needed to date them.
#[derive(Debug)]
pub struct Schedule<'b> {
    rulebook: &'b Rulebook,
    regular: u32,
}

/// Something that is due by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Obligation<'b> {
    /// What.
    pub flow: &'b Flow,
    /// First day of the period it is for.
    pub from: NaiveDate,
    /// Last day of the period.
    pub until: NaiveDate,
    /// By when: the last working day of the period.
    pub due: Due,
}

/// What an organ has to pass on in a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda<'b> {
    /// What comes round with the calendar, by due day.
    pub dated: Vec<Obligation<'b>>,
    /// What is due when its event happens, in the rulebook's order.
    pub on_event: Vec<&'b Flow>,
}

impl<'b> Schedule<'b> {
    /// The flows of `rulebook`, with its parameters as they are on `day`.
    ///
    /// # Errors
    /// When the parameter that says how often "regularly" is does not exist or is no whole number of months.
    pub fn new(rulebook: &'b Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let fail = |problem: Problem| LoadError {
            place: Place::file("sharing/parameters.toml"),
            problem,
        };
        let parameters = rulebook.parameters_on(day);
        let regular = parameters
            .iter()
            .find(|parameter| parameter.grounds.id == REGULAR)
            .ok_or_else(|| {
                fail(Problem::Unknown {
                    what: What::Parameter,
                    text: REGULAR.to_owned(),
                    expected: Vec::new(),
                    nearest: None,
                })
            })?;
        let whole = regular.value.is_integer().then(|| regular.value.to_u32());
        let months = whole.flatten().filter(|months| (1..=12).contains(months));
        Ok(Schedule {
            rulebook,
            regular: months.ok_or_else(|| {
                fail(Problem::WrongType {
                    field: REGULAR.to_owned(),
                    expected: "1 … 12",
                })
            })?,
        })
    }

    /// Months from one time to the next, for a flow that comes round with the calendar.
    pub fn months(&self, rhythm: Rhythm) -> Option<u32> {
        if rhythm == Rhythm::Regular {
            Some(self.regular)
        } else {
            rhythm.months()
        }
    }

    /// What is due from `from` to `until`, both included, of the flows that `organ` passes on (of all, if `None`); `None` when the span ends
    /// before it begins or is longer than [`YEARS`] years.
    pub fn agenda(
        &self,
        organ: Option<Organ>,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Option<Agenda<'b>> {
        let years = from.year()..=until.year();
        if until < from || until.year() - from.year() > YEARS {
            return None;
        }
        let mut agenda = Agenda::default();
        let flows = self.rulebook.flows.iter();
        for flow in flows.filter(|flow| organ.is_none_or(|organ| flow.from == organ)) {
            let Some(months) = self.months(flow.rhythm) else {
                agenda.on_event.push(flow);
                continue;
            };
            let periods = years.clone().flat_map(|year| periods(year, months));
            let dated = periods.filter_map(|(first, last)| {
                let due = last_working_day(&self.rulebook.calendar, first, last);
                (from <= due.day && due.day <= until).then_some(Obligation {
                    flow,
                    from: first,
                    until: last,
                    due,
                })
            });
            agenda.dated.extend(dated);
        }
        // Flows that are due on the same day keep the rulebook's order.
        agenda
            .dated
            .sort_once_by_key(|obligation| obligation.due.day);
        Some(agenda)
    }
}

/// The periods of so many months in a year, counted from January; the last may be shorter.
fn periods(year: i32, months: u32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut all = Vec::new();
    let mut next = NaiveDate::from_ymd_opt(year, 1, 1);
    let end = NaiveDate::from_ymd_opt(year, 12, 31);
    while let (Some(first), Some(end)) = (next, end) {
        next = first.checked_add_months(Months::new(months));
        let last = next.and_then(|next| next.pred_opt());
        all.push((first, last.map_or(end, |last| last.min(end))));
        next = next.filter(|next| next.year() == year);
    }
    all
}

/// The last working day of a period; its last day if none is worked. It may still move while the holidays of the year, or those of the next that
/// reach into December, have not been announced.
fn last_working_day(calendar: &Calendar, first: NaiveDate, last: NaiveDate) -> Due {
    let days = last.iter_days().rev();
    let worked = days
        .take_while(|day| first <= *day)
        .find(|day| calendar.is_working_day(*day));
    let announced = |year: i32| calendar.is_announced(year);
    let year = last.year();
    Due {
        day: worked.unwrap_or(last),
        provisional: !announced(year) || last.month() == 12 && !announced(year + 1),
    }
}
