//! The rulebook that a command works with: the shipped one, with overlays merged in.

use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;
use shizu_rules::{Engine, Lang, LoadError, Problem, Rulebook};

use crate::args::BookArgs;
use crate::lang::pick;

/// A rulebook that is not used, and everything that is wrong with it.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, each with its place.
    pub errors: Vec<LoadError>,
    /// The language of the message.
    lang: Lang,
}

impl Refused {
    /// A rulebook that is not used because of `errors`.
    pub fn new(errors: Vec<LoadError>, lang: Lang) -> Self {
        Refused { errors, lang }
    }

    /// Whether the overlay was read, and a proof found something; otherwise it could not be read.
    pub fn is_unproved(&self) -> bool {
        self.errors
            .iter()
            .all(|error| matches!(error.problem, Problem::NotProved { .. }))
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(pick(
            self.lang,
            "规则文件未被采用，规则没有任何改变：",
            "the rulebook file is refused, nothing has changed:",
        ))?;
        for error in &self.errors {
            write!(out, "\n  {}", error.message(self.lang))?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

/// The shipped rulebook with the overlays merged in, in order.
///
/// # Errors
/// [`Refused`], or that a file cannot be read.
pub fn load<P: AsRef<Path>>(overlays: &[P], lang: Lang) -> anyhow::Result<Rulebook> {
    let refused = |errors| Refused { errors, lang };
    let mut rulebook = Rulebook::shipped().map_err(refused)?;
    for path in overlays {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| {
            format!(
                "{}{name}",
                pick(lang, "读不到规则文件 ", "cannot read the rulebook file ")
            )
        })?;
        rulebook = rulebook.with_overlay(&name, &text).map_err(refused)?;
    }
    Ok(rulebook)
}

/// The rulebook compiled for the day asked for.
///
/// # Errors
/// As [`load`], and when a table cannot be compiled.
pub fn engine(args: &BookArgs, lang: Lang) -> anyhow::Result<Engine> {
    let rulebook = load(&args.rulebook, lang)?;
    Engine::new(rulebook, day(args)).map_err(|error| {
        let errors = vec![error];
        Refused { errors, lang }.into()
    })
}

/// The day asked for, or today where the rules apply (UTC+8).
pub fn day(args: &BookArgs) -> NaiveDate {
    args.as_of.unwrap_or_else(today)
}

fn today() -> NaiveDate {
    const EIGHT_HOURS: u64 = 8 * 3600;
    let since_1970 = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let days = (since_1970.as_secs() + EIGHT_HOURS) / 86_400;
    NaiveDate::default()
        .checked_add_days(chrono::Days::new(days))
        .unwrap_or_default()
}
