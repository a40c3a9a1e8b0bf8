//! The result of an exam, drawn: the score, by family, question by question. On paper everything stands in one table with its basis.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};
use shizu_training::{Fraction, Graded};

use super::state::{Asked, Finished, clock_words};
use crate::markup::t;
use crate::text::date;
use crate::training::question::{self, credit_sign, names};

/// The result.
pub fn draw(finished: &Finished, engine: &Engine, lang: Lang) -> Markup {
    let Finished {
        record,
        result,
        notes,
        asked,
        open,
    } = finished;
    let exam = &record.exam;
    let full = result.graded.iter().flatten();
    let full = full.filter(|graded| graded.is_full()).count();
    let left_open = result
        .graded
        .iter()
        .filter(|graded| graded.is_none())
        .count();
    html! {
        section class="exam-result" aria-labelledby="exam-score" {
            p class="print-only" { (t(lang, "室组联动工作台 · 实训考核成绩（题目均为虚构）", "Shizu workbench · result of a training exam (all questions are invented)")) }
            p class="exam-title" { (record.title().in_lang(lang)) @if !record.trainee.is_empty() { " · " (record.trainee) } }
            h2 id="exam-score" tabindex="-1" { (t(lang, "得分", "Score")) " " (result.score.percent()) "%" }
            p {
                @match lang {
                    Lang::Zh => {
                        (exam.items.len()) "题，全对" (full) "题"
                        @if left_open > 0 { "，未答" (left_open) "题" }
                        "。用时" (clock_words(exam.used)) "，限时" (exam.terms.seconds / 60) "分钟" @if record.by_time { "，到时交卷" } "。"
                        "交卷 " (moment(&record.ended)) "，按" (date(exam.day, lang)) "的规则。"
                    }
                    Lang::En => {
                        (exam.items.len()) " questions, " (full) " all right" @if left_open > 0 { ", " (left_open) " not answered" }
                        ". Took " (clock_words(exam.used)) " of " (exam.terms.seconds / 60) " minutes" @if record.by_time { ", handed in when time was up" } ". "
                        "Handed in " (moment(&record.ended)) ", by the rules of " (date(exam.day, lang)) "."
                    }
                }
            }
            @for note in notes { p class="drill-notice" { (note.message(lang)) } }
            ul class="exam-by-family" {
                @for (family, credit) in &result.families { li { (family.label(lang)) " " strong { (credit.percent()) "%" } } }
            }
            div class="scroll" tabindex="0" role="group" aria-label=(t(lang, "逐题", "Question by question")) {
                table class="grid exam-table" {
                    thead {
                        tr {
                            th scope="col" class="figure" { (t(lang, "题", "No.")) }
                            th scope="col" { (t(lang, "问", "Question")) }
                            th scope="col" { (t(lang, "你的答案", "You")) }
                            th scope="col" { (t(lang, "引擎的答案", "Engine")) }
                            th scope="col" { (t(lang, "评", "Grading")) }
                            th scope="col" { (t(lang, "依据", "Basis")) }
                        }
                    }
                    tbody {
                        @for (at, graded) in result.graded.iter().enumerate() {
                            (row(at, graded.as_ref(), asked.get(at).and_then(Option::as_ref), *open == Some(at), lang))
                        }
                    }
                }
            }
            @if let Some(at) = open { (in_full(*at, finished, engine, lang)) }
        }
    }
}

/// A moment without its zone: `2026-03-02 09:30`.
pub fn moment(told: &str) -> String {
    let known: String = told.chars().take(16).collect();
    known.replace('T', " ")
}

fn row(
    at: usize,
    graded: Option<&Graded>,
    asked: Option<&Asked>,
    is_open: bool,
    lang: Lang,
) -> Markup {
    // What was not answered is still told what would have been right.
    let engines = asked.and_then(|asked| asked.right.as_ref());
    let prompt = asked.map_or("", |asked| asked.prompt.in_lang(lang));
    let credit = graded.and_then(|graded| graded.credit);
    let (sign, class, word) = match graded {
        Some(graded) => credit_sign(graded.credit, lang),
        None => ("○", "q-wrong", t(lang, "未答", "not answered")),
    };
    let partly = credit.filter(|credit| !credit.is_full() && *credit != Fraction::ZERO);
    let mut cites: Vec<&str> = engines
        .iter()
        .flat_map(|graded| &graded.slots)
        .flat_map(|slot| &slot.why)
        .flat_map(|why| &why.cites)
        .map(String::as_str)
        .collect();
    cites.sort_unstable();
    cites.dedup();
    let answers = |graded: Option<&Graded>, chosen: bool| {
        html! {
            @for slot in graded.iter().flat_map(|graded| &graded.slots) {
                div { (names(if chosen { &slot.chosen } else { &slot.right }, lang)) }
            }
        }
    };
    html! {
        tr class=[is_open.then_some("exam-open")] {
            th scope="row" class="figure" { (at + 1) }
            td {
                button type="button" class="drill-link no-print" id={ "exam-open-" (at) } data-do="open" data-arg=(at) aria-expanded=(is_open) { (prompt) }
                span class="print-only" { (prompt) }
            }
            td { @if graded.is_none() { "—" } (answers(graded, true)) }
            td { (answers(engines, false)) }
            td class={ "exam-credit " (class) } { span aria-hidden="true" { (sign) } " " (word) @if let Some(credit) = partly { " " (credit.percent()) "%" } }
            td class="exam-cites" { (cites.join(t(lang, "、", ", "))) }
        }
    }
}

/// One question with everything that is to be said of it.
fn in_full(at: usize, finished: &Finished, engine: &Engine, lang: Lang) -> Markup {
    let Some(Some(asked)) = finished.asked.get(at) else {
        return Markup::default();
    };
    let graded = finished.result.graded.get(at).and_then(Option::as_ref);
    html! {
        section class="drill no-print" aria-labelledby="exam-in-full" {
            h3 id="exam-in-full" {
                @match lang { Lang::Zh => { "第" (at + 1) "题：" } Lang::En => { "Question " (at + 1) ": " } }
                (asked.prompt.in_lang(lang))
            }
            (question::brief(&asked.brief, lang))
            @if let Some(graded) = graded.or(asked.right.as_ref()) { (question::graded(engine, graded, lang)) }
        }
    }
}
