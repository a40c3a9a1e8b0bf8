//! Counting a time limit day by day: what each day counts for, and why not.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::calendar::{Calendar, DayKind};
use super::limit::{Counting, quarter_end};
use super::pause::{Pause, PauseProblem, check_pauses};
use crate::lang::{Lang, Text};
use crate::vocabulary::{LastDay, LimitUnit, MonthEnd, RestEnd, StartDay, Term, terms};

/// The last year in which a time limit may end; anything later is a slip of the pen.
const LAST_YEAR: i32 = 2199;

/// So many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: LimitUnit,
}

impl Leg {
    /// `5个工作日`, `1 month`.
    pub fn words(self, lang: Lang) -> String {
        let Leg { amount, unit } = self;
        let label = unit.label(lang);
        match lang {
            Lang::Zh => format!("{amount}{label}"),
            Lang::En if amount == 1 => match unit {
                LimitUnit::WorkingDays => "1 working day".to_owned(),
                LimitUnit::Days => "1 day".to_owned(),
                LimitUnit::Months => "1 month".to_owned(),
                LimitUnit::Quarters => "to the end of the quarter".to_owned(),
            },
            Lang::En => format!("{amount} {label}"),
        }
    }
}

/// What is to be counted.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The day of the start event.
    pub start: NaiveDate,
    /// How long.
    pub length: Leg,
    /// How the first and the last day are found.
    pub counting: Counting,
    /// How much longer: counted on from the last day of the length itself.
    pub extension: Option<Leg>,
    /// Spans in which the count stands still.
    pub pauses: &'r [Pause],
}

terms! {
    /// Why a day is counted or not.
    Why {
        StartDay "start_day" "起算日，不计入" "start day, not counted",
        WorkingDay "working_day" "工作日" "working day",
        MakeUp "make_up_day" "调休上班" "worked to make up",
        Day "day" "自然日" "calendar day",
        Weekend "weekend" "周末" "weekend",
        Holiday "holiday" "放假" "holiday",
        Pause "pause" "中止" "paused",
        Moved "moved" "末日顺延" "last day moved on",
        TooLate "too_late" "末日，已不在期限内" "last day, already too late",
    }
}

/// A day of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: NaiveDate,
    /// Its number in the length or in the extension, from 1; `None` when it is not counted.
    pub number: Option<u32>,
    /// Why it is counted or not.
    pub why: Why,
    /// The festival of a day off, or of one that is worked to make up.
    pub name: Option<Text>,
    /// Whether it belongs to the extension.
    pub extension: bool,
    /// Whether a notice that is still to come may change it.
    pub provisional: bool,
}

/// A time limit counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The last day in time.
    pub due: NaiveDate,
    /// The last day in time without the extension.
    pub due_unextended: NaiveDate,
    /// Whether a notice that is still to come may move the last day.
    pub provisional: bool,
    /// Every day from the start day to the last day, in order.
    pub days: Vec<CountedDay>,
    /// Pauses that are not right; what of them is right has been counted.
    pub problems: Vec<PauseProblem>,
}

/// Why nothing can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountError {
    /// No time limit is none of something.
    Zero,
    /// The month in which it ends has no such day, and the counting refuses to choose another.
    NoSuchDay {
        /// The day counted from.
        from: NaiveDate,
        /// How many months.
        months: u32,
    },
    /// It ends after the year 2199.
    TooFar,
}

impl CountError {
    /// What is wrong and what to do.
    pub fn message(self, lang: Lang) -> String {
        match (self, lang) {
            (CountError::Zero, Lang::Zh) => "期限和延长的数量须大于零。".to_owned(),
            (CountError::Zero, Lang::En) => {
                "The amount of a time limit or extension must be greater than zero.".to_owned()
            }
            (CountError::NoSuchDay { from, months }, Lang::Zh) => format!(
                "自{from}起{months}个月，期满之月没有{}日；请写明止于当月最后一日还是次月一日。",
                from.day()
            ),
            (CountError::NoSuchDay { from, months }, Lang::En) => format!(
                "{months} month(s) from {from} end in a month without a day {}; say whether they end on its last day or on the first of the next.",
                from.day()
            ),
            (CountError::TooFar, Lang::Zh) => {
                format!("期限届满在{LAST_YEAR}年之后，请核对数量。")
            }
            (CountError::TooFar, Lang::En) => {
                format!("It would end after the year {LAST_YEAR}; check the amount.")
            }
        }
    }
}

/// Counts a time limit day by day.
///
/// # Errors
/// [`CountError`]: the amount is zero, the counting refuses, or the end is out of sight. Pauses that are not right are no error: they are among
/// [`Count::problems`].
pub fn count(request: &Request<'_>, calendar: &Calendar) -> Result<Count, CountError> {
    let Request {
        start,
        length,
        counting,
        extension,
        pauses,
    } = *request;
    let mut walk = Walk {
        calendar,
        pauses,
        days: Vec::new(),
        provisional: false,
    };
    let mut anchor = start;
    if counting.start_day == StartDay::Counted {
        anchor = start.pred_opt().ok_or(CountError::TooFar)?;
    } else {
        walk.push(start, None, Why::StartDay, false);
    }
    let last = walk.leg(anchor, start, length, counting.month_end, false)?;
    let (mut due, mut provisional) = walk.end(last, counting)?;
    let due_unextended = due;
    if let Some(more) = extension {
        // The extension runs on from the last day counted, wherever that day was moved to.
        walk.days.retain(|day| day.date <= last);
        if let Some(day) = walk.days.last_mut().filter(|day| day.why == Why::TooLate) {
            day.why = plain(calendar.kind(day.date), length.unit);
        }
        let last = walk.leg(last, last, more, counting.month_end, true)?;
        (due, provisional) = walk.end(last, counting)?;
    }
    let last = walk.days.last().map_or(due, |day| day.date);
    Ok(Count {
        due,
        due_unextended,
        provisional,
        days: walk.days,
        problems: check_pauses(pauses, start, last),
    })
}

/// The day on which a leg ends that is not counted in working days, if nothing pauses it. `from` is the day months are counted from, `anchor` the
/// day before the first that is counted.
pub(super) fn leg_end(
    anchor: NaiveDate,
    from: NaiveDate,
    leg: Leg,
    month_end: MonthEnd,
) -> Result<NaiveDate, CountError> {
    let Leg { amount, unit } = leg;
    let end = match unit {
        LimitUnit::WorkingDays | LimitUnit::Days => {
            anchor.checked_add_days(chrono::Days::new(u64::from(amount)))
        }
        LimitUnit::Quarters => quarter_end(from, amount.saturating_sub(1)),
        LimitUnit::Months => {
            let end = from
                .checked_add_months(Months::new(amount))
                .ok_or(CountError::TooFar)?;
            let exists = end.day() == from.day();
            let end = match month_end {
                MonthEnd::NextDay if !exists => end.succ_opt().ok_or(CountError::TooFar)?,
                MonthEnd::Refuse if !exists => {
                    let months = amount;
                    return Err(CountError::NoSuchDay { from, months });
                }
                _ => end,
            };
            // Where the start day counts, the months are full a day earlier.
            if anchor < from {
                end.pred_opt()
            } else {
                Some(end)
            }
        }
    };
    end.filter(|end| end.year() <= LAST_YEAR)
        .ok_or(CountError::TooFar)
}

/// Why a day is counted that no pause touches.
fn plain(kind: DayKind<'_>, unit: LimitUnit) -> Why {
    match (unit, kind) {
        (LimitUnit::WorkingDays, DayKind::Worked) => Why::WorkingDay,
        (LimitUnit::WorkingDays, DayKind::MakeUp(_)) => Why::MakeUp,
        (LimitUnit::WorkingDays, DayKind::Weekend) => Why::Weekend,
        (LimitUnit::WorkingDays, DayKind::Holiday(_)) => Why::Holiday,
        _ => Why::Day,
    }
}

struct Walk<'w> {
    calendar: &'w Calendar,
    pauses: &'w [Pause],
    days: Vec<CountedDay>,
    /// Whether a day mattered that a notice to come may change.
    provisional: bool,
}

impl Walk<'_> {
    fn push(&mut self, date: NaiveDate, number: Option<u32>, why: Why, extension: bool) {
        let name = match self.calendar.kind(date) {
            DayKind::Holiday(name) | DayKind::MakeUp(name) => Some(name.clone()),
            _ => None,
        };
        self.days.push(CountedDay {
            date,
            number,
            why,
            name,
            extension,
            provisional: !self.calendar.is_certain(date),
        });
    }

    /// Counts one leg from the day after `anchor`; gives the last day counted.
    fn leg(
        &mut self,
        anchor: NaiveDate,
        from: NaiveDate,
        leg: Leg,
        month_end: MonthEnd,
        extension: bool,
    ) -> Result<NaiveDate, CountError> {
        if leg.amount == 0 {
            return Err(CountError::Zero);
        }
        let needed = if leg.unit == LimitUnit::WorkingDays {
            i64::from(leg.amount)
        } else {
            (leg_end(anchor, from, leg, month_end)? - anchor).num_days()
        };
        let (mut day, mut counted) = (anchor, 0);
        while counted < needed {
            day = day
                .succ_opt()
                .filter(|day| day.year() <= LAST_YEAR)
                .ok_or(CountError::TooFar)?;
            let kind = self.calendar.kind(day);
            let paused = self.pauses.iter().any(|pause| pause.holds(day));
            let mut why = plain(kind, leg.unit);
            if leg.unit == LimitUnit::WorkingDays {
                self.provisional |= !self.calendar.is_certain(day);
            }
            let mut number = None;
            if paused {
                why = Why::Pause;
            } else if leg.unit != LimitUnit::WorkingDays || kind.is_worked() {
                counted += 1;
                number = u32::try_from(counted).ok();
            }
            self.push(day, number, why, extension);
        }
        Ok(day)
    }

    /// The last day in time, and whether it may still move.
    fn end(
        &mut self,
        last: NaiveDate,
        counting: Counting,
    ) -> Result<(NaiveDate, bool), CountError> {
        let (mut due, mut provisional) = (last, self.provisional);
        if counting.last_day == LastDay::Exclusive {
            due = due.pred_opt().ok_or(CountError::TooFar)?;
            if let Some(day) = self.days.last_mut().filter(|day| day.number.is_some()) {
                day.why = Why::TooLate;
            }
        }
        if counting.rest_end == RestEnd::NextWorkingDay {
            let extension = self.days.last().is_some_and(|day| day.extension);
            while !self.calendar.is_working_day(due) {
                provisional |= !self.calendar.is_certain(due);
                due = due.succ_opt().ok_or(CountError::TooFar)?;
                if self.days.last().is_none_or(|day| day.date < due) {
                    self.push(due, None, Why::Moved, extension);
                }
            }
            provisional |= !self.calendar.is_certain(due);
        }
        Ok((due, provisional))
    }
}
