//! One exchange of information: its tier, whether it may take place, who approves it, what is masked, and why.

use chrono::NaiveDate;
use serde::Serialize;

use crate::determination::{Condition, Reason, Warning};
use crate::error::LoadError;
use crate::facts::{FactKey, Subject};
use crate::inquiry::{Inquiry, MatterFacts, Ruling};
use crate::rulebook::{Answer, Rulebook, Then};
use crate::vocabulary::{Approver, ExchangeDecision, InformationTier, Mask, Term, Value};

const TIER: &str = "share.tier";
const DECISION: &str = "share.decision";
const APPROVER: &str = "share.approver";
const MASKS: &str = "share.masks";
const NOTICES: &str = "share.notices";

/// What stands against an exchange only exceptionally. While it is not known, the answer is given on the condition that it is not so.
pub const CIRCUMSTANCES: &[FactKey] = &[FactKey::RecipientConcerned, FactKey::SuperiorMatter];

/// Whether there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeStatus {
    /// It is settled whether the exchange may take place.
    Determined,
    /// It is settled on the condition that nothing exceptional stands against it: see [`ExchangeAnswer::provided`].
    Conditional,
    /// It depends on facts that are missing.
    Undetermined,
}

/// What the rules say of an exchange. Decision support: whoever approves decides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExchangeAnswer {
    /// Whether there is an answer.
    pub status: ExchangeStatus,
    /// How closely the kind of information is held, LS56; `None` while the kind is not known.
    pub tier: Option<InformationTier>,
    /// Whether the exchange may take place; `None` while it is open.
    pub decision: Option<ExchangeDecision>,
    /// What the decision could still be.
    pub possible_decisions: Vec<ExchangeDecision>,
    /// Who approves, where approval is needed; `None` where none is, or while it is open who.
    pub approver: Option<Approver>,
    /// Who could still be the one to approve.
    pub possible_approvers: Vec<Approver>,
    /// What the recipient does not get to see, whatever is shown.
    pub masks: Vec<Mask>,
    /// What may have to be masked, depending on missing facts.
    pub possible_masks: Vec<Mask>,
    /// Facts taken as "no": make sure of them before anything is shared.
    pub provided: Vec<FactKey>,
    /// The fact to ask for next.
    pub ask_next: Option<FactKey>,
    /// Unknown facts that still change something, the most important first.
    pub missing: Vec<FactKey>,
    /// What else to see to.
    pub warnings: Vec<Warning>,
    /// The rows that decide, with their basis and citations.
    pub reasons: Vec<Reason>,
}

/// A single change that leads to another decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The fact that would be different.
    pub fact: FactKey,
    /// The values that lead there, each by itself.
    pub values: Vec<Value>,
    /// The decision there.
    pub decision: ExchangeDecision,
}

/// The rules about exchanges of information, compiled for one day.
#[derive(Debug)]
pub struct Sharing<'b> {
    rulebook: &'b Rulebook,
    inquiry: Inquiry,
}

impl<'b> Sharing<'b> {
    /// Compiles the rules of `rulebook` about exchanges as they hold on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &'b Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let inquiry = Inquiry::new(rulebook, Subject::Exchange, day)?;
        Ok(Sharing { rulebook, inquiry })
    }

    /// What the rules say of the exchange with these facts (subject [`Subject::Exchange`]; facts of another subject count as unknown).
    pub fn answer(&self, facts: &MatterFacts) -> ExchangeAnswer {
        let (facts, decided) = self.decide(facts);
        let facts = &facts;
        let tier = self.ask(TIER, facts);
        let masks = self.ask(MASKS, facts);
        let notices = self.ask(NOTICES, facts);
        let decision: Option<ExchangeDecision> = one(&decided.ruling);
        let needed = decision == Some(ExchangeDecision::Approval);
        let approver = needed.then(|| self.ask(APPROVER, facts));
        let status = match (decision, decided.provided.is_empty()) {
            (None, _) => ExchangeStatus::Undetermined,
            (Some(_), true) => ExchangeStatus::Determined,
            (Some(_), false) => ExchangeStatus::Conditional,
        };
        let rulings = [&tier, &decided.ruling]
            .into_iter()
            .chain(&approver)
            .chain([&masks, &notices]);
        let mut missing = Vec::new();
        let refused = decision == Some(ExchangeDecision::Refused);
        let open = rulings
            .clone()
            .filter(|ruling| !refused || ruling.table == DECISION);
        for key in open
            .flat_map(|ruling| &ruling.missing)
            .chain(&decided.provided)
        {
            if !missing.contains(key) {
                missing.push(*key);
            }
        }
        ExchangeAnswer {
            status,
            tier: one(&tier),
            decision,
            possible_decisions: possible(&decided.ruling),
            approver: approver.as_ref().and_then(one),
            possible_approvers: approver.as_ref().map(possible).unwrap_or_default(),
            masks: terms(masks.answers.iter().map(|answered| &answered.then)),
            possible_masks: possible(&masks),
            ask_next: missing.first().copied(),
            missing,
            warnings: warnings(&notices),
            reasons: rulings
                .flat_map(|ruling| self.reasons(ruling, facts))
                .collect(),
            provided: decided.provided,
        }
    }

    /// Which single changes lead to another decision: by fact and decision, all values that do. The kind of information stays what it is, and only
    /// known facts and circumstances (taken as "no" while unknown) are changed. Empty while the decision is open.
    pub fn what_if(&self, facts: &MatterFacts) -> Vec<Change> {
        let (_, decided) = self.decide(facts);
        let Some(now) = one::<ExchangeDecision>(&decided.ruling) else {
            return Vec::new();
        };
        let mut facts = facts.clone();
        for circumstance in CIRCUMSTANCES {
            if facts.index(*circumstance).is_none() {
                facts.set(*circumstance, Some(0));
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        let keys = Subject::Exchange.facts().iter().copied();
        for fact in keys.filter(|key| *key != FactKey::DataKind && facts.index(*key).is_some()) {
            let mut changed = facts.clone();
            for (index, value) in fact.values().iter().enumerate() {
                changed.set(fact, Some(index));
                let then = one(&self.ask(DECISION, &changed));
                let Some(decision) = then.filter(|decision| *decision != now) else {
                    continue;
                };
                let same =
                    |change: &&mut Change| change.fact == fact && change.decision == decision;
                match changes.iter_mut().find(same) {
                    Some(change) => change.values.push(*value),
                    None => changes.push(Change {
                        fact,
                        values: vec![*value],
                        decision,
                    }),
                }
            }
        }
        changes
    }

    /// The decision, and the facts it was taken with: where only circumstances are open, they are taken as "no".
    fn decide(&self, facts: &MatterFacts) -> (MatterFacts, Decided) {
        let ruling = self.ask(DECISION, facts);
        let open = |key: &&FactKey| facts.index(**key).is_none() && ruling.missing.contains(key);
        let provided: Vec<FactKey> = CIRCUMSTANCES.iter().filter(open).copied().collect();
        if !provided.is_empty() {
            let mut usual = facts.clone();
            for key in &provided {
                usual.set(*key, Some(0));
            }
            let settled = self.ask(DECISION, &usual);
            if settled.is_settled() {
                let ruling = settled;
                return (usual, Decided { ruling, provided });
            }
        }
        let provided = Vec::new();
        (facts.clone(), Decided { ruling, provided })
    }

    fn ask(&self, table: &str, facts: &MatterFacts) -> Ruling {
        let none = || Ruling {
            table: table.to_owned(),
            answers: Vec::new(),
            possible: Vec::new(),
            missing: Vec::new(),
        };
        self.inquiry.ruling(table, facts).unwrap_or_else(none)
    }

    /// The rows that decided, each once.
    fn reasons(&self, ruling: &Ruling, facts: &MatterFacts) -> Vec<Reason> {
        let rows = ruling.answers.iter().filter_map(|answered| {
            let (table, rule) = self.rulebook.rule(&answered.rule)?;
            let conditions = rule.when.keys().map(|fact| Condition {
                fact: *fact,
                value: facts.value(*fact).map(|value| value.code),
            });
            Some(Reason {
                rule: rule.id.clone(),
                table: table.id.clone(),
                conditions: conditions.collect(),
                basis: rule.basis,
                cites: rule.cites.clone(),
            })
        });
        rows.collect()
    }
}

/// A decision, and the circumstances that it takes as "no".
struct Decided {
    ruling: Ruling,
    provided: Vec<FactKey>,
}

/// The one settled answer of a table.
fn one<T: Term>(ruling: &Ruling) -> Option<T> {
    term(ruling.answer()?)
}

/// What a table may still answer.
fn possible<T: Term>(ruling: &Ruling) -> Vec<T> {
    terms(ruling.possible.iter())
}

/// The words given, each once, in the order of the rows.
fn terms<'a, T: Term>(given: impl Iterator<Item = &'a Then>) -> Vec<T> {
    let mut all = Vec::new();
    for word in given.filter_map(term) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}

fn term<T: Term>(then: &Then) -> Option<T> {
    match then {
        Then::Answer(Answer { index, .. }) => T::ALL.get(*index).copied(),
        _ => None,
    }
}

fn warnings(ruling: &Ruling) -> Vec<Warning> {
    let given = ruling
        .answers
        .iter()
        .filter_map(|answered| match &answered.then {
            Then::Warning { id, severity } => Some(Warning {
                id: id.clone(),
                severity: *severity,
                rule: answered.rule.clone(),
            }),
            _ => None,
        });
    given.collect()
}
