//! Duties of the matrix: which organ has a part in each.

use shizu_rules::Lang;
use shizu_rules::duties::MatrixDuty;
use shizu_rules::vocabulary::{Organ, Role, Term};

use super::{Brief, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot};
use crate::desk::{Desk, say};

/// Who has this part in each of these duties.
#[derive(Debug)]
pub(crate) struct Duties {
    /// Ids of the duties, one slot each.
    pub ids: Vec<String>,
    /// The part that is asked for.
    pub role: Role,
    /// Codes of the organs shown; those with a part in any duty of the matrix when empty.
    pub choices: Vec<String>,
}

fn duty<'d>(desk: &'d Desk, id: &str) -> Option<&'d MatrixDuty> {
    desk.rulebook().duties.iter().find(|duty| duty.id() == id)
}

/// The slot of one duty; of the lead there is one, of other parts any number.
pub(super) fn keyed(desk: &Desk, id: &str, role: Role, only: &[String]) -> Option<Keyed> {
    let known = duty(desk, id)?;
    let has_part = |organ: &Organ| {
        if only.is_empty() {
            let all = desk.rulebook().duties.iter();
            all.into_iter().any(|duty| duty.role_of(*organ).is_some())
        } else {
            only.iter().any(|code| code == organ.code())
        }
    };
    let organs = Organ::ALL.iter().copied().filter(has_part);
    let title = &known.grounds.title;
    let right = known.organs(role).map(|organ| organ.code().to_owned());
    Some(Keyed {
        slot: Slot {
            id: id.to_owned(),
            label: say(
                format!("{}——由谁{}", title.zh, role.label(Lang::Zh)),
                format!("{}: who {}", title.en, role.label(Lang::En)),
            ),
            shape: if role == Role::Lead {
                Shape::One
            } else {
                Shape::Many
            },
            choices: organs.map(Choice::term).collect(),
        },
        right: Right::Set(right.collect()),
        why: Why::all(desk.rulebook(), [id]),
    })
}

/// What the organ does in the duty instead, and who has which part. No fact would change that: the matrix holds for every matter.
pub(super) fn why_not(desk: &Desk, id: &str, code: &str) -> Option<WhyNot> {
    let known = duty(desk, id)?;
    let organ = Organ::from_code(code)?;
    let (zh, en) = (organ.label(Lang::Zh), organ.label(Lang::En));
    let does = match known.role_of(organ) {
        Some(part) => say(
            format!("{zh}在这项职责中是“{}”", part.label(Lang::Zh)),
            format!("The {en} {} in this duty.", part.label(Lang::En)),
        ),
        None if known.over.contains(&organ) => say(
            format!("{zh}是这项职责的对象"),
            format!("The {en} is whom this duty is about."),
        ),
        None => say(
            format!("{zh}在这项职责中没有分工"),
            format!("The {en} has no part in this duty."),
        ),
    };
    Some(WhyNot {
        choice: Choice::term(organ),
        rule: Some(id.to_owned()),
        says: Some(say(
            format!("{}；{}", does.zh, known.sentence(Lang::Zh)),
            format!("{} {}", does.en, known.sentence(Lang::En)),
        )),
        ..WhyNot::default()
    })
}

impl Question for Duties {
    fn kind(&self) -> Kind {
        Kind::Duties
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let duties = self.ids.iter().filter_map(|id| duty(view.desk, id));
        // What a duty says names its organs more often than not, so only its place is shown.
        duties.fold(Brief::default(), |brief, duty| {
            let place = |lang| format!("{} · {}", duty.field.label(lang), duty.stage.label(lang));
            let place = say(place(Lang::Zh), place(Lang::En));
            brief.with(duty.grounds.title.clone(), place)
        })
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let slots = self.ids.iter();
        let slots = slots.filter_map(|id| keyed(view.desk, id, self.role, &self.choices));
        Ok(slots.collect())
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        why_not(view.desk, &slot.slot.id, code)
    }
}
