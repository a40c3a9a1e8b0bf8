//! Writing tables.

mod csv;
mod xlsx;
mod xlsx_archive;
mod xlsx_error;
mod xlsx_sheet;
mod xlsx_text;

pub use csv::{CsvOptions, CsvWriter};
pub use xlsx::{Cell, XlsxWriter};
pub use xlsx_error::XlsxError;
