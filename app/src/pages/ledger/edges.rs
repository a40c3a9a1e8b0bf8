//! The edges of the heads: dragged, a column is as wide as it is dragged; pressed twice, as wide as what it shows. With the keyboard the panel of columns does it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

use super::Page;
use super::table::PICK;
use super::view::{View, within};

/// What an edge is found by; its `data-edge` names the field, its `data-column` the place.
pub const EDGE: &str = "ledger-edge";

/// Pixels after the text of a cell.
const BESIDE: usize = 10;

/// The edge that is being dragged.
#[derive(Clone, Copy)]
pub struct Edges(StoredValue<Option<Drag>>);

#[derive(Clone)]
struct Drag {
    code: String,
    column: usize,
    pointer: i32,
    /// Where it was taken hold of.
    from: i32,
    /// How wide the column was, and is.
    was: usize,
    now: usize,
}

impl Edges {
    /// None is dragged.
    pub fn new() -> Self {
        Edges(StoredValue::new(None))
    }

    /// Takes hold of an edge, if one was hit.
    pub fn pressed(self, page: Page, event: &PointerEvent) {
        let Some((edge, code, column)) = edge(event) else {
            return;
        };
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        // Without it the edge is lost when the pointer outruns it, no more.
        let _ = edge.set_pointer_capture(event.pointer_id());
        let was = page.width_of(&code);
        self.0.set_value(Some(Drag {
            code,
            column,
            pointer: event.pointer_id(),
            from: event.client_x(),
            was,
            now: was,
        }));
    }

    /// The column follows the pointer; the state knows of it when the edge is let go.
    pub fn moved(self, page: Page, event: &PointerEvent) {
        let moved = self.0.try_update_value(|drag| {
            let drag = drag
                .as_mut()
                .filter(|drag| drag.pointer == event.pointer_id())?;
            let by = isize::try_from(event.client_x() - drag.from).unwrap_or_default();
            drag.now = within(drag.was.saturating_add_signed(by));
            Some(drag.clone())
        });
        if let Some(drag) = moved.flatten() {
            event.prevent_default();
            page.show_width(drag.column, drag.now);
        }
    }

    /// The edge is let go: the view keeps the width.
    pub fn released(self, page: Page) {
        let drag = self.0.try_update_value(Option::take).flatten();
        if let Some(drag) = drag.filter(|drag| drag.now != drag.was) {
            page.keep_width(&drag.code, drag.now);
        }
    }

    /// The browser took the pointer away, to scroll: as if nothing had been.
    pub fn gave_up(self, page: Page) {
        if let Some(drag) = self.0.try_update_value(Option::take).flatten() {
            page.show_width(drag.column, drag.was);
        }
    }
}

/// Makes a column as wide as what it shows, if its edge was hit. Whether it was.
pub fn fit(page: Page, event: &Event) -> bool {
    let Some((edge, code, column)) = edge(event) else {
        return false;
    };
    if let Some(table) = edge.closest("table").ok().flatten() {
        // As narrow as can be, so that what does not fit says how wide it is.
        let was = page.width_of(&code);
        page.show_width(column, within(0));
        let width = widest(&table, column);
        page.show_width(column, was);
        page.keep_width(&code, width);
    }
    true
}

/// How wide the widest of the rows in the page is, and the head with its filter.
fn widest(table: &Element, column: usize) -> usize {
    let pixels = |count: i32| usize::try_from(count).unwrap_or_default();
    let place = column + 2;
    let mut widest = 0;
    // The selectors are sound.
    if let Ok(cells) = table.query_selector_all(&format!("tbody td[aria-colindex='{place}']")) {
        for at in 0..cells.length() {
            let cell = cells
                .get(at)
                .and_then(|node| node.dyn_into::<Element>().ok());
            widest = widest.max(cell.map_or(0, |cell| pixels(cell.scroll_width()) + BESIDE));
        }
    }
    let head = |what: &str| {
        let found = table.query_selector(&format!("th[aria-colindex='{place}']{what}"));
        found.ok().flatten()
    };
    if let (Some(head), Some(label)) = (head(""), head(" .ledger-sort")) {
        let rest = head.client_width() - label.client_width();
        widest = widest.max(pixels(label.scroll_width() + rest) + 1);
    }
    widest
}

/// The edge that an event hit, the code of its field, and its place among the columns.
fn edge(event: &Event) -> Option<(Element, String, usize)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let edge = target.closest(&format!(".{EDGE}")).ok()??;
    let code = edge.get_attribute("data-edge")?;
    let column = edge.get_attribute("data-column")?.parse().ok()?;
    Some((edge, code, column))
}

impl Page {
    fn width_of(self, code: &str) -> usize {
        self.state.with_untracked(|state| {
            let field = state.kind.field(code).unwrap_or_default();
            state.view().width(state.kind, field)
        })
    }

    fn keep_width(self, code: &str, width: usize) {
        self.state
            .update(|state| state.view_mut().set_width(code, width));
    }

    /// Shows a column in this width, and the table as wide as it then is, without drawing it anew.
    fn show_width(self, column: usize, width: usize) {
        let Some(table) = document().query_selector(".ledger-table").ok().flatten() else {
            return;
        };
        let total = self.state.with_untracked(|state| {
            let view: &View = state.view();
            let fields = view.columns(state.kind);
            let widths = fields.iter().enumerate().map(|(at, field)| {
                if at == column {
                    width
                } else {
                    view.width(state.kind, *field)
                }
            });
            PICK + widths.sum::<usize>()
        });
        let col = table.query_selector(&format!("col:nth-child({})", column + 2));
        for (element, width) in [(col.ok().flatten(), width), (Some(table), total)] {
            if let Some(element) = element {
                // An attribute of this name is always accepted.
                let _ = element.set_attribute("style", &format!("width:{width}px"));
            }
        }
    }
}
