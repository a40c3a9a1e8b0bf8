//! The rulebook compiled for one day, and the bare decision.

mod lists;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_tables::{FirstRows, Policy, Table, Verdict, gather};

use crate::error::{LoadError, Place, Problem};
use crate::facts::{ClueFacts, Subject};
use crate::rulebook::{Gives, Rulebook, Then};

pub(crate) use lists::{Lists, Rows, Span};
use lists::{MOST_ROWS, MOST_ROWS_OF_TABLE};

/// A rulebook as it holds on one day, ready to answer.
#[derive(Debug)]
pub struct Engine {
    pub(crate) rulebook: Rulebook,
    day: NaiveDate,
    pub(crate) lead: Table<Then>,
    pub(crate) lists: Lists,
    /// Per id of a row that holds, its table and place there.
    pub(crate) places: BTreeMap<String, (usize, usize)>,
}

/// A decision as small as can be. Where nothing is open, equal decisions have equal consequences; where something is, it also depends on which facts
/// are unknown. Plain data is made of it by [`Engine::determine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Who leads.
    pub lead: Verdict,
    /// What the list tables add.
    pub(crate) lists: FirstRows,
}

impl Decision {
    /// Whether unknown facts could still change something.
    pub fn is_open(&self) -> bool {
        self.lead == Verdict::Missing || self.lists.sure != self.lists.possible
    }
}

impl Engine {
    /// Compiles the rows of `rulebook` that hold on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled, or is not of a kind the engine can work with.
    pub fn new(mut rulebook: Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        if let Some((file, problem)) = excess(&rulebook, day).into_iter().next() {
            let place = Place::file(&file);
            return Err(LoadError { place, problem });
        }
        let schema = Subject::Clue.schema();
        let mut lead = None;
        let mut lists = Vec::new();
        for rules in rulebook.tables_about(Subject::Clue) {
            let fail = |message: String| LoadError {
                place: Place::file(&rules.id),
                problem: Problem::NotCompiled { message },
            };
            let spec = rules.spec(day);
            let table = Table::compile(&spec, &schema).map_err(|error| fail(error.to_string()))?;
            match (rules.gives, rules.policy) {
                (Gives::Lead, policy) if policy.is_single() && lead.is_none() => lead = Some(table),
                (Gives::Lead, _) => {
                    return Err(fail(
                        "there must be one table of leads, with one outcome".into(),
                    ));
                }
                (_, policy) if !policy.is_list() => {
                    return Err(fail(format!(
                        "policy `{}` gives no list",
                        policy_code(policy)
                    )));
                }
                _ => lists.push((table, spec.rows)),
            }
        }
        let not_compiled = |table: &str, message: String| LoadError {
            place: Place::file(table),
            problem: Problem::NotCompiled { message },
        };
        let no_lead = || not_compiled("lead", "there is no table of leads".into());
        let lists =
            Lists::join(lists).map_err(|error| not_compiled("routing", error.to_string()))?;
        rulebook.limits = rulebook.limits_on(day);
        let tables = rulebook.tables.iter().enumerate();
        let places = tables.flat_map(|(table, rules)| {
            let rows = rules.rules.iter().enumerate();
            let holding = rows.filter(|(_, rule)| rule.holds_on(day));
            holding.map(move |(row, rule)| (rule.id.clone(), (table, row)))
        });
        let places = gather(places);
        Ok(Engine {
            lead: lead.ok_or_else(no_lead)?,
            lists,
            places,
            rulebook,
            day,
        })
    }

    /// The rulebook it was compiled from, with the time limits as they are on [`Engine::day`].
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The day whose rules it applies.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// The bare decision. Allocates nothing when all facts that matter are known.
    pub fn decide(&self, facts: &ClueFacts) -> Decision {
        Decision {
            lead: self.lead.decide(facts.as_slice()),
            lists: self.lists.matching(facts),
        }
    }

    /// The compiled table with this id.
    pub fn table(&self, id: &str) -> Option<&Table<Then>> {
        std::iter::once(&self.lead)
            .chain(&self.lists.tables)
            .find(|table| table.id() == id)
    }
}

/// What of `rulebook` is more than an engine of `day` can work with: where, a table or the folder of all that are about clues, and how.
pub(crate) fn excess(rulebook: &Rulebook, day: NaiveDate) -> Vec<(String, Problem)> {
    let lists = rulebook
        .tables_about(Subject::Clue)
        .filter(|rules| rules.policy.is_list());
    let (mut found, mut together) = (Vec::new(), 0);
    for rules in lists {
        let rows = rules.rules.iter().filter(|rule| rule.holds_on(day)).count();
        together += rows;
        if rows > MOST_ROWS_OF_TABLE {
            let (table, most) = (rules.id.clone(), MOST_ROWS_OF_TABLE);
            let problem = Problem::TooManyRows { table, rows, most };
            found.push((rules.id.clone(), problem));
        }
    }
    if together > MOST_ROWS {
        let (rows, most) = (together, MOST_ROWS);
        let problem = Problem::TooManyRowsTogether { rows, most };
        found.push(("routing".to_owned(), problem));
    }
    found
}

/// The hit policies that tables of the rulebook may have, for the interface.
pub fn policy_code(policy: Policy) -> &'static str {
    match policy {
        Policy::Unique => "unique",
        Policy::Any => "any",
        Policy::First => "first",
        Policy::Priority => "priority",
        Policy::RuleOrder => "rule_order",
        Policy::OutputOrder => "output_order",
        Policy::Collect(_) => "collect",
    }
}
