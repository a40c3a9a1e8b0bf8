//! Every kind of information and every recipient, for one sender and one purpose.

use maud::{Markup, html};
use shizu_rules::sharing::Sharing;
use shizu_rules::vocabulary::{DataKind, ExchangeDecision, InformationTier, Organ, Term};
use shizu_rules::{Engine, FactKey, Lang, MatterFacts};

use super::state::State;
use super::words::{class, mark, short, sign};
use crate::markup::{field, select, t};

/// The sender, the purpose, and what the signs mean.
pub fn form(state: &State, lang: Lang) -> Markup {
    let one = |key: FactKey| {
        let id = format!("share-{}", key.code());
        let any = t(lang, "未定（看各种可能）", "any");
        let control = select(
            &id,
            key.code(),
            any,
            key.values(),
            state.facts.index(key),
            lang,
        );
        field(&id, key.label(lang), "", &control)
    };
    html! {
        div class="fields share-fields no-print" { (one(FactKey::Sender)) (one(FactKey::Purpose)) }
        p class="print-only" { (t(lang, "提供方：", "Sender: ")) (told(state, FactKey::Sender, lang)) (t(lang, "；用途：", "; purpose: ")) (told(state, FactKey::Purpose, lang)) }
        p class="share-legend" {
            @for decision in ExchangeDecision::ALL { (mark(*decision, lang)) " " }
            span class="hint" { (t(lang, "按接收方无须回避、事项不属上级受理列示；点一格看理由。", "Shown for recipients without an interest and matters not for the superior; choose a cell for the reasons.")) }
        }
    }
}

fn told(state: &State, key: FactKey, lang: Lang) -> &'static str {
    state
        .facts
        .value(key)
        .map_or(t(lang, "未定", "any"), |value| value.label(lang))
}

/// The matrix.
pub fn table(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let Ok(sharing) = Sharing::new(engine.rulebook(), engine.day()) else {
        return html! {};
    };
    let mut facts = state.facts.clone();
    facts.set(FactKey::RecipientConcerned, Some(0));
    facts.set(FactKey::SuperiorMatter, Some(0));
    let chosen = (
        state.facts.index(FactKey::DataKind),
        state.facts.index(FactKey::Recipient),
    );
    let tiers = tiers(&sharing, &facts);
    let span = |tier: InformationTier| tiers.iter().filter(|known| **known == Some(tier)).count();
    html! {
        div class="scroll share-scroll" tabindex="0" role="region" aria-label=(t(lang, "共享矩阵", "Matrix of sharing")) {
            table class="grid share-matrix" data-testid="share-matrix" {
                caption class="hidden" { (t(lang, "共享矩阵：接收方与信息种类", "Matrix: recipients and kinds of information")) }
                thead {
                    tr {
                        td rowspan="2" { (t(lang, "接收方", "Recipient")) }
                        @for tier in InformationTier::ALL.iter().filter(|tier| span(**tier) > 0) {
                            th scope="colgroup" colspan=(span(*tier)) { (tier.label(lang)) }
                        }
                    }
                    tr { @for kind in DataKind::ALL { th scope="col" { (kind.label(lang)) } } }
                }
                tbody {
                    @for recipient in Organ::ALL {
                        tr {
                            th scope="row" { (recipient.label(lang)) }
                            @for kind in DataKind::ALL {
                                (cell(&sharing, &mut facts.clone(), *kind, *recipient, chosen, lang))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(
    sharing: &Sharing<'_>,
    facts: &mut MatterFacts,
    kind: DataKind,
    recipient: Organ,
    chosen: (Option<usize>, Option<usize>),
    lang: Lang,
) -> Markup {
    facts.set(FactKey::DataKind, Some(kind.index()));
    facts.set(FactKey::Recipient, Some(recipient.index()));
    let answer = sharing.answer(facts);
    let is_chosen = chosen == (Some(kind.index()), Some(recipient.index()));
    let approver = answer.approver.map_or("", |approver| approver.label(lang));
    html! {
        td class=(class(answer.decision)) {
            button type="button" id={ "m-" (kind.code()) "-" (recipient.code()) } data-do="cell"
                data-arg={ (kind.code()) ":" (recipient.code()) } aria-pressed=(is_chosen) title=(approver) {
                span aria-hidden="true" { (sign(answer.decision)) }
                (short(answer.decision, lang))
            }
        }
    }
}

/// The tier of each kind, in the order of the kinds.
fn tiers(sharing: &Sharing<'_>, facts: &MatterFacts) -> Vec<Option<InformationTier>> {
    let mut facts = facts.clone();
    let kinds = DataKind::ALL.iter();
    kinds
        .map(|kind| {
            facts.set(FactKey::DataKind, Some(kind.index()));
            sharing.answer(&facts).tier
        })
        .collect()
}
