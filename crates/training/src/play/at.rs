//! A scenario taken up in the middle, to look at it.

use std::collections::VecDeque;

use super::{Play, State};
use crate::desk::Desk;
use crate::scenario::Scenario;

impl<'s> Play<'s> {
    /// The scene with this index as one comes to it by the fewest scenes, nothing answered on the way; of a scene that no way leads to, as if it came
    /// first. To look at a scenario while it is written: its steps do not begin at the beginning, so that they make no result.
    pub fn at_scene(scenario: &'s Scenario, desk: &'s Desk, scene: usize) -> Self {
        let mut play = Play::new(scenario, desk);
        play.state = reached(scenario, scene).unwrap_or_else(|| {
            let mut state = State::begin(scenario);
            state.enter(scenario, scene);
            state
        });
        play
    }
}

/// The state in which one comes to a scene.
fn reached(scenario: &Scenario, scene: usize) -> Option<State> {
    let mut seen = vec![false; scenario.scenes.len()];
    let mut ahead = VecDeque::from([State::begin(scenario)]);
    while let Some(state) = ahead.pop_front() {
        if state.scene == scene {
            return Some(state);
        }
        let here = state.scene(scenario)?;
        if std::mem::replace(seen.get_mut(state.scene)?, true) {
            continue;
        }
        let ways = here.branches.iter().map(|branch| &branch.to);
        for to in ways.chain(&here.next) {
            let next = scenario.scenes.iter().position(|scene| scene.id == *to);
            if let Some(next) = next.filter(|next| !seen[*next]) {
                let mut state = state.clone();
                state.enter(scenario, next);
                ahead.push_back(state);
            }
        }
    }
    None
}
