//! A round of drills: what it is about, where it stands, what is on the table. It ends when the trainee stops, and is kept after each answer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Drill, DrillSpec, Trainer, drillable, nth};
use crate::check::{Family, family_of};
use crate::desk::Desk;
use crate::file;
use crate::fraction::Fraction;
use crate::play::{Answer, AnswerProblem, Graded};
use crate::record::RecordError;

const KIND: &str = "shizu-drills";
const FORMAT: u32 = 1;

/// What a round is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Everything.
    #[default]
    All,
    /// What was wrong before and is not firm yet.
    Errors,
    /// What is due.
    Due,
    /// One family.
    Family(Family),
}

/// A round of drills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    kind: String,
    format: u32,
    /// What it is about.
    pub about: About,
    /// Whether the drills follow from the number alone, so that others get the same; otherwise they follow what the trainee needs.
    pub is_series: bool,
    /// What the drills are drawn from.
    pub seed: u64,
    /// How many were drawn.
    pub drawn: u64,
    /// How many were answered.
    pub taken: u32,
    /// How many of them were all right.
    pub right: u32,
    /// How many were all right in a row, up to now.
    pub streak: u32,
    /// What is on the table.
    pub asked: Option<Asked>,
}

/// A drill on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What tells it.
    pub spec: DrillSpec,
    /// The day whose rules apply.
    pub day: NaiveDate,
    /// What is filled in so far.
    pub answer: Answer,
    /// Whether it was graded.
    pub is_graded: bool,
    /// Whether the answer was looked at instead of given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_given_up: bool,
}

impl About {
    /// The entries that it covers.
    pub fn pool(self, desk: &Desk, trainer: &Trainer, today: NaiveDate) -> Vec<String> {
        let mut pool = drillable(desk);
        match self {
            About::All => {}
            About::Errors => pool = trainer.with_errors(&pool),
            About::Due => pool.retain(|id| {
                let card = trainer.cards.get(id);
                card.is_some_and(|card| card.due <= today)
            }),
            About::Family(family) => pool.retain(|id| family_of(desk.rulebook(), id) == family),
        }
        pool
    }
}

impl Round {
    /// A round that begins. [`Round::next`] puts the first drill on the table.
    pub fn new(about: About, is_series: bool, seed: u64) -> Self {
        Round {
            kind: KIND.to_owned(),
            format: FORMAT,
            about,
            is_series,
            seed,
            drawn: 0,
            taken: 0,
            right: 0,
            streak: 0,
            asked: None,
        }
    }

    /// Reads a round that was kept.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, RecordError> {
        Ok(file::read(text, KIND, FORMAT)?)
    }

    /// The round as text.
    pub fn write(&self) -> String {
        file::write(self)
    }

    /// Puts the next drill on the table; `false`, with an empty table, when there is nothing to be asked. `desk` is of today.
    pub fn next(&mut self, desk: &Desk, trainer: &Trainer, today: NaiveDate) -> bool {
        let mut pool = self.about.pool(desk, trainer, today);
        if !self.is_series && pool.len() > 1 {
            // The same entry twice in a row is no exercise.
            let last = self.asked.as_ref().map(|asked| &asked.spec.rule);
            pool.retain(|id| Some(id) != last);
        }
        let spec = if self.is_series {
            nth(desk, &pool, self.seed, self.drawn)
        } else {
            trainer.next(desk, &pool, today, self.seed.wrapping_add(self.drawn))
        };
        self.drawn += 1;
        self.asked = None;
        if let Some(spec) = spec {
            self.ask(spec, desk.day());
        }
        self.asked.is_some()
    }

    /// Puts this drill on the table.
    pub fn ask(&mut self, spec: DrillSpec, day: NaiveDate) {
        self.asked = Some(Asked {
            spec,
            day,
            answer: Answer::default(),
            is_graded: false,
            is_given_up: false,
        });
    }

    /// Grades what is filled in, once, and remembers how it went. `desk` must be of the drill's day.
    ///
    /// # Errors
    /// What is wrong with the answer; nothing has changed then.
    pub fn submit(
        &mut self,
        desk: &Desk,
        trainer: &mut Trainer,
        today: NaiveDate,
    ) -> Result<(), AnswerProblem> {
        let open = self.asked.as_mut().filter(|asked| !asked.is_graded);
        let asked = open.ok_or(AnswerProblem::NothingAsked)?;
        let drill = Drill::new(desk, &asked.spec).ok_or(AnswerProblem::NothingAsked)?;
        let graded = asked.grade(desk, &drill)?;
        asked.is_graded = true;
        trainer.take(&asked.spec, &graded, today);
        self.taken += 1;
        if graded.is_full() {
            self.right += 1;
            self.streak += 1;
        } else {
            self.streak = 0;
        }
        Ok(())
    }

    /// Has the answer shown, without giving one: it counts as wrong, whatever is filled in. `desk` must be of the drill's day.
    ///
    /// # Errors
    /// When nothing is asked; nothing has changed then.
    pub fn give_up(
        &mut self,
        desk: &Desk,
        trainer: &mut Trainer,
        today: NaiveDate,
    ) -> Result<(), AnswerProblem> {
        let open = self.asked.as_mut().filter(|asked| !asked.is_graded);
        let asked = open.ok_or(AnswerProblem::NothingAsked)?;
        asked.answer = Answer::default();
        asked.is_given_up = true;
        self.submit(desk, trainer, today)
    }
}

impl Asked {
    /// The drill and, once it was graded, its grading. `desk` must be of the drill's day. `None` when the rules have changed so that there is no such drill.
    pub fn drill(&self, desk: &Desk) -> Option<(Drill, Option<Graded>)> {
        let drill = Drill::new(desk, &self.spec)?;
        let graded = self.is_graded.then(|| self.grade(desk, &drill).ok());
        Some((drill, graded.flatten()))
    }

    /// Nothing at all may be the right answer to a drill; it is none to one that was given up.
    fn grade(&self, desk: &Desk, drill: &Drill) -> Result<Graded, AnswerProblem> {
        let mut graded = drill.grade(desk, &self.answer, 0)?;
        if self.is_given_up {
            graded.credit = Some(Fraction::ZERO);
            for slot in &mut graded.slots {
                slot.credit = Some(Fraction::ZERO);
            }
        }
        Ok(graded)
    }

    /// What tells the drill to others, in one word: entry, fact missed, number, day.
    pub fn code(&self) -> String {
        let DrillSpec { rule, misses, seed } = &self.spec;
        let misses = misses.as_deref().unwrap_or_default();
        format!("{rule}/{misses}/{seed}/{}", self.day)
    }

    /// The drill that a word tells.
    pub fn from_code(code: &str) -> Option<(DrillSpec, NaiveDate)> {
        let mut parts = code.trim().split('/');
        let (rule, misses) = (parts.next()?, parts.next()?);
        let (seed, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let spec = DrillSpec {
            rule: rule.to_owned(),
            misses: Some(misses.to_owned()).filter(|misses| !misses.is_empty()),
            seed,
        };
        parts.next().is_none().then_some((spec, day))
    }
}
