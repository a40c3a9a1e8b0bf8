//! Reading JSON in its three shapes.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{Drip, Kept, gb18030, read_all, refused, try_read};
use shizu_formats::{Encoding, Format, JsonFault, Lang, Problem, ReadOptions, read};

#[test]
fn one_object_is_one_record() {
    let (kept, summary) = try_read("{\n  \"id\": \"甲\",\n  \"n\": 92.50,\n  \"yes\": true, \"no\": false, \"none\": null\n}\n".as_bytes()).unwrap();
    assert_eq!(summary.format, Format::JsonObject);
    assert_eq!(kept.names, ["id", "n", "yes", "no", "none"]);
    assert_eq!(kept.value(1, "id"), Some("甲"));
    assert_eq!(kept.value(1, "n"), Some("92.50"));
    assert_eq!(kept.value(1, "yes"), Some("yes"));
    assert_eq!(kept.value(1, "no"), Some("no"));
    assert_eq!(kept.value(1, "none"), None);
}

#[test]
fn numbers_keep_their_digits() {
    let kept = read_all(br#"{"a":110101199001011234567,"b":1e3,"c":-0.10,"d":1.5E-2}"#);
    let values = ["a", "b", "c", "d"].map(|name| kept.value(1, name).unwrap());
    assert_eq!(values, ["110101199001011234567", "1000", "-0.10", "0.015"]);
}

#[test]
fn arrays_and_lines_are_told_apart() {
    let (kept, summary) = try_read(b"[{\"a\":1},\n {\"b\":\"x\\n\\u4e00\"}]").unwrap();
    assert_eq!(
        (summary.format, kept.row_numbers()),
        (Format::JsonArray, vec![1, 2])
    );
    assert_eq!(kept.names, ["a", "b"]);
    assert_eq!(kept.value(2, "b"), Some("x\n一"));
    assert_eq!(kept.value(2, "a"), None);

    let (kept, summary) = try_read(b"{\"a\":1}\r\n\r\n{\"a\":2}\r\n").unwrap();
    assert_eq!(
        (summary.format, kept.row_numbers()),
        (Format::Ndjson, vec![1, 3])
    );
    assert_eq!(
        try_read(b"{\"a\":1}\n").unwrap().1.format,
        Format::JsonObject
    );
}

#[test]
fn broken_json_in_line_3_costs_that_line() {
    let kept = read_all(b"{\"a\":1}\n{\"a\":2}\n  {\"a\":3\n{\"a\":4}\n{\"a\":5}x\n{a:6}\n[7]\n");
    assert_eq!(kept.row_numbers(), [1, 2, 4]);
    assert_eq!(
        kept.problems(),
        [
            (3, None, "json"),
            (5, None, "json"),
            (6, None, "json"),
            (7, None, "not_an_object")
        ]
    );
    // Two blanks, then `{"a":3`: the text ends at its eighth byte.
    let place = |line, column, fault| Problem::Json {
        line,
        column,
        fault,
    };
    assert_eq!(kept.issues[0].problem, place(3, 8, JsonFault::Unterminated));
    assert_eq!(kept.issues[1].problem, place(5, 8, JsonFault::Trailing));
    assert_eq!(kept.issues[2].problem, place(6, 2, JsonFault::KeyNotQuoted));
    assert!(kept.issues[0].message(Lang::Zh).starts_with("第3行"));
}

#[test]
fn broken_elements_cost_themselves_only() {
    let kept = read_all(b"[\n{\"a\":1},\n{\"a\":},\n{\"a\":\"open},\n{\"a\":2},\n3,\n{\"a\":4}]");
    // The second element lacks a value, the third a quote, the fifth is no object.
    assert_eq!(kept.row_numbers(), [1, 4, 6]);
    assert_eq!(
        kept.problems(),
        [
            (2, None, "json"),
            (3, None, "json"),
            (5, None, "not_an_object")
        ]
    );
    assert_eq!(
        kept.issues[0].problem,
        Problem::Json {
            line: 3,
            column: 6,
            fault: JsonFault::Syntax
        }
    );
    assert!(matches!(
        kept.issues[1].problem,
        Problem::Json {
            line: 4,
            fault: JsonFault::ControlCharacter,
            ..
        }
    ));

    let kept = read_all(b"[{\"a\":1,\n{\"a\":2},\n{\"a\":3\n},{\"a\":4}]");
    assert_eq!(
        (kept.row_numbers(), kept.problems()),
        (vec![2, 3, 4], vec![(1, None, "json")])
    );
}

#[test]
fn unfinished_arrays_are_reported_where_they_end() {
    let kept = read_all(b"[{\"a\":1},\n{\"a\":2}");
    assert_eq!(kept.row_numbers(), [1, 2]);
    assert_eq!(
        kept.issues[0].problem,
        Problem::Json {
            line: 2,
            column: 8,
            fault: JsonFault::Unterminated
        }
    );
    let kept = read_all(b"[{\"a\":1},]");
    assert_eq!(
        kept.issues[0].problem,
        Problem::Json {
            line: 1,
            column: 10,
            fault: JsonFault::TrailingComma
        }
    );
    let kept = read_all(b"[{\"a\":1}] x");
    assert_eq!(
        kept.issues[0].problem,
        Problem::Json {
            line: 1,
            column: 11,
            fault: JsonFault::Trailing
        }
    );
    let kept = read_all(b"[{\"a\":1} {\"a\":2},{\"a\":3}]");
    assert_eq!(
        (kept.row_numbers(), kept.problems()),
        (vec![1, 3], vec![(2, None, "json")])
    );
    // One mistake is one issue, even where the last record is the broken one.
    let kept = read_all(b"[{\"a\":1},{\"a\":2,}]");
    let (line, column, fault) = (1, 17, JsonFault::TrailingComma);
    let expected = Problem::Json {
        line,
        column,
        fault,
    };
    assert_eq!(kept.row_numbers(), [1]);
    assert_eq!(kept.issues.len(), 1);
    assert_eq!(kept.issues[0].problem, expected);
    let kept = read_all(b"[{\"a\":1},{\"a\":[}]");
    assert_eq!((kept.row_numbers(), kept.problems().len()), (vec![1], 1));
}

#[test]
fn nested_values_name_their_field() {
    let kept =
        read_all(b"[{\"id\":1,\"who\":{\"x\":1}},{\"id\":2,\"who\":[]},{\"id\":3,\"who\":\"y\"}]");
    assert_eq!(
        kept.problems(),
        [
            (1, Some("who"), "nested_value"),
            (2, Some("who"), "nested_value")
        ]
    );
    assert_eq!(kept.row_numbers(), [3]);
    assert!(kept.issues[0].message(Lang::Zh).starts_with("第1条“who”列"));
}

#[test]
fn doubtful_fields_are_reported() {
    let big = format!(
        "[{{\"a\":\"{}\"}},{{\"a\":1,\"a\":2}},{{\"a\":\"\\u0000\"}},{{\"a\":1}}]",
        "x".repeat(10 << 20)
    );
    let kept = read_all(big.as_bytes());
    assert_eq!(
        kept.problems(),
        [
            (1, Some("a"), "field_too_long"),
            (2, Some("a"), "duplicate_field"),
            (3, Some("a"), "nul")
        ]
    );
    assert_eq!(kept.row_numbers(), [4]);
}

#[test]
fn json_may_be_gb18030() {
    // 乗 has the second byte `\`, 亄 `{`, 亇 `}` in GB18030.
    let text = "[{\"名\":\"乗亄亇\"},\n{\"名\":\"甲\"}]";
    let bytes = gb18030(text);
    assert!(bytes.contains(&b'\\'));
    let (kept, summary) = try_read(&bytes).unwrap();
    assert_eq!(summary.encoding, Some(Encoding::Gb18030));
    assert_eq!(kept.value(1, "名"), Some("乗亄亇"));
    assert_eq!(kept.value(2, "名"), Some("甲"));
    let mut lines = "{\"a\":\"甲\"}\n{\"a\":\"乙\"}\n".as_bytes().to_vec();
    lines.extend(gb18030("{\"a\":\"丙\"}\n"));
    lines.extend("{\"a\":\"丁\"}\n".as_bytes());
    let kept = read_all(&lines);
    assert_eq!(
        (kept.row_numbers(), kept.problems()),
        (vec![1, 2, 4], vec![(3, None, "mixed_encodings")])
    );
}

#[test]
fn empty_arrays_hold_no_rows() {
    assert_eq!(refused(b"[]"), "no_rows");
    assert_eq!(refused(b" [ ] "), "no_rows");
}

#[test]
fn long_inputs_stream_in_small_pieces() {
    let records: Vec<String> = (0..30_000)
        .map(|number| format!("{{\"id\":{number},\"x\":\"[{{\\\"\"}}"))
        .collect();
    for text in [format!("[{}]", records.join(",\n")), records.join("\n")] {
        let mut kept = Kept::default();
        let summary = read(
            Drip(text.as_bytes(), 999),
            &ReadOptions::default(),
            &mut kept,
        )
        .unwrap();
        assert_eq!((summary.rows, summary.issues), (30_000, 0));
        assert_eq!(kept.value(30_000, "id"), Some("29999"));
        assert_eq!(kept.value(30_000, "x"), Some("[{\""));
    }
}
