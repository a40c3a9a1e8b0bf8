//! 职责矩阵: duties by organs, the duties of one, two compared, loads and thin places.

mod export;
mod grid;
mod state;
mod views;

use std::time::Duration;

use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use shizu_rules::vocabulary::{Organ, Term};
use shizu_rules::{Engine, Lang};

use self::state::{State, Tab};
use crate::context::App;
use crate::markup::{Act, Aside, basis, cites, field, live, select, t};
use crate::settings::Fold;
use crate::text::tr;
use crate::{drafts, files, office};

/// The page.
pub fn page(app: App) -> AnyView {
    let kept = drafts::load(app, "matrix");
    let restored = kept.as_deref().and_then(State::restored);
    if kept.is_some() && restored.is_none() {
        app.announce(app.pick(
            "上次的筛选来自另一版本，已忽略。",
            "The filters of your last visit are of another version and were left out.",
        ));
    }
    let state = RwSignal::new(restored.unwrap_or_default());
    Effect::new(move |before: Option<String>| {
        let now = state.with(State::kept);
        if before.is_some_and(|before| before != now) {
            drafts::save(app, "matrix", &now);
        }
        now
    });
    let act = move |act: Act| done(app, state, &act);
    let form = move || state.with(|state| form(state, app.lang.get()));
    let result =
        move || state.with(|state| app.with_engine(|engine| result(state, engine, app.lang.get())));
    let panel =
        move || state.with(|state| app.with_engine(|engine| panel(state, engine, app.lang.get())));
    let peek = move || {
        let lang = app.lang.get();
        state.with(|state| {
            app.with_engine(|engine| {
                let duties = &engine.rulebook().duties;
                let open = duties.iter().find(|duty| duty.id() == state.open);
                open.map_or("", |duty| duty.grounds.title.in_lang(lang))
                    .to_owned()
            })
        })
    };
    view! {
        <div class="with-basis">
            <div class="page matrix">
                <h1>{tr("职责矩阵", "Duty matrix")}</h1>
                {live(form, act)}
                {live(result, act)}
            </div>
            <Aside draw=Box::new(panel) peek=Box::new(peek) act=Box::new(act)/>
        </div>
    }
    .into_any()
}

fn done(app: App, state: RwSignal<State>, act: &Act) {
    match &*act.name {
        "save" => save(app, state, &act.arg),
        "print" => {
            state.update(|state| state.act(act));
            // The page is drawn for the paper first.
            set_timeout(
                || {
                    // Without a printer nothing happens, which the browser tells.
                    let _ = window().print();
                },
                Duration::from_millis(50),
            );
        }
        name => {
            state.update(|state| state.act(act));
            if name == "open" {
                app.basis.set(Fold::Open);
            }
        }
    }
}

fn save(app: App, state: RwSignal<State>, ending: &str) {
    let lang = app.lang.get_untracked();
    let engine = app.engines.get_untracked();
    let listings = state.with_untracked(|state| state.listings(engine.rulebook(), lang));
    let name = t(lang, "职责矩阵", "duty-matrix");
    if ending == "xlsx" {
        office::write_sheets(app, export::workbook(&listings), move |book| match book {
            Ok(book) => say_saved(
                app,
                files::save(&format!("{name}.xlsx"), office::XLSX, &book),
            ),
            Err(refusal) => app.announce(office::words(lang, &refusal)),
        });
        return;
    }
    let file = export::file(&listings, ending);
    let saved = file.is_some_and(|(ending, kind, bytes)| {
        files::save(&format!("{name}.{ending}"), kind, &bytes)
    });
    say_saved(app, saved);
}

fn say_saved(app: App, saved: bool) {
    app.announce(if saved {
        app.pick("已交给浏览器下载", "Handed to the browser to save")
    } else {
        app.pick(
            "没能生成文件：可能内存不足。请缩小筛选后再试。",
            "The file could not be made: memory may be short. Narrow the filters and try again.",
        )
    });
}

/// Tabs, filters, and what to do with the result.
fn form(state: &State, lang: Lang) -> Markup {
    let names = [
        t(lang, "矩阵", "Matrix"),
        t(lang, "我的职责", "My duties"),
        t(lang, "对照", "Compare"),
        t(lang, "负荷与空白", "Load and gaps"),
    ];
    html! {
        p class="lead-in" {
            (t(
                lang,
                "每项职责由谁主办，谁协助、指导、监督、报告、知悉。点职责名称看它依据哪一段。",
                "Who leads each duty, and who assists, guides, supervises, reports or is told. Press a duty to see what it rests on.",
            ))
        }
        div class="tabs no-print" {
            @for ((tab, code), name) in Tab::ALL.into_iter().zip(names) {
                button type="button" id={ "matrix-tab-" (code) } data-do="tab" data-arg=(code) aria-pressed=((state.tab == tab).to_string()) { (name) }
            }
        }
        div class="fields matrix-filters no-print" {
            (whose(state, lang))
            (choice("field", t(lang, "领域", "Field"), state.field, lang))
            (choice("stage", t(lang, "阶段", "Stage"), state.stage, lang))
            (choice("rhythm", t(lang, "频次", "How often"), state.rhythm, lang))
            @if state.tab == Tab::Matrix {
                (choice("organ", t(lang, "机关", "Organ"), state.organ, lang))
                (choice("role", t(lang, "分工", "Role"), state.role, lang))
                (choice("tier", t(lang, "主办在", "Led from"), state.tier, lang))
            }
            (field("matrix-words", t(lang, "查找", "Find"), "", &html! {
                input id="matrix-words" class="field" type="search" autocomplete="off" value=(state.words) data-do="words"
                    placeholder=(t(lang, "词语或段落号", "words, or LS34"));
            }))
            @if state.is_narrowed() {
                p class="labelled" {
                    button type="button" class="button quiet" id="matrix-clear" data-do="clear" { (t(lang, "清除筛选", "Clear filters")) }
                }
            }
        }
    }
}

/// A filter of one closed vocabulary.
fn choice<T: Term>(name: &str, label: &str, chosen: Option<T>, lang: Lang) -> Markup {
    let id = format!("matrix-{name}");
    let any = t(lang, "全部", "all");
    let chosen = chosen.map(Term::index);
    field(
        &id,
        label,
        "",
        &select(&id, name, any, T::VALUES, chosen, lang),
    )
}

/// Which organ is read, or which two are compared.
fn whose(state: &State, lang: Lang) -> Markup {
    let organ = |name: &str, label: &str, chosen: Organ| {
        let id = format!("matrix-{name}");
        let chosen = Some(chosen.index());
        field(
            &id,
            label,
            "",
            &select(&id, name, "", Organ::VALUES, chosen, lang),
        )
    };
    match state.tab {
        Tab::Mine => organ("mine", t(lang, "我所在的机关", "My organ"), state.mine),
        Tab::Compare => html! {
            (organ("first", t(lang, "一方", "One"), state.pair[0]))
            p class="labelled" {
                button type="button" class="button quiet" id="matrix-swap" data-do="swap" aria-label=(t(lang, "交换两方", "Swap the two")) { "⇄" }
            }
            (organ("second", t(lang, "另一方", "The other"), state.pair[1]))
        },
        Tab::Matrix | Tab::Load => html! {},
    }
}

/// What is shown of the duties.
fn result(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let matrix = state.matrix(rulebook);
    let (count, total) = (matrix.duties.len(), rulebook.duties.len());
    let counted = match lang {
        Lang::Zh => format!("显示 {count} / {total} 项职责"),
        Lang::En => format!("{count} of {total} duties"),
    };
    let paper = if state.wide_paper {
        "A3 landscape"
    } else {
        "A4 portrait"
    };
    html! {
        (PreEscaped(format!("<style>@page{{size:{paper};margin:10mm}}</style>")))
        div class={ "matrix-result" @if !state.wide_paper { " matrix-as-list" } } {
            div class="matrix-bar-line" {
                p role="status" data-testid="matrix-count" {
                    @if state.is_narrowed() || state.tab == Tab::Matrix { (counted) }
                }
                (actions(state, lang))
            }
            p class="print-only" { (narrowed(state, lang)) }
            @if count == 0 {
                p class="none" { (t(lang, "没有符合筛选条件的职责。请放宽筛选，或换一个词。", "No duty meets the filters. Ask for less, or try another word.")) }
            } @else {
                @match state.tab {
                    Tab::Matrix => {
                        (grid::legend(lang))
                        (grid::by_field(&matrix, &state.open, lang))
                    }
                    Tab::Mine => { (views::mine(&matrix, state, lang)) }
                    Tab::Compare => { (views::compare(&matrix, state, lang)) }
                    Tab::Load => { (views::load(&matrix, state, lang)) }
                }
            }
        }
    }
}

/// The filters in words, for print.
fn narrowed(state: &State, lang: Lang) -> String {
    let matrix_only = state.tab == Tab::Matrix;
    let chosen = [
        state.field.map(|term| term.label(lang)),
        state.stage.map(|term| term.label(lang)),
        state.rhythm.map(|term| term.label(lang)),
        state
            .organ
            .filter(|_| matrix_only)
            .map(|term| term.label(lang)),
        state
            .role
            .filter(|_| matrix_only)
            .map(|term| term.label(lang)),
        state
            .tier
            .filter(|_| matrix_only)
            .map(|term| term.label(lang)),
        Some(state.words.trim()).filter(|words| !words.is_empty()),
    ];
    let chosen: Vec<&str> = chosen.into_iter().flatten().collect();
    if chosen.is_empty() {
        return String::new();
    }
    let words = chosen.join(t(lang, "；", "; "));
    format!("{}{words}", t(lang, "筛选：", "Filters: "))
}

fn actions(state: &State, lang: Lang) -> Markup {
    let button = |name: &str, arg: &str, words: &str| {
        html! {
            button type="button" class="button" id={ "matrix-" (name) "-" (arg) } data-do=(name) data-arg=(arg) { (words) }
        }
    };
    html! {
        p class="actions no-print" {
            (button("save", "xlsx", "XLSX"))
            (button("save", "csv", "CSV"))
            (button("save", "md", "Markdown"))
            @if matches!(state.tab, Tab::Matrix | Tab::Compare) {
                (button("print", "a3", t(lang, "打印 A3 整表", "Print A3 table")))
                (button("print", "a4", t(lang, "打印 A4 清单", "Print A4 list")))
            } @else {
                (button("print", "a4", t(lang, "打印", "Print")))
            }
        }
    }
}

/// The open duty with what it rests on, or how the matrix is to be read.
fn panel(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let duties = &engine.rulebook().duties;
    let Some(duty) = duties.iter().find(|duty| duty.id() == state.open) else {
        let read = ["LS30", "LS33", "LS24"].map(str::to_owned);
        return html! {
            p class="basis-conclusion" {
                (t(lang, "每项职责恰有一个主办，并注明依据。", "Every duty has exactly one lead and says what it rests on."))
            }
            p {
                (t(
                    lang,
                    "段落同时提到室和组的，由室主办；室指导组自身工作的，组在前台主办、室在后台指导；只提纪委机关的，决定和制度归常委会，对单位的行为归室。条文没有写明主办的，说明里都标出。",
                    "Where a paragraph names office and group together, the office leads; where the office guides the group's own work, the group leads in front and the office guides from behind; where only the commission is named, decisions go to its standing committee and acts towards units to the office. Notes mark every lead that a text leaves open.",
                ))
            }
            (cites(engine, &read, lang))
            p class="hint" {
                (t(lang, "四地做法和巡察协作研究讲的是个别地方怎么做，不是普遍要求。", "The four local practices and the study of inspection tell what single places did, not what all must do."))
            }
        };
    };
    html! {
        (basis(engine, &duty.sentence(lang), &[duty.id()], lang))
        (views::facts(duty, lang))
        p class="actions no-print" {
            button type="button" class="button quiet" id="matrix-close" data-do="close" { (t(lang, "收起这项职责", "Close this duty")) }
        }
    }
}
