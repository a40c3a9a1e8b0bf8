//! Clue clocks: when a clue that is not dealt with turns blue, yellow and red, as places have published it.

use chrono::NaiveDate;

use super::calendar::{Calendar, Due};
use super::count::{Leg, leg_end};
use crate::lang::Text;
use crate::rulebook::Grounds;
use crate::vocabulary::{LimitUnit, MonthEnd, Onset, Signal, StartEvent};

/// The clue clock of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// What it watches, each from its own start.
    pub tracks: Vec<Track>,
}

/// One thing that a clue clock watches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// What is watched.
    pub title: Text,
    /// From when.
    pub start: StartEvent,
    /// Its signals, mildest first.
    pub stages: Vec<Stage>,
}

/// A signal of a clue clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What is shown.
    pub signal: Signal,
    /// What was published about it, in our words.
    pub title: Text,
    /// When it begins; `None` when no time was published.
    pub onset: Option<(Onset, Leg)>,
}

/// A track read on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackReading<'c> {
    /// The track.
    pub track: &'c Track,
    /// The day of its start event; `None` when it is not known.
    pub from: Option<NaiveDate>,
    /// Per stage, in order: the first day on which its signal shows; `None` when that cannot be said.
    pub dates: Vec<Option<Due>>,
    /// What shows on the day; `None` before its start, before its first signal, and when its start is not known.
    pub now: Option<Signal>,
}

impl Clock {
    /// Reads the clock on `as_of`. `starts` gives the days of the start events that are known.
    pub fn read(
        &self,
        starts: impl Fn(StartEvent) -> Option<NaiveDate>,
        as_of: NaiveDate,
        calendar: &Calendar,
    ) -> Vec<TrackReading<'_>> {
        let read = |track| TrackReading::new(track, &starts, as_of, calendar);
        self.tracks.iter().map(read).collect()
    }
}

impl<'c> TrackReading<'c> {
    fn new(
        track: &'c Track,
        starts: &impl Fn(StartEvent) -> Option<NaiveDate>,
        as_of: NaiveDate,
        calendar: &Calendar,
    ) -> Self {
        let from = starts(track.start);
        let begins = |stage: &Stage| stage.begins(from?, calendar);
        let dates: Vec<Option<Due>> = track.stages.iter().map(begins).collect();
        let begun = |(stage, date): (&Stage, &Option<Due>)| {
            date.filter(|date| date.day <= as_of).map(|_| stage.signal)
        };
        let now = track.stages.iter().zip(&dates).rev().find_map(begun);
        TrackReading {
            track,
            from,
            dates,
            now,
        }
    }
}

impl Stage {
    /// The first day on which the signal shows for a start on `from`. Months that end where there is no such day end on that month's last day.
    pub fn begins(&self, from: NaiveDate, calendar: &Calendar) -> Option<Due> {
        let (onset, leg) = self.onset?;
        let mark = || {
            if leg.unit == LimitUnit::WorkingDays {
                calendar.add_working_days(from, leg.amount)
            } else {
                let end = leg_end(from, from, leg, MonthEnd::LastDay).ok()?;
                Some(Due::certain(end))
            }
        };
        match onset {
            Onset::Start => Some(Due::certain(from)),
            Onset::Reached => mark(),
            Onset::Over => {
                let mark = mark()?;
                let day = mark.day.succ_opt()?;
                Some(Due { day, ..mark })
            }
            Onset::Before => {
                let days = chrono::Days::new(u64::from(leg.amount));
                from.checked_sub_days(days).map(Due::certain)
            }
        }
    }
}
