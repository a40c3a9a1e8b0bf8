//! Writing workbooks: what is written here an established reader reads.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use common::{Kept, read_all};
use shizu_formats::{Cell, ReadOptions, XlsxError, XlsxWriter, read};

#[test]
fn an_established_reader_reads_what_is_written() {
    let mut writer = XlsxWriter::new();
    writer.sheet("台账 <1>", &["编号", "数", "文字"]).unwrap();
    let odd = " a<b>&\"c\"\r\n\t_x000D_ ";
    writer
        .row([Cell::Text("00123"), Cell::Number(-1.25), Cell::Text(odd)])
        .unwrap();
    writer
        .row([
            Cell::Text("110101199001011234"),
            Cell::Empty,
            Cell::Text("=1+1"),
        ])
        .unwrap();
    writer.sheet("It's", &["x"]).unwrap();
    for number in 0..5_000 {
        writer.row([Cell::Number(f64::from(number))]).unwrap();
    }
    let bytes = writer.finish().unwrap();

    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["台账 <1>", "It's"]);
    let range = workbook.worksheet_range("台账 <1>").unwrap();
    let text = |row, column| match range.get_value((row, column)) {
        Some(Data::String(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!([text(0, 0), text(0, 1), text(0, 2)], ["编号", "数", "文字"]);
    assert_eq!(
        [text(1, 0), text(2, 0), text(2, 2)],
        ["00123", "110101199001011234", "=1+1"]
    );
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(-1.25)));
    assert_eq!(workbook.worksheet_range("It's").unwrap().height(), 5_001);

    assert_eq!(read_all(&bytes).value(2, "文字"), Some(odd));
    let mut second = Kept::default();
    let options = ReadOptions {
        sheet: Some("It's".to_owned()),
    };
    read(&bytes[..], &options, &mut second).unwrap();
    assert_eq!(second.value(5_001, "x"), Some("4999"));
}

#[test]
fn only_quantities_become_numbers() {
    assert_eq!(Cell::from_text("12.5"), Cell::Number(12.5));
    assert_eq!(Cell::from_text("-3"), Cell::Number(-3.0));
    assert_eq!(Cell::from_text("0.5"), Cell::Number(0.5));
    assert_eq!(Cell::from_text(""), Cell::Empty);
    for text in [
        "007",
        "1e3",
        "1234567890123456",
        "2025-03-01",
        "+1",
        "1.",
        "Infinity",
        "-",
        "１",
    ] {
        assert_eq!(Cell::from_text(text), Cell::Text(text));
    }
}

#[test]
fn what_no_workbook_can_hold_is_refused() {
    let mut writer = XlsxWriter::new();
    assert_eq!(writer.row([Cell::Empty]), Err(XlsxError::NoSheet));
    for name in ["", "a/b", "'a", &"长".repeat(32)] {
        assert_eq!(
            writer.sheet(name, &["x"]),
            Err(XlsxError::SheetName(name.to_owned()))
        );
    }
    writer.sheet("A", &["x"]).unwrap();
    let long = "x".repeat(32_768);
    assert_eq!(
        writer.row([Cell::Text(&long)]),
        Err(XlsxError::TextTooLong {
            cell: "A2".to_owned()
        })
    );
    assert_eq!(
        writer.sheet("a", &["x"]),
        Err(XlsxError::SheetName("a".to_owned()))
    );
    assert_eq!(XlsxWriter::new().finish().err(), Some(XlsxError::NoSheet));
}
