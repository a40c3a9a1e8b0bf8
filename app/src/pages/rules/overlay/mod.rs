//! A local overlay: load it, see what is wrong with it or what it changes, use it or take it away. It lasts as long as the page.

mod change;
mod file;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use shizu_rules::{LoadError, Rulebook};

use self::change::changes;
use self::file::{dropped, read};
use super::proof::now;
use crate::components::{ErrorSummary, Fault};
use crate::context::use_app;
use crate::data::example;
use crate::markup::live;
use crate::text::{tr, tr_text};
use crate::tr;

/// Overlays to try: what they are, their name, and their text.
fn samples() -> [(&'static str, &'static str, &'static str, &'static str); 2] {
    [
        (
            "示例：县里已分设审查调查部门",
            "Sample: a county with a separate investigation office",
            "county-separates-investigation.toml",
            example!("overlays/county-separates-investigation.toml"),
        ),
        (
            "示例：有冲突、会被拒绝",
            "Sample: contradictory, to be refused",
            "contradiction-refused.toml",
            example!("overlays/contradiction-refused.toml"),
        ),
    ]
}

/// What came of checking a text.
#[derive(Clone)]
enum Checked {
    /// Everything that is wrong with it; nothing has changed.
    Refused(Arc<Vec<LoadError>>),
    /// The rulebook with the overlay, proved, in so many milliseconds.
    Sound(Arc<Rulebook>, f64),
}

/// The part of the page.
#[component]
pub fn Overlay() -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let checked = RwSignal::new(None::<Checked>);
    let over = RwSignal::new(false);
    let area = NodeRef::<html::Textarea>::new();
    let check = move || {
        let shipped = app.engines.shipped();
        let begin = now();
        let file = name.with_untracked(|name| {
            if name.is_empty() {
                "overlay.toml".to_owned()
            } else {
                name.clone()
            }
        });
        let merged = text.with_untracked(|text| shipped.with_overlay(&file, text));
        let took = now() - begin;
        checked.set(Some(match merged {
            Ok(rulebook) => Checked::Sound(Arc::new(rulebook), took),
            Err(errors) => Checked::Refused(Arc::new(errors)),
        }));
    };
    let take_text = move |file: String, content: String| {
        name.set(file);
        text.set(content);
        check();
    };
    let fail = move |words: (&'static str, &'static str)| app.announce(app.pick(words.0, words.1));
    let load = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(&file, take_text, fail);
        }
        // The same file can then be chosen again.
        input.set_value("");
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = dropped(&event) {
            read(&file, take_text, fail);
        }
    };
    let samples = samples().map(|(zh, en, file, content)| {
        view! {
            <button type="button" class="button" on:click=move |_| take_text(file.to_owned(), content.to_owned())>{tr(zh, en)}</button>
        }
    });
    let result = move || {
        checked.get().map(|checked| match checked {
            Checked::Refused(errors) => refused(&errors, area),
            Checked::Sound(rulebook, took) => sound(rulebook, took, move || {
                name.set(String::new());
                text.set(String::new());
            }),
        })
    };
    view! {
        <p class="lead-in">
            {tr(
                "各地可以用一个 TOML 文件增加、替换、停用规则或改变时限。载入后先校验，再列出哪些情形的结论会变，确认后才生效；只在本页有效，不上传、不保存。",
                "A TOML file can add, replace and remove rules and change time limits. It is proved first, then shown by what it changes, and used only when you say so; for this page only, neither uploaded nor stored.",
            )}
        </p>
        <InUse />
        <div
            class="overlay-drop no-print"
            class:overlay-over=move || over.get()
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <p class="actions">
                <label class="button primary file-button">
                    {tr("选择文件…", "Choose a file…")}
                    <input type="file" accept=".toml" on:change=load />
                </label>
                {samples}
            </p>
            <label>
                <span>{tr("也可以把文件拖到这里，或在下面粘贴、修改", "Or drop a file here, or paste and edit below")}</span>
                <textarea
                    node_ref=area
                    class="field overlay-text"
                    rows="12"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <button type="button" class="button" prop:disabled=move || text.with(|text| text.trim().is_empty()) on:click=move |_| check()>
                {tr("校验", "Check")}
            </button>
        </div>
        <div aria-live="polite">{result}</div>
    }
}

/// The overlay in use, with what it changes and the way back.
#[component]
fn InUse() -> impl IntoView {
    let app = use_app();
    let remove = move |_| match app.engines.take_shipped() {
        Ok(()) => app.announce(app.pick(
            "已停用本地调整，恢复随产品提供的规则库",
            "The overlay is no longer used; the shipped rulebook answers again",
        )),
        Err(error) => app.announce(error.message(app.lang.get_untracked())),
    };
    let view = move || {
        let engine = app.engine();
        let overlay = engine.rulebook().overlays.last()?.clone();
        let rulebook = Arc::new(engine.rulebook().clone());
        Some(view! {
            <section class="overlay-used">
                <h2>{tr("正在使用：", "In use: ")}{tr_text(&overlay.title)}</h2>
                {live(move || changes(app, &rulebook, app.lang.get()), |_| {})}
                <button type="button" class="button" on:click=remove>{tr("停用，恢复原规则库", "Remove it, back to the shipped rulebook")}</button>
            </section>
        })
    };
    view! { {view} }
}

fn sound(
    rulebook: Arc<Rulebook>,
    took: f64,
    clear: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let app = use_app();
    let in_use = {
        let rulebook = rulebook.clone();
        move || app.with_engine(|engine| engine.rulebook().overlays == rulebook.overlays)
    };
    let (taken, changed) = (rulebook.clone(), rulebook.clone());
    let take = move |_| match app.engines.take(Rulebook::clone(&taken)) {
        Ok(()) => {
            clear();
            app.announce(app.pick("本地调整已生效", "The overlay is in use"));
        }
        Err(error) => app.announce(error.message(app.lang.get_untracked())),
    };
    let words = app.pick(
        format!("校验通过（{took:.0} 毫秒）：没有空白、冲突和不起作用的行。"),
        format!("Proved in {took:.0} ms: no gap, no conflict, no row that never decides."),
    );
    let title = rulebook
        .overlays
        .last()
        .map(|overlay| overlay.title.clone())
        .unwrap_or_default();
    view! {
        <Show when=move || !in_use()>
            <section class="overlay-sound">
                <h2>{tr_text(&title)}</h2>
                <p class="proof-statement">{words.clone()}</p>
                {
                    let changed = changed.clone();
                    live(move || changes(app, &changed, app.lang.get()), |_| {})
                }
                <button type="button" class="button primary" on:click=take.clone()>{tr("启用这个调整", "Use it")}</button>
            </section>
        </Show>
    }
    .into_any()
}

fn refused(errors: &[LoadError], area: NodeRef<html::Textarea>) -> AnyView {
    let app = use_app();
    let count = errors.len();
    let faults = errors.iter().map(|error| {
        let line = error.place.line;
        let error = error.clone();
        Fault {
            words: (move || error.message(app.lang.get())).into(),
            show: (line > 0).then(|| Callback::new(move |()| file::select_line(area, line))),
        }
    });
    let faults = Signal::stored(faults.collect::<Vec<_>>());
    let title = tr!(
        "没有载入：{count} 处问题，规则库未作任何改动",
        "Not loaded, and the rulebook has not changed. Problems: {count}"
    );
    view! { <ErrorSummary title faults /> }.into_any()
}
