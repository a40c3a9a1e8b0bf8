//! What readers of parts of a scenario share: the file, the rulebook, the matters.

use std::ops::Range;

use chrono::NaiveDate;
use shizu_rules::toml_file::{Node, TomlFile, strings};
use shizu_rules::vocabulary::Term;
use shizu_rules::{FactKey, Lang, MatterFacts, Place, Problem, Subject, Text, What, parse_date};
use toml::Spanned;
use toml::de::DeValue;

use crate::desk::Desk;

/// Ids of the matters with their subjects.
pub(crate) type Matters = Vec<(String, Subject)>;

/// A small table written as lines with commas.
pub(crate) struct Lines {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, as wide as the header.
    pub rows: Vec<Vec<String>>,
}

/// A scenario being read.
pub(crate) struct Reading<'r, 'a> {
    pub file: &'r mut TomlFile<'a>,
    pub desk: &'r Desk,
    pub matters: Matters,
}

impl Reading<'_, '_> {
    /// Notes something that the format forbids.
    pub fn told(&mut self, at: &Range<usize>, zh: impl Into<String>, en: impl Into<String>) {
        let (zh, en) = (zh.into(), en.into());
        self.file.fail(at, Problem::Told { zh, en });
    }

    /// Where a node stands.
    pub fn place(&self, node: &Node<'_>) -> Place {
        Place::at(self.file.name, self.file.text, &node.at)
    }

    /// A text in both languages that must be there and not be empty.
    pub fn text(&mut self, node: &Node<'_>, field: &'static str) -> Option<Text> {
        let text = node.required_text(self.file, field)?;
        if text.zh.trim().is_empty() || text.en.trim().is_empty() {
            self.file.fail(&node.at, Problem::NoText { field });
            return None;
        }
        Some(text)
    }

    /// A term by its code.
    pub fn term<T: Term>(&mut self, node: &Node<'_>, field: &'static str, what: What) -> Option<T> {
        let code = node.required(self.file, field)?;
        self.code(&code, what)
    }

    /// The term that a code names.
    pub fn code<T: Term>(&mut self, code: &Spanned<String>, what: What) -> Option<T> {
        let found = T::from_code(code.get_ref());
        if found.is_none() {
            let valid: Vec<&str> = T::VALUES.iter().map(|value| value.code).collect();
            self.file
                .unknown(what, &code.span(), code.get_ref(), &valid);
        }
        found
    }

    /// An id that must be one of `valid`.
    pub fn one_of(&mut self, what: What, id: Spanned<String>, valid: &[&str]) -> Option<String> {
        if valid.contains(&id.get_ref().as_str()) {
            return Some(id.into_inner());
        }
        self.file.unknown(what, &id.span(), id.get_ref(), valid);
        None
    }

    /// A day that may be absent.
    pub fn day(&mut self, node: &Node<'_>, field: &'static str) -> Option<NaiveDate> {
        let text = node.string(self.file, field)?;
        match parse_date(text.get_ref()) {
            Ok(day) => Some(day),
            Err(problem) => {
                let message = |lang| problem.message(text.get_ref(), lang);
                self.told(&text.span(), message(Lang::Zh), message(Lang::En));
                None
            }
        }
    }

    /// A day that must be there.
    pub fn required_day(&mut self, node: &Node<'_>, field: &'static str) -> Option<NaiveDate> {
        node.required(self.file, field)?;
        self.day(node, field)
    }

    /// The matter that the field names, which must be about `subject` if one is given.
    pub fn matter(
        &mut self,
        node: &Node<'_>,
        subject: Option<Subject>,
    ) -> Option<(String, Subject)> {
        let id = node.required(self.file, "matter")?;
        let at = id.span();
        let valid: Vec<String> = self.matters.iter().map(|(id, _)| id.clone()).collect();
        let valid: Vec<&str> = valid.iter().map(String::as_str).collect();
        let id = self.one_of(What::Name, id, &valid)?;
        let found = self.matters.iter().find(|(known, _)| *known == id)?.clone();
        if let Some(subject) = subject.filter(|subject| *subject != found.1) {
            self.told(
                &at,
                format!("“{id}”不是“{}”，此处不能用", subject.label(Lang::Zh)),
                format!(
                    "`{id}` is about another subject; this kind needs `{}`",
                    subject.code()
                ),
            );
            return None;
        }
        Some(found)
    }

    /// Sets facts by the fields of a table: `authority = "same_level"`, flags also as `true` and `false`.
    pub fn facts(&mut self, node: &Node<'_>, facts: &mut MatterFacts) {
        for (fact, index) in self.assignments(node, facts.subject()) {
            facts.set(fact, index);
        }
    }

    /// The facts and values that the fields of a table name.
    pub fn assignments(
        &mut self,
        node: &Node<'_>,
        subject: Subject,
    ) -> Vec<(FactKey, Option<usize>)> {
        let mut found = Vec::new();
        for (name, value) in node.fields() {
            let Some(fact) = subject.fact(name.get_ref()) else {
                let valid: Vec<&str> = subject.facts().iter().map(|key| key.code()).collect();
                self.file
                    .unknown(What::Fact, &name.span(), name.get_ref(), &valid);
                continue;
            };
            let text = match (value.get_ref().as_str(), value.get_ref().as_bool()) {
                (Some(text), _) => text.to_owned(),
                (None, Some(true)) => "yes".to_owned(),
                (None, Some(false)) => "no".to_owned(),
                _ => {
                    let problem = Problem::WrongType {
                        field: fact.code().to_owned(),
                        expected: "\"…\" | true | false",
                    };
                    self.file.fail(&value.span(), problem);
                    continue;
                }
            };
            if text == "unknown" || text.is_empty() {
                found.push((fact, None));
                continue;
            }
            if let Ok(index) = fact.read(&text) {
                found.push((fact, Some(index)));
            } else {
                let valid: Vec<&str> = fact.values().iter().map(|value| value.code).collect();
                self.file.unknown(What::Value, &value.span(), &text, &valid);
            }
        }
        found
    }

    /// Texts by name, from text, whole numbers, decimals and flags alike.
    pub fn scalars(&mut self, node: &Node<'_>) -> Vec<(Spanned<String>, String)> {
        let mut found = Vec::new();
        for (name, value) in node.fields() {
            let text = match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                DeValue::Integer(number) => Some(number.as_str().to_owned()),
                DeValue::Float(number) => Some(number.as_str().to_owned()),
                DeValue::Boolean(true) => Some("yes".to_owned()),
                DeValue::Boolean(false) => Some("no".to_owned()),
                _ => None,
            };
            match text {
                Some(text) => found.push((name, text)),
                None => self.file.fail(
                    &value.span(),
                    Problem::WrongType {
                        field: name.get_ref().clone(),
                        expected: "\"…\" | 12 | true",
                    },
                ),
            }
        }
        found
    }

    /// The rows of a small table written as lines with commas: header and rows, as wide as the header.
    pub fn lines(&mut self, node: &Node<'_>, field: &'static str) -> Option<Lines> {
        let text = node.required(self.file, field)?;
        let at = text.span();
        let mut lines = text.get_ref().lines().map(str::trim);
        let cells = |line: &str| -> Vec<String> {
            line.split(',').map(|cell| cell.trim().to_owned()).collect()
        };
        let header = cells(lines.find(|line| !line.is_empty())?);
        let mut rows = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            let row = cells(line);
            if row.len() != header.len() {
                let (found, wanted) = (row.len(), header.len());
                self.told(
                    &at,
                    format!("“{line}”有{found}格，表头有{wanted}格；请用逗号分隔、补齐"),
                    format!(
                        "`{line}` has {found} cells, the header {wanted}; separate them by commas"
                    ),
                );
                continue;
            }
            rows.push(row);
        }
        Some(Lines { at, header, rows })
    }

    /// A list of codes, with their places.
    pub fn codes(&mut self, node: &Node<'_>, field: &'static str) -> Vec<Spanned<String>> {
        let Some((_, value)) = node.fields().find(|(name, _)| name.get_ref() == field) else {
            return Vec::new();
        };
        if let Some(text) = value.get_ref().as_str() {
            return vec![Spanned::new(value.span(), text.to_owned())];
        }
        strings(self.file, field, value)
    }

    /// Ids in the catalogue; those that do not exist are reported.
    pub fn cites(&mut self, node: &Node<'_>) -> Vec<String> {
        let mut found = Vec::new();
        for id in node.strings(self.file, "cites") {
            if self.desk.rulebook().catalogue.get(id.get_ref()).is_some() {
                found.push(id.into_inner());
            } else {
                let problem = Problem::Unknown {
                    what: What::Citation,
                    text: id.get_ref().clone(),
                    expected: Vec::new(),
                    nearest: self
                        .desk
                        .rulebook()
                        .catalogue
                        .nearest(id.get_ref())
                        .map(str::to_owned),
                };
                self.file.fail(&id.span(), problem);
            }
        }
        found
    }
}
