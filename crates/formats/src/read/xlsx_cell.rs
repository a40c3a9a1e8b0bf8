//! One cell of a workbook: from what is stored to the text a reader of the sheet knows.

use quick_xml::events::BytesStart;

use super::{
    xlsx_number::number_text,
    xlsx_parts::{Workbook, unescape},
    xlsx_styles::NumberKind,
};
use crate::number;

/// What the attributes of a cell say.
pub(super) struct CellHead {
    /// From 0.
    pub(super) column: usize,
    pub(super) kind: CellKind,
    style: usize,
}

/// What is stored in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellKind {
    /// The index of a shared string.
    Shared,
    /// The text itself.
    Text,
    /// 1 or 0.
    Boolean,
    /// The error as shown.
    Error,
    /// An ISO 8601 date.
    Date,
    Number,
}

/// Why the value of a cell cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellFault {
    /// It is an error, whose text is what is stored.
    Error,
    /// It is a number that has lost digits.
    DigitsLost,
    /// It is not what its kind says.
    Broken,
}

impl CellHead {
    /// Reads the attributes of a `c` element; without an address it is in `next_column`.
    pub(super) fn new(element: &BytesStart<'_>, next_column: usize) -> Self {
        let mut head = Self {
            column: next_column,
            kind: CellKind::Number,
            style: 0,
        };
        let mut attributes = element.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "r" => head.column = column_of(value).unwrap_or(next_column),
                "s" => head.style = value.parse().unwrap_or_default(),
                "t" => {
                    head.kind = match value {
                        "s" => CellKind::Shared,
                        "inlineStr" | "str" => CellKind::Text,
                        "b" => CellKind::Boolean,
                        "e" => CellKind::Error,
                        "d" => CellKind::Date,
                        _ => CellKind::Number,
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// Replaces what is stored, which is `text` from `start` on, by what is shown.
    pub(super) fn convert(
        &self,
        text: &mut String,
        start: usize,
        workbook: &Workbook,
    ) -> Result<(), CellFault> {
        let raw = text.get(start..).unwrap_or_default();
        let stored = raw.trim();
        let shown = match self.kind {
            CellKind::Text => {
                unescape(text, start);
                return Ok(());
            }
            CellKind::Shared => {
                let shared = stored
                    .parse()
                    .ok()
                    .and_then(|index| workbook.shared.get(index))
                    .ok_or(CellFault::Broken)?;
                text.truncate(start);
                text.push_str(shared);
                return Ok(());
            }
            CellKind::Boolean => if stored == "1" { "yes" } else { "no" }.to_owned(),
            CellKind::Error => return Err(CellFault::Error),
            // The time is left out where it is midnight.
            CellKind::Date => {
                let moment = stored.trim_end_matches('Z').trim_end_matches(".000");
                moment.trim_end_matches("T00:00:00").to_owned()
            }
            CellKind::Number => {
                let kind = workbook
                    .styles
                    .get(self.style)
                    .copied()
                    .unwrap_or(NumberKind::Plain);
                if kind == NumberKind::Plain && is_short_whole(raw) {
                    return Ok(());
                }
                let value = number::parse(stored).ok_or(CellFault::Broken)?;
                number_text(value, kind, workbook.from_1904).ok_or(CellFault::DigitsLost)?
            }
        };
        text.truncate(start);
        text.push_str(&shown);
        Ok(())
    }
}

/// Whether a number is stored the way it is shown: most are.
fn is_short_whole(stored: &str) -> bool {
    stored.len() <= 15
        && stored.bytes().all(|byte| byte.is_ascii_digit())
        && (stored.len() == 1 || !stored.starts_with('0'))
}

/// The column of an address such as `AB12`, from 0.
fn column_of(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_give_their_column() {
        let columns = ["A1", "Z9", "AA1", "XFD1048576", "12", ""].map(column_of);
        assert_eq!(
            columns,
            [Some(0), Some(25), Some(26), Some(16_383), None, None]
        );
    }
}
