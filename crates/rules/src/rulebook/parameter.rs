//! The numbers that rules count with: windows, thresholds, weights, bands. Each rests on something, and each can be adjusted locally.

use rust_decimal::Decimal;

use super::Grounds;
use crate::error::Problem;
use crate::toml_file::{Node, TomlFile};

/// A number that a local user may adjust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The number.
    pub value: Decimal,
    /// What it counts, as shown: `periods`, `percent`, `points` …
    pub unit: String,
    /// The least it may be.
    pub min: Decimal,
    /// The most it may be.
    pub max: Decimal,
}

impl Parameter {
    /// Itself, if its value lies in its range; otherwise the mistake is noted in the file.
    pub(super) fn in_range(self, file: &mut TomlFile<'_>, node: &Node<'_>) -> Option<Self> {
        let Parameter {
            value, min, max, ..
        } = &self;
        if (min..=max).contains(&value) {
            return Some(self);
        }
        let problem = Problem::OutOfRange {
            value: value.to_string(),
            min: min.to_string(),
            max: max.to_string(),
        };
        file.fail(&node.at, problem);
        None
    }
}
