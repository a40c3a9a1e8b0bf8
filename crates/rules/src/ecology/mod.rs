//! Political ecology of units, early warning of cadres' integrity risks, and the integrity archive (生态研判、廉政风险预警).
//!
//! A [`Sheet`] is data: criteria, weights, levels. A [`Scorer`] is a sheet with its numbers and makes a [`Score`] of marks, in exact decimals;
//! what is unknown stays a range, and the levels still possible are told. [`UnitEvaluator`] adds risk level and graded measures to it,
//! [`CadreWatch`] warning levels and the reminders of the archive. Nothing here is a finding about a person: it says where to look, and how closely.

mod cadre;
mod check;
mod entry;
mod form;
mod mark;
mod measures;
mod range;
mod read;
mod score;
mod sheet;
mod unit;

pub use cadre::{ArchiveCheck, CadreWarning, CadreWatch, Reminder, Trace, word};
pub use check::check;
pub use entry::{Entry, FormError};
pub use form::{Form, FormColumn, Holds, RowKind};
pub use mark::{Mark, MarkProblem, number};
pub use measures::{Measure, Measures};
pub use range::Range;
pub(crate) use read::sheets;
pub use score::{Contribution, Next, Score, Scorer, Weighed};
pub use sheet::{Band, Checklist, Criterion, Sheet};
pub use unit::{UnitEvaluation, UnitEvaluator, UnitMarks};
