//! Back to an earlier state, as a change like any other.

use super::command::edit;
use crate::command::{Command, Edit};
use crate::kind::Kind;
use crate::workbook::Workbook;

/// The command that gives `now` the rows of `then`, an earlier state of the same workbook; `None` when they are the same. The history goes on, so this too
/// can be undone.
pub fn back_to(now: &Workbook, then: &Workbook) -> Option<Command> {
    let mut edits = Vec::new();
    for kind in Kind::ALL {
        bring_back(*kind, now, then, &mut edits);
        let rows = now.register(*kind).rows();
        let gone = rows.filter(|row| then.register(*kind).find(row.id()).is_none());
        edits.extend(gone.map(|row| edit(*kind, row.id(), "id", "")));
    }
    (!edits.is_empty()).then_some(Command::Merge { edits })
}

/// The rows of `then` as they were.
fn bring_back(kind: Kind, now: &Workbook, then: &Workbook, edits: &mut Vec<Edit>) {
    for row in then.register(kind).rows() {
        let here = now.register(kind).find(row.id());
        if here.is_none() {
            edits.push(edit(kind, row.id(), "id", row.id()));
        }
        for (at, field) in kind.fields().iter().enumerate().skip(1) {
            let text = row.cell(at);
            if here.map_or("", |here| here.cell(at)) != text {
                edits.push(edit(kind, row.id(), field.code, text));
            }
        }
    }
}
