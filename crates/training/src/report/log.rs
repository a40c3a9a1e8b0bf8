//! Step by step what somebody did.

use shizu_rules::Text;

use crate::desk::Desk;
use crate::drill::{Exam, ExamResult};
use crate::play::{Graded, Play, Step};

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The scene's heading; empty in an exam.
    pub scene: Text,
    /// What was asked.
    pub prompt: Text,
    /// How long it took, as it was measured.
    pub seconds: Option<u32>,
    /// Seconds that were measured up to and with this step.
    pub elapsed: u64,
    /// The answer with its credit and reasons.
    pub graded: Graded,
}

/// Every decision of a play, in the order taken.
pub fn log(play: &Play<'_>) -> Vec<LogLine> {
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
            scene: scene.title.clone(),
            prompt: decision.prompt.clone(),
            seconds,
            elapsed,
            graded: graded.clone(),
        });
    }
    lines
}

/// Every question of an exam that was answered, in the order asked. How long each took is not measured.
pub(super) fn log_exam(exam: &Exam, result: &ExamResult, desk: &Desk) -> Vec<LogLine> {
    let graded = result.graded.iter().enumerate();
    let lines = graded.filter_map(|(at, graded)| {
        Some(LogLine {
            scene: Text::default(),
            prompt: exam.drill(desk, at)?.prompt,
            seconds: None,
            elapsed: 0,
            graded: graded.clone()?,
        })
    });
    lines.collect()
}
