//! What the proof of tables does not see: that flows are lawful, that every kind of information has one record, and that masks hide something, in the
//! records shown and in the workbook.

use chrono::NaiveDate;

use super::Sharing;
use crate::error::LoadError;
use crate::rulebook::{Answer, AnswerKind, Rulebook, Then};
use crate::verify::FindingText;
use crate::vocabulary::{DataKind, ExchangeDecision, Mask, Term};

/// What is wrong between tables, flows and sample records, on every day on which rows change.
///
/// # Errors
/// When a table cannot be compiled.
pub(crate) fn check(rulebook: &Rulebook) -> Result<Vec<FindingText>, LoadError> {
    let mut findings = Vec::new();
    for day in rulebook.epochs() {
        let sharing = Sharing::new(rulebook, day)?;
        for flow in &rulebook.flows {
            for recipient in &flow.to {
                let answer = sharing.answer(&flow.exchange(*recipient));
                if answer.decision != Some(ExchangeDecision::Refused) {
                    continue;
                }
                let id = &flow.grounds.id;
                let to = *recipient;
                findings.push(plain(
                    format!("流程“{id}”要求的报送，共享规则却不允许向{}提供", zh(to)),
                    format!(
                        "flow `{id}` asks for what the rules of exchange refuse to `{}`",
                        to.code()
                    ),
                ));
            }
        }
    }
    for kind in DataKind::ALL {
        let of_kind = |sample: &&super::Sample| sample.data_kind == *kind;
        let samples = rulebook.samples.iter().filter(of_kind).count();
        if samples != 1 {
            findings.push(plain(
                format!("“{}”应有且只有一份示例记录，现有{samples}份", zh(*kind)),
                format!(
                    "`{}` needs exactly one sample record and has {samples}",
                    kind.code()
                ),
            ));
        }
    }
    findings.extend(idle_masks(rulebook));
    findings.extend(hollow_masks(rulebook));
    findings.dedup();
    Ok(findings)
}

/// Masks that no field of a sample record shows: the preview would not tell of them.
fn idle_masks(rulebook: &Rulebook) -> Vec<FindingText> {
    let fields = || rulebook.samples.iter().flat_map(|sample| &sample.fields);
    let rows = rulebook.rules().filter_map(|(_, rule)| match rule.then {
        Then::Answer(Answer {
            kind: AnswerKind::Mask,
            index,
        }) => Some((rule, *Mask::ALL.get(index)?)),
        _ => None,
    });
    let idle = rows.filter(|(_, mask)| fields().all(|field| field.mask != Some(*mask)));
    let findings = idle.map(|(rule, mask)| {
        plain(
            format!(
                "规则“{}”遮蔽“{}”，示例记录中却没有这类内容",
                rule.id,
                zh(mask)
            ),
            format!(
                "row `{}` masks `{}`, which no sample record shows",
                rule.id,
                mask.code()
            ),
        )
    });
    findings.collect()
}

/// Masks that hide no content of the workbook: an export would pass on what is to be masked.
fn hollow_masks(rulebook: &Rulebook) -> Vec<FindingText> {
    let table = rulebook.table("redaction_masks");
    let days = rulebook.epochs();
    let hides = |mask: Mask, day: NaiveDate| {
        let answer = Then::Answer(Answer {
            kind: AnswerKind::Mask,
            index: mask.index(),
        });
        let mut rules = table.iter().flat_map(|table| &table.rules);
        rules.any(|rule| rule.then == answer && rule.holds_on(day))
    };
    let hollow = Mask::ALL
        .iter()
        .filter(|mask| !days.iter().all(|day| hides(**mask, *day)));
    let findings = hollow.map(|mask| {
        plain(
            format!(
                "表“redaction_masks”没有说明“{}”遮住工作簿的哪些内容；请补一行",
                zh(*mask)
            ),
            format!(
                "table `redaction_masks` does not say what of a workbook `{}` hides; add a row",
                mask.code()
            ),
        )
    });
    findings.collect()
}

fn zh<T: Term>(term: T) -> &'static str {
    term.label(crate::lang::Lang::Zh)
}

fn plain(zh: String, en: String) -> FindingText {
    FindingText {
        zh,
        en,
        witness: Vec::new(),
    }
}
