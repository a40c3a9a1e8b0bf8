//! What stands around the text: drafts, findings, line numbers.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::Term;
use shizu_training::Finding;

use super::drafts::Drafts;
use super::look::Looked;
use crate::markup::{empty, t};
use crate::training::library::Shelf;

/// Drafts, and what can be done with the open one.
pub fn head(
    drafts: &Drafts,
    shelf: &Shelf,
    looked: &Looked,
    note: Option<&str>,
    lang: Lang,
) -> Markup {
    html! {
        @if let Some(note) = note { p class="teach-note" role="alert" { (note) } }
        @if drafts.all.is_empty() {
            div data-drop="file" {
                (empty(
                    t(lang, "自己写情景", "Scenarios of your own"),
                    t(
                        lang,
                        "写事实和提问，不写答案：答案、依据、差在哪里都由规则引擎给。边写边检查，写错的说明在哪一行、怎么改。",
                        "Write facts and questions, no answers: those, what they rest on and what is missing come from the rule engine. The text is checked while you write; mistakes are told with their line and what to do.",
                    ),
                    &beginnings(shelf, lang),
                ))
                (undo(drafts, lang))
            }
        } @else {
            div class="teach-bar no-print" data-drop="file" {
                div class="teach-drafts" role="group" aria-label=(t(lang, "草稿", "Drafts")) {
                    @for draft in &drafts.all {
                        button type="button" class="button quiet" id={ "teach-draft-" (draft.number) } data-do="draft" data-arg=(draft.number) aria-pressed=((Some(draft.number) == drafts.open).to_string()) { (draft.file) }
                    }
                }
                (current(drafts, looked, lang))
                details class="disclosure" id="teach-more" {
                    summary { (t(lang, "再写一份", "Begin another")) }
                    p class="actions disclosure-body" { (beginnings(shelf, lang)) }
                }
                (undo(drafts, lang))
                p class="hint" { (t(lang, "草稿随写随存，只存在这台电脑的这个浏览器里；要交给学员或换电脑，请存为文件。", "Drafts are kept with every change, in this browser only; save a file to hand it out or to go to another computer.")) }
            }
        }
    }
}

fn current(drafts: &Drafts, looked: &Looked, lang: Lang) -> Markup {
    let Some(draft) = drafts.current() else {
        return Markup::default();
    };
    html! {
        p class="actions" {
            label class="teach-name" {
                span class="hidden" { (t(lang, "文件名", "Name of the file")) }
                input type="text" class="field" id="teach-name" value=(draft.file) data-do="rename" data-late;
            }
            button type="button" class="button primary" id="teach-save" data-do="save" { (t(lang, "存为文件", "Save as a file")) }
            button type="button" class="button" id="teach-play" data-do="play" disabled[!looked.is_sound()] { (t(lang, "在实训中做", "Play it in training")) }
            button type="button" class="button quiet" id="teach-discard" data-do="discard" { (t(lang, "丢弃这份草稿", "Discard this draft")) }
        }
    }
}

/// Ways to begin: the template, a shipped scenario, a file.
fn beginnings(shelf: &Shelf, lang: Lang) -> Markup {
    html! {
        button type="button" class="button" id="teach-template" data-do="template" { (t(lang, "从模板开始", "From the template")) }
        @if !shelf.lessons.is_empty() {
            select class="field teach-base" id="teach-base" data-do="base" aria-label=(t(lang, "以已有情景为底稿", "From a scenario that exists")) {
                option value="" selected { (t(lang, "以已有情景为底稿…", "From a scenario that exists…")) }
                @for lesson in &shelf.lessons { option value=(lesson.outline.id) { (lesson.outline.title.in_lang(lang)) } }
            }
        }
        label class="button file-button" {
            (t(lang, "打开或拖入文件…", "Open or drop a file…"))
            input type="file" class="hidden" id="teach-open" accept=".toml" data-do="file";
        }
    }
}

fn undo(drafts: &Drafts, lang: Lang) -> Markup {
    html! {
        @if let Some(draft) = &drafts.discarded {
            p class="teach-note" role="status" {
                @match lang {
                    Lang::Zh => { "已丢弃“" (draft.file) "”。" }
                    Lang::En => { "“" (draft.file) "” was discarded. " }
                }
                button type="button" class="button" id="teach-take-back" data-do="take-back" { (t(lang, "撤销", "Undo")) }
            }
        }
    }
}

/// What is wrong with the text, each leading to its line.
pub fn findings(looked: &Looked, lang: Lang) -> Markup {
    let faults = looked.faults();
    html! {
        section class="teach-findings" id="teach-findings" aria-live="polite" {
            @if faults > 0 {
                h2 class="teach-bad" {
                    @match lang {
                        Lang::Zh => { "✗ " (faults) "处要改" }
                        Lang::En => { "✗ to be mended: " (faults) }
                    }
                    " " span class="hint" { (t(lang, "文字都在，改好即可。", "The text is kept as it is.")) }
                }
            } @else if looked.read.is_some() {
                h2 class="teach-good" { "✓ " (t(lang, "可以使用", "Ready for use")) }
            }
            ul {
                @for finding in &looked.findings { li class=[finding.is_note.then_some("teach-note-line")] { (one(finding, lang)) } }
            }
        }
    }
}

fn one(finding: &Finding, lang: Lang) -> Markup {
    let (line, column) = (finding.place.line, finding.place.column);
    html! {
        @if line > 0 {
            button type="button" class="link" data-do="line" data-arg=(line) {
                @match lang {
                    Lang::Zh => { "第" (line) "行第" (column) "列" }
                    Lang::En => { "line " (line) ", column " (column) }
                }
            }
            " "
        }
        @if finding.is_note { span class="hint" { (t(lang, "提示", "note")) } } @else { strong { (finding.fault.label(lang)) } }
        (t(lang, "：", ": "))
        (finding.says.in_lang(lang))
    }
}

/// The numbers of the lines; those with findings stand out.
pub fn gutter(lines: usize, looked: &Looked) -> Markup {
    let of = |number: usize| {
        let mut here = looked.findings.iter().filter(|it| it.place.line == number);
        here.next().map(|first| {
            let all_notes = first.is_note && here.all(|it| it.is_note);
            if all_notes {
                "teach-line-note"
            } else {
                "teach-line-bad"
            }
        })
    };
    html! {
        pre {
            @for number in 1..=lines {
                @match of(number) {
                    Some(class) => b class=(class) { (number) },
                    None => (number),
                }
                "\n"
            }
        }
    }
}

/// The preview, with a word when it is older than the text.
pub fn beside(preview: &Markup, is_old: bool, lang: Lang) -> Markup {
    html! {
        @if is_old {
            p class="teach-note" { (t(lang, "文本现在读不通；下面是上一次读得通时的样子。", "The text cannot be read now; this is how it was when it last could.")) }
        }
        (preview)
    }
}
