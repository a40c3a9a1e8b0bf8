//! Finding text: as a part of a cell, or by the initials of its characters' readings.

use super::pinyin::Pinyin;

/// Characters that a word can have to be looked for sign by sign; longer ones are looked for as they stand.
const LONGEST: usize = 64;

/// What somebody typed into the search box: words that must all occur, each anywhere.
///
/// ASCII letters are alike in either case. A word of at least two ASCII letters also finds characters by the initials of their readings, mixed as one
/// likes: `zjg`, `张jg` and `建g` all find 张建国.
#[derive(Clone, Debug)]
pub struct Search<'p> {
    words: Vec<Word>,
    pinyin: Option<&'p Pinyin>,
}

#[derive(Clone, Debug)]
enum Word {
    /// Without ASCII letters, or too long: looked for as it stands.
    Plain(String),
    Signs(Box<Signs>),
}

/// Where in the word each sign stands: bit 0 for the first place.
#[derive(Clone, Debug)]
struct Signs {
    ascii: [u64; 128],
    others: Vec<(char, u64)>,
    last: u64,
    /// The letters that stand in it, bit 0 for `a`; none where initials of readings do not count.
    letters: u32,
}

impl<'p> Search<'p> {
    /// Reads what was typed. Without a table of readings, text is found only as it stands.
    pub fn new(typed: &str, pinyin: Option<&'p Pinyin>) -> Self {
        let words = typed.split_whitespace().map(Word::new);
        Search {
            words: words.collect(),
            pinyin,
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
            Some(Word::Signs(signs)) => match self.pinyin.filter(|_| signs.letters != 0) {
                Some(pinyin) => signs.occur(text, |character| pinyin.initials(character)),
                None => signs.occur(text, |_| 0),
            },
        }
    }

    /// Whether every word occurs in the text.
    pub fn finds(&self, text: &str) -> bool {
        (0..self.len()).all(|word| self.word_in(word, text))
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let length = word.chars().count();
        if letters == 0 || length > LONGEST {
            return Word::Plain(word.to_owned());
        }
        let mut signs = Signs {
            ascii: [0; 128],
            others: Vec::new(),
            last: 1 << (length - 1),
            letters: 0,
        };
        if letters >= 2 {
            let letters = word.bytes().filter(u8::is_ascii_alphabetic);
            let bit = |letter: u8| 1 << (letter.to_ascii_lowercase() - b'a');
            signs.letters = letters.map(bit).fold(0, |all: u32, one: u32| all | one);
        }
        for (place, sign) in word.chars().enumerate() {
            let bit = 1 << place;
            if let Some(entry) = signs.ascii.get_mut(sign.to_ascii_lowercase() as usize) {
                *entry |= bit;
            } else if let Some((_, bits)) =
                signs.others.iter_mut().find(|(known, _)| *known == sign)
            {
                *bits |= bit;
            } else {
                signs.others.push((sign, bit));
            }
        }
        Word::Signs(Box::new(signs))
    }
}

impl Signs {
    /// Bit n of the state says that the last n + 1 signs of the text read so far are the first n + 1 of the word: every place is tried at once.
    #[inline]
    fn occur(&self, text: &str, initials: impl Fn(char) -> u32) -> bool {
        let mut state = 0_u64;
        for character in text.chars() {
            let here = match self.ascii.get(character.to_ascii_lowercase() as usize) {
                Some(bits) => *bits,
                None => self.other(character, initials(character)),
            };
            state = (state << 1 | 1) & here;
            if state & self.last != 0 {
                return true;
            }
        }
        false
    }

    #[inline]
    fn other(&self, character: char, initials: u32) -> u64 {
        let mut initials = initials & self.letters;
        let as_it_stands = self.others.iter().find(|(sign, _)| *sign == character);
        let mut bits = as_it_stands.map_or(0, |(_, bits)| *bits);
        while initials != 0 {
            let letter = initials.trailing_zeros() as usize + usize::from(b'a');
            bits |= self.ascii.get(letter).copied().unwrap_or(0);
            initials &= initials - 1;
        }
        bits
    }
}
