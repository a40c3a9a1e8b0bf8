//! The pages at the left: a list, icons, or a drawer, by room and wish.

use leptos::prelude::*;

use super::Opened;
use super::top_bar::RulebookInUse;
use crate::components::Icon;
use crate::context::use_app;
use crate::route::{Family, Route};
use crate::settings::Fold;
use crate::text::tr;

/// The navigation.
#[component]
pub fn Navigation(opened: Opened) -> impl IntoView {
    let app = use_app();
    let folded = move || app.navigation.get() == Fold::Folded;
    let fold = move |_| {
        app.navigation
            .set(if folded() { Fold::Open } else { Fold::Folded });
    };
    let fold_words = move || {
        if folded() {
            app.pick("展开导航", "Widen the navigation")
        } else {
            app.pick("收起导航", "Fold the navigation")
        }
    };
    let fold_icon = move || {
        if folded() {
            Icon::Right.view()
        } else {
            Icon::Left.view()
        }
    };
    let families: Vec<_> = Family::ALL
        .iter()
        .map(|family| {
            let (zh, en) = family.names();
            view! { <Item route=Route::Family(*family) icon=Icon::Page(*family) label=tr(zh, en) /> }
        })
        .collect();
    view! {
        <div class="drawer-shade no-print" class:drawer-open=move || opened.drawer.get() on:click=move |_| opened.drawer.set(false)></div>
        <nav
            class="navigation no-print"
            class:navigation-folded=folded
            class:drawer-open=move || opened.drawer.get()
            aria-label=tr("页面", "Pages")
        >
            <ul>
                <Item route=Route::Intake icon=Icon::Intake label=tr("受理分办", "Intake") />
                {families}
                <Item route=Route::Rules(String::new()) icon=Icon::Rules label=tr("规则与日历", "Rules, calendar") />
            </ul>
            <div class="navigation-foot">
                <div class="drawer-only"><RulebookInUse /></div>
                <button type="button" class="navigation-fold" aria-expanded=move || (!folded()).to_string() title=fold_words on:click=fold>
                    {fold_icon}
                    <span>{fold_words}</span>
                </button>
            </div>
        </nav>
    }
}

#[component]
fn Item(
    route: Route,
    icon: Icon,
    label: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let app = use_app();
    let href = route.href();
    let here = move || {
        let same = app.route.with(|shown| match (shown, &route) {
            (Route::Rules(_), Route::Rules(_)) => true,
            (shown, route) => shown == route,
        });
        same.then_some("page")
    };
    view! {
        <li>
            <a href=href aria-current=here title=label>
                {icon.view()}
                <span>{label}</span>
            </a>
        </li>
    }
}
