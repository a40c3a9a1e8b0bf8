//! What can be asked about a matter: every fact that a table of rules may have as a column, by the subject it is about.

use shizu_tables::{Column, Domain};

use crate::lang::Lang;
use crate::vocabulary::{
    Authority, Commission, Conflict, DataKind, Difficulty, Gravity, GroupLoad, Importance, Nature,
    Organ, Post, Purpose, Rank, Source, Term, Unit, UnitRisk, Value, YES_NO,
};

/// Declares subjects and their facts: a closed vocabulary, or yes/no.
macro_rules! facts {
    ($(
        $(#[$doc:meta])* $subject:ident $subject_code:literal $subject_zh:literal $subject_en:literal {
            $($key:ident $code:literal $zh:literal $en:literal $(: $term:ty)?,)+
        }
    )+) => {
        /// What a table of rules is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Subject {
            $($(#[$doc])* $subject,)+
        }

        impl Subject {
            /// Every subject.
            pub const ALL: &'static [Subject] = &[$(Subject::$subject,)+];

            /// Stable code.
            pub fn code(self) -> &'static str {
                match self { $(Subject::$subject => $subject_code,)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Subject::$subject, Lang::Zh) => $subject_zh, (Subject::$subject, Lang::En) => $subject_en,)+
                }
            }

            /// The facts that can be asked about it, in schema order.
            pub const fn facts(self) -> &'static [FactKey] {
                match self { $(Subject::$subject => &[$(FactKey::$key,)+],)+ }
            }
        }

        /// A fact that a table of rules may ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FactKey {
            $($(#[doc = concat!($zh, ": ", $en, ".")] $key,)+)+
        }

        impl FactKey {
            /// What it is about.
            pub fn subject(self) -> Subject {
                match self { $($(FactKey::$key)|+ => Subject::$subject,)+ }
            }

            /// Stable code: the field's name in input and rulebook, unique within its subject.
            pub fn code(self) -> &'static str {
                match self { $($(FactKey::$key => $code,)+)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $($((FactKey::$key, Lang::Zh) => $zh, (FactKey::$key, Lang::En) => $en,)+)+ }
            }

            /// The values it can have, as code and label in the given language, in the order shown.
            pub fn values(self) -> &'static [Value] {
                match self { $($(FactKey::$key => facts!(@values $($term)?),)+)+ }
            }
        }
    };
    (@values) => { YES_NO };
    (@values $term:ty) => { <$term as Term>::VALUES };
}

facts! {
    /// A clue, or any matter that is to be routed.
    Clue "clue" "问题线索" "clue" {
        Commission "commission" "本级机关层级" "level of this commission": Commission,
        Authority "authority" "干部管理权限" "management authority": Authority,
        Post "post" "职务" "post": Post,
        Rank "rank" "职级" "rank": Rank,
        Unit "unit" "单位与派驻监督的关系" "the unit's relation to a resident group": Unit,
        Nature "nature" "问题性质" "nature of the matter": Nature,
        Gravity "gravity" "情节" "gravity": Gravity,
        Importance "importance" "重要程度" "importance": Importance,
        Difficulty "difficulty" "疑难程度" "difficulty": Difficulty,
        KeyArea "key_area" "涉及重点领域或重要岗位" "concerns a key field or key post",
        Cross "cross" "跨地区或跨行业" "spans regions or trades",
        Source "source" "线索来源" "source of the clue": Source,
        RealName "real_name" "实名举报" "reported under a real name",
        Repeated "repeated" "重复件" "repeated report",
        GroupLoad "group_load" "派驻组工作量" "load of the resident group": GroupLoad,
        Conflict "conflict" "利益冲突（回避）" "conflict of interest": Conflict,
        UnitRisk "unit_risk" "单位政治生态风险等级" "risk level of the unit": UnitRisk,
        LacksMeans "lacks_means" "派驻组措施或人手不足" "the group lacks measures or people",
        GroupHeadOutranks "group_head_outranks" "组长职级高于室主任" "the group head outranks the office head",
    }
    /// An exchange of information between organs, LS56.
    Exchange "exchange" "信息交换" "exchange of information" {
        DataKind "data_kind" "信息种类" "kind of information": DataKind,
        Sender "sender" "提供方" "sender": Organ,
        Recipient "recipient" "接收方" "recipient": Organ,
        Purpose "purpose" "用途" "purpose": Purpose,
    }
}

impl FactKey {
    /// Every fact of a clue, in schema order.
    pub const ALL: &'static [FactKey] = Subject::Clue.facts();

    /// Position in the schema of its subject.
    #[inline]
    pub fn index(self) -> usize {
        let place = self as usize;
        if place < Self::ALL.len() {
            return place;
        }
        let first = self.subject().facts().first();
        place - first.map_or(0, |first| *first as usize)
    }

    /// The fact of a clue with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Subject::Clue.fact(code)
    }

    /// Whether the fact is answered by yes or no.
    pub fn is_flag(self) -> bool {
        is_yes_no(self.values())
    }
}

pub(super) fn is_yes_no(values: &[Value]) -> bool {
    matches!(
        values,
        [Value { code: "no", .. }, Value { code: "yes", .. }]
    )
}

impl Subject {
    /// The subject with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|subject| subject.code() == code)
    }

    /// The fact about it with this code.
    pub fn fact(self, code: &str) -> Option<FactKey> {
        self.facts().iter().copied().find(|key| key.code() == code)
    }

    /// The columns that tables about it can use, in the order of [`Subject::facts`].
    pub fn schema(self) -> Vec<Column> {
        let domain = |key: FactKey| {
            if key.is_flag() {
                Domain::Flag
            } else {
                let codes = key.values().iter().map(|value| value.code.to_owned());
                Domain::Set(codes.collect())
            }
        };
        self.facts()
            .iter()
            .map(|key| Column::new(key.code(), domain(*key)))
            .collect()
    }
}
