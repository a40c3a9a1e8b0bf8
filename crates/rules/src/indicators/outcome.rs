//! What was computed for a row.

use super::count::Count;
use super::percent::Percent;
use super::problem::{Problem, Reason};
use super::reading::Reading;
use super::row::{Column, InputRow, Kind};
use crate::lang::Lang;
use crate::vocabulary::Term;

/// The figures of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Shares that add up to a hundred.
    Shares {
        /// What the shares are of.
        parts: Vec<Count>,
        /// The sum of the parts.
        sum: Count,
        /// By largest remainder.
        shares: Vec<Percent>,
        /// Each rounded by itself, for comparison.
        plain: Vec<Percent>,
        /// What the plainly rounded ones add up to.
        plain_sum: Percent,
    },
    /// One part of a group, with the share that lets the group add up to a hundred.
    Share {
        /// How many.
        part: Count,
        /// The sum of the group.
        sum: Count,
        /// By largest remainder over the group.
        share: Percent,
        /// Rounded by itself.
        plain: Percent,
    },
    /// A part of a whole.
    Rate {
        /// The part.
        part: Count,
        /// The whole.
        whole: Count,
        /// The rate.
        rate: Percent,
    },
    /// From one period to the next.
    Change {
        /// Now.
        now: Count,
        /// Before.
        before: Count,
        /// The change.
        change: Percent,
    },
    /// Persons sanctioned; the two kinds of sanctions may fall on the same person.
    Sanctions {
        /// Persons with a sanction of either kind.
        persons: Count,
        /// Of them with a party sanction, where it is known.
        party: Option<Percent>,
        /// Of them with an administrative sanction, where it is known.
        administrative: Option<Percent>,
    },
    /// The counts that would give the printed figure: of the part, or of the period before.
    Implied {
        /// The least.
        from: Count,
        /// The most; `None` where any larger count gives it too.
        to: Option<Count>,
    },
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The row, as its reader counts.
    pub row: u64,
    /// What the row is called.
    pub label: String,
    /// What was wanted, if it could be seen.
    pub kind: Option<Kind>,
    /// The figures; `None` where they cannot be.
    pub figures: Option<Figures>,
    /// Whether the printed figures follow from the counts; `None` where none were given.
    pub agrees: Option<bool>,
    /// Why there are no figures.
    pub errors: Vec<Problem>,
    /// What one should know about them.
    pub notes: Vec<Problem>,
}

/// A figure under its name: one text, or several where a row has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// One.
    One(String),
    /// Several, in the order of their columns.
    Several(Vec<String>),
}

impl Figures {
    /// The names that [`Figures::told`] uses, in the order in which tables show them.
    pub const NAMES: &'static [&'static str] = &[
        "shares",
        "plain",
        "plain_sum",
        "sum",
        "share",
        "rate",
        "change",
        "from",
        "to",
        "party_rate",
        "administrative_rate",
    ];

    /// The figures as text by name, as data and tables give them.
    pub fn told(&self) -> Vec<(&'static str, Told)> {
        let one = |figure: &dyn ToString| Told::One(figure.to_string());
        let several = |percents: &[Percent]| {
            Told::Several(percents.iter().map(ToString::to_string).collect())
        };
        match self {
            Figures::Shares {
                sum,
                shares,
                plain,
                plain_sum,
                ..
            } => vec![
                ("shares", several(shares)),
                ("plain", several(plain)),
                ("plain_sum", one(plain_sum)),
                ("sum", one(sum)),
            ],
            Figures::Share {
                sum, share, plain, ..
            } => vec![
                ("plain", one(plain)),
                ("sum", one(sum)),
                ("share", one(share)),
            ],
            Figures::Rate { rate, .. } => vec![("rate", one(rate))],
            Figures::Change { change, .. } => vec![("change", one(change))],
            Figures::Implied { from, to } => {
                let to = to.as_ref().map(|to| ("to", one(to)));
                [("from", one(from))].into_iter().chain(to).collect()
            }
            Figures::Sanctions {
                party,
                administrative,
                ..
            } => {
                let shares = [
                    ("party_rate", party),
                    ("administrative_rate", administrative),
                ];
                let known = shares
                    .into_iter()
                    .filter_map(|(name, share)| Some((name, one(share.as_ref()?))));
                known.collect()
            }
        }
    }
}

/// What a row is called, as it was given.
const NAMES: [Column; 4] = [Column::Period, Column::Name, Column::Group, Column::Item];

impl Outcome {
    /// What tables of outcomes have as columns: the row and its names, the figures, what was noted and what is wrong.
    pub fn header() -> Vec<&'static str> {
        let mut header = vec!["row", "kind"];
        header.extend(NAMES.map(Column::code));
        header.extend(Figures::NAMES);
        header.extend(["agrees", "notes", "error"]);
        header
    }

    /// The cells under [`Outcome::header`]; `row` is the row it came of. Several texts of one cell are separated by semicolons.
    pub fn cells(&self, row: &InputRow, lang: Lang) -> Vec<String> {
        let told: Vec<(&str, Told)> = self.figures.iter().flat_map(Figures::told).collect();
        let figure = |name: &&str| {
            let found = told.iter().find(|(known, _)| known == name);
            match found {
                None => String::new(),
                Some((_, Told::One(text))) => text.clone(),
                Some((_, Told::Several(texts))) => texts.join("; "),
            }
        };
        let listed = |problems: &[Problem]| {
            let texts: Vec<String> = problems.iter().map(|problem| problem.told(lang)).collect();
            texts.join("; ")
        };
        let mut cells = vec![
            self.row.to_string(),
            self.kind.map_or("", Term::code).to_owned(),
        ];
        cells.extend(NAMES.map(|name| row.text(name).unwrap_or_default().to_owned()));
        cells.extend(Figures::NAMES.iter().map(figure));
        cells.push(
            self.agrees
                .map_or("", |agrees| if agrees { "true" } else { "false" })
                .to_owned(),
        );
        cells.extend([listed(&self.notes), listed(&self.errors)]);
        cells
    }

    /// The names that the row was given, by column.
    pub fn names(row: &InputRow) -> impl Iterator<Item = (Column, &str)> {
        NAMES
            .into_iter()
            .filter_map(|name| Some((name, row.text(name)?)))
    }

    pub(super) fn note(&mut self, reason: Reason, values: &[&dyn ToString]) {
        self.notes.push(Problem::new(reason, None, values));
    }

    /// Notes whether a printed figure is the one that follows from the counts, to its own precision.
    pub(super) fn compare(&mut self, printed: Percent, by_counts: Option<Percent>) {
        let Some(by_counts) = by_counts else { return };
        let agrees = printed == by_counts;
        let reason = if agrees {
            Reason::Agrees
        } else {
            Reason::Differs
        };
        self.note(reason, &[&printed, &by_counts]);
        self.agrees = Some(agrees);
    }

    /// Takes over what was wrong; where anything was, there are no figures.
    pub(super) fn take_errors(&mut self, reading: Reading<'_>) {
        self.errors.extend(reading.errors);
        if !self.errors.is_empty() {
            self.figures = None;
            self.agrees = None;
            self.notes.clear();
        }
    }
}
