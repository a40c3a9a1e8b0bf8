//! The present view as a file.

use std::io;

use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::duties::Listing;

use crate::office::{Book, Cell};

/// A file: its ending, its kind, its bytes.
pub type File = (&'static str, &'static str, Vec<u8>);

/// The listings as a text file of the kind `ending`, one after the other. `None` when memory is short.
pub fn file(listings: &[Listing], ending: &str) -> Option<File> {
    if ending == "csv" {
        return Some(("csv", "text/csv", csv(listings).ok()?));
    }
    let texts: Vec<String> = listings.iter().map(Listing::markdown).collect();
    Some(("md", "text/markdown", texts.join("\n").into_bytes()))
}

/// The listings as a workbook, a sheet each.
pub fn workbook(listings: &[Listing]) -> Book {
    let mut out = Book::new();
    for listing in listings {
        let header: Vec<&str> = listing.header.iter().map(String::as_str).collect();
        out.sheet(&listing.name, &header);
        for row in &listing.rows {
            out.row(row.iter().map(|cell| Cell::Plain(cell)));
        }
    }
    out
}

/// For spreadsheet programs, with a byte order mark; an empty row stands between two listings.
fn csv(listings: &[Listing]) -> io::Result<Vec<u8>> {
    let mut out = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET)?;
    for (at, listing) in listings.iter().enumerate() {
        if at > 0 {
            out.row([""])?;
        }
        out.row(&listing.header)?;
        for row in &listing.rows {
            out.row(row)?;
        }
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use shizu_formats::{ReadOptions, read_table};
    use shizu_rules::{Lang, Rulebook};

    use super::super::state::{State, Tab};
    use super::*;

    #[test]
    fn every_view_becomes_every_file() {
        let rulebook = Rulebook::shipped().expect("shipped");
        for (tab, _) in Tab::ALL {
            let state = State {
                tab,
                ..State::default()
            };
            let listings = state.listings(&rulebook, Lang::Zh);
            let book = shizu_office::write_sheets(workbook(&listings)).expect("a workbook");
            let back = read_table(book.as_slice(), &ReadOptions::default()).expect("reads");
            assert_eq!(back.records.len(), listings[0].rows.len());
            let (_, _, csv) = file(&listings, "csv").expect("a table");
            assert!(csv.starts_with("\u{feff}".as_bytes()));
            let (_, _, text) = file(&listings, "md").expect("a text");
            let headings = String::from_utf8(text).expect("text").matches("# ").count();
            assert!(headings >= listings.len());
        }
    }
}
