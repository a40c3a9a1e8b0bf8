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
    let count: u32 = cases.parse().unwrap_or_default();
    ensure!(
        count > 0,
        "`--cases {cases}`: a number above zero is needed"
    );
    // Some properties pass over the drawn inputs that they do not speak of: no more than a few for each that counts.
    let passed_over = u64::from(count) * 10;
    let mut tests = cargo(workspace);
    tests
        .args(["test", "--release", "--no-fail-fast", "--workspace"])
        .args(["--exclude", APP, "--lib", "--bins", "--tests"])
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_TARGET_DIR", workspace.path("target/soak"))
        .env("PROPTEST_CASES", cases)
        .env("PROPTEST_MAX_GLOBAL_REJECTS", passed_over.to_string())
        .env_remove("PROPTEST_RNG_SEED");
    process::run(&mut tests).context("a property does not hold")
}
