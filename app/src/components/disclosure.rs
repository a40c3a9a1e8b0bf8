//! Something folded under a heading.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// Folded until asked for. The browser's own element, so keyboard and search in the page work.
#[component]
pub fn Disclosure(
    /// The line that is always seen.
    #[prop(into)]
    title: TextProp,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// What is folded.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary>{move || title.get()}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
