//! Returns and triggers, overdue tasks, rectification after inspection, closed cases and what they taught.

use std::collections::BTreeMap;

use shizu_rules::monitor::{Fired, Line, Period, explanation};
use shizu_rules::vocabulary::{BodyKind, FindingState, Inclusion, ReturnState, ScoreBand, Term};
use shizu_rules::{Due, Lang};

use super::matters::dash;
use super::{Paper, Writer};
use crate::kind::Kind;
use crate::today::{Scope, Section};
use crate::workbook::day as read_day;

/// Rows of a list; more are only counted.
const MOST: usize = 40;

impl Writer<'_> {
    /// The bodies for which a trigger fires, each with what its gauge reads.
    pub(super) fn fired(&self, id: &str) -> Vec<(String, String)> {
        let Some(evaluator) = &self.evaluator else {
            return Vec::new();
        };
        let of = self
            .fired
            .iter()
            .filter(|fired| evaluator.triggers()[fired.trigger].id() == id);
        let told = of.filter_map(|fired| {
            let monitored = evaluator.monitored();
            let line = monitored.lines().get(fired.line)?;
            let words = explanation(evaluator, fired, self.lang)
                .into_iter()
                .next()?;
            Some((monitored.name(line).to_owned(), words))
        });
        told.collect()
    }

    /// LS42: zero and missing returns of the groups, triggers and their measures.
    pub(super) fn returns(&self, paper: &mut Paper) {
        paper.heading(
            1,
            self.t(
                "四、零报告、缺报和触发项",
                "4. Zero and missing returns, triggers",
            ),
        );
        let Some(evaluator) = &self.evaluator else {
            return;
        };
        let monitored = evaluator.monitored();
        let lines = monitored.lines().iter().filter(|line| {
            line.kind == BodyKind::Group
                && line.is_current
                && self.groups.contains(&monitored.name(line))
        });
        let rows: Vec<Vec<String>> = lines
            .filter_map(|line| {
                let states = self.states(line)?;
                Some(vec![monitored.name(line).to_owned(), states])
            })
            .collect();
        if rows.is_empty() {
            paper.paragraph(self.t(
                "本季各组没有零报告、缺报或迟报。",
                "No group returned a zero, late, or not at all.",
            ));
        } else {
            let head = [
                self.t("派驻组", "Group"),
                self.t("本季报送情况", "Returns of the quarter"),
            ];
            paper.table(&head, &[2, 3], rows);
        }
        if !self.fired.is_empty() {
            let count = self.fired.len();
            paper.paragraph(match self.lang {
                Lang::Zh => format!("触发项{count}个，措施和期限如下："),
                Lang::En => format!("{count} triggers fire; measures and dates:"),
            });
            let head = [
                self.t("对象", "Body"),
                self.t("触发项", "Trigger"),
                self.t("措施", "Measure"),
                self.t("期限", "Until"),
            ];
            let more = count.saturating_sub(MOST);
            let rows = self
                .fired
                .iter()
                .take(MOST)
                .map(|fired| self.fired_row(fired));
            paper.table(&head, &[3, 3, 4, 2], rows.collect());
            if more > 0 {
                paper.note(match self.lang {
                    Lang::Zh => format!("另有{more}个，见“零报告”页。"),
                    Lang::En => format!("{more} more stand on the page of zero reports."),
                });
            }
        }
        paper.note(self.t(
            "零是信号，不是结论；缺报不是零。",
            "A zero is a signal, not a finding; a missing return is no zero.",
        ));
        self.basis(paper, &["LS42", "LS54"]);
    }

    fn fired_row(&self, fired: &Fired) -> Vec<String> {
        let Some(evaluator) = &self.evaluator else {
            return Vec::new();
        };
        let monitored = evaluator.monitored();
        let line = monitored.lines().get(fired.line);
        let trigger = &evaluator.triggers()[fired.trigger];
        let measures: Vec<String> = evaluator
            .measures(fired)
            .map(|measure| {
                let owner = measure.owner.label(self.lang);
                format!(
                    "{owner}{}{}",
                    self.t("：", ": "),
                    measure.what.in_lang(self.lang)
                )
            })
            .collect();
        vec![
            line.map_or_else(String::new, |line| monitored.name(line).to_owned()),
            format!(
                "{} {}",
                trigger.id(),
                trigger.grounds.title.in_lang(self.lang)
            ),
            measures.join(self.t("；", "; ")),
            self.due(evaluator.due(fired.trigger)),
        ]
    }

    fn due(&self, due: Option<Due>) -> String {
        let Some(due) = due else {
            return "—".to_owned();
        };
        let provisional = self.t("（待核）", " (provisional)");
        let mark = if due.provisional { provisional } else { "" };
        format!("{}{mark}", self.day(due.day))
    }

    /// The returns of a line in the quarter that were no plain ones; `None` when all were.
    fn states(&self, line: &Line) -> Option<String> {
        let evaluator = self.evaluator.as_ref()?;
        let quarter = self.order.quarter;
        let within =
            |period: Period| period.begin() <= quarter.end() && quarter.begin() <= period.end();
        let shown = evaluator.monitored().all_shown(line);
        let told: Vec<String> = shown
            .filter(|shown| within(shown.period))
            .filter(|shown| {
                !matches!(
                    shown.state,
                    ReturnState::HasMatters | ReturnState::NotApplicable
                )
            })
            .map(|shown| {
                let (period, state) = (shown.period.label(self.lang), shown.state.label(self.lang));
                format!("{period}{}{state}", self.t("", ": "))
            })
            .collect();
        (!told.is_empty()).then(|| told.join(self.t("；", "; ")))
    }

    /// Tasks of the scope that are overdue on the day of the paper.
    pub(super) fn overdue(&self, paper: &mut Paper) {
        paper.heading(1, self.t("五、逾期任务", "5. Overdue tasks"));
        let tasks: Vec<_> = self.overdue_tasks().collect();
        if tasks.is_empty() {
            paper.paragraph(self.t("没有逾期任务。", "No task is overdue."));
        } else {
            let head = [
                self.t("任务", "Task"),
                self.t("责任人", "Owner"),
                self.t("责任单位", "Body"),
                self.t("到期", "Due"),
                self.t("逾期（工作日）", "Working days over"),
            ];
            let rows = tasks.iter().take(MOST).map(|item| {
                let name = if self.order.shows_matters() || item.name.is_empty() {
                    item.name.clone()
                } else {
                    // A title may name a person concerned.
                    item.row
                        .as_ref()
                        .map_or_else(String::new, |(_, id)| id.clone())
                };
                vec![
                    name,
                    dash(&item.who),
                    dash(&item.body),
                    self.due(item.due),
                    if item.left == 0 {
                        "<1".to_owned()
                    } else {
                        (-item.left).to_string()
                    },
                ]
            });
            paper.table(&head, &[5, 2, 4, 3, 2], rows.collect());
            let more = tasks.len().saturating_sub(MOST);
            if more > 0 {
                paper.note(match self.lang {
                    Lang::Zh => format!("另有{more}项，见台账。"),
                    Lang::En => format!("{more} more stand in the ledger."),
                });
            }
        }
        self.basis(paper, &["LS43"]);
    }

    pub(super) fn overdue_tasks(&self) -> impl Iterator<Item = &crate::today::Item> {
        let overdue = self.today.of(Section::Overdue, "", &self.scope);
        overdue.filter(|item| matches!(item.row, Some((Kind::Task, _))))
    }

    /// LS42, LS64: how far rectification after inspection has come, unit by unit, and what was scored in the quarter.
    pub(super) fn rectification(&self, paper: &mut Paper) {
        paper.heading(
            1,
            self.t("六、巡察整改", "6. Rectification after inspection"),
        );
        let mut units: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
        for row in self.book.register(Kind::Finding).rows() {
            if row.get("inclusion") == Inclusion::FromDaily.code() || !self.concerns(row) {
                continue;
            }
            let counts = units.entry(self.bodies.name(row.get("body"))).or_default();
            let closed = row.get("state") == FindingState::Closed.code();
            let disclosed = read_day(row.get("disclosed")).is_some_and(|day| day <= self.order.day);
            counts[0] += 1;
            counts[1] += usize::from(closed);
            counts[2] += usize::from(!closed);
            counts[3] += usize::from(!closed && disclosed);
        }
        if units.is_empty() {
            paper.paragraph(self.t(
                "台账中没有巡察发现。",
                "The ledger has no findings of inspection.",
            ));
        } else {
            let head = [
                self.t("单位", "Unit"),
                self.t("问题", "Findings"),
                self.t("已销号", "Closed"),
                self.t("未销号", "Open"),
                self.t("其中已公开", "Of these disclosed"),
            ];
            let rows = units.iter().map(|(unit, counts)| {
                let mut cells = vec![dash(unit)];
                cells.extend(counts.iter().map(usize::to_string));
                cells
            });
            paper.table(&head, &[4, 1, 1, 1, 2], rows.collect());
        }
        let (first, last) = (self.order.quarter.begin(), self.order.quarter.end());
        for row in self.book.register(Kind::Score).rows() {
            let on = read_day(row.get("evaluated_on"));
            if !on.is_some_and(|day| first <= day && day <= last) || !self.concerns(row) {
                continue;
            }
            let (unit, score) = (self.bodies.name(row.get("unit")), row.get("score"));
            let band =
                ScoreBand::from_code(row.get("band")).map_or("—", |band| band.label(self.lang));
            paper.item(match self.lang {
                Lang::Zh => format!("{unit}整改后评估{score}分，{band}。"),
                Lang::En => {
                    format!("{unit}: {score} points in the evaluation of rectification, {band}.")
                }
            });
        }
        self.basis(paper, &["LS42", "LS64", "SF15"]);
    }

    /// SF10, LS47: cases closed in the quarter, and what was drawn from them.
    pub(super) fn cases(&self, paper: &mut Paper) {
        paper.heading(
            1,
            self.t(
                "七、办结案件和以案促改",
                "7. Closed cases and their lessons",
            ),
        );
        let (first, last) = (self.order.quarter.begin(), self.order.quarter.end());
        let register = self.book.register(Kind::Case);
        let closed: Vec<_> = register
            .rows()
            .filter(|row| {
                let on = read_day(row.get("closed"));
                on.is_some_and(|day| first <= day && day <= last)
                    && (self.scope == Scope::All || self.concerns(*row))
            })
            .collect();
        if closed.is_empty() {
            self.none(paper);
        } else if self.order.shows_matters() {
            let head = [
                self.t("案件", "Case"),
                self.t("案发单位", "Unit"),
                self.t("教育", "Lesson"),
                self.t("分析", "Analysis"),
                self.t("治理", "Reform"),
                self.t("复盘", "Replay"),
            ];
            let part = |row: crate::register::Row<'_>, code: &str| {
                if row.get(code).trim().is_empty() {
                    return self.t("未做", "lacking").to_owned();
                }
                match read_day(row.get(&format!("{code}_on"))) {
                    Some(day) => self.day(day),
                    None => self.t("已做", "done").to_owned(),
                }
            };
            let rows = closed.iter().map(|row| {
                let mut cells = vec![
                    dash(row.get("title")),
                    dash(self.bodies.name(row.get("body"))),
                ];
                cells.extend(
                    ["lesson", "analysis", "reform", "replay"].map(|code| part(*row, code)),
                );
                cells
            });
            paper.table(&head, &[4, 4, 2, 2, 2, 2], rows.collect());
            for row in &closed {
                let analysis = row.get("analysis").trim();
                if !analysis.is_empty() {
                    let title = row.get("title");
                    paper.item(format!("{title}{}{analysis}", self.t("：", ": ")));
                }
            }
        } else {
            let lacking = closed.iter().filter(|row| {
                let mut parts = ["lesson", "analysis", "reform"].into_iter();
                parts.any(|code| row.get(code).trim().is_empty())
            });
            let (all, lacking) = (closed.len(), lacking.count());
            paper.paragraph(match self.lang {
                Lang::Zh => format!("本季办结{all}件，其中{lacking}件的教育、分析、治理尚未齐备。"),
                Lang::En => format!("{all} cases closed in the quarter; {lacking} of them still lack lesson, analysis or reform."),
            });
        }
        self.basis(paper, &["SF10", "LS47", "LS45"]);
    }
}
