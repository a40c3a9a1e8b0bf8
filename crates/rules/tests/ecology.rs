//! Ecology, early warning, the archive, appraisal, double accountability, roles: golden cases, whole spaces, properties, bad input, proofs.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/ecology.rs"]
mod ecology;

use std::collections::BTreeSet;

use ecology::{day, marks, rulebook, sheet};
use rust_decimal::Decimal;
use shizu_rules::appraisal::{GroupAppraiser, GroupMarks};
use shizu_rules::appraisal::{Judge, RoleChecker, Voice};
use shizu_rules::ecology::{CadreWatch, Mark, Scorer, UnitEvaluator, UnitMarks, word};
use shizu_rules::vocabulary::{Basis, RoleConflict, SheetKind};
use shizu_rules::{FactKey, Lang, MatterFacts, Rulebook, Subject, verify};

#[test]
fn every_golden_case_comes_out() {
    let lines = ecology::lines();
    assert!(lines.len() >= 30);
    let wrong = lines.iter().filter(|line| line.expected != line.found);
    let wrong: Vec<String> = wrong
        .map(|line| {
            format!(
                "{}\n  want {}\n  got  {}",
                line.name, line.expected, line.found
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answers_have_the_committed_fingerprint() {
    let found = ecology::fingerprint();
    assert_eq!(
        found,
        ecology::FINGERPRINT,
        "now FINGERPRINT = {found:#018x}"
    );
}

// --- What ships ----------------------------------------------------------------------------------------------------------------------------------

#[test]
fn every_sheet_weighs_a_hundred_and_its_levels_have_no_hole() {
    let book = rulebook();
    let parameters = book.parameters_on(day());
    let ids: Vec<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.grounds.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "ecology",
            "aspects",
            "yancheng",
            "warning",
            "appraisal",
            "heqing",
            "tongshan"
        ]
    );
    for id in ids {
        let scorer = Scorer::new(book, &parameters, id).expect(id);
        let sum: Decimal = scorer.criteria.iter().map(|known| known.weight).sum();
        assert_eq!(sum, Decimal::ONE_HUNDRED, "{id}");
        // Every hundredth of a point from 0 to 100 has exactly one level.
        for hundredths in 0..=10_000 {
            let score = Decimal::new(hundredths, 2);
            assert!(scorer.level(score).is_some(), "{id} {score}");
        }
    }
}

#[test]
fn the_dimensions_and_areas_are_those_of_the_paragraphs() {
    let codes = |id: &str| -> Vec<String> {
        let sheet = rulebook().sheet(id).expect(id);
        let criteria = rulebook().criteria(sheet);
        criteria
            .iter()
            .map(|criterion| criterion.code.clone())
            .collect()
    };
    // LS37 names five, SF09 six and five kinds of evidence, RD34 six areas.
    assert_eq!(
        codes("ecology"),
        [
            "democratic_centralism",
            "use_of_power",
            "cadre_selection",
            "style",
            "clues"
        ]
    );
    assert_eq!(codes("aspects").len(), 6);
    assert_eq!(
        codes("warning"),
        ["archive", "petitions", "inspection", "audit", "survey"]
    );
    let areas = [
        "responsibility",
        "supervision",
        "education",
        "style_checks",
        "cases",
        "own_team",
    ];
    assert_eq!(codes("appraisal"), areas);
    assert_eq!(codes("tongshan"), areas);
}

#[test]
fn weights_and_lines_are_assumptions_and_say_what_was_chosen() {
    let families = [
        "ecology.",
        "aspects.",
        "yancheng.",
        "warning.",
        "archive.",
        "appraisal.",
        "heqing.",
        "tongshan.",
        "role.",
        "scoring.",
    ];
    let ours = rulebook().parameters.iter().filter(|known| {
        families
            .iter()
            .any(|family| known.grounds.id.starts_with(family))
    });
    let ours: Vec<_> = ours.collect();
    assert!(ours.len() >= 45, "{}", ours.len());
    for parameter in ours {
        assert_eq!(
            parameter.grounds.basis,
            Basis::Assumption,
            "{}",
            parameter.grounds.id
        );
        assert!(parameter.grounds.note.is_some(), "{}", parameter.grounds.id);
    }
}

#[test]
fn the_archive_has_twelve_conditions_of_which_three_are_the_paragraphs() {
    let conditions: Vec<FactKey> = CadreWatch::conditions().collect();
    assert_eq!(conditions.len(), 12);
    let table = rulebook().table("archive-warnings").expect("a table");
    let by = |basis: Basis| -> BTreeSet<&str> {
        let rules = table.rules.iter().filter(|rule| rule.basis == basis);
        rules
            .map(|rule| rule.id.trim_start_matches("archive."))
            .collect()
    };
    let named = BTreeSet::from(["children_business", "concurrent_posts", "family_abroad"]);
    assert_eq!(by(Basis::Source), named);
    assert_eq!(by(Basis::Assumption).len(), 9);
}

#[test]
fn the_family_is_proved() {
    let proof = verify(rulebook()).expect("provable");
    let tables = [
        "ecology-risk",
        "ecology-measures",
        "cadre-measures",
        "cadre-organ",
        "archive-warnings",
        "archive-use",
        "appraisal-consequences",
        "double-accountability",
        "responsibility",
        "accountability-measures",
        "role-conflict",
        "role-warnings",
    ];
    for id in tables {
        let proved = proof
            .tables
            .iter()
            .find(|table| table.table == id)
            .expect(id);
        assert!(proved.findings.is_empty(), "{id}: {:?}", proved.findings);
    }
    assert!(shizu_rules::ecology::check(rulebook()).is_empty());
}

#[test]
fn weights_that_do_not_make_a_hundred_are_refused_in_an_overlay() {
    let overlay = |value: &str| {
        format!(
            "[overlay]\nid = \"x\"\nzh = \"甲县\"\nen = \"county\"\n[[parameter]]\nid = \"ecology.style.weight\"\nvalue = \"{value}\"\n\
         basis = \"assumption\"\ncites = [\"LS37\"]\nnote.zh = \"本地\"\nnote.en = \"local\"\n"
        )
    };
    let refused = rulebook()
        .with_overlay("county.toml", &overlay("30"))
        .expect_err("110");
    assert!(
        refused
            .iter()
            .any(|error| error.message(Lang::En).contains("110")),
        "{refused:?}"
    );
    assert!(
        rulebook()
            .with_overlay("county.toml", &overlay("20"))
            .is_ok()
    );
}

#[test]
fn lines_that_cross_are_refused_in_an_overlay() {
    let text = "[overlay]\nid = \"x\"\nzh = \"甲县\"\nen = \"county\"\n[[parameter]]\nid = \"warning.band.watch\"\nvalue = \"95\"\n\
        basis = \"assumption\"\ncites = [\"SF09\"]\nnote.zh = \"本地\"\nnote.en = \"local\"\n";
    let refused = rulebook()
        .with_overlay("county.toml", text)
        .expect_err("95 above 90");
    assert!(
        refused
            .iter()
            .any(|error| error.message(Lang::Zh).contains("由高到低")),
        "{refused:?}"
    );
}

// --- Whole spaces against a second reading ---------------------------------------------------------------------------------------------------------

/// Every combination of the facts of a subject, unknown left out.
fn all_known(subject: Subject, keys: &[FactKey]) -> Vec<MatterFacts> {
    let mut all = vec![MatterFacts::new(subject)];
    for key in keys {
        let longer = all.iter().flat_map(|facts| {
            (0..key.values().len()).map(|index| {
                let mut facts = facts.clone();
                facts.set(*key, Some(index));
                facts
            })
        });
        all = longer.collect();
    }
    all
}

fn yes(facts: &MatterFacts, key: FactKey) -> bool {
    facts.value(key).is_some_and(|value| value.code == "yes")
}

#[test]
fn double_accountability_is_any_of_five() {
    let five = [
        FactKey::StyleDefiance,
        FactKey::SystemicCorruption,
        FactKey::WeakConstruction,
        FactKey::ProblemUnreported,
        FactKey::CaseSuppressed,
    ];
    let judge = Judge::new(rulebook(), day()).expect("compiles");
    let space = all_known(Subject::Accountability, &five);
    assert_eq!(space.len(), 32);
    for facts in space {
        let any = five.iter().any(|key| yes(&facts, *key));
        let verdict = judge.judge(&facts).verdict.expect("a table");
        let found = verdict.answers.first().and_then(word).expect("an answer");
        assert_eq!(found.code, if any { "both" } else { "not_triggered" });
    }
}

/// The paragraphs once more in plain code: RD14 lets a few tasks be taken that hinder nothing, RD09, RD10 and RD22 want no leading for good.
fn role(facts: &MatterFacts) -> RoleConflict {
    let is = |key| yes(facts, key);
    let leads = facts
        .value(FactKey::TaskPart)
        .is_some_and(|part| part.code == "leads");
    if !is(FactKey::Portfolio) && is(FactKey::Supervisory) {
        RoleConflict::None
    } else if is(FactKey::Hinders) || (leads && !is(FactKey::Temporary)) {
        RoleConflict::Conflict
    } else {
        RoleConflict::Tolerable
    }
}

#[test]
fn every_task_has_one_verdict() {
    let keys = [
        FactKey::Portfolio,
        FactKey::Supervisory,
        FactKey::Hinders,
        FactKey::Temporary,
        FactKey::TaskPart,
    ];
    let checker = RoleChecker::new(rulebook(), day()).expect("compiles");
    let space = all_known(Subject::GroupTask, &keys);
    assert_eq!(space.len(), 32);
    for facts in space {
        let check = checker.check(std::slice::from_ref(&facts));
        assert_eq!(check.tasks[0].settled(), Some(role(&facts)), "{facts:?}");
    }
}

#[test]
fn a_few_tolerable_tasks_are_few() {
    let checker = RoleChecker::new(rulebook(), day()).expect("compiles");
    let mut facts = MatterFacts::new(Subject::GroupTask);
    for (key, code) in [
        (FactKey::Portfolio, "yes"),
        (FactKey::Hinders, "no"),
        (FactKey::TaskPart, "assists"),
    ] {
        facts.parse(key, code).expect(code);
    }
    assert!(!checker.check(&[facts.clone(), facts.clone()]).too_many);
    let three = checker.check(&[facts.clone(), facts.clone(), facts]);
    assert!(three.too_many);
    assert_eq!(three.counts, [0, 3, 0]);
}

/// Grade and risk of whole marks, read once more in plain code.
#[test]
fn grade_and_risk_follow_the_lines_everywhere() {
    let evaluator = UnitEvaluator::new(rulebook(), "ecology", day()).expect("compiles");
    for first in (0..=100).step_by(5) {
        for others in (0..=100).step_by(5) {
            let score = f64::from(first + 4 * others) / 5.0;
            let entered = UnitMarks {
                marks: [first, others, others, others, others]
                    .map(|mark| Mark::Score(Decimal::from(mark)))
                    .to_vec(),
                deduction: Decimal::ZERO,
            };
            let found = evaluator.evaluate(&entered, &MatterFacts::new(Subject::Ecology));
            let weak = first.min(others) < 60;
            let (grade, risk) = match score {
                score if score >= 90.0 => ("good", if weak { "medium" } else { "low" }),
                score if score >= 80.0 => ("fairly_good", if weak { "medium" } else { "low" }),
                score if score >= 60.0 => ("fair", if weak { "high" } else { "medium" }),
                _ => ("poor", "high"),
            };
            assert_eq!(found.score.levels.len(), 1);
            assert_eq!(found.score.levels[0].code, grade, "{first} {others}");
            assert_eq!(
                found.risks.iter().map(|risk| risk.code).collect::<Vec<_>>(),
                [risk],
                "{first} {others}"
            );
        }
    }
}

// --- What is unknown ---------------------------------------------------------------------------------------------------------------------------------

#[test]
fn an_unknown_dimension_gives_a_range_and_says_what_to_enter() {
    let evaluator = UnitEvaluator::new(rulebook(), "ecology", day()).expect("compiles");
    let entered = UnitMarks {
        marks: marks(&["80", "met;;partly;not_met", "80", "", "80"].map(str::to_owned)),
        deduction: Decimal::ZERO,
    };
    let found = evaluator.evaluate(&entered, &MatterFacts::new(Subject::Ecology));
    // 48 for the three known, (100+50)/4 = 37.5 to 62.5 for the points, 0 to 100 for style: 48 + 7.5 to 48 + 12.5 + 20.
    assert_eq!(found.score.score.to_string(), "55.5–80.5");
    assert_eq!(found.score.missing, ["style", "use_of_power"]);
    let grades: Vec<&str> = found.score.levels.iter().map(|level| level.code).collect();
    assert_eq!(grades, ["fairly_good", "fair", "poor"]);
    assert_eq!(found.score.next, None);
    let sure: Vec<&str> = found
        .measures
        .sure
        .iter()
        .map(|measure| measure.rule.as_str())
        .collect();
    assert_eq!(sure, ["ecology.analysis", "ecology.file", "ecology.head"]);
    assert!(
        found
            .measures
            .possible
            .iter()
            .any(|duty| duty.id == "special_check")
    );
}

#[test]
fn the_office_that_has_not_spoken_leaves_a_range() {
    let appraiser = GroupAppraiser::new(rulebook(), sheet(SheetKind::Appraisal, None), day())
        .expect("compiles");
    let entered = GroupMarks {
        commission: vec![Mark::Score(Decimal::ONE_HUNDRED); 6],
        ..GroupMarks::default()
    };
    let found = appraiser.appraise(&entered, &MatterFacts::new(Subject::Appraisal));
    assert_eq!(found.score.score.to_string(), "70–100");
    assert_eq!(found.missing.len(), 6);
    assert!(
        found
            .missing
            .iter()
            .all(|(_, voice)| *voice == Voice::Office)
    );
    assert_eq!(found.missing[0].0, "supervision");
}

#[test]
fn the_way_to_the_next_level_reaches_it() {
    let evaluator = UnitEvaluator::new(rulebook(), "ecology", day()).expect("compiles");
    let texts = ["70", "62", "75", "68", "72"].map(str::to_owned);
    let entered = UnitMarks {
        marks: marks(&texts),
        deduction: Decimal::ZERO,
    };
    let facts = MatterFacts::new(Subject::Ecology);
    let found = evaluator.evaluate(&entered, &facts);
    let next = found.score.next.expect("a better grade");
    assert_eq!(next.level.code, "fairly_good");
    // 80 − 69.4; 53 more in one dimension of 20 percent, which none has room for.
    assert_eq!(next.lacks.normalize().to_string(), "10.6");
    assert!(next.levers.is_empty());
    let texts = ["58", "45", "60", "52", "40"].map(str::to_owned);
    let entered = UnitMarks {
        marks: marks(&texts),
        deduction: Decimal::ZERO,
    };
    let next = evaluator
        .evaluate(&entered, &facts)
        .score
        .next
        .expect("a better grade");
    // 9 points are missing: 45 in one dimension of 20 percent. 45, 52 and 40 leave room for it.
    let levers: Vec<String> = next
        .levers
        .iter()
        .map(|(code, mark)| format!("{code}={}", mark.normalize()))
        .collect();
    assert_eq!(levers, ["use_of_power=90", "style=97", "clues=85"]);
}

#[test]
fn the_book_without_a_condition_is_found_wanting() {
    let mut book: Rulebook = rulebook().clone();
    let table = book
        .tables
        .iter_mut()
        .find(|table| table.id == "archive-warnings")
        .expect("a table");
    table.rules.pop();
    let findings = shizu_rules::ecology::check(&book);
    assert!(
        findings.iter().any(|finding| finding.en.contains("11")),
        "{findings:?}"
    );
}
