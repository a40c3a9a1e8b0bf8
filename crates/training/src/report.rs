//! A class: everybody's results, decision by decision.

use std::collections::BTreeMap;

use serde::Serialize;
use shizu_rules::Text;

use crate::fraction::Fraction;
use crate::play::{Graded, Play};
use crate::record::{Record, RecordNote};

/// What a class did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// One line per record, in the order given.
    pub results: Vec<ResultLine>,
    /// By scenario and decision, the hardest first.
    pub decisions: Vec<DecisionLine>,
    /// By entry of the rulebook, the hardest first.
    pub rules: Vec<RuleLine>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultLine {
    /// The file it stands in.
    pub file: String,
    /// Who it is.
    pub trainee: String,
    /// Id of the scenario.
    pub scenario: String,
    /// Its name.
    pub title: Text,
    /// The score, graded again.
    pub score: Fraction,
    /// Decisions taken.
    pub decisions: usize,
    /// Seconds that were measured, together.
    pub seconds: u64,
    /// Hints looked at.
    pub hints: u32,
    /// What is to be said of it.
    pub notes: Vec<RecordNote>,
}

/// One decision of a scenario, over all who took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// Id of the scenario.
    pub scenario: String,
    /// Id of the decision.
    pub decision: String,
    /// How many took it.
    pub taken: usize,
    /// How many had it all right.
    pub full: usize,
    /// Mean credit.
    pub credit: Fraction,
    /// The most frequent wrong choice, and how often it was taken.
    pub usual_mistake: Option<(Text, usize)>,
}

/// One entry of the rulebook, over all answers that rest on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// Its id.
    pub rule: String,
    /// A name in a few words.
    pub title: Text,
    /// How many answers rest on it.
    pub taken: usize,
    /// Their mean credit.
    pub credit: Fraction,
}

/// Counts of one decision.
#[derive(Default)]
struct Tally {
    credits: Vec<Fraction>,
    mistakes: BTreeMap<String, (Text, usize)>,
}

/// Puts a class together, record by record.
#[derive(Default)]
pub struct Class {
    results: Vec<ResultLine>,
    decisions: BTreeMap<(String, String), Tally>,
    rules: BTreeMap<String, (Text, Vec<Fraction>)>,
}

impl Class {
    /// Adds a record that was graded again. What was edited is listed and does not count in the means.
    pub fn add(&mut self, file: &str, record: &Record, play: &Play<'_>, notes: Vec<RecordNote>) {
        let seconds = record.steps.iter().map(|step| match step {
            crate::play::Step::Answer { seconds, .. } => u64::from(seconds.unwrap_or_default()),
            crate::play::Step::Go => 0,
        });
        let counts = !notes.iter().any(RecordNote::is_doubt);
        self.results.push(ResultLine {
            file: file.to_owned(),
            trainee: record.trainee.clone(),
            scenario: record.scenario.clone(),
            title: record.title.clone(),
            score: play.score(),
            decisions: play.graded().len(),
            seconds: seconds.sum(),
            hints: play.graded().iter().map(|graded| graded.hints).sum(),
            notes,
        });
        for graded in play.graded().iter().filter(|_| counts) {
            self.count(&record.scenario, graded);
        }
    }

    fn count(&mut self, scenario: &str, graded: &Graded) {
        let Some(credit) = graded.credit else { return };
        let key = (scenario.to_owned(), graded.decision.clone());
        let tally = self.decisions.entry(key).or_default();
        tally.credits.push(credit);
        for slot in &graded.slots {
            let wrong = |code: &&crate::ask::Choice| {
                slot.credit.is_some_and(|credit| !credit.is_full()) && !slot.right.contains(code)
            };
            for choice in slot.chosen.iter().filter(wrong) {
                let label = Text {
                    zh: format!("{}：{}", slot.label.zh, choice.label.zh),
                    en: format!("{}: {}", slot.label.en, choice.label.en),
                };
                let key = format!("{} {}", slot.id, choice.code);
                tally.mistakes.entry(key).or_insert((label, 0)).1 += 1;
            }
            for why in &slot.why {
                let known = self.rules.entry(why.rule.clone());
                let (_, credits) = known.or_insert_with(|| (why.title.clone(), Vec::new()));
                credits.extend(slot.credit);
            }
        }
    }

    /// The report.
    pub fn report(self) -> Report {
        let decisions = self
            .decisions
            .into_iter()
            .map(|((scenario, decision), tally)| {
                let mistakes = tally.mistakes.into_values();
                // Of equally frequent mistakes the first by name, so that the report is always the same.
                let usual = mistakes.rev().max_by_key(|(_, count)| *count);
                DecisionLine {
                    scenario,
                    decision,
                    taken: tally.credits.len(),
                    full: tally
                        .credits
                        .iter()
                        .filter(|credit| credit.is_full())
                        .count(),
                    credit: Fraction::mean(&tally.credits),
                    usual_mistake: usual,
                }
            });
        let mut decisions: Vec<DecisionLine> = decisions.collect();
        decisions.sort_by_key(|line| line.credit);
        let rules = self
            .rules
            .into_iter()
            .map(|(rule, (title, credits))| RuleLine {
                rule,
                title,
                taken: credits.len(),
                credit: Fraction::mean(&credits),
            });
        let mut rules: Vec<RuleLine> = rules.collect();
        rules.sort_by_key(|line| line.credit);
        Report {
            results: self.results,
            decisions,
            rules,
        }
    }
}
