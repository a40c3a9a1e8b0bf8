//! What a gauge reads for a body: the streak of zeros, the sum, the latest grade.

use super::monitored::{Line, Monitored};
use super::period::Period;
use super::row::Figures;
use super::settings::Settings;
use super::store::Cell;
use crate::vocabulary::{EcologyGrade, Frequency, Gauge, ReturnField, ReturnState, UnitRisk};

/// What a gauge reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Periods, matters or persons; 1 for what is so and 0 for what is not.
    pub value: u64,
    /// Of how many, for a share; 1 otherwise.
    pub whole: u64,
    /// Whether the returns tell it.
    pub is_known: bool,
}

/// The periods behind a reading, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Those that count.
    pub periods: Vec<Period>,
    /// Those between them whose return is missing: they neither extend nor end a streak.
    pub missing: Vec<Period>,
    /// Those between them that do not apply to the body.
    pub not_applicable: Vec<Period>,
}

impl Reading {
    fn known(value: u64) -> Self {
        Reading {
            value,
            whole: 1,
            is_known: true,
        }
    }

    /// Whether the gauge has reached its threshold.
    pub fn reaches(self, gauge: Gauge, frequency: Frequency, settings: &Settings) -> bool {
        let threshold = settings.threshold(gauge, frequency);
        if !self.is_known {
            return false;
        }
        // A share in percent of hundredths of a percent.
        let (share, line) = (self.value * 10_000, threshold * self.whole);
        match gauge {
            Gauge::ClueToCase => {
                self.whole >= u64::from(settings.least_closed.max(1)) && share < line
            }
            Gauge::BorrowedShare => share >= line,
            _ => self.value * 100 >= threshold,
        }
    }
}

/// What one return is for a streak.
enum Step {
    Zero,
    NotZero,
    Unknown,
}

/// What one return is for the streak of a gauge.
fn step(gauge: Gauge, monitored: &Monitored, cell: &Cell) -> Step {
    let (clues, cases) = (
        cell.count(ReturnField::Clues),
        cell.count(ReturnField::Cases),
    );
    let counts = match gauge {
        Gauge::CluesZero => [clues, Some(0)],
        Gauge::CasesZero => [cases, Some(0)],
        // Where there is no clue or no case at all, there is none of its own.
        Gauge::OwnZero => {
            let part = |field, whole: Option<u32>| {
                let part = monitored.count(cell, field);
                part.or(whole.filter(|whole| *whole == 0))
            };
            [
                part(ReturnField::SelfFound, clues),
                part(ReturnField::OwnCases, cases),
            ]
        }
        // That nobody was punished need not be told, but must not be contradicted.
        Gauge::ThreeZeros
            if monitored
                .count(cell, ReturnField::CadresHandled)
                .is_some_and(|cadres| cadres > 0) =>
        {
            return Step::NotZero;
        }
        _ => [clues, cases],
    };
    match counts {
        [Some(0), Some(0)] => Step::Zero,
        [first, second] if first.unwrap_or(0) + second.unwrap_or(0) > 0 => Step::NotZero,
        // It says that there were matters, not how many.
        _ if cell.state == Some(ReturnState::HasMatters) && (clues, cases) == (None, None) => {
            Step::NotZero
        }
        _ => Step::Unknown,
    }
}

impl Monitored {
    /// What the gauge reads for the line when `upto` is the latest period looked at. With `counted`, the periods behind it are noted there.
    pub fn reading(
        &self,
        line: &Line,
        gauge: Gauge,
        upto: Period,
        counted: Option<&mut Counted>,
    ) -> Reading {
        let Some(series) = self.series(line) else {
            return Reading::default();
        };
        let after = upto.plus(1).steps_since(series.first);
        let mut nowhere = Counted::default();
        let mut scan = Scan {
            monitored: self,
            upto,
            cells: series.cells.get(..after).unwrap_or(&series.cells),
            noting: counted.is_some(),
            counted: counted.unwrap_or(&mut nowhere),
        };
        let reading = scan.read(gauge);
        if scan.noting {
            scan.counted.in_order();
        }
        reading
    }
}

impl Counted {
    fn in_order(&mut self) {
        self.periods.reverse();
        self.missing.reverse();
        self.not_applicable.reverse();
    }
}

/// A walk over the periods of a line, from the latest back.
struct Scan<'s> {
    monitored: &'s Monitored,
    upto: Period,
    /// The returns up to that period.
    cells: &'s [Cell],
    noting: bool,
    counted: &'s mut Counted,
}

impl<'s> Scan<'s> {
    fn read(&mut self, gauge: Gauge) -> Reading {
        let window = self.monitored.settings().window(self.upto.frequency());
        let long = self.monitored.settings().long_window(self.upto.frequency());
        match gauge {
            Gauge::BothZero
            | Gauge::CluesZero
            | Gauge::CasesZero
            | Gauge::OwnZero
            | Gauge::ThreeZeros => self.streak(gauge),
            Gauge::ImportantByOthers => self.latest_count(window, ReturnField::ImportantByOthers),
            Gauge::OwnFaults => self.latest_count(window, ReturnField::OwnFaults),
            Gauge::EcologyPoor => self.flag(window, |figures| {
                figures.ecology.map(|grade| grade == EcologyGrade::Poor)
            }),
            Gauge::GraveCorruption => self.flag(window, |it| it.grave_corruption),
            Gauge::HighRisk => self.flag(window, |figures| {
                figures.risk.map(|risk| risk == UnitRisk::High)
            }),
            Gauge::Problems => self.sum(self.upto.number(), ReturnField::Problems),
            Gauge::ManyCases => self.sum(window, ReturnField::Cases),
            Gauge::QuarterLetters => self.quarter(ReturnField::Letters),
            Gauge::QuarterClues => self.quarter(ReturnField::Clues),
            Gauge::QuarterCadres => self.quarter(ReturnField::CadresHandled),
            Gauge::Outstanding => self.outstanding(window),
            Gauge::ClueToCase => self.rate(long),
            Gauge::BorrowedShare => self.borrowed(window),
        }
    }

    /// The latest `most` returns, from the latest back.
    fn back(&self, most: usize) -> impl Iterator<Item = (Period, &'s Cell)> + use<'s> {
        let (cells, upto) = (self.cells, self.upto);
        let latest = cells.iter().rev().take(most).enumerate();
        latest.map(move |(back, cell)| (upto.plus(-(back as i32)), cell))
    }

    fn streak(&mut self, gauge: Gauge) -> Reading {
        let mut value = 0;
        let mut counted = Counted::default();
        // Missing returns behind the earliest zero belong to no streak.
        let (mut missing, mut not_applicable) = (0, 0);
        for (period, cell) in self.back(usize::MAX) {
            if cell.state == Some(ReturnState::NotApplicable) {
                if self.noting {
                    counted.not_applicable.push(period);
                }
                continue;
            }
            match step(gauge, self.monitored, cell) {
                Step::NotZero => break,
                Step::Unknown if self.noting => counted.missing.push(period),
                Step::Unknown => {}
                Step::Zero => {
                    value += 1;
                    if self.noting {
                        counted.periods.push(period);
                        missing = counted.missing.len();
                        not_applicable = counted.not_applicable.len();
                    }
                }
            }
        }
        if self.noting {
            counted.missing.truncate(missing);
            counted.not_applicable.truncate(not_applicable);
            *self.counted = counted;
        }
        Reading::known(value)
    }

    /// The latest value that is told within the last `most` periods.
    fn latest<T>(&mut self, most: u32, of: impl Fn(&Cell) -> Option<T>) -> Option<T> {
        let mut latest = self.back(most as usize);
        let (period, value) = latest.find_map(|(period, cell)| Some((period, of(cell)?)))?;
        if self.noting {
            self.counted.periods.push(period);
        }
        Some(value)
    }

    fn latest_count(&mut self, most: u32, field: ReturnField) -> Reading {
        let monitored = self.monitored;
        let found = self.latest(most, |cell| monitored.count(cell, field));
        found.map_or(Reading::default(), |count| Reading::known(count.into()))
    }

    fn flag(&mut self, most: u32, of: impl Fn(&Figures) -> Option<bool>) -> Reading {
        let monitored = self.monitored;
        let found = self.latest(most, |cell| of(monitored.rest(cell)?));
        found.map_or(Reading::default(), |yes| Reading::known(yes.into()))
    }

    /// Borrowed of all members, by the latest return that tells of a team.
    fn borrowed(&mut self, most: u32) -> Reading {
        let monitored = self.monitored;
        let found = self.latest(most, |cell| {
            let size = monitored.count(cell, ReturnField::TeamSize)?;
            let borrowed = monitored.count(cell, ReturnField::Borrowed)?;
            (size > 0).then_some((borrowed, size))
        });
        found.map_or(Reading::default(), |(borrowed, size)| Reading {
            value: borrowed.into(),
            whole: size.into(),
            is_known: true,
        })
    }

    /// The sum over the last `most` periods.
    fn sum(&mut self, most: u32, field: ReturnField) -> Reading {
        let mut reading = Reading::default();
        for (period, cell) in self.back(most as usize) {
            let count = self.monitored.count(cell, field);
            if let Some(count) = count {
                reading = Reading::known(reading.value + u64::from(count));
            }
            if self.noting {
                let skipped = cell.state == Some(ReturnState::NotApplicable);
                match count {
                    Some(_) => self.counted.periods.push(period),
                    None if skipped => self.counted.not_applicable.push(period),
                    None => self.counted.missing.push(period),
                }
            }
        }
        reading
    }

    /// The sum over the quarter of the latest period; longer periods do not show a quarter.
    fn quarter(&mut self, field: ReturnField) -> Reading {
        match self.upto.frequency() {
            Frequency::Quarter => self.sum(1, field),
            Frequency::Month => self.sum((self.upto.number() - 1) % 3 + 1, field),
            Frequency::HalfYear | Frequency::Year => Reading::default(),
        }
    }

    /// Returns missing within the last `most` periods; the latest one also when it is late.
    fn outstanding(&mut self, most: u32) -> Reading {
        let mut value = 0;
        for (period, cell) in self.back(most as usize) {
            let late = cell.state == Some(ReturnState::Late) && period == self.upto;
            if late || cell.state == Some(ReturnState::Missing) {
                value += 1;
                if self.noting {
                    self.counted.periods.push(period);
                }
            }
        }
        Reading::known(value)
    }

    /// Filed of concluded, over the last `most` periods that tell both.
    fn rate(&mut self, most: u32) -> Reading {
        let both = [
            ReturnField::TransferredFiled,
            ReturnField::TransferredClosed,
        ];
        let mut reading = Reading::default();
        for (period, cell) in self.back(most as usize) {
            let [filed, closed] = both.map(|field| self.monitored.count(cell, field));
            if let Some((filed, closed)) = filed.zip(closed) {
                reading = Reading {
                    value: reading.value + u64::from(filed),
                    whole: reading.whole + u64::from(closed),
                    is_known: true,
                };
                if self.noting {
                    self.counted.periods.push(period);
                }
            }
        }
        reading
    }
}
