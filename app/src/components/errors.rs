//! All errors of a form, on top of it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::text::tr;

/// An error of one field.
#[derive(Clone)]
pub struct FieldError {
    /// Id of the field's element.
    pub field: String,
    /// What is wrong and what to do.
    pub words: TextProp,
}

/// The errors, each leading to its field. Nothing while there are none. Said by screen readers as soon as it appears. The errors must stand beside
/// their fields as well.
#[component]
pub fn ErrorSummary(
    /// The errors, in the order of the fields.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    // The address is the page's, so a link cannot simply name the field: it moves the focus instead.
    let focus = |field: &str| {
        let element = document().get_element_by_id(field);
        if let Some(element) = element.and_then(|element| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok()
        }) {
            element.scroll_into_view();
            // An element that cannot take the focus is at least in sight.
            let _ = element.focus();
        }
    };
    let lines = move || {
        errors
            .get()
            .into_iter()
            .map(|error| {
                let words = error.words;
                view! {
                    <li>
                        <button type="button" class="link" on:click=move |_| focus(&error.field)>{move || words.get()}</button>
                    </li>
                }
            })
            .collect::<Vec<_>>()
    };
    let title = tr("请先改正下面的问题", "Please correct the following first");
    view! {
        <div role="alert">
            <Show when=move || errors.with(|errors| !errors.is_empty())>
                <section class="errors">
                    <h2>{title}</h2>
                    <ul>{lines}</ul>
                </section>
            </Show>
        </div>
    }
}
