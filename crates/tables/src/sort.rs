//! Sorting with one copy of the sorting code.
//!
//! The standard library's sort is compiled anew for every type that is sorted, some six kilobytes each, and all of it is downloaded by whoever
//! opens the page. The lists here are short: sorting positions instead of items costs nothing that one would notice.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Stable sorting that adds little code for each type.
pub trait SortOnce<T> {
    /// Sorts by `compare`; equal items keep their order.
    fn sort_once_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key; items with equal keys keep their order.
    fn sort_once_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.sort_once_by(|left, right| key(left).cmp(&key(right)));
    }
}

impl<T> SortOnce<T> for Vec<T> {
    fn sort_once_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let order = order(self.len(), &mut |left, right| {
            compare(&self[left], &self[right])
        });
        let mut items: Vec<Option<T>> = std::mem::take(self).into_iter().map(Some).collect();
        self.extend(
            order
                .into_iter()
                .filter_map(|position| items[position].take()),
        );
    }
}

/// An ordered map of `pairs`. Collecting into one would bring a copy of the sorting code for every type.
pub fn gather<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(key, value);
    }
    map
}

/// The same for an ordered set.
pub fn gather_set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The positions of `len` items in ascending order.
fn order(len: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|left, right| compare(*left, *right));
    order
}

#[cfg(test)]
mod tests {
    use super::SortOnce;

    #[test]
    fn equal_items_keep_their_order() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        items.sort_once_by_key(|item| item.0);
        assert_eq!(items, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }
}
