//! The documentation of the file is that of the program: example and fields are written from it, and a test holds them together.
//! `SHIZU_WRITE=1 cargo test -p shizu-casebook --test documented` writes them anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "the test reads and writes the documentation"
)]

mod document;

use document::{NOW, book, reload, rules};
use shizu_casebook::{Command, FieldType, Kind, Lang, Stamp, Workbook};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/workbook.md");

/// A small workbook with an entry of every shape: a row that came, cells that changed, a row that went, an undoing.
fn example() -> Workbook {
    let rules = rules();
    let mut book = book();
    let add = Command::add(
        Kind::Matter,
        "X-1",
        &[
            ("received", "2026-03-02"),
            ("authority", "same_level"),
            ("summary", "虚构摘要"),
        ],
    );
    book.apply(add, NOW, &rules).expect("added");
    let assign = Command::advance(Kind::Matter, "X-1", "assigned", &[("follower", "李虚构")]);
    let why = Stamp {
        at: "2026-03-05T09:20:00+08:00",
        why: "分管领导批示",
        ..NOW
    };
    book.apply(assign, why, &rules).expect("assigned");
    book.apply(
        Command::add(Kind::Body, "B-1", &[("name", "虚构局")]),
        NOW,
        &rules,
    )
    .expect("added");
    book.apply(Command::remove(Kind::Body, "B-1"), NOW, &rules)
        .expect("removed");
    book.undo(NOW).expect("undone");
    book
}

fn fields() -> String {
    let mut out = String::new();
    for kind in Kind::ALL {
        let (zh, en) = (kind.label(Lang::Zh), kind.label(Lang::En));
        out.push_str(&format!("\n### `{}` {zh} / {en}\n\n", kind.code()));
        out.push_str("| 代码 / code | 中文 | English | 类型 / type | 取值 / values |\n|---|---|---|---|---|\n");
        for field in kind.fields() {
            let values = match field.holds {
                FieldType::Ref(kind) => format!("`{}`", kind.code()),
                FieldType::YesNo => String::new(),
                other => other
                    .values()
                    .iter()
                    .map(|value| format!("`{}`", value.code))
                    .collect::<Vec<_>>()
                    .join(" "),
            };
            let holds = field.holds.code();
            out.push_str(&format!(
                "| `{}` | {} | {} | {holds} | {values} |\n",
                field.code, field.zh, field.en
            ));
        }
    }
    out
}

/// The document with what stands between two marks written anew.
fn with(text: &str, mark: &str, content: &str) -> String {
    let start = text.find(&format!("<!-- {mark}:")).expect("the mark");
    let start = start + text[start..].find('\n').expect("a line") + 1;
    let end = text.find(&format!("<!-- /{mark} -->")).expect("the end");
    format!("{}{content}{}", &text[..start], &text[end..])
}

#[test]
fn the_documentation_of_the_file_is_that_of_the_program() {
    let found = std::fs::read_to_string(PATH).expect("docs/workbook.md");
    let example = example();
    let text = with(
        &found,
        "example",
        &format!("```json\n{}```\n", example.to_json()),
    );
    let text = with(&text, "fields", &fields());
    if std::env::var_os("SHIZU_WRITE").is_some() {
        std::fs::write(PATH, &text).expect("written");
    }
    assert!(
        found == text || std::env::var_os("SHIZU_WRITE").is_some(),
        "docs/workbook.md is out of date: SHIZU_WRITE=1 writes it anew"
    );
}

#[test]
fn the_example_opens() {
    let text = std::fs::read_to_string(PATH).expect("docs/workbook.md");
    let start = text.find("```json\n").expect("an example") + "```json\n".len();
    let end = start + text[start..].find("```").expect("its end");
    let opened = Workbook::from_json(&text.as_bytes()[start..end]).expect("opens");
    assert!(opened.checked);
    assert_eq!(opened.book.to_json(), reload(&example()).to_json());
}

/// Content id and checksum by the words of the documentation, in plain code.
#[test]
fn ids_and_checksum_are_as_documented() {
    fn fnv(bytes: &[u8]) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in bytes {
            hash ^= u64::from(*byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
        hash
    }
    let text = example().to_json();
    let head = "{\"shizu\":\"workbook\",\"version\":1,\"checksum\":\"";
    let rest = text.strip_prefix(head).expect("the head");
    let (told, rest) = rest.split_at(16);
    let body = rest.strip_prefix("\",").expect("a comma");
    let sum = twox_hash::XxHash64::oneshot(0, body.as_bytes());
    assert_eq!(told, format!("{sum:016x}"));
    // The checksum of the first files is right as well, and only as long as nothing is altered.
    let first = format!("{head}{:016x}\",{body}", fnv(body.as_bytes()));
    assert!(
        Workbook::from_json(first.as_bytes())
            .expect("opens")
            .checked
    );
    let altered = first.replacen("虚构", "编造", 1);
    assert_ne!(altered, first);
    assert!(Workbook::from_json(altered.as_bytes()).is_err());
    let mut before = [0_u8; 8];
    for line in text
        .lines()
        .filter(|line| line.starts_with("{\"revision\""))
    {
        let at = line.rfind(",\"id\":\"").expect("an id");
        let id = &line[at + 7..at + 23];
        let hashed = [&before, &line.as_bytes()[..at]].concat();
        assert_eq!(id, format!("{:016x}", fnv(&hashed)));
        before = u64::from_str_radix(id, 16).expect("a number").to_be_bytes();
    }
    // The published values of XXH64 for "abc" and of FNV-1a with 64 bits for "foobar".
    assert_eq!(
        twox_hash::XxHash64::oneshot(0, b"abc"),
        0x44bc_2cf5_ad77_0999
    );
    assert_eq!(fnv(b"foobar"), 0x8594_4171_f739_67e8);
}
