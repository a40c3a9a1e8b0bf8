//! Which index would have to be different for another band, or for what follows from one.

use rust_decimal::Decimal;
use shizu_rules::rectification::{Assessment, Given};
use shizu_rules::vocabulary::{Consequence, ScoreBand, ScoreIndex, Term};
use shizu_rules::{Lang, Text};

use super::{Score, Scored};
use crate::ask::Changed;
use crate::desk::say;

/// Hundredths of a point in a whole index.
const WHOLE: i64 = 10_000;

impl Score {
    /// The index that has to move least, to 0.01, for the band to be `band`; exact, because the score rises with every index.
    pub(super) fn way_to(&self, scored: &Scored<'_>, band: ScoreBand) -> Vec<Changed> {
        let Some(now) = scored.found.band else {
            return Vec::new();
        };
        let at = |index: usize, points: i64| {
            let mut entry = scored.entry.clone();
            entry.given[index] = Given::Points(points);
            scored.scoring.assess(&entry, self.scheme.as_deref()).band
        };
        let ways = ScoreIndex::ALL.iter().filter_map(|index| {
            let part = &scored.found.contributions[index.index()];
            let from = hundredths(part.value[0])?;
            let better = band.index() < now.index();
            // The nearest value on the way up, or down, at which the band is at least as good, or as bad.
            let reaches = |points: i64| {
                at(index.index(), points).is_some_and(|found| {
                    if better {
                        found.index() <= band.index()
                    } else {
                        found.index() >= band.index()
                    }
                })
            };
            let (mut near, mut far) = (from, if better { WHOLE } else { 0 });
            if !reaches(far) || reaches(near) {
                return None;
            }
            while (far - near).abs() > 1 {
                let middle = i64::midpoint(near, far);
                if reaches(middle) {
                    far = middle;
                } else {
                    near = middle;
                }
            }
            (at(index.index(), far) == Some(band)).then_some((*index, from, far))
        });
        let least = ways.min_by_key(|(_, from, to)| (to - from).abs());
        let value = |points: i64| {
            let text = Decimal::new(points, 2).normalize().to_string();
            say(text.clone(), text)
        };
        least
            .map(|(index, from, to)| Changed {
                what: say(index.label(Lang::Zh), index.label(Lang::En)),
                now: value(from),
                then: value(to),
            })
            .into_iter()
            .collect()
    }

    /// The index by whose band a consequence would follow, or would not.
    pub(super) fn way_to_consequence(&self, scored: &Scored<'_>, code: &str) -> Vec<Changed> {
        let Some(wanted) = Consequence::from_code(code) else {
            return Vec::new();
        };
        let follows = |found: &Assessment| {
            found
                .consequences
                .sure
                .iter()
                .any(|told| told.what == wanted)
        };
        let now = follows(&scored.found);
        let bands = ScoreBand::ALL.iter().filter_map(|band| {
            let ways = self.way_to(scored, *band);
            let change = ways.first()?;
            let mut entry = scored.entry.clone();
            let index = ScoreIndex::ALL
                .iter()
                .find(|index| index.label(Lang::En) == change.what.en)?;
            entry.given[index.index()] = Given::Points(hundredths(change.then.zh.parse().ok()?)?);
            let found = scored.scoring.assess(&entry, self.scheme.as_deref());
            (follows(&found) != now).then_some(ways)
        });
        let near = |band: &Vec<Changed>| {
            let number = |text: &Text| text.zh.parse::<Decimal>().unwrap_or_default();
            let moved = band
                .first()
                .map(|change| (number(&change.then) - number(&change.now)).abs());
            moved.unwrap_or_default()
        };
        bands.min_by_key(near).unwrap_or_default()
    }
}

fn hundredths(points: Decimal) -> Option<i64> {
    (points * Decimal::ONE_HUNDRED)
        .normalize()
        .to_string()
        .parse()
        .ok()
}
