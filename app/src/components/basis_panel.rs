//! The panel 依据: why. The same everywhere.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use shizu_rules::vocabulary::{Basis, Value};
use shizu_rules::{Engine, FactKey, Reason, Text, WhyNot};

use super::{BasisBadge, Cites, Disclosure, Icon};
use crate::context::use_app;
use crate::route::rule_href;
use crate::settings::Fold;
use crate::text::{tr, tr_text};

/// A row that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of the row.
    pub rule: String,
    /// Its name.
    pub title: Text,
    /// What it says.
    pub says: Text,
    /// The facts that mattered, with the value found; `None` where it is unknown.
    pub conditions: Vec<(FactKey, Option<Value>)>,
    /// What it rests on.
    pub basis: Basis,
    /// Ids in the catalogue.
    pub cites: Vec<String>,
    /// For an assumption: what was chosen and why.
    pub note: Option<Text>,
}

impl Row {
    /// A reason of a determination; `None` if the engine does not know its row.
    pub fn of(engine: &Engine, reason: &Reason) -> Option<Self> {
        let rule = engine.rule_of(&reason.rule)?;
        let found = |fact: FactKey, code: Option<&str>| {
            let value = fact
                .values()
                .iter()
                .find(|value| Some(value.code) == code)
                .copied();
            (fact, value)
        };
        Some(Row {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            says: rule.says.clone(),
            conditions: reason
                .conditions
                .iter()
                .map(|condition| found(condition.fact, condition.value))
                .collect(),
            basis: rule.basis,
            cites: rule.cites.clone(),
            note: rule.note.clone(),
        })
    }
}

/// A row that does not decide, and the facts that keep it from doing so.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// Id of the row.
    pub rule: String,
    /// Its name.
    pub title: Text,
    /// The facts that it rejects.
    pub failed: Vec<FactKey>,
    /// The facts it asks for that are unknown.
    pub unknown: Vec<FactKey>,
}

impl Miss {
    /// An answer of [`Engine::why_not`]; `None` if the engine does not know its row.
    pub fn of(engine: &Engine, why: &WhyNot) -> Option<Self> {
        let rule = engine.rule_of(&why.rule)?;
        Some(Miss {
            rule: rule.id.clone(),
            title: rule.title.clone(),
            failed: why.failed.clone(),
            unknown: why.unknown.clone(),
        })
    }
}

/// Why: the conclusion in a sentence, the deciding rows with badge, facts and citations, what would change the answer (children), and why not the others,
/// folded. Stands beside `<div class="page">` in `<div class="with-basis">`; folds to a strip, becomes a sheet at the bottom on narrow screens, and is
/// printed below the task with its rows numbered.
#[component]
pub fn BasisPanel(
    /// The conclusion, in one sentence.
    #[prop(into)]
    conclusion: TextProp,
    /// The rows that decide, the most important first.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// The nearest rows that do not.
    #[prop(into)]
    misses: Signal<Vec<Miss>>,
    /// Called when a fact's chip is pressed, to ask "what if"; without it the chips are plain.
    #[prop(into, optional)]
    on_fact: Option<Callback<FactKey>>,
    /// What would change the answer.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let app = use_app();
    let peek = conclusion.clone();
    let folded = move || app.basis.get() == Fold::Folded;
    let toggle = move |_| {
        app.basis.update(|fold| {
            *fold = if *fold == Fold::Open {
                Fold::Folded
            } else {
                Fold::Open
            };
        });
    };
    let deciding = move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <p class="hint">{tr("还没有起决定作用的规则。", "No rule decides yet.")}</p> }.into_any();
        }
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| view! { <DecidingRow row on_fact /> })
            .collect();
        view! { <ol class="basis-rows">{rows}</ol> }.into_any()
    };
    let others = move || {
        misses
            .get()
            .into_iter()
            .map(|miss| view! { <MissedRow miss /> })
            .collect::<Vec<_>>()
    };
    let others_title = tr("为什么不是其他规则", "Why not the other rules");
    view! {
        <aside class="basis" class:basis-folded=folded aria-label=tr("依据", "Basis")>
            <button type="button" class="basis-toggle no-print" aria-expanded=move || (!folded()).to_string() on:click=toggle>
                {Icon::Right.view()}
                <span>{tr("依据", "Basis")}</span>
                <span class="basis-peek" aria-hidden="true">{move || peek.get()}</span>
            </button>
            <div class="basis-body">
                <p class="basis-conclusion" aria-live="polite">{move || conclusion.get()}</p>
                {deciding}
                {children.map(|children| children())}
                <Show when=move || misses.with(|misses| !misses.is_empty())>
                    <Disclosure title=others_title>
                        <ul class="basis-misses">{others}</ul>
                    </Disclosure>
                </Show>
            </div>
        </aside>
    }
}

#[component]
fn DecidingRow(row: Row, on_fact: Option<Callback<FactKey>>) -> impl IntoView {
    let app = use_app();
    let ask = tr("换一个取值会怎样？", "What if this were different?");
    let chips: Vec<_> = row
        .conditions
        .into_iter()
        .map(|(fact, value)| {
            let words = move || {
                let lang = app.lang.get();
                let value = value.map_or(app.pick("未知", "unknown"), |value| value.label(lang));
                view! { <span class="condition-fact">{fact.label(lang)}</span> {value} }
            };
            match on_fact {
                Some(on_fact) => view! {
                    <li>
                        <button type="button" class="condition" title=ask on:click=move |_| on_fact.run(fact)>{words}</button>
                    </li>
                }
                .into_any(),
                None => view! { <li class="condition">{words}</li> }.into_any(),
            }
        })
        .collect();
    let note = row.note.map(|note| {
        let note = tr_text(&note);
        view! { <p class="basis-note">{note}</p> }
    });
    view! {
        <li class="basis-row">
            <p class="basis-title">
                <a href=rule_href(&row.rule)>{tr_text(&row.title)}</a>
                <BasisBadge basis=row.basis />
            </p>
            <p>{tr_text(&row.says)}</p>
            <ul class="conditions">{chips}</ul>
            {note}
            <Cites ids=row.cites />
        </li>
    }
}

#[component]
fn MissedRow(miss: Miss) -> impl IntoView {
    let app = use_app();
    let because = move || {
        let lang = app.lang.get();
        let labels = |facts: &[FactKey]| {
            facts
                .iter()
                .map(|fact| fact.label(lang))
                .collect::<Vec<_>>()
                .join(app.pick("、", ", "))
        };
        let mut parts = Vec::new();
        if !miss.failed.is_empty() {
            let facts = labels(&miss.failed);
            parts.push(app.pick(format!("不符：{facts}"), format!("differs in {facts}")));
        }
        if !miss.unknown.is_empty() {
            let facts = labels(&miss.unknown);
            parts.push(app.pick(format!("未知：{facts}"), format!("unknown: {facts}")));
        }
        parts.join(app.pick("；", "; "))
    };
    view! {
        <li>
            <a href=rule_href(&miss.rule)>{tr_text(&miss.title)}</a>
            <span class="basis-because">{because}</span>
        </li>
    }
}
