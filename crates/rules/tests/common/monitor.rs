//! The golden cases of zero-report monitoring: returns, and what must fire. The same cases run natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use shizu_rules::Rulebook;
use shizu_rules::monitor::{
    Evaluator, Fired, Monitor, ReturnBinding, ReturnError, Settings, explanation, reminder,
};
use shizu_rules::vocabulary::Term;

const GOLDEN: &str = include_str!("../golden/monitor.toml");

/// Of all texts and figures of the golden cases. Changes when any answer to them changes: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0x97df_53a8_0fac_1b53;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// Returns as CSV, and what must come out of them. Triggers and errors must be exactly these; states are looked at where given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    pub cites: Vec<String>,
    as_of: String,
    rows: String,
    window: Option<u32>,
    #[serde(default)]
    presets: Vec<String>,
    /// `trigger body: counted periods`, with `; missing: …` behind it.
    #[serde(default)]
    fires: Vec<String>,
    /// `body period` to state.
    #[serde(default)]
    states: BTreeMap<String, String>,
    /// `row column code`.
    #[serde(default)]
    errors: Vec<String>,
    /// `trigger body: streak/window period`.
    upcoming: Option<Vec<String>>,
    /// `trigger body`.
    cleared: Option<Vec<String>>,
    silent: Option<Vec<String>>,
}

pub fn cases() -> Vec<Case> {
    let file: File = toml::from_str(GOLDEN).expect("golden cases");
    file.case
}

pub fn rulebook() -> &'static Rulebook {
    static READ: OnceLock<Rulebook> = OnceLock::new();
    READ.get_or_init(|| Rulebook::shipped().expect("loads"))
}

/// The returns of a CSV text, and what is wrong with them as `(row, error)`.
pub fn monitor(rows: &str, settings: Settings, as_of: &str) -> (Monitor, Vec<(u64, ReturnError)>) {
    let mut lines = rows.trim().lines().zip(1..);
    let (header, _) = lines.next().expect("a header");
    let names: Vec<&str> = header.split(',').collect();
    let binding = ReturnBinding::of_table(&names).expect("a header of returns");
    let mut monitor = Monitor::new(settings, as_of.parse().expect("a day"));
    let mut found = Vec::new();
    for (line, at) in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let mut errors = Vec::new();
        let row = binding.row(|column| cells.get(column).copied(), &mut errors);
        if let Some(row) = row {
            errors.append(&mut monitor.push(&row, at));
        }
        found.extend(errors.into_iter().map(|error| (at, error)));
    }
    (monitor, found)
}

/// What came out of a case.
pub struct Outcome {
    pub evaluator: Evaluator,
    pub fired: Vec<Fired>,
    cleared: Vec<(usize, usize)>,
    errors: Vec<(u64, ReturnError)>,
}

impl Case {
    pub fn outcome(&self) -> Outcome {
        let rulebook = rulebook();
        let day = self.as_of.parse().expect("a day");
        let mut settings = Settings::new(rulebook, day).expect("its numbers");
        if let Some(window) = self.window {
            settings.set_window(window);
        }
        settings.presets.extend(self.presets.iter().cloned());
        let (monitor, mut errors) = monitor(&self.rows, settings, &self.as_of);
        let (monitored, left_out) = monitor.finish();
        errors.extend(left_out.into_iter().map(|out| (out.row, out.error)));
        let mut evaluator = Evaluator::new(monitored, rulebook);
        let (mut fired, mut cleared) = (Vec::new(), Vec::new());
        for line in 0..evaluator.monitored().lines().len() {
            let mut looked = evaluator.look(line);
            fired.append(&mut looked.fired);
            cleared.extend(looked.cleared.into_iter().map(|at| (line, at)));
        }
        Outcome {
            evaluator,
            fired,
            cleared,
            errors,
        }
    }

    /// Where the outcome is not what must come out.
    pub fn differences(&self) -> Vec<String> {
        let outcome = self.outcome();
        let mut found = Vec::new();
        let mut look = |what: &str, mut expected: Vec<String>, mut got: Vec<String>| {
            expected.sort();
            got.sort();
            if expected != got {
                found.push(format!("{what}: expected {expected:#?}, got {got:#?}"));
            }
        };
        let fired = outcome.fired.iter().map(|fired| outcome.told(fired));
        look("fires", self.fires.clone(), fired.collect());
        let errors = outcome.errors.iter();
        let errors =
            errors.map(|(row, error)| format!("{row} {} {}", error.column, error.problem.code()));
        look("errors", self.errors.clone(), errors.collect());
        let states = outcome.states();
        for (place, state) in &self.states {
            let got = states.get(place).map_or("nothing", String::as_str);
            look(place, vec![state.clone()], vec![got.to_owned()]);
        }
        let monitored = outcome.evaluator.monitored();
        let named = |line: usize| monitored.name(&monitored.lines()[line]).to_owned();
        let id = |trigger: usize| outcome.evaluator.triggers()[trigger].id().to_owned();
        let lines = || 0..monitored.lines().len();
        if let Some(expected) = &self.upcoming {
            let of = |line| {
                let all = outcome.evaluator.upcoming(line).into_iter();
                all.filter(|it| it.streak > 0).map(move |it| {
                    format!(
                        "{} {}: {}/{} {}",
                        id(it.trigger),
                        named(line),
                        it.streak,
                        it.window,
                        it.period
                    )
                })
            };
            look("upcoming", expected.clone(), lines().flat_map(of).collect());
        }
        if let Some(expected) = &self.cleared {
            let all = outcome.cleared.iter();
            let all = all.map(|(line, at)| format!("{} {}", id(*at), named(*line)));
            look("cleared", expected.clone(), all.collect());
        }
        if let Some(expected) = &self.silent {
            let silent = lines().filter(|line| monitored.lines()[*line].is_silent);
            look("silent", expected.clone(), silent.map(named).collect());
        }
        found
    }
}

impl Outcome {
    /// What is wrong with which row.
    pub fn errors(&self) -> impl Iterator<Item = &(u64, ReturnError)> {
        self.errors.iter()
    }

    /// `trigger body: counted periods; missing: …`, of the first gauge.
    fn told(&self, fired: &Fired) -> String {
        let monitored = self.evaluator.monitored();
        let line = &monitored.lines()[fired.line];
        let counted = &fired.reached[0].counted;
        let list = |periods: &[shizu_rules::monitor::Period]| {
            let all: Vec<String> = periods.iter().map(ToString::to_string).collect();
            all.join(" ")
        };
        let id = self.evaluator.triggers()[fired.trigger].id();
        let mut told = format!("{id} {}: {}", monitored.name(line), list(&counted.periods));
        if !counted.missing.is_empty() {
            told.push_str(&format!("; missing: {}", list(&counted.missing)));
        }
        told
    }

    fn states(&self) -> BTreeMap<String, String> {
        let monitored = self.evaluator.monitored();
        let mut states = BTreeMap::new();
        for line in monitored.lines() {
            for shown in monitored.all_shown(line) {
                let place = format!("{} {}", monitored.name(line), shown.period);
                states.insert(place, shown.state.code().to_owned());
            }
        }
        states
    }
}

/// One number for all that the golden cases say in both languages, probabilities to the last bit.
pub fn fingerprint() -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |text: &str| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for case in cases() {
        let outcome = case.outcome();
        for fired in &outcome.fired {
            for lang in [shizu_rules::Lang::Zh, shizu_rules::Lang::En] {
                for sentence in explanation(&outcome.evaluator, fired, lang) {
                    add(&sentence);
                }
                add(&reminder(&outcome.evaluator, fired, lang));
            }
            for reached in &fired.reached {
                if let Some(shizu_rules::monitor::Chance::Told {
                    expected,
                    probability,
                    ..
                }) = reached.evidence.chance
                {
                    add(&format!(
                        "{:x} {:x}",
                        expected.to_bits(),
                        probability.to_bits()
                    ));
                }
            }
        }
        for (row, error) in &outcome.errors {
            add(&format!("{row} {}", error.message(shizu_rules::Lang::Zh)));
        }
    }
    hash
}
