//! Citations: where something is written, openable in place.

use leptos::prelude::*;
use shizu_rules::{Engine, EntryKind, Lang};

use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr;

/// Document, section and id of a paragraph or article in a few words: `室组联动…系列谈 · 一·引言 · LS04`. Only the id if the catalogue has no such entry.
pub fn cite_label(engine: &Engine, id: &str, lang: Lang) -> String {
    let catalogue = &engine.rulebook().catalogue;
    let Some(entry) = catalogue.get(id) else {
        return id.to_owned();
    };
    let document = catalogue
        .document(entry)
        .map(|document| document.title.in_lang(lang));
    let section = entry.section.in_lang(lang);
    [document.unwrap_or_default(), section, id]
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
    let label = {
        let id = id.clone();
        move || app.with_engine(|engine| cite_label(engine, &id, app.lang.get()))
    };
    let says = {
        let id = id.clone();
        move || {
            app.with_engine(|engine| {
                let entry = engine.rulebook().catalogue.get(&id)?;
                Some(entry.says.in_lang(app.lang.get()).to_owned())
            })
        }
    };
    let unread = app.with_engine(|engine| {
        let kind = &engine.rulebook().catalogue.get(&id)?.kind;
        matches!(kind, EntryKind::Article(confidence) if *confidence != shizu_rules::Confidence::Verified)
            .then_some(())
    });
    let unread = unread.map(|()| {
        view! { <p class="hint">{tr("条文原文未核对。", "The article's wording was not checked.")}</p> }
    });
    view! {
        <details class="cite">
            <summary>{id.clone()}</summary>
            <div class="cite-body">
                <p class="cite-where">{label}</p>
                <p>{says}</p>
                {unread}
                <a href=rule_href(&id)>{tr("查看条目和引用它的规则", "See the entry and the rules that cite it")}</a>
            </div>
        </details>
    }
}
