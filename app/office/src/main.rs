//! The second WebAssembly module of the browser app. `app/office.js` starts it in a worker and asks it.

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a packed request; see `shizu_office::work`.
#[wasm_bindgen]
pub fn work(request: &[u8]) -> Vec<u8> {
    shizu_office::work(request)
}

fn main() {}
