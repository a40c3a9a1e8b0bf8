//! From the raw bytes of one record to text.

use crate::{
    detect::Encoding,
    issue::Problem,
    record::{Record, Span},
    text,
};

/// Decodes a record. `spans` are the fields in `raw`; they are rewritten when the text is longer or shorter than the bytes,
/// which then is in `buffer`. `encoding` is `None` while the whole input is ASCII.
///
/// # Errors
/// The column and what is wrong with its bytes.
#[inline]
pub(super) fn decode<'a>(
    raw: &'a [u8],
    encoding: Option<Encoding>,
    spans: &mut [Span],
    buffer: &'a mut String,
) -> Result<&'a str, (usize, Problem)> {
    match encoding {
        Some(Encoding::Gb18030) if !raw.is_ascii() => decode_gb18030(raw, spans, buffer),
        _ => {
            let text = std::str::from_utf8(raw)
                .map_err(|error| not_utf8(raw, encoding, spans, error.valid_up_to()))?;
            // Two damaged fields can look whole, side by side.
            let cut = |span: &&Span| !text.is_char_boundary(span.end as usize);
            if encoding.is_some()
                && let Some(span) = spans.iter().find(cut)
            {
                return Err(not_utf8(raw, encoding, spans, span.end as usize - 1));
            }
            Ok(text)
        }
    }
}

fn decode_gb18030<'a>(
    raw: &[u8],
    spans: &mut [Span],
    buffer: &'a mut String,
) -> Result<&'a str, (usize, Problem)> {
    let expected = Encoding::Gb18030;
    if text::looks_utf8(raw) {
        let column = column_at(
            spans,
            raw.iter()
                .position(|byte| !byte.is_ascii())
                .unwrap_or_default(),
        );
        return Err((column, Problem::MixedEncodings { expected }));
    }
    buffer.clear();
    // Fields in ASCII are most of the row: they are copied together, up to the next field that has to be decoded.
    let mut copied = 0;
    for (column, span) in spans.iter_mut().enumerate() {
        let (start, end) = (span.start as usize, span.end as usize);
        let field = raw.get(start..end).unwrap_or_default();
        if field.is_ascii() {
            let shifted = start - copied + buffer.len();
            *span = Span::new(shifted, shifted + field.len());
            continue;
        }
        push_ascii(raw.get(copied..start), buffer);
        let start = buffer.len();
        if !text::push_gb18030(field, buffer) {
            return Err((column, Problem::NotText { expected }));
        }
        *span = Span::new(start, buffer.len());
        copied = end;
    }
    push_ascii(raw.get(copied..), buffer);
    Ok(buffer)
}

fn push_ascii(bytes: Option<&[u8]>, out: &mut String) {
    out.push_str(std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default());
}

/// A row of a UTF-8 file that is not UTF-8: from a GB18030 file, or plain damage.
fn not_utf8(raw: &[u8], encoding: Option<Encoding>, spans: &[Span], at: usize) -> (usize, Problem) {
    let expected = encoding.unwrap_or(Encoding::Utf8);
    let column = column_at(spans, at);
    let span = spans
        .get(column)
        .copied()
        .unwrap_or(Span::new(0, raw.len()));
    let field = raw
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default();
    let problem = if text::push_gb18030(field, &mut String::new()) {
        Problem::MixedEncodings { expected }
    } else {
        Problem::NotText { expected }
    };
    (column, problem)
}

/// The column a byte lies in.
fn column_at(spans: &[Span], at: usize) -> usize {
    spans
        .iter()
        .position(|span| span.end as usize > at)
        .unwrap_or(spans.len().saturating_sub(1))
}

/// What makes a decoded record unfit to be delivered, with the column: a field over the limit, or a NUL byte.
#[inline]
pub(super) fn unfit(record: &Record<'_>, nul_possible: bool) -> Option<(usize, Problem)> {
    if record.text.len() <= super::MAX_FIELD && !nul_possible {
        return None;
    }
    record.fields().find_map(|(column, field)| {
        if field.len() > super::MAX_FIELD {
            Some((
                column,
                Problem::FieldTooLong {
                    bytes: field.len() as u64,
                },
            ))
        } else if nul_possible && field.as_bytes().contains(&0) {
            Some((column, Problem::Nul))
        } else {
            None
        }
    })
}
