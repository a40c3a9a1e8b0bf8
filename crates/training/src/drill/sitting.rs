//! An exam while it is being taken: kept after every answer, so that it can be taken up again where it was left.

use serde::{Deserialize, Serialize};

use super::{Exam, ExamRecord, Filled};
use crate::desk::Desk;
use crate::file;
use crate::play::Answer;
use crate::record::RecordError;

const KIND: &str = "shizu-sitting";
const FORMAT: u32 = 1;

/// An exam that is being taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    kind: String,
    format: u32,
    /// Questions and answers.
    pub exam: Exam,
    /// When it began, as the caller tells it.
    pub began: String,
    /// The question looked at, from 0.
    pub at: usize,
}

impl Sitting {
    /// An exam that begins; the clock shows `now` in milliseconds.
    pub fn new(mut exam: Exam, began: &str, now: i64) -> Self {
        exam.look(now);
        Sitting {
            kind: KIND.to_owned(),
            format: FORMAT,
            exam,
            began: began.to_owned(),
            at: 0,
        }
    }

    /// Reads an exam that was kept.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, RecordError> {
        Ok(file::read(text, KIND, FORMAT)?)
    }

    /// The exam as text.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// Looks at a question; the last one where there is none with this number.
    pub fn turn_to(&mut self, at: usize) {
        self.at = at.min(self.exam.items.len().saturating_sub(1));
    }

    /// What is filled in of the question looked at.
    pub fn answer(&self) -> Answer {
        let item = self.exam.items.get(self.at);
        item.and_then(|item| item.answer.clone())
            .unwrap_or_default()
    }

    /// Marks the question looked at for later, or no longer.
    pub fn mark(&mut self) {
        if let Some(item) = self.exam.items.get_mut(self.at) {
            item.marked = !item.marked;
        }
    }

    /// How far each question is filled in.
    pub fn filled(&self, desk: &Desk) -> Vec<Filled> {
        let all = 0..self.exam.items.len();
        all.map(|at| self.exam.filled(desk, at)).collect()
    }

    /// Hands it in.
    pub fn hand_in(&self, desk: &Desk, trainee: &str, ended: &str) -> ExamRecord {
        ExamRecord::of(&self.exam, desk, trainee, &self.began, ended)
    }
}
