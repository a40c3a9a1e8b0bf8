//! Rows of a table of indicators: which columns there are, and what a row wants computed.

use crate::lang::Lang;
use crate::vocabulary::{Term, terms};

terms! {
    /// A column of a table of indicators.
    Column {
        Period "period" "时期" "period",
        Name "name" "名称" "name",
        Unit "unit" "单位" "unit of the numbers",
        Form1 "form1" "第一种形态" "first form",
        Form2 "form2" "第二种形态" "second form",
        Form3 "form3" "第三种形态" "third form",
        Form4 "form4" "第四种形态" "fourth form",
        Total "total" "总数" "total",
        Part "part" "部分" "part",
        Whole "whole" "全部" "whole",
        Now "now" "本期" "this period",
        Before "before" "上期" "period before",
        Group "group" "分组" "group",
        Item "item" "类别" "item",
        Count "count" "数量" "count",
        Persons "persons" "受处分人数" "persons sanctioned",
        Party "party" "党纪处分" "party sanctions",
        Administrative "administrative" "政务处分" "administrative sanctions",
        Printed "printed" "公布值" "printed figure",
        Printed1 "printed1" "公布值一" "printed share of the first form",
        Printed2 "printed2" "公布值二" "printed share of the second form",
        Printed3 "printed3" "公布值三" "printed share of the third form",
        Printed4 "printed4" "公布值四" "printed share of the fourth form",
    }
}

terms! {
    /// What a row wants computed.
    Kind {
        Forms "forms" "四种形态占比" "shares of the four forms",
        Rate "rate" "比率" "rate",
        Change "change" "同比（环比）" "change",
        Share "share" "分组占比" "share within a group",
        Sanctions "sanctions" "处分人数" "persons sanctioned",
    }
}

impl Column {
    /// The four forms.
    pub const FORMS: [Column; 4] = [Column::Form1, Column::Form2, Column::Form3, Column::Form4];
    /// What was printed as their shares.
    pub const PRINTED_FORMS: [Column; 4] = [
        Column::Printed1,
        Column::Printed2,
        Column::Printed3,
        Column::Printed4,
    ];

    /// The column that a heading names: a code, or a label in either language.
    pub fn named(heading: &str) -> Option<Self> {
        let heading = heading.trim();
        let same = |column: &&Column| {
            let labels = [Lang::Zh, Lang::En].map(|lang| column.label(lang));
            column.code().eq_ignore_ascii_case(heading)
                || labels
                    .iter()
                    .any(|label| label.eq_ignore_ascii_case(heading))
        };
        Self::ALL.iter().find(same).copied()
    }
}

impl Kind {
    /// The columns that belong to this kind and to no other; a row that fills one of them is of this kind.
    pub fn marks(self) -> &'static [Column] {
        match self {
            Kind::Forms => &Column::FORMS,
            Kind::Rate => &[Column::Part, Column::Whole],
            Kind::Change => &[Column::Now, Column::Before],
            Kind::Share => &[Column::Group, Column::Item, Column::Count],
            Kind::Sanctions => &[Column::Persons, Column::Party, Column::Administrative],
        }
    }
}

/// A row as it was read: the text of each column it fills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputRow {
    /// The row as its reader counts, for messages.
    pub row: u64,
    /// The texts; a column that is not there is empty.
    pub cells: Vec<(Column, String)>,
}

impl InputRow {
    /// The text in a column; `None` when it is empty.
    pub fn text(&self, column: Column) -> Option<&str> {
        let cell = self.cells.iter().find(|(known, _)| *known == column)?;
        let text = cell.1.trim();
        (!text.is_empty()).then_some(text)
    }

    /// What the row is called: its name, its period, or its group and item.
    pub fn label(&self) -> String {
        let named = [Column::Name, Column::Period, Column::Item];
        let name = named
            .iter()
            .find_map(|column| self.text(*column))
            .unwrap_or_default();
        match self.text(Column::Group) {
            Some(group) => format!("{group} · {name}"),
            None => name.to_owned(),
        }
    }

    /// What the row wants computed; `None` where it fills the columns of no kind, or of several.
    pub fn kind(&self) -> Option<Kind> {
        match self.kinds()[..] {
            [kind] => Some(kind),
            _ => None,
        }
    }

    /// The kinds whose columns the row fills.
    pub(super) fn kinds(&self) -> Vec<Kind> {
        let fills = |kind: &&Kind| {
            kind.marks()
                .iter()
                .any(|column| self.text(*column).is_some())
        };
        Kind::ALL.iter().filter(fills).copied().collect()
    }
}
