//! Nothing here yet.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Says what would be here, and offers what to do (as children).
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: TextProp,
    /// What it would be and why it is empty.
    #[prop(into)]
    text: TextProp,
    /// One action and one example, as links or buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            <p class="actions">{children()}</p>
        </section>
    }
}
