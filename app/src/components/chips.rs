//! One choice out of few, all in sight.

use leptos::ev;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::fresh_id;
use crate::text::tr;

/// One thing to choose.
#[derive(Clone)]
pub struct Choice {
    /// What it is called.
    pub label: TextProp,
    /// Said when the mouse rests on it; may be empty.
    pub hint: TextProp,
}

impl Choice {
    /// A choice without hint.
    pub fn new(label: impl Into<TextProp>) -> Self {
        Choice {
            label: label.into(),
            hint: "".into(),
        }
    }
}

/// A group of radio chips: real radio buttons, so arrow keys, labels and screen readers work as everywhere. With `unknown`, the first chip is 未知, which
/// looks different from a chosen value and stands for `None`.
#[component]
pub fn ChipGroup(
    /// Name of the group, above it.
    #[prop(into)]
    legend: TextProp,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Index of what is chosen; `None` for unknown.
    #[prop(into)]
    value: Signal<Option<usize>>,
    /// Called with what the user chose.
    #[prop(into)]
    on_change: Callback<Option<usize>>,
    /// Whether "unknown" can be chosen.
    #[prop(default = true)]
    unknown: bool,
    /// Whether the legend is for screen readers only, because the place says it already.
    #[prop(optional)]
    quiet: bool,
    /// A line below the group; may be empty.
    #[prop(into, optional)]
    hint: Option<TextProp>,
) -> impl IntoView {
    let name = fresh_id("chips");
    let chip = {
        let name = name.clone();
        move |at: Option<usize>, label: TextProp, hint: TextProp| {
            let choose = move |_: ev::Event| on_change.run(at);
            let said = move || Some(hint.get()).filter(|hint| !hint.is_empty());
            let class = if at.is_none() {
                "chip chip-unknown"
            } else {
                "chip"
            };
            view! {
                <label class=class title=said>
                    <input type="radio" name=name.clone() prop:checked=move || value.get() == at on:change=choose />
                    <span class="chip-face">{move || label.get()}</span>
                </label>
            }
        }
    };
    let unknown = unknown.then(|| chip(None, tr("未知", "unknown").into(), "".into()));
    let chips: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| chip(Some(at), choice.label, choice.hint))
        .collect();
    view! {
        <fieldset class="chips" class:chips-unset=move || value.get().is_none()>
            <legend class:hidden=quiet>{move || legend.get()}</legend>
            {unknown}
            {chips}
            {hint.map(|hint| view! { <p class="hint">{move || hint.get()}</p> })}
        </fieldset>
    }
}
