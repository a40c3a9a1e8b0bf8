//! How a command ends: 0 done, 1 findings, 2 bad usage or input.

use std::io;
use std::process::ExitCode;

use shizu_rules::Lang;

use crate::lang::pick;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// A proof found something.
    Findings,
    /// Some of the input could not be used; it has been reported.
    BadInput,
}

/// What the shell is told. A reader that has gone away (`shizu … | head`) is no failure.
pub fn code(result: anyhow::Result<Exit>, lang: Lang) -> ExitCode {
    match result {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        Ok(Exit::BadInput) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}{error:#}", pick(lang, "错误：", "error: "));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
