//! The preview beside the text: the scenes, and in each what is decided and what the engine answers.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang, Text};
use shizu_training::{Pending, Scene};

use super::look::{Looked, Read};
use super::trial::Trial;
use crate::markup::{cites, t};
use crate::route::rule_href;
use crate::training::question;

/// The preview, at a scene; or, while one tries it, the trial.
pub fn preview(
    engine: &Engine,
    looked: &Looked,
    scene: usize,
    trial: Option<&Trial>,
    lang: Lang,
) -> Markup {
    let Some(read) = &looked.read else {
        return html! {
            p class="hint" {
                (t(
                    lang,
                    "文本读得通时，这里逐场景显示提问和引擎的答案。",
                    "When the text can be read, scenes, questions and the engine's answers are shown here.",
                ))
            }
        };
    };
    if let Some(trial) = trial {
        return trial.draw(engine, read, lang);
    }
    let scenes = &read.scenario.scenes;
    let at = scene.min(scenes.len().saturating_sub(1));
    html! {
        h2 { (read.scenario.title.in_lang(lang)) }
        p class="teach-figures" { (read.figures(lang)) }
        ol class="teach-scenes" {
            @for (number, scene) in scenes.iter().enumerate() {
                li {
                    button type="button" class="button quiet" id={ "teach-scene-" (number) } data-do="scene" data-arg=(number) aria-pressed=((number == at).to_string()) {
                        (number + 1) " " (scene.title.in_lang(lang))
                        @if !scene.decisions.is_empty() { " " span class="hint" { (decisions(scene.decisions.len(), lang)) } }
                    }
                }
            }
        }
        @if let Some(scene) = scenes.get(at) { (one(engine, read, scene, at, lang)) }
        (coverage(engine, read, lang))
    }
}

fn decisions(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("{count}个决策"),
        (Lang::En, 1) => "1 decision".to_owned(),
        (Lang::En, _) => format!("{count} decisions"),
    }
}

fn one(engine: &Engine, read: &Read, scene: &Scene, at: usize, lang: Lang) -> Markup {
    html! {
        section class="teach-scene" aria-labelledby="teach-scene-title" {
            h3 id="teach-scene-title" { (scene.title.in_lang(lang)) " " code { (scene.id) } }
            p class="actions no-print" {
                button type="button" class="button" id="teach-try" data-do="try" data-arg=(at) { (t(lang, "从这里试走", "Play from here")) }
                button type="button" class="button quiet" data-do="line" data-arg=(scene.place.line) { (t(lang, "到文本中的位置", "To its place in the text")) }
            }
            (told(read, scene, lang))
            @for (decision, (pending, graded)) in scene.decisions.iter().zip(read.decisions(at)) {
                section class="teach-decision" {
                    h4 {
                        (pending.prompt.in_lang(lang)) " "
                        button type="button" class="button quiet" data-do="line" data-arg=(decision.place.line) { code { (pending.decision) } }
                    }
                    p class="hint" { (pending.kind.label(lang)) @if !pending.hints.is_empty() { " · " (hints(&pending, lang)) } }
                    (question::brief(&pending.brief, lang))
                    (offered(&pending, lang))
                    @match graded {
                        Some(graded) => (question::graded(engine, &graded, lang)),
                        None => p class="teach-open" { (t(lang, "到这里规则还没有答案，见左边的说明。", "The rules have no answer here yet; see the findings.")) },
                    }
                }
            }
            (ways(read, scene, lang))
        }
    }
}

fn hints(pending: &Pending, lang: Lang) -> String {
    let count = pending.hints.len();
    match lang {
        Lang::Zh => format!("提示{count}条"),
        Lang::En => format!("hints: {count}"),
    }
}

/// The choices that trainees see.
fn offered(pending: &Pending, lang: Lang) -> Markup {
    let closed = pending.slots.iter().filter(|slot| !slot.choices.is_empty());
    html! {
        @for slot in closed {
            p class="hint" {
                (t(lang, "选项：", "Choices: "))
                (question::names(&slot.choices, lang))
            }
        }
    }
}

/// What a scene tells: its text, who appears, what lies on the table, what becomes known.
pub fn told(read: &Read, scene: &Scene, lang: Lang) -> Markup {
    let scenario = &read.scenario;
    let who = scenario.characters.iter();
    let who = who.filter(|known| scene.who.contains(&known.id));
    let documents = scenario.documents.iter();
    let documents = documents.filter(|known| scene.documents.contains(&known.id));
    html! {
        (paragraphs(&scene.text, lang))
        ul class="teach-who" {
            @for person in who { li { strong { (person.name.in_lang(lang)) } " " (person.role.in_lang(lang)) } }
        }
        @for document in documents {
            details class="disclosure" id={ "teach-doc-" (document.id) } {
                summary { (document.title.in_lang(lang)) }
                div class="disclosure-body" { (paragraphs(&document.body, lang)) }
            }
        }
        @if !scene.learn.is_empty() {
            details class="disclosure" id={ "teach-learn-" (scene.id) } {
                summary { (t(lang, "这时得知的事实", "Facts that become known here")) " " span class="hint" { (scene.learn.len()) } }
                ul class="disclosure-body" {
                    @for learn in &scene.learn {
                        @let value = learn.value.and_then(|at| learn.fact.values().get(at));
                        li { (learn.fact.label(lang)) (t(lang, "：", ": ")) (value.map_or(t(lang, "不清楚", "unknown"), |value| value.label(lang))) }
                    }
                }
            }
        }
    }
}

fn paragraphs(text: &Text, lang: Lang) -> Markup {
    html! { @for part in text.in_lang(lang).trim().split("\n\n") { p { (part.trim()) } } }
}

/// Where a scene leads.
fn ways(read: &Read, scene: &Scene, lang: Lang) -> Markup {
    let title = |id: &str| {
        let found = read.scenario.scene(id);
        found.map_or_else(
            || id.to_owned(),
            |scene| scene.title.in_lang(lang).to_owned(),
        )
    };
    html! {
        ul class="teach-ways" {
            @for branch in &scene.branches {
                li { (condition(branch, lang)) " → " (title(&branch.to)) }
            }
            @if let Some(next) = &scene.next { li { "→ " (title(next)) } }
            @if scene.end { li { "→ " (t(lang, "结尾", "the end")) } }
        }
    }
}

fn condition(branch: &shizu_training::Branch, lang: Lang) -> String {
    let of = branch
        .decision
        .as_deref()
        .unwrap_or(t(lang, "总得分", "the score"));
    let mut parts = Vec::new();
    if let Some(chose) = &branch.when.chose {
        parts.push(match lang {
            Lang::Zh => format!("选了 {chose}"),
            Lang::En => format!("chose {chose}"),
        });
    }
    if let Some(below) = branch.when.below {
        parts.push(match lang {
            Lang::Zh => format!("低于{below}%"),
            Lang::En => format!("below {below} %"),
        });
    }
    if let Some(least) = branch.when.at_least {
        parts.push(match lang {
            Lang::Zh => format!("不低于{least}%"),
            Lang::En => format!("at least {least} %"),
        });
    }
    format!("{of} {}", parts.join(t(lang, "，", ", ")))
}

/// The rules that its answers rest on, by family.
fn coverage(engine: &Engine, read: &Read, lang: Lang) -> Markup {
    let rulebook = engine.rulebook();
    let families = read.checked.coverage.by_family(rulebook);
    html! {
        details class="disclosure" id="teach-coverage" {
            summary { (t(lang, "用到的规则", "Rules used")) }
            div class="disclosure-body" {
                @for family in families.iter().filter(|family| !family.touched.is_empty()) {
                    h4 {
                        (family.family.label(lang)) " "
                        span class="hint" { (family.touched.len()) "/" (family.touched.len() + family.open.len()) }
                    }
                    ul {
                        @for item in family.touched.iter().filter_map(|id| rulebook.item(id)) {
                            li { a href=(rule_href(item.id)) { (item.title.in_lang(lang)) } " " (cites(engine, item.cites, lang)) }
                        }
                    }
                }
            }
        }
    }
}
