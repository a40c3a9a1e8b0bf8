//! A part of a page that is drawn as markup, and what the user does in it.

use leptos::html::Div;
use leptos::prelude::*;
use maud::Markup;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, FileList, HtmlInputElement, HtmlTextAreaElement};

use super::morph::morph;

/// What the user did. The element says it: `data-do="name"`, and `data-arg="which"` where it matters.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// What was done.
    pub name: String,
    /// To what; empty where there is only one.
    pub arg: String,
    /// What a field holds now; `true` or `false` for a checkbox.
    pub value: String,
    /// The files chosen or dropped; to be taken at once, for the field forgets them afterwards.
    pub files: Option<FileList>,
}

/// Shows what `draw` draws, again whenever what it read changes, and hands every act to `act`.
///
/// Buttons and links act when pressed, text fields and sliders at every change, other fields when chosen; a file may also be dropped on an element
/// with `data-drop="name"`. An empty name keeps what is done from reaching elements further out. A text field with `data-late` acts only when it is left. Only what differs is touched ([`morph`]).
pub fn live(draw: impl Fn() -> Markup + 'static, act: impl Fn(Act) + 'static) -> AnyView {
    part(Box::new(move || draw().into_string()), Box::new(act))
}

type Doer = StoredValue<Box<dyn Fn(Act)>, LocalStorage>;

/// The same for any closures: one copy for all parts of all pages.
fn part(draw: Box<dyn Fn() -> String>, act: Box<dyn Fn(Act)>) -> AnyView {
    let host = NodeRef::<Div>::new();
    Effect::new(move |before: Option<String>| {
        let now = draw();
        if let Some(host) = host.get()
            && before.as_ref() != Some(&now)
        {
            morph(&host, &now);
        }
        now
    });
    let act: Doer = StoredValue::new_local(act);
    view! {
        <div
            class="live"
            node_ref=host
            on:click=move |event| happened(act, &event, Kind::Pressed)
            on:input=move |event| happened(act, &event, Kind::Typed)
            on:change=move |event| happened(act, &event, Kind::Chosen)
            on:dragover=move |event| happened(act, &event, Kind::DraggedOver)
            on:dragleave=move |event| happened(act, &event, Kind::DraggedAway)
            on:drop=move |event| happened(act, &event, Kind::Dropped)
        ></div>
    }
    .into_any()
}

/// What happened in a part.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Pressed,
    Typed,
    Chosen,
    DraggedOver,
    DraggedAway,
    Dropped,
}

fn happened(act: Doer, event: &Event, kind: Kind) {
    let drags = matches!(kind, Kind::DraggedOver | Kind::DraggedAway | Kind::Dropped);
    let attribute = if drags { "data-drop" } else { "data-do" };
    let target = event.target();
    let Some(element) = target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest(&format!("[{attribute}]")).ok().flatten())
    else {
        return;
    };
    let told = match kind {
        Kind::Pressed => !is_field(&element),
        Kind::Typed => is_field(&element) && is_typed(&element),
        Kind::Chosen => is_field(&element) && !is_typed(&element),
        Kind::DraggedOver | Kind::DraggedAway | Kind::Dropped => {
            event.prevent_default();
            let classes = element.class_list();
            // A class of a valid name cannot be refused.
            let _ = classes.toggle_with_force("drop-over", kind == Kind::DraggedOver);
            kind == Kind::Dropped
        }
    };
    if !told {
        return;
    }
    let dropped = event
        .dyn_ref::<DragEvent>()
        .and_then(|event| event.data_transfer()?.files());
    let read = |name: &str| element.get_attribute(name).unwrap_or_default();
    let name = read(attribute);
    if name.is_empty() {
        return;
    }
    let told = Act {
        name,
        arg: read("data-arg"),
        value: value(&element),
        files: dropped.or_else(|| element.dyn_ref::<HtmlInputElement>()?.files()),
    };
    act.with_value(|act| act(told));
    // So that the same file, chosen again, is a choice again.
    if let Some(input) = element.dyn_ref::<HtmlInputElement>()
        && input.type_() == "file"
    {
        input.set_value("");
    }
}

fn is_field(element: &Element) -> bool {
    matches!(&*element.tag_name(), "INPUT" | "SELECT" | "TEXTAREA")
}

/// Whether a field changes while one types or drags.
fn is_typed(element: &Element) -> bool {
    if element.has_attribute("data-late") {
        return false;
    }
    let kind = element.get_attribute("type").unwrap_or_default();
    match &*element.tag_name() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(&*kind, "checkbox" | "radio" | "file" | "date" | "month"),
        _ => false,
    }
}

fn value(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match &*input.type_() {
            "checkbox" => input.checked().to_string(),
            _ => input.value(),
        };
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return area.value();
    }
    if let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
        return select.value();
    }
    element.get_attribute("value").unwrap_or_default()
}
