//! What the user looks at and is about to do.

use leptos::prelude::GetUntracked;
use shizu_casebook::{FieldType, Kind, Symbol};

use super::view::View;
use crate::context::App;
use crate::settings::Space;

/// The registers in the order of the tabs.
pub const TABS: &[Kind] = &[
    Kind::Matter,
    Kind::Finding,
    Kind::Task,
    Kind::Return,
    Kind::Case,
    Kind::Exchange,
    Kind::Score,
    Kind::Result,
    Kind::Check,
    Kind::Body,
];

/// A part that is unfolded above the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// None.
    #[default]
    None,
    /// Which columns, in which order, how wide.
    Columns,
    /// The filter of a field.
    Filter(usize),
    /// Saved views.
    Views,
    /// The keys.
    Help,
    /// What the rulebook would route differently now.
    Rerouted,
}

/// A cell that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Id of the row.
    pub row: String,
    /// The field.
    pub field: usize,
    /// What stands in it now.
    pub text: String,
    /// What is wrong with that.
    pub fault: Option<String>,
}

impl Editing {
    /// Which cell it is.
    pub fn key(&self) -> String {
        format!("{}/{}", self.field, self.row)
    }
}

/// A new row that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adding {
    /// The id; empty for one of the workbook's.
    pub id: String,
    /// Fields and what stands in them.
    pub cells: Vec<(usize, String)>,
    /// What is wrong.
    pub fault: Option<String>,
}

/// A step that is being prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stepping {
    /// Code of the state it leads to.
    pub to: &'static str,
    /// Fields and what stands in them.
    pub cells: Vec<(usize, String)>,
    /// The reason.
    pub why: String,
    /// What is wrong.
    pub fault: Option<String>,
}

/// A change of many rows that is being prepared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// The field, or none for removing the rows.
    pub field: Option<usize>,
    /// Its new text.
    pub text: String,
    /// The reason.
    pub why: String,
    /// What is wrong.
    pub fault: Option<String>,
}

/// What was done to many rows, with the revision that undo would take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// In words.
    pub words: String,
    /// The change.
    pub revision: u64,
}

/// What the user looks at.
#[derive(Clone, Debug)]
pub struct State {
    /// The register.
    pub kind: Kind,
    /// How each register is looked at, by [`Kind::index`].
    pub views: Vec<View>,
    /// Row of the result and column of the view that the keyboard is at.
    pub cursor: (usize, usize),
    /// Where a selection with Shift began.
    pub anchor: usize,
    /// The rows selected: symbols of their ids, ascending.
    pub selected: Vec<Symbol>,
    /// What is unfolded.
    pub panel: Panel,
    /// The cell that is being written.
    pub editing: Option<Editing>,
    /// The new row that is being written.
    pub adding: Option<Adding>,
    /// The row that is open.
    pub open: Option<String>,
    /// The step of it that is being prepared.
    pub stepping: Option<Stepping>,
    /// What was wrong with the last change of the open row: field and words.
    pub fault: Option<(usize, String)>,
    /// The change of many rows that is being prepared.
    pub bulk: Option<Bulk>,
    /// The reason for taking over another routing.
    pub why: String,
    /// What the last change of many rows was.
    pub note: Option<Note>,
    /// Name for a view to be saved.
    pub view_name: String,
}

impl Default for State {
    fn default() -> Self {
        State {
            kind: Kind::Matter,
            views: Kind::ALL.iter().map(|kind| View::of(*kind)).collect(),
            cursor: (0, 0),
            anchor: 0,
            selected: Vec::new(),
            panel: Panel::None,
            editing: None,
            adding: None,
            open: None,
            stepping: None,
            fault: None,
            bulk: None,
            why: String::new(),
            note: None,
            view_name: String::new(),
        }
    }
}

/// The register and how each is looked at.
type Kept = (Kind, Vec<View>);

thread_local! {
    /// How each space was last looked at, as long as the app is open: views may name people, so nothing of them is stored.
    static LAST: std::cell::RefCell<[Option<Kept>; 2]> = const { std::cell::RefCell::new([None, None]) };
}

/// What the page begins with: the views that the space was last looked at with.
pub fn last(app: App) -> State {
    let space = app.space.get_untracked() as usize;
    let kept = LAST.with_borrow(|last| last[space].clone());
    let mut state = State::default();
    if let Some((kind, views)) = kept {
        (state.kind, state.views) = (kind, views);
    }
    state
}

/// Keeps the views for the next visit.
pub fn keep(space: Space, state: &State) {
    LAST.with_borrow_mut(|last| last[space as usize] = Some((state.kind, state.views.clone())));
}

impl State {
    /// How the present register is looked at.
    pub fn view(&self) -> &View {
        &self.views[self.kind.index()]
    }

    /// The same, to be changed.
    pub fn view_mut(&mut self) -> &mut View {
        &mut self.views[self.kind.index()]
    }

    /// Goes to another register.
    pub fn go(&mut self, kind: Kind) {
        let views = std::mem::take(&mut self.views);
        *self = State {
            kind,
            views,
            ..State::default()
        };
    }

    /// Whether the row is selected.
    pub fn is_selected(&self, row: Symbol) -> bool {
        self.selected.binary_search(&row).is_ok()
    }

    /// Selects the row, or no longer.
    pub fn toggle(&mut self, row: Symbol) {
        match self.selected.binary_search(&row) {
            Ok(at) => {
                self.selected.remove(at);
            }
            Err(at) => self.selected.insert(at, row),
        }
    }

    /// Puts a text for a field into a list of them.
    pub fn put(cells: &mut Vec<(usize, String)>, field: usize, text: String) {
        match cells.iter_mut().find(|(known, _)| *known == field) {
            Some((_, kept)) => *kept = text,
            None => cells.push((field, text)),
        }
    }
}

/// What stands for the field in such a list.
pub fn text_of(cells: &[(usize, String)], field: usize) -> &str {
    let found = cells.iter().find(|(known, _)| *known == field);
    found.map_or("", |(_, text)| text)
}

/// Whether people may write the cells of the field.
pub fn is_written(kind: Kind, field: usize) -> bool {
    let code = kind.fields().get(field).map_or("", |field| field.code);
    let stepped = code == "state" && shizu_casebook::Rules::has_states(kind);
    !(code == "id" || stepped || kind == Kind::Task && code == "provisional")
}

/// Whether a cell of the field is written in place; long texts need more room.
pub fn in_place(kind: Kind, field: usize) -> bool {
    let holds = kind.fields().get(field).map(|field| field.holds);
    is_written(kind, field) && holds != Some(FieldType::LongText)
}

/// The fields that a new row asks for at once.
pub fn asked_first(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Matter => &["received", "person", "body", "summary", "source"],
        Kind::Finding => &["inclusion", "body", "found", "problem"],
        Kind::Task => &["title", "owner", "start", "due"],
        Kind::Return => &["body", "kind", "period", "clues", "cases"],
        Kind::Case => &["title", "person", "body", "closed", "owner"],
        Kind::Exchange => &[
            "on",
            "data_kind",
            "sender",
            "recipient",
            "purpose",
            "subject",
        ],
        Kind::Score => &["unit", "evaluated_on", "score", "band"],
        Kind::Result => &["title", "kind", "body", "on", "use"],
        Kind::Check => &["list", "phase", "item", "body", "on"],
        Kind::Body => &["name", "kind", "group", "covered"],
        Kind::Setting => &[],
    }
}

/// Of these, what a new row must have to be of use.
pub fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Matter => &["received", "summary"],
        Kind::Finding => &["inclusion", "body", "problem"],
        Kind::Task | Kind::Case | Kind::Result => &["title"],
        Kind::Return => &["body", "period"],
        Kind::Exchange => &["on", "data_kind", "sender", "recipient"],
        Kind::Score => &["unit", "evaluated_on"],
        Kind::Check => &["list", "item"],
        Kind::Body => &["name", "kind"],
        Kind::Setting => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::{State, TABS, asked_first, is_written, required};
    use shizu_casebook::Kind;

    #[test]
    fn every_register_but_the_settings_has_a_tab() {
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Setting) {
            assert!(TABS.contains(kind), "{}", kind.code());
        }
        assert_eq!(TABS.len() + 1, Kind::ALL.len());
    }

    #[test]
    fn what_a_new_row_asks_for_exists_and_holds_what_is_required() {
        for kind in Kind::ALL {
            for code in asked_first(*kind) {
                let field = kind.field(code);
                assert!(
                    field.is_some_and(|field| is_written(*kind, field)),
                    "{code}"
                );
            }
            for code in required(*kind) {
                assert!(asked_first(*kind).contains(code), "{code}");
            }
        }
    }

    #[test]
    fn another_register_begins_with_nothing_selected() {
        let mut state = State {
            open: Some("M-1".into()),
            cursor: (7, 2),
            ..State::default()
        };
        state.view_mut().query.search = "张".into();
        state.go(Kind::Task);
        assert_eq!((state.open.as_deref(), state.cursor), (None, (0, 0)));
        state.go(Kind::Matter);
        assert_eq!(state.view().query.search, "张");
    }
}
