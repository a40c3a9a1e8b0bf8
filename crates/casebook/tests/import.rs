//! Tables into registers and back: mapping, dry run, errors that can be written back, and our own exports read identically.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::sync::LazyLock;

use common::{NOW, book_with, empty, rules};
use proptest::prelude::*;
use shizu_casebook::import::{
    Import, Known, Mapping, Plan, Words, header, line, neutral, restored,
};
use shizu_casebook::{Command, FieldType, Kind, Lang, Rules, Workbook};
use shizu_formats::{Cell, CsvOptions, CsvWriter, Encoding, ReadOptions, XlsxWriter, read_table};

static RULES: LazyLock<Rules> = LazyLock::new(rules);

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn plan(book: &Workbook, kind: Kind, head: &[&str], rows: &[&[&str]], known: Known) -> Plan {
    let mut import = Import::new(Mapping::guess(kind, &names(head)), known);
    for (number, row) in rows.iter().enumerate() {
        import.row(book, number as u64 + 2, &|column| {
            row.get(column).copied().unwrap_or_default()
        });
    }
    import.finish()
}

#[test]
fn columns_are_guessed_from_codes_and_labels_and_can_be_kept() {
    let head = names(&[
        "线索编号",
        "Date Received",
        "被反映人",
        "summary",
        "state ",
        "颜色",
        "管理权限",
        "id",
    ]);
    let mut mapping = Mapping::guess(Kind::Matter, &head);
    let fields: Vec<Option<&str>> = mapping.columns.iter().map(|column| column.field).collect();
    let expected = [
        Some("id"),
        Some("received"),
        Some("person"),
        Some("summary"),
        Some("state"),
        None,
        None,
        None,
    ];
    assert_eq!(fields, expected);
    // What is spelled nearly alike is proposed and not taken; what another column is already is not.
    assert_eq!(mapping.columns[6].nearest, Some("authority"));
    assert_eq!(mapping.columns[7].nearest, None);
    // A part of one label only is proposed as well; a single character is in too many.
    let short = Mapping::guess(Kind::Matter, &names(&["摘要", "人"]));
    let near: Vec<_> = short.columns.iter().map(|column| column.nearest).collect();
    assert_eq!(near, [Some("summary"), None]);
    mapping.set(6, Some("authority"));
    mapping.set(7, Some("id"));
    mapping.set(5, Some("no such field"));
    assert_eq!(mapping.columns[6].field, Some("authority"));
    assert_eq!(
        (
            mapping.columns[0].field,
            mapping.columns[7].field,
            mapping.columns[5].field
        ),
        (None, Some("id"), None)
    );
    assert!(mapping.fits(&head) && !mapping.fits(&head[1..]));
    let kept = Mapping::from_json(&mapping.to_json()).expect("kept");
    let of = |mapping: &Mapping| -> Vec<Option<&str>> {
        mapping.columns.iter().map(|column| column.field).collect()
    };
    assert_eq!(of(&kept), of(&mapping));
    assert!(
        Mapping::from_json(
            &serde_json::json!({ "register": "matter", "columns": [["a", "gone"]] })
        )
        .is_none()
    );
}

#[test]
fn a_dry_run_says_what_would_happen_and_changes_nothing() {
    let book = book_with(
        Kind::Matter,
        &["id", "person", "received"],
        &[&["1", "甲例", "2026-01-01"], &["2", "乙例", ""]],
    );
    let rows: &[&[&str]] = &[
        &[
            "1",
            "甲例",
            "2026年1月1日",
            "同级党委管理（班子成员、一把手）",
        ],
        &["2", "乙例", "", ""],
        &["3", "丙例", "2026/2/3", "general"],
        &["", "丁例", "", ""],
        &["4", "戊例", "2026-02-30", "same_leve"],
        &["3", "重复", "", ""],
        &["", "", "", ""],
    ];
    let head = &["编号", "被反映人", "收到日期", "authority"];
    let plan = plan(&book, Kind::Matter, head, rows, Known::Update);
    assert_eq!(
        (
            plan.added,
            plan.changed,
            plan.unchanged,
            plan.skipped,
            plan.refused.len()
        ),
        (2, 1, 1, 0, 2)
    );
    assert_eq!(book.register(Kind::Matter).len(), 2);
    let first = &plan.refused[0];
    assert_eq!((first.row, first.faults.len()), (6, 2));
    assert_eq!(
        first.faults[0].problem.nearest.as_deref(),
        Some("2026-02-28")
    );
    assert_eq!(
        first.faults[1].problem.nearest.as_deref(),
        Some("same_level")
    );
    assert!(
        first.faults[1]
            .message(Lang::Zh)
            .starts_with("authority：“same_leve”不是")
    );
    assert!(
        plan.refused[1].faults[0]
            .message(Lang::En)
            .contains("row 4")
    );

    // The refused rows come back with the reasons, to be corrected and read again.
    let (errors_head, errors) = plan.errors(Lang::Zh);
    assert_eq!(
        errors_head,
        ["编号", "被反映人", "收到日期", "authority", "错误说明"]
    );
    assert_eq!(errors[0][..4], ["4", "戊例", "2026-02-30", "same_leve"]);
    assert!(errors[0][4].contains("2026-02-28") && errors[0][4].contains("same_level"));

    // One entry, and one undo.
    let mut done = book.clone();
    let before = done.revision();
    done.apply(plan.command.expect("something to do"), NOW, &RULES)
        .expect("imported");
    assert_eq!(
        (done.revision(), done.register(Kind::Matter).len()),
        (before + 1, 4)
    );
    let row = done.register(Kind::Matter).find("1").expect("there");
    assert_eq!(
        (row.get("authority"), row.get("received")),
        ("same_level", "2026-01-01")
    );
    assert_eq!(
        done.register(Kind::Matter)
            .find("3")
            .expect("there")
            .get("state"),
        "registered"
    );
    done.undo(NOW).expect("undone");
    assert_eq!(done.register(Kind::Matter).len(), 2);
}

#[test]
fn known_rows_are_passed_over_on_demand_and_empty_cells_say_nothing() {
    let book = book_with(Kind::Matter, &["id", "person"], &[&["1", "甲例"]]);
    let rows: &[&[&str]] = &[&["1", "改例"], &["2", "乙例"]];
    let skipping = plan(&book, Kind::Matter, &["id", "person"], rows, Known::Skip);
    assert_eq!(
        (skipping.added, skipping.changed, skipping.skipped),
        (1, 0, 1)
    );
    let emptying = plan(
        &book,
        Kind::Matter,
        &["id", "person"],
        &[&["1", ""]],
        Known::Update,
    );
    assert_eq!((emptying.unchanged, emptying.command), (1, None));
}

#[test]
fn formulas_are_neutralised_and_restored() {
    for (cell, safe) in [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-3", "-3"),
        ("-3.5", "-3.5"),
        ("-3-2", "'-3-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("'=x", "''=x"),
        ("'quoted'", "'quoted'"),
        ("＝1", "'＝1"),
        ("", ""),
        ("a=b", "a=b"),
    ] {
        assert_eq!(neutral(cell), safe);
        assert_eq!(restored(safe), cell);
    }
}

/// Labels of one set must differ, or an export by labels could not be read back.
#[test]
fn labels_of_a_set_are_unique_and_headers_name_one_field_each() {
    for kind in Kind::ALL {
        for field in kind.fields() {
            for value in field.holds.values() {
                for text in [value.code, value.zh, value.en] {
                    assert_eq!(
                        field.read(text).as_deref(),
                        Ok(value.code),
                        "{} {} {text}",
                        kind.code(),
                        field.code
                    );
                }
            }
        }
        let all: Vec<usize> = (0..kind.fields().len()).collect();
        for words in [
            Words::Codes,
            Words::Labels(Lang::Zh),
            Words::Labels(Lang::En),
        ] {
            let head: Vec<String> = header(*kind, &all, words)
                .into_iter()
                .map(str::to_owned)
                .collect();
            let mapping = Mapping::guess(*kind, &head);
            for (column, field) in mapping.columns.iter().zip(kind.fields()) {
                assert_eq!(
                    column.field,
                    Some(field.code),
                    "{} {words:?} {}",
                    kind.code(),
                    column.name
                );
            }
        }
    }
}

/// Written as a file and read again into an empty workbook.
fn round_trip(book: &Workbook, kind: Kind, words: Words, xlsx: bool) -> Workbook {
    let all: Vec<usize> = (0..kind.fields().len()).collect();
    let head = header(kind, &all, words);
    let bytes = if xlsx {
        let mut writer = XlsxWriter::new();
        writer.sheet("台账", &head).expect("a sheet");
        for row in book.register(kind).rows() {
            let cells: Vec<_> = line(kind, row, &all, words).collect();
            writer
                .row(cells.iter().map(|cell| Cell::Text(cell)))
                .expect("a row");
        }
        writer.finish().expect("a workbook")
    } else {
        let options = CsvOptions {
            encoding: Encoding::Utf8Bom,
            ..CsvOptions::EXACT
        };
        let mut writer = CsvWriter::new(Vec::new(), options).expect("a writer");
        writer.row(&head).expect("a row");
        for row in book.register(kind).rows() {
            writer.row(line(kind, row, &all, words)).expect("a row");
        }
        writer.finish().expect("a file")
    };
    let table = read_table(bytes.as_slice(), &ReadOptions::default()).expect("a table");
    assert!(table.issues.is_empty(), "{:?}", table.issues);
    let mut import = Import::new(Mapping::guess(kind, table.columns.names()), Known::Update);
    let mut again = empty();
    for record in table.records.iter() {
        import.row(&again, record.row(), &|column| {
            record.get(column).unwrap_or_default()
        });
    }
    let plan = import.finish();
    assert!(plan.refused.is_empty(), "{:?}", plan.refused);
    if let Some(command) = plan.command {
        again.apply(command, NOW, &RULES).expect("imported");
    }
    again
}

fn rows_of(book: &Workbook, kind: Kind) -> Vec<Vec<(&'static str, String)>> {
    let rows = book.register(kind).rows();
    rows.map(|row| {
        row.cells()
            .map(|(code, text)| (code, text.to_owned()))
            .collect()
    })
    .collect()
}

/// A cell of a field, as it is kept.
fn cell(holds: FieldType) -> BoxedStrategy<String> {
    let text = proptest::collection::vec(
        prop_oneof![
            Just('='),
            Just('+'),
            Just('-'),
            Just('@'),
            Just('\''),
            Just('"'),
            Just(','),
            Just(';'),
            Just('1'),
            Just('0'),
            Just('例'),
            Just('\u{202e}'),
            Just('<'),
            Just('a'),
            Just(' '),
            Just('\u{ff1d}'),
        ],
        0..12,
    )
    .prop_map(|signs| signs.into_iter().collect::<String>());
    let one_line = text.clone().prop_map(|text| text.trim().to_owned());
    match holds {
        FieldType::LongText => proptest::collection::vec(
            prop_oneof![text, Just("\n".to_owned()), Just("\t".to_owned())],
            0..4,
        )
        .prop_map(|parts| parts.concat())
        .boxed(),
        FieldType::Date => prop_oneof![
            Just(String::new()),
            Just("2026-02-28".to_owned()),
            Just("1999-12-31".to_owned())
        ]
        .boxed(),
        FieldType::Number => prop_oneof![
            Just(String::new()),
            Just("-5".to_owned()),
            Just("007".to_owned()),
            "[1-9][0-9]{0,20}",
            Just("12.50".to_owned())
        ]
        .boxed(),
        FieldType::Code(_) | FieldType::YesNo => {
            let codes: Vec<String> = holds
                .values()
                .iter()
                .map(|value| value.code.to_owned())
                .collect();
            prop_oneof![Just(String::new()), proptest::sample::select(codes)].boxed()
        }
        _ => prop_oneof![3 => one_line, 1 => "[0-9]{18,22}"].boxed(),
    }
}

/// Rows of a register whose cells may be anything, states among them.
fn register() -> impl Strategy<Value = (Kind, Vec<Vec<String>>)> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Task);
    proptest::sample::select(kinds.collect::<Vec<Kind>>()).prop_flat_map(|kind| {
        let cells: Vec<BoxedStrategy<String>> = kind
            .fields()
            .iter()
            .skip(1)
            .map(|field| cell(field.holds))
            .collect();
        (Just(kind), proptest::collection::vec(cells, 1..4))
    })
}

proptest! {
    #[test]
    fn any_cell_is_restored_from_what_is_safe(text in "['=+@\\-\t\r＝0-9a.]{0,8}") {
        let safe = neutral(&text);
        prop_assert_eq!(restored(&safe), text.as_str());
        prop_assert!(!safe.starts_with(['=', '+', '@', '\t', '\r']));
    }

    /// By codes and by labels of either language, as CSV and as XLSX.
    #[test]
    fn our_own_exports_import_identically((kind, rows) in register(), words in 0..3_usize, xlsx: bool) {
        let words = [Words::Codes, Words::Labels(Lang::Zh), Words::Labels(Lang::En)][words];
        let columns = kind.fields().iter().map(|field| field.code.to_owned()).collect();
        let rows = rows.into_iter().enumerate().map(|(number, cells)| {
            std::iter::once(format!("={number}-例")).chain(cells).collect()
        });
        let mut book = empty();
        book.apply(Command::Import { kind, columns, rows: rows.collect() }, NOW, &RULES).expect("imported");
        let again = round_trip(&book, kind, words, xlsx);
        prop_assert_eq!(rows_of(&again, kind), rows_of(&book, kind));
    }
}
