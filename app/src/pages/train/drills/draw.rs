//! A round, drawn: what to practise, the drill, its grading, what comes next.

use maud::{Markup, html};
use shizu_rules::vocabulary::Term;
use shizu_rules::{Engine, Lang};
use shizu_training::{About, Fraction, Graded, Round, Twin};

use super::state::{Counts, Notice, Purpose, Shown, State, word_of};
use crate::markup::{field, t};
use crate::text::date;
use crate::training::question::{self, credit_sign};

/// The page of rounds.
pub fn draw(state: &State, purpose: Purpose, engine: &Engine, lang: Lang) -> Markup {
    html! {
        @if let Some(notice) = state.notice { (notice_of(notice, purpose, lang)) }
        @match &state.round {
            Some(round) => {
                (bar(round, purpose, lang))
                @match &state.shown {
                    Some(shown) => (drill(state, shown, engine, lang)),
                    None => (gone(lang)),
                }
            },
            None => {
                @if let Some(ended) = state.ended { (summary(ended, purpose, &state.counts, lang)) }
                @match purpose {
                    Purpose::Practice => { (form(state, lang)) (by_code(state, lang)) },
                    Purpose::Review => (due(&state.counts, lang)),
                }
            },
        }
    }
}

fn notice_of(notice: Notice, purpose: Purpose, lang: Lang) -> Markup {
    let words = match notice {
        Notice::Refused => t(
            lang,
            "浏览器没有保存（空间已满或不允许保存）。可以接着做，但离开本页后这次的结果就没有了；请到“我的记录”存成文件。",
            "The browser did not keep this (storage full or forbidden). You can go on, but it will be gone with this page; save a file under My record.",
        ),
        Notice::Elsewhere => t(
            lang,
            "另一个标签页接着做了这一轮，本页已换成那边的进度。",
            "Another tab went on with this round; this page now shows where it stands.",
        ),
        Notice::Unreadable => t(
            lang,
            "上次保存的一轮读不出来，已另行保留；掌握情况没有受影响。",
            "The round that was kept cannot be read; it was put aside. What you have learned is unaffected.",
        ),
        Notice::NoCode => t(
            lang,
            "这不是题码。题码的样子：lead.own_head/conflict/12345/2026-03-02。",
            "This is no code of a drill. One looks like lead.own_head/conflict/12345/2026-03-02.",
        ),
        Notice::NoEntry => t(
            lang,
            "题码里的条目在现在用的规则里没有，或那一天不适用。",
            "The rules in use have no such entry, or not on that day.",
        ),
        Notice::Nothing => match purpose {
            Purpose::Review => t(lang, "现在没有到期的。", "Nothing is due now."),
            Purpose::Practice => t(
                lang,
                "没有做错过而还没掌握的条目。请选别的范围。",
                "Nothing that was wrong is still open. Choose something else.",
            ),
        },
    };
    let alert = matches!(notice, Notice::Refused | Notice::NoCode | Notice::NoEntry);
    html! { p class="drill-notice" role=(if alert { "alert" } else { "status" }) { (words) } }
}

/// What a round is about, in words.
fn about_words(about: About, lang: Lang) -> &'static str {
    match about {
        About::All => t(lang, "全部规则", "all rules"),
        About::Errors => t(lang, "做错过的", "what was wrong before"),
        About::Due => t(lang, "今天到期的", "due today"),
        About::Family(family) => family.label(lang),
    }
}

fn percent(right: u32, taken: u32) -> String {
    Fraction::new(right.into(), taken.into()).percent()
}

fn bar(round: &Round, purpose: Purpose, lang: Lang) -> Markup {
    let Round {
        taken,
        right,
        streak,
        ..
    } = round;
    html! {
        div class="drill-bar no-print" {
            p {
                @if purpose == Purpose::Practice {
                    strong { (about_words(round.about, lang)) }
                    @if round.is_series {
                        " · "
                        @match lang { Lang::Zh => { "编号" (round.seed) "，第" (round.drawn) "题" } Lang::En => { "number " (round.seed) ", drill " (round.drawn) } }
                    }
                    " · "
                }
                span id="drill-counts" {
                    @match (taken, lang) {
                        (0, _) => (t(lang, "刚开始", "just begun")),
                        (_, Lang::Zh) => { "已答" (taken) "题，全对" (right) "题（" (percent(*right, *taken)) "%）" @if *streak > 1 { "，连续全对" (streak) "题" } },
                        (_, Lang::En) => { (taken) " answered, " (right) " all right (" (percent(*right, *taken)) " %)" @if *streak > 1 { ", " (streak) " in a row" } },
                    }
                }
            }
            button type="button" class="button" id="drill-end" data-do="end" { (t(lang, "结束这一轮", "End the round")) }
        }
    }
}

fn drill(state: &State, shown: &Shown, engine: &Engine, lang: Lang) -> Markup {
    html! {
        section class="drill" aria-labelledby="drill-prompt" {
            p class="drill-family" { (shown.family.label(lang)) }
            h2 id="drill-prompt" tabindex="-1" { (shown.prompt.in_lang(lang)) }
            (question::brief(&shown.brief, lang))
            @match &shown.graded {
                None => {
                    (question::slots(&shown.filling, lang))
                    @if let Some(problem) = &state.problem { p class="field-error" role="alert" { (problem.message(lang)) } }
                    @else if state.is_incomplete {
                        p class="field-error" role="alert" { (t(lang, "还有一空没有填。不会的话，可以直接看答案。", "Something is not filled in. If you do not know, look at the answer.")) }
                    }
                    p class="actions no-print" {
                        button type="button" class="button primary" id="drill-submit" data-do="submit" { (t(lang, "提交", "Answer")) " " kbd aria-hidden="true" { "Enter" } }
                        button type="button" class="button quiet" id="drill-give-up" data-do="give-up" { (t(lang, "不会，看答案", "I don't know, show it")) }
                    }
                }
                Some(graded) => {
                    (verdict(graded, shown, lang))
                    (question::graded(engine, graded, lang))
                    @if let Some(near) = &shown.near {
                        section class="drill-near" aria-labelledby="drill-near" {
                            h3 id="drill-near" { (t(lang, "只差一点", "Nearly")) }
                            (question::nearly(near, lang))
                        }
                    }
                    (twins(&shown.twins, lang))
                    p class="actions no-print" {
                        button type="button" class="button primary" id="drill-next" data-do="next" { (t(lang, "下一题", "Next")) " " kbd aria-hidden="true" { "Enter" } }
                    }
                }
            }
            p class="drill-code hint" {
                (t(lang, "题码（发给别人，可做同一题）：", "Code (others get the same drill with it): "))
                code { (shown.code) }
            }
        }
    }
}

fn verdict(graded: &Graded, shown: &Shown, lang: Lang) -> Markup {
    let (sign, class, word) = credit_sign(graded.credit, lang);
    let partly = graded
        .credit
        .filter(|credit| !credit.is_full() && *credit != Fraction::ZERO);
    html! {
        p class={ "drill-verdict " (class) } id="drill-verdict" role="status" tabindex="-1" {
            span class="q-sign" aria-hidden="true" { (sign) }
            strong { (word) @if let Some(credit) = partly { " " (credit.percent()) "%" } }
            @if let Some(due) = shown.due {
                span class="hint" { (t(lang, "这一条下次复习：", "This entry is due again on ")) (date(due, lang)) }
            }
        }
    }
}

fn twins(twins: &[Twin], lang: Lang) -> Markup {
    html! {
        @if !twins.is_empty() {
            section class="drill-twins no-print" aria-labelledby="drill-twins" {
                h3 id="drill-twins" { (t(lang, "换一个条件，还是这个答案吗？", "Change one thing: is the answer still the same?")) }
                ul {
                    @for (at, twin) in twins.iter().enumerate() {
                        li {
                            span {
                                @match &twin.changed {
                                    Some(changed) => {
                                        @let (what, now, then) = (changed.what.in_lang(lang), changed.now.in_lang(lang), changed.then.in_lang(lang));
                                        @match lang {
                                            Lang::Zh => { "如果“" (what) "”不是" del { (now) } "，而是" ins { (then) } }
                                            Lang::En => { "If \"" (what) "\" were not " del { (now) } " but " ins { (then) } }
                                        }
                                    }
                                    None if twin.spec.misses.is_some() => (t(lang, "如果只差一点、够不上这条线", "If it fell just short of the line")),
                                    None => (t(lang, "如果正好达到这条线", "If it reached the line")),
                                }
                            }
                            button type="button" class="button" id={ "drill-twin-" (at) } data-do="twin" data-arg=(at) { (t(lang, "试一试", "Try it")) }
                        }
                    }
                }
            }
        }
    }
}

/// A drill that the rules in use no longer have.
fn gone(lang: Lang) -> Markup {
    html! {
        section class="drill" {
            p role="status" { (t(lang, "这一题所依据的条目在现在用的规则里没有了。", "The entry that this drill is about is no longer in the rules in use.")) }
            p class="actions" { button type="button" class="button primary" id="drill-next" data-do="next" { (t(lang, "下一题", "Next")) } }
        }
    }
}

fn summary((taken, right): (u32, u32), purpose: Purpose, counts: &Counts, lang: Lang) -> Markup {
    html! {
        section class="drill-summary" role="status" {
            h2 id="drill-head" tabindex="-1" {
                @match purpose {
                    Purpose::Practice => (t(lang, "这一轮结束了", "The round has ended")),
                    Purpose::Review if counts.due == 0 => (t(lang, "今天到期的都复习完了", "All that was due today is done")),
                    Purpose::Review => (t(lang, "复习先到这里", "Review stopped here")),
                }
            }
            p {
                @match lang {
                    Lang::Zh => { "答了" (taken) "题，全对" (right) "题" @if taken > 0 { "（" (percent(right, taken)) "%）" } "。每次作答都已记下。" }
                    Lang::En => { (taken) " answered, " (right) " all right" @if taken > 0 { " (" (percent(right, taken)) " %)" } ". Every answer has been kept." }
                }
            }
        }
    }
}

fn form(state: &State, lang: Lang) -> Markup {
    let (form, counts) = (&state.form, &state.counts);
    let option = |about: About, count: usize| {
        html! {
            option value=(word_of(about)) selected[form.about == about] disabled[about == About::Errors && count == 0] {
                (about_words(about, lang)) " (" (count) ")"
            }
        }
    };
    let about = html! {
        select class="field" id="drill-about" data-do="about" {
            (option(About::All, counts.all))
            @if !form.is_series { (option(About::Errors, counts.errors)) }
            @for (family, count) in &counts.families { (option(About::Family(*family), *count)) }
        }
    };
    let seed = html! {
        input class="field drill-seed" id="drill-seed" type="text" inputmode="numeric" autocomplete="off" value=(form.seed) data-do="seed";
    };
    let order = |value: &str, series: bool, words: &str| {
        html! {
            label class="chip" {
                input type="radio" name="drill-order" id={ "drill-order-" (value) } value=(value) checked[form.is_series == series] data-do="order";
                span class="chip-face" { (words) }
            }
        }
    };
    html! {
        section class="drill-form" {
            p class="lead-in" {
                (t(
                    lang,
                    "题目按规则表的边界随时生成，只差一项事实的情形最容易混。每题当场评，说明依据和差在哪里；做多久由你定。",
                    "Drills are made from the tables at their boundaries, where matters differ in a single fact. Each is graded at once, with its basis and what was missing. Stop whenever you like.",
                ))
            }
            p class="hint" {
                @match lang {
                    Lang::Zh => { "可练" (counts.all) "条，练过" (counts.seen) "条，今天到期" (counts.due) "条。" }
                    Lang::En => { (counts.all) " entries to practise, " (counts.seen) " seen so far, " (counts.due) " due today." }
                }
            }
            (field("drill-about", t(lang, "练什么", "What to practise"), "", &about))
            fieldset class="chips" {
                legend { (t(lang, "怎样出题", "Which drills")) }
                (order("need", false, t(lang, "按我的掌握情况", "what I need")))
                (order("series", true, t(lang, "按编号，人人相同", "by number, alike for all")))
            }
            @if form.is_series {
                (field(
                    "drill-seed",
                    t(lang, "编号", "Number"),
                    t(lang, "范围和编号相同，题目就相同，便于几个人一起练。", "With the same range and number everybody gets the same drills."),
                    &seed,
                ))
                @if form.seed().is_none() { p class="field-error" { (t(lang, "编号只能是数字；不填就随机取一个。", "A number has digits only; one is drawn if there is none.")) } }
            }
            p class="actions" { button type="button" class="button primary" id="drill-begin" data-do="begin" { (t(lang, "开始练习", "Begin")) } }
        }
    }
}

fn by_code(state: &State, lang: Lang) -> Markup {
    let code = html! {
        input class="field" id="drill-code" type="text" autocomplete="off" spellcheck="false" value=(state.form.code) data-do="code";
    };
    html! {
        details class="disclosure" id="drill-by-code" {
            summary { (t(lang, "做别人给的一题", "Take a drill from somebody else")) }
            (field("drill-code", t(lang, "题码", "Code"), "", &code))
            p class="actions" { button type="button" class="button" id="drill-code-go" data-do="code-go" { (t(lang, "做这一题", "Take it")) } }
        }
    }
}

fn due(counts: &Counts, lang: Lang) -> Markup {
    html! {
        section class="drill-form" {
            p class="lead-in" {
                (t(
                    lang,
                    "学过的条目隔多久再问，按遗忘曲线（FSRS）推算：答对间隔拉长，答错第二天再来。",
                    "When to ask again follows the curve of forgetting (FSRS): right answers stretch the interval, wrong ones come back the next day.",
                ))
            }
            @if counts.seen == 0 {
                p { (t(lang, "还没有学过的条目。先做一课或练几题，之后这里会列出到期的。", "Nothing has been learned yet. Play a lesson or some drills first; what is due will stand here.")) }
            } @else {
                p id="review-due" {
                    strong { @match lang { Lang::Zh => { "今天到期" (counts.due) "条" } Lang::En => { (counts.due) " due today" } } }
                    @if counts.due == 0 { (t(lang, "，不用复习。", "; nothing to review.")) }
                }
                @if counts.due > 0 {
                    p class="actions" { button type="button" class="button primary" id="drill-begin" data-do="begin" { (t(lang, "开始复习", "Begin the review")) } }
                }
                (forecast(&counts.forecast, lang))
            }
        }
    }
}

/// How many come due day by day, as bars with their numbers.
fn forecast(counts: &[usize], lang: Lang) -> Markup {
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    html! {
        h3 { (t(lang, "往后两周", "The next two weeks")) }
        table class="drill-forecast" {
            thead class="hidden" { tr { th scope="col" { (t(lang, "日子", "Day")) } th scope="col" { (t(lang, "到期条数", "Due")) } } }
            tbody {
                @for (later, count) in counts.iter().enumerate() {
                    tr {
                        th scope="row" {
                            @match (later, lang) {
                                (0, _) => (t(lang, "今天", "today")),
                                (1, _) => (t(lang, "明天", "tomorrow")),
                                (_, Lang::Zh) => { (later) "天后" },
                                (_, Lang::En) => { "in " (later) " days" },
                            }
                        }
                        td {
                            span class="drill-bar-line" style={ "width:" (count * 100 / most) "%" } aria-hidden="true" {}
                            span class="drill-bar-count" { (count) }
                        }
                    }
                }
            }
        }
    }
}
