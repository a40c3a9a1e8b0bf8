//! The agenda proposed, and what is filled in by hand: attendance and resolutions.

use shizu_rules::Lang;

use super::{Paper, Writer};
use crate::today::Section;

/// Empty lines for resolutions.
const RESOLUTIONS: usize = 8;

/// An item of the agenda: what, how much of it there is, the paragraphs behind it.
pub(super) struct AgendaItem {
    title: [&'static str; 2],
    count: usize,
    cites: &'static str,
}

impl Writer<'_> {
    /// The items that have something in them; the review of the last resolutions comes first, next quarter's focus last.
    pub(super) fn agenda(&self) -> Vec<AgendaItem> {
        let joint = self.joint_matters();
        let joint = |at: usize| joint.get(at).map_or(0, |(_, rows)| rows.len());
        let of = |section| self.today.of(section, "", &self.scope).count();
        let item = |zh, en, count, cites| AgendaItem {
            title: [zh, en],
            count,
            cites,
        };
        let all = [
            item(
                "集中研究反映集中、线索量大、处置干部多的单位",
                "Units where complaints cluster, clues are many or many cadres were handled",
                self.fired("Z8").len(),
                "LS43",
            ),
            item(
                "确定会办事项：室主动介入的重点领域、重要岗位和党组管理干部线索",
                "Matters for joint handling: key fields, key posts, cadres managed by the party group",
                joint(1),
                "LS43",
            ),
            item(
                "筛选重大、复杂、疑难事项联查联办",
                "Major, complex or difficult matters for joint investigation",
                joint(0),
                "LS45",
            ),
            item(
                "零报告、零查处和缺报的原因与措施",
                "Zero and missing returns: reasons and measures",
                of(Section::Triggers) + of(Section::Returns),
                "LS42",
            ),
            item(
                "逾期任务",
                "Overdue tasks",
                self.overdue_tasks().count(),
                "LS43",
            ),
            item(
                "公开后接续跟进的巡察整改",
                "Rectification to be followed up after disclosure",
                of(Section::HandOver),
                "LS42、SF15",
            ),
            item(
                "以案促改未齐的案件",
                "Closed cases that still lack follow-up",
                of(Section::FollowUp),
                "LS47、SF10",
            ),
        ];
        all.into_iter().filter(|item| item.count > 0).collect()
    }

    /// Agenda, attendance and resolutions.
    pub(super) fn close(&mut self, paper: &mut Paper, agenda: &[AgendaItem]) {
        paper.heading(1, self.t("八、拟定议程", "8. Agenda proposed"));
        let at = usize::from(self.lang == Lang::En);
        let first = self.t(
            "通报上次例会议定事项落实情况",
            "What became of the last meeting's resolutions",
        );
        let mut rows = vec![vec![
            "1".to_owned(),
            first.to_owned(),
            "—".to_owned(),
            "LS43".to_owned(),
        ]];
        for item in agenda {
            rows.push(vec![
                (rows.len() + 1).to_string(),
                item.title[at].to_owned(),
                item.count.to_string(),
                item.cites.replace('、', self.t("、", ", ")),
            ]);
        }
        let last = self.t(
            "剖析发案根源和制度漏洞，议定下季度监督重点",
            "Root causes and gaps in the rules; focus of the next quarter",
        );
        rows.push(vec![
            (rows.len() + 1).to_string(),
            last.to_owned(),
            "—".to_owned(),
            "LS45".to_owned(),
        ]);
        let head = [
            self.t("序号", "No."),
            self.t("议题", "Item"),
            self.t("件数", "Count"),
            self.t("依据", "Basis"),
        ];
        paper.table(&head, &[1, 7, 1, 2], rows);
        paper.note(self.t(
            "第一项和议程的先后由我们拟定（假设），其余各项的来源见依据一栏。",
            "The first item and the order are our proposal (assumption); the source of each other item stands beside it.",
        ));
        paper.parts.push(super::Part::NewPage);
        paper.heading(1, self.t("九、签到表", "9. Attendance"));
        let office = match self.order.office.as_str() {
            "" => self.t("监督检查室", "Supervision office"),
            office => office,
        };
        let bodies = std::iter::once(office).chain(self.groups.iter().copied());
        let head = [
            self.t("单位", "Body"),
            self.t("姓名", "Name"),
            self.t("职务", "Post"),
            self.t("签到", "Signature"),
        ];
        let rows = bodies.map(|body| vec![body.to_owned()]).collect();
        paper.table(&head, &[4, 2, 2, 2], rows);
        paper.heading(1, self.t("十、议定事项", "10. Resolutions"));
        let head = [
            self.t("序号", "No."),
            self.t("议定事项", "Resolution"),
            self.t("责任单位", "Body in charge"),
            self.t("责任人", "Person in charge"),
            self.t("期限", "Until"),
        ];
        let rows = (1..=RESOLUTIONS).map(|number| vec![number.to_string()]);
        paper.table(&head, &[1, 5, 3, 2, 2], rows.collect());
    }
}
