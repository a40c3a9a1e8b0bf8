//! From `app/` to something a browser opens: compile, bind, lower, assemble.
//!
//! `run` and `build` share this road. They differ in how much is done to the parts on the way ([`lower`] is for
//! releases only) and in what is written at its end ([`bundle`]).

pub mod bindgen;
pub mod bundle;
pub mod compile;
pub mod data;
mod features;
pub mod lower;
pub mod page;
pub mod sizes;
pub mod split;
mod words;

/// What a page consists of besides its HTML.
#[derive(Debug)]
pub struct Parts {
    /// All style sheets of the page in their order, as one.
    pub css: String,
    /// The script that loads the module and connects it with the browser: defines the global `wasm_bindgen`.
    pub glue: String,
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
    /// Modules that are loaded when they are needed, by name ([`split`]).
    pub chunks: Vec<(String, Vec<u8>)>,
    /// Rulebook and examples, see [`data::gather`].
    pub data: String,
    /// The scenarios, see [`data::gather_scenarios`]; they come later, like the modules of pages.
    pub scenarios: String,
    /// The module for heavy file formats.
    pub office: Office,
}

/// The second module, which `app/office.js` starts in a worker.
#[derive(Debug)]
pub struct Office {
    /// Its script; defines `wasm_bindgen` where it runs.
    pub glue: String,
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
}
