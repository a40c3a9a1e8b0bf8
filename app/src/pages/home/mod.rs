//! 今日: what the workbook asks for today, the papers for the quarterly meeting, and checks by list.

use leptos::prelude::*;

use crate::context::App;
use crate::markup::live;
use crate::workbook::{nothing_act, nothing_open};

/// The page.
pub fn page(app: App) -> AnyView {
    let draw = move || nothing_open(app.desk().state().stage, app.lang.get());
    live(draw, move |act| {
        nothing_act(app, &act);
    })
}
