//! The answers of `route`, in every format.

mod csv;
mod fragments;
mod json;
mod row;
mod text;

pub use csv::CsvOutput;
pub use json::{JsonLayout, JsonOutput};
pub use row::{BadRow, Batch, Fault, placed, unit};
pub use text::TextOutput;

use shizu_rules::IntakeRow;

/// Writes answers in one format. Everything goes to the end of `out`.
pub trait Render {
    /// What comes before the first answer.
    fn begin(&mut self, out: &mut Vec<u8>);

    /// The answer to one clue.
    fn row(&mut self, row: &IntakeRow<'_>, out: &mut Vec<u8>);

    /// A row that cannot be answered.
    fn bad(&mut self, bad: &BadRow, out: &mut Vec<u8>);

    /// What comes after the last answer.
    fn end(&mut self, out: &mut Vec<u8>);
}
