//! Reading the file: straight from the text into symbols, without a tree in between.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};

use crate::file::error::{Broken, Damage, FileError};
use crate::file::read_history::EntriesSeed;
use crate::file::read_rows::RowsSeed;
use crate::file::{Opened, VERSION, migrate};
use crate::kind::Kind;
use crate::workbook::{Space, Workbook};

/// Reads the text of a file; `is_sum` says whether the checksum that it tells is right.
pub(super) fn read(text: &str, is_sum: &dyn Fn(&str) -> bool) -> Result<Opened, FileError> {
    let mut parts = Parts::default();
    let read = parse(text, &mut parts);
    if let Some(version) = parts.version.filter(|version| *version > VERSION) {
        return Err(FileError::Newer { version });
    }
    if let Some(version) = parts.version.filter(|version| *version < VERSION) {
        let up = migrate::up(version, text);
        let (text, renamed) = up.map_err(|what| broken_with(parts, what, 0, 0))?;
        let opened = Workbook::from_json(text.as_bytes())?;
        return Ok(Opened {
            migrated_from: Some(version),
            renamed,
            ..opened
        });
    }
    if let Err(error) = read {
        let truncated = error.is_eof();
        let (line, column) = (error.line(), error.column());
        let what = match parts.problem.take() {
            Some(problem) => problem,
            None if truncated => Broken::Truncated,
            None => Broken::Syntax(words(&error)),
        };
        return Err(broken_with(parts, what, line, column));
    }
    let checked = match &parts.checksum {
        None => false,
        Some(told) if is_sum(told) => true,
        Some(_) => return Err(broken_with(parts, Broken::Altered, 0, 0)),
    };
    match parts.finish() {
        Ok(book) => Ok(Opened {
            book,
            migrated_from: None,
            renamed: Vec::new(),
            checked,
        }),
        Err((parts, what)) => Err(broken_with(*parts, what, 0, 0)),
    }
}

fn parse(text: &str, parts: &mut Parts) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    DocumentSeed(parts).deserialize(&mut reader)?;
    reader.end()
}

/// The reader's words without the place, which is told beside them.
fn words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let cut = words.rfind(" at line ").unwrap_or(words.len());
    words[..cut].to_owned()
}

/// Line and column of a byte, from 1.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let lines = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (lines + 1, before.len() - start + 1)
}

pub(super) fn broken(text: &str, what: Broken, line: usize, column: usize) -> FileError {
    let mut parts = Parts::default();
    // What can be read is kept in the parts; the error is known already.
    let _ = parse(text, &mut parts);
    broken_with(parts, what, line, column)
}

fn broken_with(mut parts: Parts, what: Broken, line: usize, column: usize) -> FileError {
    parts.fill();
    let mut book = parts.book;
    book.base = parts.revision.unwrap_or_default();
    book.history = crate::history::History::default();
    let rows = Kind::ALL.iter().map(|kind| book.register(*kind).len());
    let rows = rows.sum();
    FileError::Broken {
        what,
        line,
        column,
        damage: Box::new(Damage { book, rows }),
    }
}

/// What has been read so far.
pub(super) struct Parts {
    pub(super) book: Workbook,
    version: Option<u64>,
    checksum: Option<String>,
    revision: Option<u64>,
    named: [bool; 3],
    pub(super) problem: Option<Broken>,
}

impl Default for Parts {
    fn default() -> Self {
        Parts {
            book: Workbook::new("", "", Space::Training, ""),
            version: None,
            checksum: None,
            revision: None,
            named: [false; 3],
            problem: None,
        }
    }
}

impl Parts {
    /// Columns that the file did not name are empty.
    fn fill(&mut self) {
        for table in &mut self.book.tables {
            table.fill();
        }
    }

    fn finish(mut self) -> Result<Workbook, (Box<Self>, Broken)> {
        self.fill();
        let missing = ["id", "space", "registers"];
        let missing = missing.iter().zip(self.named).find(|(_, named)| !named);
        if let Some((part, _)) = missing {
            return Err((Box::new(self), Broken::Missing(part)));
        }
        let entries = &self.book.history.entries;
        let first = entries.first().map(|entry| entry.revision);
        let last = self.book.history.entries.last().map(|entry| entry.revision);
        let revision = self.revision.or(last).unwrap_or_default();
        if let Some(last) = last.filter(|last| *last != revision) {
            return Err((Box::new(self), Broken::Entry { revision: last }));
        }
        self.book.base = first.map_or(revision, |first| first.saturating_sub(1));
        Ok(self.book)
    }

    /// Notes what is wrong, and stops the reading.
    pub(super) fn stop<E: serde::de::Error>(&mut self, problem: Broken) -> E {
        self.problem = Some(problem);
        E::custom("stopped")
    }
}

struct DocumentSeed<'p>(&'p mut Parts);

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a workbook")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let parts = self.0;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "version" => {
                    let version = map.next_value()?;
                    parts.version = Some(version);
                    if version != VERSION {
                        return Err(A::Error::custom("another version"));
                    }
                }
                "checksum" => parts.checksum = map.next_value()?,
                "id" => {
                    parts.book.id = map.next_value()?;
                    parts.named[0] = true;
                }
                "name" => parts.book.name = map.next_value()?,
                "created" => parts.book.created = map.next_value()?,
                "space" => {
                    let code: String = map.next_value()?;
                    let Some(space) = Space::from_code(&code) else {
                        return Err(parts.stop(Broken::Missing("space")));
                    };
                    parts.book.space = space;
                    parts.named[1] = true;
                }
                "revision" => parts.revision = Some(map.next_value()?),
                "registers" => {
                    map.next_value_seed(RegistersSeed(parts))?;
                    parts.named[2] = true;
                }
                "history" => map.next_value_seed(EntriesSeed(parts))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct RegistersSeed<'p>(&'p mut Parts);

impl<'de> DeserializeSeed<'de> for RegistersSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RegistersSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("registers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let parts = self.0;
        while let Some(code) = map.next_key::<String>()? {
            let Some(kind) = Kind::from_code(&code) else {
                return Err(parts.stop(Broken::NoRegister(code)));
            };
            map.next_value_seed(RegisterSeed { parts, kind })?;
        }
        Ok(())
    }
}

struct RegisterSeed<'p> {
    parts: &'p mut Parts,
    kind: Kind,
}

impl<'de> DeserializeSeed<'de> for RegisterSeed<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RegisterSeed<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a register")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let RegisterSeed { parts, kind } = self;
        let mut columns = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "columns" => {
                    let names: Vec<String> = map.next_value()?;
                    columns = fields(kind, names).map_err(|problem| parts.stop(problem))?;
                }
                "rows" => map.next_value_seed(RowsSeed {
                    parts,
                    kind,
                    columns: &columns,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The positions of the fields with these codes, each at most once, the id among them.
pub(super) fn fields(kind: Kind, names: Vec<String>) -> Result<Vec<usize>, Broken> {
    let mut columns: Vec<usize> = Vec::with_capacity(names.len());
    for column in names {
        match kind.field(&column) {
            Some(field) if !columns.contains(&field) => columns.push(field),
            _ => return Err(Broken::NoColumn { kind, column }),
        }
    }
    Ok(columns)
}
