//! The portrait: every criterion as a bar with its mark, its weight and the evidence, readable without colour.

use maud::{Markup, html};
use shizu_rules::ecology::{Mark, Range, Score, Scorer};
use shizu_rules::vocabulary::{PointMark, Term};
use shizu_rules::{Engine, Lang};

use crate::markup::t;

/// What a portrait shows.
pub struct Portrait<'a> {
    pub engine: &'a Engine,
    pub scorer: &'a Scorer,
    pub score: &'a Score,
    /// The marks entered, in the sheet's order; their points are the evidence.
    pub marks: &'a [Mark],
    /// Below it a mark is weak; none where weakness means nothing.
    pub line: Option<String>,
    /// What the host unit marks, where it does.
    pub host: &'a [Range],
}

impl Portrait<'_> {
    pub fn draw(&self, lang: Lang) -> Markup {
        html! {
            div class="scroll" tabindex="0" role="region" aria-label=(t(lang, "画像", "Portrait")) {
                table class="grid ecology-portrait" {
                    caption class="hidden" { (t(lang, "画像：各项得分、权重和依据", "Portrait: mark, weight and evidence of each criterion")) }
                    thead { tr {
                        th scope="col" { (t(lang, "项目", "Criterion")) }
                        th scope="col" class="ecology-bar-head" {
                            span { "0" } span { "50" } span { "100" }
                        }
                        th scope="col" class="figure" { (t(lang, "得分", "Mark")) }
                        th scope="col" class="figure" { (t(lang, "权重", "Weight")) }
                    } }
                    tbody {
                        @for (at, part) in self.score.contributions.iter().enumerate() {
                            @let weak = self.is_weak(part.mark);
                            tr data-criterion=(part.code) {
                                th scope="row" {
                                    (self.title(at, lang))
                                    @if weak { " " strong class="ecology-weak" { (t(lang, "▼弱项", "▼ weak")) } }
                                }
                                td class="ecology-bar" { (bar(part.mark, self.line.as_deref(), self.host.get(at).copied(), lang)) }
                                td class="figure" { (figure(part.mark, lang)) }
                                td class="figure" { (part.weight.normalize().to_string()) "%" }
                            }
                            @if let Some(Mark::Points(points)) = self.marks.get(at) {
                                tr class="ecology-evidence" { td colspan="4" { (self.evidence(at, points, lang)) } }
                            }
                        }
                    }
                }
            }
            p class="hint" {
                (t(lang, "实心为确定的得分，斜纹为尚未确定的范围", "Solid: the mark for sure; hatched: still open"))
                @if let Some(line) = &self.line { (t(lang, "，虚线为警戒线（", "; dashed: the alarm line (")) (line) (t(lang, "分）", ")")) }
                @if !self.host.is_empty() { (t(lang, "，菱形为驻在单位评价，不计分", "; diamond: the host unit's opinion, not counted")) }
                (t(lang, "。", "."))
            }
        }
    }

    fn is_weak(&self, mark: Range) -> bool {
        let line = self.line.as_ref().and_then(|line| line.parse().ok());
        line.is_some_and(|line| mark.high < line)
    }

    fn title(&self, at: usize, lang: Lang) -> String {
        let id = self.scorer.criteria.get(at).map(|criterion| &*criterion.id);
        title(self.engine, id.unwrap_or_default(), lang)
    }

    fn evidence(&self, at: usize, points: &[Option<PointMark>], lang: Lang) -> Markup {
        let asked = points_of(self.engine, self.scorer, at);
        html! {
            ul {
                @for (at, point) in points.iter().enumerate() {
                    li {
                        span class="ecology-sign" aria-hidden="true" { (sign(*point)) }
                        @if let Some(asked) = asked.get(at) { (asked.in_lang(lang)) } @else { (t(lang, "要点", "point")) " " (at + 1) }
                        (t(lang, "：", ": "))
                        (point.map_or(t(lang, "未知", "unknown"), |point| point.label(lang)))
                    }
                }
            }
        }
    }
}

/// The points of the checklist of a sheet's criterion.
pub fn points_of<'a>(engine: &'a Engine, scorer: &Scorer, at: usize) -> &'a [shizu_rules::Text] {
    let rulebook = engine.rulebook();
    let sheet = rulebook.sheet(&scorer.sheet);
    let criteria = sheet.map_or(&[][..], |sheet| rulebook.criteria(sheet));
    let list = criteria
        .get(at)
        .and_then(|criterion| criterion.checklist.as_ref());
    list.map_or(&[], |list| &list.points)
}

/// Name of an entry of the rulebook.
pub fn title(engine: &Engine, id: &str, lang: Lang) -> String {
    let item = engine.rulebook().item(id);
    item.map_or(id, |item| item.title.in_lang(lang)).to_owned()
}

fn sign(point: Option<PointMark>) -> &'static str {
    match point {
        Some(PointMark::Met) => "✓",
        Some(PointMark::Partly) => "◐",
        Some(PointMark::NotMet) => "✗",
        Some(PointMark::NotApplicable) => "–",
        None => "?",
    }
}

/// A mark in figures; 未知 where nothing is known.
fn figure(mark: Range, lang: Lang) -> String {
    if mark == Range::UNKNOWN {
        return t(lang, "未知", "unknown").to_owned();
    }
    mark.to_string()
}

fn bar(mark: Range, line: Option<&str>, host: Option<Range>, lang: Lang) -> Markup {
    let (low, width) = (
        mark.low.normalize().to_string(),
        mark.width().normalize().to_string(),
    );
    let host = host
        .and_then(Range::value)
        .map(|host| host.normalize().to_string());
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label=(figure(mark, lang)) focusable="false" {
            rect class="ecology-bar-ground" x="0" y="1" width="100" height="8" {}
            rect class="ecology-bar-sure" x="0" y="1" width=(low) height="8" {}
            @if !mark.width().is_zero() { rect class="ecology-bar-open" x=(low) y="1" width=(width) height="8" {} }
            @if let Some(line) = line { line class="ecology-bar-line" x1=(line) x2=(line) y1="0" y2="10" {} }
            @if let Some(host) = &host { path class="ecology-bar-host" d={ "M" (host) " 1l1.2 4l-1.2 4l-1.2 -4z" } {} }
        }
    }
}
