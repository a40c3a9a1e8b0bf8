//! The rulebook as plain data, in the shape in which it is written.

use std::collections::BTreeMap;

use serde::Serialize;
use shizu_rules::deadlines::{Counting, Extension};
use shizu_rules::vocabulary::Term;
use shizu_rules::{
    CitedShare, Item, Lang, Limit, Parameter, Rule, RuleTable, Rulebook, Text, Then, policy_code,
};

use crate::lang::pick;

/// What a row gives, with the fields that `then` has in a rulebook file.
#[derive(Debug, Default, Serialize)]
pub struct ThenData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_accepted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organ: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'static str>,
}

impl From<&Then> for ThenData {
    fn from(then: &Then) -> Self {
        let empty = ThenData::default();
        match then {
            Then::Lead(organ) => ThenData {
                lead: Some(organ.code()),
                ..empty
            },
            Then::NotAccepted => ThenData {
                not_accepted: Some(true),
                ..empty
            },
            Then::Assist { organ, role } => ThenData {
                organ: Some(organ.code()),
                role: Some(role.code()),
                ..empty
            },
            Then::Mechanism(mechanism) => ThenData {
                mechanism: Some(mechanism.code()),
                ..empty
            },
            Then::Duty(duty) => ThenData {
                duty: Some(duty.id.clone()),
                organ: Some(duty.organ.code()),
                role: Some(duty.role.code()),
                to: duty.to.map(Term::code),
                phase: Some(duty.phase.code()),
                ..empty
            },
            Then::Limit(limit) => ThenData {
                limit: Some(limit.clone()),
                ..empty
            },
            Then::Warning { id, severity } => ThenData {
                warning: Some(id.clone()),
                severity: Some(severity.code()),
                ..empty
            },
            Then::Answer(answer) => ThenData {
                answer: Some(answer.code()),
                ..empty
            },
        }
    }
}

/// What a row gives, in a few words.
pub fn then_text(then: &Then, lang: Lang) -> String {
    let colon = pick(lang, "：", ": ");
    match then {
        Then::Lead(organ) => format!("{}{colon}{}", pick(lang, "主办", "lead"), organ.label(lang)),
        Then::NotAccepted => pick(lang, "不予受理", "not accepted").to_owned(),
        Then::Assist { organ, role } => format!("{}{colon}{}", role.label(lang), organ.label(lang)),
        Then::Mechanism(mechanism) => format!(
            "{}{colon}{}",
            pick(lang, "机制", "mechanism"),
            mechanism.label(lang)
        ),
        Then::Duty(duty) => format!(
            "{}{colon}{} [{}]",
            pick(lang, "职责", "duty"),
            duty.organ.label(lang),
            duty.id
        ),
        Then::Limit(limit) => format!("{}{colon}{limit}", pick(lang, "时限", "time limit")),
        Then::Warning { id, severity } => format!("{}{colon}{id}", severity.label(lang)),
        Then::Answer(answer) => format!("{}{colon}{}", answer.kind.label(lang), answer.label(lang)),
    }
}

/// A row.
#[derive(Debug, Serialize)]
pub struct RuleData<'a> {
    pub id: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<&'static str, Vec<&'static str>>,
    pub then: ThenData,
    pub title: &'a Text,
    pub says: &'a Text,
    pub basis: &'static str,
    pub cites: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlay: Option<&'a str>,
}

impl<'a> From<&'a Rule> for RuleData<'a> {
    fn from(rule: &'a Rule) -> Self {
        RuleData {
            id: &rule.id,
            when: rule
                .conditions()
                .map(|(fact, values)| (fact.code(), values))
                .collect(),
            then: (&rule.then).into(),
            title: &rule.title,
            says: &rule.says,
            basis: rule.basis.code(),
            cites: &rule.cites,
            note: rule.note.as_ref(),
            valid_from: rule.valid_from.map(|day| day.to_string()),
            valid_to: rule.valid_to.map(|day| day.to_string()),
            overlay: rule.overlay.as_deref(),
        }
    }
}

/// A table.
#[derive(Debug, Serialize)]
pub struct TableData<'a> {
    pub id: &'a str,
    pub zh: &'a str,
    pub en: &'a str,
    pub about: &'a Text,
    pub subject: &'static str,
    pub policy: &'static str,
    pub gives: &'static str,
    pub complete: bool,
    pub row: Vec<RuleData<'a>>,
}

impl<'a> TableData<'a> {
    /// The table with the rows that `keep` keeps.
    pub fn new(table: &'a RuleTable, keep: impl Fn(&Rule) -> bool) -> Self {
        TableData {
            id: &table.id,
            zh: &table.title.zh,
            en: &table.title.en,
            about: &table.about,
            policy: policy_code(table.policy),
            subject: table.subject.code(),
            gives: table.gives.code(),
            complete: table.complete,
            row: table
                .rules
                .iter()
                .filter(|rule| keep(rule))
                .map(RuleData::from)
                .collect(),
        }
    }
}

/// A time limit.
#[derive(Debug, Serialize)]
pub struct LimitData<'a> {
    pub id: &'a str,
    pub title: &'a Text,
    pub start: &'static str,
    pub amount: u32,
    pub unit: &'static str,
    #[serde(flatten)]
    pub counting: Counting,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<&'a Extension>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    pub basis: &'static str,
    pub cites: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a Text>,
}

impl<'a> From<&'a Limit> for LimitData<'a> {
    fn from(limit: &'a Limit) -> Self {
        LimitData {
            id: &limit.id,
            title: &limit.title,
            start: limit.start.code(),
            amount: limit.amount,
            unit: limit.unit.code(),
            counting: limit.counting,
            extension: limit.extension.as_ref(),
            valid_from: limit.valid_from.map(|day| day.to_string()),
            valid_to: limit.valid_to.map(|day| day.to_string()),
            basis: limit.basis.code(),
            cites: &limit.cites,
            note: limit.note.as_ref(),
        }
    }
}

/// An entry of a family that stands in no table: what it is, says and rests on; a number with its value and range.
#[derive(Debug, Serialize)]
pub struct ItemData<'a> {
    pub kind: &'static str,
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
    pub title: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<&'a Text>,
    pub basis: &'static str,
    pub cites: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a Text>,
}

impl<'a> ItemData<'a> {
    /// The entry; `number` if it is one.
    pub fn new(item: &Item<'a>, number: Option<&'a Parameter>) -> Self {
        ItemData {
            kind: item.kind.code(),
            id: item.id,
            value: number.map(|number| number.value.to_string()),
            unit: number.map(|number| number.unit.as_str()),
            range: number.map(|number| [number.min.to_string(), number.max.to_string()]),
            title: item.title,
            says: item.says,
            basis: item.basis.code(),
            cites: item.cites,
            note: item.note,
        }
    }
}

/// A citation with what it says.
#[derive(Debug, Serialize)]
pub struct CiteData<'a> {
    pub id: &'a str,
    pub document: &'a str,
    pub section: &'a str,
    pub says: &'a str,
}

/// What the citations say; those that the catalogue does not have are left out, which its loading rules out.
pub fn cites<'a>(rulebook: &'a Rulebook, ids: &'a [String], lang: Lang) -> Vec<CiteData<'a>> {
    let catalogue = &rulebook.catalogue;
    let entries = ids.iter().filter_map(|id| catalogue.get(id));
    let data = entries.map(|entry| CiteData {
        id: &entry.id,
        document: catalogue
            .document(entry)
            .map_or("", |document| document.title.in_lang(lang)),
        section: entry.section.in_lang(lang),
        says: entry.says.in_lang(lang),
    });
    data.collect()
}

/// Share of the encodable paragraphs that are cited, in tenths of a percent, cut.
pub fn tenths_cited(share: &CitedShare) -> usize {
    share.cited * 1000 / share.encodable.max(1)
}
