//! The figures of one row, by what it wants.

use super::count::Count;
use super::outcome::{Figures, Outcome};
use super::percent::{Percent, apportion};
use super::printed::{Implied, befores_that_give, change as change_of, parts_that_give};
use super::problem::Reason;
use super::reading::Reading;
use super::row::Column;

pub(super) fn forms(reading: &mut Reading<'_>, outcome: &mut Outcome, decimals: u32) {
    let parts = Column::FORMS.map(|form| reading.count(form));
    let total = reading.optional(Column::Total);
    let [Some(one), Some(two), Some(three), Some(four)] = parts else {
        return;
    };
    if !reading.is_bare() {
        reading.only_whole();
    } else if reading
        .written
        .iter()
        .any(|(_, written)| !written.count.is_whole())
    {
        outcome.note(Reason::UnitAssumed, &[]);
    }
    let parts = vec![one, two, three, four];
    let (raw, sum) = (raw(&parts), sum(&parts));
    let slack = reading.half_step() * reading.written.len() as u128;
    reading.check_total(total, sum, slack, outcome);
    let Some(shares) = apportion(&raw, decimals) else {
        reading.fail(Reason::ZeroDenominator, None, &[]);
        return;
    };
    let plain = plainly(&raw, sum, decimals);
    let plain_sum = Percent::sum(&plain);
    if !plain_sum.is_full() {
        outcome.note(Reason::Remainder, &[&plain_sum]);
    }
    compare_forms(reading, outcome, &raw, sum);
    outcome.figures = Some(Figures::Shares {
        parts,
        sum,
        shares,
        plain,
        plain_sum,
    });
}

/// Whether the printed shares follow from the counts, and by which rounding. Printed tables drop the decimals of `70.0`: the finest of them counts.
fn compare_forms(reading: &mut Reading<'_>, outcome: &mut Outcome, raw: &[u128], sum: Count) {
    let columns = Column::PRINTED_FORMS;
    if columns
        .iter()
        .all(|column| reading.row.text(*column).is_none())
    {
        return;
    }
    let read = columns.map(|column| reading.percentage(column));
    for column in columns {
        if reading.row.text(column).is_none() {
            reading.fail(Reason::Empty, Some(column), &[]);
        }
    }
    let printed: Vec<Percent> = read.into_iter().flatten().collect();
    if printed.len() < columns.len() {
        return;
    }
    let finest = printed
        .iter()
        .map(|one| one.decimals)
        .max()
        .unwrap_or_default();
    let printed: Vec<Percent> = printed
        .iter()
        .map(|one| one.with_decimals(finest))
        .collect();
    let by_counts = apportion(raw, finest).unwrap_or_default();
    let agrees = by_counts == printed;
    let reason = match agrees {
        true => Reason::Agrees,
        false if plainly(raw, sum, finest) == printed => Reason::AgreesPlain,
        false => Reason::Differs,
    };
    outcome.note(reason, &[&listed(&printed), &listed(&by_counts)]);
    outcome.agrees = Some(agrees);
}

pub(super) fn rate(reading: &mut Reading<'_>, outcome: &mut Outcome, decimals: u32) {
    let whole = reading.count(Column::Whole);
    let printed = reading.percentage(Column::Printed);
    let part = match (reading.row.text(Column::Part), printed) {
        (None, Some(printed)) if whole != Some(Count::default()) => {
            reading.only_whole();
            if let Some(whole) = whole {
                implied(reading, outcome, printed, parts_that_give(printed, whole));
            }
            return;
        }
        // Of nothing there is no part to infer.
        (None, Some(_)) => {
            reading.fail(Reason::ZeroDenominator, Some(Column::Whole), &[]);
            return;
        }
        _ => reading.count(Column::Part),
    };
    reading.only_whole();
    let (Some(part), Some(whole)) = (part, whole) else {
        return;
    };
    let Some(rate) = part.share_of(whole, decimals) else {
        reading.fail(Reason::ZeroDenominator, Some(Column::Whole), &[]);
        return;
    };
    if part > whole {
        reading.fail(
            Reason::PartExceedsWhole,
            Some(Column::Part),
            &[&part, &whole],
        );
        return;
    }
    if let Some(printed) = printed {
        outcome.compare(printed, part.share_of(whole, printed.decimals));
    }
    outcome.figures = Some(Figures::Rate { part, whole, rate });
}

pub(super) fn change(reading: &mut Reading<'_>, outcome: &mut Outcome, decimals: u32) {
    let now = reading.count(Column::Now);
    let printed = reading.percentage(Column::Printed);
    let before = match (reading.row.text(Column::Before), printed) {
        // From nothing now, any number before fell by a hundred percent.
        (None, Some(printed)) if now != Some(Count::default()) => {
            reading.only_whole();
            if let Some(now) = now {
                implied(reading, outcome, printed, befores_that_give(printed, now));
            }
            return;
        }
        _ => reading.count(Column::Before),
    };
    reading.only_whole();
    let (Some(now), Some(before)) = (now, before) else {
        return;
    };
    let Some(figure) = change_of(now, before, decimals) else {
        reading.fail(Reason::ZeroDenominator, Some(Column::Before), &[]);
        return;
    };
    if let Some(printed) = printed {
        outcome.compare(printed, change_of(now, before, printed.decimals));
    }
    outcome.figures = Some(Figures::Change {
        now,
        before,
        change: figure,
    });
}

pub(super) fn sanctions(reading: &mut Reading<'_>, outcome: &mut Outcome, decimals: u32) {
    let persons = reading.count(Column::Persons);
    let kinds = [Column::Party, Column::Administrative];
    let counts = kinds.map(|column| reading.optional(column));
    reading.only_whole();
    let Some(persons) = persons else { return };
    if persons == Count::default() {
        reading.fail(Reason::ZeroDenominator, Some(Column::Persons), &[]);
    }
    for (column, count) in kinds.into_iter().zip(counts) {
        if let Some(count) = count.filter(|count| *count > persons) {
            reading.fail(Reason::PartExceedsWhole, Some(column), &[&count, &persons]);
        }
    }
    let share = |count: Option<Count>| count?.share_of(persons, decimals);
    outcome.note(Reason::MayOverlap, &[]);
    outcome.figures = Some(Figures::Sanctions {
        persons,
        party: share(counts[0]),
        administrative: share(counts[1]),
    });
}

/// Notes between which counts the missing one lies, if the printed figure is possible at all.
fn implied(
    reading: &mut Reading<'_>,
    outcome: &mut Outcome,
    printed: Percent,
    range: Option<Implied>,
) {
    let Some((from, to)) = range else {
        reading.fail(Reason::Impossible, Some(Column::Printed), &[&printed]);
        return;
    };
    match &to {
        Some(to) => outcome.note(Reason::Implied, &[&from, to]),
        None => outcome.note(Reason::Implied, &[&from]),
    }
    outcome.figures = Some(Figures::Implied { from, to });
}

pub(super) fn raw(parts: &[Count]) -> Vec<u128> {
    parts.iter().map(|part| part.0).collect()
}

pub(super) fn sum(parts: &[Count]) -> Count {
    Count(parts.iter().map(|part| part.0).sum())
}

/// Each share rounded by itself.
pub(super) fn plainly(raw: &[u128], sum: Count, decimals: u32) -> Vec<Percent> {
    let share = |part: &u128| Count(*part).share_of(sum, decimals);
    raw.iter().filter_map(share).collect()
}

fn listed(percents: &[Percent]) -> String {
    let texts: Vec<String> = percents.iter().map(ToString::to_string).collect();
    texts.join(" / ")
}
