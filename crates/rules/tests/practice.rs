//! Zone trial, mobile members, squads, talent pools: golden cases, and every combination of facts against a second reading in plain code.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/practice.rs"]
mod golden;

use std::collections::BTreeSet;

use golden::{DAY, cases, told};
use shizu_rules::{Inquiry, MatterFacts, Measure, MeasureFault, Rulebook, Subject};

fn book() -> Rulebook {
    Rulebook::shipped().expect("loads")
}

#[test]
fn every_golden_case_comes_out() {
    let book = book();
    let failed: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            let differences = case.differences(&book);
            let words = || {
                format!(
                    "{}\n  ({})\n  {}",
                    case.name,
                    case.because,
                    differences.join("\n  ")
                )
            };
            (!differences.is_empty()).then(words)
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The subjects of this family with the size of their spaces of known facts.
const SUBJECTS: &[(Subject, usize)] = &[
    (Subject::TrialCase, 64),
    (Subject::TrialReview, 3 << 7),
    (Subject::Trier, 1 << 7),
    (Subject::MobileMember, 1 << 10),
    (Subject::Squad, 1 << 10),
    (Subject::PoolDraw, 2 * 5 * 16),
    (Subject::InspectionTeam, 16),
];

#[test]
fn every_row_of_the_family_decides_in_some_golden_case() {
    let book = book();
    let decided: BTreeSet<String> = cases().iter().flat_map(|case| case.rows(&book)).collect();
    let subjects: Vec<Subject> = SUBJECTS.iter().map(|(subject, _)| *subject).collect();
    let all = subjects
        .iter()
        .flat_map(|subject| book.tables_about(*subject))
        .flat_map(|table| &table.rules);
    let never: Vec<&str> = all
        .map(|rule| rule.id.as_str())
        .filter(|id| !decided.contains(*id))
        .collect();
    assert!(never.is_empty(), "{never:?}");
}

/// The facts by code, all known.
struct Known<'f>(&'f MatterFacts);

impl Known<'_> {
    fn code(&self, fact: &str) -> &'static str {
        let key = self.0.subject().fact(fact).expect(fact);
        self.0.value(key).expect(fact).code
    }

    fn is(&self, fact: &str) -> bool {
        self.code(fact) == "yes"
    }
}

/// The names of those that hold.
fn list(found: &[(bool, &'static str)]) -> String {
    let names = found
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, name)| *name);
    names.collect::<Vec<_>>().join(" ")
}

/// The rules read a second time, as plain code: table and answer.
fn second_reading(facts: &MatterFacts) -> Vec<(&'static str, String)> {
    let known = Known(facts);
    match facts.subject() {
        Subject::TrialCase => trial_case(&known),
        Subject::TrialReview => trial_review(&known),
        Subject::Trier => trier(&known),
        Subject::MobileMember => mobile_member(&known),
        Subject::Squad => squad(&known),
        Subject::PoolDraw => pool_draw(&known),
        Subject::InspectionTeam => inspection_team(&known),
        other => panic!("{other:?} is not of this family"),
    }
}

fn trial_case(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let acceptance = if !known.is("own_case") {
        "out_of_scope"
    } else if known.is("trial_section") {
        "own_section"
    } else if !known.is("investigation_finished") {
        "not_finished"
    } else if known.is("file_complete") {
        "accepted"
    } else {
        "complete_file"
    };
    let early = if known.is("county_head") && known.is("committee_reply") {
        "joint"
    } else {
        "not_needed"
    };
    vec![
        ("trial_acceptance", acceptance.to_owned()),
        ("early_reading", early.to_owned()),
    ]
}

fn trial_review(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let evidence = known.code("evidence");
    let eight = (known.is("eight_point_signs"), known.is("eight_point_found"));
    let faults = list(&[
        (!known.is("facts_clear"), "facts_unclear"),
        (evidence == "link_missing", "link_missing"),
        (evidence == "main_insufficient", "main_insufficient"),
        (!known.is("classification_right"), "misclassified"),
        (eight == (true, false), "eight_point_missed"),
        (eight == (false, true), "eight_point_unproved"),
        (!known.is("procedure_complete"), "procedure_gap"),
        (!known.is("measure_fits"), "measure_unfit"),
        (!known.is("property_settled"), "property_open"),
    ]);
    let outcome = if faults.is_empty() {
        "pass"
    } else if !known.is("facts_clear") && evidence == "main_insufficient" {
        "reinvestigate"
    } else {
        "supplement"
    };
    vec![
        ("trial_faults", faults),
        ("trial_outcome", outcome.to_owned()),
    ]
}

fn trier(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let bars = list(&[
        (known.is("own_group_case"), "own_group"),
        (known.is("took_part"), "took_part"),
        (known.is("must_recuse"), "recusal"),
        (known.is("host_staff"), "host_staff"),
    ]);
    let answer = match (
        bars.is_empty(),
        known.is("selected"),
        known.is("as_leader"),
        known.is("trial_office_officer"),
    ) {
        (false, ..) => "barred",
        (_, false, ..) => "not_selected",
        (_, _, true, false) => "not_leader",
        (_, _, true, true) => "may_lead",
        _ => "may_try",
    };
    vec![("trier_bars", bars), ("trier", answer.to_owned())]
}

fn mobile_member(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let same = ["same_duties", "same_training", "same_management"];
    let answer = if !known.is("need_stated") {
        "not_requested"
    } else if !known.is("field_fits") || known.is("tied") {
        "other_person"
    } else if !known.is("sent_by_office") {
        "through_office"
    } else if same.iter().all(|fact| known.is(fact)) {
        "dispatch"
    } else {
        "prepare_first"
    };
    let faults = list(&[
        (!known.is("same_duties"), "duties_differ"),
        (!known.is("same_training"), "training_differs"),
        (!known.is("same_management"), "management_differs"),
        (known.is("fixed_time"), "time_fixed"),
        (known.is("fixed_team"), "team_fixed"),
        (known.is("all_units"), "units_fixed"),
        (known.is("tied"), "tied"),
    ]);
    vec![
        ("mobile_dispatch", answer.to_owned()),
        ("mobile_faults", faults),
    ]
}

fn squad(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let faults = list(&[
        (!known.is("office_core"), "no_office"),
        (!known.is("specialists_enough"), "few_specialists"),
        (!known.is("field_covered"), "field_open"),
        (known.is("tied"), "member_tied"),
    ]);
    let members_fit = known.is("office_core") && !known.is("tied") && known.is("field_covered");
    let ready = match (members_fit, known.is("plan_made")) {
        (false, _) => "amend",
        (true, false) => "plan_first",
        (true, true) => "ready",
    };
    let over = known.is("finished");
    let tasks = list(&[
        (!over && !known.is("plan_made"), "make_plan"),
        (over && !known.is("report_written"), "write_report"),
        (over && !known.is("ledger_kept"), "keep_ledger"),
        (over && !known.is("submitted"), "submit"),
        (over && !known.is("look_back_set"), "look_back"),
    ]);
    vec![
        ("squad_faults", faults),
        ("squad_ready", ready.to_owned()),
        ("squad_tasks", tasks),
    ]
}

fn pool_draw(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let joins = match (known.code("pool"), known.code("origin")) {
        ("inspection", "inspection_body") | ("investigation", "investigation_office") => {
            "own_staff"
        }
        ("investigation", "department") => "not_provided",
        _ => "may_join",
    };
    let draw = match joins {
        "may_join" if known.is("tied") => "barred",
        "may_join" if !known.is("fit") => "unfit",
        "may_join" if !known.is("in_pool") => "register_first",
        "may_join" if !known.is("released") => "settle_release",
        "may_join" => "draw",
        other => other,
    };
    vec![
        ("pool_membership", joins.to_owned()),
        ("pool_draw", draw.to_owned()),
    ]
}

fn inspection_team(known: &Known<'_>) -> Vec<(&'static str, String)> {
    let risks = list(&[
        (known.is("borrowed_majority"), "borrowed_majority"),
        (!known.is("core_complete"), "core_missing"),
        (
            known.is("special_field") && !known.is("field_covered"),
            "mobile_wanted",
        ),
    ]);
    vec![("team_risks", risks)]
}

#[test]
fn every_combination_is_answered_as_read_a_second_time() {
    let book = book();
    let mut asked = 0;
    for (subject, size) in SUBJECTS {
        let inquiry = Inquiry::new(&book, *subject, DAY).expect("compiles");
        let keys = subject.facts();
        let space: usize = keys.iter().map(|key| key.values().len()).product();
        assert_eq!(space, *size, "{subject:?}");
        for combination in 0..space {
            let mut facts = MatterFacts::new(*subject);
            let mut rest = combination;
            for key in keys {
                facts.set(*key, Some(rest % key.values().len()));
                rest /= key.values().len();
            }
            let expected = second_reading(&facts);
            let tables = book.tables_about(*subject).count();
            assert_eq!(expected.len(), tables, "{subject:?}");
            for (table, answer) in expected {
                let ruling = inquiry.ruling(table, &facts).expect(table);
                assert!(ruling.is_settled(), "{table}");
                assert_eq!(told(&ruling), answer, "{table} {facts:?}");
                asked += 1;
            }
        }
    }
    assert_eq!(
        asked,
        64 * 2 + 384 * 2 + 128 * 2 + 1024 * 2 + 1024 * 3 + 160 * 2 + 16
    );
}

#[test]
fn shares_are_held_against_the_numbers_of_the_rulebook() {
    let book = book();
    let measure = |subject| Measure::about(subject).next().expect("a measure");
    let specialists = measure(Subject::Squad);
    // 70 %: 7 of 10 reach it, 69 of 99 (69.69 %) do not, 70 of 100 do.
    assert_eq!(specialists.judge(&book, 7, 10), Ok(true));
    assert_eq!(specialists.judge(&book, 69, 99), Ok(false));
    assert_eq!(specialists.judge(&book, 70, 100), Ok(true));
    assert_eq!(specialists.judge(&book, 0, 0), Err(MeasureFault::NoWhole));
    assert_eq!(
        specialists.judge(&book, 3, 2),
        Err(MeasureFault::PartExceedsWhole)
    );
    // IC12 speaks of 50 % and more: exactly half is in it.
    let borrowed = measure(Subject::InspectionTeam);
    assert_eq!(borrowed.judge(&book, 5, 10), Ok(true));
    assert_eq!(borrowed.judge(&book, 5, 11), Ok(false));
    for measure in Measure::ALL {
        assert!(
            book.parameter(measure.parameter).is_some(),
            "{}",
            measure.parameter
        );
        assert!(measure.fact.is_flag());
    }
}
