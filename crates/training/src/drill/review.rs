//! When to ask again: FSRS version 5 with its published default weights, in whole days, without fuzz. Only the schedule is computed; weights are not trained.
//!
//! The formulas are few, and a crate for them would bring a clock; a test holds them against such a crate. Binary floats are at home here: they
//! schedule, they never grade.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// The default weights of version 5.
const W: [f64; 19] = [
    0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813,
    0.0953, 0.2975, 2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
];
const DECAY: f64 = -0.5;
const FACTOR: f64 = 19.0 / 81.0;
/// What one should still know when asked again.
const RETENTION: f64 = 0.9;
const MOST_DAYS: f64 = 3650.0;

/// How an answer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Wrong.
    Again,
    /// Right, with help.
    Hard,
    /// Right.
    Good,
}

impl Rating {
    fn number(self) -> usize {
        self as usize + 1
    }
}

/// What is remembered of one entry of the rulebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Days after which nine of ten would still be known.
    pub stability: f64,
    /// From 1, easy, to 10.
    pub difficulty: f64,
    /// When it was last asked.
    pub last: NaiveDate,
    /// When to ask again.
    pub due: NaiveDate,
    /// How often it was asked.
    pub taken: u32,
    /// How often it was right.
    pub right: u32,
    /// How often it was wrong after having been right.
    pub lapses: u32,
}

impl Card {
    /// After the first answer.
    pub fn first(rating: Rating, today: NaiveDate) -> Self {
        let mut card = Card {
            stability: W[rating.number() - 1].max(0.1),
            difficulty: first_difficulty(rating.number()),
            last: today,
            due: today,
            taken: 1,
            right: u32::from(rating != Rating::Again),
            lapses: 0,
        };
        let all = [Rating::Again, Rating::Hard, Rating::Good].map(|rating| W[rating.number() - 1]);
        card.schedule(rating, all, today);
        card
    }

    /// The same after another answer.
    #[must_use]
    pub fn after(&self, rating: Rating, today: NaiveDate) -> Self {
        let known = self.retrievability(today);
        let stability = |rating: Rating| match rating {
            Rating::Again => self.forgotten(known),
            Rating::Hard | Rating::Good => self.recalled(known, rating),
        };
        let all = [Rating::Again, Rating::Hard, Rating::Good].map(stability);
        let wrong = rating == Rating::Again;
        let mut card = Card {
            stability: stability(rating),
            difficulty: self.next_difficulty(rating),
            last: today,
            due: today,
            taken: self.taken + 1,
            right: self.right + u32::from(!wrong),
            lapses: self.lapses + u32::from(wrong && self.right > 0),
        };
        card.schedule(rating, all, today);
        card
    }

    /// How likely it is still known, from 0 to 1.
    pub fn retrievability(&self, today: NaiveDate) -> f64 {
        let days = (today - self.last).num_days().max(0);
        libm::pow(1.0 + FACTOR * days as f64 / self.stability, DECAY)
    }

    /// A better answer is never asked again sooner.
    fn schedule(&mut self, rating: Rating, stabilities: [f64; 3], today: NaiveDate) {
        let [again, hard, good] = stabilities.map(interval);
        let again = again.min(hard);
        let hard = hard.max(again + 1.0);
        let good = good.max(hard + 1.0);
        let days = match rating {
            Rating::Again => again,
            Rating::Hard => hard,
            Rating::Good => good,
        };
        #[expect(clippy::cast_sign_loss, reason = "clamped to 1 and more")]
        let days = Days::new(days as u64);
        self.due = today.checked_add_days(days).unwrap_or(today);
    }

    fn next_difficulty(&self, rating: Rating) -> f64 {
        let moved = self.difficulty - W[6] * (rating.number() as f64 - 3.0);
        let easy = first_difficulty(4);
        (W[7] * easy + (1.0 - W[7]) * moved).clamp(1.0, 10.0)
    }

    fn recalled(&self, known: f64, rating: Rating) -> f64 {
        let help = if rating == Rating::Hard { W[15] } else { 1.0 };
        let gain = libm::exp(W[8])
            * (11.0 - self.difficulty)
            * libm::pow(self.stability, -W[9])
            * libm::expm1((1.0 - known) * W[10]);
        self.stability * (gain * help + 1.0)
    }

    fn forgotten(&self, known: f64) -> f64 {
        W[11]
            * libm::pow(self.difficulty, -W[12])
            * (libm::pow(self.stability + 1.0, W[13]) - 1.0)
            * libm::exp((1.0 - known) * W[14])
    }
}

fn first_difficulty(rating: usize) -> f64 {
    let difficulty = W[4] - libm::exp(W[5] * (rating as f64 - 1.0)) + 1.0;
    difficulty.clamp(1.0, 10.0)
}

/// Days until what is known falls to [`RETENTION`].
fn interval(stability: f64) -> f64 {
    let days = stability / FACTOR * (libm::pow(RETENTION, 1.0 / DECAY) - 1.0);
    libm::round(days).clamp(1.0, MOST_DAYS)
}
