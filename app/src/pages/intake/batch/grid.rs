//! The rows, through a window.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Severity, Term};

use super::super::model::Draft;
use super::super::work::{Mode, Work};
use super::Stage;
use super::model::{Answer, Batch, Content, Kind, Line};
use super::table::problems;
use crate::markup::{Act, Window, live, pad, t, window};
use crate::text::tr;

/// Height of a row in pixels, as the style sheet has it.
const ROW: usize = 32;

/// The rows, and what is wrong with the one that was pressed.
pub fn grid(work: Work) -> AnyView {
    // The rows that pass the filter, by their places in the batch.
    let shown = Memo::new(move |_| {
        let filter = work.batch.filter.get();
        Arc::new(with_batch(work, |batch| batch.filtered(&filter)).unwrap_or_default())
    });
    let opened = RwSignal::new(None::<u32>);
    Effect::new(move |_| {
        shown.track();
        opened.set(None);
    });
    let details = move || {
        let lang = work.app.lang.get();
        let place = opened.get();
        let drawn = place.and_then(|place| {
            with_batch(work, |batch| {
                Some(details(batch.lines.get(place as usize)?, lang))
            })?
        });
        drawn.unwrap_or_default()
    };
    let counted = move || {
        let lang = work.app.lang.get();
        let all = with_batch(work, |batch| batch.lines.len()).unwrap_or_default();
        counted(shown.with(|shown| shown.len()), all, lang)
    };
    let act = move |act: Act| match act.arg.parse() {
        Ok(place) => open_line(work, place, opened),
        Err(_) => opened.set(None),
    };
    let rows = move |range: Range<usize>| {
        let lang = work.app.lang.get();
        with_batch(work, |batch| {
            shown.with(|shown| table(batch, shown, range, lang))
        })
        .unwrap_or_default()
    };
    let window = window(Window {
        class: "batch-window",
        label: Box::new(tr("分办结果", "Routing results")),
        row: ROW,
        rows: Box::new(move || shown.with(|shown| shown.len())),
        draw: Box::new(rows),
        act: Box::new(act),
    });
    view! { {live(counted, |_| {})} {live(details, act)} {window} }.into_any()
}

/// Asks the batch, if it is ready.
pub fn with_batch<T>(work: Work, ask: impl FnOnce(&Batch) -> T) -> Option<T> {
    work.batch.stage.with(|stage| match stage {
        Stage::Ready(batch) => Some(ask(batch)),
        _ => None,
    })
}

fn counted(shown: usize, all: usize, lang: Lang) -> Markup {
    html! {
        p class="print-only" {
            (t(
                lang,
                "这里不打印逐行结果：请下载“结果 XLSX”，在表格软件里打印全部行。",
                "The rows are not printed from here: download the results as XLSX and print all of them from there.",
            ))
        }
        p class="hint no-print" role="status" data-testid="batch-shown" {
            @match lang {
                Lang::Zh => { "显示 " (shown) " / " (all) " 行。点编号打开：有错的行说明错在哪里。" }
                Lang::En => { (shown) " of " (all) " rows shown. Press an id to open it; a row with errors says what is wrong." }
            }
        }
    }
}

fn table(batch: &Batch, shown: &[u32], range: Range<usize>, lang: Lang) -> Markup {
    let heads = [
        t(lang, "编号", "Id"),
        t(lang, "状态", "Status"),
        t(lang, "主办", "Lead"),
        t(lang, "联动机制", "Mechanisms"),
        t(lang, "提示", "Warnings"),
        t(lang, "错误", "Errors"),
    ];
    let visible = shown.iter().enumerate().take(range.end).skip(range.start);
    let lines =
        visible.filter_map(|(at, place)| Some((at, *place, batch.lines.get(*place as usize)?)));
    html! {
        table class="grid batch-grid" aria-rowcount=(shown.len() + 1) {
            thead {
                tr {
                    th scope="col" class="figure" { (t(lang, "行", "Row")) }
                    @for head in heads { th scope="col" { (head) } }
                }
            }
            tbody {
                (pad(range.start, ROW, heads.len() + 1))
                @for (at, place, line) in lines { (row(batch, line, place, at, lang)) }
                (pad(shown.len() - range.end, ROW, heads.len() + 1))
            }
        }
        @if shown.is_empty() { p class="none" { (t(lang, "没有符合筛选条件的行。", "No row passes the filter.")) } }
    }
}

fn row(batch: &Batch, line: &Line, place: u32, at: usize, lang: Lang) -> Markup {
    let kind = batch.kind(line);
    let answer = batch.answer_of(line);
    let or = t(lang, "、", ", ");
    let lead = answer.map_or_else(|| "—".to_owned(), |answer| lead(answer, lang));
    let mechanisms: Vec<&str> = answer.map_or_else(Vec::new, |answer| {
        let mechanisms = answer.mechanisms.iter();
        mechanisms.map(|one| one.label(lang)).collect()
    });
    let mechanisms = mechanisms.join(or);
    let contradictory =
        answer.is_some_and(|answer| answer.loudest == Some(Severity::Contradiction));
    let problems = problems(line, lang);
    let first = problems.first().map_or_else(
        || "—".to_owned(),
        |problem| match &*problem.column {
            "" => problem.words.clone(),
            column => format!("{column}{}{}", t(lang, "：", ": "), problem.words),
        },
    );
    html! {
        tr class={ "batch-row batch-" (if contradictory { "undetermined" } else { kind.code() }) } aria-rowindex=(at + 2) data-row=(line.row) {
            td class="figure" { (line.row) }
            td {
                button type="button" class="link" id={ "batch-open-" (place) } data-do="open" data-arg=(place) {
                    @if line.id.is_empty() { (t(lang, "（无编号）", "(no id)")) } @else { (line.id) }
                }
            }
            td class="status" {
                span aria-hidden="true" { (kind.sign()) } " " (kind.label(lang))
                @if contradictory { (t(lang, "·矛盾", ", contradictory")) }
            }
            td title=(lead) { (lead) }
            td title=(mechanisms) { @if mechanisms.is_empty() { "—" } @else { (mechanisms) } }
            td { (warnings(answer, lang)) }
            td class=[(kind == Kind::Error).then_some("cell-error")] title=(first) { (first) }
        }
    }
}

fn lead(answer: &Answer, lang: Lang) -> String {
    if let Some(lead) = answer.lead {
        return lead.label(lang).to_owned();
    }
    if answer.possible.is_empty() {
        return "—".to_owned();
    }
    let refused = t(lang, "不予受理", "not accepted");
    let possible = answer.possible.iter().map(|organ| organ.label(lang));
    let names: Vec<&str> = possible
        .chain(answer.may_be_refused.then_some(refused))
        .collect();
    format!(
        "{}{}",
        t(lang, "可能：", "may be: "),
        names.join(t(lang, "、", ", "))
    )
}

fn warnings(answer: Option<&Answer>, lang: Lang) -> String {
    let Some(answer) = answer.filter(|answer| answer.warnings > 0) else {
        return "—".to_owned();
    };
    let loud = if answer.loudest == Some(Severity::Contradiction) {
        "! "
    } else {
        ""
    };
    let word = answer.loudest.map(|severity| severity.label(lang));
    format!("{loud}{} {}", word.unwrap_or_default(), answer.warnings)
}

/// A clue opens in the form; a bad row shows what is wrong with it.
fn open_line(work: Work, place: u32, opened: RwSignal<Option<u32>>) {
    let draft = with_batch(work, |batch| {
        let line = batch.lines.get(place as usize)?;
        match &line.content {
            Content::Clue {
                facts, received, ..
            } => Some(Draft {
                id: line.id.clone(),
                received: *received,
                facts: *facts,
                skipped: Vec::new(),
            }),
            Content::Bad(_) | Content::Unreadable(_) => None,
        }
    });
    match draft.flatten() {
        Some(draft) => {
            work.edit(|_| draft);
            work.mode.set(Mode::Form);
        }
        None => opened.set(Some(place)),
    }
}

/// What is wrong with a row, cell by cell.
fn details(line: &Line, lang: Lang) -> Markup {
    html! {
        section class="errors batch-details" role="alert" data-testid="batch-details" {
            h2 {
                @match lang {
                    Lang::Zh => { "第 " (line.row) " 行　" (line.id) }
                    Lang::En => { "Row " (line.row) ": " (line.id) }
                }
            }
            ul {
                @for problem in problems(line, lang) {
                    li { @if !problem.column.is_empty() { code { (problem.column) } " " } (problem.words) }
                }
            }
            p class="actions" {
                button type="button" class="button quiet" id="batch-details-close" data-do="close" { (t(lang, "关闭", "Close")) }
            }
        }
    }
}
