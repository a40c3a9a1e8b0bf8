//! The frame around every page: top bar, navigation, announcements.

use leptos::prelude::*;

/// The frame with the page in it.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    view! { <main id="main">{children()}</main> }
}
