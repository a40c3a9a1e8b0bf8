//! Reading JSON: objects one after the other, in an array, or one per line.

use std::io::Read;

use super::{
    Delivery, MAX_ROW, Sink,
    decode::decode,
    io_issue,
    json_cursor::{Cursor, Position, Value},
    json_record::{Fault, RecordParser},
};
use crate::{
    blocks::Blocks,
    detect::Encoding,
    issue::{Issue, JsonFault, Problem, Unit},
    record::{Record, Span},
};

/// Reads one object per line; answers the encoding.
pub(super) fn read_lines<R: Read, S: Sink + ?Sized>(
    blocks: &mut Blocks<R>,
    delivery: &mut Delivery<'_, S>,
) -> Result<Option<Encoding>, Issue> {
    delivery.unit = Unit::Line;
    let mut records = Records::default();
    let mut line = 0;
    let mut too_long = false;
    while !delivery.stopped {
        let data = blocks.data();
        let (length, next) = match data.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at, at + 1),
            None if blocks.ended() && data.is_empty() => break,
            None if blocks.ended() => (data.len(), data.len()),
            None => {
                if data.len() >= MAX_ROW {
                    too_long = true;
                    blocks.consume(data.len());
                }
                blocks.fill().map_err(io_issue)?;
                continue;
            }
        };
        line += 1;
        let raw = data[..length].trim_ascii();
        if std::mem::take(&mut too_long) {
            delivery.issue(line, None, Problem::RecordTooLong);
        } else if !raw.is_empty() {
            let indent = data.len() - data.trim_ascii_start().len();
            let start = Position {
                line,
                column: 1 + indent as u64,
            };
            records.deliver(raw, blocks.encoding(), line, start, delivery);
        }
        blocks.consume(next);
    }
    Ok(Some(blocks.encoding().unwrap_or(Encoding::Utf8)))
}

/// Reads the elements of an array, or objects that follow each other; answers the encoding.
pub(super) fn read_values<R: Read, S: Sink + ?Sized>(
    blocks: &mut Blocks<R>,
    array: bool,
    delivery: &mut Delivery<'_, S>,
) -> Result<Option<Encoding>, Issue> {
    delivery.unit = Unit::Element;
    let mut records = Records::default();
    let mut cursor = Cursor::new(blocks);
    if array {
        cursor.next_byte()?;
        cursor.consume(1);
    }
    let mut row = 0;
    // Between two elements there must be one comma: `after_value` and `after_comma` say which of both came last; behind a broken
    // value, which may have taken its comma along, neither.
    let (mut after_value, mut after_comma) = (false, false);
    while !delivery.stopped {
        let byte = cursor.next_byte()?;
        let here = cursor.position;
        let json = |fault| Problem::Json {
            line: here.line,
            column: here.column,
            fault,
        };
        match byte {
            None => {
                // A broken value at the end may have taken the bracket along.
                if array && (after_value || after_comma || row == 0) {
                    delivery.issue(row + 1, None, json(JsonFault::Unterminated));
                }
                break;
            }
            Some(b']') if array => {
                if after_comma {
                    delivery.issue(row + 1, None, json(JsonFault::TrailingComma));
                }
                cursor.consume(1);
                if cursor.next_byte()?.is_some() && !delivery.stopped {
                    let Position { line, column } = cursor.position;
                    delivery.issue(
                        row + 1,
                        None,
                        Problem::Json {
                            line,
                            column,
                            fault: JsonFault::Trailing,
                        },
                    );
                }
                break;
            }
            Some(b',') if array && row > 0 && !after_comma => {
                cursor.consume(1);
                (after_value, after_comma) = (false, true);
            }
            Some(byte) => {
                row += 1;
                let Some(value) = cursor.value()? else {
                    delivery.issue(row, None, Problem::RecordTooLong);
                    break;
                };
                let Value {
                    bytes,
                    encoding,
                    whole,
                } = value;
                let length = bytes.len();
                if array && after_value || matches!(byte, b',' | b']' | b'}') {
                    delivery.issue(row, None, json(JsonFault::Syntax));
                } else {
                    records.deliver(bytes, encoding, row, here, delivery);
                }
                cursor.consume(length);
                (after_value, after_comma) = (whole, false);
            }
        }
    }
    Ok(Some(blocks.encoding().unwrap_or(Encoding::Utf8)))
}

/// Parses records and hands them over, telling of new columns first.
#[derive(Default)]
struct Records {
    parser: RecordParser,
    decoded: String,
    announced: usize,
}

impl Records {
    fn deliver<S: Sink + ?Sized>(
        &mut self,
        raw: &[u8],
        encoding: Option<Encoding>,
        row: u64,
        start: Position,
        delivery: &mut Delivery<'_, S>,
    ) {
        let mut whole = [Span::new(0, raw.len())];
        let parsed: Result<(), Fault> = match decode(raw, encoding, &mut whole, &mut self.decoded) {
            Ok(json) => self.parser.parse(json, start),
            Err((_, problem)) => Err((None, problem)),
        };
        if let Err((column, problem)) = parsed {
            return delivery.issue(row, column, problem);
        }
        if self.announced < self.parser.columns.len() {
            self.announced = self.parser.columns.len();
            delivery.columns(&self.parser.columns);
            if delivery.stopped {
                return;
            }
        }
        delivery.record(&Record {
            row,
            text: &self.parser.text,
            spans: &self.parser.spans,
        });
    }
}
