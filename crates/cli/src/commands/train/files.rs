//! Files and folders of scenarios and results.

use std::path::{Path, PathBuf};

use anyhow::Context;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{Finding, Scenario};

use crate::lang::pick;

/// The files that `paths` name: files as they are, of folders those with this extension, in order of their names.
///
/// # Errors
/// When a folder cannot be read.
pub fn all(paths: &[PathBuf], extension: &str, lang: Lang) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).with_context(|| told(path, lang))?;
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in entries {
            let path = entry.with_context(|| told(path, lang))?.path();
            if path.is_dir() || path.extension().is_some_and(|found| found == extension) {
                inside.push(path);
            }
        }
        inside.sort();
        found.extend(all_of(inside, extension, lang)?);
    }
    Ok(found)
}

fn all_of(paths: Vec<PathBuf>, extension: &str, lang: Lang) -> anyhow::Result<Vec<PathBuf>> {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| path.is_dir());
    let mut found = files;
    if !folders.is_empty() {
        found.extend(all(&folders, extension, lang)?);
    }
    Ok(found)
}

fn told(path: &Path, lang: Lang) -> String {
    format!(
        "{}{}",
        pick(lang, "读不到 ", "cannot read "),
        path.display()
    )
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub fn text(path: &Path, lang: Lang) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| told(path, lang))
}

/// A scenario file, read; its mistakes as findings.
///
/// # Errors
/// When the file cannot be read at all.
pub fn scenario(
    path: &Path,
    rulebook: &Rulebook,
    lang: Lang,
) -> anyhow::Result<Result<Scenario, Vec<Finding>>> {
    let text = text(path, lang)?;
    let name = path.display().to_string();
    let read = Scenario::read(&name, &text, rulebook);
    Ok(read.map_err(|errors| errors.iter().map(Finding::of_error).collect()))
}

/// A scenario that must be readable.
///
/// # Errors
/// Everything that is wrong with it.
pub fn sound_scenario(path: &Path, rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Scenario> {
    scenario(path, rulebook, lang)?.map_err(|findings| {
        let lines: Vec<String> = findings
            .iter()
            .map(|finding| finding.message(lang))
            .collect();
        let head = pick(lang, "情景文件有误：", "the scenario cannot be used:");
        anyhow::anyhow!("{head}\n  {}", lines.join("\n  "))
    })
}
