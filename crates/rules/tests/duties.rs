//! The duty-tier matrix: who leads what as the paragraphs say it, what must hold of every duty, and the views over them, against a second
//! reading of the files.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/duties.rs"]
mod fingerprint;
#[path = "common/space.rs"]
mod space;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use shizu_rules::duties::{Listing, Matrix, MatrixDuty, Part, Query, tier_of};
use shizu_rules::vocabulary::{DutyField, GapKind, Organ, Rhythm, Role, Stage, Term, Tier};
use shizu_rules::{Lang, Rulebook, verify};

/// Read once: properties ask it hundreds of times.
static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().expect("loads"));

static RAW: LazyLock<Vec<Raw>> = LazyLock::new(raw);

fn rulebook() -> &'static Rulebook {
    &RULEBOOK
}

/// Duty, who leads, another organ and its role, the paragraph.
type Said = (&'static str, Organ, Option<(Organ, Role)>, &'static str);

/// Written from the paragraphs.
const AS_THE_PARAGRAPHS_SAY: &[Said] = &[
    // Who handles a clue goes by who manages the cadre.
    (
        "duty.clue.team_members",
        Organ::Office,
        Some((Organ::Group, Role::Assist)),
        "LS34",
    ),
    ("duty.clue.party_group_cadres", Organ::Group, None, "LS34"),
    (
        "duty.clue.general_staff",
        Organ::OrganCommittee,
        Some((Organ::Group, Role::Guide)),
        "LS34",
    ),
    // The group is close to the unit, the office sees the whole.
    (
        "duty.daily.front_line",
        Organ::Group,
        Some((Organ::Office, Role::Guide)),
        "LS33",
    ),
    ("duty.daily.macro", Organ::Office, None, "LS33"),
    // In working together the office leads, whatever the heads' ranks.
    (
        "duty.command.lead_linkage",
        Organ::Office,
        Some((Organ::Group, Role::Assist)),
        "LS30",
    ),
    // The disclosure of the rectification hands the follow-up over.
    (
        "duty.inspection.before_disclosure",
        Organ::InspectionOffice,
        None,
        "SF15",
    ),
    (
        "duty.inspection.after_disclosure",
        Organ::Office,
        None,
        "SF15",
    ),
    // The group files the discipline case, the local commission the supervision case.
    ("duty.case.party_filing", Organ::Group, None, "LS46"),
    (
        "duty.case.supervision_filing",
        Organ::LocalCommission,
        Some((Organ::Group, Role::Assist)),
        "LS46",
    ),
    // At units of next year's focus the group is stationed and the office checks at random.
    ("duty.special.stationed", Organ::Group, None, "LS42"),
    ("duty.special.spot_check", Organ::Office, None, "LS42"),
    (
        "duty.clue.quarterly_meeting",
        Organ::Office,
        Some((Organ::Group, Role::Assist)),
        "LS43",
    ),
    (
        "duty.inspection.post_evaluation",
        Organ::InspectionOffice,
        Some((Organ::PublicityDept, Role::Assist)),
        "LS64",
    ),
    (
        "duty.appraisal.talk_group_heads",
        Organ::StandingCommittee,
        None,
        "LS64",
    ),
    (
        "duty.coordination.group_liaison",
        Organ::Group,
        None,
        "LS41",
    ),
    (
        "duty.coordination.supply_information",
        Organ::External,
        None,
        "IC05",
    ),
    (
        "duty.trial.issues_list",
        Organ::ZoneTrialTeam,
        Some((Organ::Group, Role::Informed)),
        "FP52",
    ),
];

#[test]
fn duties_are_led_by_whom_the_paragraphs_name() {
    let rulebook = rulebook();
    for (id, lead, other, cite) in AS_THE_PARAGRAPHS_SAY {
        let duty = rulebook.duties.iter().find(|duty| duty.id() == *id);
        let duty = duty.unwrap_or_else(|| panic!("no duty {id}"));
        assert_eq!(duty.lead(), Some(*lead), "{id}");
        assert!(duty.grounds.cites.iter().any(|known| known == cite), "{id}");
        if let Some((organ, role)) = other {
            assert_eq!(duty.role_of(*organ), Some(*role), "{id}");
        }
    }
}

#[test]
fn the_matrix_is_whole() {
    let rulebook = rulebook();
    let matrix = Matrix::new(rulebook);
    assert_eq!(matrix.duties.len(), 273);
    for field in DutyField::ALL {
        assert!(
            matrix.duties.iter().any(|duty| duty.field == *field),
            "{field:?}"
        );
    }
    for duty in &matrix.duties {
        let organs: BTreeSet<Organ> = duty.parts.iter().map(|part| part.organ).collect();
        assert_eq!(organs.len(), duty.parts.len(), "{}", duty.id());
        assert_eq!(duty.organs(Role::Lead).count(), 1, "{}", duty.id());
        assert!(!duty.grounds.cites.is_empty(), "{}", duty.id());
        assert!(rulebook.item(duty.id()).is_some(), "{}", duty.id());
    }
    // Fields in their order, within a field the stages.
    let places: Vec<_> = matrix
        .duties
        .iter()
        .map(|duty| (duty.field, duty.stage))
        .collect();
    assert!(places.is_sorted());
}

#[test]
fn duties_are_written_in_both_languages() {
    let chinese = |text: &str| {
        text.chars()
            .any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
    };
    for duty in &rulebook().duties {
        let grounds = &duty.grounds;
        for text in [&grounds.title, &grounds.says]
            .into_iter()
            .chain(&grounds.note)
        {
            assert!(chinese(&text.zh), "{}: {}", duty.id(), text.zh);
            assert!(!chinese(&text.en), "{}: {}", duty.id(), text.en);
            assert!(
                !text.zh.contains([',', ';']),
                "{}: half-width mark in {}",
                duty.id(),
                text.zh
            );
        }
    }
}

/// What `verify` finds after `spoil` has been at one duty.
fn findings(spoil: impl Fn(&mut MatrixDuty)) -> Vec<String> {
    let mut rulebook = rulebook().clone();
    let duty = rulebook
        .duties
        .iter_mut()
        .find(|duty| duty.id() == "duty.daily.front_line");
    spoil(duty.expect("the duty"));
    let proof = verify(&rulebook).expect("provable");
    assert_eq!(proof.is_sound(), proof.families.is_empty());
    for finding in &proof.families {
        assert!(!finding.zh.is_empty() && !finding.witness.is_empty());
    }
    proof
        .families
        .into_iter()
        .map(|finding| finding.en)
        .collect()
}

#[test]
fn verify_finds_what_is_wrong_with_a_duty() {
    assert!(findings(|_| {}).is_empty());
    let none = findings(|duty| duty.parts.retain(|part| part.role != Role::Lead));
    assert!(
        none[0].contains("duty.daily.front_line") && none[0].contains("exactly one"),
        "{none:?}"
    );
    let lead = Part {
        organ: Organ::TrialOffice,
        role: Role::Lead,
    };
    assert_eq!(findings(|duty| duty.parts.push(lead)).len(), 1);
    let again = Part {
        organ: Organ::Group,
        role: Role::Report,
    };
    assert!(findings(|duty| duty.parts.push(again))[0].contains("named twice"));
    let itself = |duty: &mut MatrixDuty| {
        duty.over.push(Organ::Group);
        duty.grounds.note = None;
    };
    assert!(findings(itself)[0].contains("without a note"));
    let noted = |duty: &mut MatrixDuty| {
        duty.over.push(Organ::Group);
        duty.grounds.note = Some(duty.grounds.says.clone());
    };
    assert!(findings(noted).is_empty());
    let twice = findings(|duty| duty.grounds.id = "duty.daily.macro".to_owned());
    assert!(twice[0].contains("used twice"), "{twice:?}");
    let mut rulebook = rulebook().clone();
    rulebook
        .duties
        .retain(|duty| duty.field != DutyField::ResultsSharing);
    let proof = verify(&rulebook).expect("provable");
    assert_eq!(proof.families[0].witness[0].1, "results_sharing");
}

#[test]
fn groups_stand_in_front_and_offices_behind() {
    for organ in Organ::ALL {
        let tier = match organ.code() {
            "group" | "other_group" => Some(Tier::Front),
            "office" | "other_office" => Some(Tier::Back),
            _ => None,
        };
        assert_eq!(tier_of(*organ), tier);
    }
}

/// A duty as its file has it, read by other means than the rulebook's.
struct Raw {
    id: String,
    field: String,
    stage: String,
    rhythm: String,
    parts: BTreeMap<String, String>,
    over: Vec<String>,
}

fn raw() -> Vec<Raw> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebook/duties");
    let mut duties = Vec::new();
    #[allow(
        clippy::disallowed_methods,
        reason = "a test reads the files themselves"
    )]
    for entry in folder.read_dir().expect("a folder") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("text");
        let file: toml::Table = text.parse().expect("TOML");
        for duty in file["duty"].as_array().expect("duties") {
            let code = |key: &str| duty[key].as_str().expect("a code").to_owned();
            let list = |value: &toml::Value| -> Vec<String> {
                let codes = value.as_array().expect("a list").iter();
                codes
                    .map(|code| code.as_str().expect("a code").to_owned())
                    .collect()
            };
            let mut parts = BTreeMap::new();
            for (role, organs) in duty["parts"].as_table().expect("parts") {
                parts.extend(list(organs).into_iter().map(|organ| (organ, role.clone())));
            }
            duties.push(Raw {
                id: code("id"),
                field: code("field"),
                stage: code("stage"),
                rhythm: code("rhythm"),
                parts,
                over: duty.get("over").map(list).unwrap_or_default(),
            });
        }
    }
    duties
}

#[test]
fn load_counts_what_the_files_say() {
    let (rulebook, raw) = (rulebook(), &*RAW);
    let loads = Matrix::new(rulebook).load();
    assert_eq!(raw.len(), rulebook.duties.len());
    for organ in Organ::ALL {
        let code = organ.code();
        let count = |wanted: &dyn Fn(&Raw) -> bool| raw.iter().filter(|duty| wanted(duty)).count();
        let leads = count(&|duty| duty.parts.get(code).is_some_and(|role| role == "lead"));
        let total = count(&|duty| duty.parts.contains_key(code));
        let over = count(&|duty| duty.over.iter().any(|known| known == code));
        let Some(load) = loads.iter().find(|load| load.organ == *organ) else {
            assert_eq!((total, over), (0, 0), "{code}");
            continue;
        };
        assert_eq!(
            (load.leads(), load.total(), load.over),
            (leads, total, over),
            "{code}"
        );
        assert_eq!(load.helps(), total - leads);
        let in_stage = |stage: &Stage| {
            count(&|duty| duty.parts.contains_key(code) && duty.stage == stage.code())
        };
        assert_eq!(
            load.by_stage.to_vec(),
            Stage::ALL.iter().map(in_stage).collect::<Vec<_>>()
        );
        let at = |rhythm: &Rhythm| {
            count(&|duty| duty.parts.contains_key(code) && duty.rhythm == rhythm.code())
        };
        assert_eq!(
            load.by_rhythm.to_vec(),
            Rhythm::ALL.iter().map(at).collect::<Vec<_>>()
        );
        assert_eq!(load.by_field.iter().sum::<usize>(), total);
    }
    // Every duty has one lead.
    assert_eq!(
        loads
            .iter()
            .map(shizu_rules::duties::Load::leads)
            .sum::<usize>(),
        raw.len()
    );
}

#[test]
fn words_are_found_in_either_language_and_in_names_of_organs() {
    let rulebook = rulebook();
    let matrix = Matrix::new(rulebook);
    let found = |words: &str| {
        let query = Query {
            words: words.to_owned(),
            ..Query::default()
        };
        let duties = matrix.filtered(&query).duties;
        duties
            .iter()
            .map(|duty| duty.id().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(found("季度例会").contains(&"duty.clue.quarterly_meeting".to_owned()));
    assert!(found("QUARTERLY meeting").contains(&"duty.clue.quarterly_meeting".to_owned()));
    assert!(found("SF15 整改").contains(&"duty.inspection.before_disclosure".to_owned()));
    assert!(found("机关纪委").contains(&"duty.clue.general_staff".to_owned()));
    assert!(found("没有这样的词").is_empty());
    assert_eq!(found("   ").len(), matrix.duties.len());
}

#[test]
fn organ_and_role_belong_together_in_a_query() {
    let rulebook = rulebook();
    let matrix = Matrix::new(rulebook);
    let guided = matrix.filtered(&Query {
        organs: vec![Organ::Office],
        roles: vec![Role::Guide],
        ..Query::default()
    });
    assert!(!guided.duties.is_empty());
    assert!(
        guided
            .duties
            .iter()
            .all(|duty| duty.role_of(Organ::Office) == Some(Role::Guide))
    );
    // What the office guides, it does not lead: no such duty is led from the back by the office itself.
    assert!(
        guided
            .duties
            .iter()
            .all(|duty| duty.lead() != Some(Organ::Office))
    );
}

#[test]
fn gaps_and_overlaps_hold_what_they_claim() {
    let rulebook = rulebook();
    let matrix = Matrix::new(rulebook);
    let gaps = matrix.gaps();
    assert!(!gaps.is_empty());
    for gap in &gaps {
        let has_tier = |tier| {
            let mut parts = gap.duties.iter().flat_map(|duty| &duty.parts);
            parts.any(|part| tier_of(part.organ) == Some(tier))
        };
        match gap.kind {
            GapKind::NoDuty => {
                let stage = gap.stage.expect("a stage");
                assert!(
                    !matrix
                        .duties
                        .iter()
                        .any(|duty| Some(duty.field) == gap.field && duty.stage == stage)
                );
                assert!(gap.duties.iter().all(|duty| duty.stage == Stage::Always));
            }
            GapKind::NoFront => assert!(!has_tier(Tier::Front)),
            GapKind::NoBack => assert!(!has_tier(Tier::Back)),
            GapKind::NoSupervision => {
                let mut parts = gap.duties.iter().flat_map(|duty| &duty.parts);
                assert!(!parts.any(|part| matches!(part.role, Role::Guide | Role::Supervise)));
            }
            GapKind::LeadAlone => assert!(gap.duties.iter().all(|duty| duty.parts.len() == 1)),
            GapKind::NeverLeads => {
                let organ = gap.organ.expect("an organ");
                assert_eq!(matrix.count(organ, Role::Lead), 0);
                assert!(!gap.duties.is_empty());
            }
        }
    }
    let overlaps = matrix.overlaps();
    // The follow-up before and after disclosure is one task that changes hands (SF15).
    let ids = [
        "duty.inspection.before_disclosure",
        "duty.inspection.after_disclosure",
    ];
    assert!(overlaps.iter().any(|overlap| {
        let pair = overlap.duties.map(MatrixDuty::id);
        ids.iter().all(|id| pair.contains(id))
    }));
    for overlap in &overlaps {
        let [first, second] = overlap.duties;
        assert_eq!((first.field, first.stage), (second.field, second.stage));
        assert_ne!(first.lead(), second.lead());
    }
}

#[test]
fn listings_are_rectangular_and_markdown_keeps_the_cells() {
    let rulebook = rulebook();
    let matrix = Matrix::new(rulebook);
    let pair = [Organ::Office, Organ::Group];
    for lang in [Lang::Zh, Lang::En] {
        let mut names = BTreeSet::new();
        for listing in [
            Listing::of_matrix(&matrix, lang),
            Listing::of_organ(&matrix.of_organ(Organ::PartyGroup), lang),
            Listing::of_comparison(&matrix.compare(pair[0], pair[1]), pair, lang),
            Listing::of_load(&matrix.load(), lang),
            Listing::of_gaps(&matrix.gaps(), lang),
            Listing::of_overlaps(&matrix.overlaps(), lang),
        ] {
            assert!(names.insert(listing.name.clone()));
            assert!(listing.name.chars().count() <= 31);
            assert!(!listing.rows.is_empty());
            assert!(
                listing
                    .rows
                    .iter()
                    .all(|row| row.len() == listing.header.len()),
                "{}",
                listing.name
            );
            let lines: Vec<String> = listing.markdown().lines().map(str::to_owned).collect();
            assert_eq!(lines.len(), listing.rows.len() + 4);
            assert!(
                lines[2..]
                    .iter()
                    .all(|line| line.matches('|').count() == listing.header.len() + 1)
            );
        }
    }
}

#[test]
fn the_fingerprint_is_that_of_the_browser() {
    let print = fingerprint::of(rulebook());
    assert_eq!(print, fingerprint::MATRIX, "{print:#018x}");
}

fn some<T: Term + std::fmt::Debug>(most: usize) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(proptest::sample::select(T::ALL), 0..=most)
}

#[test]
fn a_sentence_says_who_does_what_in_number() {
    let sentence = |id: &str, lang| {
        let mut duties = rulebook().duties.iter();
        let duty = duties.find(|duty| duty.id() == id).expect("it is there");
        duty.sentence(lang)
    };
    // LS54, LS60: the office tells group and inspection body.
    let id = "duty.information.notify_prominent";
    assert_eq!(
        sentence(id, Lang::En),
        "Supervision office leads; resident group and inspection office are informed."
    );
    assert_eq!(
        sentence(id, Lang::Zh),
        "监督检查室主办，派驻纪检监察组、巡察办（巡视办）知悉。"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_keeps_exactly_what_the_files_say(
        organs in some::<Organ>(2), fields in some::<DutyField>(3), stages in some::<Stage>(2),
        roles in some::<Role>(2), rhythms in some::<Rhythm>(4), tiers in some::<Tier>(1),
    ) {
        fn named<T: Term>(asked: &[T], code: &str) -> bool {
            asked.is_empty() || asked.iter().any(|term| term.code() == code)
        }
        let rulebook = rulebook();
        let query = Query { organs, fields, stages, tiers, roles, rhythms, words: String::new() };
        let matrix = Matrix::new(rulebook).filtered(&query);
        let kept: BTreeSet<&str> = matrix.duties.iter().map(|duty| duty.id()).collect();
        let raw = &*RAW;
        let expected: BTreeSet<&str> = raw.iter().filter(|duty| {
            let lead = duty.parts.iter().find(|(_, role)| *role == "lead").map_or("", |(organ, _)| organ);
            let tier = if lead.ends_with("group") && lead != "party_group" { "front" }
                else if ["office", "other_office"].contains(&lead) { "back" } else { "" };
            duty.parts.iter().any(|(organ, role)| named(&query.organs, organ) && named(&query.roles, role))
                && named(&query.fields, &duty.field) && named(&query.stages, &duty.stage)
                && named(&query.rhythms, &duty.rhythm) && named(&query.tiers, tier)
        }).map(|duty| duty.id.as_str()).collect();
        prop_assert_eq!(kept, expected);
    }

    #[test]
    fn comparing_loses_no_duty_and_is_symmetric(
        first in proptest::sample::select(Organ::ALL), second in proptest::sample::select(Organ::ALL),
    ) {
        prop_assume!(first != second);
        let rulebook = rulebook();
        let matrix = Matrix::new(rulebook);
        let there = matrix.compare(first, second);
        let back = matrix.compare(second, first);
        prop_assert_eq!(&there.only_first, &back.only_second);
        prop_assert_eq!(there.both.len(), back.both.len());
        let load = matrix.load_of(first);
        prop_assert_eq!(there.only_first.len() + there.both.len(), load.total());
        let of_organ = matrix.of_organ(first);
        let listed: usize = of_organ.groups.iter().map(|group| group.duties.len()).sum();
        prop_assert_eq!(listed, load.total());
    }
}
