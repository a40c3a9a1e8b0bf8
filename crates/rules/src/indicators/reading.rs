//! The numbers of one row, read with everything that is wrong with them.

use super::count::{Count, CountFault, Written, scale_named};
use super::outcome::Outcome;
use super::percent::Percent;
use super::problem::{Problem, Reason};
use super::row::{Column, InputRow};

/// A row whose numbers are being read.
pub(super) struct Reading<'r> {
    pub row: &'r InputRow,
    /// What a bare number stands for, where the row names a unit.
    pub scale: Option<u128>,
    pub errors: Vec<Problem>,
    pub written: Vec<(Column, Written)>,
}

impl<'r> Reading<'r> {
    pub fn new(row: &'r InputRow) -> Self {
        let mut reading = Reading {
            row,
            scale: None,
            errors: Vec::new(),
            written: Vec::new(),
        };
        if let Some(unit) = row.text(Column::Unit) {
            reading.scale = scale_named(unit);
            if reading.scale.is_none() {
                reading.fail(Reason::NoUnit, Some(Column::Unit), &[&unit]);
            }
        }
        reading
    }

    pub fn fail(&mut self, reason: Reason, column: Option<Column>, values: &[&dyn ToString]) {
        self.errors.push(Problem::new(reason, column, values));
    }

    /// The count in a column that must be filled.
    pub fn count(&mut self, column: Column) -> Option<Count> {
        let count = self.optional(column);
        if self.row.text(column).is_none() {
            self.fail(Reason::Empty, Some(column), &[]);
        }
        count
    }

    /// The count in a column that may be empty.
    pub fn optional(&mut self, column: Column) -> Option<Count> {
        let text = self.row.text(column)?;
        match Count::read(text, self.scale) {
            Ok(written) => {
                self.written.push((column, written));
                Some(written.count)
            }
            Err(fault) => {
                let reason = match fault {
                    CountFault::NotANumber => Reason::NotANumber,
                    CountFault::Negative => Reason::Negative,
                    CountFault::Fraction => Reason::Fraction,
                    CountFault::TooLarge => Reason::TooLarge,
                };
                self.fail(reason, Some(column), &[&text]);
                None
            }
        }
    }

    /// The printed percentage in a column that may be empty.
    pub fn percentage(&mut self, column: Column) -> Option<Percent> {
        let text = self.row.text(column)?;
        let percent = Percent::read(text);
        if percent.is_none() {
            self.fail(Reason::NoPercentage, Some(column), &[&text]);
        }
        percent
    }

    /// Refuses fractions of a person or matter in everything read so far.
    pub fn only_whole(&mut self) {
        let broken = self
            .written
            .iter()
            .filter(|(_, written)| !written.count.is_whole());
        let problems = broken.map(|(column, written)| {
            Problem::new(Reason::Fraction, Some(*column), &[&written.count])
        });
        self.errors.extend(problems.collect::<Vec<_>>());
    }

    /// Whether the decimals are ten-thousands that nobody named: no unit stands anywhere.
    pub fn is_bare(&self) -> bool {
        self.scale.is_none() && self.written.iter().all(|(_, written)| !written.scaled)
    }

    /// Half of what the last digit stands for in the coarsest rounded number read so far.
    pub fn half_step(&self) -> u128 {
        let steps = self.written.iter().map(|(_, written)| written.half_step);
        steps.max().unwrap_or_default()
    }

    /// Compares the total with the sum of the parts. Rounded numbers may miss it by `slack`: half of their last digit each.
    pub fn check_total(
        &mut self,
        total: Option<Count>,
        sum: Count,
        slack: u128,
        outcome: &mut Outcome,
    ) {
        let Some(total) = total.filter(|total| *total != sum) else {
            return;
        };
        if total.0.abs_diff(sum.0) <= slack {
            outcome.note(Reason::WithinRounding, &[&sum, &total]);
        } else if total < sum {
            self.fail(Reason::TotalBelowSum, Some(Column::Total), &[&total, &sum]);
        } else {
            outcome.note(Reason::TotalAboveSum, &[&sum, &total]);
        }
    }
}
