//! The calendar: the State Council's facts day by day, and files of the user's.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/deadlines.rs"]
mod golden;
#[path = "common/holidays.rs"]
mod holidays;

use holidays::{FACTS, day, facts, is_weekend, span};
use proptest::prelude::*;
use serde_json::Value;
use shizu_rules::deadlines::{DayKind, DayProblem};
use shizu_rules::{Calendar, Lang, Problem};

fn calendar() -> Calendar {
    golden::shared_calendar().clone()
}

#[test]
fn every_day_is_what_the_notices_say() {
    let (facts, calendar) = (facts(), calendar());
    for day in span("2018-01-01", "2028-12-31") {
        let kind = calendar.kind(day);
        match facts.get(&day) {
            Some((true, name)) => assert!(
                matches!(kind, DayKind::Holiday(known) if known.zh == *name),
                "{day} {kind:?}"
            ),
            Some((false, name)) if is_weekend(day) => {
                assert!(
                    matches!(kind, DayKind::MakeUp(known) if known.zh == *name),
                    "{day} {kind:?}"
                );
            }
            _ if is_weekend(day) => assert_eq!(kind, DayKind::Weekend, "{day}"),
            _ => assert_eq!(kind, DayKind::Worked, "{day}"),
        }
        if let DayKind::Holiday(name) | DayKind::MakeUp(name) = kind {
            assert!(name.en.is_ascii() && name.en.len() > 5, "{day} {name:?}");
        }
    }
    let years: Vec<i32> = calendar.years().iter().map(|year| year.year).collect();
    assert_eq!(years, (2019..=2026).collect::<Vec<_>>());
    for year in calendar.years() {
        let file: Value = serde_json::from_str(
            FACTS
                .iter()
                .find(|(known, _)| *known == year.year)
                .expect("facts")
                .1,
        )
        .expect("JSON");
        let papers: Vec<&str> = file["papers"]
            .as_array()
            .expect("papers")
            .iter()
            .filter_map(|paper| paper.as_str()?.split_once("://"))
            .map(|(_, bare)| bare)
            .collect();
        assert_eq!(year.notice, papers, "{}", year.year);
    }
}

/// A year file in our TOML with one year.
fn year_file(body: &str) -> (Calendar, Vec<shizu_rules::LoadError>) {
    calendar().with_file("2027.toml", &format!("[[year]]\nyear = 2027\n{body}"))
}

#[test]
fn a_year_file_is_taken_in_both_shapes() {
    let toml = "notice = [\"https://example.gov.cn/1\"]\noff = [\"元旦 01-01..01-03\", \"春节 02-05..02-11\"]\nworked = [\"春节 02-14 02-20\"]\n";
    let (own, errors) = year_file(toml);
    assert!(errors.is_empty(), "{errors:?}");
    let json = r#"{"$schema":"x","year":2027,"papers":["https:\/\/example.gov.cn/1"],"days":[
        {"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true},
        {"name":"元旦","date":"2027-01-03","isOffDay":true},{"name":"春节","date":"2027-02-05","isOffDay":true},
        {"name":"春节","date":"2027-02-06","isOffDay":true},{"name":"春节","date":"2027-02-07","isOffDay":true},
        {"name":"春节","date":"2027-02-08","isOffDay":true},{"name":"春节","date":"2027-02-09","isOffDay":true},
        {"name":"春节","date":"2027-02-10","isOffDay":true},{"name":"春节","date":"2027-02-11","isOffDay":true},
        {"name":"春节","date":"2027-02-14","isOffDay":false},{"name":"春节","date":"2027-02-20","isOffDay":false}]}"#;
    let (published, errors) = calendar().with_file("2027.toml", json);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(own, published);
    assert_eq!(
        own.year(2027).and_then(|year| year.imported.as_deref()),
        Some("2027.toml")
    );
    // 2027-02-04 Thursday: 12 Friday, Sunday 14 worked, 15.
    let due = own.add_working_days(day("2027-02-04"), 3).expect("a day");
    assert_eq!((due.day, due.provisional), (day("2027-02-15"), false));
    assert!(
        !own.add_working_days(day("2026-12-28"), 3)
            .expect("a day")
            .provisional
    );
    let again = calendar().with_file("all.json", &format!("[{}]", FACTS[7].1));
    assert!(again.1.is_empty() && again.0.days_equal(&calendar()));
}

trait DaysEqual {
    fn days_equal(&self, other: &Calendar) -> bool;
}

impl DaysEqual for Calendar {
    fn days_equal(&self, other: &Calendar) -> bool {
        span("2019-01-01", "2027-01-31").all(|day| self.kind(day) == other.kind(day))
    }
}

/// The notice for 2019 named 29–31 December 2018, that for 2023 named 31 December 2022; 1 January was a Tuesday and a Sunday.
#[test]
fn the_last_days_of_december_wait_for_the_next_notice() {
    let up_to = |year: i32| {
        let facts = FACTS.iter().filter(|(known, _)| *known <= year);
        let list: Vec<&str> = facts.map(|(_, text)| *text).collect();
        Calendar::default()
            .with_file("facts.json", &format!("[{}]", list.join(",")))
            .0
    };
    let until_2022 = up_to(2022);
    assert!(until_2022.is_certain(day("2022-12-27")));
    for day in span("2022-12-28", "2023-01-01") {
        assert!(!until_2022.is_certain(day), "{day}");
        assert!(up_to(2023).is_certain(day), "{day}");
    }
    // 1 January 2022 is a Saturday, 1 January 2027 a Friday: their days off lie in January.
    assert!(up_to(2021).is_certain(day("2021-12-31")));
    assert!(
        up_to(2026).is_certain(day("2026-12-31")) && !up_to(2026).is_certain(day("2027-01-01"))
    );
}

#[test]
fn every_published_file_is_read_as_it_is() {
    for (year, text) in FACTS {
        let (read, errors) = calendar().with_file("facts.json", text);
        let problems: Vec<&Problem> = errors.iter().map(|error| &error.problem).collect();
        match year {
            // The second notice of 2020 says that Monday 3 February is worked.
            2020 => assert_eq!(
                problems,
                [&Problem::Day(DayProblem::WorkedWeekday(day("2020-02-03")))]
            ),
            2027 => assert_eq!(problems, [&Problem::Day(DayProblem::EmptyYear(2027))]),
            _ => assert!(problems.is_empty(), "{year}: {problems:?}"),
        }
        assert!(read.days_equal(&calendar()), "{year}");
    }
}

#[test]
fn a_year_file_that_contradicts_itself_loses_only_the_days_in_question() {
    let (read, errors) = year_file(
        "off = [\"元旦 01-01..01-03\", \"劳动节 05-01\", \"2026-05-01\", \"坏 02-30\", \"反 03-05..03-01\"]\nworked = [\"元旦 01-02\", \"劳动节 05-04\", \"春节 02-14\", \"春节 02-14\"]\n",
    );
    let found: Vec<(usize, &Problem)> = errors
        .iter()
        .map(|error| (error.place.line, &error.problem))
        .collect();
    let bad = |text: &str| Problem::BadDate {
        text: text.to_owned(),
    };
    let day_problem = |problem| Problem::Day(problem);
    let expected = [
        (3, bad("02-30")),
        (3, bad("03-05..03-01")),
        (
            3,
            day_problem(DayProblem::OtherYear(day("2026-05-01"), 2027)),
        ),
        (
            4,
            day_problem(DayProblem::BothOffAndWorked(day("2027-01-02"))),
        ),
        (4, day_problem(DayProblem::Twice(day("2027-02-14")))),
        (4, day_problem(DayProblem::WorkedWeekday(day("2027-05-04")))),
    ];
    let expected: Vec<(usize, &Problem)> = expected
        .iter()
        .map(|(line, problem)| (*line, problem))
        .collect();
    assert_eq!(found, expected);
    assert!(matches!(read.kind(day("2027-01-01")), DayKind::Holiday(_)));
    assert_eq!(read.kind(day("2027-01-02")), DayKind::Weekend);
    assert!(matches!(read.kind(day("2027-02-14")), DayKind::MakeUp(_)));
    assert!(matches!(read.kind(day("2027-05-01")), DayKind::Holiday(_)));
    assert!(matches!(read.kind(day("2026-05-01")), DayKind::Holiday(name) if name.zh == "劳动节"));
    for error in &errors {
        assert!(
            error.message(Lang::Zh).contains("2027.toml:")
                && error.message(Lang::En).contains("2027.toml:")
        );
    }
}

#[test]
fn a_json_file_is_blamed_at_its_own_place() {
    let json = "{\n  \"year\": 2027, \"days\": [\n    {\"name\": \"元旦\", \"date\": \"2027-13-01\", \"isOffDay\": true},\n    {\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true},\n    {\"date\": \"2027-01-04\"}\n  ]\n}";
    let (read, errors) = calendar().with_file("x.json", json);
    let places: Vec<String> = errors.iter().map(|error| error.place.to_string()).collect();
    assert_eq!(places, ["x.json:3:28", "x.json:5:5"]);
    assert!(read.is_announced(2027));
    let one_line = r#"{"year":2027,"days":[{"name":"元旦","date":"2026-07-01","isOffDay":true}]}"#;
    let (_, errors) = calendar().with_file("x.json", one_line);
    let column = one_line
        .chars()
        .collect::<String>()
        .find("\"2026")
        .map(|at| one_line[..at].chars().count() + 1);
    assert_eq!(Some(errors[0].place.column), column);
}

#[test]
fn what_is_no_year_file_changes_nothing() {
    for text in [
        "",
        "year",
        "{",
        "[]",
        "{\"year\": \"x\"}",
        "[[year]]\n",
        "\u{feff}[[year]]\nyear = 2027\n",
        "[1, 2]",
        "{\"a\": null}",
        "<html>",
    ] {
        let (read, errors) = calendar().with_file("x", text);
        assert_eq!(read, calendar(), "{text}");
        assert!(
            !errors.is_empty() || text.is_empty() || text == "[]",
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_a_year_file_or_is_refused(text in "(\\[\\[year\\]\\]\nyear = 2027\n)?[\\{\\[]?(off = \\[)?\\PC{0,80}") {
        let (read, errors) = golden::shared_calendar().with_file("x", &text);
        prop_assert!(read.years().len() >= 8);
        for error in errors {
            prop_assert!(!error.message(Lang::Zh).is_empty());
        }
    }
}
