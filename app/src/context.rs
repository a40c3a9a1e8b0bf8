//! What every part of the app shares: language, look, space, today, the rulebook in use, and a voice for announcements.
//!
//! `use_app()` gives the handle while a component is being built; it is `Copy`, so closures simply take it along.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use shizu_rules::{Engine, Lang, LoadError};

use crate::engine::Engines;
use crate::office::Running;
use crate::route::Route;
use crate::settings::{Fold, Setting, Space, TextSize, Theme};
use crate::workbook::{Desk, clock};

/// The shared handle.
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// Language of everything shown.
    pub lang: RwSignal<Lang>,
    /// Light, dark, or as the system has it.
    pub theme: RwSignal<Theme>,
    /// Size of all text.
    pub text_size: RwSignal<TextSize>,
    /// Training or work. A page is built anew when this changes, so nothing it holds crosses over.
    pub space: RwSignal<Space>,
    /// Whether the navigation is folded to icons.
    pub navigation: RwSignal<Fold>,
    /// Whether the basis panel is folded to a strip. Lasts as long as the page.
    pub basis: RwSignal<Fold>,
    /// The page shown.
    pub route: RwSignal<Route>,
    /// The day on which the app was opened, by the computer's clock.
    pub today: NaiveDate,
    /// The rulebook in use.
    pub engines: Engines,
    /// The workbooks of both spaces: training, work.
    pub desks: StoredValue<[Desk; 2]>,
    /// Whether the panel of the workbook is open: where one is begun, opened, saved, put away.
    pub book_panel: RwSignal<bool>,
    /// The last announcement with a running number, so that the same words twice are two announcements.
    pub announced: RwSignal<(u32, String)>,
    /// What the second module does, or is asked to.
    pub running: RwSignal<Vec<Running>>,
}

impl App {
    /// Reads settings, clock, address and rulebook.
    ///
    /// # Errors
    /// Everything that is wrong with the shipped rulebook.
    pub fn start() -> Result<Self, Vec<LoadError>> {
        let today = clock::today();
        Ok(App {
            lang: kept(),
            theme: kept(),
            text_size: kept(),
            space: kept(),
            navigation: kept(),
            basis: RwSignal::new(if is_narrow() {
                Fold::Folded
            } else {
                Fold::Open
            }),
            route: RwSignal::new(Route::current()),
            today,
            engines: Engines::load(today)?,
            desks: StoredValue::new([Desk::new(Space::Training), Desk::new(Space::Work)]),
            book_panel: RwSignal::new(false),
            announced: RwSignal::default(),
            running: RwSignal::default(),
        })
    }

    /// Asks the engine in use; the caller runs again when another rulebook is taken.
    pub fn with_engine<T>(self, ask: impl FnOnce(&Engine) -> T) -> T {
        ask(&self.engines.get())
    }

    /// The engine in use; the caller runs again when another rulebook is taken.
    pub fn engine(self) -> Arc<Engine> {
        self.engines.get()
    }

    /// The workbook of the present space, followed.
    pub fn desk(self) -> Desk {
        self.desks.get_value()[self.space.get() as usize]
    }

    /// The workbook of the present space. For event handlers.
    pub fn desk_untracked(self) -> Desk {
        self.desks.get_value()[self.space.get_untracked() as usize]
    }

    /// One of two texts by the language now, followed when called in a reactive place. For event handlers; in views use
    /// [`tr`](crate::text::tr).
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self.lang.get() {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Shows a short message for some seconds and has screen readers say it.
    pub fn announce(self, words: impl Into<String>) {
        let words = words.into();
        self.announced
            .update(|(number, shown)| (*number, *shown) = (*number + 1, words));
    }
}

/// The shared handle. Call it while a component is being built.
pub fn use_app() -> App {
    expect_context()
}

/// A signal that starts with the stored setting and stores every change.
fn kept<S: Setting>() -> RwSignal<S> {
    let signal = RwSignal::new(S::load());
    Effect::new(move |before: Option<S>| {
        let now = signal.get();
        if before.is_some_and(|before| before != now) {
            now.store();
        }
        now
    });
    signal
}

/// Whether the basis panel would be a sheet over the task, which then had better start folded.
fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 899px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
