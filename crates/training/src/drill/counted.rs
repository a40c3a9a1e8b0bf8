//! Drills at the boundaries that are counted: streaks of zeros as long as a trigger's window or one short of it, and scores on a band's line or just below.

use shizu_rules::monitor::{Period, Settings, Trigger};
use shizu_rules::rectification::{Draft, Path};
use shizu_rules::vocabulary::{BodyKind, Frequency, Gauge, ScoreIndex, Term};
use shizu_rules::{Dice, Parameter};

use super::DrillSpec;
use crate::ask::{Heat, Score, Wanted};
use crate::desk::{Desk, say};

/// The side on which the streak is one period short, or the score just below the line.
pub(super) const SHORT: &str = "short";

/// Begins the ids of the lines that bands begin at, before the band.
pub(super) const BAND: &str = "score.band.";

/// The body of a drill.
const BODY: &str = "body";

/// The streak of zeros that a trigger waits for, if it waits for one that clues and cases tell.
pub(super) fn streak(trigger: &Trigger) -> Option<Gauge> {
    let told =
        |gauge: &&Gauge| matches!(gauge, Gauge::BothZero | Gauge::CluesZero | Gauge::CasesZero);
    trigger.when.iter().find(told).copied()
}

/// The lines that bands begin at.
pub(super) fn lines(desk: &Desk) -> impl Iterator<Item = &Parameter> {
    let parameters = desk.parameters().iter();
    parameters.filter(|known| known.grounds.id.starts_with(BAND))
}

/// Quarterly returns of one body with a streak of zeros up to the last quarter that is over.
pub(super) fn returns(desk: &Desk, trigger: &Trigger, spec: &DrillSpec) -> Option<Heat> {
    let gauge = streak(trigger)?;
    let settings = Settings::new(desk.rulebook(), desk.day()).ok()?;
    let window = settings.threshold(gauge, Frequency::Quarter).div_ceil(100);
    let zeros = i32::try_from(window).ok()? - i32::from(spec.misses.is_some());
    let mut dice = Dice::new(spec.seed);
    let before = 1 + dice.below(3) as i32;
    let last = Period::containing(Frequency::Quarter, desk.day()).plus(-1);
    let kind = trigger.about.first().copied().unwrap_or(BodyKind::Unit);
    let covered = 40 + dice.below(400);
    let mut row = |at: i32| {
        let counts = |matters: bool, dice: &mut Dice| if matters { 1 + dice.below(3) } else { 0 };
        let in_streak = at < zeros;
        // What the gauge does not look at may well be there.
        let other = dice.below(2) == 0;
        let clues = counts(!in_streak || other && gauge == Gauge::CasesZero, &mut dice);
        let cases =
            counts(!in_streak || other && gauge == Gauge::CluesZero, &mut dice).min(clues.max(1));
        let (period, letters) = (last.plus(-at).to_string(), dice.below(12));
        let row = [
            BODY.to_owned(),
            kind.code().to_owned(),
            period,
            clues.to_string(),
            cases.to_string(),
            covered.to_string(),
            letters.to_string(),
        ];
        row.to_vec()
    };
    let rows = (0..zeros + before).rev().map(&mut row).collect();
    let header = [
        "body", "kind", "period", "clues", "cases", "covered", "letters",
    ];
    let name = match kind {
        BodyKind::Unit => say("甲单位（虚构）", "unit A (invented)"),
        BodyKind::Group => say("甲组（虚构）", "group A (invented)"),
    };
    Some(Heat {
        as_of: desk.day(),
        header: header.map(str::to_owned).to_vec(),
        rows,
        bodies: vec![(BODY.to_owned(), name)],
        choices: Vec::new(),
    })
}

/// Indices whose score lies on a line, or a little below it.
pub(super) fn score(line: &Parameter, spec: &DrillSpec) -> Score {
    let mut dice = Dice::new(spec.seed);
    let from = i64::from(line.whole()[0]);
    // The first two weigh alike, so that what one gains the other loses.
    let moved = dice.below(8) as i64;
    let short = i64::from(spec.misses.is_some()) * (1 + dice.below(3) as i64);
    let values = [from + moved, from - moved, from, from, from - short];
    let mut draft = Draft::default();
    for (index, value) in ScoreIndex::ALL.iter().zip(values) {
        let value = value.clamp(0, 100);
        draft.set(Path::Value(*index), &value.to_string());
    }
    Score {
        draft,
        scheme: None,
        wanted: vec![Wanted::Score, Wanted::Band],
    }
}
