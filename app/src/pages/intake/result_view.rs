//! What the answer means, around the picture: who leads, contradictions, mechanisms, duties, time limits, warnings.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::vocabulary::{Severity, Term};
use shizu_rules::{Determination, Engine, Lang, OpenFact, Status};

use super::changes::Change;
use super::groups::pick;
use super::outcome::{self, DutyLine, WarningLine};
use super::work::Work;
use crate::markup::{Act, badge, live};
use crate::route::rule_href;
use crate::text::date;

/// The leader in large letters, and what the last change of facts changed.
pub fn headline(work: Work) -> AnyView {
    let app = work.app;
    let open = move || {
        let result = work.result;
        result.with(|result| result.status == Status::Undetermined)
    };
    let lead = move || {
        let lang = app.lang.get();
        work.result.with(|result| lead(result, lang))
    };
    let changed = move || changed(&work.changed.get().unwrap_or_default(), app.lang.get());
    view! {
        <div class="headline" class:headline-open=open data-testid="intake-lead">
            {live(lead, |_| {})}
            <div class="changes" role="status" data-testid="intake-changes">{live(changed, |_| {})}</div>
        </div>
    }
    .into_any()
}

fn lead(result: &Determination, lang: Lang) -> Markup {
    let word = match result.status {
        Status::NotAccepted => pick(lang, "结论", "Result"),
        _ => pick(lang, "主办", "Lead"),
    };
    html! {
        p class="headline-lead" {
            span class="headline-word" { (word) }
            strong { (outcome::headline(result, lang)) }
            @if result.status == Status::Undetermined {
                span class="headline-may" { (outcome::possible_words(result, lang)) }
            }
        }
    }
}

fn changed(changes: &[Change], lang: Lang) -> Markup {
    html! {
        ul {
            @for change in changes {
                li {
                    span class="change-what" { (change.what) }
                    @if let Some(before) = &change.before {
                        del { (before) }
                        span aria-hidden="true" { " → " }
                        span class="hidden" { (pick(lang, " 变为 ", " becomes ")) }
                    }
                    ins { (change.now) }
                }
            }
        }
    }
}

/// Contradictions, above everything else: as long as they stand, no answer can be relied on.
pub fn contradictions(work: Work) -> AnyView {
    let draw = move || {
        let lang = work.app.lang.get();
        let loud = warning_lines(work, lang, true);
        html! {
            @if !loud.is_empty() {
                section class="errors contradictions" data-testid="intake-contradictions" {
                    h2 { (pick(lang, "所填事实相互矛盾，至少有一项填错", "These facts contradict each other: at least one is wrong")) }
                    ul { @for line in &loud { (warning(line, lang)) } }
                }
            }
        }
    };
    view! { <div role="alert">{live(draw, move |act| ask(work, &act))}</div> }.into_any()
}

/// Mechanisms, time limits, duties and warnings.
pub fn consequences(work: Work) -> AnyView {
    let draw = move || {
        let lang = work.app.lang.get();
        let (result, open) = (work.result.get(), work.open.get());
        let quiet = warning_lines(work, lang, false);
        work.app.with_engine(|engine| {
            html! {
                (mechanisms(engine, &result, &open, lang))
                (deadlines(engine, &result, lang))
                (duties(engine, &result, lang))
                @if !quiet.is_empty() {
                    section class="block" aria-labelledby="intake-warnings" {
                        h2 id="intake-warnings" { (pick(lang, "提示", "Warnings")) }
                        ul class="warnings" data-testid="intake-warnings" { @for line in &quiet { (warning(line, lang)) } }
                    }
                }
            }
        })
    };
    live(draw, move |act| ask(work, &act))
}

fn ask(work: Work, act: &Act) {
    work.ask_code(&act.arg);
}

/// The warnings that are contradictions, or the others.
fn warning_lines(work: Work, lang: Lang, contradictions: bool) -> Vec<WarningLine> {
    let app = work.app;
    let mut lines = work
        .result
        .with(|result| app.with_engine(|engine| outcome::warnings(engine, result, lang)));
    lines.retain(|line| (line.severity == Severity::Contradiction) == contradictions);
    lines
}

fn warning(line: &WarningLine, lang: Lang) -> Markup {
    html! {
        li class={ "warning warning-" (line.severity.code()) } {
            p {
                span class="warning-word" { (line.severity.label(lang)) }
                a href=(rule_href(&line.rule)) { (line.title) }
            }
            p { (line.says) }
            ul class="conditions" {
                @for (fact, value) in &line.facts {
                    li {
                        button type="button" class="condition" title=(pick(lang, "去修改", "Go and change it")) data-do="ask" data-arg=(fact.code()) {
                            span class="condition-fact" { (fact.label(lang)) }
                            (value)
                        }
                    }
                }
            }
        }
    }
}

fn mechanisms(engine: &Engine, result: &Determination, open: &[OpenFact], lang: Lang) -> Markup {
    let lines = outcome::mechanisms(engine, result, open, lang);
    html! {
        section class="block" aria-labelledby="intake-mechanisms" {
            h2 id="intake-mechanisms" { (pick(lang, "联动机制", "Joint mechanisms")) }
            ul class="mechanisms" data-testid="intake-mechanisms" {
                @if lines.is_empty() { li class="none" { (pick(lang, "没有触发联动机制。", "No joint mechanism applies.")) } }
                @for line in &lines {
                    li class={ "mechanism" @if !line.sure { " mechanism-possible" } } data-mechanism=(line.mechanism.code()) {
                        strong {
                            @match line.rules.first() {
                                Some(rule) => { a href=(rule_href(rule)) { (line.mechanism.label(lang)) } }
                                None => { (line.mechanism.label(lang)) }
                            }
                        }
                        " "
                        @if !line.sure { span class="maybe" { (pick(lang, "可能", "possible")) } }
                        " "
                        span class="mechanism-says" { (line.says) }
                    }
                }
            }
        }
    }
}

fn deadlines(engine: &Engine, result: &Determination, lang: Lang) -> Markup {
    let lines = outcome::deadlines(engine, result, lang);
    html! {
        @if !lines.is_empty() {
            section class="block" aria-labelledby="intake-deadlines" {
                h2 id="intake-deadlines" { (pick(lang, "时限", "Time limits")) }
                div class="scroll" {
                    table class="grid" data-testid="intake-deadlines" {
                        thead {
                            tr {
                                th scope="col" { (pick(lang, "事项", "What")) }
                                th scope="col" class="figure" { (pick(lang, "期限", "Limit")) }
                                th scope="col" { (pick(lang, "最后一天", "Last day")) }
                                th scope="col" { (pick(lang, "依据", "Basis")) }
                            }
                        }
                        tbody {
                            @for line in &lines {
                                tr {
                                    td { a href=(rule_href(&line.limit)) { (line.title) } }
                                    td class="figure" { (line.amount) }
                                    td class="due" {
                                        @match line.due {
                                            Some(day) => { (date(day, lang)) }
                                            None => { (pick(lang, "填收到日期后计算", "needs the date received")) }
                                        }
                                        " "
                                        @if line.provisional {
                                            span class="provisional" title=(pick(lang, "该年度节假日尚未公布，日期可能变动", "That year's holidays are not announced yet; the day may move")) {
                                                (pick(lang, "暂定", "provisional"))
                                            }
                                        }
                                    }
                                    td { (badge(line.basis, lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn duties(engine: &Engine, result: &Determination, lang: Lang) -> Markup {
    let phases = outcome::duties(engine, result, lang);
    html! {
        @if !phases.is_empty() {
            section class="block" aria-labelledby="intake-duties" data-testid="intake-duties" {
                h2 id="intake-duties" { (pick(lang, "随附职责", "Duties that come with it")) }
                @for (phase, lines) in &phases {
                    h3 { (phase.label(lang)) }
                    ul class="duties" { @for line in lines { (duty(line, lang)) } }
                }
            }
        }
    }
}

fn duty(line: &DutyLine, lang: Lang) -> Markup {
    html! {
        li class="duty" {
            p class="duty-who" {
                (line.who.label(lang)) " "
                @if let Some(whom) = line.whom { span aria-hidden="true" { " → " } " " span { (whom.label(lang)) } }
            }
            p class="duty-what" {
                a href=(rule_href(&line.rule)) { (line.title) } " " (badge(line.basis, lang))
                span class="duty-says" { (line.says) }
            }
        }
    }
}
