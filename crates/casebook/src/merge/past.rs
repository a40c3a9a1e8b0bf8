//! What each side changed since the fork.

use std::collections::BTreeMap;

use super::{CellDifference, Difference, Fate, RowDifference, Side};
use crate::kind::Kind;
use crate::registers::ID;
use crate::workbook::Workbook;

/// The cells of a side that differ from the common past, by register, row and field: text then and text now.
type Changed<'w> = BTreeMap<(Kind, &'w str), BTreeMap<usize, (&'w str, &'w str)>>;

pub(super) fn difference(mine: &Workbook, theirs: &Workbook) -> Difference {
    let common = common(mine, theirs);
    let (here, there) = (changed(mine, common), changed(theirs, common));
    let mut keys: Vec<(Kind, &str)> = here.keys().chain(there.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let none = BTreeMap::new();
    let rows = keys.into_iter().map(|key| {
        let (here, there) = (
            here.get(&key).unwrap_or(&none),
            there.get(&key).unwrap_or(&none),
        );
        row(key, here, there)
    });
    let entries = mine.history.entries.get(..common);
    let last = entries.and_then(<[_]>::last);
    Difference {
        past: last.map_or(0, |entry| entry.revision),
        mine: (mine.history.entries.len() - common) as u64,
        theirs: (theirs.history.entries.len() - common) as u64,
        rows: rows.collect(),
    }
}

/// How many entries both have in common: ids are chained, so that equal ids are equal pasts.
fn common(mine: &Workbook, theirs: &Workbook) -> usize {
    let pairs = mine.history.entries.iter().zip(&theirs.history.entries);
    pairs
        .take_while(|(mine, theirs)| mine.id == theirs.id)
        .count()
}

fn changed(book: &Workbook, common: usize) -> Changed<'_> {
    let mut changed = Changed::new();
    let entries = book.history.entries.get(common..).unwrap_or(&[]);
    for change in entries
        .iter()
        .flat_map(|entry| book.history.changes_of(entry))
    {
        let texts = (book.text(change.before), book.text(change.after));
        let row = changed
            .entry((change.kind, book.text(change.row)))
            .or_default();
        let cell = row.entry(usize::from(change.field)).or_insert(texts);
        cell.1 = texts.1;
    }
    changed.retain(|_, row| {
        row.retain(|_, (before, after)| before != after);
        !row.is_empty()
    });
    changed
}

fn row(
    (kind, id): (Kind, &str),
    here: &BTreeMap<usize, (&str, &str)>,
    there: &BTreeMap<usize, (&str, &str)>,
) -> RowDifference {
    let (mine, theirs) = fates(here.get(&ID), there.get(&ID));
    let fields = kind.fields().iter().enumerate().skip(ID + 1);
    let cells = fields.filter_map(|(at, field)| {
        let (here, there) = (here.get(&at), there.get(&at));
        let (before, _) = here.or(there)?;
        let (mine, theirs) = (
            here.map_or(before, |(_, now)| now),
            there.map_or(before, |(_, now)| now),
        );
        Some(CellDifference {
            field,
            side: side(here.is_some(), there.is_some(), mine == theirs),
            before: (*before).to_owned(),
            mine: (*mine).to_owned(),
            theirs: (*theirs).to_owned(),
        })
    });
    let cells: Vec<CellDifference> = cells.collect();
    let has = |side: Side| cells.iter().any(|cell| cell.side == side);
    // One side took the row away and the other changed it, or some cell conflicts.
    let removed = (mine == Fate::Removed) != (theirs == Fate::Removed);
    let side = match (here.is_empty(), there.is_empty()) {
        (false, true) => Side::Mine,
        (true, _) => Side::Theirs,
        _ if has(Side::Conflict) || removed => Side::Conflict,
        _ => match (has(Side::Mine), has(Side::Theirs)) {
            (true, true) => Side::Both,
            (true, false) => Side::Mine,
            (false, true) => Side::Theirs,
            (false, false) => Side::Same,
        },
    };
    RowDifference {
        kind,
        row: id.to_owned(),
        side,
        mine,
        theirs,
        cells,
    }
}

fn side(by_me: bool, by_them: bool, alike: bool) -> Side {
    match (by_me, by_them) {
        (true, true) if alike => Side::Same,
        (true, true) => Side::Conflict,
        (true, false) => Side::Mine,
        _ => Side::Theirs,
    }
}

/// What became of the row on both sides, from what became of its id.
fn fates(here: Option<&(&str, &str)>, there: Option<&(&str, &str)>) -> (Fate, Fate) {
    let fate = |own: Option<&(&str, &str)>, other: Option<&(&str, &str)>| match (own, other) {
        (Some(("", _)), _) => Fate::Added,
        (Some(_), _) => Fate::Removed,
        (None, Some(("", _))) => Fate::Absent,
        (None, _) => Fate::Kept,
    };
    (fate(here, there), fate(there, here))
}
