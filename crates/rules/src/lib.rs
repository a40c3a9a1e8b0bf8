//! The rulebook of office–group linkage supervision (室组联动), and the engine over it.
//!
//! One rulebook, kept as data with a source for every row ([`Rulebook`]), is compiled for a day ([`Engine`]) and then answers
//! ([`Engine::determine`]), asks what is still missing ([`Engine::open_facts`]), says what would change the answer ([`Engine::what_if`]), and is proved
//! ([`verify()`]). A city or county changes it by an overlay ([`Rulebook::with_overlay`]), whose effect [`compare`] shows.
//!
//! Pure: no clock, no input or output, no randomness. "Today" is an argument.

pub mod appraisal;
mod cases;
mod checklist;
pub mod deadlines;
mod determination;
mod diff;
pub mod duties;
pub mod ecology;
mod engine;
mod error;
mod facts;
pub mod indicators;
mod inquiry;
mod intake;
mod interview;
mod lang;
mod measure;
pub mod monitor;
mod parts;
pub mod rectification;
mod rulebook;
pub mod sharing;
mod sources;
pub mod toml_file;
mod verify;
pub mod vocabulary;

pub use cases::{CaseCoverage, Dice, Exercise};
pub use checklist::CheckItem;
pub use deadlines::{Calendar, Due, Limit};
pub use determination::{
    Condition, Deadline, Determination, DutyOwed, Part, Reason, Status, Warning,
};
pub use diff::{LimitDiff, RulebookDiff, TableDiff, compare};
pub use engine::{Decision, Engine, policy_code};
pub use error::{LoadError, Place, Problem, What};
pub use facts::{BadValue, ClueFacts, FACTS, FactKey, Known, PackedFacts, Subject, lenient};
pub use inquiry::{Answered, Inquiry, MatterFacts, OtherAnswer, Ruling};
pub use intake::{
    Binding, CellError, CellProblem, DateProblem, Field, HeaderError, HeaderNote, IntakeRow, Seen,
    SeenIds, parse_date,
};
pub use interview::{OpenFact, WhatIf, WhyNot};
pub use lang::{Lang, Text};
pub use measure::{Measure, MeasureFault};
pub use parts::{LeadKey, MissingFacts, Openness, Parts, ToldRows};
pub use rulebook::{
    Answer, AnswerKind, Duty, Gives, Grounds, Item, ItemKind, OverlayInfo, Parameter, Rule,
    RuleTable, Rulebook, Then,
};
/// What is spelled most alike.
pub use shizu_tables::nearest;
/// Sorting with one copy of the sorting code.
pub use shizu_tables::{SortOnce, gather, gather_set};
pub use sources::{Catalogue, Confidence, Document, Entry, EntryKind};
pub use verify::{CitedShare, FindingText, Proof, TableProof, cited, verify};
pub use vocabulary::LimitUnit;
