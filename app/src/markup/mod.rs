//! Pages whose content follows from data: drawn as markup, by pure functions.
//!
//! A page of this kind has a `State`, functions that draw parts of it (`fn form(&State, Lang) -> Markup`), and one function that applies what
//! the user did (`State::act(&mut self, &Act)`). [`live`] connects them. The drawing functions are plain: they are tested natively, without a browser,
//! and weigh a fraction of the same views written with `view!`. Everything drawn is escaped by `maud`.
//!
//! ## Laying out a page
//! A page with a basis panel is `<div class="with-basis"><div class="page">…</div><Aside …/></div>`; one without is `<div class="page">…</div>`.
//! `class="button"`, `"button primary"`, `"button quiet"` make links and buttons look alike; `class="grid"` on a `<table>` inside `<div class="scroll">`
//! makes the dense table with a sticky head; `class="figure"` right-aligns a cell; `class="hidden"` is for screen readers only; `class="no-print"` and
//! `class="print-only"` do what they say. Colours, sizes and distances are tokens in `styles/tokens.css`.
//!
//! Flex `gap` and `inset` are not for us (Chromium 75 has neither): use margins or grid `gap`.

mod aside;
mod conditions;
mod focus;
mod icon;
mod line;
mod live;
mod morph;
mod parts;
mod window;

pub use aside::Aside;
pub use conditions::condition_words;
pub use focus::{focus, focus_drawn};
pub use icon::Icon;
pub use line::select_line;
pub use live::{Act, live};
pub use parts::{
    badge, basis, basis_row, chips, cite_label, cites, empty, faults, field, select, t,
};
pub use window::{Window, pad, window};
