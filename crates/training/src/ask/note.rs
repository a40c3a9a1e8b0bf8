//! A free note: kept, shown in the debrief, never graded.

use super::{Brief, Keyed, Kind, Open, Question, Right, Shape, Slot, View, WhyNot};
use crate::desk::say;

/// Some words of one's own.
#[derive(Debug)]
pub(super) struct Note;

impl Question for Note {
    fn kind(&self) -> Kind {
        Kind::Note
    }

    fn brief(&self, _: View<'_>) -> Brief {
        Brief::default()
    }

    fn keyed(&self, _: View<'_>) -> Result<Vec<Keyed>, Open> {
        Ok(vec![Keyed {
            slot: Slot {
                id: "note".to_owned(),
                label: say("写一段话（不评分）", "some words of your own (not graded)"),
                shape: Shape::Text,
                choices: Vec::new(),
            },
            right: Right::Free,
            why: Vec::new(),
        }])
    }

    fn why_not(&self, _: View<'_>, _: &Keyed, _: &str, _: &[String]) -> Option<WhyNot> {
        None
    }
}
