//! Small workbooks for tests. All data invented.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::sync::LazyLock;

use shizu_casebook::{Command, Kind, Rules, Space, Stamp, Workbook};
use shizu_rules::{Engine, Rulebook};

pub const NOW: Stamp<'_> = Stamp {
    at: "2026-03-05T09:00:00+08:00",
    by: "王虚",
    why: "",
};

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().expect("loads"));

pub fn rulebook() -> &'static Rulebook {
    &RULEBOOK
}

pub fn today() -> chrono::NaiveDate {
    "2026-03-05".parse().expect("a day")
}

pub fn rules() -> Rules {
    Rules::new(rulebook(), today()).expect("compiles")
}

pub fn engine() -> Engine {
    Engine::new(rulebook().clone(), today()).expect("compiles")
}

pub fn empty() -> Workbook {
    Workbook::new("w-1", "示例台账", Space::Training, NOW.at)
}

pub fn import_rows(book: &mut Workbook, kind: Kind, columns: &[&str], rows: Vec<Vec<String>>) {
    static RULES: LazyLock<Rules> = LazyLock::new(rules);
    if rows.is_empty() {
        return;
    }
    let command = Command::Import {
        kind,
        columns: columns.iter().map(|code| (*code).to_owned()).collect(),
        rows,
    };
    book.apply(command, NOW, &RULES).expect("imported");
}

pub fn import(book: &mut Workbook, kind: Kind, columns: &[&str], rows: &[&[&str]]) {
    let rows = rows.iter();
    let rows = rows.map(|row| row.iter().map(|text| (*text).to_owned()).collect());
    import_rows(book, kind, columns, rows.collect());
}

pub fn book_with(kind: Kind, columns: &[&str], rows: &[&[&str]]) -> Workbook {
    let mut book = empty();
    import(&mut book, kind, columns, rows);
    book
}

pub fn ids(book: &Workbook, kind: Kind, rows: &[u32]) -> Vec<String> {
    let rows = rows.iter().map(|row| {
        let row = book.register(kind).row(*row as usize).expect("a row");
        row.id().to_owned()
    });
    rows.collect()
}
