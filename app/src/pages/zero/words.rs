//! The head of the page: choosing a file, waiting, what a file holds.

use leptos::prelude::Get;
use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::vocabulary::{BodyKind, ReturnState, Term};

use super::load::Both;
use super::state::{State, Tab};
use super::watch::Watch;
use crate::context::App;
use crate::markup::{field, select, t};

/// Nothing yet: what this is, one action, one example.
pub fn choose(lang: Lang) -> Markup {
    html! {
        section class="drop" data-drop="file" aria-labelledby="zero-title" {
            h2 id="zero-title" { (t(lang, "汇总各期报告", "Look through the returns")) }
            p {
                (t(
                    lang,
                    "把 CSV、XLSX 或 JSON 文件拖到这里，或选择文件：每行一个单位或组在一个报告期的线索数和立案数，空格为缺报。文件只在本机读取，不上传、不保存。",
                    "Drop a CSV, XLSX or JSON file here, or choose one: one row per body and period with its clues and cases, an empty cell being missing. It is read in this browser only: nothing is uploaded or stored.",
                ))
            }
            p class="actions" {
                label class="button primary file-button" {
                    (t(lang, "选择文件", "Choose a file"))
                    input type="file" class="hidden" id="zero-file" data-do="file" accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl";
                }
                button type="button" class="button" id="zero-example" data-do="example" {
                    (t(lang, "用虚构的 36 个组、40 个单位试试", "Try 36 invented groups and 40 units"))
                }
            }
            p class="hint" {
                (t(lang, "没有现成的表？", "No table yet? "))
                button type="button" class="link" id="zero-template" data-do="template" { (t(lang, "下载模板 CSV", "Take the template, CSV")) }
            }
        }
    }
}

/// A file is being read or evaluated: how far.
pub fn busy(name: &str, progress: Option<(usize, usize)>, lang: Lang) -> Markup {
    let words = match lang {
        Lang::Zh => format!("正在读取和评估“{name}”…"),
        Lang::En => format!("Reading and evaluating “{name}” …"),
    };
    html! {
        section class="busy" role="status" {
            p { (words) }
            @match progress {
                Some((done, all)) => progress max=(all) value=(done) {},
                None => progress {},
            }
            p class="actions" {
                button type="button" class="button" id="zero-cancel" data-do="cancel" { (t(lang, "取消", "Cancel")) }
            }
        }
    }
}

/// A file that is no table of returns.
pub fn failed(name: &str, why: &Both, lang: Lang) -> Markup {
    html! {
        section class="errors" role="alert" {
            h2 { (t(lang, "没能读取", "It could not be read")) " “" (name) "”" }
            p { (t(lang, &why[0], &why[1])) }
            p class="hint" { (t(lang, "原文件没有改动。", "The file itself is unchanged.")) }
        }
    }
}

/// The browser cannot read the file.
pub fn unreadable() -> Both {
    [
        "浏览器读不了这个文件，可能已被移动或正被其他程序占用。请关闭占用它的程序后再选一次。".into(),
        "The browser cannot read this file: it may have been moved, or another program holds it. Close that program and choose it again.".into(),
    ]
}

/// What the file holds, what to look at, and what is wrong with it.
pub fn summary(watch: &mut Watch, state: &State, app: App, name: &str) -> Markup {
    let lang = app.lang.get();
    let monitored = watch.evaluator.monitored();
    let (bodies, fired, fresh) = (
        monitored.bodies(),
        watch.fired.len(),
        watch.fired.iter().filter(|it| it.is_new).count(),
    );
    let cleared = watch.cleared.len();
    let aside = watch
        .fired
        .iter()
        .filter(|it| it.suppressed.is_some())
        .count();
    let count = |zh: &str, en: &str, number: usize| {
        html! { span class="zero-count" { b { (number) } " " (t(lang, zh, en)) } }
    };
    html! {
        section class="zero-summary" {
            p class="zero-counts" aria-live="polite" {
                b { (name) }
                (count("行报告", "rows", watch.rows))
                (count("个单位和组", "bodies", bodies))
                (count("项触发", "triggers", fired))
                (count("项新增", "new", fresh))
                (count("项上期有、本期无", "cleared", cleared))
                (count("项搁置", "set aside", aside))
            }
            p class="actions no-print" {
                button type="button" class="button" id="zero-save" data-do="save-triggers" { (t(lang, "导出触发项", "Save triggers")) }
                button type="button" class="button" id="zero-save-states" data-do="save-states" { (t(lang, "导出各期状态", "Save states")) }
                button type="button" class="button" id="zero-reminders" data-do="save-reminders" { (t(lang, "导出提醒文本", "Save reminders")) }
                button type="button" class="button" id="zero-print" data-do="print" { (t(lang, "打印", "Print")) }
                button type="button" class="button quiet" id="zero-close" data-do="close" { (t(lang, "关闭文件", "Close the file")) }
            }
        }
        (problems(watch, lang))
        (filters(watch, state, app, lang))
        div class="tabs no-print" {
            @for (tab, word) in Tab::ALL {
                button type="button" id={ "zero-tab-" (word) } data-do="tab" data-arg=(word) aria-pressed=(tab == state.tab) { (tab_name(tab, lang)) }
            }
        }
    }
}

fn tab_name(tab: Tab, lang: Lang) -> &'static str {
    match tab {
        Tab::Triggers => t(lang, "触发项", "Triggers"),
        Tab::Grid => t(lang, "热力格", "Heat grid"),
        Tab::Thresholds => t(lang, "阈值", "Thresholds"),
        Tab::Upcoming => t(lang, "即将触发", "Next to fire"),
    }
}

/// What is wrong with the file, and what it does not tell.
fn problems(watch: &Watch, lang: Lang) -> Markup {
    let more = watch.bad_rows.saturating_sub(watch.bad.len());
    let title = match lang {
        Lang::Zh => format!(
            "{}行有问题：坏的格按缺报计，不能用的行没有用；其余照常评估",
            watch.bad_rows
        ),
        Lang::En => format!(
            "Rows with something wrong: {}. Bad cells count as missing, bad rows are not used, all others are evaluated",
            watch.bad_rows
        ),
    };
    let monitored = watch.evaluator.monitored();
    let silent = watch.lines().iter().filter(|line| line.is_silent);
    let silent: Vec<String> = silent
        .map(|line| format!("{} ({})", monitored.name(line), line.last.label(lang)))
        .take(20)
        .collect();
    let not_told = watch.evaluator.not_evaluated();
    html! {
        @if watch.bad_rows > 0 {
            details class="errors zero-bad" open[watch.bad_rows < 6] {
                summary { (title) }
                ul { @for bad in watch.bad.iter().take(200) { li { (t(lang, &bad.words[0], &bad.words[1])) } } }
                @if more > 0 || watch.bad.len() > 200 { p class="hint" { (t(lang, "只列前200条。", "The first 200 are listed.")) } }
            }
        }
        @for note in &watch.notes { p class="hint" { (t(lang, &note[0], &note[1])) } }
        @if !silent.is_empty() {
            p class="zero-note" {
                (t(lang, "此后没有报告、又没有写止报时间：", "No return since, and no end given: "))
                (silent.join(t(lang, "、", ", ")))
            }
        }
        @if !not_told.is_empty() {
            p class="hint" {
                (t(lang, "文件里没有相应的列，未评：", "Not evaluated, as the file lacks the columns: "))
                @for (at, fields) in &not_told {
                    span class="zero-count" {
                        (watch.evaluator.triggers()[*at].id()) " ("
                        (fields.iter().map(|it| it.label(lang)).collect::<Vec<_>>().join(t(lang, "、", ", ")))
                        ")"
                    }
                }
            }
        }
    }
}

fn filters(watch: &Watch, state: &State, app: App, lang: Lang) -> Markup {
    let day = state.kept.as_of.unwrap_or(app.today);
    let kind = state.kind.map(Term::index);
    let presets = watch
        .evaluator
        .triggers()
        .iter()
        .filter(|it| it.preset.is_some());
    html! {
        div class="fields zero-filters no-print" {
            (field("zero-day", t(lang, "截至", "As of"), "", &html! {
                input type="date" class="field" id="zero-day" value=(day) data-do="day";
            }))
            (field("zero-kind", t(lang, "类别", "Kind"), "", &select("zero-kind", "kind", t(lang, "全部", "all"), BodyKind::VALUES, kind, lang)))
            (field("zero-text", t(lang, "名称", "Name"), "", &html! {
                input type="search" class="field" id="zero-text" value=(state.text) data-do="text" autocomplete="off";
            }))
            @for trigger in presets {
                p class="labelled" {
                    label class="check" {
                        input type="checkbox" id={ "zero-preset-" (trigger.id()) } data-do="preset" data-arg=(trigger.id())
                            checked[watch.evaluator.is_on(trigger)];
                        " " (trigger.id()) " " (trigger.grounds.title.in_lang(lang))
                    }
                }
            }
        }
    }
}

/// A state in one sign, so that it is read without colour.
pub fn sign(state: ReturnState, lang: Lang) -> &'static str {
    match state {
        ReturnState::HasMatters => "",
        ReturnState::Zero => "0",
        ReturnState::Late => t(lang, "迟", "L"),
        ReturnState::Missing => t(lang, "缺", "M"),
        ReturnState::NotApplicable => "–",
    }
}
