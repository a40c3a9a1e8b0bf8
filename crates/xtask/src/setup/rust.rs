//! The WebAssembly target and the tools that cargo compiles for us.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// The target the app is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";
/// Must equal `wasm-bindgen` in the root manifest: the two halves talk a format that changes with every release.
const WASM_BINDGEN_VERSION: &str = "0.2.129";
/// Newer ones need a newer compiler than ours.
const TRUNK_VERSION: &str = "0.21.14";

/// The cargo that started us, so that every child uses the same toolchain.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    command
}

/// Adds the WebAssembly target to the toolchain unless it is there.
///
/// `rust-toolchain.toml` names the target too, but rustup ignores that where automatic installation is turned off.
pub fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let mut query = Command::new("rustc");
    query
        .current_dir(workspace.root())
        .args(["--print", "target-libdir", "--target", WASM]);
    let folder =
        process::output(&mut query).context("rustc does not answer; install Rust with rustup")?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    println!("      adding the Rust target {WASM}");
    let mut add = Command::new("rustup");
    process::run(add.current_dir(workspace.root()).args(["target", "add", WASM])).with_context(|| {
        format!("the Rust target {WASM} is missing: install it with `rustup target add {WASM}`, or from your distribution")
    })
}

/// Installs the wasm-bindgen command line tool and its test runner; returns the folder of the executables.
pub fn ensure_wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let tool = Tool {
        package: "wasm-bindgen-cli",
        version: WASM_BINDGEN_VERSION,
        executables: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        options: &["--bin", "wasm-bindgen", "--bin", "wasm-bindgen-test-runner"],
        opt_level: "1",
    };
    tool.ensure(workspace)
}

/// Installs Trunk; returns the folder of the executable.
pub fn ensure_trunk(workspace: &Workspace) -> Result<PathBuf> {
    let tool = Tool {
        package: "trunk",
        version: TRUNK_VERSION,
        executables: &["trunk"],
        options: &["--no-default-features"],
        opt_level: "0",
    };
    tool.ensure(workspace)
}

/// A program that `cargo install` compiles into `target/tools`.
struct Tool {
    package: &'static str,
    version: &'static str,
    executables: &'static [&'static str],
    options: &'static [&'static str],
    opt_level: &'static str,
}

impl Tool {
    fn ensure(&self, workspace: &Workspace) -> Result<PathBuf> {
        let bin = workspace.tools().join("bin");
        if self
            .executables
            .iter()
            .all(|name| self.is_current(&bin, name))
        {
            return Ok(bin);
        }
        println!(
            "      installing {} {} into target/tools (some minutes, once)",
            self.package, self.version
        );
        let mut install = cargo(workspace);
        install
            .args([
                "install",
                self.package,
                "--version",
                self.version,
                "--locked",
                "--force",
                "--root",
            ])
            .arg(workspace.tools())
            .args(self.options)
            .env("CARGO_TARGET_DIR", workspace.path("target/tools-build"))
            // These run for seconds: compiling them quickly matters more than their speed.
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        process::run(&mut install).with_context(|| {
            format!(
                "cannot install {} {}; is the crate registry reachable?",
                self.package, self.version
            )
        })?;
        match self
            .executables
            .iter()
            .find(|name| !self.is_current(&bin, name))
        {
            None => Ok(bin),
            Some(name) => bail!(
                "{} was installed, but `{name} --version` does not answer {}",
                self.package,
                self.version
            ),
        }
    }

    fn is_current(&self, bin: &Path, executable: &str) -> bool {
        let file = bin.join(format!("{executable}{}", std::env::consts::EXE_SUFFIX));
        let answer = Command::new(file).arg("--version").output();
        answer.is_ok_and(|answer| {
            String::from_utf8_lossy(&answer.stdout)
                .trim()
                .ends_with(self.version)
        })
    }
}
