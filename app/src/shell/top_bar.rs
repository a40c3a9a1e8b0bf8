//! The bar on top: which product, which space, search, which rules, and how it looks.

use leptos::prelude::*;
use shizu_rules::{Engine, Lang};

use super::Opened;
use crate::components::Icon;
use crate::context::use_app;
use crate::route::rule_href;
use crate::settings::{Space, TextSize, Theme};
use crate::text::tr;

/// The bar.
#[component]
pub fn TopBar(opened: Opened) -> impl IntoView {
    let app = use_app();
    view! {
        <header class="bar no-print">
            <button
                type="button"
                class="bar-menu bar-button"
                aria-label=tr("打开导航", "Open the navigation")
                aria-expanded=move || opened.drawer.get().to_string()
                on:click=move |_| opened.drawer.update(|open| *open = !*open)
            >
                {Icon::Menu.view()}
            </button>
            <a class="bar-name" href="#/" aria-label=tr("室组联动工作台，首页", "Shizu workbench, home")>
                <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false">
                    <rect width="32" height="32" rx="6" fill="#b3261e" />
                    <path d="M8 9h7v6H8zM17 17h7v6h-7zM15 12h6v5M17 20h-6v-5" fill="none" stroke="#fff" stroke-width="2" />
                </svg>
                <span>{tr("室组联动工作台", "Shizu workbench")}</span>
            </a>
            <Spaces />
            <button type="button" class="bar-search" on:click=move |_| opened.search.set(true)>
                {Icon::Search.view()}
                <span>{tr("搜索规则、条目、事实", "Search rules, entries, facts")}</span>
                <kbd>"Ctrl K"</kbd>
            </button>
            <div class="bar-rules"><RulebookInUse /></div>
            <div class="bar-look">
                <button type="button" class="bar-button" title=tr("换成英文", "Switch to Chinese") on:click=move |_| {
                    app.lang.update(|lang| *lang = if *lang == Lang::Zh { Lang::En } else { Lang::Zh });
                }>
                    <span lang=move || app.pick("en", "zh-CN")>{tr("EN", "中文")}</span>
                </button>
                <Themes />
                <TextSizes />
            </div>
        </header>
    }
}

/// Training or work.
#[component]
fn Spaces() -> impl IntoView {
    let app = use_app();
    let choose = move |space: Space| {
        if app.space.get_untracked() == space {
            return;
        }
        app.space.set(space);
        app.announce(match space {
            Space::Training => app.pick(
                "已切换到实训空间；工作空间的内容没有带入",
                "Now in the training space; nothing was carried over",
            ),
            Space::Work => app.pick(
                "已切换到工作空间；实训内容没有带入",
                "Now in the work space; nothing was carried over",
            ),
        });
    };
    let segment = move |space: Space, class: &'static str| {
        view! {
            <label class=class>
                <input type="radio" name="space" prop:checked=move || app.space.get() == space on:change=move |_| choose(space) />
                <span>
                    {match space {
                        Space::Training => tr("实训", "Training"),
                        Space::Work => tr("工作", "Work"),
                    }}
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="spaces" title=tr("实训用虚构内容；两个空间互不带入", "Training uses invented matters; nothing crosses between the spaces")>
            <legend class="hidden">{tr("空间", "Space")}</legend>
            {segment(Space::Training, "space space-training")}
            {segment(Space::Work, "space space-work")}
        </fieldset>
    }
}

/// Which rulebook, overlay and calendar answer.
#[component]
pub fn RulebookInUse() -> impl IntoView {
    let app = use_app();
    let rules = move || {
        let rows = app.with_engine(|engine| engine.rulebook().rules().count());
        app.pick(
            format!("规则库 {} · {rows} 行", env!("CARGO_PKG_VERSION")),
            format!("Rulebook {} · {rows} rows", env!("CARGO_PKG_VERSION")),
        )
    };
    let overlay = move || {
        let lang = app.lang.get();
        let titles = app.with_engine(|engine| {
            engine
                .rulebook()
                .overlays
                .iter()
                .map(|overlay| overlay.title.in_lang(lang).to_owned())
                .collect::<Vec<_>>()
        });
        (!titles.is_empty()).then(|| {
            let titles = titles.join(app.pick("、", ", "));
            view! {
                <a class="overlay-in-use" href=rule_href("overlay") title=tr("本地调整正在使用", "A local overlay is in use")>
                    {app.pick("本地：", "Local: ")}{titles}
                </a>
            }
        })
    };
    let calendar = move || {
        let years = app.with_engine(announced_years);
        app.pick(format!("节假日 {years}"), format!("holidays {years}"))
    };
    view! {
        <span class="in-use">
            <a href="#/rules">{rules}</a>
            {overlay}
            <a href=rule_href("calendar")>{calendar}</a>
        </span>
    }
}

/// First and last year whose holidays are announced: `2024–2026`.
fn announced_years(engine: &Engine) -> String {
    let years = engine.rulebook().calendar.years();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("{}–{}", first.year, last.year),
        (Some(only), _) => only.year.to_string(),
        _ => "—".to_owned(),
    }
}

#[component]
fn Themes() -> impl IntoView {
    let app = use_app();
    let next = move |_| {
        app.theme.update(|theme| {
            *theme = match *theme {
                Theme::System => Theme::Light,
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::System,
            };
        });
    };
    let words = move || match app.theme.get() {
        Theme::System => app.pick("外观：自动，随系统", "Look: auto, as the system"),
        Theme::Light => app.pick("外观：浅色", "Look: light"),
        Theme::Dark => app.pick("外观：深色", "Look: dark"),
    };
    view! {
        <button type="button" class="bar-button" title=words aria-label=words on:click=next>
            {Icon::Theme.view()}
            <span class="bar-state">
                {move || match app.theme.get() {
                    Theme::System => app.pick("自动", "auto"),
                    Theme::Light => app.pick("浅色", "light"),
                    Theme::Dark => app.pick("深色", "dark"),
                }}
            </span>
        </button>
    }
}

#[component]
fn TextSizes() -> impl IntoView {
    let app = use_app();
    let next = move |_| {
        app.text_size.update(|size| {
            *size = match *size {
                TextSize::Normal => TextSize::Large,
                TextSize::Large => TextSize::Larger,
                TextSize::Larger => TextSize::Normal,
            };
        });
    };
    let short = move || match app.text_size.get() {
        TextSize::Normal => app.pick("标准", "normal"),
        TextSize::Large => app.pick("大", "large"),
        TextSize::Larger => app.pick("特大", "larger"),
    };
    let words = move || {
        app.pick(
            format!("字号：{}", short()),
            format!("Text size: {}", short()),
        )
    };
    view! {
        <button type="button" class="bar-button" title=words aria-label=words on:click=next>
            {Icon::TextSize.view()}
            <span class="bar-state">{short}</span>
        </button>
    }
}
