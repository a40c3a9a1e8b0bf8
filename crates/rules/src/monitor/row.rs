//! One return as its row tells it.

use chrono::NaiveDate;

use super::period::Period;
use crate::vocabulary::{BodyKind, EcologyGrade, ReturnField, ReturnState, Term, UnitRisk};

/// How many of the fields are counts; they come first in [`ReturnField`].
pub(super) const COUNTS: usize = ReturnField::TeamSize as usize + 1;

/// What a return tells. Everything may be unknown, and unknown is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    counts: [Option<u32>; COUNTS],
    /// Grade of the unit's political ecology.
    pub ecology: Option<EcologyGrade>,
    /// Risk level of the unit.
    pub risk: Option<UnitRisk>,
    /// Whether corruption is grave.
    pub grave_corruption: Option<bool>,
}

impl Figures {
    /// A count; `None` when it is unknown, or the field is no count.
    #[inline]
    pub fn count(&self, field: ReturnField) -> Option<u32> {
        self.counts.get(field.index()).copied().flatten()
    }

    /// Sets a count; other fields are ignored.
    pub fn set(&mut self, field: ReturnField, count: Option<u32>) {
        if let Some(slot) = self.counts.get_mut(field.index()) {
            *slot = count;
        }
    }

    /// The same with a count known.
    #[must_use]
    pub fn with(mut self, field: ReturnField, count: u32) -> Self {
        self.set(field, Some(count));
        self
    }

    /// Clues that the body found itself: as told; none where there was no clue at all.
    pub fn self_found(&self) -> Option<u32> {
        self.bounded(ReturnField::SelfFound, ReturnField::Clues)
    }

    /// Cases that the body handled itself: as told; none where there was no case at all.
    pub fn own_cases(&self) -> Option<u32> {
        self.bounded(ReturnField::OwnCases, ReturnField::Cases)
    }

    fn bounded(&self, part: ReturnField, whole: ReturnField) -> Option<u32> {
        let none = || self.count(whole).filter(|whole| *whole == 0);
        self.count(part).or_else(none)
    }

    /// Whether it tells anything of which clues and cases are not part.
    pub(super) fn is_plain(&self) -> bool {
        let plain = ReturnField::Letters.index() + 1;
        self.counts[plain..].iter().all(Option::is_none)
            && (self.ecology, self.risk, self.grave_corruption) == (None, None, None)
    }
}

/// A row of returns. The texts are borrowed from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnRow<'a> {
    /// Whose return it is.
    pub body: &'a str,
    /// What kind of body that is.
    pub kind: BodyKind,
    /// The period it is for.
    pub period: Period,
    /// Its state, if the row says it.
    pub state: Option<ReturnState>,
    /// What it tells.
    pub figures: Figures,
    /// The day it was handed in.
    pub received: Option<NaiveDate>,
    /// The counterpart office; empty when not told.
    pub office: &'a str,
    /// A day in the first period in which the body makes returns.
    pub from: Option<NaiveDate>,
    /// A day in the last period in which the body makes returns.
    pub until: Option<NaiveDate>,
}

impl<'a> ReturnRow<'a> {
    /// A return of which nothing is known yet.
    pub fn new(body: &'a str, kind: BodyKind, period: Period) -> Self {
        ReturnRow {
            body,
            kind,
            period,
            state: None,
            figures: Figures::default(),
            received: None,
            office: "",
            from: None,
            until: None,
        }
    }
}
