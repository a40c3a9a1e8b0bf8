//! What the rulebook says of matters, asked once per combination of facts.

use std::cell::RefCell;
use std::collections::BTreeMap;

use shizu_rules::Engine;
use shizu_rules::vocabulary::{Mechanism, Organ};

use crate::register::Row;
use crate::routing::facts;

/// What the engine says of a matter's facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Who leads, where that is determined.
    pub lead: Option<Organ>,
    /// The joint mechanisms, each with the row that says so.
    pub mechanisms: Vec<(Mechanism, String)>,
    /// The time limits, each with the row that says so.
    pub limits: Vec<(String, String)>,
}

/// The engine, with what it has said already.
#[derive(Debug)]
pub struct Routed<'e> {
    engine: &'e Engine,
    known: RefCell<BTreeMap<u128, Said>>,
}

impl<'e> Routed<'e> {
    /// Asks `engine`.
    pub fn new(engine: &'e Engine) -> Self {
        Routed {
            engine,
            known: RefCell::default(),
        }
    }

    /// What it says of a row of matters.
    pub fn said(&self, row: Row<'_>) -> Said {
        let facts = facts(row);
        let packed = facts.packed();
        if let Some(said) = self.known.borrow().get(&packed) {
            return said.clone();
        }
        let told = self.engine.determine("", &facts, None);
        let row_of = |mechanism: Mechanism| {
            let rules = told.reasons.iter().map(|reason| &reason.rule);
            let giving = |rule: &&String| {
                let rule = self.engine.rule_of(rule);
                rule.is_some_and(|rule| rule.then == shizu_rules::Then::Mechanism(mechanism))
            };
            rules.clone().find(giving).cloned().unwrap_or_default()
        };
        let said = Said {
            lead: told.lead,
            mechanisms: told
                .mechanisms
                .iter()
                .map(|mechanism| (*mechanism, row_of(*mechanism)))
                .collect(),
            limits: told
                .deadlines
                .iter()
                .map(|limit| (limit.id.clone(), limit.rule.clone()))
                .collect(),
        };
        self.known.borrow_mut().insert(packed, said.clone());
        said
    }
}
