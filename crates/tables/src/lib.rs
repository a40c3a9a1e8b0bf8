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
//! The crate knows nothing of any field of application, and does no I/O.

mod bits;
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
pub use explain::{Explanation, Miss};
pub use hits::Hits;
pub use question::{OpenQuestions, Question};
pub use spec::{Aggregate, CompileError, Grid, Outcome, Policy, RowSpec, TableSpec};
pub use table::{Row, Table};
pub use verify::{Finding, Report, Space, Witness};
