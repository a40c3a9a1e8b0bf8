//! Which clues have the same description, so that it needs to be made only once.

use shizu_tables::{Table, Verdict};

use crate::engine::{Decision, Engine};
use crate::facts::{ClueFacts, FactKey};
use crate::rulebook::Then;

/// Tells which clues [`Engine::describe`] describes alike.
#[derive(Debug)]
pub struct Sameness<'e> {
    engine: &'e Engine,
    /// Per row of the table of leads, the facts that it asks for.
    lead: Vec<u32>,
    /// The same for the rows of every list table.
    lists: Vec<Vec<u32>>,
}

/// Equal keys mean equal descriptions, but for the id, the dates, and the values in [`crate::Condition`].
///
/// A settled decision speaks for itself. Of an open one, what could still come depends on the rows that may match and on which of the facts that they
/// ask for are unknown; what is known of the others has had its effect already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DescriptionKey {
    decision: Decision,
    /// Rows of the table of leads that may match, if the leader is not settled by one row.
    lead: u128,
    /// Unknown facts that open rows ask for, one bit each.
    unknown: u32,
}

impl<'e> Sameness<'e> {
    /// Prepares the keys of an engine's answers.
    pub fn new(engine: &'e Engine) -> Self {
        Sameness {
            engine,
            lead: asked(engine, &engine.lead),
            lists: engine
                .lists
                .iter()
                .map(|table| asked(engine, table))
                .collect(),
        }
    }

    /// The key of a clue; `decision` is that of the same facts.
    pub fn key(&self, decision: &Decision, facts: &ClueFacts) -> DescriptionKey {
        let mut key = DescriptionKey {
            decision: *decision,
            lead: 0,
            unknown: 0,
        };
        let mut asked = 0;
        if !matches!(decision.lead, Verdict::Determined { row: Some(_), .. }) {
            let hits = self.engine.lead.hits(facts.as_slice());
            if hits.words() == 1 {
                let possible = hits.may_word(0);
                key.lead = u128::from(possible);
                asked |= of_rows(&self.lead, possible);
            } else {
                // More rows than a word has bits: all facts stand for them.
                key.lead = facts.packed();
            }
        }
        for (rows, asking) in decision.lists.iter().zip(&self.lists) {
            if rows.sure != rows.possible {
                asked |= of_rows(asking, rows.possible & !rows.sure);
            }
        }
        if asked != 0 {
            key.unknown = asked & unknown(facts);
        }
        key
    }
}

/// Per row, the facts that it asks for, one bit each.
fn asked(engine: &Engine, table: &Table<Then>) -> Vec<u32> {
    let of_row = |id: &str| {
        let facts = engine.rule_of(id).map(|rule| rule.when.keys());
        let facts = facts.into_iter().flatten();
        facts.fold(0, |bits, fact| bits | 1 << fact.index())
    };
    table.rows().iter().map(|row| of_row(&row.id)).collect()
}

fn of_rows(asking: &[u32], mut rows: u64) -> u32 {
    let mut asked = 0;
    while rows != 0 {
        asked |= asking
            .get(rows.trailing_zeros() as usize)
            .copied()
            .unwrap_or(u32::MAX);
        rows &= rows - 1;
    }
    asked
}

fn unknown(facts: &ClueFacts) -> u32 {
    let unknown = FactKey::ALL
        .iter()
        .zip(facts.as_slice())
        .filter(|(_, fact)| !fact.is_known());
    unknown.fold(0, |bits, (key, _)| bits | 1 << key.index())
}
