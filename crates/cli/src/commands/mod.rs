//! The commands, one module each.

pub mod deadlines;
mod explain;
pub mod indicators;
pub mod route;
pub mod rulebook;
mod verify;

use crate::args::{Args, Command};
use crate::exit::Exit;

/// Does what was asked.
///
/// # Errors
/// Everything that is no answer: files that cannot be read or written, rulebooks that are refused.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let lang = args.lang.into();
    match &args.command {
        Command::Route(args) => route::run(args, lang),
        Command::Deadlines(args) => deadlines::run(args, lang),
        Command::Indicators(args) => indicators::run(args, lang),
        Command::Explain(args) => explain::run(args, lang),
        Command::Verify(args) => verify::run(args, lang),
        Command::Rulebook(command) => rulebook::run(command, lang),
    }
}
