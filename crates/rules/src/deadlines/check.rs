//! What must hold of time limits and clue clocks as a whole.

use chrono::NaiveDate;

use super::clock::{Clock, Track};
use crate::facts::Subject;
use crate::lang::Lang;
use crate::rulebook::{Rulebook, Then};
use crate::verify::FindingText;
use crate::vocabulary::{Signal, StartEvent, Term};

/// Findings: a limit given to a clue starts when the clue is received, amounts are positive, and every clock is yellow before it is red.
pub(crate) fn check(rulebook: &Rulebook) -> Vec<FindingText> {
    let mut findings = Vec::new();
    for limit in &rulebook.limits {
        let extended_by_nothing = |limit: &super::Limit| {
            let extension = limit.extension.as_ref();
            extension.is_some_and(|extension| extension.most == Some(0))
        };
        if limit.amount == 0 || extended_by_nothing(limit) {
            findings.push(finding(
                format!("时限“{}”的数量须大于零", limit.id),
                format!(
                    "the amount of the time limit `{}` must be greater than zero",
                    limit.id
                ),
            ));
        }
    }
    let given = rulebook
        .tables_about(Subject::Clue)
        .flat_map(|table| &table.rules);
    for rule in given {
        if let Then::Limit(id) = &rule.then
            && let Some(limit) = rulebook.limit(id)
            && limit.start != StartEvent::Received
        {
            findings.push(finding(
                format!(
                    "“{}”给出的时限“{id}”自“{}”起算，而不是自收到线索起算",
                    rule.id, limit.start.label(Lang::Zh)
                ),
                format!(
                    "`{}` gives the time limit `{id}`, which starts when {}, not when a clue is received",
                    rule.id, limit.start.label(Lang::En)
                ),
            ));
        }
    }
    for clock in &rulebook.clocks {
        let wrong = |track: &&Track| !is_ascending(track, rulebook);
        findings.extend(
            clock
                .tracks
                .iter()
                .find(wrong)
                .map(|track| out_of_order(clock, track)),
        );
    }
    findings
}

fn out_of_order(clock: &Clock, track: &Track) -> FindingText {
    let id = &clock.grounds.id;
    finding(
        format!(
            "线索时钟“{id}”中“{}”的信号次序颠倒：须先蓝、后黄、再红",
            track.title.zh
        ),
        format!(
            "the clue clock `{id}` has signals out of order for `{}`: blue comes before yellow, yellow before red",
            track.title.en
        ),
    )
}

/// Whether its signals grow stronger, and each begins later than the one before, whatever day of a leap year it starts on.
fn is_ascending(track: &Track, rulebook: &Rulebook) -> bool {
    let colours = [Signal::Spoken, Signal::Blue, Signal::Yellow, Signal::Red];
    let is_colour = |stage: &&super::Stage| colours.contains(&stage.signal);
    let grow = track
        .stages
        .iter()
        .filter(is_colour)
        .is_sorted_by(|one, next| one.signal.index() < next.signal.index());
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    grow && first.iter_days().take(366).all(|start| {
        let begin = |stage: &super::Stage| stage.begins(start, &rulebook.calendar);
        let days = track.stages.iter().filter_map(begin).map(|due| due.day);
        days.is_sorted_by(|one, next| one < next)
    })
}

fn finding(zh: String, en: String) -> FindingText {
    FindingText {
        zh,
        en,
        witness: Vec::new(),
    }
}
