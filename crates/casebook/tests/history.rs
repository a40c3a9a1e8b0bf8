//! The history: one entry for each change, who and when and why, undo and redo, ids that tell a common past. The same tests natively and in a browser (`web.rs`).

#[path = "document/mod.rs"]
mod document;

use document::{NOW, WHY, book, content, reload, rules};
use shizu_casebook::{Command, Entry, Kind, Lang, Rules, Stamp, Why, Workbook};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn with_matter(rules: &Rules) -> Workbook {
    let mut book = book();
    let add = Command::add(
        Kind::Matter,
        "X-1",
        &[("summary", "虚构线索"), ("received", "2026年3月2日")],
    );
    book.apply(add, NOW, rules).expect("added");
    book
}

fn get<'b>(book: &'b Workbook, kind: Kind, id: &str, field: &str) -> &'b str {
    book.register(kind).find(id).expect(id).get(field)
}

#[test]
fn many_rows_are_one_entry_and_one_undo() {
    let rules = rules();
    let mut book = book();
    let rows = (1..=120).map(|number| vec![format!("X-{number}"), "高".to_owned()]);
    let import = Command::Import {
        kind: Kind::Matter,
        columns: vec!["id".to_owned(), "unit_risk".to_owned()],
        rows: rows.collect(),
    };
    let entry = book.apply(import.clone(), NOW, &rules).expect("imported");
    assert_eq!(
        (entry.label(Lang::Zh), entry.revision()),
        ("导入线索 120 条".to_owned(), 1)
    );
    assert_eq!(get(&book, Kind::Matter, "X-7", "unit_risk"), "high");
    assert_eq!(get(&book, Kind::Matter, "X-7", "state"), "registered");
    let again = book
        .apply(import, NOW, &rules)
        .map(|_| ())
        .expect_err("nothing new");
    assert_eq!(again.why, Why::NoChange);

    let set = Command::Set {
        kind: Kind::Matter,
        rows: (1..=120).map(|number| format!("X-{number}")).collect(),
        cells: vec![("note".to_owned(), "批量备注".to_owned())],
    };
    let entry = book.apply(set, WHY, &rules).expect("set");
    assert_eq!((entry.changes().len(), entry.why()), (120, "虚构理由"));
    assert_eq!(
        book.undo(NOW).expect("undone").label(Lang::Zh),
        "撤销：修改线索 120 条"
    );
    assert_eq!(
        book.can_redo().map(|entry| entry.label(Lang::En)),
        Some("120 × matter changed".to_owned())
    );
    book.undo(NOW).expect("undone");
    assert!(book.register(Kind::Matter).is_empty());
    assert!(book.can_undo().is_none());
}

/// An import is taken back by itself while other rows have been worked on since; not when its own rows have been.
#[test]
fn one_change_is_taken_back_by_itself() {
    let rules = rules();
    let mut book = book();
    let import = Command::Import {
        kind: Kind::Matter,
        columns: vec!["id".to_owned()],
        rows: vec![vec!["X-8".to_owned()], vec!["X-9".to_owned()]],
    };
    book.apply(import, NOW, &rules).expect("imported");
    book.apply(Command::add(Kind::Matter, "X-1", &[]), NOW, &rules)
        .expect("added");
    let note = |id: &str| Command::set(Kind::Matter, id, &[("note", "备注")]);
    book.apply(note("X-9"), NOW, &rules).expect("set");
    let refusal = book.undo_only(1, NOW).map(|_| ()).expect_err("touched");
    assert_eq!(
        (refusal.row.as_str(), refusal.why),
        ("X-9", Why::ChangedSince)
    );
    assert_eq!(book.register(Kind::Matter).len(), 3);
    book.undo(NOW).expect("undone");
    let entry = book.undo_only(1, NOW).expect("taken back");
    assert_eq!(
        (entry.undoes(), entry.label(Lang::Zh).as_str()),
        (Some(1), "撤销：导入线索 2 条")
    );
    assert_eq!(book.register(Kind::Matter).len(), 1);
    let copy = reload(&book);
    document::assert_same(&book, &copy);
    book.undo(NOW).expect("and taken back again");
    assert_eq!(book.register(Kind::Matter).len(), 3);
    assert!(book.undo_only(99, NOW).is_err());
}

#[test]
fn a_timeline_tells_who_when_why() {
    let rules = rules();
    let mut book = with_matter(&rules);
    book.apply(Command::add(Kind::Matter, "X-2", &[]), NOW, &rules)
        .expect("added");
    let later = Stamp {
        at: "2026-03-06T10:30:00+08:00",
        by: "李虚构",
        why: "补录",
    };
    book.apply(
        Command::set(Kind::Matter, "X-1", &[("person", "某甲")]),
        later,
        &rules,
    )
    .expect("set");
    let timeline = book.timeline(Kind::Matter, "X-1");
    let told: Vec<_> = timeline
        .iter()
        .map(|entry| (entry.by(), entry.at(), entry.why()))
        .collect();
    assert_eq!(
        told,
        [("李虚构", later.at, "补录"), ("王虚构", document::AT, "")]
    );
    let change = timeline[0].changes().next().expect("a change");
    assert_eq!(
        (change.field.code, change.before, change.after),
        ("person", "", "某甲")
    );
}

/// The revision orders; the time is what that computer's clock said.
#[test]
fn a_clock_that_goes_back_is_noted() {
    let rules = rules();
    let mut book = with_matter(&rules);
    let earlier = Stamp {
        at: "2025-01-01T00:00:00+08:00",
        ..NOW
    };
    let set = Command::set(Kind::Matter, "X-1", &[("note", "一")]);
    assert!(
        book.apply(set, earlier, &rules)
            .expect("kept")
            .clock_went_back()
    );
    // The same instant in another zone is no step back.
    let zone = Stamp {
        at: "2025-01-01T00:00:00+09:00",
        ..NOW
    };
    let set = |text| Command::set(Kind::Matter, "X-1", &[("note", text)]);
    assert!(
        book.apply(set("二"), zone, &rules)
            .expect("kept")
            .clock_went_back()
    );
    let utc = Stamp {
        at: "2024-12-31T15:00:00Z",
        ..NOW
    };
    assert!(
        !book
            .apply(set("三"), utc, &rules)
            .expect("kept")
            .clock_went_back()
    );
    assert_eq!(book.revision(), 4);
    assert!(reload(&book).entry(2).expect("kept").clock_went_back());
}

#[test]
fn whoever_changes_something_has_a_name_and_a_clock() {
    let rules = rules();
    let mut book = book();
    let add = || Command::add(Kind::Matter, "X-1", &[]);
    let nobody = Stamp { by: " ", ..NOW };
    assert_eq!(
        book.apply(add(), nobody, &rules)
            .map(|_| ())
            .expect_err("no name")
            .why,
        Why::NoName
    );
    let no_time = Stamp {
        at: "昨天", ..NOW
    };
    let refusal = book
        .apply(add(), no_time, &rules)
        .map(|_| ())
        .expect_err("no time");
    assert_eq!(refusal.why, Why::NoTime("昨天".to_owned()));
    assert_eq!(
        book.undo(NOW).map(|_| ()).expect_err("nothing").why,
        Why::NothingToUndo
    );
}

/// Two copies have equal ids of entries as far as their past is common.
#[test]
fn ids_of_entries_tell_the_common_past() {
    let rules = rules();
    let mut mine = with_matter(&rules);
    let mut theirs = reload(&mine);
    let both = Command::set(Kind::Matter, "X-1", &[("note", "共同")]);
    let line = mine.apply(both, NOW, &rules).expect("set").to_json();
    theirs.replay(&line).expect("the next entry");
    assert_eq!(content(&mine), content(&theirs));
    for (book, text) in [(&mut mine, "甲"), (&mut theirs, "乙")] {
        book.apply(
            Command::set(Kind::Matter, "X-1", &[("person", text)]),
            NOW,
            &rules,
        )
        .expect("set");
    }
    let ids = |book: &Workbook| book.entries().map(Entry::id).collect::<Vec<_>>();
    let (mine_ids, their_ids) = (ids(&mine), ids(&theirs));
    assert_eq!(mine_ids[..2], their_ids[..2]);
    assert_ne!(mine_ids[2], their_ids[2]);
    // An entry of the other copy does not continue this one.
    let line = theirs.entry(3).expect("there").to_json();
    let refused = mine.replay(&line).expect_err("another past");
    assert!(refused.message(Lang::Zh).contains('3') || refused.message(Lang::Zh).contains('4'));
    mine.undo(NOW).expect("undone");
    let next = theirs
        .apply(Command::add(Kind::Body, "B-1", &[]), NOW, &rules)
        .expect("added")
        .to_json();
    assert!(mine.replay(&next).is_err());
}

#[test]
fn ids_are_given_where_none_is() {
    let rules = rules();
    let mut book = book();
    book.apply(Command::add(Kind::Matter, "", &[]), NOW, &rules)
        .expect("added");
    let id = book
        .register(Kind::Matter)
        .row(0)
        .expect("a row")
        .id()
        .to_owned();
    assert!(id.starts_with("M0001-"), "{id}");
    let other = Stamp {
        by: "李虚构",
        ..NOW
    };
    let mut copy = document::book();
    copy.apply(Command::add(Kind::Matter, "", &[]), other, &rules)
        .expect("added");
    assert_ne!(copy.register(Kind::Matter).row(0).expect("a row").id(), id);
}
