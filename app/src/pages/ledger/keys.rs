//! What keys do in the table.

use shizu_casebook::Lang;

use crate::markup::t;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To another cell: row and column. With `true`, the rows between are selected.
    To((usize, usize), bool),
    /// Selects the row, or no longer.
    Toggle,
    /// Selects all rows, or none.
    All,
    /// Opens the row.
    Open,
    /// Writes the cell.
    Edit,
    /// Sorts by the column; with `true` as a further key.
    Sort(bool),
    /// Filters by the column.
    Filter,
    /// Goes to the search.
    Search,
    /// A new row.
    New,
    /// Removes the selected rows, or this one.
    Remove,
    /// Shows the keys.
    Help,
    /// Lets go: of the selection, of what is unfolded.
    Leave,
}

/// What is pressed.
#[derive(Clone, Copy, Debug)]
pub struct Press<'k> {
    /// Name of the key.
    pub key: &'k str,
    /// With Ctrl, or the command key.
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
}

/// How large the table is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Rows of the result.
    pub rows: usize,
    /// Columns shown, with the id.
    pub columns: usize,
    /// Rows in sight at once.
    pub page: usize,
}

/// What the key asks for at the cell `at`; `None` for keys that are not ours.
pub fn wish(press: Press<'_>, at: (usize, usize), size: Size) -> Option<Wish> {
    let (row, column) = at;
    let (last_row, last_column) = (size.rows.saturating_sub(1), size.columns.saturating_sub(1));
    let page = size.page.max(1);
    let to = |row: usize, column: usize| {
        Some(Wish::To(
            (row.min(last_row), column.min(last_column)),
            press.shift,
        ))
    };
    match (press.key, press.ctrl) {
        ("ArrowDown", true) => to(last_row, column),
        ("ArrowUp", true) => to(0, column),
        ("ArrowDown", false) => to(row + 1, column),
        ("ArrowUp", false) => to(row.saturating_sub(1), column),
        ("ArrowRight", false) => to(row, column + 1),
        ("ArrowLeft", false) => to(row, column.saturating_sub(1)),
        ("PageDown", false) => to(row + page, column),
        ("PageUp", false) => to(row.saturating_sub(page), column),
        ("Home", true) => to(0, 0),
        ("End", true) => to(last_row, last_column),
        ("Home", false) => to(row, 0),
        ("End", false) => to(row, last_column),
        (" ", _) => Some(Wish::Toggle),
        ("a" | "A", true) => Some(Wish::All),
        ("Enter", true) | ("o" | "O", false) => Some(Wish::Open),
        // The id is no cell to write: there, Enter opens.
        ("Enter", false) if column == 0 => Some(Wish::Open),
        ("Enter" | "F2", false) => Some(Wish::Edit),
        ("s" | "S", false) => Some(Wish::Sort(press.shift)),
        ("f" | "F", false) => Some(Wish::Filter),
        ("/", false) => Some(Wish::Search),
        ("n" | "N", false) => Some(Wish::New),
        ("Delete", false) => Some(Wish::Remove),
        ("?", false) => Some(Wish::Help),
        ("Escape", false) => Some(Wish::Leave),
        _ => None,
    }
}

/// The keys and what they do, for the line of help.
pub fn help(lang: Lang) -> Vec<(&'static str, &'static str)> {
    [
        ("↑ ↓ ← →", "移动", "move"),
        (
            "Home End PgUp PgDn",
            "行首、行尾、翻页；加 Ctrl 到首末",
            "start and end of the row, pages; with Ctrl first and last",
        ),
        (
            "Space · Shift+↑↓ · Ctrl+A",
            "选择行、连续选择、全选",
            "select a row, a range, all",
        ),
        (
            "Enter · F2",
            "修改单元格（编号列上打开）",
            "write the cell (on the id: open)",
        ),
        (
            "Tab · Esc",
            "修改时：下一格、取消",
            "while writing: next cell, cancel",
        ),
        ("O · Ctrl+Enter", "打开这一行", "open the row"),
        (
            "S · Shift+S · F",
            "按本列排序、加一列排序、筛选",
            "sort by the column, as a further key, filter",
        ),
        (
            "/ · N · Delete",
            "搜索、新增、删除",
            "search, new row, remove",
        ),
        ("Ctrl+Z · Ctrl+Y", "撤销、重做", "undo, redo"),
    ]
    .map(|(keys, zh, en)| (keys, t(lang, zh, en)))
    .into()
}

#[cfg(test)]
mod tests {
    use super::{Press, Size, Wish, wish};

    const SIZE: Size = Size {
        rows: 100,
        columns: 5,
        page: 20,
    };

    fn plain(key: &str, at: (usize, usize)) -> Option<Wish> {
        let press = Press {
            key,
            ctrl: false,
            shift: false,
        };
        wish(press, at, SIZE)
    }

    #[test]
    fn moving_stops_at_the_edges() {
        assert_eq!(plain("ArrowUp", (0, 0)), Some(Wish::To((0, 0), false)));
        assert_eq!(plain("ArrowDown", (99, 2)), Some(Wish::To((99, 2), false)));
        assert_eq!(plain("ArrowRight", (3, 4)), Some(Wish::To((3, 4), false)));
        assert_eq!(plain("PageDown", (90, 1)), Some(Wish::To((99, 1), false)));
        assert_eq!(plain("End", (7, 1)), Some(Wish::To((7, 4), false)));
    }

    #[test]
    fn an_empty_table_has_one_place() {
        let none = Size { rows: 0, ..SIZE };
        let press = Press {
            key: "ArrowDown",
            ctrl: false,
            shift: false,
        };
        assert_eq!(wish(press, (0, 0), none), Some(Wish::To((0, 0), false)));
    }

    #[test]
    fn enter_opens_on_the_id_and_writes_elsewhere() {
        assert_eq!(plain("Enter", (1, 0)), Some(Wish::Open));
        assert_eq!(plain("Enter", (1, 1)), Some(Wish::Edit));
        assert_eq!(plain("F2", (1, 0)), Some(Wish::Edit));
    }

    #[test]
    fn keys_of_the_browser_are_left_to_it() {
        let ctrl = |key| {
            let press = Press {
                key,
                ctrl: true,
                shift: false,
            };
            wish(press, (1, 1), SIZE)
        };
        for key in ["f", "p", "s", "n", "z", "c"] {
            assert_eq!(ctrl(key), None, "{key}");
        }
        assert_eq!(plain("Tab", (1, 1)), None);
        assert_eq!(plain("F5", (1, 1)), None);
    }
}
