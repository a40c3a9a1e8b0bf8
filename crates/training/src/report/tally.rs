//! Counts over all answers of a class.

use std::collections::BTreeMap;

use shizu_rules::Text;

use super::{DecisionLine, RuleLine};
use crate::ask::Choice;
use crate::fraction::Fraction;
use crate::play::{Graded, GradedSlot};

/// Counts of one decision.
#[derive(Default)]
struct Tally {
    prompt: Text,
    credits: Vec<Fraction>,
    mistakes: BTreeMap<String, (Text, usize)>,
}

/// Counts by decision and by entry of the rulebook.
#[derive(Default)]
pub(super) struct Tallies {
    decisions: BTreeMap<(String, String), Tally>,
    rules: BTreeMap<String, (Text, Vec<Fraction>)>,
}

impl Tallies {
    /// Counts an answer; a free note counts nowhere.
    pub fn count(&mut self, scenario: &str, prompt: &Text, graded: &Graded) {
        let Some(credit) = graded.credit else { return };
        let key = (scenario.to_owned(), graded.decision.clone());
        let tally = self.decisions.entry(key).or_default();
        tally.prompt = prompt.clone();
        tally.credits.push(credit);
        for slot in &graded.slots {
            for choice in mistakes(slot) {
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

    /// By decision, the hardest first.
    pub fn decisions(self: &Tallies) -> Vec<DecisionLine> {
        let line = |((scenario, decision), tally): (&(String, String), &Tally)| {
            let mistakes = tally.mistakes.values();
            // Of equally frequent mistakes the first by name, so that the report is always the same.
            let usual = mistakes.rev().max_by_key(|(_, count)| *count);
            let full = tally.credits.iter().filter(|credit| credit.is_full());
            DecisionLine {
                scenario: scenario.clone(),
                decision: decision.clone(),
                prompt: tally.prompt.clone(),
                taken: tally.credits.len(),
                full: full.count(),
                credit: Fraction::mean(&tally.credits),
                usual_mistake: usual.cloned(),
            }
        };
        let mut lines: Vec<DecisionLine> = self.decisions.iter().map(line).collect();
        lines.sort_by_key(|line| line.credit);
        lines
    }

    /// By entry of the rulebook, the one missed most often first.
    pub fn rules(&self) -> Vec<RuleLine> {
        let line = |(rule, (title, credits)): (&String, &(Text, Vec<Fraction>))| RuleLine {
            rule: rule.clone(),
            title: title.clone(),
            taken: credits.len(),
            missed: credits.iter().filter(|credit| !credit.is_full()).count(),
            credit: Fraction::mean(credits),
        };
        let mut lines: Vec<RuleLine> = self.rules.iter().map(line).collect();
        lines.retain(|line| line.taken > 0);
        lines.sort_by_key(|line| (std::cmp::Reverse(line.missed), line.credit));
        lines
    }
}

/// What was chosen and is wrong.
fn mistakes(slot: &GradedSlot) -> impl Iterator<Item = &Choice> {
    let is_missed = slot.credit.is_some_and(|credit| !credit.is_full());
    let wrong = move |choice: &&Choice| is_missed && !slot.right.contains(choice);
    slot.chosen.iter().filter(wrong)
}
