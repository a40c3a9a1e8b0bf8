//! Time limits, the calendar and clue clocks: golden cases, the State Council's facts day by day, and counts against a count by hand of a machine that
//! knows nothing of the engine.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/deadlines.rs"]
mod golden;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use serde_json::Value;
use shizu_rules::deadlines::{
    CountError, Counting, DayKind, DayProblem, Leg, Pause, Request, Stage, Why, count,
};
use shizu_rules::vocabulary::{
    LastDay, LimitUnit, MonthEnd, Onset, RestEnd, Signal, StartDay, StartEvent, Term,
};
use shizu_rules::{Calendar, Lang, Problem, Rulebook, Text, verify};

const FACTS: &[(i32, &str)] = &[
    (2019, include_str!("fixtures/holidays/2019.json")),
    (2020, include_str!("fixtures/holidays/2020.json")),
    (2021, include_str!("fixtures/holidays/2021.json")),
    (2022, include_str!("fixtures/holidays/2022.json")),
    (2023, include_str!("fixtures/holidays/2023.json")),
    (2024, include_str!("fixtures/holidays/2024.json")),
    (2025, include_str!("fixtures/holidays/2025.json")),
    (2026, include_str!("fixtures/holidays/2026.json")),
    (2027, include_str!("fixtures/holidays/2027.json")),
];

/// The published facts: off or worked, and the festival, by day.
fn facts() -> BTreeMap<NaiveDate, (bool, String)> {
    let mut facts = BTreeMap::new();
    for (year, text) in FACTS {
        let file: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(file["year"], *year);
        for day in file["days"].as_array().expect("days") {
            let date = day["date"].as_str().expect("date").parse().expect("a day");
            let off = day["isOffDay"].as_bool().expect("off or not");
            let name = day["name"].as_str().expect("name").to_owned();
            facts.insert(date, (off, name));
        }
    }
    facts
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn span(from: &str, to: &str) -> impl Iterator<Item = NaiveDate> {
    let to = day(to);
    day(from).iter_days().take_while(move |day| *day <= to)
}

fn calendar() -> Calendar {
    golden::shared_calendar().clone()
}

#[test]
fn every_golden_case_comes_out() {
    let rulebook = golden::rulebook();
    let cases = golden::cases();
    let mut names = BTreeSet::new();
    for case in &cases.count {
        assert!(
            names.insert(&case.name) && !case.because.is_empty(),
            "{}",
            case.name
        );
        let differences = case.differences(&rulebook);
        assert!(differences.is_empty(), "{}: {differences:?}", case.name);
    }
    for case in &cases.clock {
        assert!(
            names.insert(&case.name) && !case.because.is_empty(),
            "{}",
            case.name
        );
        let differences = case.differences(&rulebook);
        assert!(differences.is_empty(), "{}: {differences:?}", case.name);
    }
    let clocks: BTreeSet<&str> = cases.clock.iter().map(|case| case.clock.as_str()).collect();
    let missing: Vec<&str> = rulebook
        .clocks
        .iter()
        .map(|clock| clock.grounds.id.as_str())
        .filter(|id| !clocks.contains(id))
        .collect();
    assert!(
        missing.is_empty(),
        "clue clocks without a case: {missing:?}"
    );
    assert_eq!(
        golden::fingerprint(),
        golden::FINGERPRINT,
        "{:#018x}",
        golden::fingerprint()
    );
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

/// Whether a day is worked by the facts alone.
fn is_worked(facts: &BTreeMap<NaiveDate, (bool, String)>, day: NaiveDate) -> bool {
    facts.get(&day).map_or(!is_weekend(day), |(off, _)| !off)
}

#[test]
fn working_days_are_those_counted_from_the_facts() {
    let (facts, calendar) = (facts(), calendar());
    for start in span("2019-01-01", "2026-11-30") {
        let mut worked = start
            .iter_days()
            .skip(1)
            .filter(|day| is_worked(&facts, *day));
        for number in 1..=40 {
            let due = calendar.add_working_days(start, number).expect("a day");
            assert_eq!(Some(due.day), worked.next(), "{start} + {number}");
            // Nothing before 2027 waits for a notice.
            assert_eq!(
                due.provisional,
                due.day >= day("2027-01-01"),
                "{start} + {number}"
            );
        }
    }
}

#[test]
fn the_fast_way_finds_the_day_that_the_count_finds() {
    let rulebook = golden::rulebook();
    let countings = {
        let mut all = Vec::new();
        for start_day in StartDay::ALL {
            for last_day in LastDay::ALL {
                for month_end in MonthEnd::ALL {
                    for rest_end in RestEnd::ALL {
                        all.push(Counting {
                            start_day: *start_day,
                            last_day: *last_day,
                            month_end: *month_end,
                            rest_end: *rest_end,
                        });
                    }
                }
            }
        }
        all
    };
    for limit in &rulebook.limits {
        let days = if limit.amount > 60 { 3 } else { 1 };
        for (index, start) in span("2023-12-01", "2024-12-31").step_by(days).enumerate() {
            let mut limit = limit.clone();
            limit.counting = countings[index % countings.len()];
            let request = Request {
                start,
                length: limit.length(),
                counting: limit.counting,
                extension: None,
                pauses: &[],
            };
            let fast = limit.due(start, &rulebook.calendar);
            match count(&request, &rulebook.calendar) {
                Ok(counted) => {
                    let fast = fast.expect("a day");
                    assert_eq!(
                        (fast.day, fast.provisional),
                        (counted.due, counted.provisional),
                        "{} {start} {:?}",
                        limit.id,
                        limit.counting
                    );
                }
                Err(_) => assert_eq!(fast, None, "{} {start} {:?}", limit.id, limit.counting),
            }
        }
    }
}

#[test]
fn every_limit_has_its_start_and_every_statute_an_article() {
    let rulebook = golden::rulebook();
    let given: Vec<&str> = rulebook
        .limits
        .iter()
        .filter(|limit| limit.start == StartEvent::Received)
        .map(|limit| limit.id.as_str())
        .collect();
    assert_eq!(
        given,
        [
            "report_to_superior",
            "transfer_out_of_remit",
            "acceptance_reply",
            "disposal_opinion",
            "petition_closing"
        ]
    );
    let ids: BTreeSet<&str> = rulebook
        .limits
        .iter()
        .map(|limit| limit.id.as_str())
        .collect();
    assert_eq!(ids.len(), rulebook.limits.len());
    for limit in &rulebook.limits {
        assert!(limit.amount > 0, "{}", limit.id);
        assert!(
            limit
                .extension
                .as_ref()
                .is_none_or(|extension| extension.most != Some(0)),
            "{}",
            limit.id
        );
    }
    assert!(verify(&rulebook).expect("provable").families.is_empty());
}

fn findings(change: impl FnOnce(&mut Rulebook)) -> Vec<String> {
    let mut rulebook = golden::rulebook();
    change(&mut rulebook);
    let proof = verify(&rulebook).expect("provable");
    proof
        .families
        .iter()
        .map(|finding| finding.in_lang(Lang::En).to_owned())
        .collect()
}

#[test]
fn verify_finds_what_is_wrong_with_limits_and_clocks() {
    let found = findings(|rulebook| rulebook.limits[0].amount = 0);
    assert!(
        found[0].contains("report_to_superior") && found[0].contains("greater than zero"),
        "{found:?}"
    );
    let found = findings(|rulebook| rulebook.limits[0].start = StartEvent::Closed);
    assert!(
        found
            .iter()
            .any(|finding| finding.contains("limit.superior")),
        "{found:?}"
    );
    let red_first = |rulebook: &mut Rulebook| rulebook.clocks[0].tracks[0].stages.swap(1, 2);
    let found = findings(red_first);
    assert!(
        found[0].contains("clock.kuitun") && found[0].contains("yellow before red"),
        "{found:?}"
    );
    // Thirty-one days are not always longer than a month.
    let as_late = |rulebook: &mut Rulebook| {
        rulebook.clocks[0].tracks[0].stages[2] = Stage {
            signal: Signal::Red,
            title: Text::default(),
            onset: Some((
                Onset::Over,
                Leg {
                    amount: 31,
                    unit: LimitUnit::Days,
                },
            )),
        };
    };
    assert_eq!(findings(as_late).len(), 1);
}

#[test]
fn what_cannot_be_counted_is_said() {
    let calendar = calendar();
    let counting = golden::rulebook().counting.counting;
    let of = |amount, unit, counting| {
        let request = Request {
            start: day("2026-01-31"),
            length: Leg { amount, unit },
            counting,
            extension: None,
            pauses: &[],
        };
        count(&request, &calendar).map(|counted| counted.due)
    };
    assert_eq!(of(0, LimitUnit::Days, counting), Err(CountError::Zero));
    assert_eq!(
        of(u32::MAX, LimitUnit::Days, counting),
        Err(CountError::TooFar)
    );
    assert_eq!(
        of(u32::MAX, LimitUnit::Months, counting),
        Err(CountError::TooFar)
    );
    assert_eq!(
        of(u32::MAX, LimitUnit::Quarters, counting),
        Err(CountError::TooFar)
    );
    assert_eq!(
        of(90_000, LimitUnit::WorkingDays, counting),
        Err(CountError::TooFar)
    );
    let refuse = Counting {
        month_end: MonthEnd::Refuse,
        ..counting
    };
    let error = of(1, LimitUnit::Months, refuse).expect_err("no 31 February");
    assert_eq!(
        error,
        CountError::NoSuchDay {
            from: day("2026-01-31"),
            months: 1
        }
    );
    assert!(error.message(Lang::Zh).contains("没有31日"));
    assert!(
        Pause::parse("2026-02-30..2026-03-01", Lang::Zh)
            .expect_err("no such day")
            .contains("2026年2月只有28天")
    );
    assert!(Pause::parse("2026-03-01", Lang::En).is_err());
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

/// The end of a count by a machine that knows nothing of the engine: it lays the days out and strikes out what does not count.
fn by_hand(
    start: NaiveDate,
    length: Leg,
    pauses: &[Pause],
    facts: &BTreeMap<NaiveDate, (bool, String)>,
) -> NaiveDate {
    let paused = |day: NaiveDate| {
        pauses
            .iter()
            .any(|pause| pause.from <= day && day <= pause.to)
    };
    let needed = match length.unit {
        LimitUnit::Months => {
            let months = start.year() * 12 + start.month0() as i32 + length.amount as i32;
            let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
            let end = (1..=start.day())
                .rev()
                .find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
            usize::try_from((end.expect("a day") - start).num_days()).expect("forward")
        }
        _ => length.amount as usize,
    };
    let counts = |day: &NaiveDate| {
        !paused(*day) && (length.unit != LimitUnit::WorkingDays || is_worked(facts, *day))
    };
    start
        .iter_days()
        .skip(1)
        .filter(counts)
        .nth(needed - 1)
        .expect("a day")
}

fn some_pauses() -> impl Strategy<Value = Vec<(u64, u64)>> {
    prop::collection::vec((0_u64..80, 0_u64..12), 0..4)
}

proptest! {
    #[test]
    fn counts_agree_with_a_count_by_hand(
        offset in 0_u64..2500,
        amount in 1_u32..40,
        unit in prop::sample::select(vec![LimitUnit::WorkingDays, LimitUnit::Days, LimitUnit::Months]),
        spans in some_pauses(),
    ) {
        let start = day("2019-01-01") + Days::new(offset);
        let amount = if unit == LimitUnit::Months { amount % 6 + 1 } else { amount };
        let length = Leg { amount, unit };
        let pauses: Vec<Pause> = spans.iter().map(|(from, long)| {
            let from = start + Days::new(*from);
            Pause { from, to: from + Days::new(*long) }
        }).collect();
        let counting = golden::rulebook_counting();
        let calendar = golden::shared_calendar();
        let request = Request { start, length, counting, extension: None, pauses: &pauses };
        let counted = count(&request, calendar).expect("counted");
        prop_assert_eq!(counted.due, by_hand(start, length, &pauses, &facts()));
        // The list is whole: every day once, numbers without a gap, the last of them on the last day.
        let dates: Vec<NaiveDate> = counted.days.iter().map(|day| day.date).collect();
        let whole: Vec<NaiveDate> = start.iter_days().take_while(|day| *day <= counted.due).collect();
        prop_assert_eq!(dates, whole);
        let numbers: Vec<u32> = counted.days.iter().filter_map(|day| day.number).collect();
        prop_assert_eq!(&numbers, &(1..=numbers.len() as u32).collect::<Vec<_>>());
        prop_assert!(counted.days.last().is_some_and(|day| day.number.is_some()));
        prop_assert_eq!(counted.days[0].why, Why::StartDay);
        // An extension begins where the limit ends.
        let more = Request { extension: Some(Leg { amount: 3, unit: LimitUnit::Days }), pauses: &[], ..request.clone() };
        let plain = Request { pauses: &[], ..request };
        let (more, plain) = (count(&more, calendar).expect("counted"), count(&plain, calendar).expect("counted"));
        prop_assert_eq!(more.due_unextended, plain.due);
        prop_assert_eq!(more.due, plain.due + Days::new(3));
    }

    #[test]
    fn any_text_is_a_year_file_or_is_refused(text in "(\\[\\[year\\]\\]\nyear = 2027\n)?[\\{\\[]?(off = \\[)?\\PC{0,80}") {
        let (read, errors) = golden::shared_calendar().with_file("x", &text);
        prop_assert!(read.years().len() >= 8);
        for error in errors {
            prop_assert!(!error.message(Lang::Zh).is_empty());
        }
    }
}
