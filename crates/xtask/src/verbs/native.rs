//! `native`: the command line tool alone.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::progress::Progress;
use crate::setup::rust::cargo;
use crate::workspace::Workspace;

/// Compiles `shizu` and shows that it starts.
///
/// Without link-time optimisation, which would cost most of the time here and gains little before the data is large.
pub fn native(workspace: &Workspace) -> Result<()> {
    let mut progress = Progress::new(2);
    progress.step("Compiling the command line tool, optimised", || {
        let mut build = cargo(workspace);
        build
            .args(["build", "--release", "--package", "shizu-cli"])
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_TARGET_DIR", workspace.path("target/native"));
        process::run(&mut build).context("the command line tool does not compile")
    })?;
    let tool = workspace
        .path("target/native/release")
        .join(format!("shizu{}", std::env::consts::EXE_SUFFIX));
    progress.step("Starting it", || {
        process::run(Command::new(&tool).arg("--help"))
    })?;
    println!("\nReady after {}: {}", progress.elapsed(), tool.display());
    Ok(())
}
