//! What is deliberately absent: edges between crates that must not be, web crates below the shells, clocks and I/O in the rules; and the
//! paragraphs that no row cites yet.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use shizu_rules::{Catalogue, EntryKind, Rulebook, cited};

/// What each package of the workspace may build on, of the workspace. Only downwards; shells never on each other. A package that is not named
/// here must be given its place first.
const MAY_USE: &[(&str, &[&str])] = &[
    ("shizu-tables", &[]),
    ("shizu-formats", &[]),
    ("shizu-office", &["shizu-formats"]),
    ("shizu-rules", &["shizu-tables"]),
    // Of the office only what is asked for: papers are written the same for both shells.
    (
        "shizu-casebook",
        &[
            "shizu-tables",
            "shizu-rules",
            "shizu-formats",
            "shizu-office",
        ],
    ),
    ("shizu-training", CORE),
    ("shizu-planning", CORE),
    ("shizu-cli", BELOW_SHELLS),
    ("shizu-wasm", BELOW_SHELLS),
    ("shizu-app", BELOW_SHELLS),
    // The module that does heavy formats in a worker: it knows nothing of the rest.
    ("shizu-office-module", &["shizu-office"]),
    ("xtask", ALL),
    ("shizu-xtask", ALL),
    ("shizu-tests", ALL),
];
const CORE: &[&str] = &["shizu-tables", "shizu-rules", "shizu-formats"];
const BELOW_SHELLS: &[&str] = &[
    "shizu-tables",
    "shizu-rules",
    "shizu-formats",
    "shizu-office",
    "shizu-casebook",
    "shizu-training",
    "shizu-planning",
];
const ALL: &[&str] = &[
    "shizu-tables",
    "shizu-rules",
    "shizu-formats",
    "shizu-casebook",
    "shizu-training",
    "shizu-planning",
    "shizu-cli",
    "shizu-wasm",
    "shizu-app",
    "shizu-office",
    "shizu-office-module",
];

/// Packages that may know a browser: the shells that run in one, and the command that builds for one.
const SHELLS: &[&str] = &[
    "shizu-app",
    "shizu-office-module",
    "shizu-wasm",
    "xtask",
    "shizu-xtask",
];

/// Browser crates elsewhere, with the reason: package, crate, why.
const BROWSER_EXCEPTIONS: &[(&str, &str)] = &[
    // In a browser the engine's own TextDecoder spares every visitor the tables of another one.
    ("shizu-formats", "web-sys"),
    // And its own reading of decimal numbers spares them the standard library's.
    ("shizu-formats", "wasm-bindgen"),
    ("shizu-formats", "js-sys"),
];

/// All that the rules build on besides the tables; none of it has a clock or does I/O as used here.
const RULES_USE: &[&str] = &[
    "chrono",
    "libm",
    "rust_decimal",
    "serde",
    "shizu-tables",
    "strsim",
    "thiserror",
    "toml",
];

fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = crates.and_then(Path::parent);
    root.expect("crates/rules lies in the workspace").to_owned()
}

/// The packages of the workspace as `cargo metadata` tells them.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let metadata: Value = serde_json::from_str(&text).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}

/// What is built into the package; not what only its tests use.
fn built_in(package: &Value) -> Vec<&Value> {
    let dependencies = package["dependencies"].as_array().expect("a list");
    dependencies
        .iter()
        .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
        .collect()
}

#[test]
fn crates_build_only_on_what_lies_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(name).collect();
    for package in &packages {
        let allowed = allowed
            .get(name(package))
            .unwrap_or_else(|| panic!("give `{}` its place in MAY_USE", name(package)));
        for dependency in built_in(package) {
            let dependency = name(dependency);
            assert!(
                !ours.contains(dependency) || allowed.contains(&dependency),
                "`{}` must not build on `{dependency}`",
                name(package)
            );
        }
    }
}

#[test]
fn nothing_below_the_shells_knows_a_browser() {
    let of_browsers = [
        "wasm-bindgen",
        "js-sys",
        "web-sys",
        "leptos",
        "gloo",
        "yew",
        "dioxus",
    ];
    for package in packages()
        .iter()
        .filter(|package| !SHELLS.contains(&name(package)))
    {
        for dependency in built_in(package) {
            let found = (name(package), name(dependency));
            let of_browser = of_browsers.iter().any(|start| found.1.starts_with(start));
            assert!(
                !of_browser || BROWSER_EXCEPTIONS.contains(&found),
                "`{}` must not build on `{}`",
                found.0,
                found.1
            );
        }
    }
}

#[test]
fn the_rules_build_on_nothing_that_has_a_clock_or_does_io() {
    let packages = packages();
    let rules = packages
        .iter()
        .find(|package| name(package) == "shizu-rules")
        .expect("this package");
    for dependency in built_in(rules) {
        assert!(
            RULES_USE.contains(&name(dependency)),
            "`{}` is new here",
            name(dependency)
        );
        if name(dependency) == "chrono" {
            assert_eq!(dependency["uses_default_features"], Value::Bool(false));
            let features = dependency["features"].as_array().expect("a list");
            for clock in ["clock", "now"] {
                assert!(
                    !features.iter().any(|feature| feature == clock),
                    "chrono's {clock}"
                );
            }
        }
    }
}

/// Beside clippy.toml, which names single methods: no mention of what has a clock, does I/O or panics on purpose; in the rules, in the workbook, and in training.
#[test]
fn the_source_of_the_pure_crates_mentions_no_clock_and_no_io() {
    const ABSENT: &[&str] = &[
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::time",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "println!",
        "eprintln!",
        "RandomState",
        "unsafe ",
        "wasm_bindgen",
        "js_sys",
        "web_sys",
    ];
    let pure = [
        "crates/rules/src",
        "crates/casebook/src",
        "crates/training/src",
    ];
    let mut folders: Vec<PathBuf> = pure.iter().map(|folder| root().join(folder)).collect();
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let text = std::fs::read_to_string(&path).expect("source text");
            for word in ABSENT {
                assert!(!text.contains(word), "{} mentions {word}", path.display());
            }
        }
    }
    assert!(files > 15, "only {files} files were looked at");
}

/// Every paragraph that states a rule is cited by some row, or is listed in `uncited.txt`, so that coverage changes only on purpose.
#[test]
fn paragraphs_are_cited_or_listed() {
    let rulebook = Rulebook::shipped().expect("loads");
    let listed: BTreeSet<&str> = include_str!("uncited.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect();
    let share = cited(&rulebook);
    let uncited: BTreeSet<&str> = share.uncited.iter().map(String::as_str).collect();
    let lost: Vec<&&str> = uncited.difference(&listed).collect();
    assert!(
        lost.is_empty(),
        "no longer cited by any row; cite them again or list them in uncited.txt: {lost:?}"
    );
    let gained: Vec<&&str> = listed.difference(&uncited).collect();
    assert!(
        gained.is_empty(),
        "cited now (or unknown); take them off uncited.txt: {gained:?}"
    );
    assert_eq!(share.paragraphs, share.encodable + share.not_encoded);
    assert_eq!(share.encodable, share.cited + uncited.len());
}

#[test]
fn paragraphs_that_are_not_encoded_say_why_and_are_not_cited() {
    let rulebook = Rulebook::shipped().expect("loads");
    let entries = rulebook.catalogue.entries();
    for entry in entries {
        if let EntryKind::NotEncoded(reason) = &entry.kind {
            assert!(
                !reason.zh.is_empty() && !reason.en.is_empty(),
                "{}",
                entry.id
            );
        }
    }
    let states_no_rule = |catalogue: &Catalogue, id: &str| {
        catalogue
            .get(id)
            .is_none_or(|entry| matches!(entry.kind, EntryKind::NotEncoded(_)))
    };
    for (_, rule) in rulebook.rules() {
        for cite in &rule.cites {
            assert!(
                !states_no_rule(&rulebook.catalogue, cite),
                "{} cites {cite}",
                rule.id
            );
        }
    }
}

/// The paragraphs copied into no row: what a row says is our own, and in both languages.
#[test]
fn rows_are_written_in_both_languages() {
    let rulebook = Rulebook::shipped().expect("loads");
    let chinese = |text: &str| {
        text.chars()
            .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
    };
    for (_, rule) in rulebook.rules() {
        for text in [&rule.title, &rule.says].into_iter().chain(&rule.note) {
            assert!(chinese(&text.zh), "{}: {}", rule.id, text.zh);
            assert!(!chinese(&text.en), "{}: {}", rule.id, text.en);
        }
    }
}
