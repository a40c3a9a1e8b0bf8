//! What to ask next, and what would change the answer.

use serde::Serialize;
use shizu_tables::{Table, Terminal};

use crate::determination::named;
use crate::engine::Engine;
use crate::facts::{ClueFacts, FactKey};
use crate::rulebook::Then;
use crate::vocabulary::{Organ, Value};
use shizu_tables::SortOnce;

/// An unknown fact that still changes something.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenFact {
    /// The fact.
    pub fact: FactKey,
    /// How much of the uncertainty about the leader its answer takes away on average, in bits; 0 when it does not decide the leader.
    pub gain: f64,
    /// What it may decide, the most important first: leaders, then mechanisms, parts, duties, limits, warnings.
    pub decides: Vec<Then>,
}

/// The smallest change of facts that leads to another leader.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Who would lead; `None` when the matter would not be accepted.
    pub lead: Option<Organ>,
    /// What would have to be different: the fact, its value now, its value then.
    pub changes: Vec<(FactKey, Option<Value>, Value)>,
}

/// A row that does not match, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// Id of the row.
    pub rule: String,
    /// The facts that it rejects.
    pub failed: Vec<FactKey>,
    /// The facts that are unknown and that it asks for.
    pub unknown: Vec<FactKey>,
}

impl Engine {
    /// Unknown facts that still change something. Those that decide the leader come first, the best question first; then the others by the
    /// weight of what they decide.
    pub fn open_facts(&self, facts: &ClueFacts) -> Vec<OpenFact> {
        let mut open = self.open_lead(facts);
        for more in self
            .lists
            .tables
            .iter()
            .flat_map(|table| Self::open_list(table, u64::MAX, facts))
        {
            match open.iter_mut().find(|known| known.fact == more.fact) {
                Some(known) => known.decides.extend(more.decides),
                None => open.push(more),
            }
        }
        for fact in &mut open {
            fact.decides.sort_once_by_key(rank);
        }
        let weight = |open: &OpenFact| open.decides.first().map_or(u8::MAX, rank);
        open.sort_once_by(|left, right| {
            let by_gain = right.gain.total_cmp(&left.gain);
            by_gain
                .then(weight(left).cmp(&weight(right)))
                .then(right.decides.len().cmp(&left.decides.len()))
                .then(left.fact.cmp(&right.fact))
        });
        open
    }

    /// Unknown facts that decide the leader, the best question first.
    pub(crate) fn open_lead(&self, facts: &ClueFacts) -> Vec<OpenFact> {
        let Ok(lead) = self.lead.open_questions(facts.as_slice()) else {
            return Vec::new();
        };
        let outcomes = lead.possible.iter().filter_map(|terminal| match terminal {
            Terminal::Outcome(outcome) => Some(self.lead.outcomes()[*outcome].clone()),
            _ => None,
        });
        let decides: Vec<Then> = outcomes.collect();
        let questions = lead.questions.iter().map(|question| OpenFact {
            fact: FactKey::ALL[question.column],
            gain: question.gain,
            decides: decides.clone(),
        });
        questions.collect()
    }

    /// Unknown facts that decide what a list table gives by the rows of `only`, one bit each; one entry per fact and thing.
    pub(crate) fn open_list(table: &Table<Then>, only: u64, facts: &ClueFacts) -> Vec<OpenFact> {
        let hits = table.hits(facts.as_slice());
        let sure: Vec<usize> = hits.sure().map(|row| table.rows()[row].outcome).collect();
        let mut unsettled: Vec<usize> = hits
            .possible()
            .filter(|row| only >> row & 1 == 1)
            .map(|row| table.rows()[row].outcome)
            .filter(|outcome| !sure.contains(outcome))
            .collect();
        unsettled.sort_once_by_key(|outcome| *outcome);
        unsettled.dedup();
        let mut open = Vec::new();
        for outcome in unsettled {
            let questions = table
                .open_questions_about(outcome, facts.as_slice())
                .map(|open| open.questions)
                .unwrap_or_default();
            open.extend(questions.iter().map(|question| OpenFact {
                fact: FactKey::ALL[question.column],
                gain: 0.0,
                decides: vec![table.outcomes()[outcome].clone()],
            }));
        }
        open
    }

    /// For each other leader, the fewest changes of facts that lead to it, at most `limit` ways for each; nearest first. Exact.
    pub fn what_if(&self, facts: &ClueFacts, limit: usize) -> Vec<WhatIf> {
        let found = self
            .lead
            .counterfactuals(facts.as_slice(), limit)
            .unwrap_or_default();
        let ways = found.into_iter().filter_map(|way| {
            let lead = match way.answer {
                Terminal::Outcome(outcome) => match &self.lead.outcomes()[outcome] {
                    Then::Lead(organ) => Some(*organ),
                    _ => None,
                },
                _ => return None,
            };
            let changes = way.changes.iter().filter_map(|change| {
                let (fact, from) = named(change.column, change.from)?;
                Some((fact, from, named(change.column, change.to)?.1?))
            });
            Some(WhatIf {
                lead,
                changes: changes.collect(),
            })
        });
        ways.collect()
    }

    /// Every row of a table that does not surely match, nearest misses first; empty for a table that does not exist.
    pub fn why_not(&self, table: &str, facts: &ClueFacts) -> Vec<WhyNot> {
        let Some(table) = self.table(table) else {
            return Vec::new();
        };
        let keys = |columns: Vec<usize>| {
            columns
                .into_iter()
                .filter_map(|column| FactKey::ALL.get(column).copied())
                .collect()
        };
        let misses = table.explain(facts.as_slice()).misses();
        misses
            .into_iter()
            .map(|miss| WhyNot {
                rule: table.rows()[miss.row].id.clone(),
                failed: keys(miss.failed),
                unknown: keys(miss.unknown),
            })
            .collect()
    }

    /// Whether `fact`, if it had any other value, could change the leader as things stand.
    pub fn is_decisive(&self, facts: &ClueFacts, fact: FactKey) -> bool {
        let now = self.lead.evaluate(facts.as_slice());
        (0..fact.values().len()).any(|index| {
            let mut other = *facts;
            other.set(fact, Some(index));
            self.lead.evaluate(other.as_slice()) != now
        })
    }
}

/// How much it matters what a row gives; smaller is more.
pub(crate) fn rank(then: &Then) -> u8 {
    match then {
        Then::Lead(_) | Then::NotAccepted => 0,
        Then::Mechanism(_) => 1,
        Then::Assist { .. } => 2,
        Then::Duty(_) => 3,
        Then::Limit(_) => 4,
        Then::Warning { .. } | Then::Answer(_) => 5,
    }
}
