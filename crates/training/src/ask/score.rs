//! Scoring a rectification after an inspection: score, band, what follows.

use rust_decimal::Decimal;
use shizu_rules::rectification::{Assessment, Draft, Entry, Given, Numbers, Scoring};
use shizu_rules::vocabulary::{Consequence, ScoreBand, ScoreIndex, Term};
use shizu_rules::{Lang, Text};

use super::{
    Brief, Changed, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot,
};
use crate::desk::{Desk, say};

/// Hundredths of a point in a whole index.
const WHOLE: i64 = 10_000;

shizu_rules::terms! {
    /// What is asked of a rectification.
    Wanted {
        Score "score" "得分" "score",
        Band "band" "等次" "band",
        Consequences "consequences" "结果运用" "what follows",
    }
}

/// How a rectification scores.
#[derive(Debug)]
pub(crate) struct Score {
    pub draft: Draft,
    /// The public scheme to score by; our own numbers when absent.
    pub scheme: Option<String>,
    pub wanted: Vec<Wanted>,
}

struct Scored<'d> {
    scoring: &'d Scoring,
    entry: Entry,
    found: Assessment,
}

impl Score {
    fn scored<'d>(&self, desk: &'d Desk) -> Option<Scored<'d>> {
        let scoring = desk.scoring()?;
        let (entry, _) = scoring.read(&self.draft);
        let found = scoring.assess(&entry, self.scheme.as_deref());
        Some(Scored {
            scoring,
            entry,
            found,
        })
    }

    /// The rules that a slot rests on.
    fn why(&self, desk: &Desk, scored: &Scored<'_>, wanted: Wanted) -> Vec<Why> {
        let mut ids: Vec<String> = Vec::new();
        match wanted {
            Wanted::Score => {
                let weights = ScoreIndex::ALL.iter();
                ids.extend(weights.map(|index| Numbers::weight_id(*index).to_owned()));
                ids.push(scored.found.effect.rule.clone());
            }
            Wanted::Band => {
                let bands = ["good", "fairly_good", "fair"].iter();
                ids.extend(bands.map(|band| format!("score.band.{band}")));
                ids.push(scored.found.effect.rule.clone());
            }
            Wanted::Consequences => {
                let sure = scored.found.consequences.sure.iter();
                ids.extend(sure.map(|told| told.rule.clone()));
            }
        }
        if let Some(scheme) = self
            .scheme
            .as_deref()
            .and_then(|id| scored.scoring.scheme(id))
        {
            ids.push(scheme.grounds.id.clone());
        }
        let mut why = Why::all(desk.rulebook(), ids);
        if wanted == Wanted::Score
            && let Some(first) = why.first_mut()
        {
            first.here = Some(sum(&scored.found));
        }
        why
    }
}

/// The sum written out: weight times index for each, and the score.
fn sum(found: &Assessment) -> Text {
    let score = found.score.unwrap_or(found.lowest);
    let parts = |lang: Lang| {
        let parts = found.contributions.iter().map(|part| {
            let (value, weight) = (part.value[0].normalize(), part.weight.normalize());
            format!("{} {value} × {weight}%", part.index.label(lang))
        });
        let parts: Vec<String> = parts.collect();
        parts.join(" + ")
    };
    let total = found.sum[0].normalize();
    let capped = |zh: bool| match (total == score.normalize(), zh) {
        (true, _) => String::new(),
        (false, true) => format!("，封顶或否决后为{}", score.normalize()),
        (false, false) => format!(", after cap or veto {}", score.normalize()),
    };
    say(
        format!("{} = {total}{}。", parts(Lang::Zh), capped(true)),
        format!("{} = {total}{}.", parts(Lang::En), capped(false)),
    )
}

impl Question for Score {
    fn kind(&self) -> Kind {
        Kind::Score
    }

    fn brief(&self, view: View<'_>) -> Brief {
        let brief = self
            .draft
            .texts()
            .fold(Brief::default(), |brief, (path, text)| {
                let label = say(path.label(Lang::Zh), path.label(Lang::En));
                brief.with(label, say(text, text))
            });
        let scoring = view.desk.scoring();
        let scheme = self.scheme.as_deref().and_then(|id| scoring?.scheme(id));
        match scheme {
            Some(scheme) => brief.with(say("评分方案", "scheme"), scheme.grounds.title.clone()),
            None => brief,
        }
    }

    fn keyed(&self, view: View<'_>) -> Result<Vec<Keyed>, Open> {
        let scored = self
            .scored(view.desk)
            .ok_or_else(|| Open(say("评分参数不全", "numbers of the scoring are missing")))?;
        let found = &scored.found;
        let (Some(score), Some(band)) = (found.score, found.band) else {
            let asked = found.ask_next.iter();
            let asked: Vec<String> = asked.map(|asked| asked.path.code()).collect();
            let asked = asked.join(", ");
            return Err(Open(say(
                format!("五项指标还没有填全：{asked}"),
                format!("the five indices are not complete: {asked}"),
            )));
        };
        let keyed = |wanted: &Wanted| {
            let (shape, choices, right) = match wanted {
                Wanted::Score => (
                    Shape::Number,
                    Vec::new(),
                    Right::Exact(score.normalize().to_string()),
                ),
                Wanted::Band => {
                    let all = ScoreBand::ALL.iter().copied();
                    let right = vec![band.code().to_owned()];
                    (
                        Shape::One,
                        all.map(Choice::term).collect(),
                        Right::Set(right),
                    )
                }
                Wanted::Consequences => {
                    let all = Consequence::ALL.iter().copied();
                    let sure = found.consequences.sure.iter();
                    let sure = sure.map(|told| told.what.code().to_owned());
                    let right = Right::Set(sure.collect());
                    (Shape::Many, all.map(Choice::term).collect(), right)
                }
            };
            Keyed {
                slot: Slot {
                    id: wanted.code().to_owned(),
                    label: say(wanted.label(Lang::Zh), wanted.label(Lang::En)),
                    shape,
                    choices,
                },
                right,
                why: self.why(view.desk, &scored, *wanted),
            }
        };
        if self.wanted.contains(&Wanted::Consequences) && !found.consequences.possible.is_empty() {
            return Err(super::table::open(&found.consequences.missing));
        }
        Ok(self.wanted.iter().map(keyed).collect())
    }

    fn why_not(&self, view: View<'_>, slot: &Keyed, code: &str, _: &[String]) -> Option<WhyNot> {
        let scored = self.scored(view.desk)?;
        let wanted = Wanted::from_code(&slot.slot.id)?;
        let choice = slot.slot.choices.iter().find(|choice| choice.code == code);
        let choice = choice
            .cloned()
            .unwrap_or_else(|| Choice::new(code, code, code));
        let changes = match wanted {
            Wanted::Score => Vec::new(),
            Wanted::Band => {
                let band = ScoreBand::from_code(code)?;
                self.way_to(&scored, band)
            }
            Wanted::Consequences => self.way_to_consequence(&scored, code),
        };
        let says = match wanted {
            Wanted::Score => sum(&scored.found),
            Wanted::Band | Wanted::Consequences => {
                let score = scored.found.score?.normalize();
                let band = scored.found.band?;
                say(
                    format!("得分{score}，等次是“{}”。", band.label(Lang::Zh)),
                    format!("The score is {score}, the band `{}`.", band.label(Lang::En)),
                )
            }
        };
        Some(WhyNot {
            choice,
            rule: slot.why.first().map(|why| why.rule.clone()),
            says: Some(says),
            failed: Vec::new(),
            changes,
        })
    }
}

impl Score {
    /// The index that has to move least, to 0.01, for the band to be `band`; exact, because the score rises with every index.
    fn way_to(&self, scored: &Scored<'_>, band: ScoreBand) -> Vec<Changed> {
        let Some(now) = scored.found.band else {
            return Vec::new();
        };
        let at = |index: usize, points: i64| {
            let mut entry = scored.entry.clone();
            entry.given[index] = Given::Points(points);
            scored.scoring.assess(&entry, self.scheme.as_deref()).band
        };
        let ways = ScoreIndex::ALL.iter().filter_map(|index| {
            let part = &scored.found.contributions[index.index()];
            let from = hundredths(part.value[0])?;
            let better = band.index() < now.index();
            // The nearest value on the way up, or down, at which the band is at least as good, or as bad.
            let reaches = |points: i64| {
                at(index.index(), points).is_some_and(|found| {
                    if better {
                        found.index() <= band.index()
                    } else {
                        found.index() >= band.index()
                    }
                })
            };
            let (mut near, mut far) = (from, if better { WHOLE } else { 0 });
            if !reaches(far) || reaches(near) {
                return None;
            }
            while (far - near).abs() > 1 {
                let middle = i64::midpoint(near, far);
                if reaches(middle) {
                    far = middle;
                } else {
                    near = middle;
                }
            }
            (at(index.index(), far) == Some(band)).then_some((*index, from, far))
        });
        let least = ways.min_by_key(|(_, from, to)| (to - from).abs());
        let value = |points: i64| {
            let text = Decimal::new(points, 2).normalize().to_string();
            say(text.clone(), text)
        };
        least
            .map(|(index, from, to)| Changed {
                what: say(index.label(Lang::Zh), index.label(Lang::En)),
                now: value(from),
                then: value(to),
            })
            .into_iter()
            .collect()
    }
}

impl Score {
    /// The band, or the finding about the report, with which a consequence would follow, or would not.
    fn way_to_consequence(&self, scored: &Scored<'_>, code: &str) -> Vec<Changed> {
        let Some(wanted) = Consequence::from_code(code) else {
            return Vec::new();
        };
        let follows = |found: &Assessment| {
            found
                .consequences
                .sure
                .iter()
                .any(|told| told.what == wanted)
        };
        let now = follows(&scored.found);
        let bands = ScoreBand::ALL.iter().filter_map(|band| {
            let ways = self.way_to(scored, *band);
            let change = ways.first()?;
            let mut entry = scored.entry.clone();
            let index = ScoreIndex::ALL
                .iter()
                .find(|index| index.label(Lang::En) == change.what.en)?;
            entry.given[index.index()] = Given::Points(hundredths(change.then.zh.parse().ok()?)?);
            let found = scored.scoring.assess(&entry, self.scheme.as_deref());
            (follows(&found) != now).then_some(ways)
        });
        let near = |band: &Vec<Changed>| {
            let number = |text: &Text| text.zh.parse::<Decimal>().unwrap_or_default();
            let moved = band
                .first()
                .map(|change| (number(&change.then) - number(&change.now)).abs());
            moved.unwrap_or_default()
        };
        bands.min_by_key(near).unwrap_or_default()
    }
}

fn hundredths(points: Decimal) -> Option<i64> {
    (points * Decimal::ONE_HUNDRED)
        .normalize()
        .to_string()
        .parse()
        .ok()
}
