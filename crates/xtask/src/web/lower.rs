//! Making a release small, and old enough for the browsers in the field (Chromium 75 on).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::split::{self, Graph};
use super::{Office, Parts, words};
use crate::process;
use crate::setup::node;

/// Syntax that esbuild writes. Engines this old know destructuring well enough for the glue; esbuild doubts it.
const SCRIPT_OPTIONS: [&str; 4] = [
    "--target=chrome61,firefox60,safari11",
    "--supported:destructuring=true",
    "--minify",
    "--charset=utf8",
];
const STYLE_OPTIONS: [&str; 3] = [
    "--target=chrome61,firefox60,safari11",
    "--minify",
    "--charset=utf8",
];

/// Rewrites instructions that came after the first WebAssembly. They have to go before anything else may assume that
/// they are not there.
const LOWERING: [&str; 4] = [
    // Names, by which the functions that it makes are found again.
    "--debuginfo",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
];
const SHRINKING: [&str; 7] = [
    "--mvp-features",
    // For the pointer of the stack, which the pieces share. Engines know it since Chromium 74.
    "--enable-mutable-globals",
    "-Oz",
    // Inlining what has one caller saves raw bytes but compresses worse.
    "--one-caller-inline-max-function-size=0",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Programs from npm, at work in a scratch folder.
#[derive(Debug)]
pub struct Lowering<'a> {
    /// Where the npm packages binaryen and esbuild are installed.
    pub tools: &'a Path,
    /// For files on their way; created when missing.
    pub scratch: PathBuf,
}

impl Lowering<'_> {
    /// The same parts, in pieces, smaller and in terms that old engines understand. `graph` is of the module before it was bound.
    pub fn lower(&self, parts: &Parts, graph: &Graph) -> Result<Parts> {
        let cut = split::cut(&self.plain(&parts.wasm)?, graph)
            .context("the module cannot be cut into pieces")?;
        let chunks = cut.chunks.into_iter();
        let chunks = chunks.map(|(name, wasm)| Ok((name, self.shrink(&wasm)?)));
        Ok(Parts {
            css: self.style(&parts.css)?,
            glue: self.script(&parts.glue)?,
            wasm: self.shrink(&cut.main)?,
            chunks: chunks.collect::<Result<_>>()?,
            data: parts.data.clone(),
            scenarios: parts.scenarios.clone(),
            office: Office {
                glue: self.script(&parts.office.glue)?,
                wasm: self.module(&parts.office.wasm)?,
            },
        })
    }

    /// The same module, smaller and in terms that old engines understand.
    pub fn module(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        self.shrink(&self.plain(wasm)?)
    }

    /// The same module in terms that old engines understand.
    fn plain(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        fs::create_dir_all(&self.scratch)
            .with_context(|| format!("cannot create {}", self.scratch.display()))?;
        let [bound, lowered] = ["bound.wasm", "lowered.wasm"].map(|name| self.scratch.join(name));
        fs::write(&bound, wasm).with_context(|| format!("cannot write {}", bound.display()))?;
        self.wasm_opt(&bound, &LOWERING, &lowered)?;
        let bytes =
            fs::read(&lowered).with_context(|| format!("cannot read {}", lowered.display()))?;
        words::by_words(&bytes)
    }

    fn shrink(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        let [large, small] = ["large.wasm", "small.wasm"].map(|name| self.scratch.join(name));
        fs::write(&large, wasm).with_context(|| format!("cannot write {}", large.display()))?;
        self.wasm_opt(&large, &SHRINKING, &small)?;
        fs::read(&small).with_context(|| format!("cannot read {}", small.display()))
    }

    fn wasm_opt(&self, from: &Path, passes: &[&str], to: &Path) -> Result<()> {
        let mut command = node::command(self.tools, "wasm-opt");
        process::run(command.arg(from).args(passes).arg("-o").arg(to))
    }

    fn script(&self, source: &str) -> Result<String> {
        self.esbuild("glue.js", source, &SCRIPT_OPTIONS)
    }

    fn style(&self, source: &str) -> Result<String> {
        self.esbuild("style.css", source, &STYLE_OPTIONS)
    }

    fn esbuild(&self, name: &str, source: &str, options: &[&str]) -> Result<String> {
        let file = self.scratch.join(name);
        fs::write(&file, source).with_context(|| format!("cannot write {}", file.display()))?;
        let mut command = node::command(self.tools, "esbuild");
        process::output(command.arg(&file).args(options).arg("--log-level=warning"))
    }
}
