//! Sets of small numbers as words of bits.

/// A set of class indices of one column, or of rows of one table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub fn empty(len: usize) -> Self {
        Bits(vec![0; len.div_ceil(64)])
    }

    pub fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    pub fn contains(&self, index: usize) -> bool {
        self.0
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit))
    }

    pub fn is_subset(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(&other.0)
            .all(|(mine, theirs)| mine & !theirs == 0)
    }

    pub fn intersection(&self, other: &Self) -> Self {
        Bits(
            self.0
                .iter()
                .zip(&other.0)
                .map(|(mine, theirs)| mine & theirs)
                .collect(),
        )
    }

    pub fn words(&self) -> &[u64] {
        &self.0
    }

    pub fn from_words(words: Vec<u64>) -> Self {
        Bits(words)
    }
}

/// The positions of the bits set in `word`, lowest first.
pub(crate) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}
