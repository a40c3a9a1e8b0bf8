//! The interview: one question at a time, the best first, with its reason.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Determination, Engine, FactKey, Lang, Status};
use wasm_bindgen::JsCast;

use super::groups::{self, pick};
use super::interview::{Interview, Question, Stage, reason};
use super::model::Draft;
use super::outcome::headline;

/// The question to answer now, the progress, and what was skipped.
pub fn interview(
    engine: &Engine,
    interview: &Interview,
    draft: &Draft,
    result: &Determination,
    lang: Lang,
) -> Markup {
    html! {
        div class="question-place" data-testid="intake-question" {
            @match interview.questions.first() {
                Some(question) => { (card(engine, question, draft, result, lang)) }
                None => { (done(interview, lang)) }
            }
        }
        (progress(interview, lang))
        (skipped(interview, lang))
    }
}

/// What will be asked next, folded.
pub fn upcoming(interview: &Interview, lang: Lang) -> Markup {
    html! {
        @if interview.questions.len() > 1 {
            details class="disclosure" id="intake-upcoming" {
                summary { (pick(lang, "接下来还会问", "Still to be asked")) }
                div class="disclosure-body" {
                    ul class="upcoming" {
                        @for question in interview.questions.iter().skip(1) {
                            li {
                                button type="button" class="link" data-do="ask" data-arg=(question.fact.code()) { (question.fact.label(lang)) }
                                span class="stage" { (question.stage.label(lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Buttons, not radio buttons: an answer leads on at once, and arrow keys would answer on the way.
fn card(
    engine: &Engine,
    question: &Question,
    draft: &Draft,
    result: &Determination,
    lang: Lang,
) -> Markup {
    let fact = question.fact;
    let optional = question.stage == Stage::Check;
    let (class, kind) = if optional {
        (
            "question question-optional",
            pick(lang, "可不答", "optional"),
        )
    } else {
        ("question", pick(lang, "现在最该弄清", "find out next"))
    };
    html! {
        section class=(class) aria-labelledby="intake-question-title" data-fact=(fact.code()) {
            p class="question-kind" { (kind) span class="stage" { (question.stage.label(lang)) } }
            h2 id="intake-question-title" tabindex="-1" { (fact.label(lang)) }
            p class="question-why" { (reason(engine, question, lang)) }
            ul class="answers" {
                @for (index, value) in fact.values().iter().enumerate() {
                    li {
                        button type="button" class="answer" data-do="answer" data-arg=(fact.code()) data-value=(value.code) value=(index) {
                            (value.label(lang))
                            span class="answer-then" {
                                @if result.status == Status::Undetermined { (consequence(engine, draft, fact, index, lang)) }
                            }
                        }
                    }
                }
            }
            p class="hint" { (groups::hint(fact, lang)) }
            p class="actions" {
                button type="button" class="button quiet" data-testid="intake-skip" data-do="skip" data-arg=(fact.code()) {
                    (pick(lang, "不清楚，先跳过", "Unknown, skip"))
                }
            }
        }
    }
}

/// Who would lead with this answer, if that would settle it; otherwise empty.
fn consequence(engine: &Engine, draft: &Draft, fact: FactKey, index: usize, lang: Lang) -> String {
    let facts = draft.clone().with_fact(fact, Some(index)).facts;
    let result = engine.determine("", &facts, None);
    if result.status == Status::Undetermined {
        return String::new();
    }
    format!("→ {}", headline(&result, lang))
}

/// Moves the focus to the question that comes next, for its place is where the answer was.
pub fn to_question() {
    request_animation_frame(|| {
        let title = document().get_element_by_id("intake-question-title");
        if let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Without it the focus is at the top of the page; nothing is lost.
            let _ = title.focus();
        }
    });
}

fn done(interview: &Interview, lang: Lang) -> Markup {
    let words = if interview.skipped.is_empty() {
        pick(
            lang,
            "没有其他需要弄清的了。",
            "There is nothing more to find out.",
        )
    } else {
        pick(
            lang,
            "其余问题都已跳过。跳过的事实仍按“未知”处理。",
            "All other questions were skipped. What was skipped counts as unknown.",
        )
    };
    html! {
        section class="question question-done" {
            h2 id="intake-question-title" tabindex="-1" { (pick(lang, "问完了", "That is all")) }
            p { (words) }
        }
    }
}

/// What is settled, what is open.
fn progress(interview: &Interview, lang: Lang) -> Markup {
    let step = |stage: Stage| {
        let asked = interview.skipped.iter();
        let skipped = asked.filter(|question| question.stage == stage).count();
        match (interview.left(stage), skipped, lang) {
            (0, 0, _) => (true, pick(lang, "已清楚", "settled").to_owned()),
            (0, skipped, Lang::Zh) => (false, format!("跳过 {skipped} 问")),
            (0, skipped, Lang::En) => (false, format!("{skipped} skipped")),
            (left, _, Lang::Zh) => (false, format!("还有 {left} 问")),
            (left, _, Lang::En) => (false, format!("{left} to ask")),
        }
    };
    html! {
        ol class="steps" aria-label=(pick(lang, "进度", "Progress")) data-testid="intake-progress" {
            @for stage in [Stage::Lead, Stage::Joint, Stage::Detail, Stage::Check] {
                @let (done, words) = step(stage);
                li class=[done.then_some("step-done")] {
                    span class="step-sign" aria-hidden="true" { @if done { "✓" } @else { "○" } }
                    span class="step-name" { (stage.short(lang)) }
                    span class="step-left" { (words) }
                }
            }
        }
    }
}

fn skipped(interview: &Interview, lang: Lang) -> Markup {
    html! {
        @if !interview.skipped.is_empty() {
            div class="skipped" {
                p class="hint" { (pick(lang, "已跳过（点一下再问）：", "Skipped (press to be asked again):")) }
                ul class="conditions" {
                    @for question in &interview.skipped {
                        li {
                            button type="button" class="condition" data-do="again" data-arg=(question.fact.code()) { (question.fact.label(lang)) }
                        }
                    }
                }
            }
        }
    }
}
