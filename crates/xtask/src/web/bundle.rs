//! The two outputs of one build: a folder with separate files, and a single file with everything inside.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Parts;
use super::page::{Fill, Page, safe_in_script};
use super::split::GROUPS;

/// Nothing may be fetched but the page's own files, and old engines know no finer word than `unsafe-eval` for
/// compiling WebAssembly.
const SITE_POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none'";
/// Nothing may be fetched at all.
const SINGLE_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; \
    img-src data: blob:; font-src data:; worker-src blob:; base-uri 'none'; form-action 'none'";

/// What the scenarios are called among what comes later; `app/src/training/library.rs` asks for it.
const SCENARIOS: &str = "scenarios";

/// The files of a static site.
#[derive(Debug)]
pub struct Site {
    /// The page itself.
    pub html: PathBuf,
    /// Its style sheet.
    pub css: PathBuf,
    /// Its script.
    pub glue: PathBuf,
    /// Its module.
    pub wasm: PathBuf,
    /// Modules that are loaded when they are needed.
    pub chunks: Vec<PathBuf>,
    /// Rulebook and examples.
    pub data: PathBuf,
    /// The scenarios.
    pub scenarios: PathBuf,
    /// Script of the module for heavy file formats.
    pub office_glue: PathBuf,
    /// The module for heavy file formats.
    pub office_wasm: PathBuf,
}

/// Writes `folder/index.html` with its files beside it, in place of whatever the folder held.
///
/// File names carry a fingerprint of their content, so that servers may let browsers keep them.
pub fn site(page: &Page, parts: &Parts, folder: &Path, policed: bool) -> Result<Site> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let css = put(folder, "css", parts.css.as_bytes())?;
    let glue = put(folder, "js", parts.glue.as_bytes())?;
    let wasm = put(folder, "wasm", &parts.wasm)?;
    let data = put(folder, "txt", parts.data.as_bytes())?;
    let office_glue = put(folder, "js", parts.office.glue.as_bytes())?;
    let office_wasm = put(folder, "wasm", &parts.office.wasm)?;
    let mut pages = Vec::new();
    let mut chunks = Vec::new();
    for (page, wasm) in &parts.chunks {
        let file = put_named(folder, page, "wasm", wasm)?;
        pages.push(format!("{page}: \"{}\"", name(&file)));
        chunks.push(file);
    }
    let scenarios = put_named(folder, SCENARIOS, "txt", parts.scenarios.as_bytes())?;
    pages.push(format!("{SCENARIOS}: \"{}\"", name(&scenarios)));
    let html = page.complete(&Fill {
        style: &format!("<link rel=\"stylesheet\" href=\"{}\">", name(&css)),
        start: &format!(
            "<script src=\"{}\"></script>\n<script>shizuOffice.from(\"{}\", \"{}\")</script>\n<script>shizuStart.run(\"{}\", \"{}\", {{ {} }}, {{ {} }})</script>\n",
            name(&glue),
            name(&office_glue),
            name(&office_wasm),
            name(&wasm),
            name(&data),
            pages.join(", "),
            groups(parts)
        ),
        policy: policed.then_some(SITE_POLICY),
    })?;
    let index = folder.join("index.html");
    fs::write(&index, html).with_context(|| format!("cannot write {}", index.display()))?;
    Ok(Site {
        html: index,
        css,
        glue,
        wasm,
        chunks,
        data,
        scenarios,
        office_glue,
        office_wasm,
    })
}

/// Writes the whole app as one HTML file.
pub fn single(page: &Page, parts: &Parts, file: &Path) -> Result<()> {
    safe_in_script(&parts.glue).context("the glue of wasm-bindgen")?;
    safe_in_script(&parts.office.glue).context("the glue of the module for file formats")?;
    safe_in_script(&parts.data).context("the rulebook and the examples")?;
    ensure!(
        !parts.css.to_ascii_lowercase().contains("</style"),
        "a style sheet contains `</style`"
    );
    let mut pages = Vec::new();
    let mut chunks = String::new();
    for (page, wasm) in &parts.chunks {
        pages.push(format!("{page}: \"\""));
        chunks.push_str(&inside(&format!("page-{page}"), wasm));
    }
    pages.push(format!("{SCENARIOS}: \"\""));
    chunks.push_str(&inside(
        &format!("page-{SCENARIOS}"),
        parts.scenarios.as_bytes(),
    ));
    let html = page.complete(&Fill {
        style: &format!("<style>{}</style>", parts.css),
        start: &format!(
            "<script>{}</script>\n<script id=\"shizu-data\" type=\"text/plain\">{}</script>\n{}{chunks}\
             <script>shizuStart.run(\"\", \"\", {{ {} }}, {{ {} }})</script>\n\
             <script id=\"shizu-office-glue\" type=\"text/plain\">{}</script>\n{}",
            parts.glue,
            parts.data,
            inside("wasm", &parts.wasm),
            pages.join(", "),
            groups(parts),
            parts.office.glue,
            inside("office-wasm", &parts.office.wasm)
        ),
        policy: Some(SINGLE_POLICY),
    })?;
    fs::write(file, html).with_context(|| format!("cannot write {}", file.display()))
}

/// The groups whose chunk there is, each with its pages.
fn groups(parts: &Parts) -> String {
    let there = |name: &str| parts.chunks.iter().any(|(chunk, _)| chunk == name);
    let groups = GROUPS.iter().filter(|(name, _)| there(name));
    let groups = groups.map(|(name, pages)| format!("{name}: {pages:?}"));
    groups.collect::<Vec<_>>().join(", ")
}

/// A module within the page.
fn inside(name: &str, wasm: &[u8]) -> String {
    format!(
        "<script id=\"shizu-{name}\" type=\"application/octet-stream;base64\">{}</script>\n",
        STANDARD.encode(wasm)
    )
}

fn put(folder: &Path, extension: &str, content: &[u8]) -> Result<PathBuf> {
    put_named(folder, "shizu", extension, content)
}

fn put_named(folder: &Path, name: &str, extension: &str, content: &[u8]) -> Result<PathBuf> {
    let file = folder.join(format!("{name}-{:016x}.{extension}", fingerprint(content)));
    fs::write(&file, content).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// 64-bit FNV-1a: the same on every machine, and collisions between two builds do no harm worth a dependency.
fn fingerprint(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    /// Values of the FNV reference: the empty string and "a".
    #[test]
    fn fingerprints_are_fnv_1a() {
        assert_eq!(super::fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
