//! The bar on top: which product, which space, search, which rules, and how it looks.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Engine, Lang};

use super::{Opened, workbook};
use crate::context::App;
use crate::markup::Icon;
use crate::markup::{Act, live, t};
use crate::route::rule_href;
use crate::settings::{Setting, Space, TextSize, Theme};

/// The bar.
pub fn top_bar(app: App, opened: Opened) -> AnyView {
    let draw = move || {
        let shown = Shown {
            lang: app.lang.get(),
            space: app.space.get(),
            theme: app.theme.get(),
            text_size: app.text_size.get(),
            drawer: opened.drawer.get(),
            book: workbook::Shown::of(app.desk(), app.book_panel.get(), app.lang.get()),
        };
        app.with_engine(|engine| bar(engine, &shown))
    };
    let act = move |act: Act| match &*act.name {
        "menu" => opened.drawer.update(|open| *open = !*open),
        "search" => opened.search.set(true),
        "book" => app.book_panel.update(|open| *open = !*open),
        "undo" => workbook::step(app, true),
        "redo" => workbook::step(app, false),
        "lang" => app.lang.update(|lang| *lang = next(*lang)),
        "theme" => app.theme.update(|theme| *theme = next(*theme)),
        "text-size" => app.text_size.update(|size| *size = next(*size)),
        "space" => choose(app, &act.value),
        _ => {}
    };
    live(draw, act)
}

/// What the bar shows.
struct Shown {
    lang: Lang,
    space: Space,
    theme: Theme,
    text_size: TextSize,
    drawer: bool,
    book: workbook::Shown,
}

/// The choice after this one, in a circle.
fn next<S: Setting>(now: S) -> S {
    let at = S::WORDS.iter().position(|(choice, _)| *choice == now);
    let after = S::WORDS.iter().cycle().nth(at.unwrap_or_default() + 1);
    after.map_or(now, |(choice, _)| *choice)
}

fn choose(app: App, word: &str) {
    let found = Space::WORDS.iter().find(|(_, known)| *known == word);
    let Some((space, _)) = found.filter(|(space, _)| app.space.get_untracked() != *space) else {
        return;
    };
    app.space.set(*space);
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
}

fn bar(engine: &Engine, shown: &Shown) -> Markup {
    let lang = shown.lang;
    let (theme, look) = match shown.theme {
        Theme::System => (
            t(lang, "自动", "auto"),
            t(lang, "外观：自动，随系统", "Look: auto, as the system"),
        ),
        Theme::Light => (
            t(lang, "浅色", "light"),
            t(lang, "外观：浅色", "Look: light"),
        ),
        Theme::Dark => (t(lang, "深色", "dark"), t(lang, "外观：深色", "Look: dark")),
    };
    let size = match shown.text_size {
        TextSize::Normal => t(lang, "标准", "normal"),
        TextSize::Large => t(lang, "大", "large"),
        TextSize::Larger => t(lang, "特大", "larger"),
    };
    let size_title = format!("{}{size}", t(lang, "字号：", "Text size: "));
    html! {
        header class="bar no-print" {
            button type="button" class="bar-menu bar-button" aria-label=(t(lang, "打开导航", "Open the navigation"))
                aria-expanded=(shown.drawer.to_string()) data-do="menu" { (Icon::Menu.draw()) }
            a class="bar-name" href="#/" aria-label=(t(lang, "室组联动工作台，首页", "Shizu workbench, home")) {
                svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false" {
                    rect width="32" height="32" rx="6" fill="#b3261e" {}
                    path d="M8 9h7v6H8zM17 17h7v6h-7zM15 12h6v5M17 20h-6v-5" fill="none" stroke="#fff" stroke-width="2" {}
                }
                span { (t(lang, "室组联动工作台", "Shizu workbench")) }
            }
            (spaces(shown.space, lang))
            (workbook::chip(&shown.book, lang))
            button type="button" class="bar-search" data-do="search" title=(t(lang, "搜索规则、条目、事实", "Search rules, entries, facts")) {
                (Icon::Search.draw())
                span { (t(lang, "搜索规则、条目、事实", "Search rules, entries, facts")) }
                kbd { "Ctrl K" }
            }
            div class="bar-rules" { (in_use(engine, lang)) }
            div class="bar-look" {
                button type="button" class="bar-button" title=(t(lang, "换成英文", "Switch to Chinese")) data-do="lang" {
                    span lang=(t(lang, "en", "zh-CN")) { (t(lang, "EN", "中文")) }
                }
                button type="button" class="bar-button" title=(look) aria-label=(look) data-do="theme" {
                    (Icon::Theme.draw())
                    span class="bar-state" { (theme) }
                }
                button type="button" class="bar-button" title=(size_title) aria-label=(size_title) data-do="text-size" {
                    (Icon::TextSize.draw())
                    span class="bar-state" { (size) }
                }
            }
        }
    }
}

/// Training or work.
fn spaces(chosen: Space, lang: Lang) -> Markup {
    let segments = [
        (
            Space::Training,
            "space space-training",
            t(lang, "实训", "Training"),
        ),
        (Space::Work, "space space-work", t(lang, "工作", "Work")),
    ];
    html! {
        fieldset class="spaces" title=(t(lang, "实训用虚构内容；两个空间互不带入", "Training uses invented matters; nothing crosses between the spaces")) {
            legend class="hidden" { (t(lang, "空间", "Space")) }
            @for (space, class, words) in segments {
                label class=(class) {
                    input type="radio" name="space" value=(space.word()) checked[space == chosen] data-do="space";
                    span { (words) }
                }
            }
        }
    }
}

/// Which rulebook, overlay and calendar answer.
pub fn in_use(engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let entries = rulebook.items().count();
    let overlays = rulebook.overlays.iter();
    let overlays: Vec<&str> = overlays
        .map(|overlay| overlay.title.in_lang(lang))
        .collect();
    html! {
        span class="in-use" {
            a href="#/rules" {
                (t(lang, "规则库 ", "Rulebook ")) (env!("CARGO_PKG_VERSION")) " · " (entries) (t(lang, " 条", " entries"))
            }
            @if !overlays.is_empty() {
                a class="overlay-in-use" href=(rule_href("overlay")) title=(t(lang, "本地调整正在使用", "A local overlay is in use")) {
                    (t(lang, "本地：", "Local: ")) (overlays.join(t(lang, "、", ", ")))
                }
            }
            a href=(rule_href("calendar")) { (t(lang, "节假日 ", "holidays ")) (announced_years(engine)) }
        }
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
