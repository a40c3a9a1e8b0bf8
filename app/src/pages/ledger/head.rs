//! Above the table: registers, search, filters, what is unfolded, and what is to be told.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_casebook::{Kind, Lang, Workbook};

use super::state::{Panel, State, TABS};
use super::table::{shorten, sign, test_words};
use super::{Page, acts, add, panels, reroute};
use crate::markup::{Act, focus_drawn, t};

/// Everything above the table.
pub fn head(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let reading = page.app.desk().state().reading;
    let shown = page.rows.with(|rows| rows.len());
    let all = book.register(state.kind).len();
    html! {
        (tabs(book, state, lang))
        (reroute::banner(page, state, lang))
        (tools(state, reading, shown, all, lang))
        (narrowed(page, book, state, lang))
        (panels::panel(page, book, state, lang))
        @if let Some(adding) = &state.adding { (add::form(book, state, adding, lang)) }
        @if let Some(fault) = state.editing.as_ref().and_then(|editing| editing.fault.as_ref()) {
            p class="ledger-problem no-print" role="alert" id="ledger-cell-fault" { (fault) }
        }
        (note(book, state, lang))
        @if all == 0 { (nothing(state.kind, reading, lang)) }
        @else if shown == 0 {
            p class="ledger-nothing no-print" role="status" {
                (t(lang, "没有符合条件的记录。", "No row fits."))
                " "
                button type="button" class="button quiet" data-do="clear" { (t(lang, "清除搜索和筛选", "Clear search and filters")) }
            }
        }
    }
}

fn tabs(book: &Workbook, state: &State, lang: Lang) -> Markup {
    html! {
        div class="ledger-tabs no-print" role="group" aria-label=(t(lang, "各类台账", "Registers")) {
            @for kind in TABS {
                button type="button" id={ "ledger-tab-" (kind.code()) } data-do="tab" data-arg=(kind.code()) aria-pressed=((*kind == state.kind).to_string()) {
                    (tab_label(*kind, lang))
                    span class="ledger-count" { (book.register(*kind).len()) }
                }
            }
        }
    }
}

/// What a register is called as a tab.
pub fn tab_label(kind: Kind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (Kind::Case, Lang::Zh) => "案件",
        (Kind::Matter, Lang::En) => "Matters",
        (Kind::Finding, Lang::En) => "Findings",
        (Kind::Task, Lang::En) => "Tasks",
        (Kind::Return, Lang::En) => "Returns",
        (Kind::Case, Lang::En) => "Cases",
        (Kind::Exchange, Lang::En) => "Exchanges",
        (Kind::Score, Lang::En) => "Scores",
        (Kind::Result, Lang::En) => "Results",
        (Kind::Check, Lang::En) => "Checks",
        (Kind::Body, Lang::En) => "Bodies",
        _ => kind.label(lang),
    }
}

fn tools(state: &State, reading: bool, shown: usize, all: usize, lang: Lang) -> Markup {
    let unfolds = |panel: &Panel, act: &str, words: &str| {
        let open = state.panel == *panel;
        html! {
            button type="button" class="button" id={ "ledger-" (act) } data-do=(act) aria-expanded=(open.to_string()) { (words) }
        }
    };
    html! {
        div class="ledger-tools no-print" {
            input id="ledger-search" class="field ledger-search" type="search" autocomplete="off" value=(state.view().query.search) data-do="search"
                placeholder=(t(lang, "搜索（可用拼音首字母）  /", "Search  /")) aria-label=(t(lang, "在显示的各列中搜索，可用拼音首字母", "Search the columns shown; initials of readings will do"));
            @if !reading {
                button type="button" class="button primary" id="ledger-new" data-do="new" { (t(lang, "新增", "New")) }
            }
            (unfolds(&Panel::Views, "views", t(lang, "视图", "Views")))
            (unfolds(&Panel::Columns, "columns", t(lang, "列", "Columns")))
            button type="button" class="button" id="ledger-dense" data-do="dense" aria-pressed=(state.view().dense.to_string()) { (t(lang, "紧凑", "Compact")) }
            button type="button" class="button" id="ledger-print" data-do="print" { (t(lang, "打印", "Print")) }
            (unfolds(&Panel::Help, "help", t(lang, "按键 ?", "Keys ?")))
            span class="ledger-shown" role="status" id="ledger-shown" {
                @match lang {
                    Lang::Zh => { "显示 " b { (shown) } " / 共 " (all) " 条" }
                    Lang::En => { b { (shown) } " of " (all) " shown" }
                }
            }
        }
    }
}

/// What narrows the table: states with their numbers, and every filter as a chip that can be taken away.
fn narrowed(page: Page, book: &Workbook, state: &State, lang: Lang) -> Markup {
    let view = state.view();
    let of_state = state
        .kind
        .field("state")
        .and_then(|at| state.kind.fields().get(at));
    html! {
        div class="ledger-narrowed no-print" {
            @if let Some(field) = of_state {
                @let facets = page.states.get();
                @for facet in facets.iter() {
                    @let code = book.text(facet.value);
                    @let chosen = matches!(view.filter("state"), Some(shizu_casebook::query::Test::OneOf(values)) if values.iter().any(|value| value == code));
                    button type="button" class="ledger-facet" aria-pressed=(chosen.to_string()) data-do="value" data-arg={ "state/" (code) } {
                        span aria-hidden="true" { (sign(code)) " " }
                        @if code.is_empty() { (t(lang, "空", "empty")) } @else { (field.shown(code, lang)) }
                        span class="ledger-count" { (facet.rows) }
                    }
                }
            }
            @for filter in view.query.filters.iter().filter(|filter| filter.field != "state") {
                @if let Some(field) = state.kind.field(&filter.field).and_then(|at| state.kind.fields().get(at)) {
                    button type="button" class="ledger-chip" data-do="unfilter" data-arg=(filter.field) title=(t(lang, "去掉这项筛选", "Take this filter away")) {
                        (field.label(lang)) (t(lang, "：", ": ")) bdi { (test_words(book, field, &filter.test, lang)) }
                        span aria-hidden="true" { " ×" }
                    }
                }
            }
            @if view.is_narrowed() {
                button type="button" class="button quiet" id="ledger-clear" data-do="clear" { (t(lang, "全部清除", "Clear all")) }
            }
        }
    }
}

fn note(book: &Workbook, state: &State, lang: Lang) -> Markup {
    let Some(note) = &state.note else {
        return html! {};
    };
    let undoable = book
        .can_undo()
        .is_some_and(|entry| entry.revision() == note.revision);
    html! {
        p class="ledger-note no-print" role="status" id="ledger-note" {
            (note.words) " "
            @if undoable {
                button type="button" class="button" data-do="undo-note" { (t(lang, "撤销", "Undo")) }
            }
            button type="button" class="button quiet" data-do="forget-note" { (t(lang, "知道了", "Understood")) }
        }
    }
}

fn nothing(kind: Kind, reading: bool, lang: Lang) -> Markup {
    let what = match (kind, lang) {
        (Kind::Matter, Lang::Zh) => {
            "线索从登记到销号都在这里：指定跟踪人，看过程也看结果，审核后销号。"
        }
        (Kind::Matter, Lang::En) => {
            "Matters from registration until they are struck off: a named follower, process as well as result, reviewed, closed."
        }
        (Kind::Finding, Lang::Zh) => {
            "巡察发现纳入日常监督，日常监督发现纳入巡察；公开之日起由纪委跟进。"
        }
        (Kind::Finding, Lang::En) => {
            "What inspection found is followed in daily supervision, and the other way round; from disclosure on by the commission."
        }
        (Kind::Task, Lang::Zh) => "任务有责任人和到期日期；按时限规则的，到期日期自动算出。",
        (Kind::Task, Lang::En) => {
            "Tasks have an owner and a due date; with the rule of a time limit the date is counted."
        }
        (Kind::Return, Lang::Zh) => "各单位、各组按期报来的数字；缺报不是零。",
        (Kind::Return, Lang::En) => {
            "What units and groups return period by period; a missing return is no zero."
        }
        (_, Lang::Zh) => "这本台账还没有记录。",
        (_, Lang::En) => "This register has no rows yet.",
    };
    html! {
        section class="empty ledger-empty no-print" {
            h2 { (tab_label(kind, lang)) (t(lang, "：还没有记录", ": no rows yet")) }
            p { (what) }
            p class="actions" {
                @if !reading {
                    button type="button" class="button primary" data-do="new" { (t(lang, "新增第一条", "Add the first one")) }
                }
                a class="button" href="#/data" { (t(lang, "从文件导入", "Import a file")) }
            }
        }
    }
}

/// What was done above the table. Whether it was something of it.
pub fn act(page: Page, act: &Act) -> bool {
    match &*act.name {
        "tab" => {
            if let Some(kind) = Kind::from_code(&act.arg) {
                page.state.update(|state| state.go(kind));
            }
        }
        "search" => page.state.update(|state| {
            state.view_mut().query.search.clone_from(&act.value);
            state.cursor.0 = 0;
        }),
        "dense" => page.state.update(|state| {
            let view = state.view_mut();
            view.dense = !view.dense;
        }),
        "print" => super::paper::print(page),
        "clear" => page.state.update(|state| {
            let query = &mut state.view_mut().query;
            query.filters.clear();
            query.search.clear();
            state.cursor.0 = 0;
        }),
        "unfilter" => page
            .state
            .update(|state| state.view_mut().set_filter(&act.arg, None)),
        "value" => {
            if let Some((field, value)) = act.arg.split_once('/') {
                page.state.update(|state| {
                    state.view_mut().toggle_value(field, value);
                    state.cursor.0 = 0;
                });
            }
        }
        "sort" => {
            let also = page.shift.get_value();
            page.state
                .update(|state| state.view_mut().sort_by(&act.arg, also));
        }
        "filter" => {
            if let Some(field) = page.kind().field(&act.arg) {
                page.toggle_panel(Panel::Filter(field));
                focus_drawn("ledger-panel");
            }
        }
        "pick-all" => acts::pick_all(page),
        "views" => page.toggle_panel(Panel::Views),
        "columns" => page.toggle_panel(Panel::Columns),
        "help" => page.toggle_panel(Panel::Help),
        "undo-note" => {
            match page.app.desk_untracked().undo() {
                Ok(_) => page.app.announce(page.app.pick("已撤销", "Undone")),
                Err(refused) => page.app.announce(refused.message(page.app)),
            }
            page.state.update(|state| state.note = None);
        }
        "forget-note" => page.state.update(|state| state.note = None),
        _ => return false,
    }
    true
}

impl Page {
    /// Notes what was done to many rows, with a way back.
    pub fn note(self, words: &str, revision: Option<u64>) {
        let Some(revision) = revision else {
            return;
        };
        let words = shorten(words, 200).into_owned();
        self.state
            .update(|state| state.note = Some(super::state::Note { words, revision }));
    }

    /// How often each value of a column occurs.
    pub fn facets(
        self,
        book: &Workbook,
        state: &State,
        field: &str,
    ) -> Vec<shizu_casebook::query::Facet> {
        let mut found = Vec::new();
        self.finder.update_value(|finder| {
            found = finder.facets(book, state.kind, &state.view().query, field);
        });
        found
    }
}
