use serde::de::IgnoredAny;

use crate::{
    issue::{Issue, Problem},
    text,
};

/// What kind of input it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Delimited text with a header line.
    Csv,
    /// One JSON object: one record.
    JsonObject,
    /// A JSON array of objects.
    JsonArray,
    /// One JSON object per line.
    Ndjson,
    /// An Office Open XML workbook.
    Xlsx,
}

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 (or ASCII, which is the same).
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// GB18030, which includes GBK and GB2312: what older Chinese Windows programs write.
    Gb18030,
}

impl Encoding {
    /// The name of the encoding.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 (BOM)",
            Self::Gb18030 => "GB18030",
        }
    }
}

/// What the head of an input tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    /// Kind of input.
    pub format: Format,
    /// Encoding of the text. `None` while all bytes are ASCII, and for workbooks.
    pub encoding: Option<Encoding>,
}

/// Finds out by content what an input is. `head` is its beginning; some ten kilobytes are enough.
///
/// # Errors
/// Empty input, UTF-16, an old or locked workbook, or bytes that are no text.
pub fn detect(head: &[u8]) -> Result<Detected, Issue> {
    let fail = |problem| Err(Issue::file(problem));
    match head {
        [b'P', b'K', 3, 4, ..] => {
            return Ok(Detected {
                format: Format::Xlsx,
                encoding: None,
            });
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return fail(Problem::OldWorkbook),
        [0xFF, 0xFE, ..] => {
            return fail(Problem::Utf16 {
                little_endian: true,
            });
        }
        [0xFE, 0xFF, ..] => {
            return fail(Problem::Utf16 {
                little_endian: false,
            });
        }
        _ => {}
    }
    let (body, bom) = match head.strip_prefix(UTF8_BOM) {
        Some(rest) => (rest, true),
        None => (head, false),
    };
    if body.trim_ascii().is_empty() {
        return fail(Problem::Empty);
    }
    reject_binary(body)?;
    let encoding = if bom {
        Some(Encoding::Utf8Bom)
    } else if body.is_ascii() {
        None
    } else {
        Some(text::guess(body, false))
    };
    let format = match body.trim_ascii_start() {
        [b'[', ..] => Format::JsonArray,
        [b'{', ..] if is_line_per_object(body) => Format::Ndjson,
        [b'{', ..] => Format::JsonObject,
        _ => Format::Csv,
    };
    Ok(Detected { format, encoding })
}

pub(crate) const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// NUL bytes in the head: UTF-16 without a mark has them at every other place, a binary file anywhere. A single one is left to
/// the row it stands in.
fn reject_binary(body: &[u8]) -> Result<(), Issue> {
    let head = &body[..body.len().min(4096)];
    let odd = head
        .iter()
        .skip(1)
        .step_by(2)
        .filter(|&&byte| byte == 0)
        .count();
    let even = head.iter().step_by(2).filter(|&&byte| byte == 0).count();
    let many = head.len() / 8;
    if head.len() >= 4 && odd + even > many {
        return Err(Issue::file(match (even, odd) {
            (0, _) => Problem::Utf16 {
                little_endian: true,
            },
            (_, 0) => Problem::Utf16 {
                little_endian: false,
            },
            _ => Problem::NotTable,
        }));
    }
    Ok(())
}

/// Tells NDJSON from one object over several lines: in NDJSON the first of several lines is a whole object, or at least the next
/// line begins with one, which inside an object it never does.
fn is_line_per_object(body: &[u8]) -> bool {
    let mut lines = body
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let Some(second) = lines.next() else {
        return false;
    };
    let whole = || serde_json::from_slice::<IgnoredAny>(first).is_ok();
    (second.starts_with(b"{")
        && !first.ends_with(b":")
        && !first.ends_with(b"[")
        && !first.ends_with(b","))
        || whole()
}
