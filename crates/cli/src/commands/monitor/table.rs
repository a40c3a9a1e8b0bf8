//! The output as a table: one of its lists.

use std::io::{self, Write};

use shizu_formats::CsvWriter;
use shizu_rules::Lang;
use shizu_rules::monitor::{Chance, explanation, hundredths, percent};
use shizu_rules::vocabulary::{ReturnField, Term};

use super::Report;
use super::args::List;
use super::data::periods;

/// Writes the list with its header.
pub fn write<W: Write>(report: &Report, list: List, csv: &mut CsvWriter<W>) -> io::Result<()> {
    match list {
        List::Triggers => triggers(report, csv),
        List::States => states(report, csv),
        List::Upcoming => upcoming(report, csv),
    }
}

fn triggers<W: Write>(report: &Report, csv: &mut CsvWriter<W>) -> io::Result<()> {
    csv.row([
        "id",
        "body",
        "kind",
        "office",
        "periods",
        "value",
        "threshold",
        "covered",
        "letters",
        "peers",
        "peers_median",
        "probability",
        "measure",
        "owner",
        "due",
        "change",
        "basis",
        "cites",
        "suppressed",
        "reviewer",
        "because",
    ])?;
    let evaluator = &report.evaluator;
    let monitored = evaluator.monitored();
    for fired in &report.fired {
        let line = &monitored.lines()[fired.line];
        let trigger = &evaluator.triggers()[fired.trigger];
        let reached = &fired.reached;
        let each = |of: &dyn Fn(usize) -> String| {
            let all: Vec<String> = (0..reached.len()).map(of).collect();
            all.join(";")
        };
        let number = |count: Option<u64>| count.map_or(String::new(), |count| count.to_string());
        let measures: Vec<_> = evaluator.measures(fired).collect();
        let what = measures.iter().map(|it| it.what.in_lang(report.lang));
        let owners = measures.iter().map(|it| it.owner.code());
        let suppressed = fired
            .suppressed
            .and_then(|at| evaluator.suppressions().get(at));
        let text = [
            trigger.id().to_owned(),
            monitored.name(line).to_owned(),
            line.kind.code().to_owned(),
            monitored.office(line).to_owned(),
            periods(fired).join(";"),
            each(&|at| {
                let reading = reached[at].reading;
                if reached[at].gauge.is_share() {
                    format!("{}/{}", reading.value, reading.whole)
                } else {
                    reading.value.to_string()
                }
            }),
            each(&|at| hundredths(reached[at].threshold)),
            number(reached.iter().find_map(|it| it.evidence.covered)),
            number(reached.iter().find_map(|it| it.evidence.letters)),
            each(&|at| reached[at].evidence.peers.to_string()),
            each(&|at| {
                reached[at]
                    .evidence
                    .median
                    .map_or(String::new(), hundredths)
            }),
            each(&|at| match reached[at].evidence.chance {
                Some(Chance::Told { probability, .. }) => percent(probability, Lang::En),
                _ => String::new(),
            }),
            what.collect::<Vec<_>>().join(";"),
            owners.collect::<Vec<_>>().join(";"),
            evaluator
                .due(fired.trigger)
                .map_or(String::new(), |due| due.day.to_string()),
            if fired.is_new { "new" } else { "continuing" }.to_owned(),
            trigger.grounds.basis.code().to_owned(),
            trigger.grounds.cites.join(" "),
            suppressed.map_or(String::new(), |it| it.reason.clone()),
            suppressed.map_or(String::new(), |it| it.reviewer.clone()),
            explanation(evaluator, fired, report.lang).join(" "),
        ];
        csv.row(text.iter().map(String::as_str))?;
    }
    Ok(())
}

fn states<W: Write>(report: &Report, csv: &mut CsvWriter<W>) -> io::Result<()> {
    csv.row([
        "body", "kind", "period", "state", "clues", "cases", "covered", "letters",
    ])?;
    let monitored = report.evaluator.monitored();
    for line in monitored.lines() {
        let (name, kind) = (monitored.name(line), line.kind.code());
        for shown in monitored.all_shown(line) {
            let count = |field: ReturnField| {
                let count = shown.figures.count(field);
                count.map_or(String::new(), |count| count.to_string())
            };
            let period = shown.period.to_string();
            let counts = [
                ReturnField::Clues,
                ReturnField::Cases,
                ReturnField::Covered,
                ReturnField::Letters,
            ]
            .map(count);
            let cells = [name, kind, period.as_str(), shown.state.code()];
            csv.row(cells.into_iter().chain(counts.iter().map(String::as_str)))?;
        }
    }
    Ok(())
}

fn upcoming<W: Write>(report: &Report, csv: &mut CsvWriter<W>) -> io::Result<()> {
    csv.row([
        "id",
        "body",
        "kind",
        "gauge",
        "streak",
        "window",
        "fires_with",
        "fires_on",
    ])?;
    let monitored = report.evaluator.monitored();
    for (line, it) in &report.upcoming {
        let line = &monitored.lines()[*line];
        let texts = [
            it.streak.to_string(),
            it.window.to_string(),
            it.period.to_string(),
            it.period.end().to_string(),
        ];
        let cells = [
            report.evaluator.triggers()[it.trigger].id(),
            monitored.name(line),
            line.kind.code(),
            it.gauge.code(),
        ];
        csv.row(cells.into_iter().chain(texts.iter().map(String::as_str)))?;
    }
    Ok(())
}
