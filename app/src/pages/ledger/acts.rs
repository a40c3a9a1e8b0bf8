//! What keys and the mouse do in the table: moving, selecting, writing cells.

use leptos::prelude::*;
use shizu_casebook::{Command, FieldType, Refusal, Symbol, Why};

use super::state::{Editing, Panel, is_written};
use super::{Page, grid};
use crate::markup::focus_drawn;
use crate::pages::ledger::keys::Wish;
use crate::workbook::NotDone;

/// Does what a key asked for.
pub fn grant(page: Page, wish: Wish) {
    let here = page.row_here();
    match wish {
        Wish::To(to, selects) => grid::go(page, to, selects),
        Wish::Toggle => {
            if let Some((symbol, _)) = here {
                page.state.update(|state| state.toggle(symbol));
            }
        }
        Wish::All => pick_all(page),
        Wish::Open => {
            if let Some((_, id)) = here {
                page.open(&id);
            }
        }
        Wish::Edit => edit(page),
        Wish::Sort(also) => {
            if let Some(code) = page.column_here() {
                page.state
                    .update(|state| state.view_mut().sort_by(&code, also));
            }
        }
        Wish::Filter => {
            let field = page.field_here();
            page.state
                .update(|state| state.panel = field.map_or(Panel::None, Panel::Filter));
            focus_drawn("ledger-panel");
        }
        Wish::Search => focus_drawn("ledger-search"),
        Wish::New => page.begin_adding(),
        Wish::Remove => page.begin_removing(),
        Wish::Help => page.toggle_panel(Panel::Help),
        Wish::Leave => page.state.update(|state| {
            if state.panel != Panel::None {
                state.panel = Panel::None;
            } else if state.selected.is_empty() {
                state.open = None;
            } else {
                state.selected.clear();
                state.bulk = None;
            }
        }),
    }
}

/// Selects every row of the result; or none, if some are selected.
pub fn pick_all(page: Page) {
    let all = page.state.with_untracked(|state| state.selected.is_empty());
    let mut selected = if all { page.symbols(None) } else { Vec::new() };
    selected.sort_unstable();
    page.state.update(|state| {
        state.selected = selected;
        state.bulk = None;
    });
}

/// Selects the rows from where the selection began to this one.
pub fn select_to(page: Page, to: usize) {
    let anchor = page.state.with_untracked(|state| state.anchor);
    let mut selected = page.symbols(Some(anchor.min(to)..anchor.max(to) + 1));
    selected.sort_unstable();
    page.state.update(|state| state.selected = selected);
}

/// Begins to write the cell that the keyboard is at; a long text is written in the open row, where there is room.
fn edit(page: Page) {
    let (Some((_, id)), Some(at)) = (page.row_here(), page.field_here()) else {
        return;
    };
    let kind = page.kind();
    let Some(field) = kind.fields().get(at) else {
        return;
    };
    if !page.may_write() {
        return;
    }
    if !is_written(kind, at) {
        page.open(&id);
        return;
    }
    if field.holds == FieldType::LongText {
        page.open(&id);
        focus_drawn(format!("ledger-field-{}", field.code));
        return;
    }
    let text = page.cell(&id, at);
    page.state.update(|state| {
        state.editing = Some(Editing {
            row: id,
            field: at,
            text,
            fault: None,
        });
    });
    focus_drawn("ledger-editor");
}

/// Takes the cell as it stands; then the next cell that can be written, or the one before, is written.
pub fn commit(page: Page, next: Option<bool>) {
    let Some(editing) = page.state.with_untracked(|state| state.editing.clone()) else {
        return;
    };
    let kind = page.kind();
    let code = kind
        .fields()
        .get(editing.field)
        .map_or("", |field| field.code);
    if page.cell(&editing.row, editing.field) != editing.text {
        let command = Command::set(kind, &editing.row, &[(code, &editing.text)]);
        if let Err(words) = page.try_run(command, "") {
            page.state.update(|state| {
                state.editing = Some(Editing {
                    fault: Some(words),
                    ..editing
                });
            });
            return;
        }
    }
    page.state.update(|state| state.editing = None);
    page.follow(&editing.row);
    let Some(forward) = next else {
        page.scroll.focus();
        return;
    };
    let (row, column) = page.state.with_untracked(|state| state.cursor);
    let columns = page
        .state
        .with_untracked(|state| state.view().columns(kind));
    let there = |at: &usize| {
        columns
            .get(*at)
            .is_some_and(|field| super::state::in_place(kind, *field))
    };
    let found = if forward {
        (column + 1..columns.len()).find(there)
    } else {
        (0..column).rev().find(there)
    };
    match found {
        Some(column) => {
            grid::go(page, (row, column), false);
            edit(page);
        }
        None => page.scroll.focus(),
    }
}

/// Lets go of what was written.
pub fn cancel(page: Page) {
    page.state.update(|state| state.editing = None);
    page.scroll.focus();
}

/// The editor was left with the mouse: what stands in it is taken, and what cannot be is let go.
pub fn leave_editor(page: Page) {
    let Some(editing) = page.state.with_untracked(|state| state.editing.clone()) else {
        return;
    };
    let kind = page.kind();
    let code = kind
        .fields()
        .get(editing.field)
        .map_or("", |field| field.code);
    page.state.update(|state| state.editing = None);
    if page.cell(&editing.row, editing.field) != editing.text {
        let command = Command::set(kind, &editing.row, &[(code, &editing.text)]);
        if let Err(words) = page.try_run(command, "") {
            page.app.announce(words);
        }
        page.follow(&editing.row);
    }
}

impl Page {
    /// Runs a command. What stands against it, in words; that nothing would change, or that the user is first asked who they are, is no failure.
    pub fn try_run(self, command: Command, why: &str) -> Result<Option<u64>, String> {
        match self.app.desk_untracked().run(self.app, command, why) {
            Ok(revision) => Ok(Some(revision)),
            Err(
                NotDone::AsksWho
                | NotDone::Refused(Refusal {
                    why: Why::NoChange, ..
                }),
            ) => Ok(None),
            Err(refused) => Err(refused.message(self.app)),
        }
    }

    /// Runs a command and says what stands against it.
    pub fn run(self, command: Command, why: &str) -> Option<u64> {
        match self.try_run(command, why) {
            Ok(revision) => revision,
            Err(words) => {
                self.app.announce(words);
                None
            }
        }
    }

    /// Whether this tab may write; if not, it is said.
    pub fn may_write(self) -> bool {
        let reading = untrack(|| self.app.desk_untracked().state().reading);
        if reading {
            self.app.announce(NotDone::Reading.message(self.app));
        }
        !reading
    }

    /// Symbols of the ids of some rows of the result, or of all.
    pub fn symbols(self, range: Option<std::ops::Range<usize>>) -> Vec<Symbol> {
        let kind = self.kind();
        let rows = self.rows.get_untracked();
        let range = range.unwrap_or(0..rows.len());
        let rows = rows
            .get(range.start.min(rows.len())..range.end.min(rows.len()))
            .unwrap_or(&[]);
        let found = self.app.desk_untracked().with_untracked(|book| {
            let ids = book.register(kind).column(0);
            rows.iter()
                .filter_map(|row| ids.get(*row as usize).copied())
                .collect()
        });
        found.unwrap_or_default()
    }

    /// The row that the keyboard is at: symbol of its id, and the id.
    pub fn row_here(self) -> Option<(Symbol, String)> {
        let at = self.state.with_untracked(|state| state.cursor.0);
        let symbol = self.symbols(Some(at..at + 1)).first().copied()?;
        let desk = self.app.desk_untracked();
        let id = desk.with_untracked(|book| book.text(symbol).to_owned())?;
        Some((symbol, id))
    }

    /// The field that the keyboard is at.
    pub fn field_here(self) -> Option<usize> {
        let kind = self.kind();
        self.state
            .with_untracked(|state| state.view().columns(kind).get(state.cursor.1).copied())
    }

    fn column_here(self) -> Option<String> {
        let field = self.kind().fields().get(self.field_here()?)?;
        Some(field.code.to_owned())
    }

    /// The text of a cell.
    pub fn cell(self, id: &str, field: usize) -> String {
        let kind = self.kind();
        let text = self.app.desk_untracked().with_untracked(|book| {
            let row = book.register(kind).find(id);
            row.map(|row| row.cell(field).to_owned())
        });
        text.flatten().unwrap_or_default()
    }

    /// Keeps the keyboard at the row with this id when the rows have changed their places.
    pub fn follow(self, id: &str) {
        let kind = self.kind();
        let desk = self.app.desk_untracked();
        let position =
            desk.with_untracked(|book| book.register(kind).find(id).map(|row| row.position()));
        let Some(position) = position.flatten() else {
            return;
        };
        let at = self
            .rows
            .with_untracked(|rows| rows.iter().position(|row| *row as usize == position));
        if let Some(at) = at {
            self.state.update(|state| {
                state.cursor.0 = at;
                state.anchor = at;
            });
            grid::show(self);
        }
    }
}
