//! What was chosen where the texts are silent: the list that a local user goes through.

use maud::{Markup, html};
use shizu_rules::vocabulary::{Basis, Term};
use shizu_rules::{Engine, Item, Lang};

use crate::markup::{cites, t};
use crate::route::rule_href;

/// The list.
pub fn list(engine: &Engine, lang: Lang) -> Markup {
    let items = engine.rulebook().items();
    let items: Vec<Item<'_>> = items
        .filter(|item| item.basis == Basis::Assumption)
        .collect();
    let count = items.len();
    let group = |item: &Item<'_>| match item.table {
        Some(table) => table.in_lang(lang).to_owned(),
        None => item.kind.label(lang).to_owned(),
    };
    html! {
        p class="lead-in" {
            (t(
                lang,
                "下列各项，材料和法规没有写明，是我们的选择。本地有规定的，以本地规定为准：请逐项核对，需要改的写进“本地调整”。",
                "Where the texts are silent, this is what we chose. Local rules come first: go through the list, and put what differs into a local overlay.",
            ))
        }
        p class="list-count" {
            @match lang { Lang::Zh => { "共 " (count) " 项" } Lang::En => { (count) " in all" } }
        }
        div class="scroll" {
            table class="grid" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "规则", "Rule")) }
                        th scope="col" { (t(lang, "作了什么选择，为什么", "What was chosen, and why")) }
                        th scope="col" { (t(lang, "参照", "See")) }
                    }
                }
                @for group_items in items.chunk_by(|one, next| group(one) == group(next)) {
                    tbody {
                        @if let Some(first) = group_items.first() {
                            tr class="group" { th colspan="3" scope="rowgroup" { (group(first)) } }
                        }
                        @for item in group_items {
                            tr {
                                th scope="row" { a href=(rule_href(item.id)) { (item.title.in_lang(lang)) } }
                                td { @if let Some(note) = item.note { (note.in_lang(lang)) } }
                                td { (cites(engine, item.cites, lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
