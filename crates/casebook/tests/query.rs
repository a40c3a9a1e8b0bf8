//! Views of a register against a plain reading of the same rows, and what each kind of column is ordered and tested by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "tests may measure and read files"
)]

mod common;

use common::{book_with, ids, rules};
use proptest::prelude::*;
use shizu_casebook::query::{BadView, Filter, Index, Pinyin, SortKey, Test, View};
use shizu_casebook::{Command, Kind, Stamp, Workbook};

fn pinyin() -> &'static Pinyin {
    static PINYIN: std::sync::LazyLock<Pinyin> =
        std::sync::LazyLock::new(|| Pinyin::shipped().expect("the table"));
    &PINYIN
}

fn filter(field: &str, test: Test) -> Filter {
    Filter {
        field: field.to_owned(),
        test,
    }
}

fn by(field: &str, descending: bool) -> SortKey {
    SortKey {
        field: field.to_owned(),
        descending,
    }
}

fn shown(book: &Workbook, view: &View) -> Vec<String> {
    let pinyin = Some(pinyin());
    let rows = Index::new(Kind::Matter)
        .rows(book, view, pinyin)
        .expect("a good view");
    ids(book, Kind::Matter, &rows)
}

fn some_matters() -> Workbook {
    book_with(
        Kind::Matter,
        &[
            "id",
            "person",
            "received",
            "authority",
            "body",
            "summary",
            "state",
        ],
        &[
            &[
                "1",
                "曾例",
                "2026-03-05",
                "same_level",
                "驻A组",
                "收受礼金",
                "registered",
            ],
            &[
                "2",
                "王例",
                "2025-12-31",
                "general",
                "",
                "公车私用",
                "closed",
            ],
            &["3", "单例", "", "unit_party_group", "驻A组", "", "assigned"],
            &[
                "4",
                "",
                "2026-01-01",
                "same_level",
                "驻B组",
                "违规兼职",
                "registered",
            ],
        ],
    )
}

#[test]
fn filters_sort_and_search_as_told() {
    let book = some_matters();
    let view = |filters: Vec<Filter>| View {
        filters,
        ..View::default()
    };
    assert_eq!(shown(&book, &View::default()), ["1", "2", "3", "4"]);
    let one_of =
        |texts: &[&str]| Test::OneOf(texts.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(
        shown(
            &book,
            &view(vec![filter("authority", one_of(&["same_level"]))])
        ),
        ["1", "4"]
    );
    assert_eq!(
        shown(&book, &view(vec![filter("body", one_of(&["", "驻B组"]))])),
        ["2", "4"]
    );
    let none_of = Test::NoneOf(vec!["general".to_owned()]);
    assert_eq!(
        shown(&book, &view(vec![filter("authority", none_of)])),
        ["1", "3", "4"]
    );
    assert_eq!(
        shown(&book, &view(vec![filter("person", Test::Empty)])),
        ["4"]
    );
    assert_eq!(
        shown(&book, &view(vec![filter("person", Test::Filled)])),
        ["1", "2", "3"]
    );
    let between = |from: Option<&str>, until: Option<&str>| Test::Between {
        from: from.map(str::to_owned),
        until: until.map(str::to_owned),
    };
    // Both bounds are included; a day that is not known is in no range.
    assert_eq!(
        shown(
            &book,
            &view(vec![filter(
                "received",
                between(Some("2026-01-01"), Some("2026-03-05"))
            )])
        ),
        ["1", "4"]
    );
    assert_eq!(
        shown(
            &book,
            &view(vec![filter(
                "received",
                between(None, Some("2025年12月31日"))
            )])
        ),
        ["2"]
    );
    assert_eq!(
        shown(&book, &view(vec![filter("received", between(None, None))])),
        ["1", "2", "4"]
    );
    // What a code reads as is found too, in either language.
    assert_eq!(
        shown(
            &book,
            &view(vec![filter(
                "authority",
                Test::Contains("同级党委".to_owned())
            )])
        )
        .len(),
        2
    );
    assert_eq!(
        shown(
            &book,
            &view(vec![filter("state", Test::Contains("CLOSED".to_owned()))])
        ),
        ["2"]
    );
    let search = |search: &str, columns: &[&str]| View {
        search: search.to_owned(),
        columns: columns.iter().map(|code| (*code).to_owned()).collect(),
        ..View::default()
    };
    assert_eq!(shown(&book, &search("zl", &[])), ["1"]);
    assert_eq!(shown(&book, &search("gc 王", &[])), ["2"]);
    assert_eq!(shown(&book, &search("gc", &["person"])), [""; 0]);
    assert_eq!(shown(&book, &search("已销号", &["id", "state"])), ["2"]);
}

#[test]
fn columns_are_ordered_by_what_they_hold() {
    let book = some_matters();
    let sorted = |keys: Vec<SortKey>| {
        shown(
            &book,
            &View {
                sort: keys,
                ..View::default()
            },
        )
    };
    // 单 shan, 王 wang, 曾 zeng; nobody last, whichever way.
    assert_eq!(sorted(vec![by("person", false)]), ["3", "2", "1", "4"]);
    assert_eq!(sorted(vec![by("person", true)]), ["1", "2", "3", "4"]);
    assert_eq!(sorted(vec![by("received", false)]), ["2", "4", "1", "3"]);
    // Codes stand as they are declared: registered, assigned … closed.
    assert_eq!(
        sorted(vec![by("state", false), by("received", false)]),
        ["4", "1", "3", "2"]
    );
    assert_eq!(
        sorted(vec![by("state", true), by("received", true)]),
        ["2", "3", "1", "4"]
    );
    let numbers = book_with(
        Kind::Return,
        &["id", "clues"],
        &[
            &["a", "10"],
            &["b", "9"],
            &["c", "-1"],
            &["d", "9.5"],
            &["e", ""],
            &["f", "100"],
        ],
    );
    let view = View {
        sort: vec![by("clues", false)],
        ..View::default()
    };
    let rows = Index::new(Kind::Return)
        .rows(&numbers, &view, None)
        .expect("a view");
    assert_eq!(
        ids(&numbers, Kind::Return, &rows),
        ["c", "b", "d", "a", "f", "e"]
    );
}

/// A reference reads as the name of its row: it is found and ordered by that, also after the name has changed.
#[test]
fn references_are_found_and_ordered_by_name() {
    let mut book = book_with(
        Kind::Body,
        &["id", "name"],
        &[&["B1", "市林业局"], &["B2", "市财政局"]],
    );
    common::import(
        &mut book,
        Kind::Matter,
        &["id", "body"],
        &[&["1", "B1"], &["2", "B2"], &["3", "没有登记的单位"]],
    );
    let view = View {
        sort: vec![by("body", false)],
        ..View::default()
    };
    let mut index = Index::new(Kind::Matter);
    let pinyin = Some(pinyin());
    let mut order = |book: &Workbook| {
        ids(
            book,
            Kind::Matter,
            &index.rows(book, &view, pinyin).expect("a view"),
        )
    };
    // mei, shi cai, shi lin
    assert_eq!(order(&book), ["3", "2", "1"]);
    let stamp = Stamp {
        at: "2026-03-05T09:00:00+08:00",
        by: "王虚",
        why: "",
    };
    book.apply(
        Command::set(Kind::Body, "B1", &[("name", "安虚局")]),
        stamp,
        &rules(),
    )
    .expect("renamed");
    assert_eq!(order(&book), ["1", "3", "2"]);
    let found = View {
        search: "cz".to_owned(),
        columns: vec!["body".to_owned()],
        ..View::default()
    };
    assert_eq!(shown(&book, &found), ["2"]);
}

#[test]
fn facets_count_what_the_other_filters_leave() {
    let book = some_matters();
    let view = View {
        filters: vec![
            filter("state", Test::OneOf(vec!["registered".to_owned()])),
            filter("body", Test::Filled),
        ],
        ..View::default()
    };
    let facets = |field: &str| -> Vec<(String, u32)> {
        let facets = Index::new(Kind::Matter)
            .facets(&book, &view, field, None)
            .expect("facets");
        facets
            .iter()
            .map(|facet| (book.text(facet.value).to_owned(), facet.rows))
            .collect()
    };
    // The filter on the state itself does not count here.
    assert_eq!(
        facets("state"),
        [("registered".to_owned(), 2), ("assigned".to_owned(), 1)]
    );
    assert_eq!(
        facets("person"),
        [("曾例".to_owned(), 1), (String::new(), 1)]
    );
}

#[test]
fn what_a_register_does_not_have_is_refused() {
    let book = some_matters();
    let mut index = Index::new(Kind::Matter);
    let unknown = View {
        sort: vec![by("colour", false)],
        ..View::default()
    };
    assert_eq!(
        index.rows(&book, &unknown, None),
        Err(BadView::NoField("colour".to_owned()))
    );
    let bound = Test::Between {
        from: Some("soon".to_owned()),
        until: None,
    };
    let bad = View {
        filters: vec![filter("received", bound)],
        ..View::default()
    };
    assert!(matches!(
        index.rows(&book, &bad, None),
        Err(BadView::BadBound { .. })
    ));
}

#[test]
fn a_view_is_kept_as_json() {
    let view = View {
        columns: vec!["id".to_owned(), "person".to_owned()],
        filters: vec![
            filter("state", Test::OneOf(vec!["closed".to_owned()])),
            filter("body", Test::NoneOf(vec![String::new()])),
            filter("person", Test::Filled),
            filter("note", Test::Empty),
            filter(
                "received",
                Test::Between {
                    from: None,
                    until: Some("2026-01-01".to_owned()),
                },
            ),
            filter("summary", Test::Contains("礼".to_owned())),
        ],
        sort: vec![by("received", true)],
        search: "zjw".to_owned(),
    };
    let text = view.to_json().to_string();
    let value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(View::from_json(&value), Some(view));
    assert_eq!(View::from_json(&serde_json::json!({ "columns": 1 })), None);
}

/// Two texts that begin alike for a megabyte are ordered at once.
#[test]
fn huge_cells_do_not_stop_the_sorting() {
    let long = "长".repeat(300_000);
    let (one, other) = (format!("{long}乙"), format!("{long}甲"));
    let book = book_with(
        Kind::Matter,
        &["id", "summary"],
        &[&["1", &one], &["2", &other], &["3", "短"]],
    );
    let before = std::time::Instant::now();
    let view = View {
        sort: vec![by("summary", false)],
        search: "长长".to_owned(),
        ..View::default()
    };
    assert_eq!(shown(&book, &view), ["1", "2"]);
    assert!(before.elapsed().as_secs() < 5);
}

/// Short texts of few signs, so that words occur, and long ones that begin alike.
fn texts() -> impl Strategy<Value = String> {
    let signs = |few: Vec<char>, length: std::ops::Range<usize>| {
        proptest::collection::vec(proptest::sample::select(few), length)
            .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
    };
    prop_oneof![
        signs("aBb张单曾㐀𠀀9 ，".chars().collect(), 0..8),
        signs("张单曾".chars().collect(), 7..26).prop_map(|tail| format!("单位反映张例{tail}")),
        signs("aA单".chars().collect(), 15..19),
    ]
}

proptest! {
    /// Against plain comparing and scanning of every row, also when values come later.
    #[test]
    fn views_agree_with_plain_scanning(
        people in proptest::collection::vec((texts(), 0..4_usize), 1..30),
        late in proptest::collection::vec((texts(), 0..4_usize), 0..4),
        typed in texts(),
        descending: bool,
    ) {
        let levels = ["", "same_level", "unit_party_group", "general"];
        let pinyin = pinyin();
        let rows = |people: &[(String, usize)], from: usize| -> Vec<Vec<String>> {
            people.iter().enumerate()
                .map(|(at, (person, level))| vec![format!("M{}", from + at), person.clone(), levels[*level].to_owned()])
                .collect()
        };
        let mut book = Workbook::new("w", "例", shizu_casebook::Space::Training, "2026-01-01T00:00:00+08:00");
        let mut index = Index::new(Kind::Matter);
        let view = View {
            columns: vec!["person".to_owned()],
            sort: vec![by("person", descending), by("authority", false)],
            search: typed.clone(),
            ..View::default()
        };
        let all: Vec<(String, usize)> = people.iter().chain(&late).cloned().collect();
        for part in [&all[..people.len()], &all[people.len()..]] {
            let known = book.register(Kind::Matter).len();
            common::import_rows(&mut book, Kind::Matter, &["id", "person", "authority"], rows(part, known));
            let found = index.rows(&book, &view, Some(pinyin)).expect("a view");
            let search = shizu_casebook::query::Search::new(&typed, Some(pinyin));
            let now = &all[..book.register(Kind::Matter).len()];
            let mut plain: Vec<usize> = (0..now.len())
                .filter(|row| search.is_empty() || !now[*row].0.is_empty() && search.finds(&now[*row].0))
                .collect();
            plain.sort_by(|one, other| {
                let ((left, low), (right, high)) = (&now[*one], &now[*other]);
                let names = pinyin.compare(left, right, true);
                let names = if descending { names.reverse() } else { names };
                let names = left.is_empty().cmp(&right.is_empty()).then(names);
                let level = |level: &usize| if *level == 0 { 9 } else { *level };
                // As the vocabulary declares them.
                let declared = |at: &usize| shizu_rules::FactKey::from_code("authority").expect("a fact").values()
                    .iter().position(|value| value.code == levels[*at]).unwrap_or(level(at) + 9);
                names.then(declared(low).cmp(&declared(high)))
            });
            let found: Vec<usize> = found.into_iter().map(|row| row as usize).collect();
            prop_assert_eq!(found, plain);
        }
    }

    #[test]
    fn searching_never_panics_and_plain_text_is_found(text in ".{0,40}", from in 0..40_usize, length in 1..10_usize) {
        let pinyin = pinyin();
        let part: String = text.chars().skip(from).take(length).collect();
        let search = shizu_casebook::query::Search::new(&part, Some(pinyin));
        prop_assert!(search.finds(&text));
    }
}
