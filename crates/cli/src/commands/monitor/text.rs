//! For people: what fires, why, what is to be done, and what comes next.

use std::fmt::Write;

use shizu_rules::Lang;
use shizu_rules::monitor::{Fired, explanation};
use shizu_rules::vocabulary::Term;

use super::Report;
use crate::lang::{comma, pick};

/// Upcoming triggers that are listed before the rest is only counted.
const LISTED: usize = 20;

/// All of it in words.
pub fn words(report: &Report) -> String {
    let lang = report.lang;
    let monitored = report.evaluator.monitored();
    let (bodies, fired) = (monitored.bodies(), report.fired.len());
    let as_of = monitored.as_of();
    let mut text = match lang {
        Lang::Zh => format!(
            "截至 {as_of}，{bodies}个单位和组，触发{fired}项。零是信号，不是结论；缺报不是零。\n"
        ),
        Lang::En => format!(
            "As of {as_of}: {bodies} bodies, {fired} triggers. A zero is a signal, not a finding; a missing return is no zero.\n"
        ),
    };
    for fired in &report.fired {
        one(report, fired, &mut text);
    }
    upcoming(report, &mut text);
    let silent: Vec<String> = monitored
        .lines()
        .iter()
        .filter(|line| line.is_silent)
        .map(|line| {
            let (name, last) = (monitored.name(line), line.last.label(lang));
            match lang {
                Lang::Zh => format!("{name}（止于{last}）"),
                Lang::En => format!("{name} (until {last})"),
            }
        })
        .collect();
    if !silent.is_empty() {
        let heading = pick(
            lang,
            "此后没有报告、又没有写止报时间的",
            "No return since, and no end given",
        );
        let _ = writeln!(text, "\n{heading}\n  {}", silent.join(comma(lang)));
    }
    for (at, fields) in report.evaluator.not_evaluated() {
        let id = report.evaluator.triggers()[at].id();
        let fields: Vec<&str> = fields.iter().map(|field| field.code()).collect();
        let fields = fields.join(comma(lang));
        let _ = match lang {
            Lang::Zh => writeln!(text, "{id} 未评：输入中没有 {fields}"),
            Lang::En => writeln!(text, "{id} not evaluated: the input does not tell {fields}"),
        };
    }
    text
}

fn one(report: &Report, fired: &Fired, text: &mut String) {
    let lang = report.lang;
    let evaluator = &report.evaluator;
    let monitored = evaluator.monitored();
    let line = &monitored.lines()[fired.line];
    let trigger = &evaluator.triggers()[fired.trigger];
    let grounds = &trigger.grounds;
    let change = if fired.is_new {
        pick(lang, "新触发", "new")
    } else {
        pick(lang, "持续", "continuing")
    };
    let _ = writeln!(
        text,
        "\n{}  {}  {}  [{}]  [{change}]",
        grounds.id,
        monitored.name(line),
        grounds.title.in_lang(lang),
        grounds.basis.label(lang),
    );
    for sentence in explanation(evaluator, fired, lang) {
        let _ = writeln!(text, "  {sentence}");
    }
    let due = evaluator.due(fired.trigger);
    let due = due.map_or(String::new(), |due| due.day.to_string());
    for measure in evaluator.measures(fired) {
        let (owner, what) = (measure.owner.label(lang), measure.what.in_lang(lang));
        let _ = match lang {
            Lang::Zh => writeln!(text, "  → {owner}：{what}（{due} 前）"),
            Lang::En => writeln!(text, "  → {owner}: {what} (by {due})"),
        };
    }
    if let Some(suppressed) = fired
        .suppressed
        .and_then(|at| evaluator.suppressions().get(at))
    {
        let (reason, reviewer) = (&suppressed.reason, &suppressed.reviewer);
        let _ = match lang {
            Lang::Zh => writeln!(text, "  已搁置：{reason}（审核：{reviewer}）"),
            Lang::En => writeln!(text, "  set aside: {reason} (reviewed by {reviewer})"),
        };
    }
    let _ = writeln!(text, "  {}", grounds.cites.join(" "));
}

fn upcoming(report: &Report, text: &mut String) {
    let lang = report.lang;
    let monitored = report.evaluator.monitored();
    if report.upcoming.is_empty() {
        return;
    }
    let heading = pick(lang, "若继续为零，将会触发", "Would fire if zeros go on");
    let _ = writeln!(text, "\n{heading}");
    for (line, it) in report.upcoming.iter().take(LISTED) {
        let name = monitored.name(&monitored.lines()[*line]);
        let id = report.evaluator.triggers()[it.trigger].id();
        let (streak, window) = (it.streak, it.window);
        let period = it.period.label(lang);
        let _ = match lang {
            Lang::Zh => writeln!(
                text,
                "  {id}  {name}  已{streak}期，满{window}期触发：{period}"
            ),
            Lang::En => writeln!(
                text,
                "  {id}  {name}  {streak} of {window} periods: {period}"
            ),
        };
    }
    let more = report.upcoming.len().saturating_sub(LISTED);
    if more > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(text, "  另有{more}项，见 --list upcoming"),
            Lang::En => writeln!(text, "  {more} more, see --list upcoming"),
        };
    }
}
