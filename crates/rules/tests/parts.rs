//! Answers put together from remembered parts are the answers of the engine.

use std::collections::HashMap;

use proptest::prelude::*;
use shizu_rules::{
    ClueFacts, Determination, Engine, FactKey, LeadKey, MissingFacts, Openness, Parts, Rulebook,
    Told,
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
    engine: &Engine,
    parts: &Parts<'_>,
    leads: &mut HashMap<LeadKey, (Determination, Vec<Openness>)>,
    missing: &mut MissingFacts,
    facts: &ClueFacts,
) -> Determination {
    let decision = engine.decide(facts);
    let lead = leads.entry(parts.lead_key(&decision, facts));
    let (mut whole, open) = lead.or_insert_with(|| parts.lead(&decision, facts)).clone();
    whole.missing = missing.of(parts, &open, &decision, facts).to_vec();
    parts.each_row(&decision, missing.by_cases(), |row, told| {
        let row = parts.describe_row(row);
        match told {
            Told::Whole => {
                whole.assist.extend(row.assist);
                whole.mechanisms.extend(row.mechanisms);
                whole.duties.extend(row.duties);
                whole.deadlines.extend(row.deadlines);
                whole.warnings.extend(row.warnings);
                whole.reasons.extend(row.reasons);
            }
            Told::Reason => whole.reasons.extend(row.reasons),
            Told::Possible => whole.possible_mechanisms.extend(row.mechanisms),
        }
    });
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
                    let put_together = assemble(&engine, &parts, leads, missing, &clue);
                    let told = engine.determine("", &clue, None);
                    prop_assert_eq!(without_values(put_together), without_values(told));
                }
                Ok(())
            })
            .expect("the same answer");
    }
}
