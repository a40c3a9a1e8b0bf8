//! Whether the tasks of a group head fit the role of a supervisor (RD09, RD14, RD22).

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use crate::error::LoadError;
use crate::facts::Subject;
use crate::inquiry::{Inquiry, MatterFacts, OtherAnswer, Ruling};
use crate::rulebook::{Rulebook, Then};
use crate::vocabulary::{RoleConflict, Term};

/// Checks task lists as the rules are on one day.
#[derive(Debug)]
pub struct RoleChecker {
    /// How many tolerable tasks one head may carry.
    pub most: usize,
    inquiry: Inquiry,
}

/// What is said of one task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRuling {
    /// Conflict, tolerable, or none.
    pub verdict: Option<Ruling>,
    /// What to look out for.
    pub notices: Option<Ruling>,
    /// The fewest changes of facts to each other verdict.
    pub what_if: Vec<OtherAnswer>,
}

/// What is said of all tasks of one head.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleCheck {
    /// Task by task, in the order given.
    pub tasks: Vec<TaskRuling>,
    /// How many are in conflict, tolerable, without conflict; the rest is undetermined.
    pub counts: [usize; 3],
    /// Whether the tolerable ones are more than one head may carry.
    pub too_many: bool,
}

impl TaskRuling {
    /// The verdict, when it is settled.
    pub fn settled(&self) -> Option<RoleConflict> {
        match self.verdict.as_ref()?.answer()? {
            Then::Answer(answer) => RoleConflict::ALL.get(answer.index).copied(),
            _ => None,
        }
    }
}

impl RoleChecker {
    /// The rules as they are on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let parameters = rulebook.parameters_on(day);
        let most = parameters
            .iter()
            .find(|known| known.grounds.id == "role.tolerable.most");
        Ok(RoleChecker {
            most: most
                .and_then(|most| most.value.to_usize())
                .unwrap_or_default(),
            inquiry: Inquiry::new(rulebook, Subject::GroupTask, day)?,
        })
    }

    /// Checks all tasks of one head.
    pub fn check(&self, tasks: &[MatterFacts]) -> RoleCheck {
        let tasks: Vec<TaskRuling> = tasks
            .iter()
            .map(|facts| TaskRuling {
                verdict: self.inquiry.ruling("role-conflict", facts),
                notices: self.inquiry.ruling("role-warnings", facts),
                what_if: self.inquiry.what_if("role-conflict", facts),
            })
            .collect();
        let mut counts = [0; 3];
        for verdict in tasks.iter().filter_map(TaskRuling::settled) {
            counts[verdict.index()] += 1;
        }
        RoleCheck {
            too_many: counts[RoleConflict::Tolerable.index()] > self.most,
            tasks,
            counts,
        }
    }
}
