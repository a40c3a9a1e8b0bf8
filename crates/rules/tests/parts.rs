//! Answers put together from remembered parts are the answers of the engine.

use std::collections::HashMap;

use proptest::prelude::*;
use shizu_rules::{
    ClueFacts, Determination, Engine, FactKey, MissingFacts, PartAnswer, PartKey, Parts, Rulebook,
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

/// Puts an answer together from parts that other clues may have left in `known`.
fn assemble(
    engine: &Engine,
    parts: &Parts<'_>,
    known: &mut HashMap<(usize, PartKey), PartAnswer>,
    facts: &ClueFacts,
) -> Determination {
    let decision = engine.decide(facts);
    let mut missing = MissingFacts::default();
    let mut whole: Option<Determination> = None;
    for part in 0..parts.count() {
        let told = known
            .entry((part, parts.key(part, &decision, facts)))
            .or_insert_with(|| parts.describe(part, &decision, facts))
            .clone();
        missing.add(&told.open);
        let Some(whole) = &mut whole else {
            whole = Some(told.answer);
            continue;
        };
        whole.assist.extend(told.answer.assist);
        whole.mechanisms.extend(told.answer.mechanisms);
        whole
            .possible_mechanisms
            .extend(told.answer.possible_mechanisms);
        whole.duties.extend(told.answer.duties);
        whole.deadlines.extend(told.answer.deadlines);
        whole.warnings.extend(told.answer.warnings);
        whole.reasons.extend(told.answer.reasons);
    }
    let mut whole = whole.expect("there is always a leader's part");
    whole.missing = missing.in_order().to_vec();
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
    let known = std::cell::RefCell::new(HashMap::new());
    let mut runner = proptest::test_runner::TestRunner::default();
    // Many facts known: parts are often shared. Few known: nearly everything is open.
    for unknown in [2, 4, 12, 60] {
        runner
            .run(&proptest::collection::vec(facts(unknown), 4), |clues| {
                for clue in clues {
                    let put_together = assemble(&engine, &parts, &mut known.borrow_mut(), &clue);
                    let told = engine.determine("", &clue, None);
                    prop_assert_eq!(without_values(put_together), without_values(told));
                }
                Ok(())
            })
            .expect("the same answer");
    }
}
