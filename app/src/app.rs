//! The whole: shared handle, frame, and the page of the address.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;

use crate::context::App;
use crate::markup::{empty, live, t};
use crate::pages;
use crate::route::{self, BookPage, Family, Route};
use crate::shell::Frame;

/// Everything between `<body>` and `</body>`.
#[component]
pub fn Root() -> impl IntoView {
    match App::start() {
        Ok(app) => {
            provide_context(app);
            route::follow(app.route);
            pages::home::start(app);
            view! { <Frame><Page app /></Frame> }.into_any()
        }
        Err(errors) => {
            let lines: Vec<_> = errors
                .iter()
                .map(|error| view! { <li>{error.to_string()}</li> })
                .collect();
            view! {
                <main class="page">
                    <h1>"规则库未能载入 · The rulebook could not be loaded"</h1>
                    <p>"程序文件可能不完整，请重新下载。The program's files may be incomplete; please download them again."</p>
                    <ul>{lines}</ul>
                </main>
            }
            .into_any()
        }
    }
}

/// What a page is, as far as building it goes: the pages of rules and of training follow their sub-addresses themselves, so that they need not be built
/// anew for each.
#[derive(Clone, PartialEq)]
enum Shown {
    Intake,
    Book(BookPage),
    Family(Family),
    Rules,
    Train,
    Teach,
    Unknown(String),
}

#[component]
fn Page(app: App) -> impl IntoView {
    let shown = Memo::new(move |_| match app.route.get() {
        Route::Intake => Shown::Intake,
        Route::Book(page) => Shown::Book(page),
        Route::Family(family) => Shown::Family(family),
        Route::Rules(_) => Shown::Rules,
        Route::Train(_) => Shown::Train,
        Route::Teach => Shown::Teach,
        Route::Unknown(path) => Shown::Unknown(path),
    });
    move || {
        // A page belongs to one space: when the space changes, it is built anew and forgets.
        app.space.track();
        match shown.get() {
            Shown::Intake => view! { <pages::intake::Intake /> }.into_any(),
            Shown::Book(page) => pages::book(app, page),
            Shown::Family(family) => pages::family(app, family),
            Shown::Rules => pages::rulebook(app),
            Shown::Train => pages::training(app),
            Shown::Teach => pages::teaching(app),
            Shown::Unknown(path) => live(move || not_found(&path, app.lang.get()), |_| {}),
        }
    }
}

fn not_found(path: &str, lang: Lang) -> Markup {
    let title = match lang {
        Lang::Zh => format!("地址“#/{path}”不对应任何页面"),
        Lang::En => format!("The address `#/{path}` names no page"),
    };
    let actions = html! {
        a class="button" href="#/intake" { (t(lang, "去受理分办", "Go to intake")) }
        a class="button" href="#/rules" { (t(lang, "去规则与日历", "Go to rules and calendar")) }
    };
    html! {
        div class="page" {
            h1 { (t(lang, "没有这一页", "There is no such page")) }
            (empty(
                &title,
                t(lang, "可能是链接写错，或来自别的版本。已录入的内容没有改动。", "A mistyped link, or one from another version. What you entered is untouched."),
                &actions,
            ))
        }
    }
}
