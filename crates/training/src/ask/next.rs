//! What to ask next: the engine's best question is the key.

use shizu_rules::{FactKey, Lang};

use super::{Brief, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, WhyNot};
use crate::desk::{label, say};

/// Which missing fact settles most.
#[derive(Debug)]
pub(super) struct AskNext {
    /// Id of the matter.
    pub matter: String,
    /// Id of the table that is to be settled.
    pub table: String,
}

impl AskNext {
    fn missing(&self, view: View<'_>) -> Vec<FactKey> {
        let facts = view.known.facts(&self.matter);
        view.desk
            .rule_on(&self.table, &facts)
            .err()
            .unwrap_or_default()
    }
}

impl Question for AskNext {
    fn kind(&self) -> Kind {
        Kind::AskNext
    }

    fn brief(&self, view: View<'_>) -> Brief {
        Brief::of_matter(view.known, &self.matter)
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let facts = view.known.facts(&self.matter);
        let best = self.missing(view).into_iter().next().ok_or_else(|| {
            Open(say(
                "已经没有要问的：这张表的结论已定",
                "nothing is left to ask: the table is settled already",
            ))
        })?;
        let unknown = facts.subject().facts().iter();
        let unknown = unknown.filter(|key| facts.index(**key).is_none());
        let choice =
            |key: &FactKey| Choice::new(key.code(), key.label(Lang::Zh), key.label(Lang::En));
        let title = view.desk.rulebook().table(&self.table);
        let title = title.map(|rules| rules.title.clone()).unwrap_or_default();
        Ok(vec![Keyed {
            slot: Slot {
                id: "ask".to_owned(),
                label: say(
                    format!("为确定“{}”，先问哪一项", title.zh),
                    format!("to settle `{}`, ask first", title.en),
                ),
                shape: Shape::One,
                choices: unknown.map(choice).collect(),
            },
            right: Right::Set(vec![best.code().to_owned()]),
            // No single entry is the reason: the question divides all that may still apply.
            why: Vec::new(),
        }])
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let missing = self.missing(view);
        let choices = slot.slot.choices.iter();
        let choice = choices.into_iter().find(|choice| choice.code == code)?;
        let facts = view.known.facts(&self.matter);
        let key = facts.subject().fact(code)?;
        let best = missing.first().map(|best| label(*best)).unwrap_or_default();
        let (best_zh, best_en) = (best.zh, best.en);
        let says = match missing.iter().position(|known| *known == key) {
            None => say(
                format!(
                    "“{}”无论是什么，都不改变结论；最能排除其他可能的是“{best_zh}”。",
                    label(key).zh
                ),
                format!(
                    "Whatever `{}` is, the answer stays the same; `{best_en}` settles most.",
                    label(key).en
                ),
            ),
            Some(at) => say(
                format!("这一项也有用，但平均能排除的可能较少，排在第{}。", at + 1),
                format!(
                    "It matters too, but settles less on average: number {}.",
                    at + 1
                ),
            ),
        };
        Some(WhyNot {
            choice: choice.clone(),
            says: Some(says),
            ..WhyNot::default()
        })
    }
}
