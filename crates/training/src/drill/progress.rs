//! Everything that a trainee has done, as one file: to be carried to another machine, and read back there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ExamRecord, Trainer};
use crate::file;
use crate::record::{Record, RecordError};

/// What says that a file is one's progress.
const KIND: &str = "shizu-progress";
const FORMAT: u32 = 1;

/// What a trainee knows and has done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    kind: String,
    format: u32,
    /// Who it is; may be empty.
    pub trainee: String,
    /// When it was written, as the caller tells it.
    pub saved: String,
    /// What is known.
    pub trainer: Trainer,
    /// Scenarios, finished or not.
    pub scenarios: Vec<Record>,
    /// Exams that were handed in.
    pub exams: Vec<ExamRecord>,
    /// Checksum of all this.
    checksum: String,
}

impl Progress {
    /// As it stands.
    pub fn of(
        trainee: &str,
        saved: &str,
        trainer: &Trainer,
        scenarios: Vec<Record>,
        exams: Vec<ExamRecord>,
    ) -> Self {
        let mut progress = Progress {
            kind: KIND.to_owned(),
            format: FORMAT,
            trainee: trainee.to_owned(),
            saved: saved.to_owned(),
            trainer: trainer.clone(),
            scenarios,
            exams,
            checksum: String::new(),
        };
        progress.checksum = progress.sum();
        progress
    }

    /// Reads progress.
    ///
    /// # Errors
    /// What is wrong with the text and what to do.
    pub fn read(text: &str) -> Result<Self, RecordError> {
        Ok(file::read(text, KIND, FORMAT)?)
    }

    /// The progress as a file.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// Whether it was changed after it was written.
    pub fn is_edited(&self) -> bool {
        self.checksum != self.sum()
    }

    fn sum(&self) -> String {
        file::sum(&Progress {
            checksum: String::new(),
            ..self.clone()
        })
    }
}

impl Trainer {
    /// Adds what was learned elsewhere: of each entry the card that was asked later, or more often on the same day. Adding the same twice changes nothing.
    pub fn merge(&mut self, other: &Trainer) {
        for (rule, card) in &other.cards {
            let age = |card: &super::Card| (card.last, card.taken);
            if self
                .cards
                .get(rule)
                .is_none_or(|known| age(known) < age(card))
            {
                self.cards.insert(rule.clone(), card.clone());
            }
        }
        for (rule, sides) in &other.missed {
            let known: &mut BTreeMap<String, u32> = self.missed.entry(rule.clone()).or_default();
            for (side, times) in sides {
                let before = known.entry(side.clone()).or_default();
                *before = (*before).max(*times);
            }
        }
        self.taken = self.taken.max(other.taken);
    }
}
