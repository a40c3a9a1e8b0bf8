//! Printed figures: whether they follow from the counts, and which counts they would follow from.

use super::count::{Count, ONE};
use super::percent::{Percent, full};

/// The least and the most of the counts that give a printed figure; without a most where there is no end of them.
pub(super) type Implied = (Count, Option<Count>);

/// The counts of a part of `whole` that round to `printed`: least and most; `None` when there are none.
pub(super) fn parts_that_give(printed: Percent, whole: Count) -> Option<Implied> {
    let whole = whole.0 / ONE;
    let rate = |part: u128| {
        Percent::of(i128::try_from(part).ok()?, whole, printed.decimals).map(|rate| rate.steps)
    };
    let least = first(0, whole, |part| {
        rate(part).is_none_or(|rate| rate >= printed.steps)
    })?;
    if rate(least)? != printed.steps {
        return None;
    }
    let beyond = first(least, whole, |part| {
        rate(part).is_none_or(|rate| rate > printed.steps)
    });
    let most = beyond.map_or(whole, |beyond| beyond - 1);
    Some((Count(least * ONE), Some(Count(most * ONE))))
}

/// The counts before that lead to `now` by the `printed` change: least and most; `None` when there are none.
///
/// A fall of a hundred percent, rounded, is the one figure that any larger count gives too: 1 after 2000 or more is −100.0 %.
pub(super) fn befores_that_give(printed: Percent, now: Count) -> Option<Implied> {
    let now = now.0 / ONE;
    let most = now.checked_mul(2 * full(printed.decimals))?;
    let change = |before: u128| {
        change(Count(now * ONE), Count(before * ONE), printed.decimals).map(|change| change.steps)
    };
    // The larger the count before, the smaller the change.
    let least = first(1, most, |before| {
        change(before).is_none_or(|change| change <= printed.steps)
    })?;
    if change(least)? != printed.steps {
        return None;
    }
    let beyond = first(least, most, |before| {
        change(before).is_none_or(|change| change < printed.steps)
    });
    let most = beyond.map(|beyond| Count((beyond - 1) * ONE));
    Some((Count(least * ONE), most))
}

/// The change from `before` to `now`, rounded half away from zero. `None` from zero.
pub(super) fn change(now: Count, before: Count, decimals: u32) -> Option<Percent> {
    let (now, was) = (i128::try_from(now.0).ok()?, i128::try_from(before.0).ok()?);
    Percent::of(now - was, before.0, decimals)
}

/// The first number from `from` to `to` that `holds`, for a condition that once true stays true.
fn first(from: u128, to: u128, holds: impl Fn(u128) -> bool) -> Option<u128> {
    let (mut low, mut high) = (from, to);
    if from > to || !holds(to) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}
