//! Time limits: the last day, counted by the rules of the limit.

use chrono::{Days, NaiveDate};
use shizu_rules::deadlines::Leg;
use shizu_rules::vocabulary::{Basis, LimitUnit, Term};
use shizu_rules::{Lang, Limit};

use super::{
    Brief, Changed, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot,
    counting,
};
use crate::desk::{Desk, say};

/// How far around the start day one that leads to the chosen day is looked for.
const DAYS_AROUND: u64 = 40;

/// Until when something is due.
#[derive(Debug)]
pub(crate) struct Deadline {
    /// Id of the time limit, or a bare length.
    pub length: Length,
    /// The day of the start event.
    pub start: NaiveDate,
}

/// How long.
#[derive(Debug)]
pub(crate) enum Length {
    /// As long as this time limit.
    Limit(String),
    /// So long, counted as time limits that say nothing else are.
    Bare(Leg),
}

impl Length {
    fn limit(&self, desk: &Desk) -> Option<Limit> {
        let rulebook = desk.rulebook();
        match self {
            Length::Limit(id) => rulebook.limit(id).cloned(),
            Length::Bare(leg) => {
                let grounds = &rulebook.counting.grounds;
                Some(Limit {
                    id: grounds.id.clone(),
                    title: say(leg.words(Lang::Zh), leg.words(Lang::En)),
                    start: shizu_rules::vocabulary::StartEvent::ALL.first().copied()?,
                    amount: leg.amount,
                    unit: leg.unit,
                    counting: rulebook.counting.counting,
                    extension: None,
                    valid_from: None,
                    valid_to: None,
                    basis: Basis::Assumption,
                    cites: grounds.cites.clone(),
                    note: grounds.note.clone(),
                })
            }
        }
    }
}

/// The slot of a time limit that begins on `start`, with its key.
pub(super) fn keyed(desk: &Desk, limit: &Limit, start: NaiveDate) -> Result<Keyed, Open> {
    let due = limit.due(start, &desk.rulebook().calendar);
    let due = due.ok_or_else(|| {
        Open(say(
            format!("“{}”自{start}起算不出末日", limit.title.zh),
            format!("`{}` from {start} has no last day", limit.title.en),
        ))
    })?;
    if due.provisional {
        return Err(Open(say(
            format!(
                "{}：那一年的放假安排还没有公布，末日不确定；请换一个起算日",
                due.day
            ),
            format!(
                "{}: the holidays of that year are not announced, so the last day is not certain; choose another start",
                due.day
            ),
        )));
    }
    let usual = &desk.rulebook().counting.grounds.id;
    // A limit with a rule of its own, as detention, says so itself.
    let counted_as_usual = limit.counting == desk.rulebook().counting.counting;
    let rules = [&limit.id, usual]
        .into_iter()
        .take(1 + usize::from(counted_as_usual));
    let mut why = Why::all(desk.rulebook(), rules);
    why.dedup_by(|later, first| later.rule == first.rule);
    // Of the rule of counting only what applies to these days is told.
    if let Some(rule) = why.iter_mut().find(|why| why.rule == *usual) {
        rule.says = None;
    }
    if let Some(first) = why.first_mut() {
        let calendar = &desk.rulebook().calendar;
        first.here = Some(counting::in_words(limit, start, due.day, calendar));
    }
    Ok(Keyed {
        slot: Slot {
            id: "due".to_owned(),
            label: say(
                format!("“{}”的末日", limit.title.zh),
                format!("last day of `{}`", limit.title.en),
            ),
            shape: Shape::Date,
            choices: Vec::new(),
        },
        right: Right::Exact(due.day.to_string()),
        why,
    })
}

/// Why a day is not the last one: how far off it is, and the start day with which it would be.
pub(super) fn why_not(desk: &Desk, limit: &Limit, start: NaiveDate, code: &str) -> Option<WhyNot> {
    let calendar = &desk.rulebook().calendar;
    let due = limit.due(start, calendar)?.day;
    let choice = Choice::new(code, code, code);
    let Ok(chosen) = code.trim().parse::<NaiveDate>() else {
        return Some(WhyNot {
            choice,
            says: Some(say(
                "这不是日期；请写成2026-03-02的样子。",
                "This is no day; write it like 2026-03-02.",
            )),
            ..WhyNot::default()
        });
    };
    let off = (chosen - due).num_days();
    let says = match (off.unsigned_abs(), off < 0) {
        (0, _) => counting::in_words(limit, start, due, calendar),
        (1, true) => say("早了1天。", "One day too early."),
        (1, false) => say("晚了1天。", "One day too late."),
        (days, true) => say(format!("早了{days}天。"), format!("{days} days too early.")),
        (days, false) => say(format!("晚了{days}天。"), format!("{days} days too late.")),
    };
    let mut says = says;
    if limit.unit == LimitUnit::WorkingDays && !calendar.is_working_day(chosen) {
        says.zh.push_str("而且这一天不是工作日。");
        says.en.push_str(" And it is no working day.");
    }
    let starts = (0..=DAYS_AROUND).flat_map(|days| {
        let days = Days::new(days);
        [start.checked_sub_days(days), start.checked_add_days(days)]
    });
    let leads = |start: &NaiveDate| {
        let due = limit.due(*start, calendar);
        due.is_some_and(|due| due.day == chosen)
    };
    let nearest = starts.flatten().find(leads).filter(|day| *day != start);
    let day = |day: NaiveDate| say(day.to_string(), day.to_string());
    Some(WhyNot {
        choice,
        rule: Some(limit.id.clone()),
        says: Some(says),
        failed: Vec::new(),
        changes: nearest
            .map(|then| Changed {
                what: say("起算日", "start day"),
                now: day(start),
                then: day(then),
            })
            .into_iter()
            .collect(),
    })
}

impl Question for Deadline {
    fn kind(&self) -> Kind {
        Kind::Deadline
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let start = self.start.to_string();
        let brief = Brief::default().with(say("起算日", "start day"), say(start.clone(), start));
        match self.length.limit(view.desk) {
            // How long it is belongs to what one has to know of a named limit.
            Some(limit) => {
                let event = limit.start;
                let named = matches!(self.length, Length::Limit(_));
                let brief = brief.with(say("时限", "time limit"), limit.title.clone());
                if named {
                    let event = say(event.label(Lang::Zh), event.label(Lang::En));
                    brief.with(say("起算事由", "begins with"), event)
                } else {
                    brief
                }
            }
            None => brief,
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let limit = self.length.limit(view.desk);
        let limit =
            limit.ok_or_else(|| Open(say("没有这项时限", "there is no such time limit")))?;
        Ok(vec![keyed(view.desk, &limit, self.start)?])
    }

    fn why_not(&self, view: View<'_>, _: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        why_not(view.desk, &self.length.limit(view.desk)?, self.start, code)
    }
}
