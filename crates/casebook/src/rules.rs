//! What of the rulebook the workbook lives by: the steps of its records, what each state needs, who follows up a finding,
//! what is passed on and masked, and time limits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shizu_rules::vocabulary::{Basis, Organ, Role, Step, StepNeed, Term};
use shizu_rules::{
    Calendar, Due, FactKey, Inquiry, Limit, LoadError, MatterFacts, Rulebook, Subject, Then,
};

use crate::kind::Kind;

/// Something a state needs, with the row of the rulebook that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What is missing.
    pub need: StepNeed,
    /// Id of the row.
    pub rule: String,
    /// What the row rests on.
    pub basis: Basis,
    /// Ids in the catalogue of sources.
    pub cites: Vec<String>,
}

/// A step that a record may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Code of the state it leads to.
    pub to: &'static str,
    /// What the step is called.
    pub step: Step,
    /// Id of the row of the rulebook.
    pub rule: String,
}

/// The rules of the workbook, as they hold on a day.
#[derive(Debug)]
pub struct Rules {
    steps: Vec<(Kind, Inquiry)>,
    follow_up: Inquiry,
    /// What is passed on of a workbook, and what is masked.
    pub(crate) redaction: Inquiry,
    limits: Vec<Limit>,
    calendar: Calendar,
    /// Basis and citations of each row about steps.
    grounds: BTreeMap<String, (Basis, Vec<String>)>,
}

/// The registers whose rows have states that are passed on, with the subject of their tables.
const STATEFUL: &[(Kind, Subject)] = &[
    (Kind::Matter, Subject::MatterStep),
    (Kind::Finding, Subject::FindingStep),
    (Kind::Task, Subject::TaskStep),
    (Kind::Case, Subject::CaseStep),
];

impl Rules {
    /// Compiles the tables of `rulebook` about the workbook as they hold on `day`.
    ///
    /// # Errors
    /// When a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let mut steps = Vec::with_capacity(STATEFUL.len());
        let mut grounds = BTreeMap::new();
        for (kind, subject) in STATEFUL {
            steps.push((*kind, Inquiry::new(rulebook, *subject, day)?));
            let rules = rulebook
                .tables_about(*subject)
                .flat_map(|table| &table.rules);
            for rule in rules {
                grounds.insert(rule.id.clone(), (rule.basis, rule.cites.clone()));
            }
        }
        Ok(Rules {
            steps,
            follow_up: Inquiry::new(rulebook, Subject::Rectification, day)?,
            redaction: Inquiry::new(rulebook, Subject::Redaction, day)?,
            limits: rulebook.limits.clone(),
            calendar: rulebook.calendar.clone(),
            grounds,
        })
    }

    /// Whether rows of the register have states that are passed on.
    pub fn has_states(kind: Kind) -> bool {
        STATEFUL.iter().any(|(known, _)| *known == kind)
    }

    /// The states that a record can pass to from `state`, whether or not it has what they need.
    pub fn ways(&self, kind: Kind, state: &str) -> Vec<Way> {
        let Some(facts) = Facts::new(kind) else {
            return Vec::new();
        };
        let states = facts.values("to");
        let ways = states.iter().filter_map(|to| {
            let (step, rule) = self.step(kind, state, to.code)?;
            Some(Way {
                to: to.code,
                step,
                rule,
            })
        });
        ways.collect()
    }

    /// The step that leads from one state to another; `None` when there is none.
    pub(crate) fn step(&self, kind: Kind, from: &str, to: &str) -> Option<(Step, String)> {
        let mut facts = Facts::new(kind)?;
        facts.set("from", from);
        facts.set("to", to);
        let ruling = self.ask(kind, "steps", &facts.0)?;
        let answered = ruling.answers.first()?;
        match &answered.then {
            Then::Answer(answer) => {
                let step = Step::ALL.get(answer.index).copied()?;
                Some((step, answered.rule.clone()))
            }
            _ => None,
        }
    }

    /// What a record lacks for the state `to`. `given` answers the yes/no facts of the step by their codes.
    pub(crate) fn needs(
        &self,
        kind: Kind,
        from: &str,
        to: &str,
        given: &dyn Fn(&str) -> bool,
    ) -> Vec<Need> {
        let Some(mut facts) = Facts::new(kind) else {
            return Vec::new();
        };
        facts.set("from", from);
        facts.set("to", to);
        for key in facts.0.subject().facts().iter().filter(|key| key.is_flag()) {
            facts.0.set(*key, Some(usize::from(given(key.code()))));
        }
        let ruling = self.ask(kind, "needs", &facts.0);
        let answers = ruling.into_iter().flat_map(|ruling| ruling.answers);
        let needs = answers.filter_map(|answered| match answered.then {
            Then::Answer(answer) => {
                let (basis, cites) = self.grounds.get(&answered.rule)?;
                Some(Need {
                    need: StepNeed::ALL.get(answer.index).copied()?,
                    basis: *basis,
                    cites: cites.clone(),
                    rule: answered.rule,
                })
            }
            _ => None,
        });
        needs.collect()
    }

    fn ask(&self, kind: Kind, table: &str, facts: &MatterFacts) -> Option<shizu_rules::Ruling> {
        let (_, inquiry) = self.steps.iter().find(|(known, _)| *known == kind)?;
        inquiry.ruling(&format!("{}_{table}", kind.code()), facts)
    }

    /// Who leads the follow-up of an inspection finding on `today`: the inspection body until the rectification is disclosed, the commission from
    /// that day on, SF15.
    pub fn follow_up(&self, disclosed: Option<NaiveDate>, today: NaiveDate) -> Option<Organ> {
        let mut facts = MatterFacts::new(Subject::Rectification);
        let is_disclosed = disclosed.is_some_and(|day| day <= today);
        facts.set(FactKey::Disclosed, Some(usize::from(is_disclosed)));
        let ruling = self.follow_up.ruling("rectification_follow_up", &facts)?;
        ruling
            .answers
            .iter()
            .find_map(|answered| match answered.then {
                Then::Assist {
                    organ,
                    role: Role::Lead,
                } => Some(organ),
                _ => None,
            })
    }

    /// The time limits that a task may have.
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// The time limit with this id that holds for a start on `start`.
    pub fn limit(&self, id: &str, start: NaiveDate) -> Option<&Limit> {
        let known = |limit: &&Limit| limit.id == id && limit.holds_on(start);
        self.limits.iter().find(known)
    }

    /// The last day of the time limit `id` from `start` on; provisional where a holiday notice is still to come.
    pub fn due(&self, id: &str, start: NaiveDate) -> Option<Due> {
        self.limit(id, start)?.due(start, &self.calendar)
    }
}

/// The facts of a step, by their codes.
struct Facts(MatterFacts);

impl Facts {
    fn new(kind: Kind) -> Option<Self> {
        let (_, subject) = STATEFUL.iter().find(|(known, _)| *known == kind)?;
        Some(Facts(MatterFacts::new(*subject)))
    }

    fn values(&self, fact: &str) -> &'static [shizu_rules::vocabulary::Value] {
        let key = self.0.subject().fact(fact);
        key.map_or(&[], |key| key.values())
    }

    /// Sets a fact from a code; an unknown code leaves it unknown, and no row applies.
    fn set(&mut self, fact: &str, code: &str) {
        let values = self.values(fact);
        if let Some(key) = self.0.subject().fact(fact) {
            self.0
                .set(key, values.iter().position(|value| value.code == code));
        }
    }
}
