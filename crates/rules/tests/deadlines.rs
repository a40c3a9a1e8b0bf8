//! Time limits and clue clocks: golden cases, and counts against a count by hand of a machine that knows nothing of the engine.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/deadlines.rs"]
mod golden;
#[path = "common/holidays.rs"]
mod holidays;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use holidays::{day, facts, is_worked, span};
use proptest::prelude::*;
use shizu_rules::deadlines::{CountError, Counting, Leg, Pause, Request, Stage, Why, count};
use shizu_rules::vocabulary::{
    LastDay, LimitUnit, MonthEnd, Onset, RestEnd, Signal, StartDay, StartEvent, Term,
};
use shizu_rules::{Calendar, Lang, Rulebook, Text, verify};

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
}

/// A county that examines filed cases in sixty days, and moves a last day that is not worked.
#[test]
fn an_overlay_changes_a_limit_and_keeps_what_it_does_not_say() {
    let overlay = r#"
overlay = { id = "county", zh = "某县", en = "A county" }
[[limit]]
id = "case_review"
title = { zh = "完成立案审查", en = "Finish the examination" }
amount = 60
unit = "days"
rest_end = "next_working_day"
basis = "assumption"
cites = ["PR-system-clock"]
note = { zh = "本地规定。", en = "The local rule." }
"#;
    let shipped = golden::rulebook();
    let local = shipped.with_overlay("county.toml", overlay).expect("sound");
    let (old, new) = (shipped.limit("case_review"), local.limit("case_review"));
    let (old, new) = (old.expect("shipped"), new.expect("changed"));
    assert_eq!((new.start, &new.extension), (old.start, &old.extension));
    assert_eq!(new.counting.month_end, old.counting.month_end);
    // Sixty days from 5 January 2026 are 6 March, a Friday; from 7 January 8 March, a Sunday.
    let due = |start: &str| new.due(day(start), &local.calendar).map(|due| due.day);
    assert_eq!(due("2026-01-05"), Some(day("2026-03-06")));
    assert_eq!(due("2026-01-07"), Some(day("2026-03-09")));
    for (wrong, words) in [
        ("amount = 60", "amount = 0"),
        ("\"days\"", "\"day\""),
        ("\"next_working_day\"", "\"next\""),
    ] {
        let errors = shipped
            .with_overlay("county.toml", &overlay.replace(wrong, words))
            .expect_err(words);
        assert!(errors[0].place.line > 2, "{words}: {:?}", errors[0]);
    }
}
