//! `shizu train grade`: a result graded again by the scenario as it is; and the scenarios that results are graded by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{Desk, Play, Record, RecordNote, Scenario};

use super::{files, words};
use crate::args::Plain;
use crate::exit::Exit;
use crate::lang::pick;

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

    /// Grades a record.
    ///
    /// # Errors
    /// When its scenario is not among these.
    pub fn grade(
        &self,
        record: &Record,
        lang: Lang,
    ) -> anyhow::Result<(Play<'_>, Vec<RecordNote>)> {
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

/// How a command ends that found these notes.
pub fn of_notes(notes: &[RecordNote]) -> Exit {
    if notes.iter().any(RecordNote::is_doubt) {
        Exit::Findings
    } else {
        Exit::Done
    }
}
