//! The command that takes the other copy's changes over.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choice, Difference, Fate, RowDifference, Side, taken};
use crate::command::{Command, Edit};
use crate::field::FieldType;
use crate::kind::Kind;
use crate::workbook::Workbook;

impl Difference {
    /// The one command that brings into this workbook what the other copy changed: everything that only they changed, and of conflicts what `choose`
    /// says for the row and, where fields conflict one by one, the field (its code; `None` for the row as a whole: removed on one side, or added on
    /// both). `None` when there is nothing to do. Last it notes what was taken over, also when every choice was to leave this workbook as it is.
    ///
    /// `mine` is the workbook that the difference was taken of.
    pub fn command(
        &self,
        mine: &Workbook,
        choose: &dyn Fn(&RowDifference, Option<&'static str>) -> Choice,
    ) -> Option<Command> {
        if self.is_empty() {
            return None;
        }
        let renamed = self.renamed(mine, choose);
        let mut edits = Vec::new();
        for row in &self.rows {
            match renamed.get(&(row.kind, row.row.as_str())) {
                Some(id) => take_all(row, id, &mut edits),
                None => take(row, choose, &mut edits),
            }
        }
        for edit in &mut edits {
            rename_reference(edit, &renamed);
        }
        rename_records(&mut edits, &renamed);
        edits.extend(taken::note(self.last, &self.renamed, &renamed));
        Some(Command::Merge { edits })
    }

    /// New ids for rows of theirs that are to stand beside mine of the same id.
    fn renamed(
        &self,
        mine: &Workbook,
        choose: &dyn Fn(&RowDifference, Option<&'static str>) -> Choice,
    ) -> BTreeMap<(Kind, &str), String> {
        let taken: BTreeSet<(Kind, &str)> = self
            .rows
            .iter()
            .map(|row| (row.kind, row.row.as_str()))
            .collect();
        let mut renamed = BTreeMap::new();
        let twins = self.rows.iter().filter(|row| row.is_twin());
        for row in twins.filter(|row| choose(row, None) == Choice::Both) {
            let register = mine.register(row.kind);
            let ids = (2..).map(|number: u32| format!("{}-{number}", row.row));
            let free = ids
                .filter(|id| {
                    register.find(id).is_none() && !taken.contains(&(row.kind, id.as_str()))
                })
                .take(1);
            for id in free {
                renamed.insert((row.kind, row.row.as_str()), id);
            }
        }
        renamed
    }
}

impl RowDifference {
    /// Whether both sides added it, with different contents.
    pub fn is_twin(&self) -> bool {
        (self.mine, self.theirs) == (Fate::Added, Fate::Added) && self.side == Side::Conflict
    }
}

/// The row as theirs, under another id.
fn take_all(row: &RowDifference, id: &str, edits: &mut Vec<Edit>) {
    edits.push(edit(row.kind, id, "id", id));
    for cell in row.cells.iter().filter(|cell| !cell.theirs.is_empty()) {
        edits.push(edit(row.kind, id, cell.field.code, &cell.theirs));
    }
}

fn take(
    row: &RowDifference,
    choose: &dyn Fn(&RowDifference, Option<&'static str>) -> Choice,
    edits: &mut Vec<Edit>,
) {
    let id = row.row.as_str();
    match (row.mine, row.theirs) {
        // Taken away on both sides, or only here and left alone there.
        (Fate::Removed, Fate::Removed) => {}
        (Fate::Removed, _) => {
            if row.side == Side::Conflict && choose(row, None) == Choice::Theirs {
                restore(row, edits);
            }
        }
        (_, Fate::Removed) => {
            if row.side == Side::Theirs || choose(row, None) == Choice::Theirs {
                edits.push(edit(row.kind, id, "id", ""));
            }
        }
        (_, theirs) => {
            if theirs == Fate::Added && row.mine != Fate::Added {
                edits.push(edit(row.kind, id, "id", id));
            }
            let taken = row.cells.iter().filter(|cell| match cell.side {
                Side::Theirs => true,
                Side::Conflict => choose(row, Some(cell.field.code)) == Choice::Theirs,
                Side::Mine | Side::Same | Side::Both => false,
            });
            for cell in taken {
                edits.push(edit(row.kind, id, cell.field.code, &cell.theirs));
            }
        }
    }
}

/// A row that was removed here comes back as theirs.
fn restore(row: &RowDifference, edits: &mut Vec<Edit>) {
    edits.push(edit(row.kind, &row.row, "id", &row.row));
    for cell in row.cells.iter().filter(|cell| !cell.theirs.is_empty()) {
        edits.push(edit(row.kind, &row.row, cell.field.code, &cell.theirs));
    }
}

pub(super) fn edit(kind: Kind, row: &str, field: &'static str, text: &str) -> Edit {
    Edit {
        kind,
        row: row.to_owned(),
        field,
        text: text.to_owned(),
    }
}

/// What theirs refers to under its old id refers to it under its new one.
fn rename_reference(edit: &mut Edit, renamed: &BTreeMap<(Kind, &str), String>) {
    let field = edit.kind.field(edit.field);
    let field = field.and_then(|at| edit.kind.fields().get(at));
    if let Some(FieldType::Ref(kind)) = field.map(|field| field.holds)
        && let Some(id) = renamed.get(&(kind, edit.text.as_str())).cloned()
    {
        edit.text = id;
    }
}

/// A task names the register of its record in one cell and the record in another.
fn rename_records(edits: &mut [Edit], renamed: &BTreeMap<(Kind, &str), String>) {
    let of_tasks = edits.iter().filter(|edit| edit.kind == Kind::Task);
    let registers: BTreeMap<String, Kind> = of_tasks
        .filter(|edit| edit.field == "register")
        .filter_map(|edit| Some((edit.row.clone(), Kind::from_code(&edit.text)?)))
        .collect();
    for edit in edits
        .iter_mut()
        .filter(|edit| edit.kind == Kind::Task && edit.field == "record")
    {
        let id = registers
            .get(&edit.row)
            .and_then(|kind| renamed.get(&(*kind, edit.text.as_str())).cloned());
        if let Some(id) = id {
            edit.text = id;
        }
    }
}
