//! The rows, through a window: only those in sight are in the page, so that a hundred thousand scroll as lightly as ten.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use shizu_rules::Lang;
use shizu_rules::vocabulary::{Severity, Term};

use super::super::model::Draft;
use super::super::work::{Mode, Work};
use super::model::{Batch, Content, Kind, Line};
use super::table::problems;
use crate::text::tr;

/// Height of a row in pixels, as the style sheet has it.
const ROW: usize = 32;

/// Rows in the page: what the tallest screens show, and some above and below.
const IN_PAGE: usize = 60;

/// Rows above the first in sight.
const ABOVE: usize = 15;

/// The rows.
#[component]
pub fn Grid(work: Work, batch: Arc<Batch>) -> impl IntoView {
    let app = work.app;
    let shown = {
        let batch = Arc::clone(&batch);
        Memo::new(move |_| {
            work.batch
                .filter
                .with(|filter| Arc::new(batch.filtered(filter)))
        })
    };
    let details_batch = StoredValue::new(Arc::clone(&batch));
    let top = RwSignal::new(0usize);
    let opened = RwSignal::new(None::<u32>);
    let window = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        shown.track();
        top.set(0);
        opened.set(None);
        if let Some(window) = window.get() {
            window.set_scroll_top(0);
        }
    });
    let first = Memo::new(move |_| top.get().saturating_sub(ABOVE) / 10 * 10);
    let scrolled = move |_| {
        if let Some(window) = window.get_untracked() {
            let pixels = usize::try_from(window.scroll_top()).unwrap_or_default();
            top.set(pixels / ROW);
        }
    };
    let body = {
        let batch = Arc::clone(&batch);
        move || {
            let (lang, rows, first) = (app.lang.get(), shown.get(), first.get());
            let end = rows.len().min(first + IN_PAGE);
            let first = first.min(end);
            let lines: Vec<_> = rows[first..end]
                .iter()
                .enumerate()
                .filter_map(|(offset, index)| {
                    let line = batch.lines.get(*index as usize)?;
                    Some(row(
                        work,
                        &batch,
                        line,
                        *index,
                        first + offset,
                        opened,
                        lang,
                    ))
                })
                .collect();
            let pad = |count: usize| format!("height:{}px", count * ROW);
            view! {
                <tr aria-hidden="true" style=pad(first)><td colspan="7"></td></tr>
                {lines}
                <tr aria-hidden="true" style=pad(rows.len() - end)><td colspan="7"></td></tr>
            }
        }
    };
    let count = move || {
        let (shown, all) = (shown.with(|rows| rows.len()), batch.lines.len());
        (shown, all)
    };
    let none = {
        let count = count.clone();
        move || count().0 == 0
    };
    let counted = {
        let count = count.clone();
        move || {
            let (shown, all) = count();
            app.pick(
                format!("显示 {shown} / {all} 行。点编号在表单里打开。"),
                format!("{shown} of {all} rows shown. Press an id to open it in the form."),
            )
        }
    };
    view! {
        <p class="hint" role="status" data-testid="batch-shown">{counted}</p>
        <Details work batch=details_batch opened />
        <div class="scroll batch-window" node_ref=window on:scroll=scrolled tabindex="0" role="region" aria-label=tr("分办结果", "Routing results") data-testid="batch-window">
            <table class="grid batch-grid" aria-rowcount=move || (shown.with(|rows| rows.len()) + 1).to_string()>
                <thead>
                    <tr>
                        <th scope="col" class="figure">{tr("行", "Row")}</th>
                        <th scope="col">{tr("编号", "Id")}</th>
                        <th scope="col">{tr("状态", "Status")}</th>
                        <th scope="col">{tr("主办", "Lead")}</th>
                        <th scope="col">{tr("联动机制", "Mechanisms")}</th>
                        <th scope="col">{tr("提示", "Warnings")}</th>
                        <th scope="col">{tr("错误", "Errors")}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
            <Show when=none>
                <p class="none">{tr("没有符合筛选条件的行。", "No row passes the filter.")}</p>
            </Show>
        </div>
    }
}

fn row(
    work: Work,
    batch: &Batch,
    line: &Line,
    index: u32,
    position: usize,
    opened: RwSignal<Option<u32>>,
    lang: Lang,
) -> impl IntoView + use<> {
    let kind = batch.kind(line);
    let answer = batch.answer_of(line);
    let zh = lang == Lang::Zh;
    let or = if zh { "、" } else { ", " };
    let lead = match answer {
        Some(answer) => match answer.lead {
            Some(lead) => lead.label(lang).to_owned(),
            None if answer.possible.is_empty() => "—".to_owned(),
            None => {
                let refused = if zh { "不予受理" } else { "not accepted" };
                let names: Vec<&str> = answer
                    .possible
                    .iter()
                    .map(|organ| organ.label(lang))
                    .chain(answer.may_be_refused.then_some(refused))
                    .collect();
                format!(
                    "{}{}",
                    if zh { "可能：" } else { "may be: " },
                    names.join(or)
                )
            }
        },
        None => "—".to_owned(),
    };
    let mechanisms = answer
        .map(|answer| {
            answer
                .mechanisms
                .iter()
                .map(|one| one.label(lang))
                .collect::<Vec<_>>()
                .join(or)
        })
        .unwrap_or_default();
    let warnings = answer.filter(|answer| answer.warnings > 0).map_or_else(
        || "—".to_owned(),
        |answer| {
            let loud = if answer.loudest == Some(Severity::Contradiction) {
                "! "
            } else {
                ""
            };
            let word = answer
                .loudest
                .map(|severity| severity.label(lang))
                .unwrap_or_default();
            format!("{loud}{word} {}", answer.warnings)
        },
    );
    let wrong = problems(line, lang);
    let first = wrong.first().map_or_else(
        || "—".to_owned(),
        |problem| {
            if problem.column.is_empty() {
                problem.words.clone()
            } else {
                format!("{}：{}", problem.column, problem.words)
            }
        },
    );
    let open = open_line(work, line, index, opened);
    let dash = |text: String| {
        if text.is_empty() {
            "—".to_owned()
        } else {
            text
        }
    };
    let id = if line.id.is_empty() {
        (if zh { "（无编号）" } else { "(no id)" }).to_owned()
    } else {
        line.id.clone()
    };
    view! {
        <tr class=format!("batch-row batch-{}", kind.code()) aria-rowindex=(position + 2).to_string() data-row=line.row.to_string()>
            <td class="figure">{line.row}</td>
            <td><button type="button" class="link" on:click=open>{id}</button></td>
            <td class="status"><span aria-hidden="true">{kind.sign()}</span> " " {kind.label(lang)}</td>
            <td title=lead.clone()>{lead.clone()}</td>
            <td title=mechanisms.clone()>{dash(mechanisms.clone())}</td>
            <td>{warnings}</td>
            <td class:cell-error=kind == Kind::Error title=first.clone()>{first.clone()}</td>
        </tr>
    }
}

/// A clue opens in the form; a bad row shows what is wrong with it.
fn open_line(
    work: Work,
    line: &Line,
    index: u32,
    opened: RwSignal<Option<u32>>,
) -> impl Fn(web_sys::MouseEvent) + use<> {
    let draft = match &line.content {
        Content::Clue {
            facts, received, ..
        } => Some(Draft {
            id: line.id.clone(),
            received: *received,
            facts: *facts,
            skipped: Vec::new(),
        }),
        Content::Bad(_) | Content::Unreadable(_) => None,
    };
    move |_| match draft.clone() {
        Some(draft) => {
            work.edit(|_| draft);
            work.mode.set(Mode::Form);
        }
        None => opened.set(Some(index)),
    }
}

/// What is wrong with the row that was pressed, cell by cell.
#[component]
fn Details(
    work: Work,
    batch: StoredValue<Arc<Batch>>,
    opened: RwSignal<Option<u32>>,
) -> impl IntoView {
    let lang = work.app.lang;
    let shown = move || {
        let index = opened.get()?;
        let lang = lang.get();
        let batch = batch.get_value();
        let line = batch.lines.get(index as usize)?;
        let items: Vec<_> = problems(line, lang)
            .into_iter()
            .map(|problem| {
                let column = (!problem.column.is_empty())
                    .then(|| view! { <code>{problem.column}</code> " " });
                view! { <li>{column} {problem.words}</li> }
            })
            .collect();
        let title = match lang {
            Lang::Zh => format!("第 {} 行　{}", line.row, line.id),
            Lang::En => format!("Row {}: {}", line.row, line.id),
        };
        Some(view! {
            <section class="errors batch-details" role="alert" data-testid="batch-details">
                <h2>{title}</h2>
                <ul>{items}</ul>
                <p class="actions"><button type="button" class="button quiet" on:click=move |_| opened.set(None)>{tr("关闭", "Close")}</button></p>
            </section>
        })
    };
    view! { {shown} }
}
