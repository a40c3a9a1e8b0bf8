//! Why the browser does not store.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Why the browser does not store, as far as the user can do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no database or refuses one: a private window, a policy, a setting. With the browser's words.
    Unavailable(String),
    /// There is no room.
    Full,
    /// A later version of the program has changed the database.
    Newer,
    /// Another tab with another version of the program holds the database.
    Blocked,
    /// Somebody else has written since: what is stored is not what this tab goes on from. Nothing was written.
    Moved {
        /// The revision that is stored.
        revision: u64,
    },
    /// There is something under this key already.
    Written,
    /// What this tab goes on from is no longer stored: it was erased.
    Gone,
    /// The connection was closed, as when the user clears the browser's data.
    Closed,
    /// Anything else, in the browser's words.
    Other(String),
}

impl Fault {
    /// Of a refusal to open.
    pub fn unavailable(thrown: JsValue) -> Self {
        Fault::Unavailable(words(thrown))
    }

    /// Of a failed opening.
    pub fn opening(error: Option<DomException>) -> Self {
        match Fault::told(error) {
            Fault::Other(words) => Fault::Unavailable(words),
            known => known,
        }
    }

    /// Of what a call threw.
    pub fn from_thrown(thrown: JsValue) -> Self {
        match thrown.dyn_into::<DomException>() {
            Ok(error) => Fault::told(Some(error)),
            Err(thrown) => Fault::Other(words(thrown)),
        }
    }

    /// Of an error that the browser names.
    pub fn told(error: Option<DomException>) -> Self {
        let Some(error) = error else {
            return Fault::Other(String::new());
        };
        match &*error.name() {
            "QuotaExceededError" => Fault::Full,
            "VersionError" => Fault::Newer,
            "ConstraintError" => Fault::Written,
            "InvalidStateError" | "NotFoundError" => Fault::Closed,
            name => Fault::Other(format!("{name}: {}", error.message())),
        }
    }
}

fn words(thrown: JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<DomException>() {
        return format!("{}: {}", error.name(), error.message());
    }
    js_sys::Object::from(thrown).to_string().into()
}
