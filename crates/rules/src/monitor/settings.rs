//! The numbers that the triggers count with, taken from the parameters once.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::error::{LoadError, Place, Problem, What};
use crate::rulebook::{Parameter, Rulebook};
use crate::vocabulary::{Frequency, Gauge, Term};

/// The numbers of one evaluation. They may be changed before it, to see what other thresholds would catch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Threshold of each gauge for each frequency, in hundredths.
    thresholds: Vec<[u64; Frequency::ALL.len()]>,
    /// The window of each frequency, in periods.
    window: [u32; Frequency::ALL.len()],
    /// The long window of each frequency, in periods.
    long_window: [u32; Frequency::ALL.len()],
    /// Calendar days after a period's end within which a return is in time.
    pub grace_days: u32,
    /// Concluded transfers needed for a clue-to-case rate.
    pub least_closed: u32,
    /// Fewer peers give neither median nor probability.
    pub least_peers: u32,
    /// Below this probability a zero is called unusual, in hundredths of a percent.
    pub unlikely: u32,
    /// Ids of the preset triggers that are on.
    pub presets: Vec<String>,
}

impl Gauge {
    /// Id of the parameter that is its threshold for a frequency; `None` for what is either so or not.
    pub fn parameter(self, frequency: Frequency) -> Option<String> {
        let of_frequency = |family: &str| Some(format!("zero.{family}.{}", frequency.code()));
        let plain = |id: &str| Some(id.to_owned());
        match self {
            Gauge::BothZero | Gauge::CluesZero | Gauge::CasesZero => of_frequency("window"),
            Gauge::OwnZero => of_frequency("long_window"),
            Gauge::ThreeZeros => of_frequency("half_year"),
            Gauge::ImportantByOthers => plain("zero.z3.clues"),
            Gauge::Problems => plain("zero.z4.problems"),
            Gauge::ManyCases => plain("zero.z5.cases"),
            Gauge::OwnFaults => plain("zero.z6.faults"),
            Gauge::QuarterLetters => plain("zero.z8.letters"),
            Gauge::QuarterClues => plain("zero.z8.clues"),
            Gauge::QuarterCadres => plain("zero.z8.cadres"),
            Gauge::Outstanding => plain("zero.z10.returns"),
            Gauge::ClueToCase => plain("zero.z12.rate"),
            Gauge::BorrowedShare => plain("zero.z13.share"),
            Gauge::EcologyPoor | Gauge::GraveCorruption | Gauge::HighRisk => None,
        }
    }

    /// Whether it counts periods in a row that are zero.
    pub fn is_streak(self) -> bool {
        matches!(
            self,
            Gauge::BothZero
                | Gauge::CluesZero
                | Gauge::CasesZero
                | Gauge::OwnZero
                | Gauge::ThreeZeros
        )
    }

    /// Whether its threshold is a percentage.
    pub fn is_share(self) -> bool {
        matches!(self, Gauge::ClueToCase | Gauge::BorrowedShare)
    }
}

impl Settings {
    /// The numbers as the rulebook has them on `day`.
    ///
    /// # Errors
    /// When the rulebook lacks a parameter, which its own test rules out.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let numbers = Numbers(rulebook.parameters_on(day));
        let per_frequency = |family: &str| -> Result<[u32; Frequency::ALL.len()], LoadError> {
            let mut windows = [1; Frequency::ALL.len()];
            for frequency in Frequency::ALL {
                let id = format!("zero.{family}.{}", frequency.code());
                windows[frequency.index()] = numbers.whole(&id)?.max(1);
            }
            Ok(windows)
        };
        let mut thresholds = vec![[100; Frequency::ALL.len()]; Gauge::ALL.len()];
        for (gauge, frequency) in Gauge::ALL.iter().flat_map(|gauge| {
            Frequency::ALL
                .iter()
                .map(move |frequency| (*gauge, *frequency))
        }) {
            if let Some(id) = gauge.parameter(frequency) {
                thresholds[gauge.index()][frequency.index()] = numbers.hundredths(&id)?;
            }
        }
        let mut presets = Vec::new();
        for trigger in &rulebook.triggers {
            if let Some(switch) = &trigger.preset
                && numbers.whole(switch)? > 0
            {
                presets.push(trigger.id().to_owned());
            }
        }
        Ok(Settings {
            thresholds,
            window: per_frequency("window")?,
            long_window: per_frequency("long_window")?,
            grace_days: numbers.whole("zero.z10.grace")?,
            least_closed: numbers.whole("zero.z12.closed")?,
            least_peers: numbers.whole("zero.peers")?,
            unlikely: numbers.hundredths("zero.unlikely")? as u32,
            presets,
        })
    }

    /// Threshold of a gauge, in hundredths.
    pub fn threshold(&self, gauge: Gauge, frequency: Frequency) -> u64 {
        let of_gauge = self.thresholds.get(gauge.index());
        of_gauge.map_or(100, |of_gauge| of_gauge[frequency.index()])
    }

    /// Changes the threshold of a gauge, in whole units.
    pub fn set_threshold(&mut self, gauge: Gauge, frequency: Frequency, value: u32) {
        if let Some(of_gauge) = self.thresholds.get_mut(gauge.index()) {
            of_gauge[frequency.index()] = u64::from(value) * 100;
        }
    }

    /// Changes every number that the parameter stands for, in whole units.
    pub fn set(&mut self, parameter: &str, value: u32) {
        for frequency in Frequency::ALL {
            let of_frequency = |family: &str| {
                let rest = parameter.strip_prefix("zero.");
                rest.and_then(|rest| rest.strip_prefix(family)) == Some(frequency.code())
            };
            if of_frequency("window.") {
                self.window[frequency.index()] = value.max(1);
            } else if of_frequency("long_window.") {
                self.long_window[frequency.index()] = value.max(1);
            }
            for gauge in Gauge::ALL {
                if gauge.parameter(*frequency).as_deref() == Some(parameter) {
                    self.set_threshold(*gauge, *frequency, value);
                }
            }
        }
    }

    /// The window of a frequency, in periods.
    pub fn window(&self, frequency: Frequency) -> u32 {
        self.window[frequency.index()]
    }

    /// The long window of a frequency, in periods.
    pub fn long_window(&self, frequency: Frequency) -> u32 {
        self.long_window[frequency.index()]
    }

    /// Sets the window of every frequency, with the zero streaks that it is the threshold of.
    pub fn set_window(&mut self, periods: u32) {
        let periods = periods.max(1);
        self.window = [periods; Frequency::ALL.len()];
        for gauge in [Gauge::BothZero, Gauge::CluesZero, Gauge::CasesZero] {
            for frequency in Frequency::ALL {
                self.set_threshold(gauge, *frequency, periods);
            }
        }
    }
}

struct Numbers(Vec<Parameter>);

impl Numbers {
    fn value(&self, id: &str) -> Result<Decimal, LoadError> {
        let found = self.0.iter().find(|it| it.grounds.id == id);
        found.map(|it| it.value).ok_or_else(|| LoadError {
            place: Place::file("zero/parameters.toml"),
            problem: Problem::Unknown {
                what: What::Parameter,
                text: id.to_owned(),
                expected: Vec::new(),
                nearest: None,
            },
        })
    }

    fn whole(&self, id: &str) -> Result<u32, LoadError> {
        Ok(self.value(id)?.to_u32().unwrap_or_default())
    }

    fn hundredths(&self, id: &str) -> Result<u64, LoadError> {
        let value = self.value(id)? * Decimal::ONE_HUNDRED;
        Ok(value.to_u64().unwrap_or_default())
    }
}

impl Parameter {
    /// Its value, the least and the most it may be, as whole numbers.
    pub fn whole(&self) -> [u32; 3] {
        [self.value, self.min, self.max].map(|number| number.to_u32().unwrap_or_default())
    }
}
