//! What the app tells the document: language, look, title, focus.

use leptos::prelude::*;
use shizu_rules::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use crate::context::App;
use crate::route::Route;
use crate::settings::{Setting, Theme};

/// Keeps `<html>` and the title at the language, look and page.
pub fn follow(app: App) {
    let root = || document().document_element();
    let set = move |name: &str, value: &str| {
        if let Some(root) = root() {
            // An attribute of a valid name cannot be refused.
            let _ = root.set_attribute(name, value);
        }
    };
    let system_dark = system_dark();
    Effect::new(move || {
        let lang = match app.lang.get() {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        set("lang", lang);
    });
    Effect::new(move || {
        let dark = match app.theme.get() {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => system_dark.get(),
        };
        set("data-theme", if dark { "dark" } else { "light" });
    });
    Effect::new(move || set("data-text-size", app.text_size.get().word()));
    Effect::new(move || document().set_title(&title(app)));
}

fn title(app: App) -> String {
    let page = match app.route.get() {
        Route::Intake => app.pick("受理分办", "Intake").to_owned(),
        Route::Book(page) => {
            let (zh, en) = page.names();
            app.pick(zh, en).to_owned()
        }
        Route::Family(family) => {
            let (zh, en) = family.names();
            app.pick(zh, en).to_owned()
        }
        Route::Train(_) => app.pick("实训", "Training").to_owned(),
        Route::Teach => app.pick("教员", "Teaching").to_owned(),
        Route::Rules(id) => {
            let page = app.pick("规则与日历", "Rules and calendar");
            let row = app.with_engine(|engine| {
                let (_, rule) = engine.rulebook().rule(&id)?;
                Some(rule.title.in_lang(app.lang.get()).to_owned())
            });
            match row {
                Some(row) => format!("{row} · {page}"),
                None if id.chars().any(char::is_uppercase) => format!("{id} · {page}"),
                None => page.to_owned(),
            }
        }
        Route::Unknown(_) => app.pick("没有这一页", "No such page").to_owned(),
    };
    let product = app.pick("室组联动工作台", "Shizu workbench");
    format!("{page} · {product}")
}

/// Moves the focus to the content.
pub fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It has a tabindex, so it can take the focus.
        let _ = main.focus();
    }
}

/// After a change of page the focus is at its content, and its beginning in sight, as if it had been loaded.
pub fn focus_new_pages(app: App) {
    Effect::new(move |before: Option<Route>| {
        let now = app.route.get();
        if before.is_some_and(|before| !before.is_same_page(&now)) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus_main();
        }
        now
    });
}

/// Whether the operating system asks for dark, followed as it changes.
fn system_dark() -> RwSignal<bool> {
    let query = window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten();
    let dark = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let again = query.clone();
        let change = Closure::<dyn Fn()>::new(move || {
            let _ = dark.try_set(again.matches());
        });
        query.set_onchange(Some(change.as_ref().unchecked_ref()));
        // The frame lives as long as the page.
        change.forget();
    }
    dark
}
