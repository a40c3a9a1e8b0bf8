//! One trainee, drawn: each result with what is to be said of it, and every step with time, answer, credit and reason.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang};
use shizu_training::{Class, GradedSlot, LogLine, Report, ResultLine};

use super::name;
use super::picture::{duration, who};
use crate::markup::{cites, t};
use crate::route::rule_href;
use crate::training::question::{credit_sign, names};

/// A trainee with all results.
pub fn person(
    engine: &Engine,
    report: &Report,
    class: &Class,
    trainee: &str,
    lang: Lang,
) -> Markup {
    let lines = report.results.iter().enumerate();
    let lines: Vec<(usize, &ResultLine)> = lines.filter(|(_, line)| who(line) == trainee).collect();
    let Some((_, first)) = lines.first() else {
        return Markup::default();
    };
    html! {
        section class="class-person" id="class-person" aria-labelledby="class-person-title" {
            h2 id="class-person-title" {
                (name(&first.trainee, lang)) " "
                button type="button" class="button quiet no-print" data-do="trainee" data-arg=(trainee) { (t(lang, "收起", "Close")) }
            }
            @for (at, line) in &lines { (result(engine, *at, line, class.log(*at), lang)) }
        }
    }
}

fn result(engine: &Engine, at: usize, line: &ResultLine, log: &[LogLine], lang: Lang) -> Markup {
    html! {
        section class="class-result" {
            h3 { (line.title.in_lang(lang)) " " span class="class-score" { (line.score.percent()) "%" } }
            p class="hint" {
                (line.file) " · " (when(&line.ended)) " · " (duration(line.seconds, lang))
                @if line.hints > 0 { " · " (t(lang, "看提示", "hints")) " " (line.hints) }
                @if !line.counts { " · " (t(lang, "不计入平均", "left out of the means")) }
                " "
                button type="button" class="button quiet no-print" data-do="remove" data-arg=(at) { (t(lang, "移出这一份", "Take this one out")) }
            }
            @if !line.notes.is_empty() {
                ul class="class-notes" { @for note in &line.notes { li { (note.message(lang)) } } }
            }
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "逐步记录", "Step by step")) {
                table class="grid class-log" {
                    thead { tr {
                        th scope="col" class="figure" { (t(lang, "步", "Step")) }
                        th scope="col" { (t(lang, "提问", "Question")) }
                        th scope="col" class="figure" { (t(lang, "用时", "Time")) }
                        th scope="col" { (t(lang, "答案", "Answer")) }
                        th scope="col" class="figure" { (t(lang, "得分", "Credit")) }
                        th scope="col" { (t(lang, "依据", "Basis")) }
                    } }
                    tbody { @for (number, step) in log.iter().enumerate() { (row(engine, number + 1, step, lang)) } }
                }
            }
        }
    }
}

fn row(engine: &Engine, number: usize, step: &LogLine, lang: Lang) -> Markup {
    let (sign, class, word) = credit_sign(step.graded.credit, lang);
    html! {
        tr {
            td class="figure" { (number) }
            td { (step.prompt.in_lang(lang)) " " span class="hint" { (step.scene.in_lang(lang)) } }
            td class="figure" { (step.seconds.map_or_else(|| "—".to_owned(), |seconds| duration(u64::from(seconds), lang))) }
            td { @for slot in &step.graded.slots { (answer(slot, step.graded.slots.len() > 1, lang)) } }
            td class={ "figure " (class) } {
                span aria-hidden="true" { (sign) } span class="hidden" { (word) }
                @if let Some(credit) = step.graded.credit { " " (credit.percent()) "%" }
                @if step.graded.hints > 0 { " " span class="hint" { (t(lang, "提示", "hints ")) (step.graded.hints) } }
            }
            td { (basis(engine, step, lang)) }
        }
    }
}

/// What was answered, and the engine's answer where that is another.
fn answer(slot: &GradedSlot, labelled: bool, lang: Lang) -> Markup {
    let right = slot.credit.is_none_or(shizu_training::Fraction::is_full);
    html! {
        p {
            @if labelled { span class="hint" { (slot.label.in_lang(lang)) (t(lang, "：", ": ")) } }
            (names(&slot.chosen, lang))
            @if !right { " " span class="class-right" { (t(lang, "应为 ", "engine: ")) (names(&slot.right, lang)) } }
        }
    }
}

/// The rules that the engine's answer rests on; those of wrong answers with their paragraphs.
fn basis(engine: &Engine, step: &LogLine, lang: Lang) -> Markup {
    let mut shown: Vec<&str> = Vec::new();
    let missed = !step.graded.is_full();
    html! {
        @for why in step.graded.slots.iter().flat_map(|slot| &slot.why) {
            @if !shown.contains(&&*why.rule) {
                @let () = shown.push(&why.rule);
                p {
                    a href=(rule_href(&why.rule)) { (why.title.in_lang(lang)) }
                    @if missed { " " (cites(engine, &why.cites, lang)) }
                }
            }
        }
    }
}

/// Day and minute of a time as records tell it.
fn when(time: &str) -> String {
    let minute: String = time.chars().take(16).collect();
    minute.replace('T', " ")
}
