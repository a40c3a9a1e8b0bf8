//! Time limits: how long, in what unit, from what, how much longer at most, and on what basis.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::calendar::{Calendar, Due};
use super::count::{Leg, leg_end};
use crate::lang::{Lang, Text};
use crate::rulebook::Grounds;
use crate::vocabulary::{Basis, LastDay, LimitUnit, MonthEnd, RestEnd, StartDay, StartEvent};

/// A time limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Stable id.
    pub id: String,
    /// What must be done by then.
    pub title: Text,
    /// What starts it.
    pub start: StartEvent,
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: LimitUnit,
    /// How its first and last day are found.
    pub counting: Counting,
    /// How much longer it may become, if at all.
    pub extension: Option<Extension>,
    /// First start day for which it holds; `None` from ever.
    pub valid_from: Option<NaiveDate>,
    /// Last start day for which it holds; `None` for ever.
    pub valid_to: Option<NaiveDate>,
    /// What the limit rests on.
    pub basis: Basis,
    /// Ids in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why.
    pub note: Option<Text>,
}

/// How much longer a time limit may become. An extension is counted on from the last day of the limit itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// How many at most; `None` when no most is published.
    pub most: Option<u32>,
    /// Of what.
    pub unit: LimitUnit,
    /// Who approves it.
    pub by: Text,
}

impl Extension {
    /// `可延长90日：报经批准`.
    pub fn words(&self, lang: Lang) -> String {
        let unit = self.unit;
        let most = self.most.map(|amount| Leg { amount, unit }.words(lang));
        let by = self.by.in_lang(lang);
        match (lang, most) {
            (Lang::Zh, most) => format!("可延长{}：{by}", most.unwrap_or_default()),
            (Lang::En, Some(most)) => format!("extensible by {most}: {by}"),
            (Lang::En, None) => format!("extensible: {by}"),
        }
    }
}

/// How the first and the last day of a time limit are found. Nothing of it is left to chance: the rulebook must say all four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Counting {
    /// Whether the day of the start event is the first day counted.
    pub start_day: StartDay,
    /// Whether the last day counted is still in time.
    pub last_day: LastDay,
    /// Where months end whose last month has no such day.
    pub month_end: MonthEnd,
    /// What becomes of a last day that is not worked.
    pub rest_end: RestEnd,
}

/// How time limits are counted that say nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingRule {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The four choices.
    pub counting: Counting,
}

impl Limit {
    /// The last day of the limit, without extension and pauses, when it starts on `start`; the same day that
    /// [`count`](super::count()) finds day by day. `None` where there is none: beyond the calendar's end, or where the counting refuses.
    pub fn due(&self, start: NaiveDate, calendar: &Calendar) -> Option<Due> {
        let Counting {
            start_day,
            last_day,
            rest_end,
            ..
        } = self.counting;
        let anchor = if start_day == StartDay::Counted {
            start.pred_opt()?
        } else {
            start
        };
        let mut due = if self.unit == LimitUnit::WorkingDays {
            calendar.add_working_days(anchor, self.amount)?
        } else {
            Due::certain(leg_end(anchor, start, self.length(), self.counting.month_end).ok()?)
        };
        if last_day == LastDay::Exclusive {
            due.day = due.day.pred_opt()?;
        }
        while rest_end == RestEnd::NextWorkingDay && !calendar.is_working_day(due.day) {
            due.provisional |= !calendar.is_certain(due.day);
            due.day = due.day.succ_opt()?;
        }
        // The day on which it stops was looked at too.
        due.provisional |= rest_end == RestEnd::NextWorkingDay && !calendar.is_certain(due.day);
        Some(due)
    }

    /// How long it is.
    pub fn length(&self) -> Leg {
        Leg {
            amount: self.amount,
            unit: self.unit,
        }
    }

    /// Whether it holds for a start on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// The last day of the quarter that is `more` quarters after that of `day`.
pub(super) fn quarter_end(day: NaiveDate, more: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)?;
    let months = more.checked_add(1)?.checked_mul(3)?;
    first
        .checked_add_months(chrono::Months::new(months))?
        .pred_opt()
}
