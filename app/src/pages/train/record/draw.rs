//! The record, drawn.

use maud::{Markup, html};
use shizu_rules::{Engine, Lang};

use super::files::is_sitting;
use super::{State, scenario_words};
use crate::markup::{field, t};
use crate::pages::train::exam::{draw_result, moment};
use crate::pages::train::mastery;
use crate::route::Route;

/// The tab.
pub fn draw(state: &State, engine: &Engine, lang: Lang) -> Markup {
    html! {
        @if let Some(notice) = state.notice { p class="drill-notice" id="record-notice" role="status" tabindex="-1" { (notice.words(lang)) } }
        @match &state.exam {
            Some(exam) => {
                p class="no-print" { button type="button" class="button quiet" id="record-back" data-do="close-exam" { "‹ " (t(lang, "我的记录", "My record")) } }
                (draw_result(exam, engine, lang))
            }
            None => {
                section class="record-part" aria-labelledby="record-map" {
                    h2 id="record-map" { (t(lang, "掌握情况", "What you know")) }
                    p class="hint" { (t(lang, "按规则类别；点开看每一条、下次复习的日子和所依据的段落。做课、练习、考核、复习都算。", "By family of rules; open one to see each entry, when it is due and the paragraphs it rests on. Lessons, drills, exams and reviews all count.")) }
                    (mastery::draw(&state.map, state.look, lang))
                }
                (done(state, lang))
                (files(state, lang))
            }
        }
    }
}

fn done(state: &State, lang: Lang) -> Markup {
    html! {
        section class="record-part" aria-labelledby="record-done" {
            h2 id="record-done" { (t(lang, "做过的", "What you did")) }
            @if state.scenarios.is_empty() && state.exams.is_empty() {
                p class="hint" { (t(lang, "还没有做完的情景或考核。", "No scenario or exam has been finished yet.")) }
            } @else {
                div class="scroll" tabindex="0" role="group" aria-labelledby="record-done" {
                    table class="grid record-table" {
                        thead {
                            tr {
                                th scope="col" { (t(lang, "情景或考核", "Scenario or exam")) }
                                th scope="col" { (t(lang, "完成", "Finished")) }
                                th scope="col" { (t(lang, "成绩", "Result")) }
                                th scope="col" class="no-print" { (t(lang, "文件", "File")) }
                            }
                        }
                        tbody {
                            @for (at, kept) in state.exams.iter().enumerate() {
                                @match &kept.record {
                                    Ok(record) => tr {
                                        th scope="row" { button type="button" class="drill-link" id={ "record-exam-" (at) } data-do="see-exam" data-arg=(at) { (record.title().in_lang(lang)) } }
                                        td { (moment(&record.ended)) }
                                        td { (record.score.percent()) "%" @if record.is_edited() { " " (edited(lang)) } }
                                        td class="no-print" { (save("save-exam", at, lang)) }
                                    },
                                    Err(error) => (unread(&kept.name, &error.message(lang))),
                                }
                            }
                            @for (at, kept) in state.scenarios.iter().enumerate() {
                                @match &kept.record {
                                    Ok(record) => tr {
                                        th scope="row" { a href=(Route::Train(record.scenario.clone()).href()) { (record.title.in_lang(lang)) } }
                                        td { (moment(&record.ended)) }
                                        td { (scenario_words(record, lang)) @if record.is_edited() { " " (edited(lang)) } }
                                        td class="no-print" { (save("save-scenario", at, lang)) }
                                    },
                                    Err(error) => (unread(&kept.name, &error.message(lang))),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn edited(lang: Lang) -> Markup {
    html! { span class="record-edited" { "! " (t(lang, "被改过", "changed")) } }
}

fn unread(name: &str, why: &str) -> Markup {
    html! { tr { th scope="row" { (name) } td colspan="3" { (why) } } }
}

fn save(act: &str, at: usize, lang: Lang) -> Markup {
    html! { button type="button" class="button quiet" id={ "record-" (act) "-" (at) } data-do=(act) data-arg=(at) { (t(lang, "存成文件", "Save")) } }
}

fn files(state: &State, lang: Lang) -> Markup {
    let name = html! { input class="field" id="record-name" type="text" autocomplete="off" value=(state.trainee) data-late data-do="trainee"; };
    html! {
        section class="record-part no-print" aria-labelledby="record-files" data-drop="read" {
            h2 id="record-files" { (t(lang, "带走、读回", "Take it along, read it back")) }
            p class="hint" {
                (t(
                    lang,
                    "记录只存在这台电脑的这个浏览器里。换电脑前存成一个文件，在那边读回；同一份读两遍也不会重复。",
                    "The record is kept in this browser on this computer only. Save it as one file before you change computers, and read it back there; reading twice doubles nothing.",
                ))
            }
            (field("record-name", t(lang, "姓名（写进成绩文件）", "Name (goes into results)"), "", &name))
            p class="actions" {
                button type="button" class="button primary" id="record-save-all" data-do="save-all" { (t(lang, "全部存成一个文件", "Save everything as one file")) }
                label class="button file-button" {
                    (t(lang, "读回文件", "Read files back"))
                    input type="file" class="hidden" id="record-read" data-do="read" accept=".json" multiple;
                }
            }
            @if !state.taken.is_empty() {
                ul class="record-taken" role="status" {
                    @for (file, taken) in &state.taken {
                        li class=[(!taken.is_good()).then_some("record-refused")] { (if taken.is_good() { "✓" } else { "✗" }) " " (file) (t(lang, "：", ": ")) (taken.message(lang)) }
                    }
                }
            }
            h3 { (t(lang, "清除", "Erase")) }
            @if state.erasing {
                div class="exam-confirm" role="alert" {
                    p {
                        (t(lang, "这会删掉本机的掌握情况、做完和没做完的情景、考核成绩。删掉就找不回来，除非先存成了文件。", "This deletes what you know, scenarios finished or not, and exams on this computer. It cannot be brought back unless it was saved as a file."))
                        @if is_sitting() { " " (t(lang, "正在进行的考核也会删掉。", "The exam that is going on goes too.")) }
                    }
                    p class="actions" {
                        button type="button" class="button" id="record-erase-all" data-do="erase-all" { (t(lang, "全部清除", "Erase everything")) }
                        button type="button" class="button primary" id="record-keep" data-do="keep" { (t(lang, "不清除", "Keep it")) }
                    }
                }
            } @else {
                p { button type="button" class="button quiet" id="record-erase" data-do="erase" { (t(lang, "清除实训记录…", "Erase the record…")) } }
            }
        }
    }
}
