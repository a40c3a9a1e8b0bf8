//! The parts of an answer that can be told on their own, and when two clues have a part in common.
//!
//! Whole answers are nearly all different; their parts are not. Who tells many clues remembers each part under its [`PartKey`] and only puts them together.

use shizu_tables::{Table, Verdict};

use crate::determination::Determination;
use crate::engine::{Decision, Engine, Rows};
use crate::facts::{ClueFacts, FACTS, FactKey};
use crate::interview::{OpenFact, rank};
use crate::rulebook::Then;

/// Most rows of a part, unless more belong together: so few that most of what they can tell is told soon.
const ROWS: usize = 10;

/// Most slices of list tables whose rows a key holds.
const KEY_SLICES: usize = 2;

/// The parts into which an engine's answers fall: first who leads, then the rows of the list tables, a few at a time.
#[derive(Debug)]
pub struct Parts<'e> {
    engine: &'e Engine,
    /// Per row of the table of leads, the facts that it asks for.
    lead: Vec<u32>,
    lists: Vec<ListPart>,
}

/// Neighbouring rows of list tables. What two rows may both give is told once, so that such rows are in one part.
#[derive(Debug)]
struct ListPart {
    slices: Vec<Slice>,
}

/// Neighbouring rows of one list table.
#[derive(Debug)]
struct Slice {
    table: usize,
    /// Index of the first row.
    first: usize,
    /// Per row, the facts that it asks for.
    asked: Vec<u32>,
}

/// Equal keys mean that a part reads alike, but for the dates and the values in [`crate::Condition`].
///
/// Rows that surely match speak for themselves. What could still come depends on the rows that may match and on which of the facts that they ask for
/// are unknown; what is known of the others has had its effect already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKey {
    /// Everything is settled: a number below [`PartKey::SETTLED`], 0 if the part tells nothing.
    Settled(u16),
    /// Something may still come.
    Open(OpenKey),
}

/// The key of a part that is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpenKey {
    rows: [Rows; KEY_SLICES],
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
        let mut lists: Vec<ListPart> = Vec::new();
        for (table, rules) in engine.lists.iter().enumerate() {
            let asked = asked(engine, rules);
            for (index, asked) in asked.chunks(ROWS).enumerate() {
                let slice = Slice {
                    table,
                    first: index * ROWS,
                    asked: asked.to_vec(),
                };
                let shares = |part: &ListPart| {
                    part.slices
                        .iter()
                        .any(|other| share_outcome(engine, other, &slice))
                };
                let from = lists.iter().position(shares).unwrap_or(lists.len());
                let mut slices: Vec<Slice> =
                    lists.drain(from..).flat_map(|part| part.slices).collect();
                match slices.last_mut() {
                    Some(last) if last.table == table => last.asked.extend(slice.asked),
                    _ => slices.push(slice),
                }
                lists.push(ListPart { slices });
            }
        }
        Parts {
            engine,
            lead: asked(engine, &engine.lead),
            lists,
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
        for slice in &list.slices {
            let table = &self.engine.lists[slice.table];
            let (all, mask) = (decision.lists[slice.table], slice.mask());
            let rows = Rows {
                sure: all.sure & mask,
                possible: all.possible & mask,
            };
            self.engine.add_list(&mut answer, table, rows, facts, None);
            if rows.sure != rows.possible {
                open.extend(Engine::open_list(table, mask, facts));
            }
        }
        PartAnswer {
            answer,
            open: open.iter().map(Openness::of).collect(),
        }
    }

    fn lead_key(&self, decision: &Decision, facts: &ClueFacts) -> PartKey {
        if let Verdict::Determined { row: Some(row), .. } = decision.lead
            && row + 1 < PartKey::SETTLED
        {
            return PartKey::Settled(row as u16 + 1);
        }
        let hits = self.engine.lead.hits(facts.as_slice());
        if hits.words() > 1 {
            return PartKey::of_facts(facts);
        }
        let possible = hits.may_word(0);
        let rows = Rows { sure: 0, possible };
        PartKey::Open(OpenKey {
            rows: [rows, Rows::default()],
            unknown: unknown_of(of_rows(&self.lead, possible), facts),
        })
    }
}

impl ListPart {
    #[inline]
    fn key(&self, decision: &Decision, facts: &ClueFacts) -> PartKey {
        if let [slice] = self.slices.as_slice() {
            let rows = slice.rows(decision);
            if rows.sure == rows.possible && rows.sure < PartKey::SETTLED as u64 {
                return PartKey::Settled(rows.sure as u16);
            }
        }
        if self.slices.len() > KEY_SLICES {
            return PartKey::of_facts(facts);
        }
        let mut key = OpenKey {
            rows: [Rows::default(); KEY_SLICES],
            unknown: 0,
        };
        let mut open = 0;
        for (to, slice) in key.rows.iter_mut().zip(&self.slices) {
            *to = slice.rows(decision);
            open |= of_rows(&slice.asked, to.possible & !to.sure);
        }
        key.unknown = unknown_of(open, facts);
        PartKey::Open(key)
    }
}

impl Slice {
    /// The rows of the table that belong to the slice, one bit each.
    fn mask(&self) -> u64 {
        self.low() << self.first
    }

    /// As many bits as there are rows.
    fn low(&self) -> u64 {
        u64::MAX >> (64 - self.asked.len().clamp(1, 64))
    }

    /// The matching rows, counted from the first of the slice.
    #[inline]
    fn rows(&self, decision: &Decision) -> Rows {
        let all = decision.lists[self.table];
        Rows {
            sure: all.sure >> self.first & self.low(),
            possible: all.possible >> self.first & self.low(),
        }
    }
}

impl PartKey {
    /// Numbers of settled parts are below this.
    pub const SETTLED: usize = 1 << ROWS;

    /// A key for parts whose rows do not fit: equal facts read alike. No other key has this bit.
    fn of_facts(facts: &ClueFacts) -> Self {
        let packed = facts.packed();
        let rows = Rows {
            sure: packed as u64,
            possible: (packed >> 64) as u64,
        };
        PartKey::Open(OpenKey {
            rows: [rows, Rows::default()],
            unknown: 1 << 31,
        })
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

/// Whether two slices may give the same thing.
fn share_outcome(engine: &Engine, one: &Slice, other: &Slice) -> bool {
    let outcomes = |slice: &Slice| {
        let table = &engine.lists[slice.table];
        let rows = table
            .rows()
            .iter()
            .skip(slice.first)
            .take(slice.asked.len());
        rows.map(|row| &table.outcomes()[row.outcome])
            .collect::<Vec<_>>()
    };
    let own = outcomes(one);
    outcomes(other)
        .iter()
        .any(|then| own.iter().any(|own| is_same(own, then)))
}

/// Whether an answer that has the one leaves out the other, or counts it with the other.
fn is_same(one: &Then, other: &Then) -> bool {
    match (one, other) {
        (Then::Duty(one), Then::Duty(other)) => one.id == other.id && one.organ == other.organ,
        _ => one == other,
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
