//! Reading workbooks: what an established writer writes is read here.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::io::Write;

use common::{Kept, read_all, refused, try_read};
use rawzip::ZipArchiveWriter;
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook};
use shizu_formats::{Format, Lang, ReadOptions, read};

fn written(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

fn read_sheet(bytes: &[u8], sheet: &str) -> Result<Kept, shizu_formats::Issue> {
    let mut kept = Kept::default();
    let options = ReadOptions {
        sheet: Some(sheet.to_owned()),
    };
    read(bytes, &options, &mut kept).map(|_| kept)
}

#[test]
fn cells_become_the_text_a_reader_sees() {
    let bytes = written(|workbook| {
        let sheet = workbook.add_worksheet();
        let date = CellFormat::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        let time = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm");
        for (column, name) in ["文字", "数", "小数", "日期", "时间", "是否", "公式", "长号"]
            .into_iter()
            .enumerate()
        {
            sheet.write(0, column as u16, name).unwrap();
        }
        sheet.write(1, 0, " 第一室 <&>\n二").unwrap();
        sheet.write(1, 1, 3).unwrap();
        sheet.write(1, 2, 0.1 + 0.2).unwrap();
        sheet
            .write_with_format(1, 3, ExcelDateTime::from_ymd(2025, 3, 1).unwrap(), &date)
            .unwrap();
        let moment = ExcelDateTime::from_ymd(2024, 2, 29)
            .unwrap()
            .and_hms(8, 30, 0)
            .unwrap();
        sheet.write_with_format(1, 4, moment, &time).unwrap();
        sheet.write(1, 5, true).unwrap();
        sheet
            .write(1, 6, Formula::new("=1+1").set_result("2"))
            .unwrap();
        sheet.write(1, 7, "110101199001011234").unwrap();
        sheet.write(4, 0, "第五行").unwrap();
    });
    let (kept, summary) = try_read(&bytes).unwrap();
    assert_eq!(
        (summary.format, summary.sheet.as_deref(), summary.encoding),
        (Format::Xlsx, Some("Sheet1"), None)
    );
    let values: Vec<&str> = kept.rows[0]
        .1
        .iter()
        .map(|(_, value)| value.as_str())
        .collect();
    let expected = [
        " 第一室 <&>\n二",
        "3",
        "0.3",
        "2025-03-01",
        "2024-02-29T08:30:00",
        "yes",
        "2",
        "110101199001011234",
    ];
    assert_eq!(values, expected);
    assert_eq!(kept.row_numbers(), [2, 5]);
    assert_eq!(kept.rows[1].1.len(), 1);
}

#[test]
fn unusable_cells_are_reported_by_address() {
    let bytes = written(|workbook| {
        let sheet = workbook.add_worksheet();
        for (column, name) in ["a", "b", "c"].into_iter().enumerate() {
            sheet.write(0, column as u16, name).unwrap();
            for row in 1..5 {
                sheet.write(row, column as u16, "x").unwrap();
            }
        }
        sheet
            .write(1, 2, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet
            .write(2, 1, 110_101_199_001_011_234_u64 as f64)
            .unwrap();
        sheet.write(3, 3, "beyond").unwrap();
    });
    let kept = read_all(&bytes);
    assert_eq!(kept.row_numbers(), [5]);
    assert_eq!(
        kept.problems(),
        [
            (2, Some("c"), "cell_error"),
            (3, Some("b"), "digits_lost"),
            (4, None, "long_row")
        ]
    );
    let message = kept.issues[0].message(Lang::Zh);
    assert!(
        message.contains("C2") && message.contains("#DIV/0!"),
        "{message}"
    );
}

#[test]
fn sheets_are_chosen_by_content_or_name() {
    let bytes = written(|workbook| {
        workbook
            .add_worksheet()
            .set_name("封面")
            .unwrap()
            .write(3, 3, "标题")
            .unwrap();
        let hidden = workbook.add_worksheet().set_name("参数").unwrap();
        hidden.set_hidden(true).write(0, 0, "p").unwrap();
        let data = workbook.add_worksheet().set_name("台账").unwrap();
        data.write(0, 0, "id").unwrap().write(1, 0, "1").unwrap();
        let other = workbook.add_worksheet().set_name("其他").unwrap();
        other.write(0, 0, "id").unwrap().write(1, 0, "2").unwrap();
    });
    let (kept, summary) = try_read(&bytes).unwrap();
    assert_eq!(
        (summary.sheet.as_deref(), kept.value(2, "id")),
        (Some("台账"), Some("1"))
    );
    assert_eq!(
        read_sheet(&bytes, "其他").unwrap().value(2, "id"),
        Some("2")
    );
    assert_eq!(read_sheet(&bytes, "封面").unwrap_err().code(), "no_header");
    let message = read_sheet(&bytes, "没有").unwrap_err().message(Lang::Zh);
    assert!(message.contains("封面、参数、台账、其他"), "{message}");
}

#[test]
fn workbooks_without_a_table_say_why() {
    assert_eq!(
        refused(&written(|workbook| drop(
            workbook.add_worksheet().write(2, 2, "x")
        ))),
        "no_usable_sheet"
    );
    let header = |names: &'static [&'static str]| {
        written(move |workbook| {
            let sheet = workbook.add_worksheet();
            for (column, name) in names.iter().enumerate() {
                sheet.write(0, column as u16, *name).unwrap();
            }
        })
    };
    assert_eq!(refused(&header(&["a", "b"])), "no_rows");
    assert_eq!(refused(&header(&["a", "b", "a"])), "duplicate_header");
    assert_eq!(refused(&header(&["a", "", "c"])), "blank_header");
    let whole = header(&["a"]);
    assert_eq!(refused(&whole[..whole.len() / 2]), "broken_workbook");
    // An archive that is no workbook.
    let mut zip = b"PK\x03\x04".to_vec();
    zip.write_all(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
        .unwrap();
    assert_eq!(refused(&zip), "broken_workbook");
}

#[test]
fn a_changed_byte_does_not_pass_for_data() {
    let mut bytes = zip_of(
        "<worksheet><sheetData><row><c t=\"str\"><v>id</v></c></row><row><c><v>12345</v></c></row></sheetData></worksheet>",
    );
    assert_eq!(read_all(&bytes).value(2, "id"), Some("12345"));
    let at = bytes
        .windows(5)
        .position(|window| window == b"12345")
        .unwrap();
    bytes[at] = b'9';
    assert_eq!(refused(&bytes), "broken_workbook");
}

#[test]
fn entries_that_belie_the_directory_are_refused() {
    let whole = zip_of(
        "<worksheet><sheetData><row><c t=\"str\"><v>id</v></c></row><row><c><v>1</v></c></row></sheetData></worksheet>",
    );
    // Where the directory describes the sheet: its name is the last in the file.
    let name = whole
        .windows(5)
        .rposition(|window| window == b"S.XML")
        .unwrap();
    let record = name - 46;
    assert_eq!(&whole[record..record + 4], b"PK\x01\x02");
    // Flags, method, checksum, compressed size, size: each at its offset in the record.
    for (offset, value) in [(8, 1), (10, 12), (16, 1), (20, 1), (24, 1), (24, 0)] {
        let mut changed = whole.clone();
        assert_ne!(changed[record + offset], value, "{offset}");
        changed[record + offset] = value;
        assert_eq!(refused(&changed), "broken_workbook", "{offset}");
    }
}

/// Three gigabytes in some hundred bytes: told by the directory, before anything is unpacked.
#[test]
fn decompression_bombs_are_not_unpacked() {
    let mut bomb = zip_of("<worksheet><sheetData/></worksheet>");
    let name = bomb.windows(5).rposition(|window| window == b"S.XML");
    let size = name.unwrap() - 46 + 24;
    bomb[size..size + 4].copy_from_slice(&(3_u32 << 30).to_le_bytes());
    let issue = try_read(&bomb).unwrap_err();
    assert_eq!(issue.code(), "part_too_large");
    let message = issue.message(Lang::Zh);
    assert!(
        message.contains("s.xml") && message.contains("3072.0 MB"),
        "{message}"
    );
}

#[test]
fn damaged_workbooks_do_not_panic() {
    let whole = written(|workbook| {
        let sheet = workbook.add_worksheet();
        for row in 0..20 {
            sheet
                .write(row, 0, "id")
                .unwrap()
                .write(row, 1, f64::from(row))
                .unwrap();
        }
    });
    for position in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x55;
        // Any answer will do, as long as there is one.
        drop(try_read(&damaged));
    }
}

/// Formulas without a result, inline text in pieces, phonetic hints, missing addresses, ISO dates: written by hand, because the
/// established writer has no way to.
#[test]
fn unusual_but_valid_sheets_are_read() {
    let sheet = "<?xml version=\"1.0\"?><x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>\
        <x:row><x:c t=\"inlineStr\"><x:is><x:t>a</x:t></x:is></x:c><x:c t=\"str\"><x:v>b</x:v></x:c><x:c t=\"inlineStr\"><x:is><x:t>c</x:t></x:is></x:c></x:row>\
        <x:row><x:c t=\"inlineStr\"><x:is><x:r><x:t>曾</x:t></x:r><x:rPh><x:t>zeng</x:t></x:rPh><x:r><x:t>某_x000D_&#x4E00;</x:t></x:r></x:is></x:c>\
        <x:c t=\"d\"><x:v>2025-03-01T00:00:00Z</x:v></x:c><x:c t=\"b\"><x:v>0</x:v></x:c></x:row>\
        <x:row r=\"9\"><x:c r=\"B9\"><x:f>A1</x:f></x:c></x:row>\
        <x:row><x:c r=\"C10\" s=\"7\"><x:v>1.50E1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let bytes = zip_of(sheet);
    let kept = read_all(&bytes);
    assert_eq!(kept.value(2, "a"), Some("曾某\r一"));
    assert_eq!(kept.value(2, "b"), Some("2025-03-01"));
    assert_eq!(kept.value(2, "c"), Some("no"));
    assert_eq!(kept.problems(), [(9, Some("b"), "no_result")]);
    assert_eq!(kept.value(10, "c"), Some("15"));
}

/// A workbook whose parts name one sheet with this XML, stored without compression.
fn zip_of(sheet: &str) -> Vec<u8> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"
    );
    let root = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{relation}/officeDocument\" Target=\"/wb/book.xml\"/></Relationships>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"rId7\" Type=\"{relation}/worksheet\" Target=\"../s.xml\"/></Relationships>"
    );
    let parts = [
        ("_rels/.rels", root.as_str()),
        ("wb/book.xml", &workbook),
        ("wb/_rels/book.xml.rels", &relations),
        ("S.XML", sheet),
    ];
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, content) in parts {
        let (mut entry, config) = archive.new_file(name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content.as_bytes()).unwrap();
        let (_, sums) = writer.finish().unwrap();
        entry.finish(sums).unwrap();
    }
    archive.finish().unwrap()
}
