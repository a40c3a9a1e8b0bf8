//! What the player says besides the scenario. Pure.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_training::Finding;

use super::sitting::note_words;
use super::table::Table;
use crate::markup::{empty, faults, t};
use crate::training::kept::NotKept;

/// What is to be said of the progress: taken up, unreadable, not kept.
pub fn notices(table: &Table, lang: Lang) -> Markup {
    let save = html! {
        button type="button" class="button" data-do="save" { (t(lang, "保存进度文件", "Save the progress as a file")) }
    };
    html! {
        @if !table.notes.is_empty() {
            div class="train-notice no-print" role="status" {
                ul { @for note in &table.notes { li { (note_words(note, lang)) } } }
            }
        }
        @if let Some(error) = &table.unreadable {
            p class="train-notice no-print" role="status" {
                (t(lang, "上次的进度读不出来，已原样另存，这里从头开始：", "The progress of last time cannot be read. It has been kept as it is, and this begins anew: "))
                (error.message(lang))
            }
        }
        @match table.not_kept {
            Some(NotKept::Refused) => div class="train-notice no-print" role="alert" {
                p {
                    (t(
                        lang,
                        "浏览器没有保存进度（空间已满或不允许保存）。可以接着做；关闭本页前请把进度保存成文件，以后在课程页打开它就能接着做。",
                        "The browser did not keep your progress (storage full or forbidden). You can go on; before closing this page save it as a file, which the page of lessons opens again.",
                    ))
                }
                p class="actions" { (save) }
            },
            Some(NotKept::Elsewhere) => div class="train-notice no-print" role="alert" {
                p {
                    (t(
                        lang,
                        "另一个标签页也在做这个情景，存下了别的进度；这里的几步还没有保存。",
                        "Another tab plays this scenario too and has kept other progress; the last steps here are not kept.",
                    ))
                }
                p class="actions" {
                    button type="button" class="button" data-do="take-over" { (t(lang, "在这里接着做，那边的另存", "Go on here; keep the other aside")) }
                    button type="button" class="button" data-do="take-theirs" { (t(lang, "改用那边的进度", "Take the other's progress")) }
                    (save)
                }
            },
            None => {},
        }
    }
}

fn lessons_link(lang: Lang) -> Markup {
    html! { a class="button primary" href="#/train" { (t(lang, "看全部课程", "All lessons")) } }
}

/// The texts did not arrive.
pub fn failed(lang: Lang) -> Markup {
    empty(
        t(
            lang,
            "课程没有下载成功",
            "The lessons could not be downloaded",
        ),
        t(
            lang,
            "可能是网络断开，或网站刚换了新版本。已有的进度和成绩没有改动。",
            "The network may be down, or the site may have a new version. Progress and results are untouched.",
        ),
        &html! { button type="button" class="button primary" data-do="again-texts" { (t(lang, "再试一次", "Try again")) } },
    )
}

/// There is no such scenario.
pub fn unknown(lang: Lang) -> Markup {
    empty(
        t(lang, "没有这个情景", "There is no such scenario"),
        t(
            lang,
            "可能是地址写错，或这个情景已换了名字。做过的成绩仍在“我的记录”里。",
            "A mistyped address, or the scenario has another name now. Results are still among your records.",
        ),
        &lessons_link(lang),
    )
}

/// The scenario cannot be used.
pub fn broken(findings: &[Finding], lang: Lang) -> Markup {
    let messages: Vec<String> = findings
        .iter()
        .map(|finding| finding.message(lang))
        .collect();
    html! {
        (faults(
            t(
                lang,
                "这个情景按现在的规则用不了；做过的进度和成绩没有改动",
                "The scenario cannot be used under the rules as they are now; progress and results are untouched",
            ),
            &messages,
        ))
        p { (lessons_link(lang)) }
    }
}
