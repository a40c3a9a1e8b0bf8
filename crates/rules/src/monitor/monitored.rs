//! All returns taken: which periods count for whom, in which state each return is.

use chrono::{Days, NaiveDate};

use super::period::Period;
use super::problem::{ReturnError, ReturnProblem};
use super::row::Figures;
use super::settings::Settings;
use super::store::{Body, Cell, Monitor, Series};
use crate::vocabulary::{BodyKind, Frequency, ReturnField, ReturnState, Term};

/// All returns of all bodies, ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Monitored {
    monitor: Monitor,
    lines: Vec<Line>,
}

/// The returns of one body in one frequency, over the periods in which it makes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    body: usize,
    series: usize,
    /// The kind of the body.
    pub kind: BodyKind,
    /// The first period.
    pub first: Period,
    /// The last period that is due, or was returned.
    pub last: Period,
    /// Whether it is evaluated: the body has not ended, and does not make its returns in another frequency by now.
    pub is_current: bool,
    /// Whether other bodies of its kind and frequency have made returns since its last one, and nobody has said that it ended.
    pub is_silent: bool,
}

impl Line {
    /// How often the body makes returns.
    pub fn frequency(&self) -> Frequency {
        self.first.frequency()
    }
}

/// A return that was not used because it lies outside the time in which its body makes returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The row it stands in.
    pub row: u64,
    /// Its body.
    pub body: String,
    /// What is wrong.
    pub error: ReturnError,
}

/// One return as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The period.
    pub period: Period,
    /// Its state.
    pub state: ReturnState,
    /// What it tells.
    pub figures: Figures,
}

impl Monitor {
    /// Settles which periods count for whom. Gives the returns that lie outside these.
    pub fn finish(mut self) -> (Monitored, Vec<LeftOut>) {
        let mut left_out = Vec::new();
        for body in &mut self.bodies {
            let (from, until) = (body.from, body.until);
            for series in &mut body.series {
                crop(series, from, until, &body.name, &mut left_out);
            }
            body.series.retain(|series| !series.cells.is_empty());
            for series in &mut body.series {
                extend(series, from, until, self.as_of, self.settings.grace_days);
            }
        }
        let asked = [ReturnField::Clues, ReturnField::Cases].map(|field| self.told[field.index()]);
        for cell in self
            .bodies
            .iter_mut()
            .flat_map(|body| &mut body.series)
            .flat_map(|series| &mut series.cells)
        {
            cell.state = Some(resolved(cell, asked));
        }
        let mut lines = Vec::with_capacity(self.bodies.len());
        for (body, it) in self.bodies.iter().enumerate() {
            let ended = it.until.is_some_and(|(until, _)| until < self.as_of);
            let newest = it.series.iter().map(|series| series.last().end()).max();
            lines.extend(it.series.iter().enumerate().map(|(series, of)| Line {
                body,
                series,
                kind: it.kind,
                first: of.first,
                last: of.last(),
                is_current: !ended && Some(of.last().end()) == newest,
                is_silent: false,
            }));
        }
        silence(&self.bodies, &mut lines);
        let monitored = Monitored {
            monitor: self,
            lines,
        };
        (monitored, left_out)
    }
}

/// Cuts off what lies before `from` or after `until`.
fn crop(
    series: &mut Series,
    from: Option<(NaiveDate, u64)>,
    until: Option<(NaiveDate, u64)>,
    body: &str,
    left_out: &mut Vec<LeftOut>,
) {
    let (frequency, first) = (series.frequency(), series.first);
    let before = from.map_or(0, |(day, _)| {
        Period::containing(frequency, day).since(first)
    });
    let before = usize::try_from(before).unwrap_or_default();
    let after = until.map_or(series.cells.len(), |(day, _)| {
        let kept = Period::containing(frequency, day).since(first) + 1;
        usize::try_from(kept).unwrap_or_default()
    });
    let is_out = |at: usize| at < before || at >= after;
    let cells = series.cells.iter().enumerate();
    for (at, cell) in cells.filter(|(at, cell)| is_out(*at) && cell.row > 0) {
        left_out.push(LeftOut {
            row: u64::from(cell.row),
            body: body.to_owned(),
            error: ReturnError {
                field: ReturnField::Period,
                column: ReturnField::Period.code().to_owned(),
                text: first.plus(at as i32).to_string(),
                problem: ReturnProblem::OutsideSpan,
            },
        });
    }
    series.cells.truncate(after);
    series.cells.drain(..before.min(series.cells.len()));
    series.first = first.plus(before as i32);
}

/// Adds empty returns from `from` on, and up to `until` as far as they are due.
fn extend(
    series: &mut Series,
    from: Option<(NaiveDate, u64)>,
    until: Option<(NaiveDate, u64)>,
    as_of: NaiveDate,
    grace_days: u32,
) {
    let frequency = series.frequency();
    let is_due = |period: Period| {
        let last = period.end().checked_add_days(Days::new(grace_days.into()));
        last.is_some_and(|last| last < as_of)
    };
    if let Some((day, _)) = from {
        series.reach(Period::containing(frequency, day));
    }
    if let Some((day, _)) = until {
        let current = Period::containing(frequency, as_of);
        let mut last = Period::containing(frequency, day).min(current);
        while last > series.last() && !is_due(last) {
            last = last.plus(-1);
        }
        series.reach(last);
    }
}

/// The state of a return, when it is known which counts are asked for at all.
fn resolved(cell: &Cell, asked: [bool; 2]) -> ReturnState {
    if cell.row == 0 {
        return ReturnState::Missing;
    }
    let counts = [ReturnField::Clues, ReturnField::Cases].map(|field| cell.count(field));
    let mut zero = asked != [false; 2];
    for (count, asked) in counts.iter().zip(asked) {
        if count.is_some_and(|count| count > 0) {
            return cell.state.unwrap_or(ReturnState::HasMatters);
        }
        zero &= !asked || *count == Some(0);
    }
    let by_counts = if zero {
        ReturnState::Zero
    } else {
        ReturnState::Missing
    };
    cell.state.unwrap_or(by_counts)
}

/// Marks the current lines that stopped before others of their kind and frequency.
fn silence(bodies: &[Body], lines: &mut [Line]) {
    let mut newest = [[None; Frequency::ALL.len()]; BodyKind::ALL.len()];
    for line in lines.iter().filter(|line| line.is_current) {
        let newest = &mut newest[line.kind.index()][line.frequency().index()];
        *newest = (*newest).max(Some(line.last));
    }
    for line in lines.iter_mut().filter(|line| line.is_current) {
        let newest = newest[line.kind.index()][line.frequency().index()];
        line.is_silent = bodies[line.body].until.is_none() && Some(line.last) < newest;
    }
}

impl Monitored {
    /// The lines, in the order in which the bodies first appear.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// How many bodies there are.
    pub fn bodies(&self) -> usize {
        self.monitor.bodies.len()
    }

    /// The day of the evaluation.
    pub fn as_of(&self) -> NaiveDate {
        self.monitor.as_of
    }

    /// The numbers that are counted with.
    pub fn settings(&self) -> &Settings {
        &self.monitor.settings
    }

    /// Changes the numbers that are counted with. The grace for late returns has been counted with already.
    pub fn set_settings(&mut self, settings: Settings) {
        self.monitor.settings = settings;
    }

    /// Whether some return tells the field.
    pub fn tells(&self, field: ReturnField) -> bool {
        self.monitor.told[field.index()]
    }

    /// Name of a line's body.
    pub fn name(&self, line: &Line) -> &str {
        self.body(line).map_or("", |body| &body.name)
    }

    /// Counterpart office of a line's body; empty when not told.
    pub fn office(&self, line: &Line) -> &str {
        self.body(line).map_or("", |body| &body.office)
    }

    /// The return of a line for a period; `None` outside its periods.
    pub fn shown(&self, line: &Line, period: Period) -> Option<Shown> {
        let cell = self.series(line)?.cell(period)?;
        Some(Shown {
            period,
            state: cell.state.unwrap_or(ReturnState::Missing),
            figures: self.monitor.figures(cell),
        })
    }

    /// All returns of a line, in order of time.
    pub fn all_shown(&self, line: &Line) -> impl Iterator<Item = Shown> + '_ {
        let line = *line;
        let periods = 0..=line.last.since(line.first);
        periods.filter_map(move |at| self.shown(&line, line.first.plus(at)))
    }

    fn body(&self, line: &Line) -> Option<&Body> {
        self.monitor.bodies.get(line.body)
    }

    pub(super) fn series(&self, line: &Line) -> Option<&Series> {
        self.body(line)?.series.get(line.series)
    }

    /// A count of a cell.
    #[inline]
    pub(super) fn count(&self, cell: &Cell, field: ReturnField) -> Option<u32> {
        self.monitor.count(cell, field)
    }

    /// What a cell tells besides the frequent counts.
    pub(super) fn rest(&self, cell: &Cell) -> Option<&Figures> {
        self.monitor.rest(cell)
    }
}
