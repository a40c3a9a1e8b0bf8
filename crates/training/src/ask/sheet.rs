//! Scoring by a sheet: ecology of a unit, early warning about a cadre, appraisal of a group.

use rust_decimal::Decimal;
use shizu_rules::ecology::{Mark, Score, Scorer};
use shizu_rules::{Lang, Text};

use super::{
    Brief, Changed, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot,
};
use crate::desk::{Desk, say};

/// The score of a sheet, and the level it gives.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Id of the sheet.
    pub id: String,
    /// Code of the criterion and its mark.
    pub marks: Vec<(String, Mark, String)>,
    /// Points added to the total, or taken away.
    pub extra: Decimal,
}

impl Sheet {
    fn score(&self, desk: &Desk) -> Option<(Scorer, Score)> {
        let scorer = Scorer::new(desk.rulebook(), desk.parameters(), &self.id).ok()?;
        let marks: Vec<Mark> = scorer
            .criteria
            .iter()
            .map(|criterion| {
                let mark = self.marks.iter().find(|(code, ..)| *code == criterion.code);
                mark.map(|(_, mark, _)| mark.clone()).unwrap_or_default()
            })
            .collect();
        let score = scorer.score(&marks, self.extra);
        Some((scorer, score))
    }

    fn title(&self, desk: &Desk, code: &str) -> Text {
        let rulebook = desk.rulebook();
        let sheet = rulebook.sheet(&self.id);
        let criteria = sheet
            .map(|sheet| rulebook.criteria(sheet))
            .unwrap_or_default();
        let found = criteria.iter().find(|criterion| criterion.code == code);
        found.map_or_else(|| say(code, code), |found| found.grounds.title.clone())
    }

    /// The criterion that has to move least for the level to be the one with this code.
    fn way_to(&self, desk: &Desk, scorer: &Scorer, score: &Score, code: &str) -> Option<Changed> {
        let total = score.score.value()?;
        let at = scorer
            .bands
            .iter()
            .position(|(level, _)| level.code == code)?;
        let from = scorer.bands[at].1;
        // Just below the level above, to the last digit that marks have.
        let cent = Decimal::new(1, 2);
        let below = at.checked_sub(1).map(|above| scorer.bands[above].1 - cent);
        let goal = if total < from { from } else { below? };
        let ways = score.contributions.iter().filter_map(|part| {
            let mark = part.mark.value()?;
            if part.weight.is_zero() {
                return None;
            }
            let rise = (goal - total) * Decimal::ONE_HUNDRED / part.weight;
            let then = if rise.is_sign_negative() {
                (mark + rise).floor_to_cents()
            } else {
                (mark + rise).ceil_to_cents()
            };
            let fits = then >= Decimal::ZERO && then <= Decimal::ONE_HUNDRED;
            let new = total + (then - mark) * part.weight / Decimal::ONE_HUNDRED;
            let right = scorer.level(new).is_some_and(|level| level.code == code);
            (fits && right).then_some((part, mark, then))
        });
        let (part, now, then) = ways.min_by_key(|(_, now, then)| (*then - *now).abs())?;
        let text = |number: Decimal| {
            let text = number.normalize().to_string();
            say(text.clone(), text)
        };
        Some(Changed {
            what: self.title(desk, &part.code),
            now: text(now),
            then: text(then),
        })
    }
}

trait Cents {
    fn floor_to_cents(self) -> Self;
    fn ceil_to_cents(self) -> Self;
}

impl Cents for Decimal {
    fn floor_to_cents(self) -> Self {
        self.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToNegativeInfinity)
    }

    fn ceil_to_cents(self) -> Self {
        self.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToPositiveInfinity)
    }
}

impl Question for Sheet {
    fn kind(&self) -> Kind {
        Kind::Sheet
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let sheet = view.desk.rulebook().sheet(&self.id);
        let title = sheet
            .map(|sheet| sheet.grounds.title.clone())
            .unwrap_or_default();
        let brief = Brief::default().with(say("评分表", "sheet"), title);
        let brief = self.marks.iter().fold(brief, |brief, (code, _, text)| {
            brief.with(
                self.title(view.desk, code),
                say(text.as_str(), text.as_str()),
            )
        });
        if self.extra.is_zero() {
            return brief;
        }
        let extra = self.extra.normalize().to_string();
        brief.with(
            say("加分减扣分", "bonus less deduction"),
            say(extra.clone(), extra),
        )
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let (scorer, score) = self
            .score(view.desk)
            .ok_or_else(|| Open(say("没有这张评分表", "there is no such sheet")))?;
        let (Some(total), [level]) = (score.score.value(), score.levels.as_slice()) else {
            let missing = score.missing.join(", ");
            return Err(Open(say(
                format!("还有项目没有打分：{missing}"),
                format!("criteria without a mark: {missing}"),
            )));
        };
        let choice =
            |value: shizu_rules::vocabulary::Value| Choice::new(value.code, value.zh, value.en);
        let rests_on = scorer.rests_on(view.desk.rulebook());
        // The score rests on the sheet and its weights, the level on its lines.
        let (weights, lines): (Vec<&str>, Vec<&str>) = rests_on.into_iter().partition(|id| {
            *id == self.id || scorer.criteria.iter().any(|known| known.weight_id == *id)
        });
        let mut why = Why::all(view.desk.rulebook(), weights);
        let lines = Why::all(view.desk.rulebook(), lines);
        if let Some(first) = why.first_mut() {
            let parts = |lang: Lang| {
                let parts = score.contributions.iter().map(|part| {
                    let mark = part.mark.low.normalize();
                    let title = self.title(view.desk, &part.code);
                    format!(
                        "{} {mark} × {}%",
                        title.in_lang(lang),
                        part.weight.normalize()
                    )
                });
                let parts: Vec<String> = parts.collect();
                format!("{} = {}", parts.join(" + "), total.normalize())
            };
            first.here = Some(say(parts(Lang::Zh), parts(Lang::En)));
        }
        let score = Keyed {
            slot: Slot {
                id: "score".to_owned(),
                label: say("得分", "score"),
                shape: Shape::Number,
                choices: Vec::new(),
            },
            right: Right::Exact(total.normalize().to_string()),
            why,
        };
        let level = Keyed {
            slot: Slot {
                id: "level".to_owned(),
                label: say("等级", "level"),
                shape: Shape::One,
                choices: scorer
                    .bands
                    .iter()
                    .map(|(value, _)| choice(*value))
                    .collect(),
            },
            right: Right::Set(vec![level.code.to_owned()]),
            why: lines,
        };
        Ok(vec![score, level])
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let (scorer, score) = self.score(view.desk)?;
        let choice = slot.slot.choices.iter().find(|choice| choice.code == code);
        let here = slot.why.first().and_then(|why| why.here.clone());
        let changes = match slot.slot.id.as_str() {
            "level" => self.way_to(view.desk, &scorer, &score, code),
            _ => None,
        };
        Some(WhyNot {
            choice: choice
                .cloned()
                .unwrap_or_else(|| Choice::new(code, code, code)),
            rule: Some(self.id.clone()),
            says: here,
            failed: Vec::new(),
            changes: changes.into_iter().collect(),
        })
    }
}
