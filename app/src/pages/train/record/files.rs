//! Files of results in and out of what the browser keeps. Everything that was done goes into one file, and comes back from it.

use shizu_rules::Lang;
use shizu_training::{ExamRecord, Progress, Record, RecordError};

use crate::markup::t;
use crate::pages::train::exam::{self, store};
use crate::training::kept::{self, Kept, NotKept};
use crate::training::learned;
use crate::workbook::clock;

/// Begins the names of plays in progress.
const PLAY: &str = "play.";
/// What is not about what was done: scenarios of one's own, sets, one's name, and what one teaches.
const STAYS: [&str; 4] = ["scenario.", "set.", "name", "teach."];

/// What became of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// So many scenarios and exams were added; whether what is known was, too.
    Added {
        scenarios: usize,
        exams: usize,
        knowledge: bool,
    },
    /// It was changed after it was written, and was not taken.
    Edited,
    /// It cannot be read.
    Unread(RecordError),
    /// The browser refuses to keep it.
    NotKept,
}

/// Everything that was done, as one file.
pub fn everything() -> Progress {
    let finished = kept::records()
        .into_iter()
        .filter_map(|kept| kept.record.ok());
    let begun = kept::names(PLAY).into_iter().filter_map(|name| {
        let kept = Kept::open(&name);
        Record::read(kept.text()?).ok()
    });
    let exams = store::results().into_iter();
    Progress::of(
        &kept::trainee(),
        &clock::now(),
        &learned::trainer(),
        finished.chain(begun).collect(),
        exams.filter_map(|kept| kept.record.ok()).collect(),
    )
}

/// Takes a file: everything, one scenario, or one exam. What is there already is not doubled, and nothing is written over.
pub fn take(text: &str) -> Taken {
    match (
        Progress::read(text),
        Record::read(text),
        ExamRecord::read(text),
    ) {
        (Ok(progress), _, _) => {
            if progress.is_edited()
                || progress.scenarios.iter().any(Record::is_edited)
                || progress.exams.iter().any(ExamRecord::is_edited)
            {
                return Taken::Edited;
            }
            added(&progress.scenarios, &progress.exams, Some(&progress))
        }
        (_, Ok(record), _) if record.is_edited() => Taken::Edited,
        (_, Ok(record), _) => added(&[record], &[], None),
        (_, _, Ok(record)) if record.is_edited() => Taken::Edited,
        (_, _, Ok(record)) => added(&[], &[record], None),
        // Of three refusals the one that says more than that it is something else.
        (Err(one), Err(two), Err(three)) => {
            let mut errors = [one, two, three].into_iter();
            let told = errors.find(|error| *error != RecordError::NotARecord);
            Taken::Unread(told.unwrap_or(RecordError::NotARecord))
        }
    }
}

fn added(scenarios: &[Record], exams: &[ExamRecord], progress: Option<&Progress>) -> Taken {
    let keep = || -> Result<Taken, NotKept> {
        let known: Vec<String> = kept::records().into_iter().map(|kept| kept.text).collect();
        let (mut new, mut new_exams) = (0, 0);
        for record in scenarios {
            if record.finished {
                if !known.contains(&record.write()) {
                    kept::add_record(record)?;
                    new += 1;
                }
                continue;
            }
            // A play in progress here goes on here.
            let mut play = Kept::play(&record.scenario);
            if play.text().is_none() {
                play.save(&record.write())?;
                new += 1;
            }
        }
        for record in exams {
            new_exams += usize::from(store::add(record)?);
        }
        let mut knowledge = false;
        if let Some(progress) = progress {
            let before = learned::trainer();
            let (now, saved) = learned::learn(|trainer| {
                trainer.merge(&progress.trainer);
                trainer.clone()
            });
            saved?;
            knowledge = before != now;
            if kept::trainee().is_empty() {
                kept::set_trainee(&progress.trainee)?;
            }
        }
        Ok(Taken::Added {
            scenarios: new,
            exams: new_exams,
            knowledge,
        })
    };
    keep().unwrap_or(Taken::NotKept)
}

/// Erases everything that was done and learned here, also what was put aside. Scenarios of one's own, sets and the name stay.
///
/// # Errors
/// When the browser refuses; what was erased by then is gone.
pub fn erase() -> Result<(), NotKept> {
    let stays = |name: &String| STAYS.iter().any(|stays| name.starts_with(stays));
    for name in kept::names("").into_iter().filter(|name| !stays(name)) {
        Kept::open(&name).save("")?;
    }
    learned::forget()
}

/// Whether an exam is being taken.
pub fn is_sitting() -> bool {
    Kept::open(exam::NAME).text().is_some()
}

impl Taken {
    /// Whether nothing was wrong with it.
    pub fn is_good(&self) -> bool {
        matches!(self, Taken::Added { .. })
    }

    /// What became of the file, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Taken::Added { scenarios: 0, exams: 0, knowledge: false } => t(
                lang,
                "里面的都已经在这里了，没有重复读入。",
                "everything in it was here already; nothing was doubled.",
            )
            .to_owned(),
            Taken::Added { scenarios, exams, knowledge } => {
                let learned = match (knowledge, lang) {
                    (false, _) => "",
                    (true, Lang::Zh) => "，掌握情况已并入",
                    (true, Lang::En) => "; what was learned has been merged",
                };
                match lang {
                    Lang::Zh => format!("读入情景{scenarios}份、考核{exams}份{learned}。"),
                    Lang::En => format!("{scenarios} scenarios and {exams} exams were added{learned}."),
                }
            }
            Taken::Edited => t(
                lang,
                "文件写成后被改过：校验值不符，没有读入。请用原文件或备份。",
                "it was changed after it was written: its checksum is wrong, and it was not taken. Use the original or a backup.",
            )
            .to_owned(),
            Taken::Unread(error) => error.message(lang),
            Taken::NotKept => t(
                lang,
                "浏览器没有保存（空间已满或不允许保存）；文件没有动，可稍后再读。",
                "the browser did not keep it (storage full or forbidden); the file is untouched, read it again later.",
            )
            .to_owned(),
        }
    }
}
