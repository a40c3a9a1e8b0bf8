//! Scoring a rectification after an inspection: score, band, what follows.

mod shown;
mod ways;

use shizu_rules::rectification::{Assessment, Draft, Entry, Numbers, Scheme, Scoring};
use shizu_rules::vocabulary::{Consequence, ScoreBand, ScoreEffect, ScoreIndex, Term};
use shizu_rules::{FactKey, Lang, MatterFacts, Subject, Text};

use super::{Brief, Choice, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why, WhyNot};
use crate::desk::{Desk, label, say};
use crate::words::{here, quoted, sentences};

/// The table that says what follows.
const CONSEQUENCES: &str = "rectification_consequences";

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

    /// The rules that a slot rests on, each once: of our own numbers those that the scheme does not replace.
    fn why(&self, desk: &Desk, scored: &Scored<'_>, wanted: Wanted) -> Vec<Why> {
        let found = &scored.found;
        let scheme = self.scheme(scored);
        let ours = |id: &&str| scheme.is_none() || found.filled.contains(id);
        let mut ids: Vec<&str> = Vec::new();
        match wanted {
            Wanted::Score => {
                let weights = ScoreIndex::ALL.iter();
                let weights = weights.map(|index| Numbers::weight_id(*index));
                ids.extend(weights.filter(|id| !found.own_weights && ours(id)));
                ids.push(&found.effect.rule);
                ids.extend(scheme.map(|scheme| scheme.grounds.id.as_str()));
            }
            Wanted::Band => {
                let bands = [
                    "score.band.good",
                    "score.band.fairly_good",
                    "score.band.fair",
                ];
                ids.extend(bands.iter().filter(|id| ours(id)));
                ids.push(&found.effect.rule);
                ids.extend(scheme.map(|scheme| scheme.grounds.id.as_str()));
            }
            Wanted::Consequences => {
                for told in &found.consequences.sure {
                    if !ids.contains(&told.rule.as_str()) {
                        ids.push(&told.rule);
                    }
                }
            }
        }
        let mut why = Why::all(desk.rulebook(), ids);
        if wanted == Wanted::Score
            && let Some(first) = why.first_mut()
        {
            first.here = Some(sum(found));
        }
        if wanted == Wanted::Consequences {
            let facts = facts(desk, scored);
            for why in &mut why {
                let row = desk.rule(&why.rule).map(|rule| here(rule, &facts));
                why.here = row.filter(|row| !row.zh.is_empty());
            }
        }
        why
    }

    fn scheme<'s>(&self, scored: &'s Scored<'_>) -> Option<&'s Scheme> {
        let id = self.scheme.as_deref()?;
        scored.scoring.scheme(id)
    }

    /// Why something follows, or does not: what its row says, and which of the facts that the row asks about decide.
    fn why_not_consequence(&self, desk: &Desk, scored: &Scored<'_>, code: &str) -> Option<WhyNot> {
        let found = &scored.found;
        let told = || found.consequences.sure.iter();
        let is_given = told().any(|told| told.what.code() == code);
        let by_scheme = told()
            .filter(|told| told.what.code() == code)
            .find_map(|told| {
                self.scheme(scored)
                    .filter(|scheme| scheme.grounds.id == told.rule)
            });
        let band = found.band?;
        let score = found.score?.normalize();
        let scored_at = say(
            format!("得分{score}，等次是{}。", quoted(band.label(Lang::Zh))),
            format!("The score is {score}, the band `{}`.", band.label(Lang::En)),
        );
        if let Some(scheme) = by_scheme {
            return Some(WhyNot {
                rule: Some(scheme.grounds.id.clone()),
                says: Some(sentences(&[of_scheme(scheme), scored_at])),
                ..WhyNot::default()
            });
        }
        let facts = facts(desk, scored);
        let Some(mut why_not) = desk.why_not(CONSEQUENCES, &facts, code) else {
            // Only schemes give it, and this one does not here.
            let scheme = self.scheme(scored).map(of_scheme).unwrap_or_default();
            return Some(WhyNot {
                says: Some(sentences(&[scored_at, scheme])),
                ..WhyNot::default()
            });
        };
        let rule = why_not.rule.as_ref().and_then(|id| desk.rule(id));
        let asks = |key: FactKey| {
            rule.is_some_and(|rule| rule.conditions().any(|(known, _)| known == key))
        };
        let false_points = found.false_reports;
        let counted = say(
            format!("不实问题{false_points}项。"),
            format!("False points: {false_points}."),
        );
        let says = [
            why_not.says.take(),
            rule.filter(|_| !is_given).map(|rule| here(rule, &facts)),
            asks(FactKey::ScoreBand)
                .then(|| say(format!("得分{score}。"), format!("The score is {score}."))),
            asks(FactKey::ReportTruth).then_some(counted),
        ];
        let says: Vec<Text> = says.into_iter().flatten().collect();
        why_not.says = Some(sentences(&says));
        // Of the band it is told which index would have to be different.
        let of_band = label(FactKey::ScoreBand);
        if matches!(&why_not.changes[..], [only] if only.what == of_band) {
            let way = self.way_to_consequence(scored, code);
            if !way.is_empty() {
                why_not.changes = way;
            }
        }
        Some(why_not)
    }
}

/// What a scheme says, under its name.
fn of_scheme(scheme: &Scheme) -> Text {
    let (title, says) = (&scheme.grounds.title, &scheme.grounds.says);
    say(
        format!("按评分方案{}：{}", quoted(&title.zh), says.zh),
        format!("By the scheme `{}`: {}", title.en, says.en),
    )
}

/// The facts that decide what follows.
fn facts(desk: &Desk, scored: &Scored<'_>) -> MatterFacts {
    let found = &scored.found;
    let mut facts = MatterFacts::new(Subject::Rectification);
    let truth = desk.rule(&found.effect.rule).and_then(|rule| {
        let mut asked = rule.conditions();
        let (_, codes) = asked.find(|(key, _)| *key == FactKey::ReportTruth)?;
        FactKey::ReportTruth.read(codes.first()?).ok()
    });
    facts.set(FactKey::ReportTruth, truth);
    facts.set(FactKey::ScoreBand, found.band.map(Term::index));
    facts.set(
        FactKey::FailingGravity,
        scored.entry.gravity.map(Term::index),
    );
    facts
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

impl Score {
    /// Score and band, and what besides the sum decides them.
    fn of_band(&self, desk: &Desk, scored: &Scored<'_>) -> Option<Text> {
        let found = &scored.found;
        let (score, band) = (found.score?.normalize(), found.band?);
        let title = scored.scoring.numbers(self.scheme.as_deref()).title(band);
        let scored_at = say(
            format!("得分{score}，等次是{}。", quoted(&title.zh)),
            format!("The score is {score}, the band `{}`.", title.en),
        );
        let effect = desk
            .rule(&found.effect.rule)
            .filter(|_| found.effect.what != ScoreEffect::None)
            .map(|rule| {
                let (sum, count) = (found.sum[0].normalize(), found.false_reports);
                say(
                    format!("{}五项合计{sum}，不实问题{count}项。", rule.says.zh),
                    format!(
                        "{} The five indices make {sum}; false points: {count}.",
                        rule.says.en
                    ),
                )
            });
        let says = [Some(scored_at), effect, self.scheme(scored).map(of_scheme)];
        let says: Vec<Text> = says.into_iter().flatten().collect();
        Some(sentences(&says))
    }
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
                brief.with(label, shown::shown(path, text))
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
        if wanted == Wanted::Consequences {
            let why_not = self.why_not_consequence(view.desk, &scored, code);
            let why_not = why_not.unwrap_or_default();
            return Some(WhyNot { choice, ..why_not });
        }
        let (says, changes) = if wanted == Wanted::Score {
            let right = scored.found.score?.normalize().to_string();
            (super::grade::off_by(&right, code), Vec::new())
        } else {
            let says = self.of_band(view.desk, &scored)?;
            (says, self.way_to(&scored, ScoreBand::from_code(code)?))
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
