//! The matrix seen from one organ, from two, and from all at once.

use super::{Matrix, MatrixDuty};
use crate::vocabulary::{DutyField, Organ, Rhythm, Role, Stage, Term};

/// How much is laid on one organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The organ.
    pub organ: Organ,
    /// Duties by the organ's role, in the order of [`Role`]; the first are those it leads.
    pub by_role: [usize; Role::ALL.len()],
    /// Duties in which it has any part, by stage.
    pub by_stage: [usize; Stage::ALL.len()],
    /// Duties in which it has any part, by how often.
    pub by_rhythm: [usize; Rhythm::ALL.len()],
    /// Duties in which it has any part, by field.
    pub by_field: [usize; DutyField::ALL.len()],
    /// Duties that are about its own work.
    pub over: usize,
}

impl Load {
    /// Duties it leads.
    pub fn leads(&self) -> usize {
        self.by_role[Role::Lead.index()]
    }

    /// Duties in which it has a part without leading.
    pub fn helps(&self) -> usize {
        self.total() - self.leads()
    }

    /// Duties in which it has any part.
    pub fn total(&self) -> usize {
        self.by_role.iter().sum()
    }
}

/// What two organs have to do, beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// Duties in which only the first has a part, with its role.
    pub only_first: Vec<(&'a MatrixDuty, Role)>,
    /// Duties in which only the second has a part, with its role.
    pub only_second: Vec<(&'a MatrixDuty, Role)>,
    /// Duties in which both have a part, with the role of each.
    pub both: Vec<(&'a MatrixDuty, [Role; 2])>,
}

/// The duties of one organ as a reading list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfOrgan<'a> {
    /// The organ.
    pub organ: Organ,
    /// Its duties by how often and when in the course of the work; groups without duties are left out.
    pub groups: Vec<OrganGroup<'a>>,
    /// The duties that are about its own work, and in which it has no part.
    pub over: Vec<&'a MatrixDuty>,
}

/// Duties of one organ that are due at the same pace and stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganGroup<'a> {
    /// How often.
    pub rhythm: Rhythm,
    /// When in the course of the work.
    pub stage: Stage,
    /// The duties with the organ's role: those it leads first.
    pub duties: Vec<(&'a MatrixDuty, Role)>,
}

impl<'a> Matrix<'a> {
    /// The load of every organ that has a part or is the object, in the order of [`Organ`].
    pub fn load(&self) -> Vec<Load> {
        let loads = Organ::ALL.iter().map(|organ| self.load_of(*organ));
        loads.filter(|load| load.total() + load.over > 0).collect()
    }

    /// The load of one organ.
    pub fn load_of(&self, organ: Organ) -> Load {
        let mut load = Load {
            organ,
            by_role: [0; Role::ALL.len()],
            by_stage: [0; Stage::ALL.len()],
            by_rhythm: [0; Rhythm::ALL.len()],
            by_field: [0; DutyField::ALL.len()],
            over: 0,
        };
        for duty in &self.duties {
            load.over += usize::from(duty.over.contains(&organ));
            let Some(role) = duty.role_of(organ) else {
                continue;
            };
            load.by_role[role.index()] += 1;
            load.by_stage[duty.stage.index()] += 1;
            load.by_rhythm[duty.rhythm.index()] += 1;
            load.by_field[duty.field.index()] += 1;
        }
        load
    }

    /// What `first` and `second` have to do, beside each other.
    pub fn compare(&self, first: Organ, second: Organ) -> Comparison<'a> {
        let mut comparison = Comparison {
            only_first: Vec::new(),
            only_second: Vec::new(),
            both: Vec::new(),
        };
        for duty in &self.duties {
            match (duty.role_of(first), duty.role_of(second)) {
                (Some(first), Some(second)) => comparison.both.push((duty, [first, second])),
                (Some(role), None) => comparison.only_first.push((duty, role)),
                (None, Some(role)) => comparison.only_second.push((duty, role)),
                (None, None) => {}
            }
        }
        comparison
    }

    /// The duties of one organ, by how often and stage.
    pub fn of_organ(&self, organ: Organ) -> OfOrgan<'a> {
        let mut groups = Vec::new();
        for rhythm in Rhythm::ALL {
            for stage in Stage::ALL {
                let mut duties = Vec::new();
                for role in Role::ALL {
                    let due = self.duties.iter().filter(|duty| {
                        (duty.rhythm, duty.stage) == (*rhythm, *stage)
                            && duty.role_of(organ) == Some(*role)
                    });
                    duties.extend(due.map(|duty| (*duty, *role)));
                }
                if !duties.is_empty() {
                    groups.push(OrganGroup {
                        rhythm: *rhythm,
                        stage: *stage,
                        duties,
                    });
                }
            }
        }
        let over = self.kept(|duty| duty.over.contains(&organ) && duty.role_of(organ).is_none());
        OfOrgan {
            organ,
            groups,
            over: over.duties,
        }
    }
}
