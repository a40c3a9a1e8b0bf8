//! Percentages from whole numbers, rounded once.

use std::cmp::Reverse;
use std::fmt;

use shizu_tables::SortOnce;

/// A percentage with a fixed number of decimals, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// In steps of the last decimal: 326 with one decimal is 32.6.
    pub(super) steps: i128,
    /// How many decimals.
    pub(super) decimals: u32,
}

impl Percent {
    /// What `part` is of `whole`, rounded half away from zero. `None` of zero.
    pub(super) fn of(part: i128, whole: u128, decimals: u32) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let twice = part.unsigned_abs() * full(decimals) * 2;
        let steps = (twice + whole) / (whole * 2);
        let steps = i128::try_from(steps).ok()?;
        Some(Percent {
            steps: if part < 0 { -steps } else { steps },
            decimals,
        })
    }

    /// Reads a printed percentage: `32.6`, `32.6%`, `-3.2％`, `下降3.2%`.
    pub fn read(text: &str) -> Option<Self> {
        let plain = super::count::plain(text);
        let plain = plain.strip_suffix('%').unwrap_or(&plain);
        let words = [
            ("增长", 1),
            ("上升", 1),
            ("同比增长", 1),
            ("+", 1),
            ("下降", -1),
            ("同比下降", -1),
            ("-", -1),
        ];
        let (sign, digits) = words
            .iter()
            .find_map(|(word, sign)| Some((*sign, plain.strip_prefix(word)?)))
            .unwrap_or((1, plain));
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if integer.is_empty()
            || integer.len() > 12
            || fraction.len() > 4
            || !digits_only(integer)
            || !digits_only(fraction)
        {
            return None;
        }
        let steps: i128 = format!("{integer}{fraction}").parse().ok()?;
        Some(Percent {
            steps: sign * steps,
            decimals: fraction.len() as u32,
        })
    }

    /// The same with at least so many decimals.
    #[must_use]
    pub(super) fn with_decimals(self, decimals: u32) -> Self {
        let more = decimals.saturating_sub(self.decimals);
        Percent {
            steps: self.steps * 10_i128.pow(more),
            decimals: self.decimals + more,
        }
    }

    /// The sum of percentages of the same number of decimals.
    pub fn sum(percents: &[Percent]) -> Self {
        Percent {
            steps: percents.iter().map(|percent| percent.steps).sum(),
            decimals: percents.first().map_or(0, |percent| percent.decimals),
        }
    }

    /// Whether it is exactly a hundred.
    pub fn is_full(self) -> bool {
        self.steps.unsigned_abs() == full(self.decimals)
    }

    /// The nearest binary number, for drawing only.
    pub fn approximate(self) -> f64 {
        self.steps as f64 / 10_f64.powi(self.decimals as i32)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u128.pow(self.decimals);
        let (steps, sign) = (
            self.steps.unsigned_abs(),
            if self.steps < 0 { "-" } else { "" },
        );
        write!(out, "{sign}{}", steps / one)?;
        if self.decimals > 0 {
            write!(
                out,
                ".{:0width$}",
                steps % one,
                width = self.decimals as usize
            )?;
        }
        Ok(())
    }
}

impl serde::Serialize for Percent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A hundred percent in steps of the last decimal.
pub(super) fn full(decimals: u32) -> u128 {
    100 * 10_u128.pow(decimals)
}

/// Distributes a hundred percent over `parts` by the largest-remainder method, so that the shares add up exactly. Equal remainders go to the
/// larger part, then to the earlier one. `None` when all parts are zero.
pub fn apportion(parts: &[u128], decimals: u32) -> Option<Vec<Percent>> {
    let sum: u128 = parts.iter().sum();
    if sum == 0 {
        return None;
    }
    let full = full(decimals);
    let mut steps: Vec<u128> = parts.iter().map(|part| part * full / sum).collect();
    let missing = full - steps.iter().sum::<u128>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder
        .sort_once_by_key(|at| Reverse((parts[*at] * full % sum, parts[*at], Reverse(*at))));
    let missing = usize::try_from(missing).unwrap_or_default();
    for at in by_remainder.into_iter().take(missing) {
        steps[at] += 1;
    }
    let shares = steps.into_iter().map(|steps| Percent {
        steps: i128::try_from(steps).unwrap_or_default(),
        decimals,
    });
    Some(shares.collect())
}
