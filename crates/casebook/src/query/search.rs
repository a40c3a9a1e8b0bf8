//! Finding text: as a part of a cell, or by the initials of its characters' readings.

use super::pinyin::Pinyin;

/// Characters that a word can have to be looked for sign by sign; longer ones are looked for as they stand.
const LONGEST: usize = 64;

/// What somebody typed into the search box: words that must all occur, each anywhere.
///
/// ASCII letters are alike in either case. A word of at least two ASCII letters also finds characters by the initials of their readings, mixed as one
/// likes: `zjg`, `张jg` and `建g` all find 张建国.
#[derive(Clone, Debug)]
pub struct Search {
    words: Vec<Word>,
}

#[derive(Clone, Debug)]
enum Word {
    /// Very long: looked for as it stands.
    Plain(String),
    Signs(Box<Signs>),
}

/// Where in the word each sign may stand: bit 0 for the first place.
#[derive(Clone, Debug)]
struct Signs {
    ascii: [u64; 128],
    /// By character of the table of readings; empty where initials do not count.
    block: Vec<u64>,
    others: Vec<(char, u64)>,
    last: u64,
}

impl Search {
    /// Reads what was typed. Without a table of readings, text is found only as it stands.
    pub fn new(typed: &str, pinyin: Option<&Pinyin>) -> Self {
        let words = typed.split_whitespace();
        Search {
            words: words.map(|word| Word::new(word, pinyin)).collect(),
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether nothing is looked for, so that everything is found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the word of this number occurs in the text.
    pub fn word_in(&self, word: usize, text: &str) -> bool {
        match self.words.get(word) {
            None => true,
            Some(Word::Plain(word)) => text.contains(word.as_str()),
            Some(Word::Signs(signs)) => signs.occur(text.as_bytes()),
        }
    }

    /// Whether every word occurs in the text.
    pub fn finds(&self, text: &str) -> bool {
        (0..self.len()).all(|word| self.word_in(word, text))
    }
}

impl Word {
    fn new(word: &str, pinyin: Option<&Pinyin>) -> Self {
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let length = word.chars().count();
        if length > LONGEST {
            return Word::Plain(word.to_owned());
        }
        let mut signs = Signs {
            ascii: [0; 128],
            block: Vec::new(),
            others: Vec::new(),
            last: 1 << (length - 1),
        };
        for (place, sign) in word.chars().enumerate() {
            let bit = 1 << place;
            if sign.is_ascii() {
                for case in [sign.to_ascii_lowercase(), sign.to_ascii_uppercase()] {
                    signs.ascii[case as usize] |= bit;
                }
            } else {
                signs.others.push((sign, bit));
            }
        }
        if let Some(pinyin) = pinyin.filter(|_| letters >= 2) {
            signs.block = signs.by_initials(pinyin);
        }
        Word::Signs(Box::new(signs))
    }
}

impl Signs {
    /// Where each character of the table may stand: as one of its initials, or as itself.
    fn by_initials(&self, pinyin: &Pinyin) -> Vec<u64> {
        let characters = pinyin.all_initials().iter();
        let places = characters.map(|initials| {
            let (mut initials, mut places) = (*initials, 0);
            while initials != 0 {
                let letter = initials.trailing_zeros() as usize + usize::from(b'a');
                places |= self.ascii[letter];
                initials &= initials - 1;
            }
            places
        });
        let mut block: Vec<u64> = places.collect();
        for (sign, bit) in &self.others {
            let place = Pinyin::place(*sign as u32);
            if let Some(places) = block.get_mut(place) {
                *places |= bit;
            }
        }
        block
    }

    /// Bit n of the state says that the last n + 1 signs of the text read so far are the first n + 1 of the word: every place is tried at once.
    fn occur(&self, text: &[u8]) -> bool {
        let (mut state, mut at) = (0_u64, 0);
        while let Some((sign, next)) = decode(text, at) {
            at = next;
            let here = match self.ascii.get(sign as usize) {
                Some(places) => *places,
                None => match self.block.get(Pinyin::place(sign)) {
                    Some(places) => *places,
                    None => self.other(sign),
                },
            };
            state = (state << 1 | 1) & here;
            if state & self.last != 0 {
                return true;
            }
        }
        false
    }

    fn other(&self, sign: u32) -> u64 {
        let others = self.others.iter();
        let same = others.filter(|(other, _)| *other as u32 == sign);
        same.fold(0, |places, (_, bit)| places | bit)
    }
}

/// The code point that begins at `at` in UTF-8, and where the next one does; `None` at the end. Small and fast also where code is made for size, which
/// the standard library's reading of characters is not.
#[expect(
    clippy::inline_always,
    reason = "called for every character of every text"
)]
#[inline(always)]
pub(super) fn decode(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let first = u32::from(*text.get(at)?);
    let rest = |place: usize| {
        text.get(at + place)
            .map_or(0, |byte| u32::from(byte & 0x3f))
    };
    Some(match first {
        0..0x80 => (first, at + 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | rest(1), at + 2),
        0xe0..0xf0 => ((first & 0xf) << 12 | rest(1) << 6 | rest(2), at + 3),
        _ => (
            (first & 7) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3),
            at + 4,
        ),
    })
}
