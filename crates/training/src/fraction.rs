//! Exact credit: a fraction between 0 and 1.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A fraction in lowest terms. Credit never passes through binary floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    num: u64,
    den: u64,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Fraction = Fraction { num: 0, den: 1 };
    /// All.
    pub const ONE: Fraction = Fraction { num: 1, den: 1 };

    /// `num / den`; nothing when `den` is 0.
    pub fn new(num: u64, den: u64) -> Self {
        if den == 0 {
            return Self::ZERO;
        }
        let by = gcd(u128::from(num), u128::from(den)).max(1);
        let by = u64::try_from(by).unwrap_or(1);
        Fraction {
            num: num / by,
            den: den / by,
        }
    }

    /// The numerator in lowest terms.
    pub fn num(self) -> u64 {
        self.num
    }

    /// The denominator in lowest terms.
    pub fn den(self) -> u64 {
        self.den
    }

    /// Whether it is all of it.
    pub fn is_full(self) -> bool {
        self.num == self.den
    }

    /// The mean of several fractions; all when there are none, because nothing was missed. A mean whose denominator no longer fits into 64 bits is
    /// rounded down to millionths; that takes dozens of decisions with coprime numbers of options.
    pub fn mean(all: &[Fraction]) -> Fraction {
        if all.is_empty() {
            return Self::ONE;
        }
        let sum = all.iter().try_fold((0_u128, 1_u128), |(num, den), part| {
            let (num2, den2) = (u128::from(part.num), u128::from(part.den));
            let common = gcd(den, den2).max(1);
            let den3 = (den / common).checked_mul(den2)?;
            let left = num.checked_mul(den3 / den)?;
            Some((left.checked_add(num2.checked_mul(den3 / den2)?)?, den3))
        });
        let exact = sum.and_then(|(num, den)| {
            let den = den.checked_mul(all.len() as u128)?;
            let by = gcd(num, den).max(1);
            Some(Fraction {
                num: u64::try_from(num / by).ok()?,
                den: u64::try_from(den / by).ok()?,
            })
        });
        exact.unwrap_or_else(|| {
            let millionths: u128 = all
                .iter()
                .map(|part| u128::from(part.num) * 1_000_000 / u128::from(part.den))
                .sum();
            let mean = u64::try_from(millionths / all.len() as u128).unwrap_or_default();
            Fraction::new(mean, 1_000_000)
        })
    }

    /// Whether it is less than so many per cent.
    pub fn is_below_percent(self, percent: u32) -> bool {
        u128::from(self.num) * 100 < u128::from(percent) * u128::from(self.den)
    }

    /// Tenths of a per cent, rounded down: `66.6`. Only all of it reads 100.
    pub fn percent(self) -> String {
        let tenths = u128::from(self.num) * 1000 / u128::from(self.den);
        if tenths % 10 == 0 {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        }
    }
}

fn gcd(left: u128, right: u128) -> u128 {
    if right == 0 {
        left
    } else {
        gcd(right, left % right)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = u128::from(self.num) * u128::from(other.den);
        left.cmp(&(u128::from(other.num) * u128::from(self.den)))
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.den == 1 {
            write!(out, "{}", self.num)
        } else {
            write!(out, "{}/{}", self.num, self.den)
        }
    }
}

impl std::str::FromStr for Fraction {
    type Err = ();

    /// Reads `3/4`, `0` or `1`; nothing above 1.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (num, den) = text.split_once('/').unwrap_or((text, "1"));
        let number = |text: &str| text.parse::<u64>().map_err(|_| ());
        let (num, den) = (number(num)?, number(den)?);
        if den == 0 || num > den {
            return Err(());
        }
        Ok(Fraction::new(num, den))
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| {
            serde::de::Error::custom(format!("`{text}` is no fraction between 0 and 1"))
        })
    }
}
