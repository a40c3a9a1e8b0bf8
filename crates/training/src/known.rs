//! What is known of the matters of a scenario at one point of a play.

use chrono::NaiveDate;
use shizu_rules::{FactKey, MatterFacts, Subject};

/// The matters with the facts known so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    matters: Vec<KnownMatter>,
}

/// A matter with the facts known so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMatter {
    /// Its id.
    pub id: String,
    /// The facts.
    pub facts: MatterFacts,
    /// The day it was received or began.
    pub received: Option<NaiveDate>,
}

impl Known {
    /// These matters.
    pub(crate) fn new(matters: Vec<KnownMatter>) -> Self {
        Known { matters }
    }

    /// The matters, in the order of the scenario.
    pub fn matters(&self) -> &[KnownMatter] {
        &self.matters
    }

    /// The matter with this id.
    pub fn matter(&self, id: &str) -> Option<&KnownMatter> {
        self.matters.iter().find(|matter| matter.id == id)
    }

    /// The facts of a matter; nothing for one that does not exist.
    pub(crate) fn facts(&self, id: &str) -> MatterFacts {
        let matter = self.matter(id);
        matter.map_or_else(
            || MatterFacts::new(Subject::Clue),
            |matter| matter.facts.clone(),
        )
    }

    /// Makes a fact known.
    pub(crate) fn learn(&mut self, matter: usize, fact: FactKey, value: Option<usize>) {
        if let Some(matter) = self.matters.get_mut(matter) {
            matter.facts.set(fact, value);
        }
    }
}
