//! Zero-report monitoring: the golden cases, the probability worked out by hand, a second reading of the streak in plain code, and bad input.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/monitor.rs"]
mod golden;

use golden::{cases, fingerprint, rulebook};
use proptest::prelude::*;
use shizu_rules::monitor::{
    Chance, Denominator, Evaluator, Evidence, Fired, Monitor, Period, Reading, ReturnBinding,
    ReturnError, ReturnRow, Settings, Suppression, SuppressionProblem, percent, reminder, share,
};
use shizu_rules::vocabulary::{BodyKind, Frequency, Gauge, Organ, ReturnField, ReturnState, Term};
use shizu_rules::{ItemKind, Lang, Rulebook, verify};

#[test]
fn every_golden_case_comes_out() {
    let failed: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let differences = case.differences();
            let told = || {
                format!(
                    "{} {:?}\n  {}",
                    case.name,
                    case.cites,
                    differences.join("\n  ")
                )
            };
            (!differences.is_empty()).then(told)
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_trigger_fires_in_some_golden_case() {
    let mut fired: Vec<String> = Vec::new();
    for case in cases() {
        let outcome = case.outcome();
        let ids = outcome.fired.iter();
        fired.extend(ids.map(|it| outcome.evaluator.triggers()[it.trigger].id().to_owned()));
    }
    let triggers = &rulebook().triggers;
    assert_eq!(triggers.len(), 13);
    for (trigger, number) in triggers.iter().zip(1..) {
        assert_eq!(trigger.id(), format!("Z{number}"));
        assert!(
            fired.iter().any(|id| id == trigger.id()),
            "{}",
            trigger.id()
        );
    }
}

#[test]
fn native_and_browser_give_the_same() {
    let found = fingerprint();
    assert_eq!(found, golden::FINGERPRINT, "{found:#018x}");
}

fn evaluator(rows: &str, as_of: &str) -> Evaluator {
    let day = as_of.parse().expect("a day");
    let settings = Settings::new(rulebook(), day).expect("its numbers");
    let (monitor, errors) = golden::monitor(rows, settings, as_of);
    assert!(errors.is_empty(), "{errors:?}");
    Evaluator::new(monitor.finish().0, rulebook())
}

fn all(evaluator: &mut Evaluator) -> Vec<Fired> {
    let lines = 0..evaluator.monitored().lines().len();
    lines.flat_map(|line| evaluator.evaluate(line)).collect()
}

/// The evidence of the only trigger that fires for A, a unit without a matter in 2025.
fn evidence(rows: &str) -> Evidence {
    let mut evaluator = evaluator(rows, "2026-01-31");
    let fired = evaluator.evaluate(0);
    let [fired] = &fired[..] else {
        panic!("{fired:?}")
    };
    assert_eq!(evaluator.triggers()[fired.trigger].id(), "Z1");
    fired.reached[0].evidence.clone()
}

/// A with its denominators, and peers that return the same in all four quarters.
fn year(own: &str, peers: &[&str]) -> String {
    let mut rows = "body,kind,period,clues,cases,covered,letters\n".to_owned();
    for quarter in 1..=4 {
        rows.push_str(&format!("A,unit,2025-Q{quarter},0,0,{own}\n"));
    }
    for (peer, returned) in peers.iter().enumerate() {
        for quarter in 1..=4 {
            rows.push_str(&format!("P{peer},unit,2025-Q{quarter},{returned}\n"));
        }
    }
    rows
}

fn told(evidence: &Evidence) -> (Denominator, u64, u64, u64, f64, f64) {
    match evidence.chance {
        Some(Chance::Told {
            denominator,
            matters,
            per,
            exposure,
            expected,
            probability,
            ..
        }) => (denominator, matters, per, exposure, expected, probability),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_probability_is_that_of_none_at_the_peers_rate_per_person() {
    // Peers: (1 + 2 + 0) × 4 = 12 clues in (100 + 200 + 100) × 4 = 1600 person-periods. A: 50 × 4 = 200. Expected 12 × 200 / 1600 = 1.5.
    let evidence = evidence(&year("50,9", &["1,1,100,1", "2,1,200,1", "0,1,100,1"]));
    let (denominator, matters, per, exposure, expected, probability) = told(&evidence);
    assert_eq!(denominator, Denominator::Covered);
    assert_eq!((matters, per, exposure), (12, 1600, 200));
    assert!((expected - 1.5).abs() < 1e-12);
    assert!((probability - (-1.5_f64).exp()).abs() < 1e-12);
    assert_eq!(percent(probability, Lang::En), "22.3 %");
    // Their totals of the year are 4, 8 and 0: the middle one is 4.
    assert_eq!((evidence.peers, evidence.median), (3, Some(400)));
    assert_eq!((evidence.covered, evidence.letters), (Some(50), Some(36)));
}

#[test]
fn without_people_the_rate_is_per_report_and_without_both_per_return() {
    // Reports: peers 12 clues of 4 × (10 + 20 + 10) = 160 reports; A has 4 × 2 = 8, so 0.6 is expected.
    let rows = year(",2", &["1,1,100,10", "2,1,200,20", "0,1,100,10"]);
    let (denominator, matters, per, exposure, expected, _) = told(&evidence(&rows));
    assert_eq!(
        (denominator, matters, per, exposure),
        (Denominator::Letters, 12, 160, 8)
    );
    assert!((expected - 0.6).abs() < 1e-12);
    // Returns: 12 clues in 12 returns of the peers; A has 4, so 4 are expected, and e⁻⁴ = 0.0183156.
    let rows = year(",", &["1,1,100,10", "2,1,200,20", "0,1,100,10"]);
    let found = evidence(&rows);
    let (denominator, matters, per, exposure, expected, probability) = told(&found);
    assert_eq!(
        (denominator, matters, per, exposure),
        (Denominator::Periods, 12, 12, 4)
    );
    assert!((expected - 4.0).abs() < 1e-12);
    assert!((probability - 0.018_315_638_888_734_18).abs() < 1e-15);
    assert!(matches!(
        found.chance,
        Some(Chance::Told {
            is_unlikely: true,
            ..
        })
    ));
    assert_eq!((found.covered, found.letters), (None, None));
}

#[test]
fn with_two_peers_nothing_is_computed_and_with_silent_peers_a_zero_is_certain() {
    let few = evidence(&year("50,9", &["1,1,100,1", "2,1,200,1"]));
    assert_eq!(
        (few.peers, few.median, few.chance),
        (2, None, Some(Chance::TooFewPeers))
    );
    let none = evidence(&year("50,9", &["0,1,100,1", "0,1,100,1", "0,1,100,1"]));
    let (.., expected, probability) = told(&none);
    assert_eq!((expected, probability), (0.0, 1.0));
    assert_eq!(percent(1.0, Lang::En), "100 %");
    assert_eq!(percent(0.000_01, Lang::Zh), "不到0.1%");
    assert_eq!(percent(0.999_99, Lang::En), "> 99.9 %");
}

#[test]
fn peers_are_of_the_same_kind_and_frequency() {
    let mut rows = year("50,9", &["1,1,100,1", "1,1,100,1", "1,1,100,1"]);
    for quarter in 1..=4 {
        rows.push_str(&format!("G,group,2025-Q{quarter},90,1,1,1\n"));
    }
    rows.push_str("Y,unit,2025,90,1,1,1\n");
    let (_, matters, ..) = told(&evidence(&rows));
    assert_eq!(matters, 12);
}

#[test]
fn escalation_comes_with_the_second_missing_return() {
    let owners = |rows: &str| -> Vec<Organ> {
        let mut evaluator = evaluator(rows, "2026-01-31");
        let fired = all(&mut evaluator);
        assert_eq!(fired.len(), 1);
        evaluator.measures(&fired[0]).map(|it| it.owner).collect()
    };
    let header = "body,kind,period,clues,cases\nA,unit,2025-Q4,1,0\n";
    assert_eq!(
        owners(&format!("{header}A,unit,2025-Q2,1,0\n")),
        [Organ::Office]
    );
    assert_eq!(
        owners(&format!("{header}A,unit,2025-Q1,1,0\n")),
        [Organ::Office, Organ::StandingCommittee]
    );
}

#[test]
fn measures_name_owners_and_days() {
    let rows =
        "body,kind,period,clues,cases,ecology,risk,letters\nA,unit,2025-Q4,1,0,poor,high,40\n";
    let mut evaluator = evaluator(rows, "2026-01-15");
    let fired = all(&mut evaluator);
    let ids = |fired: &Fired| evaluator.triggers()[fired.trigger].id().to_owned();
    assert_eq!(
        fired.iter().map(ids).collect::<Vec<_>>(),
        ["Z4", "Z7", "Z8"]
    );
    // LS42: four parts for next year's focus, to be planned before the year ends.
    let owners = evaluator.measures(&fired[0]).map(|it| it.owner);
    assert_eq!(
        owners.collect::<Vec<_>>(),
        [
            Organ::Group,
            Organ::Office,
            Organ::InspectionOffice,
            Organ::PartyGroup
        ]
    );
    let due = |fired: &Fired| evaluator.due(fired.trigger).map(|due| due.day.to_string());
    assert_eq!(due(&fired[0]).as_deref(), Some("2026-12-31"));
    assert_eq!(due(&fired[1]).as_deref(), Some("2026-02-15"));
    // LS43: office and groups meet every quarter, so the next meeting is held in the quarter of the evaluation.
    assert_eq!(due(&fired[2]).as_deref(), Some("2026-03-31"));
}

#[test]
fn a_suppression_needs_reason_and_reviewer_holds_its_time_and_hides_nothing() {
    let rows = "body,kind,period,clues,cases\nA,unit,2025-Q1,0,0\nA,unit,2025-Q2,0,0\nA,unit,2025-Q3,0,0\nA,unit,2025-Q4,0,0\n";
    let mut evaluator = evaluator(rows, "2026-01-15");
    let suppression = Suppression {
        id: "Z1".into(),
        body: "A".into(),
        reason: "newly founded, three people".into(),
        reviewer: "head of office".into(),
        until: "2026-01-15".parse().ok(),
    };
    let ids = || rulebook().triggers.iter().map(|it| it.id());
    assert_eq!(suppression.check(ids()), Ok(()));
    for (wrong, problem) in [
        (
            Suppression {
                reason: " ".into(),
                ..suppression.clone()
            },
            SuppressionProblem::NoReason,
        ),
        (
            Suppression {
                reviewer: String::new(),
                ..suppression.clone()
            },
            SuppressionProblem::NoReviewer,
        ),
        (
            Suppression {
                id: "Z99".into(),
                ..suppression.clone()
            },
            SuppressionProblem::NoTrigger,
        ),
    ] {
        assert_eq!(wrong.check(ids()), Err(problem));
    }
    evaluator.set_suppressions(vec![suppression.clone()]);
    let fired = all(&mut evaluator);
    assert_eq!((fired.len(), fired[0].suppressed), (1, Some(0)));
    let ended = Suppression {
        until: "2026-01-14".parse().ok(),
        ..suppression
    };
    evaluator.set_suppressions(vec![ended]);
    let fired = all(&mut evaluator);
    assert_eq!(fired[0].suppressed, None);
    let idle: Vec<bool> = evaluator
        .idle_suppressions(&fired)
        .map(|(_, ended)| ended)
        .collect();
    assert_eq!(idle, [true]);
}

#[test]
fn a_lower_threshold_catches_more_at_once() {
    let rows = "body,kind,period,clues,cases\nA,unit,2025-Q4,0,0\nB,unit,2025-Q3,0,0\nB,unit,2025-Q4,0,0\n";
    let mut evaluator = evaluator(rows, "2026-01-15");
    assert!(all(&mut evaluator).is_empty());
    for (window, bodies) in [(1, 2), (2, 1), (3, 0)] {
        let mut settings = evaluator.monitored().settings().clone();
        settings.set_threshold(Gauge::BothZero, Frequency::Quarter, window);
        let readings = evaluator.readings(Gauge::BothZero, &[BodyKind::Unit], Frequency::Quarter);
        let reach = |it: &&shizu_rules::monitor::Reading| {
            it.reaches(Gauge::BothZero, Frequency::Quarter, &settings)
        };
        assert_eq!(readings.iter().filter(reach).count(), bodies);
        evaluator.set_settings(settings);
        assert_eq!(all(&mut evaluator).len(), bodies);
    }
}

#[test]
fn an_overlay_changes_a_threshold() {
    let overlay = r#"
[overlay]
id = "county"
zh = "某县"
en = "a county"
[[parameter]]
id = "zero.window.quarter"
value = "2"
basis = "assumption"
cites = ["LS42"]
note.zh = "本县以半年为窗口。"
note.en = "Half a year here."
"#;
    let changed = rulebook()
        .with_overlay("county.toml", overlay)
        .expect("proved");
    let day = "2026-01-15".parse().expect("a day");
    let settings = Settings::new(&changed, day).expect("its numbers");
    assert_eq!(settings.window(Frequency::Quarter), 2);
    assert_eq!(
        settings.threshold(Gauge::CasesZero, Frequency::Quarter),
        200
    );
    assert_eq!(settings.window(Frequency::Month), 12);
    let too_long = overlay.replace("\"2\"", "\"20\"");
    let refused = rulebook()
        .with_overlay("county.toml", &too_long)
        .expect_err("longer than the long window");
    assert!(
        refused
            .iter()
            .any(|error| error.message(Lang::En).contains("zero.long_window.quarter"))
    );
}

#[test]
fn a_trigger_that_cannot_fire_is_found() {
    let set = |rulebook: &mut Rulebook, id: &str, value: i64| {
        let all = rulebook.parameters.iter_mut();
        let mut all = all.filter(|it| it.grounds.id == id);
        all.next().expect("a parameter").value = value.into();
    };
    for (id, value, word) in [
        ("zero.z4.problems", 0, "always"),
        ("zero.z12.rate", 0, "never"),
        ("zero.z13.share", 0, "always"),
    ] {
        let mut broken = rulebook().clone();
        set(&mut broken, id, value);
        let families = verify(&broken).expect("proof").families;
        assert!(
            families.iter().any(|it| it.en.contains(word)),
            "{id}: {families:?}"
        );
    }
}

#[test]
fn shares_are_rounded_and_never_read_as_a_threshold_they_are_not() {
    let of = |value, whole, threshold| {
        let is_known = true;
        let reading = Reading {
            value,
            whole,
            is_known,
        };
        share(reading, threshold)
    };
    // 54.5454… and 66.666… go up, 33.333… goes down, half a hundredth goes up.
    assert_eq!(of(6, 11, 5000), "54.55");
    assert_eq!(of(2, 3, 5000), "66.67");
    assert_eq!(of(1, 3, 5000), "33.33");
    assert_eq!(of(1, 20_000, 5000), "0.01");
    assert_eq!(of(5, 10, 5000), "50");
    assert_eq!(of(0, 7, 5000), "0");
    // Just under 24 % is not to read as 24 %.
    assert_eq!(of(23_999, 100_000, 2400), "23.999");
    assert_eq!(of(2_399_999, 10_000_000, 2400), "23.99999");
    assert_eq!(of(24, 100, 2400), "24");
}

#[test]
fn triggers_are_entries_with_a_basis() {
    let items: Vec<_> = rulebook()
        .items()
        .filter(|it| it.kind == ItemKind::Trigger)
        .collect();
    assert_eq!(items.len(), 13);
    for trigger in &rulebook().triggers {
        assert!(!trigger.measures.is_empty() && !trigger.grounds.cites.is_empty());
        for gauge in &trigger.when {
            for frequency in Frequency::ALL {
                let id = gauge.parameter(*frequency);
                assert!(id.is_none_or(|id| rulebook().parameter(&id).is_some()));
            }
        }
    }
}

#[test]
fn reminders_presume_nothing() {
    let rows = "body,kind,period,clues,cases,office\nA,group,2025-Q2,1,1,First office\nA,group,2025-Q4,1,1,\n";
    let mut evaluator = evaluator(rows, "2026-01-15");
    let fired = all(&mut evaluator);
    let zh = reminder(&evaluator, &fired[0], Lang::Zh);
    let en = reminder(&evaluator, &fired[0], Lang::En);
    // Five working days after Thursday 15 January 2026.
    assert!(
        zh.contains("2025年第3季度") && zh.contains("2026-01-22") && zh.contains("First office")
    );
    assert!(en.contains("2025-Q3") && en.contains("not counted as a zero"));
}

#[test]
fn periods_have_first_and_last_days_and_labels() {
    for (text, begin, end, zh) in [
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "2025年第4季度"),
        ("2025-H1", "2025-01-01", "2025-06-30", "2025年上半年"),
        ("2025", "2025-01-01", "2025-12-31", "2025年"),
    ] {
        let period = Period::parse(text).expect(text);
        assert_eq!(period.to_string(), text);
        assert_eq!(
            (period.begin().to_string(), period.end().to_string()),
            (begin.into(), end.into())
        );
        assert_eq!(period.label(Lang::Zh), zh);
    }
    for (text, nearest) in [
        ("2025-13", Some("2025-12")),
        ("2025-00", Some("2025-12")),
        ("2025-Q5", Some("2025-Q4")),
        ("2025-H3", Some("2025-H2")),
        ("2025-03-01", Some("2025-03")),
        ("2025-Q", None),
        ("1025-Q1", None),
        ("第一季度", None),
        ("", None),
    ] {
        let problem = Period::parse(text).expect_err(text);
        assert_eq!(
            problem.nearest().map(|it| it.to_string()).as_deref(),
            nearest,
            "{text}"
        );
    }
}

#[test]
fn every_message_speaks_both_languages() {
    for case in cases() {
        let outcome = case.outcome();
        for (_, error) in outcome.errors() {
            let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
            assert!(
                zh != en && zh.ends_with('。') && en.ends_with('.'),
                "{zh} {en}"
            );
        }
    }
}

/// What a quarter's return is in the second reading.
#[derive(Clone, Copy, Debug)]
struct Told {
    state: Option<ReturnState>,
    clues: Option<u32>,
    cases: Option<u32>,
}

fn a_return() -> impl Strategy<Value = Told> {
    let count = || prop_oneof![3 => Just(Some(0)), 1 => Just(None), 1 => (1..4_u32).prop_map(Some)];
    let state = prop_oneof![
        4 => Just(None),
        1 => Just(Some(ReturnState::Late)),
        1 => Just(Some(ReturnState::NotApplicable)),
        1 => Just(Some(ReturnState::Missing)),
    ];
    (state, count(), count()).prop_map(|(state, clues, cases)| {
        // A stated absence or what does not apply comes without counts.
        let untold = matches!(
            state,
            Some(ReturnState::NotApplicable | ReturnState::Missing)
        );
        Told {
            state,
            clues: clues.filter(|_| !untold),
            cases: cases.filter(|_| !untold),
        }
    })
}

fn row(period: Period, told: &Told) -> ReturnRow<'static> {
    let mut row = ReturnRow::new("A", BodyKind::Unit, period);
    row.state = told.state;
    row.figures.set(ReturnField::Clues, told.clues);
    row.figures.set(ReturnField::Cases, told.cases);
    row
}

fn evaluated(history: &[Told], order: &[usize]) -> Evaluator {
    let day = "2200-12-31".parse().expect("a day");
    let settings = Settings::new(rulebook(), day).expect("its numbers");
    let mut monitor = Monitor::new(settings, day);
    let first = Period::parse("2020-Q1").expect("a period");
    for at in order {
        let wrong: Vec<ReturnError> =
            monitor.push(&row(first.plus(*at as i32), &history[*at]), *at as u64 + 2);
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    Evaluator::new(monitor.finish().0, rulebook())
}

/// The streak of quarters without clue and case, in plain code.
fn streak(history: &[Told]) -> u64 {
    let mut streak = 0;
    for told in history.iter().rev() {
        match (told.clues, told.cases) {
            _ if told.state == Some(ReturnState::NotApplicable) => {}
            (Some(0), Some(0)) => streak += 1,
            (clues, cases) if clues.unwrap_or(0) + cases.unwrap_or(0) > 0 => break,
            _ => {}
        }
    }
    streak
}

proptest! {
    #[test]
    fn the_streak_is_that_of_the_second_reading(history in prop::collection::vec(a_return(), 1..24)) {
        let order: Vec<usize> = (0..history.len()).collect();
        let mut evaluator = evaluated(&history, &order);
        let line = evaluator.monitored().lines()[0];
        let reading = evaluator.monitored().reading(&line, Gauge::BothZero, line.last, None);
        prop_assert_eq!(reading.value, streak(&history));
        let fires = evaluator.evaluate(0).iter().any(|it| evaluator.triggers()[it.trigger].id() == "Z1");
        prop_assert_eq!(fires, streak(&history) >= 4);
        let told = history.iter().any(|it| it.clues.is_some())
            && history.iter().any(|it| it.cases.is_some());
        // When it would fire next: that many more quarters of zero.
        let upcoming = evaluator.upcoming(0).into_iter().find(|it| it.gauge == Gauge::BothZero);
        match upcoming {
            // Where nobody ever told a count there is nothing to wait for.
            None => prop_assert!(fires || !told),
            Some(it) => {
                let mut longer = history.clone();
                let zero = Told { state: None, clues: Some(0), cases: Some(0) };
                let more = it.period.since(line.last).unsigned_abs() as usize;
                longer.extend(std::iter::repeat_n(zero, more));
                prop_assert_eq!(streak(&longer), 4);
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        history in prop::collection::vec(a_return(), 1..24),
        seed in any::<u64>(),
    ) {
        let order: Vec<usize> = (0..history.len()).collect();
        let mut shuffled = order.clone();
        shuffled.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let (mut one, mut other) = (evaluated(&history, &order), evaluated(&history, &shuffled));
        prop_assert_eq!(all(&mut one), all(&mut other));
    }

    #[test]
    fn a_missing_return_never_makes_a_zero_fire(
        history in prop::collection::vec(a_return(), 1..24),
        at in any::<prop::sample::Index>(),
    ) {
        let mut other = history.clone();
        other[at.index(history.len())] = Told { state: None, clues: None, cases: None };
        let zeros_made = streak(&other) > streak(&history);
        // Only where a matter was, its absence lets an older streak be seen; that shows as missing.
        let had_matter = {
            let told = &history[at.index(history.len())];
            told.clues.unwrap_or(0) + told.cases.unwrap_or(0) > 0
        };
        prop_assert!(!zeros_made || had_matter);
    }

    #[test]
    fn no_text_whatever_breaks_it(cells in prop::collection::vec(".{0,12}", 25), at in 0..25_usize) {
        let names: Vec<&str> = ReturnField::VALUES.iter().map(|it| it.code).collect();
        let binding = ReturnBinding::of_table(&names).expect("all fields");
        let day = "2026-01-31".parse().expect("a day");
        let settings = Settings::new(rulebook(), day).expect("its numbers");
        let mut monitor = Monitor::new(settings, day);
        // One strange cell in a good row, then a wholly strange row.
        let good = |column: usize| match ReturnField::ALL[column] {
            ReturnField::Body => "A",
            ReturnField::Kind => "unit",
            ReturnField::Period => "2025-Q4",
            _ => "",
        };
        let mut errors = Vec::new();
        for strange in [true, false] {
            let cell = |column: usize| {
                let is_strange = !strange || column == at;
                Some(if is_strange { cells[column].as_str() } else { good(column) })
            };
            if let Some(row) = binding.row(cell, &mut errors) {
                errors.extend(monitor.push(&row, 2));
            }
        }
        for error in &errors {
            prop_assert!(!error.message(Lang::Zh).is_empty() && !error.message(Lang::En).is_empty());
        }
        let mut evaluator = Evaluator::new(monitor.finish().0, rulebook());
        let _ = all(&mut evaluator);
    }
}
