//! What unfolds above the table: the filter of a column, the columns, saved views, the keys.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::query::Test;
use shizu_casebook::{Command, Field, FieldType, Kind, Lang, Workbook};

use super::state::{Panel, State};
use super::table::cell_text;
use super::view::{View, saved, setting};
use super::{Page, keys, reroute};
use crate::markup::{Act, focus_drawn, t};

/// Values that a filter offers at once.
const OFFERED: usize = 40;

/// By how many pixels a column grows at a press.
const STEP: isize = 24;

/// What is unfolded.
pub fn panel(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let (title, body) = match &state.panel {
        Panel::None => return html! {},
        Panel::Filter(at) => {
            let Some(field) = state.kind.fields().get(*at) else {
                return html! {};
            };
            let title = format!("{}{}", t(lang, "筛选：", "Filter: "), field.label(lang));
            (title, filter(page, book, state, field, lang))
        }
        Panel::Columns => (t(lang, "列", "Columns").to_owned(), columns(state, lang)),
        Panel::Views => (
            t(lang, "视图", "Views").to_owned(),
            views(book, state, lang),
        ),
        Panel::Help => (
            t(lang, "表格中的按键", "Keys in the table").to_owned(),
            help(lang),
        ),
        Panel::Rerouted => (
            t(
                lang,
                "按现行规则库会不同的分办",
                "What the rulebook in use would route otherwise",
            )
            .to_owned(),
            reroute::list(page, book, state, lang),
        ),
    };
    html! {
        section class="ledger-panel no-print" id="ledger-panel" tabindex="-1" aria-label=(title) {
            div class="ledger-panel-head" {
                h2 { (title) }
                button type="button" class="button quiet" data-do="close-panel" { (t(lang, "收起", "Close")) }
            }
            (body)
        }
    }
}

fn filter(page: Page, book: &Workbook, state: &State, field: &Field, lang: Lang) -> Markup {
    let test = state.view().filter(field.code);
    let (from, until) = match test {
        Some(Test::Between { from, until }) => (from.as_deref(), until.as_deref()),
        _ => (None, None),
    };
    let contains = match test {
        Some(Test::Contains(text)) => text,
        _ => "",
    };
    let measured = matches!(field.holds, FieldType::Date | FieldType::Number);
    let kind = if field.holds == FieldType::Date {
        "date"
    } else {
        "text"
    };
    let bound = |id: &str, act: &str, label: &str, value: Option<&str>| {
        html! {
            p class="labelled" {
                label for=(id) { (label) }
                input id=(id) class="field" type=(kind) value=(value.unwrap_or_default()) data-late data-do=(act) data-arg=(field.code);
            }
        }
    };
    let only = |act: &str, words: &str, on: bool| {
        html! {
            button type="button" class="ledger-facet" aria-pressed=(on.to_string()) data-do=(act) data-arg=(field.code) { (words) }
        }
    };
    html! {
        div class="fields" {
            @if measured {
                (bound("ledger-from", "from", t(lang, "从", "from"), from))
                (bound("ledger-until", "until", t(lang, "到", "until"), until))
            } @else if field.holds.values().is_empty() {
                p class="labelled" {
                    label for="ledger-contains" { (t(lang, "含有（可用拼音首字母）", "contains")) }
                    input id="ledger-contains" class="field" type="search" autocomplete="off" value=(contains) data-do="contains" data-arg=(field.code);
                }
            }
            p class="labelled" {
                (only("only-empty", t(lang, "只看空的", "only empty"), test == Some(&Test::Empty)))
                (only("only-filled", t(lang, "只看非空的", "only not empty"), test == Some(&Test::Filled)))
                @if test.is_some() {
                    button type="button" class="button quiet" data-do="unfilter" data-arg=(field.code) { (t(lang, "去掉这项筛选", "Take this filter away")) }
                }
            }
        }
        @if field.code != "id" && !measured && field.holds != FieldType::LongText { (values(page, book, state, field, lang)) }
    }
}

fn values(page: Page, book: &Workbook, state: &State, field: &Field, lang: Lang) -> Markup {
    let facets = page.facets(book, state, field.code);
    let test = state.view().filter(field.code);
    let chosen = |value: &str| matches!(test, Some(Test::OneOf(values)) if values.iter().any(|known| known == value));
    html! {
        div class="ledger-values" {
            @for facet in facets.iter().take(OFFERED) {
                @let value = book.text(facet.value);
                @if value.len() < 200 {
                    button type="button" class="ledger-facet" aria-pressed=(chosen(value).to_string()) data-do="value" data-arg={ (field.code) "/" (value) } {
                        @if value.is_empty() { (t(lang, "空", "empty")) } @else { bdi { (cell_text(book, field, value, lang)) } }
                        span class="ledger-count" { (facet.rows) }
                    }
                }
            }
        }
        @if facets.len() > OFFERED {
            p class="hint" {
                @match lang {
                    Lang::Zh => { "共 " (facets.len()) " 个不同的值，列出最多的 " (OFFERED) " 个。" }
                    Lang::En => { (facets.len()) " different values; the " (OFFERED) " most frequent are listed." }
                }
            }
        }
    }
}

fn columns(state: &State, lang: Lang) -> Markup {
    let view = state.view();
    let shown = view
        .query
        .columns
        .iter()
        .skip(1)
        .filter_map(|code| find(state.kind, code));
    let hidden = state.kind.fields().iter().skip(1);
    let hidden = hidden.filter(|field| view.query.columns.iter().all(|code| code != field.code));
    let press = |act: &str, code: &str, sign: &str, words: &str| {
        html! {
            button type="button" class="ledger-press" data-do=(act) data-arg=(code) title=(words) aria-label=(words) { (sign) }
        }
    };
    html! {
        p class="hint" { (t(lang, "编号列总在最前。", "The id always comes first.")) }
        ul class="ledger-columns" {
            @for field in shown {
                li {
                    label class="check" {
                        input type="checkbox" checked data-do="column" data-arg=(field.code);
                        " " (field.label(lang))
                    }
                    span class="ledger-presses" {
                        (press("column-left", field.code, "←", t(lang, "左移", "to the left")))
                        (press("column-right", field.code, "→", t(lang, "右移", "to the right")))
                        (press("column-narrow", field.code, "−", t(lang, "变窄", "narrower")))
                        (press("column-wide", field.code, "+", t(lang, "变宽", "wider")))
                    }
                }
            }
        }
        ul class="ledger-columns ledger-columns-hidden" {
            @for field in hidden {
                li {
                    label class="check" {
                        input type="checkbox" id={ "ledger-column-" (field.code) } data-do="column" data-arg=(field.code);
                        " " (field.label(lang))
                    }
                }
            }
        }
        p class="actions" {
            button type="button" class="button" data-do="columns-usual" { (t(lang, "恢复默认的列", "The usual columns")) }
        }
    }
}

fn find(kind: Kind, code: &str) -> Option<&'static Field> {
    kind.fields().get(kind.field(code)?)
}

fn views(book: &Workbook, state: &State, lang: Lang) -> Markup {
    let saved = saved(book, state.kind);
    html! {
        @if saved.is_empty() {
            p class="hint" { (t(lang, "把现在的列、筛选和排序起名保存；视图存在工作簿里，随文件走。", "Save the present columns, filters and order under a name; views are kept in the workbook and go with its file.")) }
        }
        ul class="ledger-views" {
            @for (name, text) in &saved {
                @let now = View::read(state.kind, text).as_ref() == Some(state.view());
                li {
                    button type="button" class="ledger-facet" aria-pressed=(now.to_string()) data-do="view" data-arg=(name) { bdi { (name) } }
                    button type="button" class="ledger-press" data-do="view-remove" data-arg=(name) title=(t(lang, "删除这个视图", "Remove this view"))
                        aria-label={ (t(lang, "删除视图 ", "Remove the view ")) (name) } { "×" }
                }
            }
            li { button type="button" class="ledger-facet" data-do="view-usual" { (t(lang, "默认视图", "The usual view")) } }
        }
        div class="fields" {
            p class="labelled" {
                label for="ledger-view-name" { (t(lang, "名称", "Name")) }
                input id="ledger-view-name" class="field" type="text" autocomplete="off" maxlength="40" value=(state.view_name) data-do="view-name";
            }
            p class="labelled" {
                button type="button" class="button" id="ledger-view-save" data-do="view-save" { (t(lang, "保存为视图", "Save as a view")) }
            }
        }
    }
}

fn help(lang: Lang) -> Markup {
    html! {
        dl class="ledger-keys" {
            @for (keys, words) in keys::help(lang) {
                div { dt { kbd { (keys) } } dd { (words) } }
            }
        }
    }
}

/// What was done in what is unfolded. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    let view = |change: &dyn Fn(&mut View)| page.state.update(|state| change(state.view_mut()));
    let kind = page.kind();
    match &*act.name {
        "close-panel" => {
            page.state.update(|state| state.panel = Panel::None);
            page.scroll.focus();
        }
        "from" => view(&|view| view.set_bound(&act.arg, false, &act.value)),
        "until" => view(&|view| view.set_bound(&act.arg, true, &act.value)),
        "contains" => view(&|view| {
            let test = (!act.value.trim().is_empty()).then(|| Test::Contains(act.value.clone()));
            view.set_filter(&act.arg, test);
        }),
        "only-empty" => view(&|view| toggle(view, &act.arg, Test::Empty)),
        "only-filled" => view(&|view| toggle(view, &act.arg, Test::Filled)),
        "column" => view(&|view| view.toggle_column(&act.arg)),
        "column-left" => view(&|view| view.move_column(&act.arg, false)),
        "column-right" => view(&|view| view.move_column(&act.arg, true)),
        "column-narrow" => view(&|view| view.widen(kind, &act.arg, -STEP)),
        "column-wide" => view(&|view| view.widen(kind, &act.arg, STEP)),
        "columns-usual" => view(&|view| {
            view.query.columns = View::of(kind).query.columns;
            view.widths.clear();
        }),
        "view-usual" => view(&|view| *view = View::of(kind)),
        "view-name" => page
            .state
            .update(|state| state.view_name.clone_from(&act.value)),
        "view-save" => save(page),
        "view" => {
            let text = text_of(page, &act.arg);
            match text.and_then(|text| View::read(kind, &text)) {
                Some(saved) => page.state.update(|state| {
                    *state.view_mut() = saved;
                    state.cursor = (0, 0);
                }),
                None => page.app.announce(
                    page.app
                        .pick("这个视图读不出来。", "This view cannot be read."),
                ),
            }
        }
        "view-remove" => {
            page.run(Command::remove(Kind::Setting, &setting(kind, &act.arg)), "");
        }
        _ => return false,
    }
    true
}

fn toggle(view: &mut View, code: &str, test: Test) {
    let on = view.filter(code) == Some(&test);
    view.set_filter(code, (!on).then_some(test));
}

fn text_of(page: Page, name: &str) -> Option<String> {
    let id = setting(page.kind(), name);
    let desk = page.app.desk_untracked();
    let text = desk.with_untracked(|book| {
        let row = book.register(Kind::Setting).find(&id);
        row.map(|row| row.get("value").to_owned())
    });
    text.flatten()
}

fn save(page: Page) {
    let (name, text) = page
        .state
        .with_untracked(|state| (state.view_name.trim().to_owned(), state.view().text()));
    if name.is_empty() {
        page.app.announce(
            page.app
                .pick("请先写视图的名称。", "Write a name for the view first."),
        );
        focus_drawn("ledger-view-name");
        return;
    }
    let id = setting(page.kind(), &name);
    let cells = [("value", &*text)];
    let command = if text_of(page, &name).is_some() {
        Command::set(Kind::Setting, &id, &cells)
    } else {
        Command::add(Kind::Setting, &id, &cells)
    };
    page.run(command, "");
    page.state.update(|state| state.view_name.clear());
}
