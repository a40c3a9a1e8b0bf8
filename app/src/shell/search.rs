//! The search: a field and a list over the page, worked with the keyboard.

use leptos::ev;
use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use wasm_bindgen::JsCast;

use super::document::focus_main;
use super::find::{Found, find};
use crate::context::App;
use crate::markup::Icon;
use crate::markup::{Act, live, t};

/// The search, while `open`.
pub fn search(app: App, open: RwSignal<bool>) -> AnyView {
    let open_now = Memo::new(move |_| open.get());
    let view = move || open_now.get().then(|| opened(app, open));
    view! { {view} }.into_any()
}

fn opened(app: App, open: RwSignal<bool>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let lang = app.lang.get();
        typed.with(|typed| app.with_engine(|engine| find(engine, typed, lang)))
    });
    let before = StoredValue::new_local(document().active_element());
    let close = move || {
        open.set(false);
        before.with_value(|before| focus(before.as_ref()));
    };
    request_animation_frame(|| focus(document().get_element_by_id("search-typed").as_ref()));
    let go = move |index: usize| {
        let Some(chosen) = found.with_untracked(|found| found.get(index).cloned()) else {
            return;
        };
        open.set(false);
        // The address is of our own making.
        let _ = window().location().set_hash(&chosen.href);
        // If what was chosen is a row, it takes the focus when it is shown.
        focus_main();
    };
    let keys = move |event: ev::KeyboardEvent| {
        // While an input method composes, its keys are its own.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = found.with_untracked(Vec::len);
        let step = |by: usize| {
            event.prevent_default();
            at.update(|at| *at = (*at + by) % count);
            bring_into_sight(at.get_untracked());
        };
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowDown" if count > 0 => step(1),
            "ArrowUp" if count > 0 => step(count - 1),
            "Enter" => {
                event.prevent_default();
                go(at.get_untracked());
            }
            // The field is all there is to focus here.
            "Tab" => event.prevent_default(),
            _ => {}
        }
    };
    let act = move |act: Act| match &*act.name {
        "type" => {
            at.set(0);
            typed.set(act.value);
        }
        "go" => act.arg.parse().into_iter().for_each(go),
        "close" => close(),
        _ => {}
    };
    let draw = move || {
        let (lang, at) = (app.lang.get(), at.get());
        typed.with(|typed| found.with(|found| dialog(typed, found, at, lang)))
    };
    view! { <div on:keydown=keys>{live(draw, act)}</div> }.into_any()
}

fn dialog(typed: &str, found: &[Found], at: usize, lang: Lang) -> Markup {
    html! {
        div class="search no-print" data-do="close" {
            // Presses beside the field and the list do nothing.
            div class="search-box" role="dialog" aria-modal="true" aria-label=(t(lang, "搜索", "Search")) data-do="" {
                div class="search-field" {
                    (Icon::Search.draw())
                    input id="search-typed" type="text" role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant={ "found-" (at) }
                        aria-label=(t(lang, "搜索页面、规则、条目和事实", "Search pages, rules, entries and facts"))
                        placeholder=(t(lang, "规则名、编号、条文内容…", "Rule, id, words of a text…"))
                        autocomplete="off" spellcheck="false" value=(typed) data-do="type";
                    button type="button" class="bar-button" aria-label=(t(lang, "关闭搜索", "Close the search")) data-do="close" { (Icon::Close.draw()) }
                }
                ul id="found" role="listbox" aria-label=(t(lang, "结果", "Results")) {
                    @for (index, found) in found.iter().enumerate() {
                        li id={ "found-" (index) } role="option" aria-selected=((index == at).to_string()) class=[(index == at).then_some("chosen")]
                            data-do="go" data-arg=(index) {
                            (found.kind.icon().draw())
                            span class="found-kind" { (found.kind.label(lang)) }
                            span class="found-title" { (found.title) }
                            span class="found-detail" { (found.detail) }
                        }
                    }
                }
                @if found.is_empty() {
                    p class="found-none" { (t(lang, "没有找到。可换用较短的词，或输入编号，如 LS43。", "Nothing found. Try a shorter word, or an id such as LS43.")) }
                }
                p class="search-help" aria-hidden="true" { (t(lang, "↑ ↓ 选择 · Enter 打开 · Esc 关闭", "↑ ↓ choose · Enter open · Esc close")) }
            }
        }
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
