//! The golden cases of sharing: an exchange, and what must come out, written by hand from the paragraphs. The same cases run natively and in a
//! browser.
//!
//! Each test takes what it needs of this.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_rules::sharing::{ExchangeAnswer, ExchangeStatus, Sharing};
use shizu_rules::vocabulary::Term;
use shizu_rules::{MatterFacts, Rulebook, Subject};

/// The day whose rules the cases are about.
pub const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();

/// FNV-1a over the JSON of all answers to the cases. Changes when any of them changes: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0xbf89_6e28_c952_9ef0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// A case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Unique.
    pub name: String,
    /// Why this must come out, with the paragraph.
    pub because: String,
    /// The known facts, by code; circumstances that are not named are answered "no".
    given: BTreeMap<String, String>,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    tier: String,
    decision: String,
    approver: Option<String>,
    /// All of them, in any order.
    masks: BTreeSet<String>,
    /// All of them, in any order.
    warnings: BTreeSet<String>,
    /// The row that decides.
    rule: String,
    /// Other rows that must be among the reasons.
    #[serde(default)]
    because_of: Vec<String>,
}

/// Every case.
pub fn cases() -> Vec<Case> {
    let file: File = toml::from_str(include_str!("../golden/sharing.toml")).expect("cases");
    file.case
}

impl Case {
    /// The exchange.
    pub fn facts(&self) -> MatterFacts {
        let mut facts = MatterFacts::new(Subject::Exchange);
        for code in ["recipient_concerned", "superior_matter"] {
            set(&mut facts, code, "no");
        }
        for (code, value) in &self.given {
            set(&mut facts, code, value);
        }
        facts
    }

    /// Where the answer is not what is expected.
    pub fn differences(&self, answer: &ExchangeAnswer) -> Vec<String> {
        let mut found = Vec::new();
        let mut same = |what: &str, expected: String, got: String| {
            if expected != got {
                found.push(format!("{what}: expected {expected}, got {got}"));
            }
        };
        let code = |term: Option<&'static str>| term.unwrap_or("none").to_owned();
        let expect = &self.expect;
        let determined = format!("{:?}", ExchangeStatus::Determined);
        same("status", determined, format!("{:?}", answer.status));
        same(
            "tier",
            expect.tier.clone(),
            code(answer.tier.map(Term::code)),
        );
        same(
            "decision",
            expect.decision.clone(),
            code(answer.decision.map(Term::code)),
        );
        let approver = expect.approver.clone().unwrap_or("none".to_owned());
        same("approver", approver, code(answer.approver.map(Term::code)));
        let masks: BTreeSet<String> = answer
            .masks
            .iter()
            .map(|mask| mask.code().to_owned())
            .collect();
        same("masks", format!("{:?}", expect.masks), format!("{masks:?}"));
        let warnings: BTreeSet<&str> = answer
            .warnings
            .iter()
            .map(|warning| warning.id.as_str())
            .collect();
        same(
            "warnings",
            format!("{:?}", expect.warnings),
            format!("{warnings:?}"),
        );
        let rules: Vec<&str> = answer
            .reasons
            .iter()
            .map(|reason| reason.rule.as_str())
            .collect();
        for rule in [&expect.rule].into_iter().chain(&expect.because_of) {
            same(
                "reasons",
                format!("{rule} among {rules:?}"),
                if rules.contains(&rule.as_str()) {
                    format!("{rule} among {rules:?}")
                } else {
                    "not there".to_owned()
                },
            );
        }
        found
    }
}

fn set(facts: &mut MatterFacts, code: &str, value: &str) {
    let key = Subject::Exchange
        .fact(code)
        .unwrap_or_else(|| panic!("no fact {code}"));
    facts
        .parse(key, value)
        .unwrap_or_else(|error| panic!("{error:?}"));
}

/// One number for the answers to all cases.
pub fn fingerprint(rulebook: &Rulebook) -> u64 {
    let sharing = Sharing::new(rulebook, DAY).expect("compiles");
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for case in cases() {
        let json = serde_json::to_string(&sharing.answer(&case.facts())).expect("plain data");
        for byte in json.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
