//! Digits and Enter for a question, wherever on the page the focus is.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// A key that is about the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Digit(usize),
    Enter,
}

/// Hands digits and Enter to `press`, with the slot that has the focus; `press` says whether it took them. What is typed into a field, pressed on a
/// button, or pressed outside the page is left alone, and so is everything while an input method composes.
pub fn keys(press: impl Fn(Key, Option<usize>) -> bool + 'static) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let taken = key(&event).is_some_and(|(key, slot)| press(key, slot));
        if taken {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn key(event: &KeyboardEvent) -> Option<(Key, Option<usize>)> {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    if modified || event.is_composing() || event.key_code() == 229 || event.default_prevented() {
        return None;
    }
    let key = match &*event.key() {
        "Enter" => Key::Enter,
        digit => Key::Digit(digit.parse().ok().filter(|digit| *digit < 10)?),
    };
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let is_in = |selector: &str| target.closest(selector).ok().flatten();
    let covered = document()
        .query_selector(".search, #book-panel")
        .ok()
        .flatten();
    let outside = is_in(".page").is_none() && target.tag_name() != "BODY" && target.id() != "main";
    let pressed = "button, a, summary, select, textarea";
    let typed = "input:not([type=radio]):not([type=checkbox])";
    let slot = is_in("[data-slot]");
    let is_ours = match key {
        _ if outside || covered.is_some() => false,
        // In a field of the question Enter goes on; in another field it is that field's.
        Key::Enter => is_in(pressed).is_none() && (is_in(typed).is_none() || slot.is_some()),
        Key::Digit(_) => is_in(typed).is_none() && is_in("select, textarea").is_none(),
    };
    let slot = slot.and_then(|slot| slot.get_attribute("data-slot")?.parse().ok());
    is_ours.then_some((key, slot))
}
