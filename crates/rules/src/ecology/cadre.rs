//! Early warning of a cadre's integrity risks, and reminders from the archive (SF09, FP08, FP61–FP64).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Mark, Measures, Score, Scorer};
use crate::deadlines::{Calendar, Due};
use crate::error::LoadError;
use crate::facts::{FactKey, Subject};
use crate::inquiry::{Answered, Inquiry, MatterFacts};
use crate::rulebook::{Rulebook, Then};
use crate::vocabulary::{ReminderState, Term, Value, WarningLevel};

/// Watches cadres as the rules are on one day.
#[derive(Debug)]
pub struct CadreWatch {
    /// The sheet.
    pub scorer: Scorer,
    /// Working days in which a reminder is to be verified.
    pub reminder_days: u32,
    calendar: Calendar,
    inquiry: Inquiry,
}

/// A cadre's warning level and what follows. It tells how closely to look, not what a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CadreWarning {
    /// The score and the levels it can be.
    pub score: Score,
    /// Who verifies, by management authority.
    pub organ: Option<Answered>,
    /// What follows.
    pub measures: Measures,
}

/// When a reminder was raised and closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The day the reminder was raised.
    pub raised: Option<NaiveDate>,
    /// The day it was verified.
    pub done: Option<NaiveDate>,
}

/// A task to verify something that the archive shows. Never a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The condition met: its fact.
    pub condition: FactKey,
    /// Id of the row that raises it.
    pub rule: String,
    /// The last day to verify it, if it is known when it was raised.
    pub due: Option<Due>,
    /// How far it has been followed up.
    pub state: ReminderState,
}

/// What the archive of a cadre asks to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveCheck {
    /// The reminders.
    pub reminders: Vec<Reminder>,
    /// Conditions of which nothing is known.
    pub unknown: Vec<FactKey>,
    /// Who is told and verifies, by management authority.
    pub organ: Option<Answered>,
    /// The application of the archive that serves the occasion.
    pub application: Option<Answered>,
}

impl CadreWatch {
    /// The usual sheet of early warning, as the rules are on `day`.
    ///
    /// # Errors
    /// When a number is missing or a table cannot be compiled.
    pub fn new(rulebook: &Rulebook, sheet: &str, day: NaiveDate) -> Result<Self, LoadError> {
        let parameters = rulebook.parameters_on(day);
        let days = parameters
            .iter()
            .find(|known| known.grounds.id == "archive.reminder.days");
        Ok(CadreWatch {
            scorer: Scorer::new(rulebook, &parameters, sheet)?,
            reminder_days: days
                .and_then(|days| days.value.to_u32())
                .unwrap_or_default(),
            calendar: rulebook.calendar.clone(),
            inquiry: Inquiry::new(rulebook, Subject::Cadre, day)?,
        })
    }

    /// The warning level of `marks`. Of `facts`, the level is set by the marks.
    pub fn warn(&self, marks: &[Mark], facts: &MatterFacts) -> CadreWarning {
        let score = self.scorer.score(marks, Decimal::ZERO);
        let cases = score.levels.iter().map(|level| {
            let mut case = facts.clone();
            let index = WarningLevel::from_code(level.code).map(Term::index);
            case.set(FactKey::WarningLevel, index);
            case
        });
        let cases: Vec<MatterFacts> = cases.collect();
        CadreWarning {
            organ: self.first("cadre-organ", facts),
            measures: Measures::of(&self.inquiry, "cadre-measures", &cases),
            score,
        }
    }

    /// The reminders that the archive raises, and how far they are on the day `today`.
    pub fn check_archive(
        &self,
        facts: &MatterFacts,
        trace: Trace,
        today: NaiveDate,
    ) -> ArchiveCheck {
        let ruling = self.inquiry.ruling("archive-warnings", facts);
        let due = trace
            .raised
            .and_then(|raised| self.calendar.add_working_days(raised, self.reminder_days));
        let state = state(trace, due.as_ref(), today);
        let reminder = |answered: &Answered| match &answered.then {
            Then::Warning { id, .. } => Subject::Cadre.fact(id).map(|condition| Reminder {
                condition,
                rule: answered.rule.clone(),
                due,
                state,
            }),
            _ => None,
        };
        let ruling = ruling.as_ref();
        ArchiveCheck {
            reminders: ruling
                .map(|ruling| ruling.answers.iter().filter_map(reminder).collect())
                .unwrap_or_default(),
            unknown: ruling
                .map(|ruling| ruling.missing.clone())
                .unwrap_or_default(),
            organ: self.first("cadre-organ", facts),
            application: self.first("archive-use", facts),
        }
    }

    /// The facts that are warning conditions, in the order shown.
    pub fn conditions() -> impl Iterator<Item = FactKey> {
        let facts = Subject::Cadre.facts().iter().copied();
        facts.skip_while(|key| *key != FactKey::ConcurrentPosts)
    }

    fn first(&self, table: &str, facts: &MatterFacts) -> Option<Answered> {
        let ruling = self.inquiry.ruling(table, facts)?;
        ruling.answers.into_iter().next()
    }
}

/// The word that an answer of a closed vocabulary stands for.
pub fn word(answered: &Answered) -> Option<Value> {
    match answered.then {
        Then::Answer(answer) => answer.value(),
        _ => None,
    }
}

fn state(trace: Trace, due: Option<&Due>, today: NaiveDate) -> ReminderState {
    let late = |day: NaiveDate| due.is_some_and(|due| day > due.day);
    match (trace.done, due) {
        (Some(done), _) if late(done) => ReminderState::DoneLate,
        (Some(_), _) => ReminderState::Done,
        (None, None) => ReminderState::Undated,
        (None, Some(_)) if late(today) => ReminderState::Overdue,
        (None, Some(_)) => ReminderState::Open,
    }
}
