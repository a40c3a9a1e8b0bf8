//! Answers as the player gives them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shizu_rules::{Lang, parse_date};

use crate::ask::{Keyed, Shape};

/// What was filled in: codes, or one text, by the slot's id. A slot that is absent was left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answer {
    slots: BTreeMap<String, Vec<String>>,
}

/// A step of a play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A decision was taken.
    Answer {
        /// Id of the decision.
        decision: String,
        /// What was filled in.
        answer: Answer,
        /// How many hints were looked at.
        #[serde(default)]
        hints: u32,
        /// How long it took, as the caller measured it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<u32>,
    },
    /// On to the next scene.
    Go,
}

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProblem {
    /// Nothing is to be decided now.
    NothingAsked,
    /// There is no slot with this id.
    NoSlot {
        /// The id.
        slot: String,
    },
    /// The slot has no such choice.
    NoChoice {
        /// The slot.
        slot: String,
        /// The code.
        code: String,
        /// The code spelled most alike.
        nearest: Option<String>,
    },
    /// Several choices where one is wanted.
    OnlyOne {
        /// The slot.
        slot: String,
    },
    /// Something stands twice.
    Twice {
        /// The code.
        code: String,
    },
    /// No day.
    NoDay {
        /// The text.
        text: String,
    },
    /// No number.
    NoNumber {
        /// The text.
        text: String,
    },
}

impl Answer {
    /// What was put into a slot.
    pub fn get(&self, slot: &str) -> &[String] {
        self.slots.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Fills in a slot.
    pub fn set(&mut self, slot: &str, codes: Vec<String>) {
        self.slots.insert(slot.to_owned(), codes);
    }

    /// The same with a slot filled in.
    #[must_use]
    pub fn with(mut self, slot: &str, codes: &[&str]) -> Self {
        self.set(slot, codes.iter().map(|code| (*code).to_owned()).collect());
        self
    }

    /// Every slot with what was put into it.
    pub fn slots(&self) -> impl Iterator<Item = (&str, &[String])> {
        let slots = self.slots.iter();
        slots.map(|(slot, codes)| (slot.as_str(), codes.as_slice()))
    }

    /// Whether it fits the slots.
    pub(crate) fn check(&self, keyed: &[Keyed]) -> Result<(), AnswerProblem> {
        for (id, codes) in self.slots() {
            let found = keyed.iter().find(|keyed| keyed.slot.id == id);
            let Some(found) = found else {
                let slot = id.to_owned();
                return Err(AnswerProblem::NoSlot { slot });
            };
            fits(found, codes)?;
        }
        Ok(())
    }
}

fn fits(keyed: &Keyed, codes: &[String]) -> Result<(), AnswerProblem> {
    let slot = keyed.slot.id.clone();
    let single = !matches!(keyed.slot.shape, Shape::Many | Shape::Order);
    if single && codes.len() > 1 {
        return Err(AnswerProblem::OnlyOne { slot });
    }
    for (at, code) in codes.iter().enumerate() {
        match keyed.slot.shape {
            Shape::Date if parse_date(code.trim()).is_err() => {
                let text = code.clone();
                return Err(AnswerProblem::NoDay { text });
            }
            Shape::Number if !is_number(code) => {
                let text = code.clone();
                return Err(AnswerProblem::NoNumber { text });
            }
            Shape::Date | Shape::Number | Shape::Text => {}
            Shape::One | Shape::Many | Shape::Order => {
                let choices = || keyed.slot.choices.iter().map(|choice| choice.code.as_str());
                if !choices().any(|known| known == code) {
                    let nearest = shizu_tables::nearest(code, choices()).map(str::to_owned);
                    let code = code.clone();
                    return Err(AnswerProblem::NoChoice {
                        slot,
                        code,
                        nearest,
                    });
                }
                if codes[..at].contains(code) {
                    let code = code.clone();
                    return Err(AnswerProblem::Twice { code });
                }
            }
        }
    }
    Ok(())
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<rust_decimal::Decimal>().is_ok()
}

impl AnswerProblem {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            AnswerProblem::NothingAsked => pick(
                "现在没有要作的决策；请进入下一个场景。".into(),
                "There is nothing to decide now; go on to the next scene.".into(),
            ),
            AnswerProblem::NoSlot { slot } => pick(
                format!("这个决策没有“{slot}”这一空。"),
                format!("The decision has no slot `{slot}`."),
            ),
            AnswerProblem::NoChoice {
                slot,
                code,
                nearest,
            } => {
                let near_zh = nearest.as_ref().map(|near| format!("是否指“{near}”？"));
                let near_en = nearest
                    .as_ref()
                    .map(|near| format!(" Did you mean `{near}`?"));
                pick(
                    format!(
                        "“{slot}”没有“{code}”这个选项。{}",
                        near_zh.unwrap_or_default()
                    ),
                    format!(
                        "`{slot}` has no choice `{code}`.{}",
                        near_en.unwrap_or_default()
                    ),
                )
            }
            AnswerProblem::OnlyOne { slot } => pick(
                format!("“{slot}”只能填一项。"),
                format!("`{slot}` takes one thing only."),
            ),
            AnswerProblem::Twice { code } => pick(
                format!("“{code}”填了两次。"),
                format!("`{code}` stands twice."),
            ),
            AnswerProblem::NoDay { text } => pick(
                format!("“{text}”不是日期；请写成2026-03-02的样子。"),
                format!("`{text}` is no day; write it like 2026-03-02."),
            ),
            AnswerProblem::NoNumber { text } => pick(
                format!("“{text}”不是数字；请只写数字，如 82.5。"),
                format!("`{text}` is no number; write digits only, like 82.5."),
            ),
        }
    }
}
