//! What comes out: score and band, the breakdown, what lifts it, how far weights move, what follows.

use maud::{Markup, html};
use shizu_rules::rectification::{
    Answered, Assessment, Contribution, LiftStep, Numbers, Outlook, Remark, Told, in_hundredths,
};
use shizu_rules::vocabulary::{Organ, Role, ScoreBand, ScoreEffect, ScoreIndex, Term};
use shizu_rules::{Engine, FactKey, Lang};

use super::form::id_of;
use crate::markup::{badge, t};

/// An organ, its part in following up, and the rule.
pub type FollowUp = Told<(Organ, Role)>;

/// What of the answer is needed everywhere.
pub struct View<'a> {
    /// The answer.
    pub answer: &'a Assessment,
    /// The numbers it was scored by.
    pub numbers: &'a Numbers,
    /// What is to be said about what was typed.
    pub remarks: &'a [Remark],
    /// Who follows up before disclosure and after it.
    pub follow_up: &'a [Vec<FollowUp>; 2],
    /// Whether the rectification is disclosed.
    pub disclosed: Option<bool>,
    /// The rulebook in use.
    pub engine: &'a Engine,
    /// The language.
    pub lang: Lang,
}

impl View<'_> {
    pub fn title(&self, band: ScoreBand) -> String {
        self.numbers.title(band).in_lang(self.lang).to_owned()
    }

    /// The score, or what it lies between, and the bands: `82.75分，较好`.
    pub fn conclusion(&self) -> String {
        let bands: Vec<String> = self
            .answer
            .possible_bands
            .iter()
            .map(|band| self.title(*band))
            .collect();
        let (low, high) = (self.answer.lowest, self.answer.highest);
        let score = match self.answer.score {
            Some(score) => score.to_string(),
            None => format!("{low}–{high}"),
        };
        match self.lang {
            Lang::Zh => format!("{score}分，{}", bands.join("或")),
            Lang::En => format!("{score} points, {}", bands.join(" or ")),
        }
    }
}

/// Everything that comes out, but the comparison.
pub fn result(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        p class={ "score-headline score-" (view.answer.band.map_or("open", Term::code)) } role="status" { (view.conclusion()) }
        @if view.answer.effect.what != ScoreEffect::None {
            p class="score-note" { "! " (effect(view)) }
        }
        (mistakes(view))
        (asked(view))
        (picture(view))
        (breakdown(view))
        section { h3 { (t(lang, "怎样升到上一档", "What lifts it to the next band")) } (outlook(view)) }
        (shifts(view))
        (consequences(view))
        (follow_up(view))
        (notes(view))
    }
}

fn effect(view: &View<'_>) -> String {
    let (name, sum, count) = (
        view.answer.effect.what.label(view.lang),
        view.answer.sum[0],
        view.answer.false_reports,
    );
    match view.lang {
        Lang::Zh => format!("{name}：整改报告有{count}项与事实不符，五项合计原为{sum}分。"),
        Lang::En => format!(
            "{name}: {count} points of the report were found false; the five indices made {sum}."
        ),
    }
}

/// What to enter next.
fn asked(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        @if !view.answer.ask_next.is_empty() {
            p class="score-note" {
                (t(lang, "缺项不按零计。接下来请填：", "What is missing is not zero. Enter next: "))
                @for (at, asked) in view.answer.ask_next.iter().enumerate() {
                    @if at > 0 { (t(lang, "、", ", ")) }
                    a href={ "#" (id_of(asked.path)) } data-do="go" data-arg=(id_of(asked.path)) { (asked.path.label(lang)) }
                    (t(lang, "（", " (")) (asked.points) (t(lang, "分）", ")"))
                }
            }
        }
    }
}

/// The contributions one after the other, over the bands. One unit of the drawing is a hundredth of a point.
fn picture(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let mut done = 0;
    let mut parts = Vec::new();
    for (at, of) in view.answer.contributions.iter().enumerate() {
        let [low, high] = of.points.map(in_hundredths);
        parts.push((at, false, done, low));
        parts.push((at, true, done + low, high - low));
        done += high;
    }
    let lines = &view.numbers.bands;
    let ends: Vec<i64> = std::iter::once(10_000)
        .chain(lines.iter().map(|line| line.from))
        .collect();
    let percent = |hundredths: i64| format!("left:{}%", hundredths / 100);
    html! {
        div class="score-picture" role="img" aria-label=(view.conclusion()) {
            div class="score-zones" aria-hidden="true" {
                @for (line, end) in lines.iter().zip(&ends) {
                    span style={ (percent(line.from)) ";width:" ((end - line.from) / 100) "%" } { (line.title.in_lang(lang)) }
                }
            }
            svg viewBox="0 0 10000 100" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                defs { pattern id="score-hatch" width="120" height="25" patternUnits="userSpaceOnUse" { path d="M0 25L120 0" {} } }
                @for (line, end) in lines.iter().zip(&ends) {
                    rect class={ "score-zone score-zone-" (line.band.code()) } x=(line.from) y="0" width=(end - line.from) height="100" {}
                }
                @for (at, open, x, width) in parts.iter().filter(|part| part.3 > 0) {
                    @if *open { rect class="score-open" x=(x) y="20" width=(width) height="60" fill="url(#score-hatch)" {} }
                    @else { rect class={ "score-part score-part-" (at) } x=(x) y="20" width=(width) height="60" {} }
                }
                @if let Some(score) = view.answer.score {
                    path class="score-needle" d={ "M" (in_hundredths(score)) " 0v100" } {}
                }
            }
            div class="score-ticks" aria-hidden="true" {
                @for line in lines.iter().filter(|line| line.from > 0) { span style=(percent(line.from)) { (line.points()) } }
            }
        }
    }
}

/// The two values of something, if they differ.
fn both<T: PartialEq + ToString>([low, high]: &[T; 2]) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{}–{}", low.to_string(), high.to_string())
    }
}

fn breakdown(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let row = |at: usize, of: &Contribution| {
        html! {
            tr {
                th scope="row" { span class={ "score-key score-part-" (at) } aria-hidden="true" { (at + 1) } " " (of.index.label(lang)) }
                td class="figure" { @if of.is_known() { (both(&of.value)) } @else { span class="score-unknown" { (t(lang, "未知 ", "unknown ")) (both(&of.value)) } } }
                td class="figure" { (of.weight) "%" }
                td class="figure" { (both(&of.points)) }
            }
        }
    };
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "得分构成", "Breakdown")) {
            table class="grid" {
                caption class="hidden" { (t(lang, "得分构成", "Breakdown")) }
                thead { tr {
                    th scope="col" { (t(lang, "指标", "Index")) }
                    th scope="col" class="figure" { (t(lang, "得分", "Value")) }
                    th scope="col" class="figure" { (t(lang, "权重", "Weight")) }
                    th scope="col" class="figure" { (t(lang, "贡献", "Points")) }
                } }
                tbody {
                    @for (at, of) in view.answer.contributions.iter().enumerate() { (row(at, of)) }
                    tr class="score-sum" {
                        th scope="row" { (t(lang, "合计", "Sum")) }
                        td {} td {}
                        td class="figure" { (both(&view.answer.sum)) }
                    }
                }
            }
        }
    }
}

/// A step in words: `任务落实 2 项由“未完成”到“逾期完成”`.
fn step_words(index: ScoreIndex, step: LiftStep, lang: Lang) -> String {
    let index = index.label(lang);
    match (step, lang) {
        (LiftStep::Points { count }, Lang::Zh) => format!("{index}提高{count}分"),
        (LiftStep::Points { count }, Lang::En) => format!("{index} up by {count}"),
        (LiftStep::Items { count, from, to }, Lang::Zh) => {
            format!(
                "{index}：{count}项由“{}”到“{}”",
                from.label(lang),
                to.label(lang)
            )
        }
        (LiftStep::Items { count, from, to }, Lang::En) => {
            format!(
                "{index}: {count} from {} to {}",
                from.label(lang),
                to.label(lang)
            )
        }
    }
}

fn outlook(view: &View<'_>) -> Markup {
    let lang = view.lang;
    match &view.answer.to_next_band {
        Outlook::Best => {
            html! { p { (t(lang, "已是最高一档。", "It is the best band already.")) } }
        }
        Outlook::Open => {
            html! { p { (t(lang, "有缺项，补齐以后再算。", "Something is missing; fill it in first.")) } }
        }
        Outlook::Blocked { band, by } => {
            let (band, by) = (view.title(*band), by.label(lang));
            html! { p { @match lang {
                Lang::Zh => { "因" (by) "，本次评不到“" (band) "”。不实问题核实改正后，下次评估再看。" }
                Lang::En => { (by) " stands between it and " (band) "; put the false points right and evaluate again." }
            } } }
        }
        Outlook::OutOfReach {
            band,
            most,
            satisfaction,
        } => {
            let band = view.title(*band);
            let needed = satisfaction.map(|needed| match lang {
                Lang::Zh => format!("满意度须达到{needed}。"),
                Lang::En => format!(" Satisfaction would have to be {needed}."),
            });
            html! { p { @match lang {
                Lang::Zh => { "事项全部做完也只有" (most) "分，到不了“" (band) "”。" }
                Lang::En => { "With everything done it is " (most) ", not " (band) "." }
            } (needed.unwrap_or_default()) } }
        }
        Outlook::Way(lift) => {
            let (band, gap, steps, score) =
                (view.title(lift.band), lift.gap, lift.steps, lift.score);
            html! {
                p { @match lang {
                    Lang::Zh => { "距“" (band) "”差" (gap) "分，最少" (steps) "步，做完得" b { (score) } "分：" }
                    Lang::En => { (gap) " points below " (band) "; " (steps) " steps at least, then " b { (score) } ":" }
                } }
                ul class="score-steps" {
                    @for change in &lift.changes {
                        li {
                            @for (at, step) in change.steps.iter().enumerate() { @if at > 0 { (t(lang, "；", "; ")) } (step_words(change.index, *step, lang)) }
                            " " span class="hint" { (change.value[0]) " → " (change.value[1]) (t(lang, "，", ", ")) "+" (change.gain) }
                        }
                    }
                }
                p class="hint" { (t(lang, "一步是一个事项或一分；测评票不算，满意度只能靠实际改进。", "A step is an item or a point; answers of the survey are none: satisfaction rises by real change only.")) }
            }
        }
    }
}

fn shifts(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let title = |band: Option<ScoreBand>| band.map(|band| view.title(band)).unwrap_or_default();
    html! {
        @if !view.answer.sensitivity.is_empty() {
            section {
                h3 { (t(lang, "权重移动多少等次不变", "How far a weight may move with the band unchanged")) }
                div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "权重的范围", "Ranges of weights")) { table class="grid" {
                    caption class="hidden" { (t(lang, "权重的范围", "Ranges of weights")) }
                    thead { tr {
                        th scope="col" { (t(lang, "指标", "Index")) }
                        th scope="col" { (t(lang, "范围（其余按比例调整）", "Range (others in proportion)")) }
                        th scope="col" class="figure" { (t(lang, "从", "from")) }
                        th scope="col" class="figure" { (t(lang, "到", "to")) }
                        th scope="col" { (t(lang, "越过即为", "beyond it")) }
                    } }
                    tbody { @for shift in &view.answer.sensitivity {
                        @let (from, to) = (in_hundredths(shift.from), in_hundredths(shift.to));
                        tr {
                            th scope="row" { (shift.index.label(lang)) }
                            td { svg class="score-range" viewBox="0 0 10000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                rect class="score-range-all" x="0" y="6" width="10000" height="4" {}
                                rect class="score-range-kept" x=(from) y="3" width=(to - from) height="10" {}
                                path class="score-needle" d={ "M" (in_hundredths(shift.weight)) " 0v16" } {}
                            } }
                            td class="figure" { (shift.from) "%" }
                            td class="figure" { (shift.to) "%" }
                            td {
                                @if shift.below.is_some() { "↓ " (title(shift.below)) " " }
                                @if shift.above.is_some() { "↑ " (title(shift.above)) }
                                @if shift.below.is_none() && shift.above.is_none() { "—" }
                            }
                        }
                    } }
                } }
            }
        }
    }
}

fn told<T>(view: &View<'_>, told: &Told<T>, words: &str) -> Markup {
    let item = view.engine.rulebook().item(&told.rule);
    html! { li { (words) " " @if let Some(item) = item { (badge(item.basis, view.lang)) } } }
}

/// The facts that something depends on, as names.
fn depends<T>(answered: &Answered<T>, lang: Lang) -> String {
    let names: Vec<&str> = answered
        .missing
        .iter()
        .map(|fact: &FactKey| fact.label(lang))
        .collect();
    names.join(t(lang, "、", ", "))
}

fn consequences(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let all = &view.answer.consequences;
    html! {
        section {
            h3 { (t(lang, "结果运用", "Consequences")) }
            ul class="score-list" {
                @for one in &all.sure { (told(view, one, one.what.label(lang))) }
                @for what in &all.possible { li class="score-possible" { "? " (what.label(lang)) } }
            }
            @if !all.possible.is_empty() {
                p class="hint" { "? " (t(lang, "可能，取决于：", "possible, depends on: ")) (depends(all, lang)) }
            }
        }
    }
}

/// Who follows up before disclosure and after it; what holds now is marked.
fn follow_up(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let now = view.disclosed;
    let heads = [
        t(lang, "公开前", "Before disclosure"),
        t(lang, "公开后", "After disclosure"),
    ];
    html! {
        section {
            h3 { (t(lang, "谁来跟进", "Who follows up")) }
            div class="score-follow" {
                @for (after, (head, list)) in heads.iter().zip(view.follow_up).enumerate() {
                    @let holds = now == Some(after == 1);
                    div class=[holds.then_some("score-now")] {
                        h4 { (head) @if holds { (t(lang, "（现在）", " (now)")) } }
                        ul class="score-list" { @for one in list {
                            @let (organ, role) = one.what;
                            (told(view, one, &format!("{}{}{}", organ.label(lang), t(lang, "：", ": "), role.label(lang))))
                        } }
                    }
                }
            }
            @if now.is_none() { p class="hint" { (t(lang, "未填公开日期，现在适用哪一栏不清楚。", "Without the date of disclosure it is open which holds now.")) } }
        }
    }
}

/// What is not used, each leading to its field.
fn mistakes(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        @if view.remarks.iter().any(Remark::is_fault) {
            section class="errors" role="alert" {
                h2 { (t(lang, "这些没有采用，其余照算", "Not used; the rest is scored")) }
                ul { @for remark in view.remarks.iter().filter(|remark| remark.is_fault()) { li {
                    @match remark.path.map(id_of) {
                        Some(id) => { a href={ "#" (id) } data-do="go" data-arg=(id) { (words(remark, lang)) } }
                        None => { (words(remark, lang)) }
                    }
                } } }
            }
        }
    }
}

/// What one should know of the rest.
fn notes(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        @if view.remarks.iter().any(|remark| !remark.is_fault()) {
            section {
                h3 { (t(lang, "请留意", "Worth knowing")) }
                ul class="score-list" {
                    @for remark in view.remarks.iter().filter(|remark| !remark.is_fault()) { li { (words(remark, lang)) } }
                }
            }
        }
    }
}

fn words(remark: &Remark, lang: Lang) -> String {
    format!(
        "{}{}{}",
        remark.field(lang),
        t(lang, "：", ": "),
        remark.message(lang)
    )
}
