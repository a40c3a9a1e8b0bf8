//! Evaluating a unit's political ecology: score, grade, weak dimensions, risk level, graded measures (LS37, LS42, SF09).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Mark, Measures, Score, Scorer};
use crate::error::LoadError;
use crate::facts::{FactKey, Subject};
use crate::inquiry::{Inquiry, MatterFacts};
use crate::rulebook::{Rulebook, Then};
use crate::vocabulary::{EcologyGrade, Term, UnitRisk, Value};

/// Evaluates units by one sheet, as the rules are on one day.
#[derive(Debug)]
pub struct UnitEvaluator {
    /// The sheet.
    pub scorer: Scorer,
    /// Below which mark a dimension is weak.
    pub weak_line: Decimal,
    inquiry: Inquiry,
}

/// What is entered for a unit besides its facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitMarks {
    /// The marks, in the order of the sheet's criteria.
    pub marks: Vec<Mark>,
    /// Points taken away from the total.
    pub deduction: Decimal,
}

/// A unit's evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEvaluation {
    /// The score and the grades it can be.
    pub score: Score,
    /// Codes of the dimensions that are below the alarm line for sure.
    pub weak: Vec<String>,
    /// Every risk level it can be, the lowest first; one when it is settled.
    pub risks: Vec<Value>,
    /// Id of the row that settles the risk level, if one does.
    pub risk_rule: Option<String>,
    /// What follows.
    pub measures: Measures,
}

impl UnitEvaluator {
    /// The sheet with this id, as the rules are on `day`.
    ///
    /// # Errors
    /// When there is no such sheet, or a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, sheet: &str, day: NaiveDate) -> Result<Self, LoadError> {
        let parameters = rulebook.parameters_on(day);
        let line = parameters
            .iter()
            .find(|known| known.grounds.id == "ecology.weak_line");
        Ok(UnitEvaluator {
            scorer: Scorer::new(rulebook, &parameters, sheet)?,
            weak_line: line.map_or(Decimal::ZERO, |line| line.value),
            inquiry: Inquiry::new(rulebook, Subject::Ecology, day)?,
        })
    }

    /// Evaluates. Of `facts`, grade, weak dimension and risk level are set by the marks: a value given for them is not read.
    pub fn evaluate(&self, entered: &UnitMarks, facts: &MatterFacts) -> UnitEvaluation {
        let score = self.scorer.score(&entered.marks, -entered.deduction);
        let below = |mark: Decimal| mark < self.weak_line;
        let parts = &score.contributions;
        let weak: Vec<String> = parts
            .iter()
            .filter(|part| below(part.mark.high))
            .map(|part| part.code.clone())
            .collect();
        let may_be_weak = parts.iter().any(|part| below(part.mark.low));
        let weakness: &[usize] = match (weak.is_empty(), may_be_weak) {
            (false, _) => &[1],
            (true, false) => &[0],
            (true, true) => &[0, 1],
        };
        let mut cases = Vec::new();
        let mut rules: Vec<String> = Vec::new();
        let mut risky = [false; 3];
        for grade in &score.levels {
            let grade = EcologyGrade::from_code(grade.code).map(Term::index);
            for weak in weakness {
                let mut case = facts.clone();
                case.set(FactKey::EcologyGrade, grade);
                case.set(FactKey::WeakDimension, Some(*weak));
                case.set(FactKey::EcologyRisk, None);
                let ruling = self.inquiry.ruling("ecology-risk", &case);
                let answer = ruling.as_ref().and_then(|ruling| ruling.answers.first());
                if let Some(answer) = answer
                    && let Then::Answer(risk) = answer.then
                {
                    case.set(FactKey::EcologyRisk, Some(risk.index));
                    risky[risk.index.min(2)] = true;
                    rules.push(answer.rule.clone());
                }
                cases.push(case);
            }
        }
        rules.dedup();
        let risks: Vec<Value> = UnitRisk::VALUES
            .iter()
            .zip(risky)
            .filter(|(_, possible)| *possible)
            .map(|(risk, _)| *risk)
            .collect();
        UnitEvaluation {
            measures: Measures::of(&self.inquiry, "ecology-measures", &cases),
            risk_rule: rules.pop().filter(|_| rules.is_empty()),
            score,
            weak,
            risks,
        }
    }
}
