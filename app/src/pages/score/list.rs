//! Title, what can be done, and all units with their results.

use maud::{Markup, html};
use shizu_rules::rectification::Scoring;
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};

use super::Shown;
use super::state::State;
use crate::markup::{empty, faults, t};

/// Units of the list shown at once.
const ROWS: usize = 200;

/// Title, what can be done with the list, and the list.
pub fn head(state: &State, scoring: &Scoring, _: Option<&Shown>, _: &Engine, lang: Lang) -> Markup {
    let messages = state
        .messages
        .iter()
        .map(|both| both[usize::from(lang == Lang::En)].clone());
    html! {
        h1 class="no-print" { (t(lang, "整改评分", "Rectification score")) }
        p class="lead-in no-print" {
            (t(
                lang,
                "按五项指标对巡察整改作后评估：得分怎样构成，差在哪里，最少做什么能升一档，结果用到哪里。得分是工作评价，不是对任何人的结论。",
                "The after-evaluation of rectification by five indices: what makes the score, where it falls short, the least that lifts it, what follows. A score judges work and is no finding about anybody.",
            ))
        }
        (faults(t(lang, "请注意", "Please note"), &messages.collect::<Vec<_>>()))
        @if state.units.is_empty() {
            (empty(
                t(lang, "还没有要评的单位", "No unit yet"),
                t(lang, "填一个单位的五项得分或整改事项，或打开 CSV、XLSX 文件；填多少算多少，随时保存在本机。", "Enter the five indices or the items of a unit, or open a CSV or XLSX file. What is there is scored; it is kept on this computer."),
                &html! {
                    button type="button" class="button primary" id="score-example" data-do="example" { (t(lang, "看示例（虚构）", "See an invented example")) }
                    button type="button" class="button" id="score-add" data-do="add" { (t(lang, "新增单位", "Add a unit")) }
                    (file_button(lang))
                    @if state.can_undo() { (button("undo", t(lang, "撤销", "Undo"), false)) }
                },
            ))
        } @else {
            (tools(state, scoring, lang))
            (list(state, scoring, lang))
        }
    }
}

fn button(act: &str, words: &str, off: bool) -> Markup {
    html! { button type="button" class="button" id={ "score-" (act) } data-do=(act) disabled[off] { (words) } }
}

fn file_button(lang: Lang) -> Markup {
    html! {
        label class="button score-file" {
            (t(lang, "打开文件", "Open a file"))
            input type="file" id="score-file" accept=".csv,.xlsx,.json,.ndjson,.jsonl,.txt" data-do="file";
        }
    }
}

fn tools(state: &State, scoring: &Scoring, lang: Lang) -> Markup {
    html! {
        div class="score-tools actions no-print" {
            label class="score-preset" {
                span { (t(lang, "方案", "Scheme")) }
                select id="score-preset" class="field" data-do="preset" {
                    option value="" selected[state.preset.is_empty()] { (t(lang, "默认", "ours")) }
                    @for scheme in scoring.schemes() {
                        option value=(scheme.name()) selected[state.preset == scheme.name()] { (scheme.grounds.title.in_lang(lang)) }
                    }
                }
            }
            (button("add", t(lang, "新增单位", "Add a unit"), false))
            (button("remove", t(lang, "删除本单位", "Remove this unit"), false))
            (button("clear", t(lang, "清空", "Clear"), false))
            (button("undo", t(lang, "撤销", "Undo"), !state.can_undo()))
            (file_button(lang))
            (button("save", t(lang, "导出 CSV", "Export CSV"), false))
            (button("keep", t(lang, "记为上次", "Keep as last"), false))
            (button("print", t(lang, "打印评估报告", "Print the report"), false))
        }
    }
}

/// All units with their results, where there are several.
fn list(state: &State, scoring: &Scoring, lang: Lang) -> Markup {
    if state.units.len() < 2 {
        return html! {};
    }
    let first = (state.at() / ROWS) * ROWS;
    html! {
        div class="scroll score-units no-print" {
            table class="grid" {
                caption class="hidden" { (t(lang, "各单位的结果", "Results of the units")) }
                thead { tr {
                    th scope="col" { (t(lang, "单位", "Unit")) }
                    th scope="col" class="figure" { (t(lang, "得分", "Score")) }
                    th scope="col" { (t(lang, "等次", "Band")) }
                    th scope="col" { (t(lang, "备注", "Remarks")) }
                } }
                tbody {
                    @for (at, unit) in state.units.iter().enumerate().skip(first).take(ROWS) {
                        @let shown = Shown::of(scoring, unit.clone(), &state.preset);
                        @let wrong = shown.remarks.iter().filter(|remark| remark.is_fault()).count();
                        tr class=[(at == state.at()).then_some("score-chosen")] {
                            th scope="row" {
                                button type="button" class="link" id={ "score-unit-" (at) } data-do="choose" data-arg=(at) aria-current=[(at == state.at()).then_some("true")] { (name(&shown, lang)) }
                            }
                            td class="figure" {
                                @match shown.answer.score { Some(score) => (score), None => { (shown.answer.lowest) "–" (shown.answer.highest) } }
                            }
                            td { (shown.answer.possible_bands.iter().map(|band| shown.numbers.title(*band).in_lang(lang).to_owned()).collect::<Vec<_>>().join(" / ")) }
                            td {
                                @if wrong > 0 { "✗ " (t(lang, "有误：", "wrong: ")) (wrong) " " }
                                @if shown.answer.false_reports > 0 { "! " (shown.answer.effect.what.label(lang)) }
                            }
                        }
                    }
                }
            }
        }
        @if state.units.len() > ROWS {
            p class="no-print" {
                (page_button("earlier", t(lang, "前一页", "Previous"), first.checked_sub(ROWS)))
                " " (first + 1) "–" (state.units.len().min(first + ROWS)) " / " (state.units.len()) " "
                (page_button("later", t(lang, "后一页", "Next"), Some(first + ROWS).filter(|next| *next < state.units.len())))
            }
        }
    }
}

fn page_button(id: &str, words: &str, to: Option<usize>) -> Markup {
    html! { button type="button" class="button" id={ "score-" (id) } data-do="choose" data-arg=(to.unwrap_or_default()) disabled[to.is_none()] { (words) } }
}

/// What a unit is called.
pub fn name(shown: &Shown, lang: Lang) -> &str {
    if shown.entry.unit.is_empty() {
        t(lang, "（未填单位）", "(no name)")
    } else {
        &shown.entry.unit
    }
}
