//! A unit's political ecology.

use chrono::NaiveDate;
use shizu_rules::ecology::{Entry, UnitEvaluator, UnitMarks};
use shizu_rules::{Lang, Rulebook};

use super::answer::Told;
use crate::lang::{comma, pick};

pub fn answers(
    rulebook: &Rulebook,
    day: NaiveDate,
    sheet: Option<&str>,
    rows: &[(u64, Entry)],
    lang: Lang,
) -> anyhow::Result<Vec<Told>> {
    let sheet = sheet.unwrap_or_default();
    let evaluator = UnitEvaluator::new(rulebook, sheet, day)?;
    let title = titles(rulebook, &evaluator.scorer, lang);
    let answer = |(row, entry): &(u64, Entry)| {
        let marks = UnitMarks {
            marks: entry.marks.clone(),
            deduction: entry.extra,
        };
        let found = evaluator.evaluate(&marks, &entry.facts);
        let mut told = Told::new(*row, "unit", &entry.id);
        told.field("sheet", sheet);
        told.score(&found.score, ["grade", "possible_grades"], &title, lang);
        told.list("weak", found.weak.iter().map(String::as_str));
        let weak: Vec<String> = found.weak.iter().map(|code| title(code)).collect();
        told.line(lang, "弱项", "weak", &weak.join(comma(lang)));
        let risks: Vec<&str> = found.risks.iter().map(|risk| risk.code).collect();
        let settled = risks.first().copied().filter(|_| risks.len() == 1);
        told.optional("unit_risk", settled);
        told.list("possible_risks", risks);
        let labels: Vec<&str> = found.risks.iter().map(|risk| risk.label(lang)).collect();
        told.line(
            lang,
            "风险等级",
            "risk",
            &labels.join(pick(lang, "或", " or ")),
        );
        told.measures(&found.measures, rulebook, lang);
        let rules = found
            .measures
            .sure
            .iter()
            .map(|measure| measure.rule.as_str());
        let rules = evaluator
            .scorer
            .rests_on(rulebook)
            .into_iter()
            .chain(found.risk_rule.as_deref())
            .chain(rules);
        told.reasons(rulebook, rules);
        told
    };
    Ok(rows.iter().map(answer).collect())
}

/// Names of criteria by their codes.
pub fn titles<'a>(
    rulebook: &'a Rulebook,
    scorer: &'a shizu_rules::ecology::Scorer,
    lang: Lang,
) -> impl Fn(&str) -> String + 'a {
    move |code| {
        let at = scorer.position(code).and_then(|at| scorer.criteria.get(at));
        let item = at.and_then(|criterion| rulebook.item(&criterion.id));
        item.map_or(code, |item| item.title.in_lang(lang))
            .to_owned()
    }
}
