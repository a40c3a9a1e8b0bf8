//! How far a weight may move before the band changes, the others rescaled in proportion.

use rust_decimal::Decimal;

use super::Numbers;
use super::numbers::{WHOLE, decimal};
use crate::vocabulary::{ScoreBand, ScoreEffect, ScoreIndex, Term};

/// The interval in which a weight may move with the band unchanged, exact to 0.01 per cent: the band holds at both ends, and 0.01 beyond an
/// end that is not 0 or 100 it is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The index.
    pub index: ScoreIndex,
    /// Its weight in per cent.
    pub weight: Decimal,
    /// The least weight.
    pub from: Decimal,
    /// The most weight.
    pub to: Decimal,
    /// The band just below the least weight.
    pub below: Option<ScoreBand>,
    /// The band just above the most weight.
    pub above: Option<ScoreBand>,
}

/// The intervals of all indices whose weight can move at all.
pub(super) fn shifts(values: &[i64; 5], effect: ScoreEffect, numbers: &Numbers) -> Vec<Shift> {
    let all = ScoreIndex::ALL.iter();
    all.filter_map(|index| shift(*index, values, effect, numbers))
        .collect()
}

/// `None` when the index has all the weight: there is nothing to rescale in proportion.
fn shift(
    index: ScoreIndex,
    values: &[i64; 5],
    effect: ScoreEffect,
    numbers: &Numbers,
) -> Option<Shift> {
    let at = index.index();
    let weight = numbers.weights[at];
    let others = WHOLE - weight;
    if others == 0 {
        return None;
    }
    let all: i64 = super::assess::weighted(&numbers.weights, values);
    let rest = all - weight * values[at];
    // Everything times the weight of the others, so that rescaling them needs no division.
    let line = |weight: i64| {
        let sum = weight * values[at] * others + (WHOLE - weight) * rest;
        let score = match effect {
            ScoreEffect::None => sum,
            ScoreEffect::Cap => sum.min(numbers.cap * WHOLE * others),
            ScoreEffect::Veto => numbers.veto * WHOLE * others,
        };
        let reached = |from: i64| score >= from * WHOLE * others;
        let bands = &numbers.bands;
        let found = bands.iter().position(|line| reached(line.from));
        found.unwrap_or(bands.len() - 1)
    };
    let now = line(weight);
    // The score moves one way as the weight does, so the weights with this band are an interval, and its ends are found by halving.
    let end = |mut inside: i64, mut beyond: i64| {
        while (beyond - inside).abs() > 1 {
            let middle = i64::midpoint(inside, beyond);
            if line(middle) == now {
                inside = middle;
            } else {
                beyond = middle;
            }
        }
        inside
    };
    let (from, to) = (end(weight, -1), end(weight, WHOLE + 1));
    let band = |weight: i64| numbers.bands.get(line(weight)).map(|line| line.band);
    Some(Shift {
        index,
        weight: decimal(weight),
        from: decimal(from),
        to: decimal(to),
        below: (from > 0).then(|| band(from - 1)).flatten(),
        above: (to < WHOLE).then(|| band(to + 1)).flatten(),
    })
}
