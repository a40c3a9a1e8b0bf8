//! The workbook in the browser: one per space, kept by the browser after every change, and the user's own as a file.
//!
//! [`Desk`] is the workbook of a space. Pages read it with `desk.with(|book| …)` and change it with `desk.run(app, command, why)`; there is no other way to
//! the document. The rest of this folder keeps it: `store` is the browser's database (lines of snapshots and entries), `writer` stores each entry at once and
//! a snapshot in idle moments, `opening` brings workbooks onto the desk and puts them away, `snapshots` goes back to older states, `beside` sets two tabs' states side by side, `saving` hands them out as files, `others` and `tabs` deal with other tabs, `leaving` with the tab
//! being closed, `nothing` is what pages show without a workbook, `aim` leads to a row of the ledger, `clock` is the only place that knows what time it is.

mod aim;
mod beside;
pub mod clock;
mod desk;
mod document;
mod leaving;
mod nothing;
mod opening;
mod others;
mod saving;
mod snapshots;
mod state;
mod store;
mod tabs;
mod writer;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::settings::{Setting, Space};
pub use beside::Beside;
pub use desk::{Desk, NotDone};
pub use document::incoming;
pub use leaving::warn_when_leaving;
pub use nothing::{nothing_act, nothing_open};
pub use opening::FromFile;
pub use state::{Mended, Stage, State, Stored};
#[cfg(test)]
pub use store::Filed;
use store::js;
pub use store::{Fault, Head, Mark, Snapshot};

impl Desk {
    /// The word of its space, for names in the browser.
    fn words(self) -> &'static str {
        self.space.word()
    }

    /// Its space as the document calls it.
    pub fn casebook_space(self) -> shizu_casebook::Space {
        match self.space {
            Space::Training => shizu_casebook::Space::Training,
            Space::Work => shizu_casebook::Space::Work,
        }
    }
}

/// What a promise of the browser gives.
async fn awaited(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// What the browser estimates of the room in its storage; undefined if it does not say.
pub async fn estimate() -> JsValue {
    let storage = js::get(&js::get(&js_sys::global(), "navigator"), "storage");
    match js::call(&storage, "estimate", &[]) {
        Ok(promise) => awaited(promise).await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => JsValue::UNDEFINED,
    }
}

/// Waits some milliseconds.
async fn pause(milliseconds: i32) {
    let waited = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(waited).await;
}
