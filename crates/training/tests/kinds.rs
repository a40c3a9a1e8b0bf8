//! Kinds and branches that the example does not use, in a scenario of their own; expectations from the paragraphs and by hand.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::sync::OnceLock;

use common::{answer, go_on, rulebook};
use proptest::prelude::*;
use shizu_training::{
    Answer, AnswerProblem, Desk, Finding, Fraction, Graded, Play, Scenario, check,
};

const TEXT: &str = r#"
format = 1
id = "kinds"
invented = true
module = "theory"
day = "2026-03-02"
title = { zh = "测试", en = "Test" }
about = { zh = "测试", en = "Test" }
debrief = { zh = "完", en = "End" }

[[matter]]
id = "clue"
title = { zh = "线索", en = "clue" }
facts = { commission = "county", authority = "same_level", nature = "discipline", gravity = "ordinary" }

[[matter]]
id = "exchange"
subject = "exchange"
title = { zh = "交换", en = "exchange" }
facts = { data_kind = "policies", sender = "office", recipient = "group", purpose = "training" }

[[scene]]
id = "one"
title = { zh = "一", en = "one" }
text = { zh = "一", en = "one" }
next = "good"

[[scene.decision]]
id = "dues"
kind = "order"
by = "due"
prompt = { zh = "排", en = "order" }
# 2 March and a month: 2 April; 20 March and 5 working days: 27 March; 4 March and 15 working days: 25 March.
step = [ { id = "disposal_opinion", start = "2026-03-02" }, { id = "report_to_superior", start = "2026-03-20" }, { id = "acceptance_reply", start = "2026-03-04" } ]

[[scene.decision]]
id = "phases"
kind = "order"
by = "phase"
prompt = { zh = "排", en = "order" }
step = [ { id = "report_process_and_result" }, { id = "register_and_assign" }, { id = "guide_organ_committee" }, { id = "joint_talk" } ]

[[scene.decision]]
id = "days"
kind = "deadline"
amount = 10
unit = "days"
start = "2026-03-02"
prompt = { zh = "哪天", en = "when" }

[[scene.decision]]
id = "parts"
kind = "duties"
duties = ["duty.clue.joint_handling"]
role = "assist"
prompt = { zh = "谁协助", en = "who assists" }

[[scene.decision]]
id = "allowed"
kind = "exchange"
ask = ["decision", "approver", "masks"]
matter = "exchange"
prompt = { zh = "能给吗", en = "may it" }

[[scene.decision]]
id = "poor"
kind = "score"
prompt = { zh = "多少", en = "score" }
fields = { main_responsibility = 50, organization = 50, tasks = 50, transferred = 50, satisfaction = 50, gravity = "grave" }

[[scene.branch]]
below = 50
to = "bad"

[[scene.branch]]
decision = "parts"
chose = "organ_committee"
to = "odd"

[[scene]]
id = "bad"
title = { zh = "差", en = "bad" }
text = { zh = "差", en = "bad" }
end = true

[[scene]]
id = "odd"
title = { zh = "怪", en = "odd" }
text = { zh = "怪", en = "odd" }
end = true

[[scene]]
id = "good"
title = { zh = "好", en = "good" }
text = { zh = "好", en = "good" }
end = true
"#;

fn scenario() -> &'static Scenario {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    SCENARIO.get_or_init(|| common::read(TEXT))
}

fn desk() -> &'static Desk {
    static DESK: OnceLock<Desk> = OnceLock::new();
    DESK.get_or_init(|| Desk::new(rulebook(), scenario().day).expect("tables compile"))
}

type Slots<'a> = &'a [(&'a str, &'a [&'a str])];

const RIGHT: &[(&str, Slots<'static>)] = &[
    (
        "dues",
        &[(
            "order",
            &["acceptance_reply", "report_to_superior", "disposal_opinion"],
        )],
    ),
    // On receipt, while verifying (two of them, in any order), after closing.
    (
        "phases",
        &[(
            "order",
            &[
                "register_and_assign",
                "joint_talk",
                "guide_organ_committee",
                "report_process_and_result",
            ],
        )],
    ),
    ("days", &[("due", &["2026-03-12"])]),
    // LS43: the group assists.
    ("parts", &[("duty.clue.joint_handling", &["group"])]),
    // LS56: policies are general; nobody approves, nothing is masked.
    (
        "allowed",
        &[
            ("share.decision", &["allowed"]),
            ("share.approver", &["not_needed"]),
        ],
    ),
    // 50 is poor; LS64: urged, and where grave held to account; a look-back (assumption). Appraisal and selection take every result into account.
    (
        "poor",
        &[
            ("score", &["50"]),
            ("band", &["poor"]),
            (
                "consequences",
                &[
                    "urge",
                    "accountability",
                    "look_back",
                    "party_building_appraisal",
                    "cadre_selection",
                ],
            ),
        ],
    ),
];

fn play_all(with: &[(&str, Slots<'_>)]) -> Play<'static> {
    let mut play = Play::new(scenario(), desk());
    for (id, right) in RIGHT {
        let other = with.iter().find(|(known, _)| known == id);
        let slots = other.map_or(*right, |(_, slots)| *slots);
        answer(&mut play, id, slots);
    }
    go_on(&mut play);
    play
}

fn graded<'p>(play: &'p Play<'_>, id: &str) -> &'p Graded {
    let mut all = play.graded().iter();
    all.find(|graded| graded.decision == id)
        .expect("it was answered")
}

#[test]
fn answers_found_by_hand_are_full() {
    let play = play_all(&[]);
    let wrong: Vec<&Graded> = play
        .graded()
        .iter()
        .filter(|graded| !graded.is_full())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(play.scene().map(|scene| scene.id.as_str()), Some("good"));
}

#[test]
fn ties_may_stand_either_way() {
    let other = &[(
        "order",
        [
            "register_and_assign",
            "guide_organ_committee",
            "joint_talk",
            "report_process_and_result",
        ]
        .as_slice(),
    )];
    let play = play_all(&[("phases", other)]);
    assert!(graded(&play, "phases").is_full());
    // First and last swapped: of five pairs whose order matters none is left in order.
    let turned = &[(
        "order",
        [
            "report_process_and_result",
            "guide_organ_committee",
            "joint_talk",
            "register_and_assign",
        ]
        .as_slice(),
    )];
    let play = play_all(&[("phases", turned)]);
    assert_eq!(graded(&play, "phases").credit, Some(Fraction::ZERO));
}

#[test]
fn branches_look_at_the_score_and_at_what_was_chosen() {
    let scene = |play: &Play<'_>| {
        play.scene()
            .map(|scene| scene.id.clone())
            .unwrap_or_default()
    };
    // Half of what can be had is not below 50 per cent.
    let play = play_all(&[("dues", &[]), ("phases", &[]), ("days", &[])]);
    assert_eq!(play.score(), Fraction::new(1, 2));
    assert_eq!(scene(&play), "good");
    let play = play_all(&[
        ("dues", &[]),
        ("phases", &[]),
        ("days", &[]),
        ("parts", &[]),
    ]);
    assert_eq!(scene(&play), "bad");
    let play = play_all(&[(
        "parts",
        &[("duty.clue.joint_handling", &["organ_committee"])],
    )]);
    assert_eq!(scene(&play), "odd");
}

#[test]
fn what_is_no_answer_is_told_and_changes_nothing() {
    let mut play = Play::new(scenario(), desk());
    let mut tell = |answer: &Answer| {
        let problem = play.answer(answer, 0, None).expect_err("it does not fit");
        assert!(play.steps().is_empty());
        problem
    };
    let slot = Answer::default().with("other", &["group"]);
    assert_eq!(
        tell(&slot),
        AnswerProblem::NoSlot {
            slot: "other".to_owned()
        }
    );
    let twice = Answer::default().with("order", &["disposal_opinion", "disposal_opinion"]);
    assert_eq!(
        tell(&twice),
        AnswerProblem::Twice {
            code: "disposal_opinion".to_owned()
        }
    );
    let near = tell(&Answer::default().with("order", &["disposal_opinon"]));
    assert!(
        matches!(near, AnswerProblem::NoChoice { nearest: Some(nearest), .. } if nearest == "disposal_opinion")
    );
    for (id, slots) in &RIGHT[..2] {
        answer(&mut play, id, slots);
    }
    let no_day = play.answer(&Answer::default().with("due", &["soon"]), 0, None);
    assert!(matches!(no_day, Err(AnswerProblem::NoDay { .. })));
    assert!(!play.go(), "there is something to decide");
}

#[test]
fn the_whole_scenario_is_sound() {
    let checked = check(scenario(), rulebook()).expect("tables compile");
    let faults: Vec<&Finding> = checked
        .findings
        .iter()
        .filter(|finding| !finding.is_note)
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(checked.decisions, [6, 6]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Lines taken out, doubled, swapped, cut short: the file is read, or every mistake has a file, a line or the whole file, and words in both languages.
    #[test]
    fn broken_files_are_told_and_never_hang(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..5), 1..6),
        in_example in any::<bool>(),
    ) {
        let text = if in_example { common::example_text() } else { TEXT };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (at, how) in &cuts {
            let at = at.index(lines.len());
            match how {
                0 => { lines.remove(at); }
                1 => { let line = lines[at].clone(); lines.insert(at, line); }
                2 => { let other = (at * 7 + 3) % lines.len(); lines.swap(at, other); }
                3 => { let half = lines[at].chars().count() / 2; lines[at] = lines[at].chars().take(half).collect(); }
                _ => { lines[at] = lines[at].replace('"', ""); }
            }
            if lines.is_empty() { lines.push(String::new()); }
        }
        match Scenario::read("cut.toml", &lines.join("\n"), rulebook()) {
            Ok(scenario) => {
                check(&scenario, rulebook()).expect("tables compile");
                let desk = Desk::new(rulebook(), scenario.day).expect("tables compile");
                Play::of_engine(&scenario, &desk);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    let finding = Finding::of_error(&error);
                    prop_assert_eq!(&finding.place.file, "cut.toml");
                    prop_assert!(!finding.says.zh.is_empty() && !finding.says.en.is_empty());
                }
            }
        }
    }
}
