//! 受理分办: who handles a clue, how, and why.

use leptos::prelude::*;

use crate::text::tr;

/// The page.
#[component]
pub fn Intake() -> impl IntoView {
    view! { <div class="page"><h1>{tr("受理分办", "Intake")}</h1></div> }
}
