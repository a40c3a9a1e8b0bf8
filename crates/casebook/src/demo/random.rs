//! Numbers that look drawn and are the same in every run.

/// A small generator (`SplitMix64`). The same seed gives the same numbers everywhere.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        (self.next() % end as u64) as usize
    }

    /// A number from `from` to `until`.
    pub(super) fn between(&mut self, from: usize, until: usize) -> usize {
        from + self.below(until.saturating_sub(from) + 1)
    }

    /// Whether something comes about that does so in `share` of a thousand cases.
    pub(super) fn per_mille(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    /// One of them.
    pub(super) fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let at = self.below(of.len());
        of.get(at).copied()
    }

    /// One of the words; nothing where there is none.
    pub(super) fn word<'t>(&mut self, of: &[&'t str]) -> &'t str {
        self.one_of(of).unwrap_or_default()
    }

    /// One of the words, each as often as its weight says.
    pub(super) fn weighted(&mut self, of: &[(&'static str, usize)]) -> &'static str {
        let whole: usize = of.iter().map(|(_, weight)| weight).sum();
        let mut at = self.below(whole);
        for (word, weight) in of {
            if at < *weight {
                return word;
            }
            at -= weight;
        }
        ""
    }
}
