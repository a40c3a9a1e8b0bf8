//! What was taken over before: a merge leaves a note of the last entry of the other copy, so that the next merge begins there and asks nothing again.
//!
//! A note is a setting, a row like any other: it comes in the same entry as the merge, goes when the merge is undone, and is copied with the workbook. Its id
//! holds the content id of the entry; its value names the rows of theirs that stand here under another id.

use std::collections::BTreeMap;

use super::command::edit;
use crate::command::Edit;
use crate::field::FieldType;
use crate::kind::Kind;
use crate::registers::ID;
use crate::workbook::Workbook;

/// Ids of settings that are notes begin so.
const NOTE: &str = "merged.";

/// Rows of the other copy, by register and their id there, with their id here.
pub(super) type Renamed = BTreeMap<(Kind, String), String>;

/// Whether a row is such a note: no difference that anybody is asked about.
pub(crate) fn is_note(kind: Kind, row: &str) -> bool {
    kind == Kind::Setting && row.starts_with(NOTE)
}

fn id_of(entry: u64) -> String {
    format!("{NOTE}{entry:016x}")
}

/// The cells that note that everything up to the entry with the content id `last` was taken over; what was `renamed` earlier still is.
pub(super) fn note(
    last: Option<u64>,
    earlier: &Renamed,
    renamed: &BTreeMap<(Kind, &str), String>,
) -> Vec<Edit> {
    let Some(last) = last else {
        return Vec::new();
    };
    let earlier = earlier
        .iter()
        .map(|((kind, there), here)| (*kind, &**there, here));
    let renamed = renamed
        .iter()
        .map(|((kind, there), here)| (*kind, *there, here));
    let mut names: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (kind, there, here) in earlier.chain(renamed) {
        names.entry(kind.code()).or_default().insert(there, here);
    }
    let value = if names.is_empty() {
        String::new()
    } else {
        serde_json::json!(names).to_string()
    };
    let id = id_of(last);
    let cell = |field, text: &str| edit(Kind::Setting, &id, field, text);
    vec![cell("id", &id), cell("value", &value)]
}

/// The last entry of `other`, of those after the first `common`, up to which `book` has taken everything over: how many entries that are, and what was renamed.
pub(super) fn reach(book: &Workbook, other: &Workbook, common: usize) -> Option<(usize, Renamed)> {
    let mut entries = other.history.entries.iter().enumerate().skip(common).rev();
    entries.find_map(|(at, entry)| {
        let row = book.register(Kind::Setting).find(&id_of(entry.id))?;
        Some((at + 1, read(row.get("value"))))
    })
}

/// Whether `book` had taken over everything up to the entry number `reached` of `other` when it itself had `entries` entries.
pub(super) fn was_known(book: &Workbook, entries: usize, other: &Workbook, reached: usize) -> bool {
    let last = reached.checked_sub(1);
    let Some(last) = last.and_then(|last| other.history.entries.get(last)) else {
        return true;
    };
    let note = id_of(last.id);
    let later = book.history.entries.get(entries..).unwrap_or(&[]);
    !later
        .iter()
        .flat_map(|entry| book.history.changes_of(entry))
        .any(|change| {
            change.kind == Kind::Setting
                && usize::from(change.field) == ID
                && book.text(change.row) == note
        })
}

fn read(value: &str) -> Renamed {
    let names: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(value).unwrap_or_default();
    let mut renamed = Renamed::new();
    for (kind, ids) in names {
        if let Some(kind) = Kind::from_code(&kind) {
            renamed.extend(ids.into_iter().map(|(there, here)| ((kind, there), here)));
        }
    }
    renamed
}

/// The id that a row of theirs has here.
pub(super) fn id<'r>(renamed: &'r Renamed, kind: Kind, row: &'r str) -> &'r str {
    // No copy has more renamed rows than somebody chose one by one.
    let found = renamed
        .iter()
        .find(|((of, there), _)| *of == kind && there == row);
    found.map_or(row, |(_, here)| here)
}

/// A text of a cell of theirs as it stands here: ids and references under their new names.
pub(super) fn text<'r>(
    renamed: &'r Renamed,
    theirs: &'r Workbook,
    cell: (Kind, &str, usize),
    text: &'r str,
) -> &'r str {
    let (kind, row, field) = cell;
    if renamed.is_empty() || text.is_empty() {
        return text;
    }
    let of = match kind
        .fields()
        .get(field)
        .map(|field| (field.code, field.holds))
    {
        _ if field == ID => Some(kind),
        Some((_, FieldType::Ref(of))) => Some(of),
        Some(("record", _)) if kind == Kind::Task => {
            let task = theirs.register(Kind::Task).find(row);
            task.and_then(|task| Kind::from_code(task.get("register")))
        }
        _ => None,
    };
    of.map_or(text, |of| id(renamed, of, text))
}
