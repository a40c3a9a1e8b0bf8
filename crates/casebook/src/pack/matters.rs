//! Where complaints cluster, and which matters are to be handled jointly.

use std::collections::BTreeMap;

use shizu_rules::vocabulary::{MatterState, Mechanism, Organ, Term};
use shizu_rules::{Lang, SortOnce};

use super::{Paper, Writer};
use crate::kind::Kind;
use crate::register::Row;

/// Matters in a list; more are only counted.
const MOST: usize = 60;

/// Units in the list of those about which clues cluster.
const UNITS: usize = 8;

/// The mechanisms that a meeting decides on, with the paragraph behind each.
pub(super) const JOINT: [(Mechanism, &str); 3] = [
    (Mechanism::JointInvestigation, "LS45"),
    (Mechanism::JointHandling, "LS43"),
    (Mechanism::JointDisposal, "LS43"),
];

impl Writer<'_> {
    /// LS43: what clusters. Units with several clues, and what the monitor says of the quarter's returns.
    pub(super) fn concentration(&self, paper: &mut Paper) {
        paper.heading(1, self.t("二、反映集中情况", "2. Where complaints cluster"));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let matters = self.matters_of(self.order.quarter);
        for row in &matters {
            *counts.entry(self.bodies.name(row.get("body"))).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.retain(|(unit, count)| !unit.is_empty() && *count > 1);
        counts.sort_once_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.truncate(UNITS);
        let fired = self.fired("Z8");
        if counts.is_empty() && fired.is_empty() {
            self.none(paper);
        }
        if !counts.is_empty() {
            let head = [
                self.t("单位", "Unit"),
                self.t("所属派驻组", "Group"),
                self.t("线索", "Clues"),
            ];
            let rows = counts.iter().map(|(unit, count)| {
                let group = self.bodies.group_of(unit);
                vec![(*unit).to_owned(), dash(group), count.to_string()]
            });
            paper.table(&head, &[3, 3, 1], rows.collect());
        }
        if !fired.is_empty() {
            paper.paragraph(self.t(
                "报表显示一季之内反映集中、线索多或处置干部多的：",
                "By the returns, many reports, clues or cadres handled within the quarter:",
            ));
            for (body, words) in fired {
                paper.item(format!("{body}{}{words}", self.t("：", ": ")));
            }
        }
        paper.note(self.t(
            "件数多少与监督对象人数、信访数量有关，只供研究时参考，不作评价。",
            "Counts depend on the people covered and the reports received; they are a reason to look, not a judgement.",
        ));
        self.basis(paper, &["LS43"]);
    }

    /// Matters not settled whose facts call for joint work.
    pub(super) fn joint_matters(&self) -> Vec<(Mechanism, Vec<Row<'_>>)> {
        let rows = self.book.register(Kind::Matter).rows();
        let settled = [
            MatterState::Reviewed.code(),
            MatterState::Closed.code(),
            MatterState::PassedOn.code(),
        ];
        let open: Vec<Row<'_>> = rows
            .filter(|row| !settled.contains(&row.get("state")) && self.concerns(*row))
            .filter(|row| row.get("received") <= self.order.quarter.end().to_string().as_str())
            .collect();
        let of = |mechanism: Mechanism| {
            let rows = open.iter().filter(|row| {
                let said = self.routed.said(**row);
                said.mechanisms.iter().any(|(known, _)| *known == mechanism)
            });
            rows.copied().collect()
        };
        JOINT
            .iter()
            .map(|(mechanism, _)| (*mechanism, of(*mechanism)))
            .collect()
    }

    /// LS43, LS45: candidates for joint handling and joint investigation.
    pub(super) fn joint(&self, paper: &mut Paper) {
        paper.heading(
            1,
            self.t("三、拟会办、联查联办事项", "3. Matters to handle jointly"),
        );
        let candidates = self.joint_matters();
        if candidates.iter().all(|(_, rows)| rows.is_empty()) {
            self.none(paper);
        }
        for (mechanism, mut rows) in candidates {
            if rows.is_empty() {
                continue;
            }
            let (label, count) = (mechanism.label(self.lang), rows.len());
            paper.paragraph(match self.lang {
                Lang::Zh => format!("{label}：未办结的线索中，按事实符合条件的{count}件。"),
                Lang::En => {
                    format!("{label}: {count} unsettled clues meet the conditions by their facts.")
                }
            });
            if !self.order.shows_matters() {
                continue;
            }
            rows.sort_once_by_key(|row| std::cmp::Reverse((weight(*row), row.get("received"))));
            let more = count.saturating_sub(MOST);
            rows.truncate(MOST);
            let head = [
                self.t("编号", "Number"),
                self.t("单位", "Unit"),
                self.t("被反映人", "Person concerned"),
                self.t("重要程度", "Importance"),
                self.t("主办", "Lead"),
                self.t("跟踪人", "Follower"),
            ];
            let lines = rows.iter().map(|row| self.joint_row(*row)).collect();
            paper.table(&head, &[3, 4, 2, 2, 3, 2], lines);
            if more > 0 {
                paper.note(match self.lang {
                    Lang::Zh => format!("另有{more}件，见台账。"),
                    Lang::En => format!("{more} more stand in the ledger."),
                });
            }
        }
        self.basis(paper, &["LS43", "LS45"]);
    }

    fn joint_row(&self, row: Row<'_>) -> Vec<String> {
        let lead = Organ::from_code(row.get("lead")).or_else(|| self.routed.said(row).lead);
        let lead = match (row.get("lead_body"), lead) {
            ("", lead) => lead.map_or("—", |lead| lead.label(self.lang)),
            (body, _) => self.bodies.name(body),
        };
        vec![
            row.id().to_owned(),
            dash(self.bodies.name(row.get("body"))),
            dash(row.get("person")),
            dash(self.shown(Kind::Matter, row, "importance")),
            lead.to_owned(),
            dash(row.get("follower")),
        ]
    }
}

/// How weighty a matter is: major before important before the rest.
fn weight(row: Row<'_>) -> usize {
    match row.get("importance") {
        "major" => 2,
        "important" => 1,
        _ => 0,
    }
}

/// A text, or a dash where there is none.
pub(super) fn dash(text: &str) -> String {
    if text.is_empty() { "—" } else { text }.to_owned()
}
