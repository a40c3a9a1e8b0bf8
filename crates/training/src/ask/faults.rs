//! Finding the faults in a finished slip: the scenario states what was filled in, the engine says which of it is wrong.

use chrono::NaiveDate;
use shizu_rules::vocabulary::Role;
use shizu_rules::{Lang, MatterFacts, Text};

use super::grade::is_same;
use super::{
    Brief, Changed, Choice, Grid, Keyed, Kind, Open, Question, Right, Shape, Slot, View, WhyNot,
    deadline, duties, table,
};
use crate::desk::{Desk, say};
use crate::words::{listed, quoted};

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
        let join = |lang: Lang| {
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
            listed(&labels, lang)
        };
        if codes.is_empty() {
            return say("（无）", "(none)");
        }
        say(join(Lang::Zh), join(Lang::En))
    }

    /// What of a line is too much, with the facts where it would belong, and what is missing.
    fn difference(
        keyed: &Keyed,
        stated: &[String],
        only_where: impl Fn(&str) -> Option<Text>,
    ) -> Text {
        let answer = keyed.answer();
        let extra = stated.iter().filter(|code| !answer.contains(code));
        let extra = extra.map(|code| {
            let it = Self::words(keyed, std::slice::from_ref(code));
            let only = only_where(code).unwrap_or_default();
            say(
                format!("多填了{}{}。", quoted(&it.zh), only.zh),
                format!("`{}` does not belong there{}.", it.en, only.en),
            )
        });
        let missing = answer.iter().filter(|code| !stated.contains(code));
        let missing: Vec<String> = missing.cloned().collect();
        let it = Self::words(keyed, &missing);
        let left_out = say(
            format!("漏填了{}。", quoted(&it.zh)),
            format!("Left out: `{}`.", it.en),
        );
        let left_out = (!missing.is_empty()).then_some(left_out);
        let all = extra.chain(left_out);
        all.reduce(|first, next| beside(&first, &next))
            .unwrap_or_default()
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

/// The facts where something would belong, to be put behind it.
fn only_where(changes: &[Changed]) -> Option<Text> {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for change in changes {
        zh.push(format!("{}是“{}”", change.what.zh, change.then.zh));
        en.push(format!("{} is `{}`", change.what.en, change.then.en));
    }
    let (zh, en) = (zh.join("且"), en.join(" and "));
    (!changes.is_empty()).then(|| say(format!("（{zh}时才有）"), format!(" (only where {en})")))
}

/// Two sentences, one after the other.
fn beside(first: &Text, second: &Text) -> Text {
    say(
        format!("{}{}", first.zh, second.zh),
        format!("{} {}", first.en, second.en),
    )
}

impl Question for Faults {
    fn kind(&self) -> Kind {
        Kind::Faults
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let facts = match &self.matter {
            Some(matter) => Brief::of_matter(view.known, matter),
            None => Brief::default(),
        };
        let rows = self.filled(view).into_iter().map(|(line, keyed)| {
            let label = line.label(view.desk);
            let words =
                keyed.map_or_else(|| say("", ""), |keyed| Self::words(&keyed, &line.stated));
            vec![label, words]
        });
        Brief {
            grids: vec![Grid {
                header: vec![say("栏目", "line"), say("填写内容", "as filled in")],
                rows: rows.collect(),
            }],
            ..facts
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
            // A line is told once, with the first of its reasons; how a day was counted says the day itself.
            let mut told = Some(match &line.of {
                LineOf::Due(id, _) => {
                    let limit = view.desk.rulebook().limit(id);
                    let title = limit.map_or(label, |limit| limit.title.clone());
                    say(format!("{}：", title.zh), format!("{}:", title.en))
                }
                LineOf::Table(_) | LineOf::Duty(..) => say(
                    format!("{}：{}。", label.zh, words.zh),
                    format!("{} – {}.", label.en, words.en),
                ),
            });
            for reason in keyed.why {
                let here = match (told.take(), &reason.here) {
                    (Some(told), Some(here)) => Some(beside(&told, here)),
                    (told, here) => told.or_else(|| here.clone()),
                };
                // What several lines rest on stands once, with all of them.
                let known = why.iter_mut().find(|known| known.rule == reason.rule);
                match (known, here) {
                    (Some(known), Some(here)) => {
                        let before = known.here.as_ref();
                        known.here = Some(before.map_or(here.clone(), |it| beside(it, &here)));
                    }
                    (Some(_), None) => {}
                    (None, here) => why.push(super::Why { here, ..reason }),
                }
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
        let answer = keyed.answer();
        let stated = Self::words(&keyed, &line.stated);
        let is_wrong = Self::is_wrong(line, &keyed);
        let says = if !is_wrong {
            say(
                format!("{}没有填错。", quoted(&stated.zh)),
                format!("`{}` is right.", stated.en),
            )
        } else if keyed.slot.shape == Shape::Many {
            Self::difference(&keyed, &line.stated, |code| match &line.of {
                LineOf::Table(id) => {
                    let way = table::why_not(view.desk, id, &self.facts(view), code)?;
                    only_where(&way.changes)
                }
                LineOf::Duty(..) | LineOf::Due(..) => None,
            })
        } else {
            let right = Self::words(&keyed, &answer);
            say(
                format!("填的是{}，应为{}。", quoted(&stated.zh), quoted(&right.zh)),
                format!("It says `{}` and should say `{}`.", stated.en, right.en),
            )
        };
        let mut odd = line.stated.iter().filter(|code| !answer.contains(code));
        let odd = odd.next().filter(|_| is_wrong);
        let inner = odd.and_then(|odd| match &line.of {
            // What of several answers is wrong has been told one by one.
            LineOf::Table(_) if keyed.slot.shape == Shape::Many => None,
            LineOf::Table(id) => table::why_not(view.desk, id, &self.facts(view), odd),
            LineOf::Duty(id, _) => duties::why_not(view.desk, id, odd),
            LineOf::Due(id, start) => {
                let limit = view.desk.rulebook().limit(id)?;
                deadline::why_not(view.desk, limit, *start, odd)
            }
        });
        let inner = inner.unwrap_or_default();
        // Of a duty it is the parts that tell, not facts.
        let parts = inner.says.filter(|_| matches!(line.of, LineOf::Duty(..)));
        Some(WhyNot {
            choice: Choice {
                code: code.to_owned(),
                label: line.label(view.desk),
            },
            rule: inner
                .rule
                .or_else(|| keyed.why.first().map(|why| why.rule.clone())),
            says: Some(parts.map_or(says.clone(), |parts| beside(&says, &parts))),
            failed: inner.failed,
            changes: inner.changes,
        })
    }
}
