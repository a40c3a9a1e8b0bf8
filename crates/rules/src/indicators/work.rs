//! Working a table out, row by row; only shares within a group look at several rows.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::count::Count;
use super::figures::{self, plainly, raw, sum};
use super::outcome::{Figures, Outcome};
use super::percent::{Percent, apportion};
use super::problem::{Problem, Reason};
use super::reading::Reading;
use super::row::{Column, InputRow, Kind};
use crate::error::{LoadError, Place, What};
use crate::rulebook::Rulebook;
use crate::vocabulary::Term;

/// The parameter that says how many decimals percentages have.
const DECIMALS: &str = "indicators.decimals";

/// Computes indicators with the rulebook's precision.
#[derive(Clone, Copy, Debug)]
pub struct Indicators {
    decimals: u32,
}

impl Indicators {
    /// With the numbers of `rulebook`.
    ///
    /// # Errors
    /// When it lacks the parameter `indicators.decimals`.
    pub fn new(rulebook: &Rulebook) -> Result<Self, LoadError> {
        let decimals = rulebook
            .parameter(DECIMALS)
            .and_then(|known| known.value.to_u32());
        decimals
            .map(|decimals| Indicators { decimals })
            .ok_or_else(|| LoadError {
                place: Place::file("indicators"),
                problem: crate::error::Problem::Unknown {
                    what: What::Parameter,
                    text: DECIMALS.to_owned(),
                    expected: Vec::new(),
                    nearest: None,
                },
            })
    }

    /// How many decimals percentages have.
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// What every row gives, in their order.
    pub fn work_out(self, rows: &[InputRow]) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = rows.iter().map(|row| self.row(row)).collect();
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            if outcomes[at].kind == Some(Kind::Share) {
                groups
                    .entry(row.text(Column::Group).unwrap_or_default())
                    .or_default()
                    .push(at);
            }
        }
        for members in groups.into_values() {
            self.group(rows, &members, &mut outcomes);
        }
        outcomes
    }

    fn row(self, row: &InputRow) -> Outcome {
        let kinds = row.kinds();
        let mut outcome = Outcome {
            row: row.row,
            label: row.label(),
            kind: kinds.first().copied(),
            figures: None,
            agrees: None,
            errors: Vec::new(),
            notes: Vec::new(),
        };
        let mut reading = Reading::new(row);
        match kinds[..] {
            [] => nothing(&mut reading),
            [kind] => match kind {
                Kind::Forms => figures::forms(&mut reading, &mut outcome, self.decimals),
                Kind::Rate => figures::rate(&mut reading, &mut outcome, self.decimals),
                Kind::Change => figures::change(&mut reading, &mut outcome, self.decimals),
                Kind::Share => part_of_group(&mut reading),
                Kind::Sanctions => figures::sanctions(&mut reading, &mut outcome, self.decimals),
            },
            [first, second, ..] => {
                outcome.kind = None;
                reading.fail(Reason::TwoKinds, None, &[&first.code(), &second.code()]);
            }
        }
        outcome.take_errors(reading);
        outcome
    }

    /// Shares within a group: all its rows together add up to a hundred. Nothing is given while one of them is bad.
    fn group(self, rows: &[InputRow], members: &[usize], outcomes: &mut [Outcome]) {
        let broken = members.iter().find(|at| !outcomes[**at].errors.is_empty());
        if let Some(broken) = broken.map(|at| outcomes[*at].row) {
            let sound = members.iter().filter(|at| outcomes[**at].errors.is_empty());
            for at in sound.copied().collect::<Vec<_>>() {
                let problem = Problem::new(Reason::GroupBroken, None, &[&broken]);
                outcomes[at].errors.push(problem);
            }
            return;
        }
        let mut readings: Vec<Reading<'_>> =
            members.iter().map(|at| Reading::new(&rows[*at])).collect();
        let parts = readings
            .iter_mut()
            .filter_map(|reading| reading.count(Column::Count));
        let parts: Vec<Count> = parts.collect();
        let slack = readings
            .iter()
            .map(Reading::half_step)
            .max()
            .unwrap_or_default()
            * (parts.len() as u128 + 1);
        let raw = raw(&parts);
        let sum = sum(&parts);
        let shares = apportion(&raw, self.decimals).unwrap_or_default();
        let plain = plainly(&raw, sum, self.decimals);
        let plain_sum = Percent::sum(&plain);
        // Printed figures may have other precisions than ours; rows of one group mostly share one.
        let mut by_decimals: BTreeMap<u32, Vec<Percent>> = BTreeMap::new();
        for (place, (at, mut reading)) in members.iter().zip(readings).enumerate() {
            let outcome = &mut outcomes[*at];
            let total = reading.optional(Column::Total);
            reading.check_total(total, sum, slack, outcome);
            let figures = (shares.get(place), plain.get(place), parts.get(place));
            if let (Some(share), Some(plain), Some(part)) = figures {
                if place == 0 && !plain_sum.is_full() {
                    outcome.note(Reason::Remainder, &[&plain_sum]);
                }
                if let Some(printed) = reading.percentage(Column::Printed) {
                    let decimals = printed.decimals;
                    let apportioned = || apportion(&raw, decimals).unwrap_or_default();
                    let all = by_decimals.entry(decimals).or_insert_with(apportioned);
                    outcome.compare(printed, all.get(place).copied());
                }
                outcome.figures = Some(Figures::Share {
                    part: *part,
                    sum,
                    share: *share,
                    plain: *plain,
                });
            } else {
                reading.fail(Reason::ZeroDenominator, Some(Column::Count), &[]);
            }
            outcome.take_errors(reading);
        }
    }
}

/// A row without counts: what is missing.
fn nothing(reading: &mut Reading<'_>) {
    match reading.percentage(Column::Printed) {
        Some(printed) => reading.fail(Reason::NoCounts, Some(Column::Printed), &[&printed]),
        None if reading.errors.is_empty() => reading.fail(Reason::NoKind, None, &[]),
        None => {}
    }
}

/// One part of a group: only read, for its share waits for the others.
fn part_of_group(reading: &mut Reading<'_>) {
    for column in [Column::Group, Column::Item] {
        if reading.row.text(column).is_none() {
            reading.fail(Reason::Empty, Some(column), &[]);
        }
    }
    reading.count(Column::Count);
    reading.optional(Column::Total);
    reading.percentage(Column::Printed);
    reading.only_whole();
}
