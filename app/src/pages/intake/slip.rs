//! The routing slip (分办单): one sheet of A4, seen on paper only.

use leptos::prelude::*;
use shizu_rules::vocabulary::{Basis, Role, Severity, Term};
use shizu_rules::{Determination, Engine, Lang, Status};

use super::groups::{GROUPS, pick};
use super::model::Draft;
use super::outcome;
use super::work::Work;
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
        app.with_engine(|engine| sheet(engine, &draft, &result, lang, training, &today).into_any())
    };
    view! { <article class="slip" data-testid="intake-slip" aria-hidden="true">{sheet}</article> }
}

/// Marks in the text and the notes they lead to: one for each row that decides.
struct Notes<'a> {
    engine: &'a Engine,
    lang: Lang,
    rules: Vec<String>,
}

impl Notes<'_> {
    /// The mark of a row, as a raised number.
    fn mark(&mut self, rule: &str) -> AnyView {
        let at = self
            .rules
            .iter()
            .position(|known| known == rule)
            .unwrap_or_else(|| {
                self.rules.push(rule.to_owned());
                self.rules.len() - 1
            });
        view! { <sup>{at + 1}</sup> }.into_any()
    }

    /// The notes: title, basis and citations of each row.
    fn list(&self) -> Vec<AnyView> {
        let lang = self.lang;
        let note = |rule: &String| {
            let rule = self.engine.rule_of(rule)?;
            let sign = match rule.basis {
                Basis::Assumption => pick(lang, "【假设】", "[assumption] "),
                Basis::Source | Basis::Statute => "",
            };
            let words = format!(
                "{sign}{}{}{}",
                rule.title.in_lang(lang),
                pick(lang, "：", ": "),
                rule.cites.join(pick(lang, "、", ", "))
            );
            Some(view! { <li>{words}</li> }.into_any())
        };
        self.rules.iter().filter_map(note).collect()
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
) -> impl IntoView + use<> {
    let say = |zh: &'static str, en: &'static str| pick(lang, zh, en);
    let mut notes = Notes {
        engine,
        lang,
        rules: Vec::new(),
    };
    let lead_marks: Vec<_> = result
        .reasons
        .iter()
        .filter(|reason| reason.table == "lead")
        .map(|reason| notes.mark(&reason.rule))
        .collect();
    let parts = parts(result, lang, &mut notes);
    let mechanisms = mechanisms(engine, result, lang, &mut notes);
    let duties = duties(engine, result, lang, &mut notes);
    let limits = limits(engine, result, lang);
    let warnings = warnings(engine, result, lang);
    let received = draft.received.map_or_else(
        || say("未填", "not given").to_owned(),
        |day| date(day, lang),
    );
    let id = if draft.id.is_empty() {
        say("未编号", "none").to_owned()
    } else {
        draft.id.clone()
    };
    let rows = |name: &'static str, content: Vec<AnyView>| {
        (!content.is_empty())
            .then(|| view! { <tr><th scope="row">{name}</th><td colspan="3">{content}</td></tr> })
    };
    let unsettled = (result.status == Status::Undetermined).then(|| {
        view! { <p class="slip-open">{outcome::conclusion(result, lang)}</p> }
    });
    view! {
        <header class="slip-head">
            {training.then(|| view! { <p class="slip-mark">{say("实训数据 · 人物、单位、案情均为虚构", "Training data · people, units and matters are invented")}</p> })}
            <h1>{say("问题线索分办单", "Clue routing slip")}</h1>
        </header>
        <table class="slip-table">
            <tbody>
                <tr>
                    <th scope="row">{say("线索编号", "Clue id")}</th><td>{id}</td>
                    <th scope="row">{say("收到日期", "Received")}</th><td>{received}</td>
                </tr>
                <tr><th scope="row">{say("已知事实", "Known facts")}</th><td colspan="3">{facts(draft, lang)}</td></tr>
                <tr class="slip-lead">
                    <th scope="row">{say("主办", "Lead")}</th>
                    <td colspan="3"><strong>{outcome::headline(result, lang)}</strong>{lead_marks}{unsettled}</td>
                </tr>
                {rows(say("协同主体", "Others"), parts)}
                {rows(say("联动机制", "Mechanisms"), mechanisms)}
                {rows(say("随附职责", "Duties"), duties)}
                {rows(say("时限", "Time limits"), limits)}
                {rows(say("提示", "Warnings"), warnings)}
            </tbody>
        </table>
        <table class="slip-signs">
            <tbody>
                <tr>
                    {[
                        say("拟办意见（案管）", "Proposed (case management)"),
                        say("分管领导", "Leader in charge"),
                        say("主要负责人", "Head"),
                        say("承办签收", "Taken over by"),
                    ]
                    .map(|name| view! { <td><p>{name}</p><p class="slip-date">{say("年　　月　　日", "Date:")}</p></td> })
                    .into_iter()
                    .collect_view()}
                </tr>
            </tbody>
        </table>
        <section class="slip-notes">
            <h2>{say("依据", "Basis")}</h2>
            <ol>{notes.list()}</ol>
            <p>{notes.documents()}</p>
        </section>
        <footer class="slip-foot">
            <p>{say(
                "本单由规则库推算，供分办决策参考，不认定任何人有责任；以有权领导审批意见为准。",
                "Worked out from the rulebook to support the decision who handles the clue. It finds nobody guilty; what the competent leader approves prevails.",
            )}</p>
            <p>{format!("{}{today}", say("打印日期：", "Printed: "))}</p>
        </footer>
    }
}

fn facts(draft: &Draft, lang: Lang) -> Vec<AnyView> {
    let mut unknown = Vec::new();
    let mut known = Vec::new();
    for fact in GROUPS.iter().flat_map(|group| group.facts) {
        match draft.facts.value(*fact) {
            Some(value) => {
                let words = format!(
                    "{}{}{}",
                    fact.label(lang),
                    pick(lang, "：", ": "),
                    value.label(lang)
                );
                known.push(view! { <span class="slip-fact">{words}</span> }.into_any());
            }
            None => unknown.push(fact.label(lang)),
        }
    }
    if !unknown.is_empty() {
        let words = format!(
            "{}{}",
            pick(lang, "未知：", "Unknown: "),
            unknown.join(pick(lang, "、", ", "))
        );
        known.push(view! { <p class="slip-unknown">{words}</p> }.into_any());
    }
    known
}

fn parts(result: &Determination, lang: Lang, notes: &mut Notes<'_>) -> Vec<AnyView> {
    let helpers = result.assist.iter().filter(|part| part.role != Role::Lead);
    helpers
        .map(|part| {
            let mark = notes.mark(&part.rule);
            let words = format!(
                "{}{}{}",
                part.organ.label(lang),
                pick(lang, "——", ": "),
                part.role.label(lang)
            );
            view! { <span class="slip-item">{words}{mark}</span> }.into_any()
        })
        .collect()
}

fn mechanisms(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<AnyView> {
    outcome::mechanisms(engine, result, &[], lang)
        .into_iter()
        .filter(|line| line.sure)
        .map(|line| {
            let marks: Vec<_> = line.rules.iter().map(|rule| notes.mark(rule)).collect();
            view! { <span class="slip-item">{line.mechanism.label(lang)}{marks}</span> }.into_any()
        })
        .collect()
}

fn duties(
    engine: &Engine,
    result: &Determination,
    lang: Lang,
    notes: &mut Notes<'_>,
) -> Vec<AnyView> {
    outcome::duties(engine, result, lang)
        .into_iter()
        .map(|(phase, lines)| {
            let items: Vec<_> = lines
                .into_iter()
                .map(|line| {
                    let mark = notes.mark(&line.rule);
                    let to = line
                        .whom
                        .map(|whom| format!(" → {}", whom.label(lang)))
                        .unwrap_or_default();
                    let words = format!(
                        "{}{to}{}{}",
                        line.who.label(lang),
                        pick(lang, "：", ": "),
                        line.title
                    );
                    view! { <span class="slip-item">{words}{mark}</span> }
                })
                .collect();
            view! { <p><span class="slip-phase">{phase.label(lang)}</span> {items}</p> }.into_any()
        })
        .collect()
}

fn limits(engine: &Engine, result: &Determination, lang: Lang) -> Vec<AnyView> {
    outcome::deadlines(engine, result, lang)
        .into_iter()
        .map(|line| {
            let due = line.due.map_or_else(String::new, |day| {
                format!("{}{}", pick(lang, "，至 ", ", by "), date(day, lang))
            });
            let maybe = if line.provisional {
                pick(lang, "（暂定）", " (provisional)")
            } else {
                ""
            };
            let assumed = if line.basis == Basis::Assumption {
                pick(lang, "【假设】", " [assumption]")
            } else {
                ""
            };
            let words = format!(
                "{}{}{}{due}{maybe}{assumed}",
                line.title,
                pick(lang, "：", ": "),
                line.amount
            );
            view! { <p>{words}</p> }.into_any()
        })
        .collect()
}

fn warnings(engine: &Engine, result: &Determination, lang: Lang) -> Vec<AnyView> {
    outcome::warnings(engine, result, lang)
        .into_iter()
        .map(|line| {
            let word = match line.severity {
                Severity::Contradiction => pick(lang, "【相互矛盾】", "[contradiction] "),
                Severity::Check => pick(lang, "【请核对】", "[check] "),
                Severity::Note => "",
            };
            view! { <p>{format!("{word}{}", line.says)}</p> }.into_any()
        })
        .collect()
}
