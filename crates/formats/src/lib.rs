//! Tabular input and output, shared by the command line tool and the browser application.
//!
//! **Reading.** [`read`] takes any byte stream, finds out by content what it is (CSV, one JSON object, a JSON array, NDJSON,
//! XLSX; UTF-8 with or without a byte order mark, GB18030) and hands every row to a [`Sink`] as a [`Record`]: fields by column
//! index, as text. Memory stays flat however long the input is (an XLSX file, being an archive, is the exception: it is held
//! whole). A bad row becomes an [`Issue`] with its row, its column and what to do; the rows around it are still read.
//!
//! **Writing.** [`CsvWriter`] and [`XlsxWriter`] write the same rows back.
//!
//! The formats themselves are the work of libraries: `csv-core`, `serde_json`, `rawzip` with `flate2`, and `quick-xml`. What is
//! added here is what one person's mistake needs: the place of it, a sentence on what to do, and the rows behind it. The crate
//! knows nothing of what the columns mean.
//!
//! ```
//! use shizu_formats::{Flow, Issue, Lang, ReadOptions, Record, Sink, read};
//!
//! #[derive(Default)]
//! struct Print(Vec<String>);
//!
//! impl Sink for Print {
//!     fn record(&mut self, record: &Record<'_>) -> Flow {
//!         self.0.push(format!("{} {}", record.row(), record.get(1).unwrap_or("")));
//!         Flow::Continue(())
//!     }
//!     fn issue(&mut self, issue: Issue) -> Flow {
//!         self.0.push(issue.message(Lang::En));
//!         Flow::Continue(())
//!     }
//! }
//!
//! let mut print = Print::default();
//! let summary = read("id;rank\n1;clerk\n".as_bytes(), &ReadOptions::default(), &mut print).unwrap();
//! assert_eq!(summary.rows, 1);
//! assert_eq!(print.0, ["2 clerk"]);
//! ```

mod blocks;
#[cfg(feature = "workbooks")]
mod checksum;
mod detect;
mod issue;
mod lang;
mod messages;
#[cfg(feature = "workbooks")]
mod number;
pub mod pack;
mod read;
mod record;
mod text;
mod write;

pub use detect::{Detected, Encoding, Format, detect};
pub use issue::{Issue, JsonFault, Problem, Unit};
pub use lang::Lang;
pub use read::{MAX_FIELD, ReadOptions, Sink, Summary, Table, read, read_table};
pub use record::{Batch, Columns, Flow, Record, column_letters};
#[cfg(feature = "workbooks")]
pub use write::{Cell, Package, XlsxError, XlsxWriter};
pub use write::{CsvOptions, CsvWriter};
