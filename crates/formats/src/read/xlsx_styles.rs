//! The number formats of a workbook: which numbers are dates.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::{
    xlsx_archive::Archive,
    xlsx_xml::{Xml, attribute},
};
use crate::issue::Issue;

/// How the numbers of a cell are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    Plain,
    /// Days since the beginning of the calendar, the fraction being the time of day.
    Date,
    /// A time span, shown as hours.
    Duration,
}

/// Reads, for each cell style, how its numbers are to be read.
pub(super) fn read_styles(archive: &Archive, part: &str) -> Result<Vec<NumberKind>, Issue> {
    let mut xml = Xml::open(archive, part)?;
    // As all maps here from a name to a place in a list: one kind of map is compiled and downloaded, not three.
    let (mut kinds, mut places) = (Vec::new(), BTreeMap::new());
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (
                        attribute(&element, "numFmtId"),
                        attribute(&element, "formatCode"),
                    ) {
                        places.insert(id, kinds.len());
                        kinds.push(number_kind(&code));
                    }
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = attribute(&element, "numFmtId").unwrap_or_default();
                    styles.push(
                        places
                            .get(&id)
                            .and_then(|&place| kinds.get(place))
                            .copied()
                            .unwrap_or_else(|| built_in_kind(&id)),
                    );
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                in_cell_styles = false;
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The formats every spreadsheet knows by number; 27 to 36 and 50 to 58 are the dates of East Asian editions.
fn built_in_kind(id: &str) -> NumberKind {
    match id.parse() {
        Ok(14..=22_u32 | 27..=36 | 45 | 47 | 50..=58) => NumberKind::Date,
        Ok(46) => NumberKind::Duration,
        _ => NumberKind::Plain,
    }
}

/// What a format code shows: a date if any letter of a date stands outside quotes, brackets and escapes.
fn number_kind(code: &str) -> NumberKind {
    let mut kind = NumberKind::Plain;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            '"' => drop(characters.by_ref().find(|&c| c == '"')),
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inner: String = characters.by_ref().take_while(|&c| c != ']').collect();
                if !inner.is_empty()
                    && inner
                        .chars()
                        .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'))
                {
                    return NumberKind::Duration;
                }
            }
            // The second section is for negative numbers: dates have none.
            ';' => return kind,
            'y' | 'm' | 'd' | 'h' | 's' => kind = NumberKind::Date,
            _ => {}
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_tell_dates_from_numbers() {
        for date in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]aaaa yyyy",
            "h:mm AM/PM",
            "[Red]d/m;@",
        ] {
            assert_eq!(number_kind(date), NumberKind::Date, "{date}");
        }
        for number in [
            "General",
            "0.00",
            "#,##0\"d\"",
            "0.00E+00",
            "[Red]0",
            "\\d0",
            "_-* #,##0_-",
            "@",
            "0;\"y\"",
        ] {
            assert_eq!(number_kind(number), NumberKind::Plain, "{number}");
        }
        assert_eq!(number_kind("[h]:mm"), NumberKind::Duration);
    }
}
