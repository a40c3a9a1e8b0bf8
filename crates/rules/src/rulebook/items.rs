//! Every entry of the rulebook, whatever its family, in one view: for search, citations, the list of assumptions, and `explain`.

use super::{Grounds, Rulebook};
use crate::ecology::Sheet;
use crate::facts::Subject;
use crate::lang::Text;
use crate::vocabulary::{Basis, terms};

terms! {
    /// What kind of entry something is.
    ItemKind {
        Rule "rule" "规则" "rule",
        Limit "limit" "时限" "time limit",
        Counting "counting" "期间计算" "way of counting",
        Clock "clock" "线索时钟" "clue clock",
        Parameter "parameter" "参数" "parameter",
        Scheme "scheme" "评分方案" "scoring scheme",
        Sheet "sheet" "评分表" "scoring sheet",
        Criterion "criterion" "评分项目" "criterion",
        Checklist "checklist" "检查要点" "checklist",
        Flow "flow" "信息流程" "flow of information",
        Duty "duty" "职责" "duty",
        Indicator "indicator" "指标" "indicator",
        Trigger "trigger" "触发项" "trigger",
        CheckItem "check_item" "清单事项" "checklist item",
    }
}

/// An entry of the rulebook.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its kind.
    pub kind: ItemKind,
    /// The table it is a row of, if it is one.
    pub table: Option<&'a Text>,
    /// Stable id.
    pub id: &'a str,
    /// A name in a few words.
    pub title: &'a Text,
    /// What it says, in our words; time limits say it by their title alone.
    pub says: Option<&'a Text>,
    /// What it rests on.
    pub basis: Basis,
    /// Ids of paragraphs, articles and practices in the catalogue.
    pub cites: &'a [String],
    /// For an assumption: what was chosen and why. Otherwise a reading that one might dispute.
    pub note: Option<&'a Text>,
}

impl Grounds {
    /// The entry that stands on these grounds.
    pub fn item(&self, kind: ItemKind) -> Item<'_> {
        Item {
            kind,
            table: None,
            id: &self.id,
            title: &self.title,
            says: Some(&self.says),
            basis: self.basis,
            cites: &self.cites,
            note: self.note.as_ref(),
        }
    }
}

impl Rulebook {
    /// The ids of all that rules are made of and rest on: entries of the rulebook, tables, facts that tables ask for, paragraphs and articles.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let facts = Subject::ALL.iter().flat_map(|subject| subject.facts());
        let tables = self.tables.iter().map(|table| table.id.as_str());
        let entries = self.catalogue.entries().map(|entry| entry.id.as_str());
        let items = self.items().map(|item| item.id);
        items
            .chain(tables)
            .chain(facts.map(|fact| fact.code()))
            .chain(entries)
    }

    /// Every entry: rows of tables first, then the other families in the order shown.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let rows = self.rules().map(|(table, rule)| Item {
            kind: ItemKind::Rule,
            table: Some(&table.title),
            id: &rule.id,
            title: &rule.title,
            says: Some(&rule.says),
            basis: rule.basis,
            cites: &rule.cites,
            note: rule.note.as_ref(),
        });
        let limits = self.limits.iter().map(|limit| Item {
            kind: ItemKind::Limit,
            table: None,
            id: &limit.id,
            title: &limit.title,
            says: None,
            basis: limit.basis,
            cites: &limit.cites,
            note: limit.note.as_ref(),
        });
        let clocks = self.clocks.iter();
        let indicators = self.indicators.iter();
        let indicators = indicators.map(|known| known.grounds.item(ItemKind::Indicator));
        let parameters = self.parameters.iter();
        let duties = self.duties.iter();
        let flows = self.flows.iter();
        let triggers = self.triggers.iter();
        let checks = self.check_items.iter();
        rows.chain(limits)
            .chain([self.counting.grounds.item(ItemKind::Counting)])
            .chain(clocks.map(|clock| clock.grounds.item(ItemKind::Clock)))
            .chain(parameters.map(|parameter| parameter.grounds.item(ItemKind::Parameter)))
            .chain(
                self.schemes
                    .iter()
                    .map(|scheme| scheme.grounds.item(ItemKind::Scheme)),
            )
            .chain(flows.map(|flow| flow.grounds.item(ItemKind::Flow)))
            .chain(indicators)
            .chain(duties.map(|duty| duty.grounds.item(ItemKind::Duty)))
            .chain(self.sheets.iter().flat_map(Sheet::items))
            .chain(triggers.map(|trigger| trigger.grounds.item(ItemKind::Trigger)))
            .chain(checks.map(|item| item.grounds.item(ItemKind::CheckItem)))
    }

    /// The entry with this id.
    pub fn item(&self, id: &str) -> Option<Item<'_>> {
        self.items().find(|item| item.id == id)
    }
}
