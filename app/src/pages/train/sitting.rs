//! A scenario being played: where one is, what is being filled in, and what is shown of it. Pure.

use shizu_rules::Lang;
use shizu_training::{AnswerProblem, Graded, Pending, Play, Record, RecordNote, Step};

use crate::markup::{Act, t};
use crate::training::library::Course;
use crate::training::question::{Filling, Went};

/// A play with what the user is about to do.
#[derive(Debug)]
pub struct Sitting {
    course: &'static Course,
    play: Play<'static>,
    /// When it began.
    began: String,
    /// Whether the grading of the last answer is shown.
    showing: bool,
    pending: Option<Pending>,
    /// The decision that was answered last, while its grading is shown.
    answered: Option<Pending>,
    filling: Filling,
    hints: usize,
    problem: Option<Problem>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A scene in which nothing is, or remains, to be decided.
    Reading,
    /// A decision.
    Deciding,
    /// The grading of the last answer.
    Graded,
    /// The end.
    Finished,
}

/// Why an answer was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// So many slots are still empty.
    Missing(usize),
    /// Something does not fit.
    Answer(AnswerProblem),
}

impl Sitting {
    /// A play from the beginning.
    pub fn new(course: &'static Course, began: String) -> Self {
        Self::of(course, Play::new(&course.scenario, course.desk), began)
    }

    /// A play as it was kept, with what is to be said of that.
    pub fn resume(course: &'static Course, record: &Record) -> (Self, Vec<RecordNote>) {
        let (play, mut notes) = record.grade(&course.scenario, course.desk);
        notes.retain(|note| *note != RecordNote::Unfinished);
        let mut sitting = Self::of(course, play, record.began.clone());
        // Nothing else is to be done here but to see how the last answer was graded.
        sitting.showing = sitting.pending.is_none()
            && !sitting.play.is_finished()
            && matches!(sitting.play.steps().last(), Some(Step::Answer { .. }));
        sitting.recall();
        (sitting, notes)
    }

    fn of(course: &'static Course, play: Play<'static>, began: String) -> Self {
        let mut sitting = Sitting {
            course,
            play,
            began,
            showing: false,
            pending: None,
            answered: None,
            filling: Filling::default(),
            hints: 0,
            problem: None,
        };
        sitting.face();
        sitting
    }

    /// Puts the decision that is to be taken now.
    fn face(&mut self) {
        self.pending = self.play.pending();
        let slots = self.pending.as_ref().map(|pending| &*pending.slots);
        self.filling = Filling::new(slots.unwrap_or_default());
        self.hints = 0;
        self.problem = None;
    }

    /// Finds again what was asked, when a grading is shown that was not given just now.
    fn recall(&mut self) {
        if let (true, [before @ .., Step::Answer { .. }]) = (self.showing, self.play.steps()) {
            let course = self.course;
            let (play, _) = Play::resume(&course.scenario, course.desk, before);
            self.answered = play.pending();
        }
    }

    /// The scenario and its rules.
    pub fn course(&self) -> &'static Course {
        self.course
    }

    /// The play.
    pub fn play(&self) -> &Play<'static> {
        &self.play
    }

    /// What is shown.
    pub fn stage(&self) -> Stage {
        if self.play.is_finished() {
            Stage::Finished
        } else if self.showing {
            Stage::Graded
        } else if self.pending.is_some() {
            Stage::Deciding
        } else {
            Stage::Reading
        }
    }

    /// The decision to be taken now.
    pub fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// The decision that is looked at: being taken, or graded.
    pub fn looked_at(&self) -> Option<&Pending> {
        let answered = self.answered.as_ref().filter(|_| self.showing);
        answered.or(self.pending())
    }

    /// What is being filled in.
    pub fn filling(&self) -> &Filling {
        &self.filling
    }

    /// How many hints are shown.
    pub fn hints(&self) -> usize {
        self.hints
    }

    /// Why the answer was not taken.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The grading that is shown.
    pub fn grading(&self) -> Option<&Graded> {
        self.play.graded().last().filter(|_| self.showing)
    }

    /// The play as a record.
    pub fn record(&self, trainee: &str, now: &str) -> Record {
        Record::of(&self.play, trainee, &self.began, now)
    }

    /// Applies what was filled in.
    pub fn fill(&mut self, act: &Act) -> Went {
        let went = self.filling.act(act);
        self.settle(&went);
        went
    }

    /// A digit was pressed, with the focus in this slot.
    pub fn digit(&mut self, slot: Option<usize>, digit: usize) -> Went {
        if self.stage() != Stage::Deciding {
            return Went::Nowhere;
        }
        let went = self.filling.digit(slot, digit);
        self.settle(&went);
        went
    }

    /// Enter was pressed, with the focus in this slot.
    pub fn enter(&mut self, slot: Option<usize>) -> Went {
        self.filling.enter(slot)
    }

    fn settle(&mut self, went: &Went) {
        if *went != Went::Nowhere {
            self.problem = None;
        }
    }

    /// Shows a hint more.
    pub fn hint(&mut self) {
        let all = self
            .pending
            .as_ref()
            .map_or(0, |pending| pending.hints.len());
        self.hints = (self.hints + 1).min(all);
    }

    /// Answers with what was filled in. Whether it was taken; if not, [`Sitting::problem`] says why.
    pub fn answer(&mut self, seconds: u32) -> bool {
        if self.stage() != Stage::Deciding {
            return false;
        }
        let missing = self.filling.missing().len();
        if missing > 0 {
            self.problem = Some(Problem::Missing(missing));
            return false;
        }
        let hints = u32::try_from(self.hints).unwrap_or_default();
        let taken = self
            .play
            .answer(&self.filling.answer(), hints, Some(seconds));
        match taken {
            Ok(_) => {
                self.answered = self.pending.take();
                self.face();
                self.showing = true;
                true
            }
            Err(problem) => {
                self.problem = Some(Problem::Answer(problem));
                false
            }
        }
    }

    /// Goes on from what was read.
    pub fn go(&mut self) {
        if self.stage() == Stage::Deciding {
            return;
        }
        self.showing = false;
        self.answered = None;
        if self.pending.is_none() {
            self.play.go();
        }
        self.face();
    }

    /// Whether there is a way back.
    pub fn can_back(&self) -> bool {
        !self.play.steps().is_empty()
    }

    /// Goes back: from a decision to what was before it, from a grading to its decision, filled in as it was.
    pub fn back(&mut self) {
        let before = self.play.steps().last().cloned();
        if self.stage() == Stage::Deciding && matches!(before, Some(Step::Answer { .. })) {
            self.showing = true;
            self.recall();
            return;
        }
        if !self.play.back() {
            return;
        }
        self.face();
        self.showing = false;
        if let Some(Step::Answer { answer, .. }) = before {
            self.filling = Filling::of(self.filling.slots(), &answer);
            return;
        }
        let last = self.play.steps().last();
        self.showing = matches!(last, Some(Step::Answer { .. }));
        self.recall();
    }
}

impl Problem {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Problem::Missing(count), Lang::Zh) => format!("还有{count}空没有填，填好再作答。"),
            (Problem::Missing(1), Lang::En) => {
                "One thing is still empty; fill it in first.".to_owned()
            }
            (Problem::Missing(count), Lang::En) => {
                format!("{count} things are still empty; fill them in first.")
            }
            (Problem::Answer(problem), _) => problem.message(lang),
        }
    }
}

/// What is to be said of progress that was taken up again.
pub fn note_words(note: &RecordNote, lang: Lang) -> String {
    match note {
        RecordNote::OtherScenario { dropped } if *dropped > 0 => {
            let kept = t(
                lang,
                "原来的记录已另存，没有丢。",
                " The old record is kept beside it; nothing is lost.",
            );
            format!("{}{kept}", note.message(lang))
        }
        _ => note.message(lang),
    }
}

#[cfg(test)]
pub mod tests {
    use shizu_rules::Rulebook;
    use shizu_training::{Desk, Play, RecordNote, Scenario};

    use super::{Problem, Sitting, Stage};
    use crate::markup::Act;
    use crate::training::library::Course;

    const FIRST_WEEK: &str = include_str!("../../../../public/scenarios/first-week.toml");

    /// The shipped example, or what `change` makes of it.
    pub fn course(change: impl Fn(String) -> String) -> &'static Course {
        let rulebook = Rulebook::shipped().expect("the shipped rulebook is sound");
        let text = change(FIRST_WEEK.to_owned());
        let scenario = Scenario::read("first-week.toml", &text, &rulebook).expect("it can be read");
        let desk = Desk::new(&rulebook, scenario.day).expect("it compiles");
        Box::leak(Box::new(Course {
            scenario,
            desk: Box::leak(Box::new(desk)),
        }))
    }

    /// Plays to the end; every decision with the first choices, or with the engine's.
    pub fn played(course: &'static Course, right: bool) -> Sitting {
        let mut sitting = Sitting::new(course, "2026-03-02T09:00:00+08:00".into());
        while sitting.stage() != Stage::Finished {
            step(&mut sitting, right);
        }
        sitting
    }

    fn step(sitting: &mut Sitting, right: bool) {
        if sitting.stage() != Stage::Deciding {
            sitting.go();
            return;
        }
        if right {
            let answer = sitting.play.engine_answer().unwrap_or_default();
            let slots = sitting.filling.slots().to_vec();
            sitting.filling = crate::training::question::Filling::of(&slots, &answer);
        } else {
            for slot in 0..sitting.filling.slots().len() {
                sitting.digit(Some(slot), 1);
                let act = Act {
                    name: "q-type".into(),
                    arg: slot.to_string(),
                    value: "2026-03-02".into(),
                    files: None,
                };
                if sitting.filling.filled(slot).is_empty() {
                    sitting.fill(&act);
                }
            }
        }
        let number = Act {
            name: "q-type".into(),
            arg: "0".into(),
            value: "1".into(),
            files: None,
        };
        if !sitting.answer(7) {
            // A number, where a day was tried.
            sitting.fill(&number);
            for slot in 1..sitting.filling.slots().len() {
                if sitting.filling.slots()[slot].choices.is_empty() {
                    sitting.fill(&Act {
                        arg: slot.to_string(),
                        ..number.clone()
                    });
                }
            }
            assert!(sitting.answer(7), "{:?}", sitting.problem());
        }
        assert_eq!(sitting.stage(), Stage::Graded);
    }

    #[test]
    fn an_empty_answer_is_not_taken_and_says_so() {
        let mut sitting = Sitting::new(course(|text| text), String::new());
        assert_eq!(sitting.stage(), Stage::Deciding);
        assert!(!sitting.answer(1));
        assert_eq!(sitting.problem(), Some(&Problem::Missing(1)));
        sitting.digit(None, 1);
        assert_eq!(sitting.problem(), None);
        assert!(sitting.answer(1));
        assert_eq!(sitting.stage(), Stage::Graded);
        sitting.go();
        assert_eq!(
            sitting.play().scene().map(|scene| &*scene.id),
            Some("routing")
        );
    }

    #[test]
    fn the_engines_own_answers_give_the_full_score_and_others_do_not() {
        let course = course(|text| text);
        assert!(played(course, true).play().score().is_full());
        let mut wrong = played(course, false);
        assert!(!wrong.play().score().is_full());
        let score = wrong.play().score();
        // Whoever goes back finds the grading of the last answer, then the answer itself.
        wrong.back();
        assert_eq!(wrong.stage(), Stage::Graded);
        let answer = wrong.play().steps().last().cloned();
        wrong.back();
        assert_eq!(wrong.stage(), Stage::Deciding);
        assert!(wrong.answer(7));
        assert_eq!(wrong.play().steps().last().cloned(), answer);
        wrong.go();
        assert_eq!(
            (wrong.stage(), wrong.play().score()),
            (Stage::Finished, score)
        );
    }

    #[test]
    fn all_the_way_back_is_the_beginning() {
        let mut sitting = played(course(|text| text), false);
        while sitting.can_back() {
            sitting.back();
        }
        assert_eq!(sitting.stage(), Stage::Deciding);
        assert!(sitting.play().graded().is_empty());
    }

    #[test]
    fn what_was_kept_is_taken_up_where_it_was_left() {
        let course = course(|text| text);
        let mut sitting = Sitting::new(course, "then".into());
        for _ in 0..7 {
            let (again, notes) = Sitting::resume(course, &sitting.record("甲", "now"));
            assert_eq!(notes, []);
            let same = |sitting: &Sitting| {
                let scene = sitting.play().scene().map(|scene| scene.id.clone());
                (
                    scene,
                    sitting.play().graded().to_vec(),
                    sitting.play().steps().to_vec(),
                )
            };
            assert_eq!(same(&again), same(&sitting));
            step(&mut sitting, true);
        }
    }

    #[test]
    fn a_changed_scenario_keeps_what_still_fits() {
        let mut sitting = played(course(|text| text), true);
        while sitting.play().graded().len() > 5 {
            sitting.back();
        }
        let record = sitting.record("", "now");
        let changed = course(|text| text.replace("id = \"check_slip\"", "id = \"check_the_slip\""));
        let (again, notes) = Sitting::resume(changed, &record);
        assert!(
            matches!(notes[..], [RecordNote::OtherScenario { dropped: 1.. }, ..]),
            "{notes:?}"
        );
        assert_eq!(again.play().graded().len(), 4);
        let engine = Play::of_engine(&changed.scenario, changed.desk);
        assert_eq!(again.play().graded(), &engine.graded()[..4]);
    }
}
