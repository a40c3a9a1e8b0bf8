//! What is written is read back the same, whatever it is; and rows are told apart as a plain CSV reader does it.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{Kept, gb18030, read_all};
use proptest::prelude::*;
use shizu_formats::{
    Batch, Cell, CsvOptions, CsvWriter, Encoding, Flow, Issue, ReadOptions, Record, Sink,
    XlsxWriter, read,
};

/// Texts with all that is awkward: delimiters, quotes, line ends, blanks, Chinese, formulas, escapes.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9,;\"\n\r\t =+@'_x-]{0,12}",
        "[一-龥〇㐀，。“”a-c,\n\"]{0,8}",
        Just("_x000D_".to_owned()),
        Just("-12.5".to_owned()),
        any::<String>().prop_map(|text| text.replace(['\0', '\u{feff}', '\u{e5e5}'], "?")),
    ]
}

/// Rows of equal length, the first cell never empty: blank rows are passed over by design.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|width| {
        prop::collection::vec(prop::collection::vec(cell(), width), 1..6).prop_map(|mut rows| {
            for row in &mut rows {
                row[0].insert(0, '#');
            }
            rows
        })
    })
}

fn header(width: usize) -> Vec<String> {
    (0..width).map(|column| format!("列{column}")).collect()
}

fn values(kept: &Kept) -> Vec<Vec<String>> {
    assert!(kept.issues.is_empty(), "{:?}", kept.issues);
    kept.rows
        .iter()
        .map(|(_, fields)| fields.iter().map(|(_, value)| value.clone()).collect())
        .collect()
}

fn csv_of(rows: &[Vec<String>], options: CsvOptions) -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new(), options).unwrap();
    writer.row(header(rows[0].len())).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

proptest! {
    #[test]
    fn csv(rows in table(), delimiter in prop::sample::select(vec![b',', b';', b'\t']), crlf: bool, encoding in 0..3_usize) {
        let encoding = [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Gb18030][encoding];
        let options = CsvOptions { encoding, delimiter, crlf, neutralise: false };
        // With one column there is no delimiter to be found in the header: the comma is taken, and the rest is text.
        prop_assume!(rows[0].len() > 1 || delimiter == b',');
        prop_assert_eq!(values(&read_all(&csv_of(&rows, options))), rows);
    }

    #[test]
    fn csv_as_another_writer_writes_it(rows in table(), delimiter in prop::sample::select(vec![b',', b';', b'\t']), crlf: bool) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(Vec::new());
        let mut own = CsvWriter::new(Vec::new(), CsvOptions { delimiter, crlf, ..CsvOptions::EXACT }).unwrap();
        for row in &rows {
            // Without the mark in the first cell, so that there are rows of nothing but one empty cell.
            let row: Vec<&str> = row.iter().map(|cell| cell.strip_prefix('#').unwrap_or(cell)).collect();
            writer.write_record(&row).unwrap();
            own.row(&row).unwrap();
        }
        prop_assert_eq!(own.finish().unwrap(), writer.into_inner().unwrap());
    }

    #[test]
    fn csv_as_another_reader_reads_it(rows in table()) {
        let bytes = csv_of(&rows, CsvOptions::EXACT);
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn any_text_is_split_as_another_reader_splits_it(text in "[ab,\"\n]{0,40}") {
        let text = format!("h,i\n{text}\n");
        let kept = read_all(&[text.as_bytes(), b"z,z\n"].concat());
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        // The other reader lets text follow a closing quote and reads on to the end for an open one: where quotes are wrong,
        // there is nothing to compare.
        prop_assume!(kept.issues.iter().all(|issue| !issue.code().contains("quote")));
        let expected: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .filter(|row| row.len() >= 2 && row.iter().any(|cell| !cell.is_empty()) && row[2..].iter().all(String::is_empty))
            .map(|row| row[..2].to_vec())
            .collect();
        let mut read: Vec<Vec<String>> = kept.rows.iter().map(|(_, fields)| fields.iter().map(|(_, value)| value.clone()).collect()).collect();
        prop_assert_eq!(read.pop(), Some(vec!["z".to_owned(), "z".to_owned()]));
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn xlsx(rows in table()) {
        let names = header(rows[0].len());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut writer = XlsxWriter::new();
        writer.sheet("S", &names).unwrap();
        for row in &rows {
            writer.row(row.iter().map(|cell| Cell::Text(cell))).unwrap();
        }
        let kept = read_all(&writer.finish().unwrap());
        prop_assert!(kept.issues.is_empty());
        for (index, row) in rows.iter().enumerate() {
            for (name, cell) in names.iter().zip(row) {
                prop_assert_eq!(kept.value(index as u64 + 2, name).unwrap_or(""), cell);
            }
        }
    }

    #[test]
    fn json(rows in table(), lines: bool) {
        let names = header(rows[0].len());
        let records: Vec<String> = rows.iter()
            .map(|row| serde_json::Value::Object(names.iter().cloned().zip(row.iter().cloned().map(Into::into)).collect()).to_string())
            .collect();
        let text = if lines { records.join("\n") } else { format!("[{}]", records.join(",")) };
        prop_assert_eq!(values(&read_all(text.as_bytes())), rows);
    }

    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), start in 0..6_usize) {
        let start: &[u8] = [&b""[..], b"a,b\n", b"[{\"a\":", b"{\"a\":1}\n", b"PK\x03\x04", b"\xEF\xBB\xBF\"a"][start];
        drop(common::try_read(&[start, &bytes].concat()));
    }

    #[test]
    fn batches_hold_what_was_read(rows in table()) {
        #[derive(Default)]
        struct Fill(Batch);
        impl Sink for Fill {
            fn record(&mut self, record: &Record<'_>) -> Flow {
                self.0.push(record);
                Flow::Continue(())
            }
            fn issue(&mut self, issue: Issue) -> Flow {
                panic!("{issue}");
            }
        }
        let mut fill = Fill::default();
        read(&csv_of(&rows, CsvOptions::EXACT)[..], &ReadOptions::default(), &mut fill).unwrap();
        let read: Vec<Vec<&str>> = fill.0.iter().map(|record| record.fields().map(|(_, value)| value).collect()).collect();
        prop_assert_eq!(read, rows);
        prop_assert_eq!(fill.0.get(0).map(|record| record.row()), Some(2));
    }
}

#[test]
fn formulas_are_neutralised_and_numbers_kept() {
    let cells = [
        "=1+1", "+1", "-1+2", "-12.5", "-", "@x", "\tx", "plain", "=a,b",
    ];
    let mut writer = CsvWriter::new(Vec::new(), CsvOptions::default()).unwrap();
    writer.row(cells).unwrap();
    let line = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert_eq!(line, "'=1+1,'+1,'-1+2,-12.5,'-,'@x,'\tx,plain,\"'=a,b\"\n");
}

#[test]
fn spreadsheets_get_a_mark_and_their_line_ends() {
    let mut writer = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET).unwrap();
    writer.row(["名"]).unwrap();
    writer.row([""]).unwrap();
    assert_eq!(
        writer.finish().unwrap(),
        "\u{feff}名\r\n\"\"\r\n".as_bytes()
    );
    let mut writer = CsvWriter::new(
        Vec::new(),
        CsvOptions {
            encoding: Encoding::Gb18030,
            ..CsvOptions::EXACT
        },
    )
    .unwrap();
    writer.row(["名𠀀"]).unwrap();
    assert_eq!(writer.finish().unwrap(), gb18030("名𠀀\n"));
}
