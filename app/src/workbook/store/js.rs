//! Values of the browser by name: for what `web-sys` does not bind, or binds with more than we need.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The property `name`; undefined where there is none.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The property `name` as text; empty if it is none.
pub fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

/// The property `name` as a whole number; 0 if it is none.
#[allow(clippy::cast_sign_loss)] // Negative numbers become 0, which is what is meant.
pub fn number(of: &JsValue, name: &str) -> u64 {
    get(of, name).as_f64().unwrap_or_default() as u64
}

/// A plain object.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in fields {
        // A plain object takes every property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// Calls the method `name`.
///
/// # Errors
/// What the browser threw; undefined if there is no such method.
pub fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(of, name).dyn_into().map_err(|_| JsValue::UNDEFINED)?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    method.apply(of, &list)
}
