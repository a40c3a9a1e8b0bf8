//! An exam, drawn: its terms, the questions, handing in.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};
use shizu_training::{Family, Filled, Shape, Sitting};

use super::result;
use super::state::{Finished, Form, LENGTHS, MOST_MINUTES, Notice, Shown, State, clock_words};
use crate::markup::{field, t};
use crate::text::date;
use crate::training::question;

/// The page, but for the clock and the result.
pub fn draw(state: &State, lang: Lang) -> Markup {
    html! {
        (notice(state.notice, lang))
        @match (&state.sitting, &state.shown) {
            (Some(sitting), Some(shown)) => (question_of(state, sitting, shown, lang)),
            (Some(_), None) => p role="alert" { (t(lang, "这一题所依据的条目在现在用的规则里没有了。请换回原来的规则库，或交卷。", "The entry of this question is not in the rules in use. Go back to the other rulebook, or hand in.")) },
            _ => (form(&state.form, lang)),
        }
    }
}

/// The result, with what can be done with it.
pub fn finished(state: &State, finished: &Finished, engine: &Engine, lang: Lang) -> Markup {
    html! {
        (notice(state.notice, lang))
        (result::draw(finished, engine, lang))
        p class="actions no-print" {
            button type="button" class="button primary" id="exam-save" data-do="save" { (t(lang, "保存成绩文件", "Save the result")) }
            button type="button" class="button quiet" id="exam-again" data-do="again" { (t(lang, "再考一场", "Take another exam")) }
        }
        p class="hint no-print" {
            (t(
                lang,
                "成绩已记在“我的记录”。交给教员的是成绩文件：里面是题目和你的答案，带校验值，教员那里会重新评一遍。要打印，用浏览器的打印。",
                "The result is kept under My record. What goes to the instructor is the file: it holds questions and answers with a checksum, and is graded again there. To print, use the browser.",
            ))
        }
    }
}

fn notice(notice: Option<Notice>, lang: Lang) -> Markup {
    let Some(notice) = notice else {
        return Markup::default();
    };
    let words = match notice {
        Notice::Refused => t(
            lang,
            "浏览器没有保存（空间已满或不允许保存）。请不要关闭或刷新本页；交卷后立即保存成绩文件。",
            "The browser did not keep this (storage full or forbidden). Do not close or reload this page; save the result as soon as you have handed in.",
        ),
        Notice::Elsewhere => t(
            lang,
            "这场考核在另一个标签页里有改动，本页已换成那边的答案。请只在一个标签页里作答。",
            "The exam was changed in another tab; this page now shows the answers given there. Please use one tab only.",
        ),
        Notice::HandedIn => t(
            lang,
            "这场考核已在另一个标签页交卷，成绩在“我的记录”里。",
            "The exam was handed in from another tab; its result is under My record.",
        ),
        Notice::Unreadable => t(
            lang,
            "上次保存的考核读不出来，已另行保留。",
            "The exam that was kept cannot be read; it was put aside.",
        ),
        Notice::TimeUp => t(
            lang,
            "时间到，已自动交卷。",
            "Time was up, and the exam was handed in.",
        ),
        Notice::Nothing => t(
            lang,
            "选的范围里没有可出的题。",
            "There is nothing to ask about in what you chose.",
        ),
        Notice::NoSet => t(
            lang,
            "这不是任务单；请选教员页存下的任务单文件。",
            "This is no set of tasks; choose a file kept by the instructor's page.",
        ),
        Notice::SetWithoutExam => t(
            lang,
            "这份任务单里没有考核。",
            "There is no exam in this set.",
        ),
        Notice::SetEdited => t(
            lang,
            "任务单写成后被改过：校验值不符。可以用，最好向教员再要一份。",
            "The set was changed after it was written: its checksum is wrong. It can be used; better ask for it again.",
        ),
        Notice::NotSaved => t(
            lang,
            "浏览器没有保存文件，请检查下载设置后再试。",
            "The browser did not save the file; check its download settings and try again.",
        ),
    };
    html! { p class="drill-notice" role="alert" { (words) } }
}

/// The time that is left.
pub fn clock(left: u32, lang: Lang) -> Markup {
    html! {
        p class={ "exam-clock no-print" @if left <= 60 { " exam-short" } } role="timer" {
            span class="hint" { (t(lang, "剩余", "left")) } " "
            strong id="exam-left" { (clock_words(left)) }
        }
    }
}

fn form(form: &Form, lang: Lang) -> Markup {
    let name = html! { input class="field" id="exam-name" type="text" autocomplete="off" value=(form.trainee) data-late data-do="trainee"; };
    let begin = form.terms().is_some();
    html! {
        section class="drill-form" {
            p class="lead-in" {
                (t(
                    lang,
                    "限时作答，可以跳题、回头改；刷新或关掉页面都不丢，时间照走。交卷后逐题评，并存成可交给教员的成绩文件。",
                    "Against the clock; jump between questions and change answers. Reloading or closing loses nothing, and time runs on. Graded when handed in, with a file for the instructor.",
                ))
            }
            @if let Some((title, set_day, terms)) = &form.set {
                (of_set(title, &date(*set_day, lang), terms.count, terms.seconds / 60, lang))
            } @else {
                (terms_of(form, lang))
            }
            (field("exam-name", t(lang, "姓名（写进成绩文件，可不填）", "Name (goes into the result; may be empty)"), "", &name))
            p class="actions" {
                button type="button" class="button primary" id="exam-begin" data-do="begin" disabled[!begin] { (t(lang, "开始考核", "Begin the exam")) }
                @if form.set.is_none() {
                    label class="button file-button" {
                        (t(lang, "打开教员的任务单", "Open the instructor's set"))
                        input type="file" class="hidden" id="exam-set" data-do="set" accept=".json";
                    }
                }
            }
        }
    }
}

fn of_set(title: &str, day: &str, count: usize, minutes: u32, lang: Lang) -> Markup {
    html! {
        div class="exam-set" {
            p {
                @match lang {
                    Lang::Zh => { "任务单“" (title) "”：" (count) "题，" (minutes) "分钟，按" (day) "的规则。" }
                    Lang::En => { "Set \"" (title) "\": " (count) " questions, " (minutes) " minutes, by the rules of " (day) "." }
                }
            }
            button type="button" class="button quiet" data-do="no-set" { (t(lang, "不用任务单", "Without the set")) }
        }
    }
}

fn terms_of(form: &Form, lang: Lang) -> Markup {
    let minutes = html! { input class="field drill-seed" id="exam-minutes" type="text" inputmode="numeric" autocomplete="off" value=(form.minutes) data-do="minutes"; };
    let seed = html! { input class="field drill-seed" id="exam-seed" type="text" inputmode="numeric" autocomplete="off" value=(form.seed) data-do="seed"; };
    html! {
        fieldset class="chips" {
            legend { (t(lang, "题数", "Questions")) }
            @for (count, _) in LENGTHS {
                label class="chip" {
                    input type="radio" name="exam-count" id={ "exam-count-" (count) } value=(count) checked[form.count == count] data-do="count";
                    span class="chip-face" { (count) }
                }
            }
        }
        div class="fields" {
            (field("exam-minutes", t(lang, "时限（分钟）", "Time (minutes)"), "", &minutes))
            (field("exam-seed", t(lang, "编号", "Number"), "", &seed))
        }
        @if form.terms().is_none() {
            p class="field-error" role="alert" {
                @match lang {
                    Lang::Zh => { "时限填1到" (MOST_MINUTES) "的整数，编号填数字。" }
                    Lang::En => { "Time is a whole number from 1 to " (MOST_MINUTES) "; the number has digits only." }
                }
            }
        }
        p class="hint" { (t(lang, "题数、范围、编号和日期都相同，试卷就相同。", "With the same length, range, number and day the questions are the same.")) }
        fieldset class="exam-families" {
            legend { (t(lang, "范围（都不选就是全部）", "Range (all when none is chosen)")) }
            @for family in Family::ALL {
                label class="exam-family" {
                    input type="checkbox" id={ "exam-family-" (family.code()) } checked[form.families.contains(family)] data-do="family" data-arg=(family.code());
                    span { (family.label(lang)) }
                }
            }
        }
    }
}

fn filled_words(filled: Filled, lang: Lang) -> (&'static str, &'static str) {
    match filled {
        Filled::Empty => ("○", t(lang, "未答", "open")),
        Filled::Partly => ("◐", t(lang, "没答完", "not finished")),
        Filled::Whole => ("●", t(lang, "已答", "answered")),
    }
}

fn question_of(state: &State, sitting: &Sitting, shown: &Shown, lang: Lang) -> Markup {
    let (at, count) = (sitting.at, sitting.exam.items.len());
    let is_marked = |at: usize| sitting.exam.items.get(at).is_some_and(|item| item.marked);
    let is_empty = state.filled.get(at) == Some(&Filled::Empty);
    let may_be_none = shown
        .filling
        .slots()
        .iter()
        .all(|slot| slot.shape == Shape::Many);
    html! {
        nav class="exam-numbers no-print" aria-label=(t(lang, "题号", "Questions")) {
            @for (number, filled) in state.filled.iter().enumerate() {
                @let (sign, word) = filled_words(*filled, lang);
                @let marked = is_marked(number);
                button type="button" class={ "exam-number" @if marked { " exam-marked" } } id={ "exam-number-" (number) } data-do="turn-to" data-arg=(number)
                    aria-current=[(number == at).then_some("true")]
                    aria-label={ (number + 1) " " (word) @if marked { (t(lang, "，待再看", ", to be looked at again")) } } {
                    (number + 1) span aria-hidden="true" { (sign) @if marked { "⚑" } }
                }
            }
        }
        section class="drill" aria-labelledby="exam-prompt" {
            p class="drill-family" {
                @match lang { Lang::Zh => { "第" (at + 1) "题，共" (count) "题" } Lang::En => { "Question " (at + 1) " of " (count) } }
            }
            h2 id="exam-prompt" tabindex="-1" { (shown.prompt.in_lang(lang)) }
            (question::brief(&shown.brief, lang))
            (question::slots(&shown.filling, lang))
            @if may_be_none && is_empty {
                p { button type="button" class="button quiet" id="exam-none" data-do="none" { (t(lang, "一项都不选", "None of them")) } }
            }
            @if state.filled.get(at) == Some(&Filled::Partly) {
                p class="hint" { (t(lang, "这一题还没答完，或有一空写得不对（日期、数字）。", "This question is not finished, or a day or number is not written well.")) }
            }
            p class="actions no-print" {
                button type="button" class="button" id="exam-back" data-do="turn-to" data-arg=(at.saturating_sub(1)) disabled[at == 0] { (t(lang, "上一题", "Back")) }
                @if at + 1 < count {
                    button type="button" class="button primary" id="exam-next" data-do="turn-to" data-arg=(at + 1) { (t(lang, "下一题", "Next")) " " kbd aria-hidden="true" { "Enter" } }
                }
                button type="button" class="button" id="exam-mark" data-do="mark" aria-pressed=(is_marked(at)) { "⚑ " (t(lang, "待再看", "Come back to it")) }
                button type="button" class={ "button" @if at + 1 == count { " primary" } } id="exam-hand-in" data-do="hand-in" { (t(lang, "交卷", "Hand in")) }
            }
            @if state.confirming { (confirm(state, lang)) }
        }
    }
}

fn confirm(state: &State, lang: Lang) -> Markup {
    let numbers = |all: &[usize], prefix: &str| {
        html! {
            @for at in all {
                button type="button" class="button" id={ "exam-" (prefix) "-" (at) } data-do="turn-to" data-arg=(at) { (at + 1) } " "
            }
        }
    };
    let (open, marked) = (state.open(), state.marked());
    html! {
        section class="exam-confirm" role="alert" {
            h3 id="exam-confirm" tabindex="-1" {
                @match (open.len(), lang) {
                    (0, _) => (t(lang, "都答了。现在交卷吗？", "Everything is answered. Hand in now?")),
                    (count, Lang::Zh) => { "还有" (count) "题没有答完，交卷后按未答计。" },
                    (1, Lang::En) => "1 question is not finished; handed in, it counts as not answered.",
                    (count, Lang::En) => { (count) " questions are not finished; handed in, they count as not answered." },
                }
            }
            @if !open.is_empty() { p { (t(lang, "没答完：", "Not finished: ")) (numbers(&open, "open")) } }
            @if !marked.is_empty() { p { (t(lang, "待再看：", "To be looked at again: ")) (numbers(&marked, "marked")) } }
            p class="actions" {
                button type="button" class="button primary" id="exam-sure" data-do="sure" { (t(lang, "确认交卷", "Hand in")) }
                button type="button" class="button" id="exam-go-on" data-do="go-on" { (t(lang, "继续作答", "Go on")) }
            }
        }
    }
}
