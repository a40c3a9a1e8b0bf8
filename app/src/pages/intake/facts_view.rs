//! Facts on the page: as chips to choose from, as a list of what is known, as the full form.

use leptos::prelude::*;
use shizu_rules::FactKey;
use wasm_bindgen::JsCast;

use super::groups::{self, GROUPS, Group};
use super::work::Work;
use crate::components::{ChipGroup, Choice};
use crate::text::tr;

/// The chips of one fact.
#[component]
pub fn FactChips(
    /// The state of the page.
    work: Work,
    /// The fact.
    fact: FactKey,
    /// Whether its name stands above already.
    #[prop(optional)]
    quiet: bool,
    /// Whether "unknown" is among the chips.
    #[prop(default = true)]
    unknown: bool,
) -> impl IntoView {
    let lang = work.app.lang;
    let choices = fact
        .values()
        .iter()
        .map(|value| {
            let value = *value;
            Choice::new(move || value.label(lang.get()))
        })
        .collect();
    let value = Signal::derive(move || work.draft.with(|draft| draft.facts.index(fact)));
    view! {
        <ChipGroup
            legend=move || fact.label(lang.get())
            choices
            value
            on_change=move |index| work.answer(fact, index)
            quiet
            unknown
        />
    }
}

/// What is known, each to change or forget.
#[component]
pub fn Known(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let known = move || {
        let lang = app.lang.get();
        work.draft.with(|draft| {
            draft
                .facts
                .known()
                .map(|(fact, value)| {
                    let forget = format!("{}{}", app.pick("改为未知：", "Back to unknown: "), fact.label(lang));
                    view! {
                        <li data-fact=fact.code()>
                            <span class="known-fact">{fact.label(lang)}</span>
                            <button type="button" class="link known-value" title=app.pick("修改", "Change") on:click=move |_| work.ask(fact)>
                                {value.label(lang)}
                            </button>
                            <button type="button" class="known-forget" title=forget.clone() aria-label=forget on:click=move |_| work.answer(fact, None)>
                                "×"
                            </button>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    // On a narrow screen the answer comes first; the list is there to unfold.
    let wide = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_none_or(|width| width > 767.0);
    let count = move || work.draft.with(|draft| draft.facts.known().count());
    view! {
        <Show when=move || count() != 0>
            <details class="known" open=wide>
                <summary>
                    {tr("已知事实", "Known facts")} " " <span class="count">{move || format!("{} / {}", count(), FactKey::ALL.len())}</span>
                </summary>
                <ul data-testid="intake-known">{known}</ul>
            </details>
        </Show>
    }
}

/// Every fact at once, in groups.
#[component]
pub fn FormView(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    // A fact asked for from elsewhere comes into view with the focus on its choice.
    Effect::new(move |_| {
        let Some(fact) = work.asked.get() else { return };
        work.asked.set(None);
        request_animation_frame(move || focus(fact));
    });
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|group| view! { <FormGroup work group /> })
        .collect();
    view! { <div class="fact-form" data-testid="intake-form">{groups}</div> }
}

fn focus(fact: FactKey) {
    let Some(place) = document().get_element_by_id(&format!("fact-{}", fact.code())) else {
        return;
    };
    place.scroll_into_view();
    let chosen = place.query_selector("input:checked").ok().flatten();
    let any = || place.query_selector("input").ok().flatten();
    if let Some(input) = chosen
        .or_else(any)
        .and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that cannot take the focus is at least in view.
        let _ = input.focus();
    }
}

#[component]
fn FormGroup(work: Work, group: &'static Group) -> impl IntoView {
    let app = work.app;
    let facts: Vec<_> = group
        .facts
        .iter()
        .map(|fact| {
            let fact = *fact;
            let open = move || work.open.with(|open| open.iter().any(|open| open.fact == fact));
            view! {
                <div class="fact" id=format!("fact-{}", fact.code()) data-fact=fact.code() class:fact-open=open>
                    <FactChips work fact />
                    <p class="hint">
                        {move || groups::hint(fact, app.lang.get())}
                        <Show when=open>
                            <span class="fact-matters">{tr("影响结果", "matters")}</span>
                        </Show>
                    </p>
                </div>
            }
        })
        .collect();
    view! {
        <section class="fact-group" aria-labelledby=format!("group-{}", group.id)>
            <h2 id=format!("group-{}", group.id)>{move || group.label(app.lang.get())}</h2>
            {facts}
        </section>
    }
}
