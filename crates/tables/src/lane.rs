//! What deciding needs of a column: where its sets of rows are, and how to find the class of a fact.

use crate::domain::Fact;
use crate::table::UsedColumn;

/// A column, as small as can be.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    /// Schema index of the column.
    pub schema: u32,
    /// Number of classes; zero for an axis, so that no value is mistaken for an index.
    indices: u32,
    /// Where the column's sets of rows begin.
    base: u32,
    /// The line of the rows that accept some class.
    some: u32,
    /// The starts of the intervals of an axis.
    starts: Box<[i64]>,
    /// The last point of an axis.
    last: i64,
}

impl Lane {
    pub fn of(column: &UsedColumn) -> Self {
        let is_axis = !column.starts.is_empty();
        Lane {
            schema: column.schema as u32,
            indices: if is_axis { 0 } else { column.classes as u32 },
            base: column.base as u32,
            some: column.classes as u32,
            starts: column.starts.clone().into(),
            last: column.last,
        }
    }

    /// The fact of this column.
    #[inline]
    pub fn fact(&self, facts: &[Fact]) -> Fact {
        facts
            .get(self.schema as usize)
            .copied()
            .unwrap_or(Fact::UNKNOWN)
    }

    /// Where the set of rows that accept a known fact begins; `None` when the fact is unknown.
    #[inline]
    pub fn line(&self, fact: Fact, words: u32) -> Option<u32> {
        let index = fact.index();
        let class = if index < u64::from(self.indices) {
            index as u32
        } else {
            self.class_on_axis(fact.value()?)
        };
        Some(self.base + class * words)
    }

    /// Where the set of rows that accept some class begins; the set of those that accept all follows it.
    #[inline]
    pub fn open_line(&self, words: u32) -> u32 {
        self.base + self.some * words
    }

    /// The interval that holds `value`, or the line of no rows when it lies outside of the domain.
    // Out of the way of closed domains, whose classes are found without it.
    #[inline(never)]
    fn class_on_axis(&self, value: i64) -> u32 {
        let none = self.some + 2;
        if self.starts.is_empty() || value > self.last {
            return none;
        }
        let behind = self.starts.partition_point(|start| *start <= value) as u32;
        if behind == 0 { none } else { behind - 1 }
    }
}
