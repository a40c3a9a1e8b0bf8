//! How a time limit comes to its last day, in one sentence: where it starts, which day is the first, what was skipped, where it ends.

use chrono::{Datelike, Month, NaiveDate};
use shizu_rules::deadlines::{Calendar, CountedDay, Request, Why, count};
use shizu_rules::vocabulary::{LastDay, LimitUnit, RestEnd, StartDay};
use shizu_rules::{Lang, Limit, Text};

use crate::desk::say;

/// The most spans of days off that are named.
const MOST_SPANS: usize = 4;

/// How `limit` is counted from `start` to `due`, with only what applies to these days.
pub(super) fn in_words(
    limit: &Limit,
    start: NaiveDate,
    due: NaiveDate,
    calendar: &Calendar,
) -> Text {
    let request = Request {
        start,
        length: limit.length(),
        counting: limit.counting,
        extension: None,
        pauses: &[],
    };
    let days = count(&request, calendar).map_or_else(|_| Vec::new(), |counted| counted.days);
    let first = days.iter().find(|day| day.number == Some(1));
    let first = first.map_or_else(Text::default, |day| named(day.date));
    let mut parts = vec![match limit.counting.start_day {
        StartDay::Counted => say("起算日就是第一日", "the start day is the first day"),
        StartDay::NotCounted => say(
            format!("起算日不计入，第一日是{}", first.zh),
            format!(
                "the start day is not counted, {} is the first day",
                first.en
            ),
        ),
    }];
    parts.extend(match limit.unit {
        LimitUnit::WorkingDays => working(&days),
        LimitUnit::Months => vec![month_end(limit, start)],
        LimitUnit::Days | LimitUnit::Quarters => Vec::new(),
    });
    if limit.counting.last_day == LastDay::Exclusive {
        parts.push(say(
            "期满之日已经太晚",
            "the day on which it is full is too late",
        ));
    }
    parts.extend(rest_end(limit, &days, due, calendar));
    let length = |lang| limit.length().words(lang);
    let join = |of: fn(&Text) -> &str, comma: &str| {
        let parts: Vec<&str> = parts.iter().map(of).collect();
        parts.join(comma)
    };
    say(
        format!(
            "自{start}起{}：{}；末日是{due}。",
            length(Lang::Zh),
            join(|part| &part.zh, "，")
        ),
        format!(
            "{} from {start}: {}; the last day is {due}.",
            length(Lang::En),
            join(|part| &part.en, ", ")
        ),
    )
}

/// The days off that were skipped, and the weekend days that were worked and counted.
fn working(days: &[CountedDay]) -> Vec<Text> {
    let mut parts = Vec::new();
    let off: Vec<NaiveDate> = days
        .iter()
        .filter(|day| matches!(day.why, Why::Weekend | Why::Holiday))
        .map(|day| day.date)
        .collect();
    if !off.is_empty() {
        let (spans, number) = (spans(&off), off.len());
        parts.push(say(
            format!("跳过休息的{number}天（{}）", spans.zh),
            format!("{number} days off are skipped ({})", spans.en),
        ));
    }
    let worked = days.iter().filter(|day| day.why == Why::MakeUp);
    parts.extend(worked.map(|day| {
        let day = named(day.date);
        say(
            format!("{}调休上班，计入", day.zh),
            format!("{} is worked to make up and counts", day.en),
        )
    }));
    parts
}

fn month_end(limit: &Limit, start: NaiveDate) -> Text {
    let months = chrono::Months::new(limit.amount);
    let end = start.checked_add_months(months);
    match end.filter(|end| end.day() != start.day()) {
        Some(end) => say(
            format!("期满之月没有{}日，到{}为止", start.day(), named(end).zh),
            format!(
                "its last month has no day {}, so it ends with {}",
                start.day(),
                named(end).en
            ),
        ),
        None => say(
            "按月计，到期满之月的同一日为止",
            "months end on the same day of the month",
        ),
    }
}

/// What became of a last day that is not worked.
fn rest_end(
    limit: &Limit,
    days: &[CountedDay],
    due: NaiveDate,
    calendar: &Calendar,
) -> Option<Text> {
    if limit.counting.rest_end == RestEnd::NextWorkingDay {
        let moved = days.iter().any(|day| day.why == Why::Moved);
        return moved.then(|| {
            say(
                "期满遇休息日，顺延到下一个工作日",
                "it ends on a day off and moves to the next working day",
            )
        });
    }
    (!calendar.is_working_day(due))
        .then(|| say("末日休息，不顺延", "the last day is not worked and stays"))
}

/// Days as spans of days side by side.
fn spans(days: &[NaiveDate]) -> Text {
    let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match spans.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => spans.push((*day, *day)),
        }
    }
    let span = |(from, to): &(NaiveDate, NaiveDate)| {
        let (from, to) = (named(*from), named(*to));
        if from == to {
            return from;
        }
        say(
            format!("{}至{}", from.zh, to.zh),
            format!("{} to {}", from.en, to.en),
        )
    };
    let texts: Vec<Text> = spans.iter().take(MOST_SPANS).map(span).collect();
    let (mut zh, mut en): (Vec<&str>, Vec<&str>) = texts
        .iter()
        .map(|text| (text.zh.as_str(), text.en.as_str()))
        .unzip();
    if spans.len() > MOST_SPANS {
        zh.push("……");
        en.push("…");
    }
    say(zh.join("、"), en.join(", "))
}

/// `5月6日`, `6 May`.
fn named(day: NaiveDate) -> Text {
    let month = u8::try_from(day.month()).ok();
    let month = month.and_then(|month| Month::try_from(month).ok());
    say(
        format!("{}月{}日", day.month(), day.day()),
        format!("{} {}", day.day(), month.map_or("", |month| month.name())),
    )
}
