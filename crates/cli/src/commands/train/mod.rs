//! `shizu train`: scenarios are played, checked and graded; a class is reported.

mod args;
mod check;
mod files;
mod grade;
mod play;
mod report;
mod words;

use std::io::Write;

use shizu_rules::Lang;

pub use args::{HELP, TrainCommand};

use crate::book;
use crate::exit::Exit;

pub fn run(command: &TrainCommand, lang: Lang) -> anyhow::Result<Exit> {
    let (text, exit) = match command {
        TrainCommand::Play {
            scenario,
            out,
            trainee,
            rulebook,
        } => {
            let rulebook = book::load(rulebook, lang)?;
            let (out, scenario) = (out.as_ref(), scenario.as_path());
            let session = play::Session {
                scenario,
                out,
                trainee,
            };
            return play::run(&session, &rulebook, lang);
        }
        TrainCommand::Check {
            paths,
            coverage,
            format,
            rulebook,
        } => {
            let rulebook = book::load(rulebook, lang)?;
            check::run(paths, &rulebook, *coverage, *format, lang)?
        }
        TrainCommand::Grade {
            result,
            scenarios,
            format,
            rulebook,
        } => {
            let rulebook = book::load(rulebook, lang)?;
            let shelf = grade::Shelf::new(scenarios, &rulebook, lang)?;
            grade::one(result, &shelf, &rulebook, *format, lang)?
        }
        TrainCommand::Report {
            paths,
            scenarios,
            set,
            repeats,
            format,
            rulebook,
        } => {
            let rulebook = book::load(rulebook, lang)?;
            let shelf = grade::Shelf::new(scenarios, &rulebook, lang)?;
            let wanted = report::Wanted {
                paths,
                set: set.as_deref(),
                repeats: (*repeats).into(),
            };
            report::class(&wanted, &shelf, &rulebook, *format, lang)?
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(exit)
}
