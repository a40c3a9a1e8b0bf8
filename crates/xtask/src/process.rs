//! Starting other programs: by name or path, with errors that say what was run and what to do.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// Runs `command` with this process's own input and output; anything but exit code 0 is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    expect_success(command, status)
}

/// Runs `command` and returns what it wrote to standard output; standard error is passed on when it fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| not_started(command))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    expect_success(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a watched command did: how it ended and everything it wrote.
#[derive(Debug)]
pub struct Watched {
    /// Whether the exit code was 0.
    pub success: bool,
    /// Standard output followed by standard error, without terminal colours.
    pub text: String,
}

/// Runs `command`, passes its output on as it comes, and keeps a copy to read results from.
///
/// A command that ends with another exit code than 0 is reported in the result, not as an error.
pub fn watch(command: &mut Command) -> Result<Watched> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| not_started(command))?;
    let stdout = child
        .stdout
        .take()
        .context("the child's standard output is not piped")?;
    let stderr = child
        .stderr
        .take()
        .context("the child's standard error is not piped")?;
    let reader = thread::spawn(move || pass_on(stderr, std::io::stderr()));
    let mut text = pass_on(stdout, std::io::stdout());
    text.push_str(&reader.join().unwrap_or_default());
    let status = child.wait().with_context(|| not_started(command))?;
    Ok(Watched {
        success: status.success(),
        text: without_colours(&text),
    })
}

/// The full path of `program` on PATH, if it is there.
pub fn which(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// `command` as one would type it, for messages.
pub fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command) -> String {
    format!("cannot start `{}`", typed(command))
}

fn expect_success(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status})", typed(command));
    }
    Ok(())
}

/// Copies line by line; a broken pipe on our side must not stop the child from finishing.
fn pass_on(from: impl Read, mut to: impl Write) -> String {
    let mut reader = BufReader::new(from);
    let mut text = String::new();
    let mut line = Vec::new();
    while reader
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        let _ = to.write_all(&line).and_then(|()| to.flush());
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    text
}

/// Drops terminal colour sequences (`ESC [ … m`).
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part
            .find(|letter: char| letter.is_ascii_alphabetic())
            .map_or(part.len(), |index| index + 1);
        plain.push_str(&part[end..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_colours;

    #[test]
    fn colours_go_and_text_stays() {
        assert_eq!(
            without_colours("a \u{1b}[1;32mok\u{1b}[0m. 3 passed"),
            "a ok. 3 passed"
        );
        assert_eq!(without_colours("零报告"), "零报告");
    }
}
