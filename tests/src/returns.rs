//! The example returns: invented groups and units over three years, among them one for every trigger of zero-report monitoring.

use std::collections::BTreeMap;

use shizu_rules::monitor::Period;
use shizu_rules::vocabulary::{Frequency, ReturnField, Term};

/// The day as of which the example is made to be looked at.
pub const RETURNS_AS_OF: &str = "2026-01-20";

/// First year of the example, and how many years it has.
const FIRST_YEAR: i32 = 2023;
const YEARS: i32 = 3;

/// What the invented city has units for. The first 36 have a resident group.
#[rustfmt::skip]
const TRADES: [&str; 40] = [
    "林业局",
    "交通运输局",
    "住房保障中心",
    "水务集团",
    "教育局",
    "疾控中心",
    "粮食储备库",
    "文化馆",
    "统计局",
    "公积金中心",
    "农业农村局",
    "水利局",
    "商务局",
    "民政局",
    "司法局",
    "审计局",
    "气象服务中心",
    "市场监管局",
    "体育中心",
    "园林所",
    "城投集团",
    "公交集团",
    "自然资源局",
    "应急管理局",
    "卫生健康局",
    "人社局",
    "医保局",
    "税务服务中心",
    "退役军人局",
    "广电中心",
    "供销社",
    "档案馆",
    "港务集团",
    "科技局",
    "信访接待中心",
    "城管局",
    "残疾人服务中心",
    "图书馆",
    "殡葬管理所",
    "农机推广站",
];

/// Columns of the example, in their order.
#[rustfmt::skip]
const COLUMNS: [ReturnField; 25] = [
    ReturnField::Body,
    ReturnField::Kind,
    ReturnField::Period,
    ReturnField::Clues,
    ReturnField::Cases,
    ReturnField::State,
    ReturnField::Covered,
    ReturnField::Letters,
    ReturnField::Office,
    ReturnField::Received,
    ReturnField::From,
    ReturnField::Until,
    ReturnField::SelfFound,
    ReturnField::OwnCases,
    ReturnField::ImportantByOthers,
    ReturnField::OwnFaults,
    ReturnField::CadresHandled,
    ReturnField::Problems,
    ReturnField::Ecology,
    ReturnField::Risk,
    ReturnField::GraveCorruption,
    ReturnField::TransferredClosed,
    ReturnField::TransferredFiled,
    ReturnField::Borrowed,
    ReturnField::TeamSize,
];

type Row = BTreeMap<ReturnField, String>;

/// The example as a table of texts: the header, then one row for each return.
pub fn returns() -> Vec<Vec<String>> {
    let mut header: Vec<String> = COLUMNS.iter().map(|it| it.code().to_owned()).collect();
    header.push("remark".to_owned());
    let groups = (0..36).flat_map(|at| body(at, true));
    let units = (0..40).flat_map(|at| body(at, false));
    let rows = groups.chain(units).map(|row| {
        let cell = |field: &ReturnField| row.get(field).cloned().unwrap_or_default();
        let mut cells: Vec<String> = COLUMNS.iter().map(cell).collect();
        cells.push("虚构".to_owned());
        cells
    });
    std::iter::once(header).chain(rows).collect()
}

/// How often a body returns: mostly by quarter.
fn frequency(at: usize, group: bool) -> Frequency {
    match (group, at) {
        (true, 30..=35) => Frequency::Month,
        (false, 36 | 37) => Frequency::HalfYear,
        (false, 38) => Frequency::Year,
        _ => Frequency::Quarter,
    }
}

/// All returns of a body.
fn body(at: usize, group: bool) -> Vec<Row> {
    let name = if group {
        format!("驻{}纪检监察组", TRADES[at])
    } else {
        format!("云岭市{}", TRADES[at])
    };
    let mut random = Numbers(at as u64 * 2 + u64::from(group) + 7);
    let drawn = 30 + random.below(18) * 25;
    let covered = match (group, at) {
        // A zero is no surprise in a house of eighteen, and one in a house of six hundred.
        (true, 0) => 18,
        (true, 1) => 600,
        _ => drawn,
    };
    let frequency = frequency(at, group);
    let count = frequency.per_year() * YEARS;
    let first = Period::new(frequency, FIRST_YEAR, 1).expect("a period");
    let periods = (0..count).map(|later| first.plus(later));
    let mut rows = Vec::new();
    for (period, back) in periods.zip((0..count).rev()) {
        let months = u64::from(frequency.months().unsigned_abs());
        let mut row = ordinary(&mut random, covered, months, group);
        row.insert(ReturnField::Body, name.clone());
        row.insert(
            ReturnField::Kind,
            if group { "group" } else { "unit" }.to_owned(),
        );
        row.insert(ReturnField::Period, period.to_string());
        let office = ["第一", "第二", "第三", "第四", "第五", "第六"][at % 6];
        row.insert(ReturnField::Office, format!("{office}监督检查室"));
        let kept = if group {
            special_group(at, back, &mut row)
        } else {
            special_unit(at, back, &mut row)
        };
        if kept {
            rows.push(row);
        }
    }
    rows
}

/// A return in which nothing strikes.
fn ordinary(random: &mut Numbers, covered: u64, months: u64, group: bool) -> Row {
    // About one clue for three hundred people in a month, at least one in a period of an ordinary body.
    let clues = 1 + random.below(covered * months / 300 + 2);
    let cases = u64::from(random.below(3) > 0) + random.below(clues / 3 + 1);
    let cases = cases.min(clues).min(if group { 3 } else { 1 });
    let mut row = Row::new();
    let mut tell = |field, count: u64| {
        row.insert(field, count.to_string());
    };
    tell(ReturnField::Clues, clues);
    tell(ReturnField::Cases, cases);
    tell(ReturnField::Covered, covered);
    tell(ReturnField::Letters, clues + random.below(4));
    if group {
        tell(
            ReturnField::SelfFound,
            random.below(clues) + u64::from(clues == 1),
        );
        tell(ReturnField::OwnCases, cases);
        tell(ReturnField::CadresHandled, random.below(2));
    } else {
        tell(ReturnField::Problems, random.below(months / 2 + 2));
    }
    row
}

/// Makes a group's return that of its story; `false` where it makes none. `back` counts from the latest period.
fn special_group(at: usize, back: i32, row: &mut Row) -> bool {
    let mut set = |field: ReturnField, text: &str| {
        row.insert(field, text.to_owned());
    };
    let mut nothing = |clues: bool, cases: bool| {
        if clues {
            set(ReturnField::Clues, "0");
            set(ReturnField::SelfFound, "0");
        }
        if cases {
            set(ReturnField::Cases, "0");
            set(ReturnField::OwnCases, "0");
        }
    };
    match (at, back) {
        // Z2: nothing for five quarters, in a small house, and with a missing return in between. On its way: three quarters. Cleared: nothing for a
        // year until the last quarter. Then Z2 with no case only, in a large house.
        (0, 0..=4) | (4, 0 | 2..=4) | (30, 0..=11) | (5, 0..=2) | (6, 1..=4) => nothing(true, true),
        (1, 0..=3) => nothing(false, true),
        (4, 1) => {
            for field in COLUMNS
                .iter()
                .skip(3)
                .filter(|it| it.index() <= ReturnField::TeamSize.index())
            {
                set(*field, "");
            }
        }
        (6, 0) => {
            set(ReturnField::Cases, "1");
            set(ReturnField::OwnCases, "1");
        }
        // Z3, Z6, Z8.
        (2, 0) => set(ReturnField::ImportantByOthers, "1"),
        (3, 0) => set(ReturnField::OwnFaults, "2"),
        (7, 0) => set(ReturnField::Letters, "41"),
        (31, 0..=2) => set(ReturnField::Letters, "12"),
        // Z9: others' clues only, for three years.
        (8, _) => {
            set(ReturnField::SelfFound, "0");
            set(ReturnField::OwnCases, "0");
        }
        // Z10: two returns missing, one late.
        (9, 0 | 2) => {
            set(ReturnField::Clues, "");
            set(ReturnField::Cases, "");
            set(ReturnField::SelfFound, "");
            set(ReturnField::OwnCases, "");
        }
        (10, 0) => set(ReturnField::Received, "2026-01-16"),
        // Z12 and Z13.
        (11, 0..=3) => {
            set(ReturnField::TransferredClosed, "8");
            set(ReturnField::TransferredFiled, "1");
        }
        (12, 0) => {
            set(ReturnField::Borrowed, "8");
            set(ReturnField::TeamSize, "13");
        }
        // One that appears and one that ends during a year, and one that falls silent.
        (13, 6..) | (14, ..=1) | (15, 0) => return false,
        (13, 5) => set(ReturnField::From, "2024-08-20"),
        (14, 2) => set(ReturnField::Until, "2025-06-30"),
        _ => {}
    }
    true
}

/// The same for a unit.
fn special_unit(at: usize, back: i32, row: &mut Row) -> bool {
    let mut set = |field: ReturnField, text: &str| {
        row.insert(field, text.to_owned());
    };
    match (at, back) {
        // Z1: for six quarters; new this quarter; over half-years; with a quarter that does not apply; on its way.
        (0, 0..=5) | (1, 0..=3) | (3 | 36, 0..=1) | (2, 0 | 1 | 3 | 4) => {
            set(ReturnField::Clues, "0");
            set(ReturnField::Cases, "0");
        }
        (2, 2) => {
            set(ReturnField::State, "not_applicable");
            for field in [
                ReturnField::Clues,
                ReturnField::Cases,
                ReturnField::Letters,
                ReturnField::Problems,
            ] {
                set(field, "");
            }
        }
        // Z4 by problems and by ecology; Z5 by grave corruption and by cases; Z7.
        (4, 0..=3) => set(ReturnField::Problems, "6"),
        (5, 0) => set(ReturnField::Ecology, "poor"),
        (6, 0) => set(ReturnField::GraveCorruption, "yes"),
        (7, 0..=3) => {
            set(ReturnField::Clues, "5");
            set(ReturnField::Cases, "2");
        }
        (8, 0) => set(ReturnField::Risk, "high"),
        (9..=14, 0) => set(ReturnField::Risk, ["low", "medium"][at % 2]),
        (9..=14, 1) => set(
            ReturnField::Ecology,
            ["good", "fairly_good", "fair"][at % 3],
        ),
        // Z8 by clues and by cadres handled.
        (15, 0) => set(ReturnField::Clues, "14"),
        (16, 0) => set(ReturnField::CadresHandled, "6"),
        // A team of whose members fewer than half are borrowed.
        (17, 0) => {
            set(ReturnField::Borrowed, "5");
            set(ReturnField::TeamSize, "12");
        }
        _ => {}
    }
    true
}

/// Numbers that look random and are the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}
