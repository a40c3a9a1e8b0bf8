//! Training: scenarios and drills whose answer key is the rule engine.

mod ask;
mod checksum;
mod desk;
mod fraction;
mod known;
mod scenario;

pub use ask::{Brief, Changed, Choice, Given, Grid, Kind, Mismatch, Shape, Slot, Why, WhyNot};
pub use checksum::checksum;
pub use desk::{Compiled, Desk, Ruled};
pub use fraction::Fraction;
pub use known::{Known, KnownMatter};
pub use scenario::{
    Branch, Character, Condition, Consequence, Decision, Document, Learn, Matter, Module, Scenario,
    Scene,
};
