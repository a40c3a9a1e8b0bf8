//! Answers put together from remembered parts are the answers of the engine.

use std::collections::HashMap;

use proptest::prelude::*;
use shizu_rules::{
    ClueFacts, Determination, Engine, FactKey, LeadKey, MissingFacts, Openness, Parts, Rulebook,
};

fn engine() -> Engine {
    let rulebook = Rulebook::shipped().expect("the shipped rulebook");
    Engine::new(rulebook, "2026-06-30".parse().expect("a day")).expect("an engine")
}

/// Any facts; one fact in `unknown` is not known.
fn facts(unknown: u32) -> impl Strategy<Value = ClueFacts> {
    let picks = proptest::collection::vec(
        (0..unknown, any::<prop::sample::Index>()),
        FactKey::ALL.len(),
    );
    picks.prop_map(|picks| {
        let mut facts = ClueFacts::default();
        for (key, (blank, pick)) in FactKey::ALL.iter().zip(picks) {
            facts.set(*key, (blank > 0).then(|| pick.index(key.values().len())));
        }
        facts
    })
}

/// Puts an answer together from parts that other clues may have left in `leads` and `missing`.
fn assemble(
    parts: &Parts<'_>,
    leads: &mut HashMap<LeadKey, (Determination, Vec<Openness>)>,
    missing: &mut MissingFacts,
    facts: &ClueFacts,
) -> Determination {
    let lead = leads.entry(parts.lead_key(facts));
    let (mut whole, open) = lead.or_insert_with(|| parts.lead(facts)).clone();
    let rows = parts.list_rows(facts);
    whole.missing = missing.of(parts, &open, &rows, facts).to_vec();
    for (table, count) in parts.tables().enumerate() {
        let told = parts.told(table, &rows, missing.by_cases());
        for row in 0..count {
            let described = parts.describe_row(table, row);
            if told.whole >> row & 1 == 1 {
                whole.assist.extend(described.assist);
                whole.mechanisms.extend(described.mechanisms);
                whole.duties.extend(described.duties);
                whole.deadlines.extend(described.deadlines);
                whole.warnings.extend(described.warnings);
                whole.reasons.extend(described.reasons);
            } else if told.reason >> row & 1 == 1 {
                whole.reasons.extend(described.reasons);
            } else if told.possible >> row & 1 == 1 {
                whole.possible_mechanisms.extend(described.mechanisms);
            }
        }
    }
    whole
}

/// Without the values of conditions, which parts leave open.
fn without_values(mut answer: Determination) -> Determination {
    for condition in answer
        .reasons
        .iter_mut()
        .flat_map(|reason| &mut reason.conditions)
    {
        condition.value = None;
    }
    answer
}

#[test]
fn parts_make_up_the_answer() {
    let engine = engine();
    let parts = Parts::new(&engine);
    let memory = std::cell::RefCell::new((HashMap::new(), MissingFacts::default()));
    let mut runner = proptest::test_runner::TestRunner::default();
    // Many facts known: parts are often shared. Few known: nearly everything is open.
    for unknown in [2, 4, 12, 60] {
        runner
            .run(&proptest::collection::vec(facts(unknown), 4), |clues| {
                for clue in clues {
                    let (leads, missing) = &mut *memory.borrow_mut();
                    let put_together = assemble(&parts, leads, missing, &clue);
                    let told = engine.determine("", &clue, None);
                    prop_assert_eq!(without_values(put_together), without_values(told));
                }
                Ok(())
            })
            .expect("the same answer");
    }
}
