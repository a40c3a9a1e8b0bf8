//! Reading delimited text.

use std::io::Read;

use super::{
    Delivery, MAX_ROW, Sink,
    decode::{decode, unfit},
    header_columns, io_issue,
    split::{Split, Splitter},
};
use crate::{
    blocks::Blocks,
    detect::Encoding,
    issue::{Issue, Problem, Unit},
    record::{Columns, Record, Span},
};

/// Reads the whole input; answers its delimiter and encoding.
pub(super) fn read<R: Read, S: Sink + ?Sized>(
    blocks: &mut Blocks<R>,
    delivery: &mut Delivery<'_, S>,
) -> Result<(Option<char>, Option<Encoding>), Issue> {
    let (mut splitter, skip) = Splitter::new(blocks.data());
    blocks.consume(skip);
    let mut text = String::new();
    let mut columns = Columns::default();
    let mut row = 0;
    while !delivery.stopped {
        let found = splitter.split(blocks.data(), blocks.ended());
        let (next, in_place) = match found {
            Split::Record { next, in_place } => (next, in_place),
            Split::More { .. } if blocks.data().len() < MAX_ROW => {
                blocks.fill().map_err(io_issue)?;
                continue;
            }
            Split::More { quoted: None } => {
                row += 1;
                reject(&columns, delivery, row, None, Problem::RecordTooLong)?;
                skip_line(blocks, splitter.line_end())?;
                continue;
            }
            Split::More {
                quoted: Some(column),
            } => {
                row += 1;
                reject(
                    &columns,
                    delivery,
                    row,
                    Some(column),
                    Problem::UnclosedQuote,
                )?;
                skip_line(blocks, splitter.line_end())?;
                continue;
            }
            Split::Broken { column, problem } => {
                row += 1;
                reject(&columns, delivery, row, Some(column), problem)?;
                skip_line(blocks, splitter.line_end())?;
                continue;
            }
        };
        if next == 0 {
            break;
        }
        row += 1;
        if !is_blank(&splitter.spans) {
            let raw = match in_place {
                Some(end) => &blocks.data()[..end],
                None => &splitter.unquoted,
            };
            match decode(raw, blocks.encoding(), &mut splitter.spans, &mut text) {
                Ok(text) if columns.is_empty() => {
                    let header = Record {
                        row,
                        text,
                        spans: &splitter.spans,
                    };
                    columns = header_columns(header.fields().map(|(_, name)| name))?;
                    delivery.columns(&columns);
                }
                Ok(text) => {
                    let record = Record {
                        row,
                        text,
                        spans: &splitter.spans,
                    };
                    deliver(record, &columns, blocks.nul_seen(), delivery);
                }
                Err((column, problem)) => reject(&columns, delivery, row, Some(column), problem)?,
            }
        }
        blocks.consume(next);
        if blocks.ended() && blocks.data().is_empty() {
            break;
        }
    }
    if columns.is_empty() && !delivery.stopped {
        return Err(Issue::file(Problem::NoHeader));
    }
    let encoding = blocks.encoding().unwrap_or(Encoding::Utf8);
    Ok((Some(char::from(splitter.delimiter())), Some(encoding)))
}

/// Whether a row has no content: spreadsheets leave such rows at the end and between blocks. They count, and are passed over.
#[inline]
fn is_blank(spans: &[Span]) -> bool {
    spans.first().is_none_or(|span| span.len() == 0) && spans.iter().all(|span| span.len() == 0)
}

#[inline]
fn deliver<S: Sink + ?Sized>(
    mut record: Record<'_>,
    columns: &Columns,
    nul_possible: bool,
    delivery: &mut Delivery<'_, S>,
) {
    let (expected, found) = (columns.len(), record.spans.len());
    if found != expected {
        let filled = record
            .spans
            .iter()
            .rposition(|span| span.len() > 0)
            .map_or(0, |last| last + 1);
        if found < expected {
            return delivery.issue(record.row, None, Problem::ShortRow { expected, found });
        }
        if filled > expected {
            return delivery.issue(
                record.row,
                None,
                Problem::LongRow {
                    expected,
                    found: filled,
                },
            );
        }
        record.spans = &record.spans[..expected];
    }
    match unfit(&record, nul_possible) {
        None => delivery.record(&record),
        Some((column, problem)) => delivery.issue(record.row, Some(columns.label(column)), problem),
    }
}

/// Reports a record that could not be split or decoded. Nothing can be read without the header, so there it is an error.
fn reject<S: Sink + ?Sized>(
    columns: &Columns,
    delivery: &mut Delivery<'_, S>,
    row: u64,
    column: Option<usize>,
    problem: Problem,
) -> Result<(), Issue> {
    let column = column.map(|column| columns.label(column));
    if columns.is_empty() {
        return Err(Issue {
            row: Some(row),
            unit: Unit::Row,
            column,
            problem,
        });
    }
    delivery.issue(row, column, problem);
    Ok(())
}

/// Goes on with the next line of the file, wherever the quotes pretend the record ends.
fn skip_line<R: Read>(blocks: &mut Blocks<R>, line_end: u8) -> Result<(), Issue> {
    loop {
        let data = blocks.data();
        if let Some(at) = data.iter().position(|&byte| byte == line_end) {
            blocks.consume(at + 1);
            return Ok(());
        }
        blocks.consume(data.len());
        if blocks.ended() {
            return Ok(());
        }
        blocks.fill().map_err(io_issue)?;
    }
}
