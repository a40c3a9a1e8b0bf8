//! Who works here: a name that the user gives themself, per space, kept with the settings.

use crate::settings::{Setting, Space};

/// The name; empty if none was given or the browser keeps none.
pub fn load(space: Space) -> String {
    let kept = storage().and_then(|storage| storage.get_item(&key(space)).ok().flatten());
    kept.unwrap_or_else(|| UNKEPT.with_borrow(|names| names[space as usize].clone()))
}

/// Keeps the name. A browser that refuses keeps it as long as the page lasts.
pub fn store(space: Space, name: &str) {
    UNKEPT.with_borrow_mut(|names| name.clone_into(&mut names[space as usize]));
    if let Some(storage) = storage() {
        let _ = storage.set_item(&key(space), name);
    }
}

thread_local! {
    static UNKEPT: std::cell::RefCell<[String; 2]> = const { std::cell::RefCell::new([String::new(), String::new()]) };
}

fn key(space: Space) -> String {
    format!("shizu.{}.who", space.word())
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
