//! What waits for somebody: results for their reviewer, findings for whoever follows them up, closed cases for what they teach.

use shizu_rules::Text;
use shizu_rules::vocabulary::{CaseState, FindingState, Inclusion, Organ, Term};

use super::item::{Deed, FINDING_WAITS, Item, MATTER_WAITS, Section};
use super::{Day, both};
use crate::kind::Kind;
use crate::register::Row;
use crate::workbook::day as read_day;

/// How many days before the disclosure the hand-over is announced.
const AHEAD: u64 = 7;

/// Parts of the follow-up of a closed case: the cell, its label, the paragraph.
const FOLLOW_UP: [(&str, &str, &str, &str); 4] = [
    ("lesson", "一案一教育", "lesson", "case_needs.lesson"),
    ("analysis", "一案一分析", "analysis", "case_needs.analysis"),
    ("reform", "一案一治理", "reform", "case_needs.reform"),
    ("replay", "复盘", "replay", "case_needs.replay"),
];

impl Day<'_> {
    /// Matters and findings with a result that nobody has reviewed, or that nobody has struck off.
    pub(super) fn reviews(&mut self) {
        let matters = MATTER_WAITS.map(Term::code);
        let findings = FINDING_WAITS.map(Term::code);
        for row in self.book.register(Kind::Matter).rows() {
            let item = self.waits(Kind::Matter, row, matters, "summary", "reviewed");
            self.items.extend(item);
        }
        for row in self.book.register(Kind::Finding).rows() {
            let item = self.waits(Kind::Finding, row, findings, "problem", "verified");
            self.items.extend(item);
        }
    }

    fn waits(
        &self,
        kind: Kind,
        row: Row<'_>,
        states: [&'static str; 2],
        name: &str,
        to: &'static str,
    ) -> Option<Item> {
        let at = states.iter().position(|state| *state == row.get("state"))?;
        let mut item = self.item(Section::Review, kind, row, row.get(name));
        let reviewer = row.get("reviewer");
        let since = ["reported", "reviewed"]
            .get(at)
            .map_or("", |code| row.get(code));
        if at == 0 {
            item.what = both("已报结果，待审核", "result reported, waiting for review");
            item.deed = Deed::Review(to);
            reviewer.clone_into(&mut item.who);
            item.rules.push(format!("{}_steps.review", kind.code()));
        } else {
            item.what = both("已审核，待销号", "reviewed, waiting to be struck off");
            item.rules.push(format!("{}_steps.close", kind.code()));
        }
        item.detail = match (reviewer, row.get("follower")) {
            ("", "") => Text::default(),
            ("", follower) => text(
                format!("承办人{follower}；未指定审核人，须与承办人不同"),
                format!("handled by {follower}; no reviewer named, who must be another person"),
            ),
            (reviewer, follower) => text(
                format!("承办人{follower}，审核人{reviewer}"),
                format!("handled by {follower}, reviewer {reviewer}"),
            ),
        };
        if let Some(since) = read_day(since) {
            item.left = self.days.left(since);
        }
        Some(item)
    }

    /// SF15: findings whose rectification is disclosed, or will be within days, and which the inspection body still follows up.
    pub(super) fn hand_overs(&mut self) {
        let today = self.days.today;
        let Some(soon) = today.checked_add_days(chrono::Days::new(AHEAD)) else {
            return;
        };
        for row in self.book.register(Kind::Finding).rows() {
            let passed = [Organ::InspectionOffice, Organ::InspectionTeam]
                .iter()
                .all(|organ| organ.code() != row.get("follow_up"))
                && !row.get("follow_up").is_empty();
            let open = row.get("state") != FindingState::Closed.code()
                && row.get("inclusion") != Inclusion::FromDaily.code();
            let Some(disclosed) = read_day(row.get("disclosed")) else {
                continue;
            };
            if passed || !open || disclosed > soon {
                continue;
            }
            let mut item = self.item(Section::HandOver, Kind::Finding, row, row.get("problem"));
            item.key.push_str(":handover");
            item.due = Some(shizu_rules::Due::certain(disclosed));
            item.left = self.days.left(disclosed);
            item.rules.push("follow_up.after.office".to_owned());
            let to = self.rules.follow_up(Some(disclosed), disclosed);
            match to.filter(|_| disclosed <= today) {
                Some(organ) => {
                    item.what = text(
                        format!(
                            "整改情况已公开，转由{}跟进",
                            organ.label(shizu_rules::Lang::Zh)
                        ),
                        format!(
                            "rectification disclosed: the {} follows up from now on",
                            organ.label(shizu_rules::Lang::En)
                        ),
                    );
                    item.deed = Deed::TakeOver(organ);
                }
                None => {
                    item.what = both(
                        "整改情况即将公开，做好接续",
                        "rectification is about to be disclosed",
                    );
                }
            }
            self.items.push(item);
        }
    }

    /// SF10 and LS47: closed cases without lesson, analysis, reform or replay.
    pub(super) fn follow_ups(&mut self) {
        for row in self.book.register(Kind::Case).rows() {
            if row.get("state") == CaseState::Completed.code() {
                continue;
            }
            let lacking: Vec<_> = FOLLOW_UP
                .iter()
                .filter(|(code, ..)| row.get(code).trim().is_empty())
                .collect();
            if lacking.is_empty() {
                continue;
            }
            let mut item = self.item(Section::FollowUp, Kind::Case, row, row.get("title"));
            let list = |label: fn(
                &(&'static str, &'static str, &'static str, &'static str),
            ) -> &'static str,
                        comma| {
                let labels: Vec<&str> = lacking.iter().map(|part| label(part)).collect();
                labels.join(comma)
            };
            item.what = text(
                format!("缺：{}", list(|part| part.1, "、")),
                format!("lacking: {}", list(|part| part.2, ", ")),
            );
            item.rules
                .extend(lacking.iter().map(|part| part.3.to_owned()));
            row.get("owner").clone_into(&mut item.who);
            if let Some(closed) = read_day(row.get("closed")) {
                item.left = self.days.left(closed);
            }
            self.items.push(item);
        }
    }
}

fn text(zh: String, en: String) -> Text {
    Text { zh, en }
}
