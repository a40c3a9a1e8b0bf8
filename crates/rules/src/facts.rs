//! The facts of a clue, each known or unknown.

use shizu_tables::{Column, Domain, Fact};

use crate::lang::Lang;
use crate::vocabulary::{
    Authority, Commission, Conflict, Difficulty, Gravity, GroupLoad, Importance, Nature, Post,
    Rank, Source, Term, Unit, UnitRisk, Value, YES_NO,
};

/// Declares the facts: a closed vocabulary, or yes/no.
macro_rules! facts {
    ($($(#[$doc:meta])* $key:ident $code:literal $zh:literal $en:literal $(: $term:ty)?,)+) => {
        /// A fact that routing may ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FactKey {
            $(#[doc = concat!($zh, ": ", $en, ".")] $key,)+
        }

        impl FactKey {
            /// Every fact, in schema order.
            pub const ALL: &'static [FactKey] = &[$(FactKey::$key,)+];

            /// Stable code: the field's name in input and rulebook.
            pub fn code(self) -> &'static str {
                match self { $(FactKey::$key => $code,)+ }
            }

            /// What people call it.
            pub fn label(self, lang: Lang) -> &'static str {
                match (self, lang) { $((FactKey::$key, Lang::Zh) => $zh, (FactKey::$key, Lang::En) => $en,)+ }
            }

            /// The values it can have, as code and label in the given language, in the order shown.
            pub fn values(self) -> &'static [Value] {
                match self { $(FactKey::$key => facts!(@values $($term)?),)+ }
            }
        }

        $($(impl Known for $term {
            const KEY: FactKey = FactKey::$key;
        })?)+
    };
    (@values) => { YES_NO };
    (@values $term:ty) => { <$term as Term>::VALUES };
}

/// A vocabulary that is a fact of a clue.
pub trait Known: Term {
    /// The fact it answers.
    const KEY: FactKey;
}

facts! {
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

impl FactKey {
    /// Position in the schema.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The fact with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.code() == code)
    }

    /// Whether the fact is answered by yes or no.
    pub fn is_flag(self) -> bool {
        is_yes_no(self.values())
    }
}

/// How many facts there are.
pub const FACTS: usize = FactKey::ALL.len();

/// The columns that rulebook tables over clues can use, in the order of [`FactKey::ALL`].
pub fn schema() -> Vec<Column> {
    let domain = |key: FactKey| {
        if key.is_flag() {
            Domain::Flag
        } else {
            Domain::Set(
                key.values()
                    .iter()
                    .map(|value| value.code.to_owned())
                    .collect(),
            )
        }
    };
    FactKey::ALL
        .iter()
        .map(|key| Column::new(key.code(), domain(*key)))
        .collect()
}

/// The facts of one clue. Every fact starts unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClueFacts([Fact; FACTS]);

impl Default for ClueFacts {
    fn default() -> Self {
        ClueFacts([Fact::UNKNOWN; FACTS])
    }
}

impl std::fmt::Debug for ClueFacts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_map()
            .entries(self.known().map(|(key, value)| (key.code(), value.code)))
            .finish()
    }
}

/// Why a field's text is no value of its fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// The fact.
    pub key: FactKey,
    /// What was found.
    pub text: String,
    /// The code that is spelled most alike.
    pub nearest: Option<&'static str>,
}

impl BadValue {
    /// What was expected, and the nearest valid value.
    pub fn message(&self, lang: Lang) -> String {
        let codes = self
            .key
            .values()
            .iter()
            .map(|value| value.code)
            .collect::<Vec<_>>()
            .join(" | ");
        let shown: String = self.text.chars().take(40).collect();
        let hint = self.nearest.map(|code| match lang {
            Lang::Zh => format!("最接近的是“{code}”。"),
            Lang::En => format!(" The nearest is `{code}`."),
        });
        let hint = hint.unwrap_or_default();
        match lang {
            Lang::Zh => format!(
                "“{shown}”不是“{}”的有效取值，应为 {codes};不清楚时留空。{hint}",
                self.key.label(lang)
            ),
            Lang::En => {
                format!(
                    "`{shown}` is no value of {} ({}); write {codes}, or leave it empty if unknown.{hint}",
                    self.key.code(),
                    self.key.label(lang)
                )
            }
        }
    }
}

impl ClueFacts {
    /// The facts in schema order, as the tables take them.
    pub fn as_slice(&self) -> &[Fact] {
        &self.0
    }

    /// The same with one fact of a closed vocabulary known.
    #[must_use]
    pub fn with<T: Known>(mut self, term: T) -> Self {
        self.set(T::KEY, Some(term.index()));
        self
    }

    /// The same with one yes/no fact known.
    #[must_use]
    pub fn with_flag(mut self, key: FactKey, yes: bool) -> Self {
        self.set(key, Some(usize::from(yes)));
        self
    }

    /// Sets a fact to the value at `index` of [`FactKey::values`], or to unknown. An index that does not exist is ignored.
    pub fn set(&mut self, key: FactKey, index: Option<usize>) {
        match index {
            None => self.0[key.index()] = Fact::UNKNOWN,
            Some(index) if index < key.values().len() => {
                self.0[key.index()] = Fact::known(index as i64);
            }
            Some(_) => {}
        }
    }

    /// Index of the known value in [`FactKey::values`].
    pub fn index(&self, key: FactKey) -> Option<usize> {
        self.0[key.index()]
            .value()
            .and_then(|value| usize::try_from(value).ok())
    }

    /// The known value.
    pub fn value(&self, key: FactKey) -> Option<Value> {
        self.index(key)
            .and_then(|index| key.values().get(index))
            .copied()
    }

    /// The known term of a closed vocabulary.
    pub fn get<T: Known>(&self) -> Option<T> {
        self.index(T::KEY)
            .and_then(|index| T::ALL.get(index))
            .copied()
    }

    /// Sets a fact from its text: a code; or a label in either language. Empty text is unknown.
    ///
    /// # Errors
    /// [`BadValue`] with the nearest valid code.
    pub fn parse(&mut self, key: FactKey, text: &str) -> Result<(), BadValue> {
        if text.is_empty() {
            self.set(key, None);
            return Ok(());
        }
        let values = key.values();
        let exact = values.iter().position(|value| is_same(value.code, text));
        let index = exact
            .or_else(|| lenient(values, text))
            .ok_or_else(|| BadValue {
                key,
                text: text.to_owned(),
                nearest: shizu_tables::nearest(text, values.iter().map(|value| value.code)),
            })?;
        self.set(key, Some(index));
        Ok(())
    }

    /// The known facts, in schema order.
    pub fn known(&self) -> impl Iterator<Item = (FactKey, Value)> + '_ {
        FactKey::ALL
            .iter()
            .filter_map(|key| Some((*key, self.value(*key)?)))
    }

    /// All facts in one number, four bits each: equal numbers are equal facts.
    pub fn packed(&self) -> u128 {
        self.0.iter().fold(0, |packed, fact| {
            packed << 4
                | fact
                    .value()
                    .map_or(15, |value| u128::from(value.unsigned_abs()) & 15)
        })
    }
}

/// Whether two texts are equal. Codes are short: two words compare nearly all of them without a call.
#[inline]
fn is_same(code: &str, text: &str) -> bool {
    let (code, text) = (code.as_bytes(), text.as_bytes());
    if code.len() != text.len() {
        return false;
    }
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    match (
        code.first_chunk(),
        text.first_chunk(),
        code.last_chunk(),
        text.last_chunk(),
    ) {
        (Some(first), Some(other), Some(last), Some(other_last)) => {
            word(first) == word(other)
                && word(last) == word(other_last)
                && (code.len() <= 16 || code == text)
        }
        _ => code.iter().eq(text),
    }
}

fn is_yes_no(values: &[Value]) -> bool {
    matches!(
        values,
        [Value { code: "no", .. }, Value { code: "yes", .. }]
    )
}

/// The characters of a text with full-width punctuation, letters and digits made half-width: input methods produce either.
fn same_width(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    })
}

/// A label instead of a code, stray blanks, and the spellings of yes and no that spreadsheets produce.
fn lenient(values: &[Value], text: &str) -> Option<usize> {
    let text = text.trim();
    let same = |value: &Value| {
        value.code.eq_ignore_ascii_case(text)
            || same_width(value.zh).eq(same_width(text))
            || value.en.eq_ignore_ascii_case(text)
    };
    let yes_no = || match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "y" => Some(1),
        "false" | "0" | "n" => Some(0),
        _ => None,
    };
    values
        .iter()
        .position(same)
        .or_else(|| if is_yes_no(values) { yes_no() } else { None })
}
