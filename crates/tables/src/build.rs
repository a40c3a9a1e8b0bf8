//! From a table to its diagrams.

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::diagram::{Builder, Diagram, MOST_NODES, Ref, Terminal, TooLarge};
use crate::domain::Fact;
use crate::spec::{Outcome, Policy};
use crate::table::Table;

impl<O: Outcome> Table<O> {
    /// The table's diagram: outcomes for a single-outcome table, numbers for an aggregate. Made at first use.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled.
    pub fn diagram(&self) -> Result<&Diagram, TooLarge> {
        self.diagram
            .get_or_init(|| {
                self.build(
                    |rows| self.terminal(rows),
                    self.policy == Policy::First || self.policy == Policy::Priority,
                )
            })
            .as_ref()
            .map_err(|error| *error)
    }

    /// The diagram of the rows that decide, for a policy in which the first row wins.
    pub(crate) fn row_diagram(&self) -> Result<Diagram, TooLarge> {
        self.build(
            |rows| {
                rows.first()
                    .map_or(Terminal::NoRule, |row| Terminal::Row(*row))
            },
            true,
        )
    }

    /// The diagram of whether `outcome` (an index into [`Table::outcomes`]) is among the answers of a list table. Made at first use.
    pub(crate) fn listed_diagram(&self, outcome: usize) -> Result<&Diagram, TooLarge> {
        self.listed[outcome.min(self.outcomes.len())]
            .get_or_init(|| {
                let rows: Vec<usize> = (0..self.rows.len())
                    .filter(|row| self.rows[*row].outcome == outcome)
                    .collect();
                self.build_from(&rows, |rows| Terminal::Listed(!rows.is_empty()), true)
            })
            .as_ref()
            .map_err(|error| *error)
    }

    /// The terminals that remain possible under `facts`; none when the diagram is too large to know.
    pub(crate) fn possible_terminals(&self, facts: &[Fact]) -> Vec<Terminal> {
        if self.is_outside(facts) {
            return vec![self.terminal(&[])];
        }
        self.diagram().map_or_else(
            |_| Vec::new(),
            |diagram| {
                diagram
                    .reachable(&self.classes(facts))
                    .into_iter()
                    .cloned()
                    .collect()
            },
        )
    }

    /// Whether `outcome` of a list table is among the answers whatever the unknown facts turn out to be.
    pub(crate) fn always(&self, outcome: usize, facts: &[Fact]) -> bool {
        self.listed_diagram(outcome).is_ok_and(|diagram| {
            diagram.reachable(&self.classes(facts)) == [&Terminal::Listed(true)]
        })
    }

    pub(crate) fn terminal(&self, rows: &[usize]) -> Terminal {
        let outcome = |row: &usize| self.rows[*row].outcome;
        match (self.policy, rows) {
            (Policy::First | Policy::Priority, [row, ..])
            | (Policy::Unique | Policy::Any, [row]) => Terminal::Outcome(outcome(row)),
            (Policy::First | Policy::Priority | Policy::Unique | Policy::Any, []) => {
                Terminal::NoRule
            }
            (Policy::Any, [row, rest @ ..])
                if rest.iter().all(|other| outcome(other) == outcome(row)) =>
            {
                Terminal::Outcome(outcome(row))
            }
            (Policy::Unique | Policy::Any, _) => Terminal::Conflict,
            _ => self
                .aggregate(rows.iter().copied())
                .map_or(Terminal::NoRule, Terminal::Number),
        }
    }

    fn build(
        &self,
        terminal: impl Fn(&[usize]) -> Terminal,
        first_wins: bool,
    ) -> Result<Diagram, TooLarge> {
        self.build_from(
            &(0..self.rows.len()).collect::<Vec<_>>(),
            terminal,
            first_wins,
        )
    }

    fn build_from(
        &self,
        rows: &[usize],
        terminal: impl Fn(&[usize]) -> Terminal,
        first_wins: bool,
    ) -> Result<Diagram, TooLarge> {
        let mut alive = Bits::empty(self.rows.len());
        for row in rows {
            alive.insert(*row);
        }
        let mut build = Build {
            table: self,
            builder: Builder::new(self.columns.iter().map(|column| column.classes).collect()),
            memo: FxHashMap::default(),
            terminal,
            first_wins,
        };
        let root = build.from(0, alive)?;
        Ok(build.builder.finish(root))
    }
}

/// Builds a diagram column by column; the state is the set of rows that still match.
struct Build<'t, O, T> {
    table: &'t Table<O>,
    builder: Builder,
    memo: FxHashMap<(usize, Bits), Ref>,
    terminal: T,
    /// Only the first matching row counts: rows behind one that matches for certain can be dropped.
    first_wins: bool,
}

impl<O: Outcome, T: Fn(&[usize]) -> Terminal> Build<'_, O, T> {
    fn from(&mut self, column: usize, alive: Bits) -> Result<Ref, TooLarge> {
        let alive = if self.first_wins {
            self.without_masked(column, alive)
        } else {
            alive
        };
        let Some(used) = self.table.columns.get(column) else {
            let rows: Vec<usize> = alive.iter().collect();
            let terminal = (self.terminal)(&rows);
            return Ok(self.builder.terminal(terminal));
        };
        let key = (column, alive);
        if let Some(done) = self.memo.get(&key) {
            return Ok(*done);
        }
        if self.memo.len() >= MOST_NODES {
            return Err(TooLarge);
        }
        let children = (0..used.classes)
            .map(|class| {
                let remaining = key
                    .1
                    .words()
                    .iter()
                    .zip(self.table.sieve.accepting(used, class))
                    .map(|(alive, accepts)| alive & accepts)
                    .collect();
                self.from(column + 1, Bits::from_words(remaining))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let node = self.builder.node(column, children)?;
        self.memo.insert(key, node);
        Ok(node)
    }

    fn without_masked(&self, column: usize, alive: Bits) -> Bits {
        let certain = |row: &usize| {
            self.table.rows[*row].cells[column..]
                .iter()
                .all(Option::is_none)
        };
        let Some(winner) = alive.iter().find(certain) else {
            return alive;
        };
        let mut kept = Bits::empty(self.table.rows.len());
        alive
            .iter()
            .take_while(|row| *row <= winner)
            .for_each(|row| kept.insert(row));
        kept
    }
}
