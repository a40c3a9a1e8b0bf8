//! From texts to clues: names of columns, values, dates, ids.

use chrono::NaiveDate;
use shizu_rules::vocabulary::{Authority, Nature, Rank};
use shizu_rules::{
    Binding, CellError, CellProblem, DateProblem, FactKey, Field, HeaderError, IntakeRow, Lang,
    Seen, SeenIds, parse_date,
};

fn read<'a>(header: &[&str], cells: &'a [&'a str]) -> Result<IntakeRow<'a>, Vec<CellError>> {
    let binding = Binding::of_table(header).expect("a header with an id");
    let mut errors = Vec::new();
    binding
        .row(|column| cells.get(column).copied(), &mut errors)
        .ok_or(errors)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn codes_and_labels_of_both_languages_are_understood() {
    let header = [
        "线索编号",
        "干部管理权限",
        "Nature of the Matter",
        "Key-Area",
        "收到日期",
    ];
    let row = read(
        &header,
        &[
            " A1 ",
            "同级党委管理(班子成员、一把手)",
            "duty crime",
            "是",
            "2026年1月5日",
        ],
    )
    .expect("a good row");
    assert_eq!(row.id, "A1");
    assert_eq!(row.facts.get(), Some(Authority::SameLevel));
    assert_eq!(row.facts.get(), Some(Nature::DutyCrime));
    assert_eq!(
        row.facts.value(FactKey::KeyArea).map(|yes| yes.code),
        Some("yes")
    );
    assert_eq!(row.facts.get::<Rank>(), None);
    assert_eq!(row.received, Some(day(2026, 1, 5)));
}

#[test]
fn brackets_may_be_narrow_or_wide() {
    for (header, value) in [
        ("利益冲突(回避)", "同级党委管理(班子成员、一把手)"),
        ("利益冲突（回避）", "同级党委管理（班子成员、一把手）"),
    ] {
        let cells = ["1", value, "无"];
        let row = read(&["id", "authority", header], &cells).expect("a good row");
        assert_eq!(row.facts.get(), Some(Authority::SameLevel));
        assert_eq!(
            row.facts.value(FactKey::Conflict).map(|none| none.code),
            Some("none")
        );
    }
}

#[test]
fn every_field_is_found_by_its_code_and_both_labels() {
    for field in Field::all() {
        assert_eq!(Field::named(field.code()), Some(field));
        assert_eq!(Field::named(field.label(Lang::Zh)), Some(field));
        assert_eq!(Field::named(field.label(Lang::En)), Some(field));
    }
}

#[test]
fn blank_cells_and_absent_columns_are_unknown() {
    let row = read(&["id", "rank", "source"], &["1", "  ", "不详"]).expect("a good row");
    assert_eq!(row.facts.known().count(), 0);
    assert_eq!(row.received, None);
    let binding = Binding::of_table(&["id", "rank"]).expect("bound");
    assert!(binding.absent().any(|field| field == Field::Received));
    assert_eq!(binding.absent().count(), FactKey::ALL.len());
}

#[test]
fn an_unknown_column_is_noted_with_the_nearest_name() {
    let binding = Binding::of_table(&["id", "autority", "remarks on colour"]).expect("bound");
    let [alike, far] = binding.notes() else {
        panic!("two notes")
    };
    assert_eq!(alike.nearest, Some(Field::Fact(FactKey::Authority)));
    assert!(alike.message(Lang::Zh).contains("authority"));
    assert_eq!(far.nearest, None);
}

#[test]
fn without_an_id_column_nothing_is_read() {
    let error = Binding::of_table(&["案件编号", "rank"]).expect_err("no id");
    assert_eq!(
        error,
        HeaderError::NoId {
            nearest: Some("案件编号".into())
        }
    );
    assert!(error.message(Lang::Zh).contains("改名为 id"));
    assert!(error.message(Lang::En).contains("Add one"));
    assert!(Binding::of_records(&["rank"]).is_ok());
}

#[test]
fn two_columns_of_one_field_are_refused() {
    let error = Binding::of_table(&["id", "rank", "职级"]).expect_err("twice");
    assert!(
        matches!(&error, HeaderError::Twice { first, second, .. } if first == "rank" && second == "职级")
    );
}

#[test]
fn a_wrong_code_names_what_is_valid_and_what_is_nearest() {
    let errors = read(&["id", "职级"], &["1", "cleark"]).expect_err("a bad value");
    let [error] = errors.as_slice() else {
        panic!("one error")
    };
    assert_eq!((error.column.as_str(), error.code()), ("职级", "bad_value"));
    assert_eq!(error.nearest().as_deref(), Some("clerk"));
    assert_eq!(error.expected().count(), 10);
    assert!(error.message(Lang::En).contains("`cleark`"));
    assert!(error.message(Lang::Zh).contains("clerk"));
}

#[test]
fn every_bad_cell_of_a_row_is_reported() {
    let errors =
        read(&["id", "rank", "nature", "received"], &["", "x", "y", "z"]).expect_err("all bad");
    let codes: Vec<&str> = errors.iter().map(CellError::code).collect();
    assert_eq!(codes, ["no_id", "bad_value", "bad_value", "not_a_date"]);
    assert_eq!(errors[0].problem, CellProblem::NoId);
}

#[test]
fn dates_are_read_as_people_and_spreadsheets_write_them() {
    let spellings = [
        "2026-01-31",
        "2026/1/31",
        "2026.1.31",
        "2026年1月31日",
        "2026年01月31号",
        " 20260131 ",
        "2026-01-31 08:30",
        "2026-01-31T00:00:00",
        "2026 年 1 月 31 日",
        "46053",
        "46053.0",
    ];
    for text in spellings {
        assert_eq!(parse_date(text), Ok(day(2026, 1, 31)), "{text}");
    }
}

#[test]
fn impossible_dates_name_the_last_day_there_is() {
    let problem = |text| parse_date(text).expect_err(text);
    let last = |last| DateProblem::NoSuchDay { last };
    assert_eq!(problem("2026-02-30"), last(Some(day(2026, 2, 28))));
    assert_eq!(problem("2024/2/30"), last(Some(day(2024, 2, 29))));
    assert_eq!(problem("20260431"), last(Some(day(2026, 4, 30))));
    assert_eq!(problem("2026-13-01"), last(None));
    assert_eq!(problem("2026-00-10"), last(None));
    assert_eq!(problem("2026-01-00"), last(None));
    assert_eq!(problem("0226-01-05"), DateProblem::FarYear);
    assert_eq!(problem("12345"), DateProblem::FarYear);
    for text in [
        "31/1/2026",
        "yesterday",
        "2026-1",
        "2026-01-31-01",
        "１月",
        "--",
        "202601",
        "2026年",
        "-1",
    ] {
        assert_eq!(problem(text), DateProblem::NotADate, "{text}");
    }
    let errors = read(&["id", "received"], &["1", "2026-02-30"]).expect_err("no such day");
    assert!(errors[0].message(Lang::Zh).contains("2026年2月只有28天"));
    assert_eq!(errors[0].nearest().as_deref(), Some("2026-02-28"));
}

#[test]
fn repeated_ids_are_found_until_memory_is_full() {
    let mut seen = SeenIds::new(2);
    assert_eq!(seen.check("a", 2), Seen::New);
    assert_eq!(seen.check("b", 3), Seen::New);
    assert_eq!(seen.check("a", 4), Seen::Again(2));
    assert_eq!(seen.check("c", 5), Seen::StopsHere);
    assert_eq!(seen.check("c", 6), Seen::Unchecked);
    assert_eq!(seen.check("b", 7), Seen::Again(3));
    assert!(seen.message(Lang::En).starts_with("2 ids"));
}

#[test]
fn ids_that_differ_little_are_told_apart() {
    let mut seen = SeenIds::default();
    for row in 0..200_000 {
        assert_eq!(seen.check(&format!("XS-2026-{row:07}"), row), Seen::New);
        assert_eq!(seen.check(&row.to_string(), row), Seen::New);
    }
    assert_eq!(seen.check("XS-2026-0000042", 0), Seen::Again(42));
}
