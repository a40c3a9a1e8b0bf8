//! Programs that come from the operating system: a Chromium with its driver, CJK fonts, node and npm.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{self, which};

/// Names under which a Chromium that we can drive is found on PATH, best first.
const CHROMIUMS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The browser and its driver.
#[derive(Debug)]
pub struct Browser {
    /// The Chromium executable.
    pub chromium: PathBuf,
    /// The `ChromeDriver` of the same version.
    pub driver: PathBuf,
}

/// Makes sure that node and npm can be started.
pub fn ensure_node() -> Result<()> {
    let missing = |name: &&str| which(name).is_none();
    if ["node", "npm"].iter().any(missing) {
        apt_install(&["nodejs", "npm"], "node 18 or newer with npm")?;
    }
    match ["node", "npm"].iter().find(|name| missing(name)) {
        None => Ok(()),
        Some(name) => bail!("`{name}` is still not on PATH after installing nodejs and npm"),
    }
}

/// Makes sure that Chromium, its driver and a font with Chinese characters are there.
pub fn ensure_browser() -> Result<Browser> {
    let mut packages = Vec::new();
    if find_chromium().is_none() {
        packages.push("chromium");
    }
    if which("chromedriver").is_none() {
        packages.push("chromium-driver");
    }
    if !has_chinese_font() {
        packages.push("fonts-noto-cjk");
    }
    if !packages.is_empty() {
        apt_install(
            &packages,
            "Chromium, ChromeDriver and a Chinese font (fontconfig's fc-list finds it)",
        )?;
    }
    let chromium = find_chromium().context("no Chromium on PATH: install chromium")?;
    let driver =
        which("chromedriver").context("no ChromeDriver on PATH: install chromium-driver")?;
    Ok(Browser { chromium, driver })
}

fn find_chromium() -> Option<PathBuf> {
    CHROMIUMS.iter().find_map(|name| which(name))
}

/// Screens without Chinese glyphs would make every screenshot and text measurement meaningless.
fn has_chinese_font() -> bool {
    let answer = Command::new("fc-list")
        .args([":lang=zh-cn", "file"])
        .output();
    answer.is_ok_and(|answer| !answer.stdout.is_empty())
}

/// Installs Debian packages as root or through a sudo that asks no password; otherwise says what to install.
fn apt_install(packages: &[&str], what: &str) -> Result<()> {
    let list = packages.join(" ");
    let advice = format!(
        "missing: {what}. On Debian or Ubuntu: sudo apt-get install --no-install-recommends {list}"
    );
    if which("apt-get").is_none() {
        bail!("{advice}; this machine has no apt-get, so install them your system's way");
    }
    let Some(prefix) = administrator() else {
        bail!("{advice}; neither root nor a sudo without password is available here")
    };
    println!("      installing {list} with apt-get");
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> = prefix
            .iter()
            .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .copied()
            .collect();
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .args(arguments)
            .stdout(Stdio::null());
        process::run(&mut command)
    };
    // A stale mirror in the list must not stop us: the installation itself is what counts.
    if let Err(error) = apt(&["update", "-q"]) {
        println!("      {error:#}; trying with the package lists that are there");
    }
    let mut install = vec!["install", "-q", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt(&install).with_context(|| advice.clone())
}

/// The words to put before an administrative command, or nothing when there is no way.
fn administrator() -> Option<Vec<&'static str>> {
    let user = Command::new("id").arg("-u").output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(Vec::new());
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stderr(Stdio::null())
        .status();
    sudo.is_ok_and(|status| status.success())
        .then(|| vec!["sudo", "-n"])
}
