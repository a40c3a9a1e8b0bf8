//! How much of a slot is right.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use shizu_rules::Text;

use super::{Keyed, Right};
use crate::desk::say;
use crate::fraction::Fraction;

/// Credit for what was put into a slot. Full exactly for the engine's answer.
///
/// Sets: what both have, over what either has. Orders: pairs in the right order, over pairs whose order matters. Squads: demands met, over
/// demands. Days and numbers: all or nothing.
pub(crate) fn credit(keyed: &Keyed, chosen: &[String]) -> Fraction {
    match &keyed.right {
        Right::Set(right) => of_sets(right, chosen),
        Right::Exact(right) => {
            let same = |chosen: &String| is_same(right, chosen);
            if matches!(chosen, [only] if same(only)) {
                Fraction::ONE
            } else {
                Fraction::ZERO
            }
        }
        Right::Ranks(ranks) => of_orders(ranks, chosen),
        Right::Judged { judge, .. } => {
            let choices = keyed.slot.choices.iter().enumerate();
            let bits = choices.filter(|(_, choice)| chosen.contains(&choice.code));
            let bits = bits.fold(0_usize, |bits, (at, _)| bits | 1 << at);
            let met = judge.met.get(bits).copied().unwrap_or_default();
            Fraction::new(met.into(), judge.of.into())
        }
        Right::Free => Fraction::ONE,
    }
}

/// Whether two texts are the same number, or the same text.
pub(crate) fn is_same(right: &str, chosen: &str) -> bool {
    let number = |text: &str| text.trim().parse::<Decimal>().ok();
    match (number(right), number(chosen)) {
        (Some(right), Some(chosen)) => right == chosen,
        _ => right == chosen.trim(),
    }
}

/// By how much a number is off; nothing for what is no number.
pub(super) fn off_by(right: &str, chosen: &str) -> Text {
    let number = |text: &str| text.trim().parse::<Decimal>().ok();
    let off = number(chosen).zip(number(right));
    let off = off.and_then(|(chosen, right)| chosen.checked_sub(right));
    let Some(off) = off.map(|off| off.normalize()) else {
        return say("这不是数字。", "This is no number.");
    };
    let by = off.abs();
    if off.is_sign_positive() {
        say(format!("多了{by}。"), format!("{by} too much."))
    } else {
        say(format!("少了{by}。"), format!("{by} too little."))
    }
}

fn of_sets(right: &[String], chosen: &[String]) -> Fraction {
    let right: BTreeSet<&String> = right.iter().collect();
    let chosen: BTreeSet<&String> = chosen.iter().collect();
    let either = right.union(&chosen).count();
    if either == 0 {
        return Fraction::ONE;
    }
    Fraction::new(right.intersection(&chosen).count() as u64, either as u64)
}

fn of_orders(ranks: &[(String, i64)], chosen: &[String]) -> Fraction {
    let place = |code: &String| chosen.iter().position(|known| known == code);
    let (mut all, mut right) = (0, 0);
    for (at, (code, rank)) in ranks.iter().enumerate() {
        for (other, other_rank) in &ranks[at + 1..] {
            if rank == other_rank {
                continue;
            }
            all += 1;
            let in_order = match (place(code), place(other)) {
                (Some(place), Some(other)) => (place < other) == (rank < other_rank),
                _ => false,
            };
            right += u64::from(in_order);
        }
    }
    Fraction::new(right, all)
}
