//! The panel 依据 beside a drawn page.

use leptos::prelude::*;
use maud::Markup;

use super::live;
use crate::components::Icon;
use crate::context::use_app;
use crate::settings::Fold;
use crate::text::tr;

/// The panel with drawn content; folds to a strip, becomes a sheet at the bottom on narrow screens, is printed below the task. Stands beside
/// `<div class="page">` in `<div class="with-basis">`.
#[component]
pub fn Aside(
    /// Draws the content, usually with [`super::basis`].
    draw: Box<dyn Fn() -> Markup>,
) -> impl IntoView {
    let app = use_app();
    let folded = move || app.basis.get() == Fold::Folded;
    let toggle = move |_| {
        app.basis
            .set(if folded() { Fold::Open } else { Fold::Folded });
    };
    view! {
        <aside class="basis" class:basis-folded=folded aria-label=tr("依据", "Basis")>
            <button type="button" class="basis-toggle no-print" aria-expanded=move || (!folded()).to_string() on:click=toggle>
                {Icon::Right.view()}
                <span>{tr("依据", "Basis")}</span>
            </button>
            <div class="basis-body">{live(draw, |_| {})}</div>
        </aside>
    }
}
