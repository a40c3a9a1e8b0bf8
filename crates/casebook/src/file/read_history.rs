//! Reading entries of the history.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use crate::command::Action;
use crate::file::error::Broken;
use crate::file::read::{Parts, fields};
use crate::file::read_rows::{CellSeed, RowSeed};
use crate::history::{CellChange, Packed};
use crate::kind::Kind;
use crate::pool::{Pool, Symbol};
use crate::registers::ID;
use crate::table::Table;

/// The entries of a file, in order.
pub(super) struct EntriesSeed<'p>(pub(super) &'p mut Parts);

impl<'de> DeserializeSeed<'de> for EntriesSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for EntriesSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the history")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let parts = self.0;
        let mut likely = Likely::default();
        loop {
            let book = &mut parts.book;
            let entry = EntrySeed {
                pool: &mut book.pool,
                changes: &mut book.history.changes,
                likely: &mut likely,
                tables: &book.tables,
            };
            let Some(entry) = entries.next_element_seed(entry)? else {
                return Ok(());
            };
            let last = book.history.entries.last();
            let follows = last.is_none_or(|last| entry.revision == last.revision + 1);
            if !follows || entry.revision == 0 {
                let revision = entry.revision;
                return Err(parts.stop(Broken::Entry { revision }));
            }
            book.history.push(entry);
        }
    }
}

/// One entry; its changes are added to the list.
pub(crate) struct EntrySeed<'p> {
    pub(crate) pool: &'p mut Pool,
    pub(crate) changes: &'p mut Vec<CellChange>,
    /// The rows as they are now, of which the entry may tell how they came about.
    pub(crate) tables: &'p [Table],
    pub(crate) likely: &'p mut Likely,
}

/// Which row of each register is likely to be told of next. Rows stand in the order in which they were added, and most of their cells were never changed: to
/// compare a text with the likely one costs far less than to look for it among all.
#[derive(Debug, Default)]
pub(crate) struct Likely([usize; Kind::ALL.len()]);

impl<'de> DeserializeSeed<'de> for EntrySeed<'_> {
    type Value = Packed;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Packed, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for EntrySeed<'_> {
    type Value = Packed;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an entry of the history")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Packed, A::Error> {
        let EntrySeed {
            pool,
            changes,
            tables,
            likely,
        } = self;
        let first = changes.len();
        let mut entry = Packed {
            revision: 0,
            at: Symbol::EMPTY,
            by: Symbol::EMPTY,
            why: Symbol::EMPTY,
            action: Action::Set,
            undoes: None,
            id: 0,
            first,
            end: first,
        };
        let guess = Symbol::EMPTY;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "revision" => entry.revision = map.next_value()?,
                "at" => entry.at = map.next_value_seed(CellSeed { pool, guess })?,
                "by" => entry.by = map.next_value_seed(CellSeed { pool, guess })?,
                "why" => entry.why = map.next_value_seed(CellSeed { pool, guess })?,
                "undoes" => entry.undoes = Some(map.next_value()?),
                "action" => {
                    let code: String = map.next_value()?;
                    let unknown = || A::Error::custom(format!("no action `{code}`"));
                    entry.action = Action::from_code(&code).ok_or_else(unknown)?;
                }
                "id" => {
                    let text: String = map.next_value()?;
                    let wrong = |_| A::Error::custom("an entry's id has 16 hexadecimal digits");
                    entry.id = u64::from_str_radix(&text, 16).map_err(wrong)?;
                }
                "changes" => map.next_value_seed(Blocks {
                    pool,
                    changes,
                    tables,
                    likely,
                })?,
                other => {
                    return Err(A::Error::custom(format!("no `{other}` in an entry")));
                }
            }
        }
        entry.end = changes.len();
        Ok(entry)
    }
}

struct Blocks<'p> {
    pool: &'p mut Pool,
    changes: &'p mut Vec<CellChange>,
    tables: &'p [Table],
    likely: &'p mut Likely,
}

impl<'de> DeserializeSeed<'de> for Blocks<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Blocks<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("changes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut blocks: A) -> Result<(), A::Error> {
        let Blocks {
            pool,
            changes,
            tables,
            likely,
        } = self;
        let mut next = || {
            blocks.next_element_seed(Block {
                pool,
                changes,
                tables,
                likely,
            })
        };
        while next()?.is_some() {}
        Ok(())
    }
}

struct Block<'p> {
    pool: &'p mut Pool,
    changes: &'p mut Vec<CellChange>,
    tables: &'p [Table],
    likely: &'p mut Likely,
}

impl<'de> DeserializeSeed<'de> for Block<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Block<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a block of changes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Block {
            pool,
            changes,
            tables,
            likely,
        } = self;
        let mut kind = None;
        let mut columns = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let what = match name.as_str() {
                "register" => {
                    let code: String = map.next_value()?;
                    let unknown = || A::Error::custom(format!("no register `{code}`"));
                    kind = Some(Kind::from_code(&code).ok_or_else(unknown)?);
                    continue;
                }
                "columns" => {
                    let early = || A::Error::custom("`register` comes before `columns`");
                    let kind = kind.ok_or_else(early)?;
                    let names: Vec<String> = map.next_value()?;
                    let wrong =
                        |_| A::Error::custom(format!("no such columns in `{}`", kind.code()));
                    columns = fields(kind, names).map_err(wrong)?;
                    continue;
                }
                "added" => What::Added,
                "removed" => What::Removed,
                "changed" => What::Changed,
                other => return Err(A::Error::custom(format!("no `{other}` in a block"))),
            };
            let early = || A::Error::custom("`register` comes first in a block");
            let kind = kind.ok_or_else(early)?;
            let has_id = columns.contains(&ID);
            if has_id == (what == What::Changed) {
                return Err(A::Error::custom(
                    "rows come and go with their id, and keep it",
                ));
            }
            map.next_value_seed(Rows {
                pool,
                changes,
                kind,
                columns: &columns,
                what,
                table: &tables[kind.index()],
                likely: &mut likely.0[kind.index()],
            })?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Added,
    Removed,
    Changed,
}

struct Rows<'p> {
    pool: &'p mut Pool,
    changes: &'p mut Vec<CellChange>,
    kind: Kind,
    columns: &'p [usize],
    what: What,
    table: &'p Table,
    likely: &'p mut usize,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("rows that changed")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let Rows {
            pool,
            changes,
            kind,
            columns,
            what,
            table,
            likely,
        } = self;
        let len = match what {
            What::Changed => columns.len() * 2 + 1,
            _ => columns.len(),
        };
        let mut cells = vec![Symbol::EMPTY; len];
        let id_column = columns.iter().position(|field| *field == ID);
        loop {
            let id_of = |cells: &[Symbol]| match what {
                What::Changed => cells.first().copied(),
                _ => id_column.and_then(|at| cells.get(at).copied()),
            };
            if what == What::Added && *likely < table.len() {
                for (cell, field) in cells.iter_mut().zip(columns) {
                    *cell = table.cell(*likely, *field);
                }
            }
            let row = RowSeed {
                pool,
                cells: &mut cells,
                check: &mut |_, cells| {
                    let id = cells.and_then(id_of);
                    id.is_some_and(|id| !id.is_empty())
                },
            };
            if rows.next_element_seed(row)?.is_none() {
                return Ok(());
            }
            let row = id_of(&cells).unwrap_or_default();
            if what == What::Added && row == table.cell(*likely, ID) {
                *likely += 1;
            }
            let first = changes.len();
            for (at, field) in columns.iter().enumerate() {
                let (before, after) = match what {
                    What::Added => (Symbol::EMPTY, cells[at]),
                    What::Removed => (cells[at], Symbol::EMPTY),
                    What::Changed => (cells[at * 2 + 1], cells[at * 2 + 2]),
                };
                if before != after {
                    changes.push(CellChange {
                        kind,
                        field: *field as u8,
                        row,
                        before,
                        after,
                    });
                }
            }
            crate::draft::in_order(&mut changes[first..]);
        }
    }
}
