//! The golden cases of zone trial, mobile members, squads, talent pools, and of the steps of the ledger, natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_rules::{Inquiry, MatterFacts, Rulebook, Ruling, Subject, Then};

const GOLDEN: [&str; 2] = [
    include_str!("../golden/practice.toml"),
    include_str!("../golden/casebook.toml"),
];

pub const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    pub because: String,
    subject: String,
    facts: BTreeMap<String, String>,
    expect: BTreeMap<String, String>,
}

pub fn cases() -> Vec<Case> {
    let read = |text| {
        let file: File = toml::from_str(text).expect("golden cases");
        file.case
    };
    GOLDEN.into_iter().flat_map(read).collect()
}

/// The answers of a table as the cases write them.
pub fn told(ruling: &Ruling) -> String {
    let word = |then: &Then| match then {
        Then::Answer(answer) => answer.code().to_owned(),
        other => format!("{other:?}"),
    };
    let sure = ruling.answers.iter().map(|answer| word(&answer.then));
    let open = ruling
        .possible
        .iter()
        .map(|then| format!("{}?", word(then)));
    sure.chain(open).collect::<Vec<_>>().join(" ")
}

impl Case {
    pub fn rulings(&self, rulebook: &Rulebook) -> Vec<Ruling> {
        let subject = Subject::from_code(&self.subject).expect("a subject");
        let mut facts = MatterFacts::new(subject);
        for (code, text) in &self.facts {
            let key = subject.fact(code).expect(code);
            facts.parse(key, text).expect(code);
        }
        let inquiry = Inquiry::new(rulebook, subject, DAY).expect("compiles");
        inquiry.ask(&facts)
    }

    /// Where the answers are not what must come out.
    pub fn differences(&self, rulebook: &Rulebook) -> Vec<String> {
        let rulings = self.rulings(rulebook);
        let mut found = Vec::new();
        for (table, expected) in &self.expect {
            let ruling = rulings.iter().find(|ruling| ruling.table == *table);
            let told = ruling.map(told);
            if told.as_deref() != Some(expected) {
                found.push(format!("{table}: expected `{expected}`, got {told:?}"));
            }
        }
        found
    }

    /// The rows that answered.
    pub fn rows(&self, rulebook: &Rulebook) -> Vec<String> {
        let answers = self
            .rulings(rulebook)
            .into_iter()
            .flat_map(|ruling| ruling.answers);
        answers.map(|answer| answer.rule).collect()
    }
}
