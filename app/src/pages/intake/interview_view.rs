//! The interview: one question at a time, the best first, with its reason.

use leptos::prelude::*;
use shizu_rules::{FactKey, Status};
use wasm_bindgen::JsCast;

use super::facts_view::Known;
use super::groups;
use super::interview::{Question, Stage, reason};
use super::outcome::headline;
use super::work::Work;
use crate::components::Disclosure;
use crate::text::tr;
use crate::tr;

/// The interview.
#[component]
pub fn InterviewView(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let first = Memo::new(move |_| {
        work.interview
            .with(|interview| interview.questions.first().cloned())
    });
    let card = move || match first.get() {
        Some(question) => view! { <Card work question /> }.into_any(),
        None => view! { <Done work /> }.into_any(),
    };
    let next = move || {
        let lang = work.app.lang.get();
        work.interview.with(|interview| {
            let rest = interview.questions.iter().skip(1);
            rest.map(|question| upcoming(work, question, lang))
                .collect::<Vec<_>>()
        })
    };
    let more = move || {
        work.interview
            .with(|interview| interview.questions.len() > 1)
    };
    view! {
        <div class="question-place" data-testid="intake-question">{card}</div>
        <Progress work />
        <Skipped work />
        <Known work />
        <Show when=more>
            <Disclosure title=tr("接下来还会问", "Still to be asked")>
                <ul class="upcoming">{next}</ul>
            </Disclosure>
        </Show>
    }
}

fn upcoming(work: Work, question: &Question, lang: shizu_rules::Lang) -> impl IntoView + use<> {
    let fact = question.fact;
    view! {
        <li>
            <button type="button" class="link" on:click=move |_| work.ask(fact)>{fact.label(lang)}</button>
            <span class="stage">{question.stage.label(lang)}</span>
        </li>
    }
}

#[component]
fn Card(work: Work, question: Question) -> impl IntoView {
    let app = work.app;
    let fact = question.fact;
    let optional = question.stage == Stage::Check;
    let why = {
        let question = question.clone();
        move || app.with_engine(|engine| reason(engine, &question, app.lang.get()))
    };
    let title = move || fact.label(app.lang.get());
    let stage = question.stage;
    // Buttons, not radio buttons: an answer leads on at once, and arrow keys would answer on the way.
    let answers: Vec<_> = fact
        .values()
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let value = *value;
            let answer = move |_| {
                work.answer(fact, Some(index));
                to_question();
            };
            let then = move || consequence(work, fact, index);
            view! {
                <li>
                    <button type="button" class="answer" data-value=value.code on:click=answer>
                        {move || value.label(app.lang.get())}
                        <span class="answer-then">{then}</span>
                    </button>
                </li>
            }
        })
        .collect();
    let skip = move |_| {
        work.edit(|draft| draft.skipping(fact));
        to_question();
    };
    view! {
        <section class="question" class:question-optional=optional aria-labelledby="intake-question-title" data-fact=fact.code()>
            <p class="question-kind">
                {move || if optional { app.pick("可不答", "optional") } else { app.pick("现在最该弄清", "find out next") }}
                <span class="stage">{move || stage.label(app.lang.get())}</span>
            </p>
            <h2 id="intake-question-title" tabindex="-1">{title}</h2>
            <p class="question-why">{why}</p>
            <ul class="answers">{answers}</ul>
            <p class="hint">{move || groups::hint(fact, app.lang.get())}</p>
            <p class="actions">
                <button type="button" class="button quiet" data-testid="intake-skip" on:click=skip>
                    {tr("不清楚，先跳过", "Unknown, skip")}
                </button>
            </p>
        </section>
    }
}

/// Who would lead with this answer, if that would settle it and is not settled yet.
fn consequence(work: Work, fact: FactKey, index: usize) -> Option<String> {
    if work
        .result
        .with(|result| result.status != Status::Undetermined)
    {
        return None;
    }
    let facts = work
        .draft
        .with(|draft| draft.clone().with_fact(fact, Some(index)).facts);
    let result = work
        .app
        .with_engine(|engine| engine.determine("", &facts, None));
    (result.status != Status::Undetermined)
        .then(|| format!("→ {}", headline(&result, work.app.lang.get())))
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

#[component]
fn Done(work: Work) -> impl IntoView {
    let app = work.app;
    let words = move || {
        if work
            .interview
            .with(|interview| interview.skipped.is_empty())
        {
            app.pick(
                "没有其他需要弄清的了。",
                "There is nothing more to find out.",
            )
        } else {
            app.pick(
                "其余问题都已跳过。跳过的事实仍按“未知”处理。",
                "All other questions were skipped. What was skipped counts as unknown.",
            )
        }
    };
    view! {
        <section class="question question-done">
            <h2 id="intake-question-title" tabindex="-1">{tr("问完了", "That is all")}</h2>
            <p>{words}</p>
        </section>
    }
}

/// What is settled, what is open.
#[component]
fn Progress(work: Work) -> impl IntoView {
    let app = work.app;
    let step = move |stage: Stage| {
        let left = work.interview.with(|interview| interview.left(stage));
        let skipped = work.interview.with(|interview| {
            interview
                .skipped
                .iter()
                .filter(|question| question.stage == stage)
                .count()
        });
        let words = match (left, skipped) {
            (0, 0) => app.pick("已清楚".to_owned(), "settled".to_owned()),
            (0, skipped) => app.pick(format!("跳过 {skipped} 问"), format!("{skipped} skipped")),
            (left, _) => app.pick(format!("还有 {left} 问"), format!("{left} to ask")),
        };
        (left == 0 && skipped == 0, words)
    };
    let steps = move || {
        [Stage::Lead, Stage::Joint, Stage::Detail, Stage::Check]
            .map(|stage| {
                let (done, words) = step(stage);
                view! {
                    <li class:step-done=done>
                        <span class="step-sign" aria-hidden="true">{if done { "✓" } else { "○" }}</span>
                        <span class="step-name">{stage.short(app.lang.get())}</span>
                        <span class="step-left">{words}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ol class="steps" aria-label=tr("进度", "Progress") data-testid="intake-progress">{steps}</ol>
    }
}

#[component]
fn Skipped(work: Work) -> impl IntoView {
    let app = work.app;
    let facts = Memo::new(move |_| {
        work.interview.with(|interview| {
            interview
                .skipped
                .iter()
                .map(|question| question.fact)
                .collect::<Vec<FactKey>>()
        })
    });
    let chips = move || {
        facts
            .get()
            .into_iter()
            .map(|fact| {
                view! {
                    <li>
                        <button type="button" class="condition" on:click=move |_| work.edit(|draft| draft.asking_again(fact))>
                            {move || fact.label(app.lang.get())}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let title = tr!(
        "已跳过（点一下再问）：",
        "Skipped (press to be asked again):"
    );
    view! {
        <Show when=move || facts.with(|facts| !facts.is_empty())>
            <div class="skipped">
                <p class="hint">{title}</p>
                <ul class="conditions">{chips}</ul>
            </div>
        </Show>
    }
}
