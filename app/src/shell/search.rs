//! The search: a field and a list over the page, worked with the keyboard.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::document::focus_main;
use super::find::{Found, find};
use crate::components::Icon;
use crate::context::use_app;
use crate::text::tr;

/// The search, while `open`.
#[component]
pub fn Search(open: RwSignal<bool>) -> impl IntoView {
    view! { <Show when=move || open.get()><Opened open /></Show> }
}

#[component]
fn Opened(open: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let found = Memo::new(move |_| {
        let lang = app.lang.get();
        typed.with(|typed| app.with_engine(|engine| find(engine, typed, lang)))
    });
    let before = document().active_element();
    let close = move || {
        open.set(false);
        focus(before.as_ref());
    };
    let (close_by_key, close_by_click) = (close.clone(), close.clone());
    Effect::new(move || {
        if let Some(field) = field.get() {
            // Freshly mounted and visible, it can take the focus.
            let _ = field.focus();
        }
    });
    let go = move |found: &Found| {
        open.set(false);
        // The address is of our own making.
        let _ = window().location().set_hash(&found.href);
        // If what was chosen is a row, it takes the focus when it is shown.
        focus_main();
    };
    let keys = move |event: ev::KeyboardEvent| {
        // While an input method composes, its keys are its own.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "Escape" => close_by_key(),
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                at.update(|at| *at = (*at + 1) % count);
                bring_into_sight(at.get_untracked());
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                at.update(|at| *at = (*at + count - 1) % count);
                bring_into_sight(at.get_untracked());
            }
            "Enter" => {
                event.prevent_default();
                let chosen = found.with_untracked(|found| found.get(at.get_untracked()).cloned());
                if let Some(chosen) = chosen {
                    go(&chosen);
                }
            }
            // The field is all there is to focus here.
            "Tab" => event.prevent_default(),
            _ => {}
        }
    };
    let lines = move || {
        let lang = app.lang.get();
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, found)| {
                let chosen = move || at.get() == index;
                let kind = found.kind;
                let (title, detail) = (found.title.clone(), found.detail.clone());
                view! {
                    <li
                        id=format!("found-{index}")
                        role="option"
                        aria-selected=move || chosen().to_string()
                        class:chosen=chosen
                        on:click=move |_| go(&found)
                    >
                        {kind.icon().view()}
                        <span class="found-kind">{kind.label(lang)}</span>
                        <span class="found-title">{title}</span>
                        <span class="found-detail">{detail}</span>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    let nothing = move || {
        found
            .with(Vec::is_empty)
            .then(|| view! { <p class="found-none">{tr("没有找到。可换用较短的词，或输入编号，如 LS43。", "Nothing found. Try a shorter word, or an id such as LS43.")}</p> })
    };
    view! {
        <div class="search no-print" on:click=move |_| close_by_click()>
            <div class="search-box" role="dialog" aria-modal="true" aria-label=tr("搜索", "Search") on:click=|event| event.stop_propagation()>
                <div class="search-field">
                    {Icon::Search.view()}
                    <input
                        node_ref=field
                        type="text"
                        role="combobox"
                        aria-expanded="true"
                        aria-controls="found"
                        aria-activedescendant=move || format!("found-{}", at.get())
                        aria-label=tr("搜索页面、规则、条目和事实", "Search pages, rules, entries and facts")
                        placeholder=tr("规则名、编号、条文内容…", "Rule, id, words of a text…")
                        autocomplete="off"
                        spellcheck="false"
                        on:input=move |event| { at.set(0); typed.set(event_target_value(&event)); }
                        on:keydown=keys
                    />
                    <button type="button" class="bar-button" aria-label=tr("关闭搜索", "Close the search") on:click=move |_| close()>
                        {Icon::Close.view()}
                    </button>
                </div>
                <ul id="found" role="listbox" aria-label=tr("结果", "Results")>{lines}</ul>
                {nothing}
                <p class="search-help" aria-hidden="true">{tr("↑ ↓ 选择 · Enter 打开 · Esc 关闭", "↑ ↓ choose · Enter open · Esc close")}</p>
            </div>
        </div>
    }
}

/// Gives the focus back to where it was.
fn focus(element: Option<&web_sys::Element>) {
    if let Some(element) = element.and_then(JsCast::dyn_ref::<web_sys::HtmlElement>) {
        // An element that is gone meanwhile takes no focus, and nothing is lost.
        let _ = element.focus();
    }
}

fn bring_into_sight(index: usize) {
    if let Some(line) = document().get_element_by_id(&format!("found-{index}")) {
        line.scroll_into_view_with_bool(false);
    }
}
