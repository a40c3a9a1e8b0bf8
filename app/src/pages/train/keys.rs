//! Where a key was pressed.

use leptos::prelude::document;
use web_sys::Element;

/// What has the focus, as far as keys go.
#[derive(Clone, Copy, PartialEq)]
pub enum At {
    /// Something that Enter presses.
    Button,
    /// A field of several lines.
    Text,
    /// A field of one line.
    Line,
    /// Anything else.
    Page,
}

impl At {
    /// What this is.
    pub fn of(element: &Element) -> Self {
        let kind = element.get_attribute("type").unwrap_or_default();
        match &*element.tag_name() {
            "BUTTON" | "A" | "SUMMARY" => At::Button,
            "TEXTAREA" => At::Text,
            "SELECT" => At::Line,
            "INPUT" if kind != "radio" && kind != "checkbox" => At::Line,
            _ => At::Page,
        }
    }
}

/// Whether keys there are not ours: in the bar, the navigation, the search, a panel.
pub fn is_elsewhere(target: &Element) -> bool {
    let inside = target.closest(".train").ok().flatten().is_some();
    let page = matches!(&*target.tag_name(), "BODY" | "HTML" | "MAIN");
    let covered = document()
        .query_selector(".search, #book-panel")
        .ok()
        .flatten();
    !(inside || page) || covered.is_some()
}

/// The slot of a question around an element.
pub fn slot_of(target: &Element) -> Option<usize> {
    let slot = target.closest("[data-slot]").ok().flatten()?;
    slot.get_attribute("data-slot")?.parse().ok()
}
