//! The rows of one table, as a table.

use leptos::prelude::*;
use shizu_rules::{Lang, Rule, RuleTable, Rulebook};

use super::target::Target;
use super::{row_id, words};
use crate::components::{BasisBadge, Cites, Conditions};
use crate::context::use_app;
use crate::route::rule_href;
use crate::text::tr_text;

/// A table and those of its rows that are shown.
#[derive(Clone)]
pub struct Shown {
    /// The table.
    pub table: RuleTable,
    /// The rows.
    pub rules: Vec<Rule>,
}

/// The shown rows of a table under its name and question. `lang` is the language now: the whole is built anew when it changes, which is cheaper than a
/// listener for every word of some hundred rows.
pub fn table_rows(
    shown: Shown,
    rulebook: StoredValue<Rulebook>,
    target: Memo<Target>,
    lang: Lang,
) -> AnyView {
    let app = use_app();
    let Shown { table, rules } = shown;
    let (shown, all) = (rules.len(), table.rules.len());
    let count = if shown == all {
        app.pick(format!("{all} 行"), format!("{all} rows"))
    } else {
        app.pick(
            format!("{all} 行中的 {shown} 行"),
            format!("{shown} of {all} rows"),
        )
    };
    let rows: Vec<_> = rules
        .into_iter()
        .map(|rule| view! { <OneRow rule rulebook target lang /> })
        .collect();
    let (id, href) = (table.id.clone(), rule_href(&table.id));
    let head = [
        app.pick("规则", "Rule"),
        app.pick("条件（同时满足）", "Conditions (all)"),
        app.pick("结论", "Outcome"),
        app.pick("说明", "What it says"),
        app.pick("依据", "Basis"),
    ];
    view! {
        <section class="rule-table" id=format!("table-{id}")>
            <h2>
                <a href=href>{tr_text(&table.title)}</a>
                <span class="rule-count">{count}</span>
            </h2>
            <p class="lead-in">{tr_text(&table.about)}</p>
            <table class="grid rule-grid">
                <thead>
                    <tr>{head.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect::<Vec<_>>()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn OneRow(
    rule: Rule,
    rulebook: StoredValue<Rulebook>,
    target: Memo<Target>,
    lang: Lang,
) -> impl IntoView {
    let app = use_app();
    let id = rule.id.clone();
    let aimed =
        move || target.with(|target| matches!(target, Target::Rule { rule, .. } if *rule == id));
    let outcome = rulebook.with_value(|rulebook| words::outcome(&rule.then, rulebook, lang));
    let origin = rule.overlay.as_ref().map(|overlay| {
        let title = rulebook.with_value(|rulebook| {
            let overlay = rulebook.overlays.iter().find(|known| known.id == *overlay);
            overlay.map(|overlay| overlay.title.in_lang(lang).to_owned())
        });
        let title = title.unwrap_or_else(|| overlay.clone());
        view! { <p class="rule-origin">{app.pick("本地：", "Local: ")}{title}</p> }
    });
    let validity =
        words::validity(&rule, lang).map(|validity| view! { <p class="hint">{validity}</p> });
    let note = rule.note.as_ref().map(|note| {
        let note = note.in_lang(lang).to_owned();
        view! { <p class="rule-note">{note}</p> }
    });
    let (title, says) = (
        rule.title.in_lang(lang).to_owned(),
        rule.says.in_lang(lang).to_owned(),
    );
    view! {
        <tr id=row_id(&rule.id) tabindex="-1" class:aimed=aimed>
            <th scope="row">
                <a href=rule_href(&rule.id) class="rule-title">{title}</a>
                <code class="rule-id">{rule.id.clone()}</code>
                {origin}
                {validity}
            </th>
            <td><Conditions rule=rule.clone() /></td>
            <td class="rule-outcome">{outcome}</td>
            <td><p>{says}</p>{note}</td>
            <td class="rule-basis"><BasisBadge basis=rule.basis /><Cites ids=rule.cites /></td>
        </tr>
    }
}
