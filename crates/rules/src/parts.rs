//! Answers put together from parts that are told once: who leads, and every row of the list tables by itself.
//!
//! Whole answers are nearly all different; their parts are few. Who tells many clues keeps the words of each part ([`Parts::lead`],
//! [`Parts::describe_row`]) and only asks which parts a clue has ([`Parts::lead_key`], [`Parts::each_row`], [`MissingFacts`]).

mod missing;

pub use missing::MissingFacts;

use shizu_tables::{Table, Verdict};

use crate::determination::Determination;
use crate::engine::{Decision, Engine, MAX_LISTS, Rows};
use crate::facts::{ClueFacts, FactKey};
use crate::interview::{OpenFact, rank};
use crate::rulebook::Then;

/// The parts into which an engine's answers fall.
#[derive(Debug)]
pub struct Parts<'e> {
    engine: &'e Engine,
    /// Per row of the table of leads, the facts that it asks for.
    lead: Vec<u32>,
    tables: Vec<TablePart>,
}

/// A list table.
#[derive(Debug)]
struct TablePart {
    /// Number of its first row among the rows of all list tables.
    first: usize,
    rows: Vec<RowPart>,
    /// The rows that give what another row gives too.
    shared: u64,
}

/// A row of a list table.
#[derive(Debug)]
struct RowPart {
    /// The facts that it asks for, one bit each.
    asked: u32,
    /// Those of which it does not accept every value.
    depends: u32,
    /// How much it matters what it gives.
    rank: u8,
    /// The rows that give the same thing. What several rows give is told once; a warning only if it is certain by cases.
    same: Vec<Same>,
    /// Rows of the table that give the same, this one among them.
    outcome: u64,
    is_mechanism: bool,
    is_warning: bool,
}

/// Rows of one table that give the same as a row.
#[derive(Clone, Copy, Debug)]
struct Same {
    table: usize,
    /// Those that come before the row.
    before: u64,
    /// All but the row itself.
    others: u64,
}

/// Rows of list tables, table by table, of which one will match whatever the unknown facts are, although none surely does: one row for every case.
pub type ByCases = [u64; MAX_LISTS];

/// What becomes of a row that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It matches: what it gives is told, and the row is a reason.
    Whole,
    /// It matches and is a reason; what it gives has been told.
    Reason,
    /// It may match and gives a mechanism, which is told as possible.
    Possible,
}

/// Equal keys mean that the leader's part reads alike, but for the values in [`crate::Condition`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeadKey {
    /// One row decides: its index.
    Row(usize),
    /// Rows may match, and of the facts that they ask for some are unknown. What is known has had its effect on which rows those are.
    Open {
        /// The rows, one bit each.
        possible: u128,
        /// The unknown facts, one bit each.
        unknown: u32,
    },
}

/// How much a missing fact matters.
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
        let mut first = 0;
        let tables = engine.lists.iter().enumerate().map(|(index, table)| {
            let asked = asked(engine, table);
            let rows = asked.iter().enumerate();
            let rows = rows
                .map(|(row, asked)| RowPart::new(engine, index, row, *asked))
                .collect();
            let rows: Vec<RowPart> = rows;
            let shares = |row: &RowPart| row.outcome.count_ones() > 1;
            let at = rows.iter().enumerate().filter(|(_, row)| shares(row));
            let shared = at.fold(0, |bits, (at, _)| bits | 1 << at);
            let part = TablePart {
                first,
                rows,
                shared,
            };
            first += table.rows().len();
            part
        });
        Parts {
            tables: tables.collect(),
            lead: asked(engine, &engine.lead),
            engine,
        }
    }

    /// How many rows the list tables have together.
    pub fn rows(&self) -> usize {
        self.tables
            .last()
            .map_or(0, |table| table.first + table.rows.len())
    }

    /// What a row of the list tables tells, by its number: an answer in which only that is filled in.
    pub fn describe_row(&self, number: usize) -> Determination {
        let mut answer = Determination::empty("");
        let tables = self.tables.iter().zip(&self.engine.lists);
        for (part, table) in tables {
            let row = number
                .checked_sub(part.first)
                .filter(|row| *row < part.rows.len());
            if let Some(row) = row {
                let (sure, possible) = (1 << row, 1 << row);
                let facts = ClueFacts::default();
                self.engine
                    .add_list(&mut answer, table, Rows { sure, possible }, &facts, None);
            }
        }
        answer
    }

    /// Which rows of the list tables an answer tells of, and how, in the order of the answer.
    #[inline]
    pub fn each_row(
        &self,
        decision: &Decision,
        by_cases: &ByCases,
        mut tell: impl FnMut(usize, Told),
    ) {
        let sure = |table: usize| decision.lists[table].sure | by_cases[table];
        for (table, (rows, part)) in decision.lists.iter().zip(&self.tables).enumerate() {
            let mut left = rows.possible;
            while left != 0 {
                let at = left.trailing_zeros() as usize;
                left &= left - 1;
                let Some(row) = part.rows.get(at) else {
                    continue;
                };
                let told = if sure(table) >> at & 1 == 1 {
                    let alone = row.is_warning && by_cases[table] >> at & 1 == 0;
                    let told_before = |same: &Same| sure(same.table) & same.before != 0;
                    if !alone && row.same.iter().any(told_before) {
                        Told::Reason
                    } else {
                        Told::Whole
                    }
                } else if row.is_mechanism {
                    // A possible mechanism is told once, and only if it does not surely apply.
                    let told_otherwise = |same: &Same| {
                        let possible = decision.lists[same.table].possible;
                        sure(same.table) & same.others != 0 || possible & same.before != 0
                    };
                    if row.same.iter().any(told_otherwise) {
                        continue;
                    }
                    Told::Possible
                } else {
                    continue;
                };
                tell(part.first + at, told);
            }
        }
    }

    /// What the leader's part reads like.
    #[inline]
    pub fn lead_key(&self, decision: &Decision, facts: &ClueFacts) -> LeadKey {
        if let Verdict::Determined { row: Some(row), .. } = decision.lead {
            return LeadKey::Row(row);
        }
        let hits = self.engine.lead.hits(facts.as_slice());
        if hits.words() > 1 {
            // More rows than a word has bits: equal facts read alike. No other key has this bit.
            let possible = facts.packed();
            return LeadKey::Open {
                possible,
                unknown: 1 << 31,
            };
        }
        let possible = hits.may_word(0);
        LeadKey::Open {
            possible: possible.into(),
            unknown: of_rows(&self.lead, possible) & all_unknown(facts),
        }
    }

    /// The leader's part: an answer in which only that is filled in, and which facts are missing for it.
    pub fn lead(&self, decision: &Decision, facts: &ClueFacts) -> (Determination, Vec<Openness>) {
        let answer = self.engine.lead_of("", decision, facts);
        let open = match decision.lead {
            Verdict::Determined { row: Some(_), .. } => Vec::new(),
            _ => self.engine.open_lead(facts),
        };
        (answer, open.iter().map(Openness::of).collect())
    }
}

impl RowPart {
    fn new(engine: &Engine, table: usize, row: usize, asked: u32) -> Self {
        let then_of =
            |table: &Table<Then>, row: usize| table.outcomes()[table.rows()[row].outcome].clone();
        let own = then_of(&engine.lists[table], row);
        let mut same = Vec::new();
        let mut outcome = 0;
        for (index, other) in engine.lists.iter().enumerate() {
            let rows = (0..other.rows().len()).map(|at| (at, then_of(other, at)));
            let mut found = Same {
                table: index,
                before: 0,
                others: 0,
            };
            for (at, then) in rows {
                if index == table && then == own {
                    outcome |= 1 << at;
                }
                if is_same(&own, &then) && (index, at) != (table, row) {
                    found.others |= 1 << at;
                    found.before |= u64::from((index, at) < (table, row)) << at;
                }
            }
            if found.others != 0 {
                same.push(found);
            }
        }
        RowPart {
            asked,
            depends: depends(engine, &engine.lists[table].rows()[row].id),
            rank: rank(&own),
            same,
            outcome,
            is_mechanism: matches!(own, Then::Mechanism(_)),
            is_warning: matches!(own, Then::Warning { .. }),
        }
    }
}

impl TablePart {
    /// The rows of which it is open whether they match, and whose outcome no other row makes sure.
    fn open(&self, rows: Rows) -> u64 {
        let mut open = rows.possible & !rows.sure;
        let mut sure = rows.sure & self.shared;
        while open != 0 && sure != 0 {
            let row = self.rows.get(sure.trailing_zeros() as usize);
            open &= !row.map_or(0, |row| row.outcome);
            sure &= sure - 1;
        }
        open
    }

    /// The facts that the rows ask for.
    fn asked(&self, mut rows: u64) -> u32 {
        let mut asked = 0;
        while rows != 0 {
            let row = self.rows.get(rows.trailing_zeros() as usize);
            asked |= row.map_or(0, |row| row.asked);
            rows &= rows - 1;
        }
        asked
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

/// Whether an answer that has the one leaves out the other.
fn is_same(one: &Then, other: &Then) -> bool {
    match (one, other) {
        (Then::Duty(one), Then::Duty(other)) => one.id == other.id && one.organ == other.organ,
        (Then::Warning { id: one, .. }, Then::Warning { id: other, .. }) => one == other,
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

/// The facts of which a row does not accept every value, one bit each.
fn depends(engine: &Engine, id: &str) -> u32 {
    let cells = engine.rule_of(id).map(|rule| rule.conditions());
    let cells = cells.into_iter().flatten();
    let narrow = cells.filter(|(fact, codes)| {
        let mut values = fact.values().iter();
        !values.all(|value| codes.contains(&value.code))
    });
    narrow.fold(0, |bits, (fact, _)| bits | 1 << fact.index())
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

/// The unknown facts, one bit each.
fn all_unknown(facts: &ClueFacts) -> u32 {
    let facts = facts.as_slice().iter().enumerate();
    facts.fold(0, |bits, (at, fact)| {
        bits | u32::from(!fact.is_known()) << at
    })
}
