//! The table as it is scrolled and used with mouse and keys. Only the rows in sight are in the page.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;
use maud::Markup;
use shizu_casebook::{Lang, Workbook};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::edges::{Edges, fit};
use super::keys::{Press, Size, Wish, wish};
use super::state::State;
use super::table::{PAD_ABOVE, PAD_BELOW, PICK, cell_id, lines, row_height, table};
use super::{Page, acts};
use crate::markup::live;

/// Rows in the page above and below those in sight.
const BESIDE: usize = 12;

/// The rows in the page move on by so many at a time.
const STEP: usize = 4;

/// Where the table is scrolled to, and its element.
#[derive(Clone, Copy)]
pub struct Scroll {
    host: NodeRef<Div>,
    /// First row in sight.
    top: RwSignal<usize>,
    /// The rows in the page.
    drawn: StoredValue<(usize, usize)>,
}

impl Scroll {
    /// At the top.
    pub fn new() -> Self {
        Scroll {
            host: NodeRef::new(),
            top: RwSignal::new(0),
            drawn: StoredValue::new((0, 0)),
        }
    }

    /// Gives the table the keyboard.
    pub fn focus(self) {
        request_animation_frame(move || {
            if let Some(host) = self.host.get_untracked() {
                // What is there takes the focus.
                let _ = host.focus();
            }
        });
    }

    /// Brings a cell into sight: the row by its number, the column by where it begins and how wide it is, beside `fixed` pixels that stay.
    fn show(self, row: usize, height: usize, left: usize, width: usize, fixed: usize) {
        let Some(host) = self.host.get_untracked() else {
            return;
        };
        let pixels = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let (above, below) = (pixels(row * height), pixels((row + 1) * height + 32));
        if host.scroll_top() > above {
            host.set_scroll_top(above);
        } else if host.scroll_top() + host.client_height() < below {
            host.set_scroll_top(below - host.client_height());
        }
        let (start, end) = (pixels(left.saturating_sub(fixed)), pixels(left + width));
        if host.scroll_left() > start {
            host.set_scroll_left(start);
        } else if host.scroll_left() + host.client_width() < end {
            host.set_scroll_left(end - host.client_width());
        }
    }

    /// Rows in sight at once.
    fn page(self, height: usize) -> usize {
        let host = self.host.get_untracked();
        let pixels = host.map_or(600, |host| host.client_height());
        usize::try_from(pixels).unwrap_or_default() / height
    }
}

/// The table.
pub fn grid(page: Page) -> AnyView {
    let app = page.app;
    let scroll = page.scroll;
    let looked_at = Memo::new(move |_| {
        page.state
            .with(|state| (state.kind, state.view().query.clone()))
    });
    // Another register or another question begins at the first row; a change of a cell does not.
    Effect::new(move || {
        looked_at.track();
        scroll.top.set(0);
        if let Some(host) = scroll.host.get() {
            host.set_scroll_top(0);
        }
    });
    let height = Memo::new(move |_| page.state.with(|state| row_height(state.view().dense)));
    let first = Memo::new(move |_| scroll.top.get().saturating_sub(BESIDE) / STEP * STEP);
    let scrolled = move |_| {
        if let Some(host) = scroll.host.get_untracked() {
            let pixels = usize::try_from(host.scroll_top()).unwrap_or_default();
            scroll.top.set(pixels / height.get_untracked());
        }
    };
    let range = move |first: usize, rows: &[u32]| {
        let first = first.min(rows.len());
        let count = scroll.page(height.get_untracked()) + 2 * BESIDE + STEP;
        first..rows.len().min(first + count)
    };
    // Whatever changes but the place: the table is drawn, and what differs is touched.
    let draw = move || {
        let rows = page.rows.get();
        let range = range(first.get_untracked(), &rows);
        scroll.drawn.set_value((range.start, range.end));
        drawn(page, |book, state, lang| {
            table(book, state, &rows, range.clone(), lang)
        })
    };
    // Another place: rows go at one edge and come at the other.
    Effect::new(move || {
        let first = first.get();
        let rows = page.rows.get_untracked();
        slide(page, &rows, range(first, &rows));
    });
    let rows = move || page.rows.with(|rows| (rows.len() + 1).to_string());
    let columns = move || {
        page.state
            .with(|state| (state.view().query.columns.len() + 1).to_string())
    };
    let here = move || page.state.with(|state| cell_id(state.cursor));
    let label = move || page.state.with(|state| state.kind.label(app.lang.get()));
    let reading = move || app.desk().state().reading.to_string();
    let edges = Edges::new();
    view! {
        <div class="scroll ledger-window no-print" id="ledger-grid" node_ref=scroll.host role="grid" tabindex="0" aria-label=label
            aria-rowcount=rows aria-colcount=columns aria-multiselectable="true" aria-readonly=reading aria-activedescendant=here
            on:scroll=scrolled on:keydown=move |event| pressed(page, &event) on:click=move |event| clicked(page, &event)
            on:pointerdown=move |event| edges.pressed(page, &event) on:pointermove=move |event| edges.moved(page, &event)
            on:pointerup=move |_| edges.released(page) on:pointercancel=move |_| edges.gave_up(page)
            on:dblclick=move |event| clicked_twice(page, &event) on:focusout=move |event| left(page, event.target())>
            {live(draw, move |act| page.act(&act))}
        </div>
    }
    .into_any()
}

fn drawn(page: Page, draw: impl Fn(&Workbook, &State, Lang) -> Markup) -> Markup {
    let lang = page.app.lang.get();
    let drawn = page
        .app
        .desk()
        .with(|book| page.state.with(|state| draw(book, state, lang)));
    drawn.unwrap_or_default()
}

/// Has the page hold the rows of `to` instead of those it holds. Only rows that come are drawn.
fn slide(page: Page, rows: &[u32], to: Range<usize>) {
    let (start, end) = page.scroll.drawn.get_value();
    if (start, end) == (to.start, to.end) {
        return;
    }
    let by_id = |id: &str| document().get_element_by_id(id);
    let (Some(above), Some(below)) = (by_id(PAD_ABOVE), by_id(PAD_BELOW)) else {
        return;
    };
    page.scroll.drawn.set_value((to.start, to.end));
    let mut next = above.next_element_sibling();
    while let Some(row) = next.filter(|row| !row.is_same_node(Some(&below))) {
        next = row.next_element_sibling();
        if number(&row, "aria-rowindex").is_none_or(|at| !to.contains(&at.saturating_sub(2))) {
            row.remove();
        }
    }
    let kept = start.max(to.start)..end.min(to.end);
    let kept = if kept.is_empty() {
        to.end..to.end
    } else {
        kept
    };
    let put = |range: Range<usize>, beside: &Element, place: &str| {
        let html = untrack(|| {
            drawn(page, |book, state, lang| {
                lines(book, state, rows, range.clone(), lang)
            })
        });
        // The place is a word that the browser knows.
        let _ = beside.insert_adjacent_html(place, &html.into_string());
    };
    put(to.start..kept.start, &above, "afterend");
    put(kept.end..to.end, &below, "beforebegin");
    let height = page
        .state
        .with_untracked(|state| row_height(state.view().dense));
    for (pad, count) in [(above, to.start), (below, rows.len() - to.end)] {
        let style = format!("height:{}px", count * height);
        let _ = pad.set_attribute("style", &style);
    }
}

fn number(element: &Element, name: &str) -> Option<usize> {
    element.get_attribute(name)?.parse().ok()
}

fn pressed(page: Page, event: &KeyboardEvent) {
    // Keys that an input method takes are not for the table.
    if event.is_composing() || event.key_code() == 229 || event.alt_key() {
        return;
    }
    let key = event.key();
    if page.state.with_untracked(|state| state.editing.is_some()) {
        match &*key {
            "Enter" => acts::commit(page, None),
            "Tab" => acts::commit(page, Some(!event.shift_key())),
            "Escape" => acts::cancel(page),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.tag_name() == "BUTTON") && matches!(&*key, "Enter" | " ")
    {
        return;
    }
    let press = Press {
        key: &key,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
    };
    let (cursor, columns, dense) = page.state.with_untracked(|state| {
        (
            state.cursor,
            state.view().query.columns.len(),
            state.view().dense,
        )
    });
    let size = Size {
        rows: page.rows.with_untracked(|rows| rows.len()),
        columns,
        page: page.scroll.page(row_height(dense)).saturating_sub(2),
    };
    if let Some(wish) = wish(press, cursor, size) {
        event.prevent_default();
        event.stop_propagation();
        match wish {
            Wish::To(to, selects) => go(page, to, selects),
            other => acts::grant(page, other),
        }
    }
}

/// Moves the keyboard to a cell, and brings it into sight.
pub fn go(page: Page, to: (usize, usize), selects: bool) {
    if selects {
        acts::select_to(page, to.0);
    }
    page.state.update(|state| {
        state.cursor = to;
        if !selects {
            state.anchor = to.0;
        }
    });
    show(page);
}

/// Brings the cell that the keyboard is at into sight.
pub fn show(page: Page) {
    let (row, height, left, width, fixed) = page.state.with_untracked(|state| {
        let (kind, view) = (state.kind, state.view());
        let widths: Vec<usize> = view
            .columns(kind)
            .iter()
            .map(|field| view.width(kind, *field))
            .collect();
        let (row, column) = state.cursor;
        let left = PICK + widths.iter().take(column).sum::<usize>();
        let width = widths.get(column).copied().unwrap_or_default();
        let fixed = PICK + widths.first().copied().unwrap_or_default();
        (row, row_height(view.dense), left, width, fixed)
    });
    page.scroll.show(row, height, left, width, fixed);
}

/// The cell that was hit: row of the result and column, 0 for the selection sign, 1 for the id.
fn hit(event: &MouseEvent) -> Option<(usize, usize)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if target
        .closest("[data-do], input, select, textarea")
        .ok()?
        .is_some()
    {
        return None;
    }
    let cell = target.closest("td[aria-colindex]").ok()??;
    let row = cell.closest("tr[aria-rowindex]").ok()??;
    let row = number(&row, "aria-rowindex")?.checked_sub(2)?;
    Some((row, number(&cell, "aria-colindex")?.checked_sub(1)?))
}

fn clicked(page: Page, event: &MouseEvent) {
    let Some((row, column)) = hit(event) else {
        return;
    };
    let (shift, ctrl) = (event.shift_key(), event.ctrl_key() || event.meta_key());
    let to = (row, column.saturating_sub(1));
    go(page, to, shift);
    if !shift && (ctrl || column == 0) {
        acts::grant(page, Wish::Toggle);
    } else if !shift && column == 1 {
        acts::grant(page, Wish::Open);
    }
}

fn clicked_twice(page: Page, event: &MouseEvent) {
    if !fit(page, event) && hit(event).is_some_and(|(_, column)| column > 1) {
        acts::grant(page, Wish::Edit);
    }
}

/// A cell that is left is taken as it stands, as in a spreadsheet. A cell that goes because the next one is written has been taken before.
fn left(page: Page, target: Option<web_sys::EventTarget>) {
    let editor = target.and_then(|target| target.dyn_into::<Element>().ok());
    let editor = editor.filter(|editor| editor.id() == "ledger-editor");
    let of = editor.and_then(|editor| editor.get_attribute("data-arg"));
    // The table also loses the keyboard when its page is left, and is then no more.
    let now = page
        .state
        .try_with_untracked(|state| state.editing.as_ref().map(|editing| editing.key()));
    if of.is_some() && Some(of) == now {
        acts::leave_editor(page);
    }
}
