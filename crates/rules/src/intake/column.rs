//! The column of a fact, and how its cells are read.

use crate::facts::{BadValue, FactKey, is_same};
use crate::vocabulary::Value;

/// Places where a code may stand; a few times as many as a vocabulary has.
const SLOTS: usize = 64;

/// The column of a fact.
#[derive(Clone, Debug)]
pub(super) struct FactColumn {
    pub key: FactKey,
    pub column: usize,
    values: &'static [Value],
    /// Index of the value whose code a text with this [`slot`] may be.
    slots: [u8; SLOTS],
}

impl FactColumn {
    pub fn new(key: FactKey, column: usize) -> Self {
        let values = key.values();
        let mut slots = [0; SLOTS];
        for (index, value) in values.iter().enumerate() {
            slots[slot(value.code)] = index as u8;
        }
        FactColumn {
            key,
            column,
            values,
            slots,
        }
    }

    /// As [`FactKey::read`], which is only asked for what is not the code that stands to be expected.
    ///
    /// # Errors
    /// The same.
    #[inline]
    pub fn read(&self, text: &str) -> Result<usize, BadValue> {
        let index = usize::from(self.slots[slot(text)]);
        match self.values.get(index) {
            Some(value) if is_same(value.code, text) => Ok(index),
            _ => self.key.read(text),
        }
    }
}

/// Where to look for a text, by its length and three of its bytes. The factors give the codes of every clue fact different places.
#[inline]
fn slot(text: &str) -> usize {
    let bytes = text.as_bytes();
    let [first, middle, last] = match bytes {
        [] => return 0,
        [first, .., last] => [*first, bytes[bytes.len() / 2], *last],
        [only] => [*only; 3],
    };
    let [first, middle, last] = [first, middle, last].map(usize::from);
    (first + 5 * middle + 3 * last + 5 * bytes.len()) % SLOTS
}
