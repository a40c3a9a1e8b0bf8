//! How Chinese characters are read: for finding 张建国 by `zjg`, and for ordering names as a dictionary does.
//!
//! The table is a text of 44 KB (`pinyin.txt`, made from the crate `pinyin`, whose own tables would add 450 KB to a browser build). It covers the
//! 20,992 characters of the basic block. A character with several readings is found by each of their initials; it is ordered by its usual one, or,
//! at the head of a person's name, by the one that surnames have.

use std::cmp::Ordering;

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
                let place: Option<&mut u32> =
                    character.and_then(|place: usize| initials.get_mut(place));
                *place? |= letter(u8::try_from(sign).ok())?;
            } else {
                character = place(sign);
            }
        }
        Some(Pinyin {
            syllables,
            usual,
            initials,
        })
    }

    /// The table that ships with the crate.
    #[cfg(feature = "embedded")]
    pub fn shipped() -> Option<Self> {
        Self::read(include_str!("pinyin.txt"))
    }

    /// The initials of the character's readings, bit 0 for `a`; 0 when it has none.
    #[inline]
    pub fn initials(&self, character: char) -> u32 {
        place(character)
            .and_then(|place| self.initials.get(place))
            .copied()
            .unwrap_or(0)
    }

    /// The usual reading, without tone.
    pub fn syllable(&self, character: char) -> Option<&str> {
        let number = *self.usual.get(place(character)?)?;
        let index = usize::from(number.checked_sub(1)?);
        self.syllables.get(index).map(String::as_str)
    }

    /// Compares as a dictionary does: digits and letters first, then characters by reading and, of one reading, by code point. `person` says that
    /// the texts are names of persons, whose surnames may be read in their own way.
    pub fn compare(&self, one: &str, other: &str, person: bool) -> Ordering {
        self.ranks(one, person).cmp(self.ranks(other, person))
    }

    /// The text as numbers that compare like it.
    pub(super) fn ranks<'a>(
        &'a self,
        text: &'a str,
        person: bool,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let surname = if person { self.surname(text) } else { None };
        text.chars().enumerate().map(move |(index, character)| {
            let read = if index == 0 { surname } else { None };
            self.rank(character, read)
        })
    }

    /// A number from 1 below 2²⁵: ASCII with its two cases side by side, then characters of the table by syllable and place, then everything else by
    /// code point. No two characters of one reading share a number.
    #[inline]
    fn rank(&self, character: char, read: Option<u16>) -> u32 {
        const AFTER_ASCII: u32 = 1 << 9;
        const AFTER_TABLE: u32 = 1 << 24;
        if character.is_ascii() {
            let upper = u32::from(character.is_ascii_uppercase());
            return 1 + 2 * u32::from(character.to_ascii_lowercase() as u8) + upper;
        }
        let Some(place) = place(character).filter(|place| *place < CHARACTERS) else {
            return AFTER_TABLE + character as u32;
        };
        let syllable = read.or_else(|| self.usual.get(place).copied()).unwrap_or(0);
        // 411 syllables times 2¹⁵ places stay below 2²⁴.
        AFTER_ASCII + (u32::from(syllable) << 15) + place as u32
    }

    /// The number of the syllable that the surname at the head of `name` is read with, where that is a special one.
    fn surname(&self, name: &str) -> Option<u16> {
        let (_, syllable) = SURNAMES
            .iter()
            .find(|(surname, _)| name.starts_with(surname))?;
        let index = self
            .syllables
            .binary_search_by(|known| known.as_str().cmp(syllable))
            .ok()?;
        u16::try_from(index + 1).ok()
    }
}

#[inline]
fn place(character: char) -> Option<usize> {
    (character as u32)
        .checked_sub(FIRST)
        .map(|place| place as usize)
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
