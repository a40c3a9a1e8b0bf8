//! The documents behind the rules, how much of each is encoded, and what is not, with the reason.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shizu_rules::{Engine, Entry, EntryKind, Lang, cited, gather_set};

use super::entry::kind_words;
use crate::markup::t;
use crate::route::rule_href;

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
    gather_set(items.flat_map(|item| item.cites).map(String::as_str))
}

/// All documents.
pub fn all(engine: &Engine, lang: Lang) -> Markup {
    let catalogue = &engine.rulebook().catalogue;
    let cites = cites(engine);
    let heads = [
        (t(lang, "已引用", "cited"), "source-key source-key-cited"),
        (
            t(lang, "未引用的规则段", "rules not cited"),
            "source-key source-key-uncited",
        ),
        (t(lang, "不编码", "not encoded"), ""),
        (t(lang, "备查条文", "articles for reference"), ""),
    ];
    let uncited =
        |entry: &&Entry| matches!(entry.kind, EntryKind::Rule(_)) && !cites.contains(&*entry.id);
    let not_encoded = |entry: &&Entry| matches!(entry.kind, EntryKind::NotEncoded(_));
    html! {
        p class="lead-in" { (sum(engine, lang)) }
        div class="scroll" {
            table class="grid" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "材料、法规", "Document or instrument")) }
                        th scope="col" class="source-bar" { (t(lang, "覆盖", "Share")) }
                        @for (words, key) in heads {
                            th scope="col" class="figure" { @if !key.is_empty() { i class=(key) {} } (words) }
                        }
                    }
                }
                tbody {
                    @for (index, document) in catalogue.documents().iter().enumerate() {
                        @let share = Share::of(catalogue.entries().filter(|entry| entry.document == Some(index)), &cites);
                        tr {
                            th scope="row" {
                                a href=(rule_href(&document.id)) { (document.title.in_lang(lang)) }
                                " " span class="entry-version" { (document.version) }
                            }
                            td class="source-bar" { (bar(share, lang)) }
                            @for number in [share.cited, share.uncited, share.not_encoded, share.articles] {
                                td class="figure" { (count(number)) }
                            }
                        }
                    }
                }
            }
        }
        div class="source-lists" {
            (folded(t(lang, "含有规则、尚无规则引用的段落", "Paragraphs that state a rule and are not cited yet"), catalogue.entries().filter(uncited), lang))
            (folded(t(lang, "不编码的段落及理由", "Paragraphs not encoded, and why"), catalogue.entries().filter(not_encoded), lang))
        }
    }
}

/// How much of the documents is encoded, in a sentence.
fn sum(engine: &Engine, lang: Lang) -> String {
    let share = cited(engine.rulebook());
    let (encodable, done) = (share.encodable, share.cited);
    let percent = done as f64 * 100.0 / encodable.max(1) as f64;
    let (paragraphs, not_encoded, articles) = (share.paragraphs, share.not_encoded, share.articles);
    let entries = engine.rulebook().catalogue.entries();
    let mut documents: Vec<Option<usize>> = entries
        .filter(|entry| matches!(entry.kind, EntryKind::Rule(_) | EntryKind::NotEncoded(_)))
        .map(|entry| entry.document)
        .collect();
    // Entries of a document stand together.
    documents.dedup();
    let documents = documents.len();
    match lang {
        Lang::Zh => format!(
            "{documents} 份材料共 {paragraphs} 段：{encodable} 段含有规则，其中 {done} 段（{percent:.1}%）已有规则引用；{not_encoded} 段不编码，均注明理由。另引法规条文 {articles} 条。"
        ),
        Lang::En => format!(
            "The {documents} source documents have {paragraphs} paragraphs: {encodable} state a rule, of which {done} ({percent:.1} %) are cited by some row; {not_encoded} are not encoded, each with its reason. {articles} articles are cited besides."
        ),
    }
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
fn bar(share: Share, lang: Lang) -> Markup {
    let total =
        (share.cited + share.uncited + share.not_encoded + share.articles + share.practices).max(1);
    let width = |number: usize| format!("{:.1}", number as f64 * 100.0 / total as f64);
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
    html! {
        svg class="source-share" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=(title) {
            rect class="source-rest" width="100" height="8" {}
            rect class="source-cited" width=(width(share.cited)) height="8" {}
            rect class="source-uncited" x=(width(share.cited)) width=(width(share.uncited)) height="8" {}
        }
    }
}

fn folded<'a>(title: &str, entries: impl Iterator<Item = &'a Entry>, lang: Lang) -> Markup {
    let entries: Vec<&Entry> = entries.collect();
    html! {
        details class="disclosure" {
            summary { (title) " · " (entries.len()) }
            div class="disclosure-body" {
                ul class="entry-list" {
                    @for entry in entries {
                        li {
                            a href=(rule_href(&entry.id)) { (entry.id) }
                            span class="entry-section" { (entry.section.in_lang(lang)) }
                            p {
                                @match &entry.kind {
                                    EntryKind::NotEncoded(reason) => { (reason.in_lang(lang)) }
                                    _ => { (entry.says.in_lang(lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Every entry of one document; nothing if there is no such document.
pub fn document(engine: &Engine, id: &str, lang: Lang) -> Markup {
    let catalogue = &engine.rulebook().catalogue;
    let documents = catalogue.documents().iter().enumerate();
    let Some((index, document)) = documents
        .into_iter()
        .find(|(_, document)| document.id == id)
    else {
        return html! {};
    };
    let cites = cites(engine);
    let state = |entry: &Entry| match entry.kind {
        _ if cites.contains(&*entry.id) => t(lang, "已引用", "cited"),
        EntryKind::NotEncoded(_) => t(lang, "不编码", "not encoded"),
        EntryKind::Rule(_) => t(lang, "未引用", "not cited"),
        _ => t(lang, "备查", "for reference"),
    };
    let heads = [
        t(lang, "编号", "Id"),
        t(lang, "位置", "Section"),
        t(lang, "要义", "What it says"),
        t(lang, "状态", "State"),
    ];
    html! {
        h2 { (document.title.in_lang(lang)) span class="entry-version" { (document.version) } }
        p class="lead-in" { (t(lang, "以下为本产品的转述，不是原文。", "These are our paraphrases, not the wording.")) }
        div class="scroll" {
            table class="grid" {
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for entry in catalogue.entries().filter(|entry| entry.document == Some(index)) {
                        tr {
                            th scope="row" { a href=(rule_href(&entry.id)) { (entry.id) } }
                            td { (entry.section.in_lang(lang)) }
                            td { (entry.says.in_lang(lang)) }
                            td class="entry-state" title=(kind_words(&entry.kind, lang)) { (state(entry)) }
                        }
                    }
                }
            }
        }
    }
}
