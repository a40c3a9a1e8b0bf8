//! Reading what a row gives.

use super::{field, term};
use crate::error::{Problem, What};
use crate::rulebook::{Answer, Duty, Gives, Then};
use crate::toml_file::{Node, TomlFile};

/// What a row gives. Fields that its kind of table does not have are reported.
pub(super) fn outcome(file: &mut TomlFile<'_>, then: &Node<'_>, gives: Gives) -> Option<Then> {
    let before = file.errors.len();
    let result = match gives {
        Gives::Lead if then.flag(file, "not_accepted") == Some(true) => {
            then.only(file, &["not_accepted"]);
            Some(Then::NotAccepted)
        }
        Gives::Lead => {
            then.only(file, &["lead"]);
            field(file, then, "lead").map(Then::Lead)
        }
        Gives::Assist => {
            then.only(file, &["organ", "role"]);
            let (organ, role) = (field(file, then, "organ"), field(file, then, "role"));
            organ
                .zip(role)
                .map(|(organ, role)| Then::Assist { organ, role })
        }
        Gives::Mechanism => {
            then.only(file, &["mechanism"]);
            field(file, then, "mechanism").map(Then::Mechanism)
        }
        Gives::Duty => {
            then.only(file, &["duty", "organ", "role", "to", "phase"]);
            duty(file, then).map(Then::Duty)
        }
        Gives::Limit => {
            then.only(file, &["limit"]);
            then.string(file, "limit")
                .map(|limit| Then::Limit(limit.into_inner()))
        }
        Gives::Warning => {
            then.only(file, &["warning", "severity"]);
            let (id, severity) = (then.string(file, "warning"), field(file, then, "severity"));
            id.zip(severity).map(|(id, severity)| Then::Warning {
                id: id.into_inner(),
                severity,
            })
        }
        Gives::Answer(kind) => {
            then.only(file, &["answer"]);
            let word = then.string(file, "answer")?;
            let values = kind.values();
            let index = values.iter().position(|value| value.code == word.get_ref());
            if index.is_none() {
                let valid: Vec<&str> = values.iter().map(|value| value.code).collect();
                file.unknown(What::Term, &word.span(), word.get_ref(), &valid);
            }
            index.map(|index| Then::Answer(Answer { kind, index }))
        }
    };
    if result.is_none() && file.errors.len() == before {
        file.fail(
            &then.at,
            Problem::WrongOutcome {
                expected: gives.fields(),
            },
        );
    }
    result
}

fn duty(file: &mut TomlFile<'_>, then: &Node<'_>) -> Option<Duty> {
    let id = then.string(file, "duty");
    let (organ, role, phase) = (
        field(file, then, "organ"),
        field(file, then, "role"),
        field(file, then, "phase"),
    );
    let to = then
        .string(file, "to")
        .map(|to| term(file, What::Term, &to));
    let to = match to {
        None => None,
        Some(to) => Some(to?),
    };
    Some(Duty {
        id: id?.into_inner(),
        organ: organ?,
        role: role?,
        to,
        phase: phase?,
    })
}
