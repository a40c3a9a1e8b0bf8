//! Reading a register: rows by id or position, cells as text, columns as symbols.

use crate::kind::Kind;
use crate::pool::{Pool, Symbol};
use crate::registers::ID;
use crate::table::Table;

/// One register of a workbook, to be read. Rows keep the order in which they came.
#[derive(Clone, Copy, Debug)]
pub struct Register<'w> {
    pub(crate) kind: Kind,
    pub(crate) table: &'w Table,
    pub(crate) pool: &'w Pool,
}

impl<'w> Register<'w> {
    /// Which register it is.
    pub fn kind(self) -> Kind {
        self.kind
    }

    /// How many rows there are.
    pub fn len(self) -> usize {
        self.table.len()
    }

    /// Whether there is no row.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The row with this id.
    pub fn find(self, id: &str) -> Option<Row<'w>> {
        let symbol = self.pool.find(id)?;
        self.table.position(symbol).and_then(|row| self.row(row))
    }

    /// The row at this position, from 0. Positions change when rows are taken away; ids never do.
    pub fn row(self, position: usize) -> Option<Row<'w>> {
        (position < self.len()).then_some(Row {
            register: self,
            position,
        })
    }

    /// All rows.
    pub fn rows(self) -> impl ExactSizeIterator<Item = Row<'w>> {
        (0..self.len()).map(move |position| Row {
            register: self,
            position,
        })
    }

    /// The cells of a field, row by row, as symbols: for filters, sorting and counting without looking at texts. Empty for a field that does not exist.
    pub fn column(self, field: usize) -> &'w [Symbol] {
        self.table.column(field)
    }
}

/// A row of a register.
#[derive(Clone, Copy, Debug)]
pub struct Row<'w> {
    register: Register<'w>,
    position: usize,
}

impl<'w> Row<'w> {
    /// Its id, unique in the register.
    pub fn id(self) -> &'w str {
        self.cell(ID)
    }

    /// Its position in the register, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// The text of the field at this position of [`Kind::fields`]; empty when not known.
    pub fn cell(self, field: usize) -> &'w str {
        self.register.pool.get(self.symbol(field))
    }

    /// The symbol of the same.
    pub fn symbol(self, field: usize) -> Symbol {
        self.register.table.cell(self.position, field)
    }

    /// The text of the field with this code; empty when not known, or when there is no such field.
    pub fn get(self, code: &str) -> &'w str {
        let field = self.register.kind.field(code);
        field.map_or("", |field| self.cell(field))
    }

    /// Code and text of the cells that are not empty, the id first.
    pub fn cells(self) -> impl Iterator<Item = (&'static str, &'w str)> {
        let fields = self.register.kind.fields().iter().enumerate();
        fields.filter_map(move |(at, field)| {
            let text = self.cell(at);
            (!text.is_empty()).then_some((field.code, text))
        })
    }
}
