//! 规则与日历: every rule with what it rests on, the sources and how much of them is encoded, time limits and holidays, the proof, the assumptions, and a local
//! overlay.

mod assumptions;
mod calendar;
mod entry;
mod overlay;
mod proof;
mod sources;
mod tables;
mod target;
mod words;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Engine, Lang};
use wasm_bindgen::JsCast;

use crate::context::{App, use_app};
use crate::markup::{empty, live, t};
use crate::route::{Route, rule_href};
use target::{Section, Target};

/// The page.
#[component]
pub fn Rules() -> impl IntoView {
    let app = use_app();
    let target = Memo::new(move |before: Option<&Target>| match app.route.get() {
        Route::Rules(id) => app.with_engine(|engine| Target::of(engine.rulebook(), &id)),
        // Another page is about to be shown.
        _ => before.cloned().unwrap_or(Target::Section(Section::Tables)),
    });
    let section = Memo::new(move |_| target.get().section());
    follow_target(target);
    // The tables stay as they are while one looks from row to row.
    let shown = Memo::new(move |_| match target.get() {
        Target::Table(_)
        | Target::Rule { .. }
        | Target::Kind(_)
        | Target::Item { .. }
        | Target::Fact(_) => Target::Section(Section::Tables),
        Target::Limit(_) => Target::Section(Section::Calendar),
        other => other,
    });
    let head = move || head(section.get(), app.lang.get());
    view! {
        <div class="page rules">
            {live(head, |_| {})}
            {move || part(app, shown.get(), target)}
        </div>
    }
}

/// The title, and the ways to the parts of the page.
fn head(section: Section, lang: Lang) -> Markup {
    let names = [
        (Section::Tables, t(lang, "规则表", "Tables")),
        (Section::Sources, t(lang, "依据来源", "Sources")),
        (
            Section::Calendar,
            t(lang, "时限与节假日", "Time limits, holidays"),
        ),
        (Section::Proof, t(lang, "规则校验", "Proof")),
        (Section::Assumptions, t(lang, "假设清单", "Assumptions")),
        (Section::Overlay, t(lang, "本地调整", "Local overlay")),
    ];
    let word = |part: Section| {
        Section::ALL
            .iter()
            .find(|(known, _)| *known == part)
            .map_or("", |(_, word)| word)
    };
    html! {
        h1 { (t(lang, "规则与日历", "Rules and calendar")) }
        nav class="sections no-print" aria-label=(t(lang, "本页各部分", "Parts of this page")) {
            @for (part, name) in names {
                a href=(Route::Rules(word(part).to_owned()).href()) aria-current=[(part == section).then_some("true")] { (name) }
            }
        }
    }
}

fn part(app: App, shown: Target, target: Memo<Target>) -> AnyView {
    match shown {
        Target::Section(Section::Sources) => drawn(app, sources::all),
        Target::Section(Section::Calendar) => calendar::calendar(app, target),
        Target::Section(Section::Proof) => proof::proof(app),
        Target::Section(Section::Assumptions) => drawn(app, assumptions::list),
        Target::Section(Section::Overlay) => overlay::overlay(app),
        Target::Document(id) => drawn(app, move |engine, lang| {
            sources::document(engine, &id, lang)
        }),
        Target::Entry(id) => drawn(app, move |engine, lang| entry::one(engine, &id, lang)),
        Target::Unknown { id, nearest } => {
            drawn(app, move |_, lang| unknown(&id, nearest.as_deref(), lang))
        }
        _ => tables::tables(app, target),
    }
}

/// A part in which nothing is done but reading.
fn drawn(app: App, draw: impl Fn(&Engine, Lang) -> Markup + 'static) -> AnyView {
    let draw = move || app.with_engine(|engine| draw(engine, app.lang.get()));
    live(draw, |_| {})
}

fn unknown(id: &str, nearest: Option<&str>, lang: Lang) -> Markup {
    let title = match lang {
        Lang::Zh => format!("没有编号为“{id}”的规则或条目"),
        Lang::En => format!("There is no rule or entry `{id}`"),
    };
    let actions = html! {
        @if let Some(id) = nearest { a class="button" href=(rule_href(id)) { (t(lang, "是否指 ", "Did you mean ")) (id) (t(lang, "", "?")) } }
        a class="button" href="#/rules" { (t(lang, "看全部规则", "All rules")) }
    };
    empty(
        &title,
        t(
            lang,
            "规则库可能已经改版，或编号写错。可以按 Ctrl K 搜索。",
            "The rulebook may have changed, or the id is mistyped. Press Ctrl K to search.",
        ),
        &actions,
    )
}

/// Brings the row or limit that the address names into sight, and otherwise the page's beginning.
fn follow_target(target: Memo<Target>) {
    Effect::new(move |before: Option<Target>| {
        let now = target.get();
        let wanted = match &now {
            Target::Rule { rule: id, .. } | Target::Item { id, .. } | Target::Limit(id) => {
                Some(row_id(id))
            }
            _ => None,
        };
        let first = before.is_none();
        // What is looked for is only being built: it is there when the frame is drawn.
        request_animation_frame(move || {
            show_link();
            match wanted {
                Some(id) => show_row(&id),
                None if !first => window().scroll_to_with_x_and_y(0.0, 0.0),
                None => {}
            }
        });
        now
    });
}

/// Brings the link of the table shown into sight among the others, and moves nothing else.
fn show_link() {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    let link = find(".table-links [aria-current]");
    let link = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
    if let (Some(links), Some(link)) = (find(".table-links"), link) {
        let (top, height) = (links.scroll_top(), links.client_height());
        if !(top..top + height).contains(&(link.offset_top() + link.offset_height())) {
            links.set_scroll_top(link.offset_top() - height / 2);
        }
    }
}

/// Id of the element of a row or limit.
fn row_id(id: &str) -> String {
    format!("row-{id}")
}

fn show_row(id: &str) {
    let row = document()
        .get_element_by_id(id)
        .and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(row) = row {
        // The row has a tabindex, so the focus can go there, and screen readers with it.
        let _ = row.focus();
        row.scroll_into_view();
    }
}
