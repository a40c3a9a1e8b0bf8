//! The pages at the left: a list, icons, or a drawer, by room and wish.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Engine, Lang};

use super::Opened;
use super::top_bar::in_use;
use crate::context::App;
use crate::markup::Icon;
use crate::markup::{live, t};
use crate::route::{BookPage, Family, Route};
use crate::settings::Fold;

/// The navigation.
pub fn navigation(app: App, opened: Opened) -> AnyView {
    let draw = move || {
        let (route, folded) = (app.route.get(), app.navigation.get() == Fold::Folded);
        let (lang, open) = (app.lang.get(), opened.drawer.get());
        app.with_engine(|engine| drawer(engine, &route, folded, open, lang))
    };
    let act = move |act: crate::markup::Act| {
        if act.name == "fold" {
            let folded = app.navigation.get_untracked() == Fold::Folded;
            app.navigation
                .set(if folded { Fold::Open } else { Fold::Folded });
        } else {
            opened.drawer.set(false);
        }
    };
    live(draw, act)
}

fn drawer(engine: &Engine, route: &Route, folded: bool, open: bool, lang: Lang) -> Markup {
    let item = |page: &Route, icon: Icon, words: &str| {
        let here = page.is_same_page(route).then_some("page");
        html! {
            li { a href=(page.href()) aria-current=[here] title=(words) { (icon.draw()) span { (words) } } }
        }
    };
    let (fold, icon) = if folded {
        (t(lang, "展开导航", "Widen the navigation"), Icon::Right)
    } else {
        (t(lang, "收起导航", "Fold the navigation"), Icon::Left)
    };
    let shade = if open {
        "drawer-shade no-print drawer-open"
    } else {
        "drawer-shade no-print"
    };
    html! {
        div class=(shade) data-do="close" {}
        nav class={ "navigation no-print" @if folded { " navigation-folded" } @if open { " drawer-open" } } aria-label=(t(lang, "页面", "Pages")) {
            ul {
                @for page in BookPage::ALL {
                    @let (zh, en) = page.names();
                    (item(&Route::Book(*page), Icon::Book(*page), t(lang, zh, en)))
                    @if *page == BookPage::Home {
                        (item(&Route::Train(String::new()), Icon::Train, t(lang, "实训", "Training")))
                    }
                }
                (item(&Route::Intake, Icon::Intake, t(lang, "受理分办", "Intake")))
                @for family in Family::ALL {
                    @let (zh, en) = family.names();
                    (item(&Route::Family(*family), Icon::Page(*family), t(lang, zh, en)))
                }
                (item(&Route::Rules(String::new()), Icon::Rules, t(lang, "规则与日历", "Rules, calendar")))
                (item(&Route::Teach, Icon::Teach, t(lang, "教员", "Teaching")))
            }
            div class="navigation-foot" {
                div class="drawer-only" { (in_use(engine, lang)) }
                button type="button" class="navigation-fold" aria-expanded=((!folded).to_string()) title=(fold) data-do="fold" {
                    (icon.draw())
                    span { (fold) }
                }
            }
        }
    }
}
