//! Small parts of the frame and of pages written with `view!`. Drawn pages have theirs in [`crate::markup`]. They take props and give callbacks; they neither store nor decide.
//!
//! | Part | For |
//! |---|---|
//! | [`condition_words`] | the conditions of a row, in words |
//! | [`EmptyState`] | nothing here yet: what it is, and what to do |
//! | [`ErrorSummary`] | all errors in one place, each leading to where it is |
//! | [`Icon`] | a drawing of the sprite |
//!
//! ## Laying out a page
//! A page with a basis panel is
//! `<div class="with-basis"><div class="page">…</div><Aside …/></div>`; one without is `<div class="page">…</div>`.
//! `class="button"`, `"button primary"`, `"button quiet"` make links and buttons look alike; `class="grid"` on a `<table>` inside `<div class="scroll">`
//! makes the dense table with a sticky head; `class="figure"` right-aligns a cell; `class="hidden"` is for screen readers only; `class="no-print"` and
//! `class="print-only"` do what they say. Colours, sizes and distances are tokens in `styles/tokens.css`.
//!
//! Flex `gap` and `inset` are not for us (Chromium 75 has neither): use margins or grid `gap`.

mod conditions;
mod empty;
mod errors;
mod icon;

pub use conditions::condition_words;
pub use empty::EmptyState;
pub use errors::{ErrorSummary, Fault};
pub use icon::Icon;
