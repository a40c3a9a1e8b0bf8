//! The field's standard terms: closed sets with a stable code and a label in both languages.

mod casebook;
mod clue;
mod deadlines;
mod duty;
mod ecology;
mod indicators;
mod monitor;
mod organ;
mod practice;
mod rectification;
mod redaction;
mod sharing;

pub use casebook::{
    CaseState, CheckList, CheckPhase, CheckResult, Disposal, FindingState, Inclusion, MatterState,
    ResultKind, ResultUse, Step, StepNeed, TaskState,
};
pub use clue::{
    Authority, Commission, Conflict, Difficulty, Gravity, GroupLoad, Importance, Nature, Post,
    Rank, Source, Unit, UnitRisk,
};
pub use deadlines::{LastDay, LimitUnit, MonthEnd, Onset, RestEnd, Signal, StartDay, StartEvent};
pub use duty::{DutyField, GapKind, Stage, Tier};
pub use ecology::{
    Accountability, AppraisalGrade, ArchiveApplication, ArchiveOccasion, EcologyGrade, PointMark,
    ReminderState, Responsibility, RoleConflict, SheetKind, TaskPart, WarningLevel,
};
pub use indicators::{FormCount, FormMeasure};
pub use monitor::{BodyKind, Frequency, Gauge, ReturnField, ReturnState};
pub use organ::{Basis, Mechanism, Organ, Phase, Role, Severity};
pub use practice::{
    DispatchAnswer, DrawAnswer, EarlyReading, MobileFault, PoolAnswer, PoolOrigin, SquadAnswer,
    SquadFault, SquadTask, TalentPool, TeamRisk, TrialAcceptance, TrialEvidence, TrialFault,
    TrialOutcome, TrierAnswer, TrierBar,
};
pub use rectification::{
    Consequence, Evaluator, ItemState, ReportTruth, ScoreBand, ScoreEffect, ScoreIndex,
    SurveyAnswer,
};
pub use redaction::{FieldContent, Information, Register, RegisterField};
pub use sharing::{Approver, DataKind, ExchangeDecision, InformationTier, Mask, Purpose, Rhythm};

use crate::lang::Lang;

/// One value as written and as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// Stable code, as in rulebook, input and output.
    pub code: &'static str,
    /// Chinese label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
}

impl Value {
    /// What people call it.
    pub fn label(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// The values of a yes/no fact.
pub const YES_NO: &[Value] = &[
    Value {
        code: "no",
        zh: "否",
        en: "no",
    },
    Value {
        code: "yes",
        zh: "是",
        en: "yes",
    },
];

/// A closed set of terms.
pub trait Term: Copy + Eq + 'static {
    /// Every term, in the order shown.
    const ALL: &'static [Self];

    /// Code and labels of every term, in the same order.
    const VALUES: &'static [Value];

    /// Position in [`Term::ALL`].
    fn index(self) -> usize;

    /// Stable code, as in rulebook, input and output.
    fn code(self) -> &'static str {
        Self::VALUES[self.index()].code
    }

    /// What people call it.
    fn label(self, lang: Lang) -> &'static str {
        Self::VALUES[self.index()].label(lang)
    }

    /// The term with this code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|term| term.code() == code)
    }
}

/// Declares a closed set of terms: `Variant "code" "中文" "English"`.
#[macro_export]
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $code:literal $zh:literal $en:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!($zh, ": ", $en, ".")]
                #[serde(rename = $code)]
                $variant,
            )+
        }

        impl $crate::vocabulary::Term for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const VALUES: &'static [$crate::vocabulary::Value] =
                &[$($crate::vocabulary::Value { code: $code, zh: $zh, en: $en },)+];

            fn index(self) -> usize {
                self as usize
            }
        }
    };
}
pub(crate) use terms;
