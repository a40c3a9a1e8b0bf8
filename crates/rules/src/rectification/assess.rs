//! Scoring an entry: contributions, vetoes and caps, band, and what follows.

use rust_decimal::Decimal;

use super::numbers::{WHOLE, decimal};
use super::{Entry, Numbers, Outlook, Path, Scheme, Scoring, Shift, lift, shift};
use shizu_tables::SortOnce;

use crate::facts::{FactKey, Subject};
use crate::inquiry::MatterFacts;
use crate::rulebook::Then;
use crate::vocabulary::{
    Consequence, Organ, ReportTruth, Role, ScoreBand, ScoreEffect, ScoreIndex, Term,
};

/// The result of scoring an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The scheme scored by; `None` for our own numbers.
    pub scheme: Option<String>,
    /// Ids of our own numbers that the scheme did not publish.
    pub filled: Vec<&'static str>,
    /// Whether weights of one's own were used.
    pub own_weights: bool,
    /// The score in points, exact; `None` while it depends on what is missing.
    pub score: Option<Decimal>,
    /// The lowest that it can be.
    pub lowest: Decimal,
    /// The highest that it can be.
    pub highest: Decimal,
    /// The band; `None` while several are possible.
    pub band: Option<ScoreBand>,
    /// The bands that are possible, the best first.
    pub possible_bands: Vec<ScoreBand>,
    /// The indices, in the order of [`ScoreIndex`].
    pub contributions: Vec<Contribution>,
    /// The lowest and the highest sum of the contributions, before a cap or a veto.
    pub sum: [Decimal; 2],
    /// What the truth of the report does to the score.
    pub effect: Told<ScoreEffect>,
    /// Points of the report that were found false.
    pub false_reports: u32,
    /// What lifts the score to the next better band.
    pub to_next_band: Outlook,
    /// How far each weight may move; empty while the score is open.
    pub sensitivity: Vec<Shift>,
    /// What follows.
    pub consequences: Answered<Consequence>,
    /// Who follows up the rectification, and in which part.
    pub follow_up: Answered<(Organ, Role)>,
    /// What to enter next, the most important first; empty when nothing is missing.
    pub ask_next: Vec<Asked>,
}

/// What an index adds to the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The index.
    pub index: ScoreIndex,
    /// Its weight in per cent.
    pub weight: Decimal,
    /// The lowest and the highest that the index can be, rounded half up to 0.01; equal when it is known.
    pub value: [Decimal; 2],
    /// What that adds to the score, exact.
    pub points: [Decimal; 2],
}

impl Contribution {
    /// Whether the index is known.
    pub fn is_known(&self) -> bool {
        self.value[0] == self.value[1]
    }
}

/// An answer and the rule that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// The answer.
    pub what: T,
    /// Id of the rule.
    pub rule: String,
}

/// What follows for sure, and what may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered<T> {
    /// For sure.
    pub sure: Vec<Told<T>>,
    /// What may follow, depending on [`Answered::missing`].
    pub possible: Vec<T>,
    /// The facts it depends on.
    pub missing: Vec<FactKey>,
}

/// An index to enter next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The field.
    pub path: Path,
    /// How many points of the score hang on it.
    pub points: Decimal,
}

/// A score in millionths as a decimal, without trailing zeros.
pub(super) fn points(millionths: i64) -> Decimal {
    Decimal::new(millionths, 6).normalize()
}

/// Sum of weight times value, in millionths of a point.
pub(super) fn weighted(weights: &[i64; 5], values: &[i64; 5]) -> i64 {
    weights
        .iter()
        .zip(values)
        .map(|(weight, value)| weight * value)
        .sum()
}

/// What a cap or a veto leaves of a sum.
pub(super) fn effective(sum: i64, effect: ScoreEffect, numbers: &Numbers) -> i64 {
    match effect {
        ScoreEffect::None => sum,
        ScoreEffect::Cap => sum.min(numbers.cap * WHOLE),
        ScoreEffect::Veto => numbers.veto * WHOLE,
    }
}

pub(super) fn assess(scoring: &Scoring, entry: &Entry, scheme: Option<&Scheme>) -> Assessment {
    let mut numbers = scoring.numbers(scheme.map(Scheme::name)).clone();
    if let Some(weights) = entry.weights {
        numbers.weights = weights;
        numbers.filled.retain(|id| !id.starts_with("score.weight."));
    }
    let ranges = entry.given.map(|given| given.range(&numbers));
    let (low, high) = (ranges.map(|range| range.0), ranges.map(|range| range.1));
    let sums = [low, high].map(|values| weighted(&numbers.weights, &values));
    let truth = truth(entry.false_reports, &numbers);
    let mut facts = MatterFacts::new(Subject::Rectification);
    facts.set(FactKey::ReportTruth, Some(truth.index()));
    let effect = effect(scoring, &facts);
    let [lowest, highest] = sums.map(|sum| effective(sum, effect.what, &numbers));
    let (best, worst) = (numbers.line_of(highest), numbers.line_of(lowest));
    let possible: Vec<ScoreBand> = numbers.bands[best..=worst]
        .iter()
        .map(|line| line.band)
        .collect();
    let band = possible.first().copied().filter(|_| best == worst);
    let is_open = lowest != highest;
    facts.set(FactKey::ScoreBand, band.map(Term::index));
    facts.set(FactKey::FailingGravity, entry.gravity.map(Term::index));
    let mut consequences = answered(scoring, "rectification_consequences", &facts, |then| {
        term_of::<Consequence>(then)
    });
    if let Some(scheme) = scheme {
        add_of_scheme(&mut consequences, scheme, &possible);
    }
    let contribution = |index: &ScoreIndex| {
        let at = index.index();
        let weight = numbers.weights[at];
        Contribution {
            index: *index,
            weight: decimal(weight),
            value: [low[at], high[at]].map(decimal),
            points: [low[at], high[at]].map(|value| points(weight * value)),
        }
    };
    Assessment {
        scheme: scheme.map(|scheme| scheme.name().to_owned()),
        own_weights: entry.weights.is_some(),
        score: (!is_open).then(|| points(lowest)),
        lowest: points(lowest),
        highest: points(highest),
        band,
        contributions: ScoreIndex::ALL.iter().map(contribution).collect(),
        sum: sums.map(points),
        false_reports: entry.false_reports,
        to_next_band: if is_open || low != high {
            Outlook::Open
        } else {
            lift::outlook(entry, &low, effect.what, &numbers)
        },
        sensitivity: if low == high {
            shift::shifts(&low, effect.what, &numbers)
        } else {
            Vec::new()
        },
        consequences,
        follow_up: follow_up(scoring, entry),
        ask_next: asked(&low, &high, &numbers),
        possible_bands: possible,
        effect,
        filled: numbers.filled,
    }
}

pub(super) fn follow_up(scoring: &Scoring, entry: &Entry) -> Answered<(Organ, Role)> {
    let mut facts = MatterFacts::new(Subject::Rectification);
    facts.set(FactKey::Disclosed, entry.disclosed.map(usize::from));
    answered(
        scoring,
        "rectification_follow_up",
        &facts,
        |then| match then {
            Then::Assist { organ, role } => Some((*organ, *role)),
            _ => None,
        },
    )
}

fn truth(false_reports: u32, numbers: &Numbers) -> ReportTruth {
    let reports = i64::from(false_reports) * 100;
    if reports >= numbers.veto_from {
        ReportTruth::False
    } else if reports >= numbers.cap_from {
        ReportTruth::PartlyFalse
    } else {
        ReportTruth::True
    }
}

fn term_of<T: Term>(then: &Then) -> Option<T> {
    match then {
        Then::Answer(answer) => T::ALL.get(answer.index).copied(),
        _ => None,
    }
}

/// What the table says the truth of the report does. The table is complete, which its proof makes sure of.
fn effect(scoring: &Scoring, facts: &MatterFacts) -> Told<ScoreEffect> {
    let mut all = answered(scoring, "rectification_truth", facts, term_of);
    all.sure.pop().unwrap_or(Told {
        what: ScoreEffect::None,
        rule: String::new(),
    })
}

fn answered<T: PartialEq>(
    scoring: &Scoring,
    table: &str,
    facts: &MatterFacts,
    read: impl Fn(&Then) -> Option<T>,
) -> Answered<T> {
    let Some(ruling) = scoring.inquiry.ruling(table, facts) else {
        return Answered {
            sure: Vec::new(),
            possible: Vec::new(),
            missing: Vec::new(),
        };
    };
    let mut sure: Vec<Told<T>> = Vec::new();
    for answer in ruling.answers {
        let Some(what) = read(&answer.then) else {
            continue;
        };
        if sure.iter().all(|told| told.what != what) {
            let rule = answer.rule;
            sure.push(Told { what, rule });
        }
    }
    Answered {
        sure,
        possible: ruling.possible.iter().filter_map(read).collect(),
        missing: ruling.missing,
    }
}

/// What a scheme adds to the general consequences.
fn add_of_scheme(all: &mut Answered<Consequence>, scheme: &Scheme, possible: &[ScoreBand]) {
    for (bands, what) in &scheme.consequences {
        let matching = possible.iter().filter(|band| bands.contains(band)).count();
        let told = all.sure.iter().any(|told| told.what == *what);
        if matching == 0 || told {
            continue;
        }
        all.possible.retain(|known| known != what);
        if matching == possible.len() {
            all.sure.push(Told {
                what: *what,
                rule: scheme.grounds.id.clone(),
            });
        } else {
            all.possible.push(*what);
        }
    }
}

/// The indices that are open, the one on which most points hang first.
fn asked(low: &[i64; 5], high: &[i64; 5], numbers: &Numbers) -> Vec<Asked> {
    let mut open: Vec<(i64, ScoreIndex)> = ScoreIndex::ALL
        .iter()
        .map(|index| {
            let at = index.index();
            (numbers.weights[at] * (high[at] - low[at]), *index)
        })
        .filter(|(hang, _)| *hang > 0)
        .collect();
    open.sort_once_by_key(|(hang, index)| (-*hang, *index));
    let asked = open.into_iter().map(|(hang, index)| Asked {
        path: Path::Value(index),
        points: points(hang),
    });
    asked.collect()
}
