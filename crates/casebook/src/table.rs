//! The rows of one register, column by column.

use rustc_hash::FxHashMap;

use crate::pool::Symbol;
use crate::registers::ID;

/// Cells as symbols. A row exists while its id is not empty; rows that went are taken out by [`Table::compact`].
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<Vec<Symbol>>,
    /// Position of each row by its id. Never iterated.
    index: FxHashMap<Symbol, u32>,
    /// How many rows are gone, and still take a place.
    gone: usize,
}

impl Table {
    pub(crate) fn new(fields: usize) -> Self {
        Table {
            columns: vec![Vec::new(); fields],
            index: FxHashMap::default(),
            gone: 0,
        }
    }

    /// How many rows there are, when compact.
    pub(crate) fn len(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    pub(crate) fn column(&self, field: usize) -> &[Symbol] {
        self.columns.get(field).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn cell(&self, row: usize, field: usize) -> Symbol {
        self.column(field).get(row).copied().unwrap_or_default()
    }

    pub(crate) fn position(&self, id: Symbol) -> Option<usize> {
        self.index.get(&id).map(|row| *row as usize)
    }

    /// The cell of the row with this id; empty if there is none.
    pub(crate) fn get(&self, id: Symbol, field: usize) -> Symbol {
        self.position(id)
            .map_or(Symbol::EMPTY, |row| self.cell(row, field))
    }

    /// Whether a cell can be set to `after` where `before` is expected: it must hold that, its row must be there or come with it, and a row that goes must be
    /// empty but for its id, or what it holds would be lost without a trace.
    pub(crate) fn fits(&self, id: Symbol, field: usize, before: Symbol, after: Symbol) -> bool {
        match self.position(id) {
            None => field == ID && before.is_empty() && after == id,
            Some(row) if field == ID => {
                let others = (0..self.columns.len()).filter(|field| *field != ID);
                let mut cells = others.map(|field| self.cell(row, field));
                before == id && after.is_empty() && cells.all(Symbol::is_empty)
            }
            Some(row) => self.cell(row, field) == before,
        }
    }

    /// A new row with nothing but its id.
    pub(crate) fn push(&mut self, id: Symbol) -> usize {
        let row = self.len();
        for column in &mut self.columns {
            column.push(Symbol::EMPTY);
        }
        self.write(row, ID, id);
        self.index.insert(id, row as u32);
        row
    }

    pub(crate) fn write(&mut self, row: usize, field: usize, value: Symbol) {
        let column = self.columns.get_mut(field);
        if let Some(cell) = column.and_then(|column| column.get_mut(row)) {
            *cell = value;
        }
    }

    /// Sets a cell. Setting the id of a row that is not there makes it; setting it to nothing takes the row away.
    pub(crate) fn set(&mut self, id: Symbol, field: usize, value: Symbol) {
        match (self.position(id), field == ID, value.is_empty()) {
            (None, true, false) => {
                self.push(id);
            }
            (Some(row), true, true) => {
                self.write(row, ID, Symbol::EMPTY);
                self.index.remove(&id);
                self.gone += 1;
            }
            (Some(row), false, _) => self.write(row, field, value),
            _ => {}
        }
    }

    /// Takes rows out that are gone, all at once.
    pub(crate) fn compact(&mut self) {
        if self.gone == 0 {
            return;
        }
        let keep: Vec<bool> = self.column(ID).iter().map(|id| !id.is_empty()).collect();
        for column in &mut self.columns {
            let mut kept = keep.iter();
            column.retain(|_| kept.next().copied().unwrap_or_default());
        }
        self.reindex();
        self.gone = 0;
    }

    /// Adds a row of a file with the cells of `columns`, the id among them. [`Table::fill`] must follow.
    pub(crate) fn push_cells(&mut self, columns: &[usize], cells: &[Symbol]) {
        for (field, cell) in columns.iter().zip(cells) {
            if let Some(column) = self.columns.get_mut(*field) {
                column.push(*cell);
            }
        }
    }

    /// Makes all columns as long as that of the ids, and finds rows by id again.
    pub(crate) fn fill(&mut self) {
        let rows = self.len();
        for column in &mut self.columns {
            column.resize(rows, Symbol::EMPTY);
        }
        self.reindex();
    }

    fn reindex(&mut self) {
        self.index.clear();
        let ids = self.columns.first().map_or(&[][..], Vec::as_slice);
        self.index.reserve(ids.len());
        for (row, id) in ids.iter().enumerate() {
            self.index.insert(*id, row as u32);
        }
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        for column in &mut self.columns {
            column.reserve(rows);
        }
        self.index.reserve(rows);
    }
}
