//! What follows: the duties a table gives, over every way in which the unknown can still turn out.

use crate::facts::FactKey;
use crate::inquiry::{Inquiry, MatterFacts, Ruling};
use crate::rulebook::{Duty, Then};

/// A measure and the row that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is done, by whom.
    pub duty: Duty,
    /// Id of the row.
    pub rule: String,
}

/// The measures of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Those that follow for sure.
    pub sure: Vec<Measure>,
    /// Those that may follow, depending on what is unknown.
    pub possible: Vec<Duty>,
    /// The facts they depend on.
    pub ask: Vec<FactKey>,
}

impl Measures {
    /// What `table` gives in all of `cases` for sure, and in some of them perhaps.
    pub(crate) fn of(inquiry: &Inquiry, table: &str, cases: &[MatterFacts]) -> Self {
        let mut all = Measures::default();
        let rulings: Vec<Ruling> = cases
            .iter()
            .filter_map(|facts| inquiry.ruling(table, facts))
            .collect();
        let duty = |then: &Then| match then {
            Then::Duty(duty) => Some(duty.clone()),
            _ => None,
        };
        let everywhere = |then: &Then| {
            let gives = |ruling: &Ruling| ruling.answers.iter().any(|given| given.then == *then);
            rulings.iter().all(gives)
        };
        for answer in rulings.iter().flat_map(|ruling| &ruling.answers) {
            let Some(duty) = duty(&answer.then) else {
                continue;
            };
            if everywhere(&answer.then) {
                if all.sure.iter().all(|known| known.duty != duty) {
                    let rule = answer.rule.clone();
                    all.sure.push(Measure { duty, rule });
                }
            } else if !all.possible.contains(&duty) {
                all.possible.push(duty);
            }
        }
        for given in rulings
            .iter()
            .flat_map(|ruling| ruling.possible.iter().filter_map(duty))
        {
            let known = all.sure.iter().any(|known| known.duty == given);
            if !known && !all.possible.contains(&given) {
                all.possible.push(given);
            }
        }
        for key in rulings.iter().flat_map(|ruling| &ruling.missing) {
            if !all.ask.contains(key) {
                all.ask.push(*key);
            }
        }
        all
    }
}
