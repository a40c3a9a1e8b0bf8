//! Rows of a table into a register, and rows of a register as a table.
//!
//! A [`Mapping`] says which column is which field; it is guessed from codes and labels and can be kept. An [`Import`] takes row after row, reads every
//! cell as its field wants it, and ends in a [`Plan`]: what would be added, changed, left alone and refused, and the one command that does it. Nothing is
//! changed before that command is applied; undoing it takes the whole import back. Refused rows can be written back as a table with a column that says
//! what is wrong.
//!
//! [`sheet`] writes a register as such a table. What it writes is read back as it was: cells that a spreadsheet would run as a formula get an apostrophe
//! on the way out and lose it on the way in.

mod formula;
mod mapping;
mod plan;
mod sheet;

pub use formula::{neutral, restored};
pub use mapping::{Column, Mapping};
pub use plan::{CellFault, Import, Known, Plan, Refused};
pub use sheet::{Words, header, line};
