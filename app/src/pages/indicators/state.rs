//! What the page holds: rows by kind, typed or read from a file, and what the user does to them.

use serde_json::{Value, json};
use shizu_formats::{Issue, ReadOptions, Table, read_table};
use shizu_rules::Lang;
use shizu_rules::indicators::{Column, Indicators, InputRow, Kind, Outcome};
use shizu_rules::vocabulary::Term;

/// Rows of one kind that the page shows; a longer table is computed and exported whole.
pub const SHOWN: usize = 200;

/// A row of the kind it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub kind: Kind,
    pub cells: Vec<(Column, String)>,
}

/// The state of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The kind shown.
    pub kind: Kind,
    /// All rows, in the order they were given.
    pub rows: Vec<Row>,
    /// What is typed or pasted as a table.
    pub pasted: String,
    /// What could not be used of what was read, in words.
    pub faults: Vec<String>,
    /// The rows before the last that was deleted or replaced.
    before: Option<Vec<Row>>,
}

impl Default for State {
    fn default() -> Self {
        State {
            kind: Kind::Forms,
            rows: Vec::new(),
            pasted: String::new(),
            faults: Vec::new(),
            before: None,
        }
    }
}

/// Reads a text that is a table.
pub fn read_text(text: &str) -> Result<Table, Issue> {
    read_table(text.as_bytes(), &ReadOptions::default())
}

/// The columns that the table of a kind shows.
pub fn columns(kind: Kind) -> Vec<Column> {
    let mut columns = match kind {
        Kind::Forms => vec![Column::Period],
        Kind::Share => Vec::new(),
        Kind::Rate | Kind::Change | Kind::Sanctions => vec![Column::Name],
    };
    columns.extend(kind.marks());
    if matches!(kind, Kind::Forms | Kind::Share) {
        columns.push(Column::Total);
    }
    columns.push(Column::Unit);
    match kind {
        Kind::Forms => columns.extend(Column::PRINTED_FORMS),
        Kind::Sanctions => {}
        Kind::Rate | Kind::Change | Kind::Share => columns.push(Column::Printed),
    }
    columns
}

impl Row {
    pub fn text(&self, column: Column) -> &str {
        let cell = self.cells.iter().find(|(known, _)| *known == column);
        cell.map_or("", |(_, text)| text)
    }

    fn set(&mut self, column: Column, text: &str) {
        self.cells.retain(|(known, _)| *known != column);
        if !text.is_empty() {
            self.cells.push((column, text.to_owned()));
        }
    }
}

impl State {
    /// Positions and rows of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = (usize, &Row)> {
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.kind == kind)
    }

    /// What the rows of a kind give, with the rows as they were computed; rows are counted from 1 as the page shows them.
    pub fn outcomes(&self, indicators: Indicators, kind: Kind) -> Vec<(InputRow, Outcome)> {
        let rows = self.of(kind).enumerate().map(|(at, (_, row))| InputRow {
            row: at as u64 + 1,
            cells: row.cells.clone(),
        });
        let rows: Vec<InputRow> = rows.collect();
        let outcomes = indicators.work_out(&rows);
        rows.into_iter().zip(outcomes).collect()
    }

    pub fn can_undo(&self) -> bool {
        self.before.is_some()
    }

    pub fn undo(&mut self) {
        if let Some(before) = self.before.take() {
            self.before = Some(std::mem::replace(&mut self.rows, before));
        }
    }

    pub fn add(&mut self) {
        self.rows.push(Row {
            kind: self.kind,
            cells: Vec::new(),
        });
    }

    pub fn delete(&mut self, at: usize) {
        if at < self.rows.len() {
            self.before = Some(self.rows.clone());
            self.rows.remove(at);
        }
    }

    pub fn clear(&mut self) {
        self.before = Some(std::mem::take(&mut self.rows));
        self.faults.clear();
    }

    /// Takes a text into the cell that `place`, as `row:column`, names.
    pub fn type_in(&mut self, place: &str, text: &str) {
        let Some((row, column)) = place.split_once(':') else {
            return;
        };
        let row = row.parse().ok().and_then(|at: usize| self.rows.get_mut(at));
        if let (Some(row), Some(column)) = (row, Column::from_code(column)) {
            row.set(column, text);
        }
    }

    /// Takes the rows of a table into the page, beside those already there. What cannot be used is told, never dropped in silence.
    pub fn take(&mut self, found: Result<Table, Issue>, lang: Lang) {
        self.faults.clear();
        let words = match lang {
            Lang::Zh => shizu_formats::Lang::Zh,
            Lang::En => shizu_formats::Lang::En,
        };
        let table = match found {
            Ok(table) => table,
            Err(issue) => {
                self.faults.push(issue.message(words));
                return;
            }
        };
        let names = table.columns.names();
        let columns: Vec<Option<Column>> = names.iter().map(|name| Column::named(name)).collect();
        for (name, _) in names
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_none())
        {
            self.faults.push(match lang {
                Lang::Zh => format!("“{name}”列未使用"),
                Lang::En => format!("column “{name}” is not used"),
            });
        }
        self.faults
            .extend(table.issues.iter().map(|issue| issue.message(words)));
        let before = self.rows.clone();
        let mut kinds = Vec::new();
        for record in table.records.iter() {
            let cells = record.fields();
            let cells = cells.filter_map(|(at, text)| {
                Some((columns.get(at).copied()??, text.trim().to_owned()))
            });
            let row = InputRow {
                row: record.row(),
                cells: cells.filter(|(_, text)| !text.is_empty()).collect(),
            };
            if let Some(kind) = row.kind().or_else(|| alone(&row)) {
                kinds.push(kind);
                self.rows.push(Row {
                    kind,
                    cells: row.cells,
                });
            } else {
                self.faults.push(match lang {
                    Lang::Zh => format!(
                        "第{}行没有读入：看不出要算哪一种，或者一行填了两种",
                        row.row
                    ),
                    Lang::En => format!(
                        "row {} is left out: it fills the columns of no kind, or of two",
                        row.row
                    ),
                });
            }
        }
        if let Some(first) = kinds.first() {
            self.before = Some(before);
            if !kinds.contains(&self.kind) {
                self.kind = *first;
            }
        }
    }

    /// As text, to be kept between visits; empty when there is nothing to keep.
    pub fn kept(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let rows = self.rows.iter().map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|(column, text)| json!([column.code(), text]));
            json!([row.kind.code(), cells.collect::<Vec<_>>()])
        });
        json!({ "v": 1, "kind": self.kind.code(), "rows": rows.collect::<Vec<_>>() }).to_string()
    }

    /// Takes what was kept. Whether it was of this version and whole.
    pub fn restore(&mut self, text: &str) -> bool {
        let Ok(kept) = serde_json::from_str::<Value>(text) else {
            return false;
        };
        let kind = |value: &Value| value.as_str().and_then(Kind::from_code);
        let rows = kept["rows"]
            .as_array()
            .and_then(|rows| rows.iter().map(restored).collect());
        match (kept["v"].as_u64(), kind(&kept["kind"]), rows) {
            (Some(1), Some(kind), Some(rows)) => {
                (self.kind, self.rows) = (kind, rows);
                true
            }
            _ => false,
        }
    }
}

/// A percentage without counts is a rate that cannot be computed again: shown with its reason.
fn alone(row: &InputRow) -> Option<Kind> {
    let fills_nothing = Kind::ALL.iter().all(|kind| {
        kind.marks()
            .iter()
            .all(|column| row.text(*column).is_none())
    });
    (fills_nothing && row.text(Column::Printed).is_some()).then_some(Kind::Rate)
}

fn restored(row: &Value) -> Option<Row> {
    let cells = row[1].as_array()?.iter().map(|cell| {
        let column = cell[0].as_str().and_then(Column::from_code)?;
        Some((column, cell[1].as_str()?.to_owned()))
    });
    Some(Row {
        kind: row[0].as_str().and_then(Kind::from_code)?,
        cells: cells.collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str =
        "name,part,whole,printed,now,colour\na,815,2500,32.6%,,x\nb,,,45.2%,,\nc,1,2,,3,\n";

    fn read(text: &str) -> State {
        let mut state = State::default();
        state.take(read_text(text), Lang::En);
        state
    }

    #[test]
    fn rows_are_taken_by_their_kind_and_the_rest_is_told() {
        let state = read(EXAMPLE);
        assert_eq!((state.kind, state.rows.len()), (Kind::Rate, 2));
        assert_eq!(state.rows[0].text(Column::Whole), "2500");
        assert_eq!(state.faults.len(), 2, "{:?}", state.faults);
        assert!(
            state.faults[0].contains("colour") && state.faults[1].contains("row 4"),
            "{:?}",
            state.faults
        );
        assert_eq!(read("").faults.len(), 1);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let state = read(EXAMPLE);
        let mut again = State::default();
        assert!(again.restore(&state.kept()));
        assert_eq!((again.kind, &again.rows), (state.kind, &state.rows));
        for broken in [
            "",
            "{}",
            "{\"v\":2,\"kind\":\"rate\",\"rows\":[]}",
            "{\"v\":1,\"kind\":\"rate\",\"rows\":[[\"x\",[]]]}",
        ] {
            assert!(!State::default().restore(broken), "{broken}");
        }
        assert!(State::default().kept().is_empty());
    }

    #[test]
    fn deleting_and_clearing_can_be_undone() {
        let mut state = read(EXAMPLE);
        state.delete(0);
        assert_eq!(state.rows.len(), 1);
        state.undo();
        assert_eq!(state.rows.len(), 2);
        state.clear();
        assert!(state.rows.is_empty() && state.can_undo());
        state.undo();
        assert_eq!(state.rows.len(), 2);
    }

    #[test]
    fn a_cell_is_named_by_row_and_column() {
        let mut state = State::default();
        state.add();
        state.type_in("0:form1", "3");
        state.type_in("0:nothing", "3");
        state.type_in("7:form1", "3");
        assert_eq!(state.rows[0].cells, [(Column::Form1, "3".to_owned())]);
        state.type_in("0:form1", "");
        assert!(state.rows[0].cells.is_empty());
        for kind in Kind::ALL {
            let columns = columns(*kind);
            assert!(
                kind.marks().iter().all(|mark| columns.contains(mark)),
                "{kind:?}"
            );
        }
    }
}
