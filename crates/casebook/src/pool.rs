//! The texts of a workbook, each held once.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A text of the workbook's pool. Equal symbols are equal texts; the order of symbols means nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text.
    pub const EMPTY: Symbol = Symbol(0);

    /// No text at all: equal to the symbol of no cell.
    pub(crate) const NOWHERE: Symbol = Symbol(u32::MAX);

    /// Whether it is the empty text.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// A small number of its own, below [`crate::Workbook::symbols`]: for tables by symbol.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Texts end to end, and a hash table of their numbers with linear probing. Texts are never taken out: the history names them for ever.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    text: String,
    /// Where each text ends; the first is the empty text.
    ends: Vec<usize>,
    /// Hash and number of each text by its hash; 0 is a free slot. A power of two, at most half full.
    slots: Vec<u64>,
}

impl Default for Pool {
    fn default() -> Self {
        Pool {
            text: String::new(),
            ends: vec![0],
            slots: vec![0; 64],
        }
    }
}

impl Pool {
    /// How many texts there are, with the empty one.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        let at = symbol.index();
        let (Some(end), Some(start)) = (self.ends.get(at), self.ends.get(at.saturating_sub(1)))
        else {
            return "";
        };
        self.text.get(*start..*end).unwrap_or_default()
    }

    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        if text.is_empty() {
            return Some(Symbol::EMPTY);
        }
        self.probe(text, hash(text)).ok()
    }

    pub(crate) fn intern(&mut self, text: &str) -> Symbol {
        if text.is_empty() {
            return Symbol::EMPTY;
        }
        let hash = hash(text);
        match self.probe(text, hash) {
            Ok(symbol) => symbol,
            Err(slot) => {
                let number = self.ends.len() as u32;
                self.text.push_str(text);
                self.ends.push(self.text.len());
                self.slots[slot] = u64::from(hash) << 32 | u64::from(number);
                if self.ends.len() * 2 > self.slots.len() {
                    self.grow();
                }
                Symbol(number)
            }
        }
    }

    /// The text's symbol, or the free slot where it belongs.
    fn probe(&self, text: &str, hash: u32) -> Result<Symbol, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let found = self.slots[slot];
            if found == 0 {
                return Err(slot);
            }
            let symbol = Symbol(found as u32);
            if (found >> 32) as u32 == hash && self.get(symbol) == text {
                return Ok(symbol);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; mask + 1];
        for found in self.slots.iter().filter(|found| **found != 0) {
            let mut slot = (found >> 32) as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = *found;
        }
        self.slots = slots;
    }
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::{Pool, Symbol};

    #[test]
    fn equal_texts_are_one_symbol() {
        let mut pool = Pool::default();
        let texts: Vec<String> = (0..5000)
            .map(|number| format!("文本{}", number % 1000))
            .collect();
        let symbols: Vec<Symbol> = texts.iter().map(|text| pool.intern(text)).collect();
        assert_eq!(pool.len(), 1001);
        for (text, symbol) in texts.iter().zip(symbols) {
            assert_eq!(pool.get(symbol), text);
            assert_eq!(pool.find(text), Some(symbol));
        }
        assert_eq!(pool.intern(""), Symbol::EMPTY);
        assert_eq!(pool.get(Symbol::EMPTY), "");
        assert_eq!(pool.find("没有"), None);
    }
}
