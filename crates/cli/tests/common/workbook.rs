//! The demo as a file, and a folder to write to.

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;

use super::{Run, shizu};

/// The demo, made once.
static DEMO: LazyLock<(tempfile::TempDir, String)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("demo.shizu").display().to_string();
    let run = shizu(&[
        "casebook",
        "demo",
        "--matters",
        "200",
        "--as-of",
        "2026-03-05",
        "--out",
        &path,
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    (folder, path)
});

pub fn demo() -> &'static str {
    &DEMO.1
}

/// A folder to write to.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    pub fn at(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn copy_of_demo(&self, name: &str) -> String {
        std::fs::copy(demo(), self.path(name)).expect("copied");
        self.at(name)
    }
}

const WHO: &[&str] = &["--by", "王虚", "--at", "2026-03-05T09:00:00+08:00"];

pub fn with_who(args: &[&str]) -> Run {
    let all: Vec<&str> = args.iter().chain(WHO).copied().collect();
    shizu(&all)
}

pub fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}
