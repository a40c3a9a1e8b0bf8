//! npm packages: installed from the lock file, once per content of the lock file, running no package's own scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Installs what `folder/package-lock.json` names into `folder/node_modules`, unless it is there already.
pub fn ensure_packages(folder: &Path) -> Result<()> {
    super::system::ensure_node()?;
    let lock_file = folder.join("package-lock.json");
    let lock =
        fs::read(&lock_file).with_context(|| format!("cannot read {}", lock_file.display()))?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("      npm ci in {}", folder.display());
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    process::run(&mut npm)
        .context("cannot install the npm packages; is the npm registry reachable?")?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))
}

/// The script behind an installed npm command, to be started by hand with node.
pub fn command(folder: &Path, name: &str) -> Command {
    let script: PathBuf = folder.join("node_modules/.bin").join(name);
    let mut command = Command::new(script);
    command.current_dir(folder);
    command
}
