//! 规则与日历: every rule with what it rests on, and the proof that they fit together.

use leptos::prelude::*;

use crate::text::tr;

/// The page.
#[component]
pub fn Rules() -> impl IntoView {
    view! { <div class="page"><h1>{tr("规则与日历", "Rules and calendar")}</h1></div> }
}
