//! Reading delimited text.

use std::io::Read;

use super::{
    Delivery, Sink,
    decode::{decode, unfit},
    delimiter::find_delimiter,
    header_columns, io_issue,
    split::{Found, Splitter},
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
    let (delimiter, skip) = find_delimiter(blocks.data()).map_err(io_issue)?;
    blocks.consume(skip);
    let mut splitter = Splitter::new(delimiter);
    let mut buffer = String::new();
    let mut columns = Columns::default();
    while !delivery.stopped {
        let found = splitter.next(blocks).map_err(io_issue)?;
        let row = splitter.row;
        match found {
            Found::Record => {}
            Found::Broken { column, problem } => {
                reject(&columns, delivery, row, column, problem)?;
                continue;
            }
            Found::End => break,
        }
        let (raw, spans) = splitter.fields(blocks);
        if is_blank(spans) {
            continue;
        }
        match decode(raw, blocks.encoding(), spans, &mut buffer) {
            Ok(text) => {
                let record = Record { row, text, spans };
                if columns.is_empty() {
                    columns = header_columns(record.fields().map(|(_, name)| name))?;
                    delivery.columns(&columns);
                } else {
                    deliver(record, &columns, blocks.nul_seen(), delivery);
                }
            }
            Err((column, problem)) => reject(&columns, delivery, row, Some(column), problem)?,
        }
    }
    if columns.is_empty() && !delivery.stopped {
        return Err(Issue::file(Problem::NoHeader));
    }
    let encoding = blocks.encoding().unwrap_or(Encoding::Utf8);
    Ok((Some(char::from(delimiter)), Some(encoding)))
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
