//! Training: scenarios and drills whose answer key is the rule engine.

mod ask;
mod check;
mod checksum;
mod desk;
mod drill;
mod file;
mod fraction;
mod known;
mod labels;
mod play;
mod record;
mod report;
mod scenario;
mod set;
mod words;

pub use ask::{Brief, Changed, Choice, Given, Grid, Kind, Mismatch, Shape, Slot, Why, WhyNot};
pub use check::{Checked, Coverage, Family, FamilyCoverage, Fault, Finding, check, family_of};
pub use checksum::checksum;
pub use desk::{Compiled, Desk, Ruled};
pub use drill::{
    About, Asked, Card, Drill, DrillSpec, Exam, ExamError, ExamItem, ExamRecord, ExamResult,
    Filled, Level, Mastery, Progress, Rating, Round, Sitting, Terms, Trainer, Twin, boundaries,
    drillable, nth, pair, sides,
};
pub use fraction::Fraction;
pub use known::{Known, KnownMatter};
pub use play::{Answer, AnswerProblem, Graded, GradedSlot, Pending, Play, Step};
pub use record::{Record, RecordError, RecordNote, fingerprint};
pub use report::{
    Class, DecisionLine, LogLine, Repeats, Report, ResultLine, RuleLine, Spread, log,
};
pub use scenario::{
    Branch, Character, Condition, Consequence, Decision, Document, Learn, Matter, Module, Outline,
    Scenario, Scene,
};
pub use set::{SetDraft, SetError, SetExam, SetNote, SetScenario, Standing, TrainingSet};
pub use words::{listed, quoted};
