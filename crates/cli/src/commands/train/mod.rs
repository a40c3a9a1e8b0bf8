//! `shizu train`: scenarios are played, checked and graded; a class is reported.

mod args;
mod check;
mod files;

use std::io::Write;

use shizu_rules::Lang;

pub use args::{HELP, TrainCommand};

use crate::book;
use crate::exit::Exit;

pub fn run(command: &TrainCommand, lang: Lang) -> anyhow::Result<Exit> {
    let (text, exit) = match command {
        TrainCommand::Check {
            paths,
            coverage,
            format,
            book,
        } => {
            let rulebook = book::load(&book.rulebook, lang)?;
            check::run(paths, &rulebook, *coverage, *format, lang)?
        }
        _ => unreachable!(),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(exit)
}
