//! The head of the page: ways of entering, examples, undo, and the clue's id and date.

use chrono::NaiveDate;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::interview_view::to_question;
use super::presets::PRESETS;
use super::work::{Mode, Work};
use crate::text::tr;

/// The ways of entering a clue, as a tab list, and what can be done with it.
#[component]
pub fn Head(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    keys(work);
    let app = work.app;
    let modes = [
        (
            Mode::Interview,
            "intake-tab-interview",
            tr("问答", "Interview"),
        ),
        (Mode::Form, "intake-tab-form", tr("全部字段", "All facts")),
        (Mode::Batch, "intake-tab-batch", tr("批量", "Batch")),
    ];
    let tabs: Vec<_> = modes
        .into_iter()
        .map(|(mode, id, name)| {
            let chosen = move || work.mode.get() == mode;
            view! {
                <button type="button" id=id data-testid=id class="tab" class:tab-chosen=chosen aria-pressed=move || chosen().to_string()
                    on:click=move |_| work.mode.set(mode)>{name}</button>
            }
        })
        .collect();
    let single = move || work.mode.get() != Mode::Batch;
    let print = move |_| {
        // A browser that forbids printing has said so itself.
        let _ = window().print();
    };
    let empty = move || work.draft.with(super::model::Draft::is_empty);
    view! {
        <header class="intake-head no-print">
            <h1>{tr("受理分办", "Intake and routing")}</h1>
            <div class="tabs" role="group" aria-label=tr("录入方式", "Way of entering")>{tabs}</div>
            <Show when=single>
                <div class="head-actions">
                    <button type="button" class="button quiet" data-testid="intake-undo" title="Ctrl+Z" disabled=move || !work.can_undo() on:click=move |_| work.undo()>
                        {tr("撤销", "Undo")}
                    </button>
                    <button type="button" class="button quiet" data-testid="intake-redo" title="Ctrl+Y" disabled=move || !work.can_redo() on:click=move |_| work.redo()>
                        {tr("重做", "Redo")}
                    </button>
                    <button type="button" class="button quiet" data-testid="intake-reset" disabled=empty on:click=move |_| work.reset()>
                        {tr("清空", "Clear")}
                    </button>
                    <button type="button" class="button" data-testid="intake-print" title=move || app.pick("打印分办单（A4一页）", "Print the routing slip (one A4 page)") on:click=print>
                        {tr("打印分办单", "Print slip")}
                    </button>
                </div>
            </Show>
        </header>
    }
}

/// Examples to begin with.
#[component]
pub fn Presets(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let examples: Vec<_> = PRESETS
        .iter()
        .map(|preset| {
            let take = move |_| {
                work.edit(|_| preset.draft());
                window().scroll_to_with_x_and_y(0.0, 0.0);
                to_question();
            };
            view! {
                <li>
                    <button type="button" class="link" data-testid=format!("intake-preset-{}", preset.id) on:click=take>
                        {move || preset.title(app.lang.get())}
                    </button>
                    <span class="invented">{tr("虚构", "invented")}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="presets" data-testid="intake-presets">{examples}</ul> }
}

/// Id and date of the clue.
#[component]
pub fn Identity(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let error = RwSignal::new(false);
    let id = move || work.draft.with(|draft| draft.id.clone());
    let received = move || {
        work.draft.with(|draft| {
            draft
                .received
                .map(|day| day.to_string())
                .unwrap_or_default()
        })
    };
    let set_id = move |event: leptos::ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        work.edit(|mut draft| {
            draft.id = text;
            draft
        });
    };
    let set_received = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        let day: Option<NaiveDate> = text.trim().parse().ok();
        error.set(day.is_none() && !text.trim().is_empty());
        work.edit(|mut draft| {
            draft.received = day;
            draft
        });
    };
    view! {
        <div class="identity">
            <p class="labelled">
                <label for="intake-id">{tr("线索编号", "Clue id")}</label>
                <input id="intake-id" class="field" type="text" autocomplete="off" maxlength="60" prop:value=id on:change=set_id />
            </p>
            <p class="labelled">
                <label for="intake-received">{tr("收到日期", "Date received")}</label>
                <input id="intake-received" class="field" type="date" min="2000-01-01" max="2099-12-31" prop:value=received aria-describedby="intake-received-error"
                    aria-invalid=move || error.get().to_string() on:change=set_received />
            </p>
            <p class="field-error" id="intake-received-error">
                {move || error.get().then(|| tr("日期不存在，请按 2026-03-05 的样式填写。", "No such day; write it like 2026-03-05."))}
            </p>
        </div>
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
