//! wasm-bindgen as a library: no tool to install, and its version follows Cargo.lock.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

/// The glue script and the module it belongs to.
///
/// The glue is a plain script that defines a global function `wasm_bindgen`, because browsers load no module scripts
/// from `file://`. Functions keep their names: in stack traces they should be `readable`, otherwise they stay as linked, by which they are found again.
pub fn bind(module: &Path, readable: bool) -> Result<(String, Vec<u8>)> {
    let what = || format!("wasm-bindgen cannot process {}", module.display());
    let mut output = Bindgen::new()
        .input_path(module)
        .no_modules(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .omit_default_module_path(true)
                .demangle(readable)
                .remove_producers_section(true)
                .generate_output()
        })
        .with_context(what)?;
    // Crates without inline scripts are listed too, with nothing in their list.
    let brings_scripts = output
        .snippets()
        .iter()
        .filter(|(_, scripts)| !scripts.is_empty());
    let foreign: Vec<&String> = brings_scripts
        .map(|(package, _)| package)
        .chain(output.local_modules().keys())
        .collect();
    ensure!(
        foreign.is_empty(),
        "crates bring JavaScript modules of their own, which a plain script cannot load: {foreign:?}"
    );
    let glue = output.js().to_owned();
    Ok((glue, output.wasm_mut().emit_wasm()))
}
