//! The missing facts of clue after clue.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use shizu_tables::{FirstRows, RowBits};

use super::{Openness, Parts, RowPart, all_unknown};
use crate::engine::Engine;
use crate::facts::{ClueFacts, FACTS, FactKey};

/// Questions that are remembered before all are forgotten.
const QUESTIONS: usize = 1 << 16;

/// The missing facts of an answer, as [`crate::Determination::missing`] has them. To be used again for clue after clue: it remembers what it found out.
#[derive(Debug, Default)]
pub struct MissingFacts {
    open: [Option<Openness>; FACTS],
    order: Vec<FactKey>,
    by_cases: RowBits,
    /// Of several rows that give the same thing, by their table and the unknown facts that they ask for.
    known: HashMap<u128, Box<[Openness]>, BuildHasherDefault<Mixed>>,
}

impl MissingFacts {
    /// The missing facts of a clue, the most important first. `lead` are those of the leader's part.
    pub fn of(
        &mut self,
        parts: &Parts<'_>,
        lead: &[Openness],
        rows: &FirstRows,
        facts: &ClueFacts,
    ) -> &[FactKey] {
        for fact in self.order.drain(..) {
            self.open[fact.index()] = None;
        }
        self.by_cases = RowBits::default();
        for open in lead {
            self.add(open);
        }
        let unknown = all_unknown(facts);
        for (table, part) in parts.tables.iter().enumerate() {
            let open = part.open(part.span.matching(rows));
            let mut left = open;
            while left != 0 {
                let Some(row) = part.rows.get(left.trailing_zeros() as usize) else {
                    break;
                };
                let cases = open & row.outcome;
                left &= !row.outcome;
                if cases.is_power_of_two() {
                    self.add_row(row, unknown);
                } else {
                    self.add_cases(parts, (table, cases), unknown, facts);
                }
            }
        }
        self.in_order();
        &self.order
    }

    /// The missing facts of the clue asked for last.
    pub fn facts(&self) -> &[FactKey] {
        &self.order
    }

    /// The rows that are certain by cases, of the clue asked for last: one of them will match whatever the unknown facts are, although none surely does.
    pub fn by_cases(&self) -> &RowBits {
        &self.by_cases
    }

    /// Adds what is missing to know whether one row matches: all that it asks for.
    fn add_row(&mut self, row: &RowPart, unknown: u32) {
        let mut missing = row.depends & unknown;
        while missing != 0 {
            if let Some(fact) = FactKey::ALL.get(missing.trailing_zeros() as usize) {
                self.add(&Openness {
                    fact: *fact,
                    gain: 0.0,
                    rank: row.rank,
                    decides: 1,
                });
            }
            missing &= missing - 1;
        }
    }

    /// Adds what is missing to know whether any of several rows matches, which give the same thing.
    fn add_cases(
        &mut self,
        parts: &Parts<'_>,
        (table, rows): (usize, u64),
        unknown: u32,
        facts: &ClueFacts,
    ) {
        let unknown = unknown & parts.tables[table].asked(rows);
        let key = u128::from(rows) | u128::from(unknown) << 64 | (table as u128) << 96;
        if !self.known.contains_key(&key) {
            if self.known.len() >= QUESTIONS {
                self.known.clear();
            }
            let open = Engine::open_list(&parts.engine.lists.tables[table], rows, facts);
            self.known
                .insert(key, open.iter().map(Openness::of).collect());
        }
        let known = std::mem::take(&mut self.known);
        match known.get(&key) {
            Some(open) if open.is_empty() => parts.tables[table].span.add(&mut self.by_cases, rows),
            Some(open) => {
                for open in open {
                    self.add(open);
                }
            }
            None => {}
        }
        self.known = known;
    }

    fn add(&mut self, new: &Openness) {
        match &mut self.open[new.fact.index()] {
            Some(known) => {
                known.gain = known.gain.max(new.gain);
                known.rank = known.rank.min(new.rank);
                known.decides += new.decides;
            }
            place => {
                *place = Some(*new);
                self.order.push(new.fact);
            }
        }
    }

    fn in_order(&mut self) {
        let open = &self.open;
        self.order.sort_unstable_by(|left, right| {
            let (Some(one), Some(other)) = (open[left.index()], open[right.index()]) else {
                return left.cmp(right);
            };
            let by_gain = other.gain.total_cmp(&one.gain);
            by_gain
                .then(one.rank.cmp(&other.rank))
                .then(other.decides.cmp(&one.decides))
                .then(left.cmp(right))
        });
    }
}

/// Mixes the bits of a key. The keys come from the rulebook, so that nobody can choose them to collide.
#[derive(Clone, Copy, Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u128(u128::from(*byte));
        }
    }

    fn write_u128(&mut self, key: u128) {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        for half in [key as u64, (key >> 64) as u64] {
            let product = u128::from(self.0 ^ half) * u128::from(ODD);
            self.0 = (product as u64) ^ (product >> 64) as u64;
        }
    }
}
