//! What the panel 依据 says of the clue.

use leptos::prelude::*;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Determination, Engine, Lang, Status, WhatIf};

use super::groups::pick;
use super::outcome;
use super::work::Work;
use crate::components::{BasisPanel, Disclosure, Miss, Row};
use crate::text::tr;

/// How many ways lead to each other leader.
const WAYS: usize = 2;

/// How many ways are shown; the others are folded.
const SHOWN: usize = 4;

/// The longest list of rows that do not decide.
const MISSES: usize = 8;

/// The panel.
#[component]
pub fn Basis(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let conclusion = move || {
        work.result
            .with(|result| outcome::conclusion(result, app.lang.get()))
    };
    let rows = Signal::derive(move || {
        work.result
            .with(|result| app.with_engine(|engine| rows(engine, result)))
    });
    let misses = Signal::derive(move || {
        let facts = work.draft.with(|draft| draft.facts);
        let decided: Vec<String> = work.result.with(|result| {
            result
                .reasons
                .iter()
                .map(|reason| reason.rule.clone())
                .collect()
        });
        app.with_engine(|engine| {
            let misses = engine.why_not("lead", &facts);
            let others = misses
                .iter()
                .filter(|miss| !decided.contains(&miss.rule) && !miss.failed.is_empty());
            others
                .filter_map(|miss| Miss::of(engine, miss))
                .take(MISSES)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <BasisPanel conclusion rows misses on_fact=move |fact| work.ask(fact)>
            <WhatIfs work />
        </BasisPanel>
    }
}

/// The rows that decide: first who leads, then the mechanisms; the others stand with what they say under the picture.
fn rows(engine: &Engine, result: &Determination) -> Vec<Row> {
    ["lead", "mechanisms"]
        .into_iter()
        .flat_map(|table| {
            result
                .reasons
                .iter()
                .filter(move |reason| reason.table == table)
        })
        .filter_map(|reason| Row::of(engine, reason))
        .collect()
}

#[component]
fn WhatIfs(work: Work) -> impl IntoView {
    let app = work.app;
    let ways = Memo::new(move |_| {
        let settled = work
            .result
            .with(|result| result.status != Status::Undetermined);
        let facts = work.draft.with(|draft| draft.facts);
        if settled {
            app.with_engine(|engine| engine.what_if(&facts, WAYS))
        } else {
            Vec::new()
        }
    });
    let chips = move |skip: usize, most: usize| {
        let lang = app.lang.get();
        ways.get()
            .into_iter()
            .skip(skip)
            .take(most)
            .map(|way| {
                let words = sentence(&way, lang);
                view! {
                    <li>
                        <button type="button" class="what-if" data-testid="intake-what-if" on:click=move |_| apply(work, &way)>{words}</button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || ways.with(|ways| !ways.is_empty())>
            <section class="what-ifs" aria-labelledby="intake-what-if-title">
                <h3 id="intake-what-if-title">{tr("换一种情形", "What if")}</h3>
                <p class="hint no-print">{tr("最少改动就会换主办的情形，点一下试试，可撤销。", "The fewest changes that lead to another leader. Press to try; it can be undone.")}</p>
                <ul>{move || chips(0, SHOWN)}</ul>
                <Show when=move || ways.with(|ways| ways.len() > SHOWN)>
                    <Disclosure title=tr("更多情形", "More ways")>
                        <ul>{move || chips(SHOWN, usize::MAX)}</ul>
                    </Disclosure>
                </Show>
            </section>
        </Show>
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
