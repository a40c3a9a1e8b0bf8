//! What a visitor downloads, and the limit we keep.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;

/// The most of the app that is loaded first may weigh after Brotli, in bytes: the frame, the rulebook's engine and the page it starts with. What
/// grows should rather belong to a page that is loaded later ([`super::split`]).
pub const APP_LIMIT: u64 = 500 * 1024;

/// The most that a module of a page or of a part of one, or what several of them share, may weigh after Brotli, in bytes. What outgrows it wants a finer cut:
/// another function in `pages::apart`, another group in [`super::split::GROUPS`].
pub const PAGE_LIMIT: u64 = 150 * 1024;

/// The most the engine alone (tables, rules, and what of the rulebook clues are routed by) may weigh after Brotli, in bytes. With all families the
/// rulebook's text alone is 160 KB.
pub const ENGINE_LIMIT: u64 = 200 * 1024;

/// The most the module for heavy file formats may weigh after Brotli, in bytes. Nobody waits for it, but everybody fetches it.
pub const OFFICE_LIMIT: u64 = 250 * 1024;

/// Prints raw and Brotli sizes (quality 11) of `files`; one above its limit in bytes is an error.
pub fn report(files: &[(&Path, Option<u64>)]) -> Result<()> {
    for (file, limit) in files {
        let raw = std::fs::metadata(file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .len();
        let compressed = brotli(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "      {name:<36} {:>8} raw {:>8} brotli",
            kilobytes(raw),
            kilobytes(compressed)
        );
        if let Some(limit) = limit {
            ensure!(
                compressed <= *limit,
                "{name} is {} after Brotli; the limit is {}. See what grew (a new dependency? a data file?) or raise the limit on purpose",
                kilobytes(compressed),
                kilobytes(*limit)
            );
        }
    }
    Ok(())
}

/// Node's zlib knows Brotli; that spares us compiling one.
fn brotli(file: &Path) -> Result<u64> {
    const SCRIPT: &str = "const { readFileSync } = require('fs'); \
        console.log(require('zlib').brotliCompressSync(readFileSync(process.argv[1])).length)";
    let answer = process::output(Command::new("node").args(["-e", SCRIPT]).arg(file))?;
    answer
        .trim()
        .parse()
        .with_context(|| format!("node answered `{}` instead of a size", answer.trim()))
}

fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}
