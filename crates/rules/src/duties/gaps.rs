//! Where the matrix is thin.
//!
//! A gap says that the sources, as they are encoded, give a part of the matrix to nobody. That may be intended, may be left to local rules, or may
//! be said in a paragraph that states no duty. It is a question for the reader, never a finding against an organ.

use super::{Matrix, MatrixDuty, tier_of};
use crate::vocabulary::{DutyField, GapKind, Organ, Role, Stage, Term, Tier};

/// A thin place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// What is missing.
    pub kind: GapKind,
    /// In which field; `None` if it is about an organ.
    pub field: Option<DutyField>,
    /// In which stage; `None` if in all.
    pub stage: Option<Stage>,
    /// Which organ; `None` if it is about a field.
    pub organ: Option<Organ>,
    /// The duties that were looked at and show it. For a stage without duties: those of the field that hold throughout.
    pub duties: Vec<&'a MatrixDuty>,
}

impl GapKind {
    /// What it means, and why it may be so on purpose: Chinese and English.
    pub fn meaning(self) -> (&'static str, &'static str) {
        match self {
            GapKind::NoDuty => (
                "该领域在这一阶段没有专门职责；全程有效的职责仍然适用。",
                "The field has no duty of this stage; duties that hold throughout still apply.",
            ),
            GapKind::NoFront => (
                "这一格的职责里没有派驻组。来源可能有意由后台或其他机关承担。",
                "No resident group has a part in this cell. The sources may mean it for the back or for others.",
            ),
            GapKind::NoBack => (
                "这一格的职责里没有监督检查室。来源可能有意由前台或其他机关承担。",
                "No supervision office has a part in this cell. The sources may mean it for the front or for others.",
            ),
            GapKind::NoSupervision => (
                "该领域没有写明谁指导、谁监督这些职责的履行；常委会的一般领导不在此列。",
                "Nothing in the field says who guides or supervises its duties; the general lead of the standing committee is not counted.",
            ),
            GapKind::LeadAlone => (
                "这些职责只写明主办机关，来源没有说由谁协助、向谁报告。",
                "For these duties the sources name a lead only, not who assists or is told.",
            ),
            GapKind::NeverLeads => (
                "该机关在矩阵中只有配合性职责。多数情况下这正是它的定位。",
                "The organ only has supporting parts in the matrix. Mostly that is just its place.",
            ),
        }
    }
}

impl<'a> Matrix<'a> {
    /// The thin places: by field and stage, then by field, then by organ.
    pub fn gaps(&self) -> Vec<Gap<'a>> {
        let mut gaps = Vec::new();
        for field in DutyField::ALL {
            let of_field = self.kept(|duty| duty.field == *field);
            if of_field.duties.is_empty() {
                continue;
            }
            for stage in [Stage::Before, Stage::During, Stage::After] {
                gaps.extend(of_field.gaps_in(*field, stage));
            }
            let whole_field = |kind, duties| Gap {
                kind,
                field: Some(*field),
                stage: None,
                organ: None,
                duties,
            };
            let watched = |duty: &&MatrixDuty| {
                let mut roles = duty.parts.iter().map(|part| part.role);
                roles.any(|role| matches!(role, Role::Guide | Role::Supervise))
            };
            if !of_field.duties.iter().any(watched) {
                gaps.push(whole_field(GapKind::NoSupervision, of_field.duties.clone()));
            }
            let alone = of_field.kept(|duty| duty.parts.len() == 1);
            if !alone.duties.is_empty() {
                gaps.push(whole_field(GapKind::LeadAlone, alone.duties));
            }
        }
        for organ in self.organs() {
            if self.count(organ, Role::Lead) == 0 {
                gaps.push(Gap {
                    kind: GapKind::NeverLeads,
                    field: None,
                    stage: None,
                    organ: Some(organ),
                    duties: self.kept(|duty| duty.role_of(organ).is_some()).duties,
                });
            }
        }
        gaps
    }

    /// The thin places in one cell of one field, whose duties these are.
    fn gaps_in(&self, field: DutyField, stage: Stage) -> Vec<Gap<'a>> {
        let gap = |kind, duties| Gap {
            kind,
            field: Some(field),
            stage: Some(stage),
            organ: None,
            duties,
        };
        let cell = self.kept(|duty| duty.stage == stage);
        if cell.duties.is_empty() {
            let throughout = self.kept(|duty| duty.stage == Stage::Always);
            return vec![gap(GapKind::NoDuty, throughout.duties)];
        }
        let absent = |tier: Tier| {
            let mut parts = cell.duties.iter().flat_map(|duty| &duty.parts);
            !parts.any(|part| tier_of(part.organ) == Some(tier))
        };
        [
            (Tier::Front, GapKind::NoFront),
            (Tier::Back, GapKind::NoBack),
        ]
        .into_iter()
        .filter(|(tier, _)| absent(*tier))
        .map(|(_, kind)| gap(kind, cell.duties.clone()))
        .collect()
    }
}
