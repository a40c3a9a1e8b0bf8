//! Sliders over the windows and thresholds: how many bodies each value would catch, at once.

use leptos::prelude::Get;
use maud::{Markup, html};
use shizu_rules::vocabulary::{Frequency, Gauge};
use shizu_rules::{Lang, Parameter};

use super::state::State;
use super::watch::Watch;
use crate::context::App;
use crate::markup::{badge, t};

/// All sliders that the file has something for.
pub fn sliders(watch: &mut Watch, state: &State, app: App) -> Markup {
    let lang = app.lang.get();
    let engine = app.engine();
    let ids = parameters(watch);
    let changed = !state.kept.numbers.is_empty();
    let all = engine.rulebook().parameters.iter();
    let sliders: Vec<Markup> = all
        .filter(|it| ids.contains(&it.grounds.id))
        .map(|it| slider(watch, state, it, lang))
        .collect();
    html! {
        p class="hint" {
            (t(
                lang,
                "拖动即见会触发多少个单位和组。窗口按各自的报告期计。这些数文中都没有规定，请按当地情况定。",
                "Drag, and see how many bodies each value would catch. Windows count in each body's own periods. The sources give none of these numbers; choose them for your locality.",
            ))
        }
        p class="actions" {
            button type="button" class="button primary" id="zero-apply" data-do="apply" disabled[!changed] { (t(lang, "按此重新评估", "Evaluate with these")) }
            button type="button" class="button" id="zero-defaults" data-do="defaults" disabled[!changed] { (t(lang, "恢复默认", "Back to the defaults")) }
            button type="button" class="button" id="zero-overlay" data-do="save-overlay" disabled[!changed] { (t(lang, "存为本地规则文件", "Save as a local overlay")) }
            @if state.before.is_some() {
                button type="button" class="button quiet" id="zero-undo" data-do="undo" { (t(lang, "撤销", "Undo")) }
            }
        }
        div class="scroll" {
            table class="grid zero-sliders" {
                thead {
                    tr {
                        th scope="col" { (t(lang, "数", "Number")) }
                        th scope="col" { (t(lang, "依据", "Basis")) }
                        th scope="col" { (t(lang, "取值", "Value")) }
                        th scope="col" class="figure" { (t(lang, "低一档", "One less")) }
                        th scope="col" class="figure" { (t(lang, "会触发", "Catches")) }
                        th scope="col" class="figure" { (t(lang, "高一档", "One more")) }
                        th scope="col" class="figure" { (t(lang, "默认", "Default")) }
                    }
                }
                tbody { @for slider in &sliders { (slider) } }
            }
        }
    }
}

/// Ids of the thresholds that something in the file is held against.
fn parameters(watch: &Watch) -> Vec<String> {
    let mut ids = Vec::new();
    for trigger in watch.evaluator.triggers() {
        if !watch.evaluator.is_on(trigger) {
            continue;
        }
        let told = |gauge: &&Gauge| {
            let fields = gauge.needs();
            fields
                .iter()
                .all(|field| watch.evaluator.monitored().tells(*field))
        };
        for gauge in trigger.when.iter().filter(told) {
            let of = |it: Frequency| gauge.parameter(it);
            ids.extend(watch.frequencies().into_iter().filter_map(of));
        }
    }
    ids
}

fn slider(watch: &mut Watch, state: &State, parameter: &Parameter, lang: Lang) -> Markup {
    let grounds = &parameter.grounds;
    let id = &grounds.id;
    let [default, min, max] = parameter.whole();
    let value = state.kept.numbers.get(id).copied().unwrap_or(default);
    // Most of a long range is never used; the slider covers what is near.
    let far = max.min((default * 4).max(value).max(12));
    let [less, now, more] = [
        value.saturating_sub(1).max(min),
        value,
        (value + 1).min(max),
    ]
    .map(|value| watch.catches(id, value));
    let unit = unit(&parameter.unit, lang);
    html! {
        tr {
            th scope="row" { label for={ "zero-number-" (id) } title=(grounds.says.in_lang(lang)) { (grounds.title.in_lang(lang)) } }
            td { (badge(grounds.basis, lang)) }
            td class="zero-range" {
                input type="range" id={ "zero-number-" (id) } min=(min) max=(far) value=(value) data-do="number" data-arg=(id);
                output for={ "zero-number-" (id) } { (value) " " (unit) }
            }
            td class="figure" { @if value > min { (less) } @else { "—" } }
            td class="figure" aria-live="polite" { b { (now) } }
            td class="figure" { @if value < max { (more) } @else { "—" } }
            td class="figure" { (default) }
        }
    }
}

fn unit(unit: &str, lang: Lang) -> &'static str {
    let known = [
        ("periods", "期", "periods"),
        ("percent", "%", "%"),
        ("returns", "期", "returns"),
        ("letters", "件", "reports"),
        ("clues", "件", "clues"),
        ("cases", "件", "cases"),
        ("cadres", "人", "cadres"),
        ("problems", "个", "problems"),
        ("faults", "个", "faults"),
    ];
    let found = known.iter().find(|(code, ..)| *code == unit);
    found.map_or("", |(_, zh, en)| t(lang, zh, en))
}
