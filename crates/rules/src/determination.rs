//! The answer in the user's words, as plain data.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use shizu_tables::{Fact, Table, Terminal, Verdict};

use crate::engine::{Decision, Engine, Rows};
use crate::facts::{ClueFacts, FactKey};
use crate::rulebook::{Rule, Then};
use crate::vocabulary::{Basis, Mechanism, Organ, Phase, Role, Severity};

/// Whether there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is settled who leads.
    Determined,
    /// It depends on facts that are missing.
    Undetermined,
    /// The matter is not accepted here.
    NotAccepted,
}

/// Who should handle a clue, how, and why. Decision support: it says nothing of anybody's guilt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Determination {
    /// Id of the clue.
    pub id: String,
    /// Whether there is an answer.
    pub status: Status,
    /// Who leads.
    pub lead: Option<Organ>,
    /// Who could still lead while facts are missing.
    pub possible_leads: Vec<Organ>,
    /// Whether it could still turn out that the matter is not accepted.
    pub may_be_refused: bool,
    /// The fact to ask for next, to settle who leads.
    pub ask_next: Option<FactKey>,
    /// Unknown facts that still change something, the most important first.
    pub missing: Vec<FactKey>,
    /// Who else has a part.
    pub assist: Vec<Part>,
    /// Joint mechanisms that apply.
    pub mechanisms: Vec<Mechanism>,
    /// Joint mechanisms that may apply, depending on missing facts.
    pub possible_mechanisms: Vec<Mechanism>,
    /// Duties that come with the matter.
    pub duties: Vec<DutyOwed>,
    /// Time limits; without a date when it is not known when the clue was received.
    pub deadlines: Vec<Deadline>,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// The rows that decide, with their basis and citations.
    pub reasons: Vec<Reason>,
}

/// An organ's part in the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The organ.
    pub organ: Organ,
    /// Its part.
    pub role: Role,
    /// Id of the row that says so.
    pub rule: String,
}

/// A duty that comes with the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyOwed {
    /// Id of the duty.
    pub id: String,
    /// Who owes it.
    pub organ: Organ,
    /// In which part.
    pub role: Role,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Organ>,
    /// When.
    pub phase: Phase,
    /// Id of the row that says so.
    pub rule: String,
}

/// A time limit with its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Id of the limit.
    pub id: String,
    /// Last day; `None` when it is not known when the clue was received.
    pub due: Option<NaiveDate>,
    /// What the limit rests on.
    pub basis: Basis,
    /// Whether holidays that have not been announced may still move the day.
    pub provisional: bool,
    /// Id of the row that says that the limit applies.
    pub rule: String,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Id of the warning.
    pub id: String,
    /// How loud.
    pub severity: Severity,
    /// Id of the row that says so.
    pub rule: String,
}

/// A row that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Id of the row.
    pub rule: String,
    /// Id of its table.
    pub table: String,
    /// The facts that the row asks for, with the value found; `None` where it is unknown and the row may still match.
    pub conditions: Vec<Condition>,
    /// What the row rests on.
    pub basis: Basis,
    /// Ids in the catalogue.
    pub cites: Vec<String>,
}

/// A condition that was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The fact.
    pub fact: FactKey,
    /// The value found.
    pub value: Option<&'static str>,
}

impl Serialize for FactKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Determination {
    /// Nothing is settled yet.
    pub(crate) fn empty(id: &str) -> Self {
        Determination {
            id: id.to_owned(),
            status: Status::Undetermined,
            lead: None,
            possible_leads: Vec::new(),
            may_be_refused: false,
            ask_next: None,
            missing: Vec::new(),
            assist: Vec::new(),
            mechanisms: Vec::new(),
            possible_mechanisms: Vec::new(),
            duties: Vec::new(),
            deadlines: Vec::new(),
            warnings: Vec::new(),
            reasons: Vec::new(),
        }
    }
}

impl Engine {
    /// Who should handle the clue, how and why. `received` starts the time limits.
    pub fn determine(
        &self,
        id: &str,
        facts: &ClueFacts,
        received: Option<NaiveDate>,
    ) -> Determination {
        self.describe(id, &self.decide(facts), facts, received)
    }

    /// The same from a decision already made. `facts` must be those it was made from.
    pub fn describe(
        &self,
        id: &str,
        decision: &Decision,
        facts: &ClueFacts,
        received: Option<NaiveDate>,
    ) -> Determination {
        let mut result = self.lead_of(id, decision, facts);
        for (table, span) in self.lists.tables.iter().zip(&self.lists.spans) {
            let rows = span.matching(&decision.lists);
            self.add_list(&mut result, table, rows, facts, received);
        }
        if decision.is_open() {
            result.missing = self
                .open_facts(facts)
                .into_iter()
                .map(|open| open.fact)
                .collect();
        }
        result
    }

    pub(crate) fn lead_of(
        &self,
        id: &str,
        decision: &Decision,
        facts: &ClueFacts,
    ) -> Determination {
        let mut result = Determination::empty(id);
        if let Verdict::Determined { outcome, row } = decision.lead {
            match &self.lead.outcomes()[outcome] {
                Then::Lead(organ) => {
                    result.status = Status::Determined;
                    result.lead = Some(*organ);
                }
                _ => result.status = Status::NotAccepted,
            }
            let agreeing = self
                .lead
                .hits(facts.as_slice())
                .possible()
                .filter(|at| self.lead.rows()[*at].outcome == outcome);
            let deciding: Vec<usize> = row.map_or_else(|| agreeing.collect(), |row| vec![row]);
            result.reasons.extend(
                deciding
                    .into_iter()
                    .filter_map(|row| self.reason(&self.lead, row, facts)),
            );
        } else if let Ok(open) = self.lead.open_questions(facts.as_slice()) {
            for terminal in &open.possible {
                if let Terminal::Outcome(outcome) = terminal {
                    match &self.lead.outcomes()[*outcome] {
                        Then::Lead(organ) => result.possible_leads.push(*organ),
                        _ => result.may_be_refused = true,
                    }
                }
            }
            result.ask_next = open
                .questions
                .first()
                .map(|question| FactKey::ALL[question.column]);
        }
        result
    }

    pub(crate) fn add_list(
        &self,
        result: &mut Determination,
        table: &Table<Then>,
        rows: Rows,
        facts: &ClueFacts,
        received: Option<NaiveDate>,
    ) {
        let certain = certain_by_cases(table, rows, facts);
        for (index, row) in table
            .rows()
            .iter()
            .enumerate()
            .filter(|(index, _)| rows.possible >> index & 1 == 1)
        {
            let by_cases = certain >> index & 1 == 1;
            let sure = by_cases || rows.sure >> index & 1 == 1;
            let then = &table.outcomes()[row.outcome];
            let rule = row.id.clone();
            if !sure {
                if let Then::Mechanism(mechanism) = then {
                    push_new(&mut result.possible_mechanisms, *mechanism);
                }
                continue;
            }
            match then {
                Then::Assist { organ, role } => {
                    if !result
                        .assist
                        .iter()
                        .any(|part| part.organ == *organ && part.role == *role)
                    {
                        result.assist.push(Part {
                            organ: *organ,
                            role: *role,
                            rule,
                        });
                    }
                }
                Then::Mechanism(mechanism) => push_new(&mut result.mechanisms, *mechanism),
                Then::Duty(duty) => {
                    if !result
                        .duties
                        .iter()
                        .any(|known| known.id == duty.id && known.organ == duty.organ)
                    {
                        let (organ, role, to, phase) = (duty.organ, duty.role, duty.to, duty.phase);
                        result.duties.push(DutyOwed {
                            id: duty.id.clone(),
                            organ,
                            role,
                            to,
                            phase,
                            rule,
                        });
                    }
                }
                Then::Limit(limit) => {
                    if !result.deadlines.iter().any(|known| known.id == *limit) {
                        result
                            .deadlines
                            .extend(self.deadline(limit, rule, received));
                    }
                }
                Then::Warning { id, severity } => {
                    if !(by_cases && result.warnings.iter().any(|known| known.id == *id)) {
                        result.warnings.push(Warning {
                            id: id.clone(),
                            severity: *severity,
                            rule,
                        });
                    }
                }
                Then::Lead(_) | Then::NotAccepted | Then::Answer(_) => {}
            }
            result.reasons.extend(self.reason(table, index, facts));
        }
        result
            .possible_mechanisms
            .retain(|mechanism| !result.mechanisms.contains(mechanism));
    }

    fn deadline(&self, limit: &str, rule: String, received: Option<NaiveDate>) -> Option<Deadline> {
        let limit = self.rulebook.limit(limit)?;
        let due = received.and_then(|start| limit.due(start, &self.rulebook.calendar));
        Some(Deadline {
            id: limit.id.clone(),
            due: due.map(|due| due.day),
            basis: limit.basis,
            provisional: due.is_some_and(|due| due.provisional),
            rule,
        })
    }

    fn reason(&self, table: &Table<Then>, row: usize, facts: &ClueFacts) -> Option<Reason> {
        let rule = self.rule_of(&table.rows()[row].id)?;
        let conditions = rule.when.keys().map(|fact| Condition {
            fact: *fact,
            value: facts.value(*fact).map(|value| value.code),
        });
        Some(Reason {
            rule: rule.id.clone(),
            table: table.id().to_owned(),
            conditions: conditions.collect(),
            basis: rule.basis,
            cites: rule.cites.clone(),
        })
    }

    /// The row with this id as it holds on the engine's day.
    pub fn rule_of(&self, id: &str) -> Option<&Rule> {
        let (table, row) = self.places.get(id)?;
        self.rulebook.tables.get(*table)?.rules.get(*row)
    }
}

/// The rows of outcomes that come out whatever the unknown facts are, although no single row surely matches: one row for every case.
fn certain_by_cases(table: &Table<Then>, rows: Rows, facts: &ClueFacts) -> u64 {
    let of = |outcome: usize| {
        let same = table.rows().iter().enumerate();
        same.filter(|(_, row)| row.outcome == outcome)
            .fold(0_u64, |bits, (index, _)| bits | 1 << index)
    };
    let mut open = rows.possible & !rows.sure;
    let mut certain = 0;
    while open != 0 {
        let outcome = table.rows()[open.trailing_zeros() as usize].outcome;
        let (all, cases) = (of(outcome), of(outcome) & rows.possible);
        open &= !all;
        // One row alone is not certain, or it would surely match.
        if rows.sure & all == 0
            && cases.count_ones() > 1
            && let Ok(questions) = table.open_questions_about(outcome, facts.as_slice())
            && questions.questions.is_empty()
        {
            certain |= cases;
        }
    }
    certain
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The fact of a schema column as key and value, where it is known.
pub(crate) fn named(
    column: usize,
    fact: Fact,
) -> Option<(FactKey, Option<crate::vocabulary::Value>)> {
    let key = *FactKey::ALL.get(column)?;
    let value = fact
        .value()
        .and_then(|index| key.values().get(usize::try_from(index).ok()?))
        .copied();
    Some((key, value))
}
