//! Reading delimited text: what is accepted, and what is reported where.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::fmt::Write;

use common::{Drip, Kept, gb18030, read_all, refused, try_read};
use shizu_formats::{Encoding, Format, Lang, MAX_FIELD, ReadOptions, read};

#[test]
fn rows_are_numbered_as_in_a_spreadsheet() {
    let kept = read_all(b"id,note\n1,\"two\nlines\"\n\n,\n2,x\n");
    assert_eq!(kept.names, ["id", "note"]);
    // The cell with a line break is in row 2; rows 3 and 4 are blank.
    assert_eq!(kept.row_numbers(), [2, 5]);
    assert_eq!(kept.value(2, "note"), Some("two\nlines"));
    assert_eq!(kept.value(5, "id"), Some("2"));
    assert!(kept.issues.is_empty());
}

#[test]
fn delimiters_and_line_ends_are_found() {
    for text in [
        "a,b\n1,2\n",
        "a;b\r\n1;2\r\n",
        "a\tb\n1\t2",
        "a,b\r1,2\r",
        "\"a\";\"b,c,d\"\n1;2\n",
        "\u{feff}a,b\n1,2\n",
    ] {
        let (kept, summary) = try_read(text.as_bytes()).expect(text);
        assert_eq!(kept.names[0], "a", "{text:?}");
        assert_eq!(kept.value(2, "a"), Some("1"), "{text:?}");
        assert_eq!(kept.rows[0].1[1].1, "2", "{text:?}");
        assert_eq!(summary.format, Format::Csv);
    }
    assert_eq!(try_read(b"a;b\n1;2").unwrap().1.delimiter, Some(';'));
}

#[test]
fn encodings_are_told_apart() {
    let text = "编号,名称\n1,第一监督检查室\n";
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Encoding::Utf8Bom,
        ),
        (gb18030(text), Encoding::Gb18030),
    ] {
        let (kept, summary) = try_read(&bytes).unwrap();
        assert_eq!(summary.encoding, Some(encoding));
        assert_eq!(kept.names, ["编号", "名称"]);
        assert_eq!(kept.value(2, "名称"), Some("第一监督检查室"));
    }
}

#[test]
fn four_byte_characters_of_gb18030_are_read() {
    // U+3400 and U+20000 have four bytes each; 〇 and € two.
    let kept = read_all(&gb18030("名,x\n㐀𠀀〇€,1\n"));
    assert_eq!(kept.value(2, "名"), Some("㐀𠀀〇€"));
}

#[test]
fn the_encoding_may_show_late() {
    // Far more ASCII than any block, then Chinese.
    let mut text = String::from("id,name\n");
    for number in 0..100_000 {
        writeln!(text, "{number},abcdefgh").unwrap();
    }
    let ascii_rows = 100_000;
    text.push_str("x,第七监督检查室\ny,z\n");
    for bytes in [text.clone().into_bytes(), gb18030(&text)] {
        let kept = read_all(&bytes);
        assert!(kept.issues.is_empty());
        assert_eq!(kept.rows.len(), ascii_rows + 2);
        assert_eq!(kept.value(100_002, "name"), Some("第七监督检查室"));
    }
}

#[test]
fn a_row_in_another_encoding_is_reported_and_the_rest_read() {
    let mut utf8 = "编号,名称\n1,甲单位\n".as_bytes().to_vec();
    utf8.extend(gb18030("2,乙单位\n"));
    utf8.extend("3,丙单位\n".as_bytes());
    let kept = read_all(&utf8);
    assert_eq!(kept.row_numbers(), [2, 4]);
    assert_eq!(kept.problems(), [(3, Some("名称"), "mixed_encodings")]);
    let message = kept.issues[0].message(Lang::Zh);
    assert!(
        message.starts_with("第3行“名称”列")
            && message.contains("GB18030")
            && message.contains("UTF-8"),
        "{message}"
    );

    let mut gb = gb18030("编号,名称\n1,甲单位\n");
    gb.extend("2,乙单位\n".as_bytes());
    gb.extend(gb18030("3,丙单位\n"));
    let kept = read_all(&gb);
    assert_eq!(kept.row_numbers(), [2, 4]);
    assert_eq!(kept.problems(), [(3, Some("名称"), "mixed_encodings")]);
}

#[test]
fn bytes_of_no_encoding_are_reported() {
    let kept = read_all(b"id,\xE5\x90\x8D\n1,\xE5\x90\x8D\n2,a\xFF\n3,c\n");
    assert_eq!(kept.problems(), [(3, Some("名"), "not_text")]);
    assert_eq!(kept.row_numbers(), [2, 4]);
    // The first half of a character in one cell, the second in the next.
    let kept = read_all(b"a,\xE5\x90\x8D\n\xE5,\x90\x8D\n3,\xE5\x90\x8D\n");
    assert_eq!(kept.problems(), [(2, Some("a"), "not_text")]);
    assert_eq!(kept.row_numbers(), [3]);
}

#[test]
fn ragged_rows_are_reported_and_the_rest_read() {
    let kept = read_all(b"a,b,,\n1,2\n1,2,,,,\n1\n1,2,3\n4,5,,\n");
    assert_eq!(kept.names, ["a", "b"]);
    assert_eq!(kept.row_numbers(), [2, 3, 6]);
    assert_eq!(
        kept.problems(),
        [(4, None, "short_row"), (5, None, "long_row")]
    );
    assert_eq!(
        kept.issues[1].message(Lang::En).split('.').next(),
        Some("Row 5: has 3 cells, the header has 2 columns")
    );
}

#[test]
fn broken_quotes_cost_one_row() {
    let kept = read_all(b"a,b\n1,\"x\"y\n2,z\n3,\"open\n4,w\n5,\"closed\"\n");
    // The quote opened in row 4 meets the one in row 6, where text follows it.
    assert_eq!(kept.row_numbers(), [3, 5, 6]);
    assert_eq!(
        kept.problems(),
        [
            (2, Some("b"), "broken_quote"),
            (4, Some("b"), "broken_quote")
        ]
    );
    let kept = read_all(b"a,b\n1,\"open\n2,x\n3,y\n");
    assert_eq!(kept.problems(), [(2, Some("b"), "unclosed_quote")]);
    assert_eq!(kept.row_numbers(), [3, 4]);
}

#[test]
fn nul_bytes_are_reported() {
    let kept = read_all(b"a,b\n1,x\0y\n2,z\n");
    assert_eq!(kept.problems(), [(2, Some("b"), "nul")]);
    assert_eq!(kept.row_numbers(), [3]);
}

#[test]
fn a_field_of_ten_megabytes_is_reported_with_its_size() {
    let size = 10 << 20;
    for quote in ["", "\""] {
        let text = format!("a,b\n1,x\n2,{quote}{}{quote}\n3,y\n", "字".repeat(size / 3));
        let kept = read_all(text.as_bytes());
        assert_eq!(kept.row_numbers(), [2, 4]);
        assert_eq!(kept.problems(), [(3, Some("b"), "field_too_long")]);
        assert!(
            kept.issues[0].message(Lang::En).contains("is 9.9 MB long"),
            "{}",
            kept.issues[0].message(Lang::En)
        );
    }
    // The limit itself is still read.
    let kept = read_all(format!("a,b\n1,{}\n", "x".repeat(MAX_FIELD)).as_bytes());
    assert_eq!(kept.row_numbers(), [2]);
}

#[test]
fn files_without_a_table_say_why() {
    assert_eq!(refused(b""), "empty");
    assert_eq!(refused(b"\xEF\xBB\xBF"), "empty");
    assert_eq!(refused(b" \r\n\n"), "empty");
    assert_eq!(refused(b",,\n,,\n"), "no_header");
    assert_eq!(refused(b"a,b\n"), "no_rows");
    assert_eq!(refused(b"a,b"), "no_rows");
    assert_eq!(refused(b"a,b\n,\n\n"), "no_rows");
    assert_eq!(refused(b"a,b, a\n1,2,3\n"), "duplicate_header");
    assert_eq!(refused(b"a,,c\n1,2,3\n"), "blank_header");
    assert_eq!(refused(b"\xFF\xFEa\0,\0b\0"), "utf16");
    assert_eq!(refused(b"\xFE\xFF\0a\0,\0b"), "utf16");
    assert_eq!(refused(b"a\0,\0b\0\n\0"), "utf16");
    assert_eq!(refused(b"\x7FELF\0\0\x01\0\0\0\x03\0\0\0"), "not_table");
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old_workbook");
    let message = try_read(b"\xFF\xFEa\0").unwrap_err().message(Lang::En);
    assert!(
        message.contains("UTF-16 (LE") && message.contains("CSV UTF-8"),
        "{message}"
    );
    let message = try_read("名称,a,名称\n1,2,3".as_bytes())
        .unwrap_err()
        .message(Lang::Zh);
    assert!(
        message.contains("“名称”") && message.contains("A列和C列"),
        "{message}"
    );
}

#[test]
fn the_size_of_the_pieces_does_not_matter() {
    let text = format!(
        "编号;名\n1;\"甲\"\"\n乙\"\r\n{}2;丙\r\n",
        "\n".repeat(70_000)
    );
    for bytes in [text.clone().into_bytes(), gb18030(&text)] {
        let whole = read_all(&bytes);
        for size in [1, 7, 4096] {
            let mut kept = Kept::default();
            read(Drip(&bytes, size), &ReadOptions::default(), &mut kept).unwrap();
            assert_eq!(kept.rows, whole.rows);
            assert_eq!(kept.row_numbers(), [2, 70_003]);
        }
    }
}

#[test]
fn a_failing_disk_is_an_error() {
    struct Failing(bool);
    impl std::io::Read for Failing {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("gone"));
            }
            out[..8].copy_from_slice(b"a,b\n1,2\n");
            Ok(8)
        }
    }
    let issue = read(
        Failing(false),
        &ReadOptions::default(),
        &mut Kept::default(),
    )
    .unwrap_err();
    assert_eq!(issue.code(), "io");
}

#[test]
fn a_sink_can_stop() {
    struct First(u64);
    impl shizu_formats::Sink for First {
        fn record(&mut self, record: &shizu_formats::Record<'_>) -> shizu_formats::Flow {
            self.0 = record.row();
            shizu_formats::Flow::Break(())
        }
        fn issue(&mut self, _: shizu_formats::Issue) -> shizu_formats::Flow {
            shizu_formats::Flow::Break(())
        }
    }
    for text in [
        "a\n1\n2\n3\n",
        "[{\"a\":1},{\"a\":2}]",
        "{\"a\":1}\n{\"a\":2}\n",
    ] {
        let mut first = First(0);
        let summary = read(text.as_bytes(), &ReadOptions::default(), &mut first).unwrap();
        assert!(summary.stopped && summary.rows == 1, "{text}");
    }
}
