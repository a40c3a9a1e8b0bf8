//! Writing tables.

mod csv;
#[cfg(feature = "workbooks")]
mod xlsx;
#[cfg(feature = "workbooks")]
mod xlsx_archive;
#[cfg(feature = "workbooks")]
mod xlsx_error;
#[cfg(feature = "workbooks")]
mod xlsx_sheet;
#[cfg(feature = "workbooks")]
mod xlsx_text;

pub use csv::{CsvOptions, CsvWriter};
#[cfg(feature = "workbooks")]
pub use xlsx::{Cell, XlsxWriter};
#[cfg(feature = "workbooks")]
pub use xlsx_archive::Package;
#[cfg(feature = "workbooks")]
pub use xlsx_error::XlsxError;
