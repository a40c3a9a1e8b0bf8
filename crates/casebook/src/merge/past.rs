//! What each side changed since their common past: the fork, or what one of them has taken over of the other since.

use std::collections::BTreeMap;
use std::ops::Range;

use super::taken::{self, Renamed};
use super::{CellDifference, Difference, Fate, RowDifference, Side};
use crate::kind::Kind;
use crate::registers::ID;
use crate::workbook::Workbook;

/// Cells of a row that differ from the past: by field, text then and text now.
type Cells<'w> = BTreeMap<usize, (&'w str, &'w str)>;

/// The cells of a side that differ from the past, by register and row.
type Changed<'w> = BTreeMap<(Kind, &'w str), Cells<'w>>;

pub(super) fn difference(mine: &Workbook, theirs: &Workbook) -> Difference {
    let (common, none) = (common(mine, theirs), Renamed::new());
    let taken =
        taken::reach(mine, theirs, common).filter(|(_, renamed)| can_rename(theirs, renamed));
    let (reached, renamed) = taken.unwrap_or_default();
    let reached = reached.max(common);
    let given = taken::reach(theirs, mine, common)
        // Where rows were renamed, ids mean other rows on the other side: only what I renamed myself is known here.
        .filter(|(_, of_mine)| of_mine.is_empty() && renamed.is_empty())
        .map(|(given, _)| given)
        // What they took over of mine must hold all that I had taken over of theirs.
        .filter(|given| taken::was_known(mine, *given, theirs, reached));
    let (here_end, there_end) = (mine.history.entries.len(), theirs.history.entries.len());
    let (here, there, new) = if let Some(given) = given {
        let before = changed(mine, common..given, &none);
        let there = versus(changed(theirs, common..there_end, &none), before);
        let here = changed(mine, given..here_end, &none);
        (here, there, (here_end - given, there_end - reached))
    } else {
        let before = changed(theirs, common..reached, &renamed);
        let here = versus(changed(mine, common..here_end, &none), before);
        let there = changed(theirs, reached..there_end, &renamed);
        (here, there, (here_end - common, there_end - reached))
    };
    let mut keys: Vec<(Kind, &str)> = here.keys().chain(there.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    let nothing = Cells::new();
    let rows = keys.into_iter().map(|key| {
        let (here, there) = (
            here.get(&key).unwrap_or(&nothing),
            there.get(&key).unwrap_or(&nothing),
        );
        row(key, here, there)
    });
    let rows = rows.collect();
    let entries = mine.history.entries.get(..common);
    let last = entries.and_then(<[_]>::last);
    Difference {
        past: last.map_or(0, |entry| entry.revision),
        mine: new.0 as u64,
        theirs: new.1 as u64,
        rows,
        last: theirs.history.entries.last().map(|entry| entry.id),
        renamed,
    }
}

/// Whether no row of theirs has an id that another row of theirs was given here.
fn can_rename(theirs: &Workbook, renamed: &Renamed) -> bool {
    renamed
        .iter()
        .all(|((kind, _), here)| theirs.register(*kind).find(here).is_none())
}

/// How many entries both have in common: ids are chained, so that equal ids are equal pasts.
fn common(mine: &Workbook, theirs: &Workbook) -> usize {
    let pairs = mine.history.entries.iter().zip(&theirs.history.entries);
    pairs
        .take_while(|(mine, theirs)| mine.id == theirs.id)
        .count()
}

/// What a range of entries changed, with the rows that are `renamed` under their new ids. Notes of merges are none of it.
fn changed<'w>(book: &'w Workbook, range: Range<usize>, renamed: &'w Renamed) -> Changed<'w> {
    let mut changed = Changed::new();
    let entries = book.history.entries.get(range).unwrap_or(&[]);
    for change in entries
        .iter()
        .flat_map(|entry| book.history.changes_of(entry))
    {
        let (kind, row, field) = (
            change.kind,
            book.text(change.row),
            usize::from(change.field),
        );
        if taken::is_note(kind, row) {
            continue;
        }
        let text = |symbol| taken::text(renamed, book, (kind, row, field), book.text(symbol));
        let texts = (text(change.before), text(change.after));
        let cells = changed
            .entry((kind, taken::id(renamed, kind, row)))
            .or_default();
        let cell = cells.entry(field).or_insert(texts);
        cell.1 = texts.1;
    }
    without_nothing(&mut changed);
    changed
}

/// What `now` has changed against `before`, both counted from one past.
fn versus<'w>(now: Changed<'w>, before: Changed<'w>) -> Changed<'w> {
    let mut changed = now;
    for (key, cells) in before {
        let row = changed.entry(key).or_default();
        for (field, (past, then)) in cells {
            let now = row.get(&field).map_or(past, |(_, now)| now);
            row.insert(field, (then, now));
        }
    }
    without_nothing(&mut changed);
    changed
}

fn without_nothing(changed: &mut Changed<'_>) {
    changed.retain(|_, row| {
        row.retain(|_, (before, after)| before != after);
        !row.is_empty()
    });
}

fn row((kind, id): (Kind, &str), here: &Cells<'_>, there: &Cells<'_>) -> RowDifference {
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
