//! One body: why its triggers fire, what is to be done by whom, what it is held against, and setting a trigger aside.

use leptos::prelude::Get;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::monitor::{Fired, explanation, reminder};
use shizu_rules::vocabulary::Term;

use super::state::State;
use super::watch::Watch;
use crate::context::App;
use crate::markup::{badge, basis, cites, faults, field, t};

/// Id of the part, to be scrolled into sight.
const PLACE: &str = "zero-detail";

/// The body looked at; nothing when there is none.
pub fn detail(watch: &mut Watch, state: &State, app: App) -> Markup {
    let lang = app.lang.get();
    let Some((at, line)) = state.line.and_then(|at| Some((at, watch.lines().get(at)?))) else {
        return html! {};
    };
    let monitored = watch.evaluator.monitored();
    let (name, office) = (monitored.name(line), monitored.office(line));
    let fired = watch.fired_of(at);
    let waiting = watch.evaluator.upcoming(at);
    html! {
        section class="zero-detail" id=(PLACE) aria-labelledby="zero-detail-name" tabindex="-1" {
            h2 id="zero-detail-name" { (name) }
            p class="hint" {
                (line.kind.label(lang)) " · " (line.frequency().label(lang)) " · " (line.first.label(lang)) " – " (line.last.label(lang))
                @if !office.is_empty() { " · " (t(lang, "对口室：", "counterpart office: ")) (office) }
            }
            @if !line.is_current { p { (t(lang, "已止报或改了报告频次，不再评估，历史照列。", "It has ended or changed its frequency; its history stands, and it is evaluated no longer.")) } }
            @if line.is_silent { p class="zero-note" { (t(lang, "此后没有报告，也没有写止报时间。", "No return since, and no end given.")) } }
            @if fired.is_empty() { p { (t(lang, "本期没有触发。", "Nothing fires now.")) } }
            @for fired in fired { (one(watch, state, app, fired, lang)) }
            @if !waiting.is_empty() {
                h3 { (t(lang, "若继续为零，何时触发", "When it would fire if zeros go on")) }
                ul {
                    @for it in &waiting {
                        li {
                            @match lang {
                                Lang::Zh => { (watch.evaluator.triggers()[it.trigger].id()) "：" (it.gauge.label(lang)) "，已" (it.streak) "期，满" (it.window) "期触发，即" (it.period.label(lang)) "（" (it.period.end()) " 结束）" }
                                Lang::En => { (watch.evaluator.triggers()[it.trigger].id()) ": " (it.gauge.label(lang)) ", " (it.streak) " of " (it.window) ", with " (it.period.label(lang)) ", which ends on " (it.period.end()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one(watch: &Watch, state: &State, app: App, fired: &Fired, lang: Lang) -> Markup {
    let engine = app.engine();
    let evaluator = &watch.evaluator;
    let trigger = &evaluator.triggers()[fired.trigger];
    let grounds = &trigger.grounds;
    let id = grounds.id.as_str();
    let due = evaluator.due(fired.trigger);
    let suppressed = fired
        .suppressed
        .and_then(|at| evaluator.suppressions().get(at));
    html! {
        article class="zero-one" {
            h3 {
                (id) " " (grounds.title.in_lang(lang)) " " (badge(grounds.basis, lang)) " "
                span class="zero-change" { @if fired.is_new { "+ " (t(lang, "本期新增", "new this period")) } @else { (t(lang, "上期已有", "as a period ago")) } }
            }
            ul { @for sentence in explanation(evaluator, fired, lang) { li { (sentence) } } }
            table class="grid zero-measures" {
                thead { tr { th scope="col" { (t(lang, "措施", "Measure")) } th scope="col" { (t(lang, "由谁", "By whom")) } th scope="col" { (t(lang, "期限", "Due")) } } }
                tbody {
                    @for measure in evaluator.measures(fired) {
                        tr {
                            td { (measure.what.in_lang(lang)) }
                            td { (measure.owner.label(lang)) }
                            td { @if let Some(due) = due { (due.day) @if due.provisional { (t(lang, "（暂定）", " (provisional)")) } } }
                        }
                    }
                }
            }
            div class="zero-cites" { (cites(&engine, &grounds.cites, lang)) }
            @if let Some(suppressed) = suppressed {
                p class="zero-note" {
                    (t(lang, "已搁置：", "Set aside: ")) (suppressed.reason) " · " (t(lang, "审核：", "reviewed by ")) (suppressed.reviewer)
                    @if let Some(until) = suppressed.until { " · " (t(lang, "至 ", "until ")) (until) }
                    " "
                    button type="button" class="button quiet no-print" id={ "zero-restore-" (id) } data-do="restore" data-arg=(id) { (t(lang, "取消搁置", "Take back")) }
                }
            } @else {
                p class="actions no-print" {
                    button type="button" class="button" id={ "zero-aside-" (id) } data-do="aside" data-arg=(id) aria-expanded=(state.aside.as_deref() == Some(id)) {
                        (t(lang, "搁置…", "Set aside …"))
                    }
                    @if state.before.is_some() {
                        button type="button" class="button quiet" id={ "zero-undo-" (id) } data-do="undo" { (t(lang, "撤销上一步", "Undo the last step")) }
                    }
                }
                @if state.aside.as_deref() == Some(id) { (aside_form(state, id, lang)) }
            }
            details class="no-print" {
                summary { (t(lang, "提醒文本", "Reminder text")) }
                pre class="zero-reminder" { (reminder(evaluator, fired, lang)) }
            }
        }
    }
}

/// Reason, reviewer and last day; the reason and the reviewer are needed.
fn aside_form(state: &State, id: &str, lang: Lang) -> Markup {
    let [reason, reviewer, until] = &state.fields;
    let fault: Vec<String> = state
        .fault
        .iter()
        .map(|words| t(lang, words[0], words[1]).to_owned())
        .collect();
    html! {
        div class="zero-aside no-print" {
            (faults(t(lang, "还不能搁置", "It cannot be set aside yet"), &fault))
            div class="fields" {
                (field("zero-reason", t(lang, "理由", "Reason"), "", &html! {
                    input class="field" id="zero-reason" value=(reason) data-do="reason" autocomplete="off";
                }))
                (field("zero-reviewer", t(lang, "审核人", "Reviewed by"), "", &html! {
                    input class="field" id="zero-reviewer" value=(reviewer) data-do="reviewer" autocomplete="off";
                }))
                (field("zero-until", t(lang, "至（可不填）", "Until (optional)"), "", &html! {
                    input type="date" class="field" id="zero-until" value=(until) data-do="until";
                }))
                p class="labelled" {
                    button type="button" class="button primary" id="zero-suppress" data-do="suppress" data-arg=(id) { (t(lang, "搁置", "Set aside")) }
                }
            }
            p class="hint" { (t(lang, "搁置不删除：仍然列出，注明理由和审核人，随结果导出。", "Nothing is hidden: it stays in the list with reason and reviewer, and goes into every export.")) }
        }
    }
}

/// The panel 依据: what the body's triggers rest on, or what the page rests on.
pub fn aside(watch: Option<&mut Watch>, state: &State, app: App) -> Markup {
    let lang = app.lang.get();
    let engine = app.engine();
    let chosen = watch.and_then(|watch| {
        let at = state.line?;
        let line = watch.lines().get(at)?;
        let name = watch.evaluator.monitored().name(line).to_owned();
        let mut ids: Vec<String> = Vec::new();
        for fired in watch.fired_of(at) {
            ids.push(watch.evaluator.triggers()[fired.trigger].id().to_owned());
            let gauges = fired.reached.iter().map(|it| it.gauge);
            ids.extend(gauges.filter_map(|gauge| gauge.parameter(line.frequency())));
        }
        ids.dedup();
        Some((name, ids))
    });
    match chosen {
        Some((name, ids)) => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let conclusion = match (lang, ids.is_empty()) {
                (Lang::Zh, true) => format!("{name}：本期没有触发。"),
                (Lang::Zh, false) => format!("{name}：触发的项和所用的阈值。触发只表示该看一看。"),
                (Lang::En, true) => format!("{name}: nothing fires now."),
                (Lang::En, false) => format!(
                    "{name}: what fires, and the thresholds used. It only says: have a look."
                ),
            };
            basis(&engine, &conclusion, &ids, lang)
        }
        None => basis(
            &engine,
            t(
                lang,
                "单位零报告、零查处的优先巡察，组零报告或零查处的由对口室专项监督。窗口多长，文中没有规定。",
                "Units with no clue and no case come first in inspection, groups with either are put under special supervision. How long, the texts do not say.",
            ),
            &["Z1", "Z2", "zero.window.quarter", "Z10"],
            lang,
        ),
    }
}

/// Brings the body looked at into sight, when it has been drawn.
pub fn show() {
    leptos::prelude::set_timeout(
        || {
            let place = leptos::prelude::document().get_element_by_id(PLACE);
            if let Some(place) = place {
                place.scroll_into_view();
            }
        },
        std::time::Duration::from_millis(30),
    );
}
