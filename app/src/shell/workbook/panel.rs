//! The panel of the workbook: what it is called, who works here, where it is kept; opening, saving, closing, erasing.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use super::words;
use crate::context::App;
use crate::markup::{Act, Icon, field, focus, focus_drawn, live, t};
use crate::settings::Space;
use crate::workbook::{Head, Stage, State};

/// What the panel shows besides the state.
#[derive(Clone, Debug, Default)]
struct Panel {
    /// The workbook's name, as it is.
    name: String,
    /// Who works here.
    who: String,
    /// What a new workbook is to be called.
    new_name: String,
    /// The line whose erasing was asked for and waits for a second press.
    erasing: Option<u32>,
}

/// The panel, while it is open.
pub fn panel(app: App) -> AnyView {
    let open = app.book_panel;
    let local = RwSignal::new(Panel::default());
    let is_open = Memo::new(move |_| open.get());
    Effect::new(move || {
        if is_open.get() {
            local.set(Panel {
                who: app.desk_untracked().who(),
                ..Panel::default()
            });
            focus_drawn("book-panel");
        }
    });
    let act = move |act: Act| match &*act.name {
        "close-panel" => {
            open.set(false);
            focus("book");
        }
        "new-name" => local.update(|local| local.new_name = act.value),
        "who" => {
            app.desk_untracked().name_user(app, &act.value);
            local.update(|local| act.value.trim().clone_into(&mut local.who));
        }
        "rename" => rename(app, &act.value),
        "new" => {
            let name = local.with_untracked(|local| local.new_name.trim().to_owned());
            let name = if name.is_empty() {
                default_name(app)
            } else {
                name
            };
            app.desk_untracked().create(app, &name);
            local.update(|local| local.new_name.clear());
        }
        "arm" => local.update(|local| local.erasing = act.arg.parse().ok()),
        _ => {
            local.update(|local| local.erasing = None);
            super::act(app, &act);
        }
    };
    let draw = move || {
        if !is_open.get() {
            return Markup::default();
        }
        let desk = app.desk();
        let mut shown = local.get();
        shown.name = desk.with(|book| book.name().to_owned()).unwrap_or_default();
        dialog(&desk.state(), &shown, app.space.get(), app.lang.get())
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
            focus("book");
        }
    };
    view! { <div class="book-host no-print" on:keydown=keys>{live(draw, act)}</div> }.into_any()
}

fn default_name(app: App) -> String {
    let day = crate::text::date(app.today, app.lang.get_untracked());
    format!("{}{day}", app.pick("工作簿 ", "Workbook "))
}

/// The name is a setting of the document, so that changing it is a change like any other.
fn rename(app: App, name: &str) {
    if let Err(refused) = app.desk_untracked().rename(app, name) {
        app.announce(refused.message(app));
    }
}

fn dialog(state: &State, shown: &Panel, space: Space, lang: Lang) -> Markup {
    let open = state.stage == Stage::Open;
    html! {
        div class="book-shade" data-do="close-panel" {}
        section id="book-panel" class="book-panel" role="dialog" aria-labelledby="book-title" tabindex="-1" {
            div class="book-head" {
                h2 id="book-title" { (t(lang, "工作簿", "Workbook")) }
                button type="button" class="bar-button" aria-label=(t(lang, "关闭面板", "Close the panel")) data-do="close-panel" { (Icon::Close.draw()) }
            }
            @if open { (present(state, shown, lang)) } @else { (begin(state, shown, lang)) }
            (kept(state, shown, lang))
            (where_it_is(state, shown, space, lang))
        }
    }
}

fn present(state: &State, shown: &Panel, lang: Lang) -> Markup {
    let (_, stored) = words::in_browser(state, lang);
    let (_, file) = words::in_file(state, lang);
    html! {
        (field("book-name", t(lang, "名称", "Name"), "", &html! {
            input id="book-name" class="field" type="text" autocomplete="off" value=(shown.name) readonly[state.reading] data-late data-do="rename";
        }))
        (who(shown, lang))
        p class="book-facts" {
            (t(lang, "第 ", "Revision ")) (state.mark.revision) (t(lang, " 次修改", "")) " · " (stored) " · " (file)
        }
        p class="actions" {
            button type="button" class="button primary" data-do="save-file" { (t(lang, "存为文件", "Save as a file")) }
            (opener(t(lang, "打开文件…", "Open a file …")))
            button type="button" class="button" data-do="close-book" { (t(lang, "关闭工作簿", "Close the workbook")) }
        }
        (older(state, lang))
        details id="book-new" class="disclosure" {
            summary { (t(lang, "另建一本", "Begin another")) }
            div class="disclosure-body" {
                p class="hint" { (t(lang, "当前这本仍保存在浏览器中，可从下面的列表再打开。", "The present one stays in the browser; open it again from the list below.")) }
                (new_book(shown, lang))
            }
        }
    }
}

/// Earlier states that the browser keeps.
fn older(state: &State, lang: Lang) -> Markup {
    let older = state.snapshots.iter();
    let older: Vec<_> = older
        .filter(|snapshot| snapshot.revision < state.mark.revision)
        .collect();
    html! {
        @if !older.is_empty() {
            details id="book-older" class="disclosure" {
                summary { (t(lang, "较早的存档", "Earlier snapshots")) " (" (older.len()) ")" }
                div class="disclosure-body" {
                    p class="hint" { (t(lang, "打开后另成一本；当前这本不变，仍在下面的列表里。", "Opened as a workbook of its own; the present one stays as it is, in the list below.")) }
                    ul class="book-kept" {
                        @for snapshot in older {
                            li {
                                span { (words::moment(&snapshot.at)) " · " (t(lang, "第 ", "revision ")) (snapshot.revision) (t(lang, " 次修改", "")) }
                                button type="button" class="button" data-do="open-snapshot" data-arg=(snapshot.revision) { (t(lang, "打开", "Open")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn begin(state: &State, shown: &Panel, lang: Lang) -> Markup {
    html! {
        @if state.stage == Stage::Opening {
            p { (t(lang, "正在读取浏览器中的数据…", "Reading what the browser keeps …")) }
        } @else {
            p class="hint" { (t(lang,
                "工作簿是您自己的一个文件：线索、发现、任务、报表、案件都记在里面。先新建一本，或打开已有的文件。",
                "A workbook is a file of your own: matters, findings, tasks, returns and cases are kept in it. Begin one, or open a file you have.")) }
            (who(shown, lang))
            (new_book(shown, lang))
            p class="actions" { (opener(t(lang, "打开文件…", "Open a file …"))) }
        }
    }
}

fn who(shown: &Panel, lang: Lang) -> Markup {
    field(
        "book-who",
        t(lang, "您的姓名", "Your name"),
        t(
            lang,
            "记入每次修改；只存在本机",
            "Noted with every change; kept on this computer only",
        ),
        &html! { input id="book-who" class="field" type="text" autocomplete="off" value=(shown.who) data-late data-do="who"; },
    )
}

fn new_book(shown: &Panel, lang: Lang) -> Markup {
    html! {
        (field("book-new-name", t(lang, "新工作簿的名称", "Name of the new workbook"), "", &html! {
            input id="book-new-name" class="field" type="text" autocomplete="off" value=(shown.new_name) data-do="new-name";
        }))
        p class="actions" {
            button type="button" class="button primary" data-do="new" { (t(lang, "新建工作簿", "Begin a workbook")) }
        }
    }
}

fn opener(words: &str) -> Markup {
    html! {
        label class="button book-opener" data-drop="open-file" {
            input type="file" class="hidden" accept=".shizu,.json,application/json" data-do="open-file";
            span { (words) }
        }
    }
}

/// The other workbooks that the browser keeps, newest first.
fn kept(state: &State, shown: &Panel, lang: Lang) -> Markup {
    let others = state.kept.iter().rev();
    let others: Vec<_> = others
        .filter(|(line, _)| state.line != Some(*line))
        .collect();
    html! {
        @if !others.is_empty() {
            h3 { (t(lang, "浏览器中的其他工作簿", "Other workbooks in this browser")) }
            ul class="book-kept" {
                @for (line, head) in others {
                    li {
                        div {
                            strong { (head.name) }
                            span class="hint" { (summary(head, lang)) }
                        }
                        p class="actions" {
                            button type="button" class="button" data-do="open-kept" data-arg=(line) { (t(lang, "打开", "Open")) }
                            (eraser(*line, head, shown, lang))
                        }
                    }
                }
            }
        }
    }
}

fn summary(head: &Head, lang: Lang) -> String {
    let revision = head.mark.revision;
    let filed = head
        .filed
        .as_ref()
        .is_some_and(|filed| filed.mark == head.mark);
    let changed = words::moment(&head.changed);
    match (lang, filed) {
        (Lang::Zh, true) => format!("{changed} · 第 {revision} 次修改 · 已存为文件"),
        (Lang::Zh, false) => format!("{changed} · 第 {revision} 次修改 · 没有存为文件"),
        (Lang::En, true) => format!("{changed} · revision {revision} · in a file"),
        (Lang::En, false) => format!("{changed} · revision {revision} · in no file"),
    }
}

/// Erasing cannot be undone, so it takes two presses in different places.
fn eraser(line: u32, head: &Head, shown: &Panel, lang: Lang) -> Markup {
    let filed = head
        .filed
        .as_ref()
        .is_some_and(|filed| filed.mark == head.mark);
    html! {
        @if shown.erasing == Some(line) {
            button type="button" class="button book-erase" data-do="erase" data-arg=(line) {
                @if filed { (t(lang, "确认清除", "Do erase")) } @else { (t(lang, "没有存为文件，仍要清除", "In no file; erase all the same")) }
            }
            button type="button" class="button quiet" data-do="arm" data-arg="" { (t(lang, "不清除", "Keep")) }
        } @else {
            button type="button" class="button quiet" data-do="arm" data-arg=(line) { (t(lang, "从浏览器清除", "Erase from the browser")) }
        }
    }
}

/// What is stored where, and how to be rid of it.
fn where_it_is(state: &State, shown: &Panel, space: Space, lang: Lang) -> Markup {
    let present = state
        .kept
        .iter()
        .find(|(line, _)| state.line == Some(*line));
    html! {
        h3 { (t(lang, "存放在哪里", "Where it is kept")) }
        p class="hint" {
            @match space {
                Space::Training => (t(lang,
                    "实训空间的工作簿存在本机这个浏览器的数据库里，每次修改即存，另有存档以备恢复；不上传，也不进入工作空间。浏览器数据可能被清理，要长期留存请存为文件。",
                    "Workbooks of the training space are kept in this browser's database on this computer: every change at once, and snapshots to recover from. Nothing is uploaded, nothing crosses to the work space. A browser's data may be cleared: to keep a workbook for good, save a file.")),
                Space::Work => (t(lang,
                    "工作空间的工作簿存在本机这个浏览器的数据库里，未加密，每次修改即存，另有存档以备恢复；不上传。同一台电脑、同一账户的其他人可能看到，用毕请存为文件并从浏览器清除。",
                    "Workbooks of the work space are kept in this browser's database on this computer, not encrypted: every change at once, and snapshots to recover from. Nothing is uploaded. Others with the same account on this computer may see them: when done, save a file and erase the workbook from the browser.")),
            }
            @if state.persistent == Some(false) {
                (t(lang, " 浏览器没有承诺长期保留。", " The browser made no promise to keep its data."))
            }
        }
        @if let Some((line, head)) = present {
            p class="actions" { (eraser(*line, head, shown, lang)) }
        }
    }
}
