//! A class: everybody's results, decision by decision and rule by rule.

mod log;
mod spread;
mod tally;

use std::collections::BTreeMap;

use serde::Serialize;
use shizu_rules::Text;

use crate::desk::Desk;
use crate::drill::{ExamRecord, ExamResult};
use crate::fraction::Fraction;
use crate::play::{Play, Step};
use crate::record::{Record, RecordNote};

pub use log::{LogLine, log};
pub use spread::Spread;
use tally::Tallies;

shizu_rules::terms! {
    /// Which of several results count that one trainee has of one scenario.
    Repeats {
        Best "best" "取最好的一次" "the best",
        Last "last" "取最后一次" "the last",
        All "all" "每次都算" "all of them",
    }
}

/// What a class did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// One line per record, in the order given.
    pub results: Vec<ResultLine>,
    /// How the scores lie of those who finished; `None` when nobody did.
    pub spread: Option<Spread>,
    /// By scenario and decision, the hardest first.
    pub decisions: Vec<DecisionLine>,
    /// By entry of the rulebook, the one missed most often first.
    pub rules: Vec<RuleLine>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResultLine {
    /// The file it stands in.
    pub file: String,
    /// Who it is.
    pub trainee: String,
    /// Id of the scenario.
    pub scenario: String,
    /// Its name.
    pub title: Text,
    /// The score, graded again.
    pub score: Fraction,
    /// Decisions taken.
    pub decisions: usize,
    /// Seconds that were measured, together.
    pub seconds: u64,
    /// Hints looked at.
    pub hints: u32,
    /// Whether the end was reached.
    pub finished: bool,
    /// When it was last added to, as the record tells it.
    pub ended: String,
    /// Whether it counts in the means.
    pub counts: bool,
    /// Whether the same trainee has another result of the same scenario.
    pub repeated: bool,
    /// What is to be said of it.
    pub notes: Vec<RecordNote>,
}

/// One decision of a scenario, over all who took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// Id of the scenario.
    pub scenario: String,
    /// Id of the decision.
    pub decision: String,
    /// What is asked.
    pub prompt: Text,
    /// How many took it.
    pub taken: usize,
    /// How many had it all right.
    pub full: usize,
    /// Mean credit.
    pub credit: Fraction,
    /// The most frequent wrong choice, and how often it was taken.
    pub usual_mistake: Option<(Text, usize)>,
}

/// One entry of the rulebook, over all answers that rest on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// Its id.
    pub rule: String,
    /// A name in a few words.
    pub title: Text,
    /// How many answers rest on it.
    pub taken: usize,
    /// How many of them were not all right.
    pub missed: usize,
    /// Their mean credit.
    pub credit: Fraction,
}

/// A record of a class, graded.
struct Entry {
    line: ResultLine,
    log: Vec<LogLine>,
}

/// Puts a class together, record by record.
#[derive(Default)]
pub struct Class {
    entries: Vec<Entry>,
}

impl Class {
    /// Adds a record that was graded again. What was edited is listed and does not count in the means.
    pub fn add(&mut self, file: &str, record: &Record, play: &Play<'_>, notes: Vec<RecordNote>) {
        let log = log(play);
        let line = ResultLine {
            file: file.to_owned(),
            trainee: record.trainee.clone(),
            scenario: record.scenario.clone(),
            title: record.title.clone(),
            score: play.score(),
            decisions: log.len(),
            seconds: seconds(&record.steps),
            hints: log.iter().map(|line| line.graded.hints).sum(),
            finished: play.is_finished(),
            ended: record.ended.clone(),
            counts: is_sound(&notes),
            repeated: false,
            notes,
        };
        self.push(line, log);
    }

    /// Adds an exam that was graded again; `desk` is of its day. Questions that were not answered lower the score, but tell nothing of a rule.
    pub fn add_exam(
        &mut self,
        file: &str,
        record: &ExamRecord,
        result: &ExamResult,
        desk: &Desk,
        notes: Vec<RecordNote>,
    ) {
        let log = log::log_exam(&record.exam, result, desk);
        let line = ResultLine {
            file: file.to_owned(),
            trainee: record.trainee.clone(),
            scenario: exam_id(record),
            title: record.title(),
            score: result.score,
            decisions: log.len(),
            seconds: u64::from(record.exam.used),
            hints: 0,
            finished: true,
            ended: record.ended.clone(),
            counts: is_sound(&notes),
            repeated: false,
            notes,
        };
        self.push(line, log);
    }

    /// Why wrong choices are wrong is not kept: it would fill the memory for a large class, and grading again tells it.
    fn push(&mut self, line: ResultLine, mut log: Vec<LogLine>) {
        for step in &mut log {
            for slot in &mut step.graded.slots {
                slot.why_not = Vec::new();
            }
        }
        self.entries.push(Entry { line, log });
    }

    /// Step by step what was done in the record at this place in [`Report::results`], without why wrong choices are wrong.
    pub fn log(&self, at: usize) -> &[LogLine] {
        self.entries.get(at).map_or(&[], |entry| &entry.log)
    }

    /// Takes out the record at this place in [`Report::results`].
    pub fn remove(&mut self, at: usize) {
        if at < self.entries.len() {
            self.entries.remove(at);
        }
    }

    /// The report.
    pub fn report(&self, repeats: Repeats) -> Report {
        let results = self.results(repeats);
        let mut tallies = Tallies::default();
        for (line, entry) in results.iter().zip(&self.entries) {
            for step in entry.log.iter().filter(|_| line.counts) {
                tallies.count(&line.scenario, &step.prompt, &step.graded);
            }
        }
        let scores: Vec<Fraction> = results
            .iter()
            .filter(|line| line.counts && line.finished)
            .map(|line| line.score)
            .collect();
        Report {
            spread: Spread::of(&scores),
            decisions: tallies.decisions(),
            rules: tallies.rules(),
            results,
        }
    }

    /// The lines, with those that do not count because of another one of the same trainee and scenario. Records without a name are never the same.
    fn results(&self, repeats: Repeats) -> Vec<ResultLine> {
        let mut lines: Vec<ResultLine> = self
            .entries
            .iter()
            .map(|entry| entry.line.clone())
            .collect();
        let mut same: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            let name = line.trainee.trim();
            if !name.is_empty() {
                let key = (name.to_owned(), line.scenario.clone());
                same.entry(key).or_default().push(at);
            }
        }
        for all in same.into_values().filter(|all| all.len() > 1) {
            let sound = all.iter().copied().filter(|at| lines[*at].counts);
            let kept = match repeats {
                Repeats::All => None,
                // Of equally good ones the later; one that ends is worth more than one that stops.
                Repeats::Best => sound.max_by_key(|at| {
                    let line = &lines[*at];
                    (line.finished, line.score, line.ended.clone())
                }),
                Repeats::Last => sound.max_by_key(|at| lines[*at].ended.clone()),
            };
            for at in all {
                lines[at].repeated = true;
                lines[at].counts &= repeats == Repeats::All || kept == Some(at);
            }
        }
        lines
    }
}

/// Seconds that were measured, also of steps that no longer fit.
fn seconds(steps: &[Step]) -> u64 {
    let seconds = steps.iter().map(|step| match step {
        Step::Answer { seconds, .. } => u64::from(seconds.unwrap_or_default()),
        Step::Go => 0,
    });
    seconds.sum()
}

/// What stands for a scenario in the line of an exam: the same for all who had the same questions.
fn exam_id(record: &ExamRecord) -> String {
    let terms = &record.exam.terms;
    format!("exam-{}-{}", terms.seed, terms.count)
}

/// Whether a result counts. Another score is no doubt where scenario or rules have changed since: then it is to be expected.
fn is_sound(notes: &[RecordNote]) -> bool {
    let has_changed = notes.iter().any(|note| {
        matches!(
            note,
            RecordNote::OtherRules | RecordNote::OtherScenario { .. }
        )
    });
    !notes.iter().any(|note| match note {
        RecordNote::OtherScore { .. } => !has_changed,
        note => note.is_doubt(),
    })
}
