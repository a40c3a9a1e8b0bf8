//! How usual a zero is: the peers' median, and the probability of such a zero under the peers' rate.
//!
//! Peers are the other bodies of the same kind and frequency. The rate is pooled over them, without the body itself; matters are taken to come
//! independently of each other (Poisson), so that the probability of none is `exp(-expected)`, by `libm` so that every machine gives the same.

use std::collections::BTreeMap;

use shizu_tables::SortOnce;

use super::gauge::{Counted, Reading};
use super::monitored::{Line, Monitored};
use super::period::Period;
use super::store::Cell;
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

/// The bodies of one kind and frequency, with one kind of their matters added up.
#[derive(Clone, Debug)]
struct Cohort {
    /// The first period of any.
    first: Period,
    /// What all returned, period by period.
    pools: Vec<Pool>,
    /// For each body its first period and where its sums begin.
    bodies: Vec<(Period, usize)>,
    /// For each body and period, the matters up to it and how many returns tell them; with zeros in front of each body.
    sums: Vec<(u32, u32)>,
    /// Peers and their median, from the first to the last period of a streak.
    medians: BTreeMap<(Period, Period), (u32, Option<u64>)>,
}

/// Whose matters: kind, frequency, and which.
type CohortKey = (BodyKind, Frequency, ReturnField);

/// Whose readings: kind, frequency and gauge.
type ValuesKey = (BodyKind, Frequency, Gauge);

/// What is known of the peers, computed when first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Peers {
    cohorts: BTreeMap<CohortKey, Cohort>,
    /// The readings of all bodies in hundredths, ascending.
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

/// A count; that of own clues is none where there was no clue at all.
fn count(monitored: &Monitored, cell: &Cell, field: ReturnField) -> Option<u32> {
    let told = monitored.count(cell, field);
    match field {
        ReturnField::SelfFound => told.or(cell.count(ReturnField::Clues).filter(|it| *it == 0)),
        _ => told,
    }
}

/// The exposure of one return.
fn exposure(cell: &Cell, of: Denominator) -> Option<u64> {
    match of {
        Denominator::Covered => cell.count(ReturnField::Covered).map(u64::from),
        Denominator::Letters => cell.count(ReturnField::Letters).map(u64::from),
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
        let series = monitored.series(line);
        let cell = |period: &Period| series?.cell(*period);
        let cells: Vec<&Cell> = counted.periods.iter().filter_map(cell).collect();
        let covered = cells
            .iter()
            .rev()
            .find_map(|it| exposure(it, Denominator::Covered));
        let letters = cells
            .iter()
            .filter_map(|it| exposure(it, Denominator::Letters));
        let letters = letters.reduce(|sum, count| sum + count);
        let least = monitored.settings().least_peers.max(1);
        if !gauge.is_streak() {
            let (peers, median) = self.median(monitored, line, gauge, reading);
            return Evidence {
                covered,
                letters,
                peers,
                median: median.filter(|_| peers >= least),
                chance: None,
            };
        }
        let cohort = self.cohort(monitored, line, matters_of(gauge));
        let span = counted.periods.first().zip(counted.periods.last());
        let (first, last) = span.map_or((line.last, line.last), |(first, last)| (*first, *last));
        let (peers, median) = cohort.median(first, last);
        let chance = if peers < least {
            Some(Chance::TooFewPeers)
        } else {
            cohort.chance(monitored, &counted.periods, &cells)
        };
        Evidence {
            covered,
            letters,
            peers,
            median: median.filter(|_| peers >= least),
            chance,
        }
    }

    /// How many peers the gauge reads something for, and their median.
    fn median(
        &mut self,
        monitored: &Monitored,
        line: &Line,
        gauge: Gauge,
        reading: Reading,
    ) -> (u32, Option<u64>) {
        let key = (line.kind, line.frequency(), gauge);
        let values = self.values.entry(key).or_insert_with(|| {
            let alike = |it: &&Line| it.is_current && (it.kind, it.frequency(), gauge) == key;
            let value = |it: &Line| {
                let reading = monitored.reading(it, gauge, it.last, None);
                reading.is_known.then(|| scaled(gauge, reading))
            };
            let cohort = monitored.lines().iter().filter(alike);
            let mut values: Vec<u64> = cohort.filter_map(value).collect();
            values.sort_once_by_key(|value| *value);
            values
        });
        // The body itself is among them, once.
        let own_at = values.binary_search(&scaled(gauge, reading)).ok();
        let others = values.len() - usize::from(own_at.is_some());
        let at = |index: usize| {
            let skip = own_at.is_some_and(|own_at| own_at <= index);
            values.get(index + usize::from(skip)).copied()
        };
        (others as u32, middle(others, at))
    }

    fn cohort(&mut self, monitored: &Monitored, line: &Line, field: ReturnField) -> &mut Cohort {
        let key = (line.kind, line.frequency(), field);
        self.cohorts
            .entry(key)
            .or_insert_with(|| Cohort::new(monitored, line, field))
    }
}

/// The middle of so many values in order, or half-way between the two middle ones.
fn middle(count: usize, at: impl Fn(usize) -> Option<u64>) -> Option<u64> {
    let low = at(count.checked_sub(1)? / 2)?;
    let high = at(count / 2)?;
    Some(u64::midpoint(low, high))
}

impl Cohort {
    fn new(monitored: &Monitored, of: &Line, field: ReturnField) -> Self {
        let is_alike = |it: &&Line| (it.kind, it.frequency()) == (of.kind, of.frequency());
        let lines = || monitored.lines().iter().filter(is_alike);
        let mut cohort = Cohort {
            first: lines().map(|line| line.first).min().unwrap_or(of.first),
            pools: Vec::new(),
            bodies: Vec::new(),
            sums: Vec::new(),
            medians: BTreeMap::new(),
        };
        for line in lines() {
            let begin = line.first.steps_since(cohort.first);
            cohort.bodies.push((line.first, cohort.sums.len()));
            let (mut sum, mut told) = (0_u32, 0);
            cohort.sums.push((sum, told));
            let cells = monitored.series(line).map(|series| &series.cells[..]);
            for (at, cell) in cells.unwrap_or_default().iter().enumerate() {
                if begin + at >= cohort.pools.len() {
                    cohort.pools.resize(begin + at + 1, Pool::default());
                }
                let applies = cell.state != Some(ReturnState::NotApplicable);
                if let Some(matters) = count(monitored, cell, field).filter(|_| applies) {
                    cohort.pools[begin + at].add(matters.into(), cell);
                    sum = sum.saturating_add(matters);
                    told += 1;
                }
                cohort.sums.push((sum, told));
            }
        }
        cohort
    }

    /// How many peers returned something from the first to the last period, and the median of their sums, for a body whose own sum is zero.
    fn median(&mut self, first: Period, last: Period) -> (u32, Option<u64>) {
        if let Some(known) = self.medians.get(&(first, last)) {
            return *known;
        }
        let ends = self.bodies.iter().skip(1).map(|(_, begin)| *begin);
        let ends = ends.chain([self.sums.len()]);
        let total = |((from, begin), end): (&(Period, usize), usize)| {
            let at = |period: Period| (begin + period.steps_since(*from)).min(end - 1);
            let (before, after) = (self.sums[at(first)], self.sums[at(last.plus(1))]);
            (after.1 > before.1).then(|| u64::from(after.0 - before.0))
        };
        let mut totals: Vec<u64> = self.bodies.iter().zip(ends).filter_map(total).collect();
        // Without the body's own zero, which is the least.
        let others = totals.len().saturating_sub(1);
        let ranks = [others.saturating_sub(1) / 2, others / 2];
        let [low, high] = ranks.map(|rank| {
            let rank = (rank + 1).min(totals.len().saturating_sub(1));
            ranked(&mut totals, rank)
        });
        let median = (others > 0).then(|| (low + high) * 50);
        let known = (others as u32, median);
        self.medians.insert((first, last), known);
        known
    }

    /// The probability of none in these periods, whose cells are those of a body without matters.
    fn chance(&self, monitored: &Monitored, periods: &[Period], cells: &[&Cell]) -> Option<Chance> {
        (0..DENOMINATORS.len()).find_map(|of| {
            let denominator = DENOMINATORS[of];
            let own = cells.iter().map(|cell| exposure(cell, denominator));
            let exposure: u64 = own.sum::<Option<u64>>()?;
            let pools = periods
                .iter()
                .filter_map(|period| self.pools.get(period.steps_since(self.first)));
            let (matters, all) = pools.fold((0, 0), |(matters, per), pool| {
                (matters + pool.matters[of], per + pool.exposure[of])
            });
            // The body's own returns are in the pool too; its matters are none.
            let per = all.saturating_sub(exposure);
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
}

/// The value of this rank, from 0; 0 where there is none.
fn ranked(values: &mut [u64], rank: usize) -> u64 {
    if rank >= values.len() {
        return 0;
    }
    *values.select_nth_unstable(rank).1
}

impl Pool {
    fn add(&mut self, matters: u64, cell: &Cell) {
        for (at, denominator) in DENOMINATORS.iter().enumerate() {
            if let Some(exposure) = exposure(cell, *denominator) {
                self.matters[at] += matters;
                self.exposure[at] += exposure;
            }
        }
    }
}

/// A reading in hundredths; a share in hundredths of a percent, rounded half up.
pub(super) fn scaled(gauge: Gauge, reading: Reading) -> u64 {
    let whole = reading.whole.max(1);
    if gauge.is_share() {
        (reading.value * 10_000 + whole / 2) / whole
    } else {
        reading.value * 100
    }
}
