//! The input: where it comes from, and what kind it is.

use std::fs::File;
use std::io::{self, Cursor, IsTerminal, Read};
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shizu_formats::{Format, detect};
use shizu_rules::Lang;

use crate::lang::{of_formats, pick};

/// How much is looked at to find out the kind.
const HEAD: u64 = 64 * 1024;

/// Inputs from this size on show their progress.
const LONG: u64 = 16 << 20;

/// An input whose kind is known.
pub struct Input {
    /// What to call it in messages.
    pub name: String,
    /// Its kind.
    pub kind: Format,
    /// All of it.
    pub reader: Box<dyn Read>,
    /// Its size, if it is a file.
    size: Option<u64>,
}

impl Input {
    /// Opens a file, or standard input for `-` or none.
    pub fn open(path: Option<&Path>, lang: Lang) -> anyhow::Result<Self> {
        let path = path.filter(|path| *path != Path::new("-"));
        let (name, mut source, size): (_, Box<dyn Read>, _) = match path {
            Some(path) => {
                let name = path.display().to_string();
                let cannot = || format!("{}{name}", pick(lang, "读不到文件 ", "cannot read "));
                let file = File::open(path).with_context(cannot)?;
                let about = file.metadata().with_context(cannot)?;
                if about.is_dir() {
                    anyhow::bail!(
                        "{name}{}",
                        pick(
                            lang,
                            "：这是文件夹，请指定文件",
                            ": this is a folder; name a file"
                        )
                    );
                }
                (name, Box::new(file), Some(about.len()))
            }
            None if io::stdin().is_terminal() => anyhow::bail!(pick(
                lang,
                "没有输入：请指定文件，或者由管道送入；用法见 shizu route --help",
                "no input: name a file or pipe one in; see shizu route --help"
            )),
            None => (
                pick(lang, "标准输入", "standard input").to_owned(),
                Box::new(io::stdin()),
                None,
            ),
        };
        let mut head = Vec::new();
        source
            .by_ref()
            .take(HEAD)
            .read_to_end(&mut head)
            .with_context(|| name.clone())?;
        let kind = match detect(&head) {
            Ok(detected) => detected.format,
            Err(issue) => anyhow::bail!(
                "{name}{}{}",
                pick(lang, "：", ": "),
                issue.message(of_formats(lang))
            ),
        };
        Ok(Input {
            name,
            kind,
            reader: Box::new(Cursor::new(head).chain(source)),
            size,
        })
    }

    /// A progress bar on standard error, for long inputs and only where somebody can see it.
    pub fn progress(&self, answers_on_terminal: bool, doing: &'static str) -> ProgressBar {
        let short = self.size.is_some_and(|size| size < LONG);
        if short || answers_on_terminal || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(self.size, ProgressDrawTarget::stderr_with_hz(8));
        let template = match self.size {
            Some(_) => "{msg} {wide_bar} {bytes}/{total_bytes} {eta}",
            None => "{msg} {bytes} {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.with_message(doing)
    }
}
