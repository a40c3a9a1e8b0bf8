//! Which duties are asked for.

use super::MatrixDuty;
use crate::lang::Text;
use crate::vocabulary::{DutyField, Organ, Rhythm, Role, Stage, Term, Tier};

/// Conditions on duties; an empty list or text asks for nothing. A duty must meet all of them, and of each list one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Organs, one of which has a part.
    pub organs: Vec<Organ>,
    /// Fields of work.
    pub fields: Vec<DutyField>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Tiers that lead.
    pub tiers: Vec<Tier>,
    /// Roles, one of which one of [`Query::organs`] has, or any organ if none is named.
    pub roles: Vec<Role>,
    /// How often.
    pub rhythms: Vec<Rhythm>,
    /// Words that all occur: in the id, the texts of either language, the organs' names or the citations.
    pub words: String,
}

impl Query {
    /// Whether nothing is asked, so that every duty meets it.
    pub fn is_empty(&self) -> bool {
        let nothing = Query {
            words: self.words.trim().to_owned(),
            ..Query::default()
        };
        *self == nothing && nothing.words.is_empty()
    }

    /// Whether the duty meets every condition.
    pub fn admits(&self, duty: &MatrixDuty) -> bool {
        fn one_of<T: PartialEq>(asked: &[T], value: &T) -> bool {
            asked.is_empty() || asked.contains(value)
        }
        let tier =
            self.tiers.is_empty() || duty.tier().is_some_and(|tier| self.tiers.contains(&tier));
        let has_part = duty
            .parts
            .iter()
            .any(|part| one_of(&self.organs, &part.organ) && one_of(&self.roles, &part.role));
        tier && has_part
            && one_of(&self.fields, &duty.field)
            && one_of(&self.stages, &duty.stage)
            && one_of(&self.rhythms, &duty.rhythm)
            && self.finds_words(duty)
    }

    fn finds_words(&self, duty: &MatrixDuty) -> bool {
        let words = self.words.to_lowercase();
        let mut words = words.split_whitespace().peekable();
        if words.peek().is_none() {
            return true;
        }
        let text = text_of(duty);
        words.all(|word| text.contains(word))
    }
}

/// All that is searched, in small letters.
fn text_of(duty: &MatrixDuty) -> String {
    let grounds = &duty.grounds;
    let mut text = grounds.id.to_lowercase();
    let mut add = |more: &str| {
        text.push('\n');
        text.push_str(&more.to_lowercase());
    };
    let texts = [&grounds.title, &grounds.says]
        .into_iter()
        .chain(&grounds.note);
    for Text { zh, en } in texts {
        add(zh);
        add(en);
    }
    for cite in &grounds.cites {
        add(cite);
    }
    let parts = duty.parts.iter().map(|part| part.organ);
    for organ in parts.chain(duty.over.iter().copied()) {
        let value = Organ::VALUES[organ.index()];
        add(value.code);
        add(value.zh);
        add(value.en);
    }
    text
}
