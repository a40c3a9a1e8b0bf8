//! What an overlay changes: rows, time limits, and which inputs get another answer.

use std::sync::Arc;

use leptos::prelude::*;
use shizu_rules::{Lang, Rulebook, RulebookDiff, TableDiff, Then, compare};

use super::super::proof::witness;
use super::super::words;
use crate::context::use_app;
use crate::text::date;

/// The difference between the shipped rulebook and `rulebook`, on the day its last overlay begins or today, whichever is later.
#[component]
pub fn Changes(rulebook: Arc<Rulebook>) -> impl IntoView {
    let app = use_app();
    let shipped = app.engines.shipped();
    let begins = rulebook
        .overlays
        .last()
        .and_then(|overlay| overlay.valid_from);
    let day = begins.map_or(app.today, |from| from.max(app.today));
    let later = begins.filter(|from| *from > app.today);
    let diff = compare(&shipped, &rulebook, day);
    move || {
        let lang = app.lang.get();
        let later = later.map(|from| {
            let from = date(from, lang);
            let words = app.pick(
                format!("自{from}起适用，以下按当日比较。"),
                format!("It begins on {from}; compared as of that day."),
            );
            view! { <p class="hint">{words}</p> }
        });
        match &diff {
            Ok(diff) => view! { {later} {view_of(diff, &shipped, &rulebook, lang)} }.into_any(),
            Err(error) => view! { <p class="errors">{error.to_string()}</p> }.into_any(),
        }
    }
}

fn view_of(diff: &RulebookDiff, before: &Rulebook, after: &Rulebook, lang: Lang) -> AnyView {
    if diff.tables.is_empty() && diff.limits.is_empty() {
        let words = if lang == Lang::Zh {
            "不改变任何结论。"
        } else {
            "It changes no answer."
        };
        return view! { <p>{words}</p> }.into_any();
    }
    let tables: Vec<_> = diff
        .tables
        .iter()
        .map(|table| table_view(table, before, after, lang))
        .collect();
    let limits: Vec<_> = diff
        .limits
        .iter()
        .filter_map(|change| {
            let (old, new) = (before.limit(&change.limit)?, after.limit(&change.limit)?);
            let title = new.title.in_lang(lang).to_owned();
            Some(view! {
                <li>
                    {title}" "
                    <span class="overlay-before">{words::length(old, lang)}</span>
                    " → "
                    <strong>{words::length(new, lang)}</strong>
                </li>
            })
        })
        .collect();
    let limits = (!limits.is_empty()).then(|| {
        let title = if lang == Lang::Zh {
            "时限"
        } else {
            "Time limits"
        };
        view! { <h3>{title}</h3> <ul class="overlay-changes">{limits}</ul> }
    });
    view! { {tables} {limits} }.into_any()
}

fn table_view(table: &TableDiff, before: &Rulebook, after: &Rulebook, lang: Lang) -> AnyView {
    let title = after
        .table(&table.table)
        .map_or(&*table.table, |table| table.title.in_lang(lang))
        .to_owned();
    let name = |id: &String| {
        let rule = after.rule(id).or_else(|| before.rule(id));
        rule.map_or(id.clone(), |(_, rule)| rule.title.in_lang(lang).to_owned())
    };
    let rows = [
        (&table.added, "新增", "added"),
        (&table.changed, "替换", "replaced"),
        (&table.removed, "停用", "removed"),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|(ids, _, _)| !ids.is_empty())
        .map(|(ids, zh, en)| {
            let names: Vec<String> = ids.iter().map(name).collect();
            match lang {
                Lang::Zh => {
                    view! { <p>{format!("{zh} {} 行：{}", ids.len(), names.join("、"))}</p> }
                }
                Lang::En => {
                    view! { <p>{format!("{} rows {en}: {}", ids.len(), names.join(", "))}</p> }
                }
            }
        })
        .collect();
    let answers: Vec<_> = table
        .answers
        .iter()
        .map(|change| {
            let count = words::grouped(change.count);
            let count = if lang == Lang::Zh { format!("{count} 种情形") } else { format!("{count} combinations") };
            let example = if lang == Lang::Zh { "例如" } else { "for example" };
            view! {
                <li>
                    <p>
                        <span class="overlay-before">{answer(change.before.as_ref(), before, lang)}</span>
                        " → "
                        <strong>{answer(change.after.as_ref(), after, lang)}</strong>
                        <span class="rule-count">{count}</span>
                    </p>
                    <div class="overlay-example"><span>{example}</span>{witness(&change.witness, lang)}</div>
                </li>
            }
        })
        .collect();
    let answers = if answers.is_empty() {
        let words = if lang == Lang::Zh {
            "结论不变，只改文字或依据。"
        } else {
            "No answer changes; wording or basis only."
        };
        view! { <p>{words}</p> }.into_any()
    } else {
        view! { <ul class="overlay-changes">{answers}</ul> }.into_any()
    };
    view! {
        <h3>{title}</h3>
        {rows}
        {answers}
    }
    .into_any()
}

/// An answer in words; none is none.
fn answer(then: Option<&Then>, rulebook: &Rulebook, lang: Lang) -> String {
    match (then, lang) {
        (Some(then), _) => words::outcome(then, rulebook, lang),
        (None, Lang::Zh) => "无".to_owned(),
        (None, Lang::En) => "none".to_owned(),
    }
}
