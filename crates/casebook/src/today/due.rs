//! What is due: tasks, and the time limits that matters and findings have by their facts.

use std::cmp::Ordering;

use shizu_rules::vocabulary::{
    CheckResult, FindingState, Inclusion, MatterState, Signal, Source, StartEvent, TaskState, Term,
};
use shizu_rules::{Due, Limit};

use super::item::{Item, Section};
use super::zero::blank;
use super::{Day, both};
use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::day as read_day;

/// How far ahead is soon.
const SOON: u64 = 7;

impl Day<'_> {
    /// The part of the day to which something due belongs; `None` while it is far off.
    fn section(&self, due: Due) -> Option<Section> {
        let today = self.days.today;
        let soon = today.checked_add_days(chrono::Days::new(SOON))?;
        match due.day.cmp(&today) {
            Ordering::Less => Some(Section::Overdue),
            Ordering::Equal => Some(Section::DueToday),
            Ordering::Greater => (due.day <= soon).then_some(Section::DueSoon),
        }
    }

    /// Open tasks that are due. The task that hands over a finding stands with the finding.
    pub(super) fn tasks(&mut self) {
        for row in self.book.register(Kind::Task).rows() {
            let open = [TaskState::Open, TaskState::UnderWay];
            let Some(due) = read_day(row.get("due")) else {
                continue;
            };
            let handover =
                row.get("register") == Kind::Finding.code() && row.id().ends_with("-handover");
            if !open.iter().any(|state| state.code() == row.get("state")) || handover {
                continue;
            }
            let due = Due {
                day: due,
                provisional: row.get("provisional") == "yes",
            };
            let Some(section) = self.section(due) else {
                continue;
            };
            let mut item = self.item(section, Kind::Task, row, row.get("title"));
            item.what = both("任务", "task");
            row.get("owner").clone_into(&mut item.who);
            let rule = row.get("rule");
            if !rule.is_empty() {
                item.rules.push(rule.to_owned());
            }
            self.push_due(item, due);
        }
    }

    /// Open matters whose time limits run, and what the clue clock shows of them.
    pub(super) fn matters(&mut self) {
        for row in self.book.register(Kind::Matter).rows() {
            if !is_state(row, OPEN) {
                continue;
            }
            let Some(received) = read_day(row.get("received")) else {
                continue;
            };
            for (id, rule) in self.routed.said(row).limits {
                if !still_owed(row, &id) {
                    continue;
                }
                if let Some(limit) = self.limit(&id, received) {
                    self.limited(Kind::Matter, row, limit, received, &rule);
                }
            }
            // XS29: what inspection handed over is reported back to it.
            if row.get("source") == Source::Inspection.code() && is_state(row, OPEN) {
                for limit in self.limits_from(StartEvent::Transferred, received) {
                    self.limited(Kind::Matter, row, limit, received, "");
                }
            }
            self.clock(row, received);
        }
    }

    /// Findings of inspection whose rectification is due.
    pub(super) fn findings(&mut self) {
        const WITHOUT: &[FindingState] = &[
            FindingState::Entered,
            FindingState::Rectifying,
            FindingState::Reopened,
        ];
        for row in self.book.register(Kind::Finding).rows() {
            let owed = WITHOUT.iter().any(|state| state.code() == row.get("state"))
                && row.get("inclusion") != Inclusion::FromDaily.code();
            let Some(found) = read_day(row.get("found")).filter(|_| owed) else {
                continue;
            };
            for limit in self.limits_from(StartEvent::Feedback, found) {
                // The plan is what the measures are written in.
                if limit.id == "rectification_plan" && !row.get("measures").is_empty() {
                    continue;
                }
                self.limited(Kind::Finding, row, limit, found, "");
            }
        }
    }

    fn limit(&self, id: &str, start: chrono::NaiveDate) -> Option<Limit> {
        let limits = self.engine.rulebook().limits.iter();
        let mut known = limits.filter(|limit| limit.id == id && limit.holds_on(start));
        known.next().cloned()
    }

    fn limits_from(&self, event: StartEvent, start: chrono::NaiveDate) -> Vec<Limit> {
        let limits = self.engine.rulebook().limits.iter();
        let running = limits.filter(|limit| limit.start == event && limit.holds_on(start));
        running.cloned().collect()
    }

    fn limited(
        &mut self,
        kind: Kind,
        row: Row<'_>,
        limit: Limit,
        start: chrono::NaiveDate,
        rule: &str,
    ) {
        let Some(due) = limit.due(start, self.days.calendar()) else {
            return;
        };
        let Some(section) = self.section(due) else {
            return;
        };
        let name = row.get(match kind {
            Kind::Finding => "problem",
            _ => "summary",
        });
        let mut item = self.item(section, kind, row, name);
        item.key = format!("{}:{}", item.key, limit.id);
        item.what = limit.title;
        item.rules.push(limit.id);
        if !rule.is_empty() {
            item.rules.push(rule.to_owned());
        }
        self.push_due(item, due);
    }

    fn push_due(&mut self, mut item: Item, due: Due) {
        item.left = self.days.left(due.day);
        item.due = Some(due);
        self.items.push(item);
    }

    /// What the clue clock in use shows of a matter that has no result yet: yellow and red only.
    fn clock(&mut self, row: Row<'_>, received: chrono::NaiveDate) {
        if !is_state(row, WITHOUT_RESULT) {
            return;
        }
        let Some(clock) = self.clock else {
            return;
        };
        let starts = |event| (event == StartEvent::Received).then_some(received);
        let readings = clock.read(starts, self.days.today, self.days.calendar());
        let loud = readings.iter().filter_map(|reading| {
            let now = reading.now.filter(|now| *now != Signal::Blue)?;
            let stage = reading.track.stages.iter().zip(&reading.dates);
            let (stage, since) = stage.rev().find(|(stage, _)| stage.signal == now)?;
            Some((now, stage.title.clone(), *since))
        });
        for (signal, title, since) in loud.collect::<Vec<_>>() {
            let mut item = self.item(Section::Clock, Kind::Matter, row, row.get("summary"));
            item.key = format!("{}:clock", item.key);
            item.what = title;
            item.signal = Some(signal);
            item.due = since;
            item.left = since.map_or(0, |since| self.days.left(since.day));
            item.rules.push(clock.grounds.id.clone());
            self.items.push(item);
        }
    }

    /// A line about a row, without a due day.
    pub(super) fn item(&self, section: Section, kind: Kind, row: Row<'_>, name: &str) -> Item {
        let body = match row.get("body") {
            "" => row.get("unit"),
            body => body,
        };
        Item {
            row: Some((kind, row.id().to_owned())),
            name: short(name),
            body: self.bodies.name(body).to_owned(),
            group: self.bodies.group_of(body).to_owned(),
            office: self.bodies.office_of(body).to_owned(),
            who: row.get("follower").to_owned(),
            ..blank(section, format!("{}:{}", kind.code(), row.id()))
        }
    }

    /// Problems that a checklist found and nobody has taken into the ledger.
    pub(super) fn checks(&mut self) {
        for row in self.book.register(Kind::Check).rows() {
            let taken = !row.get("finding").is_empty() || !row.get("matter").is_empty();
            if row.get("outcome") != CheckResult::Problem.code() || taken {
                continue;
            }
            let mut item = self.item(Section::Review, Kind::Check, row, row.get("problem"));
            item.what = both(
                "清单发现的问题尚未转入台账",
                "found by a checklist, not in the ledger yet",
            );
            row.get("checker").clone_into(&mut item.who);
            self.items.push(item);
        }
    }
}

/// States in which a matter is not settled.
const OPEN: &[MatterState] = &[
    MatterState::Registered,
    MatterState::Assigned,
    MatterState::UnderWay,
    MatterState::Reported,
    MatterState::Reopened,
];

/// States in which its result has not been reported.
const WITHOUT_RESULT: &[MatterState] = &[
    MatterState::Registered,
    MatterState::Assigned,
    MatterState::UnderWay,
    MatterState::Reopened,
];

fn is_state(row: Row<'_>, states: &[MatterState]) -> bool {
    let state = row.get("state");
    states.iter().any(|known| known.code() == state)
}

/// Whether what the limit asks for is not in the ledger yet. An opinion on disposal is there when the way of disposal is; a reply on acceptance when the
/// matter has been assigned; everything else when the result has been reported. These ends are our reading: the limits say by when, not what shows it.
fn still_owed(row: Row<'_>, limit: &str) -> bool {
    is_state(row, WITHOUT_RESULT)
        && match limit {
            "disposal_opinion" => row.get("disposal").is_empty(),
            "acceptance_reply" => row.get("assigned").is_empty(),
            _ => true,
        }
}

/// The beginning of a text in one line, with its end marked where it was cut.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < text.trim_end().len() {
        shown.push('…');
    }
    shown
}
