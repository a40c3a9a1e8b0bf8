//! How scores lie: mean, median, from lowest to highest, and how many in each tenth.

use serde::Serialize;

use crate::fraction::Fraction;

/// Scores of many, in a few figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// How many scores there are.
    pub count: usize,
    /// Their mean.
    pub mean: Fraction,
    /// The middle one; of two middle ones their mean.
    pub median: Fraction,
    /// The lowest.
    pub lowest: Fraction,
    /// The highest.
    pub highest: Fraction,
    /// How many lie in each tenth: from 0 to below 10 per cent, and so on; 100 per cent belongs to the last.
    pub tenths: [usize; 10],
}

impl Spread {
    /// The figures of these scores; `None` when there are none.
    pub fn of(scores: &[Fraction]) -> Option<Self> {
        let mut sorted = scores.to_vec();
        sorted.sort_unstable();
        let (lowest, highest) = (*sorted.first()?, *sorted.last()?);
        let half = sorted.len() / 2;
        let middle = if sorted.len().is_multiple_of(2) {
            &sorted[half - 1..=half]
        } else {
            &sorted[half..=half]
        };
        let mut tenths = [0; 10];
        for score in &sorted {
            let at = u128::from(score.num()) * 10 / u128::from(score.den());
            tenths[usize::try_from(at).unwrap_or(9).min(9)] += 1;
        }
        Some(Spread {
            count: sorted.len(),
            mean: Fraction::mean(&sorted),
            median: Fraction::mean(middle),
            lowest,
            highest,
            tenths,
        })
    }
}
