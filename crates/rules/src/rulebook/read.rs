//! Reading rulebook files: every cell, citation and outcome is checked, and every mistake is reported with its place.

mod outcome;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use shizu_tables::{Aggregate, Cell, CellError, Domain, Policy};
use toml::Spanned;

use super::{Gives, Grounds, Parameter, Rule, RuleTable};
use crate::error::{Place, Problem, What};
use crate::facts::{FactKey, Subject};
use crate::lang::Text;
use crate::sources::{Catalogue, Confidence, EntryKind};
use crate::toml_file::{self, Node, TomlFile};
use crate::vocabulary::{Basis, Term};
use outcome::outcome;

/// The fields of a row; `table` only in an overlay.
const ROW: &[&str] = &[
    "id",
    "when",
    "then",
    "title",
    "says",
    "basis",
    "cites",
    "note",
    "valid_from",
    "valid_to",
];

/// Reads rows of one file, checking citations against the catalogue.
pub(crate) struct Reader<'c> {
    pub catalogue: &'c Catalogue,
    /// The overlay that the rows come from.
    pub overlay: Option<String>,
}

impl Reader<'_> {
    pub fn table(&self, file: &mut TomlFile<'_>) -> Option<RuleTable> {
        file.read(|file, root| {
            root.only(file, &["table", "row"]);
            let head = root.required_table(file, "table")?;
            head.only(
                file,
                &[
                    "id", "zh", "en", "about", "subject", "policy", "gives", "complete",
                ],
            );
            let policies = [
                ("unique", Policy::Unique),
                ("any", Policy::Any),
                ("first", Policy::First),
                ("rule_order", Policy::RuleOrder),
                ("collect", Policy::Collect(Aggregate::List)),
            ];
            let policy = head
                .required(file, "policy")
                .and_then(|policy| named(file, What::Policy, &policy, &policies));
            let gives = head.required(file, "gives")?;
            let Some(gives) = Gives::from_code(gives.get_ref()) else {
                let valid: Vec<&str> = Gives::codes().collect();
                file.unknown(What::Outcome, &gives.span(), gives.get_ref(), &valid);
                return None;
            };
            let subject = match head.string(file, "subject") {
                None => Subject::Clue,
                Some(code) => {
                    let found = Subject::from_code(code.get_ref());
                    if found.is_none() {
                        let valid: Vec<&str> =
                            Subject::ALL.iter().map(|subject| subject.code()).collect();
                        file.unknown(What::Subject, &code.span(), code.get_ref(), &valid);
                    }
                    found?
                }
            };
            let rules = root
                .tables(file, "row")
                .iter()
                .filter_map(|row| self.rule(file, row, subject, gives))
                .collect();
            Some(RuleTable {
                id: head.required(file, "id")?.into_inner(),
                title: head.both(file)?,
                about: head.required_text(file, "about")?,
                subject,
                policy: policy?,
                complete: head.flag(file, "complete").unwrap_or_default(),
                gives,
                rules,
            })
        })
    }

    /// Name, wording and basis of an entry; the caller checks for fields that do not belong.
    pub fn grounds(&self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Grounds> {
        let id = node.required(file, "id")?;
        let (title, says) = (
            filled(file, node, &id, "title"),
            filled(file, node, &id, "says"),
        );
        let (basis, cites, note) = self.rests_on(file, node, &id);
        Some(Grounds {
            id: id.into_inner(),
            title: title?,
            says: says?,
            basis: basis?,
            cites,
            note,
        })
    }

    pub fn parameters(&self, file: &mut TomlFile<'_>) -> Vec<Parameter> {
        let parameters = file.read(|file, root| {
            root.only(file, &["parameter"]);
            let nodes = root.tables(file, "parameter");
            Some(
                nodes
                    .iter()
                    .filter_map(|node| self.parameter(file, node))
                    .collect(),
            )
        });
        parameters.unwrap_or_default()
    }

    pub fn parameter(&self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Parameter> {
        node.only(file, &with_grounds(&["value", "unit", "min", "max"]));
        let grounds = self.grounds(file, node);
        let unit = node.required(file, "unit");
        let [value, min, max] = ["value", "min", "max"].map(|field| decimal(file, node, field));
        let parameter = Parameter {
            grounds: grounds?,
            value: value?,
            unit: unit?.into_inner(),
            min: min?,
            max: max?,
        };
        parameter.in_range(file, node)
    }

    /// A number of `old` with another value, on its own basis.
    pub fn parameter_change(
        &self,
        file: &mut TomlFile<'_>,
        node: &Node<'_>,
        old: &Parameter,
    ) -> Option<Parameter> {
        node.only(file, &["id", "value", "basis", "cites", "note"]);
        let id = node.required(file, "id")?;
        let (basis, cites, note) = self.rests_on(file, node, &id);
        let value = decimal(file, node, "value")?;
        let changed = Parameter {
            grounds: Grounds {
                basis: basis?,
                cites,
                note,
                ..old.grounds.clone()
            },
            value,
            ..old.clone()
        };
        changed.in_range(file, node)
    }

    /// A row of a table about `subject` that gives `gives`.
    pub fn rule(
        &self,
        file: &mut TomlFile<'_>,
        node: &Node<'_>,
        subject: Subject,
        gives: Gives,
    ) -> Option<Rule> {
        let in_overlay: Vec<&str> = ROW
            .iter()
            .copied()
            .chain(self.overlay.as_ref().map(|_| "table"))
            .collect();
        node.only(file, &in_overlay);
        let id = node.required(file, "id")?;
        let place = Place::at(file.name, file.text, &id.span());
        let (title, says) = (
            filled(file, node, &id, "title"),
            filled(file, node, &id, "says"),
        );
        let mut when = std::collections::BTreeMap::new();
        if let Some(cells) = node.table(file, "when") {
            for (fact, value) in cells.fields() {
                let texts = toml_file::strings(file, fact.get_ref(), value);
                when.extend(cell(file, subject, &fact, &texts));
            }
        }
        let then = node
            .required_table(file, "then")
            .and_then(|then| outcome(file, &then, gives));
        let (basis, cites, note) = self.rests_on(file, node, &id);
        let (valid_from, valid_to) = (date(file, node, "valid_from"), date(file, node, "valid_to"));
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            file.fail(
                &id.span(),
                Problem::BadDate {
                    text: format!("{from} – {to}"),
                },
            );
        }
        Some(Rule {
            id: id.into_inner(),
            when,
            then: then?,
            title: title?,
            says: says?,
            basis: basis?,
            cites,
            note,
            valid_from,
            valid_to,
            place,
            overlay: self.overlay.clone(),
        })
    }

    /// Basis, citations and note of a row or limit, checked against each other.
    pub fn rests_on(
        &self,
        file: &mut TomlFile<'_>,
        node: &Node<'_>,
        id: &Spanned<String>,
    ) -> (Option<Basis>, Vec<String>, Option<Text>) {
        let basis = node.string(file, "basis");
        if basis.is_none() {
            file.fail(&id.span(), Problem::NoBasis);
        }
        let basis = basis.and_then(|basis| term::<Basis>(file, What::Basis, &basis));
        let cites = node.strings(file, "cites");
        if cites.is_empty() {
            file.fail(&id.span(), Problem::NoCitation);
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
            file.fail(&cite.span(), problem);
        }
        let cites: Vec<String> = cites.into_iter().map(Spanned::into_inner).collect();
        let note = node.text(file, "note");
        if let Some(problem) =
            basis.and_then(|basis| self.not_carried(basis, &cites, note.as_ref()))
        {
            file.fail(&id.span(), problem);
        }
        (basis, cites, note)
    }

    /// Why the citations do not carry the basis that is claimed, if they do not.
    fn not_carried(&self, basis: Basis, cites: &[String], note: Option<&Text>) -> Option<Problem> {
        let kinds: Vec<&EntryKind> = cites
            .iter()
            .filter_map(|cite| self.catalogue.get(cite))
            .map(|entry| &entry.kind)
            .collect();
        let carried = match basis {
            Basis::Source => kinds.iter().any(|kind| matches!(kind, EntryKind::Rule(_))),
            Basis::Statute => kinds.contains(&&EntryKind::Article(Confidence::Verified)),
            Basis::Assumption if note.is_none() => return Some(Problem::NoNote),
            Basis::Assumption => true,
        };
        (!carried).then_some(Problem::BasisNotCarried {
            basis: basis.code(),
        })
    }
}

/// The fields of [`Grounds`], and `more`.
pub(crate) fn with_grounds(more: &[&'static str]) -> Vec<&'static str> {
    let mut fields = vec!["id", "title", "says", "basis", "cites", "note"];
    fields.extend(more);
    fields
}

/// A decimal number, written as text so that no digit is lost.
pub(crate) fn decimal(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
) -> Option<Decimal> {
    let text = node.required(file, field)?;
    let number = text.get_ref().parse().ok();
    if number.is_none() {
        file.fail(
            &text.span(),
            Problem::WrongType {
                field: field.to_owned(),
                expected: "\"12.5\"",
            },
        );
    }
    number
}

/// The date in a field, if there is one and it exists.
pub(crate) fn date(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
) -> Option<NaiveDate> {
    let text = node.string(file, field)?;
    let date = text.get_ref().parse().ok();
    if date.is_none() {
        file.fail(
            &text.span(),
            Problem::BadDate {
                text: text.get_ref().clone(),
            },
        );
    }
    date
}

/// A text that must be there and not be empty in either language.
pub(crate) fn filled(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    id: &Spanned<String>,
    field: &'static str,
) -> Option<Text> {
    let text = node.required_text(file, field)?;
    if text.zh.trim().is_empty() || text.en.trim().is_empty() {
        file.fail(&id.span(), Problem::NoText { field });
    }
    Some(text)
}

pub(crate) fn named<T: Copy>(
    file: &mut TomlFile<'_>,
    what: What,
    text: &Spanned<String>,
    names: &[(&str, T)],
) -> Option<T> {
    let found = names
        .iter()
        .find(|(name, _)| name == text.get_ref())
        .map(|(_, value)| *value);
    if found.is_none() {
        let valid: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        file.unknown(what, &text.span(), text.get_ref(), &valid);
    }
    found
}

pub(crate) fn term<T: Term>(
    file: &mut TomlFile<'_>,
    what: What,
    text: &Spanned<String>,
) -> Option<T> {
    let found = T::from_code(text.get_ref());
    if found.is_none() {
        let valid: Vec<&str> = T::VALUES.iter().map(|value| value.code).collect();
        file.unknown(what, &text.span(), text.get_ref(), &valid);
    }
    found
}

fn cell(
    file: &mut TomlFile<'_>,
    subject: Subject,
    fact: &Spanned<String>,
    texts: &[Spanned<String>],
) -> Option<(FactKey, Cell)> {
    let Some(key) = subject.fact(fact.get_ref()) else {
        let valid: Vec<&str> = subject.facts().iter().map(|key| key.code()).collect();
        file.unknown(What::Fact, &fact.span(), fact.get_ref(), &valid);
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
        Ok(cell) if !plain.is_empty() => return Some((key, cell)),
        Err(CellError::UnknownCode {
            at,
            text,
            expected,
            nearest,
        }) => {
            file.fail(
                &texts[at].span(),
                Problem::Unknown {
                    what: What::Value,
                    text,
                    expected,
                    nearest,
                },
            );
        }
        _ => file.fail(&fact.span(), Problem::EmptyCell { fact: key.code() }),
    }
    None
}

/// A term in a field, if the field is there and names one.
pub(crate) fn field<T: Term>(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
) -> Option<T> {
    let text = node.string(file, field)?;
    term(file, What::Term, &text)
}

/// A term in a field that must be there.
pub(crate) fn required<T: Term>(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
) -> Option<T> {
    let text = node.required(file, field)?;
    term(file, What::Term, &text)
}
