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

/// Signs that one key holds, and their bits: five of 25 fill 125.
const SIGNS: usize = 5;
const SIGN_BITS: u32 = 25;

/// From this sign on, texts are compared as they stand: whoever pastes a file into a cell shall not stop the sorting.
const DEEPEST: usize = 100;

/// How values of a column become keys.
struct Keys<'a> {
    holds: FieldType,
    shown: &'a Shown<'a>,
    pinyin: Option<&'a Pinyin>,
}

/// A value on its way into the order.
struct Entry {
    /// A number that compares like the value, or like as much of it as fits.
    key: u128,
    symbol: Symbol,
}

impl Keys<'_> {
    fn sort(&self, symbols: &mut [Symbol]) {
        let entry = |symbol: &Symbol| Entry {
            key: self.key(*symbol, 0),
            symbol: *symbol,
        };
        let mut entries: Vec<Entry> = symbols.iter().map(entry).collect();
        self.sort_entries(&mut entries);
        for (symbol, entry) in symbols.iter_mut().zip(&entries) {
            *symbol = entry.symbol;
        }
    }

    /// Runs of values that begin alike are sorted by what follows, run by run, so that long common beginnings are read once per value.
    fn sort_entries(&self, entries: &mut [Entry]) {
        let mut open = vec![(0, entries.len(), 0)];
        while let Some((start, end, depth)) = open.pop() {
            let run = &mut entries[start..end];
            run.sort_unstable_by(|one, other| {
                let alike = || self.settle(one.symbol, other.symbol, depth);
                one.key.cmp(&other.key).then_with(alike)
            });
            let mut first = 0;
            while first < run.len() && self.goes_on(depth) {
                let key = run[first].key;
                let rest = run[first..].iter();
                let length = rest.take_while(|entry| entry.key == key).count();
                if length > 1 {
                    for entry in &mut run[first..first + length] {
                        entry.key = self.key(entry.symbol, depth + SIGNS);
                    }
                    open.push((start + first, start + first + length, depth + SIGNS));
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
        let mut depth = 0;
        loop {
            let (left, right) = (self.key(one, depth), self.key(other, depth));
            if left != right || !self.goes_on(depth) || one == other {
                let alike = || self.settle(one, other, depth);
                return left.cmp(&right).then_with(alike);
            }
            depth += SIGNS;
        }
    }

    /// Values that are one number but not one text (1 and 1.0) are ordered as texts, and so are texts that begin alike for very long.
    fn settle(&self, one: Symbol, other: Symbol, depth: usize) -> Ordering {
        if self.goes_on(depth) {
            return Ordering::Equal;
        }
        self.shown.text(one).cmp(self.shown.text(other))
    }

    /// Whether values with equal keys are told apart by the signs that follow. Different texts differ in some sign.
    fn goes_on(&self, depth: usize) -> bool {
        let closed = matches!(
            self.holds,
            FieldType::Number | FieldType::Code(_) | FieldType::YesNo
        );
        !closed && depth < DEEPEST
    }

    /// The key of a value; of a text, that of its signs from `depth` on.
    fn key(&self, symbol: Symbol, depth: usize) -> u128 {
        let text = self.shown.name(symbol);
        if depth >= DEEPEST {
            return 0;
        }
        match self.holds {
            FieldType::Number => number(text).map_or(u128::MAX, |number| {
                number.cast_unsigned() ^ (1 << (u128::BITS - 1))
            }),
            FieldType::Code(_) | FieldType::YesNo => place(self.holds.values(), text),
            _ => match self.pinyin {
                Some(pinyin) => {
                    let person = matches!(self.holds, FieldType::Person);
                    pack(pinyin.ranks(text, person).skip(depth))
                }
                None => pack(text.chars().skip(depth).map(|sign| sign as u32 + 1)),
            },
        }
    }
}

/// The first signs in one number, the end of the text below every sign.
fn pack(signs: impl Iterator<Item = u32>) -> u128 {
    let mut key = 0;
    let mut missing = SIGNS as u32;
    for sign in signs.take(SIGNS) {
        key = key << SIGN_BITS | u128::from(sign);
        missing -= 1;
    }
    key << (missing * SIGN_BITS)
}

/// Where the code stands in its set; texts that are no code come after all codes.
fn place(values: &[Value], text: &str) -> u128 {
    let place = values.iter().position(|value| value.code == text);
    place.unwrap_or(values.len()) as u128
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
