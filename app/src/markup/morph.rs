//! Making the content of an element what a markup says, touching only what differs.
//!
//! Elements stay the same elements: the focus, a selection, a composing input method, a scroll position, and a click that is half done survive.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlOptionElement, HtmlTextAreaElement, Node};

/// Makes the content of `host` what `markup` says. What the user has unfolded (`<details>` with an `id`) stays unfolded.
pub fn morph(host: &Element, markup: &str) {
    let wanted = host
        .clone_node()
        .ok()
        .and_then(|copy| copy.dyn_into::<Element>().ok());
    match wanted {
        Some(wanted) if host.has_child_nodes() => {
            wanted.set_inner_html(markup);
            children(host, &wanted);
        }
        _ => host.set_inner_html(markup),
    }
}

fn children(now: &Node, wanted: &Node) {
    let mut present = now.first_child();
    let mut next = wanted.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        // Rows with ids that have moved up or down stay the same elements: a window over a long table changes only at its edges.
        if let Some(old) = present.clone().filter(|old| !alike(old, &node)) {
            if let Some(found) = further(Some(old.clone()), &id(&node)) {
                while let Some(gone) = present.clone().filter(|it| !found.is_same_node(Some(it))) {
                    present = gone.next_sibling();
                    let _ = now.remove_child(&gone);
                }
            } else if further(next.clone(), &id(&old)).is_some() {
                let _ = now.insert_before(&node, Some(&old));
                continue;
            }
        }
        let old = present;
        present = old.as_ref().and_then(Node::next_sibling);
        // Nodes of one document, each with its own parent: none of these can be refused.
        let _ = match old {
            Some(old) if alike(&old, &node) => {
                update(&old, &node);
                continue;
            }
            Some(old) => now.replace_child(&node, &old),
            None => now.append_child(&node),
        };
    }
    while let Some(old) = present {
        present = old.next_sibling();
        let _ = now.remove_child(&old);
    }
}

/// The element with this id among `node` and the siblings after it; none for no id.
fn further(mut node: Option<Node>, wanted: &str) -> Option<Node> {
    while let Some(here) = node.filter(|_| !wanted.is_empty()) {
        if id(&here) == wanted {
            return Some(here);
        }
        node = here.next_sibling();
    }
    None
}

fn id(node: &Node) -> String {
    node.dyn_ref::<Element>()
        .map(Element::id)
        .unwrap_or_default()
}

/// Whether one can become the other: elements of one kind and name, or texts.
fn alike(old: &Node, new: &Node) -> bool {
    old.node_name() == new.node_name() && id(old) == id(new)
}

fn update(old: &Node, new: &Node) {
    let (Some(element), Some(wanted)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
        if old.node_value() != new.node_value() {
            old.set_node_value(new.node_value().as_deref());
        }
        return;
    };
    if old.is_equal_node(Some(new)) {
        return;
    }
    attributes(element, wanted);
    // Before the children, for these move over.
    properties(element, wanted);
    children(old, new);
}

fn attributes(element: &Element, wanted: &Element) {
    let folds = element.tag_name() == "DETAILS" && !element.id().is_empty();
    let ours = |name: &String| !(folds && name == "open");
    for name in names(wanted).into_iter().filter(ours) {
        let value = wanted.get_attribute(&name);
        if value != element.get_attribute(&name) {
            // An attribute that stands in a markup has a valid name.
            let _ = element.set_attribute(&name, value.as_deref().unwrap_or_default());
        }
    }
    for name in names(element).into_iter().filter(ours) {
        if !wanted.has_attribute(&name) {
            let _ = element.remove_attribute(&name);
        }
    }
}

fn names(element: &Element) -> Vec<String> {
    let names = element.get_attribute_names();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// What fields hold: the attribute is only what they began with.
fn properties(element: &Element, wanted: &Element) {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        match &*input.type_() {
            "checkbox" | "radio" => input.set_checked(wanted.has_attribute("checked")),
            "file" => {}
            _ => {
                let value = wanted.get_attribute("value").unwrap_or_default();
                if input.value() != value {
                    input.set_value(&value);
                }
            }
        }
    } else if let Some(option) = element.dyn_ref::<HtmlOptionElement>() {
        option.set_selected(wanted.has_attribute("selected"));
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        let value = wanted.text_content().unwrap_or_default();
        if area.value() != value {
            area.set_value(&value);
        }
    }
}
