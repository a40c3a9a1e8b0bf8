//! One duty: what is to be done, when, and who has which part in it.

use crate::lang::Lang;
use crate::rulebook::Grounds;
use crate::vocabulary::{DutyField, Organ, Rhythm, Role, Stage, Term, Tier};

/// A duty of the matrix. A duty that a routing gives rise to is a [`crate::Duty`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixDuty {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The field of work.
    pub field: DutyField,
    /// When in the course of the work.
    pub stage: Stage,
    /// How often.
    pub rhythm: Rhythm,
    /// Who has which part, in the order of [`Role`]; exactly one leads.
    pub parts: Vec<Part>,
    /// The organs whose work it is about: supervised, managed or appraised.
    pub over: Vec<Organ>,
}

/// An organ's part in a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// The organ.
    pub organ: Organ,
    /// What it does.
    pub role: Role,
}

/// Where an organ stands: groups in front, offices behind (LS33). The others stand on neither side.
pub fn tier_of(organ: Organ) -> Option<Tier> {
    match organ {
        Organ::Group | Organ::OtherGroup => Some(Tier::Front),
        Organ::Office | Organ::OtherOffice => Some(Tier::Back),
        _ => None,
    }
}

impl MatrixDuty {
    /// Stable id.
    pub fn id(&self) -> &str {
        &self.grounds.id
    }

    /// Who leads; `None` only for a duty that `verify` finds fault with.
    pub fn lead(&self) -> Option<Organ> {
        self.organs(Role::Lead).next()
    }

    /// The tier that leads; `None` if the lead stands on neither side.
    pub fn tier(&self) -> Option<Tier> {
        self.lead().and_then(tier_of)
    }

    /// What `organ` does, if anything.
    pub fn role_of(&self, organ: Organ) -> Option<Role> {
        let part = self.parts.iter().find(|part| part.organ == organ);
        part.map(|part| part.role)
    }

    /// The organs with this role, in the order written.
    pub fn organs(&self, role: Role) -> impl Iterator<Item = Organ> + '_ {
        let parts = self.parts.iter();
        parts
            .filter(move |part| part.role == role)
            .map(|part| part.organ)
    }

    /// Who does what, in a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let mut clauses: Vec<String> = Vec::new();
        for role in Role::ALL {
            let organs: Vec<Organ> = self.organs(*role).collect();
            if organs.is_empty() {
                continue;
            }
            clauses.push(match lang {
                Lang::Zh => format!("{}{}", labels(organs.into_iter(), lang), role.label(lang)),
                Lang::En => does(&organs, *role),
            });
        }
        let over = labels(self.over.iter().copied(), lang);
        if !over.is_empty() {
            clauses.push(match lang {
                Lang::Zh => format!("对象是{over}"),
                Lang::En => format!("it is about: {over}"),
            });
        }
        match lang {
            Lang::Zh => clauses.join("，") + "。",
            Lang::En => capitalized(&clauses.join("; ")) + ".",
        }
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// `supervision office and resident group are informed`.
fn does(organs: &[Organ], role: Role) -> String {
    let names: Vec<&str> = organs.iter().map(|organ| organ.label(Lang::En)).collect();
    let Some((last, first)) = names.split_last().filter(|(_, first)| !first.is_empty()) else {
        return format!("{} {}", names.concat(), role.label(Lang::En));
    };
    let many = match role {
        Role::Lead => "lead",
        Role::Assist => "assist",
        Role::Guide => "guide",
        Role::Supervise => "supervise",
        Role::Report => "report",
        Role::Informed => "are informed",
    };
    format!("{} and {last} {many}", first.join(", "))
}

/// The names of organs, one after the other.
pub(super) fn labels(organs: impl Iterator<Item = Organ>, lang: Lang) -> String {
    let names: Vec<&str> = organs.map(|organ| organ.label(lang)).collect();
    names.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}
