//! The evaluation of a file: every trigger of every body, made in slices, and what a threshold would catch.

use std::collections::BTreeMap;

use shizu_rules::monitor::{Evaluator, Fired, Line, Reading, Settings, Upcoming};
use shizu_rules::vocabulary::{BodyKind, Frequency, Gauge, Term};
use shizu_rules::{Engine, SortOnce};

use super::load::{Bad, Both, Read};

/// A file, and what was found in it.
pub struct Watch {
    /// The returns, and the triggers under the numbers in use.
    pub evaluator: Evaluator,
    /// What fires, body by body.
    pub fired: Vec<Fired>,
    /// For each line, where its triggers begin in `fired`, and how many they are.
    pub of_line: Vec<(u32, u32)>,
    /// Streaks on their way, the next to fire first.
    pub upcoming: Vec<(u32, Upcoming)>,
    /// What fired a period ago and does no longer: line and trigger.
    pub cleared: Vec<(u32, u32)>,
    /// What is wrong with the rows.
    pub bad: Vec<Bad>,
    /// How many rows have something wrong.
    pub bad_rows: usize,
    /// Rows in all.
    pub rows: usize,
    /// Columns that are not known.
    pub notes: Vec<Both>,
    /// What gauges read, computed when first asked for.
    readings: BTreeMap<(usize, usize, usize), Vec<Reading>>,
}

impl Watch {
    /// The file, not evaluated yet.
    pub fn new(read: Read, engine: &Engine) -> Self {
        let (monitored, left_out) = read.monitor.finish();
        let mut bad = read.bad;
        bad.extend(left_out.iter().map(|out| Bad::of(out.row, &out.error)));
        bad.sort_once_by_key(|bad| bad.row);
        Watch {
            evaluator: Evaluator::new(monitored, engine.rulebook()),
            fired: Vec::new(),
            of_line: Vec::new(),
            upcoming: Vec::new(),
            cleared: Vec::new(),
            bad_rows: read.bad_rows + left_out.len(),
            bad,
            rows: read.rows,
            notes: read.notes,
            readings: BTreeMap::new(),
        }
    }

    /// Begins anew with other numbers.
    pub fn restart(&mut self, settings: Settings) {
        self.evaluator.set_settings(settings);
        self.fired.clear();
        self.of_line.clear();
        self.upcoming.clear();
        self.cleared.clear();
        self.readings.clear();
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        self.evaluator.monitored().lines()
    }

    /// Evaluates one more line. Whether there are more.
    pub fn step(&mut self) -> bool {
        let line = self.of_line.len();
        if line < self.lines().len() {
            let mut looked = self.evaluator.look(line);
            let fired = &mut looked.fired;
            self.of_line
                .push((self.fired.len() as u32, fired.len() as u32));
            self.fired.append(fired);
            let waiting = self.evaluator.upcoming(line).into_iter();
            let waiting = waiting.filter(|it| it.streak > 0);
            self.upcoming.extend(waiting.map(|it| (line as u32, it)));
            let cleared = looked.cleared.into_iter();
            self.cleared
                .extend(cleared.map(|at| (line as u32, at as u32)));
        }
        let more = self.of_line.len() < self.lines().len();
        if !more {
            self.upcoming.sort_once_by_key(|(_, it)| it.period.end());
        }
        more
    }

    /// What fires for a line.
    pub fn fired_of(&self, line: usize) -> &[Fired] {
        let (begin, count) = self.of_line.get(line).copied().unwrap_or_default();
        let begin = begin as usize;
        self.fired
            .get(begin..begin + count as usize)
            .unwrap_or_default()
    }

    /// How often the current lines return, without repetition.
    pub fn frequencies(&self) -> Vec<Frequency> {
        let is_there = |known: &Frequency| {
            let mut lines = self.lines().iter();
            lines.any(|line| line.frequency() == *known)
        };
        Frequency::ALL.iter().copied().filter(is_there).collect()
    }

    /// Current lines that some trigger would catch if the parameter were `value`.
    pub fn catches(&mut self, parameter: &str, value: u32) -> usize {
        let mut settings = self.evaluator.monitored().settings().clone();
        settings.set(parameter, value);
        let mut caught = 0;
        for frequency in Frequency::ALL {
            for kind in BodyKind::ALL {
                let of = self.gauges(parameter, *kind, *frequency);
                for gauge in &of {
                    self.read(*gauge, *kind, *frequency);
                }
                let key = |gauge: &Gauge| (gauge.index(), kind.index(), frequency.index());
                let all: Vec<&Vec<Reading>> = of
                    .iter()
                    .filter_map(|gauge| self.readings.get(&key(gauge)))
                    .collect();
                let lines = all.first().map_or(0, |readings| readings.len());
                let reaches = |line: &usize| {
                    let mut gauges = of.iter().zip(&all);
                    gauges.any(|(gauge, readings)| {
                        readings[*line].reaches(*gauge, *frequency, &settings)
                    })
                };
                caught += (0..lines).filter(reaches).count();
            }
        }
        caught
    }

    /// The gauges whose threshold the parameter is, of triggers about bodies of this kind.
    fn gauges(&self, parameter: &str, kind: BodyKind, frequency: Frequency) -> Vec<Gauge> {
        let triggers = self.evaluator.triggers().iter();
        let about = triggers.filter(|it| self.evaluator.is_on(it) && it.about.contains(&kind));
        let gauges = about.flat_map(|it| it.when.iter().copied());
        gauges
            .filter(|gauge| gauge.parameter(frequency).as_deref() == Some(parameter))
            .collect()
    }

    fn read(&mut self, gauge: Gauge, kind: BodyKind, frequency: Frequency) {
        let key = (gauge.index(), kind.index(), frequency.index());
        if !self.readings.contains_key(&key) {
            let readings = self.evaluator.readings(gauge, &[kind], frequency);
            self.readings.insert(key, readings);
        }
    }
}
