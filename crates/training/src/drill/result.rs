//! The result of an exam as a file: the questions, what was answered, what it was graded, and a checksum.

use serde::{Deserialize, Serialize};
use shizu_rules::Text;

use super::{DrillSpec, Exam, ExamItem, ExamResult};
use crate::desk::{Desk, say};
use crate::file;
use crate::fraction::Fraction;
use crate::record::{RecordError, RecordNote, fingerprint};

/// What says that a file is the result of an exam.
const KIND: &str = "shizu-exam";
const FORMAT: u32 = 1;

/// One trainee's exam, handed in. It holds the answers, so that it is graded again rather than believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamRecord {
    kind: String,
    format: u32,
    /// Who it is; may be empty.
    pub trainee: String,
    /// When it began, as the caller tells it.
    pub began: String,
    /// When it was handed in, as the caller tells it.
    pub ended: String,
    /// Whether it was handed in because time was up.
    pub by_time: bool,
    /// Questions and answers.
    pub exam: Exam,
    /// Credit by question; what was not answered has none.
    pub credits: Vec<Fraction>,
    /// Mean credit.
    pub score: Fraction,
    /// Checksum of all this.
    checksum: String,
}

impl ExamRecord {
    /// An exam that is handed in. The times are the caller's; `desk` must be of the exam's day.
    pub fn of(exam: &Exam, desk: &Desk, trainee: &str, began: &str, ended: &str) -> Self {
        let result = exam.result(desk);
        let mut record = ExamRecord {
            kind: KIND.to_owned(),
            format: FORMAT,
            trainee: trainee.to_owned(),
            began: began.to_owned(),
            ended: ended.to_owned(),
            by_time: exam.is_over(),
            exam: exam.closed(),
            credits: result.credits(),
            score: result.score,
            checksum: String::new(),
        };
        record.checksum = record.sum();
        record
    }

    /// Reads a result.
    ///
    /// # Errors
    /// What is wrong with the text and what to do.
    pub fn read(text: &str) -> Result<Self, RecordError> {
        Ok(file::read(text, KIND, FORMAT)?)
    }

    /// The result as a file.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// Its checksum, by which two results are told apart.
    pub fn id(&self) -> &str {
        &self.checksum
    }

    /// What people call it.
    pub fn title(&self) -> Text {
        let (count, seed) = (self.exam.items.len(), self.exam.terms.seed);
        say(
            format!("考核{count}题（编号{seed}）"),
            format!("exam of {count} questions (number {seed})"),
        )
    }

    /// Whether it was changed after it was written.
    pub fn is_edited(&self) -> bool {
        self.checksum != self.sum()
    }

    fn sum(&self) -> String {
        file::sum(&ExamRecord {
            checksum: String::new(),
            ..self.clone()
        })
    }

    /// Grades the answers again by the rules as they are now. `desk` must be of the exam's day.
    pub fn grade(&self, desk: &Desk) -> (ExamResult, Vec<RecordNote>) {
        let result = self.exam.result(desk);
        let mut notes = Vec::new();
        if self.is_edited() {
            notes.push(RecordNote::Edited);
        }
        let specs = |items: &[ExamItem]| -> Vec<DrillSpec> {
            items.iter().map(|item| item.spec.clone()).collect()
        };
        let drawn = || Exam::new(desk, self.exam.terms.clone()).items;
        if self.exam.rules != fingerprint(desk) {
            // Other rules may draw other questions, and rightly.
            notes.push(RecordNote::OtherRules);
        } else if specs(&drawn()) != specs(&self.exam.items) {
            notes.push(RecordNote::OtherQuestions);
        }
        if self.score != result.score {
            notes.push(RecordNote::OtherScore {
                told: self.score,
                found: result.score,
            });
        }
        if self.exam.set_back > 0 {
            notes.push(RecordNote::ClockSetBack {
                times: self.exam.set_back,
            });
        }
        (result, notes)
    }
}
