//! `shizu train grade` and `shizu train report`: results graded again by the scenarios as they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{Class, Desk, Play, Record, RecordNote, Report, Scenario};

use super::{files, words};
use crate::args::Plain;
use crate::exit::Exit;
use crate::lang::pick;
use crate::output::table::table;

/// The scenarios that results can be graded by.
pub struct Shelf {
    scenarios: BTreeMap<String, Scenario>,
    desks: BTreeMap<NaiveDate, Desk>,
}

impl Shelf {
    /// Reads all scenarios.
    ///
    /// # Errors
    /// When one cannot be used.
    pub fn new(paths: &[PathBuf], rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Self> {
        let mut shelf = Shelf {
            scenarios: BTreeMap::new(),
            desks: BTreeMap::new(),
        };
        for path in files::all(paths, "toml", lang)? {
            let scenario = files::sound_scenario(&path, rulebook, lang)?;
            if let std::collections::btree_map::Entry::Vacant(place) =
                shelf.desks.entry(scenario.day)
            {
                let desk = Desk::new(rulebook, scenario.day);
                place.insert(desk.map_err(|error| anyhow::anyhow!(error.message(lang)))?);
            }
            shelf.scenarios.insert(scenario.id.clone(), scenario);
        }
        Ok(shelf)
    }

    fn grade(&self, record: &Record, lang: Lang) -> anyhow::Result<(Play<'_>, Vec<RecordNote>)> {
        let found = self.scenarios.get(&record.scenario);
        let found = found.and_then(|scenario| Some((scenario, self.desks.get(&scenario.day)?)));
        let id = &record.scenario;
        let (scenario, desk) = found.ok_or_else(|| {
            anyhow::anyhow!(match lang {
                Lang::Zh => format!("没有情景“{id}”；请在 --scenarios 里加上它所在的文件夹"),
                Lang::En => format!("there is no scenario `{id}`; add its folder to --scenarios"),
            })
        })?;
        Ok(record.grade(scenario, desk))
    }
}

fn read(path: &Path, lang: Lang) -> anyhow::Result<Record> {
    let text = files::text(path, lang)?;
    Record::read(&text).map_err(|error| anyhow::anyhow!(error.message(lang)))
}

pub fn one(
    path: &Path,
    shelf: &Shelf,
    format: Plain,
    lang: Lang,
) -> anyhow::Result<(String, Exit)> {
    let named = |error: anyhow::Error| anyhow::anyhow!("{}: {error}", path.display());
    let record = read(path, lang).map_err(named)?;
    let (play, notes) = shelf.grade(&record, lang).map_err(named)?;
    let text = match format {
        Plain::Json => {
            let data = json!({
                "file": path.display().to_string(),
                "trainee": record.trainee,
                "scenario": record.scenario,
                "score": play.score(),
                "notes": notes,
                "decisions": play.graded(),
            });
            serde_json::to_string_pretty(&data)? + "\n"
        }
        Plain::Text => {
            let mut out = format!("{} {}\n", record.title.in_lang(lang), record.trainee);
            for note in &notes {
                out.push_str(&format!("! {}\n", note.message(lang)));
            }
            for graded in play.graded() {
                let (_, decision) = play.scenario().decision(&graded.decision).unzip();
                let prompt = decision.map(|decision| decision.prompt.in_lang(lang));
                out.push_str(&format!("\n> {}\n", prompt.unwrap_or_default()));
                out.push_str(&words::graded(graded, lang));
            }
            let score = play.score().percent();
            out + &format!("\n{} {score}%\n", pick(lang, "总得分", "score"))
        }
    };
    Ok((text, of_notes(&notes)))
}

fn of_notes(notes: &[RecordNote]) -> Exit {
    if notes.iter().any(RecordNote::is_doubt) {
        Exit::Findings
    } else {
        Exit::Done
    }
}

pub fn class(
    paths: &[PathBuf],
    shelf: &Shelf,
    format: Plain,
    lang: Lang,
) -> anyhow::Result<(String, Exit)> {
    let mut class = Class::default();
    let mut exit = Exit::Done;
    for path in files::all(paths, "json", lang)? {
        let file = path.display().to_string();
        let graded = read(&path, lang).and_then(|record| {
            let (play, notes) = shelf.grade(&record, lang)?;
            Ok((record, play, notes))
        });
        match graded {
            Ok((record, play, notes)) => {
                if exit == Exit::Done {
                    exit = of_notes(&notes);
                }
                class.add(&file, &record, &play, notes);
            }
            // One bad file does not keep the others from being counted.
            Err(error) => {
                eprintln!("{file}: {error:#}");
                exit = Exit::BadInput;
            }
        }
    }
    let report = class.report(shizu_training::Repeats::Best);
    let text = match format {
        Plain::Json => serde_json::to_string_pretty(&report)? + "\n",
        Plain::Text => text(&report, lang),
    };
    Ok((text, exit))
}

fn text(report: &Report, lang: Lang) -> String {
    let header = [
        pick(lang, "学员", "trainee"),
        pick(lang, "情景", "scenario"),
        pick(lang, "说明", "notes"),
        pick(lang, "得分%", "score %"),
        pick(lang, "决策", "decisions"),
        pick(lang, "分钟", "minutes"),
        pick(lang, "提示", "hints"),
    ];
    let rows = report.results.iter().map(|line| {
        let notes: Vec<String> = line.notes.iter().map(|note| note.message(lang)).collect();
        let name = if line.trainee.is_empty() {
            &line.file
        } else {
            &line.trainee
        };
        vec![
            name.clone(),
            line.title.in_lang(lang).to_owned(),
            notes.join(" "),
            line.score.percent(),
            line.decisions.to_string(),
            (line.seconds / 60).to_string(),
            line.hints.to_string(),
        ]
    });
    let mut out = table(&header, 3, rows);
    let header = [
        pick(lang, "决策（难的在前）", "decision (hardest first)"),
        pick(lang, "最常见的误选", "most frequent mistake"),
        pick(lang, "人次", "taken"),
        pick(lang, "全对", "all right"),
        pick(lang, "平均%", "mean %"),
    ];
    let rows = report.decisions.iter().map(|line| {
        let mistake = line.usual_mistake.as_ref();
        let mistake = mistake.map(|(text, count)| format!("{} × {count}", text.in_lang(lang)));
        vec![
            format!("{} / {}", line.scenario, line.decision),
            mistake.unwrap_or_default(),
            line.taken.to_string(),
            line.full.to_string(),
            line.credit.percent(),
        ]
    });
    out.push_str(&format!("\n\n{}\n", table(&header, 2, rows)));
    let header = [
        pick(lang, "规则（弱的在前）", "rule (weakest first)"),
        pick(lang, "名称", "title"),
        pick(lang, "人次", "taken"),
        pick(lang, "平均%", "mean %"),
    ];
    let weak = report.rules.iter().filter(|line| !line.credit.is_full());
    let rows = weak.take(MOST_RULES).map(|line| {
        vec![
            line.rule.clone(),
            line.title.in_lang(lang).to_owned(),
            line.taken.to_string(),
            line.credit.percent(),
        ]
    });
    out.push_str(&format!("\n{}\n", table(&header, 2, rows)));
    out
}

/// How many weak rules a report lists.
const MOST_RULES: usize = 20;
