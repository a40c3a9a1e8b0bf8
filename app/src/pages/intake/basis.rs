//! What the panel 依据 says of the clue.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Engine, FactKey, Lang, Reason, Status, WhatIf, WhyNot};

use super::groups::pick;
use super::model::Draft;
use super::outcome;
use super::work::Work;
use crate::markup::{Act, Aside, badge, cites};
use crate::route::rule_href;

/// How many ways lead to each other leader.
const WAYS: usize = 2;

/// How many ways are shown; the others are folded.
const SHOWN: usize = 4;

/// The longest list of rows that do not decide.
const MISSES: usize = 8;

/// The panel.
pub fn basis(work: Work) -> AnyView {
    let app = work.app;
    let conclusion = move || {
        let result = work.result;
        result.with(|result| outcome::conclusion(result, app.lang.get()))
    };
    let ways = Memo::new(move |_| {
        let result = work.result;
        let settled = result.with(|result| result.status != Status::Undetermined);
        let facts = work.draft.with(|draft| draft.facts);
        if settled {
            app.with_engine(|engine| engine.what_if(&facts, WAYS))
        } else {
            Vec::new()
        }
    });
    let draw = move || {
        let lang = app.lang.get();
        let (result, draft) = (work.result.get(), work.draft.get());
        app.with_engine(|engine| {
            html! {
                p class="basis-conclusion" aria-live="polite" { (outcome::conclusion(&result, lang)) }
                (rows(engine, &result, lang))
                (ways.with(|ways| what_ifs(ways, lang)))
                (misses(engine, &result, &draft, lang))
            }
        })
    };
    let act = move |act: Act| {
        if act.name == "ask" {
            return work.ask_code(&act.arg);
        }
        let way = act.arg.parse().ok();
        let way = way.and_then(|at: usize| ways.with_untracked(|ways| ways.get(at).cloned()));
        if let Some(way) = way {
            apply(work, &way);
        }
    };
    view! { <Aside draw=Box::new(draw) peek=Box::new(conclusion) act=Box::new(act) /> }.into_any()
}

/// The rows that decide: first who leads, then the mechanisms; the others stand with what they say under the picture.
fn rows(engine: &Engine, result: &Determination, lang: Lang) -> Markup {
    let of_table = |table: &'static str| {
        let reasons = result.reasons.iter();
        reasons.filter(move |reason| reason.table == table)
    };
    let reasons: Vec<&Reason> = ["lead", "mechanisms"]
        .into_iter()
        .flat_map(of_table)
        .collect();
    html! {
        @if reasons.is_empty() { p class="hint" { (pick(lang, "还没有起决定作用的规则。", "No rule decides yet.")) } }
        ol class="basis-rows" {
            @for reason in reasons {
                @if let Some(rule) = engine.rule_of(&reason.rule) {
                    li class="basis-row" {
                        p class="basis-title" {
                            a href=(rule_href(&rule.id)) { (rule.title.in_lang(lang)) }
                            (badge(rule.basis, lang))
                        }
                        p { (rule.says.in_lang(lang)) }
                        ul class="conditions" {
                            @for condition in &reason.conditions {
                                li {
                                    button type="button" class="condition" data-do="ask" data-arg=(condition.fact.code())
                                        title=(pick(lang, "换一个取值会怎样？", "What if this were different?")) {
                                        span class="condition-fact" { (condition.fact.label(lang)) }
                                        (label(condition.fact, condition.value, lang))
                                    }
                                }
                            }
                        }
                        @if let Some(note) = &rule.note { p class="basis-note" { (note.in_lang(lang)) } }
                        (cites(engine, &rule.cites, lang))
                    }
                }
            }
        }
    }
}

/// What a value is called; "unknown" for none.
fn label(fact: FactKey, code: Option<&str>, lang: Lang) -> &'static str {
    let value = fact.values().iter().find(|value| Some(value.code) == code);
    value.map_or(pick(lang, "未知", "unknown"), |value| value.label(lang))
}

/// What would change the answer.
fn what_ifs(ways: &[WhatIf], lang: Lang) -> Markup {
    let chip = |at: usize, way: &WhatIf| {
        html! {
            li {
                button type="button" class="what-if" id={ "what-if-" (at) } data-testid="intake-what-if" data-do="what-if" data-arg=(at) {
                    (sentence(way, lang))
                }
            }
        }
    };
    let (shown, folded) = ways.split_at(ways.len().min(SHOWN));
    html! {
        @if !ways.is_empty() {
            section class="what-ifs" aria-labelledby="intake-what-if-title" {
                h3 id="intake-what-if-title" { (pick(lang, "换一种情形", "What if")) }
                p class="hint no-print" {
                    (pick(lang, "最少改动就会换主办的情形，点一下试试，可撤销。", "The fewest changes that lead to another leader. Press to try; it can be undone."))
                }
                ul { @for (at, way) in shown.iter().enumerate() { (chip(at, way)) } }
                @if !folded.is_empty() {
                    details class="disclosure" id="intake-more-what-ifs" {
                        summary { (pick(lang, "更多情形", "More ways")) }
                        div class="disclosure-body" { ul { @for (at, way) in folded.iter().enumerate() { (chip(SHOWN + at, way)) } } }
                    }
                }
            }
        }
    }
}

/// The nearest rows that do not decide who leads, and why not.
fn misses(engine: &Engine, result: &Determination, draft: &Draft, lang: Lang) -> Markup {
    let decided = |rule: &str| result.reasons.iter().any(|reason| reason.rule == rule);
    let misses: Vec<WhyNot> = engine
        .why_not("lead", &draft.facts)
        .into_iter()
        .filter(|miss| !decided(&miss.rule) && !miss.failed.is_empty())
        .take(MISSES)
        .collect();
    let because = |miss: &WhyNot| {
        let part = |words: &str, facts: &[FactKey]| {
            let facts: Vec<&str> = facts.iter().map(|fact| fact.label(lang)).collect();
            (!facts.is_empty()).then(|| format!("{words}{}", facts.join(pick(lang, "、", ", "))))
        };
        let parts = [
            part(pick(lang, "不符：", "differs in "), &miss.failed),
            part(pick(lang, "未知：", "unknown: "), &miss.unknown),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(pick(lang, "；", "; "))
    };
    html! {
        @if !misses.is_empty() {
            details class="disclosure" id="intake-misses" {
                summary { (pick(lang, "为什么不是其他规则", "Why not the other rules")) }
                div class="disclosure-body" {
                    ul class="basis-misses" {
                        @for miss in &misses {
                            @if let Some(rule) = engine.rule_of(&miss.rule) {
                                li {
                                    a href=(rule_href(&miss.rule)) { (rule.title.in_lang(lang)) }
                                    span class="basis-because" { (because(miss)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// "若 … 改为 …，则 … 主办".
fn sentence(way: &WhatIf, lang: Lang) -> String {
    let changes: Vec<String> = way
        .changes
        .iter()
        .map(|(fact, _, value)| match lang {
            Lang::Zh => format!("{}改为“{}”", fact.label(lang), value.label(lang)),
            Lang::En => format!("{} were “{}”", fact.label(lang), value.label(lang)),
        })
        .collect();
    let changes = changes.join(pick(lang, "、", " and "));
    match (lang, way.lead) {
        (Lang::Zh, Some(lead)) => format!("若{changes} → {}主办", lead.label(lang)),
        (Lang::Zh, None) => format!("若{changes} → 不予受理"),
        (Lang::En, Some(lead)) => format!("If {changes} → {} leads", lead.label(lang)),
        (Lang::En, None) => format!("If {changes} → not accepted"),
    }
}

fn apply(work: Work, way: &WhatIf) {
    work.edit(|mut draft| {
        for (fact, _, value) in &way.changes {
            let index = fact.values().iter().position(|known| known == value);
            draft = draft.with_fact(*fact, index);
        }
        draft
    });
}
