//! What the store notes of a workbook besides its content.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::database::key;
use super::js;

/// A state of a workbook: two copies with the same mark have the same content and the same past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// How many entries led to it.
    pub revision: u64,
    /// The content id of the last of them.
    pub chain: String,
}

/// When which state was last saved to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The state in the file.
    pub mark: Mark,
    /// When, RFC 3339.
    pub at: String,
    /// Whether the file has a passphrase.
    pub sealed: bool,
}

/// The head of a line: what it is and where it ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Id of the workbook.
    pub workbook: String,
    /// Its name.
    pub name: String,
    /// The state at the end of the line.
    pub mark: Mark,
    /// When it came to this state, RFC 3339.
    pub changed: String,
    /// The last file.
    pub filed: Option<Filed>,
}

impl Head {
    /// As the database holds it.
    pub fn write(&self) -> JsValue {
        let mark = |mark: &Mark| {
            js::object(&[
                ("revision", (mark.revision as f64).into()),
                ("chain", (&*mark.chain).into()),
            ])
        };
        let filed = self.filed.as_ref().map_or(JsValue::NULL, |filed| {
            js::object(&[
                ("mark", mark(&filed.mark)),
                ("at", (&*filed.at).into()),
                ("sealed", filed.sealed.into()),
            ])
        });
        js::object(&[
            ("workbook", (&*self.workbook).into()),
            ("name", (&*self.name).into()),
            ("mark", mark(&self.mark)),
            ("changed", (&*self.changed).into()),
            ("filed", filed),
        ])
    }

    /// From the database. What is missing is empty, so that a damaged head is none that anything goes on from.
    pub fn read(value: &JsValue) -> Self {
        let mark = |value: &JsValue| Mark {
            revision: js::number(value, "revision"),
            chain: js::text(value, "chain"),
        };
        let filed = js::get(value, "filed");
        Head {
            workbook: js::text(value, "workbook"),
            name: js::text(value, "name"),
            mark: mark(&js::get(value, "mark")),
            changed: js::text(value, "changed"),
            filed: filed.is_object().then(|| Filed {
                mark: mark(&js::get(&filed, "mark")),
                at: js::text(&filed, "at"),
                sealed: js::get(&filed, "sealed").is_truthy(),
            }),
        }
    }
}

/// A whole workbook in the store, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The revision it shows.
    pub revision: u64,
    /// When that was made, RFC 3339.
    pub at: String,
    /// Bytes.
    pub size: u64,
}

impl Snapshot {
    /// Its key, which says all there is to say of it: one learns what snapshots there are without loading them.
    pub fn key(&self, line: u32) -> JsValue {
        key(&[
            line.into(),
            (self.revision as f64).into(),
            (&*self.at).into(),
            (self.size as f64).into(),
        ])
    }

    /// From its key.
    #[allow(clippy::cast_sign_loss)]
    pub fn read(key: &JsValue) -> Self {
        let parts = Array::from(key);
        let number = |at: u32| parts.get(at).as_f64().unwrap_or_default() as u64;
        Snapshot {
            revision: number(1),
            at: parts.get(2).as_string().unwrap_or_default(),
            size: number(3),
        }
    }
}
