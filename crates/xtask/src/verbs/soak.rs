//! `soak`: the property tests with inputs of their own and many more of them.

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::setup::rust::cargo;
use crate::web::compile::APP;
use crate::workspace::Workspace;

/// Inputs per property, unless told: some minutes for all of them.
const CASES: &str = "20000";

/// The native tests with randomly drawn inputs: what `test` cannot find, since it draws the same every time.
///
/// A failure prints its smallest input; fix it and add that input as a test of its own.
pub fn soak(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let cases = match arguments {
        [] => CASES,
        ["--cases", cases] => cases,
        _ => anyhow::bail!("soak takes nothing but `--cases N`"),
    };
    ensure!(
        cases.parse::<u32>().is_ok_and(|cases| cases > 0),
        "`--cases {cases}`: a number above zero is needed"
    );
    let mut tests = cargo(workspace);
    tests
        .args(["test", "--release", "--no-fail-fast", "--workspace"])
        .args(["--exclude", APP, "--lib", "--bins", "--tests"])
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_TARGET_DIR", workspace.path("target/soak"))
        .env("PROPTEST_CASES", cases)
        .env_remove("PROPTEST_RNG_SEED");
    process::run(&mut tests).context("a property does not hold")
}
