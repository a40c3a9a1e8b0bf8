//! The table as written down, and what can be wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::Cell;
use crate::domain::{Column, Domain};
use crate::sort::SortOnce;
use crate::table::MAX_COLUMNS;

/// What a row gives.
pub trait Outcome: Clone + Eq {
    /// The number that `Sum`, `Min` and `Max` work on; `None` where the outcome is not a number.
    fn number(&self) -> Option<i64> {
        None
    }
}

impl Outcome for &str {}
impl Outcome for String {}
impl Outcome for i64 {
    fn number(&self) -> Option<i64> {
        Some(*self)
    }
}

/// How the rows that match become an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// At most one row may match.
    Unique,
    /// Several rows may match if they agree.
    Any,
    /// The first row that matches, in the order written.
    First,
    /// The row whose outcome stands first in [`TableSpec::priority`].
    Priority,
    /// Every outcome that matches, in the order in which the table first writes them.
    RuleOrder,
    /// Every outcome that matches, in the order of [`TableSpec::priority`].
    OutputOrder,
    /// Every outcome that matches, put together.
    Collect(Aggregate),
}

/// How collected outcomes are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The list of distinct outcomes.
    List,
    /// Their sum.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// How many rows match.
    Count,
}

impl Policy {
    /// Whether the policy gives one outcome (rather than a list or a number).
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Policy::Unique | Policy::Any | Policy::First | Policy::Priority
        )
    }

    /// Whether the policy gives the list of matching outcomes.
    pub fn is_list(self) -> bool {
        matches!(
            self,
            Policy::RuleOrder | Policy::OutputOrder | Policy::Collect(Aggregate::List)
        )
    }
}

/// A table as written down.
#[derive(Clone, Debug)]
pub struct TableSpec<O> {
    /// Name of the table.
    pub id: String,
    /// How matching rows become an answer.
    pub policy: Policy,
    /// Whether every combination of facts must be answered; if so, a gap is a finding.
    pub complete: bool,
    /// Outcomes from the most important on, for [`Policy::Priority`] and [`Policy::OutputOrder`].
    pub priority: Vec<O>,
    /// The rows, in order.
    pub rows: Vec<RowSpec<O>>,
}

/// A row as written down.
#[derive(Clone, Debug)]
pub struct RowSpec<O> {
    /// Name of the row, unique in its table.
    pub id: String,
    /// Conditions by schema column; a column that is not named accepts anything.
    pub cells: BTreeMap<usize, Cell>,
    /// What the row gives.
    pub outcome: O,
}

/// Why a table does not compile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// Two rows have one name.
    #[error("table `{table}` has two rows named `{row}`; rename one")]
    DuplicateRow {
        /// The table.
        table: String,
        /// The name.
        row: String,
    },
    /// A cell names a column or a value that the schema does not have.
    #[error("row `{row}` of table `{table}`: the cell of column {column} does not fit the schema")]
    CellOutsideSchema {
        /// The table.
        table: String,
        /// The row.
        row: String,
        /// Schema index of the column.
        column: usize,
    },
    /// A column whose domain has no value: no codes, or an axis that ends before it begins.
    #[error("table `{table}` uses column `{column}`, whose domain is empty; give it a value")]
    EmptyDomain {
        /// The table.
        table: String,
        /// Code of the column.
        column: String,
    },
    /// More columns than a table may use.
    #[error("table `{table}` uses {columns} columns, the most is {MAX_COLUMNS}; split the table")]
    TooManyColumns {
        /// The table.
        table: String,
        /// How many it uses.
        columns: usize,
    },
    /// Sum, min or max over something that is not a number.
    #[error(
        "row `{row}` of table `{table}` gives no number, but the table's policy adds or compares numbers"
    )]
    NotANumber {
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
    /// A row's outcome is missing from the priority list.
    #[error(
        "row `{row}` of table `{table}` gives an outcome that the priority list does not rank; add it to the list"
    )]
    Unranked {
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
}

/// Columns and axis cuts that a table is compiled on, besides those its own rows need. Two tables on one grid can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Schema indices of the columns.
    pub columns: BTreeSet<usize>,
    /// Starts of intervals, per axis column.
    pub cuts: BTreeMap<usize, BTreeSet<i64>>,
}

impl Grid {
    /// The columns and cuts that the rows of `spec` use.
    pub fn of<O>(spec: &TableSpec<O>) -> Self {
        let mut grid = Grid::default();
        for (column, cell) in spec.rows.iter().flat_map(|row| &row.cells) {
            grid.columns.insert(*column);
            if let Cell::Within(ranges) = cell {
                let cuts = grid.cuts.entry(*column).or_default();
                cuts.extend(ranges.iter().flat_map(|(from, to)| [*from, *to]));
            }
        }
        grid
    }

    /// The grid that has what either has.
    #[must_use]
    pub fn union(mut self, other: &Grid) -> Self {
        self.columns.extend(&other.columns);
        for (column, cuts) in &other.cuts {
            self.cuts.entry(*column).or_default().extend(cuts);
        }
        self
    }
}

pub(crate) fn check<O: Outcome>(
    spec: &TableSpec<O>,
    schema: &[Column],
) -> Result<(), CompileError> {
    let mut names = BTreeSet::new();
    for row in &spec.rows {
        if !names.insert(row.id.as_str()) {
            return Err(CompileError::DuplicateRow {
                table: spec.id.clone(),
                row: row.id.clone(),
            });
        }
        let adds = matches!(
            spec.policy,
            Policy::Collect(Aggregate::Sum | Aggregate::Min | Aggregate::Max)
        );
        if adds && row.outcome.number().is_none() {
            return Err(CompileError::NotANumber {
                table: spec.id.clone(),
                row: row.id.clone(),
            });
        }
        for (column, cell) in &row.cells {
            let fits = schema
                .get(*column)
                .is_some_and(|known| match (&known.domain, cell) {
                    (Domain::Axis(_), Cell::Within(_)) => true,
                    (Domain::Axis(_), Cell::OneOf(_)) | (_, Cell::Within(_)) => false,
                    (domain, Cell::OneOf(indices)) => {
                        indices.iter().all(|index| *index < domain.codes().len())
                    }
                });
            if !fits {
                return Err(CompileError::CellOutsideSchema {
                    table: spec.id.clone(),
                    row: row.id.clone(),
                    column: *column,
                });
            }
        }
    }
    Ok(())
}

/// Positions of the rows in the order in which they are looked at: as written, or by the rank of their outcomes.
pub(crate) fn evaluation_order<O: Outcome>(
    spec: &TableSpec<O>,
) -> Result<Vec<usize>, CompileError> {
    let mut order: Vec<usize> = (0..spec.rows.len()).collect();
    if matches!(spec.policy, Policy::Priority | Policy::OutputOrder) {
        let rank = |position: usize| {
            spec.priority
                .iter()
                .position(|outcome| *outcome == spec.rows[position].outcome)
        };
        if let Some(unranked) = order.iter().find(|position| rank(**position).is_none()) {
            return Err(CompileError::Unranked {
                table: spec.id.clone(),
                row: spec.rows[*unranked].id.clone(),
            });
        }
        order.sort_once_by_key(|position| rank(*position));
    }
    Ok(order)
}
