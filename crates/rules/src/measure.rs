//! Yes/no facts that follow from two counts and a number of the rulebook: the share of specialists in a squad, of borrowed staff in a team.

use rust_decimal::Decimal;

use crate::facts::{FactKey, Subject};
use crate::lang::Lang;
use crate::rulebook::Rulebook;

/// A fact that two counts decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The fact.
    pub fact: FactKey,
    /// The part: code, Chinese and English label.
    pub part: [&'static str; 3],
    /// The whole: code, Chinese and English label.
    pub whole: [&'static str; 3],
    /// The parameter that the share must reach, in percent.
    pub parameter: &'static str,
}

/// Why two counts decide nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureFault {
    /// The part is larger than the whole.
    PartExceedsWhole,
    /// The whole is zero.
    NoWhole,
    /// The rulebook lacks the number.
    NoParameter,
}

impl Measure {
    /// Every such fact.
    pub const ALL: &'static [Measure] = &[
        Measure {
            fact: FactKey::SpecialistsEnough,
            part: ["specialists", "专业人员数", "specialists"],
            whole: ["members", "成员数", "members"],
            parameter: "squad.specialists",
        },
        Measure {
            fact: FactKey::BorrowedMajority,
            part: ["borrowed", "抽调人员数", "borrowed staff"],
            whole: ["members", "成员数", "members"],
            parameter: "zero.z13.share",
        },
    ];

    /// Those about `subject`.
    pub fn about(subject: Subject) -> impl Iterator<Item = &'static Measure> {
        Self::ALL
            .iter()
            .filter(move |measure| measure.fact.subject() == subject)
    }

    /// What the fact is when so many of so many are counted. Exact: the share itself is never rounded.
    ///
    /// # Errors
    /// [`MeasureFault`] when the counts cannot be, or the rulebook lacks the number.
    pub fn judge(&self, rulebook: &Rulebook, part: u32, whole: u32) -> Result<bool, MeasureFault> {
        if whole == 0 {
            return Err(MeasureFault::NoWhole);
        }
        if part > whole {
            return Err(MeasureFault::PartExceedsWhole);
        }
        let limit = rulebook
            .parameter(self.parameter)
            .ok_or(MeasureFault::NoParameter)?
            .value;
        Ok(Decimal::from(part) * Decimal::ONE_HUNDRED >= limit * Decimal::from(whole))
    }
}

impl MeasureFault {
    /// What is wrong, and what to do.
    pub fn message(self, measure: &Measure, lang: Lang) -> String {
        let at = if lang == Lang::Zh { 1 } else { 2 };
        let (part, whole) = (measure.part[at], measure.whole[at]);
        match (self, lang) {
            (MeasureFault::PartExceedsWhole, Lang::Zh) => format!("{part}大于{whole}，请核对"),
            (MeasureFault::PartExceedsWhole, Lang::En) => {
                format!("more {part} than {whole}: check the counts")
            }
            (MeasureFault::NoWhole, Lang::Zh) => format!("{whole}为零，算不出占比"),
            (MeasureFault::NoWhole, Lang::En) => {
                format!("there are no {whole}, so there is no share")
            }
            (MeasureFault::NoParameter, Lang::Zh) => {
                format!("规则库缺少参数 {}", measure.parameter)
            }
            (MeasureFault::NoParameter, Lang::En) => {
                format!("the rulebook lacks the parameter {}", measure.parameter)
            }
        }
    }
}
