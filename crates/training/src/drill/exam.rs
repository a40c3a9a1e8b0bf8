//! An exam: drills drawn from all families, shuffled, against time. It is plain data, so that it can be left and taken up again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shizu_rules::{Dice, Lang};

use super::{Drill, DrillSpec, sides};
use crate::check::{Family, family_of};
use crate::desk::Desk;
use crate::fraction::Fraction;
use crate::play::{Answer, AnswerProblem, Graded};

/// How often another drill is drawn where none can be made.
const TRIES: usize = 40;

/// An exam, with what was answered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exam {
    /// What it was drawn from.
    pub seed: u64,
    /// The time for all of it, in seconds.
    pub seconds: u32,
    /// Seconds used so far, as the caller measured them.
    pub used: u32,
    /// Checksum of the rules it is graded by.
    pub rules: String,
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
}

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExamError {
    /// Time is up.
    TimeUp,
    /// There is no such question.
    NoQuestion,
    /// The answer does not fit.
    Answer(AnswerProblem),
}

/// An exam, graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExamResult {
    /// Mean credit; what was not answered has none.
    pub score: Fraction,
    /// By question; `None` where nothing was answered.
    pub graded: Vec<Option<Graded>>,
    /// Mean credit by family.
    pub families: BTreeMap<Family, Fraction>,
}

impl Exam {
    /// Draws `count` different questions about `pool`, family by family in turn, then shuffled. The same arguments give the same exam. There are
    /// fewer when the pool has fewer.
    pub fn new(desk: &Desk, pool: &[String], count: usize, seconds: u32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut families: BTreeMap<Family, Vec<&String>> = BTreeMap::new();
        for id in pool {
            let of = families.entry(family_of(desk.rulebook(), id));
            of.or_default().push(id);
        }
        let mut items: Vec<ExamItem> = Vec::new();
        while items.len() < count && families.values().any(|ids| !ids.is_empty()) {
            for ids in families.values_mut() {
                if items.len() < count && !ids.is_empty() {
                    let id = ids.swap_remove(dice.below(ids.len()));
                    let spec = drawn(desk, id, &mut dice);
                    items.extend(spec.map(|spec| ExamItem { spec, answer: None }));
                }
            }
        }
        for at in (1..items.len()).rev() {
            items.swap(at, dice.below(at + 1));
        }
        Exam {
            seed,
            seconds,
            used: 0,
            rules: crate::record::fingerprint(desk),
            items,
        }
    }

    /// A question by its number.
    pub fn drill(&self, desk: &Desk, at: usize) -> Option<Drill> {
        Drill::new(desk, &self.items.get(at)?.spec)
    }

    /// Whether time is up.
    pub fn is_over(&self) -> bool {
        self.used >= self.seconds
    }

    /// Takes an answer, when so many seconds have been used in all.
    ///
    /// # Errors
    /// Why it is not taken; what was answered before stays.
    pub fn answer(
        &mut self,
        desk: &Desk,
        at: usize,
        answer: Answer,
        used: u32,
    ) -> Result<(), ExamError> {
        self.used = self.used.max(used);
        if self.used > self.seconds {
            return Err(ExamError::TimeUp);
        }
        let drill = self.drill(desk, at).ok_or(ExamError::NoQuestion)?;
        drill.grade(desk, &answer, 0).map_err(ExamError::Answer)?;
        if let Some(item) = self.items.get_mut(at) {
            item.answer = Some(answer);
        }
        Ok(())
    }

    /// Grades what was answered.
    pub fn result(&self, desk: &Desk) -> ExamResult {
        let grade = |item: &ExamItem| {
            let drill = Drill::new(desk, &item.spec)?;
            drill.grade(desk, item.answer.as_ref()?, 0).ok()
        };
        let graded: Vec<Option<Graded>> = self.items.iter().map(grade).collect();
        let credit = |graded: &Option<Graded>| {
            let credit = graded.as_ref().and_then(|graded| graded.credit);
            credit.unwrap_or(Fraction::ZERO)
        };
        let mut families: BTreeMap<Family, Vec<Fraction>> = BTreeMap::new();
        for (item, graded) in self.items.iter().zip(&graded) {
            let family = family_of(desk.rulebook(), &item.spec.rule);
            families.entry(family).or_default().push(credit(graded));
        }
        let credits: Vec<Fraction> = graded.iter().map(credit).collect();
        let families = families.into_iter();
        ExamResult {
            score: Fraction::mean(&credits),
            families: families
                .map(|(family, credits)| (family, Fraction::mean(&credits)))
                .collect(),
            graded,
        }
    }
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
            seed: dice.below(usize::MAX) as u64,
        };
        if Drill::new(desk, &spec).is_some_and(|drill| !drill.slots(desk).is_empty()) {
            return Some(spec);
        }
    }
    None
}

impl ExamError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh } else { en }.to_owned();
        match self {
            ExamError::TimeUp => pick(
                "时间到了；已作的答案都在，可以交卷看成绩。",
                "Time is up; what was answered is kept, hand it in to see the result.",
            ),
            ExamError::NoQuestion => pick("没有这一题。", "There is no such question."),
            ExamError::Answer(problem) => problem.message(lang),
        }
    }
}
