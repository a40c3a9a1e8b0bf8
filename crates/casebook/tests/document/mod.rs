//! What the tests of the document share: rules, stamps, and a workbook's content to be compared. All data invented.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::collections::BTreeMap;

use shizu_casebook::{Entry, Kind, Rules, Space, Stamp, Workbook};
use shizu_rules::Rulebook;

pub const AT: &str = "2026-03-05T09:00:00+08:00";

pub const NOW: Stamp<'static> = Stamp {
    at: AT,
    by: "王虚构",
    why: "",
};

pub const WHY: Stamp<'static> = Stamp {
    why: "虚构理由",
    ..NOW
};

pub fn rules() -> Rules {
    let rulebook = Rulebook::shipped().expect("loads");
    Rules::new(&rulebook, "2026-03-05".parse().expect("a day")).expect("compiles")
}

pub fn book() -> Workbook {
    Workbook::new("0123456789abcdef", "虚构台账", Space::Training, AT)
}

type Cells = BTreeMap<&'static str, String>;

/// Every row by register and id; the order of rows is no content.
pub fn content(book: &Workbook) -> BTreeMap<(Kind, String), Cells> {
    let mut content = BTreeMap::new();
    for kind in Kind::ALL {
        let register = book.register(*kind);
        for row in register.rows() {
            let cells = row.cells().map(|(code, text)| (code, text.to_owned()));
            let before = content.insert((*kind, row.id().to_owned()), cells.collect());
            assert!(before.is_none(), "{} twice", row.id());
            let found = register.find(row.id()).map(|row| row.position());
            assert_eq!(found, Some(row.position()));
        }
    }
    content
}

/// The history as its stored lines.
pub fn history(book: &Workbook) -> Vec<String> {
    book.entries().map(|entry| entry.to_json()).collect()
}

/// Two documents are the same: rows, history, and what undo and redo would do next.
pub fn assert_same(left: &Workbook, right: &Workbook) {
    assert_eq!(content(left), content(right));
    assert_eq!(history(left), history(right));
    assert_eq!(left.revision(), right.revision());
    let next = |book: &Workbook| {
        let revision = |entry: Option<Entry<'_>>| entry.map(|entry| entry.revision());
        (revision(book.can_undo()), revision(book.can_redo()))
    };
    assert_eq!(next(left), next(right));
    assert_eq!(
        (left.id(), left.name(), left.space(), left.created()),
        (right.id(), right.name(), right.space(), right.created())
    );
}

pub fn reload(book: &Workbook) -> Workbook {
    let opened = Workbook::from_json(book.to_json().as_bytes()).expect("reads what it wrote");
    assert!(opened.checked);
    assert_eq!(opened.migrated_from, None);
    opened.book
}
