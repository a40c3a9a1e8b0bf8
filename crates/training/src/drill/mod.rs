//! Drills without end: single questions made from the rulebook at its boundaries. A drill is told by the entry it is about, the fact in which it just
//! misses, and a seed: the same three always make the same drill.

mod counted;
mod exam;
mod facts;
mod progress;
mod result;
mod review;
mod round;
mod sitting;
mod trainer;
mod twin;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use shizu_rules::monitor::Trigger;
use shizu_rules::vocabulary::Role;
use shizu_rules::{Dice, FactKey, MatterFacts, Text};

pub use exam::{Exam, ExamError, ExamItem, ExamResult, Filled, Terms, nth};
pub use progress::Progress;
pub use result::ExamRecord;
pub use review::{Card, Rating};
pub use round::{About, Asked, Round};
pub use sitting::Sitting;
pub use trainer::{Level, Mastery, Trainer};
pub use twin::Twin;

use crate::ask::{Brief, Deadline, Duties, Keyed, Kind, Length, Question, Slot, Tables, View};
use crate::desk::{Desk, label, say};
use crate::known::{Known, KnownMatter};
use crate::play::{Answer, AnswerProblem, Graded, grade_question};
use crate::words::quoted;

/// What tells a drill.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DrillSpec {
    /// Id of the row, time limit or duty that it is about.
    pub rule: String,
    /// Code of the fact in which alone the row is missed; `None` for a matter that the row is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misses: Option<String>,
    /// What the rest is drawn from.
    pub seed: u64,
}

/// A single question.
#[derive(Debug)]
pub struct Drill {
    /// What tells it.
    pub spec: DrillSpec,
    /// What is asked.
    pub prompt: Text,
    known: Known,
    question: Box<dyn Question>,
}

/// The matter of a drill.
const MATTER: &str = "drill";

/// Every entry that drills can be about: rows, time limits and duties that hold on the desk's day, triggers that wait for a streak of zeros, and the lines that
/// bands begin at.
pub fn drillable(desk: &Desk) -> Vec<String> {
    let rows = desk.tables().iter().flat_map(|known| known.table.rows());
    let limits = desk.rulebook().limits.iter().map(|limit| limit.id.clone());
    let duties = desk.rulebook().duties.iter();
    rows.map(|row| row.id.clone())
        .chain(limits)
        .chain(duties.map(|duty| duty.id().to_owned()))
        .chain(triggers(desk).map(|trigger| trigger.id().to_owned()))
        .chain(counted::lines(desk).map(|line| line.grounds.id.clone()))
        .collect()
}

fn triggers(desk: &Desk) -> impl Iterator<Item = &Trigger> {
    let triggers = desk.rulebook().triggers.iter();
    // Those that a preset switches on are left out: they may be off.
    triggers.filter(|trigger| trigger.preset.is_none() && counted::streak(trigger).is_some())
}

/// How an entry can just be missed: codes of facts for rows; one period or a little of the score short for what is counted.
pub fn sides(desk: &Desk, rule: &str) -> Vec<String> {
    let is_counted = triggers(desk).any(|trigger| trigger.id() == rule)
        || counted::lines(desk).any(|line| line.grounds.id == rule);
    if is_counted {
        return vec![counted::SHORT.to_owned()];
    }
    let facts = boundaries(desk, rule).into_iter();
    facts.map(|fact| fact.code().to_owned()).collect()
}

/// The facts in which a row can just be missed; none for what is no row.
pub fn boundaries(desk: &Desk, rule: &str) -> Vec<FactKey> {
    let conditions = desk
        .rule(rule)
        .into_iter()
        .flat_map(|rule| rule.conditions());
    conditions
        .filter(|(fact, codes)| codes.len() < fact.values().len())
        .map(|(fact, _)| fact)
        .collect()
}

/// The two sides of a boundary: a matter that the row is about, and one that differs in this fact alone and that it is not about.
pub fn pair(rule: &str, fact: FactKey, seed: u64) -> [DrillSpec; 2] {
    let misses = [None, Some(fact.code().to_owned())];
    misses.map(|misses| DrillSpec {
        rule: rule.to_owned(),
        misses,
        seed,
    })
}

impl Drill {
    /// Makes the drill. `None` when there is no such entry on the desk's day, or no matter is found that it decides.
    pub fn new(desk: &Desk, spec: &DrillSpec) -> Option<Self> {
        let id = spec.rule.as_str();
        if let Some((table, rule)) = desk.rulebook().rule(id) {
            let facts = facts::for_row(desk, table, rule, spec)?;
            let (table, title) = (table.id.clone(), table.title.clone());
            return Some(Self::of_row(spec, table, &title, facts));
        }
        if let Some(limit) = desk.rulebook().limit(id) {
            let start = start_day(desk, spec.seed)?;
            let (length, title) = (Length::Limit(limit.id.clone()), &limit.title);
            let prompt = say(
                format!("{}的末日是哪一天？", quoted(&title.zh)),
                format!("What is the last day of \"{}\"?", title.en),
            );
            return Some(Self::of(spec, prompt, Box::new(Deadline { length, start })));
        }
        if let Some(trigger) = triggers(desk).find(|trigger| trigger.id() == id) {
            let question = Box::new(counted::returns(desk, trigger, spec)?);
            let prompt = say("哪些触发项报出？", "Which triggers fire?");
            return Some(Self::of(spec, prompt, question));
        }
        if let Some(line) = counted::lines(desk).find(|line| line.grounds.id == id) {
            let question = Box::new(counted::score(line, spec));
            let prompt = say(
                "得多少分，属于哪个等次？",
                "What is the score, and the band?",
            );
            return Some(Self::of(spec, prompt, question));
        }
        let mut duties = desk.rulebook().duties.iter();
        let title = &duties.find(|duty| duty.id() == id)?.grounds.title;
        let question = Box::new(Duties {
            ids: vec![id.to_owned()],
            role: Role::Lead,
            choices: Vec::new(),
        });
        let prompt = say(
            format!("{}由谁主办？", quoted(&title.zh)),
            format!("Who leads \"{}\"?", title.en),
        );
        Some(Self::of(spec, prompt, question))
    }

    /// A drill whose question brings its own facts.
    fn of(spec: &DrillSpec, prompt: Text, question: Box<dyn Question>) -> Self {
        Drill {
            spec: spec.clone(),
            prompt,
            known: Known::new(Vec::new()),
            question,
        }
    }

    fn of_row(spec: &DrillSpec, table: String, title: &Text, facts: MatterFacts) -> Self {
        let prompt = say(
            format!("按“{}”，下面的情形应当怎样？", title.zh),
            format!("By \"{}\", what of the following?", title.en),
        );
        Drill {
            spec: spec.clone(),
            prompt,
            known: Known::new(vec![KnownMatter {
                id: MATTER.to_owned(),
                facts,
                received: None,
            }]),
            question: Box::new(Tables {
                kind: Kind::Table,
                matter: MATTER.to_owned(),
                ids: vec![table],
                choices: Vec::new(),
            }),
        }
    }

    fn view<'v>(&'v self, desk: &'v Desk) -> View<'v> {
        View {
            desk,
            known: &self.known,
        }
    }

    fn keyed(&self, desk: &Desk) -> Vec<Keyed> {
        self.question.keyed(self.view(desk)).unwrap_or_default()
    }

    /// The facts of the matter, for drills about rows.
    pub fn facts(&self) -> Option<&MatterFacts> {
        self.known.matter(MATTER).map(|matter| &matter.facts)
    }

    /// Facts that it is about.
    pub fn brief(&self, desk: &Desk) -> Brief {
        self.question.brief(self.view(desk))
    }

    /// What is to be filled in.
    pub fn slots(&self, desk: &Desk) -> Vec<Slot> {
        self.keyed(desk)
            .into_iter()
            .map(|keyed| keyed.slot)
            .collect()
    }

    /// What the engine would answer.
    pub fn engine_answer(&self, desk: &Desk) -> Answer {
        let mut answer = Answer::default();
        for keyed in self.keyed(desk) {
            answer.set(&keyed.slot.id, keyed.answer());
        }
        answer
    }

    /// Whether an answer, or a part of one, fits.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, desk: &Desk, answer: &Answer) -> Result<(), AnswerProblem> {
        answer.check(&self.keyed(desk))
    }

    /// Grades an answer.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn grade(&self, desk: &Desk, answer: &Answer, hints: u32) -> Result<Graded, AnswerProblem> {
        let keyed = self.keyed(desk);
        answer.check(&keyed)?;
        let id = &self.spec.rule;
        let view = self.view(desk);
        Ok(grade_question(
            id,
            &*self.question,
            view,
            &keyed,
            answer,
            hints,
        ))
    }

    /// What the drill turns on, in words: the fact in which it just misses.
    pub fn turns_on(&self) -> Option<Text> {
        let code = self.spec.misses.as_ref()?;
        let subject = self.facts()?.subject();
        Some(label(subject.fact(code)?))
    }
}

/// A number to draw from. It has 32 bits, so that it is the same on every machine and short enough to be told to others.
fn seed(dice: &mut Dice) -> u64 {
    dice.below(SEEDS) as u64
}

const SEEDS: usize = u32::MAX as usize;

/// A day within two years before the desk's day, so that its holidays are known.
fn start_day(desk: &Desk, seed: u64) -> Option<NaiveDate> {
    let days = Dice::new(seed).below(DAYS_BACK) as u64;
    desk.day().checked_sub_days(Days::new(days + MARGIN))
}

const DAYS_BACK: usize = 540;
/// The longest limits run half a year on.
const MARGIN: u64 = 190;
