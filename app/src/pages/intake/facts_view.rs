//! Facts on the page: as a list of what is known, and as the full form.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{FactKey, Lang, OpenFact};
use wasm_bindgen::JsCast;

use super::groups::{self, GROUPS, pick};
use super::model::Draft;
use super::work::Work;
use crate::markup::chips;

/// What is known, each to change or forget. On a narrow screen (`folded`) the answer comes first; the list is there to unfold.
pub fn known(draft: &Draft, folded: bool, lang: Lang) -> Markup {
    let count = draft.facts.known().count();
    html! {
        @if count > 0 {
            details class="known" id="intake-known-facts" open[!folded] {
                summary {
                    (pick(lang, "已知事实", "Known facts")) " "
                    span class="count" { (count) " / " (FactKey::ALL.len()) }
                }
                ul data-testid="intake-known" {
                    @for (fact, value) in draft.facts.known() {
                        @let forget = format!("{}{}", pick(lang, "改为未知：", "Back to unknown: "), fact.label(lang));
                        li data-fact=(fact.code()) {
                            span class="known-fact" { (fact.label(lang)) }
                            button type="button" class="link known-value" id={ "known-" (fact.code()) } title=(pick(lang, "修改", "Change"))
                                data-do="ask" data-arg=(fact.code()) { (value.label(lang)) }
                            button type="button" class="known-forget" title=(forget) aria-label=(forget) data-do="forget" data-arg=(fact.code()) { "×" }
                        }
                    }
                }
            }
        }
    }
}

/// Every fact at once, in groups; those in `open` still matter.
pub fn form(draft: &Draft, open: &[OpenFact], lang: Lang) -> Markup {
    let matters = |fact: FactKey| open.iter().any(|open| open.fact == fact);
    html! {
        div class="fact-form" data-testid="intake-form" {
            @for group in GROUPS {
                section class="fact-group" aria-labelledby={ "group-" (group.id) } {
                    h2 id={ "group-" (group.id) } { (group.label(lang)) }
                    @for fact in group.facts {
                        div class={ "fact" @if matters(*fact) { " fact-open" } } id={ "fact-" (fact.code()) } data-fact=(fact.code()) {
                            (chips(fact.code(), "set", fact.label(lang), fact.values(), draft.facts.index(*fact), true, lang))
                            p class="hint" {
                                (groups::hint(*fact, lang))
                                @if matters(*fact) { span class="fact-matters" { (pick(lang, "影响结果", "matters")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Brings a fact that is asked for from elsewhere into view, with the focus on its choice.
pub fn follow_asked(work: Work) {
    Effect::new(move |_| {
        let Some(fact) = work.asked.get() else { return };
        work.asked.set(None);
        request_animation_frame(move || focus(fact));
    });
}

fn focus(fact: FactKey) {
    let Some(place) = document().get_element_by_id(&format!("fact-{}", fact.code())) else {
        return;
    };
    place.scroll_into_view();
    let find = |selector: &str| place.query_selector(selector).ok().flatten();
    let input = find("input:checked").or_else(|| find("input"));
    if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus is at least in view.
        let _ = input.focus();
    }
}
