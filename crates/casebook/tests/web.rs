//! The same tests in a real browser as natively, and how long opening takes there.
#![cfg(target_arch = "wasm32")]

#[path = "behaviour.rs"]
mod behaviour;
#[path = "damage.rs"]
mod damage;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
