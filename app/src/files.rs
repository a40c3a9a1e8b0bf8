//! Files in and out of the browser.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::js_sys::{Array, ArrayBuffer, Uint8Array};

/// Reads a file and hands its name and bytes to `done`; `None` for the bytes if the browser could not read it.
pub fn read(file: &web_sys::File, done: impl FnOnce(String, Option<Vec<u8>>) + 'static) {
    let name = file.name();
    let Ok(reader) = web_sys::FileReader::new() else {
        done(name, None);
        return;
    };
    let finished = reader.clone();
    let ended = Closure::once_into_js(move || {
        let buffer = finished
            .result()
            .ok()
            .and_then(|result| result.dyn_into::<ArrayBuffer>().ok());
        done(name, buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()));
    });
    reader.set_onloadend(Some(ended.unchecked_ref()));
    // If it cannot even begin, `loadend` does not come; the message of the page that it is reading stays, with its button to cancel.
    let _ = reader.read_as_array_buffer(file);
}

/// Has the browser save `bytes` as a file. Whether it could be asked to.
pub fn save(name: &str, kind: &str, bytes: &[u8]) -> bool {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) else {
        return false;
    };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else {
        return false;
    };
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    let saved = link.is_some_and(|link| {
        link.set_href(&url);
        link.set_download(name);
        link.click();
        true
    });
    // The browser takes the file a moment after the click.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        std::time::Duration::from_mins(1),
    );
    saved
}
