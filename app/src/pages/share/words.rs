//! Words and signs that the parts of the page share.

use maud::{Markup, html};
use shizu_rules::vocabulary::{ExchangeDecision, Term};
use shizu_rules::{FactKey, Lang};

use crate::markup::t;

/// The sign of a decision, never without its word.
pub fn sign(decision: Option<ExchangeDecision>) -> &'static str {
    match decision {
        Some(ExchangeDecision::Allowed) => "✓",
        Some(ExchangeDecision::WithinScope) => "◐",
        Some(ExchangeDecision::Approval) => "✎",
        Some(ExchangeDecision::Refused) => "✕",
        None => "?",
    }
}

/// A word short enough for a cell.
pub fn short(decision: Option<ExchangeDecision>, lang: Lang) -> &'static str {
    match decision {
        Some(ExchangeDecision::Allowed) => t(lang, "可以", "yes"),
        Some(ExchangeDecision::WithinScope) => t(lang, "范围", "scope"),
        Some(ExchangeDecision::Approval) => t(lang, "审批", "approve"),
        Some(ExchangeDecision::Refused) => t(lang, "不得", "no"),
        None => t(lang, "未定", "open"),
    }
}

/// Class of what shows a decision.
pub fn class(decision: Option<ExchangeDecision>) -> &'static str {
    decision.map_or("share-open", |decision| match decision {
        ExchangeDecision::Allowed => "share-allowed",
        ExchangeDecision::WithinScope => "share-scope",
        ExchangeDecision::Approval => "share-approval",
        ExchangeDecision::Refused => "share-refused",
    })
}

/// A decision as sign and word.
pub fn mark(decision: ExchangeDecision, lang: Lang) -> Markup {
    let some = Some(decision);
    html! {
        span class={ "share-mark " (class(some)) } {
            span aria-hidden="true" { (sign(some)) " " } (decision.label(lang))
        }
    }
}

/// Labels one after the other.
pub fn labels<T: Term>(terms: &[T], lang: Lang) -> String {
    let labels: Vec<&str> = terms.iter().map(|term| term.label(lang)).collect();
    labels.join(t(lang, "、", ", "))
}

/// Names of facts one after the other.
pub fn facts(keys: &[FactKey], lang: Lang) -> String {
    let labels: Vec<&str> = keys.iter().map(|key| key.label(lang)).collect();
    labels.join(t(lang, "、", ", "))
}
