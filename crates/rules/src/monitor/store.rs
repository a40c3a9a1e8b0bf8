//! The returns of all bodies, kept compactly: one short cell per body and period.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use chrono::{Days, NaiveDate};

use super::period::Period;
use super::problem::{ReturnError, ReturnProblem};
use super::row::{COUNTS, Figures, ReturnRow};
use super::settings::Settings;
use crate::intake::{Ready, hash};
use crate::vocabulary::{BodyKind, Frequency, ReturnField, ReturnState, Term};

/// A count that is not known.
const UNKNOWN: u32 = u32::MAX;

/// A cell that tells nothing beyond the frequent counts.
const PLAIN: u32 = u32::MAX;

/// The counts that nearly every return has; the others are kept apart.
const FREQUENT: [ReturnField; 4] = [
    ReturnField::Clues,
    ReturnField::Cases,
    ReturnField::Covered,
    ReturnField::Letters,
];

/// One return, or its absence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    counts: [u32; FREQUENT.len()],
    /// Index of the other figures, or [`PLAIN`].
    more: u32,
    /// The row it stands in; 0 where there is none.
    pub row: u32,
    /// The state as told, or `Missing` where there is no row; resolved for all when the last row is in.
    pub state: Option<ReturnState>,
}

impl Cell {
    const ABSENT: Cell = Cell {
        counts: [UNKNOWN; FREQUENT.len()],
        more: PLAIN,
        row: 0,
        state: None,
    };

    /// A frequent count.
    #[inline]
    pub fn count(&self, field: ReturnField) -> Option<u32> {
        let count = self.counts.get(field.index()).copied();
        count.filter(|count| *count != UNKNOWN)
    }
}

/// The returns of one body in one frequency, without gaps in time.
#[derive(Clone, Debug)]
pub(super) struct Series {
    pub first: Period,
    pub cells: Vec<Cell>,
}

impl Series {
    pub fn frequency(&self) -> Frequency {
        self.first.frequency()
    }

    /// The period of the last cell.
    pub fn last(&self) -> Period {
        self.first.plus(self.cells.len() as i32 - 1)
    }

    pub fn cell(&self, period: Period) -> Option<&Cell> {
        let at = usize::try_from(period.since(self.first)).ok()?;
        self.cells.get(at)
    }

    /// Makes sure that the period is among its own, with empty cells up to it.
    pub fn reach(&mut self, period: Period) {
        let _ = self.cell_mut(period);
    }

    /// The cell of a period, with empty ones before and behind as needed.
    fn cell_mut(&mut self, period: Period) -> Option<&mut Cell> {
        let before = self.first.steps_since(period);
        if before > 0 {
            let absent = std::iter::repeat_n(Cell::ABSENT, before);
            self.cells.splice(0..0, absent);
            self.first = period;
        }
        let at = period.steps_since(self.first);
        if at >= self.cells.len() {
            self.cells.resize(at + 1, Cell::ABSENT);
        }
        self.cells.get_mut(at)
    }
}

/// A body and its returns.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub name: Box<str>,
    pub kind: BodyKind,
    /// The first row it stands in.
    pub row: u64,
    pub office: Box<str>,
    /// A day in the first and in the last period of its returns, with the row that says so.
    pub from: Option<(NaiveDate, u64)>,
    pub until: Option<(NaiveDate, u64)>,
    /// One for each frequency.
    pub series: Vec<Series>,
}

/// Takes returns row by row, in any order. [`Monitor::finish`] makes them ready for evaluation.
#[derive(Clone, Debug)]
pub struct Monitor {
    pub(super) settings: Settings,
    pub(super) as_of: NaiveDate,
    pub(super) bodies: Vec<Body>,
    pub(super) more: Vec<Figures>,
    /// Fields that some return tells.
    pub(super) told: [bool; ReturnField::ALL.len()],
    /// The last period of each frequency that is over.
    over: [Period; Frequency::ALL.len()],
    index: HashMap<u64, u32, BuildHasherDefault<Ready>>,
    last: usize,
}

impl Monitor {
    /// No returns yet; those for periods that end after `as_of` will not be taken.
    pub fn new(settings: Settings, as_of: NaiveDate) -> Self {
        let over = std::array::from_fn(|at| {
            let current = Period::containing(Frequency::ALL[at], as_of);
            let is_over = current.end() <= as_of;
            current.plus(if is_over { 0 } else { -1 })
        });
        Monitor {
            settings,
            as_of,
            over,
            bodies: Vec::new(),
            more: Vec::new(),
            told: [false; ReturnField::ALL.len()],
            index: HashMap::default(),
            last: 0,
        }
    }

    /// Takes the return that stands in row `at`. Gives what is wrong with it; [`ReturnProblem::spoils_cell_only`] says whether it was taken all the same.
    pub fn push(&mut self, row: &ReturnRow<'_>, at: u64) -> Vec<ReturnError> {
        let mut errors = Vec::new();
        let mut fail = |field: ReturnField, text: String, problem| {
            errors.push(ReturnError {
                field,
                column: field.code().to_owned(),
                text,
                problem,
            });
        };
        if row.period > self.over[row.period.frequency().index()] {
            let (as_of, end) = (self.as_of, row.period.end());
            let problem = ReturnProblem::NotOver { as_of, end };
            fail(ReturnField::Period, row.period.to_string(), problem);
            return errors;
        }
        let found = self.body(row, at);
        let Some(body) = self.bodies.get_mut(found) else {
            return errors;
        };
        if body.kind != row.kind {
            let (first, kind) = (body.row, body.kind);
            let problem = ReturnProblem::OtherKind { first, kind };
            fail(ReturnField::Kind, row.kind.code().to_owned(), problem);
            return errors;
        }
        if let Some((period, first)) = overlapping(&body.series, row.period) {
            let first = u64::from(first);
            let problem = ReturnProblem::Overlap { first, period };
            fail(ReturnField::Period, row.period.to_string(), problem);
            return errors;
        }
        for (field, day, slot) in [
            (ReturnField::From, row.from, &mut body.from),
            (ReturnField::Until, row.until, &mut body.until),
        ] {
            match (day, *slot) {
                (Some(day), None) => *slot = Some((day, at)),
                (Some(day), Some((other, first))) if day != other => {
                    let problem = ReturnProblem::OtherSpan { first, day: other };
                    fail(field, day.to_string(), problem);
                }
                _ => {}
            }
        }
        if !row.office.is_empty() && *row.office != *body.office {
            body.office = row.office.into();
        }
        let mut figures = row.figures;
        let (state, contradiction) = state(row, &mut figures, self.settings.grace_days);
        if let Some((told, counts)) = contradiction {
            let problem = ReturnProblem::StateContradicts { counts };
            fail(ReturnField::State, told.code().to_owned(), problem);
        }
        let frequency = row.period.frequency();
        let of_frequency = body
            .series
            .iter()
            .position(|it| it.frequency() == frequency);
        let series = of_frequency.unwrap_or_else(|| {
            body.series.push(Series {
                first: row.period,
                cells: Vec::new(),
            });
            body.series.len() - 1
        });
        let Some(cell) = body.series[series].cell_mut(row.period) else {
            return errors;
        };
        let more = if figures.is_plain() {
            PLAIN
        } else {
            self.more.len() as u32
        };
        let new = Cell {
            counts: frequent(&figures),
            more,
            row: u32::try_from(at).unwrap_or(u32::MAX).max(1),
            state,
        };
        if cell.row > 0 {
            let told = |cell: &Cell| self.more.get(cell.more as usize).copied();
            let same = cell.counts == new.counts
                && cell.state == new.state
                && told(cell) == (more != PLAIN).then_some(figures);
            let first = u64::from(cell.row);
            let problem = ReturnProblem::Again { first, same };
            fail(ReturnField::Period, row.period.to_string(), problem);
            return errors;
        }
        *cell = new;
        if more != PLAIN {
            self.more.push(figures);
        }
        self.note(&figures, more == PLAIN);
        errors
    }

    /// How many bodies there are so far.
    pub fn bodies(&self) -> usize {
        self.bodies.len()
    }

    /// Remembers which fields are told at all.
    fn note(&mut self, figures: &Figures, is_plain: bool) {
        if is_plain && FREQUENT.iter().all(|field| self.told[field.index()]) {
            return;
        }
        let counts = if is_plain { FREQUENT.len() } else { COUNTS };
        for field in &ReturnField::ALL[..counts] {
            self.told[field.index()] |= figures.count(*field).is_some();
        }
        for (field, is_told) in [
            (ReturnField::Ecology, figures.ecology.is_some()),
            (ReturnField::Risk, figures.risk.is_some()),
            (
                ReturnField::GraveCorruption,
                figures.grave_corruption.is_some(),
            ),
        ] {
            self.told[field.index()] |= is_told;
        }
    }

    /// Position of the row's body, a new one if there is none of this name.
    fn body(&mut self, row: &ReturnRow<'_>, at: u64) -> usize {
        let is_it = |found: usize, bodies: &[Body]| {
            bodies
                .get(found)
                .is_some_and(|body| *body.name == *row.body)
        };
        // Rows of one body often stand together.
        if is_it(self.last, &self.bodies) {
            return self.last;
        }
        let mut key = hash(row.body);
        let found = loop {
            match self.index.get(&key) {
                Some(found) if is_it(*found as usize, &self.bodies) => break *found as usize,
                // Two names with one hash: the next key is tried.
                Some(_) => key = key.wrapping_add(1),
                None => {
                    self.index.insert(key, self.bodies.len() as u32);
                    self.bodies.push(Body {
                        name: row.body.into(),
                        kind: row.kind,
                        row: at,
                        office: Box::default(),
                        from: None,
                        until: None,
                        series: Vec::new(),
                    });
                    break self.bodies.len() - 1;
                }
            }
        };
        self.last = found;
        found
    }

    /// A count of a cell.
    #[inline]
    pub(super) fn count(&self, cell: &Cell, field: ReturnField) -> Option<u32> {
        if field.index() < FREQUENT.len() {
            return cell.count(field);
        }
        self.more.get(cell.more as usize)?.count(field)
    }

    /// What a cell tells besides the frequent counts.
    pub(super) fn rest(&self, cell: &Cell) -> Option<&Figures> {
        self.more.get(cell.more as usize)
    }

    /// All figures of a cell.
    pub(super) fn figures(&self, cell: &Cell) -> Figures {
        if let Some(figures) = self.more.get(cell.more as usize) {
            return *figures;
        }
        let mut figures = Figures::default();
        for field in FREQUENT {
            figures.set(field, cell.count(field));
        }
        figures
    }
}

/// The frequent counts as a cell keeps them.
#[inline]
fn frequent(figures: &Figures) -> [u32; FREQUENT.len()] {
    let mut counts = [UNKNOWN; FREQUENT.len()];
    for (count, field) in counts.iter_mut().zip(FREQUENT) {
        *count = figures.count(field).unwrap_or(UNKNOWN);
    }
    counts
}

/// A return of another frequency for some of the same time: its period and row.
fn overlapping(series: &[Series], period: Period) -> Option<(Period, u32)> {
    let (begin, end) = period.month_span();
    let others = series
        .iter()
        .filter(|it| it.frequency() != period.frequency());
    let mut overlaps = others.flat_map(|series| {
        let cells = series.cells.iter().enumerate();
        cells.filter_map(move |(at, cell)| {
            let other = series.first.plus(at as i32);
            let (other_begin, other_end) = other.month_span();
            (cell.row > 0 && other_begin <= end && begin <= other_end).then_some((other, cell.row))
        })
    });
    overlaps.next()
}

/// The state that a row tells, filled in where the state says what the counts leave open; and the state told and the one the counts say, where they
/// contradict each other. `None` is for the counts to decide.
fn state(
    row: &ReturnRow<'_>,
    figures: &mut Figures,
    grace_days: u32,
) -> (Option<ReturnState>, Option<(ReturnState, ReturnState)>) {
    let both = [ReturnField::Clues, ReturnField::Cases];
    let counts = both.map(|field| figures.count(field));
    let some = counts.iter().flatten().any(|count| *count > 0);
    let none = counts.iter().all(|count| *count == Some(0));
    let untold = counts.iter().all(Option::is_none);
    let is_late = row.received.is_some_and(|day| {
        let last = row.period.end();
        let last = last.checked_add_days(Days::new(grace_days.into()));
        last.is_some_and(|last| day > last)
    });
    let late = is_late.then_some(ReturnState::Late);
    let by_counts = match (some, none) {
        (true, _) => ReturnState::HasMatters,
        (_, true) => ReturnState::Zero,
        _ => ReturnState::Missing,
    };
    match row.state {
        None => (late, None),
        Some(ReturnState::Late) => (Some(ReturnState::Late), None),
        Some(ReturnState::Zero) if !some => {
            for field in both {
                figures.set(field, Some(0));
            }
            (late.or(row.state), None)
        }
        Some(ReturnState::HasMatters) if !none => (late.or(row.state), None),
        Some(ReturnState::Missing) if untold => (row.state, None),
        Some(ReturnState::NotApplicable) if !some => (row.state, None),
        Some(told) => (late, Some((told, by_counts))),
    }
}
