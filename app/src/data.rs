//! The texts that come with the program: the rulebook's files, and examples.
//!
//! A release carries them beside its module (`shizuStart.data`), so that the module is compiled while they arrive, and a rulebook can be looked at
//! and replaced without a compiler. Other builds have them inside.

use shizu_rules::{LoadError, Rulebook};

/// The shipped rulebook.
///
/// # Errors
/// Everything that is wrong with it, or missing.
pub fn rulebook() -> Result<Rulebook, Vec<LoadError>> {
    #[cfg(feature = "embedded")]
    return Rulebook::shipped();
    #[cfg(not(feature = "embedded"))]
    Rulebook::from_files(|name| beside::file("rulebook/", name))
}

/// The text of a file in `public/examples`; empty if a release came without it.
#[cfg(feature = "embedded")]
macro_rules! example {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../public/examples/",
            $name
        ))
    };
}
#[cfg(not(feature = "embedded"))]
macro_rules! example {
    ($name:literal) => {
        $crate::data::beside::file("examples/", $name).unwrap_or_default()
    };
}
pub(crate) use example;

#[cfg(not(feature = "embedded"))]
pub mod beside {
    //! What the page brought along.

    use std::sync::OnceLock;

    use wasm_bindgen::JsValue;

    /// Begins the name of each file; nothing in them begins a line with it.
    const MARK: char = '\u{241c}';

    /// The text of a file by folder and name.
    pub fn file(folder: &str, name: &str) -> Option<&'static str> {
        static FILES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
        let files = FILES.get_or_init(|| split(Box::leak(brought().into_boxed_str())));
        let named = |path: &str| path.strip_prefix(folder) == Some(name);
        let found = files.iter().find(|(path, _)| named(path));
        found.map(|(_, text)| *text)
    }

    /// The files of a text that carries several, each by folder and name.
    pub fn split(all: &str) -> Vec<(&str, &str)> {
        let files = all.split(MARK).skip(1);
        files.filter_map(|file| file.split_once('\n')).collect()
    }

    fn brought() -> String {
        let get = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
        let start = get(&js_sys::global(), "shizuStart");
        start
            .and_then(|start| get(&start, "data")?.as_string())
            .unwrap_or_default()
    }
}
