//! The compiled table.

use std::sync::OnceLock;

use crate::bits::Bits;
use crate::cell::Cell;
use crate::diagram::{Diagram, TooLarge};
use crate::domain::{Column, Domain, Fact};
use crate::hits::{BLOCK, FirstRows, Hits};
use crate::sieve::Sieve;
use crate::spec::{CompileError, Grid, Outcome, Policy, TableSpec, check, evaluation_order};

/// Most columns that one table may use; facts of one table then fit on the stack.
pub(crate) const MAX_COLUMNS: usize = 32;

/// A column as one table uses it.
#[derive(Clone, Debug)]
pub(crate) struct UsedColumn {
    pub schema: usize,
    pub code: String,
    pub domain: Domain,
    pub classes: usize,
    /// Starts of the intervals of an axis; empty for a closed domain.
    pub starts: Vec<i64>,
    /// Last point of an axis, or last index of a closed domain.
    pub last: i64,
    /// Where the column's rows of bits begin.
    pub base: usize,
}

impl UsedColumn {
    /// Whether no fact can lie in the column's domain.
    fn is_empty(&self) -> bool {
        self.starts.first().copied().unwrap_or(0) > self.last
    }

    /// The class of a known value; `None` when it lies outside of the domain.
    pub fn class_of_value(&self, value: i64) -> Option<usize> {
        if value > self.last {
            None
        } else if self.starts.is_empty() {
            usize::try_from(value).ok()
        } else {
            self.starts
                .partition_point(|start| *start <= value)
                .checked_sub(1)
        }
    }

    /// A fact that lies in `class`: the code's index, or the first point of the interval.
    pub fn fact(&self, class: usize) -> Fact {
        Fact::known(self.starts.get(class).copied().unwrap_or(class as i64))
    }

    /// The fact in `class` that is nearest to class `from`: on an axis, the end of the interval that faces it.
    pub fn fact_facing(&self, class: usize, from: usize) -> Fact {
        match self.starts.get(class + 1) {
            Some(next) if from > class => Fact::known(next - 1),
            _ => self.fact(class),
        }
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
    /// What deciding reads.
    pub(crate) sieve: Sieve,
    /// Outcome of each row.
    pub(crate) gives: Vec<u32>,
    /// Columns that each row has a cell for, as bits.
    pub(crate) asks: Vec<u32>,
    pub(crate) diagram: OnceLock<Result<Diagram, TooLarge>>,
    /// For each outcome, whether it is listed; and at the end, for one that the table does not have.
    pub(crate) listed: Vec<OnceLock<Result<Diagram, TooLarge>>>,
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
        let words = match spec.rows.len().div_ceil(64) {
            few @ (0 | 1) => few,
            many => many.next_multiple_of(BLOCK),
        };
        let columns = used_columns(&grid, schema, words);
        if let Some(empty) = columns.iter().find(|column| column.is_empty()) {
            return Err(CompileError::EmptyDomain {
                table: spec.id.clone(),
                column: empty.code.clone(),
            });
        }
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
        let sieve = Sieve::new(&columns, &rows, words);
        let gives = rows.iter().map(|row| row.outcome as u32).collect();
        let asks = rows.iter().map(asked).collect();
        let listed = (0..=outcomes.len()).map(|_| OnceLock::new()).collect();
        Ok(Table {
            id: spec.id.clone(),
            policy: spec.policy,
            complete: spec.complete,
            columns,
            outcomes,
            rows,
            sieve,
            gives,
            asks,
            diagram: OnceLock::new(),
            listed,
        })
    }

    /// The rows that match `facts`. `facts` are in schema order; a missing tail is unknown.
    pub fn hits(&self, facts: &[Fact]) -> Hits<'_> {
        self.sieve.hits(facts)
    }

    /// The same as sets of bits, in the order of [`Table::rows`]; rows behind the first 256 are left out.
    pub fn first_rows(&self, facts: &[Fact]) -> FirstRows {
        self.sieve.first_rows(facts)
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

    /// Whether a known fact lies outside of its domain; no row matches then.
    pub(crate) fn is_outside(&self, facts: &[Fact]) -> bool {
        self.columns.iter().any(|column| {
            Self::fact(facts, column)
                .value()
                .is_some_and(|value| column.class_of_value(value).is_none())
        })
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

/// The columns that a row has a cell for, as bits.
fn asked(row: &Row) -> u32 {
    let cells = row.cells.iter().enumerate();
    cells
        .filter(|(_, cell)| cell.is_some())
        .fold(0, |bits, (at, _)| bits | 1 << at)
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
            last: match &column.domain {
                Domain::Axis(axis) => axis.bounds().1,
                _ => classes as i64 - 1,
            },
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
