//! The search: a field and a list over the page, worked with the keyboard.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

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
    };
    let keys = move |event: ev::KeyboardEvent| {
        // While an input method composes, its keys are its own.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "Escape" => open.set(false),
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
                let (href, kind) = (found.href.clone(), found.kind);
                view! {
                    <li id=format!("found-{index}") role="option" aria-selected=move || chosen().to_string() class:chosen=chosen>
                        <a href=href tabindex="-1" on:click=move |_| open.set(false)>
                            {kind.icon().view()}
                            <span class="found-kind">{kind.label(lang)}</span>
                            <span class="found-title">{found.title.clone()}</span>
                            <span class="found-detail">{found.detail.clone()}</span>
                        </a>
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
        <div class="search no-print" on:click=move |_| open.set(false)>
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
                    <button type="button" class="bar-button" aria-label=tr("关闭搜索", "Close the search") on:click=move |_| open.set(false)>
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

fn bring_into_sight(index: usize) {
    if let Some(line) = document().get_element_by_id(&format!("found-{index}")) {
        line.scroll_into_view_with_bool(false);
    }
}
