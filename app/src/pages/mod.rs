//! The pages, one folder each. A page shows its own `<h1>`, and its task in `<div class="page">`.

pub mod intake;
pub mod rules;
