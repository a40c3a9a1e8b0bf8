//! Reading a heat grid: which triggers fire for which body.

use chrono::NaiveDate;
use shizu_rules::monitor::{Evaluator, Fired, Line, Monitor, ReturnBinding, Settings, explanation};
use shizu_rules::vocabulary::{ReturnField, Term};
use shizu_rules::{Lang, Text};

use super::short::short;
use super::{
    Brief, Choice, Grid, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot,
};
use crate::desk::{Desk, say};

/// Returns of some bodies, to be read as a grid.
#[derive(Debug)]
pub(crate) struct Heat {
    /// The day of the evaluation.
    pub as_of: NaiveDate,
    /// Names of the columns, as returns have them.
    pub header: Vec<String>,
    /// The rows of the returns; the body is told by its id.
    pub rows: Vec<Vec<String>>,
    /// Id and name of each body, one slot each.
    pub bodies: Vec<(String, Text)>,
    /// Ids of the triggers shown; all that are about the body when empty.
    pub choices: Vec<String>,
}

impl Heat {
    /// The returns, evaluated. Rows that cannot be read were refused when the scenario was read.
    pub fn evaluator(&self, desk: &Desk) -> Option<Evaluator> {
        let settings = Settings::new(desk.rulebook(), self.as_of).ok()?;
        let binding = ReturnBinding::of_table(&self.header).ok()?;
        let mut monitor = Monitor::new(settings, self.as_of);
        for (at, row) in self.rows.iter().enumerate() {
            let cell = |index: usize| row.get(index).map(String::as_str);
            if let Some(row) = binding.row(cell, &mut Vec::new()) {
                monitor.push(&row, at as u64 + 1);
            }
        }
        let (monitored, _) = monitor.finish();
        Some(Evaluator::new(monitored, desk.rulebook()))
    }

    fn line(evaluator: &Evaluator, body: &str) -> Option<(usize, Line)> {
        let monitored = evaluator.monitored();
        let mut lines = monitored.lines().iter().enumerate();
        lines
            .find(|(_, line)| line.is_current && monitored.name(line) == body)
            .map(|(at, line)| (at, *line))
    }

    fn keyed_body(
        &self,
        desk: &Desk,
        evaluator: &mut Evaluator,
        body: &(String, Text),
    ) -> Option<Keyed> {
        let (id, name) = body;
        let (at, line) = Self::line(evaluator, id)?;
        let fired = evaluator.evaluate(at);
        let shown =
            |id: &str| self.choices.is_empty() || self.choices.iter().any(|known| known == id);
        let choices: Vec<Choice> = evaluator
            .triggers()
            .iter()
            .filter(|trigger| evaluator.is_on(trigger) && trigger.about.contains(&line.kind))
            .filter(|trigger| shown(trigger.id()))
            .map(|trigger| {
                let (code, title) = (trigger.id(), &trigger.grounds.title);
                let label = say(
                    format!("{code} {}", title.zh),
                    format!("{code} {}", title.en),
                );
                Choice {
                    code: code.to_owned(),
                    label,
                }
            })
            .collect();
        let why = fired
            .iter()
            .filter_map(|fired| Self::why(desk, evaluator, fired));
        let codes = fired
            .iter()
            .map(|fired| evaluator.triggers()[fired.trigger].id().to_owned());
        Some(Keyed {
            right: Right::Set(codes.collect()),
            why: why.collect(),
            slot: Slot {
                id: id.clone(),
                label: say(
                    format!("{}——哪些触发项报出", name.zh),
                    format!("{}: which triggers fire", name.en),
                ),
                shape: Shape::Many,
                choices,
            },
        })
    }

    fn why(desk: &Desk, evaluator: &Evaluator, fired: &Fired) -> Option<Why> {
        let trigger = &evaluator.triggers()[fired.trigger];
        let mut here = say(
            explanation(evaluator, fired, Lang::Zh).concat(),
            explanation(evaluator, fired, Lang::En).join(" "),
        );
        for measure in evaluator.measures(fired) {
            let owner = measure.owner;
            here.zh
                .push_str(&format!("{}：{}。", owner.label(Lang::Zh), measure.what.zh));
            here.en
                .push_str(&format!(" {}: {}.", owner.label(Lang::En), measure.what.en));
        }
        let why = Why::of(desk.rulebook(), trigger.id())?;
        Some(Why {
            here: Some(here),
            ..why
        })
    }
}

impl Question for Heat {
    fn kind(&self) -> Kind {
        Kind::Heat
    }

    fn brief(&self, _: View<'_>) -> Brief {
        let day = self.as_of.to_string();
        let brief = Brief::default().with(say("截至", "as of"), say(day.clone(), day));
        let name = |id: &str| {
            let body = self.bodies.iter().find(|(known, _)| known == id);
            body.map_or_else(|| say(id, id), |(_, name)| name.clone())
        };
        let fields: Vec<Option<ReturnField>> = self
            .header
            .iter()
            .map(|name| ReturnField::named(name))
            .collect();
        let header = self.header.iter().zip(&fields).map(|(name, field)| {
            field.map_or_else(
                || say(name, name),
                |field| say(field.label(Lang::Zh), field.label(Lang::En)),
            )
        });
        let cell = |(text, field): (&String, &Option<ReturnField>)| match field {
            Some(ReturnField::Body) => name(text),
            Some(ReturnField::Kind) => word::<shizu_rules::vocabulary::BodyKind>(text),
            Some(ReturnField::State) => word::<shizu_rules::vocabulary::ReturnState>(text),
            _ => say(text, text),
        };
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().zip(&fields).map(cell).collect());
        Brief {
            grids: vec![Grid {
                header: header.collect(),
                rows: rows.collect(),
            }],
            ..brief
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let missing = |body: &str| {
            Open(say(
                format!("没有“{body}”的报告"),
                format!("there is no return of `{body}`"),
            ))
        };
        let mut evaluator = self.evaluator(view.desk).ok_or_else(|| missing(""))?;
        let bodies = self.bodies.iter();
        let slots = bodies.map(|body| {
            let keyed = self.keyed_body(view.desk, &mut evaluator, body);
            keyed.ok_or_else(|| missing(&body.0))
        });
        slots.collect()
    }

    /// What the trigger's gauges read, and what they would have to read; of one that fires, what made it.
    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let mut evaluator = self.evaluator(view.desk)?;
        let (at, line) = Self::line(&evaluator, &slot.slot.id)?;
        let mut choices = slot.slot.choices.iter();
        let choice = choices.find(|choice| choice.code == code)?;
        let triggers = evaluator.triggers().iter();
        let position = triggers
            .into_iter()
            .position(|trigger| trigger.id() == code)?;
        let mut fired = evaluator.evaluate(at).into_iter();
        let told = WhyNot {
            choice: choice.clone(),
            rule: Some(code.to_owned()),
            ..WhyNot::default()
        };
        if let Some(fired) = fired.find(|fired| fired.trigger == position) {
            let first = |lang| explanation(&evaluator, &fired, lang).into_iter().next();
            return Some(WhyNot {
                says: first(Lang::Zh)
                    .zip(first(Lang::En))
                    .map(|(zh, en)| say(zh, en)),
                ..told
            });
        }
        let trigger = &evaluator.triggers()[position];
        let several = trigger.when.len() > 1;
        let failed = short(evaluator.monitored(), &line, trigger);
        Some(WhyNot {
            says: Some(if several {
                say(
                    "没有报出：下面哪一项也没有达到。",
                    "It does not fire: none of these is reached.",
                )
            } else {
                say("没有报出。", "It does not fire.")
            }),
            failed,
            ..told
        })
    }
}

fn word<T: Term>(code: &str) -> Text {
    T::from_code(code).map_or_else(
        || say(code, code),
        |term| say(term.label(Lang::Zh), term.label(Lang::En)),
    )
}
