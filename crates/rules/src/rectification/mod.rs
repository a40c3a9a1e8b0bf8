//! Scoring of rectification after an inspection (后评估), LS64: five indices, vetoes and caps, bands, what lifts a score and what follows from it.
//!
//! What was typed is a [`Draft`]: texts by path, unchecked. [`Scoring::read`] turns it into an [`Entry`] and says what is wrong with it; whatever
//! is wrong is left out, nothing else. [`Scoring::assess`] scores the entry under a scheme.
//!
//! **Rounding.** Every index is rounded half up to 0.01; from there on all is exact: the score is the sum of weight times index and keeps
//! every digit, bands compare it unrounded. A missing index is not zero: the score is then an interval.

mod assess;
mod check;
mod draft;
mod entry;
mod lift;
mod numbers;
mod reading;
mod remark;
mod scheme;
mod shift;

pub use assess::{Answered, Asked, Assessment, Contribution, Told};
pub(crate) use check::check;
pub use draft::{Draft, ITEM_FIELDS, ItemField, PLAIN_FIELDS, Path};
pub use entry::{Entry, Given, ITEM_INDICES, Tally};
pub use lift::{Change, Lift, LiftStep, Outlook};
pub use numbers::{BandLine, Numbers, in_hundredths};
pub use remark::{Remark, RemarkKind};
pub(crate) use scheme::schemes;
pub use scheme::{Scheme, SchemeBand};
pub use shift::Shift;

use chrono::NaiveDate;

use crate::error::LoadError;
use crate::facts::Subject;
use crate::inquiry::Inquiry;
use crate::rulebook::Rulebook;
use crate::vocabulary::{Organ, Role};

/// The scoring as it holds on a day: numbers, schemes, and the tables of what follows.
#[derive(Debug)]
pub struct Scoring {
    day: NaiveDate,
    own: Numbers,
    schemes: Vec<(Scheme, Numbers)>,
    inquiry: Inquiry,
}

impl Scoring {
    /// The scoring of `rulebook` as it holds on `day`.
    ///
    /// # Errors
    /// When a number is missing or has more than two decimals, or a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let own = Numbers::new(rulebook, day)?;
        let with_numbers = |scheme: &Scheme| (scheme.clone(), own.under(scheme));
        Ok(Scoring {
            day,
            schemes: rulebook.schemes.iter().map(with_numbers).collect(),
            inquiry: Inquiry::new(rulebook, Subject::Rectification, day)?,
            own,
        })
    }

    /// The public schemes that can be scored by.
    pub fn schemes(&self) -> impl Iterator<Item = &Scheme> {
        self.schemes.iter().map(|(scheme, _)| scheme)
    }

    /// The scheme with this name: the last part of its id, or its title in either language.
    pub fn scheme(&self, name: &str) -> Option<&Scheme> {
        let name = name.trim();
        self.schemes().find(|scheme| {
            let title = &scheme.grounds.title;
            scheme.name() == name || title.zh == name || title.en.eq_ignore_ascii_case(name)
        })
    }

    /// The numbers of a scheme, or our own for `None` and for a scheme that does not exist.
    pub fn numbers(&self, scheme: Option<&str>) -> &Numbers {
        let found = self
            .schemes
            .iter()
            .find(|(known, _)| Some(known.name()) == scheme);
        found.map_or(&self.own, |(_, numbers)| numbers)
    }

    /// Reads what was typed. What cannot be used is left out and said; all the rest is kept.
    pub fn read(&self, draft: &Draft) -> (Entry, Vec<Remark>) {
        reading::read(draft, &self.own, self.day)
    }

    /// Who follows up the rectification, and in which part, SF15.
    pub fn follow_up(&self, entry: &Entry) -> Answered<(Organ, Role)> {
        assess::follow_up(self, entry)
    }

    /// Scores an entry under a scheme, or by our own numbers for `None`.
    pub fn assess(&self, entry: &Entry, scheme: Option<&str>) -> Assessment {
        let known = self.schemes().find(|known| Some(known.name()) == scheme);
        assess::assess(self, entry, known)
    }
}
