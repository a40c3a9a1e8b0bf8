//! The proof: run here, in the reader's browser, over every combination of facts.

use leptos::prelude::*;
use shizu_rules::{FindingText, Lang, Proof as Proved, Rulebook, TableProof, verify};

use super::words;
use crate::context::{App, use_app};
use crate::route::rule_href;
use crate::text::{date, tr};

/// What came of it, and how many milliseconds it took.
type Outcome = Result<(Proved, f64), String>;

/// Runs the proof after the page has been painted, and shows the report.
#[component]
pub fn Proof() -> impl IntoView {
    let app = use_app();
    let outcome = RwSignal::new(None::<Outcome>);
    Effect::new(move || {
        let engine = app.engine();
        outcome.set(None);
        // Two frames: the first paints that it is running.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let begin = now();
                let proved = verify(engine.rulebook()).map(|proof| (proof, now() - begin));
                // The page may have been left meanwhile.
                let _ = outcome.try_set(Some(
                    proved.map_err(|error| error.message(app.lang.get_untracked())),
                ));
            });
        });
    });
    let view = move || {
        let lang = app.lang.get();
        match outcome.get() {
            None => view! { <p class="lead-in" role="status">{tr("正在校验…", "Proving…")}</p> }
                .into_any(),
            Some(Err(error)) => view! { <p class="errors" role="alert">{error}</p> }.into_any(),
            Some(Ok((proof, took))) => {
                app.with_engine(|engine| report(app, &proof, took, engine.rulebook(), lang))
            }
        }
    };
    view! { {view} }
}

/// Milliseconds on the browser's clock; 0 without one.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

fn report(app: App, proof: &Proved, took: f64, rulebook: &Rulebook, lang: Lang) -> AnyView {
    let cases: u128 = proof
        .tables
        .iter()
        .map(|table| table.space)
        .fold(0, u128::saturating_add);
    let (cases, tables) = (words::grouped(cases), rulebook.tables.len());
    let statement = if proof.is_sound() {
        app.pick(
            format!("已证明：{tables} 张规则表、共 {cases} 种事实组合，没有空白、没有冲突、没有永远不起作用的行；任何线索都有且只有一个主办结论。"),
            format!(
                "Proved: in {tables} tables, over {cases} combinations of facts, there is no gap, no conflict and no row that never decides; every clue has exactly one leading organ."
            ),
        )
    } else {
        app.pick(
            "校验发现问题，见下。".to_owned(),
            "The proof found faults, below.".to_owned(),
        )
    };
    let timing = app.pick(
        format!("在本机浏览器中逐一校验，用时 {took:.1} 毫秒。组合只按每张表用到的事实计数。"),
        format!("Run in this browser in {took:.1} ms. Combinations count the facts that each table uses."),
    );
    let rows: Vec<_> = proof
        .tables
        .iter()
        .map(|table| row(table, rulebook, lang))
        .collect();
    let findings: Vec<_> = proof
        .tables
        .iter()
        .flat_map(|table| &table.findings)
        .map(|finding| finding_view(finding, lang))
        .collect();
    let findings =
        (!findings.is_empty()).then(|| view! { <ul class="proof-findings">{findings}</ul> });
    let several = proof.tables.len() > tables;
    let figures = [
        app.pick("行", "rows"),
        app.pick("事实组合", "combinations"),
        app.pick("空白", "gaps"),
        app.pick("冲突", "conflicts"),
        app.pick("不起作用", "never decide"),
        app.pick("多余", "redundant"),
        app.pick("来源", "source"),
        app.pick("法规", "statute"),
        app.pick("假设", "assumption"),
    ];
    let figures: Vec<_> = figures
        .into_iter()
        .map(|head| view! { <th scope="col" class="figure">{head}</th> })
        .collect();
    let from = several.then(|| view! { <p class="hint">{tr("规则有起止日期，每个时段分别校验。", "Rules begin and end; each period is proved by itself.")}</p> });
    view! {
        <p class="proof-statement" class:proof-statement-bad=!proof.is_sound() role="status">{statement}</p>
        <p class="hint">{timing}</p>
        {from}
        {findings}
        <div class="scroll">
            <table class="grid">
                <thead>
                    <tr>
                        <th scope="col">{tr("规则表", "Table")}</th>
                        {figures}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(proof: &TableProof, rulebook: &Rulebook, lang: Lang) -> AnyView {
    let title = rulebook
        .table(&proof.table)
        .map_or(&*proof.table, |table| table.title.in_lang(lang))
        .to_owned();
    let from = (proof.from != chrono::NaiveDate::MIN).then(|| {
        let from = date(proof.from, lang);
        let words = if lang == Lang::Zh {
            format!("{from}起")
        } else {
            format!("from {from}")
        };
        view! { <span class="hint">{words}</span> }
    });
    let faults = [
        proof.gaps,
        proof.overlaps as u128,
        proof.dead_rows as u128,
        proof.redundant_rows as u128,
    ]
    .map(|count| {
        let shown = if count == 0 {
            "0 ✓".to_owned()
        } else {
            format!("{} ✗", words::grouped(count))
        };
        view! { <td class="figure" class:proof-fault=count != 0>{shown}</td> }
    });
    let basis = proof
        .basis
        .map(|count| view! { <td class="figure">{count}</td> });
    view! {
        <tr>
            <th scope="row"><a href=rule_href(&proof.table)>{title}</a>" "{from}</th>
            <td class="figure">{proof.rows}</td>
            <td class="figure">{words::grouped(proof.space)}</td>
            {faults}
            {basis}
        </tr>
    }
    .into_any()
}

fn finding_view(finding: &FindingText, lang: Lang) -> AnyView {
    view! {
        <li>
            <p>{finding.in_lang(lang).to_owned()}</p>
            {witness(&finding.witness, lang)}
        </li>
    }
    .into_any()
}

/// Facts that show something, as chips.
pub fn witness(facts: &[(String, String)], lang: Lang) -> AnyView {
    let chips: Vec<_> = words::facts(facts, lang)
        .into_iter()
        .map(|(fact, value)| view! { <li class="condition"><span class="condition-fact">{fact}</span>{value}</li> })
        .collect();
    view! { <ul class="conditions">{chips}</ul> }.into_any()
}
