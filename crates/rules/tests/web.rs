//! The golden cases and the fingerprint in a real browser: the very same checks as natively.
#![cfg(target_arch = "wasm32")]

#[path = "common/deadlines.rs"]
mod deadlines;
#[path = "common/duties.rs"]
mod duties;
#[path = "common/ecology.rs"]
mod ecology;
#[path = "common/fingerprint.rs"]
mod fingerprint;
#[path = "common/golden.rs"]
mod golden;
#[path = "common/indicators.rs"]
mod indicators;
#[path = "common/monitor.rs"]
mod monitor;
#[path = "common/practice.rs"]
mod practice;
#[path = "common/rectification.rs"]
mod rectification;
#[path = "common/sharing.rs"]
mod sharing;
#[path = "common/space.rs"]
mod space;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_golden_case_comes_out() {
    let engine = golden::engine();
    for (file, case) in golden::cases() {
        let differences = case.differences(&engine);
        assert!(
            differences.is_empty(),
            "{file}: {}: {differences:?}",
            case.name
        );
    }
}

#[wasm_bindgen_test]
fn answers_are_those_of_the_native_engine() {
    let (golden, leads) = fingerprint::of(&golden::engine());
    assert_eq!(golden, fingerprint::GOLDEN, "golden cases: {golden:#018x}");
    assert_eq!(
        leads,
        fingerprint::LEAD_SPACE,
        "space of leads: {leads:#018x}"
    );
}

#[wasm_bindgen_test]
fn exchanges_are_those_of_the_native_engine() {
    let found = sharing::fingerprint(golden::engine().rulebook());
    assert_eq!(found, sharing::FINGERPRINT, "exchanges: {found:#018x}");
}

#[wasm_bindgen_test]
fn indicators_are_those_of_the_native_engine() {
    for case in indicators::cases() {
        let differences = case.differences();
        assert!(differences.is_empty(), "{}: {differences:?}", case.name);
    }
    let found = indicators::fingerprint();
    assert_eq!(found, indicators::FINGERPRINT, "{found:#018x}");
}

#[wasm_bindgen_test]
fn time_limits_are_counted_as_natively() {
    assert_eq!(deadlines::fingerprint(), deadlines::FINGERPRINT);
}

#[wasm_bindgen_test]
fn the_matrix_is_that_of_the_native_engine() {
    let rulebook = shizu_rules::Rulebook::shipped().expect("loads");
    let print = duties::of(&rulebook);
    assert_eq!(print, duties::MATRIX, "{print:#018x}");
}

#[wasm_bindgen_test]
fn scores_are_those_of_the_native_engine() {
    let found = rectification::fingerprint();
    assert_eq!(found, rectification::FINGERPRINT, "{found:#018x}");
}

#[wasm_bindgen_test]
fn evaluations_are_those_of_the_native_engine() {
    let found = ecology::fingerprint();
    assert_eq!(found, ecology::FINGERPRINT, "{found:#018x}");
}

#[wasm_bindgen_test]
fn monitoring_is_that_of_the_native_engine() {
    for case in monitor::cases() {
        let differences = case.differences();
        assert!(differences.is_empty(), "{}: {differences:?}", case.name);
    }
    let found = monitor::fingerprint();
    assert_eq!(found, monitor::FINGERPRINT, "{found:#018x}");
}

#[wasm_bindgen_test]
fn zone_trial_squads_and_pools_answer_as_natively() {
    let book = shizu_rules::Rulebook::shipped().expect("loads");
    for case in practice::cases() {
        let differences = case.differences(&book);
        assert!(differences.is_empty(), "{}: {differences:?}", case.name);
    }
}
