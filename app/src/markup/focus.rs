//! Giving an element the keyboard.

use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Gives the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    reach(id);
}

/// The same once what was changed is drawn: before the next key is heard, or, for what is drawn frame by frame, with the next frame.
pub fn focus_drawn(id: impl Into<String>) {
    let id = id.into();
    spawn_local(async move {
        tick().await;
        if !reach(&id) {
            request_animation_frame(move || focus(&id));
        }
    });
}

/// Whether the element is there.
fn reach(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = &element {
        // What can take the focus takes it; anything else is at least left where it is.
        let _ = element.focus();
    }
    element.is_some()
}
