//! Which rows of all list tables match, with one AND per fact.

use std::array;

use super::asked;
use crate::engine::{Engine, MAX_LISTS, Rows};
use crate::facts::{ClueFacts, FactKey};

/// What each value of each fact says of the rows of all list tables at once.
#[derive(Debug)]
pub(super) struct Lines {
    facts: Vec<FactLines>,
    /// Per fact, the rows that accept each value, and then those for a fact that is unknown.
    accepting: Vec<[Rows; MAX_LISTS]>,
    all: [Rows; MAX_LISTS],
}

/// Where the lines of a fact are.
#[derive(Debug)]
struct FactLines {
    place: usize,
    first: usize,
    unknown: usize,
}

impl Lines {
    /// The lines of the facts that some row asks for.
    pub fn of(engine: &Engine) -> Self {
        let used = engine.lists.iter().flat_map(|table| asked(engine, table));
        let used = used.fold(0, |used, asked| used | asked);
        let all = engine.decide(&ClueFacts::default()).lists;
        let all = all.map(|Rows { possible, .. }| Rows {
            sure: possible,
            possible,
        });
        let (mut facts, mut accepting) = (Vec::new(), Vec::new());
        let keys = FactKey::ALL
            .iter()
            .filter(|key| used >> key.index() & 1 == 1);
        for key in keys {
            let first = accepting.len();
            // Rows that accept every value surely match whatever the fact is.
            let mut unknown = all;
            for value in 0..key.values().len() {
                let mut known = ClueFacts::default();
                known.set(*key, Some(value));
                let accept = engine.decide(&known).lists.map(|rows| rows.possible);
                accepting.push(accept.map(|accept| Rows {
                    sure: accept,
                    possible: accept,
                }));
                for (unknown, accept) in unknown.iter_mut().zip(accept) {
                    unknown.sure &= accept;
                }
            }
            facts.push(FactLines {
                place: key.index(),
                first,
                unknown: accepting.len(),
            });
            accepting.push(unknown);
        }
        Lines {
            facts,
            accepting,
            all,
        }
    }

    /// The rows that match, as [`Engine::decide`] finds them.
    #[inline]
    pub fn rows(&self, facts: &ClueFacts) -> [Rows; MAX_LISTS] {
        let known = facts.as_slice();
        let mut rows = self.all;
        for fact in &self.facts {
            let value = known[fact.place].value().map(i64::cast_unsigned);
            let at = value.map_or(fact.unknown, |value| fact.first + value as usize);
            let line = &self.accepting[at];
            rows = array::from_fn(|table| Rows {
                sure: rows[table].sure & line[table].sure,
                possible: rows[table].possible & line[table].possible,
            });
        }
        rows
    }
}
