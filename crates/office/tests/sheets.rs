//! Workbooks through requests and answers, as a page asks for them.
#![cfg(not(target_arch = "wasm32"))]

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use shizu_formats::{Format, Issue, Lang, Table};
use shizu_office::{Book, Cell, Refusal, Request, bytes, table, work, write_sheets};

fn read(file: Vec<u8>) -> Result<Table, Refusal> {
    table(work(&Request::ReadSheets { file, sheet: None }.pack()))
}

fn written(fill: impl FnOnce(&mut Book)) -> Vec<u8> {
    let mut book = Book::new();
    fill(&mut book);
    bytes(work(&Request::WriteSheets(book).pack())).expect("writes")
}

#[test]
fn an_established_reader_reads_what_is_written() {
    let file = written(|book| {
        book.sheet("台账", &["编号", "数", "文字"]);
        book.row([
            Cell::Text("00123"),
            Cell::Plain("-1.25"),
            Cell::Text("=1+1"),
        ]);
        book.row([
            Cell::Plain("110101199001011234"),
            Cell::Text(""),
            Cell::Plain("007"),
        ]);
        book.sheet("说明", &["a"]);
    });
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(file)).expect("opens");
    assert_eq!(book.sheet_names(), ["台账", "说明"]);
    let range = book.worksheet_range("台账").expect("a sheet");
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(range.get_value((1, 0)), Some(&text("00123")));
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(-1.25)));
    assert_eq!(range.get_value((1, 2)), Some(&text("=1+1")));
    assert_eq!(range.get_value((2, 0)), Some(&text("110101199001011234")));
    assert_eq!(range.get_value((2, 2)), Some(&text("007")));
}

#[test]
fn rows_columns_and_issues_arrive_in_both_languages() {
    let file = written(|book| {
        book.sheet("S", &["编号", "说明"]);
        book.row([Cell::Text("1"), Cell::Text(" a,\"b\"\n二 ")]);
        book.row([]);
        book.row([Cell::Text("2"), Cell::Text("x"), Cell::Text("beyond")]);
        book.row([Cell::Text("3")]);
    });
    let table = read(file).expect("reads");
    assert_eq!(table.columns.names(), ["编号", "说明"]);
    assert_eq!(
        (table.summary.format, table.summary.sheet.as_deref()),
        (Format::Xlsx, Some("S"))
    );
    let rows: Vec<u64> = table.records.iter().map(|record| record.row()).collect();
    assert_eq!(rows, [2, 5]);
    let first = table.records.get(0).expect("a row");
    assert_eq!(
        (first.get(0), first.get(1)),
        (Some("1"), Some(" a,\"b\"\n二 "))
    );
    assert_eq!(table.records.get(1).expect("a row").get(1), None);
    let [issue] = &table.issues[..] else {
        panic!("{:?}", table.issues)
    };
    assert_eq!(issue.row, Some(4));
    let words = issue.message(Lang::Zh);
    assert!(words.starts_with("第4行：有3格，表头只有2列"), "{words}");
    assert!(issue.message(Lang::En).starts_with("Row 4: has 3 cells"));
}

#[test]
fn what_cannot_be_read_or_written_is_refused_in_words() {
    let refusal = read(b"PK\x03\x04 and nothing more".to_vec()).expect_err("no workbook");
    assert_eq!(refusal.code, "broken_workbook");
    let issue = Issue::from(refusal.clone());
    assert_eq!(issue.message(Lang::Zh), refusal.says[0]);
    assert_ne!(refusal.says[0], refusal.says[1]);

    let mut book = Book::new();
    book.sheet("a/b", &["x"]);
    let refusal = write_sheets(book).expect_err("no name for a sheet");
    assert!(refusal.message(Lang::Zh).contains("a/b"));
    assert!(write_sheets(Book::new()).is_err());
    let mut book = Book::new();
    book.row([Cell::Text("x")]);
    assert!(write_sheets(book).is_err());
    let mut book = Book::new();
    book.sheet("A", &["x"]);
    book.row([Cell::Text(&"长".repeat(32_768))]);
    let refusal = write_sheets(book).expect_err("too long for a cell");
    assert!(refusal.message(Lang::En).contains("A2"));
}

#[test]
fn whatever_is_asked_is_answered() {
    let mut book = Book::new();
    book.sheet("S", &["x"]);
    book.row([Cell::Text("1")]);
    let whole = Request::WriteSheets(book).pack();
    for end in 0..whole.len() {
        assert!(bytes(work(&whole[..end])).is_err(), "{end}");
    }
    for request in [&b""[..], b"\x09\0\0\0", b"\x01\0\0\0\xff\xff\xff\xff"] {
        assert_eq!(bytes(work(request)).expect_err("nonsense").code, "garbled");
    }
    for answer in [vec![], vec![1], vec![7], vec![5, 0, 0, 0, b'a', 1]] {
        assert_eq!(bytes(answer).expect_err("nonsense").code, "garbled");
    }
    assert_eq!(
        table(vec![1, 2, 3, 0]).expect_err("nonsense").code,
        "garbled"
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[a-z=+@ 一二0-9.-]{0,8}", 3), 1..9)) {
        let file = written(|book| {
            book.sheet("S", &["a", "b", "c"]);
            for row in &rows {
                // A first cell that is never empty: blank rows are passed over.
                let first = format!("#{}", row[0]);
                book.row([Cell::Text(&first), Cell::Text(&row[1]), Cell::Text(&row[2])]);
            }
        });
        let table = read(file).expect("reads");
        prop_assert_eq!(table.records.len(), rows.len());
        for (row, record) in rows.iter().zip(table.records.iter()) {
            prop_assert_eq!(record.get(0).unwrap_or_default().get(1..), Some(row[0].as_str()));
            prop_assert_eq!(record.get(1).unwrap_or_default(), &row[1]);
            prop_assert_eq!(record.get(2).unwrap_or_default(), &row[2]);
        }
    }
}
