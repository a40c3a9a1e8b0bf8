//! Files that were cut off, altered, written by a later version, or are none; and cells that have broken programs. Natively and in a browser (`web.rs`).

#[path = "document/mod.rs"]
mod document;

use document::{NOW, assert_same, book, content, history, reload, rules};
use shizu_casebook::{
    Broken, Command, Fault, FileError, Kind, Lang, Renamed, ReplayError, RowFault, Workbook,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A workbook of 20 matters and 3 units, and its file.
fn file() -> String {
    let rules = rules();
    let mut book = book();
    let rows = (1..=20).map(|number| vec![format!("X-{number}"), format!("虚构摘要{number}")]);
    let import = Command::Import {
        kind: Kind::Matter,
        columns: vec!["id".to_owned(), "summary".to_owned()],
        rows: rows.collect(),
    };
    book.apply(import, NOW, &rules).expect("imported");
    for id in ["B-1", "B-2", "B-3"] {
        let add = Command::add(Kind::Body, id, &[("name", "虚构局")]);
        book.apply(add, NOW, &rules).expect("added");
    }
    book.to_json()
}

fn refused(text: &str) -> FileError {
    Workbook::from_json(text.as_bytes())
        .map(|_| ())
        .expect_err("refused")
}

/// What is wrong, in which line, and how many rows can still be read.
fn broken(error: &FileError) -> (Broken, usize, usize) {
    let FileError::Broken {
        what, line, damage, ..
    } = error
    else {
        panic!("{error:?}");
    };
    assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
    (what.clone(), *line, damage.rows)
}

/// Removes the checksum, as another program would that writes workbooks.
fn without_checksum(text: &str) -> String {
    let from = text.find("\"checksum\"").expect("a checksum");
    let to = text.find("\"id\"").expect("an id");
    format!("{}{}", &text[..from], &text[to..])
}

#[test]
fn a_truncated_file_tells_where_it_ends_and_gives_the_rows_before() {
    let text = file();
    let cut = text.find("[\"X-8\"").expect("the eighth matter");
    let error = refused(&text[..cut + 4]);
    // The head, the register of bodies with three rows, that of matters with its first seven.
    let line = text[..cut].matches('\n').count() + 1;
    assert_eq!(broken(&error), (Broken::Truncated, line, 10));
    let damage = error.damage().expect("rows");
    let matters = damage.book.register(Kind::Matter);
    assert_eq!(
        (
            matters.len(),
            matters.find("X-7").map(|row| row.get("summary"))
        ),
        (7, Some("虚构摘要7"))
    );
    assert!(error.message(Lang::Zh).contains("仍可读出 10 条记录"));
    // Cut in the history: every row is there.
    let error = refused(&text[..text.len() - 20]);
    assert_eq!(broken(&error).2, 23);
    let recovered = &error.damage().expect("rows").book;
    assert_eq!((recovered.revision(), recovered.entries().len()), (4, 0));
    // What was recovered is a workbook to go on with.
    let mut recovered = reload(recovered);
    let set = Command::set(Kind::Matter, "X-3", &[("note", "继续")]);
    recovered.apply(set, NOW, &rules()).expect("set");
    let recovered = reload(&recovered);
    assert_eq!(recovered.revision(), 5);
    for cut in 0..text.len() {
        if text.is_char_boundary(cut) && cut + 1 < text.len() {
            let error = refused(&text[..cut]);
            assert!(
                !matches!(error, FileError::Newer { .. } | FileError::Encrypted),
                "{cut}: {error:?}"
            );
        }
    }
}

#[test]
fn an_altered_file_is_refused_and_its_rows_are_offered() {
    let text = file().replace("虚构摘要5\"", "虚构摘要6\"");
    let error = refused(&text);
    assert_eq!(broken(&error), (Broken::Altered, 0, 23));
    assert_eq!(
        error.message(Lang::En),
        "The content does not agree with its checksum: it was altered or damaged after it was written. 23 rows can still be read and kept as a new workbook, without their history; if there is a backup, open that instead."
    );
    // A file laid out anew by an editor has the old checksum: altered.
    let again = file().replacen("{\"shizu\"", "{ \"shizu\"", 1);
    assert_eq!(broken(&refused(&again)).0, Broken::Altered);
    // Without a checksum it is taken as it is, and said to be unchecked.
    let opened = Workbook::from_json(without_checksum(&text).as_bytes()).expect("opens");
    assert!(!opened.checked);
}

#[test]
fn faults_are_told_with_their_place() {
    let text = without_checksum(&file());
    let twice = text.replacen("[\"X-9\"", "[\"X-2\"", 1);
    let fault = RowFault::Twice("X-2".to_owned());
    let kind = Kind::Matter;
    let line = text[..text.find("[\"X-9\"").expect("there")]
        .matches('\n')
        .count()
        + 1;
    assert_eq!(
        broken(&refused(&twice)),
        (
            Broken::Row {
                kind,
                number: 9,
                fault
            },
            line,
            11
        )
    );
    assert!(
        refused(&twice)
            .message(Lang::Zh)
            .starts_with("线索第 9 条编号“X-2”重复（第 ")
    );
    let short = text.replacen("[\"X-9\",", "[", 1);
    let fault = RowFault::Cells;
    assert_eq!(
        broken(&refused(&short)).0,
        Broken::Row {
            kind,
            number: 9,
            fault
        }
    );
    let nameless = text.replacen("[\"X-9\"", "[\"\"", 1);
    let fault = RowFault::NoId;
    assert_eq!(
        broken(&refused(&nameless)).0,
        Broken::Row {
            kind,
            number: 9,
            fault
        }
    );
    let column = text.replacen("\"summary\"]", "\"secret\"]", 1);
    let wrong = Broken::NoColumn {
        kind,
        column: "secret".to_owned(),
    };
    assert_eq!(broken(&refused(&column)).0, wrong);
    let register = text.replacen("\"matter\":{", "\"matters\":{", 1);
    assert_eq!(
        broken(&refused(&register)).0,
        Broken::NoRegister("matters".to_owned())
    );
    let gap = text.replacen("{\"revision\":3,", "{\"revision\":7,", 1);
    assert_eq!(broken(&refused(&gap)).0, Broken::Entry { revision: 7 });
    let missing = text.replacen("\"space\":\"training\",", "", 1);
    assert_eq!(broken(&refused(&missing)).0, Broken::Missing("space"));
    let syntax = text.replacen("[\"X-9\"", "[X-9\"", 1);
    let (what, at, rows) = broken(&refused(&syntax));
    assert!(matches!(what, Broken::Syntax(_)));
    assert_eq!((at, rows), (line, 11));
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    for text in [
        "",
        "{}",
        "[1,2]",
        "id,summary\n1,x\n",
        "{\"shizu\":\"overlay\"}",
        "PK\u{3}\u{4}",
    ] {
        assert!(matches!(refused(text), FileError::NotAWorkbook), "{text}");
    }
    let age = Workbook::from_json(b"age-encryption.org/v1\n-> scrypt x 18\n\xff\xfe").map(|_| ());
    assert!(matches!(age, Err(FileError::Encrypted)));
    let bytes = b"\xff\xfe\x00binary";
    let binary = Workbook::from_json(bytes).map(|_| ());
    assert!(matches!(binary, Err(FileError::NotAWorkbook)));
    let mut bytes = file().into_bytes();
    let at = bytes.len() / 2;
    bytes[at] = 0xff;
    let error = Workbook::from_json(&bytes)
        .map(|_| ())
        .expect_err("no UTF-8");
    assert_eq!(broken(&error).0, Broken::NotUtf8);
    // A byte order mark, as some editors put it in front, is passed over.
    let marked = [b"\xef\xbb\xbf", file().as_bytes()].concat();
    assert!(Workbook::from_json(&marked).expect("opens").checked);
}

#[test]
fn a_later_version_is_refused_unread() {
    let text = "{\"shizu\":\"workbook\",\"version\":2,\"all\":{\"is\":[\"different\"]}}";
    let error = refused(text);
    assert!(matches!(error, FileError::Newer { version: 2 }));
    assert!(error.damage().is_none());
    assert!(error.message(Lang::Zh).contains("请升级程序"));
}

/// What a checksum cannot see, because the file was written so: cells that their field may not hold, rows that no change made, a change made up.
#[test]
fn a_workbook_is_looked_through() {
    let text = without_checksum(&file());
    let check = |text: &str| {
        Workbook::from_json(text.as_bytes())
            .expect("opens")
            .book
            .check(10)
    };
    assert_eq!(check(&text), []);
    // In the row only: the history says otherwise.
    let other = text.replacen("虚构摘要5", "别的摘要", 1);
    let row = "X-5".to_owned();
    assert_eq!(
        check(&other),
        [Fault::NotOfHistory {
            kind: Kind::Matter,
            row
        }]
    );
    // A row without a past.
    let more = text.replacen("[\"X-1\"", "[\"X-0\",\"registered\",\"\"],\n[\"X-1\"", 1);
    let row = "X-0".to_owned();
    assert_eq!(
        check(&more),
        [Fault::NotOfHistory {
            kind: Kind::Matter,
            row
        }]
    );
    // In the history: the change is not what it was when it was made.
    let made_up = text.replacen("\"by\":\"王虚构\"", "\"by\":\"李虚构\"", 1);
    assert_eq!(check(&made_up), [Fault::Altered { revision: 1 }]);
    let wrong = text.replace("registered", "registred");
    let faults = check(&wrong);
    let cell = |fault: &&Fault| matches!(fault, Fault::Cell { field: "state", problem, .. } if problem.nearest.as_deref() == Some("registered"));
    assert_eq!(
        faults.iter().filter(cell).count(),
        10,
        "no more than asked for"
    );
    assert_eq!(faults[0], Fault::Altered { revision: 1 });
}

/// Version 0: the layout of the drafts before the first release.
#[test]
fn an_older_version_is_brought_up() {
    let text = r#"{"shizu":"workbook","version":0,"id":"00000000000000aa","name":"虚构旧稿","space":"training","created":"2025-12-01T08:00:00+08:00",
        "registers":{"matter":[{"id":"X-1","handler":"李虚构","status":"under_way"},{"id":"X-2","summary":"\"引号\""}],"body":[{"id":"B-1"}]}}"#;
    let opened = Workbook::from_json(text.as_bytes()).expect("opens");
    assert_eq!(opened.migrated_from, Some(0));
    let renamed = |from, to| Renamed {
        kind: Kind::Matter,
        from,
        to,
        rows: 1,
    };
    assert_eq!(
        opened.renamed,
        [renamed("handler", "follower"), renamed("status", "state")]
    );
    let book = opened.book;
    assert_eq!(
        (book.name(), book.id(), book.revision()),
        ("虚构旧稿", "00000000000000aa", 0)
    );
    let row = book.register(Kind::Matter).find("X-1").expect("there");
    assert_eq!(
        (row.get("follower"), row.get("state")),
        ("李虚构", "under_way")
    );
    let row = book.register(Kind::Matter).find("X-2").expect("there");
    assert_eq!((row.get("follower"), row.get("summary")), ("", "\"引号\""));
    // Written again it is of the present version.
    assert_same(&book, &reload(&book));
    let unknown = text.replace("\"handler\"", "\"owner\"");
    let wrong = Broken::NoColumn {
        kind: Kind::Matter,
        column: "owner".to_owned(),
    };
    assert_eq!(broken(&refused(&unknown)).0, wrong);
    let cut = refused(&text[..text.len() - 4]);
    assert_eq!(broken(&cut).0, Broken::Truncated);
}

/// Twice as large as any workbook, and not read at all.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_file_that_is_too_large_is_refused_with_the_reason() {
    let bytes = vec![b' '; 300 << 20];
    let error = Workbook::from_json(&bytes)
        .map(|_| ())
        .expect_err("too large");
    assert!(matches!(error, FileError::TooLarge { .. }));
    assert!(
        error
            .message(Lang::Zh)
            .starts_with("文件有 300 MB，上限为 256 MB")
    );
}

/// Whatever a cell holds comes back as it was.
#[test]
fn hostile_cells_come_back_as_they_were() {
    let rules = rules();
    let mut book = book();
    let long = "长".repeat((1 << 20) / 3);
    let cells = [
        "<script>alert(document.cookie)</script><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://example.invalid\",\"点\")",
        "+cmd|' /C calc'!A0",
        "@SUM(1,1)",
        "\u{202e}gpj.exe\u{202c}\u{2066}隐藏\u{2069}",
        "前\0后",
        "\u{feff}零宽\u{200b}",
        "\"}],\"history\":[]}",
        "\\u0000\\ud800",
        "𠮷🙂\u{10ffff}",
        "一行\r\n二行\u{2028}三行",
        long.as_str(),
    ];
    for (number, cell) in cells.iter().enumerate() {
        let add = Command::add(Kind::Matter, &format!("X-{number}"), &[("summary", cell)]);
        let line = book.apply(add, NOW, &rules).expect("added").to_json();
        assert!(!line.contains('\n'), "an entry is one line");
    }
    let loaded = reload(&book);
    assert_same(&book, &loaded);
    for (number, cell) in cells.iter().enumerate() {
        let row = loaded.register(Kind::Matter).find(&format!("X-{number}"));
        assert_eq!(row.expect("there").get("summary"), *cell);
    }
    let longer = format!("{long}长长");
    let set = Command::set(Kind::Matter, "X-0", &[("summary", &longer)]);
    let refusal = book
        .apply(set, NOW, &rules)
        .map(|_| ())
        .expect_err("too long");
    assert!(refusal.message(Lang::Zh).contains("上限为 1024 KB"));
    // A file may tell half a surrogate pair, which is no character.
    let text = without_checksum(&file()).replacen("虚构摘要4", "\\ud83d", 1);
    let (what, _, rows) = broken(&refused(&text));
    assert!(matches!(what, Broken::Syntax(_)));
    assert_eq!(rows, 6, "three bodies, three matters before it");
    let pair = without_checksum(&file()).replacen("虚构摘要4", "\\ud83d\\ude42", 1);
    let opened = Workbook::from_json(pair.as_bytes()).expect("opens").book;
    assert_eq!(
        opened
            .register(Kind::Matter)
            .find("X-4")
            .map(|row| row.get("summary")),
        Some("🙂")
    );
}

#[test]
fn stored_entries_that_do_not_fit_change_nothing() {
    let rules = rules();
    let mut whole = book();
    let mut lines = Vec::new();
    for id in ["X-1", "X-2", "X-3"] {
        let add = Command::add(Kind::Matter, id, &[("summary", "虚构")]);
        lines.push(whole.apply(add, NOW, &rules).expect("added").to_json());
    }
    let mut other = book();
    other.replay(&lines[0]).expect("the first");
    let before = (content(&other), history(&other));
    let skipped = other.replay(&lines[2]);
    assert_eq!(
        skipped,
        Err(ReplayError::OutOfOrder {
            expected: 2,
            found: 3
        })
    );
    let twice = other.replay(&lines[0]);
    assert_eq!(
        twice,
        Err(ReplayError::OutOfOrder {
            expected: 2,
            found: 1
        })
    );
    let altered = other.replay(&lines[1].replace("虚构", "改动"));
    assert_eq!(altered, Err(ReplayError::OtherPast { revision: 2 }));
    for cut in (0..lines[1].len()).filter(|cut| lines[1].is_char_boundary(*cut)) {
        let half = other.replay(&lines[1][..cut]);
        assert!(
            matches!(half, Err(ReplayError::Unreadable(_))),
            "{cut}: {half:?}"
        );
    }
    assert_eq!(before, (content(&other), history(&other)));
    for line in &lines[1..] {
        other.replay(line).expect("in order");
    }
    assert_same(&whole, &other);
}
