//! One exchange: its facts, what the rules say, what would change it, and what the recipient would see.

use maud::{Markup, html};
use shizu_rules::sharing::{ExchangeAnswer, ExchangeStatus, Seen, Sharing};
use shizu_rules::vocabulary::{ExchangeDecision, Term};
use shizu_rules::{Engine, FactKey, Lang, MatterFacts};

use super::state::{State, kind_of};
use super::words::{class, facts, labels, mark, sign};
use crate::markup::{chips, empty, faults, field, select, t};

/// The facts, as fields.
pub fn form(state: &State, examples: &[(String, MatterFacts)], lang: Lang) -> Markup {
    let any = t(lang, "未知", "unknown");
    let one = |key: FactKey| {
        let id = format!("share-{}", key.code());
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
    let circumstance = |key: FactKey| {
        chips(
            key.code(),
            "circumstance",
            key.label(lang),
            key.values(),
            state.facts.index(key),
            true,
            lang,
        )
    };
    html! {
        @if state.fault {
            (faults(
                t(lang, "上次保存的登记簿读不出来", "The log kept last time cannot be read"),
                &[t(lang, "原文已另存在本浏览器中，没有删除。可以继续使用，登记簿从空白开始。", "Its text has been put aside in this browser, not deleted. You can go on; the log begins empty.").to_owned()],
            ))
        }
        div class="fields share-fields no-print" {
            (one(FactKey::DataKind)) (one(FactKey::Sender)) (one(FactKey::Recipient)) (one(FactKey::Purpose))
            p class="labelled" {
                label for="share-example" { (t(lang, "示例（虚构）", "Examples (invented)")) }
                select id="share-example" class="field" data-do="example" {
                    option value="" { (t(lang, "选一例载入", "load one")) }
                    @for (at, (id, facts)) in examples.iter().enumerate() { option value=(at) { (id) " " (exchange(facts, lang)) } }
                }
            }
        }
        div class="share-circumstances no-print" {
            (circumstance(FactKey::RecipientConcerned)) (circumstance(FactKey::SuperiorMatter))
        }
    }
}

/// What follows from the facts.
pub fn result(state: &State, engine: &Engine, lang: Lang) -> Markup {
    let Ok(sharing) = Sharing::new(engine.rulebook(), engine.day()) else {
        return html! {};
    };
    if state.facts.known().next().is_none() {
        let action = html! {
            button type="button" id="share-first-example" class="button primary" data-do="example" data-arg="9" { (t(lang, "看一个虚构的例子", "See an invented example")) }
        };
        let text = t(
            lang,
            "选信息种类、提供方、接收方和用途，立即得到结论：可以、限范围、须审批还是不得共享，并说明理由、遮蔽的内容和接收方所见。",
            "Choose kind of information, sender, recipient and purpose: at once you see whether it is allowed, within a scope, with approval or refused, why, what is masked, and what the recipient sees.",
        );
        return empty(
            t(
                lang,
                "核对一次信息交换",
                "Check one exchange of information",
            ),
            text,
            &action,
        );
    }
    let answer = sharing.answer(&state.facts);
    html! {
        p class="print-only" { (exchange(&state.facts, lang)) }
        (verdict(&answer, lang))
        (details(&answer, engine, lang))
        (preview(state, &answer, engine, lang))
        (what_if(state, &sharing, lang))
        (registering(state, &answer, lang))
    }
}

/// The exchange in a line.
pub fn exchange(facts: &MatterFacts, lang: Lang) -> String {
    let unknown = t(lang, "未知", "unknown");
    let label = |key: FactKey| facts.value(key).map_or(unknown, |value| value.label(lang));
    let (kind, purpose) = (label(FactKey::DataKind), label(FactKey::Purpose));
    let (from, to) = (label(FactKey::Sender), label(FactKey::Recipient));
    match lang {
        Lang::Zh => format!("{kind}：{from} → {to}（{purpose}）"),
        Lang::En => format!("{kind}: {from} → {to} ({purpose})"),
    }
}

/// The conclusion in a sentence.
pub fn conclusion(answer: &ExchangeAnswer, lang: Lang) -> String {
    let Some(decision) = answer.decision else {
        let next = answer.ask_next.map_or("", |key| key.label(lang));
        return match lang {
            Lang::Zh => format!("还不能定，先明确“{next}”。"),
            Lang::En => format!("Still open; first settle: {next}."),
        };
    };
    let mut words = match (decision, answer.approver, lang) {
        (_, Some(approver), Lang::Zh) => format!("须经{}审批", approver.label(lang)),
        (_, Some(approver), Lang::En) => {
            format!("Needs the approval of the {}", approver.label(lang))
        }
        (ExchangeDecision::Allowed, _, Lang::En) => "Allowed".to_owned(),
        (ExchangeDecision::WithinScope, _, Lang::En) => "Within the named scope".to_owned(),
        (ExchangeDecision::Approval, _, Lang::En) => "Needs approval".to_owned(),
        (ExchangeDecision::Refused, _, Lang::En) => "Refused".to_owned(),
        _ => decision.label(lang).to_owned(),
    };
    if answer.status == ExchangeStatus::Conditional {
        words += t(lang, "，前提见下", ", on the condition below");
    }
    words + t(lang, "。", ".")
}

fn verdict(answer: &ExchangeAnswer, lang: Lang) -> Markup {
    html! {
        p class={ "share-verdict " (class(answer.decision)) } aria-live="polite" data-testid="share-verdict" {
            span class="share-sign" aria-hidden="true" { (sign(answer.decision)) }
            (conclusion(answer, lang))
        }
    }
}

fn details(answer: &ExchangeAnswer, engine: &Engine, lang: Lang) -> Markup {
    let open: Vec<FactKey> = answer
        .missing
        .iter()
        .copied()
        .filter(|key| !answer.provided.contains(key))
        .collect();
    let tier = answer.tier.map(|tier| tier.label(lang).to_owned());
    let rows = [
        (t(lang, "分级", "Tier"), tier.unwrap_or_default()),
        (
            t(lang, "可能的结论", "It may be"),
            labels(&answer.possible_decisions, lang),
        ),
        (
            t(lang, "可能的审批人", "Approver may be"),
            labels(&answer.possible_approvers, lang),
        ),
        (
            t(lang, "前提（须核实均为“否”）", "Provided these are “no”"),
            facts(&answer.provided, lang),
        ),
        (
            t(lang, "还须明确", "Still to be settled"),
            facts(&open, lang),
        ),
        (t(lang, "遮蔽", "Masked"), labels(&answer.masks, lang)),
        (
            t(lang, "可能还须遮蔽", "May be masked too"),
            labels(&answer.possible_masks, lang),
        ),
    ];
    html! {
        dl class="share-details" {
            @for (name, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
                div { dt { (name) } dd { (words) } }
            }
            @for warning in &answer.warnings {
                @if let Some((_, rule)) = engine.rulebook().rule(&warning.rule) {
                    div { dt { (warning.severity.label(lang)) } dd { (rule.says.in_lang(lang)) } }
                }
            }
        }
    }
}

fn preview(state: &State, answer: &ExchangeAnswer, engine: &Engine, lang: Lang) -> Markup {
    let samples = &engine.rulebook().samples;
    let sample = kind_of(&state.facts)
        .and_then(|kind| samples.iter().find(|sample| sample.data_kind == kind));
    html! {
        @if let Some(sample) = sample {
            h2 { (t(lang, "接收方看到什么", "What the recipient sees")) }
            p class="hint" { (t(lang, "记录是虚构的，只用来演示遮蔽。", "The record is invented; it only shows the masking.")) }
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "接收方看到什么", "What the recipient sees")) {
                table class="grid share-preview" {
                    caption class="hidden" { (sample.title.in_lang(lang)) }
                    thead { tr {
                        th scope="col" { (sample.title.in_lang(lang)) }
                        th scope="col" { (t(lang, "原记录", "The record")) }
                        th scope="col" { (t(lang, "接收方所见", "The recipient sees")) }
                    } }
                    tbody {
                        @for (field, seen) in sample.fields.iter().zip(sample.seen(answer)) {
                            tr {
                                th scope="row" { (field.label.in_lang(lang)) }
                                td { (field.value.in_lang(lang)) }
                                @match seen {
                                    Seen::Clear => td { (field.value.in_lang(lang)) },
                                    Seen::Masked(mask) => td class="share-masked" {
                                        span aria-hidden="true" { "■■■ " } (t(lang, "遮蔽：", "masked: ")) (mask.label(lang))
                                    },
                                    Seen::Withheld => td class="share-masked" { (t(lang, "不提供", "withheld")) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn what_if(state: &State, sharing: &Sharing<'_>, lang: Lang) -> Markup {
    let changes = sharing.what_if(&state.facts);
    html! {
        @if !changes.is_empty() {
            details id="share-what-if" class="disclosure no-print" {
                summary id="share-ways" { (t(lang, "改动一项，结论如何", "What if one thing were different")) }
                div class="disclosure-body" {
                    @for change in &changes {
                        p class="share-change" {
                            (change.fact.label(lang)) " → " (mark(change.decision, lang)) br;
                            @for value in &change.values {
                                button type="button" class="condition" data-do="set" data-arg={ (change.fact.code()) ":" (value.code) }
                                    id={ "if-" (change.fact.code()) "-" (value.code) } { (value.label(lang)) }
                                " "
                            }
                        }
                    }
                }
            }
        }
    }
}

fn registering(state: &State, answer: &ExchangeAnswer, lang: Lang) -> Markup {
    let subject = html! {
        input id="share-subject" class="field" type="text" maxlength="60" data-do="subject" value=(state.subject) autocomplete="off";
    };
    let approval = html! {
        input id="share-approval" class="field" type="text" maxlength="60" data-do="approval" value=(state.approval) autocomplete="off";
    };
    html! {
        section class="no-print share-register" {
            h2 { (t(lang, "登记本次共享", "Put it on record")) }
            div class="fields" {
                (field("share-subject", t(lang, "事由（编号）", "Subject (number)"), t(lang, "只写编号，不写姓名和案情", "a number; no names, nothing of the case"), &subject))
                (field("share-approval", t(lang, "批准情况", "Approval"), t(lang, "批准人、日期或文号", "by whom, when, under which number"), &approval))
                p class="labelled" {
                    button type="button" id="share-register" class="button primary" data-do="register" disabled[answer.decision.is_none()] {
                        (t(lang, "记入登记簿", "Add to the log"))
                    }
                }
            }
        }
    }
}
