//! Which triggers fire for whom, since when, and when the next would.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use super::gauge::{Counted, Reading};
use super::monitored::{Line, Monitored};
use super::peers::{Evidence, Peers};
use super::period::Period;
use super::settings::Settings;
use super::suppression::Suppression;
use super::trigger::{Measure, Trigger};
use crate::deadlines::Due;
use crate::rulebook::Rulebook;
use crate::vocabulary::{BodyKind, Frequency, Gauge, ReturnField, Term};

/// A trigger that fires for a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// Index of the trigger in [`Evaluator::triggers`].
    pub trigger: usize,
    /// Index of the line in [`Monitored::lines`].
    pub line: usize,
    /// The gauges that reached their thresholds; at least one.
    pub reached: Vec<Reached>,
    /// Whether it fired one period ago already.
    pub is_new: bool,
    /// Index of the suppression in [`Evaluator::suppressions`] that sets it aside.
    pub suppressed: Option<usize>,
}

/// What a look at one body finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looked {
    /// What fires, in the order of the rulebook.
    pub fired: Vec<Fired>,
    /// The triggers that fired one period ago and do no longer.
    pub cleared: Vec<usize>,
}

/// A gauge that reached its threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// The gauge.
    pub gauge: Gauge,
    /// What it reads.
    pub reading: Reading,
    /// Its threshold, in hundredths.
    pub threshold: u64,
    /// The periods behind it.
    pub counted: Counted,
    /// What it is held against.
    pub evidence: Evidence,
}

/// A streak of zeros on its way to a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// Index of the trigger in [`Evaluator::triggers`].
    pub trigger: usize,
    /// The gauge.
    pub gauge: Gauge,
    /// Zeros in a row now.
    pub streak: u32,
    /// Zeros in a row that make it fire.
    pub window: u32,
    /// The period with which it would fire if all until then are zero.
    pub period: Period,
}

/// Evaluates bodies one by one, so that a caller may do it in slices.
#[derive(Clone, Debug)]
pub struct Evaluator {
    monitored: Monitored,
    triggers: Vec<Trigger>,
    dues: Vec<Option<Due>>,
    /// For each trigger and measure, the least reading in hundredths for which the measure comes along.
    at_least: Vec<Vec<u64>>,
    suppressions: Vec<Suppression>,
    /// For each kind of body, the triggers to look at and the gauges to look by.
    plans: [Vec<(usize, Vec<Gauge>)>; BodyKind::ALL.len()],
    peers: Peers,
}

impl Evaluator {
    /// Prepares the evaluation of the returns under the rulebook as it holds on their day.
    pub fn new(monitored: Monitored, rulebook: &Rulebook) -> Self {
        let day = monitored.as_of();
        let parameters = rulebook.parameters_on(day);
        let number = |id: &String| {
            let parameter = parameters.iter().find(|it| it.grounds.id == *id);
            let value = parameter.and_then(|it| it.value.to_u64());
            value.unwrap_or_default() * 100
        };
        let triggers = rulebook.triggers.clone();
        let due = |trigger: &Trigger| trigger.due.due(day, &parameters, &rulebook.calendar);
        let at_least = |trigger: &Trigger| {
            let measures = trigger.measures.iter();
            let of = |it: &Measure| it.at_least.as_ref().map_or(0, number);
            measures.map(of).collect()
        };
        let mut evaluator = Evaluator {
            dues: triggers.iter().map(due).collect(),
            at_least: triggers.iter().map(at_least).collect(),
            monitored,
            triggers,
            suppressions: Vec::new(),
            plans: std::array::from_fn(|_| Vec::new()),
            peers: Peers::default(),
        };
        evaluator.plan();
        evaluator
    }

    /// The returns.
    pub fn monitored(&self) -> &Monitored {
        &self.monitored
    }

    /// The triggers, in the order of the rulebook.
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }

    /// Until when the measures of a trigger are due.
    pub fn due(&self, trigger: usize) -> Option<Due> {
        self.dues.get(trigger).copied().flatten()
    }

    /// Counts with other numbers from now on.
    pub fn set_settings(&mut self, settings: Settings) {
        self.monitored.set_settings(settings);
        self.peers = Peers::default();
        self.plan();
    }

    /// What is set aside, and why.
    pub fn suppressions(&self) -> &[Suppression] {
        &self.suppressions
    }

    /// Sets triggers aside from now on.
    pub fn set_suppressions(&mut self, suppressions: Vec<Suppression>) {
        self.suppressions = suppressions;
    }

    /// Whether the trigger is evaluated: a preset one only when it is switched on.
    pub fn is_on(&self, trigger: &Trigger) -> bool {
        let presets = &self.monitored.settings().presets;
        trigger.preset.is_none() || presets.iter().any(|id| id == trigger.id())
    }

    /// The triggers that no return tells anything about, with the fields that would.
    pub fn not_evaluated(&self) -> Vec<(usize, Vec<ReturnField>)> {
        let untold = |trigger: &Trigger| -> Option<Vec<ReturnField>> {
            let fields: Vec<Vec<ReturnField>> =
                trigger.when.iter().map(|gauge| gauge.needs()).collect();
            let told =
                |fields: &Vec<ReturnField>| fields.iter().all(|field| self.monitored.tells(*field));
            if fields.iter().any(told) {
                return None;
            }
            let mut missing: Vec<ReturnField> = fields.concat();
            missing.retain(|field| !self.monitored.tells(*field));
            missing.dedup();
            Some(missing)
        };
        let on = |(_, trigger): &(usize, &Trigger)| self.is_on(trigger);
        let triggers = self.triggers.iter().enumerate().filter(on);
        triggers
            .filter_map(|(at, trigger)| Some((at, untold(trigger)?)))
            .collect()
    }

    /// The triggers that fire for a line, in the order of the rulebook.
    pub fn evaluate(&mut self, line: usize) -> Vec<Fired> {
        self.look(line).fired
    }

    /// What fires for a line, and what fired one period ago and does no longer.
    pub fn look(&mut self, line: usize) -> Looked {
        let mut looked = Looked::default();
        let Some(it) = self.current(line) else {
            return looked;
        };
        let plan = std::mem::take(&mut self.plans[it.kind.index()]);
        for (at, gauges) in &plan {
            let fired_before = self.fires(&it, gauges, it.last.plus(-1));
            if !self.fires(&it, gauges, it.last) {
                looked.cleared.extend(fired_before.then_some(*at));
                continue;
            }
            let id = self.triggers[*at].id();
            let (name, as_of) = (self.monitored.name(&it), self.monitored.as_of());
            let mut all = self.suppressions.iter();
            let suppressed = all.position(|suppression| suppression.covers(id, name, as_of));
            looked.fired.push(Fired {
                trigger: *at,
                line,
                reached: self.reached(&it, gauges),
                is_new: !fired_before,
                suppressed,
            });
        }
        self.plans[it.kind.index()] = plan;
        looked
    }

    /// When the triggers that wait for a streak of zeros would fire for a line; those that fire already are not among them.
    pub fn upcoming(&self, line: usize) -> Vec<Upcoming> {
        let Some(it) = self.current(line) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        let settings = self.monitored.settings();
        for (at, gauges) in &self.plans[it.kind.index()] {
            let streaks = gauges.iter().filter(|gauge| gauge.is_streak());
            let of = streaks.map(|gauge| {
                let window = settings.threshold(*gauge, it.frequency()).div_ceil(100) as u32;
                let streak = self.monitored.reading(&it, *gauge, it.last, None).value as u32;
                (*gauge, streak, window)
            });
            let of: Vec<(Gauge, u32, u32)> = of.collect();
            if of.iter().all(|(_, streak, window)| streak < window) {
                all.extend(of.into_iter().map(|(gauge, streak, window)| Upcoming {
                    trigger: *at,
                    gauge,
                    streak,
                    window,
                    period: it.last.plus((window - streak) as i32),
                }));
            }
        }
        all
    }

    /// What the gauge reads for every current line of these kinds and this frequency.
    pub fn readings(&self, gauge: Gauge, about: &[BodyKind], frequency: Frequency) -> Vec<Reading> {
        let lines = self.monitored.lines().iter();
        let lines = lines
            .filter(|it| it.is_current && it.frequency() == frequency && about.contains(&it.kind));
        lines
            .map(|line| self.monitored.reading(line, gauge, line.last, None))
            .collect()
    }

    /// The measures that come with a trigger that fired.
    pub fn measures(&self, fired: &Fired) -> impl Iterator<Item = &Measure> {
        let most = fired.reached.iter().map(|it| it.reading.value * 100).max();
        let most = most.unwrap_or_default();
        let all = self.triggers[fired.trigger].measures.iter();
        let least = self.at_least[fired.trigger].iter();
        let due = all.zip(least).filter(move |(_, least)| **least <= most);
        due.map(|(measure, _)| measure)
    }

    /// The suppressions that set nothing aside among `fired`, with whether they have run out.
    pub fn idle_suppressions<'a>(
        &'a self,
        fired: &'a [Fired],
    ) -> impl Iterator<Item = (&'a Suppression, bool)> + 'a {
        let all = self.suppressions.iter().enumerate();
        let is_idle = |at: usize| fired.iter().all(|it| it.suppressed != Some(at));
        let day: NaiveDate = self.monitored.as_of();
        all.filter(move |(at, _)| is_idle(*at))
            .map(move |(_, it)| (it, it.has_run_out(day)))
    }

    fn current(&self, line: usize) -> Option<Line> {
        let line = self.monitored.lines().get(line).copied();
        line.filter(|line| line.is_current)
    }

    /// Which triggers to look at for bodies of each kind, and by which gauges: those that are on, and of which the returns tell something.
    fn plan(&mut self) {
        let told = |gauge: &Gauge| {
            let fields = gauge.needs();
            fields.iter().all(|field| self.monitored.tells(*field))
        };
        let plans = std::array::from_fn(|kind| {
            let about = |trigger: &Trigger| {
                let mut kinds = trigger.about.iter();
                kinds.any(|it| it.index() == kind) && self.is_on(trigger)
            };
            let triggers = self.triggers.iter().enumerate();
            let of = triggers.filter(|(_, trigger)| about(trigger));
            let with_gauges = of.map(|(at, trigger)| {
                let gauges = trigger.when.iter().copied().filter(told);
                (at, gauges.collect())
            });
            with_gauges.collect()
        });
        self.plans = plans;
    }

    fn fires(&self, line: &Line, gauges: &[Gauge], upto: Period) -> bool {
        let settings = self.monitored.settings();
        upto >= line.first
            && gauges.iter().any(|gauge| {
                let reading = self.monitored.reading(line, *gauge, upto, None);
                reading.reaches(*gauge, line.frequency(), settings)
            })
    }

    /// The gauges that reached their thresholds, with what is behind them.
    fn reached(&mut self, line: &Line, gauges: &[Gauge]) -> Vec<Reached> {
        let mut all = Vec::new();
        for gauge in gauges {
            let mut counted = Counted::default();
            let monitored = &self.monitored;
            let reading = monitored.reading(line, *gauge, line.last, Some(&mut counted));
            let settings = monitored.settings();
            if !reading.reaches(*gauge, line.frequency(), settings) {
                continue;
            }
            let threshold = settings.threshold(*gauge, line.frequency());
            let evidence = self
                .peers
                .evidence(monitored, line, *gauge, reading, &counted);
            all.push(Reached {
                gauge: *gauge,
                reading,
                threshold,
                counted,
                evidence,
            });
        }
        all
    }
}

impl Gauge {
    /// The fields that it reads.
    pub fn needs(self) -> Vec<ReturnField> {
        let fields: &[ReturnField] = match self {
            // Where there is no clue or no case at all, there is none of its own.
            Gauge::BothZero | Gauge::ThreeZeros | Gauge::OwnZero => {
                &[ReturnField::Clues, ReturnField::Cases]
            }
            Gauge::CluesZero | Gauge::QuarterClues => &[ReturnField::Clues],
            Gauge::CasesZero | Gauge::ManyCases => &[ReturnField::Cases],
            Gauge::ImportantByOthers => &[ReturnField::ImportantByOthers],
            Gauge::Problems => &[ReturnField::Problems],
            Gauge::EcologyPoor => &[ReturnField::Ecology],
            Gauge::GraveCorruption => &[ReturnField::GraveCorruption],
            Gauge::OwnFaults => &[ReturnField::OwnFaults],
            Gauge::HighRisk => &[ReturnField::Risk],
            Gauge::QuarterLetters => &[ReturnField::Letters],
            Gauge::QuarterCadres => &[ReturnField::CadresHandled],
            Gauge::Outstanding => &[],
            Gauge::ClueToCase => &[
                ReturnField::TransferredFiled,
                ReturnField::TransferredClosed,
            ],
            Gauge::BorrowedShare => &[ReturnField::Borrowed, ReturnField::TeamSize],
        };
        fields.to_vec()
    }
}
