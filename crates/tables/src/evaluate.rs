//! Evaluating a table: one lookup and one AND per column, no allocation.

use crate::bits::ones;
use crate::diagram::Terminal;
use crate::domain::Fact;
use crate::hits::Hits;
use crate::sort::SortOnce;
use crate::spec::{Aggregate, Outcome, Policy};
use crate::table::Table;

/// What a single-outcome table says, as small as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// One outcome, whatever the unknown facts turn out to be.
    Determined {
        /// Index into [`Table::outcomes`].
        outcome: usize,
        /// The row that decides (the first, where several match); `None` when it is open which of several that agree will.
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

impl<O: Outcome> Table<O> {
    /// The verdict of a single-outcome table. On a list or number table, [`Verdict::Missing`] (use [`Table::evaluate`]).
    #[inline]
    pub fn decide(&self, facts: &[Fact]) -> Verdict {
        if self.sieve.words != 1 {
            return self.decide_long(facts);
        }
        match self.sieve.word(facts) {
            Some(rows) => self.verdict_of(one_word(rows)),
            None => self.decide_open(facts, &self.hits(facts)),
        }
    }

    fn decide_long(&self, facts: &[Fact]) -> Verdict {
        self.verdict(facts, &self.hits(facts))
    }

    /// The verdict on facts whose hits are known.
    pub(crate) fn verdict(&self, facts: &[Fact], hits: &Hits<'_>) -> Verdict {
        if !hits.all_known() {
            self.decide_open(facts, hits)
        } else if self.sieve.words == 1 {
            self.verdict_of(one_word(hits.sure_word(0)))
        } else {
            self.verdict_of(hits.sure_words())
        }
    }

    /// The verdict where the rows of these words match: index of the first row of a word, and its rows as bits, none empty.
    pub(crate) fn verdict_of(&self, mut words: impl Iterator<Item = (usize, u64)>) -> Verdict {
        let Some((start, word)) = words.next() else {
            return self.verdict_of_none();
        };
        let row = start + word.trailing_zeros() as usize;
        let rest = word & (word - 1);
        let outcome = self.gives[row];
        let settled = match self.policy {
            Policy::First | Policy::Priority => true,
            Policy::Unique => rest == 0 && words.next().is_none(),
            Policy::Any => {
                let agrees =
                    |start: usize, word| ones(word).all(|bit| self.gives[start + bit] == outcome);
                agrees(start, rest) && words.all(|(start, word)| agrees(start, word))
            }
            _ => return Verdict::Missing,
        };
        if settled {
            Verdict::Determined {
                outcome: outcome as usize,
                row: Some(row),
            }
        } else {
            Verdict::Conflict
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
        if hits.all_known() {
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
        outcomes.sort_once_by_key(|outcome| *outcome);
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

    fn verdict_of_none(&self) -> Verdict {
        if self.policy.is_single() {
            Verdict::NoRule
        } else {
            Verdict::Missing
        }
    }

    /// Some facts are unknown: the outcome may be settled all the same.
    #[cold]
    fn decide_open(&self, facts: &[Fact], hits: &Hits<'_>) -> Verdict {
        if !self.policy.is_single() {
            return Verdict::Missing;
        }
        match self.possible_terminals(facts).as_slice() {
            [Terminal::Outcome(outcome)] => Verdict::Determined {
                outcome: *outcome,
                row: only_row(hits),
            },
            [Terminal::NoRule] => Verdict::NoRule,
            [Terminal::Conflict] => Verdict::Conflict,
            _ => Verdict::Missing,
        }
    }
}

/// The one row that can still decide. A row that surely matches shuts out those behind it: the first one that matches is named.
fn only_row(hits: &Hits<'_>) -> Option<usize> {
    let winner = hits.sure().next();
    let mut rows = hits
        .possible()
        .take_while(|row| winner.is_none_or(|winner| *row <= winner));
    let first = rows.next();
    if rows.next().is_none() { first } else { None }
}

/// The one word of a short table, if any row of it matches.
#[inline]
pub(crate) fn one_word(word: u64) -> impl Iterator<Item = (usize, u64)> {
    (word != 0).then_some((0, word)).into_iter()
}
