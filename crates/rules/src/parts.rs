//! The parts of an answer that can be told on their own, and when two clues have a part in common.
//!
//! Whole answers are nearly all different; their parts are not. Who tells many clues remembers each part under its [`PartKey`] and only puts them together.

use std::ops::Range;

use shizu_tables::{Table, Verdict};

use crate::determination::Determination;
use crate::engine::{Decision, Engine, Rows};
use crate::facts::{ClueFacts, FACTS, FactKey};
use crate::interview::{OpenFact, rank};
use crate::rulebook::{Gives, Then};

/// Most list tables whose rows a key holds.
const KEY_TABLES: usize = 3;

/// The parts into which an engine's answers fall: first who leads, then one part for every kind of thing that list tables give.
#[derive(Debug)]
pub struct Parts<'e> {
    engine: &'e Engine,
    /// Per row of the table of leads, the facts that it asks for.
    lead: Vec<u32>,
    lists: Vec<ListPart>,
}

/// Neighbouring tables that give the same kind of thing, of which nothing is told twice.
#[derive(Debug)]
struct ListPart {
    tables: Range<usize>,
    /// Per table and row, the facts that it asks for.
    asked: Vec<Vec<u32>>,
}

/// Equal keys mean that a part reads alike, but for the dates and the values in [`crate::Condition`].
///
/// Rows that surely match speak for themselves. What could still come depends on the rows that may match and on which of the facts that they ask for
/// are unknown; what is known of the others has had its effect already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartKey {
    rows: [Rows; KEY_TABLES],
    /// Unknown facts that open rows ask for, one bit each.
    unknown: u32,
}

/// What a part tells.
#[derive(Clone, Debug)]
pub struct PartAnswer {
    /// An answer in which only this part is filled in, without id, dates and [`Determination::missing`].
    pub answer: Determination,
    /// Which facts are missing for it.
    pub open: Vec<Openness>,
}

/// How much a missing fact matters to a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Openness {
    fact: FactKey,
    gain: f64,
    rank: u8,
    decides: u32,
}

impl<'e> Parts<'e> {
    /// The parts of an engine's answers.
    pub fn new(engine: &'e Engine) -> Self {
        let tables = &engine.lists;
        let gives =
            |table: &Table<Then>| engine.rulebook.table(table.id()).map(|table| table.gives);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (index, table) in tables.iter().enumerate() {
            // Warnings are told as often as they come; everything else once, so that its tables belong together.
            let alike = |range: &Range<usize>| {
                gives(table) != Some(Gives::Warning)
                    && tables[range.clone()]
                        .iter()
                        .any(|other| gives(other) == gives(table))
            };
            let first = ranges.iter().position(alike);
            let start = first.map_or(index, |first| ranges[first].start);
            ranges.truncate(first.unwrap_or(ranges.len()));
            ranges.push(start..index + 1);
        }
        let part = |range: Range<usize>| ListPart {
            asked: tables[range.clone()]
                .iter()
                .map(|table| asked(engine, table))
                .collect(),
            tables: range,
        };
        Parts {
            engine,
            lead: asked(engine, &engine.lead),
            lists: ranges.into_iter().map(part).collect(),
        }
    }

    /// How many parts there are. Part 0 is who leads.
    pub fn count(&self) -> usize {
        self.lists.len() + 1
    }

    /// What part `part` tells, as a key. `decision` is that of the same facts.
    #[inline]
    pub fn key(&self, part: usize, decision: &Decision, facts: &ClueFacts) -> PartKey {
        match part.checked_sub(1).and_then(|list| self.lists.get(list)) {
            None => self.lead_key(decision, facts),
            Some(list) => list.key(decision, facts),
        }
    }

    /// What part `part` tells, in words of the user.
    pub fn describe(&self, part: usize, decision: &Decision, facts: &ClueFacts) -> PartAnswer {
        let Some(list) = part.checked_sub(1).and_then(|list| self.lists.get(list)) else {
            let settled = matches!(decision.lead, Verdict::Determined { row: Some(_), .. });
            let open = if settled {
                Vec::new()
            } else {
                self.engine.open_lead(facts)
            };
            return PartAnswer {
                answer: self.engine.lead_of("", decision, facts),
                open: open.iter().map(Openness::of).collect(),
            };
        };
        let mut answer = Determination::empty("");
        let mut open = Vec::new();
        for index in list.tables.clone() {
            let (table, rows) = (&self.engine.lists[index], decision.lists[index]);
            self.engine.add_list(&mut answer, table, rows, facts, None);
            if rows.sure != rows.possible {
                open.extend(Engine::open_list(table, facts));
            }
        }
        PartAnswer {
            answer,
            open: open.iter().map(Openness::of).collect(),
        }
    }

    fn lead_key(&self, decision: &Decision, facts: &ClueFacts) -> PartKey {
        let mut key = PartKey {
            rows: [Rows::default(); KEY_TABLES],
            unknown: 0,
        };
        if let Verdict::Determined { row: Some(row), .. } = decision.lead {
            key.rows[0].sure = row as u64 + 1;
            return key;
        }
        let hits = self.engine.lead.hits(facts.as_slice());
        if hits.words() > 1 {
            return PartKey::of_facts(facts);
        }
        key.rows[0].possible = hits.may_word(0);
        key.unknown = unknown_of(of_rows(&self.lead, hits.may_word(0)), facts);
        key
    }
}

impl ListPart {
    #[inline]
    fn key(&self, decision: &Decision, facts: &ClueFacts) -> PartKey {
        if self.tables.len() > KEY_TABLES {
            return PartKey::of_facts(facts);
        }
        let mut key = PartKey {
            rows: [Rows::default(); KEY_TABLES],
            unknown: 0,
        };
        let mut open = 0;
        let rows = decision.lists[self.tables.clone()].iter();
        for ((to, rows), asked) in key.rows.iter_mut().zip(rows).zip(&self.asked) {
            *to = *rows;
            if rows.sure != rows.possible {
                open |= of_rows(asked, rows.possible & !rows.sure);
            }
        }
        if open != 0 {
            key.unknown = unknown_of(open, facts);
        }
        key
    }
}

impl PartKey {
    /// A key for parts whose rows do not fit: equal facts read alike. No other key has this bit.
    fn of_facts(facts: &ClueFacts) -> Self {
        let packed = facts.packed();
        let mut rows = [Rows::default(); KEY_TABLES];
        rows[0] = Rows {
            sure: packed as u64,
            possible: (packed >> 64) as u64,
        };
        PartKey {
            rows,
            unknown: 1 << 31,
        }
    }
}

impl Openness {
    fn of(open: &OpenFact) -> Self {
        Openness {
            fact: open.fact,
            gain: open.gain,
            rank: open.decides.iter().map(rank).min().unwrap_or(u8::MAX),
            decides: open.decides.len() as u32,
        }
    }
}

/// The missing facts of all parts, as [`Determination::missing`] has them. To be used again for clue after clue.
#[derive(Clone, Debug, Default)]
pub struct MissingFacts {
    open: [Option<Openness>; FACTS],
    order: Vec<FactKey>,
}

impl MissingFacts {
    /// Forgets the clue before.
    pub fn clear(&mut self) {
        for fact in self.order.drain(..) {
            self.open[fact.index()] = None;
        }
    }

    /// Adds those of a part.
    pub fn add(&mut self, open: &[Openness]) {
        for new in open {
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
    }

    /// All of them, the most important first.
    pub fn in_order(&mut self) -> &[FactKey] {
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
        &self.order
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

fn of_rows(asked: &[u32], mut rows: u64) -> u32 {
    let mut facts = 0;
    while rows != 0 {
        facts |= asked
            .get(rows.trailing_zeros() as usize)
            .copied()
            .unwrap_or(0);
        rows &= rows - 1;
    }
    facts
}

/// Those of the facts that are unknown.
fn unknown_of(mut asked: u32, facts: &ClueFacts) -> u32 {
    let mut unknown = 0;
    while asked != 0 {
        let at = asked.trailing_zeros();
        let known = facts
            .as_slice()
            .get(at as usize)
            .is_some_and(|fact| fact.is_known());
        unknown |= u32::from(!known) << at;
        asked &= asked - 1;
    }
    unknown
}
