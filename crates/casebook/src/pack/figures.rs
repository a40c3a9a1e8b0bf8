//! How many matters, of what kind, against the quarters before.

use std::collections::BTreeMap;

use shizu_rules::Lang;
use shizu_rules::indicators::{Column, Figures, Indicators, InputRow, apportion};
use shizu_rules::vocabulary::{Organ, Term};

use super::{Paper, Writer};
use crate::kind::Kind;
use crate::register::Row;

impl Writer<'_> {
    /// The first section: what was reported in the quarter.
    pub(super) fn reported(&self, paper: &mut Paper) {
        paper.heading(1, self.t("一、本季线索情况", "1. Clues of the quarter"));
        let quarter = self.order.quarter;
        let matters = self.matters_of(quarter);
        let now = matters.len();
        let before = self.matters_of(quarter.plus(-1)).len();
        let year = self.matters_of(quarter.plus(-4)).len();
        let (on_before, on_year) = (self.change(now, before), self.change(now, year));
        paper.paragraph(match self.lang {
            Lang::Zh => format!(
                "本季收到问题线索{now}件；上季{before}件，环比{on_before}；上年同季{year}件，同比{on_year}。"
            ),
            Lang::En => format!(
                "{now} clues were received in the quarter; {before} in the quarter before ({on_before}), {year} in the same quarter last year ({on_year})."
            ),
        });
        if matters.is_empty() {
            self.basis(paper, &["LS43"]);
            return;
        }
        let unknown = self.t("未填", "not said");
        let of_group = |row: &Row<'_>| {
            let group = self.bodies.group_of(row.get("body"));
            let group = if group.is_empty() { unknown } else { group };
            group.to_owned()
        };
        let of_code = |code: &'static str| {
            move |row: &Row<'_>| match self.shown(Kind::Matter, *row, code) {
                "" => unknown.to_owned(),
                label => label.to_owned(),
            }
        };
        let of_lead = |row: &Row<'_>| {
            let lead = Organ::from_code(row.get("lead")).or_else(|| self.routed.said(*row).lead);
            lead.map_or_else(
                || self.t("未定", "not settled").to_owned(),
                |lead| lead.label(self.lang).to_owned(),
            )
        };
        self.by(
            paper,
            self.t("（一）按派驻组", "1.1 By resident group"),
            &matters,
            &of_group,
        );
        self.by(
            paper,
            self.t("（二）按干部管理权限", "1.2 By management authority"),
            &matters,
            &of_code("authority"),
        );
        self.by(
            paper,
            self.t("（三）按来源", "1.3 By source"),
            &matters,
            &of_code("source"),
        );
        self.by(
            paper,
            self.t("（四）按主办机关", "1.4 By lead"),
            &matters,
            &of_lead,
        );
        self.by(
            paper,
            self.t("（五）按办理状态", "1.5 By state"),
            &matters,
            &of_code("state"),
        );
        paper.note(self.t(
            "占比按最大余数法取值，各项合计为100%。",
            "Shares by largest remainder: each table adds up to 100 %.",
        ));
        self.basis(paper, &["LS43", "SF08"]);
    }

    /// A table of counts and shares, the largest first.
    fn by(
        &self,
        paper: &mut Paper,
        title: &str,
        matters: &[Row<'_>],
        of: &dyn Fn(&Row<'_>) -> String,
    ) {
        let mut counts: BTreeMap<String, u128> = BTreeMap::new();
        for row in matters {
            *counts.entry(of(row)).or_default() += 1;
        }
        let mut counts: Vec<(String, u128)> = counts.into_iter().collect();
        shizu_rules::SortOnce::sort_once_by_key(&mut counts, |(_, count)| {
            std::cmp::Reverse(*count)
        });
        let parts: Vec<u128> = counts.iter().map(|(_, count)| *count).collect();
        let shares = apportion(&parts, self.decimals()).unwrap_or_default();
        let sign = self.t("%", " %");
        let mut rows: Vec<Vec<String>> = counts
            .into_iter()
            .zip(shares)
            .map(|((name, count), share)| vec![name, count.to_string(), format!("{share}{sign}")])
            .collect();
        let total = matters.len().to_string();
        rows.push(vec![
            self.t("合计", "Total").to_owned(),
            total,
            format!("100{sign}"),
        ]);
        paper.heading(2, title);
        let head = [
            self.t("类别", "Kind"),
            self.t("件数", "Clues"),
            self.t("占比", "Share"),
        ];
        paper.table(&head, &[4, 1, 1], rows);
    }

    fn decimals(&self) -> u32 {
        let indicators = Indicators::new(self.engine.rulebook());
        indicators.map_or(1, Indicators::decimals)
    }

    /// From one count to the next, in percent.
    fn change(&self, now: usize, before: usize) -> String {
        let row = InputRow {
            row: 1,
            cells: vec![
                (Column::Name, "-".to_owned()),
                (Column::Now, now.to_string()),
                (Column::Before, before.to_string()),
            ],
        };
        let indicators = Indicators::new(self.engine.rulebook()).ok();
        let outcome = indicators.and_then(|known| known.work_out(&[row]).pop());
        match outcome.and_then(|outcome| outcome.figures) {
            Some(Figures::Change { change, .. }) => {
                let percent = change.to_string();
                let grown = !percent.starts_with('-') && now != before;
                let sign = if grown { "+" } else { "" };
                format!("{sign}{percent}{}", self.t("%", " %"))
            }
            _ => self.t("无法比较", "no comparison").to_owned(),
        }
    }
}
