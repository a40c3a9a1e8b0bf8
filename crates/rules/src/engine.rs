//! The rulebook compiled for one day, and the bare decision.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_tables::{Policy, Table, Verdict, gather};

use crate::error::{LoadError, Place, Problem};
use crate::facts::{ClueFacts, Subject};
use crate::rulebook::{Gives, Rulebook, Then};

/// Most list tables that one engine works with.
pub(crate) const MAX_LISTS: usize = 12;

/// Most rows of one list table; they fit into one word.
const MAX_LIST_ROWS: usize = 64;

/// A rulebook as it holds on one day, ready to answer.
#[derive(Debug)]
pub struct Engine {
    pub(crate) rulebook: Rulebook,
    day: NaiveDate,
    pub(crate) lead: Table<Then>,
    pub(crate) lists: Vec<Table<Then>>,
    /// Per id of a row that holds, its table and place there.
    pub(crate) places: BTreeMap<String, (usize, usize)>,
}

/// A decision as small as can be. Where nothing is open, equal decisions have equal consequences; where something is, it also depends on which facts
/// are unknown. Plain data is made of it by [`Engine::determine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Who leads.
    pub lead: Verdict,
    /// Per list table, the rows that surely match and those that possibly match.
    pub(crate) lists: [Rows; MAX_LISTS],
}

/// Rows of one list table, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Rows {
    pub sure: u64,
    pub possible: u64,
}

impl Decision {
    /// Whether unknown facts could still change something.
    pub fn is_open(&self) -> bool {
        self.lead == Verdict::Missing || self.lists.iter().any(|rows| rows.sure != rows.possible)
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
            let table = Table::compile(&rules.spec(day), &schema)
                .map_err(|error| fail(error.to_string()))?;
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
                _ => lists.push(table),
            }
        }
        let no_lead = || LoadError {
            place: Place::file("lead"),
            problem: Problem::NotCompiled {
                message: "there is no table of leads".into(),
            },
        };
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
        let facts = facts.as_slice();
        let rows = |table: &Table<Then>| {
            let (sure, possible) = table.rows_of_word(facts);
            Rows { sure, possible }
        };
        // Made where it stays: old WebAssembly fills and copies memory byte by byte.
        Decision {
            lead: self.lead.decide(facts),
            lists: std::array::from_fn(|at| self.lists.get(at).map(rows).unwrap_or_default()),
        }
    }

    /// The compiled table with this id.
    pub fn table(&self, id: &str) -> Option<&Table<Then>> {
        std::iter::once(&self.lead)
            .chain(&self.lists)
            .find(|table| table.id() == id)
    }
}

/// What of `rulebook` is more than an engine of `day` can work with: the table where it is too much, and how.
pub(crate) fn excess(rulebook: &Rulebook, day: NaiveDate) -> Vec<(String, Problem)> {
    let lists = rulebook
        .tables_about(Subject::Clue)
        .filter(|rules| rules.policy.is_list());
    let sizes = lists.enumerate().filter_map(|(at, rules)| {
        let rows = rules.rules.iter().filter(|rule| rule.holds_on(day)).count();
        let table = rules.id.clone();
        let problem = if rows > MAX_LIST_ROWS {
            let most = MAX_LIST_ROWS;
            Problem::TooManyRows { table, rows, most }
        } else if at >= MAX_LISTS {
            let most = MAX_LISTS;
            Problem::TooManyLists { table, most }
        } else {
            return None;
        };
        Some((rules.id.clone(), problem))
    });
    sizes.collect()
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
