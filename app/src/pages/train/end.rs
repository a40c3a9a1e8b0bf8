//! The end of a scenario: score, what to take home, one's way beside the engine's, the file and the certificate. Pure.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang};
use shizu_training::{Choice, Graded, GradedSlot, Record, Scenario};

use super::path::{Row, Stop};
use super::scene::paragraphs;
use super::sitting::Sitting;
use crate::markup::t;
use crate::training::question::{credit_sign, graded, names};

/// The end, as it is shown. `named` if the name can be written into the record.
pub fn end(
    engine: &Engine,
    sitting: &Sitting,
    rows: &[Row],
    record: &Record,
    named: bool,
    lang: Lang,
) -> Markup {
    let scenario = &sitting.course().scenario;
    let score = sitting.play().score();
    let all: Vec<&Graded> = sitting.play().graded().iter().collect();
    let full = all
        .iter()
        .filter(|graded| graded.credit.is_some() && graded.is_full())
        .count();
    let counted = all.iter().filter(|graded| graded.credit.is_some()).count();
    html! {
        section class="train-end no-print" {
            h2 id="train-scene" tabindex="-1" aria-live="polite" {
                (t(lang, "完成：", "Finished: ")) (scenario.title.in_lang(lang))
            }
            p class="train-score" {
                strong { (score.percent()) "%" }
                span class="hint" {
                    @match lang {
                        Lang::Zh => { (counted) "个评分决策，" (full) "个全对" }
                        Lang::En => { (full) " of " (counted) " graded decisions all right" }
                    }
                }
            }
            div class="train-debrief" {
                h3 { (t(lang, "带走这几句", "To take home")) }
                (paragraphs(&scenario.debrief, lang))
            }
            div class="train-result" {
                @if named {
                    p class="labelled" {
                        label for="train-name" { (t(lang, "姓名（写进成绩文件和成绩单）", "Name (for the result file and the certificate)")) }
                        input type="text" class="field" id="train-name" maxlength="40" autocomplete="off" value=(record.trainee) data-do="name" data-late;
                    }
                } @else if !record.trainee.is_empty() {
                    p { (t(lang, "姓名：", "Name: ")) (record.trainee) }
                }
                p class="actions" {
                    button type="button" class="button primary" id="train-save" data-do="save" { (t(lang, "保存成绩文件", "Save the result file")) }
                    button type="button" class="button" id="train-print" data-do="print" { (t(lang, "打印成绩单", "Print the certificate")) }
                    button type="button" class="button" id="train-again" data-do="again" { (t(lang, "再做一遍", "Play again")) }
                    a class="button quiet" href="#/train" { (t(lang, "回到课程", "Back to the lessons")) }
                    button type="button" class="button quiet" id="train-back" data-do="back" { (t(lang, "退一步", "Back")) }
                }
                p class="hint" {
                    (t(
                        lang,
                        "再做一遍不会改动这次的成绩。成绩文件带校验值，教员汇总时能看出是否改过。",
                        "Playing again leaves this result as it is. The file carries a checksum, so that a class report shows whether it was changed.",
                    ))
                }
            }
            h3 { (t(lang, "你的路径与引擎的路径", "Your way beside the engine's")) }
            div class="train-way" {
                p class="train-way-head" aria-hidden="true" { span { (t(lang, "你", "You")) } span { (t(lang, "引擎", "Engine")) } }
                @for row in rows { (of_row(engine, scenario, row, lang)) }
            }
        }
        (certificate(scenario, &all, record, lang))
    }
}

fn of_row(engine: &Engine, scenario: &Scenario, row: &Row, lang: Lang) -> Markup {
    let Some(scene) = row
        .mine
        .as_ref()
        .or(row.engine.as_ref())
        .map(|stop| stop.scene)
    else {
        return html! {};
    };
    let parts = match (&row.mine, &row.engine) {
        (Some(_), None) => t(lang, "分岔：只在你的路上", "The ways part: only on yours"),
        (None, Some(_)) => t(
            lang,
            "分岔：只在引擎的路上",
            "The ways part: only on the engine's",
        ),
        _ => "",
    };
    let (mine, engines) = (decided(row.mine.as_ref()), decided(row.engine.as_ref()));
    html! {
        section class={ "train-stop" @if !parts.is_empty() { " train-parts" } } {
            h4 { (scene.title.in_lang(lang)) @if !parts.is_empty() { " " span class="train-parts-word" { "≠ " (parts) } } }
            @for here in mine {
                @let other = engines.iter().find(|other| other.decision == here.decision);
                (taken(engine, scenario, here, other, lang))
            }
            @if row.mine.is_none() {
                @for only in engines {
                    div class="train-pair" { p class="hint" { (prompt(scenario, &only.decision, lang)) } p { (chosen(only, lang)) } }
                }
            }
        }
    }
}

fn decided(stop: Option<&Stop>) -> &[Graded] {
    stop.map_or(&[], |stop| &stop.graded)
}

fn prompt<'s>(scenario: &'s Scenario, decision: &str, lang: Lang) -> &'s str {
    let found = scenario.decision(decision);
    found.map_or("", |(_, decision)| decision.prompt.in_lang(lang))
}

/// A decision of both: what either chose, and the grading to unfold.
fn taken(
    engine: &Engine,
    scenario: &Scenario,
    mine: &Graded,
    other: Option<&Graded>,
    lang: Lang,
) -> Markup {
    let (sign, class, word) = credit_sign(mine.credit, lang);
    html! {
        details class={ "train-taken " (class) } id={ "train-taken-" (mine.decision) } {
            summary {
                span class="train-taken-prompt" {
                    span class="q-sign" aria-hidden="true" { (sign) }
                    (prompt(scenario, &mine.decision, lang)) " "
                    span class="q-word" { (word) @if let Some(credit) = mine.credit { " " (credit.percent()) "%" } }
                }
                span class="train-pair" {
                    span { span class="hidden" { (t(lang, "你：", "You: ")) } (chosen(mine, lang)) }
                    span { span class="hidden" { (t(lang, "引擎：", "Engine: ")) } (engines(mine, other, lang)) }
                }
            }
            div class="train-taken-body" { (graded(engine, mine, lang)) }
        }
    }
}

/// What was chosen, slot by slot.
fn chosen(graded: &Graded, lang: Lang) -> String {
    lines(graded, |slot| &slot.chosen, lang)
}

/// What the engine chose on its way; where it did not come by, what it would have chosen here.
fn engines(mine: &Graded, other: Option<&Graded>, lang: Lang) -> String {
    match other {
        _ if mine.credit.is_none() => "—".to_owned(),
        Some(other) => chosen(other, lang),
        None => lines(mine, |slot| &slot.right, lang),
    }
}

fn lines(graded: &Graded, of: fn(&GradedSlot) -> &[Choice], lang: Lang) -> String {
    let several = graded.slots.len() > 1;
    let slots = graded.slots.iter().map(|slot| {
        let names = names(of(slot), lang);
        if several {
            format!("{}{}{names}", slot.label.in_lang(lang), t(lang, "：", ": "))
        } else {
            names
        }
    });
    slots.collect::<Vec<_>>().join(t(lang, "；", "; "))
}

/// The certificate: on paper only.
fn certificate(scenario: &Scenario, all: &[&Graded], record: &Record, lang: Lang) -> Markup {
    let day = record
        .ended
        .split_once('T')
        .map_or(&*record.ended, |(day, _)| day);
    let day = day
        .parse()
        .map_or_else(|_| day.to_owned(), |day| crate::text::date(day, lang));
    html! {
        section class="train-certificate print-only" data-testid="train-certificate" {
            p class="train-certificate-kind" { (t(lang, "实训 · 人物、单位、事项均为虚构", "Training · everybody and everything is invented")) }
            h2 { (t(lang, "实训成绩单", "Certificate of results")) }
            dl {
                div { dt { (t(lang, "姓名", "Name")) } dd { @if record.trainee.is_empty() { "________________" } @else { (record.trainee) } } }
                div { dt { (t(lang, "情景", "Scenario")) } dd { (scenario.title.in_lang(lang)) } }
                div { dt { (t(lang, "完成日期", "Finished on")) } dd { (day) } }
                div { dt { (t(lang, "得分", "Score")) } dd class="train-certificate-score" { (record.score.percent()) "%" } }
            }
            table class="grid" {
                thead { tr {
                    th scope="col" { "#" }
                    th scope="col" { (t(lang, "决策", "Decision")) }
                    th scope="col" class="figure" { (t(lang, "提示", "Hints")) }
                    th scope="col" class="figure" { (t(lang, "得分", "Credit")) }
                } }
                tbody {
                    @for (at, graded) in all.iter().enumerate() {
                        tr {
                            td { (at + 1) }
                            td { (prompt(scenario, &graded.decision, lang)) }
                            td class="figure" { (graded.hints) }
                            td class="figure" { @match graded.credit { Some(credit) => { (credit.percent()) "%" } None => (t(lang, "不评分", "not graded")) } }
                        }
                    }
                }
            }
            dl class="train-certificate-sums" {
                div { dt { (t(lang, "成绩校验值", "Checksum of the result")) } dd { (record.checksum()) } }
                div { dt { (t(lang, "情景校验值", "Checksum of the scenario")) } dd { (record.hash) } }
                div { dt { (t(lang, "规则校验值", "Checksum of the rules")) } dd { (record.rules) } }
            }
            p class="train-certificate-foot" {
                (t(
                    lang,
                    "与成绩文件中的校验值相同即为原件；可在“教员”页重新评分。仅供训练。",
                    "It is the original if the checksum in the result file is the same; page Teaching grades it again. For training only.",
                ))
            }
        }
    }
}
