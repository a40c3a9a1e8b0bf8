//! Which rows and boundaries a set of cases exercises, and cases that exercise them all.

use std::collections::BTreeSet;

use crate::diagram::{Diagram, Terminal, TooLarge};
use crate::domain::Fact;
use crate::evaluate::Verdict;
use crate::spec::{Outcome, Policy};
use crate::table::Table;

/// Something that a good set of cases exercises. Rows and columns are indices into [`Table::rows`] and the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obligation {
    /// A case that the row decides.
    Decides {
        /// The row.
        row: usize,
    },
    /// A case that the row would match but for this one column: the near miss on the other side of the boundary.
    NearMiss {
        /// The row.
        row: usize,
        /// Schema index of the column.
        column: usize,
    },
    /// A case that the row decides with the axis at the first point of an interval that it accepts.
    AtEdge {
        /// The row.
        row: usize,
        /// Schema index of the column.
        column: usize,
        /// The point.
        point: i64,
    },
}

/// A generated case: the facts (schema order) and the obligations it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Facts of the columns that the table uses; the others are unknown.
    pub facts: Vec<Fact>,
    /// What it exercises.
    pub exercises: Vec<Obligation>,
}

/// What a set of cases exercises of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Obligations that can be met and that some case meets.
    pub met: Vec<Obligation>,
    /// Obligations that can be met and that no case meets.
    pub open: Vec<Obligation>,
}

impl<O: Outcome> Table<O> {
    /// What `cases` exercise.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell what can be met.
    pub fn coverage<'c>(
        &self,
        cases: impl IntoIterator<Item = &'c [Fact]>,
    ) -> Result<Coverage, TooLarge> {
        let met: BTreeSet<Obligation> = cases
            .into_iter()
            .flat_map(|facts| self.exercised(facts))
            .collect();
        let (met, open) = self
            .witnesses()?
            .into_iter()
            .map(|(obligation, _)| obligation)
            .partition(|obligation| met.contains(obligation));
        Ok(Coverage { met, open })
    }

    /// A small set of cases that meets every obligation that can be met.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to tell what can be met.
    pub fn generate_cases(&self) -> Result<Vec<Case>, TooLarge> {
        let schema_width = self
            .columns
            .iter()
            .map(|column| column.schema + 1)
            .max()
            .unwrap_or(0);
        let mut met = BTreeSet::new();
        let mut cases = Vec::new();
        for (obligation, witness) in self.witnesses()? {
            if met.contains(&obligation) {
                continue;
            }
            let mut facts = vec![Fact::UNKNOWN; schema_width];
            for (column, fact) in self.columns.iter().zip(witness) {
                facts[column.schema] = fact;
            }
            let exercises = self.exercised(&facts);
            met.extend(exercises.iter().copied());
            cases.push(Case { facts, exercises });
        }
        Ok(cases)
    }

    /// The obligations that `facts`, if all known, meet.
    fn exercised(&self, facts: &[Fact]) -> Vec<Obligation> {
        let hits = self.hits(facts);
        if !hits.all_known() {
            return Vec::new();
        }
        let mut exercised = Vec::new();
        for row in hits.sure().take(self.most_deciding(facts)) {
            exercised.push(Obligation::Decides { row });
            for (at, column) in self
                .columns
                .iter()
                .enumerate()
                .filter(|(_, column)| !column.starts.is_empty())
            {
                let point = Self::fact(facts, column).value();
                if let Some(point) = point.filter(|point| {
                    self.rows[row].cells[at].is_some() && column.starts.contains(point)
                }) {
                    exercised.push(Obligation::AtEdge {
                        row,
                        column: column.schema,
                        point,
                    });
                }
            }
        }
        let explanation = self.explain(facts);
        for row in explanation.near_misses() {
            exercised.extend(
                explanation
                    .why_not(row)
                    .failed
                    .into_iter()
                    .map(|column| Obligation::NearMiss { row, column }),
            );
        }
        exercised
    }

    /// How many of the rows that match have a share in the answer.
    fn most_deciding(&self, facts: &[Fact]) -> usize {
        match (self.policy, self.decide(facts)) {
            (Policy::First | Policy::Priority, _) => 1,
            (Policy::Unique | Policy::Any, Verdict::Conflict) => 0,
            _ => usize::MAX,
        }
    }

    /// Every obligation that can be met, with facts (per used column) that meet it. A row that never decides owes nothing.
    fn witnesses(&self) -> Result<Vec<(Obligation, Vec<Fact>)>, TooLarge> {
        let deciding = Deciding::of(self)?;
        let mut found = Vec::new();
        for (row, compiled) in self.rows.iter().enumerate() {
            let Some(classes) = self.decided_by(row, &deciding, None) else {
                continue;
            };
            let facts = |classes: &[usize]| -> Vec<Fact> {
                let each = self.columns.iter().zip(classes);
                each.map(|(column, class)| column.fact(*class)).collect()
            };
            for (at, column) in self.columns.iter().enumerate() {
                let Some(cell) = &compiled.cells[at] else {
                    continue;
                };
                let outside = (0..column.classes).filter(|class| !cell.contains(*class));
                if let Some(outside) = outside.min_by_key(|class| class.abs_diff(classes[at])) {
                    let mut near = facts(&classes);
                    near[at] = column.fact_facing(outside, classes[at]);
                    let column = column.schema;
                    found.push((Obligation::NearMiss { row, column }, near));
                }
                for class in cell.iter().filter(|_| !column.starts.is_empty()) {
                    if let Some(classes) = self.decided_by(row, &deciding, Some((at, class))) {
                        let (column, point) = (column.schema, column.starts[class]);
                        let edge = Obligation::AtEdge { row, column, point };
                        found.push((edge, facts(&classes)));
                    }
                }
            }
            found.push((Obligation::Decides { row }, facts(&classes)));
        }
        Ok(found)
    }

    /// Classes for which `row` decides, one column perhaps fixed to a class.
    fn decided_by(
        &self,
        row: usize,
        deciding: &Deciding<'_>,
        fixed: Option<(usize, usize)>,
    ) -> Option<Vec<usize>> {
        let cells = &self.rows[row].cells;
        let allowed = |at: usize, class: usize| {
            cells[at].as_ref().is_none_or(|cell| cell.contains(class))
                && fixed.is_none_or(|(column, only)| column != at || only == class)
        };
        let (diagram, terminal) = match deciding {
            Deciding::ByRow(diagram) => (Some(diagram), Terminal::Row(row)),
            Deciding::ByOutcome(diagram) => {
                (Some(*diagram), Terminal::Outcome(self.rows[row].outcome))
            }
            Deciding::All => (None, Terminal::NoRule),
        };
        let path = match diagram {
            Some(diagram) => diagram.find(allowed, &terminal)?,
            None => vec![None; self.columns.len()],
        };
        path.into_iter()
            .enumerate()
            .map(|(at, class)| {
                class.or_else(|| (0..self.columns[at].classes).find(|class| allowed(at, *class)))
            })
            .collect()
    }
}

/// How to tell for which facts a row decides.
enum Deciding<'t> {
    /// The diagram says which row decides.
    ByRow(Diagram),
    /// The row decides where it matches and the diagram gives its outcome.
    ByOutcome(&'t Diagram),
    /// It decides wherever it matches.
    All,
}

impl<'t> Deciding<'t> {
    fn of<O: Outcome>(table: &'t Table<O>) -> Result<Self, TooLarge> {
        Ok(match table.policy {
            Policy::First | Policy::Priority => Deciding::ByRow(table.row_diagram()?),
            Policy::Unique | Policy::Any => Deciding::ByOutcome(table.diagram()?),
            _ => Deciding::All,
        })
    }
}
