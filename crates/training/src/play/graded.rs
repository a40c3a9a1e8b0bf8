//! A graded answer: what was chosen, what the engine says, why, and what would have made the choice right.

use serde::Serialize;
use shizu_rules::Text;

use super::{Answer, holds};
use crate::ask::{Choice, Keyed, Kind, Question, Right, Shape, View, Why, WhyNot, credit};
use crate::fraction::Fraction;
use crate::scenario::Decision;

/// An answer with its credit and reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Graded {
    /// Id of the decision.
    pub decision: String,
    /// Its kind.
    pub kind: Kind,
    /// Mean credit of the slots; `None` for a free note, and where the facts settle nothing.
    pub credit: Option<Fraction>,
    /// The slots.
    pub slots: Vec<GradedSlot>,
    /// What the scene answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consequence: Option<Text>,
    /// How many hints were looked at.
    pub hints: u32,
}

/// A slot with its credit and reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradedSlot {
    /// Its id.
    pub id: String,
    /// What was asked.
    pub label: Text,
    /// How it is filled in.
    pub shape: Shape,
    /// How much is right; `None` where it is not graded.
    pub credit: Option<Fraction>,
    /// What was filled in.
    pub chosen: Vec<Choice>,
    /// What the engine fills in; of several possible squads one.
    pub right: Vec<Choice>,
    /// What the engine's answer rests on.
    pub why: Vec<Why>,
    /// Why wrong choices are wrong, and why what was left out belongs there.
    pub why_not: Vec<WhyNot>,
}

impl Graded {
    /// Whether the code was put into some slot.
    pub fn has_chosen(&self, code: &str) -> bool {
        let mut slots = self.slots.iter();
        slots.any(|slot| slot.chosen.iter().any(|choice| choice.code == code))
    }

    /// Whether it is all right; a free note always is.
    pub fn is_full(&self) -> bool {
        self.credit.is_none_or(Fraction::is_full)
    }

    /// Ids of the rulebook's entries that the engine's answer rests on.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let whys = self.slots.iter().flat_map(|slot| &slot.why);
        whys.map(|why| why.rule.as_str())
    }
}

/// Grades an answer that fits the slots, with what the scene says to it.
pub(super) fn grade(
    decision: &Decision,
    view: View<'_>,
    keyed: &[Keyed],
    answer: &Answer,
    hints: u32,
) -> Graded {
    let (id, question) = (&decision.id, &*decision.question);
    let mut graded = grade_question(id, question, view, keyed, answer, hints);
    let applies = decision.consequences.iter().find(|consequence| {
        let credit = graded.credit.unwrap_or(Fraction::ONE);
        holds(&consequence.when, Some(&graded), credit)
    });
    graded.consequence = applies.map(|consequence| consequence.text.clone());
    graded
}

/// Grades an answer that fits the slots.
pub(crate) fn grade_question(
    id: &str,
    question: &dyn Question,
    view: View<'_>,
    keyed: &[Keyed],
    answer: &Answer,
    hints: u32,
) -> Graded {
    let slots: Vec<GradedSlot> = keyed
        .iter()
        .map(|keyed| slot(question, view, keyed, answer.get(&keyed.slot.id)))
        .collect();
    let credits: Vec<Fraction> = slots.iter().filter_map(|slot| slot.credit).collect();
    Graded {
        decision: id.to_owned(),
        kind: question.kind(),
        credit: (!credits.is_empty()).then(|| Fraction::mean(&credits)),
        slots,
        consequence: None,
        hints,
    }
}

fn slot(question: &dyn Question, view: View<'_>, keyed: &Keyed, chosen: &[String]) -> GradedSlot {
    let right = keyed.answer();
    let label = |code: &String| {
        let known = keyed
            .slot
            .choices
            .iter()
            .find(|choice| choice.code == *code);
        known
            .cloned()
            .unwrap_or_else(|| Choice::new(code, code, code))
    };
    let credit = keyed.is_graded().then(|| credit(keyed, chosen));
    let is_right = credit.is_none_or(Fraction::is_full);
    let asked: Vec<&String> = match &keyed.right {
        _ if is_right => Vec::new(),
        Right::Set(_) if keyed.slot.shape == Shape::Many => {
            let wrong = chosen.iter().filter(|code| !right.contains(code));
            let left_out = right.iter().filter(|code| !chosen.contains(code));
            wrong.chain(left_out).collect()
        }
        Right::Judged { .. } => keyed
            .slot
            .choices
            .iter()
            .map(|choice| &choice.code)
            .collect(),
        _ => chosen.iter().collect(),
    };
    let why_not = asked.into_iter().filter_map(|code| {
        let mut told = question.why_not(view, keyed, code, chosen)?;
        // What was left out belongs there: a change that takes it away would read as the way to it.
        if matches!(&keyed.right, Right::Set(codes) if codes.contains(code)) {
            told.changes.clear();
        }
        Some(told)
    });
    GradedSlot {
        id: keyed.slot.id.clone(),
        label: keyed.slot.label.clone(),
        shape: keyed.slot.shape,
        credit,
        chosen: chosen.iter().map(label).collect(),
        right: right.iter().map(label).collect(),
        why: keyed.why.clone(),
        why_not: why_not.collect(),
    }
}
