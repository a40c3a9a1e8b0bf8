//! A long table of which only the rows in sight are in the page, so that a hundred thousand scroll as lightly as ten.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;
use maud::{Markup, html};

use super::{Act, live};

/// Rows in the page: what the tallest screens show, and some above and below.
const IN_PAGE: usize = 60;

/// Rows above the first in sight.
const ABOVE: usize = 15;

/// What a window looks through.
pub struct Window {
    /// Class of the scrolling element, besides `scroll`.
    pub class: &'static str,
    /// What the table is, for screen readers.
    pub label: Box<dyn Fn() -> &'static str + Send + Sync>,
    /// Height of every row in pixels, as the style sheet has it.
    pub row: usize,
    /// How many rows there are. When what it reads changes, the window goes back to the first row.
    pub rows: Box<dyn Fn() -> usize + Send + Sync>,
    /// Draws the whole table with these rows; the rows before and after stand for themselves by [`pad`].
    pub draw: Box<dyn Fn(Range<usize>) -> Markup>,
    /// What is done in it.
    pub act: Box<dyn Fn(Act)>,
}

/// The window, a region that can be scrolled with the keyboard.
pub fn window(window: Window) -> AnyView {
    let Window {
        class,
        label,
        row,
        rows,
        draw,
        act,
    } = window;
    let top = RwSignal::new(0usize);
    let host = NodeRef::<Div>::new();
    let rows = Signal::derive(rows);
    Effect::new(move |_| {
        rows.track();
        top.set(0);
        if let Some(host) = host.get() {
            host.set_scroll_top(0);
        }
    });
    let first = Memo::new(move |_| top.get().saturating_sub(ABOVE) / 10 * 10);
    let scrolled = move |_| {
        if let Some(host) = host.get_untracked() {
            let pixels = usize::try_from(host.scroll_top()).unwrap_or_default();
            top.set(pixels / row);
        }
    };
    let table = move || {
        let (rows, first) = (rows.get(), first.get());
        let end = rows.min(first + IN_PAGE);
        draw(first.min(end)..end)
    };
    view! {
        <div class=format!("scroll {class}") node_ref=host on:scroll=scrolled tabindex="0" role="region" aria-label=label data-testid=class>
            {live(table, act)}
        </div>
    }
    .into_any()
}

/// Stands for rows that are not in the page.
pub fn pad(rows: usize, height: usize, columns: usize) -> Markup {
    html! {
        tr aria-hidden="true" style={ "height:" (rows * height) "px" } { td colspan=(columns) {} }
    }
}
