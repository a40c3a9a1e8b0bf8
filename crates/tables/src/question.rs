//! Unknown facts: which still matter, and which to ask next.

use crate::diagram::{Diagram, Terminal, TooLarge};
use crate::domain::Fact;
use crate::shares::Shares;
use crate::sort::SortOnce;
use crate::spec::Outcome;
use crate::table::Table;

/// What is still open under the facts known so far.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestions {
    /// Answers still possible, in a fixed order.
    pub possible: Vec<Terminal>,
    /// Unknown facts that still make a difference, the best next question first.
    pub questions: Vec<Question>,
}

/// An unknown fact that still makes a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Schema index of its column.
    pub column: usize,
    /// Bits of uncertainty that its answer takes away on average, every remaining combination of facts weighing the same.
    pub gain: f64,
    /// For each value (or interval) of the column, a fact of it and the answers still possible then.
    pub branches: Vec<(Fact, Vec<Terminal>)>,
}

impl OpenQuestions {
    fn settled(answer: Terminal) -> Self {
        OpenQuestions {
            possible: vec![answer],
            questions: Vec::new(),
        }
    }
}

impl<O: Outcome> Table<O> {
    /// The answers still possible, and the unknown facts that matter for them, best question first. For a list table, take
    /// [`Table::open_questions_about`] one outcome.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell.
    pub fn open_questions(&self, facts: &[Fact]) -> Result<OpenQuestions, TooLarge> {
        if self.is_outside(facts) {
            return Ok(OpenQuestions::settled(self.terminal(&[])));
        }
        self.open_in(self.diagram()?, facts)
    }

    /// The same for whether `outcome` (an index into [`Table::outcomes`]) of a list table is among the answers.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell.
    pub fn open_questions_about(
        &self,
        outcome: usize,
        facts: &[Fact],
    ) -> Result<OpenQuestions, TooLarge> {
        if self.is_outside(facts) {
            return Ok(OpenQuestions::settled(Terminal::Listed(false)));
        }
        self.open_in(self.listed_diagram(outcome)?, facts)
    }

    fn open_in(&self, diagram: &Diagram, facts: &[Fact]) -> Result<OpenQuestions, TooLarge> {
        let known = self.classes(facts);
        let rest = diagram.restrict(&known)?;
        let shares = Shares::of(&rest);
        let before = uncertainty(&shares.total());
        let question = |at: usize| {
            let column = &self.columns[at];
            let by_class = shares.by_class(at);
            let after: f64 = by_class.iter().map(|shares| uncertainty(shares)).sum();
            let branches = (0..column.classes).map(|class| {
                let mut then = known.clone();
                then[at] = Some(class);
                let possible = rest.reachable(&then).into_iter().cloned().collect();
                (column.fact(class), possible)
            });
            Question {
                column: column.schema,
                gain: before - after / column.classes as f64,
                branches: branches.collect(),
            }
        };
        let mut questions: Vec<Question> = rest.columns().into_iter().map(question).collect();
        questions.sort_once_by(|left, right| {
            right
                .gain
                .total_cmp(&left.gain)
                .then(left.column.cmp(&right.column))
        });
        Ok(OpenQuestions {
            possible: rest.reachable(&known).into_iter().cloned().collect(),
            questions,
        })
    }
}

/// Shannon entropy in bits over the shares of the answers.
fn uncertainty(shares: &[f64]) -> f64 {
    let some = shares.iter().filter(|share| **share > 0.0);
    some.map(|share| -share * share.log2()).sum()
}
