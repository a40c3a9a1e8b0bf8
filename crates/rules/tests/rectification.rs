//! Scoring of rectification: the golden cases, bands and vetoes, what is said about bad input, and what an overlay may change.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/rectification.rs"]
mod golden;

use std::collections::{BTreeMap, BTreeSet};

use golden::{day, draft, scoring};
use shizu_rules::rectification::{Draft, Given, Path, Remark, RemarkKind, Scoring};
use shizu_rules::vocabulary::{ScoreEffect, ScoreIndex, Term};
use shizu_rules::{Lang, Rulebook, verify};

#[test]
fn every_golden_case_comes_out() {
    let failed: Vec<String> = golden::cases()
        .iter()
        .filter_map(|case| {
            let differences = case.differences();
            let told = || {
                format!(
                    "{}\n  ({})\n  {}",
                    case.name,
                    case.because,
                    differences.join("\n  ")
                )
            };
            (!differences.is_empty()).then(told)
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn native_and_browser_give_the_same() {
    let found = golden::fingerprint();
    assert_eq!(found, golden::FINGERPRINT, "{found:#018x}");
}

/// Every row of the three tables, every scheme and every effect is used by some golden case.
#[test]
fn every_row_and_scheme_has_a_case() {
    let rulebook = Rulebook::shipped().expect("loads");
    let mut used = BTreeSet::new();
    for case in golden::cases() {
        let (answer, _) = case.answer();
        used.extend(answer.consequences.sure.into_iter().map(|told| told.rule));
        used.extend(answer.follow_up.sure.into_iter().map(|told| told.rule));
        used.insert(answer.effect.rule);
        used.extend(answer.scheme.map(|name| format!("scheme.{name}")));
    }
    let tables = rulebook
        .tables
        .iter()
        .filter(|table| table.id.starts_with("rectification_"));
    let rows = tables
        .flat_map(|table| &table.rules)
        .map(|rule| rule.id.as_str());
    let schemes = rulebook
        .schemes
        .iter()
        .map(|scheme| scheme.grounds.id.as_str());
    // A scheme of names alone changes no number.
    let lost: Vec<&str> = rows
        .chain(schemes.filter(|id| *id != "scheme.gaomi"))
        .filter(|id| !used.contains(*id))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    pairs.iter().map(own).collect()
}

fn remarks(pairs: &[(&str, &str)]) -> Vec<Remark> {
    scoring().read(&draft(&fields(pairs))).1
}

#[test]
fn scores_fall_into_bands_without_hole_or_overlap() {
    let scoring = scoring();
    for hundredths in 0..=10_000_i64 {
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let mut typed = Draft::default();
        for index in ScoreIndex::ALL {
            typed.set(Path::Value(*index), &text);
        }
        let (entry, _) = scoring.read(&typed);
        let answer = scoring.assess(&entry, None);
        let wanted = match hundredths {
            9000.. => "good",
            8000.. => "fairly_good",
            6000.. => "fair",
            _ => "poor",
        };
        assert_eq!(answer.band.map(Term::code), Some(wanted), "{text}");
        assert_eq!(
            answer.score.map(|score| score.to_string()),
            Some(trimmed(&text))
        );
    }
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[test]
fn caps_and_vetoes_are_reached_and_only_there() {
    let scoring = scoring();
    for false_reports in 0..=8 {
        let mut entry = scoring.read(&Draft::default()).0;
        entry.given = [Given::Points(10_000); 5];
        entry.false_reports = false_reports;
        let answer = scoring.assess(&entry, None);
        let (effect, score) = match false_reports {
            0 => (ScoreEffect::None, "100"),
            1..=4 => (ScoreEffect::Cap, "79"),
            _ => (ScoreEffect::Veto, "0"),
        };
        assert_eq!(answer.effect.what, effect);
        assert_eq!(answer.score.expect("known").to_string(), score);
        assert!(!answer.effect.rule.is_empty());
    }
}

#[test]
fn every_field_is_found_by_its_code_and_its_labels() {
    for path in Path::all() {
        for name in [path.code(), path.label(Lang::Zh), path.label(Lang::En)] {
            assert_eq!(Path::named(&name), Some(path), "{name}");
        }
        let flat = path.code().replace('.', "_");
        assert_eq!(Path::named(&flat), Some(path), "{flat}");
    }
    for (name, code) in [
        ("tasks.3.due", "tasks.3.due"),
        ("organization.0", "organization.0.state"),
    ] {
        assert_eq!(Path::named(name).map(Path::code).as_deref(), Some(code));
    }
    for name in [
        "satisfaction.0.due",
        "tasks.2000.due",
        "tasks.0.colour",
        "tasks.x.due",
        "task",
    ] {
        assert_eq!(Path::named(name), None, "{name}");
    }
}

#[test]
fn an_unknown_field_is_answered_with_the_nearest_and_nothing_is_lost() {
    let typed = draft(&fields(&[
        ("unit", "甲局"),
        ("taks.done", "4"),
        ("tasks.done", "3"),
    ]));
    let (entry, remarks) = scoring().read(&typed);
    assert_eq!(
        entry
            .given(ScoreIndex::Tasks)
            .tally()
            .map(|tally| tally.counted()),
        Some(3)
    );
    let unknown = remarks
        .iter()
        .find(|remark| remark.path.is_none())
        .expect("told");
    let RemarkKind::UnknownField { nearest } = &unknown.kind else {
        panic!("{unknown:?}");
    };
    assert_eq!(nearest.as_deref(), Some("tasks.done"));
    assert_eq!(typed.unknown, [("taks.done".to_owned(), "4".to_owned())]);
}

/// Everything that can be said is said in both languages, and names what was found.
#[test]
fn every_remark_speaks_both_languages() {
    let all = [
        remarks(&[
            ("tasks", "many"),
            ("organization", "101"),
            ("transferred.done", "1.5"),
        ]),
        remarks(&[
            ("tasks.done", "2001"),
            ("evaluated_on", "1900-01-01"),
            ("feedback_date", "soon"),
        ]),
        remarks(&[
            ("feedback_date", "2026-05-01"),
            ("disclosure_date", "2026-04-30"),
            ("staff", "5"),
        ]),
        remarks(&[
            ("excellent", "6"),
            ("staff", "5"),
            ("gravity", "heavy"),
            ("colour", "red"),
        ]),
        remarks(&[
            ("excellent", "1"),
            ("staff", "9"),
            ("satisfaction", "80"),
            ("evaluators", "inspection"),
        ]),
        remarks(&[
            ("disclosed", "no"),
            ("disclosure_date", "2026-01-01"),
            ("tasks.ongoing", "3"),
        ]),
        remarks(&[
            ("tasks.ongoing", "3"),
            ("tasks.done", "1"),
            ("weights.tasks", "40"),
        ]),
        remarks(&[
            ("tasks.0.finished", "2026-12-01"),
            ("organization.false", "2"),
            ("false_reports", "1"),
        ]),
        remarks(&[
            ("weights.tasks", "40.001"),
            ("weights.organization", "15"),
            ("weights.main_responsibility", "15"),
            ("weights.transferred", "20"),
            ("weights.satisfaction", "10"),
        ]),
        remarks(&[
            ("weights.tasks", "41"),
            ("weights.organization", "15"),
            ("weights.main_responsibility", "15"),
            ("weights.transferred", "20"),
            ("weights.satisfaction", "10"),
        ]),
    ]
    .concat();
    let codes: BTreeSet<&str> = all.iter().map(Remark::code).collect();
    for code in [
        "no_unit",
        "not_a_number",
        "out_of_range",
        "not_a_count",
        "too_many",
        "too_fine",
        "weight_sum",
        "weights_incomplete",
        "far_year",
        "not_a_date",
        "before_feedback",
        "bad_value",
        "survey_above_staff",
        "disclosure_contradicts",
        "unknown_field",
        "items_count",
        "nothing_counted",
        "not_due_yet",
        "finished_later",
        "few_answers",
        "narrow_survey",
        "evaluators_missing",
        "evaluators_not_said",
        "truth_not_said",
        "fewer_false",
    ] {
        // A staff of nine answered once: eleven per cent.
        assert!(codes.contains(code), "{code}: {codes:?}");
    }
    for remark in &all {
        let (zh, en) = (remark.message(Lang::Zh), remark.message(Lang::En));
        assert!(zh.ends_with(['。', '？']) && !zh.contains(','), "{zh}");
        assert!(en.ends_with(['.', '?']), "{en}");
        assert!(!remark.field(Lang::Zh).is_empty() && !remark.field(Lang::En).is_empty());
    }
}

#[test]
fn schemes_say_what_is_filled_in_from_ours() {
    let scoring = scoring();
    let filled = |name: &str| scoring.numbers(Some(name)).filled.clone();
    let weights = |name: &str| {
        let numbers = scoring.numbers(Some(name));
        ScoreIndex::ALL
            .iter()
            .map(|index| numbers.weight(*index).to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(weights("fufeng"), ["15", "15", "60", "0", "10"]);
    assert!(
        !filled("fufeng")
            .iter()
            .any(|id| id.starts_with("score.weight."))
    );
    assert!(filled("fufeng").contains(&"score.band.good"));
    // Effect 40 is published; what is left, 60, is shared as ours are: 15, 15, 20, 10.
    assert_eq!(weights("hengshui"), ["15", "15", "40", "20", "10"]);
    assert!(!filled("hengshui").contains(&"score.false.veto_from"));
    assert!(filled("hengshui").contains(&"score.false.cap"));
    assert!(!filled("tongshan").contains(&"score.band.good"));
    assert!(filled("gaomi").contains(&"score.band.good"));
    assert_eq!(
        scoring.scheme("扶风").map(|scheme| scheme.name()),
        Some("fufeng")
    );
    assert!(scoring.scheme("nowhere").is_none());
}

const HEAD: &str = "overlay = { id = \"local\", zh = \"某县\", en = \"A county\" }\n";

fn change(id: &str, value: &str) -> String {
    format!(
        "[[parameter]]\nid = \"{id}\"\nvalue = \"{value}\"\nbasis = \"assumption\"\ncites = [\"LS64\"]\nnote = {{ zh = \"测试\", en = \"A test\" }}\n"
    )
}

/// The messages of an overlay that is refused.
fn refused(changes: &[String]) -> String {
    let text = format!("{HEAD}{}", changes.concat());
    let errors = Rulebook::shipped()
        .expect("loads")
        .with_overlay("county.toml", &text);
    let errors = errors.expect_err("refused");
    errors
        .iter()
        .map(|error| error.message(Lang::En))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn overlays_that_break_the_scoring_are_refused() {
    for (changes, words) in [
        (
            vec![change("score.weight.tasks", "45")],
            "must make 100, they make 105",
        ),
        (vec![change("score.band.good", "80")], "not overlap"),
        (vec![change("score.band.fairly_good", "95")], "not overlap"),
        (
            vec![change("score.false.cap", "95")],
            "the cap must lie below",
        ),
        (
            vec![change("score.false.veto_from", "1")],
            "the veto must begin above the cap",
        ),
        (vec![change("score.false.veto", "70")], "lowest band"),
        (
            vec![change("score.survey.good", "95")],
            "must not count less",
        ),
        (
            vec![
                change("score.weight.tasks", "40.005"),
                change("score.weight.transferred", "19.995"),
            ],
            "two decimals",
        ),
        (
            vec![change("score.credit.late", "101")],
            "between 0 and 100",
        ),
    ] {
        let message = refused(&changes);
        assert!(message.contains(words), "{words}: {message}");
    }
}

#[test]
fn overlays_change_weights_together_and_from_their_day_on() {
    let changes = [
        change("score.weight.tasks", "50"),
        change("score.weight.transferred", "10"),
    ]
    .concat();
    let dated = HEAD.replace(" }", ", valid_from = \"2026-07-01\" }");
    let base = Rulebook::shipped().expect("loads");
    let merged = base
        .with_overlay("county.toml", &format!("{dated}{changes}"))
        .expect("sound");
    let weight = |day| {
        let scoring = Scoring::new(&merged, day).expect("its numbers");
        scoring.numbers(None).weight(ScoreIndex::Tasks).to_string()
    };
    assert_eq!(weight(day()), "40");
    assert_eq!(weight(day().succ_opt().expect("a day")), "50");
    assert!(verify(&merged).expect("provable").is_sound());
}
