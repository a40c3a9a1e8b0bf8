//! Setting a trigger aside for one body: with a reason and a reviewer, for a time, and never without a trace.

use chrono::NaiveDate;

use crate::lang::Lang;

/// A trigger set aside for one body. The trigger still shows, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Suppression {
    /// Id of the trigger.
    pub id: String,
    /// The body.
    pub body: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
    /// The last day on which it holds; `None` until it is taken back.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

/// What is wrong with a suppression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionProblem {
    /// No trigger of this id, or no body.
    NoTrigger,
    /// No reason.
    NoReason,
    /// No reviewer.
    NoReviewer,
}

impl Suppression {
    /// Whether it says what it must.
    ///
    /// # Errors
    /// The first thing that it does not say.
    pub fn check<'a>(
        &self,
        mut triggers: impl Iterator<Item = &'a str>,
    ) -> Result<(), SuppressionProblem> {
        if !triggers.any(|id| id == self.id) || self.body.trim().is_empty() {
            Err(SuppressionProblem::NoTrigger)
        } else if self.reason.trim().is_empty() {
            Err(SuppressionProblem::NoReason)
        } else if self.reviewer.trim().is_empty() {
            Err(SuppressionProblem::NoReviewer)
        } else {
            Ok(())
        }
    }

    /// Whether it sets the trigger aside for the body on `day`.
    pub fn covers(&self, trigger: &str, body: &str, day: NaiveDate) -> bool {
        self.id == trigger && self.body == body && !self.has_run_out(day)
    }

    /// Whether its last day lies before `day`.
    pub fn has_run_out(&self, day: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}

impl SuppressionProblem {
    /// What is wrong and what to do.
    pub fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (SuppressionProblem::NoTrigger, Lang::Zh) => {
                "没有写明是哪个触发项、哪个单位或组，没有采用。"
            }
            (SuppressionProblem::NoTrigger, Lang::En) => {
                "It does not name an existing trigger and a body, so it is not used."
            }
            (SuppressionProblem::NoReason, Lang::Zh) => "没有写理由，没有采用。请写明为什么搁置。",
            (SuppressionProblem::NoReason, Lang::En) => {
                "It gives no reason, so it is not used. Say why it is set aside."
            }
            (SuppressionProblem::NoReviewer, Lang::Zh) => {
                "没有写审核人，没有采用。请写明由谁决定。"
            }
            (SuppressionProblem::NoReviewer, Lang::En) => {
                "It names no reviewer, so it is not used. Say who decided."
            }
        }
    }
}
