//! What must hold of the numbers and schemes, whatever an overlay changes: no hole, no overlap, nothing without effect.

use chrono::NaiveDate;

use super::numbers::WHOLE;
use super::{Numbers, Scheme};
use crate::error::LoadError;
use crate::lang::Text;
use crate::rulebook::Rulebook;
use crate::verify::FindingText;

/// Everything that is wrong with the numbers of scoring and the schemes, on the first day and on every day from which an overlay changes them.
pub(crate) fn check(rulebook: &Rulebook) -> Vec<FindingText> {
    let mut findings = Vec::new();
    let mut days = vec![NaiveDate::MIN];
    days.extend(
        rulebook
            .overlays
            .iter()
            .filter_map(|overlay| overlay.valid_from),
    );
    for day in days {
        for finding in on(rulebook, day) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn on(rulebook: &Rulebook, day: NaiveDate) -> Vec<FindingText> {
    let own = match Numbers::new(rulebook, day) {
        Ok(own) => own,
        Err(error) => return vec![unread(&error)],
    };
    let name = Text {
        zh: "评分参数".to_owned(),
        en: "the scoring".to_owned(),
    };
    let mut findings = Vec::new();
    of_numbers(&own, &name, &mut findings);
    for scheme in &rulebook.schemes {
        of_numbers(&own.under(scheme), &scheme.grounds.title, &mut findings);
        of_scheme(scheme, &mut findings);
    }
    findings
}

fn unread(error: &LoadError) -> FindingText {
    FindingText {
        zh: error.message(crate::lang::Lang::Zh),
        en: error.message(crate::lang::Lang::En),
        witness: Vec::new(),
    }
}

fn of_numbers(numbers: &Numbers, name: &Text, findings: &mut Vec<FindingText>) {
    let mut find = |holds: bool, zh: &str, en: &str| {
        if !holds {
            findings.push(FindingText {
                zh: format!("{}：{zh}", name.zh),
                en: format!("{}: {en}", name.en),
                witness: Vec::new(),
            });
        }
    };
    let sum: i64 = numbers.weights.iter().sum();
    let sum_text = super::numbers::decimal(sum);
    find(
        sum == WHOLE && numbers.weights.iter().all(|weight| *weight >= 0),
        &format!("五项权重合计应为100，现为{sum_text}"),
        &format!("the five weights must make 100, they make {sum_text}"),
    );
    let from: Vec<i64> = numbers.bands.iter().map(|line| line.from).collect();
    find(
        from.windows(2).all(|pair| pair[0] > pair[1])
            && numbers
                .bands
                .windows(2)
                .all(|pair| pair[0].band < pair[1].band),
        "各档起点应由高到低，不重叠",
        "bands must begin one below the other and not overlap",
    );
    find(
        from.last() == Some(&0) && from.first().is_some_and(|first| *first <= WHOLE),
        "最低一档应从0分起，最高一档不超过100分，不留空白",
        "the lowest band must begin at 0 and the best at 100 at most, so that no score is left out",
    );
    find(
        numbers.survey.windows(2).all(|pair| pair[0] >= pair[1]),
        "测评各档分值应由高到低",
        "better answers of the survey must not count less",
    );
    find(
        numbers.veto_from > numbers.cap_from,
        "否决线应高于封顶线，否则封顶不起作用",
        "the veto must begin above the cap, or the cap never applies",
    );
    let line = |points: i64| numbers.line_of(points * WHOLE);
    find(
        line(numbers.cap) > 0,
        "封顶分应低于最高一档的起点，否则封顶不起作用",
        "the cap must lie below the best band, or it does nothing",
    );
    find(
        line(numbers.veto) + 1 == numbers.bands.len(),
        "一票否决后的得分应落在最低一档",
        "a vetoed score must fall in the lowest band",
    );
}

fn of_scheme(scheme: &Scheme, findings: &mut Vec<FindingText>) {
    let published = scheme.weights.iter().any(Option::is_some)
        || !scheme.bands.is_empty()
        || scheme.veto.is_some()
        || !scheme.consequences.is_empty();
    if !published {
        findings.push(FindingText {
            zh: format!("{}：方案没有任何公开的内容", scheme.grounds.title.zh),
            en: format!("{}: the scheme publishes nothing", scheme.grounds.title.en),
            witness: Vec::new(),
        });
    }
}
