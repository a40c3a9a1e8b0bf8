//! What separates an answer from another one: the fewest facts that would have to differ, and the row that would then give it.

use shizu_rules::{FactKey, MatterFacts, Rule, Text, Then};
use shizu_tables::{Table, Terminal, Verdict};

use super::{Compiled, Desk, found, label, say, text};
use crate::ask::{Changed, Mismatch, WhyNot};
use crate::words::given_by;

/// How many equally small changes of facts are weighed against each other.
const MOST_WAYS: usize = 16;

/// The most values of a fact that are named one by one.
const MOST_NAMED: usize = 5;

/// How many are named of more than that.
const FIRST_NAMED: usize = 3;

/// The fewest changes of facts that lead to an outcome, and the facts after them.
struct Way {
    changes: Vec<(FactKey, usize)>,
    facts: MatterFacts,
}

impl Desk {
    /// Why a table does not give the outcome with this code: the row that would give it after the fewest changes of facts, and these changes, each
    /// with all values of the fact that the row takes. Of an outcome that it does give, the row that gives it, and by which
    /// facts. Exact.
    pub fn why_not(&self, id: &str, facts: &MatterFacts, code: &str) -> Option<WhyNot> {
        let Compiled { table, .. } = self.table(id)?;
        let outcome = self.outcome(table, code)?;
        let rule = |row: usize| self.rule(&table.rows()[row].id);
        let told = WhyNot {
            choice: self.choice(table, outcome),
            ..WhyNot::default()
        };
        if gives(table, outcome, facts) == Some(true) {
            let rule = row_of(table, outcome, facts).and_then(rule);
            return Some(WhyNot {
                rule: rule.map(|rule| rule.id.clone()),
                says: rule.map(|rule| given_by(rule, facts)),
                ..told
            });
        }
        let way = self.way(id, table, outcome, facts);
        let row = match &way {
            Some(way) => row_of(table, outcome, &way.facts),
            None => nearest_row(table, outcome, facts),
        };
        let rule = row.and_then(rule);
        let way = way.unwrap_or_else(|| Way {
            changes: Vec::new(),
            facts: facts.clone(),
        });
        let changes = way.changes.iter().map(|(key, to)| {
            let asked = rule.and_then(|rule| wanted(rule, *key));
            // What the row asks for, as far as it leads there.
            let leads = |index: usize| {
                let mut other = way.facts.clone();
                other.set(*key, Some(index));
                asked.as_ref().is_none_or(|asked| asked.contains(&index))
                    && gives(table, outcome, &other) == Some(true)
            };
            let accepted = (0..key.values().len()).filter(|at| at == to || leads(*at));
            Changed {
                what: label(*key),
                now: found(facts.value(*key)),
                then: one_of(*key, &accepted.collect::<Vec<usize>>()),
            }
        });
        Some(WhyNot {
            rule: rule.map(|rule| rule.id.clone()),
            says: rule.map(|rule| {
                say(
                    format!("那是另一种情形。{}", rule.says.zh),
                    format!("That is for another case. {}", rule.says.en),
                )
            }),
            failed: rule.map_or_else(Vec::new, |rule| failed(rule, facts, &way)),
            changes: changes.collect(),
            ..told
        })
    }

    /// Of the smallest changes the most telling: facts that few rows ask for.
    fn way(
        &self,
        id: &str,
        table: &Table<Then>,
        outcome: usize,
        facts: &MatterFacts,
    ) -> Option<Way> {
        let keys = facts.subject().facts();
        let slice = facts.as_slice();
        let ways = if table.policy().is_list() {
            table.counterfactuals_about(outcome, slice, MOST_WAYS)
        } else {
            table.counterfactuals(slice, MOST_WAYS)
        };
        let leads = |answer: &Terminal| match answer {
            Terminal::Outcome(to) => *to == outcome,
            Terminal::Listed(is) => *is,
            _ => false,
        };
        let rules = self.rulebook().table(id).map(|rules| &rules.rules);
        let asked = |column: usize| {
            let key = keys.get(column);
            let rules = rules.into_iter().flatten();
            rules
                .filter(|rule| key.is_some_and(|key| rule.when.contains_key(key)))
                .count()
        };
        let ways = ways.unwrap_or_default().into_iter();
        let way = ways.filter(|way| leads(&way.answer)).min_by_key(|way| {
            let columns = way.changes.iter().map(|change| asked(change.column));
            (way.changes.len(), columns.sum::<usize>())
        })?;
        let changes = way.changes.iter().filter_map(|change| {
            let to = usize::try_from(change.to.value()?).ok()?;
            let key = *keys.get(change.column)?;
            (to < key.values().len()).then_some((key, to))
        });
        let changes: Vec<(FactKey, usize)> = changes.collect();
        let mut after = facts.clone();
        for (key, to) in &changes {
            after.set(*key, Some(*to));
        }
        Some(Way {
            changes,
            facts: after,
        })
    }
}

/// The values of a fact that the row takes, by index; `None` where it takes any.
fn wanted(rule: &Rule, key: FactKey) -> Option<Vec<usize>> {
    let mut conditions = rule.conditions();
    let (_, wanted) = conditions.find(|(known, _)| *known == key)?;
    let values = key.values().iter().enumerate();
    let values = values.filter(|(_, value)| wanted.contains(&value.code));
    Some(values.map(|(index, _)| index).collect())
}

/// What does not fit the row, beside what the way changes.
fn failed(rule: &Rule, facts: &MatterFacts, way: &Way) -> Vec<Mismatch> {
    let others = rule.conditions().filter(|(key, _)| {
        let mut changes = way.changes.iter();
        changes.all(|(changed, _)| changed != key)
    });
    let misses = others.filter_map(|(key, _)| {
        let wanted = wanted(rule, key)?;
        let fits = facts
            .index(key)
            .is_some_and(|index| wanted.contains(&index));
        (!fits).then(|| Mismatch {
            what: label(key),
            found: found(facts.value(key)),
            wanted: vec![one_of(key, &wanted)],
        })
    });
    misses.collect()
}

/// Whether a table gives the outcome; `None` while unknown facts leave that open.
fn gives(table: &Table<Then>, outcome: usize, facts: &MatterFacts) -> Option<bool> {
    let slice = facts.as_slice();
    if !table.policy().is_list() {
        return match table.decide(slice) {
            Verdict::Determined { outcome: found, .. } => Some(found == outcome),
            Verdict::NoRule | Verdict::Conflict => Some(false),
            Verdict::Missing => None,
        };
    }
    let hits = table.hits(slice);
    let is_of = |row: usize| table.rows()[row].outcome == outcome;
    if hits.sure().any(is_of) {
        return Some(true);
    }
    if !hits.possible().any(is_of) {
        return Some(false);
    }
    // One row for every case: it is certain although no single row is.
    let open = table.open_questions_about(outcome, slice).ok()?;
    open.questions.is_empty().then_some(true)
}

/// The row that gives the outcome, or may give it.
fn row_of(table: &Table<Then>, outcome: usize, facts: &MatterFacts) -> Option<usize> {
    let hits = table.hits(facts.as_slice());
    let is_of = |row: &usize| table.rows()[*row].outcome == outcome;
    hits.sure()
        .find(is_of)
        .or_else(|| hits.possible().find(is_of))
}

/// The row of the outcome of which least is missing.
fn nearest_row(table: &Table<Then>, outcome: usize, facts: &MatterFacts) -> Option<usize> {
    let misses = table.explain(facts.as_slice()).misses();
    let mut rows = misses.into_iter().map(|miss| miss.row);
    rows.find(|row| table.rows()[*row].outcome == outcome)
}

/// One of these values of a fact, in words; of many the first, or all but the few that are left out.
fn one_of(key: FactKey, accepted: &[usize]) -> Text {
    let values = key.values();
    let texts = |indices: &mut dyn Iterator<Item = usize>| -> Vec<Text> {
        let known = indices.filter_map(|index| values.get(index));
        known.map(|value| text(*value)).collect()
    };
    let named = texts(&mut accepted.iter().copied());
    if named.len() <= MOST_NAMED {
        return either(&named);
    }
    let mut others = (0..values.len()).filter(|index| !accepted.contains(index));
    let others = texts(&mut others);
    if others.len() < MOST_NAMED {
        let others = either(&others);
        return say(
            format!("{}以外的", others.zh),
            format!("any but {}", others.en),
        );
    }
    let first: Vec<&Text> = named.iter().take(FIRST_NAMED).collect();
    let zh: Vec<&str> = first.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = first.iter().map(|text| text.en.as_str()).collect();
    say(
        format!("{}等{}项", zh.join("、"), named.len()),
        format!("{} or {} others", en.join(", "), named.len() - first.len()),
    )
}

/// `甲、乙或丙`, `a, b or c`.
fn either(texts: &[Text]) -> Text {
    let Some((last, first)) = texts.split_last() else {
        return Text::default();
    };
    if first.is_empty() {
        return last.clone();
    }
    let zh: Vec<&str> = first.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = first.iter().map(|text| text.en.as_str()).collect();
    say(
        format!("{}或{}", zh.join("、"), last.zh),
        format!("{} or {}", en.join(", "), last.en),
    )
}
