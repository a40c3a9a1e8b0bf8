//! The table of triggers set aside.

use shizu_formats::{ReadOptions, read_table};
use shizu_rules::monitor::Suppression;
use shizu_rules::{Lang, Rulebook, parse_date};

use super::args::MonitorArgs;
use crate::commands::route::Input;
use crate::lang::{of_formats, pick};
use crate::rows::at_row;

/// Reads the suppressions asked for; those that do not say what they must are told and not used.
///
/// # Errors
/// When the table cannot be read.
pub fn read(
    args: &MonitorArgs,
    rulebook: &Rulebook,
    lang: Lang,
) -> anyhow::Result<(Vec<Suppression>, Vec<String>)> {
    let (mut all, mut told) = (Vec::new(), Vec::new());
    let Some(path) = &args.suppress else {
        return Ok((all, told));
    };
    let input = Input::open(Some(path), lang)?;
    let name = input.name;
    let table = read_table(input.reader, &ReadOptions::default()).map_err(|issue| {
        let message = issue.message(of_formats(lang));
        anyhow::anyhow!("{name}{}{message}", pick(lang, "：", ": "))
    })?;
    let ids = || rulebook.triggers.iter().map(|trigger| trigger.id());
    for record in table.records.iter() {
        let text = |column: &str| {
            let at = table.columns.position(column);
            let text = at.and_then(|at| record.get(at)).unwrap_or_default();
            text.trim().to_owned()
        };
        let place = || format!("{name} {}", at_row(record.row(), lang));
        let until = text("until");
        let until = match parse_date(&until) {
            _ if until.is_empty() => None,
            Ok(day) => Some(day),
            Err(problem) => {
                told.push(format!("{}{}", place(), problem.message(&until, lang)));
                continue;
            }
        };
        let suppression = Suppression {
            id: text("id"),
            body: text("body"),
            reason: text("reason"),
            reviewer: text("reviewer"),
            until,
        };
        match suppression.check(ids()) {
            Ok(()) => all.push(suppression),
            Err(problem) => told.push(format!("{}{}", place(), problem.message(lang))),
        }
    }
    let issues = table.issues.iter();
    told.extend(issues.map(|issue| format!("{name} {}", issue.message(of_formats(lang)))));
    Ok((all, told))
}
