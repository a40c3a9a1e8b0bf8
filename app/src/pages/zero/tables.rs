//! What fires, and what would fire next.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::monitor::{Chance, Fired, hundredths, percent};
use shizu_rules::vocabulary::Term;

use super::Page;
use super::grid::passes;
use super::state::State;
use super::watch::Watch;
use crate::markup::{Window, badge, live, pad, t, window};

/// Height of a row in pixels, as the style sheet has it.
const ROW: usize = 32;

/// What fires: how often each trigger, and for whom.
pub fn triggers(page: Page) -> AnyView {
    let shown = shown(page, |watch, state| {
        let fits = |fired: &Fired| {
            state.trigger.is_none_or(|at| at == fired.trigger)
                && watch
                    .lines()
                    .get(fired.line)
                    .is_some_and(|line| passes(watch, state, line))
        };
        let all = watch.fired.iter().enumerate();
        all.filter(|(_, it)| fits(it)).map(|(at, _)| at).collect()
    });
    let act = move |act| page.act(&act);
    view! {
        {live(move || page.draw(|watch, state, app| overview(watch, state, app.lang.get())), act)}
        {rows(page, shown, "zero-window zero-fired", HEAD, fired_row)}
    }
    .into_any()
}

/// Streaks of zeros on their way to a threshold.
pub fn upcoming(page: Page) -> AnyView {
    let shown = shown(page, |watch, state| {
        let fits = |line: u32| {
            let line = watch.lines().get(line as usize);
            line.is_some_and(|line| passes(watch, state, line))
        };
        let all = watch.upcoming.iter().enumerate();
        all.filter(|(_, (line, _))| fits(*line))
            .map(|(at, _)| at)
            .collect()
    });
    let act = move |act| page.act(&act);
    let lead = move || {
        let lang = page.app.lang.get();
        html! {
            p class="hint" {
                (t(
                    lang,
                    "若今后各期继续为零，将在所列报告期触发；一有事项即重新计。",
                    "If all returns from now on are zero, the trigger fires with the period given; any matter begins the count anew.",
                ))
            }
        }
    };
    view! {
        {live(lead, act)}
        {rows(page, shown, "zero-window zero-upcoming", NEXT, upcoming_row)}
    }
    .into_any()
}

/// Titles of columns in both languages, the figures among them marked.
type Head = &'static [(&'static str, &'static str, bool)];

const HEAD: Head = &[
    ("触发项", "Trigger", false),
    ("单位或组", "Body", false),
    ("变化", "Change", false),
    ("读数/阈值", "Reading/threshold", true),
    ("计入各期", "Periods counted", false),
    ("人数", "People", true),
    ("信访", "Reports", true),
    ("同类中位", "Peers' median", true),
    ("为零的概率", "Chance of none", true),
    ("由谁", "By whom", false),
    ("期限", "Due", false),
];

const NEXT: Head = &[
    ("触发项", "Trigger", false),
    ("单位或组", "Body", false),
    ("已连续", "So far", true),
    ("窗口", "Window", true),
    ("将在此期触发", "Fires with", false),
    ("该期结束", "Which ends on", false),
];

fn shown(
    page: Page,
    of: impl Fn(&Watch, &State) -> Vec<usize> + Send + Sync + 'static,
) -> Memo<Arc<Vec<usize>>> {
    Memo::new(move |_| {
        page.version.track();
        let all = page.state.with(|state| {
            page.watch
                .with_value(|watch| Some(of(watch.as_ref()?, state)))
        });
        Arc::new(all.unwrap_or_default())
    })
}

/// A windowed table of the items at the places shown.
fn rows(
    page: Page,
    shown: Memo<Arc<Vec<usize>>>,
    class: &'static str,
    head: Head,
    row: fn(&Watch, &State, usize, Lang) -> Markup,
) -> AnyView {
    window(Window {
        class,
        label: Box::new(move || page.app.pick("清单", "List")),
        row: ROW,
        rows: Box::new(move || shown.with(|shown| shown.len())),
        draw: Box::new(move |range| {
            let (shown, lang) = (shown.get(), page.app.lang.get());
            let draw = |watch: &Watch, state: &State| {
                html! {
                    @if shown.is_empty() {
                        p class="hint" { (t(lang, "没有符合条件的项。", "Nothing fits.")) }
                    } @else {
                        @if shown.len() > range.len() {
                            p class="print-only" { (t(lang, "清单较长，这里只印屏幕上的一段；全部请导出。", "A long list: only the part on the screen is printed; save it for all.")) }
                        }
                        table class="grid" aria-rowcount=(shown.len() + 1) {
                            thead { tr { @for (zh, en, figure) in head { th scope="col" class=[figure.then_some("figure")] { (t(lang, zh, en)) } } } }
                            tbody {
                                @if range.start > 0 { (pad(range.start, ROW, head.len())) }
                                @for at in range.clone() { @if let Some(at) = shown.get(at) { (row(watch, state, *at, lang)) } }
                                @if range.end < shown.len() { (pad(shown.len() - range.end, ROW, head.len())) }
                            }
                        }
                    }
                }
            };
            page.version.track();
            page.state.with(|state| {
                page.watch.with_value(|watch| {
                    let drawn = watch.as_ref().map(|watch| draw(watch, state));
                    drawn.unwrap_or_default()
                })
            })
        }),
        act: Box::new(move |act| page.act(&act)),
    })
}

/// Each trigger with what it counts now and counted a period ago; pressed, only its bodies are listed.
fn overview(watch: &Watch, state: &State, lang: Lang) -> Markup {
    html! {
        div class="scroll zero-overview" {
            table class="grid" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "触发项", "Trigger")) }
                        th scope="col" { (t(lang, "依据", "Basis")) }
                        th scope="col" class="figure" { (t(lang, "本期", "Now")) }
                        th scope="col" class="figure" { (t(lang, "上期", "Before")) }
                        th scope="col" class="figure" { (t(lang, "新增", "New")) }
                        th scope="col" class="figure" { (t(lang, "消除", "Cleared")) }
                        th scope="col" class="figure" { (t(lang, "搁置", "Set aside")) }
                        th scope="col" { (t(lang, "措施", "Measure")) }
                    }
                }
                tbody {
                    @for (at, trigger) in watch.evaluator.triggers().iter().enumerate() {
                        @if watch.evaluator.is_on(trigger) {
                            @let of = watch.fired.iter().filter(|it| it.trigger == at);
                            @let now = of.clone().count();
                            @let new = of.clone().filter(|it| it.is_new).count();
                            @let cleared = watch.cleared.iter().filter(|(_, it)| *it as usize == at).count();
                            @let grounds = &trigger.grounds;
                            tr class=[(state.trigger == Some(at)).then_some("zero-chosen")] {
                                th scope="row" {
                                    button type="button" class="link" id={ "zero-trigger-" (at) } data-do="trigger" data-arg=(at) aria-pressed=(state.trigger == Some(at)) {
                                        (grounds.id) " " (grounds.title.in_lang(lang))
                                    }
                                }
                                td { (badge(grounds.basis, lang)) }
                                td class="figure" { b { (now) } }
                                td class="figure" { (now - new + cleared) }
                                td class="figure" { (signed(new, "+")) }
                                td class="figure" { (signed(cleared, "−")) }
                                td class="figure" { (signed(of.filter(|it| it.suppressed.is_some()).count(), "")) }
                                @let measure = trigger.measures.first().map_or("", |it| it.what.in_lang(lang));
                                td class="zero-measure" title=(measure) { (measure) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A count with its sign; a dash for none.
fn signed(count: usize, sign: &str) -> String {
    if count == 0 {
        "—".to_owned()
    } else {
        format!("{sign}{count}")
    }
}

/// A button that opens a body.
fn body(watch: &Watch, state: &State, line: usize, id: &str) -> Markup {
    let monitored = watch.evaluator.monitored();
    let name = watch.lines().get(line).map_or("", |it| monitored.name(it));
    html! {
        button type="button" class="link" id=(id) data-do="line" data-arg=(line) aria-pressed=(state.line == Some(line)) { (name) }
    }
}

fn fired_row(watch: &Watch, state: &State, at: usize, lang: Lang) -> Markup {
    let Some(fired) = watch.fired.get(at) else {
        return html! {};
    };
    let trigger = &watch.evaluator.triggers()[fired.trigger];
    let reached = &fired.reached[0];
    let reading = reached.reading;
    let of = if reached.gauge.is_share() {
        format!("{}/{}", reading.value, reading.whole)
    } else {
        reading.value.to_string()
    };
    let number = |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |it| it.to_string());
    let chance = match reached.evidence.chance {
        Some(Chance::Told { probability, .. }) => percent(probability, lang),
        _ => "—".to_owned(),
    };
    let periods = &reached.counted.periods;
    let periods = match &periods[..] {
        [] => "—".to_owned(),
        [one] => one.to_string(),
        [first, .., last] => format!("{first} – {last}"),
    };
    let owner = trigger
        .measures
        .first()
        .map_or("", |it| it.owner.label(lang));
    let due = watch.evaluator.due(fired.trigger);
    html! {
        tr class=[(state.line == Some(fired.line)).then_some("zero-chosen")] {
            td {
                @if fired.suppressed.is_some() { s { (trigger.id()) } " " (t(lang, "已搁置", "set aside")) } @else { (trigger.id()) }
            }
            td { (body(watch, state, fired.line, &format!("zero-fired-{at}"))) }
            td { @if fired.is_new { "+ " (t(lang, "新增", "new")) } @else { (t(lang, "持续", "continuing")) } }
            td class="figure" { (of) " / " (hundredths(reached.threshold)) @if reached.gauge.is_share() { "%" } }
            td { (periods) }
            td class="figure" { (number(reached.evidence.covered)) }
            td class="figure" { (number(reached.evidence.letters)) }
            td class="figure" { (reached.evidence.median.map_or_else(|| "—".to_owned(), hundredths)) }
            td class="figure" { (chance) }
            td { (owner) }
            td { @if let Some(due) = due { (due.day) @if due.provisional { "?" } } }
        }
    }
}

fn upcoming_row(watch: &Watch, state: &State, at: usize, lang: Lang) -> Markup {
    let Some((line, it)) = watch.upcoming.get(at) else {
        return html! {};
    };
    let trigger = &watch.evaluator.triggers()[it.trigger];
    html! {
        tr {
            td title=(trigger.grounds.title.in_lang(lang)) { (trigger.id()) " " (it.gauge.label(lang)) }
            td { (body(watch, state, *line as usize, &format!("zero-next-{at}"))) }
            td class="figure" { (it.streak) }
            td class="figure" { (it.window) }
            td { (it.period.label(lang)) }
            td { (it.period.end()) }
        }
    }
}
