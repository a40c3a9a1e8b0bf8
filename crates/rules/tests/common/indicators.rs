//! The golden cases of indicators: rows, and what must come out. The same cases run natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use shizu_rules::Rulebook;
use shizu_rules::indicators::{Column, Figures, Indicators, InputRow, Outcome, Told};
use shizu_rules::vocabulary::Term;

const GOLDEN: &str = include_str!("../golden/indicators.toml");

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
    rows: Vec<BTreeMap<String, String>>,
    expect: Vec<Expect>,
}

/// What must come out of a row. Errors and notes must be exactly these; a figure that is not given is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    kind: Option<String>,
    shares: Option<Vec<String>>,
    plain: Option<Vec<String>>,
    plain_sum: Option<String>,
    sum: Option<String>,
    share: Option<String>,
    rate: Option<String>,
    change: Option<String>,
    from: Option<String>,
    to: Option<String>,
    party_rate: Option<String>,
    administrative_rate: Option<String>,
    agrees: Option<bool>,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
}

pub fn cases() -> Vec<Case> {
    let file: File = toml::from_str(GOLDEN).expect("golden cases");
    file.case
}

pub fn indicators() -> Indicators {
    static READ: OnceLock<Indicators> = OnceLock::new();
    let read = || Indicators::new(&Rulebook::shipped().expect("loads")).expect("its numbers");
    *READ.get_or_init(read)
}

impl Case {
    pub fn outcomes(&self) -> Vec<Outcome> {
        let rows = self.rows.iter().enumerate().map(|(at, row)| InputRow {
            row: at as u64 + 2,
            cells: row
                .iter()
                .map(|(column, text)| (Column::from_code(column).expect(column), text.clone()))
                .collect(),
        });
        indicators().work_out(&rows.collect::<Vec<_>>())
    }

    /// Where the outcomes are not what must come out.
    pub fn differences(&self) -> Vec<String> {
        let outcomes = self.outcomes();
        if outcomes.len() != self.expect.len() {
            return vec![format!("{} rows", outcomes.len())];
        }
        let compared = self.expect.iter().zip(&outcomes);
        compared
            .flat_map(|(expect, outcome)| expect.differences(outcome))
            .collect()
    }
}

impl Expect {
    fn differences(&self, outcome: &Outcome) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |what: &str, expected: Option<String>, got: Option<String>| {
            if expected.is_some() && expected != got {
                found.push(format!(
                    "row {}: {what}: {expected:?}, got {got:?}",
                    outcome.row
                ));
            }
        };
        let figures = told(outcome);
        let list = |texts: &Option<Vec<String>>| texts.as_ref().map(|texts| texts.join(" "));
        look(
            "kind",
            Some(format!("{:?}", self.kind)),
            Some(format!(
                "{:?}",
                outcome.kind.map(|kind| kind.code().to_owned())
            )),
        );
        look("shares", list(&self.shares), figures.get("shares").cloned());
        look("plain", list(&self.plain), figures.get("plain").cloned());
        for (what, expected) in [
            ("plain_sum", &self.plain_sum),
            ("sum", &self.sum),
            ("share", &self.share),
            ("rate", &self.rate),
            ("change", &self.change),
            ("from", &self.from),
            ("to", &self.to),
            ("party_rate", &self.party_rate),
            ("administrative_rate", &self.administrative_rate),
        ] {
            look(what, expected.clone(), figures.get(what).cloned());
        }
        look(
            "agrees",
            Some(format!("{:?}", self.agrees)),
            Some(format!("{:?}", outcome.agrees)),
        );
        let errors = outcome.errors.iter().map(|error| {
            let column = error.column.map_or("", Term::code);
            format!("{column}:{}", error.reason.code())
        });
        look(
            "errors",
            Some(self.errors.join(" ")),
            Some(errors.collect::<Vec<_>>().join(" ")),
        );
        let notes = outcome.notes.iter().map(|note| note.reason.code());
        look(
            "notes",
            Some(self.notes.join(" ")),
            Some(notes.collect::<Vec<_>>().join(" ")),
        );
        found
    }
}

/// The figures of an outcome by name, as text.
fn told(outcome: &Outcome) -> BTreeMap<&'static str, String> {
    let figures = outcome.figures.iter().flat_map(Figures::told);
    let text = |told| match told {
        Told::One(text) => text,
        Told::Several(texts) => texts.join(" "),
    };
    figures.map(|(name, told)| (name, text(told))).collect()
}

/// One number for everything that came out, which native and browser must both reproduce.
pub fn fingerprint() -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for case in cases() {
        for outcome in case.outcomes() {
            for byte in format!("{outcome:?}").bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    hash
}

/// Of all golden cases; changes when any outcome does: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0x070a_dca6_bf0c_6fc3;
