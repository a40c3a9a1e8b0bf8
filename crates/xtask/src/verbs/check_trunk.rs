//! `check-trunk`: proves that people who prefer Trunk get the same app from the same sources.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::process;
use crate::progress::Progress;
use crate::setup::rust::{cargo, ensure_trunk, ensure_wasm_bindgen, ensure_wasm_target};
use crate::workspace::Workspace;

/// The build before the first answer is warm by then.
const PATIENCE: Duration = Duration::from_mins(2);

/// Installs Trunk, builds, serves, and asks for the page and its module.
pub fn check_trunk(workspace: &Workspace) -> Result<()> {
    let mut progress = Progress::new(4);
    progress.step("Checking the Rust target, Trunk and wasm-bindgen", || {
        ensure_wasm_target(workspace)?;
        ensure_trunk(workspace)?;
        ensure_wasm_bindgen(workspace).map(drop)
    })?;
    progress.step("Fetching the crates, because Trunk works offline", || {
        process::run(cargo(workspace).args(["fetch", "--quiet"])).context("cannot fetch the crates")
    })?;
    progress.step("trunk build", || {
        process::run(trunk(workspace)?.arg("build"))
    })?;
    progress.step("trunk serve", || serve(workspace))?;
    println!(
        "\nTrunk builds and serves the app; all after {}.",
        progress.elapsed()
    );
    Ok(())
}

/// Trunk with our tools first on PATH. It shares the compiled crates with `cargo xtask run`.
fn trunk(workspace: &Workspace) -> Result<Command> {
    let bin = workspace.tools().join("bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(bin.clone()).chain(std::env::split_paths(&path));
    let mut trunk = Command::new(bin.join("trunk"));
    trunk
        .current_dir(workspace.root())
        .env("PATH", std::env::join_paths(folders)?)
        .env("CARGO_TARGET_DIR", workspace.wasm_dev_target())
        // Trunk takes this well-known variable for an option of its own and stumbles over its value.
        .env_remove("NO_COLOR");
    Ok(trunk)
}

fn serve(workspace: &Workspace) -> Result<()> {
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .context("no free port")?
        .port();
    let mut command = trunk(workspace)?;
    command.args(["serve", "--port", &port.to_string()]);
    let mut server = Server(command.spawn().context("cannot start trunk serve")?);
    let page = server.first_answer(port)?;
    let module = page
        .split(['"', '\''])
        .find(|word| word.ends_with("_bg.wasm"))
        .context("the page that Trunk serves names no WebAssembly module")?;
    let module = get(port, module).with_context(|| format!("Trunk does not serve {module}"))?;
    ensure!(
        module.windows(4).any(|bytes| bytes == b"\0asm"),
        "what Trunk serves as the module is no WebAssembly"
    );
    println!(
        "      the page and its module ({} KB) were served",
        module.len() / 1024
    );
    Ok(())
}

/// A child that does not outlive its check.
struct Server(Child);

impl Server {
    fn first_answer(&mut self, port: u16) -> Result<String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.0.try_wait()? {
                bail!("trunk serve ended by itself ({status})");
            }
            // Until its first build is over, Trunk refuses connections or answers without the page.
            if let Ok(answer) = get(port, "/") {
                let text = String::from_utf8_lossy(&answer).into_owned();
                if text.contains("_bg.wasm") {
                    return Ok(text);
                }
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        bail!("trunk serve did not answer within {} s", PATIENCE.as_secs())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The whole answer, head included; anything but status 200 is an error.
fn get(port: u16, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html,*/*\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    ensure!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(
            answer
                .split(|byte| *byte == b'\r')
                .next()
                .unwrap_or_default()
        )
    );
    Ok(answer)
}
