//! Zero-report monitoring (零报告): which bodies return nothing over how many periods, and what follows.
//!
//! [`ReturnBinding`] reads rows, [`Monitor`] takes them one by one, [`Monitored`] knows the state of every return, and [`Evaluator`] says which triggers
//! fire, on what periods, held against which peers, and when the next would. Each step works in slices as small as one row or one body. LS42, LS64.
//!
//! A missing return is never a zero: it neither extends nor ends a streak, and is shown. A late return counts as its counts. What does not apply
//! is passed over. A zero is a signal to look, not a finding.

mod check;
mod evaluate;
mod gauge;
mod intake;
mod monitored;
mod peers;
mod period;
mod problem;
mod row;
mod settings;
mod store;
mod suppression;
mod trigger;
mod words;

pub(crate) use check::check;
pub use evaluate::{Evaluator, Fired, Looked, Reached, Upcoming};
pub use gauge::{Counted, Reading};
pub use intake::ReturnBinding;
pub use monitored::{LeftOut, Line, Monitored, Shown};
pub use peers::{Chance, Denominator, Evidence};
pub use period::{Period, PeriodProblem};
pub use problem::{ReturnError, ReturnHeaderError, ReturnProblem};
pub use row::{Figures, ReturnRow};
pub use settings::Settings;
pub use store::Monitor;
pub use suppression::{Suppression, SuppressionProblem};
pub(crate) use trigger::read;
pub use trigger::{DueRule, Measure, Trigger};
pub use words::{explanation, hundredths, percent, reminder, share};
