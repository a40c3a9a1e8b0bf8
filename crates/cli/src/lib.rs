//! The command line tool `shizu` as a library, so that tests and measurements reach its parts.
//!
//! [`Args`] is what can be asked, [`run`] answers it. Every command lives in its own module under `commands`; `route` streams: one thread reads rows and
//! turns them into facts, another decides and writes, and memory stays flat however long the input is.

mod args;
mod book;
mod commands;
mod exit;
mod lang;
mod output;
mod rows;

pub use args::Args;
pub use commands::rulebook::schema_files;

use std::process::ExitCode;

/// Does what was asked, and reports failures on standard error.
pub fn run(args: &Args) -> ExitCode {
    exit::code(commands::run(args), args.lang.into())
}
