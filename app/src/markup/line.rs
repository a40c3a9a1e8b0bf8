//! Pointing to a line of a text field.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// Selects line `line`, from 1, of the text field with this id and brings it into sight.
pub fn select_line(id: &str, line: usize) {
    let area = document().get_element_by_id(id);
    let Some(area) = area.and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return;
    };
    let text = area.value();
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let (start, rest) = text.split_at(before);
    let length = rest.split('\n').next().map_or(0, units);
    // A text field that is shown can be focused and selected in.
    let _ = area.focus();
    let _ = area.set_selection_range(units(start), units(start) + length);
    let lines = text.matches('\n').count().max(1);
    let line = i32::try_from(line).unwrap_or(i32::MAX);
    let lines = i32::try_from(lines).unwrap_or(i32::MAX);
    area.set_scroll_top(area.scroll_height() / lines * line.saturating_sub(3).max(0));
}
