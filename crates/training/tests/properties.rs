//! What holds of every answer: credit between none and full, full only for the engine's answer, and a play that is kept goes on as if it had not been.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeSet;

use common::{desk, example};
use proptest::prelude::*;
use proptest::test_runner::TestRng;
use shizu_training::{Answer, Fraction, Graded, Kind, Play, Record, Shape, Slot, Step};

/// Some answer to the slots: codes that exist, numbers and days that can be meant.
fn some_answer(slots: &[Slot], rng: &mut TestRng) -> Answer {
    let mut answer = Answer::default();
    for slot in slots {
        let codes: Vec<String> = slot
            .choices
            .iter()
            .map(|choice| choice.code.clone())
            .collect();
        let mut below = |bound: usize| (rng.next_u32() as usize) % bound.max(1);
        let chosen = match slot.shape {
            Shape::One if below(5) == 0 => Vec::new(),
            Shape::One => vec![codes[below(codes.len())].clone()],
            Shape::Many => codes.into_iter().filter(|_| below(3) == 0).collect(),
            Shape::Order => {
                let mut order = codes;
                for at in (1..order.len()).rev() {
                    order.swap(at, below(at + 1));
                }
                order
            }
            Shape::Date => vec![format!("2026-04-{:02}", 1 + below(4))],
            Shape::Number => vec![["81.9", "81.90", "26.9", "0", "-3"][below(5)].to_owned()],
            Shape::Text => vec!["…".to_owned()],
        };
        answer.set(&slot.id, chosen);
    }
    answer
}

/// A play with some answers, up to `most` decisions.
fn some_play(rng: &mut TestRng, most: usize) -> Play<'static> {
    let mut play = Play::new(example(), desk());
    for _ in 0..most {
        while play.decision().is_none() && play.go() {}
        let Some(pending) = play.pending() else { break };
        let answer = some_answer(&pending.slots, rng);
        play.answer(&answer, 0, None).expect("it fits");
    }
    play
}

/// Whether the answer is the engine's, told without asking for the credit.
fn is_the_engines(graded: &Graded) -> Option<bool> {
    // Any squad without a fault is the engine's, and orders may have ties.
    if matches!(graded.kind, Kind::Squad | Kind::Order) {
        return None;
    }
    let mut slots = graded.slots.iter();
    Some(slots.all(|slot| {
        let set = |choices: &[shizu_training::Choice]| -> BTreeSet<String> {
            let normal = |code: &str| code.trim_end_matches('0').trim_end_matches('.').to_owned();
            let codes = choices.iter().map(|choice| match slot.shape {
                Shape::Number if choice.code.contains('.') => normal(&choice.code),
                _ => choice.code.clone(),
            });
            codes.collect()
        };
        slot.credit.is_none() || set(&slot.chosen) == set(&slot.right)
    }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn credit_is_full_only_for_the_engines_answer(mut rng in any::<u64>().prop_perturb(|_, rng| rng)) {
        let play = some_play(&mut rng, 20);
        for graded in play.graded() {
            if let Some(credit) = graded.credit {
                prop_assert!(credit >= Fraction::ZERO && credit <= Fraction::ONE);
                if let Some(same) = is_the_engines(graded) {
                    prop_assert_eq!(credit.is_full(), same, "{}", graded.decision);
                }
                // Whoever is wrong is told why.
                for slot in graded.slots.iter().filter(|slot| slot.credit != Some(Fraction::ONE)) {
                    let empty = slot.chosen.is_empty() && matches!(slot.shape, Shape::One);
                    prop_assert!(empty || !slot.why_not.is_empty(), "{} {}", graded.decision, slot.id);
                }
            }
        }
        prop_assert!(play.score() >= Fraction::ZERO && play.score() <= Fraction::ONE);
    }

    #[test]
    fn a_play_that_was_kept_goes_on_as_if_it_had_not_been(
        mut rng in any::<u64>().prop_perturb(|_, rng| rng),
        most in 0_usize..16,
    ) {
        let play = some_play(&mut rng, most);
        let kept = Record::of(&play, "甲", "2026-03-02", "2026-03-03").write();
        let record = Record::read(&kept).expect("it was just written");
        prop_assert!(!record.is_edited());
        let (again, notes) = record.grade(example(), desk());
        prop_assert_eq!(again.graded(), play.graded());
        prop_assert_eq!(again.steps(), play.steps());
        prop_assert_eq!(again.pending(), play.pending());
        prop_assert_eq!(again.known(), play.known());
        prop_assert!(notes.iter().all(|note| !note.is_doubt()));
        // And what is written of it is the same.
        let rewritten = Record::of(&again, "甲", "2026-03-02", "2026-03-03").write();
        prop_assert_eq!(rewritten, kept);
    }

    #[test]
    fn back_undoes_a_step(mut rng in any::<u64>().prop_perturb(|_, rng| rng), most in 1_usize..16) {
        let mut play = some_play(&mut rng, most);
        let steps: Vec<Step> = play.steps().to_vec();
        let (before, _) = Play::resume(example(), desk(), &steps[..steps.len() - 1]);
        prop_assert!(play.back());
        prop_assert_eq!(play.pending(), before.pending());
        prop_assert_eq!(play.graded(), before.graded());
        prop_assert_eq!(play.steps(), before.steps());
    }

    #[test]
    fn any_change_of_a_kept_result_is_noticed(
        mut rng in any::<u64>().prop_perturb(|_, rng| rng),
        at in any::<prop::sample::Index>(),
    ) {
        let play = some_play(&mut rng, 20);
        let kept = Record::of(&play, "甲", "2026-03-02", "2026-03-03").write();
        // Another digit for some digit.
        let digits: Vec<usize> = kept.char_indices().filter(|(_, char)| char.is_ascii_digit()).map(|(at, _)| at).collect();
        let at = digits[at.index(digits.len())];
        let other = if kept.as_bytes()[at] == b'7' { "8" } else { "7" };
        let edited = format!("{}{other}{}", &kept[..at], &kept[at + 1..]);
        if let Ok(record) = Record::read(&edited) {
            prop_assert!(record.is_edited());
        }
    }

    #[test]
    fn a_mean_lies_between_the_least_and_the_most(parts in prop::collection::vec((0_u64..50, 1_u64..50), 1..40)) {
        let parts: Vec<Fraction> = parts.iter().map(|(num, den)| Fraction::new((*num).min(*den), *den)).collect();
        let mean = Fraction::mean(&parts);
        let (least, most) = (parts.iter().min().copied(), parts.iter().max().copied());
        let round = Fraction::new(1, 1_000_000);
        prop_assert!(Some(mean) <= most);
        // Rounding down by less than a millionth is allowed where the denominator is too long.
        prop_assert!(least.is_some_and(|least| mean >= least || least <= round || mean.den() == round.den()));
        let all_full = parts.iter().all(|part| part.is_full());
        prop_assert_eq!(mean.is_full(), all_full);
    }
}
