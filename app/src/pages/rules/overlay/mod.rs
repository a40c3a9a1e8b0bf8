//! A local overlay: load it, see what is wrong with it or what it changes, use it or take it away. It lasts as long as the page.

mod change;
mod file;

use std::sync::Arc;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Lang, LoadError, Rulebook};

use self::change::changes;
use self::file::read;
use super::proof::now;
use crate::context::App;
use crate::data::example;
use crate::markup::{Act, live, select_line, t};

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
enum Checked {
    /// Everything that is wrong with it; nothing has changed.
    Refused(Vec<LoadError>),
    /// The rulebook with the overlay, proved, in so many milliseconds.
    Sound(Arc<Rulebook>, f64),
}

/// The overlay that is being looked at.
#[derive(Clone, Copy)]
struct Work {
    app: App,
    name: RwSignal<String>,
    text: RwSignal<String>,
    checked: RwSignal<Option<Checked>>,
}

/// The part of the page.
pub fn overlay(app: App) -> AnyView {
    let work = Work {
        app,
        name: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        checked: RwSignal::new(None),
    };
    let used = move || in_use(app, app.lang.get());
    let form = move || work.text.with(|text| form(text, app.lang.get()));
    let result = move || {
        let lang = app.lang.get();
        work.checked.with(|checked| match checked {
            Some(Checked::Refused(errors)) => refused(errors, lang),
            Some(Checked::Sound(rulebook, took)) => sound(app, rulebook, *took, lang),
            None => html! {},
        })
    };
    let act = move |act: Act| work.act(act);
    view! {
        {live(used, act)}
        {live(form, act)}
        <div aria-live="polite">{live(result, act)}</div>
    }
    .into_any()
}

impl Work {
    fn act(self, act: Act) {
        let app = self.app;
        match &*act.name {
            "file" => {
                let fail = move |[zh, en]: [&'static str; 2]| app.announce(app.pick(zh, en));
                if let Some(file) = act.files.and_then(|files| files.get(0)) {
                    read(&file, move |name, text| self.take_text(name, text), fail);
                }
            }
            "sample" => {
                let sample = act
                    .arg
                    .parse()
                    .ok()
                    .and_then(|at: usize| samples().into_iter().nth(at));
                if let Some((_, _, name, text)) = sample {
                    self.take_text(name.to_owned(), text.to_owned());
                }
            }
            "text" => {
                // What is typed or pasted over a file is no longer that file.
                self.name.set(String::new());
                self.text.set(act.value);
            }
            "check" => self.check(),
            "line" => {
                let line = act.arg.parse().into_iter();
                line.for_each(|line| select_line("overlay-text", line));
            }
            "use" => self.take(),
            "remove" => match app.engines.take_shipped() {
                Ok(()) => app.announce(app.pick(
                    "已停用本地调整，恢复随产品提供的规则库",
                    "The overlay is no longer used; the shipped rulebook answers again",
                )),
                Err(error) => app.announce(error.message(app.lang.get_untracked())),
            },
            _ => {}
        }
    }

    fn take_text(self, name: String, text: String) {
        self.name.set(name);
        self.text.set(text);
        self.check();
    }

    fn check(self) {
        let shipped = self.app.engines.shipped();
        let begin = now();
        let name = self.name.get_untracked();
        let name = if name.is_empty() {
            "overlay.toml"
        } else {
            &name
        };
        let merged = self
            .text
            .with_untracked(|text| shipped.with_overlay(name, text));
        self.checked.set(Some(match merged {
            Ok(rulebook) => Checked::Sound(Arc::new(rulebook), now() - begin),
            Err(errors) => Checked::Refused(errors),
        }));
    }

    /// Takes the overlay that was proved into use.
    fn take(self) {
        let app = self.app;
        let proved = self.checked.with_untracked(|checked| match checked {
            Some(Checked::Sound(rulebook, _)) => Some(Rulebook::clone(rulebook)),
            _ => None,
        });
        match proved.map(|rulebook| app.engines.take(rulebook)) {
            Some(Ok(())) => {
                self.name.set(String::new());
                self.text.set(String::new());
                app.announce(app.pick("本地调整已生效", "The overlay is in use"));
            }
            Some(Err(error)) => app.announce(error.message(app.lang.get_untracked())),
            None => {}
        }
    }
}

/// The overlay in use, with what it changes and the way back.
fn in_use(app: App, lang: Lang) -> Markup {
    let engine = app.engine();
    html! {
        p class="lead-in" {
            (t(
                lang,
                "各地可以用一个 TOML 文件增加、替换、停用规则，改变时限和参数。载入后先校验，再列出哪些情形的结论会变，确认后才生效；只在本页有效，不上传、不保存。",
                "A TOML file can add, replace and remove rules, and change time limits and numbers. It is proved first, then shown by what it changes, and used only when you say so; for this page only, neither uploaded nor stored.",
            ))
        }
        @if let Some(overlay) = engine.rulebook().overlays.last() {
            section class="overlay-used" {
                h2 { (t(lang, "正在使用：", "In use: ")) (overlay.title.in_lang(lang)) }
                (changes(app, engine.rulebook(), lang))
                button type="button" class="button" id="overlay-remove" data-do="remove" {
                    (t(lang, "停用，恢复原规则库", "Remove it, back to the shipped rulebook"))
                }
            }
        }
    }
}

fn form(text: &str, lang: Lang) -> Markup {
    html! {
        div class="overlay-drop no-print" data-drop="file" {
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件…", "Choose a file…"))
                    input type="file" id="overlay-file" accept=".toml" data-do="file";
                }
                @for (at, (zh, en, _, _)) in samples().iter().enumerate() {
                    button type="button" class="button" id={ "overlay-sample-" (at) } data-do="sample" data-arg=(at) { (t(lang, zh, en)) }
                }
            }
            label {
                span { (t(lang, "也可以把文件拖到这里，或在下面粘贴、修改", "Or drop a file here, or paste and edit below")) }
                textarea id="overlay-text" class="field overlay-text" rows="12" spellcheck="false" data-do="text" { (text) }
            }
            button type="button" class="button" id="overlay-check" data-do="check" disabled[text.trim().is_empty()] { (t(lang, "校验", "Check")) }
        }
    }
}

fn sound(app: App, rulebook: &Rulebook, took: f64, lang: Lang) -> Markup {
    let in_use = app.with_engine(|engine| engine.rulebook().overlays == rulebook.overlays);
    let title = rulebook
        .overlays
        .last()
        .map(|overlay| overlay.title.in_lang(lang));
    let words = match lang {
        Lang::Zh => format!("校验通过（{took:.0} 毫秒）：没有空白、冲突和不起作用的行。"),
        Lang::En => {
            format!("Proved in {took:.0} ms: no gap, no conflict, no row that never decides.")
        }
    };
    html! {
        @if !in_use {
            section class="overlay-sound" {
                h2 { (title.unwrap_or_default()) }
                p class="proof-statement" { (words) }
                (changes(app, rulebook, lang))
                button type="button" class="button primary" id="overlay-use" data-do="use" { (t(lang, "启用这个调整", "Use it")) }
            }
        }
    }
}

/// What is wrong, each error leading to its line.
fn refused(errors: &[LoadError], lang: Lang) -> Markup {
    let count = errors.len();
    html! {
        div role="alert" { section class="errors" {
            h2 {
                @match lang {
                    Lang::Zh => { "没有载入：" (count) " 处问题，规则库未作任何改动" }
                    Lang::En => { "Not loaded, and the rulebook has not changed. Problems: " (count) }
                }
            }
            ul {
                @for error in errors {
                    li {
                        @if error.place.line > 0 {
                            button type="button" class="link" data-do="line" data-arg=(error.place.line) { (error.message(lang)) }
                        } @else {
                            (error.message(lang))
                        }
                    }
                }
            }
        } }
    }
}
