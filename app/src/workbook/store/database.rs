//! `IndexedDB`, as little of it as the store needs, with futures for its events.
//!
//! A transaction lasts as long as requests are made in it, so nothing else may be awaited between them.

use js_sys::Promise;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::fault::Fault;
use super::js;

/// How long the browser may take to open a database, in milliseconds. Some never answer in private windows.
const PATIENCE: i32 = 10_000;

/// Opens a database; `create` makes its stores when there is none yet.
///
/// # Errors
/// When the browser has no `IndexedDB`, refuses it, or has a database of a later version of the program.
pub async fn open(
    name: &str,
    version: u32,
    create: fn(&IdbDatabase) -> Result<(), JsValue>,
) -> Result<IdbDatabase, Fault> {
    let window = web_sys::window().ok_or_else(|| Fault::Unavailable(String::new()))?;
    let factory = window.indexed_db().map_err(Fault::unavailable)?;
    let factory = factory.ok_or_else(|| Fault::Unavailable(String::new()))?;
    let request = factory
        .open_with_u32(name, version)
        .map_err(Fault::unavailable)?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database: Option<IdbDatabase> = asked
            .result()
            .ok()
            .and_then(|result| result.dyn_into().ok());
        if let Some(database) = database {
            // What cannot be created is missed, and told, by the first transaction.
            let _ = create(&database);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let opened = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
        // Without a timer one waits as long as the browser does.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE);
    });
    if let Err(event) = JsFuture::from(opened).await {
        close_when_opened(&request);
        return Err(if js::text(&event, "type") == "blocked" {
            Fault::Blocked
        } else {
            Fault::opening(request.error().ok().flatten())
        });
    }
    let result = request.result().map_err(Fault::unavailable)?;
    result
        .dyn_into()
        .map_err(|_| Fault::Unavailable(String::new()))
}

/// A database that is opened too late must not stand in the way of others.
fn close_when_opened(request: &IdbOpenDbRequest) {
    let opened = request.clone();
    let close = Closure::once_into_js(move || {
        let result = opened.result().ok();
        if let Some(database) = result.and_then(|result| result.dyn_into::<IdbDatabase>().ok()) {
            database.close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

/// Begins a transaction over `stores` that may write. It is over only when it is on the disk, where the browser knows the difference.
///
/// # Errors
/// When the database was closed meanwhile.
pub fn write(database: &IdbDatabase, stores: &[&str]) -> Result<IdbTransaction, Fault> {
    begin(database, stores, "readwrite")
}

/// Begins a transaction over `stores` that only reads.
///
/// # Errors
/// When the database was closed meanwhile.
pub fn read(database: &IdbDatabase, stores: &[&str]) -> Result<IdbTransaction, Fault> {
    begin(database, stores, "readonly")
}

fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, Fault> {
    let names: js_sys::Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = js::object(&[("durability", "strict".into())]);
    let begun = js::call(
        database,
        "transaction",
        &[&names.into(), &mode.into(), &options],
    );
    begun
        .and_then(|transaction| transaction.dyn_into())
        .map_err(Fault::from_thrown)
}

/// One of the stores of a transaction.
///
/// # Errors
/// When the database lacks it.
pub fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, Fault> {
    transaction.object_store(name).map_err(Fault::from_thrown)
}

/// What a request gives.
///
/// # Errors
/// When it was refused, or fails.
pub async fn result(request: Result<IdbRequest, JsValue>) -> Result<JsValue, Fault> {
    let request = request.map_err(Fault::from_thrown)?;
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => request.result().map_err(Fault::from_thrown),
        Err(_) => Err(Fault::told(request.error().ok().flatten())),
    }
}

/// Asks for nothing more in a transaction: it ends as soon as the browser has done what was asked, even if this tab does not listen. Engines before
/// Chromium 76 find out by themselves.
pub fn hand_over(transaction: &IdbTransaction) {
    let _ = js::call(transaction, "commit", &[]);
}

/// Waits until a transaction is over, and all of it is stored.
///
/// # Errors
/// When it was given up, and nothing of it is stored.
pub async fn done(transaction: &IdbTransaction) -> Result<(), Fault> {
    let over = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(over).await {
        Ok(_) => Ok(()),
        Err(_) => Err(Fault::told(transaction.error())),
    }
}

/// All keys `[line, …]` of one line.
///
/// # Errors
/// Never by the browser's own rules: numbers and lists are keys.
pub fn range_of(line: u32) -> Result<JsValue, Fault> {
    between(
        &key(&[line.into()]),
        &key(&[line.into(), js_sys::Array::new().into()]),
    )
}

/// All keys from `first` to `last`, both included.
///
/// # Errors
/// When `first` lies behind `last`.
pub fn between(first: &JsValue, last: &JsValue) -> Result<JsValue, Fault> {
    let range = IdbKeyRange::bound(first, last);
    range.map(JsValue::from).map_err(Fault::from_thrown)
}

/// A key of several parts.
pub fn key(parts: &[JsValue]) -> JsValue {
    parts.iter().collect::<js_sys::Array>().into()
}
