//! The single checks. Each sets up what it needs by itself, so that each can be run alone.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{self, which};
use crate::setup::node;
use crate::setup::rust::{WASM, cargo, ensure_wasm_bindgen, ensure_wasm_target};
use crate::setup::system::ensure_browser;
use crate::tally::Tally;
use crate::verbs::build::build;
use crate::web::compile::APP;
use crate::workspace::Workspace;

/// One check.
#[derive(Debug)]
pub struct Step {
    /// For `--only`.
    pub name: &'static str,
    /// What it does, for people.
    pub title: &'static str,
    /// Does it. An error means that it could not come to a result, or that a check without countable tests failed.
    pub run: fn(&Workspace) -> Result<Tally>,
}

/// All checks, cheap ones first; the last two use what `build` made.
pub const STEPS: [Step; 9] = [
    Step {
        name: "format",
        title: "rustfmt agrees with every file",
        run: format,
    },
    Step {
        name: "lint",
        title: "clippy finds nothing, natively and for WebAssembly",
        run: lint,
    },
    Step {
        name: "native",
        title: "unit and integration tests of all crates but the app",
        run: native,
    },
    Step {
        name: "app",
        title: "unit tests of the app's pages, natively",
        run: app,
    },
    Step {
        name: "doc",
        title: "the examples in the documentation run",
        run: doc,
    },
    Step {
        name: "wasm",
        title: "tests compiled to WebAssembly, in Chromium",
        run: wasm,
    },
    Step {
        name: "build",
        title: "the release build and its size",
        run: release,
    },
    Step {
        name: "browser",
        title: "the release in today's Chromium, served and from disk",
        run: browser,
    },
    Step {
        name: "old-engines",
        title: "the single file from disk in Chromium 75, 80, 109 and today's",
        run: old_engines,
    },
];

/// For checks that either pass or fail as a whole.
const UNCOUNTED: Tally = Tally {
    passed: 0,
    failed: 0,
};

fn format(workspace: &Workspace) -> Result<Tally> {
    process::run(cargo(workspace).args(["fmt", "--all", "--check"]))
        .context("run `cargo fmt --all`")?;
    Ok(UNCOUNTED)
}

fn lint(workspace: &Workspace) -> Result<Tally> {
    ensure_wasm_target(workspace)?;
    let deny = ["--", "-D", "warnings"];
    process::run(
        cargo(workspace)
            .args(["clippy", "--workspace", "--exclude", APP, "--all-targets"])
            .args(deny),
    )?;
    // As Trunk and native tests compile the app, then the two modules as they ship.
    let builds: [&[&str]; 3] = [
        &["--package", APP, "--all-targets"],
        &["--package", APP, "--no-default-features"],
        &["--package", "shizu-office-module"],
    ];
    for build in builds {
        let mut app = cargo(workspace);
        app.args(["clippy", "--target", WASM])
            .args(build)
            .args(deny);
        process::run(app.env("CARGO_TARGET_DIR", workspace.wasm_dev_target()))?;
    }
    Ok(UNCOUNTED)
}

fn native(workspace: &Workspace) -> Result<Tally> {
    let mut tests = cargo(workspace);
    if which("cargo-nextest").is_some() {
        tests.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        tests.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    }
    counted(tests.args(["--workspace", "--exclude", APP]))
}

/// What the app's pages draw and do is pure and needs no browser. The packages that bring the browser are only compiled here, natively.
fn app(workspace: &Workspace) -> Result<Tally> {
    let mut tests = cargo(workspace);
    tests.args(["test", "--no-fail-fast", "--package", APP]);
    counted(&mut tests)
}

fn doc(workspace: &Workspace) -> Result<Tally> {
    let mut tests = cargo(workspace);
    tests.args([
        "test",
        "--doc",
        "--no-fail-fast",
        "--workspace",
        "--exclude",
        APP,
    ]);
    let watched = process::watch(colourful(&mut tests))?;
    let tally = Tally::read(&watched.text);
    // Zero examples are no fault.
    ensure!(
        watched.success || tally.failed > 0,
        "`{}` failed",
        process::typed(&tests)
    );
    Ok(tally)
}

/// Packages take part by having a file `tests/web.rs`.
fn wasm(workspace: &Workspace) -> Result<Tally> {
    let packages = workspace.packages_with("tests/web.rs")?;
    ensure!(
        !packages.is_empty(),
        "no package has a file tests/web.rs, so nothing was tested in WebAssembly"
    );
    ensure_wasm_target(workspace)?;
    let browser = ensure_browser()?;
    let tools = ensure_wasm_bindgen(workspace)?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::iter::once(tools)
        .chain(std::env::split_paths(&path))
        .collect();
    let path: OsString = std::env::join_paths(folders)?;
    let mut sum = Tally::default();
    for package in packages {
        println!("      {package}");
        let mut tests = cargo(workspace);
        tests
            .args([
                "test",
                "--package",
                &package,
                "--target",
                WASM,
                "--test",
                "web",
            ])
            .env("CARGO_TARGET_DIR", workspace.wasm_dev_target())
            .env("PATH", &path)
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
            // A leftover choice of another runner or driver would take precedence.
            .env_remove("GECKODRIVER")
            .env_remove("WASM_BINDGEN_USE_NO_MODULE");
        sum += counted(&mut tests).with_context(|| format!("WebAssembly tests of {package}"))?;
    }
    Ok(sum)
}

fn release(workspace: &Workspace) -> Result<Tally> {
    build(workspace)?;
    Ok(UNCOUNTED)
}

fn browser(workspace: &Workspace) -> Result<Tally> {
    node_tests(workspace, "tests/browser")
}

fn old_engines(workspace: &Workspace) -> Result<Tally> {
    node_tests(workspace, "tests/browser/old-engines")
}

/// Runs every `*.test.mjs` directly in `folder`, one file after the other: two browsers at a time are slower on two
/// cores, and their time-outs would lie.
fn node_tests(workspace: &Workspace, folder: &str) -> Result<Tally> {
    let chromium = ensure_browser()?.chromium;
    node::ensure_packages(&workspace.path("tests/browser"))?;
    let mut files: Vec<PathBuf> = workspace
        .path(folder)
        .read_dir()
        .with_context(|| format!("cannot list {folder}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    ensure!(!files.is_empty(), "{folder} has no *.test.mjs");
    let mut tests = Command::new("node");
    tests
        .current_dir(workspace.root())
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(files)
        .env("SHIZU_CHROMIUM", chromium);
    counted(&mut tests)
}

/// Property tests draw the same inputs in every run of all tests, so that whoever changed nothing meets no new failure. `cargo xtask soak` draws others.
const PROPERTY_SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20260305");

/// Runs a test command and counts; that no test ran is an error, and so is a failure without a failing test.
fn counted(tests: &mut Command) -> Result<Tally> {
    if std::env::var_os(PROPERTY_SEED.0).is_none() {
        tests.env(PROPERTY_SEED.0, PROPERTY_SEED.1);
    }
    let watched = process::watch(colourful(tests))?;
    let tally = Tally::read(&watched.text);
    ensure!(
        watched.success || tally.failed > 0,
        "`{}` failed",
        process::typed(tests)
    );
    ensure!(
        tally.passed + tally.failed > 0,
        "`{}` ran no test",
        process::typed(tests)
    );
    Ok(tally)
}

/// The command's output goes through a pipe, where cargo would leave its colours off.
fn colourful(command: &mut Command) -> &mut Command {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}
