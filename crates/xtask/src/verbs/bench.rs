//! `bench`: every benchmark there is, and the engine under WebAssembly beside the same engine compiled natively.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::setup::node;
use crate::setup::rust::{cargo, ensure_wasm_target};
use crate::web::compile::{self, Module};
use crate::web::lower::Lowering;
use crate::web::sizes;
use crate::workspace::Workspace;

/// Runs `cargo bench` for the packages that have a `benches` folder, then times and weighs the engine; `arguments` go to the benchmarks (a name
/// filter). With the one argument `engine` only the latter.
pub fn bench(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    if arguments == ["engine"] {
        return engine(workspace);
    }
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
    engine(workspace)
}

/// The size of the engine alone, and what a decision costs in WebAssembly against native code.
fn engine(workspace: &Workspace) -> Result<()> {
    ensure_wasm_target(workspace)?;
    let tools = workspace.path("crates/xtask/node");
    node::ensure_packages(&tools)?;
    let module = std::fs::read(compile::for_release(workspace, Module::Engine)?.plain)?;
    let lowering = Lowering {
        tools: &tools,
        scratch: workspace.wasm_release_target().join("lowering"),
    };
    let small = workspace.wasm_release_target().join("engine.wasm");
    std::fs::write(&small, lowering.module(&module)?)?;
    let rules = [
        "--release",
        "--package",
        "shizu-rules",
        "--example",
        "decide_many",
    ];
    process::run(cargo(workspace).arg("build").args(rules))?;
    let mut pairs = Vec::new();
    for _ in 0..3 {
        let native = number(cargo(workspace).args(["run", "--quiet"]).args(rules))?;
        pairs.push((in_wasm(&small)?, native));
    }
    pairs.sort_by(|left, right| (left.0 / left.1).total_cmp(&(right.0 / right.1)));
    let (wasm, native) = pairs[1];
    println!(
        "WebAssembly / native, a whole decision: {:.2}x (limit 3.0)  [{wasm:.0} ns / {native:.0} ns]",
        wasm / native
    );
    // Last, because a size above the limit is an error.
    println!("The engine alone, for routing (tables, rules, rulebook):");
    sizes::report(&[(&small, Some(sizes::ENGINE_LIMIT))])
}

/// Nanoseconds per decision in node's WebAssembly, the second run of the program, when it has been compiled for speed.
fn in_wasm(module: &Path) -> Result<f64> {
    const SCRIPT: &str = "const { readFileSync } = require('fs'); \
        const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[1])), {}); \
        exports.main(0, 0); \
        const start = process.hrtime.bigint(); exports.main(0, 0); \
        console.log(Number(process.hrtime.bigint() - start) / 4e6)";
    number(Command::new("node").args(["-e", SCRIPT]).arg(module))
}

fn number(command: &mut Command) -> Result<f64> {
    let text = process::output(command)?;
    text.trim()
        .parse()
        .with_context(|| format!("`{}` is no number of nanoseconds", text.trim()))
}
