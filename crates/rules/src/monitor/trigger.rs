//! The triggers as data: which gauges fire them, for whom, what is to be done by whom and until when.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use super::period::Period;
use crate::deadlines::{Calendar, Due};
use crate::error::{Problem, What};
use crate::lang::Text;
use crate::rulebook::read::{Reader, term, with_grounds};
use crate::rulebook::{Grounds, Parameter};
use crate::toml_file::{Node, TomlFile};
use crate::vocabulary::{BodyKind, Frequency, Gauge, Organ};

/// A trigger of zero-report monitoring, Z1 to Z13.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Name, wording and basis.
    pub grounds: Grounds,
    /// The kinds of body it is about.
    pub about: Vec<BodyKind>,
    /// It fires when one of these reaches its threshold.
    pub when: Vec<Gauge>,
    /// What is to be done, the main measure first.
    pub measures: Vec<Measure>,
    /// Until when.
    pub due: DueRule,
    /// The parameter that switches it on; `None` for one that is always on.
    pub preset: Option<String>,
}

/// Something to be done when a trigger fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// By whom.
    pub owner: Organ,
    /// What.
    pub what: Text,
    /// The parameter that the gauge must reach for this measure; `None` for one that always comes along.
    pub at_least: Option<String>,
}

/// Until when a measure is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueRule {
    /// The time that this parameter gives, from the day of the evaluation, which is not counted.
    After(String),
    /// The end of the quarter of the evaluation, in which the next quarterly meeting is held (LS43).
    QuarterEnd,
    /// The end of the year.
    YearEnd,
}

impl Trigger {
    /// Stable id: `Z1`.
    pub fn id(&self) -> &str {
        &self.grounds.id
    }
}

impl DueRule {
    /// The last day, when the evaluation is of `day`. `None` when the parameter does not give a time.
    pub fn due(
        &self,
        day: NaiveDate,
        parameters: &[Parameter],
        calendar: &Calendar,
    ) -> Option<Due> {
        let ends =
            |frequency, later| Due::certain(Period::containing(frequency, day).plus(later).end());
        match self {
            DueRule::QuarterEnd => Some(ends(Frequency::Quarter, 0)),
            DueRule::YearEnd if day.year() > 0 => Some(ends(Frequency::Year, 0)),
            DueRule::YearEnd => None,
            DueRule::After(id) => {
                let parameter = parameters.iter().find(|it| it.grounds.id == *id)?;
                let amount = parameter.value.to_u32()?;
                match parameter.unit.as_str() {
                    "working_days" => calendar.add_working_days(day, amount),
                    "months" => day
                        .checked_add_months(Months::new(amount))
                        .map(Due::certain),
                    "days" => day
                        .checked_add_days(Days::new(u64::from(amount)))
                        .map(Due::certain),
                    _ => None,
                }
            }
        }
    }
}

/// Reads the file of triggers; parameters that it names must exist.
pub(crate) fn read(
    reader: &Reader<'_>,
    file: &mut TomlFile<'_>,
    parameters: &[Parameter],
) -> Vec<Trigger> {
    let triggers = file.read(|file, root| {
        root.only(file, &["trigger"]);
        let nodes = root.tables(file, "trigger");
        let read = |node| trigger(reader, file, node, parameters);
        Some(nodes.iter().filter_map(read).collect())
    });
    triggers.unwrap_or_default()
}

fn trigger(
    reader: &Reader<'_>,
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    parameters: &[Parameter],
) -> Option<Trigger> {
    node.only(
        file,
        &with_grounds(&["about", "when", "measure", "due", "preset"]),
    );
    let grounds = reader.grounds(file, node);
    let about = node.strings(file, "about");
    let about: Option<Vec<BodyKind>> = about
        .iter()
        .map(|kind| term(file, What::Term, kind))
        .collect();
    let when = node.strings(file, "when");
    let when: Option<Vec<Gauge>> = when
        .iter()
        .map(|gauge| term(file, What::Term, gauge))
        .collect();
    let measures = node.tables(file, "measure");
    let measures: Option<Vec<Measure>> = measures
        .iter()
        .map(|node| measure(file, node, parameters))
        .collect();
    let due = match node.required(file, "due")?.get_ref().as_str() {
        "quarter_end" => Some(DueRule::QuarterEnd),
        "year_end" => Some(DueRule::YearEnd),
        _ => named_parameter(file, node, "due", parameters).map(DueRule::After),
    };
    let preset = node.string(file, "preset").is_some();
    let preset = preset.then(|| named_parameter(file, node, "preset", parameters));
    for (field, empty) in [
        ("about", about.as_ref().is_some_and(Vec::is_empty)),
        ("when", when.as_ref().is_some_and(Vec::is_empty)),
        ("measure", measures.as_ref().is_some_and(Vec::is_empty)),
    ] {
        if empty {
            file.fail(&node.at, Problem::MissingField { field });
        }
    }
    Some(Trigger {
        grounds: grounds?,
        about: about?,
        when: when?,
        measures: measures?,
        due: due?,
        preset: preset.flatten(),
    })
}

fn measure(file: &mut TomlFile<'_>, node: &Node<'_>, parameters: &[Parameter]) -> Option<Measure> {
    node.only(file, &["owner", "zh", "en", "at_least"]);
    let owner = node.required(file, "owner");
    let owner = owner.and_then(|owner| term(file, What::Term, &owner));
    let at_least = node.string(file, "at_least").is_some();
    let at_least = at_least.then(|| named_parameter(file, node, "at_least", parameters));
    Some(Measure {
        owner: owner?,
        what: node.both(file)?,
        at_least: at_least.flatten(),
    })
}

/// The parameter that the field names, if there is one.
fn named_parameter(
    file: &mut TomlFile<'_>,
    node: &Node<'_>,
    field: &'static str,
    parameters: &[Parameter],
) -> Option<String> {
    let name = node.required(file, field)?;
    let known = || parameters.iter().map(|it| it.grounds.id.as_str());
    if known().any(|id| id == name.get_ref()) {
        return Some(name.into_inner());
    }
    let valid: Vec<&str> = known().collect();
    file.unknown(What::Parameter, &name.span(), name.get_ref(), &valid);
    None
}
