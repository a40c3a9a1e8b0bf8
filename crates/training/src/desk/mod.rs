//! The rulebook on one day, with every table compiled: what answers all questions of training.

mod nearest;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use chrono::NaiveDate;
use shizu_rules::rectification::Scoring;
use shizu_rules::vocabulary::{Term, Value};
use shizu_rules::{
    AnswerKind, FactKey, Lang, LoadError, MatterFacts, Parameter, Place, Problem, Rule, RuleTable,
    Rulebook, Subject, Text, Then,
};
use shizu_tables::{Table, Verdict};

use crate::ask::Choice;
use crate::labels;

/// The rulebook as it holds on a day.
#[derive(Debug)]
pub struct Desk {
    rulebook: Rulebook,
    day: NaiveDate,
    parameters: Vec<Parameter>,
    tables: Vec<Compiled>,
    /// Made when first asked for; `None` when the rulebook lacks one of its numbers.
    scoring: OnceLock<Option<Scoring>>,
}

/// A table, compiled.
#[derive(Debug)]
pub struct Compiled {
    /// What it is about.
    pub subject: Subject,
    /// The table.
    pub table: Table<Then>,
}

/// What a table answers when nothing more needs to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruled {
    /// Indices of the outcomes, in the order of [`Table::outcomes`].
    pub outcomes: BTreeSet<usize>,
    /// Ids of the rows that give them.
    pub rows: Vec<String>,
}

impl Desk {
    /// Compiles the tables of `rulebook` as they hold on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let compile = |rules: &RuleTable| {
            let table = Table::compile(&rules.spec(day), &rules.subject.schema());
            let table = table.map_err(|error| LoadError {
                place: Place::file(&rules.id),
                problem: Problem::NotCompiled {
                    message: error.to_string(),
                },
            })?;
            Ok(Compiled {
                subject: rules.subject,
                table,
            })
        };
        let mut rulebook = rulebook.clone();
        rulebook.limits = rulebook.limits_on(day);
        Ok(Desk {
            tables: rulebook
                .tables
                .iter()
                .map(compile)
                .collect::<Result<_, _>>()?,
            parameters: rulebook.parameters_on(day),
            scoring: OnceLock::new(),
            rulebook,
            day,
        })
    }

    /// The rulebook, with the time limits as they are on [`Desk::day`].
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The day whose rules apply.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// The numbers as they are on [`Desk::day`].
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The scoring of rectification.
    pub(crate) fn scoring(&self) -> Option<&Scoring> {
        let made = || Scoring::new(&self.rulebook, self.day).ok();
        self.scoring.get_or_init(made).as_ref()
    }

    /// Every table, in the order of the rulebook.
    pub fn tables(&self) -> &[Compiled] {
        &self.tables
    }

    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&Compiled> {
        self.tables.iter().find(|known| known.table.id() == id)
    }

    /// The row with this id, if it holds on [`Desk::day`].
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let (_, rule) = self.rulebook.rule(id)?;
        rule.holds_on(self.day).then_some(rule)
    }

    /// An outcome as a choice: its code and what people call it, whichever of the rows with this code gives it. Duties carry the organ that owes
    /// them, because several rows may give one duty to different organs.
    pub fn choice(&self, table: &Table<Then>, outcome: usize) -> Choice {
        let Some(then) = table.outcomes().get(outcome) else {
            return Choice::default();
        };
        let title = || {
            let rows = table.rows().iter().filter(|row| row.outcome == outcome);
            let rules = rows.filter_map(|row| self.rulebook.rule(&row.id));
            labels::of_rows(rules.map(|(_, rule)| rule))
        };
        let label = match then {
            Then::Lead(organ) => text(organ.value()),
            Then::NotAccepted => say("不受理或移送", "not accepted here"),
            Then::Assist { organ, role } => joined(organ.value(), role.value()),
            Then::Mechanism(mechanism) => text(mechanism.value()),
            Then::Duty(duty) => labels::owed_by(duty.organ, &title()),
            Then::Limit(id) => {
                let limit = self.rulebook.limit(id);
                limit.map_or_else(title, |limit| limit.title.clone())
            }
            Then::Warning { .. } => title(),
            Then::Answer(answer) => {
                let own = self.of_register(table, outcome, answer.kind);
                own.unwrap_or_else(|| say(answer.label(Lang::Zh), answer.label(Lang::En)))
            }
        };
        Choice {
            code: code_of(then),
            label,
        }
    }

    /// The registers share the words of their steps; what a step, or its need, is called in one of them says its row, where there is one.
    fn of_register(&self, table: &Table<Then>, outcome: usize, kind: AnswerKind) -> Option<Text> {
        let mut rows = table.rows().iter().filter(|row| row.outcome == outcome);
        let row = rows.next().filter(|_| rows.next().is_none())?;
        let (_, rule) = self.rulebook.rule(&row.id)?;
        matches!(kind, AnswerKind::Step | AnswerKind::StepNeed).then(|| rule.title.clone())
    }

    /// The outcomes of a table by code; of two with one code the first.
    pub fn outcome(&self, table: &Table<Then>, code: &str) -> Option<usize> {
        let mut outcomes = table.outcomes().iter();
        outcomes.position(|then| code_of(then) == code)
    }

    /// What a table answers.
    ///
    /// # Errors
    /// The facts that must be known first, the best question first.
    pub fn rule_on(&self, id: &str, facts: &MatterFacts) -> Result<Ruled, Vec<FactKey>> {
        let Some(Compiled { table, .. }) = self.table(id) else {
            return Ok(Ruled::default());
        };
        let keys = facts.subject().facts();
        let named = |columns: Vec<usize>| -> Vec<FactKey> {
            let known = columns.into_iter().filter_map(|at| keys.get(at).copied());
            known.collect()
        };
        let facts = facts.as_slice();
        let row_id = |row: usize| table.rows()[row].id.clone();
        if table.policy().is_list() {
            let hits = table.hits(facts);
            let mut rows: Vec<usize> = hits.sure().collect();
            let mut outcomes: BTreeSet<usize> =
                rows.iter().map(|row| table.rows()[*row].outcome).collect();
            let sure = outcomes.clone();
            for row in hits.possible() {
                let outcome = table.rows()[row].outcome;
                if sure.contains(&outcome) {
                    continue;
                }
                let open = table.open_questions_about(outcome, facts);
                let open = open.map(|open| open.questions).unwrap_or_default();
                if !open.is_empty() {
                    let columns = open.iter().map(|question| question.column);
                    return Err(named(columns.collect()));
                }
                // One row for every case: the outcome is certain although no single row is.
                outcomes.insert(outcome);
                rows.push(row);
            }
            return Ok(Ruled {
                outcomes,
                rows: rows.into_iter().map(row_id).collect(),
            });
        }
        match table.decide(facts) {
            Verdict::Determined { outcome, .. } => {
                let rows = table.hits(facts).sure();
                let rows = rows.filter(|row| table.rows()[*row].outcome == outcome);
                let mut rows: Vec<String> = rows.map(row_id).collect();
                if rows.is_empty() {
                    // One row for every case: all of them are reasons.
                    let possible = table.hits(facts).possible();
                    rows = possible.map(row_id).collect();
                }
                Ok(Ruled {
                    outcomes: [outcome].into(),
                    rows,
                })
            }
            Verdict::NoRule | Verdict::Conflict => Ok(Ruled::default()),
            Verdict::Missing => {
                let open = table.open_questions(facts);
                let open = open.map(|open| open.questions).unwrap_or_default();
                Err(named(open.iter().map(|question| question.column).collect()))
            }
        }
    }
}

/// The code of an outcome, as answers have it.
fn code_of(then: &Then) -> String {
    match then {
        Then::Lead(organ) => organ.code().to_owned(),
        Then::NotAccepted => "not_accepted".to_owned(),
        Then::Assist { organ, role } => format!("{}:{}", organ.code(), role.code()),
        Then::Mechanism(mechanism) => mechanism.code().to_owned(),
        Then::Duty(duty) => format!("{}:{}", duty.organ.code(), duty.id),
        Then::Limit(id) | Then::Warning { id, .. } => id.clone(),
        Then::Answer(answer) => answer.code().to_owned(),
    }
}

/// What a fact is called.
pub(crate) fn label(key: FactKey) -> Text {
    Text {
        zh: key.label(Lang::Zh).to_owned(),
        en: key.label(Lang::En).to_owned(),
    }
}

/// What a value is called.
pub(crate) fn text(value: Value) -> Text {
    Text {
        zh: value.zh.to_owned(),
        en: value.en.to_owned(),
    }
}

/// What a value is called, or that it is not known.
pub(crate) fn found(value: Option<Value>) -> Text {
    value.map_or_else(|| say("不清楚", "unknown"), text)
}

/// A text from both languages.
pub(crate) fn say(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text {
        zh: zh.into(),
        en: en.into(),
    }
}

fn joined(organ: Value, role: Value) -> Text {
    Text {
        zh: format!("{}{}", organ.zh, role.zh),
        en: format!("{} {}", organ.en, role.en),
    }
}

/// The value of a term.
pub(crate) trait Valued: Term {
    /// Code and labels.
    fn value(self) -> Value {
        Self::VALUES[self.index()]
    }
}

impl<T: Term> Valued for T {}
