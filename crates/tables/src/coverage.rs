//! Which rows and boundaries a set of cases exercises, and cases that exercise them all.

use std::collections::BTreeSet;

use crate::diagram::{Diagram, Terminal, TooLarge};
use crate::domain::Fact;
use crate::table::{Outcome, Policy, Table};

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
        for (obligation, classes) in self.witnesses()? {
            if met.contains(&obligation) {
                continue;
            }
            let mut facts = vec![Fact::UNKNOWN; schema_width];
            for (column, class) in self.columns.iter().zip(classes) {
                facts[column.schema] = column.fact(class);
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
        let first_wins = matches!(self.policy, Policy::First | Policy::Priority);
        let mut exercised = Vec::new();
        for row in hits.sure().take(if first_wins { 1 } else { usize::MAX }) {
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

    /// Every obligation that can be met, with classes that meet it.
    fn witnesses(&self) -> Result<Vec<(Obligation, Vec<usize>)>, TooLarge> {
        let deciding = if matches!(self.policy, Policy::First | Policy::Priority) {
            Some(self.row_diagram()?)
        } else {
            None
        };
        let mut found = Vec::new();
        for row in 0..self.rows.len() {
            let Some(classes) =
                self.decided_by(row, deciding.as_ref(), &vec![None; self.columns.len()])
            else {
                continue;
            };
            for (at, column) in self.columns.iter().enumerate() {
                let Some(cell) = &self.rows[row].cells[at] else {
                    continue;
                };
                if let Some(outside) = (0..column.classes).find(|class| !cell.contains(*class)) {
                    let mut near = classes.clone();
                    near[at] = outside;
                    found.push((
                        Obligation::NearMiss {
                            row,
                            column: column.schema,
                        },
                        near,
                    ));
                }
                for class in cell.iter().filter(|_| !column.starts.is_empty()) {
                    let mut fixed = vec![None; self.columns.len()];
                    fixed[at] = Some(class);
                    if let Some(classes) = self.decided_by(row, deciding.as_ref(), &fixed) {
                        found.push((
                            Obligation::AtEdge {
                                row,
                                column: column.schema,
                                point: column.starts[class],
                            },
                            classes,
                        ));
                    }
                }
            }
            found.push((Obligation::Decides { row }, classes));
        }
        Ok(found)
    }

    /// Classes for which `row` decides, with some columns fixed.
    fn decided_by(
        &self,
        row: usize,
        deciding: Option<&Diagram>,
        fixed: &[Option<usize>],
    ) -> Option<Vec<usize>> {
        let path = match deciding {
            Some(diagram) => diagram
                .restrict(fixed)
                .ok()?
                .paths(|terminal| *terminal == Terminal::Row(row), 1)
                .pop()?,
            None => vec![None; self.columns.len()],
        };
        let cells = self.rows[row].cells.iter();
        path.iter()
            .zip(fixed)
            .zip(cells)
            .map(|((path, fixed), cell)| {
                path.or(*fixed)
                    .or(cell.as_ref().map_or(Some(0), |cell| cell.first()))
            })
            .collect()
    }
}
