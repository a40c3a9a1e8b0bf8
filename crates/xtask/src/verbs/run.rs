//! `run`: see the app in a browser, with nothing installed but Rust.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::which;
use crate::progress::Progress;
use crate::serve::Site;
use crate::setup::rust::ensure_wasm_target;
use crate::web::compile::Module;
use crate::web::page::Page;
use crate::web::{Office, Parts, bindgen, bundle, compile, data};
use crate::workspace::Workspace;

const DEFAULT_PORT: u16 = 8080;

/// Builds the app for development, serves it and opens a browser on a desktop.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let options = Options::parse(arguments)?;
    let folder = workspace.path("target/site");
    let mut progress = Progress::new(4);
    progress.step("Checking the Rust target for WebAssembly", || {
        ensure_wasm_target(workspace)
    })?;
    let module = progress.step(
        "Compiling the app (about three minutes the first time, seconds later)",
        || compile::for_development(workspace, Module::App),
    )?;
    let office = progress.step("Compiling the module for file formats", || {
        compile::for_development(workspace, Module::Office)
    })?;
    progress.step("Assembling target/site", || {
        let page = Page::read(&workspace.path("app"))?;
        let (glue, wasm) = bindgen::bind(&module, true)?;
        let (office_glue, office_wasm) = bindgen::bind(&office, true)?;
        bundle::site(
            &page,
            &Parts {
                css: page.css()?,
                glue,
                wasm,
                chunks: Vec::new(),
                data: data::gather(workspace)?,
                scenarios: data::gather_scenarios(workspace)?,
                office: Office {
                    glue: office_glue,
                    wasm: office_wasm,
                },
            },
            &folder,
            false,
        )
    })?;
    let site = Site::bind(&folder, options.port)?;
    println!(
        "\nReady after {}. Open {} in a browser; Ctrl+C ends this.",
        progress.elapsed(),
        site.address()
    );
    if options.open {
        open(&site.address());
    }
    site.serve();
    Ok(())
}

#[derive(Debug)]
struct Options {
    port: u16,
    open: bool,
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self {
            port: DEFAULT_PORT,
            open: true,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--no-open" => options.open = false,
                "--port" => {
                    let number = arguments.next().context("--port needs a number")?;
                    options.port = number
                        .parse()
                        .with_context(|| format!("--port {number} is not a port number"))?;
                }
                other => bail!("`run` knows --port N and --no-open, not `{other}`"),
            }
        }
        Ok(options)
    }
}

/// Asks the desktop to show `address`; without a desktop, or when that fails, the printed address is enough.
fn open(address: &str) {
    let desktop = cfg!(not(target_os = "linux"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    if desktop && which(opener).is_some() {
        let _ = Command::new(opener)
            .arg(address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}
