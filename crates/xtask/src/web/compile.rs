//! Compiling to WebAssembly: the app, or the engine alone.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::features;
use crate::process;
use crate::setup::rust::{WASM, cargo};
use crate::workspace::Workspace;

/// The app's package, which is also the name of its program.
pub const APP: &str = "shizu-app";

/// Features that std's precompiled code declares though a build for the `mvp` processor does not use them. While they
/// are declared, wasm-bindgen makes use of them, and engines before Chromium 96 reject the result.
const NOT_IN_OLD_ENGINES: [&str; 3] = ["reference-types", "multivalue", "call-indirect-overlong"];

/// A quick build for development; returns the module.
pub fn for_development(workspace: &Workspace, module: Module) -> Result<PathBuf> {
    let target = workspace.wasm_dev_target();
    let mut build = cargo(workspace);
    build
        .args(["build", "--target", WASM])
        .args(module.arguments())
        .env("CARGO_TARGET_DIR", &target);
    process::run(&mut build).with_context(|| format!("{} does not compile", module.file()))?;
    Ok(target.join(WASM).join("debug").join(module.file()))
}

/// The compiler's flags for a release: instructions that old engines know, no path of this machine in panic messages; and where size comes first, views
/// without a type of their own, no inlining but where it saves bytes, and for the cut what leads to what ([`super::split`]).
fn flags(module: Module) -> String {
    let home = std::env::var("CARGO_HOME")
        .ok()
        .or_else(|| Some(format!("{}/.cargo", std::env::var("HOME").ok()?)));
    let remap = home
        .map(|home| format!(" --remap-path-prefix={home}/registry/src=crates"))
        .unwrap_or_default();
    let small = match module {
        Module::Office => "",
        Module::App | Module::Engine => {
            " --cfg erase_components -C llvm-args=-inline-threshold=0 -C llvm-args=-inlinehint-threshold=0 -C llvm-args=-inlinecold-threshold=0 -C link-arg=--emit-relocs"
        }
    };
    format!("-C target-cpu=mvp{small}{remap}")
}

/// What is compiled to WebAssembly. Each by a command of its own: together their crates would share features, and the app would carry what only the
/// other module needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// The app.
    App,
    /// Heavy file formats, for a worker.
    Office,
    /// Tables, rules and rulebook, in a program that decides many clues.
    Engine,
}

impl Module {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Module::App => &["--package", APP, "--no-default-features"],
            Module::Office => &["--package", "shizu-office-module"],
            Module::Engine => &["--package", "shizu-rules", "--example", "decide_many"],
        }
    }

    /// Trying a passphrase is work on purpose, and an officer waits for it: compiled for size it takes ten times as long.
    fn profile(self) -> &'static str {
        match self {
            Module::Office => "release",
            Module::App | Module::Engine => "web",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Module::App => "shizu-app.wasm",
            Module::Office => "shizu-office-module.wasm",
            Module::Engine => "examples/decide_many.wasm",
        }
    }
}

/// A module compiled for release.
#[derive(Debug)]
pub struct Compiled {
    /// As it was linked: what leads to what is in it.
    pub linked: Vec<u8>,
    /// The file of the same without that, which old engines can be served with.
    pub plain: PathBuf,
}

/// The optimised build that old engines can still be served with.
pub fn for_release(workspace: &Workspace, module: Module) -> Result<Compiled> {
    let target = workspace.wasm_release_target();
    let mut build = cargo(workspace);
    build
        .args(["build", "--target", WASM, "--profile", module.profile()])
        .args(module.arguments())
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", flags(module));
    process::run(&mut build).context("the release does not compile")?;
    let folder = target.join(WASM).join(module.profile());
    let module_file = folder.join(module.file());
    let linked =
        fs::read(&module_file).with_context(|| format!("cannot read {}", module_file.display()))?;
    let rewritten = features::without(&linked, &NOT_IN_OLD_ENGINES)
        .with_context(|| format!("cannot rewrite {}", module_file.display()))?;
    let plain = target.join(module_file.file_name().unwrap_or_default());
    fs::write(&plain, rewritten).with_context(|| format!("cannot write {}", plain.display()))?;
    Ok(Compiled { linked, plain })
}
