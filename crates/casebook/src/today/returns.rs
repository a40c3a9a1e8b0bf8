//! The returns of a workbook under the monitor's rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_rules::Rulebook;
use shizu_rules::monitor::{Evaluator, Monitor, Period, ReturnBinding, Settings};
use shizu_rules::vocabulary::{Frequency, ReturnField, Term};

use super::bodies::{Bodies, Body};
use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::Workbook;

/// The returns of the workbook, ready to be evaluated as of `day`. A body of the register that has not ended owes every return that is due: the monitor
/// is told that it goes on until today. `None` when the rulebook lacks a number, which its own test rules out.
pub fn evaluator(
    book: &Workbook,
    bodies: &Bodies<'_>,
    rulebook: &Rulebook,
    day: NaiveDate,
) -> Option<Evaluator> {
    let settings = Settings::new(rulebook, day).ok()?;
    let mut monitor = Monitor::new(settings, day);
    let columns: Vec<usize> = ReturnField::ALL
        .iter()
        .filter_map(|field| Kind::Return.field(field.code()))
        .collect();
    let codes: Vec<&str> = ReturnField::ALL.iter().map(|field| field.code()).collect();
    let binding = ReturnBinding::of_table(&codes).ok()?;
    let kind = codes
        .iter()
        .position(|code| *code == ReturnField::Kind.code());
    let register = book.register(Kind::Return);
    let single = single_frequency(register.rows());
    let mut errors = Vec::new();
    for row in register.rows() {
        let body = bodies.find(row.get(ReturnField::Body.code()));
        let cell = |at: usize| {
            let text = columns.get(at).map_or("", |field| row.cell(*field));
            if text.is_empty() && Some(at) == kind {
                return body.and_then(|body| body.kind).map(Term::code);
            }
            Some(text).filter(|text| !text.is_empty())
        };
        let Some(mut told) = binding.row(cell, &mut errors) else {
            continue;
        };
        if let Some(body) = body {
            let goes_on = single.get(row.get(ReturnField::Body.code())) == Some(&true);
            told.body = body.name;
            told.office = bodies.office_of(body.name);
            told.from = told.from.or(body.from);
            told.until = told.until.or(body.until).or(goes_on.then_some(day));
        }
        // What the monitor does not take (a period that is not over, the same return twice) is shown where returns are kept.
        monitor.push(&told, row.position() as u64 + 1);
    }
    let (monitored, _) = monitor.finish();
    Some(Evaluator::new(monitored, rulebook))
}

/// Whether a body makes all its returns in one frequency, by body as written.
fn single_frequency<'w>(rows: impl Iterator<Item = Row<'w>>) -> BTreeMap<&'w str, bool> {
    let mut seen: BTreeMap<&str, (Frequency, bool)> = BTreeMap::new();
    for row in rows {
        if let Ok(period) = Period::parse(row.get(ReturnField::Period.code())) {
            let frequency = period.frequency();
            let first = seen
                .entry(row.get(ReturnField::Body.code()))
                .or_insert((frequency, true));
            first.1 &= first.0 == frequency;
        }
    }
    seen.into_iter()
        .map(|(body, (_, single))| (body, single))
        .collect()
}

/// The bodies of the register that owe returns and have never made one: those with a first day before `day`.
pub fn silent<'b, 'w>(
    bodies: &'b Bodies<'w>,
    evaluator: &'b Evaluator,
    day: NaiveDate,
) -> impl Iterator<Item = &'b Body<'w>> {
    let monitored = evaluator.monitored();
    let known: std::collections::BTreeSet<&str> = monitored
        .lines()
        .iter()
        .map(|line| monitored.name(line))
        .collect();
    bodies.all().iter().filter(move |body| {
        let owes =
            body.from.is_some_and(|from| from < day) && body.until.is_none_or(|until| until >= day);
        owes && !known.contains(body.name)
    })
}
