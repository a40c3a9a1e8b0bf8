//! The same tests in a real browser as natively, and how long opening takes there.
#![cfg(target_arch = "wasm32")]

#[path = "behaviour.rs"]
mod behaviour;
#[path = "damage.rs"]
mod damage;

#[path = "history.rs"]
mod history;
#[path = "document/many.rs"]
mod many;

use shizu_casebook::{Command, Kind, Workbook};
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds of the fastest of five runs.
fn fastest(mut run: impl FnMut()) -> f64 {
    let times = (0..5).map(|_| {
        let start = js_sys::Date::now();
        run();
        js_sys::Date::now() - start
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Opening against the browser's own `JSON.parse` of the same text. Code that was not optimised says nothing about it: the limit holds in builds that are.
#[wasm_bindgen_test]
fn a_large_workbook_opens_within_twice_the_time_of_parsing_its_text() {
    let matters = if cfg!(debug_assertions) {
        1_000
    } else {
        100_000
    };
    let rules = behaviour::document::rules();
    let mut book = behaviour::document::book();
    let (columns, rows) = many::matters(matters);
    let import = Command::Import {
        kind: Kind::Matter,
        columns,
        rows,
    };
    book.apply(import, behaviour::document::NOW, &rules)
        .expect("imported");
    let text = book.to_json();
    drop(book);
    let script = js_sys::JsString::from(text.as_str());
    let ours = fastest(|| {
        let opened = Workbook::from_json(text.as_bytes()).expect("opens").book;
        assert_eq!(opened.register(Kind::Matter).len(), matters);
    });
    let parse = js_sys::Function::new_with_args("text", "return JSON.parse(text).id.length");
    let theirs = fastest(|| {
        parse.call1(&js_sys::Object::new(), &script).expect("JSON");
    });
    console_log!(
        "{matters} matters, {} MB: opened in {ours} ms, JSON.parse {theirs} ms",
        text.len() >> 20
    );
    assert!(
        cfg!(debug_assertions) || ours < 2.0 * theirs,
        "{ours} ms against {theirs} ms"
    );
}
