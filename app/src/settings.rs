//! What the user prefers, kept in the browser's `localStorage`. Settings only: no fact of any case is ever written here.
//!
//! The storage may be switched off, full or forbidden; then settings last as long as the page does.

use shizu_rules::Lang;

/// A setting that is written as a word.
pub trait Setting: Copy + Default + PartialEq + Send + Sync + 'static {
    /// Its name in the storage.
    const KEY: &'static str;

    /// Every choice with the word it is written as.
    const WORDS: &'static [(Self, &'static str)];

    /// The word of this choice.
    fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(choice, _)| *choice == self)
            .map_or("", |(_, word)| word)
    }

    /// What was stored, or the default.
    fn load() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(Self::KEY).ok().flatten());
        stored
            .and_then(|stored| {
                Self::WORDS
                    .iter()
                    .find(|(_, word)| *word == stored)
                    .map(|(choice, _)| *choice)
            })
            .unwrap_or_default()
    }

    /// Stores the choice if the browser lets us.
    fn store(self) {
        if let Some(storage) = storage() {
            // A full or forbidden storage loses nothing but the preference.
            let _ = storage.set_item(Self::KEY, self.word());
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

impl Setting for Lang {
    const KEY: &'static str = "shizu.lang";
    const WORDS: &'static [(Self, &'static str)] = &[(Lang::Zh, "zh"), (Lang::En, "en")];
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Setting for Theme {
    const KEY: &'static str = "shizu.theme";
    const WORDS: &'static [(Self, &'static str)] = &[
        (Theme::System, "system"),
        (Theme::Light, "light"),
        (Theme::Dark, "dark"),
    ];
}

/// Size of all text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As designed: 14 px in tables.
    #[default]
    Normal,
    /// An eighth larger.
    Large,
    /// A quarter larger.
    Larger,
}

impl Setting for TextSize {
    const KEY: &'static str = "shizu.text-size";
    const WORDS: &'static [(Self, &'static str)] = &[
        (TextSize::Normal, "normal"),
        (TextSize::Large, "large"),
        (TextSize::Larger, "larger"),
    ];
}

/// Where one works: with invented matters, or with real ones. Nothing crosses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Space {
    /// Invented matters, to learn with.
    #[default]
    Training,
    /// Real matters.
    Work,
}

impl Setting for Space {
    const KEY: &'static str = "shizu.space";
    const WORDS: &'static [(Self, &'static str)] =
        &[(Space::Training, "training"), (Space::Work, "work")];
}

/// A part of the frame that can be folded away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// Shown.
    #[default]
    Open,
    /// Folded to a strip.
    Folded,
}

impl Setting for Fold {
    const KEY: &'static str = "shizu.navigation";
    const WORDS: &'static [(Self, &'static str)] =
        &[(Fold::Open, "open"), (Fold::Folded, "folded")];
}
