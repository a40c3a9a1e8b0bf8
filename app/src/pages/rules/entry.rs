//! One paragraph, article or practice: where it stands, what it says in our words, and which rules rest on it.

use leptos::prelude::*;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Confidence, Engine, Entry, EntryKind, Lang};

use crate::components::BasisBadge;
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr;

/// The entry with this id.
#[component]
pub fn OneEntry(id: String) -> impl IntoView {
    let app = use_app();
    let view = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| {
            let entry = engine.rulebook().catalogue.get(&id)?;
            Some(entry_view(engine, entry, lang))
        })
    };
    view! { {view} }
}

fn entry_view(engine: &Engine, entry: &Entry, lang: Lang) -> AnyView {
    let rulebook = engine.rulebook();
    let document = rulebook.catalogue.document(entry).map(|document| {
        let href = rule_href(&document.id);
        let version = document.version.clone();
        view! {
            <p>
                <a href=href>{document.title.in_lang(lang).to_owned()}</a>
                <span class="entry-version">{version}</span>
            </p>
        }
    });
    let kind = kind_words(&entry.kind, lang);
    let reason = match &entry.kind {
        EntryKind::NotEncoded(reason) => Some(reason.in_lang(lang).to_owned()),
        _ => None,
    };
    let reason = reason.map(|reason| {
        view! {
            <dt>{tr("不编为规则的理由", "Why no rule comes of it")}</dt>
            <dd>{reason}</dd>
        }
    });
    view! {
        <article class="entry">
            <h2>{entry.id.clone()}<span class="entry-section">{entry.section.in_lang(lang).to_owned()}</span></h2>
            {document}
            <p class="entry-says">{entry.says.in_lang(lang).to_owned()}</p>
            <p class="hint">{tr("以上为本产品的转述，不是原文；以原文为准。", "This is our paraphrase, not the wording; the wording decides.")}</p>
            <dl>
                <dt>{tr("性质", "What it is")}</dt>
                <dd>{kind}</dd>
                {reason}
                <dt>{tr("引用它的规则", "Rules that cite it")}</dt>
                <dd>{citing(engine, &entry.id, lang)}</dd>
            </dl>
            {neighbours(engine, entry)}
        </article>
    }
    .into_any()
}

/// What kind of thing an entry is.
pub fn kind_words(kind: &EntryKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        EntryKind::Rule(_) => ("材料段落，含有规则", "a paragraph that states a rule"),
        EntryKind::NotEncoded(_) => (
            "材料段落，不含可编码的规则",
            "a paragraph that states no rule to encode",
        ),
        EntryKind::Article(Confidence::Verified) => {
            ("法规条文，原文已核对", "an article whose wording was read")
        }
        EntryKind::Article(Confidence::Secondary) => (
            "法规条文，据转引，原文未核对",
            "an article as reported by others; its wording was not checked",
        ),
        EntryKind::Article(Confidence::Memory) => {
            ("法规条文，未核对", "an article that was not checked")
        }
        EntryKind::Practice => (
            "公开的地方做法，对他地没有约束力",
            "a public local practice, binding nowhere else",
        ),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn citing(engine: &Engine, id: &str, lang: Lang) -> AnyView {
    let citing = engine
        .rulebook()
        .items()
        .filter(|item| item.cites.iter().any(|cited| cited == id));
    let lines: Vec<_> = citing
        .map(|item| {
            let table = item
                .table
                .map_or(item.kind.label(lang), |table| table.in_lang(lang))
                .to_owned();
            view! {
                <li>
                    <span class="entry-table">{table}</span>
                    <a href=rule_href(item.id)>{item.title.in_lang(lang).to_owned()}</a>
                    " "
                    <BasisBadge basis=item.basis />
                </li>
            }
        })
        .collect();
    if lines.is_empty() {
        view! { <p>{tr("目前没有规则引用它。", "No rule cites it so far.")}</p> }.into_any()
    } else {
        view! { <ul class="entry-citing">{lines}</ul> }.into_any()
    }
}

/// The entries before and after it in its document.
fn neighbours(engine: &Engine, entry: &Entry) -> AnyView {
    let catalogue = &engine.rulebook().catalogue;
    let same: Vec<&str> = catalogue
        .entries()
        .filter(|other| other.document == entry.document)
        .map(|other| other.id.as_str())
        .collect();
    let at = same
        .iter()
        .position(|id| *id == entry.id)
        .unwrap_or_default();
    let link = |id: Option<&&str>, before: &'static str, after: &'static str| {
        id.map(|id| view! { <a class="button quiet" href=rule_href(id)>{before}{(*id).to_owned()}{after}</a> })
    };
    let previous = at.checked_sub(1).and_then(|at| same.get(at));
    view! {
        <p class="actions no-print">
            {link(previous, "← ", "")}
            {link(same.get(at + 1), "", " →")}
        </p>
    }
    .into_any()
}
