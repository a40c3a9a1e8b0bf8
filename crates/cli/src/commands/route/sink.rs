//! Where the answers go: standard output, or a file that appears when it is complete.

use std::fs::File;
use std::io::{self, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use shizu_rules::Lang;

use crate::args::Format;
use crate::lang::pick;

/// Where the answers go. Dropped before [`Output::keep`], a file is not left behind.
pub enum Output {
    /// Standard output.
    Stdout(Stdout),
    /// A file, written under another name until it is complete.
    File {
        /// The file to become.
        path: PathBuf,
        /// The name until then.
        partial: PathBuf,
        /// What is written to.
        file: File,
    },
}

impl Output {
    /// Begins the output.
    pub fn create(path: Option<&Path>, lang: Lang) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Output::Stdout(io::stdout()));
        };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let partial = path.with_file_name(name);
        let file = File::create(&partial).with_context(|| cannot(path, lang))?;
        Ok(Output::File {
            path: path.to_owned(),
            partial,
            file,
        })
    }

    /// Whether a person looks at it.
    pub fn is_terminal(&self) -> bool {
        match self {
            Output::Stdout(out) => out.is_terminal(),
            Output::File { .. } => false,
        }
    }

    /// The format that the file's name asks for.
    pub fn format_by_name(&self) -> Option<Format> {
        let Output::File { path, .. } = self else {
            return None;
        };
        match path.extension()?.to_str()? {
            "json" => Some(Format::Json),
            "ndjson" | "jsonl" => Some(Format::Ndjson),
            "csv" => Some(Format::Csv),
            "txt" => Some(Format::Text),
            _ => None,
        }
    }

    /// Ends the output; a file now gets its name.
    pub fn keep(&mut self, lang: Lang) -> anyhow::Result<()> {
        match self {
            Output::Stdout(out) => out.flush()?,
            Output::File {
                path,
                partial,
                file,
            } => {
                file.sync_all()
                    .and_then(|()| std::fs::rename(&*partial, &*path))
                    .with_context(|| cannot(path, lang))?;
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File { file, .. } => file.flush(),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Output::File { partial, .. } = self {
            // After `keep` there is no such file any more.
            let _ = std::fs::remove_file(partial);
        }
    }
}

fn cannot(path: &Path, lang: Lang) -> String {
    format!(
        "{}{}",
        pick(lang, "写不了文件 ", "cannot write "),
        path.display()
    )
}
