//! Scoring by a sheet: ecology of a unit, early warning about a cadre, appraisal of a group.

use rust_decimal::Decimal;
use shizu_rules::appraisal::{GroupAppraiser, GroupMarks, Voice};
use shizu_rules::ecology::{Mark, Score, Scorer};
use shizu_rules::vocabulary::{Term, Value};
use shizu_rules::{Lang, MatterFacts, Subject, Text};

use super::{
    Brief, Changed, Choice, Grid, Keyed, Kind, Open, Question, Right, Shape, Slot, View, Why,
    WhyNot,
};
use crate::desk::{Desk, say};
use crate::words::quoted;

/// The score of a sheet, and the level it gives.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Id of the sheet.
    pub id: String,
    /// The marks: the commission's where the office gives its own, otherwise those that count.
    pub marks: Marks,
    /// The office's marks, which count by its share (LS05); empty where the marks are already put together.
    pub office: Marks,
    /// The host unit's marks, which are shown and do not count (RD28); empty where it was not asked.
    pub host: Marks,
    /// Points added to the total, or taken away; within the sheet's limits.
    pub extra: Decimal,
}

/// Code of the criterion, its mark, and the mark as it was written; in the sheet's order.
pub(super) type Marks = Vec<(String, Mark, String)>;

impl Sheet {
    fn score(&self, desk: &Desk) -> Option<(Scorer, Score)> {
        let scorer = Scorer::new(desk.rulebook(), desk.parameters(), &self.id).ok()?;
        let in_order = |given: &Marks| -> Vec<Mark> {
            let marks = scorer.criteria.iter().map(|criterion| {
                let mark = given.iter().find(|(code, ..)| *code == criterion.code);
                mark.map(|(_, mark, _)| mark.clone()).unwrap_or_default()
            });
            marks.collect()
        };
        let marks = in_order(&self.marks);
        let score = if self.office.is_empty() {
            scorer.score(&marks, self.extra)
        } else {
            let appraiser = GroupAppraiser::new(desk.rulebook(), &self.id, desk.day()).ok()?;
            let entered = GroupMarks {
                commission: marks,
                office: in_order(&self.office),
                host: None,
                bonus: self.extra,
            };
            let facts = MatterFacts::new(Subject::Appraisal);
            appraiser.appraise(&entered, &facts).score
        };
        Some((scorer, score))
    }

    /// What the score rests on: the sheet, its weights, the bonus or deduction and the office's share where they come in.
    fn rests_on<'d>(&'d self, desk: &'d Desk, scorer: &'d Scorer) -> Vec<&'d str> {
        let sheet = desk.rulebook().sheet(&self.id);
        let extra = sheet.and_then(|sheet| {
            if self.extra.is_zero() {
                None
            } else if self.extra.is_sign_negative() {
                sheet.deduction.as_deref()
            } else {
                sheet.bonus.as_deref()
            }
        });
        let share = sheet
            .filter(|_| !self.office.is_empty())
            .and_then(|sheet| sheet.office_share.as_deref());
        let weights = scorer.criteria.iter().map(|known| known.weight_id.as_str());
        let ids = [self.id.as_str()].into_iter().chain(weights);
        ids.chain(extra).chain(share).collect()
    }

    /// The lines that decide the level: the one reached, and the next one, which is not.
    fn lines<'d>(&self, desk: &'d Desk, level: Value) -> Vec<&'d str> {
        let sheet = desk.rulebook().sheet(&self.id);
        let bands = sheet.map(|sheet| &sheet.bands).into_iter().flatten();
        let levels = sheet.map_or(&[][..], |sheet| sheet.kind.levels());
        let mut lines: Vec<&str> = Vec::new();
        for band in bands {
            lines.extend(band.from.as_deref());
            if levels
                .get(band.level)
                .is_some_and(|known| known.code == level.code)
            {
                // Without a line of its own it is the lowest, and only the line above decides.
                let decide = if band.from.is_some() { 2 } else { 1 };
                return lines.split_off(lines.len().saturating_sub(decide));
            }
        }
        lines
    }

    /// The sum written out.
    fn sum(&self, desk: &Desk, scorer: &Scorer, score: &Score) -> Text {
        let parts = |lang: Lang| {
            let parts = score.contributions.iter().map(|part| {
                let (mark, weight) = (part.mark.low.normalize(), part.weight.normalize());
                let title = self.title(desk, &part.code);
                format!("{} {mark} × {weight}%", title.in_lang(lang))
            });
            let parts: Vec<String> = parts.collect();
            parts.join(" + ")
        };
        let points = score.contributions.iter().map(|part| part.points.low);
        let sum = points.sum::<Decimal>() + self.extra;
        let extra = match (self.extra.is_zero(), self.extra.is_sign_negative()) {
            (true, _) => Text::default(),
            (false, negative) => {
                let (sign, (zh, en)) = if negative {
                    ("−", ("扣分", "deduction"))
                } else {
                    ("+", ("加分", "bonus"))
                };
                let points = self.extra.abs().normalize();
                say(
                    format!(" {sign} {zh} {points}"),
                    format!(" {sign} {en} {points}"),
                )
            }
        };
        let total = sum.normalize();
        let floor = if sum.is_sign_negative() && !sum.is_zero() {
            say("，低于0的按0计", ", and below 0 counts as 0")
        } else {
            Text::default()
        };
        let mixed = match scorer.office_share.filter(|_| !self.office.is_empty()) {
            None => Text::default(),
            Some(share) => {
                let rest = (Decimal::ONE_HUNDRED - share).normalize();
                let share = share.normalize();
                say(
                    format!("每项为派出机关评分 × {rest}% + 室的评分 × {share}%。"),
                    format!("Each mark is the commission's × {rest}% + the office's × {share}%. "),
                )
            }
        };
        let host = if self.host.is_empty() {
            Text::default()
        } else {
            say(
                "驻在单位的评分不计入。",
                " The host unit's marks do not count.",
            )
        };
        say(
            format!(
                "{}{}{} = {total}{}。{}",
                mixed.zh,
                parts(Lang::Zh),
                extra.zh,
                floor.zh,
                host.zh
            ),
            format!(
                "{}{}{} = {total}{}.{}",
                mixed.en,
                parts(Lang::En),
                extra.en,
                floor.en,
                host.en
            ),
        )
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
        let title = self.title(desk, &part.code);
        let what = if self.office.is_empty() {
            title
        } else {
            say(
                format!("{}（综合两方评分）", title.zh),
                format!("{} (both marks together)", title.en),
            )
        };
        Some(Changed {
            what,
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
        let voices = [
            (Voice::Commission, &self.marks),
            (Voice::Office, &self.office),
            (Voice::HostUnit, &self.host),
        ];
        let voices: Vec<_> = voices
            .iter()
            .filter(|(_, marks)| !marks.is_empty())
            .collect();
        let mut brief = if let [(_, marks)] = voices[..] {
            marks.iter().fold(brief, |brief, (code, _, text)| {
                let title = self.title(view.desk, code);
                brief.with(title, say(text.as_str(), text.as_str()))
            })
        } else {
            brief
        };
        if voices.len() > 1 {
            let said = voices
                .iter()
                .map(|(voice, _)| say(voice.label(Lang::Zh), voice.label(Lang::En)));
            let row = |(code, ..): &(String, Mark, String)| {
                let cells = voices.iter().map(|(_, marks)| {
                    let mark = marks.iter().find(|(known, ..)| known == code);
                    mark.map_or_else(Text::default, |(.., text)| say(text, text))
                });
                let title = self.title(view.desk, code);
                [title].into_iter().chain(cells).collect()
            };
            brief.grids.push(Grid {
                header: [say("考核内容", "area")].into_iter().chain(said).collect(),
                rows: self.marks.iter().map(row).collect(),
            });
        }
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
        let choice = |value: Value| Choice::new(value.code, value.zh, value.en);
        let rulebook = view.desk.rulebook();
        let mut why = Why::all(rulebook, self.rests_on(view.desk, &scorer));
        let lines = Why::all(rulebook, self.lines(view.desk, *level));
        if let Some(first) = why.first_mut() {
            first.here = Some(self.sum(view.desk, &scorer, &score));
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
        let found = slot.slot.choices.iter().find(|choice| choice.code == code);
        let choice = found
            .cloned()
            .unwrap_or_else(|| Choice::new(code, code, code));
        let (says, changes) = if slot.slot.id == "level" {
            let total = score.score.value()?.normalize();
            let level = scorer.level(total)?;
            let mut bands = scorer.bands.iter();
            let from = bands.find(|(known, _)| known.code == code)?.1.normalize();
            let says = say(
                format!(
                    "得分{total}，等级是{}；{}从{from}分起。",
                    quoted(level.zh),
                    quoted(&choice.label.zh)
                ),
                format!(
                    "The score is {total}, the level `{}`; `{}` begins at {from}.",
                    level.en, choice.label.en
                ),
            );
            (says, self.way_to(view.desk, &scorer, &score, code))
        } else {
            (self.sum(view.desk, &scorer, &score), None)
        };
        Some(WhyNot {
            choice,
            rule: Some(self.id.clone()),
            says: Some(says),
            failed: Vec::new(),
            changes: changes.into_iter().collect(),
        })
    }
}
