//! The table of readings is what the crate `pinyin` says, and names are found and ordered as people expect.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "tests may measure and read files"
)]

use std::collections::BTreeSet;

use pinyin::{ToPinyin, ToPinyinMulti};

const HEAD: &str = "## Readings of U+4E00 to U+9FFF, made by tests/pinyin.rs from the crate `pinyin` 0.11 (MIT). Not to be edited by hand.";

fn committed() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/query/pinyin.txt");
    std::fs::read_to_string(path).expect("the table")
}

/// Usual syllables of all characters, then the other initials of those in daily use (the first level of GB 2312).
fn generated() -> String {
    let block = || '\u{4e00}'..='\u{9fff}';
    let usual = |character: char| character.to_pinyin().map(|reading| reading.plain());
    let syllables: BTreeSet<&str> = block().filter_map(usual).collect();
    let syllables: Vec<&str> = syllables.into_iter().collect();
    let mut pairs = String::new();
    let mut others = String::new();
    for character in block() {
        let number = usual(character).map_or(0, |reading| {
            1 + syllables.binary_search(&reading).expect("collected")
        });
        for digit in [number / 64, number % 64] {
            pairs.push(char::from(b'0' + u8::try_from(digit).expect("a digit")));
        }
        let Some(readings) = character
            .to_pinyin_multi()
            .filter(|_| in_daily_use(character))
        else {
            continue;
        };
        let first = |reading: &str| reading.chars().next();
        let mut initials: BTreeSet<char> = readings
            .into_iter()
            .filter_map(|reading| first(reading.plain()))
            .filter(char::is_ascii_lowercase)
            .collect();
        if let Some(usual) = usual(character).and_then(first) {
            initials.remove(&usual);
        }
        if !initials.is_empty() {
            others.push(character);
            others.extend(initials);
        }
    }
    format!("{HEAD}\n{}\n{pairs}\n{others}\n", syllables.join(" "))
}

fn in_daily_use(character: char) -> bool {
    let text = character.to_string();
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(&text);
    !unmappable && matches!(bytes[..], [0xb0..=0xd7, 0xa1..=0xfe])
}

/// To bring it up to date: `SHIZU_WRITE=1 cargo test -p shizu-casebook --test pinyin`.
#[test]
fn the_table_is_that_of_the_library() {
    let now = generated();
    if std::env::var_os("SHIZU_WRITE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/query/pinyin.txt");
        std::fs::write(path, &now).expect("written");
    }
    assert!(committed() == now, "run it again with SHIZU_WRITE=1");
}

mod readings {
    use shizu_casebook::query::{Pinyin, Search};

    fn pinyin() -> Pinyin {
        Pinyin::shipped().expect("the table")
    }

    #[test]
    fn names_are_found_by_initials_mixed_with_characters() {
        let pinyin = pinyin();
        let finds = |typed: &str, text: &str| Search::new(typed, Some(&pinyin)).finds(text);
        for typed in ["zjw", "ZJW", "张jw", "z建w", "jw", "建外"] {
            assert!(finds(typed, "经办人张建外同志"), "{typed}");
        }
        assert!(!finds("zwj", "张建外"));
        assert!(!finds("zjwx", "张建外"));
        // A single letter is no reading: it would find nearly everything.
        assert!(!finds("z", "张建外") && finds("z", "Z字头"));
        // Words may stand anywhere, but all of them must.
        assert!(finds("jw 同志", "张建外同志") && !finds("jw 先生", "张建外同志"));
        assert!(finds("", "张建外") && finds("  ", ""));
        // Without a table, text is found as it stands.
        assert!(!Search::new("zjw", None).finds("张建外"));
        assert!(Search::new("xn-2026", None).finds("编号XN-2026-001"));
    }

    /// Characters of several readings are found by each of them: surnames above all.
    #[test]
    fn surnames_are_found_by_their_own_reading_too() {
        let pinyin = pinyin();
        for (typed, name) in [
            ("zm", "曾明"),
            ("cm", "曾明"),
            ("sm", "单明"),
            ("dm", "单明"),
            ("xm", "解明"),
            ("jm", "解明"),
            ("qm", "仇明"),
            ("om", "区明"),
            ("zm", "查明"),
            ("zm", "翟明"),
            ("pm", "朴明"),
        ] {
            assert!(
                Search::new(typed, Some(&pinyin)).finds(name),
                "{typed} {name}"
            );
        }
    }

    #[test]
    fn people_are_ordered_by_the_reading_of_their_surname() {
        let pinyin = pinyin();
        let mut names = vec![
            "曾明",
            "王明",
            "单明",
            "区明",
            "解明",
            "仇明",
            "查明",
            "尉迟明",
            "安明",
            "123",
            "abc",
        ];
        names.sort_by(|one, other| pinyin.compare(one, other, true));
        // an < ou < qiu < shan < wang < xie < yu(chi) < zeng < zha
        let expected = [
            "123",
            "abc",
            "安明",
            "区明",
            "仇明",
            "单明",
            "王明",
            "解明",
            "尉迟明",
            "曾明",
            "查明",
        ];
        assert_eq!(names, expected);
        // Elsewhere the same characters are read as usual: 单位 is danwei, before 王.
        let mut words = vec!["王", "单位", "曾经", "解决"];
        words.sort_by(|one, other| pinyin.compare(one, other, false));
        assert_eq!(words, ["曾经", "单位", "解决", "王"]);
    }

    #[test]
    fn a_broken_table_is_refused() {
        for text in ["", "a b", "a b\n00", "a b\n\x01\n\n", "1 2\n0000\n"] {
            assert!(Pinyin::read(text).is_none(), "{text:?}");
        }
    }
}
