//! An open row: its fields in groups, its steps, its tasks, its history.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{Command, FieldType, Kind, Lang, Row, Rules, Workbook};
use shizu_rules::Subject;

use super::state::{State, is_written};
use super::table::{cell_text, control, sign};
use super::{Page, steps, timeline, todo};
use crate::markup::{Act, Icon, t};

/// Bytes of a text beyond which it is shown only when asked for.
const LONG: usize = 20_000;

/// The open row; nothing if none is, or if it is gone.
pub fn detail(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let row = state
        .open
        .as_ref()
        .and_then(|id| book.register(state.kind).find(id));
    let Some(row) = row else {
        return gone(state, lang);
    };
    let kind = state.kind;
    let reading = page.app.desk().state().reading;
    let code = row.get("state");
    let of_state = kind.field("state").and_then(|at| kind.fields().get(at));
    html! {
        article class="ledger-detail no-print" id="ledger-detail" tabindex="-1" aria-labelledby="ledger-detail-title" {
            header class="ledger-detail-head" {
                h2 id="ledger-detail-title" {
                    (kind.label(lang)) " " bdi { (row.id()) }
                    @if let Some(field) = of_state.filter(|_| !code.is_empty()) {
                        span class="ledger-state" { span aria-hidden="true" { (sign(code)) " " } (field.shown(code, lang)) }
                    }
                }
                div class="ledger-detail-tools" {
                    @if !reading {
                        button type="button" class="button quiet" id="ledger-remove" data-do="remove" { (t(lang, "删除", "Remove")) }
                    }
                    button type="button" class="button quiet" id="ledger-close" data-do="close" aria-label=(t(lang, "收起这一行", "Close this row")) { (Icon::Close.draw()) }
                }
            }
            @if Rules::has_states(kind) { (steps::steps(page, book, state, row, lang)) }
            @if reading { (fields_read(book, kind, row, lang)) } @else { (fields(book, state, row, lang)) }
            (todo::tasks(book, kind, row, reading, lang))
            (timeline::timeline(book, kind, row, reading, lang))
        }
    }
}

fn gone(state: &State, lang: Lang) -> Markup {
    html! {
        @if let Some(id) = &state.open {
            p class="ledger-nothing no-print" role="status" {
                bdi { (id) } (t(lang, " 已不在这本台账中（可能已删除，可撤销）。", " is not in this register any more (it may have been removed; undo brings it back)."))
            }
        }
    }
}

/// Groups of fields: what comes first, the facts that routing asks for, the handling, and the rest; one group where there is no such division.
pub fn groups(kind: Kind) -> Vec<(&'static str, &'static str, Vec<usize>)> {
    let all: Vec<usize> = (1..kind.fields().len()).collect();
    if kind != Kind::Matter {
        return vec![("", "", all)];
    }
    let at = |code: &str| kind.field(code).unwrap_or_default();
    let facts: Vec<usize> = Subject::Clue
        .facts()
        .iter()
        .filter_map(|key| kind.field(key.code()))
        .collect();
    let before = facts.first().copied().unwrap_or_default();
    let after = facts.last().copied().unwrap_or_default();
    let dates = at("assigned");
    let within = |from: usize, until: usize| {
        all.iter()
            .copied()
            .filter(|at| (from..until).contains(at))
            .collect()
    };
    vec![
        ("反映什么", "What is reported", within(1, before)),
        ("分办依据的事实", "Facts that routing asks for", facts),
        (
            "谁来办、怎么办",
            "Who handles it, and how",
            within(after + 1, dates),
        ),
        (
            "日期和备注",
            "Dates and notes",
            within(dates, all.len() + 1),
        ),
    ]
}

fn fields(book: &Workbook, state: &State, row: Row<'_>, lang: Lang) -> Markup {
    let kind = state.kind;
    html! {
        div class="ledger-groups" {
            @for (at, (zh, en, fields)) in groups(kind).into_iter().enumerate() {
                fieldset class="ledger-group" id={ "ledger-group-" (at) } {
                    @if !zh.is_empty() { legend { (t(lang, zh, en)) } }
                    div class="ledger-fields" { @for field in fields { (one(book, state, row, field, lang)) } }
                }
            }
        }
    }
}

fn one(book: &Workbook, state: &State, row: Row<'_>, at: usize, lang: Lang) -> Markup {
    let Some(field) = state.kind.fields().get(at) else {
        return html! {};
    };
    let text = row.cell(at);
    let id = format!("ledger-field-{}", field.code);
    let fault = state
        .fault
        .as_ref()
        .filter(|(known, _)| *known == at)
        .map(|(_, words)| words);
    let long = field.holds == FieldType::LongText;
    html! {
        p class={ "labelled" @if long { " ledger-long" } } {
            @if !is_written(state.kind, at) {
                span class="ledger-label" { (field.label(lang)) }
                span class="ledger-fixed" id=(id) { @if text.is_empty() { "—" } @else { bdi { (cell_text(book, field, text, lang)) } } }
            } @else if text.len() > LONG {
                span class="ledger-label" { (field.label(lang)) }
                span class="ledger-fixed" id=(id) { bdi { (cell_text(book, field, text, lang)) } }
                span class="hint" {
                    @match lang {
                        Lang::Zh => { "全文 " (text.len() / 1024) " KB，只显示开头。" }
                        Lang::En => { (text.len() / 1024) " KB; only the beginning is shown." }
                    }
                }
                button type="button" class="button quiet" data-do="field-clear" data-arg=(field.code) { (t(lang, "清空（可撤销）", "Empty it (can be undone)")) }
            } @else {
                label for=(id) { (field.label(lang)) }
                (control(book, field, &id, text, "field", field.code, true, lang))
            }
            @if let Some(words) = fault { span class="ledger-problem" role="alert" { (words) } }
        }
    }
}

/// The same where nothing may be written.
fn fields_read(book: &Workbook, kind: Kind, row: Row<'_>, lang: Lang) -> Markup {
    let filled = kind
        .fields()
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(at, _)| !row.cell(*at).is_empty());
    html! {
        dl class="ledger-read" {
            @for (at, field) in filled {
                div { dt { (field.label(lang)) } dd { bdi { (cell_text(book, field, row.cell(at), lang)) } } }
            }
        }
    }
}

/// What was done in the open row. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    let kind = page.kind();
    let open = page.state.with_untracked(|state| state.open.clone());
    match (&*act.name, open) {
        ("open", _) => page.open(&act.arg),
        ("close", _) => {
            page.state.update(|state| {
                state.open = None;
                state.stepping = None;
            });
            page.scroll.focus();
        }
        ("field", Some(id)) => set(page, kind, &id, &act.arg, &act.value),
        ("field-clear", Some(id)) => set(page, kind, &id, &act.arg, ""),
        ("remove", Some(id)) => {
            let words = match page.app.lang.get_untracked() {
                Lang::Zh => format!("已删除 {id}。"),
                Lang::En => format!("{id} is removed."),
            };
            let revision = page.run(Command::remove(kind, &id), "");
            if revision.is_some() {
                page.state.update(|state| state.open = None);
                page.note(&words, revision);
                page.scroll.focus();
            }
        }
        ("put-back", Some(id)) => {
            if let Some((revision, code)) = act.arg.split_once('/') {
                timeline::put_back(page, kind, &id, revision, code);
            }
        }
        ("undo-last", _) => {
            if let Err(refused) = page.app.desk_untracked().undo() {
                page.app.announce(refused.message(page.app));
            }
        }
        (_, Some(id)) => {
            return steps::act(page, kind, &id, act)
                || todo::act(page, kind, &id, act)
                || super::basis::act(page, &id, act);
        }
        _ => return false,
    }
    true
}

fn set(page: Page, kind: Kind, id: &str, code: &str, text: &str) {
    let Some(field) = kind.field(code) else {
        return;
    };
    let done = page.try_run(Command::set(kind, id, &[(code, text)]), "");
    page.state
        .update(|state| state.fault = done.err().map(|words| (field, words)));
}

#[cfg(test)]
mod tests {
    use super::{Kind, groups};

    #[test]
    fn every_field_is_in_one_group() {
        for kind in Kind::ALL {
            let mut fields: Vec<usize> = groups(*kind)
                .into_iter()
                .flat_map(|(.., fields)| fields)
                .collect();
            fields.sort_unstable();
            let all: Vec<usize> = (1..kind.fields().len()).collect();
            assert_eq!(fields, all, "{}", kind.code());
        }
    }
}
