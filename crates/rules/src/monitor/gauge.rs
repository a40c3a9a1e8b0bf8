//! What a gauge reads for a body: the streak of zeros, the sum, the latest grade.

use super::monitored::{Line, Monitored};
use super::period::Period;
use super::row::Figures;
use super::settings::Settings;
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
            Gauge::BorrowedShare => share > line,
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
fn step(gauge: Gauge, state: ReturnState, figures: &Figures) -> Step {
    let (clues, cases) = (
        figures.count(ReturnField::Clues),
        figures.count(ReturnField::Cases),
    );
    let counts: &[Option<u32>] = match gauge {
        Gauge::CluesZero => &[clues],
        Gauge::CasesZero => &[cases],
        Gauge::OwnZero => &[figures.self_found(), figures.own_cases()],
        // That nobody was punished need not be told, but must not be contradicted.
        Gauge::ThreeZeros => &[
            clues,
            cases,
            Some(figures.count(ReturnField::CadresHandled).unwrap_or(0)),
        ],
        _ => &[clues, cases],
    };
    if counts.iter().flatten().any(|count| *count > 0) {
        Step::NotZero
    } else if counts.iter().all(Option::is_some) {
        Step::Zero
    } else if state == ReturnState::HasMatters && (clues, cases) == (None, None) {
        // It says that there were matters, not how many.
        Step::NotZero
    } else {
        Step::Unknown
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
        let mut nowhere = Counted::default();
        let mut scan = Scan {
            monitored: self,
            line,
            upto,
            noting: counted.is_some(),
            counted: counted.unwrap_or(&mut nowhere),
        };
        let reading = scan.read(gauge);
        scan.counted.in_order();
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
    line: &'s Line,
    upto: Period,
    noting: bool,
    counted: &'s mut Counted,
}

impl Scan<'_> {
    fn read(&mut self, gauge: Gauge) -> Reading {
        let window = self.monitored.settings().window(self.upto.frequency());
        let long = self.monitored.settings().long_window(self.upto.frequency());
        let latest = |scan: &mut Self, field: ReturnField| {
            let found = scan.latest(window, |figures| figures.count(field));
            found.map_or(Reading::default(), |count| Reading::known(count.into()))
        };
        let flag = |found: Option<bool>| {
            found.map_or(Reading::default(), |yes| Reading::known(yes.into()))
        };
        match gauge {
            Gauge::BothZero
            | Gauge::CluesZero
            | Gauge::CasesZero
            | Gauge::OwnZero
            | Gauge::ThreeZeros => self.streak(gauge),
            Gauge::ImportantByOthers => latest(self, ReturnField::ImportantByOthers),
            Gauge::OwnFaults => latest(self, ReturnField::OwnFaults),
            Gauge::EcologyPoor => flag(self.latest(window, |figures| {
                figures.ecology.map(|grade| grade == EcologyGrade::Poor)
            })),
            Gauge::GraveCorruption => flag(self.latest(window, |it| it.grave_corruption)),
            Gauge::HighRisk => flag(self.latest(window, |figures| {
                figures.risk.map(|risk| risk == UnitRisk::High)
            })),
            Gauge::Problems => self.sum(self.upto.number(), ReturnField::Problems),
            Gauge::ManyCases => self.sum(window, ReturnField::Cases),
            Gauge::QuarterLetters => self.quarter(ReturnField::Letters),
            Gauge::QuarterClues => self.quarter(ReturnField::Clues),
            Gauge::QuarterCadres => self.quarter(ReturnField::CadresHandled),
            Gauge::Outstanding => self.outstanding(window),
            Gauge::ClueToCase => self.rate(long),
            Gauge::BorrowedShare => {
                let both = [ReturnField::Borrowed, ReturnField::TeamSize];
                let found = self.latest(window, |figures| {
                    let [borrowed, size] = both.map(|field| figures.count(field));
                    borrowed.zip(size.filter(|size| *size > 0))
                });
                found.map_or(Reading::default(), |(borrowed, size)| Reading {
                    value: borrowed.into(),
                    whole: size.into(),
                    is_known: true,
                })
            }
        }
    }

    /// The latest `most` periods of the line, from the latest back, with their state and figures.
    fn back(&self, most: u32) -> impl Iterator<Item = (Period, ReturnState, Figures)> + use<'_> {
        let (monitored, line, upto) = (self.monitored, self.line, self.upto);
        let periods = (0..most as i32).map(move |back| upto.plus(-back));
        let within = periods.take_while(move |period| *period >= line.first);
        within.filter_map(move |period| {
            let cell = monitored.cell(line, period)?;
            let state = cell.state.unwrap_or(ReturnState::Missing);
            Some((period, state, monitored.figures(cell)))
        })
    }

    fn streak(&mut self, gauge: Gauge) -> Reading {
        let mut value = 0;
        let mut counted = Counted::default();
        // Missing returns behind the earliest zero belong to no streak.
        let (mut missing, mut not_applicable) = (0, 0);
        for (period, state, figures) in self.back(u32::MAX >> 1) {
            if state == ReturnState::NotApplicable {
                if self.noting {
                    counted.not_applicable.push(period);
                }
                continue;
            }
            match step(gauge, state, &figures) {
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
    fn latest<T>(&mut self, most: u32, of: impl Fn(&Figures) -> Option<T>) -> Option<T> {
        let found = self
            .back(most)
            .find_map(|(period, _, figures)| Some((period, of(&figures)?)));
        let (period, value) = found?;
        self.counted.periods.push(period);
        Some(value)
    }

    /// The sum over the last `most` periods.
    fn sum(&mut self, most: u32, field: ReturnField) -> Reading {
        let mut reading = Reading::default();
        let mut counted = Counted::default();
        for (period, state, figures) in self.back(most) {
            match figures.count(field) {
                Some(count) => {
                    reading = Reading::known(reading.value + u64::from(count));
                    counted.periods.push(period);
                }
                None if state == ReturnState::NotApplicable => counted.not_applicable.push(period),
                None => counted.missing.push(period),
            }
        }
        *self.counted = counted;
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
        let mut counted = Counted::default();
        for (period, state, _) in self.back(most) {
            let late = state == ReturnState::Late && period == self.upto;
            if late || state == ReturnState::Missing {
                counted.periods.push(period);
            }
        }
        let reading = Reading::known(counted.periods.len() as u64);
        *self.counted = counted;
        reading
    }

    /// Filed of concluded, over the last `most` periods that tell both.
    fn rate(&mut self, most: u32) -> Reading {
        let both = [
            ReturnField::TransferredFiled,
            ReturnField::TransferredClosed,
        ];
        let mut reading = Reading::default();
        let mut periods = Vec::new();
        for (period, _, figures) in self.back(most) {
            let [filed, closed] = both.map(|field| figures.count(field));
            if let Some((filed, closed)) = filed.zip(closed) {
                reading = Reading {
                    value: reading.value + u64::from(filed),
                    whole: reading.whole + u64::from(closed),
                    is_known: true,
                };
                periods.push(period);
            }
        }
        self.counted.periods = periods;
        reading
    }
}
