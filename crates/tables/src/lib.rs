//! Decision tables over declared domains.
//!
//! A [`Table`] is a list of rows over [`Column`]s. Every column has a declared [`Domain`]: a closed set of codes, yes/no, or an ordered axis
//! of numbers or dates. Compiling cuts every axis at the breakpoints that the rows use, so that each column has finitely many *classes*, and
//! keeps for each class the set of rows that accept it. Evaluating is one lookup and one AND per column.
//!
//! The same compiled form answers every other question:
//!
//! | question | where |
//! |---|---|
//! | what is the outcome, also when facts are unknown | [`Table::decide`], [`Table::evaluate`], [`Table::hits`] |
//! | which unknown facts still matter, and which to ask next | [`Table::open_questions`] |
//! | why this row, and why not that one | [`Table::explain`] |
//! | the fewest fact changes that lead elsewhere | [`Table::counterfactuals`] |
//! | gaps, overlaps, masked, redundant and dead rows, each with a witness | [`Table::verify`] |
//! | which rows and boundaries a set of cases exercises, and cases that exercise all | [`Table::coverage`], [`Table::generate_cases`] |
//! | which inputs get another answer in another version of the table | [`diff`] |
//!
//! ```
//! use std::collections::BTreeMap;
//! use shizu_tables::{Axis, Cell, Column, Domain, Fact, Policy, RowSpec, Table, TableSpec, Verdict};
//!
//! let schema = [
//!     Column::new("member", Domain::Flag),
//!     Column::new("amount", Domain::Axis(Axis::Number { places: 2, min: 0, max: 1_000_000 })),
//! ];
//! let row = |id: &str, cells: &[(usize, &str)], outcome| RowSpec {
//!     id: id.to_owned(),
//!     cells: cells
//!         .iter()
//!         .map(|(column, text)| (*column, Cell::parse(&schema[*column].domain, &[text]).unwrap()))
//!         .collect::<BTreeMap<_, _>>(),
//!     outcome,
//! };
//! let spec = TableSpec {
//!     id: "discount".to_owned(),
//!     policy: Policy::Unique,
//!     complete: true,
//!     priority: Vec::new(),
//!     rows: vec![
//!         row("large", &[(1, ">= 100")], "10 %"),
//!         row("member", &[(0, "yes"), (1, "< 100")], "5 %"),
//!         row("other", &[(0, "no"), (1, "< 100")], "none"),
//!     ],
//! };
//! let table = Table::compile(&spec, &schema)?;
//! assert!(table.verify().unwrap().findings.is_empty());
//!
//! // 120.00, and it does not matter who buys.
//! let facts = [Fact::UNKNOWN, schema[1].domain.parse("120").unwrap()];
//! let Verdict::Determined { outcome, row } = table.decide(&facts) else { panic!() };
//! assert_eq!((table.outcomes()[outcome], row), ("10 %", Some(0)));
//!
//! // 80.00: who buys is the one question left.
//! let facts = [Fact::UNKNOWN, schema[1].domain.parse("80").unwrap()];
//! assert_eq!(table.decide(&facts), Verdict::Missing);
//! assert_eq!(table.open_questions(&facts).unwrap().questions[0].column, 0);
//! # Ok::<(), shizu_tables::CompileError>(())
//! ```
//!
//! A known fact that lies outside of its column's domain matches no row. The crate knows nothing of any field of application, and does no I/O.

mod bits;
mod boxes;
mod build;
mod cell;
mod counterfactual;
mod coverage;
mod diagram;
mod diff;
mod domain;
mod evaluate;
mod explain;
mod hits;
mod lane;
mod question;
mod shares;
mod sieve;
mod sort;
mod spec;
mod table;
mod verify;

pub use cell::{Cell, CellError};
pub use counterfactual::{Change, Counterfactual};
pub use coverage::{Case, Coverage, Obligation};
pub use diagram::{Diagram, Terminal, TooLarge};
pub use diff::{DiffError, Difference, diff};
pub use domain::{Axis, Column, Domain, Fact, nearest};
pub use evaluate::{Answer, Evaluation, Verdict};
pub use explain::{Explanation, Miss, Reading};
pub use hits::{FirstRows, Hits, RowBits};
pub use question::{OpenQuestions, Question};
pub use sort::{SortOnce, gather, gather_set};
pub use spec::{Aggregate, CompileError, Grid, Outcome, Policy, RowSpec, TableSpec};
pub use table::{Row, Table};
pub use verify::{Finding, Report, Space, Witness};
