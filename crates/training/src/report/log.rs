//! Step by step what somebody did.

use shizu_rules::Text;

use crate::play::{Graded, Play, Step};

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine<'p> {
    /// The scene's heading.
    pub scene: &'p Text,
    /// What was asked.
    pub prompt: &'p Text,
    /// How long it took, as it was measured.
    pub seconds: Option<u32>,
    /// Seconds that were measured up to and with this step.
    pub elapsed: u64,
    /// The answer with its credit and reasons.
    pub graded: &'p Graded,
}

/// Every decision of a play, in the order taken.
pub fn log<'p>(play: &'p Play<'_>) -> Vec<LogLine<'p>> {
    let times = play.steps().iter().filter_map(|step| match step {
        Step::Answer { seconds, .. } => Some(*seconds),
        Step::Go => None,
    });
    let mut elapsed = 0;
    let mut lines = Vec::with_capacity(play.graded().len());
    for (graded, seconds) in play.graded().iter().zip(times) {
        elapsed += u64::from(seconds.unwrap_or_default());
        let Some((scene, decision)) = play.scenario().decision(&graded.decision) else {
            continue;
        };
        lines.push(LogLine {
            scene: &scene.title,
            prompt: &decision.prompt,
            seconds,
            elapsed,
            graded,
        });
    }
    lines
}
