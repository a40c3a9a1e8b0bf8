//! The example played with answers found by hand, from the paragraphs and with pencil and paper.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{answer, desk, example, go_on};
use shizu_training::{Fraction, Graded, Play};

type Slots<'a> = &'a [(&'a str, &'a [&'a str])];

/// Decision, answer, and where that comes from.
const RIGHT: &[(&str, Slots<'static>)] = &[
    // LS34: routing goes by management authority.
    ("ask", &[("ask", &["authority"])]),
    // LS34: cadres managed by the unit's party group are the group's.
    ("lead", &[("lead", &["group"])]),
    // LS43: a key post managed by the party group brings joint handling, and nothing else is in the facts.
    ("how", &[("mechanisms", &["joint_handling"])]),
    // A month from 2 March, start day not counted: 2 April, a Thursday.
    ("opinion", &[("due", &["2026-04-02"])]),
    // Not joint disposal, which is for cadres of the same level; not 1 April.
    (
        "check_slip",
        &[("faults", &["mechanisms", "disposal_opinion"])],
    ),
    (
        "who_does",
        &[
            // LS38, LS43, LS34.
            ("duty.daily.meeting_during", &["group"]),
            ("duty.clue.quarterly_meeting", &["office"]),
            ("duty.clue.general_staff", &["organ_committee"]),
        ],
    ),
    (
        "stages",
        &[(
            "order",
            &[
                "duty.daily.meeting_before",
                "duty.daily.meeting_during",
                "duty.daily.meeting_after",
            ],
        )],
    ),
    // LS42: four quarters without a case for the first group; the second had one in the last quarter; the unit neither clue nor case.
    (
        "heat",
        &[("water", &["Z2"]), ("forest", &[]), ("bureau", &["Z1"])],
    ),
    // 7 / 26 = 26.923 %.
    ("rate", &[("rate.1", &["26.9"])]),
    // LS56: clues are case-confidential, so approval; that the head of the commission approves is our assumption after R23.
    (
        "share",
        &[
            ("share.tier", &["case_confidential"]),
            ("share.decision", &["approval"]),
            ("share.approver", &["commission_head"]),
        ],
    ),
    // One of the office, three of four specialists (75 % ≥ 70 %), one of them knows the field, nobody has ties.
    ("squad", &[("members", &["mo", "yin", "xu", "pan"])]),
    // 92 × 15 + 88 × 15 + 76 × 40 + 80 × 20 + 85 × 10 = 8190.
    (
        "rectification",
        &[("score", &["81.90"]), ("band", &["fairly_good"])],
    ),
    // (84 + 72 + 88 + 90 + 75) / 5.
    (
        "ecology",
        &[("score", &["81.8"]), ("level", &["fairly_good"])],
    ),
    // FP52: the file is not complete.
    ("accept", &[("trial_acceptance", &["complete_file"])]),
    ("words", &[("note", &["分母"])]),
];

fn fraction(num: u64, den: u64) -> Fraction {
    Fraction::new(num, den)
}

#[test]
fn every_answer_found_by_hand_is_full() {
    let mut play = Play::new(example(), desk());
    for (id, slots) in RIGHT {
        let graded = answer(&mut play, id, slots);
        assert!(graded.is_full(), "{id}: {graded:#?}");
        assert!(
            graded.slots.iter().all(|slot| slot.why_not.is_empty()),
            "{id}"
        );
    }
    go_on(&mut play);
    assert!(play.is_finished());
    assert_eq!(play.score(), Fraction::ONE);
    let graded = play.graded();
    assert_eq!(
        graded.last().map(|note| note.credit),
        Some(None),
        "a note is not graded"
    );
}

#[test]
fn the_engines_way_is_the_same() {
    let play = Play::of_engine(example(), desk());
    assert!(play.is_finished());
    assert_eq!(play.score(), Fraction::ONE);
    assert_eq!(play.graded().len(), RIGHT.len());
}

/// The first `count` decisions right, so that the next one can be looked at.
fn up_to(count: usize) -> Play<'static> {
    let mut play = Play::new(example(), desk());
    for (id, slots) in &RIGHT[..count] {
        answer(&mut play, id, slots);
    }
    play
}

fn next(count: usize, slots: Slots<'_>) -> Graded {
    let mut play = up_to(count);
    answer(&mut play, RIGHT[count].0, slots)
}

#[test]
fn a_wrong_lead_is_told_why_and_what_would_have_made_it_right() {
    let graded = next(1, &[("lead", &["office"])]);
    assert_eq!(graded.credit, Some(fraction(0, 1)));
    let why_not = &graded.slots[0].why_not[0];
    assert_eq!(why_not.rule.as_deref(), Some("lead.same_level.ordinary"));
    // LS34: the office leads for cadres of the same level. One fact decides, whatever else is known.
    let changes: Vec<(&str, &str)> = why_not
        .changes
        .iter()
        .map(|change| (change.what.en.as_str(), change.then.en.as_str()))
        .collect();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].0, "management authority");
    assert!(
        graded.slots[0]
            .why
            .iter()
            .any(|why| why.cites.contains(&"LS34".to_owned()))
    );
    let told = graded.consequence.expect("the scene answers");
    assert!(told.en.contains("who manages him"), "{}", told.en);
}

#[test]
fn who_gets_the_routing_wrong_takes_the_detour() {
    let scene_after = |lead: &str| {
        let mut play = up_to(1);
        answer(&mut play, "lead", &[("lead", &[lead])]);
        for (id, slots) in &RIGHT[2..4] {
            answer(&mut play, id, slots);
        }
        assert!(play.go());
        play.scene().map(|scene| scene.id.clone())
    };
    assert_eq!(scene_after("office").as_deref(), Some("detour"));
    assert_eq!(scene_after("group").as_deref(), Some("slip"));
}

#[test]
fn sets_give_what_both_have_over_what_either_has() {
    // One of two chosen is right, and it is the only right one.
    let graded = next(2, &[("mechanisms", &["joint_handling", "joint_disposal"])]);
    assert_eq!(graded.credit, Some(fraction(1, 2)));
    // One of two faults found, one line wrongly suspected: one of three.
    let graded = next(4, &[("faults", &["mechanisms", "lead"])]);
    assert_eq!(graded.credit, Some(fraction(1, 3)));
    // Nothing chosen where something applies.
    assert_eq!(next(2, &[]).credit, Some(fraction(0, 1)));
}

#[test]
fn every_slot_counts_alike() {
    // Two of three duties.
    let graded = next(
        5,
        &[
            ("duty.daily.meeting_during", &["group"]),
            ("duty.clue.quarterly_meeting", &["group"]),
            ("duty.clue.general_staff", &["organ_committee"]),
        ],
    );
    assert_eq!(graded.credit, Some(fraction(2, 3)));
    // No trigger named: right for the group that has none.
    assert_eq!(next(7, &[]).credit, Some(fraction(1, 3)));
}

#[test]
fn orders_give_pairs() {
    // before, after, during: of three pairs one is the wrong way round.
    let graded = next(
        6,
        &[(
            "order",
            &[
                "duty.daily.meeting_before",
                "duty.daily.meeting_after",
                "duty.daily.meeting_during",
            ],
        )],
    );
    assert_eq!(graded.credit, Some(fraction(2, 3)));
    assert_eq!(graded.slots[0].why_not.len(), 2);
}

#[test]
fn a_day_too_early_is_wrong_and_told_so() {
    let graded = next(3, &[("due", &["2026-04-01"])]);
    assert_eq!(graded.credit, Some(fraction(0, 1)));
    let why_not = &graded.slots[0].why_not[0];
    assert_eq!(
        why_not.says.as_ref().map(|says| says.zh.as_str()),
        Some("早了1天。")
    );
    // A month from 1 March ends on 1 April.
    assert_eq!(why_not.changes[0].then.en, "2026-03-01");
}

#[test]
fn a_squad_is_judged_by_its_faults() {
    // Four people, an office, but half of them specialists, nobody clean who knows the field, and two with ties: of five demands the number, the office and
    // the field (by the one who has ties) are met.
    let graded = next(10, &[("members", &["xu", "pan", "ding", "fang"])]);
    assert_eq!(graded.credit, Some(fraction(3, 5)));
    // The nearest sound squad swaps these two for the other two.
    let told = &graded.slots[0].why_not;
    assert_eq!(told.len(), 1);
    let names = ["Yin Chuan", "Ding Ke", "Mo Qing", "Fang Li"];
    assert_eq!(told[0].changes.len(), names.len());
    for (change, name) in told[0].changes.iter().zip(names) {
        assert!(change.what.en.starts_with(name), "{}", change.what.en);
    }
}

#[test]
fn bands_are_told_what_would_lift_them() {
    let graded = next(11, &[("score", &["81.9"]), ("band", &["good"])]);
    assert_eq!(graded.credit, Some(fraction(1, 2)));
    let changes = &graded.slots[1].why_not[0].changes;
    // 8.1 points are missing; tasks weigh 40 %, so they have to rise by 20.25.
    assert_eq!(changes[0].what.en, "tasks");
    assert_eq!(changes[0].then.en, "96.25");
}

#[test]
fn a_figure_is_told_the_count_that_would_have_given_it() {
    let graded = next(8, &[("rate.1", &["30.8"])]);
    assert_eq!(graded.credit, Some(fraction(0, 1)));
    let changes = &graded.slots[0].why_not[0].changes;
    // 8 / 26 = 30.77 %.
    assert_eq!(
        (changes[0].now.en.as_str(), changes[0].then.en.as_str()),
        ("7", "8")
    );
    // No number of 26 gives 26.8 %.
    let graded = next(8, &[("rate.1", &["26.8"])]);
    assert!(graded.slots[0].why_not[0].changes.is_empty());
}

#[test]
fn triggers_are_told_what_is_short_and_what_would_be_less() {
    let graded = next(
        7,
        &[("water", &["Z9"]), ("forest", &[]), ("bureau", &["Z1"])],
    );
    assert_eq!(graded.credit, Some(fraction(2, 3)));
    let missed = &graded.slots[0].why_not[1];
    assert_eq!(missed.choice.code, "Z2");
    // Four quarters without a case: it belongs there, and nothing has to change for it.
    assert!(missed.changes.is_empty() && missed.failed.is_empty());
    // No streak of the other group is long enough: it had a case last quarter and clues in each.
    let graded = next(
        7,
        &[("water", &["Z2"]), ("forest", &["Z2"]), ("bureau", &["Z1"])],
    );
    let wrong = &graded.slots[1].why_not[0];
    assert_eq!(wrong.failed.len(), 2);
    assert!(
        wrong
            .failed
            .iter()
            .all(|failed| failed.found.en.starts_with("0 (") && failed.wanted[0].en == "4")
    );
}
