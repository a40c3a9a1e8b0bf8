//! What rows give, by the kind of their table.

use shizu_tables::Outcome;

use crate::lang::Lang;
use crate::vocabulary::{
    Approver, ExchangeDecision, InformationTier, Mask, Mechanism, Organ, Phase, Role, Severity,
    Term, Value,
};

use crate::vocabulary::{
    Accountability, ArchiveApplication, Responsibility, RoleConflict, UnitRisk,
};

use crate::vocabulary::{
    DispatchAnswer, DrawAnswer, EarlyReading, FormCount, MobileFault, PoolAnswer, SquadAnswer,
    SquadFault, SquadTask, TeamRisk, TrialAcceptance, TrialFault, TrialOutcome, TrierAnswer,
    TrierBar,
};

use crate::vocabulary::{Consequence, ScoreEffect};

use crate::vocabulary::{FieldContent, Information, Step, StepNeed};

/// What a row gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Who leads.
    Lead(Organ),
    /// The matter is not accepted here.
    NotAccepted,
    /// An organ that has a part in the matter besides the leader.
    Assist {
        /// The organ.
        organ: Organ,
        /// Its part.
        role: Role,
    },
    /// A joint mechanism applies.
    Mechanism(Mechanism),
    /// A duty comes with the matter.
    Duty(Duty),
    /// A time limit applies: the id of a [`super::Limit`].
    Limit(String),
    /// Something to look at.
    Warning {
        /// Id of the warning.
        id: String,
        /// How loud.
        severity: Severity,
    },
    /// A word of a closed vocabulary.
    Answer(Answer),
}

impl Outcome for Then {}

/// A duty that comes with a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Id of the duty.
    pub id: String,
    /// Who owes it.
    pub organ: Organ,
    /// In which part.
    pub role: Role,
    /// To whom, if to someone.
    pub to: Option<Organ>,
    /// When in the course of the matter.
    pub phase: Phase,
}

/// Declares the closed vocabularies that tables answer in.
macro_rules! answers {
    ($($kind:ident $code:literal $zh:literal $en:literal : $term:ty,)+) => {
        /// A closed vocabulary that tables answer in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum AnswerKind {
            $(#[doc = concat!($zh, ": ", $en, ".")] $kind,)+
        }

        impl AnswerKind {
            /// Every vocabulary.
            pub const ALL: &'static [AnswerKind] = &[$(AnswerKind::$kind,)+];

            /// Stable code; a table names it in `gives`.
            pub fn code(self) -> &'static str {
                match self { $(AnswerKind::$kind => $code,)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((AnswerKind::$kind, Lang::Zh) => $zh, (AnswerKind::$kind, Lang::En) => $en,)+ }
            }

            /// Its words, in the order shown.
            pub fn values(self) -> &'static [Value] {
                match self { $(AnswerKind::$kind => <$term as Term>::VALUES,)+ }
            }
        }
    };
}

answers! {
    ScoreEffect "score_effect" "对得分的影响" "effect on the score": ScoreEffect,
    Consequence "consequence" "评估结果运用" "consequence": Consequence,
    Tier "tier" "信息分级" "sharing tier": InformationTier,
    ExchangeDecision "exchange_decision" "共享结论" "decision on an exchange": ExchangeDecision,
    FormCount "form_count" "四种形态归类" "counting the four forms": FormCount,
    TrialAcceptance "trial_acceptance" "审理受理" "acceptance for trial": TrialAcceptance,
    EarlyReading "early_reading" "提前介入" "early reading": EarlyReading,
    TrialFault "trial_fault" "审理问题" "fault found in trial": TrialFault,
    TrialOutcome "trial_outcome" "审理结论" "outcome of the trial": TrialOutcome,
    TrierAnswer "trier_answer" "审理资格" "who may try": TrierAnswer,
    TrierBar "trier_bar" "不得审理的理由" "bar to trying": TrierBar,
    DispatchAnswer "dispatch_answer" "调派结论" "dispatch": DispatchAnswer,
    MobileFault "mobile_fault" "三同三不固定" "three same, three not fixed": MobileFault,
    SquadFault "squad_fault" "人员问题" "fault in a squad": SquadFault,
    SquadAnswer "squad_answer" "能否出发" "readiness of a squad": SquadAnswer,
    SquadTask "squad_task" "待办" "task of a squad": SquadTask,
    PoolAnswer "pool_answer" "能否入库" "joining a pool": PoolAnswer,
    DrawAnswer "draw_answer" "能否抽调" "being drawn": DrawAnswer,
    TeamRisk "team_risk" "力量风险" "staffing risk": TeamRisk,
    Approver "approver" "审批人" "approver": Approver,
    Mask "mask" "遮蔽内容" "masked content": Mask,
    RiskLevel "risk_level" "风险等级" "risk level": UnitRisk,
    ArchiveApplication "archive_application" "档案应用" "application of the archive": ArchiveApplication,
    Accountability "accountability" "追责结论" "who is held to account": Accountability,
    Responsibility "responsibility" "责任类型" "kind of responsibility": Responsibility,
    RoleConflict "role_conflict" "角色冲突" "role conflict": RoleConflict,
    ResponsibleOrgan "responsible_organ" "负责机关" "organ responsible": Organ,
    Step "step" "步骤" "step": Step,
    StepNeed "step_need" "步骤所需" "what a step needs": StepNeed,
    Information "information" "信息种类" "kind of information": Information,
    FieldContent "field_content" "栏目内容" "content of a field": FieldContent,
}

/// A word of a closed vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Answer {
    /// The vocabulary.
    pub kind: AnswerKind,
    /// Position in [`AnswerKind::values`].
    pub index: usize,
}

impl Answer {
    /// The word's code and labels.
    pub fn value(self) -> Option<Value> {
        self.kind.values().get(self.index).copied()
    }

    /// What people call it; empty for a word that does not exist.
    pub fn label(self, lang: Lang) -> &'static str {
        self.value().map_or("", |value| value.label(lang))
    }

    /// The word's code; empty for a word that does not exist.
    pub fn code(self) -> &'static str {
        self.value().map_or("", |value| value.code)
    }
}

/// What the rows of a table give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// [`Then::Lead`] or [`Then::NotAccepted`].
    Lead,
    /// [`Then::Assist`].
    Assist,
    /// [`Then::Mechanism`].
    Mechanism,
    /// [`Then::Duty`].
    Duty,
    /// [`Then::Limit`].
    Limit,
    /// [`Then::Warning`].
    Warning,
    /// [`Then::Answer`] in this vocabulary.
    Answer(AnswerKind),
}

impl Gives {
    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let plain = Self::PLAIN.iter().find(|(known, _)| *known == code);
        let answers = AnswerKind::ALL.iter().find(|kind| kind.code() == code);
        plain
            .map(|(_, gives)| *gives)
            .or_else(|| answers.map(|kind| Gives::Answer(*kind)))
    }

    /// The code, as a table names it.
    pub fn code(self) -> &'static str {
        if let Gives::Answer(kind) = self {
            return kind.code();
        }
        let plain = Self::PLAIN.iter().find(|(_, gives)| *gives == self);
        plain.map_or("", |(code, _)| code)
    }

    /// Every code.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let answers = AnswerKind::ALL.iter().map(|kind| kind.code());
        Self::PLAIN.iter().map(|(code, _)| *code).chain(answers)
    }

    /// The kinds whose outcome has a shape of its own, with their codes.
    pub const PLAIN: &'static [(&'static str, Gives)] = &[
        ("lead", Gives::Lead),
        ("assist", Gives::Assist),
        ("mechanism", Gives::Mechanism),
        ("duty", Gives::Duty),
        ("limit", Gives::Limit),
        ("warning", Gives::Warning),
    ];

    /// The fields that `then` has in such a table.
    pub fn fields(self) -> &'static str {
        match self {
            Gives::Lead => "`lead`, or `not_accepted = true`",
            Gives::Assist => "`organ`, `role`",
            Gives::Mechanism => "`mechanism`",
            Gives::Duty => "`duty`, `organ`, `role`, `phase`, and `to` if it is owed to someone",
            Gives::Limit => "`limit`",
            Gives::Warning => "`warning`, `severity`",
            Gives::Answer(_) => "`answer`",
        }
    }
}
