//! Asking the tables about any subject: an exchange of information, a case for trial, a squad …
//!
//! Clues have an engine of their own ([`crate::Engine`]), made for millions of them. An inquiry asks all tables about one subject, one matter at
//! a time.

use chrono::NaiveDate;
use shizu_tables::{Fact, Table, Terminal, Verdict};

use crate::error::{LoadError, Place, Problem};
use crate::facts::{BadValue, FactKey, Subject};
use crate::rulebook::{RuleTable, Rulebook, Then};
use crate::vocabulary::Value;

/// The facts of one matter. Every fact starts unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterFacts {
    subject: Subject,
    facts: Vec<Fact>,
}

impl MatterFacts {
    /// Nothing is known of the matter.
    pub fn new(subject: Subject) -> Self {
        MatterFacts {
            subject,
            facts: vec![Fact::UNKNOWN; subject.facts().len()],
        }
    }

    /// What the matter is.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The facts in schema order, as the tables take them.
    pub fn as_slice(&self) -> &[Fact] {
        &self.facts
    }

    /// Sets a fact to the value at `index` of [`FactKey::values`], or to unknown. A fact of another subject, or an index that does not exist,
    /// is ignored.
    pub fn set(&mut self, key: FactKey, index: Option<usize>) {
        if key.subject() == self.subject && index.is_none_or(|index| index < key.values().len()) {
            self.facts[key.index()] =
                index.map_or(Fact::UNKNOWN, |index| Fact::known(index as i64));
        }
    }

    /// Sets a fact from its text: a code; or a label in either language. Empty text is unknown.
    ///
    /// # Errors
    /// [`BadValue`] with the nearest valid code.
    pub fn parse(&mut self, key: FactKey, text: &str) -> Result<(), BadValue> {
        let index = if text.is_empty() {
            None
        } else {
            Some(key.read(text)?)
        };
        self.set(key, index);
        Ok(())
    }

    /// Index of the known value in [`FactKey::values`].
    pub fn index(&self, key: FactKey) -> Option<usize> {
        if key.subject() != self.subject {
            return None;
        }
        usize::try_from(self.facts[key.index()].value()?).ok()
    }

    /// The known value.
    pub fn value(&self, key: FactKey) -> Option<Value> {
        key.values().get(self.index(key)?).copied()
    }

    /// The known facts, in schema order.
    pub fn known(&self) -> impl Iterator<Item = (FactKey, Value)> + '_ {
        let keys = self.subject.facts().iter();
        keys.filter_map(|key| Some((*key, self.value(*key)?)))
    }
}

/// The tables about one subject, compiled for one day.
#[derive(Debug)]
pub struct Inquiry {
    subject: Subject,
    tables: Vec<Table<Then>>,
}

/// What one table says of a matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// Id of the table.
    pub table: String,
    /// What it answers for sure, with the rows that do.
    pub answers: Vec<Answered>,
    /// What it may still answer, depending on [`Ruling::missing`]. Empty when all is settled.
    pub possible: Vec<Then>,
    /// The unknown facts it depends on, the best question first.
    pub missing: Vec<FactKey>,
}

/// A settled answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What the row gives.
    pub then: Then,
    /// Id of the row; of the first, where several give the same and it is open which applies.
    pub rule: String,
}

/// The fewest changes of facts that lead to another answer.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherAnswer {
    /// The answer; `None` when the table would say nothing.
    pub then: Option<Then>,
    /// What would have to be different: the fact, its value now, its value then.
    pub changes: Vec<(FactKey, Option<Value>, Value)>,
}

impl Ruling {
    /// Whether no unknown fact can change anything.
    pub fn is_settled(&self) -> bool {
        self.possible.is_empty()
    }

    /// The one answer of a table that gives one.
    pub fn answer(&self) -> Option<&Then> {
        self.answers.first().map(|answered| &answered.then)
    }
}

impl Inquiry {
    /// Compiles the tables of `rulebook` about `subject` as they hold on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, subject: Subject, day: NaiveDate) -> Result<Self, LoadError> {
        let schema = subject.schema();
        let compile = |rules: &RuleTable| {
            Table::compile(&rules.spec(day), &schema).map_err(|error| LoadError {
                place: Place::file(&rules.id),
                problem: Problem::NotCompiled {
                    message: error.to_string(),
                },
            })
        };
        let tables = rulebook.tables_about(subject).map(compile);
        Ok(Inquiry {
            subject,
            tables: tables.collect::<Result<_, _>>()?,
        })
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// What every table says, in the rulebook's order. Facts about another subject are taken as unknown.
    pub fn ask(&self, facts: &MatterFacts) -> Vec<Ruling> {
        self.tables
            .iter()
            .map(|table| {
                if table.policy().is_list() {
                    list(table, facts)
                } else {
                    single(table, facts)
                }
            })
            .collect()
    }

    /// What the table with this id says.
    pub fn ruling(&self, table: &str, facts: &MatterFacts) -> Option<Ruling> {
        let table = self.tables.iter().find(|known| known.id() == table)?;
        Some(if table.policy().is_list() {
            list(table, facts)
        } else {
            single(table, facts)
        })
    }

    /// For each other answer of a table with one answer, the fewest changes of facts that lead to it; nearest first. Exact.
    pub fn what_if(&self, table: &str, facts: &MatterFacts) -> Vec<OtherAnswer> {
        let Some(table) = self.tables.iter().find(|known| known.id() == table) else {
            return Vec::new();
        };
        let keys = self.subject.facts();
        let value = |column: usize, fact: Fact| {
            let index = usize::try_from(fact.value()?).ok()?;
            keys.get(column)?.values().get(index).copied()
        };
        let found = table
            .counterfactuals(facts.as_slice(), 1)
            .unwrap_or_default();
        let ways = found.into_iter().map(|way| OtherAnswer {
            then: match way.answer {
                Terminal::Outcome(outcome) => table.outcomes().get(outcome).cloned(),
                _ => None,
            },
            changes: way
                .changes
                .iter()
                .filter_map(|change| {
                    let now = value(change.column, change.from);
                    Some((
                        *keys.get(change.column)?,
                        now,
                        value(change.column, change.to)?,
                    ))
                })
                .collect(),
        });
        ways.collect()
    }
}

fn single(table: &Table<Then>, facts: &MatterFacts) -> Ruling {
    let mut ruling = Ruling {
        table: table.id().to_owned(),
        answers: Vec::new(),
        possible: Vec::new(),
        missing: Vec::new(),
    };
    match table.decide(facts.as_slice()) {
        Verdict::Determined { outcome, row } => {
            let gives = |row: &usize| table.rows()[*row].outcome == outcome;
            let row = row.or_else(|| table.hits(facts.as_slice()).possible().find(gives));
            ruling.answers.extend(row.map(|row| answered(table, row)));
        }
        Verdict::Missing => {
            let Ok(open) = table.open_questions(facts.as_slice()) else {
                return ruling;
            };
            let possible = open.possible.iter().filter_map(|terminal| match terminal {
                Terminal::Outcome(outcome) => table.outcomes().get(*outcome).cloned(),
                _ => None,
            });
            ruling.possible.extend(possible);
            let asked = open.questions.iter().map(|question| question.column);
            ruling.missing.extend(asked.filter_map(key_of(facts)));
        }
        Verdict::NoRule | Verdict::Conflict => {}
    }
    ruling
}

fn list(table: &Table<Then>, facts: &MatterFacts) -> Ruling {
    let hits = table.hits(facts.as_slice());
    let answers: Vec<Answered> = hits.sure().map(|row| answered(table, row)).collect();
    let mut ruling = Ruling {
        table: table.id().to_owned(),
        answers,
        possible: Vec::new(),
        missing: Vec::new(),
    };
    for row in hits.possible() {
        let outcome = table.rows()[row].outcome;
        let then = &table.outcomes()[outcome];
        let told = ruling.answers.iter().any(|answer| answer.then == *then);
        if told || ruling.possible.contains(then) {
            continue;
        }
        ruling.possible.push(then.clone());
        let Ok(open) = table.open_questions_about(outcome, facts.as_slice()) else {
            continue;
        };
        let asked = open.questions.iter().map(|question| question.column);
        for key in asked.filter_map(key_of(facts)) {
            if !ruling.missing.contains(&key) {
                ruling.missing.push(key);
            }
        }
    }
    ruling
}

fn answered(table: &Table<Then>, row: usize) -> Answered {
    let row = &table.rows()[row];
    Answered {
        then: table.outcomes()[row.outcome].clone(),
        rule: row.id.clone(),
    }
}

fn key_of(facts: &MatterFacts) -> impl Fn(usize) -> Option<FactKey> {
    let keys = facts.subject().facts();
    |column| keys.get(column).copied()
}
