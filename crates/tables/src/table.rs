//! The table: what is written down, and its compiled form.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::bits::Bits;
use crate::cell::Cell;
use crate::diagram::{Diagram, TooLarge};
use crate::domain::{Column, Domain, Fact};

/// Most columns that one table may use; facts of one table then fit on the stack.
pub(crate) const MAX_COLUMNS: usize = 32;

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
    /// Every outcome that matches, in the order written.
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

/// A column as one table uses it.
#[derive(Clone, Debug)]
pub(crate) struct UsedColumn {
    pub schema: usize,
    pub code: String,
    pub domain: Domain,
    pub classes: usize,
    /// Starts of the intervals of an axis; empty for a closed domain.
    pub starts: Vec<i64>,
    /// Where the column's rows of bits begin.
    pub base: usize,
}

impl UsedColumn {
    /// The class of a known value; `None` when it lies outside of the domain.
    pub fn class_of_value(&self, value: i64) -> Option<usize> {
        if self.starts.is_empty() {
            return usize::try_from(value)
                .ok()
                .filter(|class| *class < self.classes);
        }
        self.starts
            .partition_point(|start| *start <= value)
            .checked_sub(1)
    }

    /// A fact that lies in `class`: the code's index, or the first point of the interval.
    pub fn fact(&self, class: usize) -> Fact {
        Fact::known(self.starts.get(class).copied().unwrap_or(class as i64))
    }
}

/// A compiled row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Name of the row.
    pub id: String,
    /// Position as written down.
    pub position: usize,
    /// Index into [`Table::outcomes`].
    pub outcome: usize,
    /// Accepted classes per used column; `None` accepts anything.
    pub(crate) cells: Vec<Option<Bits>>,
}

/// A compiled table.
#[derive(Debug)]
pub struct Table<O> {
    pub(crate) id: String,
    pub(crate) policy: Policy,
    pub(crate) complete: bool,
    pub(crate) columns: Vec<UsedColumn>,
    pub(crate) outcomes: Vec<O>,
    /// In the order of evaluation.
    pub(crate) rows: Vec<Row>,
    /// Words per set of rows.
    pub(crate) words: usize,
    /// Per column: a set of rows for each class, then the rows that accept some class, all classes, and (for facts outside) none.
    pub(crate) bits: Vec<u64>,
    pub(crate) diagram: OnceLock<Result<Diagram, TooLarge>>,
}

impl<O: Outcome> Table<O> {
    /// Compiles `spec` over `schema`.
    ///
    /// # Errors
    /// The first row or cell that does not fit.
    pub fn compile(spec: &TableSpec<O>, schema: &[Column]) -> Result<Self, CompileError> {
        Self::compile_on(spec, schema, &Grid::default())
    }

    /// Compiles `spec` over `schema` with the columns and cuts of `grid` besides its own.
    ///
    /// # Errors
    /// As [`Table::compile`].
    pub fn compile_on(
        spec: &TableSpec<O>,
        schema: &[Column],
        grid: &Grid,
    ) -> Result<Self, CompileError> {
        check(spec, schema)?;
        let grid = Grid::of(spec).union(grid);
        let columns = used_columns(&grid, schema, spec.rows.len().div_ceil(64));
        if columns.len() > MAX_COLUMNS {
            return Err(CompileError::TooManyColumns {
                table: spec.id.clone(),
                columns: columns.len(),
            });
        }
        let mut outcomes: Vec<O> = Vec::new();
        let mut rows = Vec::with_capacity(spec.rows.len());
        for position in evaluation_order(spec)? {
            let row = &spec.rows[position];
            let outcome = outcomes
                .iter()
                .position(|known| *known == row.outcome)
                .unwrap_or_else(|| {
                    outcomes.push(row.outcome.clone());
                    outcomes.len() - 1
                });
            let cells = columns
                .iter()
                .map(|column| {
                    row.cells
                        .get(&column.schema)
                        .map(|cell| classes(column, cell))
                })
                .collect();
            rows.push(Row {
                id: row.id.clone(),
                position,
                outcome,
                cells,
            });
        }
        let words = rows.len().div_ceil(64);
        let bits = row_sets(&columns, &rows, words);
        Ok(Table {
            id: spec.id.clone(),
            policy: spec.policy,
            complete: spec.complete,
            columns,
            outcomes,
            rows,
            words,
            bits,
            diagram: OnceLock::new(),
        })
    }

    /// Name of the table.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How matching rows become an answer.
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The compiled rows, in the order of evaluation.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The distinct outcomes; [`Row::outcome`] indexes them.
    pub fn outcomes(&self) -> &[O] {
        &self.outcomes
    }

    /// Schema indices of the columns that the table uses.
    pub fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.columns.iter().map(|column| column.schema)
    }

    /// The fact of the schema's column `column` in `facts`; unknown where the slice is too short.
    pub(crate) fn fact(facts: &[Fact], column: &UsedColumn) -> Fact {
        facts.get(column.schema).copied().unwrap_or(Fact::UNKNOWN)
    }

    /// Class per used column; `None` where the fact is unknown.
    pub(crate) fn classes(&self, facts: &[Fact]) -> Vec<Option<usize>> {
        self.columns
            .iter()
            .map(|column| {
                Self::fact(facts, column)
                    .value()
                    .and_then(|value| column.class_of_value(value))
            })
            .collect()
    }
}

fn check<O: Outcome>(spec: &TableSpec<O>, schema: &[Column]) -> Result<(), CompileError> {
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
fn evaluation_order<O: Outcome>(spec: &TableSpec<O>) -> Result<Vec<usize>, CompileError> {
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
        order.sort_by_key(|position| rank(*position));
    }
    Ok(order)
}

fn used_columns(grid: &Grid, schema: &[Column], words: usize) -> Vec<UsedColumn> {
    let mut base = 0;
    let mut columns = Vec::new();
    for (schema_index, column) in grid
        .columns
        .iter()
        .filter_map(|index| schema.get(*index).map(|column| (*index, column)))
    {
        let starts: Vec<i64> = match &column.domain {
            Domain::Axis(axis) => {
                let (min, max) = axis.bounds();
                let cuts = grid
                    .cuts
                    .get(&schema_index)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|cut| *cut > min && *cut <= max);
                std::iter::once(min).chain(cuts).collect()
            }
            _ => Vec::new(),
        };
        let classes = if starts.is_empty() {
            column.domain.codes().len()
        } else {
            starts.len()
        };
        columns.push(UsedColumn {
            schema: schema_index,
            code: column.code.clone(),
            domain: column.domain.clone(),
            classes,
            starts,
            base,
        });
        base += (classes + 3) * words;
    }
    columns
}

fn classes(column: &UsedColumn, cell: &Cell) -> Bits {
    let mut bits = Bits::empty(column.classes);
    match cell {
        Cell::OneOf(indices) => indices.iter().for_each(|index| bits.insert(*index)),
        Cell::Within(ranges) => {
            for (class, start) in column.starts.iter().enumerate() {
                if ranges.iter().any(|(from, to)| from <= start && start < to) {
                    bits.insert(class);
                }
            }
        }
    }
    bits
}

fn row_sets(columns: &[UsedColumn], rows: &[Row], words: usize) -> Vec<u64> {
    let mut bits = vec![
        0;
        columns
            .iter()
            .map(|column| (column.classes + 3) * words)
            .sum()
    ];
    for (at, column) in columns.iter().enumerate() {
        let (some, all) = (column.classes, column.classes + 1);
        for (index, row) in rows.iter().enumerate() {
            let mut set =
                |line: usize| bits[column.base + line * words + index / 64] |= 1 << (index % 64);
            let accepted = (0..column.classes).filter(|class| {
                row.cells[at]
                    .as_ref()
                    .is_none_or(|cell| cell.contains(*class))
            });
            let count = accepted.inspect(|class| set(*class)).count();
            if count > 0 {
                set(some);
            }
            if count == column.classes {
                set(all);
            }
        }
    }
    bits
}
