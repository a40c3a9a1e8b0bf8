//! Counting one time limit: what is entered, and the count day by day.

use maud::{Markup, html};
use shizu_rules::deadlines::{CountedDay, Why};
use shizu_rules::vocabulary::{LastDay, LimitUnit, MonthEnd, RestEnd, StartDay, Term};
use shizu_rules::{Engine, Lang, Limit, Rulebook};

use super::state::{Counted, ExtensionFault, Hindrance, State};
use super::{date_field, provisional, weekday};
use crate::markup::{badge, cites, faults, field, select, t};
use crate::route::rule_href;
use crate::text::date;

/// How many days are shown; a longer count shows its beginning and its last day.
const MOST: usize = 800;

/// The fields.
pub fn form(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let limit = state.limit(rulebook);
    let start_label = match (lang, limit) {
        (_, None) => t(lang, "起算日", "Start day").to_owned(),
        (Lang::Zh, Some(limit)) => format!("起算日：{}", limit.start.label(lang)),
        (Lang::En, Some(limit)) => format!("Start day: {}", limit.start.label(lang)),
    };
    html! {
        section class="time-form no-print" aria-label=(t(lang, "要算的期限", "The limit to count")) {
            div class="fields" {
                (date_field("time-start", &start_label, "start", "", &state.start))
                (field("time-rule", t(lang, "时限", "Time limit"), "", &rules(state, rulebook, lang)))
                @if limit.is_none() { (own_length(state, lang)) }
                (extension(state, limit, lang))
            }
            @for (at, pause) in state.pauses.iter().enumerate() {
                div class="fields time-pause" {
                    (date_field(&format!("time-from-{at}"), &numbered(t(lang, "中止自", "Paused from"), at), "from", &at.to_string(), &pause[0]))
                    (date_field(&format!("time-to-{at}"), t(lang, "至（含）", "to, included"), "to", &at.to_string(), &pause[1]))
                    p class="labelled" {
                        button type="button" class="button" data-do="unpause" data-arg=(at) { (t(lang, "去掉", "Remove")) }
                    }
                }
            }
            p class="time-buttons" {
                button type="button" class="button" id="time-pause" data-do="pause" { (t(lang, "添一段中止", "Add a pause")) }
            }
            (algebra(state, rulebook, lang))
        }
    }
}

fn numbered(label: &str, at: usize) -> String {
    format!("{label} {}", at + 1)
}

/// The time limits to choose from, by what starts them, and a length of one's own.
fn rules(state: &State, rulebook: &Rulebook, lang: Lang) -> Markup {
    html! {
        select id="time-rule" class="field time-rule" data-do="rule" {
            option value="" selected[state.rule.is_empty()] { (t(lang, "自定天数或月数", "a length of your own")) }
            @for limit in &rulebook.limits {
                option value=(limit.id) selected[state.rule == limit.id] {
                    (limit.title.in_lang(lang)) " · " (limit.length().words(lang))
                }
            }
        }
    }
}

fn own_length(state: &State, lang: Lang) -> Markup {
    let units = &LimitUnit::VALUES[..LimitUnit::Quarters.index()];
    let amount = html! {
        input class="field time-number" type="number" inputmode="numeric" min="1" id="time-amount" value=(state.amount) data-do="amount";
    };
    let unit = select(
        "time-unit",
        "unit",
        "",
        units,
        Some(state.unit.index()),
        lang,
    );
    html! {
        (field("time-amount", t(lang, "数量", "Amount"), "", &amount))
        (field("time-unit", t(lang, "单位", "Unit"), "", &unit))
    }
}

/// The extension, where there may be one.
fn extension(state: &State, limit: Option<&Limit>, lang: Lang) -> Markup {
    let hint = match limit {
        None => String::new(),
        Some(limit) => match &limit.extension {
            None => t(lang, "没有可以延长的规定", "no extension is laid down").to_owned(),
            Some(extension) => extension.by.in_lang(lang).to_owned(),
        },
    };
    let unit = limit.map_or(Some(state.unit), |limit| {
        limit.extension.as_ref().map(|extension| extension.unit)
    });
    let label = match (lang, unit) {
        (Lang::Zh, Some(unit)) => format!("延长（{}）", unit.label(lang)),
        (Lang::En, Some(unit)) => format!("Extended by ({})", unit.label(lang)),
        (_, None) => t(lang, "延长", "Extended by").to_owned(),
    };
    let control = html! {
        input class="field time-number" type="number" inputmode="numeric" min="1" id="time-extend" value=(state.extend)
            disabled[unit.is_none()] data-do="extend";
    };
    field("time-extend", &label, &hint, &control)
}

/// How the first and last day are found.
fn algebra(state: &State, rulebook: &Rulebook, lang: Lang) -> Markup {
    let counting = state.counting(rulebook);
    let choice = |id: &str, act: &str, label: &str, values, chosen| {
        field(
            id,
            label,
            "",
            &select(id, act, "", values, Some(chosen), lang),
        )
    };
    html! {
        details id="time-algebra" class="time-algebra" {
            summary { (t(lang, "怎样计算首日、末日", "How first and last day are found")) }
            p class="hint" { (rulebook.counting.grounds.says.in_lang(lang)) }
            div class="fields" {
                (choice("time-first", "start-day", t(lang, "起算日", "Start day"), StartDay::VALUES, counting.start_day.index()))
                (choice("time-last", "last-day", t(lang, "末日", "Last day"), LastDay::VALUES, counting.last_day.index()))
                (choice("time-month", "month-end", t(lang, "期满之月没有同日", "Month without such a day"), MonthEnd::VALUES, counting.month_end.index()))
                (choice("time-rest", "rest-end", t(lang, "末日遇休息日", "Last day not worked"), RestEnd::VALUES, counting.rest_end.index()))
                @if state.counting.is_some() {
                    p class="labelled" {
                        button type="button" class="button" data-do="usual" { (t(lang, "恢复规则库的算法", "As the rulebook has it")) }
                    }
                }
            }
        }
    }
}

/// The last day, what it rests on, and the count.
pub fn result(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let counted = match state.count(rulebook) {
        Ok(counted) => counted,
        Err(hindrance) => {
            let words = match hindrance {
                Hindrance::Start => t(
                    lang,
                    "请填写完整、存在的起算日期。",
                    "Enter a whole start day that exists.",
                )
                .to_owned(),
                Hindrance::Amount => t(
                    lang,
                    "数量须是大于零的整数。",
                    "The amount must be a whole number greater than zero.",
                )
                .to_owned(),
                Hindrance::Engine(error) => error.message(lang),
            };
            return html! { p class="time-none" aria-live="polite" { (words) } };
        }
    };
    let limit = state.limit(rulebook);
    let due = counted.count.due;
    html! {
        section class="time-result" aria-live="polite" {
            p class="time-asked" { (asked(&counted, limit, lang)) }
            p class="time-due" {
                (t(lang, "到期日：", "Last day: "))
                strong id="time-due" { (date(due, lang)) } " " (weekday(due, lang)) " "
                @if counted.count.provisional { (provisional(lang)) }
            }
            @if counted.extension.is_some() {
                p { (t(lang, "未延长时：", "Without the extension: ")) (date(counted.count.due_unextended, lang)) }
            }
            (faults(t(lang, "有几处没有采用，其余照算", "Some of it was left out; the rest is counted"), &left_out(&counted, limit, lang)))
            @if let Some(limit) = limit { (rests_on(engine, limit, counted.start, lang)) }
        }
        (days(&counted, lang))
    }
}

/// What was counted, in a sentence.
fn asked(counted: &Counted, limit: Option<&Limit>, lang: Lang) -> String {
    let (start, length) = (date(counted.start, lang), counted.length.words(lang));
    let more = counted.extension.map(|more| more.words(lang));
    let title = limit.map(|limit| limit.title.in_lang(lang));
    match lang {
        Lang::Zh => {
            let title = title.map(|title| format!("{title}：")).unwrap_or_default();
            let more = more.map(|more| format!("，延长{more}")).unwrap_or_default();
            format!("{title}自{start}起 {length}{more}")
        }
        Lang::En => {
            let title = title.map(|title| format!("{title}: ")).unwrap_or_default();
            let more = more
                .map(|more| format!(", extended by {more}"))
                .unwrap_or_default();
            format!("{title}{length} from {start}{more}")
        }
    }
}

/// What of the input is not right, in words.
fn left_out(counted: &Counted, limit: Option<&Limit>, lang: Lang) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for at in counted.unread.iter().map(|at| at + 1) {
        words.push(match lang {
            Lang::Zh => format!("第{at}段中止的起止日期没有填全，未计入。"),
            Lang::En => format!("Pause {at} has no whole dates and stops nothing."),
        });
    }
    words.extend(
        counted
            .count
            .problems
            .iter()
            .map(|problem| problem.message(lang)),
    );
    if let Some(fault) = &counted.extension_fault {
        words.push(match fault {
            ExtensionFault::NoNumber => t(
                lang,
                "延长的数量须是大于零的整数，未延长。",
                "The extension must be a whole number greater than zero; it was left out.",
            )
            .to_owned(),
            ExtensionFault::NotLaidDown => t(
                lang,
                "这项时限没有可以延长的规定，未延长。",
                "No extension is laid down for this limit; it was left out.",
            )
            .to_owned(),
            ExtensionFault::TooLong(most) => match lang {
                Lang::Zh => format!("最多延长{}，未延长。", most.words(lang)),
                Lang::En => format!(
                    "The longest extension is {}; it was left out.",
                    most.words(lang)
                ),
            },
        });
    }
    let out_of_time = limit.filter(|limit| !limit.holds_on(counted.start));
    if let Some(limit) = out_of_time {
        words.push(validity(limit, lang));
    }
    words
}

/// For which start days a limit holds.
pub fn validity(limit: &Limit, lang: Lang) -> String {
    let from = limit.valid_from.map(|day| date(day, lang));
    let to = limit.valid_to.map(|day| date(day, lang));
    match (lang, from, to) {
        (_, None, None) => String::new(),
        (Lang::Zh, Some(from), _) => format!("适用于{from}起开始的。"),
        (Lang::Zh, None, Some(to)) => format!("只适用于{to}以前开始的。"),
        (Lang::En, Some(from), _) => format!("For starts from {from} on."),
        (Lang::En, None, Some(to)) => format!("For starts until {to} only."),
    }
}

fn rests_on(engine: &Engine, limit: &Limit, start: chrono::NaiveDate, lang: Lang) -> Markup {
    html! {
        div class="time-basis" {
            p {
                (badge(limit.basis, lang)) " " (cites(engine, &limit.cites, lang)) " "
                a href=(rule_href(&limit.id)) { (t(lang, "在时限一览中查看", "See it among all limits")) }
            }
            @if let Some(note) = &limit.note { p class="rule-note" { (note.in_lang(lang)) } }
            @if limit.holds_on(start) && (limit.valid_from.is_some() || limit.valid_to.is_some()) {
                p class="rule-note" { (validity(limit, lang)) }
            }
        }
    }
}

/// Every day of the count.
fn days(counted: &Counted, lang: Lang) -> Markup {
    let all = &counted.count.days;
    let shown = &all[..all.len().min(MOST)];
    html! {
        details class="time-days" id="time-days" open {
            summary { (t(lang, "逐日计数", "Day by day")) }
            @for days in shown.chunk_by(|one, next| month(one) == month(next)) {
                h3 { (month_words(days, lang)) }
                ol class="time-list" { @for day in days { (line(day, lang)) } }
            }
            @if shown.len() < all.len() {
                p class="hint" {
                    @match lang {
                        Lang::Zh => { "共" (all.len()) "日，只列前" (MOST) "日。" }
                        Lang::En => { (all.len()) " days in all; the first " (MOST) " are listed." }
                    }
                }
            }
        }
    }
}

fn month(day: &CountedDay) -> (i32, u32) {
    use chrono::Datelike;
    (day.date.year(), day.date.month())
}

fn month_words(days: &[CountedDay], lang: Lang) -> String {
    let Some(first) = days.first() else {
        return String::new();
    };
    let words = date(first.date, lang);
    let cut = match lang {
        Lang::Zh => words
            .split_once('月')
            .map(|(month, _)| format!("{month}月")),
        Lang::En => words.split_once(' ').map(|(_, month)| month.to_owned()),
    };
    cut.unwrap_or(words)
}

fn line(day: &CountedDay, lang: Lang) -> Markup {
    use chrono::Datelike;
    let plain = matches!(day.why, Why::WorkingDay | Why::Day);
    html! {
        li class={ "time-day time-d" (day.date.weekday().number_from_monday()) @if day.number.is_none() { " time-off" } } {
            span class="time-no" { @match day.number { Some(number) => { (number) } None => { "—" } } }
            span class="time-date" {
                @match lang { Lang::Zh => { (day.date.day()) "日" } Lang::En => { (day.date.day()) } } " " (weekday(day.date, lang))
            }
            span class="time-why" {
                @if let Some(name) = day.name.as_ref().filter(|_| !plain) { (name.in_lang(lang)) " " }
                @if !plain { (day.why.label(lang)) }
                @if day.extension && day.number == Some(1) { " " (t(lang, "延长起", "extension begins")) }
                @if day.provisional && !matches!(day.why, Why::Day | Why::StartDay | Why::Pause) { " " (t(lang, "暂定", "provisional")) }
            }
        }
    }
}
