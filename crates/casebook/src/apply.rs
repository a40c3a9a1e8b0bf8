//! Applying commands, undoing and redoing them.

use shizu_rules::vocabulary::Step;

use crate::command::{Action, Command, Edit};
use crate::entry::Entry;
use crate::field::Field;
use crate::kind::Kind;
use crate::pool::Symbol;
use crate::refusal::{Refusal, Why};
use crate::registers::ID;
use crate::rules::Rules;
use crate::workbook::{Stamp, Workbook};

/// Cells as people wrote them: code of field and text.
type Written = [(String, String)];

/// Cells as they are kept.
type Cells = Vec<(usize, Symbol)>;

impl Workbook {
    /// Does what the command says, whole or not at all, and gives the entry of the history.
    ///
    /// # Errors
    /// [`Refusal`] says what stands against it; then nothing has changed.
    pub fn apply(
        &mut self,
        command: Command,
        stamp: Stamp<'_>,
        rules: &Rules,
    ) -> Result<Entry<'_>, Refusal> {
        let action = command.action();
        let first = self.history.changes.len();
        let kind = command.kind();
        check(stamp, kind)?;
        let mut draft = Draft {
            book: self,
            rules,
            stamp,
            first,
        };
        let done = draft.run(command).and_then(|()| {
            let changed = draft.book.history.changes.len() > first;
            let refusal = || Refusal::new(kind, "", Why::NoChange);
            changed.then_some(()).ok_or_else(refusal)
        });
        match done {
            Ok(()) => Ok(self.commit(first, action, None, stamp)),
            Err(refusal) => {
                self.roll_back(first);
                Err(refusal)
            }
        }
    }

    /// Takes the last change in force back, by an entry that does the inverse.
    ///
    /// # Errors
    /// [`Refusal`] when there is nothing to undo.
    pub fn undo(&mut self, stamp: Stamp<'_>) -> Result<Entry<'_>, Refusal> {
        let revision = self.history.next_undo();
        self.take_back(revision, Action::Undo, stamp)
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// [`Refusal`] when there is nothing to redo.
    pub fn redo(&mut self, stamp: Stamp<'_>) -> Result<Entry<'_>, Refusal> {
        let revision = self.history.next_redo();
        self.take_back(revision, Action::Redo, stamp)
    }

    /// Takes one change back, whatever was done after it: an import, when other rows have been worked on since.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such revision, or when a later change touched one of its cells.
    pub fn undo_only(&mut self, revision: u64, stamp: Stamp<'_>) -> Result<Entry<'_>, Refusal> {
        self.take_back(Some(revision), Action::Undo, stamp)
    }

    fn take_back(
        &mut self,
        revision: Option<u64>,
        action: Action,
        stamp: Stamp<'_>,
    ) -> Result<Entry<'_>, Refusal> {
        let found = revision.and_then(|revision| self.history.find(revision).copied());
        let Some(packed) = found else {
            return Err(Refusal::new(Kind::Matter, "", Why::NothingToUndo));
        };
        let changed = self.history.changes_of(&packed).first();
        check(stamp, changed.map_or(Kind::Matter, |change| change.kind))?;
        let first = self.history.changes.len();
        for at in (packed.first..packed.end).rev() {
            let mut change = self.history.changes[at];
            std::mem::swap(&mut change.before, &mut change.after);
            let table = &mut self.tables[change.kind.index()];
            let field = usize::from(change.field);
            if !table.fits(change.row, field, change.before, change.after) {
                let row = self.pool.get(change.row).to_owned();
                let refusal = Refusal::new(change.kind, &row, Why::ChangedSince);
                self.roll_back(first);
                return Err(refusal);
            }
            table.set(change.row, field, change.after);
            self.history.changes.push(change);
        }
        Ok(self.commit(first, action, Some(packed.revision), stamp))
    }
}

/// Whoever changes something has a name, and a clock.
fn check(stamp: Stamp<'_>, kind: Kind) -> Result<(), Refusal> {
    if stamp.by.trim().is_empty() {
        return Err(Refusal::new(kind, "", Why::NoName));
    }
    if chrono::DateTime::parse_from_rfc3339(stamp.at).is_err() {
        let text = crate::field::shorten(stamp.at);
        return Err(Refusal::new(kind, "", Why::NoTime(text)));
    }
    Ok(())
}

/// A command being carried out.
pub(crate) struct Draft<'d> {
    pub(crate) book: &'d mut Workbook,
    pub(crate) rules: &'d Rules,
    pub(crate) stamp: Stamp<'d>,
    /// Where the changes of this entry begin.
    pub(crate) first: usize,
}

impl Draft<'_> {
    fn run(&mut self, command: Command) -> Result<(), Refusal> {
        match command {
            Command::Add { kind, id, cells } => self.add(kind, &id, &cells),
            Command::Set { kind, rows, cells } => self.set(kind, &rows, &cells),
            Command::Edit { edits } => self.edit(&edits),
            Command::Remove { kind, rows } => self.remove(kind, &rows),
            Command::Advance {
                kind,
                rows,
                to,
                cells,
            } => self.advance(kind, &rows, &to, &cells),
            Command::Import {
                kind,
                columns,
                rows,
            } => self.import(kind, &columns, &rows),
            Command::Merge { edits } => self.merge(&edits),
        }
    }

    fn add(&mut self, kind: Kind, id: &str, cells: &Written) -> Result<(), Refusal> {
        let row = self.new_row(kind, id, 0)?;
        if Rules::has_states(kind) {
            let state = first_state(kind);
            self.book.write_text(self.first, kind, row, "state", state);
        }
        let id = self.book.text(row).to_owned();
        let cells = self.read(kind, &id, cells)?;
        self.write_cells(kind, row, &cells)?;
        self.follow(kind, row)
    }

    /// Makes a row: with this id, or with one of the workbook's.
    fn new_row(&mut self, kind: Kind, id: &str, number: usize) -> Result<Symbol, Refusal> {
        let problem = |problem| Why::Cell {
            field: "id",
            problem,
        };
        let given = kind.fields()[ID].read(id);
        let mut id = given.map_err(|bad| Refusal::new(kind, "", problem(bad)))?;
        if id.is_empty() {
            id = self.book.new_id(kind, self.stamp, number);
        }
        let row = self.book.pool.intern(&id);
        if self.book.has_row(kind, row) {
            return Err(Refusal::new(kind, &id, Why::Known));
        }
        self.book.write(self.first, kind, row, ID, row);
        Ok(row)
    }

    fn set(&mut self, kind: Kind, rows: &[String], cells: &Written) -> Result<(), Refusal> {
        let all = if rows.len() == 1 {
            rows[0].as_str()
        } else {
            ""
        };
        let cells = self.read(kind, all, cells)?;
        for id in rows {
            let row = self.known(kind, id)?;
            self.write_cells(kind, row, &cells)?;
            self.keeps_state(kind, row)?;
            self.follow(kind, row)?;
        }
        Ok(())
    }

    fn edit(&mut self, edits: &[Edit]) -> Result<(), Refusal> {
        for of_row in edits.chunk_by(|one, next| one.kind == next.kind && one.row == next.row) {
            let Some(Edit { kind, row: id, .. }) = of_row.first() else {
                continue;
            };
            let cells = of_row.iter();
            let cells: Vec<_> = cells
                .map(|edit| (edit.field.to_owned(), edit.text.clone()))
                .collect();
            self.set(*kind, std::slice::from_ref(id), &cells)?;
        }
        Ok(())
    }

    fn remove(&mut self, kind: Kind, rows: &[String]) -> Result<(), Refusal> {
        for id in rows {
            let row = self.known(kind, id)?;
            self.book.write_removal(self.first, kind, row);
        }
        Ok(())
    }

    fn advance(
        &mut self,
        kind: Kind,
        rows: &[String],
        to: &str,
        cells: &Written,
    ) -> Result<(), Refusal> {
        if !Rules::has_states(kind) {
            return Err(Refusal::new(kind, "", Why::NoStates));
        }
        let all = if rows.len() == 1 {
            rows[0].as_str()
        } else {
            ""
        };
        let cells = self.read(kind, all, cells)?;
        for id in rows {
            let row = self.known(kind, id)?;
            let from = self.book.cell_text(kind, row, "state").to_owned();
            let Some((step, _)) = self.rules.step(kind, &from, to) else {
                let ways = self.rules.ways(kind, &from);
                let why = Why::NoStep {
                    from,
                    to: to.to_owned(),
                    possible: ways.iter().map(|way| way.to).collect(),
                };
                return Err(Refusal::new(kind, id, why));
            };
            self.mark(kind, row, step, to);
            self.write_cells(kind, row, &cells)?;
            self.meets(kind, row, &from, to)?;
            self.book.write_text(self.first, kind, row, "state", to);
            self.follow(kind, row)?;
        }
        Ok(())
    }

    /// What a step leaves behind: its day, and the reason for taking something back. A review that was taken back must be made anew.
    fn mark(&mut self, kind: Kind, row: Symbol, step: Step, to: &str) {
        let day = self.stamp.at.get(..10).unwrap_or_default();
        let dated = match to {
            "verified" => "reviewed",
            "passed_on" => "closed",
            other => other,
        };
        let first = self.first;
        self.book.write_text(first, kind, row, dated, day);
        let passed: &[&str] = match step {
            Step::Reopen => &["done", "closed", "reviewed", "reviewer", "passed_to"],
            Step::SendBack => &["reviewed", "reviewer"],
            _ => &[],
        };
        for code in passed {
            self.book.write_text(first, kind, row, code, "");
        }
        if matches!(step, Step::Reopen | Step::Drop) {
            let why = self.stamp.why.trim();
            self.book.write_text(first, kind, row, "reason", why);
        }
    }

    fn import(
        &mut self,
        kind: Kind,
        columns: &[String],
        rows: &[Vec<String>],
    ) -> Result<(), Refusal> {
        let mut fields: Vec<usize> = Vec::with_capacity(columns.len());
        for code in columns {
            let field = named(kind, "", code)?;
            if fields.contains(&field) {
                let code = kind.fields()[field].code;
                return Err(Refusal::new(kind, "", Why::Twice(code)));
            }
            fields.push(field);
        }
        let id_column = fields.iter().position(|field| *field == ID);
        self.book.tables[kind.index()].reserve(rows.len());
        for (number, cells) in rows.iter().enumerate() {
            let id = id_column.and_then(|at| cells.get(at));
            let id = id.map_or("", |id| id.trim());
            let known = self.book.symbol(id).filter(|_| !id.is_empty());
            let known = known.filter(|row| self.book.has_row(kind, *row));
            let row = match known {
                Some(row) => row,
                None => self.new_row(kind, id, number + 1)?,
            };
            for (field, text) in fields.iter().zip(cells) {
                if *field == ID || text.is_empty() {
                    continue;
                }
                let text = read(kind, *field, text)
                    .map_err(|why| Refusal::new(kind, self.book.text(row), why))?;
                let after = self.book.pool.intern(&text);
                if known.is_some() {
                    self.book.write(self.first, kind, row, *field, after);
                } else {
                    self.book.write_first(kind, row, *field, after);
                }
            }
            if Rules::has_states(kind) && self.book.cell_text(kind, row, "state").is_empty() {
                let state = first_state(kind);
                self.book.write_text(self.first, kind, row, "state", state);
            }
            if kind == Kind::Task && self.book.cell_text(kind, row, "due").is_empty() {
                self.follow(kind, row)?;
            }
        }
        Ok(())
    }

    fn merge(&mut self, edits: &[Edit]) -> Result<(), Refusal> {
        for edit in edits {
            let Edit { kind, row: id, .. } = edit;
            let field = named(*kind, id, edit.field)?;
            let row = self.book.pool.intern(id);
            let exists = self.book.has_row(*kind, row);
            if field == ID {
                match (exists, edit.text.is_empty()) {
                    (true, true) => self.book.write_removal(self.first, *kind, row),
                    (false, false) => self.book.write(self.first, *kind, row, ID, row),
                    _ => {}
                }
                continue;
            }
            if !exists {
                return Err(Refusal::new(*kind, id, Why::Unknown));
            }
            let text =
                read(*kind, field, &edit.text).map_err(|why| Refusal::new(*kind, id, why))?;
            let after = self.book.pool.intern(&text);
            self.book.write(self.first, *kind, row, field, after);
        }
        Ok(())
    }

    fn known(&self, kind: Kind, id: &str) -> Result<Symbol, Refusal> {
        let row = self.book.symbol(id);
        row.filter(|row| self.book.has_row(kind, *row))
            .ok_or_else(|| Refusal::new(kind, id, Why::Unknown))
    }

    /// Reads cells that people wrote; ids and states are not among what they may write.
    fn read(&mut self, kind: Kind, id: &str, cells: &Written) -> Result<Cells, Refusal> {
        let mut found = Vec::with_capacity(cells.len());
        for (code, text) in cells {
            let field = named(kind, id, code)?;
            let refuse = |why| Err(Refusal::new(kind, id, why));
            if field == ID {
                return refuse(Why::Fixed { field: "id" });
            }
            let text = match read(kind, field, text) {
                Ok(text) => text,
                Err(why) => return refuse(why),
            };
            if code == "state" && Rules::has_states(kind) {
                return refuse(Why::Fixed { field: "state" });
            }
            found.push((field, self.book.pool.intern(&text)));
        }
        Ok(found)
    }

    fn write_cells(&mut self, kind: Kind, row: Symbol, cells: &Cells) -> Result<(), Refusal> {
        for (field, after) in cells {
            self.book.write(self.first, kind, row, *field, *after);
        }
        let due = kind.field("due").filter(|_| kind == Kind::Task);
        let own = cells
            .iter()
            .any(|(field, after)| Some(*field) == due && !after.is_empty());
        if own && !self.book.cell_text(kind, row, "rule").is_empty() {
            let why = Why::Fixed { field: "due" };
            return Err(Refusal::new(kind, self.book.text(row), why));
        }
        Ok(())
    }
}

/// The field with this code.
fn named(kind: Kind, id: &str, code: &str) -> Result<usize, Refusal> {
    kind.field(code).ok_or_else(|| {
        let codes = kind.fields().iter().map(|field| field.code);
        let why = Why::NoField {
            code: crate::field::shorten(code),
            nearest: shizu_tables::nearest(code, codes),
        };
        Refusal::new(kind, id, why)
    })
}

fn read(kind: Kind, field: usize, text: &str) -> Result<String, Why> {
    let field: &Field = &kind.fields()[field];
    field.read(text).map_err(|problem| Why::Cell {
        field: field.code,
        problem,
    })
}

/// The state in which records begin.
fn first_state(kind: Kind) -> &'static str {
    let field = kind.field("state").and_then(|at| kind.fields().get(at));
    let values = field.map_or(&[][..], |field| field.holds.values());
    values.first().map_or("", |value| value.code)
}
