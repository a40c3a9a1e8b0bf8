//! What can be done to a workbook.

use shizu_rules::Lang;

use crate::kind::Kind;

/// One cell to be set: the register, the row's id, the field's code, the new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The register.
    pub kind: Kind,
    /// Id of the row.
    pub row: String,
    /// Code of the field. Setting `id` to the row's own id makes the row; setting it to nothing takes the row away.
    pub field: &'static str,
    /// The new text.
    pub text: String,
}

/// A change of the workbook. Apply it with [`crate::Workbook::apply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A new row. With an empty id the workbook gives one.
    Add {
        /// The register.
        kind: Kind,
        /// Its id, or empty.
        id: String,
        /// Code of field and text, as people write it.
        cells: Vec<(String, String)>,
    },
    /// The same cells of one or many rows are set (bulk edit). States are changed by [`Command::Advance`].
    Set {
        /// The register.
        kind: Kind,
        /// Ids of the rows.
        rows: Vec<String>,
        /// Code of field and new text; empty text empties the cell.
        cells: Vec<(String, String)>,
    },
    /// Cells of many rows, each with a text of its own. States are changed by [`Command::Advance`].
    Edit {
        /// The cells.
        edits: Vec<Edit>,
    },
    /// Rows are taken out of the register; the history keeps them.
    Remove {
        /// The register.
        kind: Kind,
        /// Ids of the rows.
        rows: Vec<String>,
    },
    /// Records pass to another state, with what the step requires.
    Advance {
        /// The register: matters, findings, tasks, cases.
        kind: Kind,
        /// Ids of the rows.
        rows: Vec<String>,
        /// Code of the new state.
        to: String,
        /// What is set with the step: the follower, the result, the evidence, the reviewer …
        cells: Vec<(String, String)>,
    },
    /// Rows of a file: new ids become rows, known ids have the cells set that are given and differ. States are taken as they are.
    Import {
        /// The register.
        kind: Kind,
        /// Codes of the fields, the id among them.
        columns: Vec<String>,
        /// Texts as people write them, in the order of `columns`; rows with an empty id are given one.
        rows: Vec<Vec<String>>,
    },
    /// Single cells anywhere, as a merge found them. States are taken as they are.
    Merge {
        /// The cells; those that hold the text already are passed over.
        edits: Vec<Edit>,
    },
}

impl Command {
    /// A new row with these cells (code, text). With an empty id the workbook gives one.
    pub fn add(kind: Kind, id: &str, cells: &[(&str, &str)]) -> Self {
        Command::Add {
            kind,
            id: id.to_owned(),
            cells: owned(cells),
        }
    }

    /// Cells of one row.
    pub fn set(kind: Kind, row: &str, cells: &[(&str, &str)]) -> Self {
        Command::Set {
            kind,
            rows: vec![row.to_owned()],
            cells: owned(cells),
        }
    }

    /// One row is taken out.
    pub fn remove(kind: Kind, row: &str) -> Self {
        Command::Remove {
            kind,
            rows: vec![row.to_owned()],
        }
    }

    /// One record passes to another state.
    pub fn advance(kind: Kind, row: &str, to: &str, cells: &[(&str, &str)]) -> Self {
        Command::Advance {
            kind,
            rows: vec![row.to_owned()],
            to: to.to_owned(),
            cells: owned(cells),
        }
    }

    /// The register it is about; of single cells, that of the first.
    pub fn kind(&self) -> Kind {
        match self {
            Command::Add { kind, .. }
            | Command::Set { kind, .. }
            | Command::Remove { kind, .. }
            | Command::Advance { kind, .. }
            | Command::Import { kind, .. } => *kind,
            Command::Edit { edits } | Command::Merge { edits } => {
                edits.first().map_or(Kind::Matter, |edit| edit.kind)
            }
        }
    }

    /// What sort of change it is.
    pub fn action(&self) -> Action {
        match self {
            Command::Add { .. } => Action::Add,
            Command::Set { .. } | Command::Edit { .. } => Action::Set,
            Command::Remove { .. } => Action::Remove,
            Command::Advance { .. } => Action::Advance,
            Command::Import { .. } => Action::Import,
            Command::Merge { .. } => Action::Merge,
        }
    }
}

fn owned(cells: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = cells.iter();
    pairs
        .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
        .collect()
}

macro_rules! actions {
    ($($action:ident $code:literal $zh:literal $en:literal,)+) => {
        /// What sort of change an entry of the history is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = concat!($zh, ": ", $en, ".")] $action,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$action,)+];

            /// Stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Action::$action => $code,)+ }
            }

            /// What people call it.
            pub const fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Action::$action, Lang::Zh) => $zh, (Action::$action, Lang::En) => $en,)+ }
            }
        }
    };
}

actions! {
    Add "add" "新增" "added",
    Set "set" "修改" "changed",
    Remove "remove" "删除" "removed",
    Advance "advance" "流转" "advanced",
    Import "import" "导入" "imported",
    Merge "merge" "合并" "merged",
    Undo "undo" "撤销" "undone",
    Redo "redo" "重做" "redone",
}

impl Action {
    /// The action with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.code() == code)
    }
}
