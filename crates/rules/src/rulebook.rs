//! The rulebook as data: tables of rows with basis and citations, time limits, and what they rest on.

mod grounds;
mod items;
mod outcome;
mod overlay;
mod parameter;
pub(crate) mod read;
mod shipped;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_tables::{Cell, Policy, RowSpec, TableSpec};

pub use grounds::Grounds;
pub use items::{Item, ItemKind};
pub use outcome::{Answer, AnswerKind, Duty, Gives, Then};
pub use overlay::OverlayInfo;
pub use parameter::Parameter;

use crate::checklist::CheckItem;
use crate::deadlines::{Calendar, Clock, CountingRule, Limit};
use crate::duties::MatrixDuty;
use crate::ecology::Sheet;
use crate::error::{LoadError, Place};
use crate::facts::{FactKey, Subject};
use crate::indicators::Indicator;
use crate::lang::Text;
use crate::monitor::Trigger;
use crate::rectification::Scheme;
use crate::sharing::{Flow, Sample};
use crate::sources::Catalogue;
use crate::vocabulary::Basis;
use shizu_tables::{SortOnce, gather};

/// The whole rulebook, with every overlay merged in.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// The tables, in the order shown.
    pub tables: Vec<RuleTable>,
    /// How time limits are counted that say nothing else.
    pub counting: CountingRule,
    /// The time limits; [`Rulebook::limits_on`] a day, those of dated overlays are among them.
    pub limits: Vec<Limit>,
    /// The numbers that rules count with; [`Rulebook::parameters_on`] a day, those of dated overlays are among them.
    pub parameters: Vec<Parameter>,
    /// The scoring sheets; the first of a kind is the usual one.
    pub sheets: Vec<Sheet>,
    /// The indicators as they are defined.
    pub indicators: Vec<Indicator>,
    /// The triggers of zero-report monitoring.
    pub triggers: Vec<Trigger>,
    /// The clue clocks of single places.
    pub clocks: Vec<Clock>,
    /// Who tells whom what, and how often.
    pub flows: Vec<Flow>,
    /// Invented records, one per kind of information, to show what a recipient would see.
    pub samples: Vec<Sample>,
    /// The public schemes of scoring rectification.
    pub schemes: Vec<Scheme>,
    /// The duties of the matrix, by field and stage.
    pub duties: Vec<MatrixDuty>,
    /// The items of the checklists, list by list in the order in which they are seen to.
    pub check_items: Vec<CheckItem>,
    /// What can be cited.
    pub catalogue: Catalogue,
    /// Holidays and make-up working days.
    pub calendar: Calendar,
    /// The overlays merged in, in order.
    pub overlays: Vec<OverlayInfo>,
}

/// A table of rules.
#[derive(Clone, Debug)]
pub struct RuleTable {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What question it answers.
    pub about: Text,
    /// What it is about.
    pub subject: Subject,
    /// How matching rows become an answer.
    pub policy: Policy,
    /// Whether every combination of facts must be answered.
    pub complete: bool,
    /// What its rows give.
    pub gives: Gives,
    /// The rows, in order.
    pub rules: Vec<Rule>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Stable id, unique in the rulebook.
    pub id: String,
    /// Conditions; a fact that is not named may be anything.
    pub when: BTreeMap<FactKey, Cell>,
    /// What the row gives.
    pub then: Then,
    /// A name in a few words.
    pub title: Text,
    /// What the row says, in our words.
    pub says: Text,
    /// What the row rests on.
    pub basis: Basis,
    /// Ids of paragraphs, articles and practices in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why. Otherwise a reading that one might dispute.
    pub note: Option<Text>,
    /// First day on which the row holds; `None` from ever.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which the row holds; `None` for ever.
    pub valid_to: Option<NaiveDate>,
    /// The file it stands in.
    pub place: Place,
    /// The overlay it comes from; `None` for the shipped rulebook.
    pub overlay: Option<String>,
}

impl Rule {
    /// Whether the row holds on `day`.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The codes that the row accepts for each fact it names.
    pub fn conditions(&self) -> impl Iterator<Item = (FactKey, Vec<&'static str>)> + '_ {
        self.when.iter().map(|(key, cell)| {
            let codes = match cell {
                Cell::OneOf(indices) => indices
                    .iter()
                    .filter_map(|index| key.values().get(*index))
                    .map(|value| value.code)
                    .collect(),
                Cell::Within(_) => Vec::new(),
            };
            (*key, codes)
        })
    }
}

impl RuleTable {
    /// The rows that hold on `day`, as the table core takes them.
    pub fn spec(&self, day: NaiveDate) -> TableSpec<Then> {
        let rows = self
            .rules
            .iter()
            .filter(|rule| rule.holds_on(day))
            .map(|rule| RowSpec {
                id: rule.id.clone(),
                cells: gather(
                    rule.when
                        .iter()
                        .map(|(key, cell)| (key.index(), cell.clone())),
                ),
                outcome: rule.then.clone(),
            });
        TableSpec {
            id: self.id.clone(),
            policy: self.policy,
            complete: self.complete,
            priority: Vec::new(),
            rows: rows.collect(),
        }
    }
}

impl Rulebook {
    /// The rulebook that ships with the product.
    ///
    /// # Errors
    /// Everything that is wrong with it. A test proves that nothing is.
    #[cfg(feature = "embedded")]
    pub fn shipped() -> Result<Self, Vec<LoadError>> {
        shipped::rulebook(&|_, text| Some(text))
    }

    /// Of the rulebook that ships with the product, what clues are routed by, with the time limits and all that is cited: for programs that answer nothing
    /// else and are to stay small. The other families are empty, and neither they nor what reads them becomes part of such a program.
    ///
    /// # Errors
    /// As for [`Rulebook::shipped`].
    #[cfg(feature = "embedded")]
    pub fn shipped_for_routing() -> Result<Self, Vec<LoadError>> {
        shipped::routing()
    }

    /// The rulebook that ships with the product, from its files: `text` gives the text of one by its path within the rulebook's folder, such as
    /// `routing/lead.toml`.
    ///
    /// # Errors
    /// Files that are missing, and everything that is wrong with the others.
    pub fn from_files<'t>(
        text: impl Fn(&str) -> Option<&'t str> + 't,
    ) -> Result<Self, Vec<LoadError>> {
        shipped::rulebook(&|name, _| text(name))
    }

    /// The rulebook with a local overlay merged in. It is proved before it is returned; `self` is left as it is.
    ///
    /// # Errors
    /// Everything that is wrong with the overlay, or the findings with witnesses if the tables are no longer sound.
    pub fn with_overlay(&self, file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        overlay::merge(self, file, text)
    }

    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&RuleTable> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The tables about `subject`, in the order shown.
    pub fn tables_about(&self, subject: Subject) -> impl Iterator<Item = &RuleTable> {
        self.tables
            .iter()
            .filter(move |table| table.subject == subject)
    }

    /// The row with this id, and its table.
    pub fn rule(&self, id: &str) -> Option<(&RuleTable, &Rule)> {
        self.tables
            .iter()
            .find_map(|table| Some((table, table.rules.iter().find(|rule| rule.id == id)?)))
    }

    /// Every row with its table.
    pub fn rules(&self) -> impl Iterator<Item = (&RuleTable, &Rule)> {
        self.tables
            .iter()
            .flat_map(|table| table.rules.iter().map(move |rule| (table, rule)))
    }

    /// The time limit with this id.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id)
    }

    /// The time limits as they are on `day`: an overlay that holds from a later day does not count yet.
    pub fn limits_on(&self, day: NaiveDate) -> Vec<Limit> {
        let mut limits = self.limits.clone();
        let holding = |overlay: &&OverlayInfo| overlay.valid_from.is_none_or(|from| from <= day);
        let changed = self.overlays.iter().filter(holding);
        for dated in changed.flat_map(|overlay| &overlay.limits) {
            if let Some(limit) = limits.iter_mut().find(|limit| limit.id == dated.id) {
                *limit = dated.clone();
            }
        }
        limits
    }

    /// The number with this id.
    pub fn parameter(&self, id: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.grounds.id == id)
    }

    /// The numbers as they are on `day`: an overlay that holds from a later day does not count yet.
    pub fn parameters_on(&self, day: NaiveDate) -> Vec<Parameter> {
        let mut parameters = self.parameters.clone();
        let holding = |overlay: &&OverlayInfo| overlay.valid_from.is_none_or(|from| from <= day);
        let changed = self.overlays.iter().filter(holding);
        for dated in changed.flat_map(|overlay| &overlay.parameters) {
            let same = |parameter: &&mut Parameter| parameter.grounds.id == dated.grounds.id;
            if let Some(parameter) = parameters.iter_mut().find(same) {
                *parameter = dated.clone();
            }
        }
        parameters
    }

    /// The first day of each period in which no row begins or ends to hold, ascending; the first is the earliest date there is.
    pub fn epochs(&self) -> Vec<NaiveDate> {
        let begins = self.rules().filter_map(|(_, rule)| rule.valid_from);
        let ended = self
            .rules()
            .filter_map(|(_, rule)| rule.valid_to?.succ_opt());
        let mut days = vec![NaiveDate::MIN];
        days.extend(begins.chain(ended));
        days.sort_once_by_key(|day| *day);
        days.dedup();
        days
    }
}
