//! What drawn pages have in common: fields, badges, citations, the panel 依据.

use maud::{Markup, PreEscaped, html};
use shizu_rules::vocabulary::{Basis, Term, Value};
use shizu_rules::{Confidence, Engine, EntryKind, Item, Lang};

use crate::route::rule_href;

/// One of two texts.
pub fn t<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// What an entry rests on, in a sign and a word.
pub fn badge(basis: Basis, lang: Lang) -> Markup {
    let sign = match basis {
        Basis::Source => "¶",
        Basis::Statute => "§",
        Basis::Assumption => "?",
    };
    let meaning = match basis {
        Basis::Source => t(
            lang,
            "材料有明确表述",
            "A paragraph of the source material says it",
        ),
        Basis::Statute => t(lang, "公开法规有规定", "A published regulation says it"),
        Basis::Assumption => t(
            lang,
            "材料没有写明，由我们设定，可按本地做法调整",
            "The texts are silent and we chose; adjust it to local practice",
        ),
    };
    html! {
        span class={ "badge badge-" (basis.code()) } title=(meaning) {
            span class="badge-sign" aria-hidden="true" { (sign) }
            (basis.label(lang))
        }
    }
}

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

/// Citations: each shows its id; opened, it says where it stands and what it says, and leads to its entry.
pub fn cites(engine: &Engine, ids: &[String], lang: Lang) -> Markup {
    html! {
        span class="cites" {
            @for id in ids {
                details class="cite" {
                    summary title=(cite_label(engine, id, lang)) { (id) }
                    div class="cite-body" {
                        p class="cite-where" { (cite_label(engine, id, lang)) }
                        @if let Some(entry) = engine.rulebook().catalogue.get(id) {
                            p { (entry.says.in_lang(lang)) }
                            @if matches!(entry.kind, EntryKind::Article(confidence) if confidence != Confidence::Verified) {
                                p class="hint" { (t(lang, "条文原文未核对。", "The article's wording was not checked.")) }
                            }
                        }
                        a href=(rule_href(id)) { (t(lang, "查看条目和引用它的规则", "See the entry and the rules that cite it")) }
                    }
                }
            }
        }
    }
}

/// An entry of the rulebook as a row of the panel 依据: name, wording, basis, note, citations.
pub fn basis_row(engine: &Engine, item: &Item<'_>, lang: Lang) -> Markup {
    html! {
        li class="basis-row" {
            p class="basis-title" {
                a href=(rule_href(item.id)) { (item.title.in_lang(lang)) }
                (badge(item.basis, lang))
            }
            @if let Some(says) = item.says { p { (says.in_lang(lang)) } }
            @if let Some(note) = item.note { p class="basis-note" { (note.in_lang(lang)) } }
            (cites(engine, item.cites, lang))
        }
    }
}

/// The content of the panel 依据: the conclusion in a sentence, and the entries (by id) that it rests on; ids that do not exist are left out.
pub fn basis(engine: &Engine, conclusion: &str, ids: &[&str], lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    html! {
        p class="basis-conclusion" aria-live="polite" { (conclusion) }
        @if ids.is_empty() {
            p class="hint" { (t(lang, "还没有起决定作用的规则。", "No rule decides yet.")) }
        }
        ol class="basis-rows" {
            @for item in ids.iter().filter_map(|id| rulebook.item(id)) {
                (basis_row(engine, &item, lang))
            }
        }
    }
}

/// A labelled field of any kind. `field` is the control, whose id is `id`; the hint may be empty.
pub fn field(id: &str, label: &str, hint: &str, field: &Markup) -> Markup {
    html! {
        p class="labelled" {
            label for=(id) { (label) }
            (field)
            @if !hint.is_empty() { span class="hint" { (hint) } }
        }
    }
}

/// A list to choose from. The first choice, if `any` is not empty, stands for none.
pub fn select(
    id: &str,
    act: &str,
    any: &str,
    values: &[Value],
    chosen: Option<usize>,
    lang: Lang,
) -> Markup {
    html! {
        select id=(id) class="field" data-do=(act) {
            @if !any.is_empty() { option value="" selected[chosen.is_none()] { (any) } }
            @for (at, value) in values.iter().enumerate() {
                option value=(value.code) selected[chosen == Some(at)] { (value.label(lang)) }
            }
        }
    }
}

/// Radio chips for a small closed set; with `unknown`, the first chip is 未知 and stands for none. `act` is done with the code as value.
pub fn chips(
    id: &str,
    act: &str,
    legend: &str,
    values: &[Value],
    chosen: Option<usize>,
    unknown: bool,
    lang: Lang,
) -> Markup {
    let chip = |code: &str, words: &str, checked: bool, class: &str| {
        html! {
            label class=(class) {
                input type="radio" id={ (id) "-" (code) } name=(id) value=(code) checked[checked] data-do=(act) data-arg=(id);
                span class="chip-face" { (words) }
            }
        }
    };
    html! {
        fieldset class={ "chips" @if chosen.is_none() { " chips-unset" } } {
            legend { (legend) }
            @if unknown { (chip("", t(lang, "未知", "unknown"), chosen.is_none(), "chip chip-unknown")) }
            @for (at, value) in values.iter().enumerate() {
                (chip(value.code, value.label(lang), chosen == Some(at), "chip"))
            }
        }
    }
}

/// Nothing here yet: what would be here, and what to do about it.
pub fn empty(title: &str, text: &str, actions: &Markup) -> Markup {
    html! {
        section class="empty" {
            h2 { (title) }
            p { (text) }
            p class="actions" { (actions) }
        }
    }
}

/// A message on an input: what is wrong, where, and what to do, as a list that a screen reader announces. Empty for none.
pub fn faults(title: &str, messages: &[String]) -> Markup {
    if messages.is_empty() {
        return PreEscaped(String::new());
    }
    html! {
        section class="errors" role="alert" {
            h2 { (title) }
            ul { @for message in messages { li { (message) } } }
        }
    }
}
