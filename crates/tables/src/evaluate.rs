//! Evaluating a table: one lookup and one AND per column, no allocation.

use crate::bits::ones;
use crate::diagram::Terminal;
use crate::domain::Fact;
use crate::spec::{Aggregate, Outcome, Policy};
use crate::table::{MAX_COLUMNS, Table};

/// What a single-outcome table says, as small as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// One outcome, whatever the unknown facts turn out to be.
    Determined {
        /// Index into [`Table::outcomes`].
        outcome: usize,
        /// The row that decides; `None` when several rows are still possible that agree.
        row: Option<usize>,
    },
    /// No row matches, whatever the unknown facts turn out to be.
    NoRule,
    /// Rows match that contradict each other.
    Conflict,
    /// Facts are missing: the answer depends on them.
    Missing,
}

/// What a table of any policy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evaluation {
    /// The answer, whatever the unknown facts turn out to be.
    Determined(Answer),
    /// No row matches.
    NoRule,
    /// These rows match, or may match, and contradict each other whatever the unknown facts turn out to be.
    Conflict(Vec<usize>),
    /// Facts are missing; see [`Table::open_questions`] and, for a list, [`Table::open_questions_about`].
    Missing,
}

/// An answer, by policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Index into [`Table::outcomes`].
    One(usize),
    /// Indices into [`Table::outcomes`], without repetition, ascending: in the order in which the table first gives them.
    List(Vec<usize>),
    /// A sum, smallest, largest or count.
    Number(i64),
}

/// The rows that match: surely, or still possibly.
#[derive(Clone, Copy, Debug)]
pub struct Hits<'t> {
    bits: &'t [u64],
    offsets: [Offset; MAX_COLUMNS],
    columns: usize,
    rows: usize,
    words: usize,
    complete: bool,
}

/// Where a column's set of rows begins: those that may match, and those that must.
#[derive(Clone, Copy, Debug, Default)]
struct Offset {
    may: usize,
    must: usize,
}

impl<'t> Hits<'t> {
    /// Whether every fact that the table uses is known.
    pub fn all_known(&self) -> bool {
        self.complete
    }

    /// Rows that match whatever the unknown facts turn out to be, in the order of evaluation.
    pub fn sure(self) -> impl Iterator<Item = usize> + 't {
        (0..self.words)
            .flat_map(move |word| ones(self.must_word(word)).map(move |bit| word * 64 + bit))
    }

    /// Rows that match for some value of the unknown facts, the sure ones among them.
    pub fn possible(self) -> impl Iterator<Item = usize> + 't {
        (0..self.words)
            .flat_map(move |word| ones(self.may_word(word)).map(move |bit| word * 64 + bit))
    }

    /// The sure rows of 64 as bits.
    pub fn must_word(&self, word: usize) -> u64 {
        self.fold(word, |offset| offset.must)
    }

    /// The possible rows of 64 as bits.
    pub fn may_word(&self, word: usize) -> u64 {
        self.fold(word, |offset| offset.may)
    }

    /// The rows of 64 that fail in exactly one column, as bits.
    pub fn near_word(&self, word: usize) -> u64 {
        let (mut none, mut one) = (self.valid(word), 0);
        for offset in &self.offsets[..self.columns] {
            let fails = !self.bits.get(offset.may + word).copied().unwrap_or(0);
            one = (one & !fails) | (none & fails);
            none &= !fails;
        }
        one
    }

    /// How many words of 64 rows there are.
    pub fn words(&self) -> usize {
        self.words
    }

    fn fold(&self, word: usize, at: impl Fn(&Offset) -> usize) -> u64 {
        let matching = |set: u64, offset: &Offset| {
            set & self.bits.get(at(offset) + word).copied().unwrap_or(0)
        };
        self.offsets[..self.columns]
            .iter()
            .fold(self.valid(word), matching)
    }

    /// The rows of 64 that exist.
    fn valid(&self, word: usize) -> u64 {
        let left = self.rows - (word * 64).min(self.rows);
        if left >= 64 {
            u64::MAX
        } else {
            (1 << left) - 1
        }
    }
}

impl<O: Outcome> Table<O> {
    /// The rows that match `facts`. `facts` are in schema order; a missing tail is unknown.
    pub fn hits(&self, facts: &[Fact]) -> Hits<'_> {
        let mut offsets = [Offset::default(); MAX_COLUMNS];
        let mut complete = true;
        for (offset, column) in offsets.iter_mut().zip(&self.columns) {
            let (may, must) = match Self::fact(facts, column).value() {
                None => {
                    complete = false;
                    (column.classes, column.classes + 1)
                }
                Some(value) => {
                    let class = column.class_of_value(value).unwrap_or(column.classes + 2);
                    (class, class)
                }
            };
            *offset = Offset {
                may: column.base + may * self.words,
                must: column.base + must * self.words,
            };
        }
        Hits {
            bits: &self.bits,
            offsets,
            columns: self.columns.len(),
            rows: self.rows.len(),
            words: self.words,
            complete,
        }
    }

    /// The verdict of a single-outcome table. On a list or number table, [`Verdict::Missing`] (use [`Table::evaluate`]).
    pub fn decide(&self, facts: &[Fact]) -> Verdict {
        if !self.policy.is_single() {
            return Verdict::Missing;
        }
        let hits = self.hits(facts);
        if !hits.complete {
            return self.decide_open(facts, &hits);
        }
        match self.policy {
            Policy::First | Policy::Priority => hits
                .sure()
                .next()
                .map_or(Verdict::NoRule, |row| self.determined(row)),
            Policy::Unique | Policy::Any => {
                let mut sure = hits.sure();
                let Some(row) = sure.next() else {
                    return Verdict::NoRule;
                };
                let agree = |other: usize| {
                    self.policy == Policy::Any && self.rows[other].outcome == self.rows[row].outcome
                };
                if sure.all(agree) {
                    self.determined(row)
                } else {
                    Verdict::Conflict
                }
            }
            _ => Verdict::Missing,
        }
    }

    /// The answer of a table of any policy.
    pub fn evaluate(&self, facts: &[Fact]) -> Evaluation {
        if self.policy.is_single() {
            return match self.decide(facts) {
                Verdict::Determined { outcome, .. } => Evaluation::Determined(Answer::One(outcome)),
                Verdict::NoRule => Evaluation::NoRule,
                Verdict::Conflict => Evaluation::Conflict(self.hits(facts).possible().collect()),
                Verdict::Missing => Evaluation::Missing,
            };
        }
        let hits = self.hits(facts);
        if self.policy.is_list() {
            let sure = self.distinct_outcomes(hits.sure());
            let possible = self.distinct_outcomes(hits.possible());
            // An outcome that no single row makes sure may still be sure by several rows together; its own diagram knows.
            let settled = sure.len() == possible.len()
                || possible
                    .iter()
                    .all(|outcome| sure.contains(outcome) || self.always(*outcome, facts));
            return if settled {
                Evaluation::Determined(Answer::List(possible))
            } else {
                Evaluation::Missing
            };
        }
        if hits.complete {
            return self
                .aggregate(hits.sure())
                .map_or(Evaluation::NoRule, |number| {
                    Evaluation::Determined(Answer::Number(number))
                });
        }
        match self.possible_terminals(facts).as_slice() {
            [Terminal::Number(number)] => Evaluation::Determined(Answer::Number(*number)),
            [Terminal::NoRule] => Evaluation::NoRule,
            _ => Evaluation::Missing,
        }
    }

    /// The outcomes of `rows` without repetition, in the order in which the table first gives them.
    fn distinct_outcomes(&self, rows: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut outcomes: Vec<usize> = rows.map(|row| self.rows[row].outcome).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        outcomes
    }

    /// Sum, smallest, largest or count over `rows`; `None` where no row matches and the policy has no value for that.
    pub(crate) fn aggregate(&self, rows: impl Iterator<Item = usize>) -> Option<i64> {
        let number = |row: usize| self.outcomes[self.rows[row].outcome].number();
        match self.policy {
            Policy::Collect(Aggregate::Sum) => {
                let sum: i128 = rows.filter_map(number).map(i128::from).sum();
                Some(sum.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
            }
            Policy::Collect(Aggregate::Count) => Some(rows.count() as i64),
            Policy::Collect(Aggregate::Min) => rows.filter_map(number).min(),
            Policy::Collect(Aggregate::Max) => rows.filter_map(number).max(),
            _ => None,
        }
    }

    fn determined(&self, row: usize) -> Verdict {
        Verdict::Determined {
            outcome: self.rows[row].outcome,
            row: Some(row),
        }
    }

    /// Some facts are unknown: the outcome may be settled all the same.
    fn decide_open(&self, facts: &[Fact], hits: &Hits<'_>) -> Verdict {
        match self.possible_terminals(facts).as_slice() {
            [Terminal::Outcome(outcome)] => Verdict::Determined {
                outcome: *outcome,
                row: self.only_row(hits),
            },
            [Terminal::NoRule] => Verdict::NoRule,
            [Terminal::Conflict] => Verdict::Conflict,
            _ => Verdict::Missing,
        }
    }

    /// The one row that can still decide. Where the first row wins, a row that surely matches shuts out those behind it.
    fn only_row(&self, hits: &Hits<'_>) -> Option<usize> {
        let first_wins = matches!(self.policy, Policy::First | Policy::Priority);
        let winner = if first_wins { hits.sure().next() } else { None };
        let mut rows = hits
            .possible()
            .take_while(|row| winner.is_none_or(|winner| *row <= winner));
        let first = rows.next();
        if rows.next().is_none() { first } else { None }
    }
}
