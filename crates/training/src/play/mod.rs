//! Playing a scenario: where one is, what is known, what has been answered. Nothing here asks for the time or draws lots: what happens follows from the
//! scenario and the steps.

mod answer;
mod at;
mod graded;

use shizu_rules::{Lang, Text};

pub use answer::{Answer, AnswerProblem, Step};
pub(crate) use graded::grade_question;
pub use graded::{Graded, GradedSlot};

use crate::ask::{Brief, Keyed, Kind, Slot, View};
use crate::desk::Desk;
use crate::fraction::Fraction;
use crate::known::{Known, KnownMatter};
use crate::scenario::{Condition, Decision, Scenario, Scene};

/// A scenario being played.
#[derive(Debug)]
pub struct Play<'s> {
    scenario: &'s Scenario,
    desk: &'s Desk,
    steps: Vec<Step>,
    /// What follows from each step, so that one can go back: the state before it.
    states: Vec<State>,
    state: State,
}

/// Where one is.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub scene: usize,
    /// How many decisions of the scene have been taken.
    pub taken: usize,
    pub known: Known,
    pub graded: Vec<Graded>,
    pub finished: bool,
}

/// What is to be decided now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Id of the decision.
    pub decision: String,
    /// Its kind.
    pub kind: Kind,
    /// What is asked, in the words of the scene.
    pub prompt: Text,
    /// Facts and tables that it is about.
    pub brief: Brief,
    /// What is to be filled in; empty when the facts known so far settle nothing.
    pub slots: Vec<Slot>,
    /// Help, one after the other.
    pub hints: Vec<Text>,
}

impl State {
    /// The beginning: the first scene, entered.
    pub fn begin(scenario: &Scenario) -> Self {
        let matters = scenario.matters.iter().map(|matter| KnownMatter {
            id: matter.id.clone(),
            facts: matter.facts.clone(),
            received: matter.received,
        });
        let mut state = State {
            scene: 0,
            taken: 0,
            known: Known::new(matters.collect()),
            graded: Vec::new(),
            finished: scenario.scenes.is_empty(),
        };
        state.enter(scenario, 0);
        state
    }

    pub(crate) fn enter(&mut self, scenario: &Scenario, scene: usize) {
        self.scene = scene;
        self.taken = 0;
        for learn in scenario
            .scenes
            .get(scene)
            .iter()
            .flat_map(|scene| &scene.learn)
        {
            self.known.learn(learn.matter, learn.fact, learn.value);
        }
    }

    /// The scene one is in.
    pub fn scene<'s>(&self, scenario: &'s Scenario) -> Option<&'s Scene> {
        scenario.scenes.get(self.scene)
    }

    /// The decision to be taken now.
    pub fn decision<'s>(&self, scenario: &'s Scenario) -> Option<&'s Decision> {
        self.scene(scenario)?.decisions.get(self.taken)
    }

    /// The mean credit of what has been graded so far.
    pub fn score(&self) -> Fraction {
        let credits: Vec<Fraction> = self
            .graded
            .iter()
            .filter_map(|graded| graded.credit)
            .collect();
        Fraction::mean(&credits)
    }

    /// Goes on to where the scene leads: the first branch that applies, else its `next`, else the end.
    pub fn go(&mut self, scenario: &Scenario) {
        let Some(scene) = self.scene(scenario) else {
            self.finished = true;
            return;
        };
        let branch = scene.branches.iter().find(|branch| match &branch.decision {
            None => holds(&branch.when, None, self.score()),
            Some(id) => self.graded_of(id).is_some_and(|graded| {
                let credit = graded.credit.unwrap_or(Fraction::ONE);
                holds(&branch.when, Some(graded), credit)
            }),
        });
        let to = branch.map(|branch| &branch.to).or(scene.next.as_ref());
        let found = to.and_then(|to| scenario.scenes.iter().position(|scene| scene.id == *to));
        match found {
            Some(scene) => self.enter(scenario, scene),
            None => self.finished = true,
        }
    }

    /// What was last answered to the decision with this id.
    pub fn graded_of(&self, decision: &str) -> Option<&Graded> {
        let mut graded = self.graded.iter().rev();
        graded.find(|graded| graded.decision == decision)
    }
}

/// Whether a condition holds of an answer and its credit.
pub(crate) fn holds(when: &Condition, graded: Option<&Graded>, credit: Fraction) -> bool {
    let chose = |code: &String| graded.is_some_and(|graded| graded.has_chosen(code));
    when.chose.as_ref().is_none_or(chose)
        && when
            .below
            .is_none_or(|percent| credit.is_below_percent(percent))
        && when
            .at_least
            .is_none_or(|percent| !credit.is_below_percent(percent))
}

impl<'s> Play<'s> {
    /// The beginning of a scenario. `desk` must be of the scenario's day.
    pub fn new(scenario: &'s Scenario, desk: &'s Desk) -> Self {
        Play {
            scenario,
            desk,
            steps: Vec::new(),
            states: Vec::new(),
            state: State::begin(scenario),
        }
    }

    /// The same with these steps taken. Steps that the scenario no longer allows are given back, the first of them and all after it: progress made
    /// in another version of a scenario is kept as far as it still makes sense.
    pub fn resume(scenario: &'s Scenario, desk: &'s Desk, steps: &[Step]) -> (Self, Vec<Step>) {
        let mut play = Play::new(scenario, desk);
        for (at, step) in steps.iter().enumerate() {
            let taken = match step {
                Step::Go => play.go(),
                Step::Answer { decision, .. }
                    if play.decision().is_none_or(|now| now.id != *decision) =>
                {
                    false
                }
                Step::Answer {
                    answer,
                    hints,
                    seconds,
                    ..
                } => play.answer(answer, *hints, *seconds).is_ok(),
            };
            if !taken {
                return (play, steps[at..].to_vec());
            }
        }
        (play, Vec::new())
    }

    /// The scenario.
    pub fn scenario(&self) -> &'s Scenario {
        self.scenario
    }

    /// The rules it is graded by.
    pub fn desk(&self) -> &'s Desk {
        self.desk
    }

    /// The steps taken so far.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The scene one is in; the last one when it is finished.
    pub fn scene(&self) -> Option<&'s Scene> {
        self.state.scene(self.scenario)
    }

    /// What is known of the matters.
    pub fn known(&self) -> &Known {
        &self.state.known
    }

    /// Whether the end is reached.
    pub fn is_finished(&self) -> bool {
        self.state.finished
    }

    /// What has been answered so far, graded.
    pub fn graded(&self) -> &[Graded] {
        &self.state.graded
    }

    /// The mean credit of all graded decisions so far; full before the first.
    pub fn score(&self) -> Fraction {
        self.state.score()
    }

    /// The decision to be taken now; `None` when the scene is only to be read, or all is decided.
    pub fn decision(&self) -> Option<&'s Decision> {
        if self.state.finished {
            return None;
        }
        self.state.decision(self.scenario)
    }

    fn view(&self) -> View<'_> {
        View {
            desk: self.desk,
            known: &self.state.known,
        }
    }

    /// What is to be decided now.
    pub fn pending(&self) -> Option<Pending> {
        let decision = self.decision()?;
        let view = self.view();
        let keyed = decision.question.keyed(view).unwrap_or_default();
        Some(Pending {
            decision: decision.id.clone(),
            kind: decision.question.kind(),
            prompt: decision.prompt.clone(),
            brief: decision.question.brief(view),
            slots: keyed.into_iter().map(|keyed| keyed.slot).collect(),
            hints: decision.hints.clone(),
        })
    }

    /// What the engine would answer now; nothing to a free note.
    pub fn engine_answer(&self) -> Option<Answer> {
        let keyed = self.decision()?.question.keyed(self.view());
        let mut answer = Answer::default();
        for keyed in keyed
            .unwrap_or_default()
            .iter()
            .filter(|keyed| keyed.is_graded())
        {
            answer.set(&keyed.slot.id, keyed.answer());
        }
        Some(answer)
    }

    /// Whether an answer, or a part of one, fits the decision to be taken now.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, answer: &Answer) -> Result<(), AnswerProblem> {
        let decision = self.decision().ok_or(AnswerProblem::NothingAsked)?;
        answer.check(&decision.question.keyed(self.view()).unwrap_or_default())
    }

    /// Answers the decision to be taken now. `hints` is how many were looked at, `seconds` how long it took as the caller measured it.
    ///
    /// # Errors
    /// What is wrong with the answer; nothing has changed then.
    pub fn answer(
        &mut self,
        answer: &Answer,
        hints: u32,
        seconds: Option<u32>,
    ) -> Result<&Graded, AnswerProblem> {
        let decision = self.decision().ok_or(AnswerProblem::NothingAsked)?;
        let keyed: Vec<Keyed> = decision.question.keyed(self.view()).unwrap_or_default();
        answer.check(&keyed)?;
        let graded = graded::grade(decision, self.view(), &keyed, answer, hints);
        self.states.push(self.state.clone());
        self.steps.push(Step::Answer {
            decision: decision.id.clone(),
            answer: answer.clone(),
            hints,
            seconds,
        });
        self.state.taken += 1;
        self.state.graded.push(graded);
        self.state.graded.last().ok_or(AnswerProblem::NothingAsked)
    }

    /// Goes on to the next scene; not while something is to be decided, nor at the end.
    pub fn go(&mut self) -> bool {
        if self.state.finished || self.decision().is_some() {
            return false;
        }
        self.states.push(self.state.clone());
        self.steps.push(Step::Go);
        self.state.go(self.scenario);
        true
    }

    /// Takes back the last step; `false` at the beginning.
    pub fn back(&mut self) -> bool {
        let Some(state) = self.states.pop() else {
            return false;
        };
        self.state = state;
        self.steps.pop();
        true
    }

    /// How the engine would have played: every decision answered by it.
    pub fn of_engine(scenario: &'s Scenario, desk: &'s Desk) -> Self {
        let mut play = Play::new(scenario, desk);
        // Scenes form no circle, so that there are no more steps than this; a scenario that has one is refused by the checker.
        let most = scenario.scenes.len() + scenario.decisions().count();
        for _ in 0..=most {
            let moved = match play.engine_answer() {
                Some(answer) => play.answer(&answer, 0, None).is_ok(),
                None => play.go(),
            };
            if !moved {
                break;
            }
        }
        play
    }

    /// A line that says how far one is: decisions taken, of all that the scenario has.
    pub fn progress(&self, lang: Lang) -> String {
        let (taken, all) = (self.state.graded.len(), self.scenario.decisions().count());
        match lang {
            Lang::Zh => format!("已作{taken}个决策（全部场景共{all}个）"),
            Lang::En if taken == 1 => format!("1 decision taken (all scenes have {all})"),
            Lang::En => format!("{taken} decisions taken (all scenes have {all})"),
        }
    }
}
