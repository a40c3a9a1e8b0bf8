//! What is known of a unit's rectification, checked.

use chrono::NaiveDate;

use super::Numbers;
use super::numbers::WHOLE;
use crate::vocabulary::{Evaluator, Gravity, ItemState, ScoreIndex, Term};

/// The indices that are made of items; the fifth is a survey.
pub const ITEM_INDICES: [ScoreIndex; 4] = [
    ScoreIndex::MainResponsibility,
    ScoreIndex::Organization,
    ScoreIndex::Tasks,
    ScoreIndex::Transferred,
];

/// How many items are in which state, in the order of [`ItemState`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally(pub [u32; 7]);

impl Tally {
    /// How many items are in a state.
    pub fn count(&self, state: ItemState) -> u32 {
        self.0[state.index()]
    }

    /// Adds an item.
    pub fn add(&mut self, state: ItemState) {
        self.0[state.index()] += 1;
    }

    /// Items that count: all but those not due yet.
    pub fn counted(&self) -> u32 {
        self.0.iter().sum::<u32>() - self.count(ItemState::Ongoing)
    }

    /// The index in hundredths of a point, rounded half up; `None` when no item counts.
    pub(super) fn value(&self, numbers: &Numbers) -> Option<i64> {
        let items = self.0.iter().zip(numbers.credits);
        let credit = items
            .map(|(count, credit)| i64::from(*count) * credit)
            .sum();
        share(credit, i64::from(self.counted()))
    }
}

/// `credit / whole` rounded half up; `None` when there is nothing to divide by.
pub(super) fn share(credit: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (2 * credit + whole) / (2 * whole))
}

/// What is given of an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    #[default]
    Missing,
    /// Its value, in hundredths of a point.
    Points(i64),
    /// Its items; twice, because where a date is missing an item can be in a worse or a better state.
    Items {
        /// With every item at its worst.
        worst: Tally,
        /// With every item at its best.
        best: Tally,
    },
    /// The answers of a survey, in the order of [`crate::vocabulary::SurveyAnswer`].
    Survey([u32; 5]),
}

impl Given {
    /// Items whose states are all known.
    pub fn items(tally: Tally) -> Self {
        Given::Items {
            worst: tally,
            best: tally,
        }
    }

    /// The lowest and the highest that the index can be, in hundredths of a point.
    pub(super) fn range(&self, numbers: &Numbers) -> (i64, i64) {
        match self {
            Given::Missing => (0, WHOLE),
            Given::Points(points) => (*points, *points),
            Given::Items { worst, best } => {
                let unknown = worst != best;
                let (low, high) = (worst.value(numbers), best.value(numbers));
                let high = high.unwrap_or(WHOLE);
                match low {
                    Some(low) => (low, high),
                    None if unknown => (0, high),
                    None => (0, WHOLE),
                }
            }
            Given::Survey(answers) => {
                let answered = answers.iter().zip(numbers.survey);
                let sum: i64 = answered
                    .map(|(count, value)| i64::from(*count) * value)
                    .sum();
                let all = i64::from(answers.iter().sum::<u32>()) * numbers.survey[0];
                let value = share(sum * WHOLE, all).map(|value| value.min(WHOLE));
                value.map_or((0, WHOLE), |value| (value, value))
            }
        }
    }

    /// The tally, when every state is known.
    pub fn tally(&self) -> Option<&Tally> {
        match self {
            Given::Items { worst, best } if worst == best => Some(worst),
            _ => None,
        }
    }
}

/// What is known of a unit's rectification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The unit.
    pub unit: String,
    /// Its staff on the books.
    pub staff: Option<u32>,
    /// The day on which the inspection fed back.
    pub feedback: Option<NaiveDate>,
    /// The day on which the unit disclosed its rectification.
    pub disclosure: Option<NaiveDate>,
    /// Whether the rectification is disclosed.
    pub disclosed: Option<bool>,
    /// The day that the evaluation is about.
    pub day: NaiveDate,
    /// Who took part in the evaluation; `None` when that is not said.
    pub evaluators: Option<Vec<Evaluator>>,
    /// The indices, in the order of [`ScoreIndex`].
    pub given: [Given; 5],
    /// Points of the report found not to agree with the facts; items that are marked so are among them.
    pub false_reports: u32,
    /// How grave it is that rectification is not in place, as found by the competent organ.
    pub gravity: Option<Gravity>,
    /// Weights of one's own in hundredths of a per cent, together the whole.
    pub weights: Option<[i64; 5]>,
}

impl Entry {
    /// What is given of an index.
    pub fn given(&self, index: ScoreIndex) -> &Given {
        &self.given[index.index()]
    }
}
