//! Every combination of the facts that decide leads, parts and mechanisms, against the rules of the domain written down a second time, in code.
#![cfg(not(target_arch = "wasm32"))]
// The size of the space is worth a line of output.
#![allow(clippy::disallowed_macros)]

#[path = "common/golden.rs"]
mod golden;
#[path = "common/oracle.rs"]
mod oracle;
#[path = "common/space.rs"]
mod space;

use std::collections::{BTreeMap, HashMap};

use shizu_rules::vocabulary::{Conflict, Mechanism, Organ, Term};
use shizu_rules::{ClueFacts, Decision, Determination, Engine, FactKey, Status, Then};
use space::{Fingerprint, LEAD};

/// Changes when any answer in the joint space changes: look at the counts and golden cases, then write the new value here on purpose.
const JOINT_FINGERPRINT: u64 = 0xa0d0_6697_fd8a_2090;

/// What the checks need of a determination.
struct Summary {
    status: Status,
    lead: Option<Organ>,
    assist: Vec<Organ>,
    /// Who owes a duty, and to whom.
    duties: Vec<(String, Organ, Option<Organ>)>,
    /// One bit for each of [`Mechanism::ALL`].
    mechanisms: u16,
    lead_reasons: usize,
    cited: bool,
    /// Of all that is said.
    fingerprint: u64,
}

impl Summary {
    fn applies(&self, mechanism: Mechanism) -> bool {
        self.mechanisms >> mechanism.index() & 1 == 1
    }
}

fn bits(mechanisms: &[Mechanism]) -> u16 {
    mechanisms
        .iter()
        .fold(0, |bits, mechanism| bits | 1 << mechanism.index())
}

fn summary(found: &Determination) -> Summary {
    let mut bytes = format!("{:?}{:?}", found.status, found.lead);
    for reason in &found.reasons {
        bytes += &format!("|{}{}{:?}", reason.rule, reason.basis.code(), reason.cites);
    }
    for part in &found.assist {
        bytes += &format!("|{}{}", part.organ.code(), part.role.code());
    }
    for duty in &found.duties {
        bytes += &format!("|{}{}{:?}", duty.id, duty.organ.code(), duty.to);
    }
    for mechanism in &found.mechanisms {
        bytes += mechanism.code();
    }
    Summary {
        status: found.status,
        lead: found.lead,
        assist: found.assist.iter().map(|part| part.organ).collect(),
        duties: found
            .duties
            .iter()
            .map(|duty| (duty.id.clone(), duty.organ, duty.to))
            .collect(),
        mechanisms: bits(&found.mechanisms),
        lead_reasons: found
            .reasons
            .iter()
            .filter(|reason| reason.table == "lead")
            .count(),
        cited: found.reasons.iter().all(|reason| !reason.cites.is_empty()),
        fingerprint: {
            let mut fingerprint = Fingerprint::default();
            fingerprint.add(bytes.as_bytes());
            fingerprint.0
        },
    }
}

/// Everything besides the swept facts, at the values that make most rows speak.
fn loudest() -> ClueFacts {
    let mut facts = ClueFacts::default();
    for (key, code) in [
        (FactKey::RealName, "yes"),
        (FactKey::Repeated, "no"),
        (FactKey::UnitRisk, "high"),
        (FactKey::GroupHeadOutranks, "yes"),
    ] {
        facts.parse(key, code).expect("a value");
    }
    facts
}

#[test]
fn the_facts_that_decide_the_lead_are_the_five() {
    let engine = golden::engine();
    let used = space::columns(&engine, |then| {
        matches!(then, Then::Lead(_) | Then::NotAccepted)
    });
    assert_eq!(used, {
        let mut lead = LEAD.to_vec();
        lead.sort_unstable();
        lead
    });
    assert_eq!(space::size(&LEAD), 4 * 6 * 4 * 2 * 4);
}

#[test]
fn every_combination_of_the_lead_facts_has_the_lead_of_the_domain() {
    let engine = golden::engine();
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    space::walk(&LEAD, ClueFacts::default(), &mut |facts| {
        let found = engine.determine("", &facts, None);
        assert_eq!(found.lead, oracle::lead(&facts), "{facts:?}");
        let lead_reasons = found.reasons.iter().filter(|reason| reason.table == "lead");
        assert_eq!(lead_reasons.count(), 1, "{facts:?}");
        *counts.entry(found.lead.map(Term::code)).or_default() += 1;
    });
    assert_eq!(counts, expected_counts(space::size(&LEAD) / 6));
}

/// Counted by hand: `share` is the number of combinations for each of the six authorities.
fn expected_counts(share: usize) -> BTreeMap<Option<&'static str>, usize> {
    // Four natures, two gravities, four levels and four kinds of conflict are each equally frequent.
    BTreeMap::from([
        // Own head and superior, whatever else.
        (Some("superior_commission"), 2 * share),
        // One nature in four, of the four other authorities.
        (None, share),
        // Three natures in four.
        (Some("internal_supervision"), share * 3 / 4),
        // Leading team. Ordinary (1/2 × 1/2) at any level, or county (1/4) if grave (1/4) or crime (1/4); 3/4 of it not the office's conflict.
        (Some("office"), (share / 4 + share / 8) * 3 / 4),
        (Some("other_office"), (share / 4 + share / 8) / 4),
        // Grave (1/4) or crime (1/4) at the other three levels.
        (Some("investigation_office"), share / 2 * 3 / 4),
        // Party group: 3/4; ordinary staff with a duty matter: 1/2; 3/4 of it not the group's conflict.
        (Some("group"), (share * 3 / 4 + share / 2) * 3 / 4),
        (Some("other_group"), (share * 3 / 4 + share / 2) / 4),
        // Ordinary staff, discipline.
        (Some("organ_committee"), share / 4),
    ])
}

#[test]
fn every_combination_of_leads_parts_and_mechanisms_holds_together() {
    let engine = golden::engine();
    let columns = space::columns(&engine, |then| {
        matches!(
            then,
            Then::Lead(_) | Then::NotAccepted | Then::Assist { .. } | Then::Mechanism(_)
        )
    });
    let size = space::size(&columns);
    println!("{size} combinations of {} facts", columns.len());
    assert_eq!(size, 4 * 6 * 4 * 2 * 3 * 2 * 2 * 2 * 8 * 2 * 4 * 2);
    let mut known: HashMap<Decision, Summary> = HashMap::new();
    let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut mechanisms = [0_usize; Mechanism::ALL.len()];
    let mut fingerprint = Fingerprint::default();
    space::walk(&columns, loudest(), &mut |facts| {
        let decision = engine.decide(&facts);
        let found = known.entry(decision).or_insert_with(|| {
            let found = summary(&engine.describe("", &decision, &facts, None));
            check_alone(&facts, &found);
            found
        });
        check(&facts, found);
        *counts.entry(found.lead.map(Term::code)).or_default() += 1;
        for (count, at) in mechanisms.iter_mut().zip(0..) {
            *count += usize::from(found.mechanisms >> at & 1);
        }
        fingerprint.add(&found.fingerprint.to_le_bytes());
    });
    println!("{} different answers; {mechanisms:?}", known.len());
    assert_eq!(counts, expected_counts(size / 6));
    let mechanisms: BTreeMap<&str, usize> = Mechanism::ALL
        .iter()
        .map(|mechanism| mechanism.code())
        .zip(mechanisms)
        .collect();
    assert_eq!(mechanisms, expected_mechanisms(size / 6));
    assert_eq!(
        fingerprint.0, JOINT_FINGERPRINT,
        "some answer changed; the fingerprint is now {:#018x}",
        fingerprint.0
    );
}

/// Counted by hand, as [`expected_counts`].
fn expected_mechanisms(share: usize) -> BTreeMap<&'static str, usize> {
    // Leading team, party group, ordinary staff: 3/4 of each is accepted. Where a group would lead: all of the party group's, and 1/2 of the staff's.
    let accepted = share * 3 / 4;
    let groups = accepted + share / 2;
    BTreeMap::from([
        // Not the investigation office's: three levels in four, and crime (1/4) or grave (1/2 of 2/4).
        ("joint_disposal", accepted - share * 3 / 4 / 2),
        // Not: no key field (1/2) and ordinary (1/3).
        ("joint_handling", accepted - accepted / 6),
        // Not: not major (2/3) and plain (1/2).
        ("joint_investigation", 3 * (accepted - accepted / 3)),
        // Crime: 1/4 of two authorities.
        ("vertical_linkage", share / 2),
        // Two levels in four, one in two spans regions.
        ("one_plus_one_plus_n", 3 * accepted / 4),
        ("coordinated_staffing", groups / 2),
        ("mutual_aid", groups / 2),
        // Not: normal load (1/2) and no conflict of the group (3/4).
        ("cross_assignment", groups - groups * 3 / 8),
        // Own staff too.
        ("designated_jurisdiction", 4 * accepted / 2),
    ])
}

/// What holds of an answer by itself; `facts` are those it was met with first.
fn check_alone(facts: &ClueFacts, found: &Summary) {
    assert_eq!(
        found.status == Status::NotAccepted,
        found.lead.is_none(),
        "accepted or refused, nothing between: {facts:?}"
    );
    assert_ne!(found.status, Status::Undetermined, "{facts:?}");
    assert_eq!(found.lead_reasons, 1, "{facts:?}");
    assert!(found.cited, "{facts:?}");
    if let Some(lead) = found.lead {
        assert!(
            !found.assist.contains(&lead),
            "{lead:?} leads and assists: {facts:?}"
        );
    } else {
        assert!(found.assist.is_empty(), "{facts:?}");
    }
    if found.lead == Some(Organ::SuperiorCommission) {
        assert!(found.assist.is_empty(), "{facts:?}");
        let upwards = [
            "send_up_unentered",
            "send_up_in_confidence",
            "transfer_by_procedure",
        ];
        for (duty, ..) in &found.duties {
            assert!(upwards.contains(&duty.as_str()), "{duty}: {facts:?}");
        }
        assert!(!found.duties.is_empty(), "{facts:?}");
    }
    check_successors(facts, found);
}

/// What ties an answer to its facts.
fn check(facts: &ClueFacts, found: &Summary) {
    assert_eq!(found.lead, oracle::lead(facts), "{facts:?}");
    assert_eq!(
        found.mechanisms,
        bits(&oracle::mechanisms(facts)),
        "{facts:?}"
    );
    let recused = match facts.get::<Conflict>() {
        Some(Conflict::Group) => Organ::Group,
        Some(Conflict::Office) => Organ::Office,
        _ => return,
    };
    assert_ne!(found.lead, Some(recused), "{facts:?}");
    assert!(
        !found.assist.contains(&recused),
        "recused {recused:?} has a part: {facts:?}"
    );
    for (duty, owes, to) in &found.duties {
        assert_ne!(*owes, recused, "recused, yet owes {duty}: {facts:?}");
        assert_ne!(*to, Some(recused), "recused, yet is owed {duty}: {facts:?}");
    }
}

/// What the domain lays on a group or an office is owed by somebody, whoever is recused.
fn check_successors(facts: &ClueFacts, found: &Summary) {
    let owed_by = |duty: &str| -> Vec<Organ> {
        let owed = found.duties.iter().filter(|(id, ..)| id == duty);
        owed.map(|(_, organ, _)| *organ).collect()
    };
    if matches!(found.lead, Some(Organ::Group | Organ::OtherGroup)) {
        let lead: Vec<Organ> = found.lead.into_iter().collect();
        assert_eq!(owed_by("report_process_and_result"), lead, "{facts:?}");
        assert_eq!(owed_by("named_follower_and_ledger").len(), 1, "{facts:?}");
        let linked = found.applies(Mechanism::VerticalLinkage);
        assert_eq!(
            owed_by("file_party_case"),
            if linked { lead } else { vec![] },
            "{facts:?}"
        );
        assert_eq!(
            owed_by("file_supervision_case").len(),
            usize::from(linked),
            "{facts:?}"
        );
    } else {
        assert!(owed_by("report_process_and_result").is_empty(), "{facts:?}");
        assert!(owed_by("file_party_case").is_empty(), "{facts:?}");
    }
    let owed_once = |duty: &str, wanted: bool| {
        assert_eq!(
            owed_by(duty).len(),
            usize::from(wanted),
            "{duty}: {facts:?}"
        );
    };
    owed_once("joint_team", found.applies(Mechanism::JointInvestigation));
    owed_once("step_in", found.applies(Mechanism::JointHandling));
    owed_once("arrange_support", found.applies(Mechanism::MutualAid));
    owed_once(
        "ask_for_designation",
        found.applies(Mechanism::DesignatedJurisdiction),
    );
    let linkage = !matches!(
        found.lead,
        None | Some(Organ::SuperiorCommission | Organ::InternalSupervision)
    );
    owed_once("turn_case_into_reform", linkage);
    let in_hand = found.lead.is_some() && found.lead != Some(Organ::SuperiorCommission);
    owed_once("register_and_assign", in_hand);
}

#[test]
fn the_engine_decides_what_it_describes() {
    // The short cut of the sweep: equal decisions have equal consequences, so describing one is describing all.
    let engine: Engine = golden::engine();
    let mut known: HashMap<Decision, u64> = HashMap::new();
    space::walk(&LEAD, loudest(), &mut |facts| {
        let decision = engine.decide(&facts);
        let said = summary(&engine.determine("", &facts, None)).fingerprint;
        let first = known.entry(decision).or_insert(said);
        assert_eq!(*first, said, "{facts:?}");
    });
}
