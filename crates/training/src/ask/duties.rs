//! Duties of the matrix: which organ has a part in each.

use shizu_rules::duties::MatrixDuty;
use shizu_rules::vocabulary::{Organ, Role, Term};
use shizu_rules::{Lang, Text};

use super::{
    Brief, Changed, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot,
};
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

/// What the organ does in the duty instead, and the nearest duty in which it has this part.
pub(super) fn why_not(desk: &Desk, id: &str, role: Role, code: &str) -> Option<WhyNot> {
    let known = duty(desk, id)?;
    let organ = Organ::from_code(code)?;
    let does = |lang: Lang| match (known.role_of(organ), known.over.contains(&organ), lang) {
        (Some(part), _, Lang::Zh) => {
            format!("{}在这项职责中是“{}”", organ.label(lang), part.label(lang))
        }
        (Some(part), _, Lang::En) => format!(
            "In this duty the {} {}",
            organ.label(lang),
            part.label(lang)
        ),
        (None, true, Lang::Zh) => format!("{}是这项职责的对象", organ.label(lang)),
        (None, true, Lang::En) => format!("The {} is what this duty is about", organ.label(lang)),
        (None, false, Lang::Zh) => format!("{}在这项职责中没有分工", organ.label(lang)),
        (None, false, Lang::En) => format!("The {} has no part in this duty", organ.label(lang)),
    };
    let says = say(
        format!("{}：{}", does(Lang::Zh), known.sentence(Lang::Zh)),
        format!("{}. {}", does(Lang::En), known.sentence(Lang::En)),
    );
    let is_there = known.role_of(organ) == Some(role);
    let changes = nearest(desk, known, organ, role)
        .filter(|_| !is_there)
        .map(|other| changes(known, other));
    Some(WhyNot {
        choice: Choice::term(organ),
        rule: Some(id.to_owned()),
        says: Some(says),
        failed: Vec::new(),
        changes: changes.unwrap_or_default(),
    })
}

/// The duty most like `known` in which the organ has the part: fewest of field, stage and rhythm differ.
fn nearest<'d>(
    desk: &'d Desk,
    known: &MatrixDuty,
    organ: Organ,
    role: Role,
) -> Option<&'d MatrixDuty> {
    let all = desk.rulebook().duties.iter();
    let has = all.filter(|duty| duty.role_of(organ) == Some(role));
    has.min_by_key(|duty| {
        let differs = |differs: bool, weight: u32| if differs { weight } else { 0 };
        differs(duty.field != known.field, 1)
            + differs(duty.stage != known.stage, 1)
            + differs(duty.rhythm != known.rhythm, 1)
    })
}

fn changes(known: &MatrixDuty, other: &MatrixDuty) -> Vec<Changed> {
    fn of<T: Term>(what: Text, now: T, then: T) -> Option<Changed> {
        let text = |term: T| say(term.label(Lang::Zh), term.label(Lang::En));
        (now != then).then(|| Changed {
            what,
            now: text(now),
            then: text(then),
        })
    }
    let duty = Changed {
        what: say("职责", "duty"),
        now: known.grounds.title.clone(),
        then: other.grounds.title.clone(),
    };
    [
        Some(duty),
        of(say("领域", "field"), known.field, other.field),
        of(say("阶段", "stage"), known.stage, other.stage),
        of(say("频次", "how often"), known.rhythm, other.rhythm),
    ]
    .into_iter()
    .flatten()
    .collect()
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
        why_not(view.desk, &slot.slot.id, self.role, code)
    }
}
