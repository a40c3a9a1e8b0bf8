//! Above the rows: how many of what, what to show, what to take away.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;

use super::model::{Batch, Filter, Kind};
use crate::markup::t;

/// The file, its counts, and the downloads; `writing` is how many lines of a file of results have been written, while one is.
pub fn summary(batch: &Batch, filter: &Filter, writing: Option<usize>, lang: Lang) -> Markup {
    let counts = batch.counts();
    let all = batch.lines.len();
    let save = |verb: &str, words: &str, disabled: bool| {
        html! {
            button type="button" class="button" id={ "batch-" (verb) } data-testid={ "batch-" (verb) } data-do=(verb) disabled[disabled] { (words) }
        }
    };
    html! {
        section class="batch-head" aria-labelledby="batch-name" {
            div class="batch-title" {
                h2 id="batch-name" { (batch.name) " " span class="count" { (all) (t(lang, " 行", " rows")) } }
                p class="actions" {
                    (save("save-csv", t(lang, "结果 CSV", "Results CSV"), false))
                    (save("save-xlsx", t(lang, "结果 XLSX", "Results XLSX"), false))
                    (save("save-errors", t(lang, "错误清单 CSV", "Errors CSV"), counts[Kind::Error as usize] == 0))
                    button type="button" class="button quiet" id="batch-close" data-testid="batch-close" data-do="close" {
                        (t(lang, "换一个文件", "Another file"))
                    }
                }
            }
            @if let Some(done) = writing {
                p class="hint" role="status" data-testid="batch-exporting" {
                    (t(lang, "正在生成文件 ", "Writing the file ")) progress max=(all) value=(done) {}
                }
            }
            ul class="tiles" {
                @for kind in Kind::ALL {
                    li {
                        button type="button" class={ "tile tile-" (kind.code()) } id={ "batch-count-" (kind.code()) }
                            data-testid={ "batch-count-" (kind.code()) } data-do="kind" data-arg=(kind.code())
                            aria-pressed=((filter.kind == Some(kind)).to_string()) {
                            span class="tile-count" { (counts[kind as usize]) }
                            span class="tile-name" { span aria-hidden="true" { (kind.sign()) } " " (kind.label(lang)) }
                        }
                    }
                }
            }
            @if !batch.notes.is_empty() {
                ul class="batch-notes" { @for [zh, en] in &batch.notes { li { (t(lang, zh, en)) } } }
            }
        }
    }
}

/// What to show: by leader, by warnings, by text. By status with the tiles above.
pub fn filters(batch: &Batch, filter: &Filter, lang: Lang) -> Markup {
    html! {
        div class="filters" role="search" {
            label class="labelled" {
                span { (t(lang, "查找编号、主办或机制", "Find id, leader or mechanism")) }
                input type="search" class="field" id="batch-filter-text" data-testid="batch-filter-text" autocomplete="off"
                    value=(filter.text) data-do="text";
            }
            label class="labelled" {
                span { (t(lang, "主办", "Lead")) }
                select class="field" id="batch-filter-lead" data-testid="batch-filter-lead" data-do="lead" {
                    option value="" { (t(lang, "全部", "all")) }
                    @for (organ, count) in batch.leads() {
                        option value=(organ.code()) selected[filter.lead == Some(organ)] { (organ.label(lang)) (t(lang, "（", " (")) (count) (t(lang, "）", ")")) }
                    }
                }
            }
            label class="check" {
                input type="checkbox" id="batch-filter-warned" data-testid="batch-filter-warned" checked[filter.warned] data-do="warned";
                (t(lang, "只看有提示的", "only with warnings"))
            }
            button type="button" class="link" id="batch-filter-clear" data-testid="batch-filter-clear" data-do="clear" {
                (t(lang, "清除筛选", "Clear the filter"))
            }
        }
    }
}
