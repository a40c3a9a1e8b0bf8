//! How usual a zero is: the peers' median, and the probability of such a zero under the peers' rate.
//!
//! Peers are the other bodies of the same kind and frequency. The rate is pooled over them, without the body itself; matters are taken to come
//! independently of each other (Poisson), so that the probability of none is `exp(-expected)`, by `libm` so that every machine gives the same.

use std::collections::{BTreeMap, BTreeSet};

use shizu_tables::SortOnce;

use super::gauge::{Counted, Reading};
use super::monitored::{Line, Monitored};
use super::period::Period;
use super::row::Figures;
use crate::vocabulary::{BodyKind, Frequency, Gauge, ReturnField, ReturnState};

/// What a reading is held against. Says nothing of why a body has no matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// People covered, by the latest counted return that tells it.
    pub covered: Option<u64>,
    /// Reports received over the counted periods, as far as told.
    pub letters: Option<u64>,
    /// Other bodies of the same kind and frequency that it is compared with.
    pub peers: u32,
    /// Their median over the same periods, in hundredths; for a share, hundredths of a percent. `None` with too few peers.
    pub median: Option<u64>,
    /// How probable such a zero is; `None` for what is no zero.
    pub chance: Option<Chance>,
}

/// What the peers' rate is per.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denominator {
    /// Person covered and period.
    Covered,
    /// Report received.
    Letters,
    /// Return: neither people nor reports are told throughout.
    Periods,
}

impl Denominator {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Denominator::Covered => "covered",
            Denominator::Letters => "letters",
            Denominator::Periods => "periods",
        }
    }
}

/// The probability of a zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Chance {
    /// It can be told.
    Told {
        /// What the rate is per.
        denominator: Denominator,
        /// Matters of the peers in the counted periods.
        matters: u64,
        /// The peers' person-periods, reports, or returns.
        per: u64,
        /// Those of the body itself.
        exposure: u64,
        /// Matters to be expected at that rate.
        expected: f64,
        /// The probability of none.
        probability: f64,
        /// Whether that is below the line of the settings.
        is_unlikely: bool,
    },
    /// Too few other bodies of the kind and frequency.
    TooFewPeers,
}

/// What the peers returned in one period.
#[derive(Clone, Copy, Debug, Default)]
struct Pool {
    /// Matters and exposures, by denominator.
    matters: [u64; DENOMINATORS.len()],
    exposure: [u64; DENOMINATORS.len()],
}

/// In the order in which they are preferred.
const DENOMINATORS: [Denominator; 3] = [
    Denominator::Covered,
    Denominator::Letters,
    Denominator::Periods,
];

/// Whose sums: kind, frequency, and the matters of a gauge.
type PoolKey = (BodyKind, Frequency, ReturnField, Period);

/// Whose values: kind, gauge, and the first and last period, which also tell the frequency.
type ValuesKey = (BodyKind, Gauge, Period, Period);

/// What is known of the peers, computed when first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Peers {
    pools: BTreeMap<PoolKey, Pool>,
    /// What has been added up.
    pooled: BTreeSet<(BodyKind, Frequency, ReturnField)>,
    values: BTreeMap<ValuesKey, Vec<u64>>,
}

/// The matters whose absence the gauge counts.
fn matters_of(gauge: Gauge) -> ReturnField {
    match gauge {
        Gauge::CasesZero => ReturnField::Cases,
        Gauge::OwnZero => ReturnField::SelfFound,
        _ => ReturnField::Clues,
    }
}

fn count(figures: &Figures, field: ReturnField) -> Option<u64> {
    let count = match field {
        ReturnField::SelfFound => figures.self_found(),
        _ => figures.count(field),
    };
    count.map(u64::from)
}

/// Matters and exposures of one return.
fn exposure(figures: &Figures, of: Denominator) -> Option<u64> {
    match of {
        Denominator::Covered => count(figures, ReturnField::Covered),
        Denominator::Letters => count(figures, ReturnField::Letters),
        Denominator::Periods => Some(1),
    }
}

impl Peers {
    pub fn evidence(
        &mut self,
        monitored: &Monitored,
        line: &Line,
        gauge: Gauge,
        reading: Reading,
        counted: &Counted,
    ) -> Evidence {
        let figures = counted.periods.iter().map(|period| {
            let shown = monitored.shown(line, *period);
            shown.map(|shown| shown.figures).unwrap_or_default()
        });
        let figures: Vec<Figures> = figures.collect();
        let covered = figures
            .iter()
            .rev()
            .find_map(|it| count(it, ReturnField::Covered));
        let letters = figures
            .iter()
            .filter_map(|it| count(it, ReturnField::Letters));
        let letters = letters.fold(None, |sum, count| Some(sum.unwrap_or(0) + count));
        let settings = monitored.settings();
        let (peers, median) = self.median(monitored, line, gauge, reading, counted);
        let too_few = peers < settings.least_peers.max(1);
        let chance = match gauge.is_streak() {
            false => None,
            true if too_few => Some(Chance::TooFewPeers),
            true => self.chance(monitored, line, gauge, counted, &figures),
        };
        Evidence {
            covered,
            letters,
            peers,
            median: median.filter(|_| !too_few),
            chance,
        }
    }

    /// How many peers there are, and their median.
    fn median(
        &mut self,
        monitored: &Monitored,
        line: &Line,
        gauge: Gauge,
        reading: Reading,
        counted: &Counted,
    ) -> (u32, Option<u64>) {
        let streak = counted.periods.first().zip(counted.periods.last());
        let (first, last) = streak.map_or((line.last, line.last), |(first, last)| (*first, *last));
        let (own, key) = if gauge.is_streak() {
            // The body is zero in these periods, else they would not be counted.
            (0, (line.kind, gauge, first, last))
        } else {
            // Their own latest periods count, which are as recent as they come.
            let any = Period::containing(line.frequency(), monitored.as_of());
            (scaled(gauge, reading), (line.kind, gauge, any, any))
        };
        let values = self.values.entry(key).or_insert_with(|| {
            let mut values = peer_values(monitored, line, gauge, first, last);
            values.sort_once_by_key(|value| *value);
            values
        });
        // The body itself is among them, once.
        let own_at = values.binary_search(&own).ok();
        let others = values.len() - usize::from(own_at.is_some());
        let at = |index: usize| {
            let skip = own_at.is_some_and(|own_at| own_at <= index);
            values.get(index + usize::from(skip)).copied()
        };
        let median = (others > 0).then(|| {
            let low = at((others - 1) / 2).unwrap_or_default();
            let high = at(others / 2).unwrap_or_default();
            u64::midpoint(low, high)
        });
        (others as u32, median)
    }

    fn chance(
        &mut self,
        monitored: &Monitored,
        line: &Line,
        gauge: Gauge,
        counted: &Counted,
        figures: &[Figures],
    ) -> Option<Chance> {
        let field = matters_of(gauge);
        self.pool(monitored, line.kind, line.frequency(), field);
        let own = |of: usize| -> Option<u64> {
            figures
                .iter()
                .map(|it| exposure(it, DENOMINATORS[of]))
                .sum()
        };
        let pooled = |of: usize| {
            let pools = counted.periods.iter().filter_map(|period| {
                let key = (line.kind, line.frequency(), field, *period);
                self.pools.get(&key)
            });
            let sums = pools.fold((0, 0), |(matters, per), pool| {
                (matters + pool.matters[of], per + pool.exposure[of])
            });
            // The body's own returns are in the pool too; its matters are none.
            let own: u64 = figures
                .iter()
                .filter(|it| count(it, field).is_some())
                .filter_map(|it| exposure(it, DENOMINATORS[of]))
                .sum();
            (sums.0, sums.1 - own.min(sums.1))
        };
        (0..DENOMINATORS.len()).find_map(|of| {
            let denominator = DENOMINATORS[of];
            let exposure = own(of)?;
            let (matters, per) = pooled(of);
            let tells_nothing = denominator == Denominator::Covered && exposure == 0;
            if per == 0 || tells_nothing {
                return None;
            }
            let expected = matters as f64 * exposure as f64 / per as f64;
            let probability = libm::exp(-expected);
            let line = f64::from(monitored.settings().unlikely) / 10_000.0;
            Some(Chance::Told {
                denominator,
                matters,
                per,
                exposure,
                expected,
                probability,
                is_unlikely: probability < line,
            })
        })
    }

    /// Adds up one kind of matters over the bodies of a kind and frequency, unless that has been done.
    fn pool(
        &mut self,
        monitored: &Monitored,
        kind: BodyKind,
        frequency: Frequency,
        field: ReturnField,
    ) {
        if !self.pooled.insert((kind, frequency, field)) {
            return;
        }
        let is_alike = |it: &&Line| (it.kind, it.frequency()) == (kind, frequency);
        let cohort = || monitored.lines().iter().filter(is_alike);
        let Some(first) = cohort().map(|line| line.first).min() else {
            return;
        };
        // Looking a period up for each of a million returns would be slow: they are added up by position first.
        let mut pools: Vec<Pool> = Vec::new();
        for line in cohort() {
            let begin = line.first.steps_since(first);
            for (at, shown) in monitored.all_shown(line).enumerate() {
                if begin + at >= pools.len() {
                    pools.resize(begin + at + 1, Pool::default());
                }
                let applies = shown.state != ReturnState::NotApplicable;
                if let Some(matters) = count(&shown.figures, field).filter(|_| applies) {
                    pools[begin + at].add(matters, &shown.figures);
                }
            }
        }
        for (at, pool) in pools.into_iter().enumerate() {
            let period = first.plus(at as i32);
            self.pools.insert((kind, frequency, field, period), pool);
        }
    }
}

impl Pool {
    fn add(&mut self, matters: u64, figures: &Figures) {
        for (at, denominator) in DENOMINATORS.iter().enumerate() {
            if let Some(exposure) = exposure(figures, *denominator) {
                self.matters[at] += matters;
                self.exposure[at] += exposure;
            }
        }
    }
}

/// A reading in hundredths; a share in hundredths of a percent.
pub(super) fn scaled(gauge: Gauge, reading: Reading) -> u64 {
    if gauge.is_share() {
        reading.value * 10_000 / reading.whole.max(1)
    } else {
        reading.value * 100
    }
}

/// The values of all bodies of the line's kind and frequency, its own among them, in hundredths.
fn peer_values(
    monitored: &Monitored,
    line: &Line,
    gauge: Gauge,
    first: Period,
    last: Period,
) -> Vec<u64> {
    let alike = |it: &&Line| (it.kind, it.frequency()) == (line.kind, line.frequency());
    let cohort = monitored.lines().iter().filter(alike);
    if gauge.is_streak() {
        let field = matters_of(gauge);
        let total = |it: &Line| {
            let from = first.max(it.first);
            let periods = (0..=last.min(it.last).since(from)).map(|at| from.plus(at));
            let counts = periods.filter_map(|period| {
                let shown = monitored.shown(it, period)?;
                count(&shown.figures, field)
            });
            counts.reduce(|sum, count| sum + count).map(|sum| sum * 100)
        };
        cohort.filter_map(total).collect()
    } else {
        let value = |it: &Line| {
            let reading = monitored.reading(it, gauge, it.last, None);
            reading.is_known.then(|| scaled(gauge, reading))
        };
        cohort
            .filter(|it| it.is_current)
            .filter_map(value)
            .collect()
    }
}
