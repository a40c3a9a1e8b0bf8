//! One paragraph, article or practice: where it stands, what it says in our words, and which rules rest on it.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Confidence, Engine, Entry, EntryKind, Item, Lang};

use crate::markup::{badge, t};
use crate::route::rule_href;

/// The entry with this id; nothing if there is none.
pub fn one(engine: &Engine, id: &str, lang: Lang) -> Markup {
    let catalogue = &engine.rulebook().catalogue;
    let Some(entry) = catalogue.get(id) else {
        return html! {};
    };
    html! {
        article class="entry" {
            h2 { (entry.id) span class="entry-section" { (entry.section.in_lang(lang)) } }
            @if let Some(document) = catalogue.document(entry) {
                p {
                    a href=(rule_href(&document.id)) { (document.title.in_lang(lang)) }
                    span class="entry-version" { (document.version) }
                }
            }
            p class="entry-says" { (entry.says.in_lang(lang)) }
            p class="hint" { (t(lang, "以上为本产品的转述，不是原文；以原文为准。", "This is our paraphrase, not the wording; the wording decides.")) }
            dl {
                dt { (t(lang, "性质", "What it is")) }
                dd { (kind_words(&entry.kind, lang)) }
                @if let EntryKind::NotEncoded(reason) = &entry.kind {
                    dt { (t(lang, "不编为规则的理由", "Why no rule comes of it")) }
                    dd { (reason.in_lang(lang)) }
                }
                dt { (t(lang, "引用它的规则", "Rules that cite it")) }
                dd { (citing(engine, id, lang)) }
            }
            (neighbours(engine, entry))
        }
    }
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

fn citing(engine: &Engine, id: &str, lang: Lang) -> Markup {
    let items = engine.rulebook().items();
    let citing: Vec<Item<'_>> = items
        .filter(|item| item.cites.iter().any(|cited| cited == id))
        .collect();
    html! {
        @if citing.is_empty() { p { (t(lang, "目前没有规则引用它。", "No rule cites it so far.")) } }
        ul class="entry-citing" {
            @for item in citing {
                li {
                    span class="entry-table" { (item.table.map_or(item.kind.label(lang), |table| table.in_lang(lang))) }
                    a href=(rule_href(item.id)) { (item.title.in_lang(lang)) }
                    " " (badge(item.basis, lang))
                }
            }
        }
    }
}

/// The entries before and after it in its document.
fn neighbours(engine: &Engine, entry: &Entry) -> Markup {
    let entries = engine.rulebook().catalogue.entries();
    let same: Vec<&str> = entries
        .filter(|other| other.document == entry.document)
        .map(|other| other.id.as_str())
        .collect();
    let at = same.iter().position(|id| *id == entry.id);
    let at = at.unwrap_or_default();
    html! {
        p class="actions no-print" {
            @if let Some(id) = at.checked_sub(1).and_then(|at| same.get(at)) {
                a class="button quiet" href=(rule_href(id)) { "← " (id) }
            }
            @if let Some(id) = same.get(at + 1) {
                a class="button quiet" href=(rule_href(id)) { (id) " →" }
            }
        }
    }
}
