//! Numbers that are known, or known to lie between two.

use rust_decimal::Decimal;

/// A number, or the two between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least it can be.
    pub low: Decimal,
    /// The most it can be.
    pub high: Decimal,
}

impl Range {
    /// A mark of which nothing is known: 0 to 100.
    pub const UNKNOWN: Range = Range {
        low: Decimal::ZERO,
        high: Decimal::ONE_HUNDRED,
    };

    /// A known number.
    pub fn exact(value: Decimal) -> Self {
        Range {
            low: value,
            high: value,
        }
    }

    /// The number, if it is known.
    pub fn value(self) -> Option<Decimal> {
        (self.low == self.high).then_some(self.low)
    }

    /// How much is open.
    pub fn width(self) -> Decimal {
        self.high - self.low
    }

    pub(crate) fn map(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        Range {
            low: change(self.low),
            high: change(self.high),
        }
    }

    pub(crate) fn plus(self, other: Range) -> Self {
        Range {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }
}

impl std::fmt::Display for Range {
    /// `86.5`, or `66–86` while it is open.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = (self.low.normalize(), self.high.normalize());
        if low == high {
            write!(out, "{low}")
        } else {
            write!(out, "{low}–{high}")
        }
    }
}
