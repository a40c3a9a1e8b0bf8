//! Writing tables.

mod csv;
mod xlsx;
mod xlsx_text;
mod zip;

pub use csv::{CsvOptions, CsvWriter};
pub use xlsx::{Cell, XlsxError, XlsxWriter};
