//! 指标测算: shares that add up, rates and changes, drawn and checked against printed figures.

mod plots;
mod results;
mod state;
mod table;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_formats::{CsvOptions, CsvWriter};
use shizu_rules::Lang;
use shizu_rules::indicators::{Indicators, InputRow, Kind, Outcome};
use shizu_rules::vocabulary::Term;

use crate::context::App;
use crate::data::example;
use crate::markup::{Act, Aside, basis, empty, faults, focus, live, t};
use crate::{drafts, files, office};
use state::{State, read_text};

/// Name of the page in the store.
const PAGE: &str = "indicators";

/// The page.
pub fn page(app: App) -> AnyView {
    let mut first = State::default();
    if let Some(text) = drafts::load(app, PAGE)
        && !first.restore(&text)
    {
        drafts::save(app, "indicators-aside", &text);
        first.faults.push(app.pick(
            "上次保存的内容读不出来，已另存在浏览器里，没有丢弃。".to_owned(),
            "What was kept last time cannot be read; it is put aside in the browser, not discarded.".to_owned(),
        ));
    }
    let state = RwSignal::new(first);
    // The table is drawn anew when its rows change, not while one types.
    let shape = RwSignal::new(0u32);
    let doing = move |done: Act| act(app, state, shape, done);
    let form = move || {
        shape.track();
        let lang = app.lang.get();
        state.with_untracked(|state| form(state, lang))
    };
    let result = move || {
        shape.track();
        state.with(|state| with_results(app, state, results::draw))
    };
    let aside = move || {
        shape.track();
        state.with(|state| aside(app, state))
    };
    view! {
        <div class="with-basis">
            <div class="page indicators">
                {live(form, doing)}
                {live(result, doing)}
            </div>
            <Aside draw=Box::new(aside) />
        </div>
    }
    .into_any()
}

/// Draws what the rows of the chosen kind give.
fn with_results(
    app: App,
    state: &State,
    draw: fn(Kind, &[(InputRow, Outcome)], Lang) -> Markup,
) -> Markup {
    let lang = app.lang.get();
    match Indicators::new(app.engine().rulebook()) {
        Ok(indicators) => draw(state.kind, &state.outcomes(indicators, state.kind), lang),
        Err(error) => faults(
            t(lang, "规则库有误", "The rulebook is wrong"),
            &[error.message(lang)],
        ),
    }
}

fn form(state: &State, lang: Lang) -> Markup {
    html! {
        h1 { (t(lang, "指标测算", "Indicators")) }
        p class="lead-in no-print" {
            (t(
                lang,
                "占比、比率和同比，由原数精确计算；占比用最大余数法，合计恰为 100%。填上公布的百分数，就能看出它与原数是否对得上。",
                "Shares, rates and changes, computed exactly from counts; shares use the largest-remainder method and add up to 100 %. Enter printed percentages to see whether they follow from the counts.",
            ))
        }
        div class="tabs no-print" {
            @for kind in Kind::ALL {
                @let rows = state.of(*kind).count();
                button type="button" id={ "indicators-tab-" (kind.code()) } data-do="tab" data-arg=(kind.code()) aria-pressed=(*kind == state.kind) {
                    (kind.label(lang))
                    @if rows > 0 { span class="indicators-count" { (rows) } }
                }
            }
        }
        h2 class="print-only" { (state.kind.label(lang)) }
        div data-drop="file" {
            (faults(t(lang, "读入时的问题", "Noticed while reading"), &state.faults))
            @if state.rows.is_empty() { (nothing(lang)) }
            @else if state.of(state.kind).next().is_none() {
                p class="hint" { (t(lang, "这一类还没有数据。", "There are no rows of this kind yet.")) }
            }
            (table::draw(state, lang))
            (paste(state, lang))
        }
    }
}

/// Nothing yet: what this is, one action, one example.
fn nothing(lang: Lang) -> Markup {
    let actions = html! {
        button type="button" class="button primary" id="indicators-example" data-do="example" { (t(lang, "用公布的统计数字试试", "Try published statistics")) }
    };
    empty(
        t(lang, "还没有数据", "No data yet"),
        t(
            lang,
            "加一行直接填，粘贴或拖入一张小表（CSV、XLSX、JSON），或者先看例子：公布的四种形态统计和来源中的数字。",
            "Add a row and type, paste or drop a small table (CSV, XLSX, JSON), or see the examples first: published statistics of the four forms and the figures of the sources.",
        ),
        &actions,
    )
}

fn paste(state: &State, lang: Lang) -> Markup {
    html! {
        details class="disclosure no-print" id="indicators-more" {
            summary { (t(lang, "粘贴或读入一张表", "Paste or read a table")) }
            div class="disclosure-body" {
                p class="labelled" {
                    label for="indicators-paste" { (t(lang, "从表格软件复制，连同表头粘贴", "Copied from a spreadsheet, with its headings")) }
                    textarea id="indicators-paste" class="field indicators-paste" rows="4" data-do="pasted" spellcheck="false" { (state.pasted) }
                    span class="hint" {
                        (t(
                            lang,
                            "列名用代码或中文：period 时期、form1 至 form4、total 总数；name 名称、part 部分、whole 全部；now 本期、before 上期；group 分组、item 类别、count 数量；printed 公布值。",
                            "Headings are codes or labels: period, form1 to form4, total; name, part, whole; now, before; group, item, count; printed.",
                        ))
                    }
                }
                p class="actions" {
                    button type="button" class="button" id="indicators-take" data-do="take" { (t(lang, "读入粘贴的表", "Take the pasted table")) }
                    label class="button file-button" {
                        (t(lang, "选择文件", "Choose a file"))
                        input type="file" class="hidden" id="indicators-file" data-do="file" accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl";
                    }
                    @if !state.rows.is_empty() {
                        button type="button" class="button quiet" id="indicators-example-more" data-do="example" { (t(lang, "加入例子", "Add the examples")) }
                    }
                }
            }
        }
    }
}

/// The entries that a kind rests on.
fn entries(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Forms => &[
            "indicator.four_forms",
            "indicator.largest_remainder",
            "four_forms.no_clue",
            "four_forms.third",
            "four_forms.fourth",
            "indicators.decimals",
        ],
        Kind::Rate => &[
            "indicator.supervision_share",
            "indicator.case_conversion",
            "indicator.rectification_rate",
            "indicator.pool_shares",
            "indicator.specialist_share",
            "indicator.borrowed_share",
        ],
        Kind::Change => &["indicator.change", "indicators.decimals"],
        Kind::Share => &["indicator.level_shares", "indicator.largest_remainder"],
        Kind::Sanctions => &["indicator.sanctions"],
    }
}

fn aside(app: App, state: &State) -> Markup {
    let (lang, engine) = (app.lang.get(), app.engine());
    let Ok(indicators) = Indicators::new(engine.rulebook()) else {
        return html! {};
    };
    let worked = state.outcomes(indicators, state.kind);
    basis(
        &engine,
        &results::conclusion(&worked, lang),
        entries(state.kind),
        lang,
    )
}

fn act(app: App, state: RwSignal<State>, shape: RwSignal<u32>, done: Act) {
    let lang = app.lang.get_untracked();
    let row = || done.arg.parse().unwrap_or(usize::MAX);
    match &*done.name {
        "pasted" => state.update_untracked(|state| state.pasted = done.value),
        "cell" => {
            state.update(|state| state.type_in(&done.arg, &done.value));
            keep(app, state);
            return;
        }
        "go" => {
            focus(&done.arg);
            return;
        }
        "csv" => {
            export(app, state);
            return;
        }
        "file" => {
            if let Some(file) = done.files.and_then(|files| files.get(0)) {
                files::read(&file, move |name, bytes| match bytes {
                    Some(bytes) => {
                        office::read(app, bytes, move |found| {
                            brought(app, state, shape, |state| state.take(found, lang));
                        });
                    }
                    None => brought(app, state, shape, |state| {
                        let words = app.pick(
                            "浏览器读不了这个文件：",
                            "The browser cannot read this file: ",
                        );
                        state.faults = vec![format!("{words}{name}")];
                    }),
                });
            }
            return;
        }
        "tab" => state.update_untracked(|state| {
            state.kind = Kind::from_code(&done.arg).unwrap_or(state.kind);
        }),
        "add" => state.update_untracked(State::add),
        "delete" => state.update_untracked(|state| state.delete(row())),
        "undo" => state.update_untracked(State::undo),
        "clear" => state.update_untracked(State::clear),
        "take" => state.update_untracked(|state| {
            let text = std::mem::take(&mut state.pasted);
            state.take(read_text(&text), lang);
            // What could not be read at all stays where it can be mended.
            if state.rows.is_empty() {
                state.pasted = text;
            }
        }),
        "example" => state.update_untracked(|state| {
            let text: &str = example!("indicators.csv");
            state.take(read_text(text), lang);
        }),
        _ => return,
    }
    if done.name != "pasted" {
        taken(app, state, shape);
    }
}

/// What a file brings, unless the page is gone meanwhile.
fn brought(app: App, state: RwSignal<State>, shape: RwSignal<u32>, take: impl FnOnce(&mut State)) {
    if !state.is_disposed() {
        state.update_untracked(take);
        taken(app, state, shape);
    }
}

/// Everything is drawn anew and kept.
fn taken(app: App, state: RwSignal<State>, shape: RwSignal<u32>) {
    keep(app, state);
    shape.update(|shape| *shape = shape.wrapping_add(1));
}

fn keep(app: App, state: RwSignal<State>) {
    drafts::save(app, PAGE, &state.with_untracked(State::kept));
}

fn export(app: App, state: RwSignal<State>) {
    let lang = app.lang.get_untracked();
    let bytes = state.with_untracked(|state| csv(app, state, lang));
    let saved = bytes.is_some_and(|bytes| files::save("indicators.csv", "text/csv", &bytes));
    if !saved {
        app.announce(t(
            lang,
            "浏览器没有保存文件，请检查下载设置后再试。",
            "The browser did not save the file; check its download settings and try again.",
        ));
    }
}

/// All rows of all kinds with what they give, as `shizu indicators --format csv` does.
fn csv(app: App, state: &State, lang: Lang) -> Option<Vec<u8>> {
    let engine = app.engines.get_untracked();
    let indicators = Indicators::new(engine.rulebook()).ok()?;
    let mut writer = CsvWriter::new(Vec::new(), CsvOptions::SPREADSHEET).ok()?;
    writer.row(Outcome::header()).ok()?;
    for kind in Kind::ALL {
        for (row, outcome) in state.outcomes(indicators, *kind) {
            writer.row(outcome.cells(&row, lang)).ok()?;
        }
    }
    writer.finish().ok()
}
