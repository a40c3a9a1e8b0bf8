//! A line of the day: what, of whom, until when, and what to do about it.

use chrono::NaiveDate;
use shizu_rules::vocabulary::{FindingState, MatterState, Organ, Signal, Term};
use shizu_rules::{Due, Text};

use crate::command::Command;
use crate::kind::Kind;

shizu_rules::terms! {
    /// A part of the day.
    Section {
        Overdue "overdue" "已逾期" "overdue",
        DueToday "due_today" "今日到期" "due today",
        DueSoon "due_soon" "七日内到期" "due within seven days",
        Review "review" "待审核、待销号" "waiting for review or closing",
        HandOver "hand_over" "公开后接续跟进" "to be taken over on disclosure",
        Returns "returns" "缺报、迟报" "returns missing or late",
        Triggers "triggers" "零报告触发项" "triggers of the returns",
        Clock "clock" "线索时钟" "clue clock",
        FollowUp "follow_up" "以案促改未齐" "closed cases lacking follow-up",
        Flows "flows" "信息报送" "information to pass on",
    }
}

/// A line of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The part of the day it belongs to.
    pub section: Section,
    /// The same line has the same key tomorrow.
    pub key: String,
    /// The row of the ledger that it is about; none for a flow.
    pub row: Option<(Kind, String)>,
    /// What the ledger calls it: a title, or the beginning of a summary. Empty where there is no row.
    pub name: String,
    /// Why it stands here.
    pub what: Text,
    /// More about it; may be empty.
    pub detail: Text,
    /// The body concerned, by name; empty when not known.
    pub body: String,
    /// The group in charge of the body.
    pub group: String,
    /// Its counterpart office.
    pub office: String,
    /// Who has it in hand; empty when nobody is named.
    pub who: String,
    /// Until when.
    pub due: Option<Due>,
    /// Working days left until then; below zero, those that have gone since.
    pub left: i32,
    /// What a clue clock shows.
    pub signal: Option<Signal>,
    /// Ids of the entries of the rulebook that it rests on.
    pub rules: Vec<String>,
    /// The one thing to do.
    pub deed: Deed,
}

/// What can be done about a line with one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Its row is opened: it needs writing.
    Open,
    /// The record passes to this state, reviewed by whoever presses.
    Review(&'static str),
    /// The finding passes to the organ that follows up from now on.
    TakeOver(Organ),
    /// A task is made of it.
    Task(NewTask),
    /// There is a task of it already, with this id.
    HasTask(String),
}

/// A task to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done.
    pub title: Text,
    /// What the task is about: the register, and a text by which the same is known again.
    pub about: (Kind, String),
}

impl Item {
    /// The command behind the line, by `who` on `day`, with the title of a new task in `lang`; `None` where the row is to be opened.
    pub fn command(&self, who: &str, day: NaiveDate, lang: shizu_rules::Lang) -> Option<Command> {
        let (kind, row) = match &self.row {
            Some((kind, row)) => (*kind, row.as_str()),
            None => (Kind::Task, ""),
        };
        match &self.deed {
            Deed::Open | Deed::HasTask(_) => None,
            Deed::Review(to) => Some(Command::advance(kind, row, to, &[("reviewer", who)])),
            Deed::TakeOver(organ) => {
                let mut cells = vec![("follow_up", organ.code())];
                if self.who.is_empty() {
                    cells.push(("follower", who));
                }
                Some(Command::set(kind, row, &cells))
            }
            Deed::Task(task) => {
                let due = self.due.map(|due| due.day.to_string());
                let day = day.to_string();
                let cells = [
                    ("title", task.title.in_lang(lang)),
                    ("register", task.about.0.code()),
                    ("record", &task.about.1),
                    ("owner", who),
                    ("body", &self.body),
                    ("start", &day),
                    ("due", due.as_deref().unwrap_or_default()),
                ];
                Some(Command::add(Kind::Task, "", &cells))
            }
        }
    }

    /// Whether the line is one of `who`: theirs in hand. Everybody's for an empty name.
    pub fn is_of(&self, who: &str) -> bool {
        who.is_empty() || self.who == who
    }

    /// Whether it concerns the scope.
    pub fn is_within(&self, scope: &super::Scope) -> bool {
        match scope {
            super::Scope::All => true,
            super::Scope::Office(office) => self.office == *office,
            super::Scope::Group(group) => self.group == *group,
        }
    }
}

/// The state in which a matter waits for its reviewer, and the one in which it waits to be struck off.
pub(super) const MATTER_WAITS: [MatterState; 2] = [MatterState::Reported, MatterState::Reviewed];

/// The same of a finding.
pub(super) const FINDING_WAITS: [FindingState; 2] =
    [FindingState::Reported, FindingState::Verified];
