//! Reading rulebook files: every cell, citation and outcome is checked, and every mistake is reported with its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use shizu_tables::{Aggregate, Cell, CellError, Domain, Policy};
use toml::Spanned;

use super::{Duty, Gives, Limit, LimitUnit, Rule, RuleTable, Then};
use crate::error::{LoadError, Place, Problem, What};
use crate::facts::FactKey;
use crate::lang::Text;
use crate::sources::{Catalogue, Confidence, EntryKind};
use crate::vocabulary::{Basis, Term};

/// A file being read: its name and text for places, the catalogue for citations, and the mistakes found so far.
pub(super) struct Reader<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub catalogue: &'a Catalogue,
    pub overlay: Option<&'a str>,
    pub errors: Vec<LoadError>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    table: Head,
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: String,
    zh: String,
    en: String,
    about: Text,
    policy: Spanned<String>,
    gives: Spanned<String>,
    #[serde(default)]
    complete: bool,
}

/// A row as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub id: Spanned<String>,
    /// In an overlay: the table it belongs to.
    pub table: Option<Spanned<String>>,
    #[serde(default)]
    when: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    then: Spanned<Outcome>,
    title: Text,
    says: Text,
    basis: Option<Spanned<String>>,
    #[serde(default)]
    cites: Vec<Spanned<String>>,
    note: Option<Text>,
    valid_from: Option<Spanned<String>>,
    valid_to: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    lead: Option<Spanned<String>>,
    not_accepted: Option<bool>,
    organ: Option<Spanned<String>>,
    role: Option<Spanned<String>>,
    mechanism: Option<Spanned<String>>,
    duty: Option<String>,
    to: Option<Spanned<String>>,
    phase: Option<Spanned<String>>,
    limit: Option<String>,
    warning: Option<String>,
    severity: Option<Spanned<String>>,
}

/// A time limit as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitRow {
    pub id: Spanned<String>,
    title: Text,
    amount: u32,
    unit: Spanned<String>,
    basis: Option<Spanned<String>>,
    #[serde(default)]
    cites: Vec<Spanned<String>>,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    limit: Vec<LimitRow>,
}

impl Reader<'_> {
    pub fn table(&mut self) -> Option<RuleTable> {
        let parsed: TableFile = self.parse()?;
        let policies = [
            ("unique", Policy::Unique),
            ("any", Policy::Any),
            ("first", Policy::First),
            ("rule_order", Policy::RuleOrder),
            ("collect", Policy::Collect(Aggregate::List)),
        ];
        let policy = self.named(What::Policy, &parsed.table.policy, &policies);
        let gives = self.named(What::Outcome, &parsed.table.gives, Gives::ALL)?;
        let rules = parsed
            .row
            .into_iter()
            .filter_map(|row| self.rule(row, gives))
            .collect();
        Some(RuleTable {
            id: parsed.table.id,
            title: Text {
                zh: parsed.table.zh,
                en: parsed.table.en,
            },
            about: parsed.table.about,
            policy: policy?,
            complete: parsed.table.complete,
            gives,
            rules,
        })
    }

    pub fn limits(&mut self) -> Vec<Limit> {
        let rows = self
            .parse::<LimitFile>()
            .map(|file| file.limit)
            .unwrap_or_default();
        rows.into_iter().filter_map(|row| self.limit(row)).collect()
    }

    pub fn limit(&mut self, row: LimitRow) -> Option<Limit> {
        self.check_text(&row.id, "title", &row.title);
        let basis = self.basis(&row.id, row.basis.as_ref());
        let cites = self.cites(&row.id, &row.cites);
        self.check_carried(&row.id, basis, &cites, row.note.as_ref());
        let unit = self.named(What::Unit, &row.unit, LimitUnit::ALL)?;
        Some(Limit {
            id: row.id.into_inner(),
            title: row.title,
            amount: row.amount,
            unit,
            basis: basis?,
            cites,
            note: row.note,
        })
    }

    pub fn rule(&mut self, row: Row, gives: Gives) -> Option<Rule> {
        let place = self.place(&row.id);
        self.check_text(&row.id, "title", &row.title);
        self.check_text(&row.id, "says", &row.says);
        let when = row
            .when
            .iter()
            .filter_map(|(fact, texts)| self.cell(fact, texts))
            .collect();
        let then = self.then(&row.then, gives);
        let basis = self.basis(&row.id, row.basis.as_ref());
        let cites = self.cites(&row.id, &row.cites);
        self.check_carried(&row.id, basis, &cites, row.note.as_ref());
        let (valid_from, valid_to) = (
            self.date(row.valid_from.as_ref()),
            self.date(row.valid_to.as_ref()),
        );
        if let (Some(from), Some(to)) = (valid_from, valid_to) {
            if to < from {
                self.fail(
                    &row.id,
                    Problem::BadDate {
                        text: format!("{from} – {to}"),
                    },
                );
            }
        }
        Some(Rule {
            id: row.id.into_inner(),
            when,
            then: then?,
            title: row.title,
            says: row.says,
            basis: basis?,
            cites,
            note: row.note,
            valid_from,
            valid_to,
            place,
            overlay: self.overlay.map(str::to_owned),
        })
    }

    pub fn parse<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        toml::from_str(self.text)
            .map_err(|error| {
                self.errors
                    .push(LoadError::syntax(self.file, self.text, &error))
            })
            .ok()
    }

    pub fn place<T>(&self, at: &Spanned<T>) -> Place {
        Place::at(self.file, self.text, &at.span())
    }

    pub fn fail<T>(&mut self, at: &Spanned<T>, problem: Problem) {
        let place = self.place(at);
        self.errors.push(LoadError { place, problem });
    }

    /// The date, if there is one and it exists.
    pub fn date(&mut self, text: Option<&Spanned<String>>) -> Option<NaiveDate> {
        let text = text?;
        let date = text.get_ref().parse().ok();
        if date.is_none() {
            self.fail(
                text,
                Problem::BadDate {
                    text: text.get_ref().clone(),
                },
            );
        }
        date
    }

    fn named<T: Copy>(
        &mut self,
        what: What,
        text: &Spanned<String>,
        names: &[(&str, T)],
    ) -> Option<T> {
        let found = names
            .iter()
            .find(|(name, _)| name == text.get_ref())
            .map(|(_, value)| *value);
        if found.is_none() {
            self.unknown(what, text, names.iter().map(|(name, _)| *name).collect());
        }
        found
    }

    fn term<T: Term>(&mut self, text: &Spanned<String>) -> Option<T> {
        let found = T::from_code(text.get_ref());
        if found.is_none() {
            self.unknown(
                What::Term,
                text,
                T::VALUES.iter().map(|value| value.code).collect(),
            );
        }
        found
    }

    fn unknown(&mut self, what: What, text: &Spanned<String>, valid: Vec<&str>) {
        let nearest =
            shizu_tables::nearest(text.get_ref(), valid.iter().copied()).map(str::to_owned);
        let expected = valid.into_iter().map(str::to_owned).collect();
        self.fail(
            text,
            Problem::Unknown {
                what,
                text: text.get_ref().clone(),
                expected,
                nearest,
            },
        );
    }

    fn cell(
        &mut self,
        fact: &Spanned<String>,
        texts: &[Spanned<String>],
    ) -> Option<(FactKey, Cell)> {
        let Some(key) = FactKey::from_code(fact.get_ref()) else {
            self.unknown(
                What::Fact,
                fact,
                FactKey::ALL.iter().map(|key| key.code()).collect(),
            );
            return None;
        };
        let domain = Domain::Set(
            key.values()
                .iter()
                .map(|value| value.code.to_owned())
                .collect(),
        );
        let plain: Vec<&str> = texts.iter().map(|text| text.get_ref().as_str()).collect();
        match Cell::parse(&domain, &plain) {
            Ok(cell) if !plain.is_empty() => Some((key, cell)),
            Err(CellError::UnknownCode {
                at,
                text,
                expected,
                nearest,
            }) => {
                self.fail(
                    &texts[at],
                    Problem::Unknown {
                        what: What::Value,
                        text,
                        expected,
                        nearest,
                    },
                );
                None
            }
            _ => {
                self.fail(fact, Problem::EmptyCell { fact: key.code() });
                None
            }
        }
    }

    fn then(&mut self, then: &Spanned<Outcome>, gives: Gives) -> Option<Then> {
        let fields = then.get_ref();
        let term_errors = self.errors.len();
        let result = match (gives, fields) {
            (
                Gives::Lead,
                Outcome {
                    lead: Some(lead),
                    not_accepted: None,
                    ..
                },
            ) => self.term(lead).map(Then::Lead),
            (
                Gives::Lead,
                Outcome {
                    lead: None,
                    not_accepted: Some(true),
                    ..
                },
            ) => Some(Then::NotAccepted),
            (
                Gives::Assist,
                Outcome {
                    organ: Some(organ),
                    role: Some(role),
                    ..
                },
            ) => {
                let (organ, role) = (self.term(organ), self.term(role));
                organ
                    .zip(role)
                    .map(|(organ, role)| Then::Assist { organ, role })
            }
            (
                Gives::Mechanism,
                Outcome {
                    mechanism: Some(mechanism),
                    ..
                },
            ) => self.term(mechanism).map(Then::Mechanism),
            (
                Gives::Duty,
                Outcome {
                    duty: Some(id),
                    organ: Some(organ),
                    role: Some(role),
                    phase: Some(phase),
                    to,
                    ..
                },
            ) => {
                let to = to.as_ref().map(|to| self.term(to));
                let (organ, role, phase) = (self.term(organ), self.term(role), self.term(phase));
                match (organ, role, phase, to) {
                    (Some(organ), Some(role), Some(phase), None | Some(Some(_))) => {
                        Some(Then::Duty(Duty {
                            id: id.clone(),
                            organ,
                            role,
                            to: to.flatten(),
                            phase,
                        }))
                    }
                    _ => None,
                }
            }
            (
                Gives::Limit,
                Outcome {
                    limit: Some(limit), ..
                },
            ) => Some(Then::Limit(limit.clone())),
            (
                Gives::Warning,
                Outcome {
                    warning: Some(id),
                    severity: Some(severity),
                    ..
                },
            ) => self.term(severity).map(|severity| Then::Warning {
                id: id.clone(),
                severity,
            }),
            _ => None,
        };
        if result.is_none() && self.errors.len() == term_errors {
            self.fail(
                then,
                Problem::WrongOutcome {
                    expected: gives.fields(),
                },
            );
        }
        result
    }

    fn check_text(&mut self, at: &Spanned<String>, field: &'static str, text: &Text) {
        if text.zh.trim().is_empty() || text.en.trim().is_empty() {
            self.fail(at, Problem::NoText { field });
        }
    }

    fn basis(&mut self, at: &Spanned<String>, basis: Option<&Spanned<String>>) -> Option<Basis> {
        let Some(basis) = basis else {
            self.fail(at, Problem::NoBasis);
            return None;
        };
        let found = Basis::from_code(basis.get_ref());
        if found.is_none() {
            self.unknown(
                What::Basis,
                basis,
                Basis::VALUES.iter().map(|value| value.code).collect(),
            );
        }
        found
    }

    fn cites(&mut self, at: &Spanned<String>, cites: &[Spanned<String>]) -> Vec<String> {
        if cites.is_empty() {
            self.fail(at, Problem::NoCitation);
        }
        for cite in cites
            .iter()
            .filter(|cite| self.catalogue.get(cite.get_ref()).is_none())
        {
            let nearest = self.catalogue.nearest(cite.get_ref()).map(str::to_owned);
            let problem = Problem::Unknown {
                what: What::Citation,
                text: cite.get_ref().clone(),
                expected: Vec::new(),
                nearest,
            };
            self.errors.push(LoadError {
                place: Place::at(self.file, self.text, &cite.span()),
                problem,
            });
        }
        cites.iter().map(|cite| cite.get_ref().clone()).collect()
    }

    /// Whether the citations carry the basis that is claimed.
    fn check_carried(
        &mut self,
        at: &Spanned<String>,
        basis: Option<Basis>,
        cites: &[String],
        note: Option<&Text>,
    ) {
        let kinds: Vec<&EntryKind> = cites
            .iter()
            .filter_map(|cite| self.catalogue.get(cite))
            .map(|entry| &entry.kind)
            .collect();
        let carried = match basis {
            Some(Basis::Source) => kinds.iter().any(|kind| matches!(kind, EntryKind::Rule(_))),
            Some(Basis::Statute) => kinds.contains(&&EntryKind::Article(Confidence::Verified)),
            Some(Basis::Assumption) => {
                if note.is_none() {
                    self.fail(at, Problem::NoNote);
                }
                true
            }
            None => true,
        };
        if let (false, Some(basis)) = (carried, basis) {
            self.fail(
                at,
                Problem::BasisNotCarried {
                    basis: basis.code(),
                },
            );
        }
    }
}
