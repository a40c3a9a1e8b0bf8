//! Ids seen so far, in bounded memory.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use crate::lang::Lang;

/// Whether an id has been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is new.
    New,
    /// The given row has it already.
    Again(u64),
    /// From this row on new ids are no longer remembered: say so, see [`SeenIds::message`]. Reported once.
    StopsHere,
    /// It is none of those remembered; those that came after [`Seen::StopsHere`] are not.
    Unchecked,
}

/// The ids of the rows so far, as 64-bit hashes with their row: 17 bytes each, whatever the length of the ids. Two different ids are taken for one with
/// a chance of 1 in 10 million over a million rows.
#[derive(Clone, Debug)]
pub struct SeenIds {
    rows: HashMap<u64, u64, BuildHasherDefault<Ready>>,
    limit: usize,
    stopped: bool,
    /// The ids of [`SeenIds::check_all`], as hashes with their rows.
    hashes: Vec<(u64, u64)>,
}

impl SeenIds {
    /// How many ids are remembered unless another limit is asked for: as many as fit into 36 MB.
    pub const LIMIT: usize = 1_835_008;

    /// Remembers at most `limit` ids.
    pub fn new(limit: usize) -> Self {
        SeenIds {
            rows: HashMap::default(),
            limit,
            stopped: false,
            hashes: Vec::new(),
        }
    }

    /// Looks an id up and remembers it as that of `row`.
    pub fn check(&mut self, id: &str, row: u64) -> Seen {
        self.check_hash(hash(id), row)
    }

    #[inline]
    fn check_hash(&mut self, hash: u64, row: u64) -> Seen {
        let full = self.rows.len() >= self.limit;
        match self.rows.entry(hash) {
            Entry::Occupied(first) => Seen::Again(*first.get()),
            Entry::Vacant(_) if full && self.stopped => Seen::Unchecked,
            Entry::Vacant(_) if full => {
                self.stopped = true;
                Seen::StopsHere
            }
            Entry::Vacant(place) => {
                place.insert(row);
                Seen::New
            }
        }
    }

    /// The same for many ids, each with its row. Positions of those that were there before go to `again`, with the row that has the id first. Answers
    /// whether it was now that remembering stopped.
    pub fn check_all<'a>(
        &mut self,
        ids: impl Iterator<Item = (&'a str, u64)>,
        again: &mut Vec<(usize, u64)>,
    ) -> bool {
        again.clear();
        let mut stopped = false;
        // All hashes first: with little between them, many lookups wait for memory at the same time.
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.extend(ids.map(|(id, row)| (hash(id), row)));
        for (at, (hash, row)) in hashes.drain(..).enumerate() {
            match self.check_hash(hash, row) {
                Seen::Again(first) => again.push((at, first)),
                Seen::StopsHere => stopped = true,
                Seen::New | Seen::Unchecked => {}
            }
        }
        self.hashes = hashes;
        stopped
    }

    /// Says that ids are no longer checked.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!(
                "编号已达{}个，此后的编号只与这些比对，彼此之间是否重复不再检查。需要全部检查时，请分成几个文件。",
                self.limit
            ),
            Lang::En => format!(
                "{} ids are remembered. Later ids are compared with these, no longer with each other; split the input if all must be checked.",
                self.limit
            ),
        }
    }
}

impl Default for SeenIds {
    fn default() -> Self {
        Self::new(Self::LIMIT)
    }
}

/// Mixes a text eight bytes at a time, by the two halves of a long product.
pub(crate) fn hash(text: &str) -> u64 {
    const ODD: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03];
    let mix = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word) * u128::from(ODD[0]);
        (product as u64) ^ (product >> 64) as u64
    };
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let whole = words
        .iter()
        .fold(ODD[1], |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let last = rest
        .iter()
        .fold(text.len() as u64, |last, byte| last << 8 | u64::from(*byte));
    mix(mix(whole, last), ODD[1])
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
