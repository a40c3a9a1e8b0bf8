//! Where no workbook is open: what one is, and how to come by one. The same on every page of the workbook.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::demo;
use shizu_rules::Lang;

use super::{Stage, clock};
use crate::context::App;
use crate::markup::{Act, empty, t};
use crate::settings::Space;

/// The empty state; nothing while the browser's storage is still being read. Its buttons do what [`nothing_act`] understands.
pub fn nothing_open(stage: Stage, lang: Lang) -> Markup {
    if stage == Stage::Opening {
        return html! { p class="hint" role="status" { (t(lang, "正在打开工作簿…", "Opening the workbook …")) } };
    }
    let training = use_context::<App>().is_none_or(|app| app.space.get() == Space::Training);
    let actions = html! {
        button type="button" class="button primary" data-do="nothing-book" data-testid="nothing-book" { (t(lang, "新建或打开工作簿", "New workbook, or open one")) }
        @if training {
            button type="button" class="button" data-do="nothing-demo" data-testid="nothing-demo" { (t(lang, "打开演示工作簿（虚构数据）", "Open the demo (invented data)")) }
        }
    };
    empty(
        t(lang, "还没有打开工作簿", "No workbook is open"),
        t(
            lang,
            "工作簿是您自己保管的一个文件：线索、巡察发现、任务、报表、案件和它们的每一次修改都在里面。浏览器只是代为暂存，不上传。",
            "A workbook is a file of your own: clues, findings, tasks, returns, cases, and every change of them. The browser keeps a copy; nothing is uploaded.",
        ),
        &actions,
    )
}

/// Does what the empty state offers. Whether `act` was one of its own.
pub fn nothing_act(app: App, act: &Act) -> bool {
    match &*act.name {
        "nothing-book" => app.book_panel.set(true),
        "nothing-demo" => open_demo(app),
        _ => return false,
    }
    true
}

/// Puts the demo onto the desk of the training space.
pub fn open_demo(app: App) {
    let desk = app.desk_untracked();
    let engine = app.engines.get_untracked();
    if desk.space != Space::Training {
        return;
    }
    match desk.rules(app) {
        Ok(rules) => match demo::workbook(clock::today(), &engine, &rules) {
            Ok(book) => desk.take(app, book, None),
            Err(refusal) => app.announce(refusal.message(app.lang.get_untracked())),
        },
        Err(refused) => app.announce(refused.message(app)),
    }
}
