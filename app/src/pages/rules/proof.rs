//! The proof: run here, in the reader's browser, over every combination of facts.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::{Lang, Proof as Proved, Rulebook, TableProof, verify};

use super::words;
use crate::context::App;
use crate::markup::{live, t};
use crate::route::rule_href;
use crate::text::date;

/// What came of it, and how many milliseconds it took.
type Outcome = Result<(Proved, f64), String>;

/// Runs the proof after the page has been painted, and shows the report.
pub fn proof(app: App) -> AnyView {
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
    let draw = move || {
        let lang = app.lang.get();
        outcome.with(|outcome| match outcome {
            None => {
                html! { p class="lead-in" role="status" { (t(lang, "正在校验…", "Proving…")) } }
            }
            Some(Err(error)) => html! { p class="errors" role="alert" { (error) } },
            Some(Ok((proof, took))) => {
                app.with_engine(|engine| report(proof, *took, engine.rulebook(), lang))
            }
        })
    };
    live(draw, |_| {})
}

/// Milliseconds on the browser's clock; 0 without one.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

fn report(proof: &Proved, took: f64, rulebook: &Rulebook, lang: Lang) -> Markup {
    let spaces = proof.tables.iter().map(|table| table.space);
    let cases = words::grouped(spaces.fold(0, u128::saturating_add));
    let tables = rulebook.tables.len();
    let statement = match (proof.is_sound(), lang) {
        (true, Lang::Zh) => format!(
            "已证明：{tables} 张规则表、共 {cases} 种事实组合，没有空白、没有冲突、没有永远不起作用的行；任何线索都有且只有一个主办结论。"
        ),
        (true, Lang::En) => format!(
            "Proved: in {tables} tables, over {cases} combinations of facts, there is no gap, no conflict and no row that never decides; every clue has exactly one leading organ."
        ),
        (false, _) => t(
            lang,
            "校验发现问题，见下。",
            "The proof found faults, below.",
        )
        .to_owned(),
    };
    let figures = [
        t(lang, "行", "rows"),
        t(lang, "事实组合", "combinations"),
        t(lang, "空白", "gaps"),
        t(lang, "冲突", "conflicts"),
        t(lang, "不起作用", "never decide"),
        t(lang, "多余", "redundant"),
        t(lang, "来源", "source"),
        t(lang, "法规", "statute"),
        t(lang, "假设", "assumption"),
    ];
    let bad = if proof.is_sound() {
        ""
    } else {
        " proof-statement-bad"
    };
    html! {
        p class={ "proof-statement" (bad) } role="status" { (statement) }
        p class="hint" {
            @match lang {
                Lang::Zh => { (format!("在本机浏览器中逐一校验，用时 {took:.1} 毫秒。组合只按每张表用到的事实计数。")) }
                Lang::En => { (format!("Run in this browser in {took:.1} ms. Combinations count the facts that each table uses.")) }
            }
        }
        @if proof.tables.len() > tables {
            p class="hint" { (t(lang, "规则有起止日期，每个时段分别校验。", "Rules begin and end; each period is proved by itself.")) }
        }
        @if !proof.is_sound() {
            ul class="proof-findings" {
                @for finding in proof.findings() {
                    li {
                        p { (finding.in_lang(lang)) }
                        (witness(&finding.witness, lang))
                    }
                }
            }
        }
        div class="scroll" {
            table class="grid" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "规则表", "Table")) }
                        @for head in figures { th scope="col" class="figure" { (head) } }
                    }
                }
                tbody { @for table in &proof.tables { (row(table, rulebook, lang)) } }
            }
        }
    }
}

fn row(proof: &TableProof, rulebook: &Rulebook, lang: Lang) -> Markup {
    let table = rulebook.table(&proof.table);
    let title = table.map_or(&*proof.table, |table| table.title.in_lang(lang));
    let from = (proof.from != chrono::NaiveDate::MIN).then(|| date(proof.from, lang));
    let faults = [
        proof.gaps,
        proof.overlaps as u128,
        proof.dead_rows as u128,
        proof.redundant_rows as u128,
    ];
    html! {
        tr {
            th scope="row" {
                a href=(rule_href(&proof.table)) { (title) }
                @if let Some(from) = from {
                    " " span class="hint" { @match lang { Lang::Zh => { (from) "起" } Lang::En => { "from " (from) } } }
                }
            }
            td class="figure" { (proof.rows) }
            td class="figure" { (words::grouped(proof.space)) }
            @for count in faults {
                @if count == 0 { td class="figure" { "0 ✓" } } @else { td class="figure proof-fault" { (words::grouped(count)) " ✗" } }
            }
            @for count in proof.basis { td class="figure" { (count) } }
        }
    }
}

/// Facts that show something, as chips.
pub fn witness(facts: &[(String, String)], lang: Lang) -> Markup {
    html! {
        ul class="conditions" {
            @for (fact, value) in words::facts(facts, lang) {
                li class="condition" { span class="condition-fact" { (fact) } (value) }
            }
        }
    }
}
