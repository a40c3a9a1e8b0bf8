//! Answers in words.

use std::fmt::Write as _;

use shizu_rules::sharing::{Change, ExchangeAnswer, ExchangeStatus};
use shizu_rules::vocabulary::Term;
use shizu_rules::{FactKey, Lang, Rulebook};

use super::exchange::{Asked, Line};
use crate::lang::{comma, pick};

/// The stable word for a status.
pub fn status_code(status: ExchangeStatus) -> &'static str {
    match status {
        ExchangeStatus::Determined => "determined",
        ExchangeStatus::Conditional => "conditional",
        ExchangeStatus::Undetermined => "undetermined",
    }
}

/// The answer in a few lines, without the last end of line.
pub fn answer(
    rulebook: &Rulebook,
    asked: &Asked,
    found: &ExchangeAnswer,
    ways: &[Change],
    lang: Lang,
) -> String {
    let unknown = pick(lang, "未知", "unknown");
    let label = |key: FactKey| {
        asked
            .facts
            .value(key)
            .map_or(unknown, |value| value.label(lang))
    };
    let colon = pick(lang, "：", ": ");
    let mut out = format!(
        "{}{}{}  {} → {}  {}",
        asked.id,
        if asked.id.is_empty() { "" } else { "  " },
        label(FactKey::DataKind),
        label(FactKey::Sender),
        label(FactKey::Recipient),
        label(FactKey::Purpose),
    );
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            let _ = write!(out, "\n  {name}{colon}{text}");
        }
    };
    let decision = match found.decision {
        Some(decision) => decision.label(lang).to_owned(),
        None => format!(
            "{}{}",
            pick(lang, "未定，可能是", "open, may be "),
            labels(&found.possible_decisions, lang)
        ),
    };
    line(pick(lang, "结论", "decision"), decision);
    line(
        pick(lang, "分级", "tier"),
        found
            .tier
            .map_or_else(String::new, |tier| tier.label(lang).to_owned()),
    );
    let approver = match found.approver {
        Some(approver) => approver.label(lang).to_owned(),
        None => labels(&found.possible_approvers, lang),
    };
    line(pick(lang, "审批人", "approver"), approver);
    line(
        pick(lang, "前提（均为“否”）", "provided these are “no”"),
        facts(&found.provided, lang),
    );
    let open: Vec<FactKey> = found
        .missing
        .iter()
        .copied()
        .filter(|key| !found.provided.contains(key))
        .collect();
    line(
        pick(lang, "还须明确", "still to be asked"),
        facts(&open, lang),
    );
    line(pick(lang, "遮蔽", "masked"), labels(&found.masks, lang));
    line(
        pick(lang, "可能遮蔽", "may be masked"),
        labels(&found.possible_masks, lang),
    );
    for warning in &found.warnings {
        let says = rulebook
            .rule(&warning.rule)
            .map(|(_, rule)| rule.says.in_lang(lang));
        line(
            warning.severity.label(lang),
            says.unwrap_or_default().to_owned(),
        );
    }
    let reasons = found.reasons.iter().map(|reason| {
        format!(
            "{} [{}] {}",
            reason.rule,
            reason.basis.label(lang),
            reason.cites.join(" ")
        )
    });
    line(
        pick(lang, "依据", "because"),
        reasons.collect::<Vec<_>>().join(pick(lang, "；", "; ")),
    );
    for way in ways {
        let values: Vec<&str> = way.values.iter().map(|value| value.label(lang)).collect();
        let fact = way.fact.label(lang);
        let decision = way.decision.label(lang);
        let values = values.join(comma(lang));
        line(
            pick(lang, "若", "if"),
            match lang {
                Lang::Zh => format!("{fact}为{values} ⇒ {decision}"),
                Lang::En => format!("{fact} is {values} ⇒ {decision}"),
            },
        );
    }
    out
}

/// A record as the recipient sees it.
pub fn preview(title: &str, lines: &[Line], lang: Lang) -> String {
    let mut out = format!(
        "\n  {}{title}",
        pick(lang, "接收方所见：", "the recipient sees: ")
    );
    for line in lines {
        let shown = match (&line.shown, line.masked) {
            (Some(shown), _) => shown.clone(),
            (None, Some(mask)) => format!("■■■ {}", mask.label(lang)),
            (None, None) => pick(lang, "不提供", "withheld").to_owned(),
        };
        let _ = write!(out, "\n    {}{}{shown}", line.label, pick(lang, "：", ": "));
    }
    out
}

fn labels<T: Term>(terms: &[T], lang: Lang) -> String {
    let labels: Vec<&str> = terms.iter().map(|term| term.label(lang)).collect();
    labels.join(comma(lang))
}

fn facts(keys: &[FactKey], lang: Lang) -> String {
    let labels: Vec<&str> = keys.iter().map(|key| key.label(lang)).collect();
    labels.join(comma(lang))
}
