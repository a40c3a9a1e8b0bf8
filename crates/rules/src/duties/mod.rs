//! The duty-tier matrix: who leads, assists, guides, supervises, reports or is informed, for every duty that the sources state.
//!
//! [`Matrix`] holds some or all of the duties; [`Matrix::filtered`] narrows it, and every view ([`Matrix::load`], [`Matrix::gaps`],
//! [`Matrix::overlaps`], [`Matrix::compare`], [`Matrix::of_organ`]) works on what is left. [`Listing`] is a view as a plain table, for export.
//!
//! How leads are read. Where a paragraph names office and group together, the office leads (LS30); where the office guides the group's own work, the
//! group in front leads and the office behind guides (LS33). Where only the commission is named, what it decides and rules is given to its
//! standing committee, and acting towards a unit to the office (LS24). The four local practices and the coordination study tell what one place did;
//! nothing here says that every place must. Notes mark every lead that a text leaves open.

mod check;
mod duty;
mod gaps;
mod listing;
mod matrix;
mod overlaps;
mod query;
mod read;
mod views;

pub(crate) use check::check;
pub(crate) use read::{in_order, read};

pub use duty::{MatrixDuty, Part, tier_of};
pub use gaps::Gap;
pub use listing::Listing;
pub use matrix::Matrix;
pub use overlaps::Overlap;
pub use query::Query;
pub use views::{Comparison, Load, OfOrgan, OrganGroup};
