//! The golden cases of scoring: what was typed, and what must come out. The same cases run natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_rules::Rulebook;
use shizu_rules::rectification::{Assessment, Draft, LiftStep, Outlook, Remark, Scoring};
use shizu_rules::vocabulary::Term;

const GOLDEN: &str = include_str!("../golden/rectification.toml");

/// Of what comes out of all golden cases. Changes when any answer to them changes: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0x5fc3_d202_5c16_09f0;

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
    pub scheme: Option<String>,
    pub fields: BTreeMap<String, String>,
    pub expect: Expect,
}

/// What must come out. Faults must be exactly these; anything else that is not given is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    score: Option<String>,
    lowest: Option<String>,
    highest: Option<String>,
    band: Option<String>,
    possible: Option<Vec<String>>,
    effect: Option<String>,
    lift: Option<String>,
    changes: Option<Vec<String>>,
    shifts: Option<BTreeMap<String, String>>,
    values: Option<BTreeMap<String, String>>,
    consequences: Option<Vec<String>>,
    possible_consequences: Option<Vec<String>>,
    follow_up: Option<Vec<String>>,
    ask: Option<Vec<String>>,
    #[serde(default)]
    faults: Vec<String>,
    notes: Option<Vec<String>>,
}

/// The day on which all cases are evaluated.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day")
}

pub fn scoring() -> &'static Scoring {
    static SCORING: OnceLock<Scoring> = OnceLock::new();
    SCORING.get_or_init(|| {
        Scoring::new(&Rulebook::shipped().expect("loads"), day()).expect("its numbers")
    })
}

pub fn cases() -> Vec<Case> {
    let file: File = toml::from_str(GOLDEN).expect("golden cases");
    file.case
}

pub fn draft(fields: &BTreeMap<String, String>) -> Draft {
    let mut draft = Draft::default();
    for (name, text) in fields {
        draft.put(name, text);
    }
    draft
}

/// Remarks of one kind, as `field code`.
pub fn told(remarks: &[Remark], faults: bool) -> Vec<String> {
    let wanted = remarks.iter().filter(|remark| remark.is_fault() == faults);
    let text = |remark: &Remark| {
        let field = remark
            .path
            .map_or_else(|| remark.found.0.clone(), |path| path.code());
        format!("{field} {}", remark.code())
    };
    wanted.map(text).collect()
}

pub fn lift(outlook: &Outlook) -> String {
    match outlook {
        Outlook::Best => "best".to_owned(),
        Outlook::Open => "open".to_owned(),
        Outlook::Blocked { by, .. } => format!("blocked by {}", by.code()),
        Outlook::OutOfReach {
            most, satisfaction, ..
        } => {
            let needed = satisfaction.map_or("none".to_owned(), |needed| needed.to_string());
            format!("out of reach: {most}, satisfaction {needed}")
        }
        Outlook::Way(lift) => format!("{} in {}: {}", lift.band.code(), lift.steps, lift.score),
    }
}

fn changes(outlook: &Outlook) -> Vec<String> {
    let Outlook::Way(lift) = outlook else {
        return Vec::new();
    };
    let change = |change: &shizu_rules::rectification::Change| {
        let [now, then] = change.value;
        let mut text = format!("{} {now} -> {then}:", change.index.code());
        for step in &change.steps {
            match step {
                LiftStep::Points { count } => write!(text, " {count} points"),
                LiftStep::Items { count, from, to } => {
                    write!(text, " {count} {} -> {}", from.code(), to.code())
                }
            }
            .expect("text");
        }
        text
    };
    lift.changes.iter().map(change).collect()
}

impl Case {
    pub fn answer(&self) -> (Assessment, Vec<Remark>) {
        let scoring = scoring();
        let (entry, remarks) = scoring.read(&draft(&self.fields));
        (scoring.assess(&entry, self.scheme.as_deref()), remarks)
    }

    /// Where the answer is not what must come out.
    pub fn differences(&self) -> Vec<String> {
        let (answer, remarks) = self.answer();
        let expect = &self.expect;
        let mut all = Vec::new();
        let mut same = |what: &str, wanted: Option<String>, found: String| {
            if let Some(wanted) = wanted
                && wanted != found
            {
                all.push(format!("{what}: {found}, not {wanted}"));
            }
        };
        let list = |words: &Option<Vec<String>>| words.as_ref().map(|words| words.join(", "));
        let score = answer
            .score
            .map_or("open".to_owned(), |score| score.to_string());
        let open = expect.lowest.as_ref().map(|_| "open".to_owned());
        same("score", expect.score.clone().or(open), score);
        same("lowest", expect.lowest.clone(), answer.lowest.to_string());
        same(
            "highest",
            expect.highest.clone(),
            answer.highest.to_string(),
        );
        let band = answer.band.map_or("open", Term::code).to_owned();
        same("band", expect.band.clone(), band);
        let codes = |bands: &[shizu_rules::vocabulary::ScoreBand]| {
            let codes: Vec<&str> = bands.iter().map(|band| band.code()).collect();
            codes.join(", ")
        };
        same(
            "possible",
            list(&expect.possible),
            codes(&answer.possible_bands),
        );
        same(
            "effect",
            expect.effect.clone(),
            answer.effect.what.code().to_owned(),
        );
        same("lift", expect.lift.clone(), lift(&answer.to_next_band));
        same(
            "changes",
            list(&expect.changes),
            changes(&answer.to_next_band).join(", "),
        );
        let sure = answer.consequences.sure.iter();
        let sure: Vec<&str> = sure.map(|told| told.what.code()).collect();
        same("consequences", list(&expect.consequences), sure.join(", "));
        let possible = answer.consequences.possible.iter();
        let possible: Vec<&str> = possible.map(|what| what.code()).collect();
        same(
            "possible",
            list(&expect.possible_consequences),
            possible.join(", "),
        );
        let follow = answer.follow_up.sure.iter();
        let follow = follow.map(|told| format!("{} {}", told.what.0.code(), told.what.1.code()));
        let follow: Vec<String> = follow.collect();
        same("follow-up", list(&expect.follow_up), follow.join(", "));
        let asked = answer.ask_next.iter();
        let asked = asked.map(|asked| format!("{} {}", asked.path.code(), asked.points));
        same(
            "ask",
            list(&expect.ask),
            asked.collect::<Vec<_>>().join(", "),
        );
        let faults = Some(expect.faults.join(", "));
        same("faults", faults, told(&remarks, true).join(", "));
        same(
            "notes",
            list(&expect.notes),
            told(&remarks, false).join(", "),
        );
        for (index, wanted) in expect.values.iter().flatten() {
            let found = answer
                .contributions
                .iter()
                .find(|one| one.index.code() == index);
            let found = found.expect(index).value[0].to_string();
            same(index, Some(wanted.clone()), found);
        }
        for (index, wanted) in expect.shifts.iter().flatten() {
            let found = answer
                .sensitivity
                .iter()
                .find(|one| one.index.code() == index);
            let found = found.expect(index);
            let mut text = format!("{} - {}", found.from, found.to);
            if let Some(band) = found.below {
                text = format!("{} < {text}", band.code());
            }
            if let Some(band) = found.above {
                text = format!("{text} > {}", band.code());
            }
            same(index, Some(wanted.clone()), text);
        }
        all
    }
}

/// One number for what comes out of all cases.
pub fn fingerprint() -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for case in cases() {
        let (answer, remarks) = case.answer();
        let text = format!(
            "{answer:?}{:?}{:?}",
            told(&remarks, true),
            told(&remarks, false)
        );
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}
