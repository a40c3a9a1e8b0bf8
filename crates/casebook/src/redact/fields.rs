//! What rows are for the rules on sharing, and what hides their cells: as the rulebook assigns it (`redaction_*`), looked up once for each field.

use shizu_rules::vocabulary::{DataKind, FieldContent, Information, Mask, RegisterField, Term};
use shizu_rules::{Answer, FactKey, Inquiry, MatterFacts, Subject, Then};

use crate::field::{Field, FieldType};
use crate::kind::Kind;
use crate::register::Row;
use crate::rules::Rules;
use crate::workbook::Workbook;

/// The assignments of the rulebook, by register and field.
pub(super) struct Assigned {
    /// By register; `None` for what never leaves.
    information: Vec<Option<DataKind>>,
    /// By register and position of the field, the masks that hide it.
    masks: Vec<Vec<Vec<Mask>>>,
}

impl Assigned {
    pub(super) fn new(rules: &Rules) -> Self {
        let inquiry = &rules.redaction;
        let kinds = Kind::ALL.iter().copied();
        Assigned {
            information: kinds
                .clone()
                .map(|kind| information(inquiry, kind))
                .collect(),
            masks: kinds
                .map(|kind| {
                    let fields = kind.fields().iter();
                    fields.map(|field| masks(inquiry, kind, field)).collect()
                })
                .collect(),
        }
    }

    /// The masks that hide the field at this position, whichever of them is in force.
    pub(super) fn masks(&self, kind: Kind, field: usize) -> &[Mask] {
        &self.masks[kind.index()][field]
    }

    /// Which kind of information a row is; `None` for what never leaves. A task is what it is about.
    pub(super) fn information(&self, kind: Kind, row: Row<'_>) -> Option<DataKind> {
        let about = match kind {
            Kind::Task => Kind::from_code(row.get("register")).unwrap_or(kind),
            _ => kind,
        };
        self.information[about.index()]
    }
}

/// What the rulebook does not say never leaves.
fn information(inquiry: &Inquiry, kind: Kind) -> Option<DataKind> {
    let register = kind.register();
    let given = ask::<Information>(
        inquiry,
        "redaction_information",
        FactKey::Register,
        register,
    );
    given.first().and_then(|information| information.0)
}

/// A field that the rulebook does not know is hidden by every mask, if it can hold words.
fn masks(inquiry: &Inquiry, kind: Kind, field: &Field) -> Vec<Mask> {
    if !holds_words(field) {
        return Vec::new();
    }
    let code = format!("{}.{}", kind.code(), field.code);
    let content = RegisterField::from_code(&code).and_then(|known| {
        let content =
            ask::<FieldContent>(inquiry, "redaction_fields", FactKey::RegisterField, known);
        content.first().copied()
    });
    match content {
        Some(content) => ask(inquiry, "redaction_masks", FactKey::FieldContent, content),
        None => Mask::ALL.to_vec(),
    }
}

/// Whether cells of the field may hold words that somebody wrote. Days, numbers and codes are refused where they are anything else.
fn holds_words(field: &Field) -> bool {
    match field.holds {
        FieldType::Text | FieldType::LongText | FieldType::Person | FieldType::Ref(_) => true,
        FieldType::Date | FieldType::Number | FieldType::Code(_) | FieldType::YesNo => false,
    }
}

/// What a table answers for one fact.
fn ask<T: Term>(inquiry: &Inquiry, table: &str, key: FactKey, about: impl Term) -> Vec<T> {
    let mut facts = MatterFacts::new(Subject::Redaction);
    facts.set(key, Some(about.index()));
    let ruling = inquiry.ruling(table, &facts);
    let answers = ruling.iter().flat_map(|ruling| &ruling.answers);
    let words = answers.filter_map(|answered| match answered.then {
        Then::Answer(Answer { index, .. }) => T::ALL.get(index).copied(),
        _ => None,
    });
    words.collect()
}

/// Whether the row is, or is about, a clue that belongs to the superior commission: about a cadre that the superior manages, or the head of this
/// commission.
pub(super) fn belongs_to_superior(book: &Workbook, kind: Kind, row: Row<'_>) -> bool {
    let about = match kind {
        Kind::Matter => row.id(),
        Kind::Task if row.get("register") == Kind::Matter.code() => row.get("record"),
        Kind::Finding | Kind::Case | Kind::Check => row.get("matter"),
        _ => "",
    };
    let matter = book.register(Kind::Matter).find(about);
    matter.is_some_and(|matter| matches!(matter.get("authority"), "superior" | "own_head"))
}

#[cfg(test)]
mod tests {
    use shizu_rules::Lang;

    use super::*;

    /// The rulebook is proved to assign every field of its vocabulary; so the vocabulary must have every field, and call it what the registers do.
    #[test]
    fn the_rulebook_knows_every_field_that_can_hold_words() {
        let of_kind = |kind: &Kind| {
            let fields = kind.fields().iter().filter(|field| holds_words(field));
            let told = fields.map(|field| {
                let (zh, en) = (kind.label(Lang::Zh), kind.label(Lang::En));
                (
                    format!("{}.{}", kind.code(), field.code),
                    format!("{zh}·{}", field.zh),
                    format!("{en}: {}", field.en),
                )
            });
            told.collect::<Vec<_>>()
        };
        let fields: Vec<_> = Kind::ALL.iter().flat_map(of_kind).collect();
        let known = RegisterField::VALUES.iter();
        let known: Vec<_> = known
            .map(|value| {
                (
                    value.code.to_owned(),
                    value.zh.to_owned(),
                    value.en.to_owned(),
                )
            })
            .collect();
        assert_eq!(
            known, fields,
            "a field to name in RegisterField, and in redaction-fields.toml"
        );
    }
}
