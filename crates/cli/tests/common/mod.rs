//! Runs the built tool.

#![allow(dead_code, reason = "every test file uses its own part")]

pub mod workbook;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }

    /// The lines of CSV output, as records without the header.
    pub fn records(&self) -> Vec<Vec<String>> {
        csv::Reader::from_reader(self.out.as_bytes())
            .records()
            .map(|record| record.expect("CSV").iter().map(str::to_owned).collect())
            .collect()
    }
}

/// Runs the tool with something on standard input.
pub fn shizu_with(args: &[&str], input: impl Into<Vec<u8>>) -> Run {
    let output = Command::cargo_bin("shizu")
        .expect("the built tool")
        .args(args)
        .write_stdin(input.into())
        .output()
        .expect("run");
    Run {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

pub fn shizu(args: &[&str]) -> Run {
    shizu_with(args, "")
}

/// A file in a folder of its own, which is removed with the value.
pub struct TempFile {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl TempFile {
    pub fn new(name: &'static str, content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(name), content).expect("a file");
        TempFile { folder, name }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    pub fn text(&self) -> String {
        self.path().display().to_string()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
