//! How Chinese characters are read: for finding 张建国 by `zjg`, and for ordering names as a dictionary does.
//!
//! The table is a text of 44 KB (`pinyin.txt`, made from the crate `pinyin`, whose own tables would add 450 KB to a browser build). It covers the
//! 20,992 characters of the basic block. A character with several readings is found by each of their initials; it is ordered by its usual one, or,
//! at the head of a person's name, by the one that surnames have.

use std::cmp::Ordering;

use super::search::decode;

/// First character of the table.
const FIRST: u32 = 0x4e00;

/// How many it has.
const CHARACTERS: usize = 0x9fff - 0x4e00 + 1;

/// Readings of surnames that differ from the usual reading of their characters.
const SURNAMES: &[(&str, &str)] = &[
    ("万俟", "mo"),
    ("尉迟", "yu"),
    ("长孙", "zhang"),
    ("单于", "chan"),
    ("曾", "zeng"),
    ("单", "shan"),
    ("解", "xie"),
    ("仇", "qiu"),
    ("区", "ou"),
    ("查", "zha"),
    ("朴", "piao"),
    ("覃", "qin"),
    ("盖", "ge"),
    ("翟", "zhai"),
    ("乐", "yue"),
    ("缪", "miao"),
    ("员", "yun"),
    ("折", "she"),
    ("种", "chong"),
    ("隗", "wei"),
    ("召", "shao"),
    ("繁", "po"),
    ("黑", "he"),
    ("郗", "xi"),
    ("洗", "xian"),
    ("宓", "mi"),
    ("长", "zhang"),
    ("秘", "bi"),
    ("冼", "xian"),
    ("句", "gou"),
    ("重", "chong"),
    ("祭", "zhai"),
];

/// The table of readings.
#[derive(Clone, Debug)]
pub struct Pinyin {
    syllables: Vec<String>,
    /// Per character of the block: the number of its usual syllable from 1, or 0.
    usual: Vec<u16>,
    /// Per character of the block: the initials of all its readings, bit 0 for `a`.
    initials: Vec<u32>,
    /// Per character of the block: its place among all of them by reading.
    ranks: Vec<u16>,
    /// Per surname read in its own way: the place of its first character so read.
    surnames: Vec<u16>,
}

impl Pinyin {
    /// Reads the table; `None` when the text is not one.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with("##"));
        let syllables: Vec<String> = lines.next()?.split(' ').map(str::to_owned).collect();
        let letters: Vec<u32> = syllables
            .iter()
            .map(|syllable| letter(syllable.bytes().next()))
            .collect::<Option<_>>()?;
        let (mut usual, mut initials) = (Vec::new(), Vec::new());
        for pair in lines.next()?.as_bytes().chunks_exact(2) {
            let [high, low] = pair else { return None };
            let number = digit(*high)? * 64 + digit(*low)?;
            let mask = match number.checked_sub(1) {
                None => 0,
                Some(index) => *letters.get(usize::from(index))?,
            };
            usual.push(number);
            initials.push(mask);
        }
        if usual.len() != CHARACTERS {
            return None;
        }
        let mut character = None;
        for sign in lines.next()?.chars() {
            if sign.is_ascii_lowercase() {
                let initials: &mut u32 = initials.get_mut(character?)?;
                *initials |= letter(u8::try_from(sign).ok())?;
            } else {
                character = Some(Self::place(sign as u32));
            }
        }
        let (ranks, surnames) = places(&syllables, &usual);
        Some(Pinyin {
            syllables,
            usual,
            initials,
            ranks,
            surnames,
        })
    }

    /// The table that ships with the crate.
    #[cfg(feature = "embedded")]
    pub fn shipped() -> Option<Self> {
        Self::read(include_str!("pinyin.txt"))
    }

    /// The initials of the readings of every character of the table, bit 0 for `a`; by [`Pinyin::place`].
    pub(super) fn all_initials(&self) -> &[u32] {
        &self.initials
    }

    /// Place of a character in the table; some number beyond its end where it is not there.
    pub(super) fn place(character: u32) -> usize {
        character.wrapping_sub(FIRST) as usize
    }

    /// The usual reading, without tone.
    pub fn syllable(&self, character: char) -> Option<&str> {
        let number = *self.usual.get(Self::place(character as u32))?;
        let index = usize::from(number.checked_sub(1)?);
        self.syllables.get(index).map(String::as_str)
    }

    /// Compares as a dictionary does: digits and letters first, then characters by reading and, of one reading, by code point; last what the table does
    /// not have. `person` says that the texts are names of persons, whose surnames may be read in their own way.
    pub fn compare(&self, one: &str, other: &str, person: bool) -> Ordering {
        let (mut left, mut right) = (0, 0);
        while left < one.len() || right < other.len() {
            let (of_one, after_one) = self.key(one, left, person);
            let (of_other, after_other) = self.key(other, right, person);
            if of_one != of_other {
                return of_one.cmp(&of_other);
            }
            (left, right) = (after_one, after_other);
        }
        one.cmp(other)
    }

    /// The next eight signs of the text from `from` on as a number that compares like them, the end of the text below every sign; and where the signs
    /// after them begin. Rare signs are alike.
    pub(super) fn key(&self, text: &str, from: usize, person: bool) -> ([u64; 2], usize) {
        let mut key = [0_u64; 2];
        let (mut at, mut sign) = (from, 0);
        let surname = if person && from == 0 {
            self.surname(text)
        } else {
            None
        };
        while sign < 8 {
            let Some((character, next)) = decode(text.as_bytes(), at) else {
                break;
            };
            let rank = match surname {
                Some(rank) if at == 0 => rank,
                _ => self.rank(character),
            };
            key[sign / 4] |= u64::from(rank) << (48 - sign % 4 * 16);
            sign += 1;
            at = next;
        }
        (key, at)
    }

    /// ASCII with its two cases side by side, then the table by reading, then punctuation and letters of other scripts by code point.
    fn rank(&self, character: u32) -> u16 {
        if let Some(rank) = self.ranks.get(Self::place(character)) {
            return AFTER_ASCII + *rank;
        }
        match character {
            0..0x80 => {
                let letter = character as u8;
                1 + 2 * u16::from(letter.to_ascii_lowercase())
                    + u16::from(letter.is_ascii_uppercase())
            }
            0x80..0x500 => AFTER_TABLE + character as u16,
            0x2000..0x3200 => AFTER_TABLE + (character - 0x2000 + 0x500) as u16,
            0xff00..0xfff0 => AFTER_TABLE + (character - 0xff00 + 0x1700) as u16,
            _ => u16::MAX,
        }
    }

    /// The rank of the first character of a name whose surname is read in its own way.
    fn surname(&self, name: &str) -> Option<u16> {
        let at = SURNAMES
            .iter()
            .position(|(surname, _)| name.starts_with(surname))?;
        Some(AFTER_ASCII + *self.surnames.get(at)?)
    }
}

/// Where the ranks of the table begin, and where those of what it does not have do.
const AFTER_ASCII: u16 = 257;
const AFTER_TABLE: u16 = 30_000;

/// All characters of the block, and the surnames read in their own way, put in order of reading: the place of each.
fn places(syllables: &[String], usual: &[u16]) -> (Vec<u16>, Vec<u16>) {
    let number = |syllable: &str| {
        let index = syllables.binary_search_by(|known| known.as_str().cmp(syllable));
        index.map_or(0, |index| index + 1)
    };
    let surnames = SURNAMES.iter().map(|(surname, syllable)| {
        let first = surname.chars().next().unwrap_or_default();
        (number(syllable), Pinyin::place(first as u32))
    });
    let usual = usual.iter().enumerate();
    let all = usual.map(|(place, syllable)| (usize::from(*syllable), place));
    let all: Vec<(usize, usize)> = all.chain(surnames).collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_unstable_by_key(|at| all.get(*at));
    let mut places = vec![0; all.len()];
    for (place, at) in order.into_iter().enumerate() {
        // There are some 21,000.
        places[at] = place as u16;
    }
    let surnames = places.split_off(CHARACTERS);
    (places, surnames)
}

fn digit(byte: u8) -> Option<u16> {
    byte.checked_sub(b'0')
        .filter(|digit| *digit < 64)
        .map(u16::from)
}

fn letter(byte: Option<u8>) -> Option<u32> {
    let letter = byte?.checked_sub(b'a').filter(|letter| *letter < 26)?;
    Some(1 << letter)
}
