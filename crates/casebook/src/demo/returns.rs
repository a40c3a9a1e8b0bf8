//! Three years of quarterly returns: the counts are those of the matters, except where a story says otherwise.

use chrono::{Days, Months, NaiveDate};

use super::city::{City, LATE, MISSING, SILENT};
use super::diary::Diary;
use super::matters::Known;
use super::random::Random;
use super::{later, period};
use crate::kind::Kind;

/// The quarter, counted from the oldest, whose return of one group never came: nobody may read it as a zero.
const MISSING_QUARTER: usize = 8;

const COLUMNS: &[&str] = &[
    "id",
    "body",
    "kind",
    "period",
    "state",
    "clues",
    "cases",
    "covered",
    "letters",
    "office",
    "received",
    "self_found",
    "own_cases",
    "important_by_others",
    "remark",
];

/// What a body has to tell of a quarter.
#[derive(Clone, Copy, Default)]
struct Counts {
    clues: usize,
    cases: usize,
    self_found: usize,
    own_cases: usize,
    important_by_others: usize,
}

pub(super) fn write(
    city: &City,
    quarters: &[NaiveDate],
    matters: &[Known],
    random: &mut Random,
    diary: &mut Diary,
) {
    let by = super::bodies::registrar(city);
    for (number, quarter) in quarters.iter().enumerate() {
        let next = quarter
            .checked_add_months(Months::new(3))
            .unwrap_or(*quarter);
        let due = next.checked_add_days(Days::new(5)).unwrap_or(next);
        let within: Vec<&Known> = matters
            .iter()
            .filter(|matter| (*quarter..next).contains(&matter.received))
            .collect();
        let mut rows = Vec::new();
        let mut late = Vec::new();
        for (at, group) in city.groups.iter().enumerate() {
            let counts = group_counts(city, at, &within);
            let office = super::names::OFFICES[group.office];
            let covered: usize = city
                .units
                .iter()
                .filter(|unit| unit.group == at)
                .map(|unit| unit.covered)
                .sum();
            let letters = random.between(1, 4) + counts.clues;
            let is_missing = at == MISSING && number == MISSING_QUARTER;
            let comes_late = at == LATE || random.per_mille(20);
            let letters = if at == SILENT && counts.clues == 0 {
                random.below(3)
            } else {
                letters
            };
            let received = if comes_late {
                later(due, random.between(12, 25))
            } else {
                later(next, random.below(4))
            };
            let row = Row {
                body: &group.name,
                kind: "group",
                office,
                covered,
                letters,
            };
            let cells = cells(&row, *quarter, is_missing, received, comes_late, counts);
            if comes_late && !is_missing {
                late.push((received, cells));
            } else {
                rows.push(cells);
            }
        }
        for (at, unit) in city.units.iter().enumerate() {
            let counts = unit_counts(at, &within);
            let group = &city.groups[unit.group];
            let office = super::names::OFFICES[group.office];
            let letters = random.below(3) + counts.clues;
            let is_missing = random.per_mille(12);
            let received = later(next, random.below(5));
            let row = Row {
                body: unit.name,
                kind: "unit",
                office,
                covered: unit.covered,
                letters,
            };
            rows.push(cells(&row, *quarter, is_missing, received, false, counts));
        }
        diary.import(due, &by, Kind::Return, COLUMNS, rows);
        for (day, cells) in late {
            diary.import(day, &by, Kind::Return, COLUMNS, vec![cells]);
        }
    }
}

fn group_counts(city: &City, group: usize, within: &[&Known]) -> Counts {
    let of_units = within.iter().filter(|matter| {
        city.units
            .get(matter.unit)
            .is_some_and(|unit| unit.group == group)
    });
    let mut counts = Counts::default();
    for matter in of_units {
        counts.important_by_others +=
            usize::from(matter.important && !matter.led_by_group && matter.self_found);
        if !matter.led_by_group {
            continue;
        }
        count(&mut counts, matter);
    }
    counts
}

fn unit_counts(unit: usize, within: &[&Known]) -> Counts {
    let mut counts = Counts::default();
    for matter in within.iter().filter(|matter| matter.unit == unit) {
        count(&mut counts, matter);
    }
    counts
}

fn count(counts: &mut Counts, matter: &Known) {
    counts.clues += 1;
    counts.self_found += usize::from(matter.self_found);
    counts.cases += usize::from(matter.filed);
    counts.own_cases += usize::from(matter.filed && matter.led_by_group);
}

struct Row<'a> {
    body: &'a str,
    kind: &'static str,
    office: &'static str,
    covered: usize,
    letters: usize,
}

fn cells(
    row: &Row<'_>,
    quarter: NaiveDate,
    is_missing: bool,
    received: NaiveDate,
    is_late: bool,
    counts: Counts,
) -> Vec<String> {
    let period = period(quarter);
    let number = |count: usize| {
        if is_missing {
            String::new()
        } else {
            count.to_string()
        }
    };
    let state = match (is_missing, is_late, counts.clues + counts.cases) {
        (true, _, _) => "missing",
        (_, true, _) => "late",
        (_, _, 0) => "zero",
        _ => "has_matters",
    };
    let of_groups = |count: usize| {
        if row.kind == "group" {
            number(count)
        } else {
            String::new()
        }
    };
    vec![
        format!("{period}-{}", row.body),
        row.body.to_owned(),
        row.kind.to_owned(),
        period,
        state.to_owned(),
        number(counts.clues),
        number(counts.cases),
        row.covered.to_string(),
        number(row.letters),
        row.office.to_owned(),
        if is_missing {
            String::new()
        } else {
            received.to_string()
        },
        of_groups(counts.self_found),
        of_groups(counts.own_cases),
        of_groups(counts.important_by_others),
        if is_missing {
            "未报送，不是零报告（虚构）"
        } else {
            "虚构"
        }
        .to_owned(),
    ]
}
