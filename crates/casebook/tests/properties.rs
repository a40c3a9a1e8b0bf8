//! What must hold of every document, whatever was done to it.
#![cfg(not(target_arch = "wasm32"))]

mod document;

use document::{NOW, WHY, assert_same, book, content, history, reload, rules};
use proptest::prelude::*;
use shizu_casebook::{Command, Edit, Kind, Rules, Workbook};

/// What somebody may do.
#[derive(Clone, Debug)]
enum Act {
    Do(Command),
    Undo,
    Redo,
    UndoOnly(u64),
}

const KINDS: &[Kind] = &[
    Kind::Matter,
    Kind::Finding,
    Kind::Task,
    Kind::Case,
    Kind::Body,
    Kind::Setting,
];

/// Texts that have broken programs: markup, formulas, direction marks, NUL, quotes, surrogate pairs, things that look like numbers or JSON.
const HOSTILE: &[&str] = &[
    "",
    "王虚构",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\u{202e}txt.exe\u{202c}",
    "\0",
    "\"\\\u{8}\u{1f}",
    "𠮷野家🙂",
    "1e999",
    "{\"shizu\":\"workbook\"}",
    "第一行\n第二行\r\n\t第三行",
    "2026-03-05",
    "2026年3月5日",
    "disposal_opinion",
    "  前后空格  ",
    "yes",
    "from_daily",
];

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(KINDS)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop::sample::select(&["X-1", "X-2", "X-3", "\u{202e}X", "\"", "name"][..])
        .prop_map(str::to_owned)
}

fn cells(kind: Kind) -> impl Strategy<Value = Vec<(String, String)>> {
    let codes: Vec<&str> = kind.fields().iter().map(|field| field.code).collect();
    let cell = (prop::sample::select(codes), text());
    prop::collection::vec(cell.prop_map(|(code, text)| (code.to_owned(), text)), 0..6)
}

/// Cells that every step may need.
fn enough() -> Vec<(String, String)> {
    let cells = [
        ("follower", "王虚构"),
        ("process", "虚构过程"),
        ("result", "虚构结果"),
        ("evidence", "虚构佐证"),
        ("reviewer", "李虚构"),
    ];
    let owned = cells.iter();
    owned
        .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
        .collect()
}

fn states() -> impl Strategy<Value = String> {
    let states = [
        "assigned",
        "under_way",
        "reported",
        "reviewed",
        "closed",
        "reopened",
        "rectifying",
        "verified",
        "done",
        "dropped",
        "open",
        "completed",
    ];
    prop::sample::select(states.to_vec()).prop_map(str::to_owned)
}

fn command() -> impl Strategy<Value = Command> {
    let add = kind().prop_flat_map(|kind| {
        (prop_oneof![id(), Just(String::new())], cells(kind))
            .prop_map(move |(id, cells)| Command::Add { kind, id, cells })
    });
    let set = kind().prop_flat_map(|kind| {
        (prop::collection::vec(id(), 1..3), cells(kind))
            .prop_map(move |(rows, cells)| Command::Set { kind, rows, cells })
    });
    let remove = (kind(), prop::collection::vec(id(), 1..3))
        .prop_map(|(kind, rows)| Command::Remove { kind, rows });
    let advance = (kind(), id(), states()).prop_map(|(kind, row, to)| Command::Advance {
        kind,
        rows: vec![row],
        to,
        cells: if kind == Kind::Matter || kind == Kind::Finding {
            enough()
        } else {
            vec![("evidence".to_owned(), "虚构佐证".to_owned())]
        },
    });
    let import = kind().prop_flat_map(|kind| {
        let row = (id(), text(), text());
        prop::collection::vec(row, 0..5).prop_map(move |rows| {
            let codes: Vec<&str> = kind.fields().iter().map(|field| field.code).collect();
            let last = codes.last().copied().unwrap_or_default();
            let columns = ["id", codes[1], last];
            Command::Import {
                kind,
                columns: columns[..codes.len().min(3)]
                    .iter()
                    .map(|code| (*code).to_owned())
                    .collect(),
                rows: rows
                    .into_iter()
                    .map(|(id, one, two)| vec![id, one, two])
                    .collect(),
            }
        })
    });
    let edit = kind().prop_flat_map(|kind| {
        let codes: Vec<&'static str> = kind.fields().iter().map(|field| field.code).collect();
        (id(), prop::sample::select(codes), text(), any::<bool>()).prop_map(
            move |(row, field, text, gone)| {
                let text = match (field, gone) {
                    ("id", false) => row.clone(),
                    ("id", true) => String::new(),
                    _ => text,
                };
                Edit {
                    kind,
                    row,
                    field,
                    text,
                }
            },
        )
    });
    let merge = prop::collection::vec(edit, 1..8).prop_map(|edits| Command::Merge { edits });
    prop_oneof![4 => add, 4 => set, 1 => remove, 4 => advance, 1 => import, 2 => merge]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        8 => command().prop_map(Act::Do),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        2 => (1u64..12).prop_map(Act::UndoOnly),
    ];
    prop::collection::vec(act, 0..24)
}

/// Does it, if it is permitted. A refusal must change nothing.
fn act(book: &mut Workbook, act: Act, rules: &Rules) -> Option<String> {
    let before = (content(book), book.revision());
    let done = match act {
        Act::Do(command) => book.apply(command, WHY, rules),
        Act::Undo => book.undo(NOW),
        Act::Redo => book.redo(NOW),
        Act::UndoOnly(revision) => book.undo_only(revision, NOW),
    };
    match done {
        Ok(entry) => Some(entry.to_json()),
        Err(refusal) => {
            assert!(!refusal.message(shizu_casebook::Lang::Zh).is_empty());
            assert_eq!(before, (content(book), book.revision()), "{refusal:?}");
            None
        }
    }
}

fn done(acts: Vec<Act>, rules: &Rules) -> Workbook {
    let mut book = book();
    for one in acts {
        act(&mut book, one, rules);
    }
    book
}

thread_local! {
    static RULES: Rules = rules();
}

proptest! {
    #[test]
    fn save_and_load_is_identity(acts in acts()) {
        RULES.with(|rules| {
            let book = done(acts, rules);
            let loaded = reload(&book);
            assert_same(&book, &loaded);
            assert_eq!(loaded.check(9), []);
            // What is written once is written the same again.
            assert_eq!(history(&loaded), history(&book));
            assert_eq!(reload(&loaded).to_json(), loaded.to_json());
        });
    }

    #[test]
    fn snapshot_and_later_entries_are_the_document(acts in acts(), at in 0usize..24) {
        RULES.with(|rules| {
            let mut book = book();
            let mut snapshot = book.clone();
            let mut lines = Vec::new();
            for (number, one) in acts.into_iter().enumerate() {
                if number == at {
                    snapshot = reload(&book);
                    lines.clear();
                }
                lines.extend(act(&mut book, one, rules));
            }
            for line in &lines {
                snapshot.replay(line).expect("the next entry");
            }
            assert_same(&book, &snapshot);
        });
    }

    #[test]
    fn undo_then_redo_is_the_same(acts in acts(), times in 1usize..6) {
        RULES.with(|rules| {
            let mut book = done(acts, rules);
            let before = content(&book);
            let undone = (0..times).filter(|_| book.undo(NOW).is_ok()).count();
            for _ in 0..undone {
                book.redo(NOW).expect("what was undone");
            }
            assert_eq!(before, content(&book));
        });
    }

    #[test]
    fn undo_of_everything_is_the_start(acts in acts()) {
        RULES.with(|rules| {
            let book = done(acts, rules);
            for mut book in [reload(&book), book] {
                let before = content(&book);
                let mut times = 0;
                while book.undo(NOW).is_ok() {
                    times += 1;
                }
                assert!(content(&book).is_empty());
                for _ in 0..times {
                    book.redo(NOW).expect("what was undone");
                }
                assert_eq!(before, content(&book));
            }
        });
    }

    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        let _ = Workbook::from_json(text.as_bytes());
        let _ = book().replay(&text);
    }

    #[test]
    fn no_damage_makes_reading_panic(acts in acts(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        RULES.with(|rules| {
            let mut bytes = done(acts, rules).to_json().into_bytes();
            let at = at.index(bytes.len());
            let is_other = bytes[at] != byte;
            if cut {
                bytes.truncate(at);
            } else {
                bytes[at] = byte;
            }
            // A byte of the checksum's own member name may be changed and leave a file without a checksum, or one in the version.
            let opened = Workbook::from_json(&bytes);
            if (cut || is_other) && at > 60 && bytes.len() > at {
                assert!(opened.is_err(), "byte {at} of {} was altered", bytes.len());
            }
            if cut && at > 1 {
                let whole = bytes.len() == at && bytes.ends_with(b"]}");
                assert!(opened.is_err() || whole);
            }
        });
    }
}
