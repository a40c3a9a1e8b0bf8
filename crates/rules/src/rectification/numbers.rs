//! The numbers that the scoring counts with, in hundredths, so that everything after reading them is whole numbers.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Scheme;
use shizu_tables::SortOnce;

use crate::error::{LoadError, Place, Problem, What};
use crate::lang::Text;
use crate::rulebook::{Parameter, Rulebook};
use crate::vocabulary::{ItemState, ScoreBand, ScoreIndex, SurveyAnswer, Term};

/// A whole, in hundredths of a point or per cent.
pub(super) const WHOLE: i64 = 10_000;

/// The numbers of a scheme. All are hundredths unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Weights in the order of [`ScoreIndex`]; together 10 000.
    pub weights: [i64; 5],
    /// The bands, the best first; the last begins at 0.
    pub bands: Vec<BandLine>,
    /// How much of a done item an item counts, in the order of [`ItemState`].
    pub credits: [i64; 7],
    /// The values of survey answers, in the order of [`SurveyAnswer`].
    pub survey: [i64; 5],
    /// A survey of fewer answers is said to be small.
    pub least_answers: i64,
    /// A survey of a smaller share of the staff is said to be narrow.
    pub least_share: i64,
    /// False points from which on the score is capped.
    pub cap_from: i64,
    /// The cap.
    pub cap: i64,
    /// False points from which on the score is vetoed.
    pub veto_from: i64,
    /// The score after a veto.
    pub veto: i64,
    /// Months from the feedback until tasks and transferred matters are due.
    pub periods: [u32; 2],
    /// Ids of our own numbers that a scheme did not publish, if it is one.
    pub filled: Vec<&'static str>,
}

/// A band: scores from here up to the next better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandLine {
    /// The band.
    pub band: ScoreBand,
    /// Where it begins, in hundredths of a point.
    pub from: i64,
    /// What it is called.
    pub title: Text,
}

impl BandLine {
    /// Where it begins, in points.
    pub fn points(&self) -> Decimal {
        decimal(self.from)
    }
}

const WEIGHTS: [&str; 5] = [
    "score.weight.main_responsibility",
    "score.weight.organization",
    "score.weight.tasks",
    "score.weight.transferred",
    "score.weight.satisfaction",
];
const BANDS: [&str; 3] = [
    "score.band.good",
    "score.band.fairly_good",
    "score.band.fair",
];
const SURVEY: [&str; 5] = [
    "score.survey.excellent",
    "score.survey.good",
    "score.survey.fair",
    "score.survey.poor",
    "score.survey.bad",
];
const CREDITS: [&str; 3] = [
    "score.credit.late",
    "score.credit.partly",
    "score.credit.unproven",
];
const CAP: [&str; 2] = ["score.false.cap_from", "score.false.cap"];
const VETO: [&str; 2] = ["score.false.veto_from", "score.false.veto"];

impl Numbers {
    /// The id of the number that is an index's weight.
    pub fn weight_id(index: ScoreIndex) -> &'static str {
        WEIGHTS[index.index()]
    }

    pub(super) fn new(rulebook: &Rulebook, day: NaiveDate) -> Result<Self, LoadError> {
        let parameters = rulebook.parameters_on(day);
        let get = |id: &str| hundredths(&parameters, id);
        let all = |ids: &[&str]| ids.iter().map(|id| get(id)).collect::<Result<Vec<_>, _>>();
        let mut credits = [0; 7];
        credits[ItemState::Done.index()] = WHOLE;
        let partial = [ItemState::Late, ItemState::Partly, ItemState::Unproven];
        for (state, id) in partial.iter().zip(CREDITS) {
            credits[state.index()] = get(id)?;
        }
        let begins = all(&BANDS)?.into_iter().chain([0]);
        let line = |(band, from): (&ScoreBand, i64)| BandLine {
            band: *band,
            from,
            title: title(*band),
        };
        let months = |id| get(id).map(|months| u32::try_from(months / 100).unwrap_or_default());
        Ok(Numbers {
            weights: fixed(&all(&WEIGHTS)?),
            bands: ScoreBand::ALL.iter().zip(begins).map(line).collect(),
            credits,
            survey: fixed(&all(&SURVEY)?),
            least_answers: get("score.survey.least_answers")?,
            least_share: get("score.survey.least_share")?,
            cap_from: get(CAP[0])?,
            cap: get(CAP[1])?,
            veto_from: get(VETO[0])?,
            veto: get(VETO[1])?,
            periods: [
                months("score.period.tasks")?,
                months("score.period.transferred")?,
            ],
            filled: Vec::new(),
        })
    }

    /// The same with what a scheme published; what it leaves open stays, and is listed.
    pub(super) fn under(&self, scheme: &Scheme) -> Numbers {
        let mut numbers = self.clone();
        numbers.fill_weights(&scheme.weights.map(|weight| weight.map(in_hundredths)));
        match &scheme.veto {
            Some((from, score)) => {
                numbers.veto_from = in_hundredths(*from);
                numbers.veto = in_hundredths(*score);
            }
            None => numbers.filled.extend(VETO),
        }
        numbers.filled.extend(CAP);
        numbers.filled.extend(CREDITS);
        numbers.filled.extend(SURVEY);
        if scheme.bands.iter().any(|band| band.from.is_none()) || scheme.bands.is_empty() {
            numbers.filled.extend(BANDS);
        }
        if !scheme.bands.is_empty() {
            let own = |band: ScoreBand| {
                let same = |line: &&BandLine| line.band == band;
                self.bands.iter().find(same).map_or(0, |line| line.from)
            };
            let lines = scheme.bands.iter().map(|band| BandLine {
                band: band.band,
                from: band.from.map_or_else(|| own(band.band), in_hundredths),
                title: band.title.clone(),
            });
            numbers.bands = lines.collect();
        }
        numbers
    }

    /// Takes the published weights and shares what is left of the whole among the others in proportion to ours, by largest remainder.
    fn fill_weights(&mut self, published: &[Option<i64>; 5]) {
        let left = WHOLE - published.iter().flatten().sum::<i64>();
        let open = |index: &usize| published[*index].is_none();
        let ours: i64 = (0..5).filter(open).map(|index| self.weights[index]).sum();
        let mut shares: Vec<(i64, usize)> = Vec::new();
        let mut given = 0;
        for (index, weight) in published.iter().enumerate() {
            if let Some(weight) = weight {
                self.weights[index] = *weight;
                continue;
            }
            self.filled.push(WEIGHTS[index]);
            let part = self.weights[index] * left.max(0);
            self.weights[index] = part.checked_div(ours).unwrap_or_default();
            given += self.weights[index];
            shares.push((-part.checked_rem(ours).unwrap_or_default(), index));
        }
        shares.sort_once_by_key(|share| *share);
        let rest = usize::try_from(left - given).unwrap_or_default();
        for (_, index) in shares.iter().take(rest) {
            self.weights[*index] += 1;
        }
    }

    /// The weight of an index in per cent.
    pub fn weight(&self, index: ScoreIndex) -> Decimal {
        decimal(self.weights[index.index()])
    }

    /// Position in [`Numbers::bands`] of the band of a score in millionths of a point.
    pub(super) fn line_of(&self, score: i64) -> usize {
        let reached = |line: &BandLine| score >= line.from * WHOLE;
        let last = self.bands.len().saturating_sub(1);
        self.bands.iter().position(reached).unwrap_or(last)
    }

    /// What a band is called under these numbers.
    pub fn title(&self, band: ScoreBand) -> Text {
        let line = self.bands.iter().find(|line| line.band == band);
        line.map_or_else(|| title(band), |line| line.title.clone())
    }

    /// The value of a survey answer, in points.
    pub fn answer_value(&self, answer: SurveyAnswer) -> Decimal {
        decimal(self.survey[answer.index()])
    }
}

fn title(band: ScoreBand) -> Text {
    let value = ScoreBand::VALUES[band.index()];
    Text {
        zh: value.zh.to_owned(),
        en: value.en.to_owned(),
    }
}

/// Hundredths as a decimal, without trailing zeros.
pub(super) fn decimal(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2).normalize()
}

/// Rounded half up to hundredths. Numbers of the rulebook have no more decimals, which their reading makes sure of.
pub fn in_hundredths(number: Decimal) -> i64 {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let mut rounded = number.round_dp_with_strategy(2, MidpointAwayFromZero);
    rounded.rescale(2);
    i64::try_from(rounded.mantissa()).unwrap_or(i64::MAX)
}

fn hundredths(parameters: &[Parameter], id: &str) -> Result<i64, LoadError> {
    let fail = |problem| LoadError {
        place: Place::file("rectification/parameters.toml"),
        problem,
    };
    let Some(parameter) = parameters.iter().find(|known| known.grounds.id == id) else {
        return Err(fail(Problem::Unknown {
            what: What::Parameter,
            text: id.to_owned(),
            expected: Vec::new(),
            nearest: None,
        }));
    };
    let value = parameter.value;
    if value.normalize().scale() > 2 {
        return Err(fail(Problem::NotProved {
            zh: format!("参数“{id}”是 {value}，最多只能有两位小数"),
            en: format!("the number `{id}` is {value}; it may have two decimals at most"),
        }));
    }
    Ok(in_hundredths(value))
}

/// The first numbers of a list as an array.
fn fixed(list: &[i64]) -> [i64; 5] {
    std::array::from_fn(|index| list.get(index).copied().unwrap_or_default())
}
