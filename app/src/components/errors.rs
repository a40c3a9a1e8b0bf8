//! All errors of what was entered, in one place.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// One thing that is wrong.
#[derive(Clone)]
pub struct Fault {
    /// What is wrong and what to do.
    pub words: TextProp,
    /// Brings the place of the error into sight, if it has one.
    pub show: Option<Callback<()>>,
}

/// What is wrong, each error leading to its place. Nothing while there are none. Said by screen readers as soon as it appears. In a form, the errors must
/// stand beside their fields as well.
#[component]
pub fn ErrorSummary(
    /// What this means for the user: what has not happened.
    #[prop(into)]
    title: TextProp,
    /// The errors, in the order of their places.
    #[prop(into)]
    faults: Signal<Vec<Fault>>,
) -> impl IntoView {
    let lines = move || {
        faults
            .get()
            .into_iter()
            .map(|Fault { words, show }| match show {
                Some(show) => view! {
                    <li>
                        <button type="button" class="link" on:click=move |_| show.run(())>{move || words.get()}</button>
                    </li>
                }
                .into_any(),
                None => view! { <li>{move || words.get()}</li> }.into_any(),
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div role="alert">
            <Show when=move || faults.with(|faults| !faults.is_empty())>
                <section class="errors">
                    <h2>{let title = title.clone(); move || title.get()}</h2>
                    <ul>{lines}</ul>
                </section>
            </Show>
        </div>
    }
}
