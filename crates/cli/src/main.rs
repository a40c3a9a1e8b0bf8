//! `shizu`: routes clues, explains and proves the rulebook.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    shizu_cli::run(&shizu_cli::Args::parse())
}
