//! Finding the JSON values of an input, one after the other, without taking them apart.

use std::io::Read;

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use super::{MAX_ROW, io_issue};
use crate::{blocks::Blocks, detect::Encoding, issue::Issue, text};

/// A place in the file, as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Position {
    pub(super) const START: Self = Self { line: 1, column: 1 };

    /// The place behind `text`, which begins here.
    fn advance(self, text: &[u8]) -> Self {
        text.split_inclusive(|&byte| byte == b'\n')
            .fold(self, |at, piece| match piece {
                [.., b'\n'] => Self {
                    line: at.line + 1,
                    column: 1,
                },
                _ => Self {
                    column: at.column + piece.len() as u64,
                    ..at
                },
            })
    }

    /// The place of an error in text that begins here.
    pub(super) fn of(self, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line().max(1) as u64, error.column().max(1) as u64);
        if line == 1 {
            Self {
                line: self.line,
                column: self.column + column - 1,
            }
        } else {
            Self {
                line: self.line + line - 1,
                column,
            }
        }
    }
}

/// The value at a place of the input.
pub(super) struct Value<'c> {
    /// Its bytes. Those of a broken value reach to where the next one may begin.
    pub(super) bytes: &'c [u8],
    pub(super) encoding: Option<Encoding>,
    /// Whether it is one, and followed by no part of what stands between values.
    pub(super) whole: bool,
}

/// A place in the input, with the line and column it has for the reader.
pub(super) struct Cursor<'b, R> {
    blocks: &'b mut Blocks<R>,
    pub(super) position: Position,
    /// The window of a GB18030 input with question marks for all that is not ASCII, from `masked_start` on.
    masked: Vec<u8>,
    masked_start: usize,
}

impl<'b, R: Read> Cursor<'b, R> {
    pub(super) fn new(blocks: &'b mut Blocks<R>) -> Self {
        Self {
            blocks,
            position: Position::START,
            masked: Vec::new(),
            masked_start: 0,
        }
    }

    pub(super) fn consume(&mut self, count: usize) {
        let data = self.blocks.data();
        self.position = self.position.advance(&data[..count.min(data.len())]);
        self.blocks.consume(count);
        self.masked_start += count;
    }

    /// The next byte that is not white space; `None` at the end.
    pub(super) fn next_byte(&mut self) -> Result<Option<u8>, Issue> {
        loop {
            let data = self.blocks.data();
            let blank = data.len() - data.trim_ascii_start().len();
            self.consume(blank);
            match self.blocks.data().first() {
                Some(&byte) => return Ok(Some(byte)),
                None if self.blocks.ended() => return Ok(None),
                None => self.fill()?,
            }
        }
    }

    /// The value that begins here, whole or broken; `None` when it is beyond all measure.
    pub(super) fn value(&mut self) -> Result<Option<Value<'_>>, Issue> {
        let (length, whole) = loop {
            let ended = self.blocks.ended();
            let data = self.window();
            let mut values = Deserializer::from_slice(data).into_iter::<IgnoredAny>();
            let end = match values.next() {
                Some(Err(error)) if !error.is_eof() => {
                    next_record(data, offset(data, &error)).map(|end| (end, false))
                }
                Some(Ok(_)) => Some((values.byte_offset(), true)),
                _ => None,
            };
            match end {
                // A number that ends with the window may go on behind it.
                Some((length, whole)) if length < data.len() || ended => break (length, whole),
                _ if ended => break (data.len(), false),
                _ if data.len() >= MAX_ROW => return Ok(None),
                _ => self.fill()?,
            }
        };
        Ok(Some(Value {
            bytes: &self.blocks.data()[..length],
            encoding: self.blocks.encoding(),
            whole,
        }))
    }

    fn fill(&mut self) -> Result<(), Issue> {
        self.masked.clear();
        self.blocks.fill().map_err(io_issue)
    }

    /// What has been read and not consumed, in a form in which every byte is what it looks like.
    fn window(&mut self) -> &[u8] {
        if self.blocks.encoding() != Some(Encoding::Gb18030) {
            return self.blocks.data();
        }
        if self.masked.is_empty() {
            self.masked.extend(text::mask_gb18030(self.blocks.data()));
            self.masked_start = 0;
        }
        &self.masked[self.masked_start..]
    }
}

/// The byte an error is at.
fn offset(data: &[u8], error: &serde_json::Error) -> usize {
    let lines = data.split_inclusive(|&byte| byte == b'\n');
    let before: usize = lines.take(error.line() - 1).map(<[u8]>::len).sum();
    before + error.column().saturating_sub(1)
}

/// Where, after an error at `from`, the next record may begin: at a brace, if it does not open a value inside the broken record.
fn next_record(data: &[u8], from: usize) -> Option<usize> {
    (from.max(1)..data.len()).find(|&at| {
        let before = data[..at].trim_ascii_end().last();
        data[at] == b'{' && !matches!(before, Some(b':' | b'['))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values of a text that is no array, each with whether it is whole.
    fn values(text: &[u8]) -> Vec<(&[u8], bool)> {
        let mut blocks = Blocks::new(text);
        let mut cursor = Cursor::new(&mut blocks);
        let (mut values, mut at) = (Vec::new(), 0);
        while cursor.next_byte().unwrap().is_some() {
            let value = cursor.value().unwrap().unwrap();
            let (length, whole) = (value.bytes.len(), value.whole);
            let start = text[at..]
                .iter()
                .position(|byte| !byte.is_ascii_whitespace());
            at += start.unwrap();
            values.push((&text[at..at + length], whole));
            at += length;
            cursor.consume(length);
        }
        values
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        assert_eq!(
            values(br#"{"a":"}\"","b":[1,{}]} 12 "x,y" {}"#),
            [
                (&br#"{"a":"}\"","b":[1,{}]}"#[..], true),
                (b"12", true),
                (b"\"x,y\"", true),
                (b"{}", true)
            ]
        );
        assert_eq!(values(br#"{"a":{}"#), [(&br#"{"a":{}"#[..], false)]);
    }

    #[test]
    fn broken_values_end_where_the_next_may_begin() {
        // A quote, a bracket, a value is missing in the first record.
        for first in [
            "{\"a\":\"x},\n",
            "{\"a\":1,\n",
            "{\"a\":,\"b\":{\"c\":[{}]}},",
        ] {
            let text = format!("{first}{{\"a\":1}}");
            let expected = [(first.as_bytes(), false), (b"{\"a\":1}", true)];
            assert_eq!(values(text.as_bytes()), expected);
        }
    }

    #[test]
    fn second_bytes_of_gb18030_are_not_brackets() {
        // 0x81 0x7B and 0x81 0x5C are one character each.
        let text = b"{\"a\":\"\x81\x7B\x81\x5C\"}";
        assert_eq!(values(text), [(&text[..], true)]);
    }

    #[test]
    fn positions_count_lines_and_bytes() {
        let at = Position::START.advance(b"[\n  ");
        assert_eq!(at, Position { line: 2, column: 3 });
        let error = |text| serde_json::from_str::<IgnoredAny>(text).unwrap_err();
        assert_eq!(at.of(&error("[1,x")), Position { line: 2, column: 6 });
        assert_eq!(at.of(&error("[\n\n   x")), Position { line: 4, column: 4 });
    }
}
