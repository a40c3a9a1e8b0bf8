//! What the player gets to see besides the prompt.

use serde::Serialize;
use shizu_rules::{MatterFacts, Text};

use crate::desk::{found, label, say};
use crate::known::Known;

/// Facts and tables that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Id of the matter that it is about, of which these are the facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Facts, in order.
    pub given: Vec<Given>,
    /// Tables to be read.
    pub grids: Vec<Grid>,
}

/// A fact as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Given {
    /// What it is.
    pub what: Text,
    /// Its value.
    pub value: Text,
}

/// A table as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// The header.
    pub header: Vec<Text>,
    /// The rows, as wide as the header.
    pub rows: Vec<Vec<Text>>,
}

impl Brief {
    /// What is known so far of the matter with this id.
    pub(crate) fn of_matter(known: &Known, matter: &str) -> Self {
        Brief {
            matter: Some(matter.to_owned()),
            ..Brief::of_facts(&known.facts(matter))
        }
    }

    /// These facts.
    pub(crate) fn of_facts(facts: &MatterFacts) -> Self {
        let given = facts.known().map(|(key, value)| Given {
            what: label(key),
            value: found(Some(value)),
        });
        Brief {
            given: given.collect(),
            ..Brief::default()
        }
    }

    /// The same with a fact more.
    #[must_use]
    pub(crate) fn with(mut self, what: Text, value: Text) -> Self {
        self.given.push(Given { what, value });
        self
    }
}

/// A name as scenarios write it: `名 / name`, or one for both languages.
pub(super) fn both(text: &str) -> Text {
    match text.split_once(" / ") {
        Some((zh, en)) => say(zh.trim(), en.trim()),
        None => say(text, text),
    }
}
