//! 受理分办: who handles a clue, how, and why.
//!
//! | Part | For |
//! |---|---|
//! | [`model`], [`groups`], [`presets`] | the clue, the facts in the order of the form, invented examples |
//! | [`interview`], [`outcome`], [`changes`], [`verbs`] | what to ask next, and the answer in sentences; pure |
//! | [`picture`] | who leads, who helps, who owes what to whom, drawn |
//! | [`work`] | the state of the page: one clue and the way back |
//! | [`head_view`], [`interview_view`], [`facts_view`], [`result_view`], [`basis`] | the page |
//! | [`slip`] | the routing slip on paper |
//! | [`batch`] | many clues from a file |

#![allow(
    clippy::large_types_passed_by_value,
    clippy::needless_pass_by_value,
    reason = "components take their props by value; `Work` is a bundle of handles, each of which carries its place of definition in debug builds"
)]

mod basis;
mod batch;
mod changes;
mod facts_view;
mod groups;
mod head_view;
mod interview;
mod interview_view;
mod model;
mod outcome;
mod picture;
mod presets;
mod result_view;
mod slip;
mod verbs;
mod work;

use leptos::prelude::*;
use maud::{Markup, html};

use self::batch::batch_view;
use self::facts_view::{follow_asked, form, known};
use self::head_view::{head, identity, presets};
use self::interview_view::{interview, upcoming};
use self::work::{Mode, Work};
use crate::context::use_app;
use crate::markup::live;

/// The page.
#[component]
pub fn Intake() -> impl IntoView {
    let work = Work::start(use_app());
    let batch = Memo::new(move |_| work.mode.get() == Mode::Batch);
    move || {
        if batch.get() {
            view! { <div class="page intake">{head(work)}{batch_view(work)}</div> }.into_any()
        } else {
            single(work)
        }
    }
}

/// One clue: facts at the left, picture and consequences in the centre, basis at the right.
fn single(work: Work) -> AnyView {
    follow_asked(work);
    let act = move |act| work.act(&act);
    let part = |draw: fn(Work) -> Markup| live(move || draw(work), act);
    view! {
        <div class="with-basis intake-screen">
            <div class="page intake">
                {head(work)}
                <div class="intake-columns">
                    <div class="intake-facts">
                        {part(questions)}
                        {part(who_and_when)}
                        {part(examples)}
                        {part(all_facts)}
                    </div>
                    <div class="intake-answer">
                        {result_view::contradictions(work)}
                        {result_view::headline(work)}
                        {picture::picture(work)}
                        {result_view::consequences(work)}
                    </div>
                </div>
            </div>
            {basis::basis(work)}
        </div>
        <slip::Slip work />
    }
    .into_any()
}

/// The interview, if the clue is entered that way.
fn questions(work: Work) -> Markup {
    if work.mode.get() != Mode::Interview {
        return html! {};
    }
    let app = work.app;
    let lang = app.lang.get();
    let (draft, result) = (work.draft.get(), work.result.get());
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    let narrow = width.is_some_and(|width| width <= 767.0);
    work.interview.with(|asked| {
        html! {
            (app.with_engine(|engine| interview(engine, asked, &draft, &result, lang)))
            (known(&draft, narrow, lang))
            (upcoming(asked, lang))
        }
    })
}

fn who_and_when(work: Work) -> Markup {
    let (id, received) = work.draft.with(|draft| {
        let received = draft.received.map(|day| day.to_string());
        (draft.id.clone(), received.unwrap_or_default())
    });
    identity(&id, &received, work.wrong_date.get(), work.app.lang.get())
}

fn examples(work: Work) -> Markup {
    let empty = work.draft.with(model::Draft::is_empty);
    presets(empty, work.app.lang.get())
}

/// The full form, if the clue is entered that way.
fn all_facts(work: Work) -> Markup {
    if work.mode.get() != Mode::Form {
        return html! {};
    }
    let (draft, open) = (work.draft.get(), work.open.get());
    form(&draft, &open, work.app.lang.get())
}
