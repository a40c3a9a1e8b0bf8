//! Some or all of the duties, and how many of them are what.

use super::{MatrixDuty, Query};
use crate::rulebook::Rulebook;
use crate::vocabulary::{Organ, Role, Term};

/// Some or all duties, in the order shown: by field, stage, and as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<'a> {
    /// The duties.
    pub duties: Vec<&'a MatrixDuty>,
}

impl<'a> Matrix<'a> {
    /// All duties of the rulebook.
    pub fn new(rulebook: &'a Rulebook) -> Self {
        Matrix {
            duties: rulebook.duties.iter().collect(),
        }
    }

    /// The duties that meet the query.
    #[must_use]
    pub fn filtered(&self, query: &Query) -> Self {
        self.kept(|duty| query.admits(duty))
    }

    /// The duties that `keep` keeps.
    #[must_use]
    pub fn kept(&self, keep: impl Fn(&MatrixDuty) -> bool) -> Self {
        let duties = self.duties.iter().copied();
        Matrix {
            duties: duties.filter(|duty| keep(duty)).collect(),
        }
    }

    /// The organs that have a part in any of the duties: the columns.
    pub fn organs(&self) -> Vec<Organ> {
        let has_part = |organ: &&Organ| {
            let mut duties = self.duties.iter();
            duties.any(|duty| duty.role_of(**organ).is_some())
        };
        Organ::ALL.iter().filter(has_part).copied().collect()
    }

    /// In how many of the duties the organ has the role.
    pub fn count(&self, organ: Organ, role: Role) -> usize {
        let duties = self.duties.iter();
        duties
            .filter(|duty| duty.role_of(organ) == Some(role))
            .count()
    }
}
