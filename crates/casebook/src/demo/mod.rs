//! The demo: three years in the ledger of an invented city with 36 resident groups and 61 units, the same in every run.
//!
//! Nobody and nothing in it exists: people's names end with 虚, 拟, 例, 设 or 样, the workbook says so in its name and belongs to training. How often
//! something occurs follows the published figures where there are some (a third of the clues verified lead to a case, LS08; four forms). A few stories
//! run through it: a group that falls silent for its last two quarters, a return that is missing and looks like a zero, one that comes late every time,
//! matters sent back, reopened, and left lying.

mod bodies;
mod city;
mod diary;
mod followed;
mod matters;
mod names;
mod random;
mod registers;
mod returns;

use chrono::{Datelike, Days, Months, NaiveDate};
use shizu_rules::Engine;

use crate::refusal::Refusal;
use crate::rules::Rules;
use crate::workbook::{Space, Workbook};
use city::City;
use diary::Diary;
use random::Random;

/// How many matters the demo has.
pub const MATTERS: usize = 2_500;

/// The demo as of `today`: three whole years of quarterly returns and 2,500 matters, led as `engine` says, in states that `rules` permit.
///
/// # Errors
/// [`Refusal`] when an overlay in force refuses a step that the shipped rulebook permits.
pub fn workbook(today: NaiveDate, engine: &Engine, rules: &Rules) -> Result<Workbook, Refusal> {
    sized(today, MATTERS, engine, rules)
}

/// The same with another number of matters, for measurements. Those beyond 2,500 come in one import, closed.
///
/// # Errors
/// As [`workbook`].
pub fn sized(
    today: NaiveDate,
    matters: usize,
    engine: &Engine,
    rules: &Rules,
) -> Result<Workbook, Refusal> {
    let mut random = Random::new(0x5348_495A_5520);
    let city = City::new(&mut random);
    let quarters = quarters(today);
    let start = quarters.first().copied().unwrap_or(today);
    let mut diary = Diary::new(start, today);
    bodies::write(&city, &mut diary);
    if matters > MATTERS {
        matters::import(&city, matters - MATTERS, engine, &mut random, &mut diary);
    }
    let known = matters::write(&city, matters.min(MATTERS), engine, &mut random, &mut diary);
    returns::write(&city, &quarters, &known, &mut random, &mut diary);
    followed::write(&city, &known, &mut random, &mut diary);
    registers::write(&city, &mut random, &mut diary);
    let created = format!("{start}T08:00:00+08:00");
    let name = "例江市室组联动台账（虚构数据，仅供实训）";
    let book = Workbook::new("shizu-demo", name, Space::Training, &created);
    diary.play(book, rules)
}

/// The first days of the twelve quarters before the one of `today`.
fn quarters(today: NaiveDate) -> Vec<NaiveDate> {
    let month = today.month0() / 3 * 3;
    let first = today.with_day(1).and_then(|day| day.with_month0(month));
    let this = first.unwrap_or(today);
    let quarters = (1..=12).rev();
    quarters
        .filter_map(|back| this.checked_sub_months(Months::new(back * 3)))
        .collect()
}

/// The period of a quarter, as returns write it.
fn period(quarter: NaiveDate) -> String {
    format!("{}-Q{}", quarter.year(), quarter.month0() / 3 + 1)
}

fn later(day: NaiveDate, days: usize) -> NaiveDate {
    let later = day.checked_add_days(Days::new(days as u64)).unwrap_or(day);
    // Offices do not work at weekends.
    let rest = match later.weekday() {
        chrono::Weekday::Sat => 2,
        chrono::Weekday::Sun => 1,
        _ => 0,
    };
    later.checked_add_days(Days::new(rest)).unwrap_or(later)
}
