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

use self::basis::Basis;
use self::batch::batch_view;
use self::facts_view::FormView;
use self::head_view::{Head, Identity, Presets};
use self::interview_view::InterviewView;
use self::picture::Picture;
use self::result_view::{Consequences, Contradictions, Headline};
use self::slip::Slip;
use self::work::{Mode, Work};
use crate::components::Disclosure;
use crate::context::use_app;
use crate::text::tr;

/// The page.
#[component]
pub fn Intake() -> impl IntoView {
    let work = Work::start(use_app());
    let mode = Memo::new(move |_| work.mode.get());
    move || {
        if mode.get() == Mode::Batch {
            view! { <div class="page intake"><Head work />{batch_view(work)}</div> }.into_any()
        } else {
            view! { <Single work /> }.into_any()
        }
    }
}

/// One clue: facts at the left, picture and consequences in the centre, basis at the right.
#[component]
fn Single(work: Work) -> impl IntoView {
    let empty = Memo::new(move |_| work.draft.with(model::Draft::is_empty));
    let examples = move || {
        view! {
            <Disclosure title=tr("从虚构的例子开始", "Begin with an invented example") open=empty.get()>
                <Presets work />
            </Disclosure>
        }
    };
    let facts = move || match work.mode.get() {
        Mode::Form => view! { {examples}<Identity work /><FormView work /> }.into_any(),
        Mode::Interview | Mode::Batch => {
            view! { <InterviewView work /><Identity work />{examples} }.into_any()
        }
    };
    view! {
        <div class="with-basis intake-screen">
            <div class="page intake">
                <Head work />
                <div class="intake-columns">
                    <div class="intake-facts">{facts}</div>
                    <div class="intake-answer">
                        <Contradictions work />
                        <Headline work />
                        <Picture work />
                        <Consequences work />
                    </div>
                </div>
            </div>
            <Basis work />
        </div>
        <Slip work />
    }
}
