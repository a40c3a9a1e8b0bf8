//! What is proved of scoring sheets besides their tables: weights make 100, levels have no holes, the archive has its twelve conditions.

use rust_decimal::Decimal;

use super::{CadreWatch, Scorer};
use crate::rulebook::{Rulebook, Then};
use crate::verify::FindingText;

/// How many kinds of warning conditions the archive has, FP63.
const CONDITIONS: usize = 12;

/// What is wrong with the sheets and the archive.
pub fn check(rulebook: &Rulebook) -> Vec<FindingText> {
    let mut findings = Vec::new();
    let mut days = rulebook.epochs();
    days.extend(
        rulebook
            .overlays
            .iter()
            .filter_map(|overlay| overlay.valid_from),
    );
    for day in days {
        let parameters = rulebook.parameters_on(day);
        for sheet in &rulebook.sheets {
            match Scorer::new(rulebook, &parameters, &sheet.grounds.id) {
                Ok(scorer) => numbers(&scorer, &mut findings),
                Err(error) => findings.push(finding(
                    error.message(crate::Lang::Zh),
                    error.message(crate::Lang::En),
                )),
            }
        }
    }
    findings.extend(archive(rulebook));
    findings.dedup();
    findings
}

fn numbers(scorer: &Scorer, findings: &mut Vec<FindingText>) {
    let id = &scorer.sheet;
    let sum: Decimal = scorer
        .criteria
        .iter()
        .map(|criterion| criterion.weight)
        .sum();
    if sum != Decimal::ONE_HUNDRED {
        findings.push(finding(
            format!("评分表“{id}”的权重合计{}，应为100", sum.normalize()),
            format!(
                "sheet `{id}`: the weights make {}, not 100",
                sum.normalize()
            ),
        ));
    }
    let falls = scorer.bands.windows(2).all(|pair| match pair {
        [(_, above), (_, below)] => above > below,
        _ => true,
    });
    let reaches_zero = scorer.bands.last().is_some_and(|(_, from)| from.is_zero());
    if !falls || !reaches_zero {
        findings.push(finding(
            format!("评分表“{id}”的等级分数线应由高到低，且最低一级从0分起"),
            format!("sheet `{id}`: the lines of the levels must fall, and the lowest begin at 0"),
        ));
    }
}

fn archive(rulebook: &Rulebook) -> Option<FindingText> {
    let table = rulebook.table("archive-warnings")?;
    let raised = |code: &str| {
        let mut rows = table.rules.iter();
        rows.any(|rule| matches!(&rule.then, Then::Warning { id, .. } if id == code))
    };
    let met = CadreWatch::conditions()
        .filter(|key| raised(key.code()))
        .count();
    (met != CONDITIONS).then(|| {
        finding(
            format!("廉政档案预警条件应为{CONDITIONS}类，现有{met}类"),
            format!("the archive has {met} warning conditions instead of {CONDITIONS}"),
        )
    })
}

fn finding(zh: String, en: String) -> FindingText {
    FindingText {
        zh,
        en,
        witness: Vec::new(),
    }
}
