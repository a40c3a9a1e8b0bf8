//! The documents behind the rules, how much of each is encoded, and what is not, with the reason.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shizu_rules::{Engine, Entry, EntryKind, Lang, cited};

use super::entry::kind_words;
use crate::components::Disclosure;
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr;

/// How many entries of a document there are, by what became of them.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    cited: usize,
    uncited: usize,
    not_encoded: usize,
    articles: usize,
    practices: usize,
}

impl Share {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>, cites: &BTreeSet<&str>) -> Self {
        let mut share = Share::default();
        for entry in entries {
            let counted = match entry.kind {
                EntryKind::NotEncoded(_) => &mut share.not_encoded,
                EntryKind::Practice => &mut share.practices,
                EntryKind::Article(_) if !cites.contains(&*entry.id) => &mut share.articles,
                EntryKind::Rule(_) if !cites.contains(&*entry.id) => &mut share.uncited,
                _ => &mut share.cited,
            };
            *counted += 1;
        }
        share
    }
}

/// Ids that some entry of the rulebook cites.
fn cites(engine: &Engine) -> BTreeSet<&str> {
    let items = engine.rulebook().items();
    items
        .flat_map(|item| item.cites)
        .map(String::as_str)
        .collect()
}

/// All documents.
#[component]
pub fn Sources() -> impl IntoView {
    let app = use_app();
    let view = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| all(engine, lang))
    };
    view! { {view} }
}

fn all(engine: &Engine, lang: Lang) -> AnyView {
    let share = cited(engine.rulebook());
    let (encodable, done) = (share.encodable, share.cited);
    let percent = if encodable == 0 {
        0.0
    } else {
        done as f64 * 100.0 / encodable as f64
    };
    let (paragraphs, not_encoded, articles) = (share.paragraphs, share.not_encoded, share.articles);
    let catalogue = &engine.rulebook().catalogue;
    let documents: BTreeSet<Option<usize>> = catalogue
        .entries()
        .filter(|entry| matches!(entry.kind, EntryKind::Rule(_) | EntryKind::NotEncoded(_)))
        .map(|entry| entry.document)
        .collect();
    let documents = documents.len();
    let sum = match lang {
        Lang::Zh => format!(
            "{documents} 份材料共 {paragraphs} 段：{encodable} 段含有规则，其中 {done} 段（{percent:.1}%）已有规则引用；{not_encoded} 段不编码，均注明理由。另引法规条文 {articles} 条。"
        ),
        Lang::En => format!(
            "The {documents} source documents have {paragraphs} paragraphs: {encodable} state a rule, of which {done} ({percent:.1} %) are cited by some row; {not_encoded} are not encoded, each with its reason. {articles} articles are cited besides."
        ),
    };
    let cites = cites(engine);
    let rows: Vec<_> = catalogue
        .documents()
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let share = Share::of(catalogue.entries().filter(|entry| entry.document == Some(index)), &cites);
            let title = document.title.in_lang(lang).to_owned();
            view! {
                <tr>
                    <th scope="row"><a href=rule_href(&document.id)>{title}</a>" "<span class="entry-version">{document.version.clone()}</span></th>
                    <td class="source-bar">{bar(share, lang)}</td>
                    <td class="figure">{count(share.cited)}</td>
                    <td class="figure">{count(share.uncited)}</td>
                    <td class="figure">{count(share.not_encoded)}</td>
                    <td class="figure">{count(share.articles)}</td>
                </tr>
            }
        })
        .collect();
    let lists = [
        (
            tr(
                "含有规则、尚无规则引用的段落",
                "Paragraphs that state a rule and are not cited yet",
            ),
            false,
        ),
        (
            tr("不编码的段落及理由", "Paragraphs not encoded, and why"),
            true,
        ),
    ]
    .map(|(title, not_encoded)| {
        let entries: Vec<Entry> = catalogue
            .entries()
            .filter(|entry| match entry.kind {
                EntryKind::NotEncoded(_) => not_encoded,
                EntryKind::Rule(_) => !not_encoded && !cites.contains(&*entry.id),
                _ => false,
            })
            .cloned()
            .collect();
        let count = entries.len();
        let lines = list(&entries, lang);
        view! { <Disclosure title=move || format!("{} · {count}", title())>{lines}</Disclosure> }
    });
    view! {
        <p class="lead-in">{sum}</p>
        <div class="scroll">
            <table class="grid">
                <thead>
                    <tr>
                        <th scope="col">{tr("材料、法规", "Document or instrument")}</th>
                        <th scope="col" class="source-bar">{tr("覆盖", "Share")}</th>
                        <th scope="col" class="figure"><i class="source-key source-key-cited"></i>{tr("已引用", "cited")}</th>
                        <th scope="col" class="figure"><i class="source-key source-key-uncited"></i>{tr("未引用的规则段", "rules not cited")}</th>
                        <th scope="col" class="figure">{tr("不编码", "not encoded")}</th>
                        <th scope="col" class="figure">{tr("备查条文", "articles for reference")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="source-lists">{lists}</div>
    }
    .into_any()
}

/// Zero is nothing to look at.
fn count(number: usize) -> String {
    if number == 0 {
        "—".to_owned()
    } else {
        number.to_string()
    }
}

/// Cited, not cited and not encoded as lengths; the numbers stand beside it, so it is for the eye only.
fn bar(share: Share, lang: Lang) -> AnyView {
    let total =
        (share.cited + share.uncited + share.not_encoded + share.articles + share.practices).max(1);
    let width = |number: usize| number as f64 * 100.0 / total as f64;
    let title = match lang {
        Lang::Zh => format!(
            "已引用 {}，未引用 {}，不编码 {}",
            share.cited, share.uncited, share.not_encoded
        ),
        Lang::En => format!(
            "{} cited, {} not cited, {} not encoded",
            share.cited, share.uncited, share.not_encoded
        ),
    };
    let (first, second) = (width(share.cited), width(share.uncited));
    view! {
        <svg class="source-share" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=title>
            <rect class="source-rest" width="100" height="8" />
            <rect class="source-cited" width=first.to_string() height="8" />
            <rect class="source-uncited" x=first.to_string() width=second.to_string() height="8" />
        </svg>
    }
    .into_any()
}

fn list(entries: &[Entry], lang: Lang) -> AnyView {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            let words = match &entry.kind {
                EntryKind::NotEncoded(reason) => reason.in_lang(lang),
                _ => entry.says.in_lang(lang),
            };
            view! {
                <li>
                    <a href=rule_href(&entry.id)>{entry.id.clone()}</a>
                    <span class="entry-section">{entry.section.in_lang(lang).to_owned()}</span>
                    <p>{words.to_owned()}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="entry-list">{lines}</ul> }.into_any()
}

/// Every entry of one document.
#[component]
pub fn OneDocument(id: String) -> impl IntoView {
    let app = use_app();
    let view = move || {
        let lang = app.lang.get();
        app.with_engine(|engine| {
            let catalogue = &engine.rulebook().catalogue;
            let index = catalogue.documents().iter().position(|document| document.id == id)?;
            let document = &catalogue.documents()[index];
            let cites = cites(engine);
            let rows: Vec<_> = catalogue
                .entries()
                .filter(|entry| entry.document == Some(index))
                .map(|entry| {
                    let state = if cites.contains(&*entry.id) {
                        app.pick("已引用", "cited")
                    } else {
                        match entry.kind {
                            EntryKind::NotEncoded(_) => app.pick("不编码", "not encoded"),
                            EntryKind::Rule(_) => app.pick("未引用", "not cited"),
                            _ => app.pick("备查", "for reference"),
                        }
                    };
                    view! {
                        <tr>
                            <th scope="row"><a href=rule_href(&entry.id)>{entry.id.clone()}</a></th>
                            <td>{entry.section.in_lang(lang).to_owned()}</td>
                            <td>{entry.says.in_lang(lang).to_owned()}</td>
                            <td class="entry-state" title=kind_words(&entry.kind, lang)>{state}</td>
                        </tr>
                    }
                })
                .collect();
            Some(view! {
                <h2>{document.title.in_lang(lang).to_owned()}<span class="entry-version">{document.version.clone()}</span></h2>
                <p class="lead-in">{app.pick("以下为本产品的转述，不是原文。", "These are our paraphrases, not the wording.")}</p>
                <div class="scroll">
                    <table class="grid">
                        <thead>
                            <tr>
                                <th scope="col">{app.pick("编号", "Id")}</th>
                                <th scope="col">{app.pick("位置", "Section")}</th>
                                <th scope="col">{app.pick("要义", "What it says")}</th>
                                <th scope="col">{app.pick("状态", "State")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            })
        })
    };
    view! { {view} }
}
