//! The routing slip (分办单): one sheet of A4, seen on paper only.

use leptos::prelude::*;
use maud::{Markup, html};
use shizu_rules::vocabulary::{Basis, Role, Severity, Term};
use shizu_rules::{Determination, Engine, Lang, Status};

use super::groups::GROUPS;
use super::model::Draft;
use super::outcome;
use super::work::Work;
use crate::markup::{live, t as pick};
use crate::settings::Space;
use crate::text::date;

/// The slip. Print CSS shows it alone.
#[component]
pub fn Slip(
    /// The state of the page.
    work: Work,
) -> impl IntoView {
    let app = work.app;
    let sheet = move || {
        let (draft, result, lang) = (work.draft.get(), work.result.get(), app.lang.get());
        let training = app.space.get() == Space::Training;
        let today = date(app.today, lang);
        app.with_engine(|engine| sheet(engine, &draft, &result, lang, training, &today))
    };
    view! { <article class="slip" data-testid="intake-slip" aria-hidden="true">{live(sheet, |_| {})}</article> }
}

/// Marks in the text and the notes they lead to: one for each row that decides.
struct Notes<'a> {
    engine: &'a Engine,
    lang: Lang,
    rules: Vec<String>,
}

impl Notes<'_> {
    /// The mark of a row, as a raised number.
    fn mark(&mut self, rule: &str) -> Markup {
        let at = self
            .rules
            .iter()
            .position(|known| known == rule)
            .unwrap_or_else(|| {
                self.rules.push(rule.to_owned());
                self.rules.len() - 1
            });
        html! { sup { (at + 1) } }
    }

    /// The notes: title, basis and citations of each row.
    fn list(&self) -> Markup {
        let lang = self.lang;
        let rules = self.rules.iter();
        html! {
            @for rule in rules.filter_map(|rule| self.engine.rule_of(rule)) {
                li {
                    @if rule.basis == Basis::Assumption { (pick(lang, "【假设】", "[assumption] ")) }
                    (rule.title.in_lang(lang)) (pick(lang, "：", ": ")) (rule.cites.join(pick(lang, "、", ", ")))
                }
            }
        }
    }

    /// The documents that are cited, by the letters of their ids.
    fn documents(&self) -> String {
        let (lang, catalogue) = (self.lang, &self.engine.rulebook().catalogue);
        let mut documents: Vec<String> = Vec::new();
        let cited = self
            .rules
            .iter()
            .filter_map(|rule| self.engine.rule_of(rule))
            .flat_map(|rule| &rule.cites);
        for entry in cited.filter_map(|id| catalogue.get(id)) {
            let Some(document) = catalogue.document(entry) else {
                continue;
            };
            let letters: String = entry
                .id
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect();
            let words = format!("{letters} {}", document.title.in_lang(lang));
            if !documents.contains(&words) {
                documents.push(words);
            }
        }
        documents.join(pick(lang, "；", "; "))
    }
}

fn sheet(
    engine: &Engine,
    draft: &Draft,
    result: &Determination,
    lang: Lang,
    training: bool,
    today: &str,
) -> Markup {
    let say = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let mut notes = Notes {
        engine,
        lang,
        rules: Vec::new(),
    };
    let leads = result.reasons.iter();
    let lead_marks: Vec<_> = leads
        .filter(|reason| reason.table == "lead")
        .map(|reason| notes.mark(&reason.rule))
        .collect();
    let rows = [
        (say("协同主体", "Others"), parts(result, lang, &mut notes)),
        (
            say("联动机制", "Mechanisms"),
            mechanisms(engine, result, lang, &mut notes),
        ),
        (
            say("随附职责", "Duties"),
            duties(engine, result, lang, &mut notes),
        ),
        (
            say("时限", "Time limits"),
            limits(engine, result, lang, &mut notes),
        ),
        (
            say("提示", "Warnings"),
            warnings(engine, result, lang, &mut notes),
        ),
    ];
    let received = draft.received.map(|day| date(day, lang));
    let id = if draft.id.is_empty() {
        say("未编号", "none")
    } else {
        &draft.id
    };
    let signs = [
        say("拟办意见（案管）", "Proposed (case management)"),
        say("分管领导", "Leader in charge"),
        say("主要负责人", "Head"),
        say("承办签收", "Taken over by"),
    ];
    html! {
        header class="slip-head" {
            @if training {
                p class="slip-mark" { (say("实训数据 · 人物、单位、案情均为虚构", "Training data · people, units and matters are invented")) }
            }
            h1 { (say("问题线索分办单", "Clue routing slip")) }
        }
        table class="slip-table" {
            tbody {
                tr {
                    th scope="row" { (say("线索编号", "Clue id")) }
                    td { (id) }
                    th scope="row" { (say("收到日期", "Received")) }
                    td { (received.as_deref().unwrap_or(say("未填", "not given"))) }
                }
                tr { th scope="row" { (say("已知事实", "Known facts")) } td colspan="3" { (facts(draft, lang)) } }
                tr class="slip-lead" {
                    th scope="row" { (say("主办", "Lead")) }
                    td colspan="3" {
                        strong { (outcome::headline(result, lang)) }
                        @for mark in &lead_marks { (mark) }
                        @if result.status == Status::Undetermined { p class="slip-open" { (outcome::conclusion(result, lang)) } }
                    }
                }
                @for (name, content) in rows.iter().filter(|(_, content)| !content.is_empty()) {
                    tr { th scope="row" { (name) } td colspan="3" { @for part in content { (part) } } }
                }
            }
        }
        table class="slip-signs" {
            tbody { tr { @for name in signs { td { p { (name) } p class="slip-date" { (say("年　　月　　日", "Date:")) } } } } }
        }
        @if !notes.rules.is_empty() {
            section class="slip-notes" {
                h2 { (say("依据", "Basis")) }
                ol { (notes.list()) }
                p { (notes.documents()) }
            }
        }
        footer class="slip-foot" {
            p {
                (say(
                    "本单由规则库推算，供分办决策参考，不认定任何人有责任；以有权领导审批意见为准。",
                    "Worked out from the rulebook to support the decision who handles the clue. It finds nobody guilty; what the competent leader approves prevails.",
                ))
            }
            p { (say("打印日期：", "Printed: ")) (today) }
        }
    }
}

fn facts(draft: &Draft, lang: Lang) -> Markup {
    let all = || GROUPS.iter().flat_map(|group| group.facts);
    let known =
        all().filter_map(|fact| Some((fact.label(lang), draft.facts.value(*fact)?.label(lang))));
    let unknown = all().filter(|fact| draft.facts.value(**fact).is_none());
    let unknown: Vec<&str> = unknown.map(|fact| fact.label(lang)).collect();
    html! {
        @for (fact, value) in known { span class="slip-fact" { (fact) (pick(lang, "：", ": ")) (value) } }
        @if !unknown.is_empty() {
            p class="slip-unknown" { (pick(lang, "未知：", "Unknown: ")) (unknown.join(pick(lang, "、", ", "))) }
        }
    }
}

fn parts(result: &Determination, lang: Lang, notes: &mut Notes<'_>) -> Vec<Markup> {
    let helpers = result.assist.iter().filter(|part| part.role != Role::Lead);
    helpers
        .map(|part| {
            let mark = notes.mark(&part.rule);
            html! {
                span class="slip-item" { (part.organ.label(lang)) (pick(lang, "——", ": ")) (part.role.label(lang)) (mark) }
            }
        })
        .collect()
}

fn mechanisms(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<Markup> {
    let lines = outcome::mechanisms(engine, result, &[], lang).into_iter();
    lines
        .filter(|line| line.sure)
        .map(|line| {
            let marks: Vec<_> = line.rules.iter().map(|rule| notes.mark(rule)).collect();
            html! { span class="slip-item" { (line.mechanism.label(lang)) @for mark in marks { (mark) } } }
        })
        .collect()
}

fn duties(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<Markup> {
    let phases = outcome::duties(engine, result, lang).into_iter();
    phases
        .map(|(phase, lines)| {
            html! {
                p {
                    span class="slip-phase" { (phase.label(lang)) } " "
                    @for line in lines {
                        span class="slip-item" {
                            (line.who.label(lang))
                            @if let Some(whom) = line.whom { " → " (whom.label(lang)) }
                            (pick(lang, "：", ": ")) (line.title) (notes.mark(&line.rule))
                        }
                    }
                }
            }
        })
        .collect()
}

fn limits(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<Markup> {
    let lines = outcome::deadlines(engine, result, lang).into_iter();
    lines
        .map(|line| {
            html! {
                p {
                    (line.title) (pick(lang, "：", ": ")) (line.amount)
                    @if let Some(day) = line.due { (pick(lang, "，至 ", ", by ")) (date(day, lang)) }
                    @if line.provisional { (pick(lang, "（暂定）", " (provisional)")) }
                    @if line.basis == Basis::Assumption { (pick(lang, "【假设】", " [assumption]")) }
                    (notes.mark(&line.rule))
                }
            }
        })
        .collect()
}

fn warnings(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<Markup> {
    let lines = outcome::warnings(engine, result, lang).into_iter();
    lines
        .map(|line| {
            let word = match line.severity {
                Severity::Contradiction => pick(lang, "【相互矛盾】", "[contradiction] "),
                Severity::Check => pick(lang, "【请核对】", "[check] "),
                Severity::Note => "",
            };
            html! { p { (word) (line.says) (notes.mark(&line.rule)) } }
        })
        .collect()
}
