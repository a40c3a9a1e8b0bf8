//! The appraisal of a resident group: the commission decides, the office has a say, the host unit is only heard (LS05, RD28, RD34).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::ecology::{Mark, Measures, Range, Score, Scorer};
use crate::error::LoadError;
use crate::facts::{FactKey, Subject};
use crate::inquiry::{Inquiry, MatterFacts};
use crate::rulebook::Rulebook;
use crate::vocabulary::{AppraisalGrade, Term, terms};

terms! {
    /// Who marks a group.
    Voice {
        Commission "commission" "派出机关" "the commission",
        Office "office" "监督检查室" "the supervision office",
        HostUnit "host_unit" "驻在单位" "the host unit",
    }
}

/// Appraises groups by one sheet, as the rules are on one day.
#[derive(Debug)]
pub struct GroupAppraiser {
    /// The sheet.
    pub scorer: Scorer,
    /// From how many points on a lower opinion of the host unit is noticed.
    pub host_gap: Decimal,
    inquiry: Inquiry,
}

/// The marks of one group, each list in the order of the sheet's criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupMarks {
    /// Those of the commission.
    pub commission: Vec<Mark>,
    /// Those of the counterpart office.
    pub office: Vec<Mark>,
    /// Those of the host unit, which are not counted; `None` when it was not asked.
    pub host: Option<Vec<Mark>>,
    /// Bonus points.
    pub bonus: Decimal,
}

/// A group's appraisal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupAppraisal {
    /// The score and the grades it can be.
    pub score: Score,
    /// What is still to be entered: criterion and whose mark, the weightiest first.
    pub missing: Vec<(String, Voice)>,
    /// What the host unit's marks alone would make, without bonus; for comparison only.
    pub host: Option<Range>,
    /// Whether the host unit marks so much lower that the cause is asked about; `None` while that is open.
    pub host_differs: Option<bool>,
    /// What follows.
    pub measures: Measures,
}

impl GroupAppraiser {
    /// The sheet with this id, as the rules are on `day`.
    ///
    /// # Errors
    /// When there is no such sheet, or a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, sheet: &str, day: NaiveDate) -> Result<Self, LoadError> {
        let parameters = rulebook.parameters_on(day);
        let gap = parameters
            .iter()
            .find(|known| known.grounds.id == "appraisal.host_gap");
        Ok(GroupAppraiser {
            scorer: Scorer::new(rulebook, &parameters, sheet)?,
            host_gap: gap.map_or(Decimal::ZERO, |gap| gap.value),
            inquiry: Inquiry::new(rulebook, Subject::Appraisal, day)?,
        })
    }

    /// Appraises. Of `facts`, grade and the host unit's difference are set by the marks.
    pub fn appraise(&self, entered: &GroupMarks, facts: &MatterFacts) -> GroupAppraisal {
        let of = |marks: &[Mark], at: usize| {
            let mark = marks.get(at);
            mark.map_or(Range::UNKNOWN, |mark| mark.range(self.scorer.partly))
        };
        let share = self.scorer.office_share.unwrap_or_default();
        let counted = [
            (
                Voice::Commission,
                &entered.commission,
                Decimal::ONE_HUNDRED - share,
            ),
            (Voice::Office, &entered.office, share),
        ];
        let criteria = &self.scorer.criteria;
        let combined: Vec<Range> = (0..criteria.len())
            .map(|at| {
                let parts = counted.iter().map(|(_, marks, share)| {
                    of(marks, at).map(|mark| mark * share / Decimal::ONE_HUNDRED)
                });
                parts.fold(Range::exact(Decimal::ZERO), Range::plus)
            })
            .collect();
        let score = self.scorer.score_ranges(&combined, entered.bonus);
        let position = |code: &String| self.scorer.position(code);
        let missing = score.missing.iter().flat_map(|code| {
            let open = counted.iter().filter(|(_, marks, share)| {
                let mark = position(code).map(|at| of(marks, at));
                !share.is_zero() && mark.is_some_and(|mark| mark.value().is_none())
            });
            open.map(|(voice, _, _)| (code.clone(), *voice))
        });
        let missing = missing.collect();
        let host = entered
            .host
            .as_ref()
            .map(|marks| self.scorer.score(marks, Decimal::ZERO).score);
        let host_differs = match host {
            None => Some(false),
            Some(host) => self.differs(score.score.map(|value| value - entered.bonus), host),
        };
        let cases = score.levels.iter().map(|level| {
            let mut case = facts.clone();
            let grade = AppraisalGrade::from_code(level.code).map(Term::index);
            case.set(FactKey::AppraisalGrade, grade);
            case.set(FactKey::HostDiffers, host_differs.map(usize::from));
            case
        });
        let cases: Vec<MatterFacts> = cases.collect();
        GroupAppraisal {
            measures: Measures::of(&self.inquiry, "appraisal-consequences", &cases),
            score,
            missing,
            host,
            host_differs,
        }
    }

    /// Whether the host unit's score is lower by the gap or more.
    fn differs(&self, score: Range, host: Range) -> Option<bool> {
        if score.low - host.high >= self.host_gap {
            return Some(true);
        }
        (score.high - host.low < self.host_gap).then_some(false)
    }
}
