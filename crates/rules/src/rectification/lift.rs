//! What lifts a score to the next better band with the fewest steps. Exact.
//!
//! A step is one item brought as far as it can still come, or one point of an index that was given as a number. The survey is never a
//! step: answers are not made better by asking for better answers.

use rust_decimal::Decimal;

use super::assess::{effective, points, weighted};
use super::entry::{ITEM_INDICES, share};
use super::numbers::{WHOLE, decimal};
use super::{Entry, Given, Numbers, Tally};
use shizu_tables::SortOnce;

use crate::vocabulary::{ItemState, ScoreBand, ScoreEffect, ScoreIndex, Term};

/// Whether and how the next better band can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It is the best band already.
    Best,
    /// The score is still open.
    Open,
    /// A cap or a veto stands against it.
    Blocked {
        /// The next better band.
        band: ScoreBand,
        /// What stands against it.
        by: ScoreEffect,
    },
    /// Not even with everything done: the survey would have to be better.
    OutOfReach {
        /// The next better band.
        band: ScoreBand,
        /// The score with everything done.
        most: Decimal,
        /// What satisfaction would then have to be, if any would do.
        satisfaction: Option<Decimal>,
    },
    /// This is the way with the fewest steps.
    Way(Lift),
}

/// The way to the next better band with the fewest steps; among those the one that leads highest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The next better band.
    pub band: ScoreBand,
    /// Where it begins.
    pub from: Decimal,
    /// How many points are missing.
    pub gap: Decimal,
    /// How many steps it takes.
    pub steps: u32,
    /// The score then, exact.
    pub score: Decimal,
    /// What to change, by index.
    pub changes: Vec<Change>,
}

/// What to change of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The index.
    pub index: ScoreIndex,
    /// The steps, by kind.
    pub steps: Vec<LiftStep>,
    /// The index now and then.
    pub value: [Decimal; 2],
    /// What that adds to the score.
    pub gain: Decimal,
}

/// Steps of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiftStep {
    /// Items brought from one state to another.
    Items {
        /// How many.
        count: u32,
        /// From this state.
        from: ItemState,
        /// To this one.
        to: ItemState,
    },
    /// Points, each one step; the last may be a part of one.
    Points {
        /// How many.
        count: u32,
    },
}

/// What an index can come to.
struct Ladder {
    index: ScoreIndex,
    weight: i64,
    /// Its value after so many steps, in hundredths; the first is its value now.
    values: Vec<i64>,
    /// Kinds of steps on items that count already, the most worthwhile first; then those not due yet. Empty for points.
    kinds: Vec<(ItemState, ItemState, u32)>,
    /// After so many steps, how many of them are items that were not due yet.
    early: Vec<u32>,
}

pub(super) fn outlook(
    entry: &Entry,
    values: &[i64; 5],
    effect: ScoreEffect,
    numbers: &Numbers,
) -> Outlook {
    let sum = weighted(&numbers.weights, values);
    let now = effective(sum, effect, numbers);
    let Some(next) = numbers.line_of(now).checked_sub(1) else {
        return Outlook::Best;
    };
    let line = &numbers.bands[next];
    let (band, target) = (line.band, line.from * WHOLE);
    if effective(i64::MAX, effect, numbers) < target {
        return Outlook::Blocked { band, by: effect };
    }
    let ladders: Vec<Ladder> = ITEM_INDICES
        .iter()
        .filter_map(|index| Ladder::of(*index, entry.given(*index), numbers))
        .collect();
    let Some(chosen) = fewest(&ladders, target - sum) else {
        return out_of_reach(band, target, sum, values, &ladders, numbers);
    };
    let changes: Vec<Change> = ladders
        .iter()
        .zip(&chosen)
        .filter(|(_, steps)| **steps > 0)
        .map(|(ladder, steps)| ladder.change(*steps))
        .collect();
    let gains = ladders
        .iter()
        .zip(&chosen)
        .map(|(ladder, steps)| ladder.gain(*steps));
    let then = sum + gains.sum::<i64>();
    Outlook::Way(Lift {
        band,
        from: decimal(line.from),
        gap: points(target - now),
        steps: chosen.iter().sum::<usize>() as u32,
        score: points(effective(then, effect, numbers)),
        changes,
    })
}

fn out_of_reach(
    band: ScoreBand,
    target: i64,
    sum: i64,
    values: &[i64; 5],
    ladders: &[Ladder],
    numbers: &Numbers,
) -> Outlook {
    let all = ladders
        .iter()
        .map(|ladder| ladder.gain(ladder.values.len() - 1));
    let most = sum + all.sum::<i64>();
    let at = ScoreIndex::Satisfaction.index();
    let weight = numbers.weights[at];
    let needed = values[at]
        + (target - most + weight - 1)
            .checked_div(weight)
            .unwrap_or(WHOLE);
    Outlook::OutOfReach {
        band,
        most: points(most),
        satisfaction: (needed <= WHOLE).then(|| decimal(needed)),
    }
}

/// How many steps of each ladder, together the fewest that gain `missing`, and among those the most gain; `None` when all together do not.
fn fewest(ladders: &[Ladder], missing: i64) -> Option<Vec<usize>> {
    let bound = greedy(ladders, missing)?;
    // The most that the ladders so far gain with so many steps, and how many of them are on the last of these ladders.
    let mut best: Vec<i64> = vec![0];
    let mut choices: Vec<Vec<usize>> = Vec::new();
    for ladder in ladders {
        let reach = bound.min(best.len() + ladder.values.len() - 2);
        let mut next = vec![i64::MIN; reach + 1];
        let mut choice = vec![0; reach + 1];
        for (before, gained) in best.iter().enumerate() {
            for here in 0..ladder.values.len().min(reach + 1 - before.min(reach + 1)) {
                let total = gained + ladder.gain(here);
                if total > next[before + here] {
                    next[before + here] = total;
                    choice[before + here] = here;
                }
            }
        }
        best = next;
        choices.push(choice);
    }
    let mut left = best.iter().position(|gained| *gained >= missing)?;
    let mut chosen: Vec<usize> = Vec::new();
    for choice in choices.iter().rev() {
        chosen.push(choice[left]);
        left -= choice[left];
    }
    chosen.reverse();
    Some(chosen)
}

/// Steps that the greedy way takes, always the one that gains most: no way is longer that is worth looking at. Rounding can make a step gain
/// nothing, so that the greedy way need not be the shortest.
fn greedy(ladders: &[Ladder], missing: i64) -> Option<usize> {
    let mut steps = vec![0; ladders.len()];
    let mut gained = 0;
    while gained < missing {
        let next = |at: usize| {
            let (ladder, step): (&Ladder, usize) = (&ladders[at], steps[at]);
            let further = step + 1 < ladder.values.len();
            further.then(|| (ladder.gain(step + 1) - ladder.gain(step), at))
        };
        let (gain, at) = (0..ladders.len())
            .filter_map(next)
            .max_by_key(|(gain, _)| *gain)?;
        steps[at] += 1;
        gained += gain;
    }
    Some(steps.iter().sum())
}

impl Ladder {
    /// `None` for an index without weight, or on which nothing can be done.
    fn of(index: ScoreIndex, given: &Given, numbers: &Numbers) -> Option<Self> {
        let weight = numbers.weights[index.index()];
        let ladder = match given {
            Given::Points(now) => {
                let steps = (WHOLE - now + 99) / 100;
                let values = (0..=steps).map(|step| (now + step * 100).min(WHOLE));
                Ladder {
                    index,
                    weight,
                    values: values.collect(),
                    kinds: Vec::new(),
                    early: Vec::new(),
                }
            }
            _ => Self::of_items(index, weight, given.tally()?, numbers),
        };
        (weight > 0 && ladder.values.len() > 1).then_some(ladder)
    }

    fn of_items(index: ScoreIndex, weight: i64, tally: &Tally, numbers: &Numbers) -> Self {
        let credit = |state: ItemState| numbers.credits[state.index()];
        let mut kinds: Vec<(ItemState, ItemState, u32)> = ItemState::ALL
            .iter()
            .filter_map(|state| {
                let to = reachable(index, *state)?;
                let count = tally.count(*state);
                (count > 0 && credit(to) > credit(*state)).then_some((*state, to, count))
            })
            .collect();
        kinds.sort_once_by_key(|(from, to, _)| credit(*from) - credit(*to));
        let gains: Vec<i64> = kinds
            .iter()
            .flat_map(|(from, to, count)| {
                std::iter::repeat_n(credit(*to) - credit(*from), *count as usize)
            })
            .collect();
        let items = tally.0.iter().zip(numbers.credits);
        let base: i64 = items
            .map(|(count, credit)| i64::from(*count) * credit)
            .sum();
        let counted = i64::from(tally.counted());
        let ongoing = tally.count(ItemState::Ongoing) as usize;
        // Credit after so many steps on items that count already.
        let mut credits = vec![base];
        for gain in &gains {
            credits.push(credits[credits.len() - 1] + gain);
        }
        let (mut values, mut early) = (Vec::new(), Vec::new());
        for steps in 0..=gains.len() + ongoing {
            let least = steps.saturating_sub(gains.len());
            let ways = (least..=ongoing.min(steps)).filter_map(|soon| {
                let credit = credits[steps - soon] + soon as i64 * WHOLE;
                Some((share(credit, counted + soon as i64)?, soon))
            });
            let (value, soon) = ways
                .max_by_key(|(value, soon)| (*value, -(*soon as i64)))
                .unwrap_or_default();
            values.push(value);
            early.push(soon as u32);
        }
        if ongoing > 0 {
            kinds.push((ItemState::Ongoing, ItemState::Done, ongoing as u32));
        }
        Ladder {
            index,
            weight,
            values,
            kinds,
            early,
        }
    }

    /// What so many steps add to the score, in millionths of a point.
    fn gain(&self, steps: usize) -> i64 {
        self.weight * (self.values[steps] - self.values[0])
    }

    fn change(&self, steps: usize) -> Change {
        Change {
            index: self.index,
            steps: self.steps(steps as u32),
            value: [self.values[0], self.values[steps]].map(decimal),
            gain: points(self.gain(steps)),
        }
    }

    fn steps(&self, steps: u32) -> Vec<LiftStep> {
        if self.kinds.is_empty() {
            return vec![LiftStep::Points { count: steps }];
        }
        let early = self.early.get(steps as usize).copied().unwrap_or_default();
        let mut left = steps - early;
        let mut all = Vec::new();
        for (from, to, count) in &self.kinds {
            let count = if *from == ItemState::Ongoing {
                early
            } else {
                left.min(*count)
            };
            if *from != ItemState::Ongoing {
                left -= count;
            }
            if count > 0 {
                let (from, to) = (*from, *to);
                all.push(LiftStep::Items { count, from, to });
            }
        }
        all
    }
}

/// How far an item can still come. What is overdue can only be done late; what is done late stays so.
fn reachable(index: ScoreIndex, state: ItemState) -> Option<ItemState> {
    let dated = matches!(index, ScoreIndex::Tasks | ScoreIndex::Transferred);
    match state {
        ItemState::Done | ItemState::Late | ItemState::Ongoing => None,
        ItemState::Partly | ItemState::Not | ItemState::False if dated => Some(ItemState::Late),
        ItemState::Unproven | ItemState::Partly | ItemState::Not | ItemState::False => {
            Some(ItemState::Done)
        }
    }
}
