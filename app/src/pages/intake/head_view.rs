//! The head of the page: ways of entering, examples, undo, and the clue's id and date.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use wasm_bindgen::JsCast;

use super::groups::pick;
use super::model::Draft;
use super::presets::PRESETS;
use super::work::{Mode, Work};
use crate::drafts;
use crate::markup::live;
use crate::route::{FIRST_LESSON, Route};
use crate::settings::Space;

/// The ways of entering a clue, as a tab list, and what can be done with it.
pub fn head(work: Work) -> AnyView {
    keys(work);
    let draw = move || {
        let steps = Steps {
            undo: work.can_undo(),
            redo: work.can_redo(),
            empty: work.draft.with(Draft::is_empty),
        };
        let lang = work.app.lang.get();
        let app = work.app;
        let is_new = app.space.get() == Space::Training && !drafts::any(app, "train.");
        html! {
            (bar(work.mode.get(), &steps, lang))
            @if is_new { (welcome(lang)) }
        }
    };
    live(draw, move |act| work.act(&act))
}

/// For whoever has not been here: the way to a first graded decision.
fn welcome(lang: Lang) -> Markup {
    html! {
        p class="intake-welcome no-print" {
            (pick(lang, "第一次来？", "New here? "))
            a href=(Route::Train(FIRST_LESSON.to_owned()).href()) id="intake-train" {
                (pick(lang, "用两分钟作第一个判断", "Take a first decision in two minutes"))
            }
            (pick(lang, "：读一封虚构的来信，选一项，马上知道对不对、为什么。", ": read an invented letter, choose, and learn at once whether it was right and why."))
        }
    }
}

/// What can be done with the clue.
struct Steps {
    undo: bool,
    redo: bool,
    empty: bool,
}

fn bar(mode: Mode, steps: &Steps, lang: Lang) -> Markup {
    let modes = [
        (Mode::Interview, pick(lang, "问答", "Interview")),
        (Mode::Form, pick(lang, "全部字段", "All facts")),
        (Mode::Batch, pick(lang, "批量", "Batch")),
    ];
    let quiet = |verb: &str, title: &str, words: &str, enabled: bool| {
        html! {
            button type="button" class="button quiet" id={ "intake-" (verb) } data-testid={ "intake-" (verb) } title=[(!title.is_empty()).then_some(title)]
                data-do=(verb) disabled[!enabled] { (words) }
        }
    };
    html! {
        header class="intake-head no-print" {
            h1 { (pick(lang, "受理分办", "Intake and routing")) }
            div class="tabs" role="group" aria-label=(pick(lang, "录入方式", "Way of entering")) {
                @for (one, words) in modes {
                    @let id = format!("intake-tab-{}", one.code());
                    button type="button" id=(id) data-testid=(id) class="tab" aria-pressed=((one == mode).to_string())
                        data-do="mode" data-arg=(one.code()) { (words) }
                }
            }
            @if mode != Mode::Batch {
                div class="head-actions" {
                    (quiet("undo", "Ctrl+Z", pick(lang, "撤销", "Undo"), steps.undo))
                    (quiet("redo", "Ctrl+Y", pick(lang, "重做", "Redo"), steps.redo))
                    (quiet("reset", "", pick(lang, "清空", "Clear"), !steps.empty))
                    button type="button" class="button" id="intake-print" data-testid="intake-print" data-do="print"
                        title=(pick(lang, "打印分办单（A4一页）", "Print the routing slip (one A4 page)")) { (pick(lang, "打印分办单", "Print slip")) }
                }
            }
        }
    }
}

/// Examples to begin with, folded unless nothing has been entered.
pub fn presets(open: bool, lang: Lang) -> Markup {
    html! {
        details class="disclosure" open[open] {
            summary { (pick(lang, "从虚构的例子开始", "Begin with an invented example")) }
            div class="disclosure-body" {
                ul class="presets" data-testid="intake-presets" {
                    @for preset in PRESETS {
                        li {
                            button type="button" class="link" data-testid={ "intake-preset-" (preset.id) } data-do="preset" data-arg=(preset.id) {
                                (preset.title(lang))
                            }
                            span class="invented" { (pick(lang, "虚构", "invented")) }
                        }
                    }
                }
            }
        }
    }
}

/// Id and date of the clue; `wrong` if the date that was typed does not exist.
pub fn identity(id: &str, received: &str, wrong: bool, lang: Lang) -> Markup {
    html! {
        div class="identity" {
            p class="labelled" {
                label for="intake-id" { (pick(lang, "线索编号", "Clue id")) }
                input id="intake-id" class="field" type="text" autocomplete="off" maxlength="60" value=(id) data-do="id" data-late;
            }
            p class="labelled" {
                label for="intake-received" { (pick(lang, "收到日期", "Date received")) }
                input id="intake-received" class="field" type="date" min="2000-01-01" max="2099-12-31" value=(received)
                    aria-describedby="intake-received-error" aria-invalid=(wrong.to_string()) data-do="received";
            }
            p class="field-error" id="intake-received-error" {
                @if wrong { (pick(lang, "日期不存在，请按 2026-03-05 的样式填写。", "No such day; write it like 2026-03-05.")) }
            }
        }
    }
}

/// Ctrl+Z and Ctrl+Y (or Ctrl+Shift+Z) for the clue. In text fields the browser's own undo works, and while an input method composes the keys are its.
fn keys(work: Work) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let command = event.ctrl_key() || event.meta_key();
        if !command
            || event.alt_key()
            || event.is_composing()
            || event.key_code() == 229
            || in_text(&event)
        {
            return;
        }
        match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => work.undo(),
            ("y", false) | ("z", true) => work.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn in_text(event: &web_sys::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .matches("input:not([type=radio]), textarea, select")
            .unwrap_or(false)
    })
}
