//! The parts that differ in a browser: the engine's own decoder for GB18030, its own reading of numbers, and writing GB18030 with what it reads.
#![cfg(target_arch = "wasm32")]

use shizu_formats::{Cell, CsvOptions, CsvWriter, Encoding, ReadOptions, XlsxWriter, read_table};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn gb18030_is_read() {
    // "名,x" and "甲室〇,1" in GB18030; then a byte that begins no character.
    let bytes = b"\xC3\xFB,x\n\xBC\xD7\xCA\xD2\xA9\x96,1\n\xFF,2\n";
    let table = read_table(&bytes[..], &ReadOptions::default()).unwrap();
    assert_eq!(table.columns.names(), ["名", "x"]);
    assert_eq!(table.records.get(0).unwrap().get(0), Some("甲室〇"));
    assert_eq!(table.issues[0].code(), "not_text");
    assert_eq!(table.summary.encoding, Some(Encoding::Gb18030));
}

#[wasm_bindgen_test]
fn workbooks_are_written_and_read() {
    let mut writer = XlsxWriter::new();
    writer.sheet("台账", &["编号", "数"]).unwrap();
    let numbers = [(2.5, "2.5"), (0.1 + 0.2, "0.3"), (-1.5e-7, "-0.00000015")];
    for (number, _) in numbers {
        writer
            .row([Cell::Text("007"), Cell::Number(number)])
            .unwrap();
    }
    let table = read_table(&writer.finish().unwrap()[..], &ReadOptions::default()).unwrap();
    for (row, (_, shown)) in numbers.into_iter().enumerate() {
        let record = table.records.get(row).unwrap();
        assert_eq!((record.get(0), record.get(1)), (Some("007"), Some(shown)));
    }
}

#[wasm_bindgen_test]
fn numbers_are_told_from_text() {
    let numbers = [
        ("12.5", 12.5),
        ("-0.1", -0.1),
        ("999999999999999", 999_999_999_999_999.0),
    ];
    for (text, number) in numbers {
        assert_eq!(Cell::from_text(text), Cell::Number(number));
    }
    for text in ["", "007", "1.", "0x10", "-"] {
        assert!(!matches!(Cell::from_text(text), Cell::Number(_)), "{text}");
    }
}

#[wasm_bindgen_test]
fn gb18030_is_written() {
    let options = CsvOptions {
        encoding: Encoding::Gb18030,
        ..CsvOptions::EXACT
    };
    let mut writer = CsvWriter::new(Vec::new(), options).unwrap();
    writer
        .row(["x", "甲室〇，\u{3000}", "𠀀é\u{202e}€"])
        .unwrap();
    // As Python's codec writes it: two bytes, four bytes, and beyond the Basic Multilingual Plane.
    let expected = b"x,\xBC\xD7\xCA\xD2\xA9\x96\xA3\xAC\xA1\xA1,\x95\x32\x82\x36\xA8\xA6\x81\x36\xA7\x31\xA2\xE3\n";
    assert_eq!(writer.finish().unwrap(), expected);
}
