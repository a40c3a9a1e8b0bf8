//! One JSON object to one record.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{MAX_COLUMNS, MAX_FIELD, json_cursor::Position};
use crate::{
    issue::{JsonFault, Problem},
    record::{Columns, Span},
};

/// What is wrong with a record, and in which field.
pub(super) type Fault = (Option<String>, Problem);

/// Turns JSON objects into the text and spans of records, with buffers used again for each.
#[derive(Default)]
pub(super) struct RecordParser {
    pub(super) columns: Columns,
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    fault: Option<Fault>,
}

impl RecordParser {
    /// Parses one object, which begins at `start` in the file. New field names become new columns.
    pub(super) fn parse(&mut self, json: &str, start: Position) -> Result<(), Fault> {
        if !json.starts_with('{') {
            return Err((None, Problem::NotAnObject));
        }
        self.text.clear();
        self.spans.clear();
        self.spans.resize(self.columns.len(), Span::ABSENT);
        self.fault = None;
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let parsed = ObjectSeed(self)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end());
        if let Err(error) = parsed {
            let Position { line, column } = start.of(&error);
            return Err((
                None,
                Problem::Json {
                    line,
                    column,
                    fault: fault_of(&error),
                },
            ));
        }
        self.fault.take().map_or(Ok(()), Err)
    }

    /// The index of a field name; `None` when there is no room for another column.
    fn column(&mut self, name: &str, guess: usize) -> Option<usize> {
        let name = name.trim();
        if let Some(column) = self.columns.position_near(name, guess) {
            return Some(column);
        }
        if self.columns.len() >= MAX_COLUMNS {
            self.fault.get_or_insert((None, Problem::TooManyColumns));
            return None;
        }
        self.spans.push(Span::ABSENT);
        Some(self.columns.add(name))
    }

    /// Takes a value in its JSON spelling as the field of `column`.
    fn put(&mut self, column: usize, json: &str) -> Result<(), serde_json::Error> {
        let start = self.text.len();
        match json.as_bytes() {
            [b'n', ..] => return Ok(()),
            [b't', ..] => self.text.push_str("yes"),
            [b'f', ..] => self.text.push_str("no"),
            [b'{' | b'[', ..] => {
                self.fail(column, Problem::NestedValue);
                return Ok(());
            }
            [b'"', ..] => {
                serde_json::Deserializer::from_str(json).deserialize_str(Append(&mut self.text))?;
            }
            _ if json.contains(['e', 'E']) => {
                let number = serde_json::from_str::<f64>(json)?;
                self.text.push_str(&number.to_string());
            }
            _ => self.text.push_str(json),
        }
        let field = &self.text[start..];
        if field.len() > MAX_FIELD {
            let bytes = field.len() as u64;
            self.fail(column, Problem::FieldTooLong { bytes });
        } else if field.contains('\0') {
            self.fail(column, Problem::Nul);
        } else if self.spans[column] != Span::ABSENT {
            self.fail(column, Problem::DuplicateField);
        }
        self.spans[column] = Span::new(start, self.text.len());
        Ok(())
    }

    /// Notes the first thing wrong with the record. Parsing goes on: its remainder may be worse, namely no JSON.
    fn fail(&mut self, column: usize, problem: Problem) {
        if self.fault.is_none() {
            self.fault = Some((Some(self.columns.label(column)), problem));
        }
    }
}

struct ObjectSeed<'p>(&'p mut RecordParser);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut guess = 0;
        while let Some(column) = map.next_key_seed(KeySeed {
            parser: &mut *self.0,
            guess,
        })? {
            let value: &RawValue = map.next_value()?;
            if let Some(column) = column {
                self.0.put(column, value.get()).map_err(A::Error::custom)?;
                guess = column + 1;
            }
        }
        Ok(())
    }
}

struct KeySeed<'p> {
    parser: &'p mut RecordParser,
    guess: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.parser.column(name, self.guess))
    }
}

/// Takes a string without allocating it.
struct Append<'t>(&'t mut String);

impl Visitor<'_> for Append<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.push_str(text);
        Ok(())
    }
}

/// The kind of an error. The parser tells it in words only.
fn fault_of(error: &serde_json::Error) -> JsonFault {
    const WORDS: [(&str, JsonFault); 8] = [
        ("trailing comma", JsonFault::TrailingComma),
        ("trailing characters", JsonFault::Trailing),
        ("key must be a string", JsonFault::KeyNotQuoted),
        ("control character", JsonFault::ControlCharacter),
        ("invalid escape", JsonFault::Escape),
        ("hex escape", JsonFault::Escape),
        ("invalid number", JsonFault::Number),
        ("number out of range", JsonFault::Number),
    ];
    if error.is_eof() {
        return JsonFault::Unterminated;
    }
    let text = error.to_string();
    WORDS
        .iter()
        .find(|(word, _)| text.contains(word))
        .map_or(JsonFault::Syntax, |&(_, fault)| fault)
}
