//! The calendar of a year, month by month: days off and worked weekends by name, the notice they are from, and files of the user's.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use shizu_rules::deadlines::{CalendarYear, DayKind, NamedDay};
use shizu_rules::{Calendar, Engine, Lang};

use super::import::{Import, offer};
use super::state::State;
use crate::markup::t;
use crate::text::date;

/// The years to choose from: those announced, and the next.
pub fn form(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let years = engine.rulebook().calendar.years();
    let first = years.first().map_or(state.year, |year| year.year);
    let last = years.last().map_or(state.year, |year| year.year + 1);
    html! {
        div class="time-years no-print" role="group" aria-label=(t(lang, "年份", "Year")) {
            @for year in first.min(state.year)..=last.max(state.year) {
                button type="button" class="button" id={ "time-year-" (year) } data-do="year" data-arg=(year) aria-pressed=((year == state.year).to_string()) {
                    (year)
                    @if !engine.rulebook().calendar.is_announced(year) { " " (t(lang, "暂定", "provisional")) }
                }
            }
        }
    }
}

/// The year, its notice, and what can be imported.
pub fn result(
    state: &State,
    engine: &Engine,
    import: &Import,
    today: NaiveDate,
    lang: Lang,
) -> Markup {
    let calendar = &engine.rulebook().calendar;
    let known = calendar.year(state.year);
    html! {
        section aria-live="polite" {
            h3 class="time-year" {
                @match lang { Lang::Zh => { (state.year) "年" } Lang::En => { (state.year) } } " "
                @if known.is_none() { span class="time-provisional" { (t(lang, "暂定", "provisional")) } }
            }
            (notice(known, lang))
            p { (totals(state.year, calendar, lang)) }
        }
        div class="time-months" {
            @for month in 1..=12 { (one_month(state.year, month, calendar, today, lang)) }
        }
        p class="hint" {
            (t(lang, "休：放假；班：周末调休上班。没有标注的周六、周日是普通周末。", "off: a holiday; on: a weekend day that is worked. Saturdays and Sundays without a mark are plain weekends."))
        }
        (offer(calendar, import, lang))
    }
}

fn notice(known: Option<&CalendarYear>, lang: Lang) -> Markup {
    let Some(year) = known else {
        return html! {
            p {
                (t(
                    lang,
                    "这一年的放假安排尚未公布（或未收入）。暂按周末推算，凡跨入的期限都标为“暂定”；公布后可导入年份文件。",
                    "The holidays of this year are not announced, or not on file. Weekends alone are counted, and limits that cross it are marked provisional; import a year file once there is a notice.",
                ))
            }
        };
    };
    html! {
        p class="time-notice" {
            @if let Some(file) = &year.imported {
                strong { (t(lang, "用户导入：", "Imported by you: ")) (file) } " "
            } @else {
                (t(lang, "国务院办公厅通知：", "Notice of the State Council General Office: "))
            }
            @for address in &year.notice { span class="time-address" { (address) } " " }
        }
    }
}

/// How many days are worked and off.
fn totals(year: i32, calendar: &Calendar, lang: Lang) -> String {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let (mut worked, mut off, mut made_up) = (0, 0, 0);
    for day in first.iter_days().take_while(|day| day.year() == year) {
        let kind = calendar.kind(day);
        worked += u32::from(kind.is_worked());
        off += u32::from(matches!(kind, DayKind::Holiday(_)));
        made_up += u32::from(matches!(kind, DayKind::MakeUp(_)));
    }
    match lang {
        Lang::Zh => format!("工作日{worked}天；放假{off}天（含其中的周末），调休上班{made_up}天。"),
        Lang::En => format!(
            "{worked} working days; {off} days off for festivals, weekends within included; {made_up} weekend days worked."
        ),
    }
}

/// The days of the week as heads of columns.
const HEADS: [[&str; 7]; 2] = [
    ["一", "二", "三", "四", "五", "六", "日"],
    ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
];

fn one_month(year: i32, month: u32, calendar: &Calendar, today: NaiveDate, lang: Lang) -> Markup {
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return html! {};
    };
    let days: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|day| day.month() == month)
        .collect();
    let before = first.weekday().num_days_from_monday() as usize;
    // Empty cells before the first day, then the days, cut into weeks.
    let cells: Vec<Option<NaiveDate>> = std::iter::repeat_n(None, before)
        .chain(days.iter().copied().map(Some))
        .collect();
    html! {
        div class="time-month" {
            table {
                caption { (month_name(first, lang)) }
                thead { tr { @for day in HEADS[usize::from(lang == Lang::En)] { th scope="col" { (day) } } } }
                tbody {
                    @for week in cells.chunks(7) {
                        tr {
                            @for cell in week {
                                @match cell { Some(day) => { (one_day(*day, calendar, today, lang)) } None => { td {} } }
                            }
                            @for _ in week.len()..7 { td {} }
                        }
                    }
                }
            }
            (names(&days, calendar, lang))
        }
    }
}

fn month_name(first: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}月", first.month()),
        Lang::En => date(first, lang)
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .to_owned(),
    }
}

fn one_day(day: NaiveDate, calendar: &Calendar, today: NaiveDate, lang: Lang) -> Markup {
    let (class, sign, name) = match calendar.kind(day) {
        DayKind::Worked => ("", "", None),
        DayKind::Weekend => ("time-weekend", "", None),
        DayKind::Holiday(name) => ("time-holiday", t(lang, "休", "off"), Some(name)),
        DayKind::MakeUp(name) => ("time-work", t(lang, "班", "on"), Some(name)),
    };
    html! {
        td class=(class) title=[name.map(|name| name.in_lang(lang))] aria-current=[(day == today).then_some("date")] {
            span { (day.day()) }
            @if !sign.is_empty() { span class="time-sign" { (sign) } }
        }
    }
}

/// The named days of a month as runs: `劳动节 1–5日休，9日班`.
fn names(days: &[NaiveDate], calendar: &Calendar, lang: Lang) -> Markup {
    let named: Vec<NamedDay> = days
        .iter()
        .filter_map(|day| match calendar.kind(*day) {
            DayKind::Holiday(name) => Some((*day, true, name)),
            DayKind::MakeUp(name) => Some((*day, false, name)),
            _ => None,
        })
        .map(|(date, off, name)| NamedDay {
            date,
            off,
            name: name.clone(),
        })
        .collect();
    let follows = |one: &NamedDay, next: &NamedDay| {
        one.off == next.off && one.name == next.name && one.date.succ_opt() == Some(next.date)
    };
    html! {
        @if !named.is_empty() {
            ul class="time-names" {
                @for run in named.chunk_by(follows) { li { (run_words(run, lang)) } }
            }
        }
    }
}

fn run_words(run: &[NamedDay], lang: Lang) -> String {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return String::new();
    };
    let (from, to) = (first.date.day(), last.date.day());
    let span = if from == to {
        from.to_string()
    } else {
        format!("{from}–{to}")
    };
    let name = first.name.in_lang(lang);
    match (lang, first.off) {
        (Lang::Zh, true) => format!("{span}日 {name}休"),
        (Lang::Zh, false) => format!("{span}日 班（{name}）"),
        (Lang::En, true) => format!("{span} {name}, off"),
        (Lang::En, false) => format!("{span} on, for {name}"),
    }
}
