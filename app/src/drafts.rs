//! What a page keeps between visits: one text per page and space in the browser's `localStorage`, until the user discards it.
//!
//! The two spaces have keys of their own, so nothing crosses. Pages that handle clues keep nothing (`#/intake`).

use crate::context::App;
use crate::settings::{Setting, Space};

/// What the page `page` keeps in the present space.
pub fn load(app: App, page: &str) -> Option<String> {
    use leptos::prelude::GetUntracked;
    storage()?
        .get_item(&key(app.space.get_untracked(), page))
        .ok()
        .flatten()
}

/// Keeps `text` for the page, or forgets what was kept if it is empty. When the browser refuses (full, forbidden, private window), the user is told
/// once per refusal, and what is on the page stays there.
pub fn save(app: App, page: &str, text: &str) {
    use leptos::prelude::GetUntracked;
    let key = key(app.space.get_untracked(), page);
    let kept = storage().is_some_and(|storage| {
        if text.is_empty() {
            storage.remove_item(&key).is_ok()
        } else {
            storage.set_item(&key, text).is_ok()
        }
    });
    if !kept {
        app.announce(app.pick(
            "浏览器没有保存这次修改（空间已满或不允许保存）。内容仍在本页，请及时导出。",
            "The browser did not keep this change (storage full or forbidden). It is still on this page; export it.",
        ));
    }
}

/// Whether anything is kept in the present space under a name that begins so.
pub fn any(app: App, beginning: &str) -> bool {
    use leptos::prelude::Get;
    let key = key(app.space.get(), beginning);
    let Some(storage) = storage() else {
        return false;
    };
    let mut keys =
        (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    keys.any(|known| known.starts_with(&key))
}

fn key(space: Space, page: &str) -> String {
    format!("shizu.{}.{page}", space.word())
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
