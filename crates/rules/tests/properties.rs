//! What must hold of any facts: settled is settled, order does not matter, and the questions asked are the ones that count.
#![cfg(not(target_arch = "wasm32"))]
// Open, or settled on a lead or on none: three things that differ.
#![allow(clippy::option_option)]

#[path = "common/golden.rs"]
mod golden;
#[path = "common/space.rs"]
mod space;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use shizu_rules::vocabulary::Organ;
use shizu_rules::{
    ClueFacts, Determination, DutyOwed, Engine, FACTS, FactKey, Lang, PackedFacts, Rulebook,
    Status, Then,
};
use shizu_tables::Verdict;
use space::LEAD;

static ENGINE: LazyLock<Engine> = LazyLock::new(golden::engine);

/// Facts of which about `known` in ten are known.
fn facts(known: u8) -> impl Strategy<Value = ClueFacts> {
    let fact = (0..10_u8, any::<Index>());
    proptest::collection::vec(fact, FACTS).prop_map(move |picks| {
        let mut facts = ClueFacts::default();
        for (key, (chance, value)) in FactKey::ALL.iter().zip(picks) {
            if chance < known {
                facts.set(*key, Some(value.index(key.values().len())));
            }
        }
        facts
    })
}

/// A lead, or `None` for not accepted; nothing while it is open. From the bare decision, which is quick.
fn settled(facts: &ClueFacts) -> Option<Option<Organ>> {
    let Verdict::Determined { outcome, .. } = ENGINE.decide(facts).lead else {
        return None;
    };
    let lead = ENGINE.table("lead").expect("a table of leads");
    Some(match lead.outcomes()[outcome] {
        Then::Lead(organ) => Some(organ),
        _ => None,
    })
}

/// What an answer says, whichever row says it first.
fn said(found: &Determination) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    said.extend(
        found
            .assist
            .iter()
            .map(|part| format!("{:?} {:?}", part.organ, part.role)),
    );
    said.extend(
        found
            .mechanisms
            .iter()
            .map(|mechanism| format!("{mechanism:?}")),
    );
    let duty = |duty: &DutyOwed| {
        format!(
            "{} {:?} {:?} {:?} {:?}",
            duty.id, duty.organ, duty.role, duty.to, duty.phase
        )
    };
    said.extend(found.duties.iter().map(duty));
    said.extend(found.deadlines.iter().map(|deadline| deadline.id.clone()));
    said.extend(
        found
            .warnings
            .iter()
            .map(|warning| format!("{} {:?}", warning.id, warning.severity)),
    );
    said
}

/// Every way of answering the lead facts that are unknown, and who leads then; by brute force.
fn completions(facts: &ClueFacts) -> Vec<Option<Organ>> {
    let unknown: Vec<FactKey> = LEAD
        .into_iter()
        .filter(|key| facts.index(*key).is_none())
        .collect();
    let mut leads = Vec::new();
    space::walk(&unknown, *facts, &mut |facts| {
        leads.push(settled(&facts).expect("all lead facts are known"));
    });
    leads
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    /// Settled exactly when every completion agrees; and the possible leads are exactly those of the completions.
    #[test]
    fn what_is_possible_is_what_answers_can_still_bring(facts in facts(5)) {
        let mut leads = completions(&facts);
        leads.sort_unstable();
        leads.dedup();
        let found = ENGINE.determine("", &facts, None);
        if let [only] = leads[..] {
            prop_assert_eq!(settled(&facts), Some(only));
        } else {
            prop_assert_eq!(found.status, Status::Undetermined);
            let mut possible: Vec<Option<Organ>> = found.possible_leads.iter().copied().map(Some).collect();
            possible.extend(found.may_be_refused.then_some(None));
            possible.sort_unstable();
            prop_assert_eq!(possible, leads);
        }
    }

    /// An answer more never flips what was settled, and never takes away what surely applied.
    #[test]
    fn answers_never_flip_what_is_settled(facts in facts(5), key in select(FactKey::ALL), value: Index) {
        if facts.index(key).is_some() {
            return Ok(());
        }
        let mut more = facts;
        more.set(key, Some(value.index(key.values().len())));
        let (before, after) = (ENGINE.determine("", &facts, None), ENGINE.determine("", &more, None));
        if before.status != Status::Undetermined {
            prop_assert_eq!((before.status, before.lead), (after.status, after.lead));
        }
        for mechanism in &before.mechanisms {
            prop_assert!(after.mechanisms.contains(mechanism));
        }
        for mechanism in &after.mechanisms {
            prop_assert!(before.mechanisms.contains(mechanism) || before.possible_mechanisms.contains(mechanism));
        }
        for duty in &before.duties {
            prop_assert!(after.duties.iter().any(|now| (&now.id, now.organ) == (&duty.id, duty.organ)));
        }
        for warning in &before.warnings {
            prop_assert!(after.warnings.iter().any(|now| now.id == warning.id));
        }
        for deadline in &before.deadlines {
            prop_assert!(after.deadlines.iter().any(|now| now.id == deadline.id));
        }
    }

    /// Following the questions leads to an answer, whatever is answered, in at most as many steps as there are lead facts.
    #[test]
    fn questions_are_about_unknown_facts_that_matter(facts in facts(3), answers in proptest::collection::vec(any::<Index>(), LEAD.len() + 1)) {
        let mut facts = facts;
        for answer in answers {
            let found = ENGINE.determine("", &facts, None);
            let Some(ask) = found.ask_next else {
                prop_assert_ne!(found.status, Status::Undetermined);
                return Ok(());
            };
            prop_assert_eq!(found.status, Status::Undetermined);
            prop_assert!(facts.index(ask).is_none(), "asked again: {:?}", ask);
            prop_assert_eq!(found.missing.first(), Some(&ask));
            // It matters: two of its answers leave different leads possible, or one of them settles something.
            let outcomes: Vec<_> = (0..ask.values().len())
                .map(|index| {
                    let mut answered = facts;
                    answered.set(ask, Some(index));
                    let mut leads = completions(&answered);
                    leads.sort_unstable();
                    leads.dedup();
                    leads
                })
                .collect();
            prop_assert!(outcomes.iter().any(|leads| *leads != outcomes[0]), "{:?} decides nothing", ask);
            facts.set(ask, Some(answer.index(ask.values().len())));
        }
        prop_assert!(false, "still asking after every lead fact was answered");
    }

    /// Nothing depends on the order in which answers came in.
    #[test]
    fn the_order_of_answers_does_not_matter(facts in facts(6), order in Just(FactKey::ALL.to_vec()).prop_shuffle()) {
        let mut again = ClueFacts::default();
        for key in order {
            again.set(key, facts.index(key));
        }
        prop_assert_eq!(again, facts);
        prop_assert_eq!(again.packed(), facts.packed());
        prop_assert_eq!(ENGINE.determine("", &again, None), ENGINE.determine("", &facts, None));
    }

    /// Facts that waited are the same facts.
    #[test]
    fn packed_facts_come_back(facts in facts(4)) {
        prop_assert_eq!(ClueFacts::from(PackedFacts::from(&facts)), facts);
    }

    /// What neither the reasons of the lead nor the questions name has no bearing on the lead.
    #[test]
    fn facts_outside_the_reasons_do_not_change_the_lead(facts in facts(8), value: Index) {
        let found = ENGINE.determine("", &facts, None);
        let named: Vec<FactKey> = found
            .reasons
            .iter()
            .filter(|reason| reason.table == "lead")
            .flat_map(|reason| &reason.conditions)
            .map(|condition| condition.fact)
            .chain(found.missing.iter().copied())
            .collect();
        for key in FactKey::ALL.iter().filter(|key| !named.contains(key)) {
            let mut other = facts;
            other.set(*key, Some(value.index(key.values().len())));
            if found.status != Status::Undetermined {
                prop_assert_eq!(settled(&other), settled(&facts), "{:?}", key);
                other.set(*key, None);
                prop_assert_eq!(settled(&other), settled(&facts), "{:?}", key);
            } else if facts.index(*key).is_none() {
                prop_assert_eq!(settled(&other), None, "{:?}", key);
            }
        }
    }

    /// What is not missing changes nothing at all, when it was unknown and is then answered.
    #[test]
    fn what_is_not_missing_need_not_be_asked(facts in facts(6), value: Index) {
        let before = ENGINE.determine("", &facts, None);
        let needless = |key: &&FactKey| facts.index(**key).is_none() && !before.missing.contains(key);
        for key in FactKey::ALL.iter().filter(needless) {
            let mut more = facts;
            more.set(*key, Some(value.index(key.values().len())));
            let after = ENGINE.determine("", &more, None);
            prop_assert_eq!((before.status, before.lead), (after.status, after.lead));
            prop_assert_eq!(said(&before), said(&after), "{:?}", key);
            prop_assert_eq!(&before.missing, &after.missing);
        }
    }

    /// Counterfactuals lead where they say, and nowhere is there a nearer way; by brute force over the lead facts.
    #[test]
    fn what_ifs_are_true_and_minimal(facts in facts(10)) {
        let now = settled(&facts).expect("everything is known");
        let mut nearest: Vec<(Option<Organ>, usize)> = Vec::new();
        space::walk(&LEAD, facts, &mut |other| {
            let lead = settled(&other).expect("everything is known");
            let far = LEAD.iter().filter(|key| other.index(**key) != facts.index(**key)).count();
            match nearest.iter_mut().find(|(known, _)| *known == lead) {
                Some((_, best)) => *best = far.min(*best),
                None => nearest.push((lead, far)),
            }
        });
        let ways = ENGINE.what_if(&facts, 3);
        for way in &ways {
            let mut other = facts;
            for (key, from, to) in &way.changes {
                prop_assert_eq!(*from, facts.value(*key));
                prop_assert_ne!(*from, Some(*to));
                let index = key.values().iter().position(|value| value == to);
                other.set(*key, index);
            }
            prop_assert_eq!(settled(&other), Some(way.lead));
            prop_assert_ne!(way.lead, now);
            prop_assert!(nearest.contains(&(way.lead, way.changes.len())), "{:?} is not nearest: {:?}", way, nearest);
        }
        for (lead, _) in nearest.iter().filter(|(lead, _)| *lead != now) {
            prop_assert!(ways.iter().any(|way| way.lead == *lead), "no way to {:?}", lead);
        }
    }

    /// Codes and labels in both languages are read back as what they name.
    #[test]
    fn facts_are_read_back_as_written(facts in facts(7)) {
        for write in 0..3 {
            let mut again = ClueFacts::default();
            for (key, value) in facts.known() {
                let text = match write {
                    0 => value.code.to_owned(),
                    1 => format!(" {} ", value.label(Lang::Zh)),
                    _ => value.label(Lang::En).to_uppercase(),
                };
                again.parse(key, &text).expect("as written");
            }
            prop_assert_eq!(again, facts);
        }
    }

    /// Any text is a value or a mistake that names a valid spelling; it never sets a fact by accident.
    #[test]
    fn any_text_is_read_or_refused(key in select(FactKey::ALL), text in ".{0,12}") {
        let mut facts = ClueFacts::default();
        match facts.parse(key, &text) {
            Ok(()) => prop_assert_eq!(facts.index(key).is_none(), text.is_empty()),
            Err(bad) => {
                prop_assert_eq!(facts, ClueFacts::default());
                prop_assert_eq!(bad.key, key);
                for lang in [Lang::Zh, Lang::En] {
                    let message = bad.message(lang);
                    prop_assert!(message.contains(key.values()[0].code), "{}", message);
                }
            }
        }
    }

    /// No overlay text makes the loader do anything but answer.
    #[test]
    fn any_overlay_text_is_read_or_refused(text in "(\\[overlay\\]\nid = \"x\"\nzh = \"一\"\nen = \"one\"\n)?(\\[\\[(add|replace|remove|limit)\\]\\]\n)?.{0,60}") {
        static BASE: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::shipped().expect("loads"));
        if let Err(errors) = BASE.with_overlay("local.toml", &text) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.iter().all(|error| error.place.file == "local.toml"));
        }
    }
}

/// National rank is too high for a party group at every level, so that the warning is sure although no single row is, and the level need not be asked.
#[test]
fn what_every_case_says_is_said() {
    let mut facts = ClueFacts::default();
    for (key, code) in [
        (FactKey::Authority, "unit_party_group"),
        (FactKey::Rank, "national"),
    ] {
        facts.parse(key, code).expect("a value");
    }
    let warnings = |facts: &ClueFacts| -> Vec<String> {
        let found = ENGINE.determine("", facts, None);
        found
            .warnings
            .into_iter()
            .map(|warning| warning.id)
            .collect()
    };
    assert_eq!(warnings(&facts), ["rank_above_party_group"]);
    // A clerk fits at every level; county rank fits only above the city.
    facts.parse(FactKey::Rank, "clerk").expect("a value");
    assert!(warnings(&facts).is_empty());
    facts
        .parse(FactKey::Rank, "county_deputy")
        .expect("a value");
    assert!(warnings(&facts).is_empty());
}
