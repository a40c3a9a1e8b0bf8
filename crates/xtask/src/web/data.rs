//! The texts that come with the program, as one file: the rulebook and the examples.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::page::safe_in_script;
use crate::workspace::Workspace;

/// Begins the name of each file; `app/src/data.rs` knows it too.
const MARK: char = '\u{241c}';

/// All of them, each after a line with its name: `rulebook/…` and `examples/…`, in the order of names. What waits to be cited
/// (`…-later.toml`) does not ship.
pub fn gather(workspace: &Workspace) -> Result<String> {
    let mut all = String::new();
    add(
        &mut all,
        "rulebook",
        &workspace.path("crates/rules/rulebook"),
    )?;
    add(&mut all, "examples", &workspace.path("public/examples"))?;
    safe_in_script(&all).context("the rulebook and the examples")?;
    Ok(all)
}

/// The scenarios, written the same way: `scenarios/…`.
pub fn gather_scenarios(workspace: &Workspace) -> Result<String> {
    let mut all = String::new();
    add(&mut all, "scenarios", &workspace.path("public/scenarios"))?;
    Ok(all)
}

fn add(all: &mut String, name: &str, folder: &Path) -> Result<()> {
    let listing =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = listing
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        if path.is_dir() {
            add(all, &name, &path)?;
            continue;
        }
        let kind = path.extension().and_then(|kind| kind.to_str());
        if !matches!(kind, Some("toml" | "csv" | "json")) || file.ends_with("-later.toml") {
            continue;
        }
        // Examples in other encodings are for the command line tool.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        ensure!(!text.contains(MARK), "{} contains `{MARK}`", path.display());
        all.extend([MARK.to_string().as_str(), &name, "\n", &text]);
    }
    Ok(())
}
