//! The golden cases: facts, and what must come out, written by hand from the paragraphs. The same cases run natively and in a browser.
//!
//! Each test takes what it needs of this.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_rules::vocabulary::Term;
use shizu_rules::{ClueFacts, Determination, Engine, FactKey, Rulebook, Status};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../golden/", $name, ".toml")))),+]
    };
}

/// Every file of cases; a test compares the list with the folder.
pub const FILES: &[(&str, &str)] = files![
    "command",
    "contradictions",
    "duties",
    "lead",
    "limits",
    "mechanisms",
    "plausibility",
    "recusal",
    "unknown",
];

/// The day whose rules the cases are about.
pub const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// A case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique in its file.
    pub name: String,
    /// Why this must come out, with the paragraph.
    pub because: String,
    /// The known facts, by code.
    facts: BTreeMap<String, String>,
    received: Option<NaiveDate>,
    expect: Expect,
}

/// What must come out. A list that is not given is not looked at; `mechanisms` must always be given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    status: String,
    lead: Option<String>,
    /// All of them, in any order.
    possible_leads: Option<BTreeSet<String>>,
    may_be_refused: Option<bool>,
    ask_next: Option<String>,
    /// All of them, in any order.
    mechanisms: BTreeSet<String>,
    /// All of them, in any order.
    possible_mechanisms: Option<BTreeSet<String>>,
    /// `organ/role`.
    #[serde(default)]
    assist: Vec<String>,
    /// Organs.
    #[serde(default)]
    no_assist: Vec<String>,
    /// `duty`, `organ:duty`, `duty>to` or `organ:duty>to`.
    #[serde(default)]
    duties: Vec<String>,
    #[serde(default)]
    no_duties: Vec<String>,
    /// All of them: id and last day, or `undated`.
    deadlines: Option<BTreeMap<String, String>>,
    /// All limits whose last day may still move.
    provisional: Option<BTreeSet<String>>,
    #[serde(default)]
    warnings: Vec<String>,
    #[serde(default)]
    no_warnings: Vec<String>,
}

/// The shipped rulebook, compiled.
pub fn engine() -> Engine {
    let rulebook = Rulebook::shipped().expect("the shipped rulebook loads");
    Engine::new(rulebook, DAY).expect("the shipped rulebook compiles")
}

/// Every case, with the name of its file.
pub fn cases() -> Vec<(&'static str, Case)> {
    let read = |(name, text): &(&'static str, &'static str)| {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let name = *name;
        file.case.into_iter().map(move |case| (name, case))
    };
    FILES.iter().flat_map(read).collect()
}

impl Case {
    /// The facts as the engine takes them.
    pub fn facts(&self) -> ClueFacts {
        let mut facts = ClueFacts::default();
        for (code, value) in &self.facts {
            let key = FactKey::from_code(code).unwrap_or_else(|| panic!("no fact `{code}`"));
            facts
                .parse(key, value)
                .unwrap_or_else(|_| panic!("no value `{value}` of `{code}`"));
        }
        facts
    }

    /// What the engine says.
    pub fn determination(&self, engine: &Engine) -> Determination {
        engine.determine(&self.name, &self.facts(), self.received)
    }

    /// Everything in which the engine's answer differs from what must come out.
    pub fn differences(&self, engine: &Engine) -> Vec<String> {
        let found = self.determination(engine);
        let mut wrong = Differences(Vec::new());
        let expect = &self.expect;
        let status = match found.status {
            Status::Determined => "determined",
            Status::Undetermined => "undetermined",
            Status::NotAccepted => "not_accepted",
        };
        wrong.compare("status", &expect.status.as_str(), &status);
        if expect.status == "determined" && expect.lead.is_none() {
            // Cases about something else than the lead may leave it out.
        } else {
            wrong.compare("lead", &expect.lead.as_deref(), &found.lead.map(Term::code));
        }
        if let Some(leads) = &expect.possible_leads {
            wrong.compare("possible_leads", leads, &codes(&found.possible_leads));
        }
        if let Some(may) = expect.may_be_refused {
            wrong.compare("may_be_refused", &may, &found.may_be_refused);
        }
        if let Some(ask) = &expect.ask_next {
            wrong.compare(
                "ask_next",
                &Some(ask.as_str()),
                &found.ask_next.map(FactKey::code),
            );
        }
        wrong.compare("mechanisms", &expect.mechanisms, &codes(&found.mechanisms));
        if let Some(possible) = &expect.possible_mechanisms {
            wrong.compare(
                "possible_mechanisms",
                possible,
                &codes(&found.possible_mechanisms),
            );
        }
        self.compare_parts(&found, &mut wrong);
        self.compare_limits(&found, &mut wrong);
        wrong.0
    }

    fn compare_parts(&self, found: &Determination, wrong: &mut Differences) {
        let parts: Vec<String> = found
            .assist
            .iter()
            .map(|part| format!("{}/{}", part.organ.code(), part.role.code()))
            .collect();
        for part in &self.expect.assist {
            wrong.must(parts.contains(part), || {
                format!("no part {part} among {parts:?}")
            });
        }
        for organ in &self.expect.no_assist {
            let none = found.assist.iter().all(|part| part.organ.code() != organ);
            wrong.must(none, || format!("{organ} has a part: {parts:?}"));
        }
        let duties: Vec<(&str, &str, &str)> = found
            .duties
            .iter()
            .map(|duty| {
                (
                    duty.organ.code(),
                    duty.id.as_str(),
                    duty.to.map_or("", Term::code),
                )
            })
            .collect();
        let has = |wanted: &str| duties.iter().any(|duty| duty_matches(wanted, *duty));
        for duty in &self.expect.duties {
            wrong.must(has(duty), || format!("no duty {duty} among {duties:?}"));
        }
        for duty in &self.expect.no_duties {
            wrong.must(!has(duty), || {
                format!("unwanted duty {duty} among {duties:?}")
            });
        }
        let warnings: Vec<&String> = found.warnings.iter().map(|warning| &warning.id).collect();
        for warning in &self.expect.warnings {
            wrong.must(warnings.contains(&warning), || {
                format!("no warning {warning} among {warnings:?}")
            });
        }
        for warning in &self.expect.no_warnings {
            wrong.must(!warnings.contains(&warning), || {
                format!("unwanted warning {warning}")
            });
        }
    }

    fn compare_limits(&self, found: &Determination, wrong: &mut Differences) {
        if let Some(deadlines) = &self.expect.deadlines {
            let due =
                |day: Option<NaiveDate>| day.map_or("undated".to_owned(), |day| day.to_string());
            let dated: BTreeMap<String, String> = found
                .deadlines
                .iter()
                .map(|deadline| (deadline.id.clone(), due(deadline.due)))
                .collect();
            wrong.compare("deadlines", deadlines, &dated);
        }
        if let Some(provisional) = &self.expect.provisional {
            let open = found
                .deadlines
                .iter()
                .filter(|deadline| deadline.provisional);
            let open: BTreeSet<String> = open.map(|deadline| deadline.id.clone()).collect();
            wrong.compare("provisional", provisional, &open);
        }
    }
}

struct Differences(Vec<String>);

impl Differences {
    fn must(&mut self, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.0.push(message());
        }
    }

    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, expected: &T, found: &T) {
        self.must(expected == found, || {
            format!("{what}: expected {expected:?}, found {found:?}")
        });
    }
}

fn codes<T: Term>(terms: &[T]) -> BTreeSet<String> {
    terms.iter().map(|term| term.code().to_owned()).collect()
}

fn duty_matches(wanted: &str, (organ, id, to): (&str, &str, &str)) -> bool {
    let (rest, wanted_to) = wanted.split_once('>').unwrap_or((wanted, to));
    let (wanted_organ, wanted_id) = rest.split_once(':').unwrap_or((organ, rest));
    (wanted_organ, wanted_id, wanted_to) == (organ, id, to)
}
