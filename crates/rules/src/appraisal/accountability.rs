//! Double accountability: when both the main and the supervisory responsibility are asked about (RD34), and on whom the first falls (RD26).

use chrono::NaiveDate;

use crate::ecology::Measures;
use crate::error::LoadError;
use crate::facts::Subject;
use crate::inquiry::{Inquiry, MatterFacts, OtherAnswer, Ruling};
use crate::rulebook::Rulebook;

/// Judges cases as the rules are on one day.
#[derive(Debug)]
pub struct Judge {
    inquiry: Inquiry,
}

/// What is said of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether both responsibilities are asked about.
    pub verdict: Option<Ruling>,
    /// The fewest changes of facts to the other verdict.
    pub what_if: Vec<OtherAnswer>,
    /// Whose responsibility it is, by post.
    pub responsibility: Option<Ruling>,
    /// What is done where responsibility is not carried out.
    pub measures: Measures,
}

impl Judge {
    /// The rules as they are on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        Ok(Judge {
            inquiry: Inquiry::new(rulebook, Subject::Accountability, day)?,
        })
    }

    /// Judges one case.
    pub fn judge(&self, facts: &MatterFacts) -> Judgement {
        Judgement {
            verdict: self.inquiry.ruling("double-accountability", facts),
            what_if: self.inquiry.what_if("double-accountability", facts),
            responsibility: self.inquiry.ruling("responsibility", facts),
            measures: Measures::of(
                &self.inquiry,
                "accountability-measures",
                std::slice::from_ref(facts),
            ),
        }
    }
}
