//! Flows of information: those the sources name, their dates, and what the proof finds when something is wrong.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shizu_rules::sharing::{Flow, Schedule};
use shizu_rules::vocabulary::{DataKind, Mask, Organ, Rhythm};
use shizu_rules::{Rulebook, verify};

/// The day whose parameters the schedules take.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();

fn rulebook() -> Rulebook {
    Rulebook::shipped().expect("loads")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The flows the sources name, by paragraph.
#[test]
fn the_flows_of_the_sources_are_there() {
    let rulebook = rulebook();
    let has = |from: Organ, to: Organ, rhythm: Rhythm, cite: &str| {
        rulebook.flows.iter().any(|flow| {
            flow.from == from
                && flow.to.contains(&to)
                && flow.rhythm == rhythm
                && flow.grounds.cites.iter().any(|known| known == cite)
        })
    };
    // LS54: daily supervision regularly, important matters promptly; the inspection body tells both promptly.
    assert!(has(Organ::Group, Organ::Office, Rhythm::Regular, "LS54"));
    assert!(has(Organ::Group, Organ::Office, Rhythm::Promptly, "LS54"));
    assert!(has(Organ::Office, Organ::Group, Rhythm::Promptly, "LS54"));
    assert!(has(
        Organ::InspectionTeam,
        Organ::Group,
        Rhythm::Promptly,
        "LS54"
    ));
    // LS43: clues and their handling promptly; the meeting every quarter.
    assert!(has(Organ::Group, Organ::Office, Rhythm::Promptly, "LS43"));
    assert!(has(Organ::Office, Organ::Group, Rhythm::Quarterly, "LS43"));
    // RD53: promptly, at any time, regularly.
    for rhythm in [Rhythm::Promptly, Rhythm::AtAnyTime, Rhythm::Regular] {
        assert!(has(Organ::Group, Organ::Office, rhythm, "RD53"));
    }
    // SF13: two-way transfer. SF17: regular briefing. SF22: before entry and after the feedback.
    assert!(has(
        Organ::Office,
        Organ::InspectionOffice,
        Rhythm::Regular,
        "SF13"
    ));
    assert!(has(
        Organ::InspectionOffice,
        Organ::Office,
        Rhythm::Regular,
        "SF13"
    ));
    assert!(has(Organ::Group, Organ::Office, Rhythm::Regular, "SF17"));
    assert!(has(
        Organ::Group,
        Organ::InspectionTeam,
        Rhythm::PerRound,
        "SF22"
    ));
    assert!(has(
        Organ::InspectionTeam,
        Organ::Group,
        Rhythm::PerRound,
        "SF22"
    ));
    // IC05: letters before entry.
    assert!(has(
        Organ::External,
        Organ::InspectionOffice,
        Rhythm::PerRound,
        "IC05"
    ));
}

/// By hand from the calendar of 2026: the quarters end on working days; 2027 is not announced, and its new year's holiday may reach into December.
#[test]
fn regular_flows_are_due_on_the_last_working_day_of_the_quarter() {
    let rulebook = rulebook();
    let schedule = Schedule::new(&rulebook, DAY).expect("a schedule");
    let agenda = schedule.agenda(Some(Organ::Group), day("2026-01-01"), day("2026-12-31"));
    let agenda = agenda.expect("a span");
    let daily: Vec<(String, bool)> = agenda
        .dated
        .iter()
        .filter(|obligation| obligation.flow.grounds.id == "flow.group.daily")
        .map(|obligation| (obligation.due.day.to_string(), obligation.due.provisional))
        .collect();
    let expected = [
        ("2026-03-31", false),
        ("2026-06-30", false),
        ("2026-09-30", false),
        ("2026-12-31", true),
    ];
    assert_eq!(
        daily,
        expected.map(|(day, provisional)| (day.to_owned(), provisional))
    );
    assert!(
        agenda
            .dated
            .iter()
            .all(|obligation| obligation.flow.from == Organ::Group)
    );
    assert!(
        agenda
            .dated
            .is_sorted_by_key(|obligation| obligation.due.day)
    );
    let waiting: BTreeSet<&str> = agenda
        .on_event
        .iter()
        .map(|flow| flow.grounds.id.as_str())
        .collect();
    assert!(waiting.contains("flow.group.clues") && !waiting.contains("flow.group.daily"));
}

/// By hand: 31 January, 31 May and 31 October 2026 fall on weekends; Saturday 28 February is worked in exchange for the Spring Festival.
#[test]
fn a_local_parameter_makes_regular_monthly() {
    let overlay = r#"
[overlay]
id = "monthly"
zh = "按月报送"
en = "monthly"

[[parameter]]
id = "sharing.regular.months"
value = "1"
basis = "assumption"
cites = ["LS54"]
note.zh = "本地按月报送。"
note.en = "Reports are monthly here."
"#;
    let rulebook = rulebook()
        .with_overlay("monthly.toml", overlay)
        .expect("an overlay");
    let schedule = Schedule::new(&rulebook, DAY).expect("a schedule");
    let agenda = schedule.agenda(Some(Organ::Group), day("2026-01-01"), day("2026-10-31"));
    let agenda = agenda.expect("a span");
    let due: Vec<String> = agenda
        .dated
        .iter()
        .filter(|obligation| obligation.flow.grounds.id == "flow.group.daily")
        .map(|obligation| obligation.due.day.to_string())
        .collect();
    let expected = [
        "2026-01-30",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-29",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-30",
    ];
    assert_eq!(due, expected);
}

#[test]
fn a_span_is_bounded_and_half_a_month_is_refused() {
    let rulebook = rulebook();
    let schedule = Schedule::new(&rulebook, DAY).expect("a schedule");
    assert!(
        schedule
            .agenda(None, day("2026-02-01"), day("2026-01-31"))
            .is_none()
    );
    assert!(
        schedule
            .agenda(None, NaiveDate::MIN, NaiveDate::MAX)
            .is_none()
    );
    let one = schedule
        .agenda(None, day("2026-03-31"), day("2026-03-31"))
        .expect("a day");
    assert!(!one.dated.is_empty());
    assert!(
        one.dated
            .iter()
            .all(|obligation| obligation.due.day == day("2026-03-31"))
    );
    let last = schedule
        .agenda(None, NaiveDate::MAX, NaiveDate::MAX)
        .expect("the end of time");
    assert!(
        last.dated
            .iter()
            .all(|obligation| obligation.due.provisional)
    );
    let mut odd = rulebook.clone();
    for parameter in &mut odd.parameters {
        if parameter.grounds.id == "sharing.regular.months" {
            parameter.value = "2.5".parse().expect("a number");
        }
    }
    assert!(Schedule::new(&odd, DAY).is_err());
    odd.parameters.clear();
    assert!(Schedule::new(&odd, DAY).is_err());
}

/// The proof sees what no table shows.
#[test]
fn a_flow_that_may_not_be_is_found() {
    let mut rulebook = rulebook();
    assert!(verify(&rulebook).expect("provable").is_sound());
    let clues = |flow: &&mut Flow| flow.grounds.id == "flow.group.clues";
    rulebook
        .flows
        .iter_mut()
        .find(clues)
        .expect("a flow")
        .to
        .push(Organ::PartyGroup);
    let found = verify(&rulebook).expect("provable").families;
    assert_eq!(found.len(), 1);
    assert!(found[0].en.contains("flow.group.clues"), "{}", found[0].en);
}

#[test]
fn a_missing_sample_and_an_idle_mask_are_found() {
    let mut rulebook = rulebook();
    rulebook
        .samples
        .retain(|sample| sample.data_kind != DataKind::IntegrityConsultation);
    for field in rulebook
        .samples
        .iter_mut()
        .flat_map(|sample| &mut sample.fields)
    {
        field.mask = field.mask.filter(|mask| *mask != Mask::Family);
    }
    let found: Vec<String> = verify(&rulebook)
        .expect("provable")
        .families
        .into_iter()
        .map(|finding| finding.en)
        .collect();
    assert!(
        found
            .iter()
            .any(|text| text.contains("integrity_consultation")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|text| text.contains("share.mask.family")),
        "{found:?}"
    );
}

/// The records are invented, in both languages, and say so.
#[test]
fn samples_say_that_they_are_samples() {
    for sample in &rulebook().samples {
        assert!(sample.title.zh.contains("示例") && sample.title.en.contains("sample"));
        assert!(sample.fields.len() >= 2);
    }
}
