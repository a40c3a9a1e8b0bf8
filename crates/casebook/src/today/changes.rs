//! What has changed since one last looked.

use chrono::{DateTime, Days, NaiveDate};
use shizu_rules::Text;

use crate::Lang;
use crate::entry::Entry;
use crate::kind::Kind;
use crate::workbook::Workbook;

/// An entry of the history, as news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its revision.
    pub revision: u64,
    /// When, as that computer's clock said (RFC 3339).
    pub at: String,
    /// Who.
    pub by: String,
    /// Why; may be empty.
    pub why: String,
    /// What was done.
    pub label: Text,
    /// The first row it touched, if that is still there.
    pub row: Option<(Kind, String)>,
    /// The rows it touched.
    pub rows: usize,
}

/// Days back in which changes are news.
const DAYS: u64 = 7;

/// The entries after revision `seen` that are of the last seven days, the newest first, at most `most`; and how many there are in all.
pub fn changes(book: &Workbook, seen: u64, today: NaiveDate, most: usize) -> (Vec<Changed>, usize) {
    let since = today.checked_sub_days(Days::new(DAYS));
    let of_late = |entry: &Entry<'_>| {
        let at = DateTime::parse_from_rfc3339(entry.at());
        // What has no readable time is shown rather than hidden.
        at.map_or(true, |at| Some(at.date_naive()) >= since)
    };
    let entries = book.entries().rev();
    let new = entries.take_while(|entry| entry.revision() > seen);
    let mut all = 0;
    let mut shown = Vec::new();
    for entry in new.filter(of_late) {
        all += 1;
        if shown.len() < most {
            shown.push(changed(book, entry));
        }
    }
    (shown, all)
}

fn changed(book: &Workbook, entry: Entry<'_>) -> Changed {
    let mut rows: Vec<(Kind, &str)> = entry
        .changes()
        .map(|change| (change.kind, change.row))
        .collect();
    rows.dedup();
    let there = |(kind, row): &&(Kind, &str)| book.register(*kind).find(row).is_some();
    let row = rows.iter().find(there);
    Changed {
        revision: entry.revision(),
        at: entry.at().to_owned(),
        by: entry.by().to_owned(),
        why: entry.why().to_owned(),
        label: Text {
            zh: entry.label(Lang::Zh),
            en: entry.label(Lang::En),
        },
        row: row.map(|(kind, row)| (*kind, (*row).to_owned())),
        rows: rows.len(),
    }
}
