//! Where things are: every path the verbs share is named here once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checkout this xtask was compiled in.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace two folders above this crate's manifest.
    pub fn locate() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.ancestors().nth(2).unwrap_or(manifest);
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder of the root manifest.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root, written with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's target folder for development builds to WebAssembly. Apart from `target/`, so that neither waits for
    /// the other's lock.
    pub fn wasm_dev_target(&self) -> PathBuf {
        self.path("target/wasm-dev")
    }

    /// Cargo's target folder for release builds to WebAssembly: other compiler flags, hence a folder of its own.
    pub fn wasm_release_target(&self) -> PathBuf {
        self.path("target/wasm-release")
    }

    /// Where tools compiled for this project are installed; executables are in `bin` below it.
    pub fn tools(&self) -> PathBuf {
        self.path("target/tools")
    }

    /// Where `cargo xtask build` leaves the static site and the single file.
    pub fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// Names of the workspace's packages whose folder holds `relative` (a file or a folder), sorted.
    pub fn packages_with(&self, relative: &str) -> Result<Vec<String>> {
        let mut folders: Vec<PathBuf> = fs::read_dir(self.path("crates"))
            .context("cannot list crates/")?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        folders.push(self.path("app"));
        let mut names = Vec::new();
        for folder in folders {
            if folder.join(relative).exists() {
                names.push(package_name(&folder.join("Cargo.toml"))?);
            }
        }
        names.sort();
        Ok(names)
    }
}

/// The first `name = "…"` of a manifest; ours all begin with `[package]`.
fn package_name(manifest: &Path) -> Result<String> {
    let text = fs::read_to_string(manifest)
        .with_context(|| format!("cannot read {}", manifest.display()))?;
    text.lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("{} has no line `name = \"…\"`", manifest.display()))
}
