//! Sharing of information between organs: tiers, exchanges, flows and what a recipient would see (LS54–LS60).
//!
//! [`Sharing`] answers for one exchange: its tier, whether it may take place, who approves it, what is masked. [`Schedule`] turns the flows of the
//! rulebook into dated obligations. A [`Sample`] is an invented record, shown as the recipient would see it.

mod check;
mod exchange;
mod flow;
mod read;
mod sample;
mod schedule;

pub(crate) use check::check;
pub(crate) use read::{flows, samples};

pub use exchange::{CIRCUMSTANCES, Change, ExchangeAnswer, ExchangeStatus, Sharing};
pub use flow::Flow;
pub use sample::{Sample, SampleField, Seen};
pub use schedule::{Agenda, Obligation, Schedule, YEARS};
