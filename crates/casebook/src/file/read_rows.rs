//! Reading rows, cell by cell into symbols.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, SeqAccess, Visitor};

use crate::file::error::{Broken, RowFault};
use crate::file::read::Parts;
use crate::kind::Kind;
use crate::pool::{Pool, Symbol};
use crate::registers::ID;

/// The rows of a register.
pub(super) struct RowsSeed<'p> {
    pub(super) parts: &'p mut Parts,
    pub(super) kind: Kind,
    pub(super) columns: &'p [usize],
}

impl<'de> DeserializeSeed<'de> for RowsSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RowsSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let RowsSeed {
            parts,
            kind,
            columns,
        } = self;
        let id = columns.iter().position(|field| *field == ID);
        let mut seen: FxHashSet<Symbol> = FxHashSet::default();
        let mut cells = vec![Symbol::EMPTY; columns.len()];
        let mut number = 0;
        loop {
            number += 1;
            let mut fault = None;
            let row = RowSeed {
                pool: &mut parts.book.pool,
                cells: &mut cells,
                check: &mut |pool, cells| {
                    let id = id.and_then(|at| cells?.get(at));
                    fault = match (cells, id) {
                        (None, _) => Some(RowFault::Cells),
                        (_, None | Some(&Symbol::EMPTY)) => Some(RowFault::NoId),
                        (_, Some(id)) if seen.insert(*id) => None,
                        (_, Some(id)) => Some(RowFault::Twice(pool.get(*id).to_owned())),
                    };
                    fault.is_none()
                },
            };
            match rows.next_element_seed(row) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) => {
                    parts.problem = fault.map(|fault| Broken::Row {
                        kind,
                        number,
                        fault,
                    });
                    return Err(error);
                }
            }
            parts.book.tables[kind.index()].push_cells(columns, &cells);
        }
    }
}

/// What a row must be: `None` stands for one with too many or too few cells. An error is raised while the row is read, so that it has the row's place.
pub(super) type Check<'p> = &'p mut dyn FnMut(&Pool, Option<&[Symbol]>) -> bool;

/// Reads one row into `cells`. What stood there before, the row before it, is the guess for this one: most columns repeat themselves.
pub(super) struct RowSeed<'p> {
    pub(super) pool: &'p mut Pool,
    pub(super) cells: &'p mut [Symbol],
    pub(super) check: Check<'p>,
}

impl<'de> DeserializeSeed<'de> for RowSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RowSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a row")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        let mut read = 0;
        for cell in self.cells.iter_mut() {
            let seed = CellSeed {
                pool: self.pool,
                guess: *cell,
            };
            match row.next_element_seed(seed)? {
                Some(symbol) => *cell = symbol,
                None => break,
            }
            read += 1;
        }
        let mut whole = read == self.cells.len();
        while whole && row.next_element::<IgnoredAny>()?.is_some() {
            whole = false;
        }
        let cells = whole.then_some(&*self.cells);
        if (self.check)(self.pool, cells) {
            Ok(())
        } else {
            Err(A::Error::custom(
                "another number of cells, or no id of its own",
            ))
        }
    }
}

/// Reads one text as a symbol.
pub(super) struct CellSeed<'p> {
    pub(super) pool: &'p mut Pool,
    pub(super) guess: Symbol,
}

impl<'de> DeserializeSeed<'de> for CellSeed<'_> {
    type Value = Symbol;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Symbol, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for CellSeed<'_> {
    type Value = Symbol;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Symbol, E> {
        if text == self.pool.get(self.guess) {
            return Ok(self.guess);
        }
        Ok(self.pool.intern(text))
    }
}
