//! A scene, its decision and its grading, drawn. Pure.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang, MatterFacts, Text};
use shizu_training::{Brief, Document, Given, Graded, Kind, Scenario, Scene};

use super::sitting::{Sitting, Stage};
use crate::markup::{cites, t};
use crate::training::question::{brief, credit_sign, graded, hints, slots};

/// A text with an empty line between its paragraphs.
pub fn paragraphs(text: &Text, lang: Lang) -> Markup {
    html! {
        @for part in text.in_lang(lang).trim().split("\n\n") { p { (part.trim()) } }
    }
}

/// Everything of the scene: what happens, who is there, what is known, what is to be decided or how it was graded.
pub fn scene(engine: &Engine, sitting: &Sitting, lang: Lang) -> Markup {
    let Some(scene) = sitting.play().scene() else {
        return html! {};
    };
    let scenario = &sitting.course().scenario;
    html! {
        div class="train-scene" {
            div class="train-story" {
                (progress(sitting, lang))
                h2 id="train-scene" tabindex="-1" { (scene.title.in_lang(lang)) }
                (paragraphs(&scene.text, lang))
                (papers(engine, scenario, scene, lang))
                @if !scene.cites.is_empty() { p class="hint" { (t(lang, "这一幕依据：", "This scene rests on: ")) } (cites(engine, &scene.cites, lang)) }
            }
            div class="train-beside" {
                (who(scenario, scene, lang))
                (known(sitting, scene, lang))
            }
            div class="train-task" {
                @match sitting.stage() {
                    Stage::Deciding => (decision(sitting, lang)),
                    Stage::Graded => (grading(engine, sitting, lang)),
                    Stage::Reading | Stage::Finished => (reading(sitting, lang)),
                }
            }
        }
    }
}

fn progress(sitting: &Sitting, lang: Lang) -> Markup {
    let taken = sitting.play().graded().len();
    let all = sitting.course().scenario.decisions().count();
    let width = (taken * 100).checked_div(all).unwrap_or_default();
    html! {
        div class="train-progress" {
            span class="train-bar" aria-hidden="true" { i style={ "width:" (width) "%" } {} }
            span class="hint" { (sitting.play().progress(lang)) }
        }
    }
}

fn who(scenario: &Scenario, scene: &Scene, lang: Lang) -> Markup {
    let here = scenario.characters.iter();
    let mut here = here
        .filter(|known| scene.who.contains(&known.id))
        .peekable();
    html! {
        @if here.peek().is_some() {
            section {
                h3 { (t(lang, "在场", "Who is there")) }
                ul class="train-who" {
                    @for person in here {
                        li { strong { (person.name.in_lang(lang)) } span class="hint" { (person.role.in_lang(lang)) } }
                    }
                }
            }
        }
    }
}

fn papers(engine: &Engine, scenario: &Scenario, scene: &Scene, lang: Lang) -> Markup {
    let papers = scenario.documents.iter();
    let papers = papers.filter(|paper| scene.documents.contains(&paper.id));
    html! { @for paper in papers { (document(engine, paper, lang)) } }
}

fn document(engine: &Engine, paper: &Document, lang: Lang) -> Markup {
    html! {
        details class="train-paper" id={ "train-paper-" (paper.id) } open {
            summary { (paper.title.in_lang(lang)) }
            div class="train-paper-body" {
                (paragraphs(&paper.body, lang))
                @if !paper.cites.is_empty() { (cites(engine, &paper.cites, lang)) }
            }
        }
    }
}

/// What is known of each matter that has come up; what became known in this scene is marked. It is folded, for the papers are to be read, except where one
/// is to say what is still missing.
fn known(sitting: &Sitting, scene: &Scene, lang: Lang) -> Markup {
    let matters = sitting.play().known().matters();
    let written = sitting.course().scenario.matters.iter();
    let all = matters.iter().zip(written).enumerate();
    let shown = all.filter_map(|(at, (matter, written))| {
        let asked = asks(sitting, &matter.id);
        let come_up = asked.is_some() || learns(scene, at) || has_come_up(sitting, at);
        come_up.then_some((at, matter, written, asked == Some(Kind::AskNext)))
    });
    html! {
        @for (at, matter, written, open) in shown {
            details class="train-known" id={ "train-known-" (scene.id) "-" (matter.id) } open[open] {
                summary { (t(lang, "已知：", "Known: ")) (written.title.in_lang(lang)) }
                dl {
                    @if let Some(day) = matter.received {
                        div { dt { (t(lang, "收到日期", "received")) } dd { (crate::text::date(day, lang)) } }
                    }
                    @for (fact, value) in matter.facts.known() {
                        @let new = scene.learn.iter().any(|learn| learn.matter == at && learn.fact == fact);
                        div class=[new.then_some("train-new")] {
                            dt { (fact.label(lang)) }
                            dd { (value.label(lang)) @if new { " " span class="train-new-word" { (t(lang, "新", "new")) } } }
                        }
                    }
                }
            }
        }
    }
}

fn learns(scene: &Scene, matter: usize) -> bool {
    scene.learn.iter().any(|learn| learn.matter == matter)
}

/// The kind of the decision that is looked at, if it is about this matter.
fn asks(sitting: &Sitting, matter: &str) -> Option<Kind> {
    let pending = sitting.looked_at()?;
    (pending.brief.matter.as_deref() == Some(matter)).then_some(pending.kind)
}

/// Whether something of a matter became known in a scene that was decided in.
fn has_come_up(sitting: &Sitting, matter: usize) -> bool {
    let scenario = &sitting.course().scenario;
    let mut graded = sitting.play().graded().iter();
    graded.any(|graded| {
        let scene = scenario.decision(&graded.decision);
        scene.is_some_and(|(scene, _)| learns(scene, matter))
    })
}

fn facts(facts: &MatterFacts) -> Vec<Given> {
    let known = facts.known();
    let text = |zh: &str, en: &str| Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
    let given = known.map(|(fact, value)| Given {
        what: text(fact.label(Lang::Zh), fact.label(Lang::En)),
        value: text(value.label(Lang::Zh), value.label(Lang::En)),
    });
    given.collect()
}

/// The facts of a question that are not already said beside it.
fn further(sitting: &Sitting, shown: &Brief) -> Brief {
    let matters = sitting.play().known().matters().iter();
    let said: Vec<Given> = matters.flat_map(|matter| facts(&matter.facts)).collect();
    let given = shown.given.iter().filter(|given| !said.contains(given));
    Brief {
        given: given.cloned().collect(),
        ..shown.clone()
    }
}

fn decision(sitting: &Sitting, lang: Lang) -> Markup {
    let Some(pending) = sitting.pending() else {
        return html! {};
    };
    let many = pending.slots.iter().map(|slot| slot.choices.len()).max();
    html! {
        section class="train-card-task" aria-labelledby="train-question" {
            h3 id="train-question" tabindex="-1" { (pending.prompt.in_lang(lang)) }
            (brief(&further(sitting, &pending.brief), lang))
            @if pending.slots.is_empty() {
                p class="train-notice" {
                    (t(
                        lang,
                        "按现在的规则，已知的事实还定不了答案：这个决策不评分，请继续。",
                        "Under the rules as they are now the known facts settle nothing: this decision is not graded; go on.",
                    ))
                }
            }
            (slots(sitting.filling(), lang))
            (hints(&pending.hints, sitting.hints(), lang))
            @if let Some(problem) = sitting.problem() {
                p class="train-problem" role="alert" id="train-problem" { (problem.message(lang)) }
            }
            p class="actions" {
                button type="button" class="button primary" id="train-answer" data-do="answer" { (t(lang, "作答", "Answer")) }
                (back(sitting, lang))
            }
            (keys(many.unwrap_or_default() > 0, lang))
        }
    }
}

fn back(sitting: &Sitting, lang: Lang) -> Markup {
    html! {
        @if sitting.can_back() {
            button type="button" class="button quiet" id="train-back" data-do="back" { (t(lang, "退一步", "Back")) }
        }
    }
}

fn keys(digits: bool, lang: Lang) -> Markup {
    html! {
        p class="hint train-keys no-print" {
            (t(lang, "键盘：", "Keys: "))
            @if digits { kbd { "1" } "–" kbd { "9" } (t(lang, " 选择，", " choose, ")) }
            kbd { "Enter" } (t(lang, " 作答、继续，", " answers, goes on, "))
            kbd { "?" } (t(lang, " 提示，", " shows a hint, "))
            kbd { "B" } (t(lang, " 退一步。", " goes back."))
        }
    }
}

fn grading(engine: &Engine, sitting: &Sitting, lang: Lang) -> Markup {
    let Some(grading) = sitting.grading() else {
        return html! {};
    };
    let (sign, class, word) = credit_sign(grading.credit, lang);
    let prompt = sitting.course().scenario.decision(&grading.decision);
    html! {
        section class="train-card-task" aria-labelledby="train-graded" {
            @if let Some((_, decision)) = prompt { p class="train-asked" { (decision.prompt.in_lang(lang)) } }
            h3 id="train-graded" class={ "train-credit " (class) } tabindex="-1" aria-live="polite" {
                span aria-hidden="true" { (sign) " " }
                (word)
                @if let Some(credit) = grading.credit {
                    " " span class="train-percent" { (t(lang, "得分", "credit")) " " (credit.percent()) "%" }
                }
            }
            (graded(engine, grading, lang))
            (again(sitting, grading, lang))
            p class="actions" {
                button type="button" class="button primary" id="train-go" data-do="go" {
                    @if is_last(sitting) { (t(lang, "看总结", "To the end")) } @else { (t(lang, "继续", "Go on")) }
                }
                (back(sitting, lang))
            }
            (keys(false, lang))
        }
    }
}

/// What was asked about, to be looked at beside the reasons.
fn again(sitting: &Sitting, grading: &Graded, lang: Lang) -> Markup {
    let asked = sitting.looked_at();
    let given = asked.map(|pending| further(sitting, &pending.brief));
    let given = given.filter(|given| *given != Brief::default());
    html! {
        @if let Some(given) = given {
            details class="disclosure" id={ "train-given-" (grading.decision) } {
                summary { (t(lang, "再看题目里的数据", "What was asked about")) }
                (brief(&given, lang))
            }
        }
    }
}

/// Whether nothing comes after this.
fn is_last(sitting: &Sitting) -> bool {
    sitting.pending().is_none() && sitting.play().scene().is_some_and(|scene| scene.end)
}

fn reading(sitting: &Sitting, lang: Lang) -> Markup {
    html! {
        p class="actions" {
            button type="button" class="button primary" id="train-go" data-do="go" {
                @if is_last(sitting) { (t(lang, "看总结", "To the end")) } @else { (t(lang, "继续", "Go on")) }
            }
            (back(sitting, lang))
        }
        (keys(false, lang))
    }
}
