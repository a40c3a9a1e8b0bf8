//! The panel 依据 beside a drawn page.

use leptos::prelude::*;
use maud::Markup;

use super::{Act, live};
use crate::context::use_app;
use crate::markup::Icon;
use crate::settings::Fold;
use crate::text::tr;

/// The panel with drawn content; folds to a strip, becomes a sheet at the bottom on narrow screens, is printed below the task. Stands beside
/// `<div class="page">` in `<div class="with-basis">`.
#[component]
pub fn Aside(
    /// Draws the content, usually with [`super::basis`].
    draw: Box<dyn Fn() -> Markup>,
    /// The conclusion in a few words, seen while the panel is a folded sheet.
    #[prop(optional)]
    peek: Option<Box<dyn Fn() -> String + Send + Sync>>,
    /// What is done in it.
    #[prop(optional)]
    act: Option<Box<dyn Fn(Act)>>,
) -> impl IntoView {
    let app = use_app();
    let folded = move || app.basis.get() == Fold::Folded;
    let toggle = move |_| {
        app.basis
            .set(if folded() { Fold::Open } else { Fold::Folded });
    };
    let act = act.unwrap_or_else(|| Box::new(|_| {}));
    view! {
        <aside class="basis" class:basis-folded=folded aria-label=tr("依据", "Basis")>
            <button type="button" class="basis-toggle no-print" aria-expanded=move || (!folded()).to_string() on:click=toggle>
                <i inner_html=Icon::Right.draw().into_string()></i>
                <span>{tr("依据", "Basis")}</span>
                {peek.map(|peek| view! { <span class="basis-peek" aria-hidden="true">{peek}</span> })}
            </button>
            <div class="basis-body">{live(draw, act)}</div>
        </aside>
    }
}
