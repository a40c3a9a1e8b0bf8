//! Reading a file that the user chose or dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Longest overlay taken, in bytes; the whole shipped rulebook is a tenth of it.
const MOST: f64 = 1_000_000.0;

/// Reads `file` as UTF-8 and hands over its name and text, or says why not, in both languages.
pub fn read(
    file: &web_sys::File,
    take: impl Fn(String, String) + 'static,
    fail: impl Fn([&'static str; 2]) + 'static,
) {
    if file.size() > MOST {
        fail([
            "文件超过 1 MB，不像是规则调整文件",
            "The file is larger than 1 MB, which no overlay is",
        ]);
        return;
    }
    let Ok(reader) = web_sys::FileReader::new() else {
        fail([
            "浏览器不允许读取文件，请改用粘贴",
            "This browser reads no files; paste the text instead",
        ]);
        return;
    };
    let (name, result) = (file.name(), reader.clone());
    let done = Closure::once_into_js(move || {
        match result.result().ok().and_then(|text| text.as_string()) {
            Some(text) => take(name, text),
            None => fail([
                "文件读不出来，请检查它是否还在原处",
                "The file cannot be read; is it still there?",
            ]),
        }
    });
    reader.set_onloadend(Some(done.unchecked_ref()));
    // Without a result, `loadend` reports the failure.
    let _ = reader.read_as_text(file);
}
