//! Indicators (指标测算): shares that add up, rates, changes, and whether a printed figure follows from its counts.
//!
//! A table's rows say by the columns they fill what is wanted ([`Kind`]). Every figure is computed with whole numbers, so nothing is lost before the one
//! rounding at the end. Shares of a whole use the largest-remainder method, rates and changes round half away from zero; how many decimals is the
//! parameter `indicators.decimals`. What cannot be (parts that exceed their whole, a denominator of zero, a fraction of a person) is said with row
//! and column, and the other rows are computed all the same. Party and administrative sanctions are never added up: one person may get both.

mod count;
mod definition;
mod figures;
mod outcome;
mod percent;
mod printed;
mod problem;
mod reading;
mod row;
mod work;

pub use count::{Count, CountFault};
pub use definition::Indicator;
pub(crate) use definition::read;
pub use outcome::{Figures, Outcome, Told};
pub use percent::{Percent, apportion};
pub use problem::{Problem, Reason};
pub use row::{Column, InputRow, Kind};
pub use work::Indicators;
