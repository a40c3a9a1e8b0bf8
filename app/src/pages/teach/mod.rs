//! 教员: for those who teach.

use leptos::prelude::*;
use maud::html;

use crate::context::App;
use crate::markup::{live, t};

/// The page.
pub fn page(app: App) -> AnyView {
    let draw = move || {
        let lang = app.lang.get();
        html! { div class="page teach" { h1 { (t(lang, "教员", "Teaching")) } } }
    };
    live(draw, |_| {})
}
