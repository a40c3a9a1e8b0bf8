//! An exam: drills drawn from families in turn, shuffled, against time. It is plain data, so that it can be left and taken up again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shizu_rules::{Dice, Lang};

use super::{Drill, DrillSpec, drillable, sides};
use crate::ask::Shape;
use crate::check::{Family, family_of};
use crate::desk::Desk;
use crate::fraction::Fraction;
use crate::play::{Answer, Graded};

/// How often another drill is drawn where none can be made.
const TRIES: usize = 40;

/// Milliseconds in a second.
const SECOND: i64 = 1000;

/// By how many milliseconds a clock is corrected without having been put back.
const SLACK: i64 = 2 * SECOND;

/// What an exam is drawn from: the same terms and the same rules give the same questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Families that are asked about; all when empty.
    pub families: Vec<Family>,
    /// How many questions.
    pub count: usize,
    /// The time for all of it, in seconds.
    pub seconds: u32,
    /// What the questions are drawn from.
    pub seed: u64,
}

/// An exam, with what was answered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// What it was drawn from.
    pub terms: Terms,
    /// The day whose rules apply.
    pub day: NaiveDate,
    /// Checksum of the rules it is graded by.
    pub rules: String,
    /// Seconds used so far.
    pub used: u32,
    /// How often the clock was found to have been put back.
    pub set_back: u32,
    /// When the clock was last looked at, in milliseconds as the caller counts them; `None` before the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<i64>,
    /// The questions, in the order asked.
    pub items: Vec<ExamItem>,
}

/// A question of an exam.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamItem {
    /// What tells it.
    pub spec: DrillSpec,
    /// What was answered; may be changed until time is up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Whether one wants to come back to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked: bool,
}

/// How far a question is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing was answered.
    Empty,
    /// Something is left open, or is no day or number.
    Partly,
    /// All of it.
    Whole,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExamError {
    /// Time is up.
    TimeUp,
    /// There is no such question.
    NoQuestion,
}

/// An exam, graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExamResult {
    /// Mean credit; what was not answered has none.
    pub score: Fraction,
    /// By question; `None` where nothing was answered that can be graded.
    pub graded: Vec<Option<Graded>>,
    /// Mean credit by family.
    pub families: BTreeMap<Family, Fraction>,
}

impl ExamResult {
    /// Credit by question.
    pub fn credits(&self) -> Vec<Fraction> {
        self.graded.iter().map(Option::as_ref).map(credit).collect()
    }
}

impl Exam {
    /// Draws different questions, family by family in turn, then shuffled. The same terms on the same desk give the same exam. There are fewer
    /// questions when the families have fewer entries.
    pub fn new(desk: &Desk, terms: Terms) -> Self {
        let mut dice = Dice::new(terms.seed);
        let mut families: BTreeMap<Family, Vec<String>> = BTreeMap::new();
        for id in drillable(desk) {
            let family = family_of(desk.rulebook(), &id);
            if terms.families.is_empty() || terms.families.contains(&family) {
                families.entry(family).or_default().push(id);
            }
        }
        let mut items: Vec<ExamItem> = Vec::new();
        while items.len() < terms.count && families.values().any(|ids| !ids.is_empty()) {
            for ids in families.values_mut() {
                if items.len() < terms.count && !ids.is_empty() {
                    let id = ids.swap_remove(dice.below(ids.len()));
                    let spec = drawn(desk, &id, &mut dice);
                    items.extend(spec.map(|spec| ExamItem {
                        spec,
                        answer: None,
                        marked: false,
                    }));
                }
            }
        }
        for at in (1..items.len()).rev() {
            items.swap(at, dice.below(at + 1));
        }
        Exam {
            day: desk.day(),
            rules: crate::record::fingerprint(desk),
            terms,
            used: 0,
            set_back: 0,
            seen: None,
            items,
        }
    }

    /// A question by its number.
    pub fn drill(&self, desk: &Desk, at: usize) -> Option<Drill> {
        Drill::new(desk, &self.items.get(at)?.spec)
    }

    /// The same, no longer looking at the clock.
    pub(super) fn closed(&self) -> Self {
        Exam {
            seen: None,
            ..self.clone()
        }
    }

    /// Looks at the clock, which shows `now` in milliseconds. Time runs on while nobody looks. A clock that was put back gives no time: it is counted, and
    /// what was used stays used.
    pub fn look(&mut self, now: i64) {
        let seen = self.seen.unwrap_or(now);
        let passed = now.saturating_sub(seen);
        if passed < 0 {
            self.set_back += u32::from(passed < -SLACK);
            self.seen = Some(now);
            return;
        }
        let seconds = u32::try_from(passed / SECOND).unwrap_or(u32::MAX);
        self.used = self.used.saturating_add(seconds).min(self.terms.seconds);
        // What is less than a second is kept for the next look.
        self.seen = Some(now - passed % SECOND);
    }

    /// Seconds left.
    pub fn left(&self) -> u32 {
        self.terms.seconds.saturating_sub(self.used)
    }

    /// Whether time is up.
    pub fn is_over(&self) -> bool {
        self.left() == 0
    }

    /// Takes what is filled in so far, also a day or a number that is not finished.
    ///
    /// # Errors
    /// Why it is not taken; what was answered before stays.
    pub fn answer(&mut self, at: usize, answer: Answer) -> Result<(), ExamError> {
        if self.is_over() {
            return Err(ExamError::TimeUp);
        }
        let item = self.items.get_mut(at).ok_or(ExamError::NoQuestion)?;
        item.answer = Some(answer);
        Ok(())
    }

    /// How far a question is filled in.
    pub fn filled(&self, desk: &Desk, at: usize) -> Filled {
        let answer = self.items.get(at).and_then(|item| item.answer.as_ref());
        match (answer, self.drill(desk, at)) {
            (Some(answer), Some(drill)) => drill.filled(desk, answer),
            _ => Filled::Empty,
        }
    }

    /// Grades what was answered.
    pub fn result(&self, desk: &Desk) -> ExamResult {
        let grade = |item: &ExamItem| {
            let drill = Drill::new(desk, &item.spec)?;
            drill.grade(desk, item.answer.as_ref()?, 0).ok()
        };
        let graded: Vec<Option<Graded>> = self.items.iter().map(grade).collect();
        let mut families: BTreeMap<Family, Vec<Fraction>> = BTreeMap::new();
        for (item, graded) in self.items.iter().zip(&graded) {
            let family = family_of(desk.rulebook(), &item.spec.rule);
            families
                .entry(family)
                .or_default()
                .push(credit(graded.as_ref()));
        }
        let credits: Vec<Fraction> = graded.iter().map(Option::as_ref).map(credit).collect();
        let families = families.into_iter();
        ExamResult {
            // The mean of no questions would be full.
            score: if credits.is_empty() {
                Fraction::ZERO
            } else {
                Fraction::mean(&credits)
            },
            families: families
                .map(|(family, credits)| (family, Fraction::mean(&credits)))
                .collect(),
            graded,
        }
    }
}

impl Drill {
    /// How far an answer fills it in. A slot of several choices may be left without any, but must have been touched.
    pub fn filled(&self, desk: &Desk, answer: &Answer) -> Filled {
        let slots = self.slots(desk);
        let is_filled = |slot: &crate::ask::Slot| {
            let given = answer.slots().find(|(id, _)| *id == slot.id);
            given.is_some_and(|(_, codes)| {
                slot.shape == Shape::Many || codes.iter().any(|code| !code.trim().is_empty())
            })
        };
        let filled = slots.iter().filter(|slot| is_filled(slot)).count();
        match filled {
            0 => Filled::Empty,
            _ if filled < slots.len() || self.check(desk, answer).is_err() => Filled::Partly,
            _ => Filled::Whole,
        }
    }
}

fn credit(graded: Option<&Graded>) -> Fraction {
    let credit = graded.and_then(|graded| graded.credit);
    credit.unwrap_or(Fraction::ZERO)
}

/// A drill about an entry, on either side of one of its boundaries.
fn drawn(desk: &Desk, id: &str, dice: &mut Dice) -> Option<DrillSpec> {
    let sides = sides(desk, id);
    for _ in 0..TRIES {
        let side = dice.below(sides.len() + 1);
        let misses = side.checked_sub(1).and_then(|at| sides.get(at));
        let spec = DrillSpec {
            rule: id.to_owned(),
            misses: misses.cloned(),
            seed: super::seed(dice),
        };
        if Drill::new(desk, &spec).is_some_and(|drill| !drill.slots(desk).is_empty()) {
            return Some(spec);
        }
    }
    None
}

/// The drill with this number, from 0, of a series that depends on nothing but pool and seed: the same for everybody, whatever they know.
pub fn nth(desk: &Desk, pool: &[String], seed: u64, number: u64) -> Option<DrillSpec> {
    let mut dice = Dice::new(seed.wrapping_add(number.wrapping_mul(0x2545_f491_4f6c_dd1d)));
    let pool: Vec<&String> = pool.iter().collect();
    (0..TRIES).find_map(|_| {
        let id = evenly(desk, &pool, &mut dice)?;
        drawn(desk, id, &mut dice)
    })
}

/// One of these entries: first a family, then one of its own, lest the large families are asked about most of the time.
pub(super) fn evenly<'i>(desk: &Desk, ids: &[&'i String], dice: &mut Dice) -> Option<&'i String> {
    let mut families: BTreeMap<Family, Vec<&'i String>> = BTreeMap::new();
    for id in ids {
        let of = families.entry(family_of(desk.rulebook(), id));
        of.or_default().push(id);
    }
    let family = families.values().nth(dice.below(families.len()))?;
    family.get(dice.below(family.len())).copied()
}

impl ExamError {
    /// What is wrong and what to do.
    pub fn message(self, lang: Lang) -> &'static str {
        let pick = |zh, en| if lang == Lang::Zh { zh } else { en };
        match self {
            ExamError::TimeUp => pick(
                "时间到了；已作的答案都在，可以交卷看成绩。",
                "Time is up; what was answered is kept, hand it in to see the result.",
            ),
            ExamError::NoQuestion => pick("没有这一题。", "There is no such question."),
        }
    }
}
