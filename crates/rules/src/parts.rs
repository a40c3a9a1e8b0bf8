//! Answers put together from parts that are told once: who leads, and every row of the list tables by itself.
//!
//! Whole answers are nearly all different; their parts are few. Who tells many clues keeps the words of each part ([`Parts::lead`],
//! [`Parts::describe_row`]) and only asks which parts a clue has ([`Parts::lead_key`], [`Parts::list_rows`], [`MissingFacts`], [`Parts::told`]).

mod missing;

pub use missing::MissingFacts;

use shizu_tables::{FirstRows, RowBits, Table, Verdict};

use crate::determination::Determination;
use crate::engine::{Engine, Rows, Span};
use crate::facts::{ClueFacts, FACTS, FactKey};
use crate::interview::{OpenFact, rank};
use crate::rulebook::Then;

/// The parts into which an engine's answers fall.
#[derive(Debug)]
pub struct Parts<'e> {
    engine: &'e Engine,
    /// The facts that the table of leads asks for, by their place.
    lead: Vec<usize>,
    tables: Vec<TablePart>,
}

/// A list table.
#[derive(Debug)]
struct TablePart {
    rows: Vec<RowPart>,
    /// Where they are among the rows of all list tables.
    span: Span,
    /// The rows that give what another row of the table gives too.
    shared: u64,
    /// The rows that give what another row of any table gives too.
    repeated: u64,
    /// The rows that give a mechanism.
    mechanisms: u64,
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

/// The rows of one list table that an answer tells of, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ToldRows {
    /// They match: what they give is told, and they are reasons.
    pub whole: u64,
    /// They match and are reasons; what they give has been told.
    pub reason: u64,
    /// They may match and give a mechanism, which is told as possible.
    pub possible: u64,
}

/// Equal keys mean that the leader's part is the same: what is known of the facts that the table of leads asks for, six bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LeadKey(u128);

/// Bits of a fact in a [`LeadKey`]; all of them stand for an unknown one.
const KEY_BITS: usize = 6;
const _: () = assert!(FACTS * KEY_BITS <= 128);

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
        let lists = engine.lists.tables.iter().zip(&engine.lists.spans);
        let tables = lists.enumerate().map(|(index, (table, span))| {
            let asked = asked(engine, table);
            let rows = asked.iter().enumerate();
            let rows = rows
                .map(|(row, asked)| RowPart::new(engine, index, row, *asked))
                .collect();
            let rows: Vec<RowPart> = rows;
            let which = |is: &dyn Fn(&RowPart) -> bool| {
                let at = rows.iter().enumerate().filter(|(_, row)| is(row));
                at.fold(0, |bits, (at, _)| bits | 1 << at)
            };
            TablePart {
                shared: which(&|row| row.outcome.count_ones() > 1),
                repeated: which(&|row| !row.same.is_empty()),
                mechanisms: which(&|row| row.is_mechanism),
                span: *span,
                rows,
            }
        });
        Parts {
            tables: tables.collect(),
            lead: engine.lead.columns().collect(),
            engine,
        }
    }

    /// How many rows each list table has.
    pub fn tables(&self) -> impl Iterator<Item = usize> + '_ {
        self.tables.iter().map(|table| table.rows.len())
    }

    /// What a row of a list table tells: an answer in which only that is filled in.
    pub fn describe_row(&self, table: usize, row: usize) -> Determination {
        let mut answer = Determination::empty("");
        let rows = Rows {
            sure: 1 << row,
            possible: 1 << row,
        };
        let (table, facts) = (&self.engine.lists.tables[table], ClueFacts::default());
        self.engine.add_list(&mut answer, table, rows, &facts, None);
        answer
    }

    /// The rows of the list tables that match.
    #[inline]
    pub fn list_rows(&self, facts: &ClueFacts) -> FirstRows {
        self.engine.lists.matching(facts)
    }

    /// Which rows of a list table an answer tells of, and how. `by_cases` are those that [`MissingFacts::by_cases`] found.
    #[inline]
    pub fn told(&self, table: usize, rows: &FirstRows, by_cases: &RowBits) -> ToldRows {
        let part = &self.tables[table];
        let rows_of = |table: usize| self.tables[table].span.matching(rows);
        let by_cases_of = |table: usize| self.tables[table].span.taken_from(by_cases);
        let sure = |table: usize| rows_of(table).sure | by_cases_of(table);
        let possible = rows_of(table).possible;
        let mut told = ToldRows {
            whole: possible & sure(table),
            reason: 0,
            possible: possible & !sure(table) & part.mechanisms,
        };
        let mut left = told.whole & part.repeated;
        while left != 0 {
            let row = &part.rows[left.trailing_zeros() as usize];
            let bit = left & left.wrapping_neg();
            let alone = row.is_warning && by_cases_of(table) & bit == 0;
            let told_before = |same: &Same| sure(same.table) & same.before != 0;
            if !alone && row.same.iter().any(told_before) {
                told.whole ^= bit;
                told.reason |= bit;
            }
            left ^= bit;
        }
        // A possible mechanism is told once, and only if it does not surely apply.
        let mut left = told.possible & part.repeated;
        while left != 0 {
            let row = &part.rows[left.trailing_zeros() as usize];
            let bit = left & left.wrapping_neg();
            let told_otherwise = |same: &Same| {
                let possible = rows_of(same.table).possible;
                sure(same.table) & same.others != 0 || possible & same.before != 0
            };
            if row.same.iter().any(told_otherwise) {
                told.possible ^= bit;
            }
            left ^= bit;
        }
        told
    }

    /// What the leader's part reads like.
    #[inline]
    pub fn lead_key(&self, facts: &ClueFacts) -> LeadKey {
        let facts = facts.as_slice();
        let code = |place: &usize| facts[*place].value().map_or(u64::MAX, i64::cast_unsigned);
        let keep = (1 << KEY_BITS) - 1;
        let key = self.lead.iter().fold(0, |key, place| {
            key << KEY_BITS | u128::from(code(place) & keep)
        });
        LeadKey(key)
    }

    /// The leader's part: an answer in which only that is filled in, and which facts are missing for it.
    pub fn lead(&self, facts: &ClueFacts) -> (Determination, Vec<Openness>) {
        let decision = self.engine.decide(facts);
        let answer = self.engine.lead_of("", &decision, facts);
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
        let own = then_of(&engine.lists.tables[table], row);
        let mut same = Vec::new();
        let mut outcome = 0;
        for (index, other) in engine.lists.tables.iter().enumerate() {
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
            depends: depends(engine, &engine.lists.tables[table].rows()[row].id),
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

/// The unknown facts, one bit each.
fn all_unknown(facts: &ClueFacts) -> u32 {
    let facts = facts.as_slice().iter().enumerate();
    facts.fold(0, |bits, (at, fact)| {
        bits | u32::from(!fact.is_known()) << at
    })
}

#[cfg(test)]
mod tests {
    use super::{FactKey, KEY_BITS};

    /// A value that does not fit would pass for another, or for an unknown one; facts that wait have a byte each, with one value for unknown as well.
    #[test]
    fn every_value_of_a_clue_fits_into_a_key() {
        for key in FactKey::ALL {
            assert!(key.values().len() < (1 << KEY_BITS), "{}", key.code());
        }
    }
}
