//! The order of a column's values: every distinct value gets a rank, and rows are then sorted by counting.

use std::cmp::Ordering;

use shizu_rules::vocabulary::Value;

use super::pinyin::Pinyin;
use super::shown::Shown;
use crate::field::{Field, FieldType};
use crate::pool::Symbol;

/// Rank of a value that has none yet.
const UNRANKED: u32 = u32::MAX;

/// The distinct values of one column in their order: numbers as numbers, codes as declared, text by reading where a table of readings is at hand and by
/// code point where not. Values that come later are merged in.
#[derive(Clone, Debug)]
pub(super) struct Order {
    holds: FieldType,
    /// Whether readings were at hand when the values were ordered.
    by_reading: bool,
    sorted: Vec<Symbol>,
    /// By symbol.
    ranks: Vec<u32>,
}

impl Order {
    pub(super) fn new(field: &Field) -> Self {
        Order {
            holds: field.holds,
            by_reading: false,
            sorted: Vec::new(),
            ranks: Vec::new(),
        }
    }

    /// Ranks every value of the column. The empty value has no rank.
    pub(super) fn rank(
        &mut self,
        column: &[Symbol],
        shown: &Shown<'_>,
        symbols: usize,
        pinyin: Option<&Pinyin>,
    ) {
        if self.by_reading != pinyin.is_some() || shown.is_named_elsewhere() {
            self.by_reading = pinyin.is_some();
            self.sorted.clear();
            self.ranks.clear();
        }
        self.ranks.resize(symbols, UNRANKED);
        let mut fresh = Vec::new();
        for symbol in column.iter().filter(|symbol| !symbol.is_empty()) {
            let rank = &mut self.ranks[symbol.index()];
            if *rank == UNRANKED {
                *rank = 0;
                fresh.push(*symbol);
            }
        }
        if fresh.is_empty() {
            return;
        }
        let keys = Keys {
            holds: self.holds,
            shown,
            pinyin,
        };
        // A few new values among many are put in place; otherwise sorting anew is quicker.
        if fresh.len() * 8 > self.sorted.len() {
            self.sorted.append(&mut fresh);
            keys.sort(&mut self.sorted);
        } else {
            keys.sort(&mut fresh);
            self.sorted = keys.merge(&self.sorted, &fresh);
        }
        for (rank, symbol) in self.sorted.iter().enumerate() {
            self.ranks[symbol.index()] = rank as u32;
        }
    }

    /// Sorts rows by their values in this column, which has been ranked; rows that tie keep their order, empty cells come last. `column` is indexed by
    /// row.
    pub(super) fn sort(&self, rows: &[u32], column: &[Symbol], descending: bool) -> Vec<u32> {
        let last = self.sorted.len();
        let place = |row: u32| {
            let symbol = column[row as usize];
            if symbol.is_empty() {
                return last;
            }
            let rank = self.ranks[symbol.index()] as usize;
            if descending { last - 1 - rank } else { rank }
        };
        let mut starts = vec![0_u32; last + 2];
        for row in rows {
            starts[place(*row) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut sorted = vec![0; rows.len()];
        for row in rows {
            let start = &mut starts[place(*row)];
            sorted[*start as usize] = *row;
            *start += 1;
        }
        sorted
    }
}

/// From this place in a text on, texts are compared as they stand: whoever pastes a file into a cell shall not stop the sorting.
const DEEPEST: usize = 400;

/// How values of a column become keys.
struct Keys<'a> {
    holds: FieldType,
    shown: &'a Shown<'a>,
    pinyin: Option<&'a Pinyin>,
}

/// A value on its way into the order.
struct Entry {
    /// A number, the higher half first, that compares like the value, or like as much of it as fits.
    key: [u64; 2],
    symbol: Symbol,
    /// Where in the text the signs go on that the key does not hold.
    rest: u32,
}

impl Keys<'_> {
    fn sort(&self, symbols: &mut [Symbol]) {
        let entries = symbols.iter().map(|symbol| self.entry(*symbol, 0));
        let mut entries: Vec<Entry> = entries.collect();
        self.sort_entries(&mut entries);
        for (symbol, entry) in symbols.iter_mut().zip(&entries) {
            *symbol = entry.symbol;
        }
    }

    /// Runs of values that begin alike are sorted by what follows, run by run, so that long common beginnings are read once per value.
    fn sort_entries(&self, entries: &mut [Entry]) {
        let mut open = vec![(0, entries.len())];
        while let Some((start, end)) = open.pop() {
            let run = &mut entries[start..end];
            run.sort_unstable_by_key(|entry| entry.key);
            let mut first = 0;
            while first < run.len() {
                let key = run[first].key;
                let rest = run[first..].iter();
                let length = rest.take_while(|entry| entry.key == key).count();
                let alike = &mut run[first..first + length];
                if length > 1 && alike.iter().any(|entry| self.goes_on(entry)) {
                    for entry in alike {
                        *entry = self.entry(entry.symbol, entry.rest);
                    }
                    open.push((start + first, start + first + length));
                } else if length > 1 {
                    alike.sort_unstable_by_key(|entry| self.shown.text(entry.symbol));
                }
                first += length;
            }
        }
    }

    /// The few values of `fresh`, sorted, among those of `sorted`.
    fn merge(&self, sorted: &[Symbol], fresh: &[Symbol]) -> Vec<Symbol> {
        let mut merged = Vec::with_capacity(sorted.len() + fresh.len());
        let mut rest = sorted;
        for symbol in fresh {
            let before =
                rest.partition_point(|known| self.compare(*known, *symbol) == Ordering::Less);
            let (less, more) = rest.split_at(before);
            merged.extend_from_slice(less);
            merged.push(*symbol);
            rest = more;
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn compare(&self, one: Symbol, other: Symbol) -> Ordering {
        let (mut left, mut right) = (self.entry(one, 0), self.entry(other, 0));
        while left.key == right.key {
            if !self.goes_on(&left) && !self.goes_on(&right) {
                return self.shown.text(one).cmp(self.shown.text(other));
            }
            left = self.entry(one, left.rest);
            right = self.entry(other, right.rest);
        }
        left.key.cmp(&right.key)
    }

    /// Whether values with equal keys may be told apart by the signs that follow. Otherwise (1 and 1.0, or alike for very long) they are compared as
    /// they stand.
    fn goes_on(&self, entry: &Entry) -> bool {
        let rest = entry.rest as usize;
        rest < DEEPEST && rest < self.shown.name(entry.symbol).len()
    }

    /// The key of a value; of a text, that of its signs from `from` on.
    fn entry(&self, symbol: Symbol, from: u32) -> Entry {
        let text = self.shown.name(symbol);
        let mut rest = text.len();
        let key = match self.holds {
            FieldType::Number => number(text).map_or([u64::MAX; 2], |number| {
                let number = number.cast_unsigned() ^ (1 << (u128::BITS - 1));
                [(number >> 64) as u64, number as u64]
            }),
            FieldType::Code(_) | FieldType::YesNo => [0, place(self.holds.values(), text)],
            _ => {
                let from = from as usize;
                let person = matches!(self.holds, FieldType::Person);
                let (key, end) = match self.pinyin {
                    Some(pinyin) => pinyin.key(text, from, person),
                    None => as_it_stands(text.as_bytes(), from),
                };
                rest = end;
                key
            }
        };
        let rest = rest as u32;
        Entry { key, symbol, rest }
    }
}

/// The next sixteen bytes of the text from `from` on, and where those after them begin: UTF-8 compares like its code points.
fn as_it_stands(text: &[u8], from: usize) -> ([u64; 2], usize) {
    let mut key = [0_u8; 16];
    let rest = text.get(from..).unwrap_or_default();
    let length = rest.len().min(key.len());
    key[..length].copy_from_slice(&rest[..length]);
    let (high, low) = key.split_at(8);
    let half = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |half, byte| half << 8 | u64::from(*byte))
    };
    ([half(high), half(low)], from + length)
}

/// Where the code stands in its set; texts that are no code come after all codes.
fn place(values: &[Value], text: &str) -> u64 {
    let place = values.iter().position(|value| value.code == text);
    place.unwrap_or(values.len()) as u64
}

/// A plain decimal number in units of 10⁻⁹; digits after the ninth do not count, and numbers too large for it count as the largest.
pub(super) fn number(text: &str) -> Option<i128> {
    const PLACES: u32 = 9;
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut number: i128 = 0;
    let all = whole.bytes().chain(part.bytes().take(PLACES as usize));
    for byte in all {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number = number.saturating_mul(10).saturating_add(i128::from(digit));
    }
    if whole.is_empty() {
        return None;
    }
    let missing = PLACES.saturating_sub(part.len() as u32);
    let number = number.saturating_mul(10_i128.pow(missing));
    Some(if negative { -number } else { number })
}
