//! `test`: every check there is, one after the other, with their results at the end.

mod steps;

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::progress::seconds;
use crate::tally::Tally;
use crate::workspace::Workspace;
use steps::{STEPS, Step};

/// How one step ended.
#[derive(Debug)]
struct Outcome {
    name: &'static str,
    tally: Tally,
    error: Option<String>,
    took: Duration,
}

/// Runs all steps, or those named by `--only`.
///
/// A failing step does not keep the others from running, so that one run shows everything there is to repair. The
/// summary is printed, and kept in `target/test-summary.txt`.
pub fn test(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let Some(steps) = select(arguments)? else {
        for step in &STEPS {
            println!("{:<12} {}", step.name, step.title);
        }
        return Ok(());
    };
    let outcomes: Vec<Outcome> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| {
            println!(
                "\n[{}/{}] {}: {}",
                index + 1,
                steps.len(),
                step.name,
                step.title
            );
            let start = Instant::now();
            let (tally, error) = match (step.run)(workspace) {
                Ok(tally) if tally.failed > 0 => {
                    (tally, Some(format!("{} tests failed", tally.failed)))
                }
                Ok(tally) => (tally, None),
                // It has no count of its own, and must not look like a success in the sum.
                Err(error) => (
                    Tally {
                        passed: 0,
                        failed: 1,
                    },
                    Some(format!("{error:#}")),
                ),
            };
            let outcome = Outcome {
                name: step.name,
                tally,
                error,
                took: start.elapsed(),
            };
            println!(
                "      {} in {}",
                if outcome.error.is_none() {
                    "done"
                } else {
                    "failed"
                },
                seconds(outcome.took)
            );
            outcome
        })
        .collect();
    let summary = summary(&outcomes);
    print!("\n{summary}");
    fs::write(workspace.path("target/test-summary.txt"), summary)
        .context("cannot write target/test-summary.txt")?;
    let failed: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| outcome.error.is_some())
        .map(|outcome| outcome.name)
        .collect();
    if !failed.is_empty() {
        bail!(
            "failed: {0}; repeat with `cargo xtask test --only {1}`",
            failed.join(", "),
            failed.join(" --only ")
        );
    }
    Ok(())
}

/// The steps to run in their order, or nothing when only the list is wanted.
fn select(arguments: &[&str]) -> Result<Option<Vec<&'static Step>>> {
    let mut names = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match *argument {
            "--list" => return Ok(None),
            "--only" => names.push(
                *arguments
                    .next()
                    .context("--only needs the name of a step; --list shows them")?,
            ),
            other => bail!("`test` knows --only STEP and --list, not `{other}`"),
        }
    }
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("there is no step `{unknown}`; --list shows them");
    }
    Ok(Some(
        STEPS
            .iter()
            .filter(|step| names.is_empty() || names.contains(&step.name))
            .collect(),
    ))
}

/// A table of the steps; the last line counts the tests of all of them.
fn summary(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    let mut sum = Tally::default();
    for outcome in outcomes {
        sum += outcome.tally;
        let Tally { passed, failed } = outcome.tally;
        let counted = if passed + failed > 0 {
            format!("{passed} passed, {failed} failed")
        } else {
            "no tests to count".to_owned()
        };
        let word = if outcome.error.is_some() {
            "FAILED"
        } else {
            "ok"
        };
        let _ = writeln!(
            text,
            "{:<12} {word:<6} {:>12}   {counted}",
            outcome.name,
            seconds(outcome.took)
        );
        if let Some(error) = &outcome.error {
            let _ = writeln!(text, "{:<12} {error}", "");
        }
    }
    let _ = writeln!(text, "{} passed, {} failed", sum.passed, sum.failed);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_and_keep_their_order() -> Result<()> {
        let chosen = select(&["--only", "browser", "--only", "format"])?.unwrap_or_default();
        assert_eq!(
            chosen.iter().map(|step| step.name).collect::<Vec<_>>(),
            ["format", "browser"]
        );
        assert!(select(&["--only", "nothing"]).is_err());
        assert_eq!(select(&[])?.map(|steps| steps.len()), Some(STEPS.len()));
        Ok(())
    }

    #[test]
    fn a_step_that_cannot_run_is_counted_as_failed() {
        let outcome = |name, tally, error| Outcome {
            name,
            tally,
            error,
            took: Duration::from_millis(1500),
        };
        let text = summary(&[
            outcome(
                "native",
                Tally {
                    passed: 7,
                    failed: 0,
                },
                None,
            ),
            outcome(
                "lint",
                Tally {
                    passed: 0,
                    failed: 1,
                },
                Some("no clippy".to_owned()),
            ),
        ]);
        assert!(
            text.contains("FAILED") && text.contains("no clippy"),
            "{text}"
        );
        assert!(text.ends_with("\n7 passed, 1 failed\n"), "{text}");
    }
}
