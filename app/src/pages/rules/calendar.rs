//! Time limits, a count of one of them from a day, and the holidays that the count knows.

use chrono::{Datelike, NaiveDate, Weekday};
use leptos::prelude::*;
use shizu_rules::{Calendar as Holidays, Engine, Lang, LimitUnit, Then};

use super::target::Target;
use super::{row_id, words};
use crate::components::{BasisBadge, Cites, Disclosure};
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::{date, tr};

/// The part of the page.
#[component]
pub fn Calendar(target: Memo<Target>) -> impl IntoView {
    let app = use_app();
    let limits = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| limits(engine, lang, target))
    };
    let years = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| years(&engine.rulebook().calendar, lang))
    };
    view! {
        <h2>{tr("时限", "Time limits")}</h2>
        <p class="lead-in">{tr("自收到线索之日起算，当日不计入。", "They start when a clue is received; that day itself is not counted.")}</p>
        {limits}
        <Count />
        <h2>{tr("节假日与调休", "Holidays and worked weekends")}</h2>
        <p class="lead-in">
            {tr(
                "依据国务院办公厅每年的放假通知。尚未公布的年份按周末推算，结果标为“暂定”。",
                "From the State Council General Office's yearly notices. A year not yet announced is counted by weekends alone, and the result marked provisional.",
            )}
        </p>
        {years}
    }
}

fn limits(engine: &Engine, lang: Lang, target: Memo<Target>) -> AnyView {
    let rulebook = engine.rulebook();
    let rows: Vec<_> = rulebook
        .limits
        .iter()
        .map(|limit| {
            let rules: Vec<_> = rulebook
                .rules()
                .filter(|(_, rule)| matches!(&rule.then, Then::Limit(id) if *id == limit.id))
                .map(|(_, rule)| view! { <li><a href=rule_href(&rule.id)>{rule.title.in_lang(lang).to_owned()}</a></li> })
                .collect();
            let note = limit.note.as_ref().map(|note| {
                let note = note.in_lang(lang).to_owned();
                view! { <p class="rule-note">{note}</p> }
            });
            let id = limit.id.clone();
            let aimed = move || target.with(|target| matches!(target, Target::Limit(aimed) if *aimed == id));
            view! {
                <tr id=row_id(&limit.id) tabindex="-1" class:aimed=aimed>
                    <th scope="row">
                        <a href=rule_href(&limit.id) class="rule-title">{limit.title.in_lang(lang).to_owned()}</a>
                        <code class="rule-id">{limit.id.clone()}</code>
                    </th>
                    <td class="rule-outcome">{words::length(limit, lang)}</td>
                    <td><ul>{rules}</ul>{note}</td>
                    <td class="rule-basis"><BasisBadge basis=limit.basis /><Cites ids=limit.cites.clone() /></td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="grid rule-grid limit-grid">
            <thead>
                <tr>
                    <th scope="col">{tr("期限内须完成", "To be done")}</th>
                    <th scope="col">{tr("时长", "Within")}</th>
                    <th scope="col">{tr("何时适用", "When it applies")}</th>
                    <th scope="col">{tr("依据", "Basis")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Counts a time limit from a day, and shows the count day by day.
#[component]
fn Count() -> impl IntoView {
    let app = use_app();
    let (start, chosen) = (RwSignal::new(Some(app.today)), RwSignal::new(0_usize));
    let options = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| {
            engine
                .rulebook()
                .limits
                .iter()
                .enumerate()
                .map(|(index, limit)| {
                    let words = format!("{} · {}", limit.title.in_lang(lang), words::length(limit, lang));
                    view! { <option value=index.to_string() selected=move || chosen.get() == index>{words}</option> }
                })
                .collect::<Vec<_>>()
        })
    };
    let result = move || {
        let lang = app.lang.get();
        let Some(start) = start.get() else {
            let words = app.pick("请填写完整的日期。", "Please enter a whole date.");
            return view! { <p>{words}</p> }.into_any();
        };
        app.with_engine(|engine| {
            let rulebook = engine.rulebook();
            let due = rulebook.limits.get(chosen.get()).and_then(|limit| Some((limit, limit.due(start, &rulebook.calendar)?)));
            let Some((limit, due)) = due else {
                return ().into_any();
            };
            let provisional = due.provisional.then(|| {
                let words = app.pick("暂定：跨入尚未公布节假日的年份", "provisional: it crosses a year whose holidays are not announced");
                view! { <span class="counter-provisional">{words}</span> }
            });
            let days = (limit.unit == LimitUnit::WorkingDays).then(|| {
                let lines = counted(start, due.day, &rulebook.calendar, lang);
                view! { <Disclosure title=tr("逐日计数", "Day by day")><ol class="counter-days">{lines}</ol></Disclosure> }
            });
            let last = app.pick("到期日：", "Last day: ");
            view! {
                <p class="counter-due">{last}<strong>{date(due.day, lang)}</strong>" "{weekday(due.day, lang)}" "{provisional}</p>
                {days}
            }
            .into_any()
        })
    };
    let on_start =
        move |event: leptos::ev::Event| start.set(event_target_value(&event).parse().ok());
    let on_choice = move |event: leptos::ev::Event| {
        chosen.set(event_target_value(&event).parse().unwrap_or_default());
    };
    view! {
        <section class="counter">
            <h3>{tr("算一算", "Count one")}</h3>
            <label>
                <span>{tr("收到日期", "Received on")}</span>
                <input class="field" type="date" prop:value=move || start.get().map(|day| day.to_string()) on:change=on_start />
            </label>
            <label>
                <span>{tr("时限", "Time limit")}</span>
                <select class="field" on:change=on_choice>{options}</select>
            </label>
            <div aria-live="polite">{result}</div>
        </section>
    }
}

/// The days after `start` up to `due`, each with its number or why it is not counted.
fn counted(start: NaiveDate, due: NaiveDate, calendar: &Holidays, lang: Lang) -> Vec<AnyView> {
    let mut number = 0;
    start
        .iter_days()
        .skip(1)
        .take_while(|day| *day <= due)
        .map(|day| {
            let weekend = is_weekend(day);
            let worked = calendar.is_working_day(day);
            number += u32::from(worked);
            let (zh, en) = match (worked, weekend) {
                (true, false) => ("", ""),
                (true, true) => ("调休上班", "worked weekend"),
                (false, true) => ("周末", "weekend"),
                (false, false) => ("放假", "holiday"),
            };
            let why = if lang == Lang::Zh { zh } else { en };
            let count = if worked {
                number.to_string()
            } else {
                "—".to_owned()
            };
            view! {
                <li class:counter-off=!worked>
                    <span class="counter-number">{count}</span>
                    {date(day, lang)}" "{weekday(day, lang)}" "{why}
                </li>
            }
            .into_any()
        })
        .collect()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = day.weekday().num_days_from_monday() as usize;
    match lang {
        Lang::Zh => ZH[index],
        Lang::En => EN[index],
    }
}

fn years(calendar: &Holidays, lang: Lang) -> AnyView {
    let mut years: Vec<(i32, String)> = calendar
        .years()
        .iter()
        .map(|year| (year.year, year.notice.join(" ")))
        .collect();
    years.reverse();
    let rows: Vec<_> = years
        .into_iter()
        .map(|(year, notice)| {
            let (off, worked) = spans(year, calendar);
            let shown = |spans: &[(NaiveDate, NaiveDate)]| {
                let words: Vec<String> = spans.iter().map(|span| span_words(*span, lang)).collect();
                words.join(if lang == Lang::Zh { "，" } else { ", " })
            };
            view! {
                <tr>
                    <th scope="row">{year}</th>
                    <td>{shown(&off)}</td>
                    <td>{shown(&worked)}</td>
                    <td class="calendar-notice">{notice}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="scroll">
            <table class="grid">
                <thead>
                    <tr>
                        <th scope="col">{tr("年", "Year")}</th>
                        <th scope="col">{tr("连休（含相连的周末）", "Days off, with adjoining weekends")}</th>
                        <th scope="col">{tr("调休上班的周末", "Worked weekend days")}</th>
                        <th scope="col">{tr("通知（gov.cn）", "Notice (gov.cn)")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// First and last day of something.
type Span = (NaiveDate, NaiveDate);

/// Runs of days off that are more than a weekend, and weekend days that are worked, in a year.
fn spans(year: i32, calendar: &Holidays) -> (Vec<Span>, Vec<Span>) {
    let (mut off, mut worked) = (Vec::<Span>::new(), Vec::new());
    let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else {
        return (off, worked);
    };
    let mut holiday = false;
    for day in first.iter_days().take_while(|day| day.year() == year) {
        if calendar.is_working_day(day) {
            if is_weekend(day) {
                worked.push((day, day));
            }
            continue;
        }
        let follows = off
            .last()
            .is_some_and(|(_, last)| last.succ_opt() == Some(day));
        match off.last_mut() {
            Some(span) if follows => span.1 = day,
            _ => {
                if !holiday {
                    // The run before was a mere weekend.
                    off.pop();
                }
                off.push((day, day));
                holiday = false;
            }
        }
        holiday |= !is_weekend(day);
    }
    if !holiday {
        off.pop();
    }
    (off, worked)
}

fn span_words((first, last): Span, lang: Lang) -> String {
    let short = |day: NaiveDate| {
        let full = date(day, lang);
        // The year stands at the head of the row.
        match lang {
            Lang::Zh => full
                .split_once('年')
                .map_or(full.clone(), |(_, rest)| rest.to_owned()),
            Lang::En => full
                .rsplit_once(' ')
                .map_or(full.clone(), |(rest, _)| rest.to_owned()),
        }
    };
    if first == last {
        short(first)
    } else {
        format!("{}–{}", short(first), short(last))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use shizu_rules::{LoadError, Rulebook};

    use super::spans;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    /// The notice for 2025: Spring Festival 28 January to 4 February, worked on 26 January and 8 February; National Day 1 to 8 October, worked on 28
    /// September and 11 October; Labour Day 1 to 5 May, worked on 27 April.
    #[test]
    fn the_year_2025_as_announced() -> Result<(), Vec<LoadError>> {
        let (off, worked) = spans(2025, &Rulebook::shipped()?.calendar);
        for span in [
            ("2025-01-28", "2025-02-04"),
            ("2025-05-01", "2025-05-05"),
            ("2025-10-01", "2025-10-08"),
        ] {
            assert!(
                off.contains(&(day(span.0), day(span.1))),
                "{span:?} is missing in {off:?}"
            );
        }
        let expected = [
            "2025-01-26",
            "2025-02-08",
            "2025-04-27",
            "2025-09-28",
            "2025-10-11",
        ];
        assert_eq!(worked, expected.map(|text| (day(text), day(text))));
        Ok(())
    }
}
