//! The workbook in the frame: its name and how well it is kept, undo and redo, notices, and the panel in which it is opened, saved and put away.

mod notices;
mod panel;
mod words;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use crate::context::App;
use crate::markup::{Act, Icon, t};
use crate::route::{BookPage, Route};
use crate::workbook::{Desk, Stage, State};
pub use notices::notices;
pub use panel::panel;

/// What the bar shows of the workbook.
pub struct Shown {
    state: State,
    name: String,
    undo: Option<String>,
    redo: Option<String>,
    open: bool,
}

impl Shown {
    /// As it is now; the caller runs again when it changes. `open` says whether the panel is.
    pub fn of(desk: Desk, open: bool, lang: Lang) -> Self {
        let read = desk.with(|book| {
            let undo = book.can_undo().map(|entry| entry.label(lang));
            let redo = book.can_redo().map(|entry| entry.label(lang));
            (book.name().to_owned(), undo, redo)
        });
        let (name, undo, redo) = read.unwrap_or_default();
        Shown {
            state: desk.state(),
            name,
            undo,
            redo,
            open,
        }
    }
}

/// Name, state, undo and redo, for the bar.
pub fn chip(shown: &Shown, lang: Lang) -> Markup {
    let state = &shown.state;
    let is_open = state.stage == Stage::Open;
    let (mood, stored) = words::in_browser(state, lang);
    let (file_mood, file) = words::in_file(state, lang);
    let name = if is_open {
        &*shown.name
    } else {
        t(lang, "未打开工作簿", "No workbook open")
    };
    let title = if is_open {
        format!("{name} · {stored} · {file}")
    } else {
        format!("{name} · {stored}")
    };
    let step = |act: &str, what: &Option<String>, icon: Icon, words: &str, keys: &str| {
        let title = what.as_ref().map_or_else(
            || format!("{words} ({keys})"),
            |what| format!("{words}{}{what} ({keys})", t(lang, "：", ": ")),
        );
        let idle = what.is_none() || state.reading;
        html! {
            button type="button" class="bar-button" title=(title) aria-label=(title) disabled[idle] data-do=(act) { (icon.draw()) }
        }
    };
    html! {
        div class="bar-book" {
            button type="button" id="book" class={ "bar-button book " (mood.class()) } title=(title) aria-expanded=(shown.open.to_string()) data-do="book"
                data-revision=(state.mark.revision) {
                span class="book-first" {
                    span class="book-name" { (name) }
                    span class="book-stored" { (stored) }
                }
                @if is_open { span class={ "book-file " (file_mood.class()) } { (file) } }
            }
            @if is_open {
                (step("undo", &shown.undo, Icon::Undo, t(lang, "撤销", "Undo"), "Ctrl+Z"))
                (step("redo", &shown.redo, Icon::Redo, t(lang, "重做", "Redo"), "Ctrl+Y"))
            }
        }
    }
}

/// Takes back or does again, and says what.
pub fn step(app: App, back: bool) {
    let desk = app.desk_untracked();
    let lang = app.lang.get_untracked();
    let label = desk.with_untracked(|book| {
        let entry = if back {
            book.can_undo()
        } else {
            book.can_redo()
        };
        entry.map(|entry| entry.label(lang))
    });
    let done = if back { desk.undo() } else { desk.redo() };
    app.announce(match done {
        Ok(_) => {
            let word = if back {
                app.pick("已撤销：", "Undone: ")
            } else {
                app.pick("已重做：", "Done again: ")
            };
            format!("{word}{}", label.flatten().unwrap_or_default())
        }
        Err(refused) => refused.message(app),
    });
}

/// Undo and redo by the keyboard, but not in text fields and on the intake page, which have their own, and not while an input method composes.
pub fn keys(app: App, event: &leptos::ev::KeyboardEvent) {
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    let composing = event.is_composing() || event.key_code() == 229;
    if !command || composing || app.route.get_untracked() == Route::Intake {
        return;
    }
    let back = match (&*event.key().to_lowercase(), event.shift_key()) {
        ("z", false) => true,
        ("z", true) | ("y", false) => false,
        _ => return,
    };
    let writes = document().active_element().is_some_and(|element| {
        let tag = element.tag_name();
        let choice = ["checkbox", "radio", "button"]
            .iter()
            .any(|kind| element.get_attribute("type").as_deref() == Some(kind));
        tag == "TEXTAREA" || tag == "INPUT" && !choice || element.has_attribute("contenteditable")
    });
    if !writes && app.desk_untracked().is_open_untracked() {
        event.prevent_default();
        step(app, back);
    }
}

/// What is done in the chip, the notices and the panel alike. Whether it was one of these.
fn act(app: App, act: &Act) {
    let desk = app.desk_untracked();
    let line = act.arg.parse::<u32>().ok();
    match (&*act.name, line) {
        // A passphrase is not lost unasked: the page 数据 asks.
        ("save-file", _) if desk.state_untracked().is_sealed() => {
            app.book_panel.set(false);
            app.announce(app.pick(
                "上次存的文件有口令：请在这里选择加口令或不加口令保存",
                "The last file has a passphrase: choose here whether the next has one",
            ));
            // An address of our own is always accepted.
            let _ = window()
                .location()
                .set_hash(&Route::Book(BookPage::Data).href());
        }
        ("save-file", _) => {
            desk.save_file(app);
        }
        ("open-file", _) => {
            if let Some(file) = act.files.as_ref().and_then(|files| files.get(0)) {
                desk.open_file(app, file);
            }
        }
        ("who", _) => desk.name_user(app, &act.value),
        ("again", _) => desk.try_again(),
        ("theirs", _) => desk.reload(),
        ("merge-stored", _) => desk.lead_to_merge(),
        ("take-over", _) => desk.take_over(),
        ("mended", _) => desk.forget_mended(),
        ("close-book", _) => desk.close(app),
        ("open-kept", Some(line)) => desk.open_kept(app, line),
        ("erase", Some(line)) => desk.erase(app, line),
        ("open-snapshot", Some(revision)) => desk.open_snapshot(app, revision.into()),
        _ => {}
    }
}
