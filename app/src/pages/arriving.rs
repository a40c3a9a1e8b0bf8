//! A page, or a part of one, whose module may still be on its way.

use std::time::Duration;

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::Lang;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::context::App;
use crate::markup::{empty, live, t};

/// How long nothing is shown: most modules are there by then.
const PATIENCE: Duration = Duration::from_millis(200);

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Expected,
    /// Expected for longer than one waits without a sign.
    Slow,
    Failed,
    There,
}

/// What is on its way.
#[derive(Clone, Copy, PartialEq)]
enum Extent {
    Page,
    /// A part, below the heading of its page.
    Part,
}

/// The page that `open` shows, as soon as the module `name` is there.
pub fn arriving(app: App, name: &'static str, open: fn() -> AnyView) -> AnyView {
    arrive(app, name, Extent::Page, Box::new(open))
}

/// The part of a page that `open` shows, as soon as the module `name` is there.
pub fn part_arriving(
    app: App,
    name: &'static str,
    open: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    arrive(app, name, Extent::Part, Box::new(open))
}

/// One copy for everything that opens.
fn arrive(
    app: App,
    name: &'static str,
    extent: Extent,
    open: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    if is_there(name) {
        return open();
    }
    let stage = RwSignal::new(Stage::Expected);
    expect(name, stage);
    let page = move || match stage.get() {
        Stage::There => open(),
        stage_now => live(
            move || draw(stage_now, extent, app.lang.get()),
            move |_| expect(name, stage),
        ),
    };
    page.into_any()
}

fn draw(stage: Stage, extent: Extent, lang: Lang) -> Markup {
    let again = html! {
        button type="button" class="button primary" data-do="again" { (t(lang, "再试一次", "Try again")) }
    };
    html! {
        div class=[(extent == Extent::Page).then_some("page")] {
            @match stage {
                Stage::Slow => div class="skeleton" role="status" {
                    span class="hidden" { (t(lang, "正在打开这一页…", "Opening this page…")) }
                    @for _ in 0..4 { i {} }
                },
                Stage::Failed => div role="alert" {
                    @if extent == Extent::Page { h1 { (t(lang, "这一页没有打开", "This page did not open")) } }
                    (empty(
                        t(lang, "这一页的程序没有下载成功", "The program of this page could not be downloaded"),
                        t(
                            lang,
                            "可能是网络断开，或网站刚换了新版本。已录入的内容没有改动。请再试；仍不行，请导出需要留存的内容后刷新本页。",
                            "The network may be down, or the site may have a new version. What you entered is untouched. Try again; if it still fails, export what you need and reload.",
                        ),
                        &again,
                    ))
                },
                Stage::Expected | Stage::There => {},
            }
        }
    }
}

/// Asks for the module and follows in `stage` what becomes of it, as long as somebody looks.
fn expect(name: &str, stage: RwSignal<Stage>) {
    let _ = stage.try_set(Stage::Expected);
    set_timeout(
        move || {
            if stage.try_get_untracked() == Some(Stage::Expected) {
                stage.set(Stage::Slow);
            }
        },
        PATIENCE,
    );
    let done = Closure::once_into_js(move |arrived: bool| {
        let _ = stage.try_set(if arrived { Stage::There } else { Stage::Failed });
    });
    call("load", name, &done);
}

fn is_there(name: &str) -> bool {
    call("has", name, &JsValue::UNDEFINED).is_none_or(|answer| answer.is_truthy())
}

/// Asks the script that started the page (`app/selfcheck.js`). Nothing where it does not know the question: then there is one module for everything.
fn call(question: &str, name: &str, with: &JsValue) -> Option<JsValue> {
    let start = js_sys::Reflect::get(&js_sys::global(), &"shizuStart".into()).ok()?;
    let method = js_sys::Reflect::get(&start, &question.into()).ok()?;
    let method: &js_sys::Function = method.dyn_ref()?;
    method.call2(&start, &name.into(), with).ok()
}
