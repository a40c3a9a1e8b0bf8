//! Pages whose content follows from data: drawn as markup, by pure functions.
//!
//! A page of this kind has a `State`, functions that draw parts of it (`fn form(&State, Lang) -> Markup`), and one function that applies what
//! the user did (`State::act(&mut self, &Act)`). [`live`] connects them. The drawing functions are plain: they are tested natively, without a browser,
//! and weigh a fraction of the same views written with `view!`. Everything drawn is escaped by `maud`.

mod aside;
mod live;
mod morph;
mod parts;
mod window;

pub use aside::Aside;
pub use live::{Act, live};
pub use parts::{
    badge, basis, basis_row, chips, cite_label, cites, empty, faults, field, select, t,
};
pub use window::{Window, pad, window};
