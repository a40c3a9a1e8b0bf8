//! What the page gives out: tables, reminders, a local overlay, a print.

use leptos::prelude::*;
use shizu_formats::{CsvOptions, CsvWriter, Encoding};
use shizu_rules::Lang;
use shizu_rules::monitor::{Chance, explanation, hundredths, percent, reminder};
use shizu_rules::vocabulary::{ReturnField, Term};

use super::Page;
use super::state::Kept;
use super::watch::Watch;
use crate::files;

const CSV: &str = "text/csv";
const TEXT: &str = "text/plain";

/// Saves what the button asks for.
pub fn save(page: Page, what: &str) {
    let app = page.app;
    let lang = app.lang.get_untracked();
    let kept = page.state.with_untracked(|state| state.kept.clone());
    let made: Option<(&str, &str, Vec<u8>)> = match what {
        "print" => {
            // A browser that cannot print does nothing.
            let _ = window().print();
            return;
        }
        "template" => Some(("returns-template.csv", CSV, template())),
        "save-overlay" => Some(("zero-overlay.toml", TEXT, overlay(&kept).into_bytes())),
        _ => page.watch.with_value(|watch| {
            let watch = watch.as_ref()?;
            match what {
                "save-triggers" => Some(("triggers.csv", CSV, triggers(watch, lang)?)),
                "save-states" => Some(("states.csv", CSV, states(watch)?)),
                "save-reminders" => {
                    let text = reminders(watch, lang);
                    Some(("reminders.txt", TEXT, text.into_bytes()))
                }
                _ => None,
            }
        }),
    };
    let Some((name, kind, bytes)) = made else {
        return;
    };
    let saved = files::save(name, kind, &bytes);
    app.announce(if saved {
        app.pick("已交给浏览器下载", "Handed to the browser to save")
    } else {
        app.pick("没能生成文件", "The file could not be made")
    });
}

/// A table with a header and rows, for spreadsheet programs.
fn table<R: IntoIterator<Item = String>>(
    header: &[&str],
    rows: impl Iterator<Item = R>,
) -> Option<Vec<u8>> {
    let options = CsvOptions {
        encoding: Encoding::Utf8Bom,
        ..CsvOptions::default()
    };
    let mut writer = CsvWriter::new(Vec::new(), options).ok()?;
    writer.row(header.iter().copied()).ok()?;
    for row in rows {
        let cells: Vec<String> = row.into_iter().collect();
        writer.row(cells.iter().map(String::as_str)).ok()?;
    }
    writer.finish().ok()
}

/// A header with every column.
fn template() -> Vec<u8> {
    let first = [
        ReturnField::Body,
        ReturnField::Kind,
        ReturnField::Period,
        ReturnField::State,
    ];
    let rest = ReturnField::ALL.iter().filter(|it| !first.contains(it));
    let codes: Vec<&str> = first.iter().chain(rest).map(|it| it.code()).collect();
    table(&codes, std::iter::empty::<Vec<String>>()).unwrap_or_default()
}

fn number(count: Option<u64>) -> String {
    count.map_or_else(String::new, |count| count.to_string())
}

/// What fires, with all that is behind it: the follow-up list.
fn triggers(watch: &Watch, lang: Lang) -> Option<Vec<u8>> {
    let header = [
        "id",
        "body",
        "kind",
        "office",
        "change",
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
        "basis",
        "cites",
        "suppressed",
        "reviewer",
        "because",
    ];
    let evaluator = &watch.evaluator;
    let monitored = evaluator.monitored();
    let rows = watch.fired.iter().filter_map(|fired| {
        let line = watch.lines().get(fired.line)?;
        let grounds = &evaluator.triggers()[fired.trigger].grounds;
        let reached = fired.reached.first()?;
        let evidence = &reached.evidence;
        let measures: Vec<_> = evaluator.measures(fired).collect();
        let what: Vec<&str> = measures.iter().map(|it| it.what.in_lang(lang)).collect();
        let owners: Vec<&str> = measures.iter().map(|it| it.owner.label(lang)).collect();
        let suppressed = fired
            .suppressed
            .and_then(|at| evaluator.suppressions().get(at));
        let due = evaluator.due(fired.trigger);
        Some(vec![
            grounds.id.clone(),
            monitored.name(line).to_owned(),
            line.kind.code().to_owned(),
            monitored.office(line).to_owned(),
            if fired.is_new { "new" } else { "continuing" }.to_owned(),
            reached.reading.value.to_string(),
            hundredths(reached.threshold),
            number(evidence.covered),
            number(evidence.letters),
            evidence.peers.to_string(),
            evidence.median.map_or_else(String::new, hundredths),
            match evidence.chance {
                Some(Chance::Told { probability, .. }) => percent(probability, lang),
                _ => String::new(),
            },
            what.join("; "),
            owners.join("; "),
            due.map_or_else(String::new, |due| due.day.to_string()),
            grounds.basis.code().to_owned(),
            grounds.cites.join(" "),
            suppressed.map_or_else(String::new, |it| it.reason.clone()),
            suppressed.map_or_else(String::new, |it| it.reviewer.clone()),
            explanation(evaluator, fired, lang).join(" "),
        ])
    });
    table(&header, rows)
}

/// The state of every body in every period.
fn states(watch: &Watch) -> Option<Vec<u8>> {
    let counts = [
        ReturnField::Clues,
        ReturnField::Cases,
        ReturnField::Covered,
        ReturnField::Letters,
    ];
    let header = [
        "body", "kind", "period", "state", "clues", "cases", "covered", "letters",
    ];
    let monitored = watch.evaluator.monitored();
    let rows = watch.lines().iter().flat_map(|line| {
        monitored.all_shown(line).map(move |shown| {
            let told = counts.map(|field| number(shown.figures.count(field).map(u64::from)));
            let first = [
                monitored.name(line).to_owned(),
                line.kind.code().to_owned(),
                shown.period.to_string(),
                shown.state.code().to_owned(),
            ];
            first.into_iter().chain(told)
        })
    });
    table(&header, rows)
}

/// A reminder for everything that fires and is not set aside.
fn reminders(watch: &Watch, lang: Lang) -> String {
    let fired = watch.fired.iter().filter(|it| it.suppressed.is_none());
    let all: Vec<String> = fired
        .map(|fired| reminder(&watch.evaluator, fired, lang))
        .collect();
    all.join("\n\n")
}

/// The changed numbers as a local overlay, to be adapted: each needs a reason of one's own.
fn overlay(kept: &Kept) -> String {
    let mut text = String::from(
        "[overlay]\nid = \"zero-local\"\nzh = \"本地零报告阈值\"\nen = \"Local thresholds of zero reports\"\n",
    );
    for (id, value) in &kept.numbers {
        text.push_str(&format!(
            "\n[[parameter]]\nid = \"{id}\"\nvalue = \"{value}\"\nbasis = \"assumption\"\ncites = [\"LS42\"]\nnote.zh = \"按本地情况选定，请写明理由。\"\nnote.en = \"Chosen for this locality; give the reason.\"\n"
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use shizu_rules::Rulebook;

    use super::*;

    #[test]
    fn the_saved_overlay_is_taken_by_the_rulebook() {
        let mut kept = Kept::default();
        kept.numbers.insert("zero.window.quarter".to_owned(), 3);
        let rulebook = Rulebook::shipped().expect("loads");
        let changed = rulebook.with_overlay("zero-overlay.toml", &overlay(&kept));
        let changed = changed.expect("proved");
        let parameter = changed.parameter("zero.window.quarter").expect("there");
        assert_eq!(parameter.value.to_string(), "3");
    }

    #[test]
    fn the_template_names_every_column() {
        let text = String::from_utf8(template()).expect("UTF-8");
        for field in ReturnField::VALUES {
            assert!(text.contains(field.code), "{}", field.code);
        }
    }
}
