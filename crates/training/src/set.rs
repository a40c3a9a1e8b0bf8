//! A set: what a class is to do, as a file. Scenarios, those of one's own with their text; an exam told by what it is drawn from; a last day; a note.
//!
//! Like results, sets carry a checksum that tells mistakes and casual edits, not forgery. The file is described in `docs/scenarios.md`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shizu_rules::{Lang, Text};

use crate::checksum::checksum;
use crate::drill::Terms;
use crate::file::{self, Unread};
use crate::record::Record;
use crate::report::Report;
use crate::scenario::Scenario;

/// What says that a file is a set.
const KIND: &str = "shizu-training-set";
const FORMAT: u32 = 1;

/// What a class is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingSet {
    kind: String,
    format: u32,
    /// Its name, as the instructor wrote it.
    pub title: String,
    /// What the instructor says to it; may be empty.
    pub note: String,
    /// The day it was made, as the caller tells it.
    pub made: NaiveDate,
    /// The last day to hand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// The scenarios, in order.
    pub scenarios: Vec<SetScenario>,
    /// The exam.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exam: Option<SetExam>,
    checksum: String,
}

/// A scenario of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetScenario {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Checksum of its text.
    pub hash: String,
    /// The text itself, of a scenario that does not ship with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An exam of a set. What it asks follows from these, so that everybody gets the same questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetExam {
    /// The day whose rules apply.
    pub day: NaiveDate,
    /// What it is drawn from.
    pub terms: Terms,
}

/// What the caller says of a set; the rest follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetDraft {
    /// Its name.
    pub title: String,
    /// What the instructor says to it.
    pub note: String,
    /// The last day to hand in.
    pub due: Option<NaiveDate>,
    /// The scenarios, in order.
    pub scenarios: Vec<SetScenario>,
    /// The exam.
    pub exam: Option<SetExam>,
}

/// Why a text is no set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// It does not parse, or a field is missing or wrong.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is something else.
    NotASet,
    /// It was written by another version.
    OtherFormat {
        /// The version of its format.
        format: u64,
    },
}

/// What is to be said of a set that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetNote {
    /// It was changed after it was written.
    Edited,
    /// A scenario ships with this program in another version, and that one is played.
    OtherVersion {
        /// Its name.
        title: Text,
    },
    /// A scenario is neither in the file nor in this program.
    Missing {
        /// Its id.
        id: String,
        /// Its name.
        title: Text,
    },
}

/// How far a trainee is with a part of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing yet.
    Open,
    /// Begun.
    Begun,
    /// Done.
    Done,
}

impl SetScenario {
    /// A scenario that ships with the program.
    pub fn shipped(id: &str, title: &Text, text: &str) -> Self {
        SetScenario {
            id: id.to_owned(),
            title: title.clone(),
            hash: checksum(text),
            text: None,
        }
    }

    /// A scenario of one's own, with its text.
    pub fn own(scenario: &Scenario, text: &str) -> Self {
        SetScenario {
            text: Some(text.to_owned()),
            ..Self::shipped(&scenario.id, &scenario.title, text)
        }
    }

    /// How far these results of one trainee are with it.
    pub fn standing<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> Standing {
        let mut standing = Standing::Open;
        for record in records {
            if record.scenario == self.id {
                if record.finished {
                    return Standing::Done;
                }
                standing = Standing::Begun;
            }
        }
        standing
    }
}

impl TrainingSet {
    /// A set made on the day `made`.
    pub fn new(draft: SetDraft, made: NaiveDate) -> Self {
        let mut set = TrainingSet {
            kind: KIND.to_owned(),
            format: FORMAT,
            title: draft.title,
            note: draft.note,
            made,
            due: draft.due,
            scenarios: draft.scenarios,
            exam: draft.exam,
            checksum: String::new(),
        };
        set.checksum = set.sum();
        set
    }

    /// Reads a set.
    ///
    /// # Errors
    /// What is wrong with the text and what to do.
    pub fn read(text: &str) -> Result<Self, SetError> {
        file::read(text, KIND, FORMAT).map_err(|unread| match unread {
            Unread::Broken { line, column } => SetError::Broken { line, column },
            Unread::Other => SetError::NotASet,
            Unread::OtherFormat { format } => SetError::OtherFormat { format },
        })
    }

    /// The set as a file.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// What it was made from, to make another one.
    pub fn draft(&self) -> SetDraft {
        SetDraft {
            title: self.title.clone(),
            note: self.note.clone(),
            due: self.due,
            scenarios: self.scenarios.clone(),
            exam: self.exam.clone(),
        }
    }

    /// What tells one set from another.
    pub fn id(&self) -> &str {
        &self.checksum
    }

    /// Whether it was changed after it was written.
    pub fn is_edited(&self) -> bool {
        self.checksum != self.sum()
    }

    fn sum(&self) -> String {
        file::sum(&TrainingSet {
            checksum: String::new(),
            ..self.clone()
        })
    }

    /// What is to be said of it; `shipped` gives the text of a scenario that ships with the program, by its id.
    pub fn notes<'t>(&self, shipped: impl Fn(&str) -> Option<&'t str>) -> Vec<SetNote> {
        let edited = self.is_edited().then_some(SetNote::Edited);
        let of_scenario = |scenario: &SetScenario| {
            if scenario.text.is_some() {
                return None;
            }
            let title = scenario.title.clone();
            match shipped(&scenario.id) {
                None => Some(SetNote::Missing {
                    id: scenario.id.clone(),
                    title,
                }),
                Some(text) if checksum(text) != scenario.hash => {
                    Some(SetNote::OtherVersion { title })
                }
                Some(_) => None,
            }
        };
        let scenarios = self.scenarios.iter().filter_map(of_scenario);
        edited.into_iter().chain(scenarios).collect()
    }

    /// Trainees of a report who have not finished all scenarios, by name, with those that are open.
    pub fn open<'s>(&'s self, report: &Report) -> Vec<(String, Vec<&'s SetScenario>)> {
        let mut names: Vec<&str> = report
            .results
            .iter()
            .map(|line| line.trainee.trim())
            .filter(|name| !name.is_empty())
            .collect();
        names.sort_unstable();
        names.dedup();
        let has_done = |name: &str, id: &str| {
            let mut lines = report.results.iter();
            lines.any(|line| line.trainee.trim() == name && line.scenario == id && line.finished)
        };
        let open = names.into_iter().map(|name| {
            let scenarios = self.scenarios.iter();
            let open = scenarios.filter(|scenario| !has_done(name, &scenario.id));
            (name.to_owned(), open.collect::<Vec<_>>())
        });
        open.filter(|(_, open)| !open.is_empty()).collect()
    }
}

impl SetError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            SetError::Broken { line, column } => pick(
                format!("任务单不完整或被改坏（第{line}行第{column}列）；请向教员再要一份"),
                format!(
                    "the set is incomplete or damaged (line {line}, column {column}); ask the instructor for it again"
                ),
            ),
            SetError::NotASet => pick(
                "这不是任务单；请选教员页存下的任务单文件".into(),
                "this is no set; choose a file kept by the instructor's page".into(),
            ),
            SetError::OtherFormat { format } => pick(
                format!("这份任务单是另一版本（格式{format}）写的；请换用那个版本，或更新程序"),
                format!(
                    "the set was written by another version (format {format}); use that version, or update"
                ),
            ),
        }
    }
}

impl SetNote {
    /// What is to be said, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: String, en: String| if lang == Lang::Zh { zh } else { en };
        match self {
            SetNote::Edited => pick(
                "任务单写成后被改过：校验值不符。仍可使用，最好向教员再要一份".into(),
                "the set was changed after it was written: its checksum is wrong. It can be used; better ask the instructor for it again".into(),
            ),
            SetNote::OtherVersion { title } => {
                let [zh, en] = [Lang::Zh, Lang::En].map(|lang| title.in_lang(lang));
                pick(
                    format!("“{zh}”在本程序里是另一版本，按本程序的版本进行；成绩会注明"),
                    format!("`{en}` is another version in this program, which is the one played; results will say so"),
                )
            }
            SetNote::Missing { id, title } => {
                let [zh, en] = [Lang::Zh, Lang::En].map(|lang| title.in_lang(lang));
                pick(
                    format!("本程序没有情景“{zh}”（{id}），任务单里也没有附上；请更新程序，或请教员另发情景文件"),
                    format!("the scenario `{en}` ({id}) is neither in this program nor in the set; update, or ask the instructor for its file"),
                )
            }
        }
    }
}
