//! `bench`: every benchmark there is.

use anyhow::{Result, ensure};

use crate::process;
use crate::setup::rust::cargo;
use crate::workspace::Workspace;

/// Runs `cargo bench` for the packages that have a `benches` folder; `arguments` go to the benchmarks (a name filter).
pub fn bench(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let packages = workspace.packages_with("benches")?;
    ensure!(!packages.is_empty(), "no package has a folder `benches`");
    for package in packages {
        // `--benches` would also start unit tests, which take no benchmark options.
        process::run(
            cargo(workspace)
                .args(["bench", "--package", &package, "--bench", "*", "--"])
                .args(arguments),
        )?;
    }
    Ok(())
}
