//! Files in and out of the browser.

use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, ArrayBuffer, Function, Promise, Uint8Array};

/// How many bytes are read at a time of a file that is read in pieces.
const PIECE: f64 = 8_388_608.0;

/// How many pieces the browser reads at the same time: each has to wait for another process.
const AHEAD: usize = 3;

/// Reads a file and hands its name and bytes to `done`; `None` for the bytes if the browser could not read it.
pub fn read(file: &web_sys::File, done: impl FnOnce(String, Option<Vec<u8>>) + 'static) {
    let (name, content) = (file.name(), load(file));
    spawn_local(async move {
        done(name, content.await.map(|bytes| bytes.to_vec()));
    });
}

/// Reads a file and hands it over in pieces; the browser reads the next ones while `take` has one. Whether it could read all of it.
pub async fn read_in_pieces(file: &web_sys::File, mut take: impl FnMut(&[u8])) -> bool {
    let size = file.size();
    let mut at = 0.0;
    let mut begin = || {
        let piece = (at < size).then(|| file.slice_with_f64_and_f64(at, at + PIECE));
        at += PIECE;
        piece.map(|piece| piece.ok().map(|piece| load(&piece)))
    };
    let mut begun: VecDeque<_> = (0..AHEAD).map_while(|_| begin()).collect();
    while let Some(next) = begun.pop_front() {
        let Some(next) = next else { return false };
        let Some(bytes) = next.await else {
            return false;
        };
        begun.extend(begin());
        take(&bytes.to_vec());
    }
    true
}

/// Begins to read at once; what comes is `None` if the browser cannot.
fn load(blob: &web_sys::Blob) -> impl Future<Output = Option<Uint8Array>> + use<> {
    let loaded = web_sys::FileReader::new().map(|reader| {
        Promise::new(&mut |resolve, _| {
            let finished = reader.clone();
            let ended = Closure::once_into_js(move || {
                let result = finished.result().unwrap_or(JsValue::UNDEFINED);
                // The promise is there to take it.
                let _ = resolve.call1(&JsValue::UNDEFINED, &result);
            });
            reader.set_onloadend(Some(ended.unchecked_ref()));
            if reader.read_as_array_buffer(blob).is_err() {
                let _ = ended
                    .unchecked_into::<Function>()
                    .call0(&JsValue::UNDEFINED);
            }
        })
    });
    async move {
        let result = JsFuture::from(loaded.ok()?).await.ok()?;
        let buffer: ArrayBuffer = result.dyn_into().ok()?;
        Some(Uint8Array::new(&buffer))
    }
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
