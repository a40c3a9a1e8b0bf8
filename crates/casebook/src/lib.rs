//! The workbook (台账): the document in which officers keep their matters, findings, tasks, returns, cases, exchanges, scores, results and checklists.
//!
//! A [`Workbook`] has one table of rows per [`Kind`]; a cell is a text, held once in a pool. Everything changes through a [`Command`], which yields an
//! [`Entry`] of the history: field by field, who, when, why. Entries are only ever added; undo and redo add inverse ones. An entry stored as JSON can be
//! replayed, so that a snapshot and the entries after it are the document. [`Rules`] are the steps a record may take and the time limits of tasks, from
//! the rulebook.
//!
//! Pure: no clock, no input or output, no randomness. "Now" is an argument ([`Stamp`]).
//!
//! ```
//! use shizu_casebook::{Command, Kind, Lang, Rules, Space, Stamp, Workbook};
//!
//! let rulebook = shizu_rules::Rulebook::shipped().unwrap();
//! let rules = Rules::new(&rulebook, "2026-03-05".parse().unwrap()).unwrap();
//! let now = Stamp { at: "2026-03-05T09:00:00+08:00", by: "王虚构", why: "" };
//! let mut book = Workbook::new("w-1", "示例台账", Space::Training, now.at);
//! let entry = book.apply(Command::add(Kind::Matter, "X-1", &[("summary", "虚构线索")]), now, &rules).unwrap();
//! assert_eq!(entry.label(Lang::Zh), "新增线索 X-1");
//! assert_eq!(book.register(Kind::Matter).find("X-1").unwrap().get("state"), "registered");
//! book.undo(now).unwrap();
//! assert_eq!(book.register(Kind::Matter).len(), 0);
//! ```

mod apply;
mod check;
pub mod checklist;
mod command;
pub mod demo;
mod draft;
mod entry;
mod field;
mod file;
mod history;
pub mod import;
mod kind;
pub mod merge;
pub mod pack;
mod pool;
pub mod query;
pub mod redact;
mod refusal;
mod register;
mod registers;
mod replay;
pub mod routing;
mod rules;
mod steps;
mod table;
mod tasks;
pub mod today;
mod workbook;

pub use check::Fault;
pub use command::{Action, Command, Edit};
pub use entry::{Change, Entry};
pub use field::{BadCell, Field, FieldType};
pub use file::{Broken, Damage, FileError, Incoming, LARGEST_FILE, Opened, Renamed, RowFault};
pub use history::ReplayError;
pub use kind::Kind;
pub use pool::Symbol;
pub use refusal::{Refusal, Why};
pub use register::{Register, Row};
pub use rules::{Need, Rules, Way};
pub use shizu_rules::Lang;
pub use workbook::{Space, Stamp, Workbook};
