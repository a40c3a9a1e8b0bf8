//! The heat grid: bodies by periods, each cell with a sign and its counts, so that it is read without colour.

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::monitor::{Line, Period, Shown};
use shizu_rules::vocabulary::{Frequency, ReturnField, ReturnState, Term};

use super::Page;
use super::state::State;
use super::watch::Watch;
use super::words::sign;
use crate::markup::{Window, live, pad, t, window};

/// Height of a row in pixels, as the style sheet has it.
const ROW: usize = 32;

/// The grid with its legend.
pub fn grid(page: Page) -> AnyView {
    let shown = Memo::new(move |_| {
        page.version.track();
        let lines = page.state.with(|state| {
            page.watch.with_value(|watch| {
                let watch = watch.as_ref()?;
                Some(lines(watch, state))
            })
        });
        Arc::new(lines.unwrap_or_default())
    });
    let act = move |act| page.act(&act);
    let rows = window(Window {
        class: "zero-window zero-heat",
        label: Box::new(move || page.app.pick("各期报告", "Returns by period")),
        row: ROW,
        rows: Box::new(move || shown.with(|shown| shown.len())),
        draw: Box::new(move |range| {
            page.version.track();
            let shown = shown.get();
            let lang = page.app.lang.get();
            page.state.with(|state| {
                page.watch.with_value(|watch| {
                    let watch = watch.as_ref();
                    let table = watch.map(|watch| table(watch, state, &shown, range, lang));
                    table.unwrap_or_default()
                })
            })
        }),
        act: Box::new(act),
    });
    view! {
        {live(move || page.draw(|watch, state, app| legend(watch, state, app.lang.get())), act)}
        {rows}
    }
    .into_any()
}

/// The frequency shown: the chosen one, or that of most bodies.
pub fn frequency(watch: &Watch, state: &State) -> Frequency {
    let there = watch.frequencies();
    let chosen = state.frequency.filter(|it| there.contains(it));
    let many = |it: &Frequency| {
        let lines = watch.lines().iter();
        lines.filter(|line| line.frequency() == *it).count()
    };
    chosen
        .or_else(|| there.into_iter().max_by_key(many))
        .unwrap_or(Frequency::Quarter)
}

/// Whether the line passes the filters that all parts share.
pub fn passes(watch: &Watch, state: &State, line: &Line) -> bool {
    state.kind.is_none_or(|kind| kind == line.kind)
        && (state.text.is_empty()
            || watch
                .evaluator
                .monitored()
                .name(line)
                .contains(state.text.trim()))
}

/// The lines of the grid, those with most triggers first.
fn lines(watch: &Watch, state: &State) -> Vec<usize> {
    use shizu_rules::SortOnce;
    let frequency = frequency(watch, state);
    let all = watch.lines().iter().enumerate();
    let fits = |(at, line): &(usize, &Line)| {
        line.frequency() == frequency
            && passes(watch, state, line)
            && (!state.fired_only || !watch.fired_of(*at).is_empty())
    };
    let mut lines: Vec<usize> = all.filter(fits).map(|(at, _)| at).collect();
    lines.sort_once_by_key(|at| (usize::MAX - watch.fired_of(*at).len(), *at));
    lines
}

fn legend(watch: &Watch, state: &State, lang: Lang) -> Markup {
    let current = frequency(watch, state);
    html! {
        div class="zero-legend" {
            @for frequency in watch.frequencies() {
                button type="button" class="button quiet" id={ "zero-frequency-" (frequency.code()) } data-do="frequency" value=(frequency.code())
                    aria-pressed=(frequency == current) { (frequency.label(lang)) }
            }
            label class="check" {
                input type="checkbox" id="zero-fired" data-do="fired" checked[state.fired_only];
                " " (t(lang, "只看有触发的", "only those with triggers"))
            }
            span class="zero-keys" {
                @for known in ReturnState::ALL {
                    span class="zero-key" {
                        span class={ "zero-cell zero-" (known.code()) } aria-hidden="true" {
                            @if *known == ReturnState::HasMatters { "3/1" } @else { (sign(*known, lang)) }
                        }
                        " " (known.label(lang))
                        @if *known == ReturnState::HasMatters { (t(lang, "（线索/立案）", " (clues/cases)")) }
                    }
                }
            }
        }
    }
}

fn table(
    watch: &Watch,
    state: &State,
    shown: &[usize],
    range: std::ops::Range<usize>,
    lang: Lang,
) -> Markup {
    let all = shown.iter().filter_map(|at| watch.lines().get(*at));
    let (first, last) = (
        all.clone().map(|line| line.first).min(),
        all.map(|line| line.last).max(),
    );
    let Some((first, last)) = first.zip(last) else {
        return html! { p class="hint" { (t(lang, "没有符合条件的单位或组。", "No body fits.")) } };
    };
    // The latest period first: it is what one looks for, and it is in sight without scrolling.
    let periods: Vec<Period> = (0..=last.since(first))
        .map(|back| last.plus(-back))
        .collect();
    let columns = periods.len() + 2;
    html! {
        table class="grid zero-grid" aria-rowcount=(shown.len() + 1) {
            thead {
                tr {
                    th scope="col" class="zero-name" { (t(lang, "单位或组", "Body")) }
                    th scope="col" { (t(lang, "触发", "Fires")) }
                    @for period in &periods { th scope="col" class="zero-period" { (short(*period)) } }
                }
            }
            tbody {
                @if range.start > 0 { (pad(range.start, ROW, columns)) }
                @for at in range.clone() {
                    @if let Some(line) = shown.get(at).copied() { (row(watch, state, line, &periods, lang)) }
                }
                @if range.end < shown.len() { (pad(shown.len() - range.end, ROW, columns)) }
            }
        }
    }
}

/// A period in a narrow column: year and number above each other.
fn short(period: Period) -> Markup {
    let text = period.to_string();
    let (year, part) = text.split_once('-').unwrap_or((&text, ""));
    html! { span class="zero-year" { (year) } @if !part.is_empty() { " " (part) } }
}

fn row(watch: &Watch, state: &State, at: usize, periods: &[Period], lang: Lang) -> Markup {
    let Some(line) = watch.lines().get(at) else {
        return html! {};
    };
    let monitored = watch.evaluator.monitored();
    let triggers = watch.evaluator.triggers();
    html! {
        tr class=[(state.line == Some(at)).then_some("zero-chosen")] {
            th scope="row" class="zero-name" {
                button type="button" class="link" id={ "zero-line-" (at) } data-do="line" data-arg=(at) aria-pressed=(state.line == Some(at)) {
                    (monitored.name(line))
                }
            }
            td class="zero-ids" {
                @for fired in watch.fired_of(at) {
                    @let id = triggers[fired.trigger].id();
                    @if fired.suppressed.is_some() { s { (id) } } @else { (id) }
                    " "
                }
            }
            @for period in periods { (cell(monitored.shown(line, *period), lang)) }
        }
    }
}

fn cell(shown: Option<Shown>, lang: Lang) -> Markup {
    let Some(shown) = shown else {
        return html! { td class="zero-out" {} };
    };
    let count = |field: ReturnField| {
        let count = shown.figures.count(field);
        count.map_or_else(|| "–".to_owned(), |count| count.to_string())
    };
    let (clues, cases) = (count(ReturnField::Clues), count(ReturnField::Cases));
    let (state, label) = (shown.state, shown.state.label(lang));
    let counts = format!("{clues}/{cases}");
    let title = match lang {
        Lang::Zh => format!(
            "{}：{label}，线索{clues}，立案{cases}",
            shown.period.label(lang)
        ),
        Lang::En => format!("{}: {label}, clues {clues}, cases {cases}", shown.period),
    };
    let told = clues != "–" || cases != "–";
    html! {
        td class={ "zero-cell zero-" (state.code()) } title=(title) {
            @match state {
                ReturnState::HasMatters => (counts),
                ReturnState::Late if told => { (sign(state, lang)) (counts) }
                _ => (sign(state, lang)),
            }
        }
    }
}
