//! The second module as the page reaches it: `app/office.js`.

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use super::Answered;

#[wasm_bindgen(js_namespace = shizuOffice)]
extern "C" {
    #[wasm_bindgen(js_name = ask)]
    fn ask_script(id: u32, request: Uint8Array, done: &Function);
    #[wasm_bindgen(js_name = cancel)]
    fn cancel_script(id: u32);
}

/// Asks; `done` is called once and later, with the packed answer or a word for what went wrong.
pub fn ask(id: u32, request: &[u8], done: Answered) {
    let answered = Closure::once_into_js(move |answer: Option<Uint8Array>, trouble: String| {
        done(answer.map(|answer| answer.to_vec()).ok_or(&trouble));
    });
    ask_script(id, Uint8Array::from(request), answered.unchecked_ref());
}

/// Gives a job up.
pub fn cancel(id: u32) {
    cancel_script(id);
}
