//! The facts of a clue, each known or unknown.

mod keys;

use shizu_tables::Fact;

pub use keys::{FactKey, Subject};

use crate::lang::Lang;
use crate::vocabulary::{Term, Value};
use keys::is_yes_no;

/// A vocabulary that is a fact of a clue.
pub trait Known: Term {
    /// The fact it answers.
    const KEY: FactKey;
}

macro_rules! known {
    ($($term:ident)+) => {
        $(impl Known for crate::vocabulary::$term {
            const KEY: FactKey = FactKey::$term;
        })+
    };
}

known! { Commission Authority Post Rank Unit Nature Gravity Importance Difficulty Source GroupLoad Conflict UnitRisk }

/// How many facts a clue has.
pub const FACTS: usize = FactKey::ALL.len();

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

/// The facts of one clue, a byte each, for many that wait together. A vocabulary has far fewer values than a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedFacts([u8; FACTS]);

/// The byte of an unknown fact.
const UNKNOWN: u8 = u8::MAX;

impl From<&ClueFacts> for PackedFacts {
    fn from(facts: &ClueFacts) -> Self {
        PackedFacts(facts.0.map(|fact| {
            fact.value()
                .map_or(UNKNOWN, |value| value.cast_unsigned() as u8)
        }))
    }
}

impl From<PackedFacts> for ClueFacts {
    fn from(packed: PackedFacts) -> Self {
        ClueFacts(packed.0.map(|byte| match byte {
            UNKNOWN => Fact::UNKNOWN,
            index => Fact::known(i64::from(index)),
        }))
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
                "“{shown}”不是“{}”的有效取值，应为 {codes}；不清楚时留空。{hint}",
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

impl FactKey {
    /// Position in [`FactKey::values`] of the value that `text` names: a code; or a label in either language.
    ///
    /// # Errors
    /// [`BadValue`] with the nearest valid code.
    pub fn read(self, text: &str) -> Result<usize, BadValue> {
        let values = self.values();
        let exact = values.iter().position(|value| is_same(value.code, text));
        exact
            .or_else(|| lenient(values, text))
            .ok_or_else(|| BadValue {
                key: self,
                text: text.to_owned(),
                nearest: shizu_tables::nearest(text, values.iter().map(|value| value.code)),
            })
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

    /// Sets a fact to the value at `index` of [`FactKey::values`], or to unknown. A fact that clues do not have, or an index that does not
    /// exist, is ignored.
    pub fn set(&mut self, key: FactKey, index: Option<usize>) {
        let Some(fact) = self.0.get_mut(key as usize) else {
            return;
        };
        match index {
            None => *fact = Fact::UNKNOWN,
            Some(index) if index < key.values().len() => *fact = Fact::known(index as i64),
            Some(_) => {}
        }
    }

    /// Sets a fact of a clue to an index of [`FactKey::values`] that [`FactKey::read`] gave.
    #[inline]
    pub(crate) fn know(&mut self, key: FactKey, index: usize) {
        if let Some(fact) = self.0.get_mut(key as usize) {
            *fact = Fact::known(index as i64);
        }
    }

    /// Index of the known value in [`FactKey::values`].
    pub fn index(&self, key: FactKey) -> Option<usize> {
        self.0
            .get(key as usize)?
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
        let index = key.read(text)?;
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
pub(crate) fn is_same(code: &str, text: &str) -> bool {
    let (code, text) = (code.as_bytes(), text.as_bytes());
    let length = code.len();
    length == text.len()
        && match length {
            0..4 => [0, length / 2, length.wrapping_sub(1)]
                .iter()
                .all(|at| code.get(*at) == text.get(*at)),
            4..8 => ends_agree::<4>(code, text),
            8..=16 => ends_agree::<8>(code, text),
            _ => ends_agree::<8>(code, text) && code == text,
        }
}

/// Whether the first and the last `N` bytes are equal.
#[inline]
fn ends_agree<const N: usize>(code: &[u8], text: &[u8]) -> bool {
    code.first_chunk::<N>() == text.first_chunk() && code.last_chunk::<N>() == text.last_chunk()
}

/// The characters of a text with full-width punctuation, letters and digits made half-width: input methods produce either.
fn same_width(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    })
}

/// Position of the value that `text` names by a label instead of its code, with stray blanks, in full-width letters, or in one of the spellings of yes and no
/// that spreadsheets produce.
pub fn lenient(values: &[Value], text: &str) -> Option<usize> {
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
