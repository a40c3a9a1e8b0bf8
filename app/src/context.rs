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
        let today = today();
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

fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let (month, day) = (now.get_month() + 1, now.get_date());
    i32::try_from(now.get_full_year())
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .unwrap_or_default()
}

/// Whether the basis panel would be a sheet over the task, which then had better start folded.
fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 899px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
