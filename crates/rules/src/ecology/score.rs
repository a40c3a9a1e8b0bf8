//! Scoring: weighted marks make a score, the score a level. Exact decimals; what is unknown stays a range.

use rust_decimal::{Decimal, RoundingStrategy};
use shizu_tables::SortOnce;

use super::{Mark, Range};
use crate::error::{LoadError, Place, Problem, What};
use crate::rulebook::{Parameter, Rulebook};
use crate::vocabulary::{SheetKind, Value};

/// A scoring sheet with its numbers, ready to score.
#[derive(Clone, Debug)]
pub struct Scorer {
    /// Id of the sheet.
    pub sheet: String,
    /// What it scores.
    pub kind: SheetKind,
    /// Its criteria, in the order shown.
    pub criteria: Vec<Weighed>,
    /// Its levels with their least scores, the best first.
    pub bands: Vec<(Value, Decimal)>,
    /// The most bonus points.
    pub bonus: Decimal,
    /// The most points taken away from the total.
    pub deduction: Decimal,
    /// The office's share of the marks in percent, where it has one.
    pub office_share: Option<Decimal>,
    /// What a point partly met counts, in percent.
    pub partly: Decimal,
}

/// A criterion with its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Its code.
    pub code: String,
    /// Id of its entry in the rulebook.
    pub id: String,
    /// Its weight in percent.
    pub weight: Decimal,
    /// Id of the parameter that is its weight.
    pub weight_id: String,
    /// How many points its checklist has; 0 without one.
    pub points: usize,
}

/// A score and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The score, or between which it lies.
    pub score: Range,
    /// What each criterion contributes, in the sheet's order.
    pub contributions: Vec<Contribution>,
    /// Every level it can still be, the best first; one when it is settled.
    pub levels: Vec<Value>,
    /// Codes of the criteria still to be entered or completed, the one that moves the score most first.
    pub missing: Vec<String>,
    /// The way to the next better level, when the score is settled and there is one.
    pub next: Option<Next>,
}

/// What one criterion contributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Code of the criterion.
    pub code: String,
    /// Its mark from 0 to 100.
    pub mark: Range,
    /// Its weight in percent.
    pub weight: Decimal,
    /// Its part of the score: mark × weight ÷ 100.
    pub points: Range,
}

/// The next better level and what would reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The level.
    pub level: Value,
    /// Points that are missing.
    pub lacks: Decimal,
    /// Criteria any one of which could reach it alone, with the mark it would need, rounded up to two places; the least rise first.
    pub levers: Vec<(String, Decimal)>,
}

impl Scorer {
    /// The sheet with this id, with the numbers of `parameters`.
    ///
    /// # Errors
    /// When there is no such sheet, or it names a number that does not exist.
    pub fn new(rulebook: &Rulebook, parameters: &[Parameter], id: &str) -> Result<Self, LoadError> {
        let unknown = |what: What, text: &str, expected: Vec<String>| LoadError {
            place: Place::file(id),
            problem: Problem::Unknown {
                what,
                text: text.to_owned(),
                nearest: shizu_tables::nearest(text, expected.iter().map(String::as_str))
                    .map(str::to_owned),
                expected,
            },
        };
        let number = |id: &str| {
            let found = parameters
                .iter()
                .find(|parameter| parameter.grounds.id == id);
            found
                .map(|parameter| parameter.value)
                .ok_or_else(|| unknown(What::Parameter, id, Vec::new()))
        };
        let optional = |id: &Option<String>| id.as_deref().map(number).transpose();
        let Some(sheet) = rulebook.sheet(id) else {
            let ids = rulebook.sheets.iter().map(|sheet| sheet.grounds.id.clone());
            return Err(unknown(What::Sheet, id, ids.collect()));
        };
        let mut criteria = Vec::new();
        for criterion in rulebook.criteria(sheet) {
            let checklist = criterion.checklist.as_ref();
            criteria.push(Weighed {
                code: criterion.code.clone(),
                id: criterion.grounds.id.clone(),
                weight: number(&criterion.weight)?,
                weight_id: criterion.weight.clone(),
                points: checklist.map_or(0, |list| list.points.len()),
            });
        }
        let mut bands = Vec::new();
        for band in &sheet.bands {
            let from = optional(&band.from)?.unwrap_or_default();
            bands.extend(
                sheet
                    .kind
                    .levels()
                    .get(band.level)
                    .map(|level| (*level, from)),
            );
        }
        Ok(Scorer {
            sheet: id.to_owned(),
            kind: sheet.kind,
            criteria,
            bands,
            bonus: optional(&sheet.bonus)?.unwrap_or_default(),
            deduction: optional(&sheet.deduction)?.unwrap_or_default(),
            office_share: optional(&sheet.office_share)?,
            partly: number("scoring.partly")?,
        })
    }

    /// Ids of everything a score rests on: the sheet, its weights, its lines.
    pub fn rests_on<'a>(&'a self, rulebook: &'a Rulebook) -> Vec<&'a str> {
        let sheet = rulebook.sheet(&self.sheet);
        let bands = sheet.iter().flat_map(|sheet| &sheet.bands);
        let bands = bands.filter_map(|band| band.from.as_deref());
        let weights = self.criteria.iter().map(|known| known.weight_id.as_str());
        let office = sheet.and_then(|sheet| sheet.office_share.as_deref());
        let ids = [self.sheet.as_str()].into_iter().chain(weights);
        ids.chain(bands).chain(office).collect()
    }

    /// Position of the criterion with this code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.criteria.iter().position(|known| known.code == code)
    }

    /// The score of `marks`, in the order of the criteria; one that is absent is unknown. `extra` is added to the total: bonus less deduction.
    /// The total is never below 0.
    pub fn score(&self, marks: &[Mark], extra: Decimal) -> Score {
        let ranges: Vec<Range> = marks.iter().map(|mark| mark.range(self.partly)).collect();
        self.score_ranges(&ranges, extra)
    }

    /// As [`Scorer::score`], from marks already read.
    pub fn score_ranges(&self, marks: &[Range], extra: Decimal) -> Score {
        let contributions: Vec<Contribution> = self
            .criteria
            .iter()
            .enumerate()
            .map(|(at, criterion)| {
                let mark = marks.get(at).copied().unwrap_or(Range::UNKNOWN);
                Contribution {
                    code: criterion.code.clone(),
                    mark,
                    weight: criterion.weight,
                    points: mark.map(|mark| mark * criterion.weight / Decimal::ONE_HUNDRED),
                }
            })
            .collect();
        let sum = contributions
            .iter()
            .fold(Range::exact(extra), |sum, part| sum.plus(part.points));
        let score = sum.map(|value| value.max(Decimal::ZERO));
        let mut open: Vec<&Contribution> = contributions
            .iter()
            .filter(|part| part.mark.value().is_none())
            .collect();
        open.sort_once_by_key(|part| std::cmp::Reverse(part.points.width()));
        Score {
            missing: open.iter().map(|part| part.code.clone()).collect(),
            levels: self.levels(score),
            next: score
                .value()
                .and_then(|value| self.next(value, &contributions)),
            score,
            contributions,
        }
    }

    /// The level of a score.
    pub fn level(&self, score: Decimal) -> Option<Value> {
        let band = self.bands.iter().find(|(_, from)| score >= *from);
        band.map(|(level, _)| *level)
    }

    fn levels(&self, score: Range) -> Vec<Value> {
        let mut above: Option<Decimal> = None;
        let mut levels = Vec::new();
        for (level, from) in &self.bands {
            if score.high >= *from && above.is_none_or(|above| score.low < above) {
                levels.push(*level);
            }
            above = Some(*from);
        }
        levels
    }

    fn next(&self, score: Decimal, parts: &[Contribution]) -> Option<Next> {
        let at = self.bands.iter().position(|(_, from)| score >= *from)?;
        let (level, from) = *self.bands.get(at.checked_sub(1)?)?;
        let lacks = from - score;
        let mut levers: Vec<(String, Decimal, Decimal)> = parts
            .iter()
            .filter(|part| !part.weight.is_zero())
            .filter_map(|part| {
                let rise = lacks * Decimal::ONE_HUNDRED / part.weight;
                let needed = part.mark.value()? + rise;
                let needed = needed.round_dp_with_strategy(2, RoundingStrategy::AwayFromZero);
                (needed <= Decimal::ONE_HUNDRED).then(|| (part.code.clone(), needed, rise))
            })
            .collect();
        levers.sort_once_by_key(|(_, _, rise)| *rise);
        let levers = levers.into_iter().map(|(code, needed, _)| (code, needed));
        Some(Next {
            level,
            lacks,
            levers: levers.collect(),
        })
    }
}
