//! The strip at the foot of the page while the second module works.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use super::{Doing, Running, module};
use crate::context::App;
use crate::markup::{live, t};

/// The strip; nothing while nothing is going on.
pub fn busy(app: App) -> AnyView {
    let draw = move || {
        let lang = app.lang.get();
        let shown = |all: &Vec<Running>| {
            let mut noticed = all.iter().filter(|one| one.is_shown && !one.is_quiet);
            noticed.next().copied()
        };
        app.running
            .with(shown)
            .map_or_else(Markup::default, |running| strip(running, lang))
    };
    live(draw, |act| {
        if let ("office-cancel", Ok(id)) = (&*act.name, act.arg.parse()) {
            module::cancel(id);
        }
    })
}

fn strip(running: Running, lang: Lang) -> Markup {
    let words = match running.doing {
        Doing::Reading => t(lang, "正在读取工作簿…", "Reading the workbook …"),
        Doing::Writing => t(lang, "正在生成工作簿…", "Writing the workbook …"),
        Doing::Document => t(lang, "正在生成文档…", "Writing the document …"),
        Doing::Sealing => t(lang, "正在加密…", "Sealing …"),
        Doing::Opening => t(lang, "正在解密…", "Opening …"),
    };
    html! {
        div class="office no-print" role="status" data-testid="office-busy" {
            p { (words) }
            progress aria-label=(words) {}
            button type="button" class="button" data-testid="office-cancel" data-do="office-cancel" data-arg=(running.id) {
                (t(lang, "取消", "Cancel"))
            }
        }
    }
}
