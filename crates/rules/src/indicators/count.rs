//! Counts as statistics print them: whole persons, or ten-thousands with decimals.

use std::fmt;

use super::percent::Percent;

/// Ten-thousandths in one.
pub(super) const ONE: u128 = 10_000;

/// The most that is counted: a thousand times mankind.
const MOST: u128 = 10_000_000_000_000 * ONE;

/// Units after a number, by how many they stand for.
const SCALES: &[(&str, u128)] = &[("亿", 100_000_000), ("万", 10_000), ("千", 1_000)];

/// What is counted, after a number; it changes nothing.
const THINGS: &[&str] = &["人次", "人", "件", "个", "名", "起", "条"];

/// A number of persons, matters or the like, exact to a ten-thousandth so that `148.7` (in 万) is itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub(super) u128);

/// Why a text is no count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountFault {
    /// No number.
    NotANumber,
    /// Below zero.
    Negative,
    /// A part of a person or matter.
    Fraction,
    /// Beyond anything that is counted here.
    TooLarge,
}

/// A count as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many.
    pub count: Count,
    /// Whether a unit such as 万 stood behind it.
    pub scaled: bool,
    /// Half of what its last written digit stands for, when it is rounded; zero for plain whole numbers.
    pub half_step: u128,
}

impl Count {
    /// So many whole ones.
    pub fn whole(number: u64) -> Self {
        Count(u128::from(number) * ONE)
    }

    /// Reads a count: `62902`, `62,902`, `148.7万`. `scale` is what a bare number stands for.
    ///
    /// # Errors
    /// [`CountFault`]; a fraction of a person only where the number has a unit.
    pub fn read(text: &str, scale: Option<u128>) -> Result<Written, CountFault> {
        let plain = plain(text);
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let digits = THINGS
            .iter()
            .find_map(|thing| digits.strip_suffix(thing))
            .unwrap_or(digits);
        let suffix = SCALES
            .iter()
            .find_map(|(unit, scale)| Some((digits.strip_suffix(unit)?, *scale)));
        let (digits, scale, scaled) = match suffix {
            Some((digits, scale)) => (digits, Some(scale), true),
            None => (digits, scale, false),
        };
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let integer = ungrouped(integer).ok_or(CountFault::NotANumber)?;
        let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (integer.is_empty() && fraction.is_empty())
            || !digits_only(&integer)
            || !digits_only(fraction)
        {
            return Err(CountFault::NotANumber);
        }
        let significant = fraction.trim_end_matches('0');
        if integer.len() > 20 {
            return Err(CountFault::TooLarge);
        }
        // Beyond eight decimals not even 亿 makes whole persons.
        if significant.len() > 8 {
            return Err(CountFault::Fraction);
        }
        let number = |text: &str| text.parse::<u128>().unwrap_or_default();
        let last = 10_u128.pow(fraction.len().min(8) as u32);
        let tenths = number(&integer) * last + number(&fraction[..fraction.len().min(8)]);
        let unit = scale.unwrap_or(1) * ONE;
        if tenths / last > MOST {
            return Err(CountFault::TooLarge);
        }
        let total = tenths * unit;
        let whole_step = if scale.is_some() { ONE } else { 1 };
        if !total.is_multiple_of(last * whole_step) {
            return Err(CountFault::Fraction);
        }
        let value = total / last;
        if value > MOST {
            return Err(CountFault::TooLarge);
        }
        if negative && value > 0 {
            return Err(CountFault::Negative);
        }
        let rounded = unit > ONE || !fraction.is_empty();
        Ok(Written {
            count: Count(value),
            scaled,
            half_step: if rounded { unit / last / 2 } else { 0 },
        })
    }

    /// Whether it counts whole ones only.
    pub fn is_whole(self) -> bool {
        self.0.is_multiple_of(ONE)
    }

    /// What it is of `whole`, rounded half away from zero. `None` of zero.
    pub fn share_of(self, whole: Count, decimals: u32) -> Option<Percent> {
        Percent::of(i128::try_from(self.0).ok()?, whole.0, decimals)
    }

    /// The nearest binary number, for drawing only.
    pub fn approximate(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

/// The scale that a unit's name stands for; `None` when it is no unit.
pub(super) fn scale_named(text: &str) -> Option<u128> {
    let text = plain(text).to_lowercase();
    let text = THINGS
        .iter()
        .find_map(|thing| text.strip_suffix(thing))
        .unwrap_or(&text);
    match text {
        "" | "persons" | "matters" | "1" => Some(1),
        _ => SCALES
            .iter()
            .find(|(unit, scale)| *unit == text || scale.to_string() == text)
            .map(|(_, scale)| *scale),
    }
}

impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0 / ONE)?;
        let rest = self.0 % ONE;
        if rest == 0 {
            return Ok(());
        }
        let digits = format!("{rest:04}");
        write!(out, ".{}", digits.trim_end_matches('0'))
    }
}

/// The text without blanks, full-width characters made half-width, every kind of minus sign made the plain one.
pub(super) fn plain(text: &str) -> String {
    let half = |char: char| match char {
        '\u{2212}' | '\u{2013}' | '\u{2014}' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        _ => char,
    };
    text.chars()
        .filter(|char| !char.is_whitespace())
        .map(half)
        .collect()
}

/// An integer without its thousands separators; `None` when they do not stand at thousands.
fn ungrouped(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let mut groups = text.split(',');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    fits.then(|| text.replace(',', ""))
}
