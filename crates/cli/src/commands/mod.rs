//! The commands, one module each.

pub mod casebook;
pub mod check;
pub mod deadlines;
pub mod ecology;
mod explain;
pub mod indicators;
pub mod matrix;
pub mod monitor;
pub mod route;
pub mod rulebook;
pub mod score;
pub mod share;
pub mod train;
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
        Command::Matrix(args) => matrix::run(args, lang),
        Command::Deadlines(args) => deadlines::run(args, lang),
        Command::Indicators(args) => indicators::run(args, lang),
        Command::Ecology(args) => ecology::ecology(args, lang),
        Command::Appraise(args) => ecology::appraise(args, lang),
        Command::Monitor(args) => monitor::run(args, lang),
        Command::Score(args) => score::run(args, lang),
        Command::Share(args) => share::run(args, lang),
        Command::Check(args) => check::run(args, lang),
        Command::Casebook(command) => casebook::run(command, lang),
        Command::Train(command) => train::run(command, lang),
        Command::Explain(args) => explain::run(args, lang),
        Command::Verify(args) => verify::run(args, lang),
        Command::Rulebook(command) => rulebook::run(command, lang),
    }
}
