//! A scenario tried from a scene on while it is written. Nothing of it is kept.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang};
use shizu_training::{Graded, Play, Step};

use super::look::Read;
use super::preview::told;
use crate::markup::{Act, t};
use crate::training::question::{self, Filling, Went};

/// What one did since one began at a scene. The play itself follows from it, also when the text changes meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    scene: usize,
    steps: Vec<Step>,
    filling: Filling,
    hints: usize,
    /// The grading of the last answer, while it is shown.
    shown: Option<Graded>,
    problem: Option<String>,
}

impl Trial {
    /// Begins at a scene.
    pub fn at(read: &Read, scene: usize) -> Self {
        let mut trial = Trial {
            scene,
            ..Trial::default()
        };
        trial.face(read);
        trial
    }

    /// The play so far; what the text no longer allows is left out.
    fn play<'r>(&self, read: &'r Read) -> Play<'r> {
        let mut play = Play::at_scene(&read.scenario, &read.desk, self.scene);
        for step in &self.steps {
            let taken = match step {
                Step::Go => play.go(),
                Step::Answer {
                    decision, answer, ..
                } => {
                    play.decision().is_some_and(|now| now.id == *decision)
                        && play.answer(answer, 0, None).is_ok()
                }
            };
            if !taken {
                break;
            }
        }
        play
    }

    fn face(&mut self, read: &Read) {
        let pending = self.play(read).pending();
        self.filling = Filling::new(pending.as_ref().map_or(&[], |pending| &pending.slots));
        self.hints = 0;
        self.problem = None;
    }

    /// The text was changed: what was done so far is kept as far as it still fits.
    pub fn follow(&mut self, read: &Read) {
        let steps = self.play(read).steps().to_vec();
        if steps != self.steps {
            self.steps = steps;
            self.shown = None;
        }
        let pending = self.play(read).pending();
        let slots = pending.as_ref().map_or(&[][..], |pending| &pending.slots);
        if self.filling.slots() != slots {
            self.face(read);
        }
    }

    /// Applies what the user did; `false` when that is nothing of the trial's.
    pub fn act(&mut self, read: &Read, act: &Act, lang: Lang) -> bool {
        match &*act.name {
            "trial-answer" => self.answer(read, lang),
            "trial-go" => self.go(read),
            "hint" => self.hints += 1,
            _ => return self.filling.act(act) != Went::Nowhere,
        }
        true
    }

    fn answer(&mut self, read: &Read, lang: Lang) {
        let mut play = self.play(read);
        match play.answer(&self.filling.answer(), 0, None) {
            Ok(graded) => {
                self.shown = Some(graded.clone());
                self.steps = play.steps().to_vec();
                self.face(read);
            }
            Err(problem) => self.problem = Some(problem.message(lang)),
        }
    }

    fn go(&mut self, read: &Read) {
        if self.shown.take().is_some() && self.play(read).decision().is_some() {
            return;
        }
        let mut play = self.play(read);
        play.go();
        self.steps = play.steps().to_vec();
        self.face(read);
    }

    /// The scene, and what is to be done in it.
    pub fn draw(&self, engine: &Engine, read: &Read, lang: Lang) -> Markup {
        let play = self.play(read);
        let pending = play.pending().filter(|_| self.shown.is_none());
        html! {
            p class="actions" {
                button type="button" class="button" id="teach-try-end" data-do="try-end" { (t(lang, "结束试走", "Stop playing")) }
                span class="hint" { (t(lang, "试走不计成绩，不保存。", "Nothing of this is kept or counted.")) }
            }
            @if play.is_finished() {
                h3 { (t(lang, "结尾", "The end")) }
                p { (read.scenario.debrief.in_lang(lang)) }
                p class="teach-figures" { (t(lang, "得分：", "Score: ")) (play.score().percent()) "%" }
            } @else if let Some(scene) = play.scene() {
                h3 { (scene.title.in_lang(lang)) }
                (told(read, scene, lang))
                @if let Some(graded) = &self.shown { (question::graded(engine, graded, lang)) }
                @if let Some(pending) = &pending {
                    h4 { (pending.prompt.in_lang(lang)) }
                    (question::brief(&pending.brief, lang))
                    (question::hints(&pending.hints, self.hints, lang))
                    (question::slots(&self.filling, lang))
                    @if let Some(problem) = &self.problem { p role="alert" class="teach-open" { (problem) } }
                    button type="button" class="button primary" id="trial-answer" data-do="trial-answer" { (t(lang, "作答", "Answer")) }
                } @else {
                    button type="button" class="button primary" id="trial-go" data-do="trial-go" { (t(lang, "继续", "Go on")) }
                }
            }
        }
    }
}
