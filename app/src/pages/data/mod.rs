//! 数据: the workbook as a file, rows in and out, a colleague's copy, what the browser keeps, and whether this browser can do it all.
//!
//! | Part | For |
//! |---|---|
//! | [`state`] | what the user looks at and has begun; pure |
//! | [`book`], [`pending`] | the tab 工作簿 and the file that is being opened, drawn; pure |
//! | [`import`], [`export`], [`merge`], [`snapshots`], [`check`] | the other tabs, drawn |
//! | [`acts`], [`files`], [`rows_in`], [`rows_out`], [`merging`], [`other`] | what the user does |

mod acts;
mod book;
mod check;
mod export;
mod files;
mod import;
mod merge;
mod merging;
mod other;
mod pending;
mod rows_in;
mod rows_out;
mod snapshots;
mod state;

use leptos::prelude::*;
use maud::{Markup, html};

use self::state::{State, Tab};
use crate::context::App;
use crate::markup::{Act, live, t};
use crate::workbook::{Stage, nothing_open};

/// The page.
#[derive(Clone, Copy)]
struct Page {
    app: App,
    state: RwSignal<State>,
}

/// The page.
pub fn page(app: App) -> AnyView {
    let page = Page {
        app,
        state: RwSignal::new(State::default()),
    };
    Effect::new(move || page.led_to_merge());
    let act = move |act: Act| page.act(&act);
    view! {
        <div class="page data">
            {live(move || page.head(), act)}
            {live(move || page.body(), act)}
        </div>
    }
    .into_any()
}

impl Page {
    fn head(self) -> Markup {
        let (app, lang) = (self.app, self.app.lang.get());
        let (tab, pending, key) = self
            .state
            .with(|state| (state.tab, state.pending.clone(), state.key.clone()));
        let stage = app.desk().state().stage;
        html! {
            h1 { (t(lang, "数据", "Data")) }
            div class="tabs no-print" {
                @for known in Tab::ALL {
                    button type="button" id={ "data-tab-" (known.word()) } data-do="tab" data-arg=(known.word()) aria-pressed=((known == tab).to_string()) { (known.name(lang)) }
                }
            }
            (self.note())
            @if let Some(pending) = &pending { (pending::pending(pending, &key, lang)) }
            @if tab.needs_workbook() && stage != Stage::Open { (nothing_open(stage, lang)) }
        }
    }

    /// What was just done, to be taken back with one press where it can be.
    fn note(self) -> Markup {
        let lang = self.app.lang.get();
        let note = self.state.with(|state| state.note.clone());
        html! {
            @if let Some(note) = note {
                p class="data-note no-print" role="status" {
                    bdi { (note.text) } " "
                    @if note.undo {
                        button type="button" class="button" data-do="undo" id="data-undo" { (t(lang, "撤销", "Undo")) } " "
                    }
                    button type="button" class="button quiet" data-do="note-close" { (t(lang, "知道了", "Dismiss")) }
                }
            }
        }
    }

    fn body(self) -> Markup {
        let (app, lang) = (self.app, self.app.lang.get());
        let desk = app.desk();
        let state = self.state.get();
        match state.tab {
            Tab::Book => {
                let facts = desk.with(book::Facts::of);
                book::book(facts.as_ref(), &desk.state(), &state, app.space.get(), lang)
            }
            Tab::Check => check::tab(&state.checks, lang),
            _ if !desk.is_open() => Markup::default(),
            Tab::Import => import::tab(&state.import, lang),
            Tab::Export => {
                let preview = desk.with(|book| self.preview(book, &state.export, lang));
                export::tab(&state.export, preview.flatten().as_ref(), lang)
            }
            Tab::Merge => merge::tab(state.merge.as_ref(), self.is_in_conflict(), lang),
            Tab::Snapshots => snapshots::tab(&desk.state(), state.armed, lang),
        }
    }
}
