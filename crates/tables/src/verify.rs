//! Proof that a table answers everything once: gaps, overlaps, masked, redundant and dead rows, each with a witness.

use crate::bits::Bits;
use crate::diagram::{Terminal, TooLarge};
use crate::spec::{Outcome, Policy};
use crate::table::{Row, Table, UsedColumn};

/// Most gaps listed one by one; the report counts all of them.
const MOST_GAPS: usize = 20;

/// A combination of facts as column code and value, ready to be pasted as a test case. Columns that make no difference are left out.
pub type Witness = Vec<(String, String)>;

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No row answers these facts. What makes no difference is left out, so two gaps may have facts in common.
    Gap {
        /// Facts without an answer.
        witness: Witness,
    },
    /// Two rows answer the same facts, and the policy does not allow it.
    Overlap {
        /// Names of the rows.
        rows: [String; 2],
        /// Facts that both answer.
        witness: Witness,
    },
    /// The row never decides: rows before it answer everything it would.
    Masked {
        /// Name of the row.
        row: String,
        /// Names of the rows that stand before it.
        by: Vec<String>,
        /// Facts that the row matches and another decides.
        witness: Witness,
    },
    /// The row adds nothing: another row gives the same outcome wherever it matches.
    Redundant {
        /// Name of the row.
        row: String,
        /// Name of the row that contains it.
        within: String,
        /// Facts that both match.
        witness: Witness,
    },
    /// The row can never match.
    Dead {
        /// Name of the row.
        row: String,
        /// Code of the column whose cell admits nothing.
        column: String,
    },
}

/// How large the fact space of a table is, and how it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Combinations of classes over the table's columns.
    pub size: u128,
    /// How many of them have no answer.
    pub unanswered: u128,
    /// How many have contradicting answers.
    pub conflicting: u128,
}

/// The outcome of [`Table::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Name of the table.
    pub table: String,
    /// Number of rows.
    pub rows: usize,
    /// The fact space.
    pub space: Space,
    /// What is wrong; empty when the table is proved.
    pub findings: Vec<Finding>,
}

impl<O: Outcome> Table<O> {
    /// Checks the table exactly, over all columns at once.
    ///
    /// # Errors
    /// [`TooLarge`] when the table is too entangled to be proved.
    pub fn verify(&self) -> Result<Report, TooLarge> {
        let mut findings = self.dead_rows();
        let space = self.space(&mut findings)?;
        self.overlaps(&mut findings);
        if matches!(self.policy, Policy::First | Policy::Priority) {
            self.masked(&mut findings)?;
        }
        self.redundant(&mut findings);
        Ok(Report {
            table: self.id.clone(),
            rows: self.rows.len(),
            space,
            findings,
        })
    }

    fn dead_rows(&self) -> Vec<Finding> {
        let dead = |row: &Row| {
            self.empty_column(row).map(|column| Finding::Dead {
                row: row.id.clone(),
                column: column.code.clone(),
            })
        };
        self.rows.iter().filter_map(dead).collect()
    }

    fn empty_column(&self, row: &Row) -> Option<&UsedColumn> {
        row.cells
            .iter()
            .zip(&self.columns)
            .find(|(cell, _)| cell.as_ref().is_some_and(Bits::is_empty))
            .map(|(_, column)| column)
    }

    fn space(&self, findings: &mut Vec<Finding>) -> Result<Space, TooLarge> {
        let size = self.columns.iter().fold(1, |product: u128, column| {
            product.saturating_mul(column.classes as u128)
        });
        if !self.policy.is_single() {
            return Ok(Space {
                size,
                unanswered: 0,
                conflicting: 0,
            });
        }
        let diagram = self.diagram()?;
        let counts = diagram.counts();
        let count = |terminal: &Terminal| counts.get(terminal).copied().unwrap_or(0);
        if self.complete {
            let gaps = diagram.boxes(&Terminal::NoRule, MOST_GAPS)?;
            findings.extend(gaps.into_iter().map(|path| Finding::Gap {
                witness: self.witness(&path),
            }));
        }
        Ok(Space {
            size,
            unanswered: count(&Terminal::NoRule),
            conflicting: count(&Terminal::Conflict),
        })
    }

    fn overlaps(&self, findings: &mut Vec<Finding>) {
        if !matches!(self.policy, Policy::Unique | Policy::Any) {
            return;
        }
        for (index, first) in self.rows.iter().enumerate() {
            for second in &self.rows[index + 1..] {
                if self.policy == Policy::Any && first.outcome == second.outcome {
                    continue;
                }
                if let Some(path) = common(first, second) {
                    findings.push(Finding::Overlap {
                        rows: [first.id.clone(), second.id.clone()],
                        witness: self.witness(&path),
                    });
                }
            }
        }
    }

    fn masked(&self, findings: &mut Vec<Finding>) -> Result<(), TooLarge> {
        let deciding = self.row_diagram()?;
        for (index, row) in self.rows.iter().enumerate() {
            if deciding.terminals.contains(&Terminal::Row(index))
                || self.empty_column(row).is_some()
            {
                continue;
            }
            let before: Vec<&Row> = self.rows[..index]
                .iter()
                .filter(|other| common(other, row).is_some())
                .collect();
            let witness = before
                .first()
                .and_then(|other| common(other, row))
                .map(|path| self.witness(&path))
                .unwrap_or_default();
            findings.push(Finding::Masked {
                row: row.id.clone(),
                by: before.iter().map(|other| other.id.clone()).collect(),
                witness,
            });
        }
        Ok(())
    }

    fn redundant(&self, findings: &mut Vec<Finding>) {
        // Sums and counts want every row; under Unique two such rows are an overlap already.
        if self.policy == Policy::Unique || !(self.policy.is_single() || self.policy.is_list()) {
            return;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let contains = |(at, other): &(usize, &Row)| {
                *at != index
                    && other.outcome == row.outcome
                    && self.within(row, other)
                    && (!self.within(other, row) || *at < index)
            };
            let harmless = |at: usize| {
                !matches!(self.policy, Policy::First | Policy::Priority)
                    || self.nothing_between(index, at)
            };
            if self.empty_column(row).is_some() {
                continue;
            }
            if let Some((_, other)) = self
                .rows
                .iter()
                .enumerate()
                .filter(contains)
                .find(|(at, _)| harmless(*at))
            {
                let witness = common(row, other)
                    .map(|path| self.witness(&path))
                    .unwrap_or_default();
                findings.push(Finding::Redundant {
                    row: row.id.clone(),
                    within: other.id.clone(),
                    witness,
                });
            }
        }
    }

    /// Where order counts: `row` may go if the wider row behind it would answer the same, no other outcome between them taking its facts.
    fn nothing_between(&self, row: usize, wider: usize) -> bool {
        let harmless = |other: &Row| {
            other.outcome == self.rows[row].outcome || common(&self.rows[row], other).is_none()
        };
        row < wider && self.rows[row + 1..wider].iter().all(harmless)
    }

    /// A box as facts in text.
    pub(crate) fn witness(&self, path: &[Option<usize>]) -> Witness {
        let named = path
            .iter()
            .zip(&self.columns)
            .filter_map(|(class, column)| {
                let text = column.domain.format(column.fact((*class)?))?;
                Some((column.code.clone(), text))
            });
        named.collect()
    }

    /// Whether every combination that `inner` matches is matched by `outer`.
    fn within(&self, inner: &Row, outer: &Row) -> bool {
        let cells = inner.cells.iter().zip(&outer.cells).zip(&self.columns);
        cells.into_iter().all(|(cells, column)| match cells {
            (_, None) => true,
            (None, Some(outer)) => outer.iter().count() == column.classes,
            (Some(inner), Some(outer)) => inner.is_subset(outer),
        })
    }
}

/// A box of facts that both rows match.
fn common(first: &Row, second: &Row) -> Option<Vec<Option<usize>>> {
    first
        .cells
        .iter()
        .zip(&second.cells)
        .map(|cells| match cells {
            (None, None) => Some(None),
            (Some(cell), None) | (None, Some(cell)) => cell.first().map(Some),
            (Some(one), Some(other)) => one.intersection(other).first().map(Some),
        })
        .collect()
}
