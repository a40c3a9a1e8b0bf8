//! The golden cases, natively.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods)]

#[path = "common/fingerprint.rs"]
mod fingerprint;
#[path = "common/golden.rs"]
mod golden;
#[path = "common/space.rs"]
mod space;

use std::collections::BTreeSet;
use std::path::Path;

use shizu_rules::Subject;

#[test]
fn every_golden_case_comes_out() {
    let engine = golden::engine();
    let failed: Vec<String> = golden::cases()
        .iter()
        .filter_map(|(file, case)| {
            let differences = case.differences(&engine);
            (!differences.is_empty()).then(|| {
                format!(
                    "{file}: {}\n  ({})\n  {}",
                    case.name,
                    case.because,
                    differences.join("\n  ")
                )
            })
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} cases:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn every_file_in_the_folder_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let there: BTreeSet<String> = folder
        .read_dir()
        .expect("a folder of cases")
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".toml").map(str::to_owned)
        })
        .collect();
    let read: BTreeSet<String> = golden::FILES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let lost: Vec<&String> = read.difference(&there).collect();
    assert!(lost.is_empty(), "{lost:?}");
    // Cases of other families have another shape and a test of their own.
    let others = there.difference(&read);
    let unread: Vec<&String> = others.filter(|name| !is_read_elsewhere(name)).collect();
    assert!(unread.is_empty(), "{unread:?}");
}

/// Whether some test, or what tests share, reads the file of golden cases with this name.
fn is_read_elsewhere(name: &str) -> bool {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = [tests.join("common"), tests];
    let entries = folders
        .iter()
        .flat_map(|folder| folder.read_dir().expect("a folder"));
    let files = entries.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok());
    let reads = format!("golden/{name}.toml");
    files.into_iter().any(|text| text.contains(&reads))
}

#[test]
fn names_are_unique_and_every_case_says_why() {
    let cases = golden::cases();
    let names: BTreeSet<(&str, &str)> = cases
        .iter()
        .map(|(file, case)| (*file, case.name.as_str()))
        .collect();
    assert_eq!(names.len(), cases.len());
    assert!(cases.len() >= 200, "{}", cases.len());
    let bare: Vec<&str> = cases
        .iter()
        .filter(|(_, case)| case.because.len() < 10)
        .map(|(_, case)| case.name.as_str())
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}

/// Together with the same check in a browser: native and WebAssembly give the same answers, byte for byte.
#[test]
fn answers_have_the_committed_fingerprint() {
    let found = fingerprint::of(&golden::engine());
    let committed = (fingerprint::GOLDEN, fingerprint::LEAD_SPACE);
    assert_eq!(
        found, committed,
        "now GOLDEN = {:#018x}, LEAD_SPACE = {:#018x}",
        found.0, found.1
    );
}

/// No row stands there unproved by example.
#[test]
fn every_row_has_a_case() {
    let engine = golden::engine();
    let used: BTreeSet<String> = golden::cases()
        .iter()
        .flat_map(|(_, case)| case.determination(&engine).reasons)
        .map(|reason| reason.rule)
        .collect();
    // Rows about other subjects have cases of their own.
    let tables = engine.rulebook().tables_about(Subject::Clue);
    let unused: Vec<&str> = tables
        .flat_map(|table| &table.rules)
        .map(|rule| rule.id.as_str())
        .filter(|id| !used.contains(*id))
        .collect();
    assert!(
        unused.is_empty(),
        "{} rows without a case: {unused:#?}",
        unused.len()
    );
}
