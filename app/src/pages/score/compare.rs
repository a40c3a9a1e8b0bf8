//! The answer side by side with another: by a scheme, or of last time.

use maud::{Markup, html};
use shizu_rules::Lang;
use shizu_rules::rectification::{Contribution, Scoring};
use shizu_rules::vocabulary::Term;

use super::Shown;
use super::result::View;
use super::state::State;
use crate::markup::t;

/// What can be compared with, and the comparison if there is one.
pub fn compare(state: &State, scoring: &Scoring, shown: &Shown, lang: Lang) -> Markup {
    let option = |code: &str, label: &str| {
        html! { option value=(code) selected[state.against == code] { (label) } }
    };
    let other = other(state, scoring, shown);
    html! {
        section class="score-compare" {
            h3 { (t(lang, "对照", "Side by side")) }
            p class="labelled no-print" {
                label for="score-against" { (t(lang, "与哪个结果对照", "Compare with")) }
                select id="score-against" class="field" data-do="against" {
                    (option("", t(lang, "不对照", "nothing")))
                    (option("own", t(lang, "默认权重和等次", "our weights and bands")))
                    @for scheme in scoring.schemes() { (option(scheme.name(), scheme.grounds.title.in_lang(lang))) }
                    (option("last", t(lang, "上次评估", "last time")))
                }
            }
            @match &other {
                Some((label, other)) => (table(label, shown, other, lang)),
                None if state.against == "last" => {
                    p class="hint" { (t(lang, "还没有这个单位的上次评估。评完后点“记为上次”，下次就能对照。", "No earlier evaluation of this unit yet. Press \"Keep as last\" when done, and compare next time.")) }
                }
                None => {}
            }
        }
    }
}

/// The other answer and what it is called.
fn other(state: &State, scoring: &Scoring, shown: &Shown) -> Option<([String; 2], Shown)> {
    let both = |zh: &str, en: &str| [zh.to_owned(), en.to_owned()];
    match &*state.against {
        "" => None,
        "own" => Some((
            both("默认", "ours"),
            Shown::of(scoring, shown.draft.clone(), ""),
        )),
        "last" => {
            let last = state.last()?.clone();
            Some((
                both("上次", "last time"),
                Shown::of(scoring, last, &state.preset),
            ))
        }
        name => {
            let title = &scoring.scheme(name)?.grounds.title;
            Some((
                both(&title.zh, &title.en),
                Shown::of(scoring, shown.draft.clone(), name),
            ))
        }
    }
}

fn table(label: &[String; 2], now: &Shown, other: &Shown, lang: Lang) -> Markup {
    let points = |of: &Contribution| match of.points {
        [low, high] if low == high => low.to_string(),
        [low, high] => format!("{low}–{high}"),
    };
    let conclusion = |shown: &Shown| {
        let numbers = &shown.numbers;
        let bands = shown
            .answer
            .possible_bands
            .iter()
            .map(|band| numbers.title(*band).in_lang(lang).to_owned());
        let score = shown.answer.score.map_or_else(
            || format!("{}–{}", shown.answer.lowest, shown.answer.highest),
            |score| score.to_string(),
        );
        format!("{score} {}", bands.collect::<Vec<_>>().join(" / "))
    };
    let other_name = &label[usize::from(lang == Lang::En)];
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "对照", "Side by side")) { table class="grid" {
            caption class="hidden" { (t(lang, "对照", "Side by side")) }
            thead { tr {
                th scope="col" { (t(lang, "指标", "Index")) }
                th scope="col" class="figure" { (t(lang, "现在：权重", "Now: weight")) }
                th scope="col" class="figure" { (t(lang, "贡献", "points")) }
                th scope="col" class="figure" { (other_name) (t(lang, "：权重", ": weight")) }
                th scope="col" class="figure" { (t(lang, "贡献", "points")) }
            } }
            tbody {
                @for (mine, theirs) in now.answer.contributions.iter().zip(&other.answer.contributions) {
                    tr {
                        th scope="row" { (mine.index.label(lang)) }
                        td class="figure" { (mine.weight) "%" }
                        td class="figure" { (points(mine)) }
                        td class="figure" { (theirs.weight) "%" }
                        td class="figure" { (points(theirs)) @if mine.points != theirs.points { " ≠" } }
                    }
                }
                tr class="score-sum" {
                    th scope="row" { (t(lang, "结果", "Result")) }
                    td colspan="2" class="figure" { (conclusion(now)) }
                    td colspan="2" class="figure" { (conclusion(other)) @if now.answer.possible_bands != other.answer.possible_bands { " ≠" } }
                }
            }
        } }
        @if !other.answer.filled.is_empty() { (filled(other, lang)) }
    }
}

/// What a scheme did not publish.
pub fn filled(shown: &Shown, lang: Lang) -> Markup {
    let groups = [
        ("score.weight.", "部分或全部权重", "some or all weights"),
        ("score.band.", "等次的分数线", "the lines between bands"),
        ("score.false.veto", "一票否决", "the veto"),
        ("score.false.cap", "封顶", "the cap"),
        ("score.credit.", "事项折算", "credit for items"),
        ("score.survey.", "测评分值", "values of answers"),
    ];
    let left = groups
        .iter()
        .filter(|group| shown.answer.filled.iter().any(|id| id.starts_with(group.0)));
    let names: Vec<&str> = left.map(|group| t(lang, group.1, group.2)).collect();
    html! {
        p class="hint" {
            (t(lang, "该方案未公开、用默认值补齐的：", "Not published there and filled in from ours: "))
            (names.join(t(lang, "、", ", ")))
            (t(lang, "。", "."))
        }
    }
}

impl<'a> View<'a> {
    /// The view of what is shown.
    pub fn of(shown: &'a Shown, engine: &'a shizu_rules::Engine, lang: Lang) -> Self {
        View {
            answer: &shown.answer,
            numbers: &shown.numbers,
            remarks: &shown.remarks,
            follow_up: &shown.follow_up,
            disclosed: shown.entry.disclosed,
            engine,
            lang,
        }
    }
}
