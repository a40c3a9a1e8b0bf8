//! Citations: where something is written, openable in place.

use leptos::prelude::*;
use shizu_rules::{Confidence, Engine, EntryKind, Lang};

use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr;

/// Where an entry stands, and its id: `室组联动机制建设系列谈 · 一·引言 · LS04`. Only the id if the catalogue has no such entry.
pub fn cite_label(engine: &Engine, id: &str, lang: Lang) -> String {
    let place = cite_place(engine, id, lang);
    if place.is_empty() {
        id.to_owned()
    } else {
        format!("{place} · {id}")
    }
}

/// Document and section of an entry; empty if the catalogue has no such entry.
fn cite_place(engine: &Engine, id: &str, lang: Lang) -> String {
    let catalogue = &engine.rulebook().catalogue;
    let Some(entry) = catalogue.get(id) else {
        return String::new();
    };
    let document = catalogue
        .document(entry)
        .map(|document| document.title.in_lang(lang));
    let parts = [document.unwrap_or_default(), entry.section.in_lang(lang)];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The citations of a row. Each shows its id; opened, it says document, section and our paraphrase, and leads to its place on the rule page.
#[component]
pub fn Cites(
    /// Ids in the catalogue.
    ids: Vec<String>,
) -> impl IntoView {
    let cites: Vec<_> = ids.into_iter().map(|id| view! { <Cite id /> }).collect();
    view! { <span class="cites">{cites}</span> }
}

#[component]
fn Cite(id: String) -> impl IntoView {
    let app = use_app();
    // Tables show hundreds of citations: what is inside is built when one is opened.
    let opened = RwSignal::new(false);
    let label = {
        let id = id.clone();
        move || app.with_engine(|engine| cite_place(engine, &id, app.lang.get()))
    };
    let summary = id.clone();
    view! {
        <details class="cite" on:toggle=move |_| opened.set(true)>
            <summary title=label>{summary}</summary>
            {move || opened.get().then(|| view! { <CiteBody id=id.clone() /> })}
        </details>
    }
}

#[component]
fn CiteBody(id: String) -> impl IntoView {
    let app = use_app();
    let href = rule_href(&id);
    let body = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| {
            let label = cite_label(engine, &id, lang);
            let Some(entry) = engine.rulebook().catalogue.get(&id) else {
                return view! { <p class="cite-where">{label}</p> }.into_any();
            };
            let unread =
                matches!(entry.kind, EntryKind::Article(confidence) if confidence != Confidence::Verified);
            let unread = unread.then(|| {
                let words = app.pick("条文原文未核对。", "The article's wording was not checked.");
                view! { <p class="hint">{words}</p> }
            });
            let says = entry.says.in_lang(lang).to_owned();
            view! { <p class="cite-where">{label}</p> <p>{says}</p> {unread} }.into_any()
        })
    };
    view! {
        <div class="cite-body">
            {body}
            <a href=href>{tr("查看条目和引用它的规则", "See the entry and the rules that cite it")}</a>
        </div>
    }
}
