//! Appraisal of resident groups, double accountability, and the check of group heads' roles (派驻考核、一案双查、角色冲突).

mod accountability;
mod group;
mod role;

pub use accountability::{Judge, Judgement};
pub use group::{GroupAppraisal, GroupAppraiser, GroupMarks, Voice};
pub use role::{RoleCheck, RoleChecker, TaskRuling};
