//! The conditions of a row, in words.

use leptos::prelude::*;
use shizu_rules::{FactKey, Lang, Rule};

use crate::context::use_app;

/// A fact and the labels of the values that a row accepts for it: `("干部管理权限", ["一般干部", …])`.
pub fn condition_words(rule: &Rule, lang: Lang) -> Vec<(FactKey, &'static str, Vec<&'static str>)> {
    rule.conditions()
        .map(|(key, codes)| {
            let labels = key
                .values()
                .iter()
                .filter(|value| codes.contains(&value.code));
            (
                key,
                key.label(lang),
                labels.map(|value| value.label(lang)).collect(),
            )
        })
        .collect()
}

/// Every condition of `rule` as a chip: the fact and what the row accepts for it.
#[component]
pub fn Conditions(
    /// The row.
    rule: Rule,
) -> impl IntoView {
    let app = use_app();
    let chips = move || {
        let lang = app.lang.get();
        let or = if lang == Lang::Zh { "、" } else { " / " };
        let words = condition_words(&rule, lang);
        if words.is_empty() {
            let any = app.pick("任何情形", "always");
            return view! { <li class="condition">{any}</li> }.into_any();
        }
        let chips: Vec<_> = words
            .into_iter()
            .map(|(_, fact, values)| {
                view! {
                    <li class="condition">
                        <span class="condition-fact">{fact}</span>
                        {values.join(or)}
                    </li>
                }
            })
            .collect();
        chips.into_any()
    };
    view! { <ul class="conditions">{chips}</ul> }
}
