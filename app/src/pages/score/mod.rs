//! 整改评分.

use leptos::prelude::*;
use maud::html;

use crate::context::App;
use crate::markup::{live, t};

/// The page.
pub fn page(app: App) -> AnyView {
    let draw = move || {
        let lang = app.lang.get();
        html! { div class="page" { h1 { (t(lang, "整改评分", "Rectification score")) } } }
    };
    live(draw, |_| {})
}
