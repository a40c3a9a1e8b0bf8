//! Merging copies of a workbook: what each side changed since their common past, and the one command that takes it over.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::{NOW, book_with, rules};
use proptest::prelude::*;
use shizu_casebook::merge::{Choice, Difference, Fate, NoMerge, Side, back_to, difference};
use shizu_casebook::{Command, Kind, Rules, Space, Stamp, Workbook};

static RULES: LazyLock<Rules> = LazyLock::new(rules);

const THEM: Stamp<'_> = Stamp {
    at: "2026-03-06T10:00:00+08:00",
    by: "李拟",
    why: "",
};

fn past() -> Workbook {
    book_with(
        Kind::Matter,
        &["id", "person", "summary"],
        &[
            &["1", "甲例", "一"],
            &["2", "乙例", "二"],
            &["3", "丙例", "三"],
            &["4", "丁例", "四"],
        ],
    )
}

fn set(book: &mut Workbook, row: &str, field: &str, text: &str) {
    let _ = book.apply(
        Command::set(Kind::Matter, row, &[(field, text)]),
        THEM,
        &RULES,
    );
}

fn take(mine: &mut Workbook, theirs: &Workbook, choice: Choice) -> Difference {
    let found = difference(mine, theirs).expect("copies");
    if let Some(command) = found.command(mine, &|_, _| choice) {
        mine.apply(command, NOW, &RULES).expect("merged");
    }
    found
}

/// Everything in the registers, by register and id, but for the notes of what was merged.
fn content(book: &Workbook) -> BTreeMap<(Kind, String), Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for kind in Kind::ALL {
        let rows = book.register(*kind).rows();
        for row in rows.filter(|row| !row.id().starts_with("merged.")) {
            let cells = row
                .cells()
                .map(|(code, text)| (code.to_owned(), text.to_owned()));
            all.insert((*kind, row.id().to_owned()), cells.collect());
        }
    }
    all
}

fn cell(book: &Workbook, row: &str, field: &str) -> String {
    let row = book.register(Kind::Matter).find(row);
    row.map_or("-", |row| row.get(field)).to_owned()
}

#[test]
fn each_side_is_told_row_by_row_and_field_by_field() {
    let (mut mine, mut theirs) = (past(), past());
    set(&mut mine, "1", "person", "甲虚");
    set(&mut theirs, "2", "person", "乙虚");
    set(&mut mine, "3", "person", "丙虚");
    set(&mut theirs, "3", "summary", "叁");
    set(&mut mine, "4", "summary", "肆");
    set(&mut theirs, "4", "summary", "IV");
    let found = difference(&mine, &theirs).expect("copies");
    assert_eq!((found.past, found.mine, found.theirs), (1, 3, 3));
    let sides: Vec<(&str, Side)> = found
        .rows
        .iter()
        .map(|row| (row.row.as_str(), row.side))
        .collect();
    assert_eq!(
        sides,
        [
            ("1", Side::Mine),
            ("2", Side::Theirs),
            ("3", Side::Both),
            ("4", Side::Conflict)
        ]
    );
    let conflict = &found.rows[3].cells[0];
    assert_eq!(
        (
            conflict.field.code,
            conflict.before.as_str(),
            conflict.mine.as_str(),
            conflict.theirs.as_str()
        ),
        ("summary", "四", "肆", "IV")
    );
    assert_eq!(found.conflicts().count(), 1);

    let mut kept = mine.clone();
    let before = kept.revision();
    take(&mut kept, &theirs, Choice::Mine);
    let cells = [
        ("1", "person"),
        ("2", "person"),
        ("3", "person"),
        ("3", "summary"),
        ("4", "summary"),
    ];
    let read = |book: &Workbook| cells.map(|(row, field)| cell(book, row, field));
    assert_eq!(read(&kept), ["甲虚", "乙虚", "丙虚", "叁", "肆"]);
    // One entry, and undoing it takes the whole merge back.
    assert_eq!(kept.revision(), before + 1);
    kept.undo(NOW).expect("undone");
    assert_eq!(content(&kept), content(&mine));

    let mut given = mine.clone();
    take(&mut given, &theirs, Choice::Theirs);
    assert_eq!(read(&given), ["甲虚", "乙虚", "丙虚", "叁", "IV"]);
}

#[test]
fn what_was_undone_is_no_difference_and_what_is_alike_is_taken_once() {
    let (mut mine, mut theirs) = (past(), past());
    set(&mut theirs, "1", "person", "错");
    theirs.undo(THEM).expect("undone");
    set(&mut mine, "2", "person", "同");
    set(&mut theirs, "2", "person", "同");
    let found = difference(&mine, &theirs).expect("copies");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].side, Side::Same);
    assert!(found.is_empty() && found.command(&mine, &|_, _| Choice::Theirs).is_none());
}

#[test]
fn a_row_removed_on_one_side_and_changed_on_the_other_is_a_conflict() {
    let (mut mine, mut theirs) = (past(), past());
    mine.apply(Command::remove(Kind::Matter, "1"), NOW, &RULES)
        .expect("removed");
    theirs
        .apply(Command::remove(Kind::Matter, "2"), THEM, &RULES)
        .expect("removed");
    theirs
        .apply(Command::remove(Kind::Matter, "3"), THEM, &RULES)
        .expect("removed");
    set(&mut theirs, "1", "person", "还在办");
    set(&mut mine, "2", "person", "还在办");
    let found = difference(&mine, &theirs).expect("copies");
    let sides: Vec<Side> = found.rows.iter().map(|row| row.side).collect();
    assert_eq!(sides, [Side::Conflict, Side::Conflict, Side::Theirs]);
    assert_eq!(
        (found.rows[0].mine, found.rows[1].theirs),
        (Fate::Removed, Fate::Removed)
    );
    let ids = |choice: Choice| {
        let mut merged = mine.clone();
        take(&mut merged, &theirs, choice);
        let rows = merged.register(Kind::Matter).rows();
        let mut ids: Vec<String> = rows
            .map(|row| format!("{}{}", row.id(), row.get("person")))
            .collect();
        ids.sort();
        (ids, cell(&merged, "1", "summary"))
    };
    // 3, which only they removed and nobody changed, goes either way.
    assert_eq!(
        ids(Choice::Mine),
        (
            vec!["2还在办".to_owned(), "4丁例".to_owned()],
            "-".to_owned()
        )
    );
    // Their row 1 comes back whole, with what was not changed.
    assert_eq!(
        ids(Choice::Theirs),
        (
            vec!["1还在办".to_owned(), "4丁例".to_owned()],
            "一".to_owned()
        )
    );
}

/// Two people gave one id to different rows: both stay, and what theirs refers to follows.
#[test]
fn twins_are_kept_apart_with_their_references() {
    let (mut mine, mut theirs) = (past(), past());
    mine.apply(
        Command::add(Kind::Matter, "N-1", &[("person", "我方例")]),
        NOW,
        &RULES,
    )
    .expect("added");
    theirs
        .apply(
            Command::add(Kind::Matter, "N-1", &[("person", "对方例")]),
            THEM,
            &RULES,
        )
        .expect("added");
    let task = [
        ("title", "核查"),
        ("register", "matter"),
        ("record", "N-1"),
        ("due", "2026-04-01"),
    ];
    theirs
        .apply(Command::add(Kind::Task, "T-1", &task), THEM, &RULES)
        .expect("added");
    theirs
        .apply(
            Command::add(Kind::Case, "C-1", &[("title", "案"), ("matter", "N-1")]),
            THEM,
            &RULES,
        )
        .expect("added");
    let found = take(&mut mine, &theirs, Choice::Both);
    assert!(found.conflicts().next().expect("a conflict").is_twin());
    assert_eq!(cell(&mine, "N-1", "person"), "我方例");
    assert_eq!(cell(&mine, "N-1-2", "person"), "对方例");
    let at = |kind: Kind, row: &str, field: &str| {
        mine.register(kind)
            .find(row)
            .expect("there")
            .get(field)
            .to_owned()
    };
    assert_eq!(at(Kind::Task, "T-1", "record"), "N-1-2");
    assert_eq!(at(Kind::Case, "C-1", "matter"), "N-1-2");
}

#[test]
fn a_conflict_that_was_decided_is_not_asked_again_and_undoing_the_merge_asks_again() {
    let (mut mine, mut theirs) = (past(), past());
    set(&mut mine, "1", "person", "我方");
    set(&mut theirs, "1", "person", "对方");
    // Kept as it is here: nothing in the ledger changes, and yet it is decided.
    take(&mut mine, &theirs, Choice::Mine);
    assert_eq!(cell(&mine, "1", "person"), "我方");
    let again = difference(&mine, &theirs).expect("copies");
    assert!(again.is_empty() && again.command(&mine, &|_, _| Choice::Theirs).is_none());
    assert_eq!((again.past, again.theirs), (1, 0));
    let mut undone = mine.clone();
    undone.undo(NOW).expect("undone");
    assert_eq!(
        difference(&undone, &theirs)
            .expect("copies")
            .conflicts()
            .count(),
        1
    );
    // What they change after that is new: only that is taken.
    set(&mut theirs, "1", "summary", "补");
    let found = take(&mut mine, &theirs, Choice::Theirs);
    assert_eq!((found.theirs, found.conflicts().count()), (1, 0));
    assert_eq!(
        (cell(&mine, "1", "person"), cell(&mine, "1", "summary")),
        ("我方".to_owned(), "补".to_owned())
    );
    // And what both change after it is a conflict again, against what was merged.
    set(&mut mine, "1", "summary", "补一");
    set(&mut theirs, "1", "summary", "补二");
    let found = difference(&mine, &theirs).expect("copies");
    let cells: Vec<_> = found.conflicts().flat_map(|row| &row.cells).collect();
    let conflict = cells.iter().find(|cell| cell.side == Side::Conflict);
    let conflict = conflict.expect("a conflict");
    assert_eq!((conflict.field.code, &*conflict.before), ("summary", "补"));
}

/// A merges B's copy and sends the result back: B takes over what was decided, and is asked nothing.
#[test]
fn what_a_colleague_decided_comes_back_decided() {
    let (mut mine, mut theirs) = (past(), past());
    set(&mut mine, "1", "person", "我方");
    set(&mut theirs, "1", "person", "对方");
    set(&mut theirs, "2", "person", "对方二");
    take(&mut mine, &theirs, Choice::Mine);
    let found = take(&mut theirs, &mine, Choice::Mine);
    assert_eq!(found.conflicts().count(), 0);
    assert_eq!(content(&theirs), content(&mine));
    for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
        assert!(difference(one, other).expect("copies").is_empty());
    }
}

/// A row of theirs that stands here under another id goes on doing so.
#[test]
fn a_renamed_row_is_followed_by_later_merges() {
    let (mut mine, mut theirs) = (past(), past());
    let add = |book: &mut Workbook, person: &str| {
        book.apply(
            Command::add(Kind::Matter, "N-1", &[("person", person)]),
            THEM,
            &RULES,
        )
        .expect("added");
    };
    add(&mut mine, "我方例");
    add(&mut theirs, "对方例");
    take(&mut mine, &theirs, Choice::Both);
    assert!(difference(&mine, &theirs).expect("copies").is_empty());
    set(&mut theirs, "N-1", "summary", "后补");
    let case = [("title", "案"), ("matter", "N-1")];
    theirs
        .apply(Command::add(Kind::Case, "C-1", &case), THEM, &RULES)
        .expect("added");
    let task = [("title", "核查"), ("register", "matter"), ("record", "N-1")];
    theirs
        .apply(Command::add(Kind::Task, "T-1", &task), THEM, &RULES)
        .expect("added");
    let found = take(&mut mine, &theirs, Choice::Theirs);
    assert_eq!(found.conflicts().count(), 0);
    assert_eq!(
        (
            cell(&mine, "N-1", "summary"),
            cell(&mine, "N-1-2", "summary")
        ),
        (String::new(), "后补".to_owned())
    );
    let at = |kind: Kind, row: &str, field: &str| {
        mine.register(kind)
            .find(row)
            .expect("there")
            .get(field)
            .to_owned()
    };
    assert_eq!(at(Kind::Case, "C-1", "matter"), "N-1-2");
    assert_eq!(at(Kind::Task, "T-1", "record"), "N-1-2");
    // And once more, through a file.
    let mut mine = Workbook::from_json(mine.to_json().as_bytes())
        .expect("read")
        .book;
    set(&mut theirs, "N-1", "summary", "再补");
    take(&mut mine, &theirs, Choice::Theirs);
    assert_eq!(cell(&mine, "N-1-2", "summary"), "再补");
    assert_eq!(cell(&mine, "N-1", "person"), "我方例");
}

#[test]
fn other_workbooks_and_other_spaces_are_refused() {
    let mine = past();
    let other = Workbook::new("w-2", "别的台账", Space::Training, NOW.at);
    assert!(matches!(
        difference(&mine, &other),
        Err(NoMerge::OtherWorkbook { .. })
    ));
    let work = Workbook::new("w-1", "台账", Space::Work, NOW.at);
    let error = difference(&mine, &work).expect_err("refused");
    assert_eq!(error, NoMerge::OtherSpace);
    assert!(error.message(shizu_casebook::Lang::Zh).contains("不得混用"));
}

/// What one side may do: set a cell, add a row, remove a row, undo.
#[derive(Clone, Debug)]
enum Step {
    Set(usize, usize, u8),
    Add(u8),
    Remove(usize),
    Undo,
}

fn steps(
    rows: std::ops::Range<usize>,
    ids: std::ops::Range<u8>,
) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (rows.clone(), 0..2_usize, any::<u8>()).prop_map(|(row, field, text)| Step::Set(row, field, text % 4)),
        1 => ids.prop_map(Step::Add),
        1 => rows.prop_map(Step::Remove),
        1 => Just(Step::Undo),
    ];
    proptest::collection::vec(step, 0..8)
}

fn play(book: &mut Workbook, steps: &[Step], stamp: Stamp<'_>) {
    const FIELDS: [&str; 2] = ["person", "summary"];
    let started = book.revision();
    for step in steps {
        // What is refused (no such row, no change) is no step.
        let _ = match step {
            Step::Set(row, field, text) => {
                let command = Command::set(
                    Kind::Matter,
                    &format!("{}", row + 1),
                    &[(FIELDS[*field], &format!("新{text}"))],
                );
                book.apply(command, stamp, &RULES).map(|_| ())
            }
            Step::Add(id) => book
                .apply(
                    Command::add(Kind::Matter, &format!("N{id}"), &[("summary", "新增")]),
                    stamp,
                    &RULES,
                )
                .map(|_| ()),
            Step::Remove(row) => book
                .apply(
                    Command::remove(Kind::Matter, &format!("{}", row + 1)),
                    stamp,
                    &RULES,
                )
                .map(|_| ()),
            // The past itself stays.
            Step::Undo
                if book
                    .can_undo()
                    .is_some_and(|entry| entry.revision() > started) =>
            {
                book.undo(stamp).map(|_| ())
            }
            Step::Undo => Ok(()),
        };
    }
}

proptest! {
    #[test]
    fn merging_with_oneself_or_with_the_past_is_nothing(done in steps(0..4, 0..3)) {
        let mut mine = past();
        play(&mut mine, &done, NOW);
        for theirs in [mine.clone(), past()] {
            let found = difference(&mine, &theirs).expect("copies");
            prop_assert!(found.is_empty());
            prop_assert!(found.command(&mine, &|_, _| Choice::Theirs).is_none());
        }
        // And from the past, everything of mine comes over as it is.
        let mut old = past();
        take(&mut old, &mine, Choice::Mine);
        prop_assert_eq!(content(&old), content(&mine));
    }

    /// Rows 1 and 2 are one colleague's, 3 and 4 the other's.
    #[test]
    fn the_order_of_merging_disjoint_changes_does_not_matter(left in steps(0..2, 0..3), right in steps(2..4, 3..6)) {
        let (mut one, mut other) = (past(), past());
        play(&mut one, &left, NOW);
        play(&mut other, &right, THEM);
        let merged = |order: [&Workbook; 2]| {
            let mut mine = past();
            for theirs in order {
                take(&mut mine, theirs, Choice::Mine);
            }
            content(&mine)
        };
        let there = merged([&one, &other]);
        prop_assert_eq!(&there, &merged([&other, &one]));
        let mut direct = one.clone();
        take(&mut direct, &other, Choice::Mine);
        prop_assert_eq!(there, content(&direct));
    }

    /// An earlier state comes back whole, and one undo brings the later one.
    #[test]
    fn an_earlier_state_comes_back_as_a_change(earlier in steps(0..4, 0..3), later in steps(0..4, 0..3)) {
        let mut then = past();
        play(&mut then, &earlier, NOW);
        let mut now = then.clone();
        play(&mut now, &later, NOW);
        let before = content(&now);
        match back_to(&now, &then) {
            None => prop_assert_eq!(&before, &content(&then)),
            Some(command) => {
                now.apply(command, NOW, &RULES).expect("back");
                prop_assert_eq!(content(&now), content(&then));
                now.undo(NOW).expect("undone");
                prop_assert_eq!(content(&now), before);
            }
        }
    }

    /// Whatever both did: every cell afterwards is mine or theirs, all of theirs where I changed nothing, and undo restores mine.
    #[test]
    fn a_merge_takes_nothing_that_neither_side_has(left in steps(0..4, 0..3), right in steps(0..4, 0..3), choose: bool) {
        let (mut mine, mut theirs) = (past(), past());
        play(&mut mine, &left, NOW);
        play(&mut theirs, &right, THEM);
        let before = content(&mine);
        let choice = if choose { Choice::Mine } else { Choice::Theirs };
        let mut merged = mine.clone();
        let found = difference(&mine, &theirs).expect("copies");
        let command = found.command(&merged, &|_, _| choice);
        let did = command.is_some();
        if let Some(command) = command {
            merged.apply(command, NOW, &RULES).expect("merged");
        }
        for row in &found.rows {
            for cell in &row.cells {
                let now = merged.register(row.kind).find(&row.row).map(|found| found.get(cell.field.code));
                if let Some(now) = now {
                    prop_assert!(now == cell.mine || now == cell.theirs, "{} {} {now}", row.row, cell.field.code);
                    if row.side == Side::Conflict && cell.side == Side::Conflict {
                        prop_assert_eq!(now, if choose { &cell.mine } else { &cell.theirs });
                    }
                }
            }
        }
        if choose && left.is_empty() {
            prop_assert_eq!(content(&merged), content(&theirs));
        }
        if did {
            merged.undo(NOW).expect("undone");
        }
        prop_assert_eq!(content(&merged), before);
    }

    /// Whatever was chosen and whatever was done here afterwards: the same copy has nothing more to say.
    #[test]
    fn the_same_copy_has_nothing_to_say_twice(
        left in steps(0..4, 0..3),
        right in steps(0..4, 0..3),
        later in steps(0..4, 0..3),
        choices in proptest::collection::vec(0..3_usize, 1..6),
    ) {
        let (mut mine, mut theirs) = (past(), past());
        play(&mut mine, &left, NOW);
        play(&mut theirs, &right, THEM);
        let at = std::cell::Cell::new(0);
        let choose = |_: &shizu_casebook::merge::RowDifference, _: Option<&'static str>| {
            let choice = choices[at.get() % choices.len()];
            at.set(at.get() + 1);
            [Choice::Mine, Choice::Theirs, Choice::Both][choice]
        };
        // One and the same choice for a row and its cells, however often it is asked for.
        let chosen = |row: &shizu_casebook::merge::RowDifference, field: Option<&'static str>| {
            at.set(row.row.bytes().map(usize::from).sum());
            choose(row, field)
        };
        let found = difference(&mine, &theirs).expect("copies");
        let Some(command) = found.command(&mine, &chosen) else {
            prop_assert!(found.is_empty());
            return Ok(());
        };
        mine.apply(command, NOW, &RULES).expect("merged");
        let merged = content(&mine);
        let again = difference(&mine, &theirs).expect("copies");
        prop_assert!(again.is_empty() && again.theirs == 0, "{again:?}");
        prop_assert!(again.command(&mine, &|_, _| Choice::Theirs).is_none());
        // The colleague gets back what was decided, and is asked nothing.
        let mut back = theirs.clone();
        let returned = take(&mut back, &mine, Choice::Mine);
        prop_assert_eq!(returned.conflicts().count(), 0);
        if returned.rows.iter().all(|row| !row.row.contains("-2")) {
            prop_assert_eq!(content(&back), merged);
        }
        play(&mut mine, &later, NOW);
        let again = difference(&mine, &theirs).expect("copies");
        prop_assert!(again.is_empty(), "{again:?}");
    }
}
