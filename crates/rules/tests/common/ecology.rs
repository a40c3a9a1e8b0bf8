//! The golden cases of ecology, early warning, appraisal, accountability and roles. They run natively and in a browser.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use shizu_rules::appraisal::{GroupAppraiser, GroupMarks};
use shizu_rules::ecology::{CadreWatch, Mark, Measures, Score, UnitEvaluator, UnitMarks, word};
use shizu_rules::vocabulary::{SheetKind, Term, Value};
use shizu_rules::{FactKey, Inquiry, MatterFacts, Rulebook, Subject};

const GOLDEN: &str = include_str!("../golden/ecology.toml");

pub type Facts = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    pub unit: Vec<Unit>,
    pub cadre: Vec<Cadre>,
    pub group: Vec<Group>,
    pub verdict: Vec<Verdict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub name: String,
    pub because: String,
    sheet: Option<String>,
    marks: Vec<String>,
    extra: Option<String>,
    #[serde(default)]
    facts: Facts,
    score: String,
    grade: String,
    risk: String,
    weak: Vec<String>,
    measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadre {
    pub name: String,
    pub because: String,
    marks: Vec<String>,
    facts: Facts,
    score: String,
    level: String,
    organ: String,
    measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    pub because: String,
    sheet: Option<String>,
    commission: Vec<String>,
    office: Vec<String>,
    host: Option<Vec<String>>,
    bonus: Option<String>,
    #[serde(default)]
    facts: Facts,
    score: String,
    grade: String,
    host_differs: bool,
    measures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    pub name: String,
    pub because: String,
    table: String,
    facts: Facts,
    answer: Option<String>,
    #[serde(default)]
    open: Vec<String>,
}

pub fn golden() -> Golden {
    toml::from_str(GOLDEN).expect("golden cases")
}

pub fn rulebook() -> &'static Rulebook {
    static READ: OnceLock<Rulebook> = OnceLock::new();
    READ.get_or_init(|| Rulebook::shipped().expect("loads"))
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).expect("a day")
}

/// The sheet with this id, or the usual one.
pub fn sheet(kind: SheetKind, id: Option<&str>) -> &str {
    id.unwrap_or_else(|| {
        &rulebook()
            .sheets_of(kind)
            .next()
            .expect("a sheet")
            .grounds
            .id
    })
}

pub fn facts(subject: Subject, given: &Facts) -> MatterFacts {
    let mut facts = MatterFacts::new(subject);
    for (code, value) in given {
        let key = subject.fact(code).expect(code);
        facts.parse(key, value).expect(value);
    }
    facts
}

pub fn marks(texts: &[String]) -> Vec<Mark> {
    texts
        .iter()
        .map(|text| Mark::read(text).expect(text))
        .collect()
}

pub fn decimal(text: Option<&String>) -> Decimal {
    text.map_or(Decimal::ZERO, |text| text.parse().expect("a number"))
}

/// What a case must give and what it gives, in one line each.
pub struct Line {
    pub name: String,
    pub expected: String,
    pub found: String,
}

fn of_score(score: &Score) -> String {
    let levels: Vec<&str> = score.levels.iter().map(|level| level.code).collect();
    format!("{} {}", score.score, levels.join("|"))
}

fn of_measures(measures: &Measures) -> String {
    let sure = measures.sure.iter().map(|measure| {
        assert!(rulebook().item(&measure.rule).is_some(), "{}", measure.rule);
        format!("{}:{}", measure.duty.organ.code(), measure.duty.id)
    });
    sure.collect::<Vec<_>>().join(" ")
}

impl Unit {
    pub fn line(&self) -> Line {
        let sheet = sheet(SheetKind::Ecology, self.sheet.as_deref());
        let evaluator = UnitEvaluator::new(rulebook(), sheet, day()).expect("compiles");
        let entered = UnitMarks {
            marks: marks(&self.marks),
            deduction: decimal(self.extra.as_ref()),
        };
        let found = evaluator.evaluate(&entered, &facts(Subject::Ecology, &self.facts));
        let risks: Vec<&str> = found.risks.iter().map(|risk| risk.code).collect();
        assert_eq!(found.risk_rule.is_some(), risks.len() == 1, "{}", self.name);
        Line {
            name: self.name.clone(),
            expected: format!(
                "{} {} {} {:?} {}",
                self.score,
                self.grade,
                self.risk,
                self.weak,
                self.measures.join(" ")
            ),
            found: format!(
                "{} {} {:?} {}",
                of_score(&found.score),
                risks.join("|"),
                found.weak,
                of_measures(&found.measures)
            ),
        }
    }
}

impl Cadre {
    pub fn line(&self) -> Line {
        let watch = CadreWatch::new(rulebook(), sheet(SheetKind::Warning, None), day());
        let found = watch
            .expect("compiles")
            .warn(&marks(&self.marks), &facts(Subject::Cadre, &self.facts));
        let organ = found.organ.as_ref().and_then(word);
        Line {
            name: self.name.clone(),
            expected: format!(
                "{} {} {} {}",
                self.score,
                self.level,
                self.organ,
                self.measures.join(" ")
            ),
            found: format!(
                "{} {} {}",
                of_score(&found.score),
                organ.map_or("", |organ: Value| organ.code),
                of_measures(&found.measures)
            ),
        }
    }
}

impl Group {
    pub fn line(&self) -> Line {
        let sheet = sheet(SheetKind::Appraisal, self.sheet.as_deref());
        let appraiser = GroupAppraiser::new(rulebook(), sheet, day()).expect("compiles");
        let entered = GroupMarks {
            commission: marks(&self.commission),
            office: marks(&self.office),
            host: self.host.as_deref().map(marks),
            bonus: decimal(self.bonus.as_ref()),
        };
        let found = appraiser.appraise(&entered, &facts(Subject::Appraisal, &self.facts));
        Line {
            name: self.name.clone(),
            expected: format!(
                "{} {} {:?} {}",
                self.score,
                self.grade,
                Some(self.host_differs),
                self.measures.join(" ")
            ),
            found: format!(
                "{} {:?} {}",
                of_score(&found.score),
                found.host_differs,
                of_measures(&found.measures)
            ),
        }
    }
}

impl Verdict {
    pub fn line(&self) -> Line {
        let table = rulebook().table(&self.table).expect("a table");
        let inquiry = Inquiry::new(rulebook(), table.subject, day()).expect("compiles");
        let facts = facts(table.subject, &self.facts);
        let ruling = inquiry.ruling(&self.table, &facts).expect("a table");
        let answer = ruling.answers.first().and_then(word);
        let asked: Vec<&str> = ruling.missing.iter().copied().map(FactKey::code).collect();
        Line {
            name: self.name.clone(),
            expected: format!("{:?} {:?}", self.answer.as_deref(), self.open),
            found: format!("{:?} {:?}", answer.map(|answer| answer.code), asked),
        }
    }
}

/// Every golden case.
pub fn lines() -> Vec<Line> {
    let golden = golden();
    let units = golden.unit.iter().map(Unit::line);
    let cadres = golden.cadre.iter().map(Cadre::line);
    let groups = golden.group.iter().map(Group::line);
    let verdicts = golden.verdict.iter().map(Verdict::line);
    units.chain(cadres).chain(groups).chain(verdicts).collect()
}

/// One number for everything that came out, which native and browser must both reproduce.
pub fn fingerprint() -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for line in lines() {
        for byte in line.found.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// Of all golden cases; changes when any outcome does: write the new value here on purpose.
pub const FINGERPRINT: u64 = 0xdc11_096e_0cdc_c303;
