//! Small parts that every page uses. They take props and give callbacks; they neither store nor decide.
//!
//! | Part | For |
//! |---|---|
//! | [`ChipGroup`] | one choice out of few, with "unknown" as a choice of its own |
//! | [`BasisBadge`] | what a rule rests on: 来源, 法规, 假设 |
//! | [`Cites`] | citations that open in place and lead to the rule page |
//! | [`condition_words`] | the conditions of a row, in words |
//! | [`BasisPanel`] | the panel 依据 at the right of every task |
//! | [`Disclosure`] | something folded under a heading |
//! | [`EmptyState`] | nothing here yet: what it is, and what to do |
//! | [`ErrorSummary`] | all errors in one place, each leading to where it is |
//! | [`Icon`] | a drawing of the sprite |
//!
//! ## Laying out a page
//! A page with a basis panel is
//! `<div class="with-basis"><div class="page">…</div><BasisPanel …/></div>`; one without is `<div class="page">…</div>`.
//! `class="button"`, `"button primary"`, `"button quiet"` make links and buttons look alike; `class="grid"` on a `<table>` inside `<div class="scroll">`
//! makes the dense table with a sticky head; `class="figure"` right-aligns a cell; `class="hidden"` is for screen readers only; `class="no-print"` and
//! `class="print-only"` do what they say. Colours, sizes and distances are tokens in `styles/tokens.css`.
//!
//! Flex `gap` and `inset` are not for us (Chromium 75 has neither): use margins or grid `gap`.

mod badge;
mod basis_panel;
mod chips;
mod cite;
mod conditions;
mod disclosure;
mod empty;
mod errors;
mod icon;

pub use badge::BasisBadge;
pub use basis_panel::{BasisPanel, Miss, Row};
pub use chips::{ChipGroup, Choice};
pub use cite::{Cites, cite_label};
pub use conditions::condition_words;
pub use disclosure::Disclosure;
pub use empty::EmptyState;
pub use errors::{ErrorSummary, Fault};
pub use icon::Icon;

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that no other element of the page has.
pub fn fresh_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
