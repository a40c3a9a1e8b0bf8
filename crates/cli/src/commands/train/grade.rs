//! `shizu train grade`: a result graded again, of a scenario as it is or of an exam; and the scenarios that results are graded by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;
use shizu_rules::{Lang, Rulebook};
use shizu_training::{
    Desk, ExamRecord, Fraction, Graded, Play, Record, RecordError, RecordNote, Scenario,
};

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

/// Grades one result, of a scenario or of an exam.
///
/// # Errors
/// When the file is no result, or its scenario is not on the shelf.
pub fn one(
    path: &Path,
    shelf: &Shelf,
    rulebook: &Rulebook,
    format: Plain,
    lang: Lang,
) -> anyhow::Result<(String, Exit)> {
    let named = |error: anyhow::Error| anyhow::anyhow!("{}: {error}", path.display());
    let text = files::text(path, lang)?;
    let told = |error: RecordError| named(anyhow::anyhow!(error.message(lang)));
    let graded = match Record::read(&text) {
        Err(RecordError::NotARecord) => {
            let record = ExamRecord::read(&text).map_err(told)?;
            of_exam(&record, rulebook, lang).map_err(named)?
        }
        record => of_scenario(&record.map_err(told)?, shelf, lang).map_err(named)?,
    };
    let text = match format {
        Plain::Json => {
            let mut data = graded.head.clone();
            data["file"] = json!(path.display().to_string());
            data["score"] = json!(graded.score);
            data["notes"] = json!(graded.notes);
            data["decisions"] = json!(
                graded
                    .decisions
                    .iter()
                    .map(|(_, graded)| graded)
                    .collect::<Vec<_>>()
            );
            serde_json::to_string_pretty(&data)? + "\n"
        }
        Plain::Text => {
            let mut out = format!("{}\n", graded.title);
            for note in &graded.notes {
                out.push_str(&format!("! {}\n", note.message(lang)));
            }
            for (prompt, graded) in &graded.decisions {
                out.push_str(&format!("\n> {prompt}\n"));
                out.push_str(&match graded {
                    Some(graded) => words::graded(graded, lang),
                    None => format!("{}\n", pick(lang, "没有作答", "not answered")),
                });
            }
            let score = graded.score.percent();
            out + &format!("\n{} {score}%\n", pick(lang, "总得分", "score"))
        }
    };
    Ok((text, of_notes(&graded.notes)))
}

/// A result, graded again.
struct Regraded {
    /// What it is of, as data.
    head: serde_json::Value,
    /// What it is of, in words.
    title: String,
    score: Fraction,
    notes: Vec<RecordNote>,
    /// What was asked, and how the answer was graded; `None` where there was none.
    decisions: Vec<(String, Option<Graded>)>,
}

fn of_scenario(record: &Record, shelf: &Shelf, lang: Lang) -> anyhow::Result<Regraded> {
    let (play, notes) = shelf.grade(record, lang)?;
    let decisions = play.graded().iter().map(|graded| {
        let (_, decision) = play.scenario().decision(&graded.decision).unzip();
        let prompt = decision.map(|decision| decision.prompt.in_lang(lang));
        (prompt.unwrap_or_default().to_owned(), Some(graded.clone()))
    });
    Ok(Regraded {
        head: json!({ "trainee": record.trainee, "scenario": record.scenario }),
        title: format!("{} {}", record.title.in_lang(lang), record.trainee),
        score: play.score(),
        notes,
        decisions: decisions.collect(),
    })
}

fn of_exam(record: &ExamRecord, rulebook: &Rulebook, lang: Lang) -> anyhow::Result<Regraded> {
    let desk = Desk::new(rulebook, record.exam.day);
    let desk = desk.map_err(|error| anyhow::anyhow!(error.message(lang)))?;
    let (result, notes) = record.grade(&desk);
    let decisions = result.graded.into_iter().enumerate().map(|(at, graded)| {
        let drill = record.exam.drill(&desk, at);
        let prompt = drill.map(|drill| drill.prompt.in_lang(lang).to_owned());
        (prompt.unwrap_or_default(), graded)
    });
    Ok(Regraded {
        head: json!({ "trainee": record.trainee, "exam": record.exam.terms }),
        title: format!("{} {}", record.title().in_lang(lang), record.trainee),
        score: result.score,
        decisions: decisions.collect(),
        notes,
    })
}

/// How a command ends that found these notes.
pub fn of_notes(notes: &[RecordNote]) -> Exit {
    if notes.iter().any(RecordNote::is_doubt) {
        Exit::Findings
    } else {
        Exit::Done
    }
}
