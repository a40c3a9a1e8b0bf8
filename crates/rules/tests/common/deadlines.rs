//! The golden cases of time limits and clue clocks. The same cases run natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_rules::deadlines::{Count, Counting, Leg, Pause, PauseFault, Request, count};
use shizu_rules::vocabulary::{LimitUnit, StartEvent, Term};
use shizu_rules::{Lang, Rulebook};

const GOLDEN: &str = include_str!("../golden/deadlines.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub count: Vec<CountCase>,
    pub clock: Vec<ClockCase>,
}

/// A time limit, and what must come out of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountCase {
    pub name: String,
    pub because: String,
    start: NaiveDate,
    length: Option<String>,
    pub rule: Option<String>,
    extend: Option<u32>,
    start_day: Option<String>,
    last_day: Option<String>,
    month_end: Option<String>,
    rest_end: Option<String>,
    #[serde(default)]
    pauses: Vec<String>,
    due: NaiveDate,
    unextended: Option<NaiveDate>,
    #[serde(default)]
    provisional: bool,
    #[serde(default)]
    days: BTreeMap<NaiveDate, String>,
    #[serde(default)]
    problems: Vec<String>,
}

/// A clue clock with known start days, and its signals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockCase {
    pub name: String,
    pub because: String,
    pub clock: String,
    starts: BTreeMap<String, NaiveDate>,
    /// Per start event: the signals in order, each with its first day.
    signals: BTreeMap<String, Vec<String>>,
    /// What the first track with a known start shows on a day.
    #[serde(default)]
    now: BTreeMap<NaiveDate, String>,
}

pub fn cases() -> File {
    toml::from_str(GOLDEN).expect("golden cases")
}

pub fn rulebook() -> Rulebook {
    Rulebook::shipped().expect("loads")
}

fn or<T: Term>(code: Option<&String>, usual: T) -> T {
    code.map_or(usual, |code| T::from_code(code).expect("a term"))
}

impl CountCase {
    pub fn count(&self, rulebook: &Rulebook) -> Count {
        let limit = self
            .rule
            .as_ref()
            .map(|id| rulebook.limit(id).expect("a limit"));
        let written = self.length.as_ref().map(|length| {
            let (amount, unit) = length.split_once(' ').expect("amount and unit");
            Leg {
                amount: amount.parse().expect("a number"),
                unit: LimitUnit::from_code(unit).expect("a unit"),
            }
        });
        let length = written
            .or(limit.map(|limit| limit.length()))
            .expect("a length");
        let usual = limit.map_or(rulebook.counting.counting, |limit| limit.counting);
        let pauses: Vec<Pause> = self
            .pauses
            .iter()
            .map(|text| Pause::parse(text, Lang::En).expect("a pause"))
            .collect();
        let request = Request {
            start: self.start,
            length,
            counting: Counting {
                start_day: or(self.start_day.as_ref(), usual.start_day),
                last_day: or(self.last_day.as_ref(), usual.last_day),
                month_end: or(self.month_end.as_ref(), usual.month_end),
                rest_end: or(self.rest_end.as_ref(), usual.rest_end),
            },
            extension: self.extend.map(|amount| {
                let allowed = limit.and_then(|limit| limit.extension.as_ref());
                let unit = allowed.map_or(length.unit, |allowed| allowed.unit);
                Leg { amount, unit }
            }),
            pauses: &pauses,
        };
        count(&request, &rulebook.calendar).expect("can be counted")
    }

    pub fn differences(&self, rulebook: &Rulebook) -> Vec<String> {
        let counted = self.count(rulebook);
        let mut differences = Vec::new();
        let mut look = |what: &str, expected: String, got: String| {
            if expected != got {
                differences.push(format!("{what}: {got}, not {expected}"));
            }
        };
        look("due", self.due.to_string(), counted.due.to_string());
        let unextended = self.unextended.unwrap_or(self.due);
        look(
            "unextended",
            unextended.to_string(),
            counted.due_unextended.to_string(),
        );
        look(
            "provisional",
            self.provisional.to_string(),
            counted.provisional.to_string(),
        );
        look(
            "problems",
            self.problems.join("; "),
            problems(&counted).join("; "),
        );
        for (day, expected) in &self.days {
            let got = counted.days.iter().find(|counted| counted.date == *day);
            let got = got.map_or("—".to_owned(), |day| {
                let number = day.number.map(|number| number.to_string());
                // A day that has a number and is out of the ordinary is told by what is out of the ordinary.
                let code = day.why.code();
                let what = match (number, code) {
                    (Some(number), "working_day" | "make_up_day" | "day") => number,
                    _ => code.to_owned(),
                };
                let name = day.name.as_ref().map(|name| format!(" {}", name.zh));
                what + &name.unwrap_or_default()
            });
            look(&day.to_string(), expected.clone(), got);
        }
        differences
    }
}

fn problems(counted: &Count) -> Vec<String> {
    let words = |problem: &shizu_rules::deadlines::PauseProblem| {
        let number = problem.index + 1;
        match problem.kind {
            PauseFault::Backwards => format!("{number} backwards"),
            PauseFault::Overlaps(other) => format!("{number} overlaps {}", other + 1),
            PauseFault::Outside => format!("{number} outside"),
            PauseFault::PartlyOutside => format!("{number} partly outside"),
        }
    };
    counted.problems.iter().map(words).collect()
}

impl ClockCase {
    /// Per start event the signals in order, each with its first day.
    fn told(&self, rulebook: &Rulebook) -> BTreeMap<String, Vec<String>> {
        let clock = rulebook
            .clocks
            .iter()
            .find(|clock| clock.grounds.id == self.clock)
            .expect("a clock");
        let day = |event: StartEvent| self.starts.get(event.code()).copied();
        let readings = clock.read(day, NaiveDate::MIN, &rulebook.calendar);
        let told = readings.iter().map(|reading| {
            let stages = reading.track.stages.iter().zip(&reading.dates);
            let signals = stages.map(|(stage, date)| {
                let date = date.map_or("?".to_owned(), |date| date.day.to_string());
                format!("{} {date}", stage.signal.code())
            });
            (reading.track.start.code().to_owned(), signals.collect())
        });
        told.collect()
    }

    pub fn differences(&self, rulebook: &Rulebook) -> Vec<String> {
        let mut differences = Vec::new();
        let told = self.told(rulebook);
        for (event, expected) in &self.signals {
            if told.get(event) != Some(expected) {
                differences.push(format!("{event}: {:?}, not {expected:?}", told.get(event)));
            }
        }
        let mut clocks = rulebook.clocks.iter();
        let clock = clocks
            .find(|clock| clock.grounds.id == self.clock)
            .expect("a clock");
        for (as_of, expected) in &self.now {
            let day = |event: StartEvent| self.starts.get(event.code()).copied();
            let readings = clock.read(day, *as_of, &rulebook.calendar);
            let mut known = readings.iter().filter(|reading| reading.from.is_some());
            let now = known.next().and_then(|reading| reading.now);
            let got = now.map_or("", Term::code);
            if got != expected {
                differences.push(format!("on {as_of}: {got}, not {expected}"));
            }
        }
        differences
    }
}

/// One number for everything that came out, which native and browser must both reproduce.
pub fn fingerprint() -> u64 {
    let rulebook = rulebook();
    let mut told = String::new();
    for case in cases().count {
        let counted = case.count(&rulebook);
        told += &format!(
            "{} {} {}\n",
            counted.due, counted.due_unextended, counted.provisional
        );
        for day in counted.days {
            told += &format!(
                "{} {:?} {} {:?}\n",
                day.date,
                day.number,
                day.why.code(),
                day.name.map(|name| name.en)
            );
        }
    }
    for case in cases().clock {
        told += &format!("{:?}\n", case.told(&rulebook));
    }
    told.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Of all golden cases; changes when any outcome does: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0xf061_35db_5da5_94a2;

/// The shipped rulebook, read once.
fn shared() -> &'static Rulebook {
    static READ: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();
    READ.get_or_init(rulebook)
}

pub fn shared_calendar() -> &'static shizu_rules::Calendar {
    &shared().calendar
}

pub fn rulebook_counting() -> Counting {
    shared().counting.counting
}
