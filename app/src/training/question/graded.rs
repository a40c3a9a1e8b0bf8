//! A graded answer, drawn: what was right, what the engine says, what that rests on, and what would have made the choice right.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang, Text};
use shizu_training::{
    Choice, Fraction, Graded, GradedSlot, Kind, Shape, Why, WhyNot, listed, quoted,
};

use crate::markup::{badge, cites, t};
use crate::route::rule_href;

/// Slots up to which every one shows what it rests on.
const FEW: usize = 2;

/// The grading of a decision, slot by slot, with the text that the scene answers.
pub fn graded(engine: &Engine, graded: &Graded, lang: Lang) -> Markup {
    html! {
        @if let Some(text) = &graded.consequence {
            div class="q-consequence" { (paragraphs(text.in_lang(lang))) }
        }
        @for slot in &graded.slots { (of_slot(engine, graded, slot, lang)) }
        @if graded.kind == Kind::AskNext {
            p class="hint" {
                (t(
                    lang,
                    "先问哪一项，没有单独的条目规定：引擎逐项比较答案平均能排除多少可能，先问排除最多的。",
                    "No single entry says what to ask first: the engine compares how much each answer would settle on average, and asks what settles most.",
                ))
            }
        }
    }
}

/// Sign and word of a credit; `None` is not graded.
pub fn credit_sign(
    credit: Option<Fraction>,
    lang: Lang,
) -> (&'static str, &'static str, &'static str) {
    match credit {
        None => ("–", "q-free", t(lang, "已记下，不评分", "kept, not graded")),
        Some(credit) if credit.is_full() => ("✓", "q-right", t(lang, "正确", "right")),
        Some(credit) if credit == Fraction::ZERO => ("✗", "q-wrong", t(lang, "不对", "wrong")),
        Some(_) => ("◐", "q-partly", t(lang, "部分正确", "partly right")),
    }
}

/// Names of choices in one line; a word for none.
pub fn names(choices: &[Choice], lang: Lang) -> String {
    if choices.is_empty() {
        return t(lang, "（无）", "(none)").to_owned();
    }
    let names: Vec<&str> = choices
        .iter()
        .map(|choice| choice.label.in_lang(lang))
        .collect();
    listed(&names, lang)
}

fn quote(text: &Text, lang: Lang) -> String {
    match lang {
        Lang::Zh => quoted(&text.zh),
        Lang::En => format!("\"{}\"", text.en),
    }
}

fn paragraphs(text: &str) -> Markup {
    html! { @for part in text.split("\n\n") { p { (part.trim()) } } }
}

fn of_slot(engine: &Engine, graded: &Graded, slot: &GradedSlot, lang: Lang) -> Markup {
    // Of many slots those that are right are told briefly.
    let brief = slot.credit.is_none_or(Fraction::is_full) && graded.slots.len() > FEW;
    // A squad is mended by changing people; anything else would be right if facts were different.
    let change = match graded.kind {
        Kind::Squad => t(lang, "换人：", "Change: "),
        _ => t(
            lang,
            "最少要改变什么，它才对：",
            "The least that would have to differ for it to be right: ",
        ),
    };
    let (sign, class, word) = credit_sign(slot.credit, lang);
    let partly = slot
        .credit
        .filter(|credit| !credit.is_full() && *credit != Fraction::ZERO);
    html! {
        section class={ "q-graded " (class) } {
            h3 {
                span class="q-sign" aria-hidden="true" { (sign) }
                (slot.label.in_lang(lang)) " "
                span class="q-word" { (word) @if let Some(credit) = partly { " " (credit.percent()) "%" } }
            }
            @match slot.shape {
                Shape::Text => p class="q-own" { (names(&slot.chosen, lang)) },
                Shape::Many => (sets(slot, lang)),
                Shape::Order => (orders(slot, lang)),
                _ => (single(slot, lang)),
            }
            @if !slot.why_not.is_empty() {
                details class="disclosure" open {
                    summary { (t(lang, "差在哪里", "What is missing")) }
                    ul class="q-why-not" { @for why_not in &slot.why_not { (of_why_not(why_not, change, lang)) } }
                }
            }
            @if !slot.why.is_empty() {
                details class="disclosure" id={ "q-why-" (graded.decision) "-" (slot.id) } open[!brief] {
                    summary { (t(lang, "依据", "Basis")) }
                    ul class="basis-rows" { @for why in &slot.why { (of_why(engine, why, lang)) } }
                }
            }
        }
    }
}

fn single(slot: &GradedSlot, lang: Lang) -> Markup {
    let right = slot.credit.is_none_or(Fraction::is_full);
    html! {
        dl class="q-answers" {
            @if !right {
                div { dt { (t(lang, "你的答案", "You")) } dd class="q-yours" { (names(&slot.chosen, lang)) } }
            }
            div { dt { (t(lang, "引擎的答案", "Engine")) } dd class="q-engines" { (names(&slot.right, lang)) } }
        }
    }
}

/// Every choice that was taken or should have been, with a sign and a word.
fn sets(slot: &GradedSlot, lang: Lang) -> Markup {
    let left_out = slot
        .right
        .iter()
        .filter(|choice| !slot.chosen.contains(choice));
    html! {
        ul class="q-marks" {
            @for choice in &slot.chosen {
                @if slot.right.contains(choice) {
                    li class="q-mark-right" { "✓ " (choice.label.in_lang(lang)) }
                } @else if slot.credit.is_some_and(Fraction::is_full) {
                    // One of several ways to be right.
                    li class="q-mark-right" { "✓ " (choice.label.in_lang(lang)) }
                } @else {
                    li class="q-mark-wrong" { "✗ " (choice.label.in_lang(lang)) " " span class="hint" { (t(lang, "不在引擎的答案里", "not in the engine's answer")) } }
                }
            }
            @if !slot.credit.is_some_and(Fraction::is_full) {
                @for choice in left_out {
                    li class="q-mark-left" { "+ " (choice.label.in_lang(lang)) " " span class="hint" { (t(lang, "引擎选了", "the engine has it")) } }
                }
            }
            @if slot.chosen.is_empty() && slot.right.is_empty() {
                li class="q-mark-right" { "✓ " (t(lang, "一项也不选", "none of them")) }
            }
        }
    }
}

fn orders(slot: &GradedSlot, lang: Lang) -> Markup {
    let list = |title: &str, choices: &[Choice]| {
        html! {
            div {
                p class="hint" { (title) }
                ol class="q-ordered" { @for choice in choices { li { (choice.label.in_lang(lang)) } } }
            }
        }
    };
    html! {
        div class="q-two" {
            @if !slot.credit.is_none_or(Fraction::is_full) { (list(t(lang, "你的次序", "Your order"), &slot.chosen)) }
            (list(t(lang, "引擎的次序（并列的先后均可）", "The engine's order (ties may stand either way)"), &slot.right))
        }
    }
}

fn of_why(engine: &Engine, why: &Why, lang: Lang) -> Markup {
    html! {
        li class="basis-row" {
            p class="basis-title" {
                a href=(rule_href(&why.rule)) { (why.title.in_lang(lang)) }
                (badge(why.basis, lang))
            }
            @if let Some(here) = &why.here { p class="q-here" { (t(lang, "在这里：", "Here: ")) (here.in_lang(lang)) } }
            @if let Some(says) = &why.says { p { (says.in_lang(lang)) } }
            @if let Some(note) = &why.note { p class="basis-note" { (note.in_lang(lang)) } }
            (cites(engine, &why.cites, lang))
        }
    }
}

/// What would have been the answer if a little were different.
pub fn nearly(why_not: &WhyNot, lang: Lang) -> Markup {
    html! { ul class="q-why-not" { (of_why_not(why_not, t(lang, "改成这样就是：", "It would be with: "), lang)) } }
}

/// Why a choice is not the answer, or why one that was left out is.
fn of_why_not(why_not: &WhyNot, change: &str, lang: Lang) -> Markup {
    let or = t(lang, "或", " or ");
    html! {
        li {
            p { strong { (why_not.choice.label.in_lang(lang)) } @if let Some(says) = &why_not.says { (t(lang, "：", ": ")) (says.in_lang(lang)) } }
            @for failed in &why_not.failed {
                @let wanted: Vec<String> = failed.wanted.iter().map(|text| quote(text, lang)).collect();
                @let (what, found, wanted) = (failed.what.in_lang(lang), quote(&failed.found, lang), wanted.join(or));
                p class="q-failed" {
                    @match lang {
                        Lang::Zh => { (what) "是" (found) "，要" (wanted) "才行。" }
                        Lang::En => { (what) " is " (found) "; it takes " (wanted) "." }
                    }
                }
            }
            @if !why_not.changes.is_empty() {
                p class="q-changes" {
                    (change)
                    @for (at, change) in why_not.changes.iter().enumerate() {
                        @if at > 0 { (t(lang, "，且", ", and ")) }
                        (change.what.in_lang(lang)) " "
                        del { (change.now.in_lang(lang)) } " → " ins { (change.then.in_lang(lang)) }
                    }
                    (t(lang, "。", "."))
                }
            }
        }
    }
}
