//! The bodies of the invented city and who works in them.

use super::names::{COVERED, HOSTS, OFFICES, person};
use super::random::Random;

/// The groups that get more clues than the others.
const BUSY: &[usize] = &[16, 22];

/// The group that falls silent, and the one whose returns come late.
pub(super) const SILENT: usize = 30;
pub(super) const LATE: usize = 12;
/// The group one of whose returns is missing.
pub(super) const MISSING: usize = 7;

pub(super) struct City {
    pub(super) units: Vec<Unit>,
    pub(super) groups: Vec<Group>,
    /// Officers of each supervision office, by its place in [`OFFICES`].
    pub(super) offices: Vec<Vec<String>>,
    /// Officers of case management, who register clues.
    pub(super) registrars: Vec<String>,
    /// Officers of the inspection office.
    pub(super) inspectors: Vec<String>,
}

pub(super) struct Unit {
    pub(super) name: &'static str,
    /// Place of its group.
    pub(super) group: usize,
    pub(super) is_host: bool,
    pub(super) head: String,
    /// People covered.
    pub(super) covered: usize,
    pub(super) risk: &'static str,
    /// How often clues are about it.
    weight: usize,
}

pub(super) struct Group {
    pub(super) name: String,
    /// Place of its counterpart office.
    pub(super) office: usize,
    pub(super) officers: Vec<String>,
    pub(super) overloaded: bool,
    /// Whether its head outranks the head of the office.
    pub(super) outranks: bool,
}

impl City {
    pub(super) fn new(random: &mut Random) -> Self {
        let people = |count: usize, random: &mut Random| -> Vec<String> {
            (0..count).map(|_| person(random)).collect()
        };
        let groups = HOSTS.iter().enumerate().map(|(at, host)| Group {
            name: format!("驻{host}纪检监察组"),
            office: at % OFFICES.len(),
            officers: people(4, random),
            overloaded: BUSY.contains(&at),
            outranks: random.per_mille(150),
        });
        let groups: Vec<Group> = groups.collect();
        let hosts = HOSTS.iter().enumerate().map(|(at, name)| (*name, at, true));
        let covered = COVERED.iter().map(|(name, group)| (*name, *group, false));
        let units = hosts.chain(covered).map(|(name, group, is_host)| {
            let busy = if BUSY.contains(&group) { 3 } else { 1 };
            Unit {
                name,
                group,
                is_host,
                head: person(random),
                covered: random.between(12, 60) * if is_host { 4 } else { 2 },
                risk: random.weighted(&[("low", 60), ("medium", 30), ("high", 10)]),
                weight: random.between(2, 9) * busy,
            }
        });
        let units = units.collect();
        City {
            units,
            groups,
            offices: OFFICES.iter().map(|_| people(5, random)).collect(),
            registrars: people(3, random),
            inspectors: people(6, random),
        }
    }

    /// Place of a unit that a clue is about.
    pub(super) fn draw(&self, random: &mut Random) -> usize {
        let whole: usize = self.units.iter().map(|unit| unit.weight).sum();
        let mut at = random.below(whole);
        for (place, unit) in self.units.iter().enumerate() {
            if at < unit.weight {
                return place;
            }
            at -= unit.weight;
        }
        0
    }
}
