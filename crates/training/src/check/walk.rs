//! Walking every way through a scenario. Where one can be is told by the scene and by what is known there: each such place is visited once.

use std::collections::BTreeSet;

use shizu_rules::Text;

use super::{Checked, Coverage, Fault, Finding};
use crate::ask::{Keyed, Shape, View};
use crate::desk::Desk;
use crate::known::Known;
use crate::play::State;
use crate::scenario::{Branch, Condition, Decision, Scenario, Scene};

/// Characters that are read in a minute, and the minutes that a decision takes on average.
const CHARACTERS_A_MINUTE: usize = 300;
const MINUTES_A_DECISION: usize = 2;

/// Decisions that a scenario should have.
const USUAL: std::ops::RangeInclusive<usize> = 8..=15;

/// Most places that are visited.
const MOST_PLACES: usize = 20_000;

/// The ways on from a place: fewest and most decisions, most characters.
#[derive(Clone, Copy, Default)]
struct Ahead {
    fewest: usize,
    most: usize,
    characters: usize,
}

struct Walk<'s> {
    scenario: &'s Scenario,
    desk: &'s Desk,
    findings: Vec<Finding>,
    coverage: Coverage,
    visited: Vec<(usize, Known, Ahead)>,
    /// Scenes and decisions that some way leads through.
    scenes: BTreeSet<usize>,
    path: Vec<usize>,
}

pub(super) fn walk(scenario: &Scenario, desk: &Desk) -> Checked {
    let mut walk = Walk {
        scenario,
        desk,
        findings: Vec::new(),
        coverage: Coverage::default(),
        visited: Vec::new(),
        scenes: BTreeSet::new(),
        path: Vec::new(),
    };
    let ahead = walk.visit(&State::begin(scenario));
    for (at, scene) in scenario.scenes.iter().enumerate() {
        if !walk.scenes.contains(&at) {
            let id = &scene.id;
            walk.findings.push(Finding::new(
                &scene.place,
                Fault::Unreachable,
                format!("没有任何走法能到“{id}”；请从别的场景用 next 或 branch 通到这里，或删去它"),
                format!("no way leads to `{id}`; lead to it by next or branch, or remove it"),
            ));
        }
    }
    walk.unused();
    let decisions = [ahead.fewest, ahead.most];
    let first = scenario.scenes.first().map(|scene| scene.place.clone());
    let place = first.unwrap_or_default();
    if !USUAL.contains(&ahead.most) {
        let (least, usual) = (USUAL.start(), USUAL.end());
        let [fewest, most] = decisions;
        walk.findings.push(
            Finding::new(
                &place,
                if ahead.most < *least { Fault::TooShort } else { Fault::TooLong },
                format!("一次走完要作{fewest}至{most}个决策，通常为{least}至{usual}个"),
                format!("one way through takes {fewest} to {most} decisions, {least} to {usual} is usual"),
            )
            .noted(),
        );
    }
    walk.findings
        .sort_by(|left, right| left.place.cmp(&right.place));
    walk.findings.dedup();
    Checked {
        findings: walk.findings,
        decisions,
        minutes: ahead.characters / CHARACTERS_A_MINUTE + ahead.most * MINUTES_A_DECISION,
        coverage: walk.coverage,
    }
}

impl<'s> Walk<'s> {
    fn find(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn visit(&mut self, state: &State) -> Ahead {
        let Some(scene) = state.scene(self.scenario) else {
            return Ahead::default();
        };
        if self.path.contains(&state.scene) {
            let id = &scene.id;
            self.find(Finding::new(
                &scene.place,
                Fault::Circle,
                format!("场景绕成了圈，又回到“{id}”；场景只能向前走"),
                format!("the scenes form a circle back to `{id}`; scenes only go forward"),
            ));
            return Ahead::default();
        }
        let mut seen = self.visited.iter();
        if let Some((.., ahead)) =
            seen.find(|(at, known, _)| *at == state.scene && *known == state.known)
        {
            return *ahead;
        }
        if self.visited.len() >= MOST_PLACES {
            return Ahead::default();
        }
        self.scenes.insert(state.scene);
        self.path.push(state.scene);
        for decision in &scene.decisions {
            self.put(decision, &state.known);
        }
        let mut ahead = self.ahead_of(scene, state);
        self.path.pop();
        ahead.fewest += scene.decisions.len();
        ahead.most += scene.decisions.len();
        ahead.characters += characters(self.scenario, scene);
        self.visited.push((state.scene, state.known.clone(), ahead));
        ahead
    }

    /// All ways on from a scene.
    fn ahead_of(&mut self, scene: &'s Scene, state: &State) -> Ahead {
        for branch in &scene.branches {
            self.branch(scene, branch, &state.known);
        }
        if scene.next.is_none() && !scene.end {
            let id = &scene.id;
            self.find(Finding::new(
                &scene.place,
                Fault::DeadEnd,
                format!("“{id}”没有下一步：请写 next；若是结尾，写 end = true"),
                format!("`{id}` goes nowhere: write next, or end = true if it is an end"),
            ));
        }
        let ways = scene.branches.iter().map(|branch| &branch.to);
        let ways: Vec<&String> = ways.chain(&scene.next).collect();
        let mut all = Vec::new();
        for to in ways {
            let next = self
                .scenario
                .scenes
                .iter()
                .position(|scene| scene.id == *to);
            if let Some(next) = next {
                let mut state = state.clone();
                state.enter(self.scenario, next);
                all.push(self.visit(&state));
            }
        }
        if scene.end {
            all.push(Ahead::default());
        }
        Ahead {
            fewest: all
                .iter()
                .map(|ahead| ahead.fewest)
                .min()
                .unwrap_or_default(),
            most: all.iter().map(|ahead| ahead.most).max().unwrap_or_default(),
            characters: all
                .iter()
                .map(|ahead| ahead.characters)
                .max()
                .unwrap_or_default(),
        }
    }

    /// Puts a decision to the engine.
    fn put(&mut self, decision: &Decision, known: &Known) {
        let view = View {
            desk: self.desk,
            known,
        };
        let id = &decision.id;
        match decision.question.keyed(view) {
            Err(open) => self.find(Finding::new(
                &decision.place,
                Fault::Undetermined,
                format!("到“{id}”时，规则还没有答案：{}；请先让这些事实为人所知，或改用 ask_next", open.0.zh),
                format!("at `{id}` the rules have no answer yet: {}; make these facts known before, or ask with ask_next", open.0.en),
            )),
            Ok(slots) => {
                for slot in &slots {
                    self.look_at(decision, slot);
                    let rules = slot.why.iter().map(|why| why.rule.clone());
                    self.coverage.rules.extend(rules);
                }
                for consequence in &decision.consequences {
                    self.chosen(decision, &slots, &consequence.when);
                }
            }
        }
    }

    fn look_at(&mut self, decision: &Decision, slot: &Keyed) {
        let (id, name) = (&decision.id, &slot.slot.id);
        let closed = matches!(slot.slot.shape, Shape::One | Shape::Many | Shape::Order);
        let choices = slot.slot.choices.iter();
        let codes: Vec<&String> = choices.map(|choice| &choice.code).collect();
        let answer = slot.answer();
        let hidden: Vec<&str> = answer
            .iter()
            .filter(|code| closed && !codes.contains(code))
            .map(String::as_str)
            .collect();
        if !hidden.is_empty() {
            let hidden = hidden.join(", ");
            self.find(Finding::new(
                &decision.place,
                Fault::Undetermined,
                format!("“{id}”的 choices 没有列出规则的答案（{name}：{hidden}）；请补上，或删去 choices"),
                format!("the choices of `{id}` leave out the engine's answer ({name}: {hidden}); add it, or remove `choices`"),
            ));
        }
        // A whole table may apply; of choices picked for the question some must not.
        let is_many = slot.slot.shape == Shape::Many && codes.len() > 1;
        if is_many && decision.is_narrowed && codes.iter().all(|code| answer.contains(code)) {
            self.find(Finding::new(
                &decision.place,
                Fault::Pointless,
                format!("“{id}”的“{name}”列出的选项都对，没有可判断的；请在 choices 里加上这一空的其他选项，或删去 choices"),
                format!("all choices shown for `{name}` of `{id}` are right, so nothing is to decide; add others of this slot to `choices`, or remove `choices`"),
            ));
        }
        if closed && codes.len() < 2 {
            self.find(Finding::new(
                &decision.place,
                Fault::Pointless,
                format!("“{id}”的“{name}”没有可选的余地；请在 choices 里加上这一空的其他选项，或删去 choices"),
                format!("`{name}` of `{id}` leaves nothing to choose; add others of this slot to `choices`, or remove `choices`"),
            ));
        }
    }

    /// A branch looks at a decision that was taken before, and at a code that can be chosen there.
    fn branch(&mut self, scene: &Scene, branch: &Branch, known: &Known) {
        let Some(id) = &branch.decision else { return };
        let Some((of, decision)) = self.scenario.decision(id) else {
            return;
        };
        let earlier = |of: &Scene| {
            let mut path = self.path.iter();
            path.any(|at| self.scenario.scenes[*at].id == of.id)
        };
        if !earlier(of) {
            let (id, scene) = (id.as_str(), &scene.id);
            self.find(Finding::new(
                &branch.place,
                Fault::Pointless,
                format!("到“{scene}”时还没有作过决策“{id}”，这条分支永远不走"),
                format!("at `{scene}` the decision `{id}` has not been taken, so the branch never applies"),
            ));
            return;
        }
        let view = View {
            desk: self.desk,
            known,
        };
        let slots = decision.question.keyed(view).unwrap_or_default();
        self.chosen_at(&branch.place, decision, &slots, &branch.when);
    }

    fn chosen(&mut self, decision: &Decision, slots: &[Keyed], when: &Condition) {
        self.chosen_at(&decision.place, decision, slots, when);
    }

    fn chosen_at(
        &mut self,
        place: &shizu_rules::Place,
        decision: &Decision,
        slots: &[Keyed],
        when: &Condition,
    ) {
        let Some(code) = &when.chose else { return };
        let mut choices = slots.iter().flat_map(|slot| &slot.slot.choices);
        let free = |slot: &Keyed| slot.slot.choices.is_empty();
        if slots.is_empty() || choices.any(|choice| choice.code == *code) || slots.iter().any(free)
        {
            return;
        }
        let id = &decision.id;
        self.find(Finding::new(
            place,
            Fault::Pointless,
            format!("“{id}”没有“{code}”这个选项"),
            format!("`{id}` has no choice `{code}`"),
        ));
    }

    /// Characters, documents and matters that nothing names.
    fn unused(&mut self) {
        let scenario = self.scenario;
        let place = shizu_rules::Place::file(&scenario.file);
        let scenes = || scenario.scenes.iter();
        let mut note = |zh: String, en: String| {
            let finding = Finding::new(&place, Fault::Untold, zh, en);
            self.find(finding.noted());
        };
        for known in &scenario.characters {
            if !scenes().any(|scene| scene.who.contains(&known.id)) {
                let id = &known.id;
                note(
                    format!("人物“{id}”没有出场"),
                    format!("the character `{id}` never appears"),
                );
            }
        }
        for known in &scenario.documents {
            if !scenes().any(|scene| scene.documents.contains(&known.id)) {
                let id = &known.id;
                note(
                    format!("材料“{id}”没有用上"),
                    format!("the document `{id}` is never on the table"),
                );
            }
        }
    }
}

/// How much there is to read in a scene.
fn characters(scenario: &Scenario, scene: &Scene) -> usize {
    let count = |text: &Text| text.zh.chars().count();
    let documents = scenario.documents.iter();
    let documents = documents.filter(|document| scene.documents.contains(&document.id));
    let prompts = scene
        .decisions
        .iter()
        .map(|decision| count(&decision.prompt));
    count(&scene.text)
        + documents
            .map(|document| count(&document.body))
            .sum::<usize>()
        + prompts.sum::<usize>()
}
