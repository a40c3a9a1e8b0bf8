//! What rows give, by the kind of their table.

use shizu_tables::Outcome;

use crate::vocabulary::{Mechanism, Organ, Phase, Role, Severity};

/// What a row gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Who leads.
    Lead(Organ),
    /// The matter is not accepted here.
    NotAccepted,
    /// An organ that has a part in the matter besides the leader.
    Assist {
        /// The organ.
        organ: Organ,
        /// Its part.
        role: Role,
    },
    /// A joint mechanism applies.
    Mechanism(Mechanism),
    /// A duty comes with the matter.
    Duty(Duty),
    /// A time limit applies: the id of a [`super::Limit`].
    Limit(String),
    /// Something to look at.
    Warning {
        /// Id of the warning.
        id: String,
        /// How loud.
        severity: Severity,
    },
}

impl Outcome for Then {}

/// A duty that comes with a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Id of the duty.
    pub id: String,
    /// Who owes it.
    pub organ: Organ,
    /// In which part.
    pub role: Role,
    /// To whom, if to someone.
    pub to: Option<Organ>,
    /// When in the course of the matter.
    pub phase: Phase,
}

/// What the rows of a table give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// [`Then::Lead`] or [`Then::NotAccepted`].
    Lead,
    /// [`Then::Assist`].
    Assist,
    /// [`Then::Mechanism`].
    Mechanism,
    /// [`Then::Duty`].
    Duty,
    /// [`Then::Limit`].
    Limit,
    /// [`Then::Warning`].
    Warning,
}

impl Gives {
    /// Every kind with its code.
    pub const ALL: &'static [(&'static str, Gives)] = &[
        ("lead", Gives::Lead),
        ("assist", Gives::Assist),
        ("mechanism", Gives::Mechanism),
        ("duty", Gives::Duty),
        ("limit", Gives::Limit),
        ("warning", Gives::Warning),
    ];

    /// The fields that `then` has in such a table.
    pub fn fields(self) -> &'static str {
        match self {
            Gives::Lead => "`lead`, or `not_accepted = true`",
            Gives::Assist => "`organ`, `role`",
            Gives::Mechanism => "`mechanism`",
            Gives::Duty => "`duty`, `organ`, `role`, `phase`, and `to` if it is owed to someone",
            Gives::Limit => "`limit`",
            Gives::Warning => "`warning`, `severity`",
        }
    }
}
