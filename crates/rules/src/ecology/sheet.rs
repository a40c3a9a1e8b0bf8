//! Scoring sheets: what is scored, by which criteria, and which score is which level.

use crate::lang::Text;
use crate::rulebook::{Grounds, Item, ItemKind, Rulebook};
use crate::vocabulary::{AppraisalGrade, EcologyGrade, SheetKind, Term, Value, WarningLevel};

/// A scoring sheet. The first of a kind is the usual one, the others are public practices to choose from.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// What it scores.
    pub kind: SheetKind,
    /// Its own criteria; [`Rulebook::criteria`] follows [`Sheet::criteria_of`].
    pub criteria: Vec<Criterion>,
    /// Id of the sheet whose criteria it shares.
    pub criteria_of: Option<String>,
    /// Its levels, the best first.
    pub bands: Vec<Band>,
    /// Id of the parameter for the most bonus points, if there may be any.
    pub bonus: Option<String>,
    /// Id of the parameter for the most points taken away from the total, if there may be any.
    pub deduction: Option<String>,
    /// Id of the parameter for the office's share of the marks, where it has one (LS05).
    pub office_share: Option<String>,
}

/// One thing that is scored from 0 to 100.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// Stable code, unique in its sheet: the field's name in input and output.
    pub code: String,
    /// Id of the parameter that is its weight in percent.
    pub weight: String,
    /// Points by which it may be judged.
    pub checklist: Option<Checklist>,
}

/// Points by which a criterion may be judged, each met, partly met or not met.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The points, in order.
    pub points: Vec<Text>,
}

/// A level of a sheet.
#[derive(Clone, Debug)]
pub struct Band {
    /// Position in [`SheetKind::levels`].
    pub level: usize,
    /// Id of the parameter for the least score; `None` for the lowest level, which begins at 0.
    pub from: Option<String>,
}

impl SheetKind {
    /// The levels that sheets of the kind give, the best first.
    pub fn levels(self) -> &'static [Value] {
        match self {
            SheetKind::Ecology => EcologyGrade::VALUES,
            SheetKind::Warning => WarningLevel::VALUES,
            SheetKind::Appraisal => AppraisalGrade::VALUES,
        }
    }
}

impl Sheet {
    /// Its entries: itself, its criteria, their checklists.
    pub(crate) fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let criteria = self.criteria.iter().flat_map(|criterion| {
            let checklist = criterion.checklist.as_ref();
            [
                Some(criterion.grounds.item(ItemKind::Criterion)),
                checklist.map(|list| list.grounds.item(ItemKind::Checklist)),
            ]
        });
        [Some(self.grounds.item(ItemKind::Sheet))]
            .into_iter()
            .chain(criteria)
            .flatten()
    }
}

impl Rulebook {
    /// The scoring sheet with this id.
    pub fn sheet(&self, id: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.grounds.id == id)
    }

    /// The scoring sheets of a kind, the usual one first.
    pub fn sheets_of(&self, kind: SheetKind) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(move |sheet| sheet.kind == kind)
    }

    /// The criteria of a sheet: its own, or those of the sheet that it follows.
    pub fn criteria<'a>(&'a self, sheet: &'a Sheet) -> &'a [Criterion] {
        let followed = sheet.criteria_of.as_deref().and_then(|id| self.sheet(id));
        &followed.unwrap_or(sheet).criteria
    }
}
