//! Finding the faults in a finished slip: the scenario states what was filled in, the engine says which of it is wrong.

use chrono::NaiveDate;
use shizu_rules::vocabulary::Role;
use shizu_rules::{Lang, MatterFacts, Text};

use super::grade::is_same;
use super::{
    Brief, Choice, Given, Grid, Keyed, Kind, Open, Question, Right, Shape, Slot, View, WhyNot,
    deadline, duties, table,
};
use crate::desk::{Desk, say};

/// A finished slip or ledger row.
#[derive(Debug)]
pub(super) struct Faults {
    /// Id of the matter that the slip is about.
    pub matter: Option<String>,
    pub lines: Vec<Line>,
}

/// A line of the slip.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its id within the slip.
    pub id: String,
    /// What the engine is asked.
    pub of: LineOf,
    /// The codes, or the day, that were filled in.
    pub stated: Vec<String>,
}

/// What a line of a slip is about.
#[derive(Clone, Debug)]
pub(super) enum LineOf {
    /// What this table gives for the matter.
    Table(String),
    /// The organs that have this part in this duty.
    Duty(String, Role),
    /// The last day of this time limit.
    Due(String, NaiveDate),
}

impl Faults {
    fn facts(&self, view: View<'_>) -> MatterFacts {
        let matter = self.matter.as_deref().unwrap_or_default();
        table::facts_of(view, matter)
    }

    /// What the engine would have filled in.
    fn line(&self, view: View<'_>, line: &Line) -> Result<Keyed, Open> {
        let desk = view.desk;
        let gone = |id: &str| Open(say(format!("没有“{id}”"), format!("there is no `{id}`")));
        match &line.of {
            LineOf::Table(id) => table::keyed(desk, id, &self.facts(view), &[]),
            LineOf::Duty(id, role) => duties::keyed(desk, id, *role, &[]).ok_or_else(|| gone(id)),
            LineOf::Due(id, start) => {
                let limit = desk.rulebook().limit(id).ok_or_else(|| gone(id))?;
                deadline::keyed(desk, limit, *start)
            }
        }
    }

    fn is_wrong(line: &Line, keyed: &Keyed) -> bool {
        let right = keyed.answer();
        let has = |list: &[String], code: &String| list.iter().any(|known| is_same(known, code));
        line.stated.iter().any(|code| !has(&right, code))
            || right.iter().any(|code| !has(&line.stated, code))
    }

    /// The labels of codes, as one text.
    fn words(keyed: &Keyed, codes: &[String]) -> Text {
        let join = |lang: Lang, comma: &str| {
            let label = |code: &String| {
                let choice = keyed
                    .slot
                    .choices
                    .iter()
                    .find(|choice| choice.code == *code);
                choice.map_or_else(
                    || code.clone(),
                    |choice| choice.label.in_lang(lang).to_owned(),
                )
            };
            let labels: Vec<String> = codes.iter().map(label).collect();
            labels.join(comma)
        };
        if codes.is_empty() {
            return say("（无）", "(none)");
        }
        say(join(Lang::Zh, "、"), join(Lang::En, ", "))
    }

    /// The slip as it was filled in, line by line.
    fn filled(&self, view: View<'_>) -> Vec<(Line, Option<Keyed>)> {
        let lines = self.lines.iter();
        lines
            .map(|line| (line.clone(), self.line(view, line).ok()))
            .collect()
    }
}

impl Line {
    /// The codes that the line could not have: a mistake in the scenario rather than a planted one.
    pub fn strange(&self, desk: &Desk) -> Vec<String> {
        let known: Vec<Choice> = match &self.of {
            LineOf::Table(id) => table::choices(desk, id, &[]),
            LineOf::Duty(id, role) => duties::keyed(desk, id, *role, &[])
                .map(|keyed| keyed.slot.choices)
                .unwrap_or_default(),
            LineOf::Due(..) => {
                let bad = self.stated.iter();
                let bad = bad.filter(|text| text.parse::<NaiveDate>().is_err());
                return bad.cloned().collect();
            }
        };
        let is_known = |code: &&String| known.iter().any(|choice| choice.code == **code);
        let strange = self.stated.iter().filter(|code| !is_known(code));
        strange.cloned().collect()
    }

    fn label(&self, desk: &Desk) -> Text {
        let rulebook = desk.rulebook();
        let none = || say(self.id.as_str(), self.id.as_str());
        match &self.of {
            LineOf::Table(id) => rulebook
                .table(id)
                .map_or_else(none, |table| table.title.clone()),
            LineOf::Duty(id, role) => {
                duties::keyed(desk, id, *role, &[]).map_or_else(none, |keyed| keyed.slot.label)
            }
            LineOf::Due(id, start) => rulebook.limit(id).map_or_else(none, |limit| {
                say(
                    format!("“{}”末日（自{start}起）", limit.title.zh),
                    format!("last day of `{}` (from {start})", limit.title.en),
                )
            }),
        }
    }
}

impl Question for Faults {
    fn kind(&self) -> Kind {
        Kind::Faults
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let facts = match &self.matter {
            Some(matter) => Brief::of_facts(&view.known.facts(matter)),
            None => Brief::default(),
        };
        let rows = self.filled(view).into_iter().map(|(line, keyed)| {
            let label = line.label(view.desk);
            let words =
                keyed.map_or_else(|| say("", ""), |keyed| Self::words(&keyed, &line.stated));
            vec![label, words]
        });
        Brief {
            given: facts.given.into_iter().collect::<Vec<Given>>(),
            grids: vec![Grid {
                header: vec![say("栏目", "line"), say("填写内容", "as filled in")],
                rows: rows.collect(),
            }],
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let mut right = Vec::new();
        let mut why: Vec<super::Why> = Vec::new();
        for line in &self.lines {
            let keyed = self.line(view, line)?;
            if Self::is_wrong(line, &keyed) {
                right.push(line.id.clone());
            }
            let words = Self::words(&keyed, &keyed.answer());
            let label = line.label(view.desk);
            for reason in keyed.why {
                if why.iter().any(|known| known.rule == reason.rule) {
                    continue;
                }
                let here = say(
                    format!("{}：{}", label.zh, words.zh),
                    format!("{}: {}", label.en, words.en),
                );
                why.push(super::Why {
                    here: Some(here),
                    ..reason
                });
            }
        }
        let choice = |line: &Line| Choice {
            code: line.id.clone(),
            label: line.label(view.desk),
        };
        Ok(vec![Keyed {
            slot: Slot {
                id: "faults".to_owned(),
                label: say("哪几栏填错了", "which lines are wrong"),
                shape: Shape::Many,
                choices: self.lines.iter().map(choice).collect(),
            },
            right: Right::Set(right),
            why,
        }])
    }

    /// What stands in the line, what belongs there, and the facts with which what stands there would have been right.
    fn why_not(&self, view: View<'_>, _: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let line = self.lines.iter().find(|line| line.id == code)?;
        let keyed = self.line(view, line).ok()?;
        let stated = Self::words(&keyed, &line.stated);
        let right = Self::words(&keyed, &keyed.answer());
        let is_wrong = Self::is_wrong(line, &keyed);
        let says = if is_wrong {
            say(
                format!("填的是“{}”，应为“{}”。", stated.zh, right.zh),
                format!("It says `{}` and should say `{}`.", stated.en, right.en),
            )
        } else {
            say(
                format!("“{}”没有填错。", stated.zh),
                format!("`{}` is right.", stated.en),
            )
        };
        let odd = line
            .stated
            .iter()
            .find(|code| !keyed.answer().contains(code));
        let inner = odd.filter(|_| is_wrong).and_then(|odd| match &line.of {
            LineOf::Table(id) => table::why_not(view.desk, id, &self.facts(view), odd),
            LineOf::Duty(id, role) => duties::why_not(view.desk, id, *role, odd),
            LineOf::Due(id, start) => {
                let limit = view.desk.rulebook().limit(id)?;
                deadline::why_not(view.desk, limit, *start, odd)
            }
        });
        let inner = inner.unwrap_or_default();
        Some(WhyNot {
            choice: Choice {
                code: code.to_owned(),
                label: line.label(view.desk),
            },
            rule: inner
                .rule
                .or_else(|| keyed.why.first().map(|why| why.rule.clone())),
            says: Some(says),
            failed: inner.failed,
            changes: inner.changes,
        })
    }
}
