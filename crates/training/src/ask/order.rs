//! Putting things in order: time limits by their last day, duties by stage, duties of a clue by phase.

use chrono::{Datelike, NaiveDate};
use shizu_rules::vocabulary::{Phase, Stage, Term};
use shizu_rules::{Lang, Text, Then};

use super::{Brief, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot};
use crate::desk::{Desk, say};
use crate::words::quoted;

shizu_rules::terms! {
    /// What gives the order.
    By {
        Due "due" "末日先后" "by last day",
        Stage "stage" "事前、事中、事后" "before, during, after",
        Phase "phase" "受理、核查、办结" "on receipt, while verifying, after closing",
    }
}

/// Things to be put in order.
#[derive(Debug)]
pub(super) struct Order {
    pub by: By,
    /// Ids, with the day on which a time limit begins, in the order shown.
    pub steps: Vec<(String, Option<NaiveDate>)>,
}

/// A thing with its place.
struct Placed {
    choice: Choice,
    rank: i64,
    /// What its place is called.
    place: Text,
}

/// The phase that the rows about clues give a duty.
fn phase_of(desk: &Desk, id: &str) -> Option<(Phase, Text)> {
    desk.rulebook()
        .rules()
        .find_map(|(_, rule)| match &rule.then {
            Then::Duty(duty) if duty.id == id => Some((duty.phase, rule.title.clone())),
            _ => None,
        })
}

/// The row that gives a duty its phase.
fn row_of(desk: &Desk, id: &str) -> Option<String> {
    let mut rules = desk.rulebook().rules();
    let gives = |then: &Then| matches!(then, Then::Duty(duty) if duty.id == id);
    rules
        .find(|(_, rule)| gives(&rule.then))
        .map(|(_, rule)| rule.id.clone())
}

impl Order {
    fn placed(&self, desk: &Desk, (id, start): &(String, Option<NaiveDate>)) -> Option<Placed> {
        fn term<T: Term>(term: T) -> (i64, Text) {
            (
                term.index() as i64,
                say(term.label(Lang::Zh), term.label(Lang::En)),
            )
        }
        let (label, (rank, place)) = match self.by {
            By::Due => {
                let limit = desk.rulebook().limit(id)?;
                let start = (*start)?;
                let due = limit.due(start, &desk.rulebook().calendar)?;
                let label = say(
                    format!("{}（自{start}起）", limit.title.zh),
                    format!("{} (from {start})", limit.title.en),
                );
                let day = due.day.to_string();
                (
                    label,
                    (i64::from(due.day.num_days_from_ce()), say(day.clone(), day)),
                )
            }
            By::Stage => {
                let duty = desk.rulebook().duties.iter().find(|duty| duty.id() == id)?;
                if duty.stage == Stage::Always {
                    return None;
                }
                (duty.grounds.title.clone(), term(duty.stage))
            }
            By::Phase => {
                let (phase, title) = phase_of(desk, id)?;
                (title, term(phase))
            }
        };
        let code = id.clone();
        Some(Placed {
            choice: Choice { code, label },
            rank,
            place,
        })
    }

    fn all(&self, desk: &Desk) -> Result<Vec<Placed>, Open> {
        let place = |step| {
            self.placed(desk, step).ok_or_else(|| {
                let id = &step.0;
                Open(say(
                    format!("“{id}”排不出先后"),
                    format!("`{id}` has no place in this order"),
                ))
            })
        };
        self.steps.iter().map(place).collect()
    }
}

impl Question for Order {
    fn kind(&self) -> Kind {
        Kind::Order
    }

    fn brief(&self, _: View<'_>) -> Brief {
        let by = say(self.by.label(Lang::Zh), self.by.label(Lang::En));
        Brief::default().with(say("排序依据", "order"), by)
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let placed = self.all(view.desk)?;
        let why = placed.iter().filter_map(|placed| {
            let id = &placed.choice.code;
            let rule = match self.by {
                By::Phase => row_of(view.desk, id)?,
                By::Due | By::Stage => id.clone(),
            };
            let why = Why::of(view.desk.rulebook(), &rule)?;
            let here = Some(placed.place.clone());
            Some(Why { here, ..why })
        });
        let ranks = placed
            .iter()
            .map(|placed| (placed.choice.code.clone(), placed.rank));
        Ok(vec![Keyed {
            right: Right::Ranks(ranks.collect()),
            why: why.collect(),
            slot: Slot {
                id: "order".to_owned(),
                label: say("从先到后", "from first to last"),
                shape: Shape::Order,
                choices: placed.into_iter().map(|placed| placed.choice).collect(),
            },
        }])
    }

    /// Where the thing belongs, and what it stands on the wrong side of.
    fn why_not(&self, view: View<'_>, _: &Keyed, code: &str, chosen: &[String]) -> Option<WhyNot> {
        let placed = self.all(view.desk).ok()?;
        let this = placed.iter().find(|placed| placed.choice.code == code)?;
        let at = chosen.iter().position(|known| known == code)?;
        let wrong = placed.iter().find(|other| {
            let place = chosen.iter().position(|known| *known == other.choice.code);
            place.is_some_and(|place| {
                other.rank != this.rank && (place < at) != (other.rank < this.rank)
            })
        })?;
        Some(WhyNot {
            choice: this.choice.clone(),
            rule: Some(code.to_owned()),
            says: Some(say(
                format!(
                    "它在“{}”，与{}（{}）的先后排反了。",
                    this.place.zh,
                    quoted(&wrong.choice.label.zh),
                    wrong.place.zh
                ),
                format!(
                    "It belongs to `{}`, and stands on the wrong side of `{}` ({}).",
                    this.place.en, wrong.choice.label.en, wrong.place.en
                ),
            )),
            ..WhyNot::default()
        })
    }
}
